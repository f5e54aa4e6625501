export { PageConventions } from './PageConventions.tsx';
