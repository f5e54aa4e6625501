export { PagePaiements } from './PagePaiements.tsx';
