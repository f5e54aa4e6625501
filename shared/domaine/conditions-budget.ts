import type { AnalyseBudget, ControleBudget } from './budget.ts';
import { formaterDixiemes, formaterEuros } from './nombres.ts';
import { nonRenseigne, type Reponse, repondre } from './reponse-condition.ts';

/** Ce que l’analyse du budget apporte aux conditions. */
export type FaitBudget = Omit<AnalyseBudget, 'coutCentimes' | 'subventionCafCentimes'>;

const INCONNU = 'budget non renseigné';

function chercher(budget: FaitBudget | null, code: string): ControleBudget | undefined {
  return budget?.controles.find((controle) => controle.code === code);
}

/** « Charges = produits : 7 000,00 € ≠ 5 760,00 € » : toujours les deux chiffres comparés. */
function dire({ libelle, gauche, signe, droite }: ControleBudget): string {
  const chiffres = [gauche, droite].filter((part) => part !== null).map(avecUnite);
  return `${libelle} : ${chiffres.join(` ${signe ?? 'et'} `)}`;
}

/** Les contrôles écrivent les montants sans unité, les parts avec. */
function avecUnite(chiffre: string): string {
  return /\d,\d\d$/.test(chiffre) ? `${chiffre}\u00a0€` : chiffre;
}

/** Un contrôle faux suffit à dire non, un contrôle impossible à ne pas conclure ; toutes les preuves sont dites. */
function conclure(controles: readonly ControleBudget[]): Reponse {
  const faux = controles.filter(({ etat }) => etat === 'non');
  if (faux.length > 0) return repondre(false, faux.map(dire).join(' ; '));
  const preuve = controles.map(dire).join(' ; ');
  return controles.some(({ etat }) => etat === 'non_renseigne') ? nonRenseigne(preuve) : repondre(true, preuve);
}

/** Un contrôle dit avec ses mots : « ligne Caf 5 130,00 € ≠ droit calculé 5 126,00 € ». */
function comparer({ gauche, signe, droite }: ControleBudget, [a, b]: readonly [string, string]): string {
  const [avant, apres] = [gauche, droite ?? ''].map(avecUnite);
  return signe === null ? `${a} ${avant}, ${b} ${apres}` : `${a} ${avant} ${signe} ${b} ${apres}`;
}

function lireUn(budget: FaitBudget | null, code: string, mots: readonly [string, string]): Reponse {
  const controle = chercher(budget, code);
  if (!controle) return nonRenseigne(INCONNU);
  return { reponse: conclure([controle]).reponse, preuve: comparer(controle, mots) };
}

/** Σ charges = Σ produits, sans 86 ni 87, au centime (domaine §4). */
export function proposerEquilibre(budget: FaitBudget | null): Reponse {
  const controle = chercher(budget, 'equilibre');
  if (!budget || !controle || controle.etat === 'non_renseigne') return nonRenseigne(INCONNU);
  const { totalChargesCentimes: charges, totalProduitsCentimes: produits } = budget;
  const preuve = `charges ${formaterEuros(charges)}, produits ${formaterEuros(produits)}`;
  if (charges === produits) {
    return charges === 0 ? nonRenseigne('budget à zéro, à vérifier') : repondre(true, preuve);
  }
  return repondre(false, `${preuve} : écart de ${formaterEuros(Math.abs(charges - produits))}`);
}

/** Σ 86 = Σ 87 ; les totaux qui les comprennent sont dits à côté. Un budget sans contribution volontaire est cohérent. */
export function proposerContributions(budget: FaitBudget | null): Reponse {
  const contributions = chercher(budget, 'contributions');
  const ensemble = chercher(budget, 'equilibre_avec_contributions');
  if (!contributions || !ensemble || ensemble.etat === 'non_renseigne') return nonRenseigne(INCONNU);
  const suite = ` ; 86 et 87 compris, ${comparer(ensemble, ['charges', 'produits'])}`;
  if (contributions.etat === 'non_renseigne')
    return repondre(true, `aucune contribution volontaire (86 et 87 vides)${suite}`);
  const dites = comparer(contributions, ['emplois (86)', 'ressources (87)']);
  return repondre(contributions.etat === 'oui', `${dites}${suite}`);
}

/** Chaque total, de compte ou d’ensemble, est la somme de ses lignes. */
export function proposerTotaux(budget: FaitBudget | null): Reponse {
  if (!budget || chercher(budget, 'equilibre')?.etat === 'non_renseigne') return nonRenseigne(INCONNU);
  const totaux = budget.controles.filter(({ code }) => /^(?:compte_(?:charge|produit)_|total_)/.test(code));
  if (totaux.length === 0) return repondre(true, `aucun total à recouper ; ${proposerEquilibre(budget).preuve}`);
  return conclure(totaux);
}

/** La prestation de service inscrite au budget est celle que le barème calcule. */
export function proposerLigneCaf(budget: FaitBudget | null): Reponse {
  return lireUn(budget, 'caf_egale_droit', ['ligne Caf', 'droit calculé']);
}

/** La part de la Caf dans les produits ; les deux parts publiques, avec et sans 86/87, sont dites à côté. */
export function proposerPartCaf(budget: FaitBudget | null): Reponse {
  const controle = chercher(budget, 'part_caf');
  if (!budget || !controle || controle.etat === 'non_renseigne') return nonRenseigne('produits non détaillés');
  const dite =
    controle.etat === 'info'
      ? `part de la Caf ${controle.gauche}, sans maximum au barème`
      : `part de la Caf ${comparer(controle, ['', 'maximum']).trim()}`;
  const { partPubliqueSansContributionsDixiemes: sans, partPubliqueAvecContributionsDixiemes: avec } = budget;
  const publique =
    sans === null || avec === null
      ? ''
      : ` ; part publique ${formaterDixiemes(sans)}\u00a0% sans 86/87, ${formaterDixiemes(avec)}\u00a0% avec`;
  return repondre(controle.etat !== 'non', `${dite}${publique}`);
}

export function proposerRecettes(budget: FaitBudget | null): Reponse {
  return lireUn(budget, 'recettes', ['produits', 'charges']);
}

export function proposerDemande(budget: FaitBudget | null): Reponse {
  return lireUn(budget, 'demande', ['demandé', 'charges']);
}
