import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ColonneImport } from '../../../shared/contract/imports.ts';
import { q } from '../../api.ts';
import { Confiance } from './Confiance.tsx';
import { LIBELLES_ORIGINE } from './libelles-import.ts';

interface Champ {
  readonly code: string;
  readonly libelle: string;
  readonly objet: string;
}
const OBJETS: readonly (readonly [objet: string, libelle: string])[] = [
  ['dossier', 'Dossier'],
  ['structure', 'Structure'],
  ['collectif', 'Collectif'],
];
const AUCUN = '';

interface ChoixProps {
  readonly colonne: ColonneImport;
  readonly champs: readonly Champ[];
  readonly onChange: (champ: string | null) => void;
}

function ChoixChamp({ colonne, champs, onChange }: ChoixProps) {
  // Les options ne sont posées qu’au premier contact : cent listes de soixante champs rendraient la page lente.
  const [ouvert, setOuvert] = useState(false);
  const { champ, champLibelle, entete } = colonne;
  const connu = champ === null || (ouvert && champs.some(({ code }) => code === champ));
  return (
    <select
      className={`import-choix ${champ === null ? 'encre3' : ''}`}
      aria-label={`Champ de Clas pour « ${entete} »`}
      value={champ ?? AUCUN}
      onPointerDown={() => setOuvert(true)}
      onFocus={() => setOuvert(true)}
      onChange={(evenement) => onChange(evenement.currentTarget.value || null)}
    >
      <option value={AUCUN}>non importée</option>
      {!connu && <option value={champ}>{champLibelle}</option>}
      {ouvert &&
        OBJETS.map(([objet, libelle]) => (
          <optgroup key={objet} label={libelle}>
            {champs
              .filter((un) => un.objet === objet)
              .map((un) => (
                <option key={un.code} value={un.code}>
                  {un.libelle}
                </option>
              ))}
          </optgroup>
        ))}
    </select>
  );
}

/** Trois valeurs telles que reçues : de quoi juger le rapprochement sans ouvrir le fichier. */
function Exemples({ exemples }: Pick<ColonneImport, 'exemples'>) {
  const donnees = exemples.filter((exemple) => exemple !== '').slice(0, 3);
  if (donnees.length === 0) return <span className="encre3">(vide)</span>;
  return (
    <span className="import-exemples">
      {donnees.map((exemple, rang) => (
        // L’ordre des exemples ne change pas et deux peuvent être égaux.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={rang} title={exemple}>
          {exemple}
        </span>
      ))}
    </span>
  );
}

interface Props {
  readonly colonnes: readonly ColonneImport[];
  readonly correspondances: Readonly<Record<string, string | null>>;
  readonly onChange: (cle: string, champ: string | null) => void;
}

/** Une ligne par colonne du fichier ; le champ de Clas se change sur place. */
export function TableColonnes({ colonnes, correspondances, onChange }: Props) {
  const plusieurs = new Set(colonnes.map(({ feuille }) => feuille)).size > 1;
  const { data: champs = [] } = useQuery({ ...q.imports.champs.queryOptions(), staleTime: Number.POSITIVE_INFINITY });
  return (
    <div className="defile remplit">
      <table className="tableau import-table" aria-label="Colonnes du fichier">
        <thead>
          <tr>
            <th scope="col">Dans le fichier, et trois de ses valeurs</th>
            {plusieurs && (
              <th scope="col" className="import-c-feuille">
                Feuille
              </th>
            )}
            <th scope="col" className="import-c-champ">
              Dans Clas
            </th>
            <th scope="col" className="import-c-confiance">
              Confiance
            </th>
            <th scope="col" className="import-c-origine">
              D’après
            </th>
          </tr>
        </thead>
        <tbody>
          {colonnes.map((colonne) => {
            const { cle, entete, feuille, exemples, champ, confiance, origine } = colonne;
            const main = Object.hasOwn(correspondances, cle);
            return (
              <tr key={`${cle}#${colonne.colonne}`}>
                <td>
                  <span className="import-entete g5" title={entete}>
                    {entete}
                  </span>
                  <Exemples exemples={exemples} />
                </td>
                {plusieurs && (
                  <td className="encre2" title={feuille}>
                    {feuille}
                  </td>
                )}
                <td>
                  <ChoixChamp
                    // Le choix se voit aussitôt, sans attendre que les fichiers soient relus.
                    colonne={main ? { ...colonne, champ: correspondances[cle] ?? null } : colonne}
                    champs={champs}
                    onChange={(choix) => onChange(cle, choix)}
                  />
                </td>
                <td>
                  <Confiance confiance={champ === null ? null : confiance} entete={entete} />
                </td>
                <td className="encre2 t12">
                  {main ? LIBELLES_ORIGINE.agent : champ !== null && origine !== null && LIBELLES_ORIGINE[origine]}
                </td>
              </tr>
            );
          })}
          {colonnes.length === 0 && (
            <tr>
              <td colSpan={plusieurs ? 5 : 4} className="encre3">
                Aucune colonne ne correspond au filtre.
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
