export { PageDossier } from './PageDossier.tsx';
export { PageDossiers } from './PageDossiers.tsx';
