import { CHAMP_PAR_CODE } from '../../../shared/domaine/champs.ts';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { LIBELLES_CALCUL } from '../../../shared/domaine/libelles-charte.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Couverture } from './Couverture.tsx';
import { ecrirePart } from './panneaux.tsx';

function nommerChamps(champs: readonly string[]): string {
  return champs.map((code) => CHAMP_PAR_CODE.get(code)?.libelle ?? code).join(', ');
}

function Conditions({ conditions }: Pick<Charte, 'conditions'>) {
  return (
    <Carte titre="Conditions" sousTitre={pluriel(conditions.length, 'condition')} plein>
      <ul className="charte-conditions">
        {conditions.map(({ code, libelle, aide, eliminatoire, calcul, champs }) => (
          <li key={code}>
            <span>
              <span className="g5">{libelle}</span>
              {aide !== '' && <span className="encre2 t12 charte-aide">{aide}</span>}
              {champs.length > 0 && (
                <span className="encre3 t11 charte-aide">{`Preuves : ${nommerChamps(champs)}`}</span>
              )}
            </span>
            <span className="rangee serree passe">
              {eliminatoire ? (
                <Badge ton="al" signe="refus">
                  Éliminatoire
                </Badge>
              ) : (
                <Badge ton="att" signe="attention">
                  À débattre
                </Badge>
              )}
              <span className="encre3 t11" title={calcul === null ? undefined : LIBELLES_CALCUL[calcul]}>
                {calcul === null ? 'l’agent répond' : 'réponse proposée'}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Carte>
  );
}

function Axe({ axe, axes }: { readonly axe: Charte['axes'][number]; readonly axes: Charte['axes'] }) {
  return (
    <Carte
      titre={axe.libelle}
      sousTitre={`poids ${axe.poids} (${ecrirePart(axe.poids, axes)} de la note), seuil ${axe.seuil}`}
      plein
    >
      <table className="tableau charte-axe" aria-label={`Critères : ${axe.libelle}`}>
        <thead>
          <tr>
            <th scope="col" className="charte-critere">
              Critère
            </th>
            <th scope="col" className="droite charte-poids">
              Poids
            </th>
            {[0, 1, 2, 3].map((niveau) => (
              <th key={niveau} scope="col">{`Niveau ${niveau}`}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {axe.criteres.map(({ code, libelle, poids, niveaux, champs }) => (
            <tr key={code}>
              <td className="tableau-passe">
                <span className="encre3">{code}</span> <span className="g5">{libelle}</span>
                {champs.length > 0 && <span className="encre3 t11 charte-aide">{nommerChamps(champs)}</span>}
              </td>
              <td className="droite">{poids}</td>
              {niveaux.map((texte) => (
                <td key={texte} className="tableau-passe encre2 t12">
                  {texte}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Carte>
  );
}

/** Une version figée, à lire d’un bout à l’autre. */
export function VueCharte({ charte }: { readonly charte: Charte }) {
  const symbolique = charte.participationSymboliqueCentimes;
  return (
    <>
      {charte.modele && (
        <Alerte ton="att" titre="Cette charte est un modèle.">
          Ses poids et ses seuils ne viennent pas d’un texte officiel : le Copil doit les valider avant de s’en servir.
        </Alerte>
      )}
      <Carte titre="Généralités">
        {charte.origine !== '' && <p className="encre2">{charte.origine}</p>}
        <p>{`Une note globale sous ${charte.seuilNote} sur 100 place le dossier à débattre ; un axe sous son seuil aussi.`}</p>
        <p>
          {symbolique === null
            ? 'Participation des familles : l’agent apprécie si elle est symbolique.'
            : `Participation des familles tenue pour symbolique jusqu’à ${formaterEuros(symbolique)} par enfant et par an.`}
        </p>
      </Carte>
      <Conditions conditions={charte.conditions} />
      {charte.axes.map((axe) => (
        <Axe key={axe.code} axe={axe} axes={charte.axes} />
      ))}
      <Carte titre="Ce que la charte vérifie" sousTitre="dépliant et référentiel national">
        <Couverture charte={charte} titre="h3" />
      </Carte>
    </>
  );
}
