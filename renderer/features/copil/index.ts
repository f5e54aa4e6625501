export { PageCopil } from './PageCopil.tsx';
export { PageProjection } from './PageProjection.tsx';
export { PageSeance } from './PageSeance.tsx';
