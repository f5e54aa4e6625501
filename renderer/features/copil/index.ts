export function PageCopil(_: { readonly campagneId: number }) {
  return null;
}
export function PageSeance(_: { readonly campagneId: number }) {
  return null;
}
