export { PageCopil } from './PageCopil.tsx';
export { PageSeance } from './PageSeance.tsx';
