import type { DonneesFiches } from '../documents/fiche-instruction-donnees.ts';
import { adresse } from './classeur.ts';

/** Où se trouve chaque chose : les feuilles se citent l’une l’autre par leurs formules. */
export interface Plan {
  /** Colonne, en base zéro, de chaque critère dans la feuille Critères, dans l’ordre de la charte. */
  readonly criteres: number;
  readonly axes: number;
  readonly note: number;
  readonly affichee: number;
  readonly complete: number;
  readonly classee: number;
  readonly exacte: number;
  /** Première et dernière ligne des dossiers. */
  readonly debut: number;
  readonly fin: number;
  /** Bornes, en colonnes, des critères de chaque axe. */
  readonly etendues: readonly (readonly [number, number])[];
}

export const FEUILLES = {
  classement: 'Classement',
  criteres: 'Critères',
  conditions: 'Conditions',
  besoins: 'Que faudrait-il',
  parametres: 'Paramètres',
  sensibilite: 'Sensibilité',
  fiche: 'Fiche',
} as const;

/** Ligne des poids et ligne des codes, dans la feuille Critères. */
export const LIGNE_POIDS = 2;
export const LIGNE_CODES = 3;
/** Premières lignes des axes et des critères, dans la feuille Paramètres. */
export const LIGNE_AXES = 14;

export function ligneDesCriteres(nombreDAxes: number): number {
  return LIGNE_AXES + nombreDAxes + 3;
}

export function dresserPlan({ campagne, fiches }: DonneesFiches): Plan {
  const { axes } = campagne.charte;
  const debutCriteres = 2;
  let colonne = debutCriteres;
  const etendues = axes.map((axe): readonly [number, number] => {
    const premiere = colonne;
    colonne += axe.criteres.length;
    return [premiere, colonne - 1];
  });
  const debutAxes = colonne;
  const note = debutAxes + axes.length;
  const debut = LIGNE_CODES + 1;
  return {
    criteres: debutCriteres,
    axes: debutAxes,
    note,
    affichee: note + 1,
    complete: note + 2,
    classee: note + 3,
    exacte: note + 4,
    debut,
    fin: debut + fiches.length - 1,
    etendues,
  };
}

/** `'Critères'!$D$4`. */
export function cite(feuille: string, colonne: number, ligne: number): string {
  return `'${feuille}'!${adresse(colonne, ligne)}`;
}

/** « 220/3 » → 73,33… : le flottant le plus proche, que la formule retrouve. */
export function nombreDe(exacte: string | null): number | null {
  if (exacte === null) return null;
  const [n = '0', d = '1'] = exacte.split('/');
  return Number(n) / Number(d);
}
