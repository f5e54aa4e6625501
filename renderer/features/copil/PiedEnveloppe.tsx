import type { DossierDeSeance, Enveloppe } from '../../../shared/contract/seances.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { BarreEnveloppe } from './BarreEnveloppe.tsx';
import { aDecider } from './VoteGroupe.tsx';

interface Props {
  readonly enveloppe: Enveloppe;
  readonly dossier: DossierDeSeance;
}

/** L’enveloppe pendant la séance : ce que ce dossier y prend, ce qu’il en resterait s’il était tout agréé. */
export function PiedEnveloppe({ enveloppe, dossier }: Props) {
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
    </section>
  );
}
