export { PageResultats } from './PageResultats.tsx';
