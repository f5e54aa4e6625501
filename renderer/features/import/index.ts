export { PageImport } from './PageImport.tsx';
