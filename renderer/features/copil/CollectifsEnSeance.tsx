import { useEffect, useRef } from 'react';
import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { Collectif } from '../../../shared/contract/dossiers.ts';
import type { DossierDeSeance, EtatSeance } from '../../../shared/contract/seances.ts';
import { LIBELLES_DECISION, LIBELLES_NIVEAU_SCOLAIRE, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { ASPECTS_DECISION, BadgeDecision } from '../../ui/Badge.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Signe } from '../../ui/Signe.tsx';
import { DECISIONS, direMotif } from './libelles-copil.ts';

export function origineDuMontant({ plafonne, coutPartage, decision, droitCentimes }: Collectif): string {
  if (decision?.nature === 'sans_suite') return 'sans suite';
  if (decision?.montantCentimes === 0) return `droit ${formaterEuros(droitCentimes)}`;
  if (plafonne) return 'plafonné';
  return coutPartage ? 'budget partagé' : 'au taux du barème';
}

interface DUnCollectif {
  readonly collectif: Collectif;
  readonly courant: boolean;
  readonly onPrendre: () => void;
  readonly onDecider: (nature: NatureDecision) => void;
}

function UnCollectif({ collectif, courant, onPrendre, onDecider }: DUnCollectif) {
  const { lettre, niveau, libelle, effectif, lieu, decision, droitCentimes } = collectif;
  const rangee = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (courant) rangee.current?.scrollIntoView({ block: 'nearest' });
  }, [courant]);
  const montant = decision === null ? droitCentimes : decision.montantCentimes;
  return (
    <li
      ref={rangee}
      className={courant ? 'seance-collectif seance-courant' : 'seance-collectif'}
      aria-current={courant ? 'true' : undefined}
    >
      <button type="button" className="seance-prendre" onClick={onPrendre}>
        <b className="seance-lettre">{lettre}</b>
        <span className="seance-qui">
          <span className="g5 elide">{niveau === null ? libelle : LIBELLES_NIVEAU_SCOLAIRE[niveau]}</span>
          <span className="seance-16 encre2 elide">
            {[effectif === null ? null : pluriel(effectif, 'enfant'), lieu].filter((part) => part).join(', ')}
          </span>
        </span>
        <span className="seance-montant">
          {formaterEuros(montant)}
          <span className="seance-16 encre2">{origineDuMontant(collectif)}</span>
        </span>
      </button>
      {decision?.nature === 'sans_suite' && !courant ? (
        <span className="seance-sans-suite">
          <BadgeDecision nature="sans_suite" />
        </span>
      ) : (
        <fieldset className="seance-decisions" aria-label={`Décision pour le collectif ${lettre}`}>
          {DECISIONS.map(({ nature, libelle: mot, touche }) => {
            const choisie = decision?.nature === nature;
            const { signe, ton } = ASPECTS_DECISION[nature];
            return (
              <button
                key={nature}
                type="button"
                aria-pressed={choisie}
                className={choisie ? `seance-choix seance-${ton}` : 'seance-choix'}
                onClick={() => onDecider(nature)}
              >
                {choisie && <Signe nom={signe} taille={18} />}
                {mot}
                {courant && !choisie && <Kbd touches={touche} />}
              </button>
            );
          })}
        </fieldset>
      )}
    </li>
  );
}

const MOTS: Readonly<Record<NatureDecision, string>> = { ...LIBELLES_DECISION, agree_sous_reserve: 'Réserve' };

/** Les motifs des décisions du dossier ; les collectifs qui partagent le même sont dits ensemble. */
export function Motivations({
  dossier,
  motifs,
  modifiable = true,
}: {
  readonly dossier: DossierDeSeance;
  readonly motifs: EtatSeance['motifs'];
  readonly modifiable?: boolean;
}) {
  const groupes = Map.groupBy(
    dossier.listeCollectifs.filter(({ decision }) => decision !== null && decision.nature !== 'agree'),
    ({ decision }) => `${decision?.nature}|${decision?.motif ?? ''}|${decision?.texte ?? ''}`,
  );
  return [...groupes].map(([cle, collectifs]) => {
    const decision = collectifs[0]?.decision;
    if (!decision) return null;
    const { signe, ton } = ASPECTS_DECISION[decision.nature];
    const lettres = collectifs.map(({ lettre }) => lettre).join(', ');
    return (
      <div key={cle} className={`seance-motif seance-${ton}`}>
        <strong>
          <Signe nom={signe} taille={18} />
          {`${MOTS[decision.nature]}, collectif${collectifs.length > 1 ? 's' : ''} ${lettres}`}
        </strong>
        {modifiable && (
          <span className="seance-16">
            <Kbd touches="M" /> modifier
          </span>
        )}
        <p>{direMotif(decision, motifs)}</p>
      </div>
    );
  });
}

interface Props {
  readonly dossier: DossierDeSeance;
  readonly motifs: EtatSeance['motifs'];
  readonly courantId: number | null;
  readonly onPrendre: (collectifId: number) => void;
  readonly onDecider: (collectif: Collectif, nature: NatureDecision) => void;
}

/** Un collectif par rangée et sa décision ; sous la liste, les motifs. */
export function CollectifsEnSeance({ dossier, motifs, courantId, onPrendre, onDecider }: Props) {
  return (
    <section className="seance-droite" aria-label="Collectifs et décisions">
      <ul className="seance-liste">
        {dossier.listeCollectifs.map((collectif) => (
          <UnCollectif
            key={collectif.id}
            collectif={collectif}
            courant={collectif.id === courantId}
            onPrendre={() => onPrendre(collectif.id)}
            onDecider={(nature) => onDecider(collectif, nature)}
          />
        ))}
      </ul>
      <Motivations dossier={dossier} motifs={motifs} />
      {dossier.listeCollectifs.length === 0 && <p className="encre2">Ce dossier n’a aucun collectif à décider.</p>}
    </section>
  );
}
