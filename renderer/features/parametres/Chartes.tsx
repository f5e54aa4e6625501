import { useState } from 'react';
import type { Parametres } from '../../../shared/contract/parametres.ts';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { Alerte, EtatVide } from '../../ui/Alerte.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ChampListe } from '../../ui/Champs.tsx';

const ETATS = { brouillon: 'Brouillon', publiee: 'Publiée', archivee: 'Archivée' } as const;

function Conditions({ conditions }: Pick<Charte, 'conditions'>) {
  return (
    <Carte titre="Conditions" sousTitre={pluriel(conditions.length, 'condition')} plein>
      <ul className="parametres-conditions">
        {conditions.map(({ code, libelle, aide, eliminatoire, calcul }) => (
          <li key={code}>
            <span>
              <span className="g5">{libelle}</span>
              {aide !== '' && <span className="encre2 t12 parametres-aide">{aide}</span>}
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
              <span className="encre3 t11">{calcul === null ? 'l’agent répond' : 'réponse proposée'}</span>
            </span>
          </li>
        ))}
      </ul>
    </Carte>
  );
}

function Axe({ axe }: { readonly axe: Charte['axes'][number] }) {
  return (
    <Carte titre={axe.libelle} sousTitre={`poids ${axe.poids}, seuil ${axe.seuil}`} plein>
      <table className="tableau parametres-axe" aria-label={`Critères : ${axe.libelle}`}>
        <thead>
          <tr>
            <th scope="col" className="parametres-critere">
              Critère
            </th>
            <th scope="col" className="droite parametres-poids">
              Poids
            </th>
            {[0, 1, 2, 3].map((niveau) => (
              <th key={niveau} scope="col">{`Niveau ${niveau}`}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {axe.criteres.map(({ code, libelle, poids, niveaux }) => (
            <tr key={code}>
              <td className="tableau-passe">
                <span className="encre3">{code}</span> <span className="g5">{libelle}</span>
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

interface Props {
  readonly chartes: Parametres['chartes'];
  readonly courantId: number | null;
}

/** La charte en entier : conditions, axes, critères et description des niveaux. */
export function Chartes({ chartes, courantId }: Props) {
  const [choisie, setChoisie] = useState<number | null>(null);
  const ligne = chartes.find(({ id }) => id === (choisie ?? courantId)) ?? chartes[0];
  if (ligne === undefined) return <EtatVide titre="Aucune charte">Une charte est liée à chaque campagne.</EtatVide>;
  const { charte, etat, campagnes } = ligne;
  const criteres = charte.axes.reduce((somme, axe) => somme + axe.criteres.length, 0);
  return (
    <>
      {chartes.length > 1 && (
        <div className="parametres-choix">
          <ChampListe
            libelle="Charte"
            options={chartes.map((une) => ({
              valeur: String(une.id),
              libelle: `${une.charte.nom}, version ${une.charte.version}`,
            }))}
            valeur={String(ligne.id)}
            onChange={(valeur) => setChoisie(Number(valeur))}
          />
        </div>
      )}
      <Carte
        titre={charte.nom}
        sousTitre={[
          `version ${charte.version}`,
          pluriel(charte.axes.length, 'axe'),
          pluriel(criteres, 'critère'),
          campagnes.length === 0 ? '' : `campagne ${campagnes.join(', ')}`,
        ]
          .filter((partie) => partie !== '')
          .join(' · ')}
        actions={
          <>
            {charte.modele && (
              <Badge ton="att" signe="attention">
                Modèle, à valider
              </Badge>
            )}
            <Badge ton="neutre" signe={etat === 'publiee' ? 'cadenas' : 'vide'}>
              {ETATS[etat]}
            </Badge>
          </>
        }
      >
        <p className="encre2">{charte.origine}</p>
        {charte.modele && (
          <Alerte ton="att" titre="Cette charte est un modèle.">
            Ses poids et ses seuils ne viennent pas d’un texte officiel : le Copil doit les valider avant de s’en
            servir.
          </Alerte>
        )}
        <p>{`Une note globale sous ${charte.seuilNote} sur 100 place le dossier à débattre ; un axe sous son seuil aussi.`}</p>
      </Carte>
      <Conditions conditions={charte.conditions} />
      {charte.axes.map((axe) => (
        <Axe key={axe.code} axe={axe} />
      ))}
    </>
  );
}
