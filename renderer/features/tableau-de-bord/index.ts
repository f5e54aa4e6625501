export { PageTableauDeBord } from './PageTableauDeBord.tsx';
