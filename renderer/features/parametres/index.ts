export { PageParametres } from './PageParametres.tsx';
