export { PageCloture } from './PageCloture.tsx';
