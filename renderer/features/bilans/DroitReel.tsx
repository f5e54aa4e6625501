import type { Bilan } from '../../../shared/contract/bilans.ts';
import type { AnalyseDeBilan } from '../../../shared/domaine/bilan-analyse.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { Carte } from '../../ui/Carte.tsx';
import { Signe } from '../../ui/Signe.tsx';

interface Props {
  readonly bilan: Bilan;
  readonly analyse: AnalyseDeBilan;
  /** Cases rouges de la page, que rien n’enregistre. */
  readonly refusees: number;
}

/** Le droit réel, d’où il vient, et ce qui manque pour valider. */
export function DroitReel({ bilan, analyse, refusees }: Props) {
  const { droit, manques, budget } = analyse;
  const fige = bilan.valide?.droitReelCentimes ?? null;
  const montant = fige ?? droit.droitCentimes;
  const faux = budget?.controles.filter((c) => c.etat === 'non') ?? [];
  return (
    <Carte titre="Droit réel" className="bilans-droit">
      <p className="bilans-montant">{montant === null ? '—' : formaterEuros(montant)}</p>
      <p className="encre2 t12">
        {fige === null
          ? montant === null
            ? 'ne se calcule pas encore'
            : 'tel qu’il serait si le bilan était validé maintenant'
          : 'figé à la validation'}
      </p>
      <dl className="bilans-chiffres">
        <div>
          <dt>Montant agréé</dt>
          <dd>{formaterEuros(droit.agreeCentimes)}</dd>
        </div>
        <div>
          <dt>Agréé, collectifs réalisés</dt>
          <dd>{formaterEuros(droit.agreeRealisesCentimes)}</dd>
        </div>
        <div>
          <dt>Calculé sur le coût réel</dt>
          <dd>{formaterEuros(droit.calculeCentimes)}</dd>
        </div>
      </dl>
      {droit.plafonneAuMontantAgree && (
        <p className="bilans-plafond">
          <Signe nom="attention" className="ton-att" /> Plafonné au montant agréé
        </p>
      )}
      <ul className="bilans-explications">
        {droit.collectifs.map(({ collectifId, nom, droitCentimes, explication }) => (
          <li key={collectifId}>
            <span className="g5">
              {nom} : {formaterEuros(droitCentimes)}
            </span>
            <span className="encre2 t12">{explication}</span>
          </li>
        ))}
      </ul>
      <p className="encre2 t12">{droit.explication}</p>
      {fige === null && (
        <>
          <h3>Avant de valider</h3>
          <ul className="bilans-manques">
            {bilan.recuLe === null && (
              <li>
                <Signe nom="attention" className="ton-att" /> Dites quand le bilan a été reçu.
              </li>
            )}
            {refusees > 0 && (
              <li>
                <Signe nom="refus" className="ton-al" /> {pluriel(refusees, 'case rouge', 'cases rouges')} à corriger :
                rien n’en est enregistré.
              </li>
            )}
            {manques.map((manque) => (
              <li key={manque}>
                <Signe nom="attention" className="ton-att" /> {manque}
              </li>
            ))}
            {bilan.recuLe !== null && manques.length + refusees === 0 && (
              <li>
                <Signe nom="fait" className="ton-ok" /> Tout y est.
              </li>
            )}
          </ul>
        </>
      )}
      {faux.length > 0 && (
        <>
          <h3>Contrôles du compte de résultat</h3>
          <ul className="bilans-manques">
            {faux.map(({ code, libelle, gauche, signe, droite }) => (
              <li key={code}>
                <Signe nom="attention" className="ton-att" />
                <span>
                  {libelle}
                  <br />
                  <span className="encre2">{[gauche, signe, droite].filter(Boolean).join(' ')}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Carte>
  );
}
