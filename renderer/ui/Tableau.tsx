import type { ReactNode } from 'react';

export interface ColonneTableau<L> {
  readonly code: string;
  readonly titre: ReactNode;
  readonly rendu: (ligne: L) => ReactNode;
  /** Nombre : aligné à droite. */
  readonly nombre?: boolean;
  /** CSS : `80px`, `30%`. */
  readonly largeur?: string;
  /** Case de la ligne de total. */
  readonly total?: ReactNode;
  /** La ligne peut s’écrire sur plusieurs lignes. */
  readonly passe?: boolean;
}

interface Props<L> {
  /** Nom du tableau pour les lecteurs d’écran. */
  readonly libelle: string;
  readonly colonnes: readonly ColonneTableau<L>[];
  readonly lignes: readonly L[];
  readonly cle: (ligne: L) => string | number;
  /** 24 px au lieu de 28. */
  readonly dense?: boolean;
  readonly classeLigne?: (ligne: L) => string;
  readonly surLigne?: (ligne: L) => void;
  readonly vide?: ReactNode;
}

/** Petit tableau : filets fins, nombres à droite, total en gras. Pour une vraie liste, voir la Grille. */
export function Tableau<L>(props: Props<L>) {
  const { libelle, colonnes, lignes, cle, dense = false, classeLigne, surLigne, vide } = props;
  const avecTotal = colonnes.some(({ total }) => total !== undefined);
  return (
    <table className={`tableau ${dense ? 'tableau-dense' : ''}`} aria-label={libelle}>
      <thead>
        <tr>
          {colonnes.map(({ code, titre, nombre, largeur }) => (
            <th
              key={code}
              scope="col"
              className={nombre === true ? 'droite' : ''}
              {...(largeur === undefined ? {} : { style: { width: largeur } })}
            >
              {titre}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lignes.map((ligne) => (
          <tr
            key={cle(ligne)}
            className={`${classeLigne?.(ligne) ?? ''} ${surLigne ? 'tableau-cliquable' : ''}`}
            {...(surLigne ? { onClick: () => surLigne(ligne) } : {})}
          >
            {colonnes.map(({ code, rendu, nombre, passe }) => (
              <td key={code} className={`${nombre === true ? 'droite' : ''} ${passe === true ? 'tableau-passe' : ''}`}>
                {rendu(ligne)}
              </td>
            ))}
          </tr>
        ))}
        {lignes.length === 0 && (
          <tr>
            <td colSpan={colonnes.length} className="encre3">
              {vide ?? 'Aucune ligne'}
            </td>
          </tr>
        )}
      </tbody>
      {avecTotal && lignes.length > 0 && (
        <tfoot>
          <tr>
            {colonnes.map(({ code, total, nombre }) => (
              <td key={code} className={nombre === true ? 'droite' : ''}>
                {total}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}
