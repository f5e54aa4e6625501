export function PageParametres() {
  return null;
}
