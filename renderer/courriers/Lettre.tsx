import type { ApercuCourrier } from '../../shared/contract/courriers.ts';
import './courriers.css';

export type LettreMontree = Omit<ApercuCourrier, 'nature' | 'avertissements'>;

/** La lettre de notification à l’écran : les mots du PDF, dans l’ordre du PDF. */
export function Lettre({ lettre }: { readonly lettre: LettreMontree }) {
  return (
    <article className="courriers-lettre">
      <div className="courriers-lettre-tete">
        <Lignes lignes={lettre.expediteur} premiereForte />
        <Lignes lignes={lettre.destinataire} premiereForte />
        <Lignes lignes={lettre.references} />
        <p>{lettre.lieuEtDate}</p>
      </div>
      <p className="g6">{`Objet\u00a0: ${lettre.objet}`}</p>
      {lettre.blocs.map((bloc, rang) => (
        // La lettre se remplace entière : ses blocs ne se déplacent pas.
        // oxlint-disable-next-line react/no-array-index-key
        <BlocDeLettre key={rang} bloc={bloc} />
      ))}
      <p>{lettre.politesse}</p>
      <div className="courriers-lettre-fin">
        <p className="t11 encre2">{lettre.recours}</p>
        <Lignes lignes={lettre.signature} />
      </div>
    </article>
  );
}

/** Un bloc de texte réglable rempli. */
export function BlocDeLettre({ bloc }: { readonly bloc: ApercuCourrier['blocs'][number] }) {
  if (bloc.genre === 'paragraphe')
    return (
      <p className="courriers-lettre-paragraphe">
        {bloc.segments.map(({ texte, fort }, rang) => {
          const Balise = fort ? 'b' : 'span';
          // oxlint-disable-next-line react/no-array-index-key -- les bouts d’une phrase ne se déplacent pas
          return <Balise key={rang}>{texte}</Balise>;
        })}
      </p>
    );
  if (bloc.genre === 'etapes')
    return (
      <dl className="courriers-lettre-etapes">
        {bloc.lignes.map(([terme, valeur]) => (
          <div key={terme + valeur}>
            <dt>{terme}</dt>
            <dd>{valeur}</dd>
          </div>
        ))}
      </dl>
    );
  return <TableauDeLettre bloc={bloc} />;
}

type BlocTableau = Extract<ApercuCourrier['blocs'][number], { genre: 'tableau' }>;

function TableauDeLettre({ bloc: { colonnes, lignes, total, note } }: { readonly bloc: BlocTableau }) {
  const classe = (rang: number) => `courriers-col-${colonnes[rang]?.genre ?? 'texte'}`;
  return (
    <div>
      <table className="courriers-lettre-tableau">
        <thead>
          <tr>
            {colonnes.map((colonne, rang) => (
              <th key={colonne.titre} scope="col" className={classe(rang)}>
                {colonne.titre}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lignes.map((cellules) => (
            <tr key={cellules.join('|')}>
              {cellules.map((cellule, rang) => (
                <td key={colonnes[rang]?.titre} className={classe(rang)}>
                  {cellule}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {total && (
          <tfoot>
            <tr>
              {total.map((cellule, rang) => (
                <td key={colonnes[rang]?.titre} className={classe(rang)}>
                  {cellule}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      {note !== '' && <p className="t11 encre2">{note}</p>}
    </div>
  );
}

/** Des lignes telles quelles ; une vide laisse la place de signer. */
export function Lignes({
  lignes,
  premiereForte = false,
}: {
  readonly lignes: readonly string[];
  readonly premiereForte?: boolean;
}) {
  return (
    <div>
      {lignes.map((ligne, rang) => (
        // Deux lignes vides se suivent pour laisser la place de signer : le texte ne les distingue pas.
        // oxlint-disable-next-line react/no-array-index-key
        <p key={rang} className={premiereForte && rang === 0 ? 'g6' : ''}>
          {ligne === '' ? '\u00a0' : ligne}
        </p>
      ))}
    </div>
  );
}
