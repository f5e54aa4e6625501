import type { Champ } from '../../../../shared/domaine/champs.ts';
import { chercherCandidats, type Lexique, restreindreLexique } from './ressemblance.ts';
import type { Colonne } from './tableau.ts';

/** Une colonne qui répond pour un collectif donné, dans un tableau d’une ligne par dossier. */
export interface ColonneLarge {
  readonly rang: number;
  /** Ce que demande la colonne, sans le numéro du collectif : « effectif ». */
  readonly question: string;
}

const RANG = '(\\d{1,2}|[a-h])';
/** « collectif 1 », « groupe n°2 », « effectif du collectif B » ; la lettre n’est un rang qu’au bout ou devant un signe. */
const NOMME = new RegExp(
  `(?:^|[\\s(:/,-])(?:(?:du|de|pour le|dans le|au)\\s+)?(?:collectif|groupe|gpe|coll\\.?)\\s*(?:clas\\s+)?(?:numero\\s*|#\\s*)?${RANG}(?=$|\\s*[)\\-–:/,.]|\\s(?<=\\d\\s))`,
);
const ABREGE = /^(?:c|coll|g|gr)\.?\s?(\d{1,2})\s*[-:.)_]\s*(?=\S)/;
const FINAL = /^(.*[^\d\s(])\s*\(?(?:numero\s*)?(\d{1,2})\)?$/;

/** Rang du collectif que nomme un en-tête (forme de comparaison) et ce qu’il demande ; null s’il n’en nomme aucun. */
export function lireRang(cle: string): ColonneLarge | null {
  const trouve = NOMME.exec(cle) ?? ABREGE.exec(cle);
  const ecrit = trouve?.[1];
  if (!trouve || ecrit === undefined) return null;
  const rang = /\d/.test(ecrit) ? Number(ecrit) : ecrit.charCodeAt(0) - 96;
  const reste = `${cle.slice(0, trouve.index)} ${cle.slice(trouve.index + trouve[0].length)}`;
  return rang === 0 ? null : { rang, question: nettoyer(reste) };
}

/**
 * Colonnes de collectifs répétées (« Effectif collectif 1 », « Collectif 2 – Niveau », « Effectif 3 », ou les mêmes
 * libellés côte à côte), par indice. Vide si moins de deux rangs ou si rien n’y parle d’un collectif.
 */
export function detecterLarge(
  colonnes: readonly Colonne[],
  champs: readonly Champ[],
  lexique: Lexique,
  isTable: boolean,
): ReadonlyMap<number, ColonneLarge> {
  const restreint = restreindreLexique(lexique, champs);
  const isDeCollectif = (question: string) => (chercherCandidats(question, restreint)[0]?.confiance ?? 0) >= 86;
  const nommees = new Map<number, ColonneLarge>();
  for (const { indice, cle } of colonnes) {
    const lu = lireRang(cle);
    if (lu) nommees.set(indice, lu);
  }
  if (isLarge(nommees, isDeCollectif)) return nommees;
  const numerotees = new Map<number, ColonneLarge>();
  for (const { indice, cle } of colonnes) {
    const [, question, rang] = FINAL.exec(cle) ?? [];
    if (question === undefined || rang === undefined || Number(rang) === 0) continue;
    if (isDeCollectif(nettoyer(question))) numerotees.set(indice, { rang: Number(rang), question: nettoyer(question) });
  }
  if (isLarge(numerotees, isDeCollectif)) return numerotees;
  const repetees = isTable ? compterRepetitions(colonnes, isDeCollectif) : new Map<number, ColonneLarge>();
  return isLarge(repetees, isDeCollectif) ? repetees : new Map<number, ColonneLarge>();
}

/** « Effectif | Niveau | Effectif | Niveau » : le rang est celui de la répétition, si toutes se répètent autant de fois. */
function compterRepetitions(
  colonnes: readonly Colonne[],
  isDeCollectif: (question: string) => boolean,
): Map<number, ColonneLarge> {
  const parCle = [...Map.groupBy(colonnes, (c) => c.cle)].filter(([cle, groupe]) => cle !== '' && groupe.length > 1);
  const collectives = parCle.filter(([cle]) => isDeCollectif(cle));
  const fois = collectives[0]?.[1].length ?? 0;
  const repetees = new Map<number, ColonneLarge>();
  if (collectives.length < 2 || collectives.some(([, groupe]) => groupe.length !== fois)) return repetees;
  for (const [question, groupe] of collectives) {
    for (const [rang, { indice }] of groupe.entries()) repetees.set(indice, { rang: rang + 1, question });
  }
  return repetees;
}

function isLarge(lues: ReadonlyMap<number, ColonneLarge>, isDeCollectif: (question: string) => boolean): boolean {
  const toutes = [...lues.values()];
  const isConnue = toutes.some(({ question }) => question === '' || isDeCollectif(question));
  return new Set(toutes.map((c) => c.rang)).size > 1 && isConnue;
}

function nettoyer(texte: string): string {
  return texte
    .replace(/\(\s*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s\-–:/,.)]+|[\s\-–:/,.(]+$/g, '')
    .replace(/\s+(?:du|de|des|pour|le|au)$/, '')
    .trim();
}
