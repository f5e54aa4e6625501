export { PageGrilles } from './PageGrilles.tsx';
