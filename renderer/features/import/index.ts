export function PageImport(_: { readonly campagneId: number }) {
  return null;
}
