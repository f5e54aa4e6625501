import { useEffect, useRef } from 'react';
import type { Dossier, Reponse } from '../../../shared/contract/dossiers.ts';
import { lireCodeBudget } from '../../../shared/domaine/champs.ts';
import { Onglets } from '../../ui/Onglets.tsx';
import { Signe } from '../../ui/Signe.tsx';
import { BudgetDuDossier } from './BudgetDuDossier.tsx';
import { CollectifsDuDossier } from './CollectifsDuDossier.tsx';
import { cleReponse, libelleCourt, type Preuve } from './preuves.ts';

export type OngletReponses = Reponse['section'];

/** Au-delà, une réponse se lit sous sa question et non à côté. */
const LONGUEUR_SUR_UNE_LIGNE = 48;

interface DUneReponse {
  readonly reponse: Reponse;
  /** Numéro d’appel si elle appuie le critère sous les yeux. */
  readonly numero: number | undefined;
}

function ValeurReponse({ reponse, numero }: DUneReponse) {
  if (reponse.valeur.trim() === '') return <span className="encre3">sans réponse</span>;
  if (numero === undefined) return reponse.valeur;
  return (
    <mark>
      {reponse.valeur}
      <sup>{numero}</sup>
    </mark>
  );
}

function UneReponse({ reponse, numero }: DUneReponse) {
  const courte = reponse.valeur.length <= LONGUEUR_SUR_UNE_LIGNE;
  return (
    <div className={courte ? 'instr-q instr-q-courte' : 'instr-q'} data-preuve={numero}>
      <dt>
        {courte ? <span title={reponse.libelle}>{libelleCourt(reponse)}</span> : <span>{reponse.libelle}</span>}
        <span className="instr-adresse" title={reponse.adresse}>
          {reponse.adresse}
        </span>
      </dt>
      <dd>
        <ValeurReponse reponse={reponse} numero={numero} />
      </dd>
    </div>
  );
}

interface Props {
  readonly dossier: Dossier;
  readonly onglet: OngletReponses;
  readonly onOnglet: (onglet: OngletReponses) => void;
  /** Les réponses qui appuient le critère sous les yeux. */
  readonly preuves: readonly Preuve[];
  /** Change à chaque demande d’amener une preuve sous les yeux. */
  readonly versPreuve: { readonly numero: number } | null;
}

/** Ce que le porteur a répondu, la cellule d’origine à côté de chaque valeur. */
export function Reponses({ dossier, onglet, onOnglet, preuves, versPreuve }: Props) {
  const panneau = useRef<HTMLElement>(null);
  useEffect(() => {
    if (versPreuve === null) return;
    panneau.current?.querySelector(`[data-preuve="${versPreuve.numero}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [versPreuve]);

  const numeros = new Map(preuves.map(({ numero, reponse }) => [cleReponse(reponse), numero]));
  const numeroDe = (reponse: Reponse) => numeros.get(cleReponse(reponse));
  const deSection = (section: OngletReponses) => dossier.reponses.filter((une) => une.section === section);
  const recues = dossier.pieces.filter(({ recue }) => recue).length;
  const autres = deSection('autres');
  const enPlus = autres.length + dossier.anomaliesImport.length;
  // Lignes du budget et pièces ont leur propre tableau, avec leur cellule.
  const aPart = new Set(dossier.pieces.map(({ champ }) => champ));
  const enListe = ({ champ }: Reponse) => champ === null || (!aPart.has(champ) && lireCodeBudget(champ) === null);
  const reponses = (section: OngletReponses) => (
    <dl>
      {deSection(section)
        .filter(enListe)
        .map((reponse) => (
          <UneReponse key={cleReponse(reponse)} reponse={reponse} numero={numeroDe(reponse)} />
        ))}
    </dl>
  );
  return (
    <section ref={panneau} className="carte instr-reponses" aria-label="Réponses du porteur">
      <Onglets
        libelle="Parties de la réponse"
        actif={onglet}
        onChange={onOnglet}
        onglets={[
          { code: 'identite', libelle: 'Identité' },
          { code: 'projet', libelle: 'Projet' },
          { code: 'collectifs', libelle: 'Collectifs' },
          { code: 'budget', libelle: 'Budget' },
          { code: 'pieces', libelle: 'Pièces', nombre: `${recues}/${dossier.pieces.length}` },
          ...(enPlus > 0 ? [{ code: 'autres' as const, libelle: 'Autres', nombre: enPlus }] : []),
        ]}
      >
        <div className="instr-panneau">
          {onglet === 'identite' && reponses('identite')}
          {onglet === 'projet' && (
            <>
              {reponses('projet')}
              <CollectifsDuDossier dossier={dossier} numeroDe={numeroDe} abrege />
            </>
          )}
          {onglet === 'collectifs' && <CollectifsDuDossier dossier={dossier} numeroDe={numeroDe} />}
          {onglet === 'budget' && (
            <>
              <BudgetDuDossier dossier={dossier}>{reponses('budget')}</BudgetDuDossier>
            </>
          )}
          {onglet === 'pieces' && (
            <>
              <Pieces dossier={dossier} numeroDe={numeroDe} />
              {reponses('pieces')}
            </>
          )}
          {onglet === 'autres' && (
            <>
              <Anomalies dossier={dossier} />
              {reponses('autres')}
            </>
          )}
        </div>
      </Onglets>
    </section>
  );
}

interface DesPieces {
  readonly dossier: Dossier;
  readonly numeroDe: (reponse: Reponse) => number | undefined;
}

function Pieces({ dossier, numeroDe }: DesPieces) {
  return (
    <ul className="instr-pieces">
      {dossier.pieces.map(({ champ, libelle, recue, fichiers }) => {
        const reponse = dossier.reponses.find((une) => une.champ === champ);
        const numero = reponse && numeroDe(reponse);
        return (
          <li key={champ} data-preuve={numero}>
            <Signe nom={recue ? 'fait' : 'sablier'} className={recue ? 'ok' : 'att'} />
            <span className="g5">{libelle}</span>
            {recue && reponse ? (
              <span className="instr-fichiers">
                <ValeurReponse reponse={{ ...reponse, valeur: fichiers }} numero={numero} />
              </span>
            ) : (
              <span className="att">pièce attendue</span>
            )}
            <span className="instr-adresse a-droite">{reponse?.adresse}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Anomalies({ dossier }: { readonly dossier: Dossier }) {
  if (dossier.anomaliesImport.length === 0) return null;
  return (
    <div className="instr-anomalies">
      <h2>Relevé à l’import</h2>
      <ul>
        {dossier.anomaliesImport.map(({ adresse, message, valeur }) => (
          <li key={`${adresse}|${message}`}>
            <Signe nom="attention" className="att" />
            <span>
              {message}
              {valeur !== '' && <span className="encre2">{` (« ${valeur} »)`}</span>}
            </span>
            <span className="instr-adresse" title={adresse}>
              {adresse}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
