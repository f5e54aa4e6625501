/** L’adresse d’une cellule dans une liste : un long nom de feuille se coupe ; la case, jamais. */
export function AdresseCourte({ adresse }: { readonly adresse: string }) {
  const coupe = Math.max(0, adresse.lastIndexOf('!'));
  return (
    <span className="cellule import-cellule" title={adresse}>
      <span className="elide">{adresse.slice(0, coupe)}</span>
      <span>{adresse.slice(coupe)}</span>
    </span>
  );
}
