import type { ReactNode } from 'react';
import type { Budget, Dossier } from '../../../shared/contract/dossiers.ts';
import { formaterMontant } from '../../../shared/domaine/nombres.ts';
import { type NomSigne, Signe } from '../../ui/Signe.tsx';
import { Tableau } from '../../ui/Tableau.tsx';

type EtatControle = Budget['controles'][number]['etat'];
const ASPECTS: Readonly<Record<EtatControle, { readonly signe: NomSigne; readonly classe: string }>> = {
  oui: { signe: 'fait', classe: 'ok' },
  non: { signe: 'refus', classe: 'al' },
  info: { signe: 'vide', classe: 'encre3' },
  non_renseigne: { signe: 'sans_objet', classe: 'encre3' },
};
const MOTS: Readonly<Record<EtatControle, string>> = {
  oui: 'juste',
  non: 'à revoir',
  info: 'pour information',
  non_renseigne: 'non renseigné',
};

type LigneBudget = Budget['charges'][number];

function Lignes({ titre, lignes, total }: { titre: string; lignes: readonly LigneBudget[]; total: number }) {
  return (
    <Tableau
      libelle={titre}
      dense
      lignes={lignes}
      cle={({ compte, libelle, adresse }) => `${compte}|${libelle}|${adresse}`}
      vide="Aucune ligne dans cette réponse"
      colonnes={[
        { code: 'libelle', titre, rendu: ({ compte, libelle }) => `${compte} ${libelle}`, total: 'Total' },
        {
          code: 'montant',
          titre: '€',
          nombre: true,
          largeur: '92px',
          rendu: ({ montantCentimes }) => formaterMontant(montantCentimes),
          total: formaterMontant(total),
        },
        {
          code: 'adresse',
          titre: 'Cellule',
          nombre: true,
          largeur: '110px',
          rendu: ({ adresse }) => adresse,
        },
      ]}
    />
  );
}

interface Props {
  readonly dossier: Dossier;
  /** Les autres réponses de la partie budget : totaux déclarés, montant demandé. */
  readonly children: ReactNode;
}

/** Charges, produits, contributions, et les contrôles du budget avec leurs deux chiffres. */
export function BudgetDuDossier({ dossier: { budget }, children }: Props) {
  return (
    <div className="colonne instr-budget">
      <ul className="instr-controles" aria-label="Contrôles du budget">
        {budget.controles.map(({ code, libelle, etat, gauche, signe, droite }) => (
          <li key={code}>
            <Signe nom={ASPECTS[etat].signe} className={ASPECTS[etat].classe} titre={MOTS[etat]} />
            <span>{libelle}</span>
            <span className={`insecable ${etat === 'non' ? 'al g5' : 'encre2'}`}>
              {[gauche, signe, droite].filter((part) => part !== null && part !== '').join(' ')}
            </span>
          </li>
        ))}
      </ul>
      {children}
      <Lignes titre="Charges" lignes={budget.charges} total={budget.totalChargesCentimes} />
      <Lignes titre="Produits" lignes={budget.produits} total={budget.totalProduitsCentimes} />
      <p className="encre2 t12">
        {`Contributions volontaires : emplois (86) ${formaterMontant(budget.contributions86Centimes)} €, ressources (87) ${formaterMontant(budget.contributions87Centimes)} €.`}
      </p>
    </div>
  );
}
