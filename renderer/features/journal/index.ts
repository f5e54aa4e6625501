export { PageJournal } from './PageJournal.tsx';
