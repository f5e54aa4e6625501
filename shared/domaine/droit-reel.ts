import { type ActiviteDuCollectif, plafondSelonActivite } from './activite-partielle.ts';
import type { Bareme } from './bareme.ts';
import { isVolontaire, type LigneBudget, separerSousTotaux } from './budget-lignes.ts';
import { calculerDroit, coutsDesCollectifs, type Droit, repartir } from './droit.ts';
import { formaterEuros, formaterTaux } from './nombres.ts';

/** Un collectif agréé (décision en vigueur) et ce que le bilan en dit. */
interface CollectifDuBilan {
  readonly collectifId: number;
  /** « Collectif A », tel qu’on le nomme à l’agent. */
  readonly nom: string;
  readonly agreeCentimes: number;
  /** null : le bilan ne le dit pas. */
  readonly realise: boolean | null;
  /** null : sa part du compte de résultat. */
  readonly coutCentimes: number | null;
  /** Ce que le suivi en dit ; absent : l’année entière. */
  readonly activite?: ActiviteDuCollectif;
}

interface DroitReelCollectif {
  collectifId: number;
  nom: string;
  realise: boolean | null;
  agreeCentimes: number;
  coutCentimes: number;
  /** Vrai : le coût vient du bilan ; faux : c’est sa part du compte de résultat. */
  coutDonne: boolean;
  /** Droit calculé sur le coût réel, avant le plafond du montant agréé. */
  calculeCentimes: number;
  droitCentimes: number;
  /** D’où vient son droit, en une phrase. */
  explication: string;
}

export interface DroitReel {
  collectifs: DroitReelCollectif[];
  realises: number;
  /** Charges du compte de résultat au sens du barème ; null s’il est vide. */
  chargesCentimes: number | null;
  /** Coût des collectifs réalisés. */
  coutCentimes: number;
  calculeCentimes: number;
  /** Montant agréé des seuls collectifs réalisés : le plafond. */
  agreeRealisesCentimes: number;
  /** Montant agréé de tout le dossier. */
  agreeCentimes: number;
  plafonneAuMontantAgree: boolean;
  /** null tant qu’il manque de quoi le calculer. */
  droitCentimes: number | null;
  /** Ce qui manque, en phrases. */
  manques: string[];
  explication: string;
}

type BaremeDuDroit = Pick<
  Bareme,
  | 'tauxPointsBase'
  | 'plafondCentimes'
  | 'modeCalcul'
  | 'arrondi'
  | 'inclureContributionsVolontaires'
  | 'plafonnerAuMontantAgree'
  | 'activitePartielle'
>;

/**
 * Charges du compte de résultat au sens du barème : sans sous-totaux, et sans les comptes 86 sauf s’il les compte.
 * @returns centimes ; null sans aucune ligne de charge
 */
function chargesDuCompte(lignes: readonly LigneBudget[], inclureContributionsVolontaires: boolean): number | null {
  const charges = separerSousTotaux(lignes).details.filter(
    (ligne) => ligne.sens === 'charge' && (inclureContributionsVolontaires || !isVolontaire(ligne)),
  );
  return charges.length === 0 ? null : charges.reduce((somme, ligne) => somme + ligne.montantCentimes, 0);
}

/**
 * Le droit réel (domaine §3.3) : les collectifs agréés réellement menés, au coût du bilan, selon le barème ; jamais plus,
 * par défaut, que le montant agréé de ces collectifs (docs/decisions/2026-11-30-droit-reel-plafonne.md).
 */
export function calculerDroitReel(
  collectifs: readonly CollectifDuBilan[],
  compteDeResultat: readonly LigneBudget[],
  bareme: BaremeDuDroit,
): DroitReel {
  const charges = chargesDuCompte(compteDeResultat, bareme.inclureContributionsVolontaires);
  const realises = collectifs.filter((c) => c.realise === true);
  const manques = manquesDuDroit(collectifs, realises, charges);
  const couts = coutsDesCollectifs(realises, charges === null || charges < 0 ? null : charges);
  const plafonds = realises.map((c) =>
    c.activite ? plafondSelonActivite(bareme, c.activite) : bareme.plafondCentimes,
  );
  const calcul = reduireAuxPlafonds(
    calculerDroit(
      couts.map((coutCentimes) => ({ coutCentimes })),
      bareme,
    ),
    plafonds,
    bareme.modeCalcul,
  );
  const agreeRealises = sommer(realises.map((c) => c.agreeCentimes));
  const plafonne = (bareme.plafonnerAuMontantAgree ?? true) && calcul.droitCentimes > agreeRealises;
  const droit = plafonne ? agreeRealises : calcul.droitCentimes;
  const parts = repartir(
    droit,
    calcul.collectifs.map((c) => c.droitCentimes),
  );
  const rangs = new Map(realises.map((c, rang) => [c.collectifId, rang]));
  const ouverts = realises.filter((c) => c.coutCentimes === null).length;
  return {
    collectifs: collectifs.map((collectif): DroitReelCollectif => {
      const rang = rangs.get(collectif.collectifId);
      const base = {
        collectifId: collectif.collectifId,
        nom: collectif.nom,
        realise: collectif.realise,
        agreeCentimes: collectif.agreeCentimes,
        coutDonne: collectif.coutCentimes !== null,
      };
      if (rang === undefined) {
        const explication =
          collectif.realise === null ? 'le bilan ne dit pas s’il a été réalisé' : 'non réalisé : aucun droit';
        return { ...base, coutCentimes: 0, calculeCentimes: 0, droitCentimes: 0, explication };
      }
      const coutCentimes = couts[rang] ?? 0;
      const calcule = calcul.collectifs[rang] ?? { droitCentimes: 0, plafonne: false };
      return {
        ...base,
        coutCentimes,
        calculeCentimes: calcule.droitCentimes,
        droitCentimes: parts[rang] ?? 0,
        explication: expliquerCollectif(
          {
            ...calcule,
            coutCentimes,
            coutDonne: base.coutDonne,
            ouverts,
            plafondCentimes: plafonds[rang] ?? bareme.plafondCentimes,
          },
          bareme,
        ),
      };
    }),
    realises: realises.length,
    chargesCentimes: charges,
    coutCentimes: sommer(couts),
    calculeCentimes: calcul.droitCentimes,
    agreeRealisesCentimes: agreeRealises,
    agreeCentimes: sommer(collectifs.map((c) => c.agreeCentimes)),
    plafonneAuMontantAgree: plafonne,
    droitCentimes: manques.length > 0 ? null : droit,
    manques,
    explication: expliquerTotal(
      { calcule: calcul.droitCentimes, agreeRealises, cout: sommer(couts), plafond: sommer(plafonds), plafonne },
      realises.length,
      bareme,
    ),
  };
}

/** Un collectif arrêté en cours d’année peut avoir, selon le barème, un plafond réduit aux mois courus. */
function reduireAuxPlafonds(droit: Droit, plafonds: readonly number[], mode: Bareme['modeCalcul']): Droit {
  if (mode === 'par_collectif') {
    const collectifs = droit.collectifs.map((c, i) => {
      const plafond = plafonds[i] ?? 0;
      return c.droitCentimes > plafond ? { droitCentimes: plafond, plafonne: true } : c;
    });
    return { droitCentimes: sommer(collectifs.map((c) => c.droitCentimes)), collectifs };
  }
  const plafond = sommer(plafonds);
  if (droit.droitCentimes <= plafond) return droit;
  const poids = droit.collectifs.map((c) => c.droitCentimes);
  const collectifs = repartir(plafond, poids).map((droitCentimes) => ({ droitCentimes, plafonne: true }));
  return { droitCentimes: plafond, collectifs };
}

function manquesDuDroit(
  collectifs: readonly CollectifDuBilan[],
  realises: readonly CollectifDuBilan[],
  charges: number | null,
): string[] {
  const manques = collectifs
    .filter((c) => c.realise === null)
    .map((c) => `${c.nom} : le bilan ne dit pas s’il a été réalisé.`);
  for (const { nom, activite } of realises) {
    if (activite?.situation === 'non_demarre')
      manques.push(`${nom} : le bilan le dit réalisé, le suivi non démarré : corrigez l’un ou l’autre.`);
  }
  const sansCout = realises.filter((c) => c.coutCentimes === null);
  if (sansCout.length === 0) return manques;
  const noms = sansCout.map((c) => c.nom).join(', ');
  const connus = sommer(realises.map((c) => c.coutCentimes ?? 0));
  if (charges === null) manques.push(`${noms} : ni coût, ni compte de résultat pour le calculer.`);
  else if (charges <= connus)
    manques.push(`${noms} : son coût n’est pas donné, et les autres épuisent déjà le compte de résultat.`);
  return manques;
}

function expliquerCollectif(
  {
    coutCentimes,
    coutDonne,
    droitCentimes,
    plafonne,
    ouverts,
    plafondCentimes,
  }: {
    readonly coutCentimes: number;
    readonly coutDonne: boolean;
    readonly droitCentimes: number;
    readonly plafonne: boolean;
    readonly ouverts: number;
    readonly plafondCentimes: number;
  },
  bareme: BaremeDuDroit,
): string {
  const cout = formaterEuros(coutCentimes);
  const source = coutDonne
    ? 'coût donné par le bilan'
    : ouverts === 1
      ? 'coût : le compte de résultat'
      : `coût : le compte de résultat partagé en ${ouverts}`;
  if (bareme.modeCalcul === 'par_dossier')
    return `${cout} (${source}), sa part du droit du dossier : ${formaterEuros(droitCentimes)}`;
  const taux = `${cout} × ${formaterTaux(bareme.tauxPointsBase)}`;
  const reduit = plafondCentimes < bareme.plafondCentimes ? ', réduit aux mois courus' : '';
  return plafonne
    ? `${taux}, ramené au plafond de ${formaterEuros(plafondCentimes)}${reduit} (${source})`
    : `${taux} = ${formaterEuros(droitCentimes)} (${source})`;
}

function expliquerTotal(
  {
    calcule,
    agreeRealises,
    cout,
    plafond,
    plafonne,
  }: {
    readonly calcule: number;
    readonly agreeRealises: number;
    readonly cout: number;
    readonly plafond: number;
    readonly plafonne: boolean;
  },
  realises: number,
  bareme: BaremeDuDroit,
): string {
  if (realises === 0) return 'Aucun collectif agréé n’a été réalisé : aucun droit.';
  const origine =
    bareme.modeCalcul === 'par_dossier'
      ? `${formaterEuros(cout)} × ${formaterTaux(bareme.tauxPointsBase)}, dans la limite de ${formaterEuros(plafond)} : ${formaterEuros(calcule)}`
      : `Somme des droits des collectifs réalisés : ${formaterEuros(calcule)}`;
  return plafonne
    ? `${origine}, plafonné au montant agréé des collectifs réalisés : ${formaterEuros(agreeRealises)}.`
    : `${origine}.`;
}

function sommer(montants: readonly number[]): number {
  return montants.reduce((somme, montant) => somme + montant, 0);
}
