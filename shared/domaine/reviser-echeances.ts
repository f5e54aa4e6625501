import type { Bareme } from './bareme.ts';
import { type EcheancePrevue, planifierEcheances } from './echeancier.ts';

/**
 * Comment un lot tient une échéance : `libre`, aucun lot ne l’a jamais connue ; `rendue`, un lot l’a connue et ne la tient
 * plus ; `preparee`, dans un lot pas encore validé ; `emise`, dans un lot validé ou payé, donc intouchable.
 */
export type TenueDEcheance = 'libre' | 'rendue' | 'preparee' | 'emise';

export interface EcheanceTenue extends EcheancePrevue {
  readonly id: number;
  readonly annulee: boolean;
  readonly tenue: TenueDEcheance;
}

/** Ce qui est dû à un dossier, et ce qu’il a déjà rendu. Tout en centimes. */
export interface DroitDuDossier {
  /** Ce qu’on attend de payer en tout : droit réel du bilan validé, sinon droit agréé diminué des arrêts constatés. */
  readonly droitCentimes: number;
  /** Ce qui fait foi pour dire un trop-perçu : droit réel du bilan validé, sinon droit agréé par le Copil. */
  readonly acquisCentimes: number;
  /** Vrai : le bilan est validé, `droitCentimes` est le droit réel. */
  readonly reel: boolean;
  /** Trop-perçus déjà recouvrés ou compensés : le porteur ne les a plus. */
  readonly renduCentimes: number;
  /** Trop-perçus abandonnés, part caduque ôtée : le porteur les garde. */
  readonly abandonneCentimes: number;
}

/** Une échéance telle qu’elle doit être ; `id` null : à créer. */
export interface EcheanceVoulue extends EcheancePrevue {
  readonly id: number | null;
}

export interface EcheancierRevise {
  /** Celles qui restent ou naissent, émises comprises, par rang. */
  readonly echeances: readonly EcheanceVoulue[];
  /** Connues d’un lot, sans objet : gardées, annulées, à zéro. */
  readonly annulees: readonly number[];
  /** Jamais connues d’un lot, sans objet. */
  readonly effacees: readonly number[];
  /** Prises dans un lot préparé alors que leur montant change : à en retirer d’abord. */
  readonly retirees: readonly number[];
  /** Trop-perçu qui doit rester dû, en centimes. */
  readonly induCentimes: number;
  /** Part des abandons que le droit a rattrapée : elle ne couvrira pas une dette à naître. En centimes. */
  readonly caducCentimes: number;
}

const SOLDE = 'Solde';

function nomComplement(numero: number): string {
  return numero === 1 ? 'Complément' : `Complément ${numero}`;
}

/**
 * L’échéancier d’un dossier, refait d’après son droit du moment (domaine §3.4). Ce qu’un lot validé a pris reste tel quel ;
 * le reste se recalcule : acomptes au barème tant que le droit réel n’est pas connu, puis tout au solde ; un solde déjà émis
 * se complète par une échéance de plus. Rien n’est jamais négatif : ce qui a été versé de trop est un trop-perçu.
 *
 * Toujours exact, au centime : Σ échéances = émis + max(0, droit − émis + rendu), et
 * trop-perçu restant dû = max(0, émis − rendu − acquis − abandonné).
 */
export function reviserEcheances(
  droit: DroitDuDossier,
  tenues: readonly EcheanceTenue[],
  bareme: Pick<Bareme, 'arrondi' | 'echeancier'>,
  anneeScolaire: string,
): EcheancierRevise {
  const emises = tenues.filter((e) => e.tenue === 'emise');
  const emis = emises.reduce((somme, e) => somme + e.montantCentimes, 0);
  const trop = Math.max(0, emis - droit.renduCentimes - droit.acquisCentimes);
  const aPayer = Math.max(0, droit.droitCentimes - emis + droit.renduCentimes);
  const voulues = repartir(droit, aPayer, emises, planifierEcheances(droit.droitCentimes, bareme, anneeScolaire));
  const parLibelle = new Map(tenues.filter((e) => e.tenue !== 'emise').map((e) => [e.libelle, e]));
  const gardees = new Set(voulues.flatMap((v) => parLibelle.get(v.libelle)?.id ?? []));
  const delaissees = tenues.filter((e) => e.tenue !== 'emise' && !gardees.has(e.id));
  const annulees = delaissees.filter((e) => e.tenue !== 'libre').map((e) => e.id);
  const changees = voulues.flatMap((v) => {
    const tenue = parLibelle.get(v.libelle);
    // Ce que l’agent a préparé est un montant ; une date ou une part corrigées ne font pas sortir la ligne du lot.
    return tenue?.tenue === 'preparee' && tenue.montantCentimes !== v.montantCentimes ? [tenue.id] : [];
  });
  return {
    echeances: numeroter(tenues, voulues, parLibelle, new Set(annulees)),
    annulees,
    effacees: delaissees.filter((e) => e.tenue === 'libre').map((e) => e.id),
    retirees: [...changees, ...delaissees.filter((e) => e.tenue === 'preparee').map((e) => e.id)],
    induCentimes: Math.max(0, trop - droit.abandonneCentimes),
    caducCentimes: Math.max(0, droit.abandonneCentimes - trop),
  };
}

/** Ce qui reste à payer, échéance par échéance ; les émises n’y sont pas. */
function repartir(
  droit: DroitDuDossier,
  aPayer: number,
  emises: readonly EcheanceTenue[],
  plan: readonly EcheancePrevue[],
): EcheancePrevue[] {
  if (droit.droitCentimes === 0 && aPayer === 0) return [];
  const dejaEmises = new Set(emises.map((e) => e.libelle));
  const soldee = emises.some((e) => e.nature === 'solde');
  const solde = plan.at(-1);
  if (!solde) return [];
  let reste = aPayer;
  const acomptes = plan
    .filter((e) => e.nature === 'acompte' && !dejaEmises.has(e.libelle) && !droit.reel && !soldee)
    .map((acompte) => {
      const montantCentimes = Math.min(acompte.montantCentimes, reste);
      reste -= montantCentimes;
      return { ...acompte, montantCentimes };
    });
  if (!soldee) return [...acomptes, { ...solde, montantCentimes: reste }];
  if (reste === 0) return [];
  let numero = 1;
  while (dejaEmises.has(nomComplement(numero))) numero += 1;
  return [{ ...solde, libelle: dejaEmises.has(SOLDE) ? nomComplement(numero) : SOLDE, montantCentimes: reste }];
}

/** Un rang ne sert qu’une fois dans un dossier : celui qu’un lot connaît reste ; les autres se suivent, dans l’ordre prévu. */
function numeroter(
  tenues: readonly EcheanceTenue[],
  voulues: readonly EcheancePrevue[],
  parLibelle: ReadonlyMap<string, EcheanceTenue>,
  annulees: ReadonlySet<number>,
): EcheanceVoulue[] {
  const emises = tenues.filter((e) => e.tenue === 'emise').map(({ annulee: _annulee, tenue: _tenue, ...e }) => e);
  const gardes = voulues.flatMap((v) => {
    const tenue = parLibelle.get(v.libelle);
    return tenue && tenue.tenue !== 'libre' ? [tenue.rang] : [];
  });
  const pris = new Set([
    ...emises.map((e) => e.rang),
    ...gardes,
    ...tenues.filter((e) => annulees.has(e.id)).map((e) => e.rang),
  ]);
  let libre = 1;
  const suivant = () => {
    while (pris.has(libre)) libre += 1;
    pris.add(libre);
    return libre;
  };
  const posees = voulues.map((voulue): EcheanceVoulue => {
    const tenue = parLibelle.get(voulue.libelle);
    const rang = tenue && tenue.tenue !== 'libre' ? tenue.rang : suivant();
    return { ...voulue, id: tenue?.id ?? null, rang };
  });
  return [...emises, ...posees].toSorted((a, b) => a.rang - b.rang);
}
