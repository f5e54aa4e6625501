export function PageDossiers(_: { readonly campagneId: number }) {
  return null;
}
export function PageDossier(_: { readonly campagneId: number; readonly dossierId: number }) {
  return null;
}
