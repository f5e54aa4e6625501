import type { Bilan } from '../../../shared/contract/bilans.ts';
import { suiteDuDroit } from '../../../shared/domaine/bilan-paiements.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { Carte } from '../../ui/Carte.tsx';
import { Signe } from '../../ui/Signe.tsx';

interface Props {
  readonly bilan: Bilan;
  /** Le droit réel, figé ou tel qu’il serait ; null s’il ne se calcule pas encore. */
  readonly droitCentimes: number | null;
}

/** Ce qui est déjà parti, et ce que la validation fera : un solde à verser, ou un trop-perçu. */
export function Paiements({ bilan: { paiements, valide }, droitCentimes }: Props) {
  const { emisCentimes, renduCentimes, abandonneCentimes, induCentimes, resilieeLe } = paiements;
  const suite = droitCentimes === null ? null : suiteDuDroit(droitCentimes, paiements);
  const lignes = [
    ['Déjà émis', emisCentimes],
    ...(renduCentimes > 0 ? [['Rendu par le porteur', renduCentimes] as const] : []),
    ...(abandonneCentimes > 0 ? [['Trop-perçu abandonné', abandonneCentimes] as const] : []),
    ...(induCentimes > 0 ? [['Trop-perçu constaté, encore dû', induCentimes] as const] : []),
    ...(suite === null
      ? []
      : [[resilieeLe === null ? 'Solde à verser' : 'Solde non versé', suite.soldeCentimes] as const]),
  ] as const;
  return (
    <Carte titre="Paiements" className="bilans-droit">
      <dl className="bilans-chiffres">
        {lignes.map(([titre, centimes]) => (
          <div key={titre}>
            <dt>{titre}</dt>
            <dd>{formaterEuros(centimes)}</dd>
          </div>
        ))}
      </dl>
      {resilieeLe !== null && (
        <p className="bilans-plafond">
          <Signe nom="attention" className="ton-att" /> Convention résiliée au {formaterDate(resilieeLe)} : rien n’est
          plus versé
        </p>
      )}
      {suite === null && <p className="encre2 t12">Le solde se calculera avec le droit réel.</p>}
      {suite !== null && suite.tropPercuCentimes > 0 && valide === null && (
        <p className="bilans-plafond">
          <Signe nom="attention" className="ton-att" /> La validation notera un trop-perçu de{' '}
          {formaterEuros(suite.tropPercuCentimes)}
        </p>
      )}
    </Carte>
  );
}
