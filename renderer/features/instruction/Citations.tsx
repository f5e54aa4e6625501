import type { Reponse } from '../../../shared/contract/dossiers.ts';
import { libelleCourt, type Preuve, type Preuves } from './preuves.ts';

const LIBELLES_SECTION: Readonly<Record<Reponse['section'], string>> = {
  identite: 'Identité',
  projet: 'Projet',
  collectifs: 'Collectifs',
  budget: 'Budget',
  pieces: 'Pièces',
  autres: 'Autres',
};
/** Au-delà, le reste se lit à gauche, surligné. */
const CITATIONS_MONTREES = 6;

interface Props {
  readonly preuves: Preuves;
  /** Amène la réponse citée sous les yeux, à gauche. */
  readonly onVoir: (preuve: Preuve) => void;
}

/** Les réponses qui appuient un critère, citées, chacune avec l’endroit d’où elle vient. */
export function Citations({ preuves: { trouvees, absentes }, onVoir }: Props) {
  if (trouvees.length === 0 && absentes.length === 0) return null;
  const cachees = trouvees.length - CITATIONS_MONTREES;
  return (
    <ul className="instr-citations" aria-label="Réponses qui appuient ce critère">
      {trouvees.slice(0, CITATIONS_MONTREES).map((preuve) => (
        <li key={preuve.numero}>
          <span className="instr-numero">{preuve.numero}</span>
          <span className="instr-citation">{`« ${preuve.reponse.valeur} »`}</span>
          <button
            type="button"
            className="instr-source"
            title={`${LIBELLES_SECTION[preuve.reponse.section]} · ${preuve.reponse.libelle} · ${preuve.reponse.adresse}`}
            onClick={() => onVoir(preuve)}
          >
            <span>{libelleCourt(preuve.reponse)}</span>
            <Adresse adresse={preuve.reponse.adresse} />
          </button>
        </li>
      ))}
      {cachees > 0 && <li className="encre2 instr-citation-seule">{`et ${cachees} autres, surlignées à gauche`}</li>}
      {absentes.length > 0 && (
        <li className="encre3 instr-citation-seule">{`Sans réponse : ${absentes.join(', ')}`}</li>
      )}
    </ul>
  );
}

/** Un long nom de feuille se coupe ; la case, jamais. */
function Adresse({ adresse }: Pick<Reponse, 'adresse'>) {
  const coupe = Math.max(0, adresse.lastIndexOf('!'));
  return (
    <span className="instr-adresse instr-adresse-coupee">
      <span className="elide">{adresse.slice(0, coupe)}</span>
      <span>{adresse.slice(coupe)}</span>
    </span>
  );
}
