export { PageStructure } from './PageStructure.tsx';
export { PageStructures } from './PageStructures.tsx';
