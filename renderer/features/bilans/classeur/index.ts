export { PageClasseursBilan } from './PageClasseursBilan.tsx';
