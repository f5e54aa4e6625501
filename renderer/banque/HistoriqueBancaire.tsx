import type { CompteBancaire, DemandeIban } from '../../shared/contract/banque.ts';
import { formaterInstant } from '../../shared/domaine/dates.ts';
import { IbanEcrit } from './ComparaisonIban.tsx';
import { EtatCompte } from './EtatCompte.tsx';

interface Props {
  readonly comptes: readonly CompteBancaire[];
  readonly demandes: readonly DemandeIban[];
}

const SUITES: Readonly<Record<DemandeIban['etat'], string>> = {
  ouverte: 'attend la réponse d’un autre agent',
  acceptee: 'accepté',
  refusee: 'refusé',
  annulee: 'abandonné',
};

function DitCompte({ compte }: { readonly compte: CompteBancaire }) {
  return (
    <>
      <span className="rangee serree passe">
        <IbanEcrit iban={compte.iban} />
        {compte.actif ? <EtatCompte etat={compte.etat} titre="" /> : <span className="encre2">ancien compte</span>}
      </span>
      <span className="encre2">{`${compte.origine}, ${compte.saisiPar}, le ${formaterInstant(compte.saisiLe)}`}</span>
      {compte.verification !== null && compte.verifieLe !== null && (
        <span className="encre2">
          {` · vérifié par ${compte.verifiePar ?? ''} le ${formaterInstant(compte.verifieLe)} : ${compte.verification}`}
        </span>
      )}
    </>
  );
}

function DitDemande({ demande }: { readonly demande: DemandeIban }) {
  const { traitePar, traiteLe, motif } = demande;
  const suite = [
    SUITES[demande.etat],
    traitePar === null ? '' : ` par ${traitePar}`,
    traiteLe === null ? '' : ` le ${formaterInstant(traiteLe)}`,
    motif === null ? '' : ` : ${motif}`,
  ];
  return (
    <>
      {'Changement demandé : '}
      <IbanEcrit iban={demande.iban} />
      <span className="encre2">
        {` · ${demande.origine}, ${demande.demandePar}, le ${formaterInstant(demande.demandeLe)} · ${suite.join('')}`}
      </span>
    </>
  );
}

/** Les comptes d’une structure et les changements demandés, du plus récent au plus ancien. */
export function HistoriqueBancaire({ comptes, demandes }: Props) {
  const lignes = [
    ...comptes.map((compte) => ({
      cle: `compte-${compte.id}`,
      le: compte.saisiLe,
      contenu: <DitCompte compte={compte} />,
    })),
    // Une demande acceptée est devenue un compte : il la dit déjà.
    ...demandes
      .filter(({ etat }) => etat !== 'acceptee')
      .map((demande) => ({
        cle: `demande-${demande.id}`,
        le: demande.demandeLe,
        contenu: <DitDemande demande={demande} />,
      })),
  ].toSorted((a, b) => (a.le < b.le ? 1 : -1));
  if (lignes.length === 0) return <p className="encre2">Aucun compte n’a encore été reçu ni saisi.</p>;
  return (
    <ol className="banque-historique" aria-label="Historique des comptes">
      {lignes.map(({ cle, contenu }) => (
        <li key={cle}>{contenu}</li>
      ))}
    </ol>
  );
}
