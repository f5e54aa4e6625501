export function PageInstruction(_: { readonly campagneId: number }) {
  return null;
}
export function PageLecture(_: { readonly campagneId: number; readonly dossierId: number }) {
  return null;
}
