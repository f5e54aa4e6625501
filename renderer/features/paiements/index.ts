export function PagePaiements(_: { readonly campagneId: number }) {
  return null;
}
