import type { ActiviteDuCollectif } from './activite-partielle.ts';
import type { Bareme } from './bareme.ts';
import type { ContenuBilan, Enfants, LigneBudgetBilan, LigneCollectifBilan } from './bilan.ts';
import { TRANCHES_AGE } from './bilan.ts';
import { ecarterImpossibles } from './bilan-valeurs.ts';
import { type AnalyseBudget, analyserBudget } from './budget.ts';
import type { LigneBudget } from './budget-lignes.ts';
import { comparerAuRealise, type EcartCompte } from './budget-realise.ts';
import { calculerDroitReel, type DroitReel } from './droit-reel.ts';
import { pluriel } from './libelles.ts';
import { formaterEuros } from './nombres.ts';

/** Ce que l’agent saisit ou ce que le classeur apporte. */
export interface SaisieDeBilan {
  readonly contenu: ContenuBilan;
  readonly collectifs: readonly LigneCollectifBilan[];
  readonly budget: readonly LigneBudgetBilan[];
}

/** Un collectif agréé, tel que le dossier l’annonçait. */
export interface CollectifPrevu {
  readonly id: number;
  readonly nom: string;
  readonly effectif: number | null;
  readonly coutCentimes: number | null;
  readonly agreeCentimes: number;
  /** Ce que le suivi dit de son année. */
  readonly activite: ActiviteDuCollectif;
}

/** Ce à quoi le bilan se compare. */
export interface FaitsDuBilan {
  readonly collectifs: readonly CollectifPrevu[];
  readonly budgetPrevu: readonly LigneBudget[];
  readonly bareme: Bareme;
  /** Écart admis entre prévu et réalisé, en points de base du prévu. */
  readonly ecartMaximalPointsBase: number;
}

export interface Anomalie {
  /** Le champ de la saisie : « collectif 12 effectif », « budget 3 ». */
  champ: string;
  message: string;
}

/** Un écart à expliquer : par compte, ou par collectif. */
export interface EcartAExpliquer {
  /** Clé de `contenu.explications`. */
  cle: string;
  libelle: string;
  /** Ce qui était prévu, ce qui est, en mots. */
  constat: string;
  explication: string;
}

export interface AnalyseDeBilan {
  droit: DroitReel;
  comptes: EcartCompte[];
  ecarts: EcartAExpliquer[];
  anomalies: Anomalie[];
  budget: AnalyseBudget | null;
  /** Pourquoi le bilan ne peut pas être validé, en phrases ; vide : il le peut. */
  manques: string[];
}

/** Enfants dénombrés d’un collectif ; null si aucune case n’est remplie. */
export function sommerEnfants(enfants: ContenuBilan['collectifs'][number]['enfants']): number | null {
  const cases = TRANCHES_AGE.flatMap((tranche) => casesDe(enfants[tranche])).filter((n) => n !== null);
  return cases.length === 0 ? null : cases.reduce((somme, n) => somme + n, 0);
}

function casesDe({ fillesQpv, fillesHors, garconsQpv, garconsHors }: Enfants): (number | null)[] {
  return [fillesQpv, fillesHors, garconsQpv, garconsHors];
}

/**
 * Tout ce qu’un bilan donne à voir avant de le valider : droit réel, prévu contre réalisé, anomalies, ce qui manque.
 * La page l’appelle à chaque frappe, la validation une dernière fois sur ce que la base garde.
 * Une valeur impossible est une anomalie, jamais une erreur.
 */
export function analyserBilan(faits: FaitsDuBilan, brute: SaisieDeBilan): AnalyseDeBilan {
  const { saisie, impossibles, bloquants } = ecarterImpossibles(faits, brute);
  const lignes = new Map(saisie.collectifs.map((l) => [l.collectifId, l]));
  const calcule = calculerDroitReel(
    faits.collectifs.map((c) => ({
      collectifId: c.id,
      nom: c.nom,
      agreeCentimes: c.agreeCentimes,
      realise: lignes.get(c.id)?.realise ?? null,
      coutCentimes: lignes.get(c.id)?.coutCentimes ?? null,
      activite: c.activite,
    })),
    saisie.budget,
    faits.bareme,
  );
  const droit: DroitReel =
    bloquants.length === 0
      ? calcule
      : {
          ...calcule,
          droitCentimes: null,
          manques: [...bloquants.map((b) => `${b.message} : à corriger.`), ...calcule.manques],
        };
  const comptes = comparerAuRealise(faits.budgetPrevu, saisie.budget, faits.ecartMaximalPointsBase);
  const ecarts = [
    ...ecartsDesCollectifs(faits, saisie),
    ...ecartDesCouts(droit, saisie),
    ...ecartsDesComptes(comptes, faits, saisie),
  ];
  const sansExplication = ecarts.filter((e) => e.explication.trim() === '');
  return {
    droit,
    comptes,
    ecarts,
    anomalies: [
      ...impossibles,
      ...faits.collectifs.flatMap((c) => anomaliesDuCollectif(c, saisie)),
      ...anomaliesDuCompte(droit, saisie),
    ],
    budget:
      saisie.budget.length === 0
        ? null
        : analyserBudget(saisie.budget, {
            droitCentimes: droit.droitCentimes,
            demandeCentimes: null,
            totalChargesDeclareCentimes: null,
            totalProduitsDeclareCentimes: null,
            partCafMaximalePointsBase: faits.bareme.partCafMaximalePointsBase,
            inclureContributionsVolontaires: faits.bareme.inclureContributionsVolontaires,
          }),
    manques: [
      ...droit.manques,
      ...(sansExplication.length === 0
        ? []
        : [
            `${pluriel(sansExplication.length, 'écart')} à expliquer : ${sansExplication.map((e) => e.libelle).join(', ')}.`,
          ]),
    ],
  };
}

function ecartsDesCollectifs({ collectifs, bareme }: FaitsDuBilan, saisie: SaisieDeBilan): EcartAExpliquer[] {
  return collectifs.flatMap((c): EcartAExpliquer[] => {
    const ligne = saisie.collectifs.find((l) => l.collectifId === c.id);
    const constat = constaterCollectif(c, ligne, bareme);
    if (constat === null) return [];
    const cle = `collectif ${c.id}`;
    return [{ cle, libelle: c.nom, constat, explication: saisie.contenu.explications[cle] ?? '' }];
  });
}

function constaterCollectif(
  prevu: CollectifPrevu,
  ligne: LigneCollectifBilan | undefined,
  { effectifMinimum, effectifMaximum }: Bareme,
): string | null {
  if (ligne?.realise === false) return 'agréé, non réalisé';
  if (ligne?.realise !== true) return null;
  return (
    [constaterArret(prevu.activite), constaterEffectif(prevu, ligne.effectif, { effectifMinimum, effectifMaximum })]
      .filter((constat) => constat !== null)
      .join(' ; ') || null
  );
}

/** Le coût dit par le bilan est celui d’une partie de l’année : qu’il en tienne compte se vérifie et se dit. */
function constaterArret({ situation, mois }: CollectifPrevu['activite']): string | null {
  return situation === 'arrete' ? `arrêté en cours d’année d’après le suivi (${mois} mois sur 10)` : null;
}

function constaterEffectif(
  prevu: CollectifPrevu,
  effectif: number | null,
  { effectifMinimum, effectifMaximum }: Pick<Bareme, 'effectifMinimum' | 'effectifMaximum'>,
): string | null {
  if (effectif === null || (effectif >= effectifMinimum && effectif <= effectifMaximum)) return null;
  const annonce = prevu.effectif === null ? '' : `, ${prevu.effectif} annoncés`;
  return `${pluriel(effectif, 'enfant')} pour ${effectifMinimum} à ${effectifMaximum} admis${annonce}`;
}

/** Des collectifs qui auraient coûté plus que tout le dossier : le droit se calcule sur leur coût, cela s’explique. */
function ecartDesCouts(droit: DroitReel, saisie: SaisieDeBilan): EcartAExpliquer[] {
  const { somme } = sommerCouts(saisie);
  const charges = droit.chargesCentimes ?? 0;
  // Sans aucune ligne, c’est le compte entier qui manque, et qui s’explique.
  if (saisie.budget.length === 0 || somme <= charges) return [];
  return [
    {
      cle: 'couts',
      libelle: 'Coût des collectifs',
      constat: `${formaterEuros(somme)} pour ${formaterEuros(charges)} de charges au compte de résultat`,
      explication: saisie.contenu.explications['couts'] ?? '',
    },
  ];
}

/** Les coûts que le bilan donne des collectifs réalisés. */
function sommerCouts({ collectifs }: SaisieDeBilan) {
  const realises = collectifs.filter((c) => c.realise === true);
  const donnes = realises.flatMap((c) => (c.coutCentimes === null ? [] : [c.coutCentimes]));
  return { somme: donnes.reduce((n, c) => n + c, 0), donnes: donnes.length, realises: realises.length };
}

function ecartsDesComptes(
  comptes: readonly EcartCompte[],
  { budgetPrevu }: FaitsDuBilan,
  saisie: SaisieDeBilan,
): EcartAExpliquer[] {
  // Rien reçu, ou rien d’annoncé : chaque compte différerait, sans rien apprendre.
  if (saisie.budget.length === 0) {
    const explication = saisie.contenu.explications['compte'] ?? '';
    return [{ cle: 'compte', libelle: 'Compte de résultat', constat: 'aucune ligne reçue', explication }];
  }
  if (budgetPrevu.length === 0) return [];
  return comptes
    .filter((c) => c.aExpliquer)
    .map((c) => ({
      cle: `${c.sens} ${c.compte}`,
      libelle: `${c.compte} ${c.libelle}`,
      constat: `${formaterEuros(c.realiseCentimes)} pour ${formaterEuros(c.prevuCentimes)} prévus`,
      explication: saisie.contenu.explications[`${c.sens} ${c.compte}`] ?? '',
    }));
}

function anomaliesDuCollectif(prevu: CollectifPrevu, saisie: SaisieDeBilan): Anomalie[] {
  const ligne = saisie.collectifs.find((l) => l.collectifId === prevu.id);
  const contenu = saisie.contenu.collectifs.find((c) => c.collectifId === prevu.id);
  const enfants = contenu ? sommerEnfants(contenu.enfants) : null;
  const champ = (nom: string) => `collectif ${prevu.id} ${nom}`;
  const trouvees: Anomalie[] = [];
  if (ligne?.realise === false) {
    if ((ligne.seances ?? 0) > 0)
      trouvees.push({ champ: champ('seances'), message: `${prevu.nom} : des séances alors qu’il n’a pas été réalisé` });
    if ((ligne.coutCentimes ?? 0) > 0)
      trouvees.push({ champ: champ('cout'), message: `${prevu.nom} : un coût alors qu’il n’a pas été réalisé` });
    return trouvees;
  }
  if (ligne?.realise !== true) return trouvees;
  if (ligne.seances === 0)
    trouvees.push({ champ: champ('seances'), message: `${prevu.nom} : réalisé, mais aucune séance` });
  if (ligne.effectif === 0)
    trouvees.push({ champ: champ('effectif'), message: `${prevu.nom} : réalisé, mais aucun enfant` });
  if (enfants !== null && ligne.effectif !== null && enfants !== ligne.effectif)
    trouvees.push({
      champ: champ('effectif'),
      message: `${prevu.nom} : effectif de ${ligne.effectif}, mais ${pluriel(enfants, 'enfant dénombré', 'enfants dénombrés')} par âge`,
    });
  return trouvees;
}

function anomaliesDuCompte(droit: DroitReel, saisie: SaisieDeBilan): Anomalie[] {
  const { budget } = saisie;
  const negatives = budget.flatMap((ligne, i): Anomalie[] =>
    ligne.montantCentimes < 0
      ? [
          {
            champ: `budget ${i}`,
            message: `Compte ${ligne.compte} : montant négatif (${formaterEuros(ligne.montantCentimes)})`,
          },
        ]
      : [],
  );
  const sens = budget.flatMap((ligne, i): Anomalie[] => {
    const attendu = /^(?:6|86)/.test(ligne.compte) ? 'charge' : 'produit';
    return ligne.sens === attendu
      ? []
      : [{ champ: `budget ${i}`, message: `Compte ${ligne.compte} : c’est un compte de ${attendu}s` }];
  });
  const charges = droit.chargesCentimes;
  const { somme, donnes, realises } = sommerCouts(saisie);
  const total: Anomalie[] = [];
  if (charges !== null && donnes > 0 && donnes === realises && somme !== charges)
    total.push({
      champ: 'couts',
      message: `Coûts des collectifs : ${formaterEuros(somme)}, charges du compte de résultat : ${formaterEuros(charges)}`,
    });
  return [...negatives, ...sens, ...total];
}
