import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { DossierDeSeance, Enveloppe, EtatSeance } from '../../../shared/contract/seances.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { BarreEnveloppe } from './BarreEnveloppe.tsx';
import { aDecider } from './VoteGroupe.tsx';

interface Props {
  readonly enveloppe: Enveloppe;
  readonly dossier: DossierDeSeance;
  readonly etat: EtatSeance;
}

const COMPTEURS: readonly (readonly [NatureDecision, string])[] = [
  ['agree', 'agréé'],
  ['agree_sous_reserve', 'sous réserve'],
  ['ajourne', 'ajourné'],
  ['refuse', 'refusé'],
  ['sans_suite', 'sans suite'],
];

/** « 12 dossiers décidés sur 36 · collectifs : 20 agréés, 3 ajournés ». */
function compter({ decides, total, dossiers }: EtatSeance): string {
  const natures = dossiers.flatMap((d) => d.listeCollectifs.flatMap((c) => c.decision?.nature ?? []));
  const comptes = COMPTEURS.flatMap(([nature, mot]) => {
    const n = natures.filter((une) => une === nature).length;
    return n === 0 ? [] : [mot.startsWith('s') ? `${n}\u00a0${mot}` : `${n}\u00a0${mot}${n > 1 ? 's' : ''}`];
  });
  const dossiersDecides = `${pluriel(decides, 'dossier décidé', 'dossiers décidés')} sur ${total}`;
  return comptes.length === 0 ? dossiersDecides : `${dossiersDecides} ; collectifs : ${comptes.join(', ')}`;
}

/** L’enveloppe pendant la séance : ce que ce dossier y prend, ce qu’il en resterait s’il était tout agréé. */
export function PiedEnveloppe({ enveloppe, dossier, etat }: Props) {
  const { totalCentimes, engageCentimes } = enveloppe;
  const ceDossier = dossier.agreeCentimes ?? 0;
  const enCours = aDecider(dossier).reduce((somme, { droitCentimes }) => somme + droitCentimes, 0);
  const avant = engageCentimes - ceDossier;
  const reste = totalCentimes === null ? null : totalCentimes - engageCentimes - enCours;
  const depasse = reste !== null && reste < 0;
  return (
    <section className="seance-enveloppe" aria-label="Enveloppe" aria-live="polite">
      <div className="seance-chiffres">
        {totalCentimes !== null && (
          <span>
            Enveloppe<b>{formaterEuros(totalCentimes)}</b>
          </span>
        )}
        <span>
          Engagé<b>{formaterEuros(avant)}</b>
        </span>
        <span>
          Ce dossier<b>{formaterEuros(ceDossier)}</b>
        </span>
        <span>
          En cours<b>{formaterEuros(enCours)}</b>
        </span>
        {reste === null ? (
          <span className="a-droite">
            Engagé après ce dossier<b className="seance-reste">{formaterEuros(engageCentimes + enCours)}</b>
          </span>
        ) : (
          <span className="a-droite">
            {depasse ? 'Dépassement' : 'Reste après ce dossier'}
            <b className={depasse ? 'seance-reste al' : 'seance-reste'}>{formaterEuros(Math.abs(reste))}</b>
          </span>
        )}
      </div>
      {totalCentimes !== null && (
        <BarreEnveloppe
          total={totalCentimes}
          engage={avant}
          ceDossier={ceDossier}
          enCours={enCours}
          libelle="Part de l’enveloppe engagée, de ce dossier, et de ce qui est en cours"
        />
      )}
      <p className="seance-compteurs">{compter(etat)}</p>
    </section>
  );
}
