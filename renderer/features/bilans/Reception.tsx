import type { Bilan } from '../../../shared/contract/bilans.ts';
import { dateDe, formaterDate, formaterInstant } from '../../../shared/domaine/dates.ts';
import { type Action, BoutonAction } from '../../ui/actions.tsx';
import { Carte } from '../../ui/Carte.tsx';

/** D’où vient le bilan, quand il est arrivé, ce qui a été réclamé. */
export function Reception({ bilan, actions }: { readonly bilan: Bilan; readonly actions: readonly Action[] }) {
  const { reglages, recuLe, origine, saisi, valide, relances } = bilan;
  const lignes = [
    `Attendu le ${formaterDate(reglages.echeance)}${bilan.enRetard ? ', en retard' : ''}`,
    recuLe === null ? null : `Reçu le ${formaterDate(recuLe)}`,
    origine === null ? null : `Origine : ${origine}`,
    saisi === null ? null : `Saisi par ${saisi.agent}`,
    valide === null ? null : `Validé par ${valide.agent}, le ${formaterInstant(valide.instant)}`,
    ...relances.map(
      (r) =>
        `Relance ${r.rang} du ${formaterDate(dateDe(r.instant))}${r.envoyeeLe === null ? ', pas encore envoyée' : `, envoyée le ${formaterDate(r.envoyeeLe)}`}`,
    ),
  ].filter((ligne) => ligne !== null);
  return (
    <Carte titre="Réception">
      <ul className="bilans-liste">
        {lignes.map((ligne) => (
          <li key={ligne}>{ligne}</li>
        ))}
      </ul>
      <div className="bilans-classeur">
        {actions.map((action) => (
          <BoutonAction key={action.code} action={action} />
        ))}
      </div>
    </Carte>
  );
}
