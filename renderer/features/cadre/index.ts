export { Cadre } from './Cadre.tsx';
