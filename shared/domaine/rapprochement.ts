import { formaterDate } from './dates.ts';
import { formaterEuros } from './nombres.ts';
import { referenceDeVirement } from './virement.ts';

/** Une ligne d’un lot validé, telle que la base la tient. */
export interface LigneAttendue {
  readonly ligneId: number;
  readonly lotId: number;
  readonly structureId: number;
  readonly coordonneesId: number;
  readonly numeroLot: string;
  /** Jour de la validation du lot, `AAAA-MM-JJ` : rien n’en est payé avant. */
  readonly lotValideLe: string;
  readonly rang: number;
  readonly numeroTiers: string | null;
  readonly siret: string | null;
  readonly iban: string;
  readonly numeroDossier: string;
  readonly numeroConvention: string;
  readonly raisonSociale: string;
  readonly montantCentimes: number;
  readonly issue: 'payee' | 'rejetee' | null;
}

/** Une ligne de la liste renvoyée par l’agence comptable ; null : la colonne manque, ou la case est vide. */
export interface LigneRecue {
  /** « Feuille!A12 ». */
  readonly cellule: string;
  readonly numeroLot: string | null;
  readonly rang: number | null;
  readonly numeroTiers: string | null;
  readonly siret: string | null;
  readonly iban: string | null;
  readonly numeroDossier: string | null;
  readonly numeroConvention: string | null;
  readonly raisonSociale: string | null;
  readonly montantCentimes: number | null;
  readonly date: string | null;
  readonly reference: string | null;
  /** Référence de bout en bout de notre ordre de virement, si la liste la rend. */
  readonly boutEnBout: string | null;
  readonly issue: 'payee' | 'rejetee' | null;
  readonly motif: string | null;
  /** Ce qui ne se lit pas, en phrases : « montant : … ». */
  readonly fautes: readonly string[];
}

export type Sort =
  | 'payee'
  | 'rejetee'
  | 'deja'
  | 'montant_different'
  | 'compte_different'
  | 'contradictoire'
  | 'ambigue'
  | 'doublon'
  | 'inconnue'
  | 'illisible';

export interface Rapprochee {
  readonly recue: LigneRecue;
  readonly attendue: LigneAttendue | null;
  readonly sort: Sort;
  readonly phrase: string;
}

/** Ce qui se note en base : le reste attend qu’un agent s’en occupe. */
export function sApplique(sort: Sort): boolean {
  return sort === 'payee' || sort === 'rejetee';
}

/** Les lignes que le fichier ne règle pas et qui empêchent de l’appliquer en entier. */
export function bloque(sort: Sort): boolean {
  return !sApplique(sort) && sort !== 'deja';
}

/**
 * Rapproche, ligne à ligne, la liste reçue des lignes des lots. Une ligne reçue n’en désigne jamais deux : elle est trouvée par
 * sa référence, sinon par tout ce qu’elle dit du bénéficiaire à la fois ; de plusieurs échéances d’un même porteur, celle du
 * même montant, si une seule l’a ou si la liste les dit toutes. Rien n’est deviné : ce qui ne concorde pas n’est pas noté.
 *
 * @param aujourdhui `AAAA-MM-JJ` ; une date à venir n’est pas celle d’un paiement
 * @param lotsAnnules numéros des lots annulés : un paiement qui en vient se dit, il ne se note pas
 */
export function rapprocher(
  recues: readonly LigneRecue[],
  attendues: readonly LigneAttendue[],
  aujourdhui: string,
  lotsAnnules: ReadonlySet<string> = new Set(),
): { readonly rapprochees: readonly Rapprochee[]; readonly manquantes: readonly LigneAttendue[] } {
  const prises = new Set<number>();
  const parReference = new Map(attendues.map((a) => [referenceDeVirement(a.numeroLot, a.rang), a]));
  const jumelles = compterJumelles(recues);
  const rapprochees = recues.map((recue): Rapprochee => {
    const possibles = chercher(recue, attendues, parReference, prises);
    const restantes = jumelles.compter(recue);
    if (possibles.length > restantes) return { recue, attendue: null, sort: 'ambigue', phrase: direAmbigue(possibles) };
    const annule = lotAnnule(recue, lotsAnnules);
    if (possibles.length === 0 && annule !== null && recue.fautes.length === 0)
      return { recue, attendue: null, sort: 'inconnue', phrase: direAnnule(annule) };
    const rapprochee = juger(recue, possibles[0] ?? null, prises, aujourdhui);
    if (rapprochee.attendue !== null && rapprochee.sort !== 'doublon') prises.add(rapprochee.attendue.ligneId);
    return rapprochee;
  });
  return { rapprochees, manquantes: attendues.filter((a) => a.issue === null && !prises.has(a.ligneId)) };
}

/** Combien de lignes reçues, à partir de celle qu’on compte, disent la même chose : même désignation, même montant, même issue. */
function compterJumelles(recues: readonly LigneRecue[]) {
  const cle = (r: LigneRecue) =>
    JSON.stringify([
      r.numeroLot,
      r.numeroTiers,
      r.siret,
      r.iban,
      r.numeroDossier,
      r.numeroConvention,
      r.montantCentimes,
      r.issue,
    ]);
  const restent = new Map<string, number>();
  for (const recue of recues) restent.set(cle(recue), (restent.get(cle(recue)) ?? 0) + 1);
  return {
    compter(recue: LigneRecue): number {
      const reste = restent.get(cle(recue)) ?? 0;
      restent.set(cle(recue), reste - 1);
      return reste;
    },
  };
}

/** « 2026-003-0012 » commence par le numéro de son lot. */
function lotAnnule({ numeroLot, boutEnBout }: LigneRecue, annules: ReadonlySet<string>): string | null {
  const dit = numeroLot ?? boutEnBout?.replace(/-\d+$/, '') ?? null;
  return dit !== null && annules.has(dit) ? dit : null;
}

function direAnnule(numero: string): string {
  return `le lot ${numero} est annulé, ses échéances ont pu repartir dans un autre : prévenez l’agence comptable, ce paiement est peut-être un double`;
}

function direAmbigue(possibles: readonly LigneAttendue[]): string {
  const ou = possibles.map((a) => `lot ${a.numeroLot}, ligne ${a.rang}`).join(' ; ');
  return `plusieurs lignes du même montant sont possibles (${ou}) : ajoutez le lot et le rang, ou la référence de bout en bout`;
}

/** La ligne désignée, en tête ; plusieurs quand rien ne les départage et qu’aucune n’est encore réglée. */
function chercher(
  recue: LigneRecue,
  attendues: readonly LigneAttendue[],
  parReference: ReadonlyMap<string, LigneAttendue>,
  prises: ReadonlySet<number>,
): readonly LigneAttendue[] {
  if (recue.boutEnBout !== null) return [parReference.get(recue.boutEnBout) ?? []].flat();
  if (recue.numeroLot !== null && recue.rang !== null)
    return attendues.filter((a) => a.numeroLot === recue.numeroLot && a.rang === recue.rang);
  const criteres: ((a: LigneAttendue) => boolean)[] = [];
  if (recue.numeroTiers !== null) criteres.push((a) => a.numeroTiers === recue.numeroTiers);
  if (recue.siret !== null) criteres.push((a) => a.siret === recue.siret);
  if (recue.numeroDossier !== null) criteres.push((a) => a.numeroDossier === recue.numeroDossier);
  if (recue.numeroConvention !== null) criteres.push((a) => a.numeroConvention === recue.numeroConvention);
  // L’IBAN ne désigne que faute de mieux : crédité à un autre compte, un porteur se reconnaît encore, et cela se dit.
  if (criteres.length === 0 && recue.iban !== null) criteres.push((a) => a.iban === recue.iban);
  if (criteres.length === 0) return [];
  const candidates = attendues.filter(
    (a) => (recue.numeroLot === null || a.numeroLot === recue.numeroLot) && criteres.every((critere) => critere(a)),
  );
  const rang = (a: LigneAttendue) =>
    (a.montantCentimes === recue.montantCentimes ? 0 : 4) +
    (prises.has(a.ligneId) ? 2 : 0) +
    (a.issue === null ? 0 : 1);
  const [premiere, ...suivantes] = candidates.toSorted((a, b) => rang(a) - rang(b));
  if (premiere === undefined) return [];
  return rang(premiere) === 0 ? [premiere, ...suivantes.filter((a) => rang(a) === 0)] : [premiere];
}

function juger(
  recue: LigneRecue,
  attendue: LigneAttendue | null,
  prises: ReadonlySet<number>,
  aujourdhui: string,
): Rapprochee {
  const dire = (sort: Sort, phrase: string): Rapprochee => ({ recue, attendue, sort, phrase });
  if (recue.fautes.length > 0) return dire('illisible', recue.fautes.join(' ; '));
  if (attendue === null)
    return dire(
      'inconnue',
      'aucune ligne d’un lot validé de cette campagne ne correspond : vérifiez lot, tiers, SIRET ou IBAN',
    );
  const ou = `lot ${attendue.numeroLot}, ligne ${attendue.rang}`;
  if (prises.has(attendue.ligneId)) return dire('doublon', `${ou} : déjà citée plus haut dans ce fichier`);
  if (recue.montantCentimes === null) return dire('illisible', 'montant absent');
  if (recue.iban !== null && recue.iban !== attendue.iban)
    return dire('compte_different', `${ou} : le compte du fichier n’est pas celui du lot (${attendue.iban})`);
  if (recue.montantCentimes !== attendue.montantCentimes)
    return dire(
      'montant_different',
      `${ou} : ${formaterEuros(recue.montantCentimes)} dans le fichier, ${formaterEuros(attendue.montantCentimes)} au lot`,
    );
  if (recue.issue === null) return dire('illisible', `${ou} : ni payée ni rejetée`);
  if (attendue.issue === recue.issue)
    return dire('deja', `${ou} : déjà notée ${recue.issue === 'payee' ? 'payée' : 'rejetée'}`);
  if (attendue.issue === 'rejetee')
    return dire('contradictoire', `${ou} : notée rejetée, son échéance est rendue ; un nouveau lot doit la reprendre`);
  if (recue.date === null) return dire('illisible', `${ou} : date absente, donnez celle de la liste`);
  if (recue.date > aujourdhui) return dire('illisible', `${ou} : le ${formaterDate(recue.date)} est à venir`);
  if (recue.date < attendue.lotValideLe)
    return dire(
      'illisible',
      `${ou} : le ${formaterDate(recue.date)} précède la validation du lot, le ${formaterDate(attendue.lotValideLe)}`,
    );
  if (recue.issue === 'rejetee') {
    if (recue.motif === null) return dire('illisible', `${ou} : rejetée, sans motif`);
    return dire(
      'rejetee',
      attendue.issue === 'payee'
        ? `${ou} : rejetée après avoir été notée payée ; l’échéance est rendue`
        : `${ou} : l’échéance est rendue`,
    );
  }
  return dire('payee', ou);
}
