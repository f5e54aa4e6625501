export { PageInstruction } from './PageInstruction.tsx';
export { PageLecture } from './PageLecture.tsx';
