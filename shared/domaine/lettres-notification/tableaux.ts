import { isAccorde } from '../accord.ts';
import { LIBELLES_DECISION } from '../libelles.ts';
import type { Segment } from '../modele-lettre.ts';
import { formaterEuros, formaterTaux } from '../nombres.ts';
import { type CollectifNotifie, direMotif, type FaitsNotification, nommerCollectif } from './faits.ts';

interface ColonneDeLettre {
  readonly titre: string;
  /** Ce que la colonne montre : de là sa largeur et son alignement. */
  readonly genre: 'collectif' | 'entier' | 'montant' | 'mot' | 'texte';
}

export interface TableauDeLettre {
  readonly genre: 'tableau';
  readonly colonnes: readonly ColonneDeLettre[];
  readonly lignes: readonly (readonly string[])[];
  readonly total: readonly string[] | null;
  /** En petit, dessous ; vide : rien. */
  readonly note: string;
}

export type Bloc =
  | { readonly genre: 'paragraphe'; readonly segments: readonly Segment[] }
  | { readonly genre: 'etapes'; readonly lignes: readonly (readonly [string, string])[] }
  | TableauDeLettre;

const COLLECTIF: ColonneDeLettre = { titre: 'Collectif', genre: 'collectif' };
const ENFANTS: ColonneDeLettre = { titre: 'Enfants', genre: 'entier' };

/** Les collectifs agréés et leur montant ; le calcul est montré quand il redonne exactement ce qui est agréé. */
export function tableauDesAgrees({ collectifs, bareme, anneeScolaire }: FaitsNotification): TableauDeLettre | null {
  const agrees = collectifs.filter((c) => isAccorde(c.nature));
  if (agrees.length === 0) return null;
  const taux = formaterTaux(bareme.tauxPointsBase);
  const explique =
    bareme.modeCalcul === 'par_collectif' &&
    agrees.every(
      (c) =>
        c.montantCentimes === c.droitCentimes && c.droitCentimes === Math.min(c.calculCentimes, bareme.plafondCentimes),
    );
  const somme = (valeur: (c: CollectifNotifie) => number) => formaterEuros(agrees.reduce((n, c) => n + valeur(c), 0));
  const entre = (textes: readonly string[]) => (explique ? textes : []);
  return {
    genre: 'tableau',
    colonnes: [
      COLLECTIF,
      ENFANTS,
      { titre: 'Coût prévisionnel', genre: 'montant' },
      ...(explique
        ? ([
            { titre: `${taux} du coût`, genre: 'montant' },
            { titre: 'Plafond', genre: 'montant' },
          ] as const)
        : []),
      { titre: 'Droit prévisionnel', genre: 'montant' },
    ],
    lignes: agrees.map((c) => [
      nommerCollectif(c),
      c.effectif === null ? 'non renseigné' : String(c.effectif),
      formaterEuros(c.coutCentimes),
      ...entre([formaterEuros(c.calculCentimes), formaterEuros(bareme.plafondCentimes)]),
      formaterEuros(c.montantCentimes),
    ]),
    total:
      agrees.length === 1
        ? null
        : [
            'Total',
            // Un effectif inconnu rendrait le total faux : il ne s’écrit pas.
            agrees.some((c) => c.effectif === null) ? '' : String(agrees.reduce((n, c) => n + (c.effectif ?? 0), 0)),
            somme((c) => c.coutCentimes),
            ...entre(['', '']),
            somme((c) => c.montantCentimes),
          ],
    note: explique
      ? `Le droit d’un collectif est le plus petit des deux montants : ${taux} du coût, ou le plafond du barème ${anneeScolaire}.`
      : '',
  };
}

export function tableauDesReserves({ collectifs }: FaitsNotification): TableauDeLettre | null {
  const reserves = collectifs.filter((c) => c.nature === 'agree_sous_reserve');
  if (reserves.length === 0) return null;
  return {
    genre: 'tableau',
    colonnes: [COLLECTIF, { titre: 'Réserve', genre: 'texte' }],
    lignes: regrouper(reserves, direMotif).map(({ noms, valeur }) => [noms, valeur]),
    total: null,
    note: '',
  };
}

export function tableauDesNonAgrees({ collectifs }: FaitsNotification): TableauDeLettre | null {
  const autres = collectifs.filter((c) => !isAccorde(c.nature));
  if (autres.length === 0) return null;
  const ajournes = autres.some((c) => c.nature === 'ajourne');
  const refuses = autres.some((c) => c.nature !== 'ajourne');
  return {
    genre: 'tableau',
    colonnes: [
      COLLECTIF,
      { titre: 'Décision', genre: 'mot' },
      { titre: ajournes ? (refuses ? 'Motif, ou ce qui est attendu' : 'Ce qui est attendu') : 'Motif', genre: 'texte' },
    ],
    lignes: regrouper(autres, (c) => JSON.stringify([LIBELLES_DECISION[c.nature], direMotif(c)])).map(
      ({ noms, valeur }) => [noms, ...(JSON.parse(valeur) as string[])],
    ),
    total: null,
    note: '',
  };
}

/** Les collectifs de même sort partagent une ligne, dans l’ordre du premier. */
function regrouper(collectifs: readonly CollectifNotifie[], valeurDe: (c: CollectifNotifie) => string) {
  const groupes = new Map<string, string[]>();
  for (const c of collectifs) {
    const valeur = valeurDe(c);
    groupes.set(valeur, [...(groupes.get(valeur) ?? []), nommerCollectif(c)]);
  }
  return [...groupes].map(([valeur, noms]) => ({ noms: noms.join('\n'), valeur }));
}
