export { PageBilan } from './PageBilan.tsx';
export { PageBilans } from './PageBilans.tsx';
