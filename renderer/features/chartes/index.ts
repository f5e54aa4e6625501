export { PageChanger } from './PageChanger.tsx';
export { PageCharte } from './PageCharte.tsx';
export { PageChartes } from './PageChartes.tsx';
export { PageComparer } from './PageComparer.tsx';
