export { PageDemandes } from './PageDemandes.tsx';
