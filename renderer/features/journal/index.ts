export function PageJournal() {
  return null;
}
