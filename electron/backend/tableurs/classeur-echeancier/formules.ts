import { type CleColonne, plage } from './colonnes.ts';

/** Un critère sur une colonne de l’échéancier : `terme` est une adresse de cellule ou une constante de formule. */
export interface Critere {
  readonly cle: CleColonne;
  readonly terme: string;
  /** Ce que vaut `terme`. */
  readonly valeur: string | number | null;
}

/**
 * SOMME.SI.ENS lit « =… », « * » ou « mars 2 » comme une comparaison, un joker ou une date : seuls les codes d’une forme
 * connue lui sont confiés. Pour tout autre texte, la comparaison exacte, plus lente mais sans surprise.
 */
const SANS_SURPRISE = /^(?:\d{5}|2[AB]\d{3}|\d{14}|acompte \d+|solde|à payer|bloqué|au lot|payé)$/;

/** Nombre de lignes de l’échéancier qui remplissent tous les critères. */
export function compterSi(criteres: readonly Critere[], nombre: number): string {
  return criteres.every(simple)
    ? `COUNTIFS(${enPaires(criteres, nombre)})`
    : `SUMPRODUCT(${enProduit(criteres, nombre)})`;
}

/** Somme d’une colonne sur les lignes qui remplissent tous les critères, en euros. */
export function sommerSi(cle: CleColonne, criteres: readonly Critere[], nombre: number): string {
  return criteres.every(simple)
    ? `SUMIFS(${plage(cle, nombre)},${enPaires(criteres, nombre)})`
    : `SUMPRODUCT(${enProduit(criteres, nombre)},${plage(cle, nombre)})`;
}

/** Nombre de cellules remplies d’une colonne sur ces lignes : zéro et inconnu ne se confondent pas. */
export function compterRemplies(cle: CleColonne, criteres: readonly Critere[], nombre: number): string {
  return criteres.every(simple)
    ? `COUNTIFS(${enPaires(criteres, nombre)},${plage(cle, nombre)},"<>")`
    : `SUMPRODUCT(${enProduit(criteres, nombre)}*ISNUMBER(${plage(cle, nombre)}))`;
}

function simple({ valeur }: Critere): boolean {
  return typeof valeur === 'number' || (valeur !== null && SANS_SURPRISE.test(valeur));
}

function enPaires(criteres: readonly Critere[], nombre: number): string {
  return criteres.map(({ cle, terme }) => `${plage(cle, nombre)},${terme}`).join(',');
}

function enProduit(criteres: readonly Critere[], nombre: number): string {
  const facteurs = criteres.map(({ cle, terme, valeur }) =>
    typeof valeur === 'number' ? `(${plage(cle, nombre)}=${terme})` : `EXACT(${plage(cle, nombre)},${terme})`,
  );
  return ['1', ...facteurs].join('*');
}
