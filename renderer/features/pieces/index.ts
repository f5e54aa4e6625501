export { PagePieces } from './PagePieces.tsx';
