import type { CelluleVue, FeuilleVue } from './lecteurs.ts';

export interface Comparaison {
  /** Cellules vues par l’oracle, par ce lecteur de la même façon. */
  readonly egales: number;
  /** Cellules vues par l’oracle. */
  readonly oracle: number;
  /** Vues par l’oracle et pas par le lecteur. */
  readonly manquantes: number;
  /** Vues par les deux, autrement. */
  readonly autres: number;
  /** Vues par le lecteur seul. */
  readonly enPlus: number;
  readonly exemples: readonly string[];
}

const EXEMPLES_MAX = 5;
/** LibreOffice coupe à cette longueur le nom des feuilles qu’il convertit pour l’oracle. */
const NOM_MAX = 31;

/** Compare, cellule par cellule, ce qu’un lecteur a vu à ce que l’oracle a vu ; les feuilles vont par nom. */
export function comparer(oracle: readonly FeuilleVue[], vues: readonly FeuilleVue[]): Comparaison {
  const parNom = new Map(vues.map((feuille) => [feuille.nom.slice(0, NOM_MAX), feuille]));
  const compte = { egales: 0, oracle: 0, manquantes: 0, autres: 0, enPlus: 0 };
  const exemples: string[] = [];
  const noter = (phrase: string) => {
    if (exemples.length < EXEMPLES_MAX) exemples.push(phrase);
  };
  for (const attendue of oracle) {
    const restantes = new Map(
      parNom.get(attendue.nom.slice(0, NOM_MAX))?.cellules.map((cellule) => [cellule[0], cellule]),
    );
    for (const cellule of attendue.cellules) {
      const vue = restantes.get(cellule[0]);
      restantes.delete(cellule[0]);
      compte.oracle += 1;
      if (vue === undefined) {
        compte.manquantes += 1;
        noter(`${attendue.nom}!${cellule[0]} : ${dire(cellule)} manque`);
      } else if (estEgale(cellule, vue)) {
        compte.egales += 1;
      } else {
        compte.autres += 1;
        noter(`${attendue.nom}!${cellule[0]} : ${dire(cellule)} vu ${dire(vue)}`);
      }
    }
    compte.enPlus += restantes.size;
    for (const vue of restantes.values()) noter(`${attendue.nom}!${vue[0]} : ${dire(vue)} en plus`);
  }
  return { ...compte, exemples };
}

/**
 * Égale : même sorte et même valeur, à la précision d’un nombre à virgule flottante et à la seconde près. Une heure ou
 * une durée peut être rendue en date du premier jour, en nombre de jours ou en texte « 17:30 » ; un retour chariot peut
 * être gardé, replié ou laissé en code : openpyxl ne décode pas `_x000D_`. Une erreur peut être rendue en texte.
 */
function estEgale([, sorte, attendu]: CelluleVue, [, sorteVue, vu]: CelluleVue): boolean {
  switch (sorte) {
    case 'n':
      return sorteVue === 'n' && estProche(Number(attendu), Number(vu));
    case 'b':
      return sorteVue === 'b' && attendu === vu;
    case 'd':
      return sorteVue === 'd' && Math.abs(Number(attendu) - Number(vu)) <= 1;
    case 'h':
      return Math.abs(Number(attendu) - enSecondes(sorteVue, vu)) <= 1;
    case 'e':
      return (sorteVue === 'e' || sorteVue === 't') && attendu === vu;
    case 't':
      return sorteVue === 't' && plier(String(attendu)) === plier(String(vu));
    default:
      throw new Error(`Sorte non prévue : ${String(sorte satisfies never)}`);
  }
}

function estProche(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}

const JOUR_S = 86_400;

function enSecondes(sorte: CelluleVue[1], vu: unknown): number {
  if (sorte === 'n') return Number(vu) * JOUR_S;
  if (sorte === 'd' || sorte === 'h') return Number(vu);
  const [, heures, minutes, secondes = '0'] = /^(\d+):(\d\d)(?::(\d\d))?$/.exec(String(vu)) ?? [];
  return heures === undefined ? Number.NaN : Number(heures) * 3600 + Number(minutes) * 60 + Number(secondes);
}

function plier(texte: string): string {
  return texte
    .replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\r\n?/g, '\n');
}

function dire([, sorte, valeur]: CelluleVue): string {
  const texte = JSON.stringify(valeur);
  return `${sorte} ${texte.length > 60 ? `${texte.slice(0, 59)}…` : texte}`;
}
