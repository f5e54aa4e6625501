export { PageSuivi } from './PageSuivi.tsx';
