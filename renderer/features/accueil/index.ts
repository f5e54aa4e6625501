export { PageAccueil } from './PageAccueil.tsx';
