export { Cadre } from './Cadre.tsx';
export { GardeDeFenetre, GardeDePage } from './GardeDePage.tsx';
