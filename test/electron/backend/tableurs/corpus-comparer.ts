import { adresse, type Classeur, type Valeur } from '../../../../electron/backend/tableurs/classeur.ts';
import type { FeuillesOracle, ValeurOracle } from '../../../fixtures/tableurs/oracle.ts';

/** Cellules comparées à un autre lecteur : égales, et différentes par sorte de différence. */
export interface Comparaison {
  /** Cellules où l’autre lecteur voit une valeur. */
  vues: number;
  egales: number;
  /** `sorte : Fichier Feuille!A1` de chaque différence. */
  readonly differences: string[];
}

/** Compare cellule par cellule ce que nous lisons à ce qu’un autre voit. Un texte vide n’est pas une valeur. */
export function comparer(nom: string, notre: Classeur, oracle: FeuillesOracle, dans: Comparaison): void {
  for (const feuille of notre.feuilles) {
    const leurs = new Map(Object.entries(oracle[feuille.nom] ?? {}).filter(([, [, valeur]]) => valeur !== ''));
    dans.vues += leurs.size;
    for (const { numero, cellules } of feuille.lignes) {
      for (const { colonne, contenu } of cellules) {
        const lieu = adresse(colonne, numero);
        const leur = leurs.get(lieu);
        leurs.delete(lieu);
        const seuls = contenu.type === 'formule_sans_resultat' ? 'formule jamais calculée' : 'vue de nous seuls';
        const sorte = leur === undefined ? seuls : differer(contenu, leur);
        if (sorte === null) dans.egales++;
        else dans.differences.push(`${sorte} : ${nom} ${feuille.nom}!${lieu}`);
      }
    }
    for (const [lieu, [type]] of leurs) dans.differences.push(`${type} pas vu : ${nom} ${feuille.nom}!${lieu}`);
  }
}

/** La sorte de différence entre deux lectures d’une cellule ; null si elles sont égales. */
function differer(notre: Valeur, [type, valeur]: ValeurOracle): string | null {
  if (notre.type === 'formule_sans_resultat') return `formule sans résultat / ${type}`;
  // Une heure ou une durée est pour nous le texte que l’agent voit, à la seconde.
  if (notre.type === 'texte' && type === 'duree' && enSecondes(notre.valeur) === Math.round(Number(valeur)))
    return null;
  if (notre.type === 'date' && type === 'date')
    return completer(notre.valeur) === arrondir(String(valeur)) ? null : 'autre date';
  if (notre.type === type && notre.valeur === valeur) return null;
  // LibreOffice n’enregistre que quinze chiffres.
  if (notre.type === 'nombre' && type === 'nombre' && notre.valeur.toPrecision(15) === Number(valeur).toPrecision(15))
    return null;
  if (notre.type === 'texte' && type === 'texte') {
    const leur = String(valeur);
    if (notre.valeur.replaceAll('\r\n', '\n') === leur.replace(/\r\n?/g, '\n')) return null;
    if (leur.includes('_x000D_') && notre.valeur === leur.replaceAll('_x000D_', '\r')) return 'échappement non décodé';
    return 'autre texte';
  }
  return `${notre.type} / ${type}`;
}

function enSecondes(heures: string): number | null {
  const trouve = /^(\d+):(\d{2})(?::(\d{2}))?$/.exec(heures);
  return trouve === null ? null : Number(trouve[1]) * 3600 + Number(trouve[2]) * 60 + Number(trouve[3] ?? 0);
}

function completer(date: string): string {
  return date.length === 10 ? `${date}T00:00:00` : date;
}

/** À la seconde la plus proche : les fractions d’openpyxl sont l’erreur de la fraction binaire du fichier. */
function arrondir(date: string): string {
  return new Date(Math.round(Date.parse(`${date}Z`) / 1000) * 1000).toISOString().slice(0, 19);
}
