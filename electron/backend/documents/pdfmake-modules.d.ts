/** Fichiers de pdfmake que ses types publiés ne disent pas. */
declare module 'pdfmake/js/StyleContextStack.js' {
  const exporte: unknown;
  export default exporte;
}
declare module 'pdfmake/js/TextInlines.js' {
  const exporte: unknown;
  export default exporte;
}
declare module 'pdfmake/js/Renderer.js' {
  const exporte: unknown;
  export default exporte;
}
declare module 'pdfmake/js/PDFDocument.js' {
  const exporte: unknown;
  export default exporte;
}
declare module 'pdfmake/js/LayoutBuilder.js' {
  const exporte: unknown;
  export default exporte;
}
