import { pluriel } from '../libelles.ts';
import { formaterEuros } from '../nombres.ts';
import { apport, type DossierCandidat, type Preparation, somme } from './preparer.ts';
import type { Minimum } from './regles.ts';

/** « Pithiviers » : le nom du lieu d’un minimum, lu sur les collectifs ; à défaut son code. */
export function nomDuLieu(
  dossiers: readonly DossierCandidat[],
  { genre, code }: Pick<Minimum, 'genre' | 'code'>,
): string {
  for (const { collectifs } of dossiers) {
    const lieu = collectifs.find((c) => c[genre]?.code === code)?.[genre];
    if (lieu) return lieu.nom;
  }
  return code;
}

/** « 3 collectifs » ou « 1 200,00 € ». */
export function direQuantite(valeur: number, unite: Minimum['unite']): string {
  return unite === 'collectifs' ? pluriel(valeur, 'collectif') : formaterEuros(valeur);
}

/** Ce que les règles demandent et que les dossiers admis ne peuvent donner, quelle que soit l’enveloppe. */
export function minimumsHorsDePortee({ admis, regles }: Preparation, nomDe: (m: Minimum) => string): string[] {
  return regles.minimums.flatMap((minimum) => {
    const possible = somme(admis, (a) => Math.max(...a.choix.map((c) => apport(a, c, minimum))));
    if (possible >= minimum.valeur) return [];
    return [
      `Minimum de ${direQuantite(minimum.valeur, minimum.unite)} pour ${nomDe(minimum)} : les dossiers admis n’en offrent que ${direQuantite(possible, minimum.unite)}. Baissez ce minimum, ou admettez d’autres dossiers.`,
    ];
  });
}

/** Les règles qui obligent à dépenser, nommées, et ce qu’elles coûtent au moins ensemble. */
export function enveloppeTropPetite(
  { regles, enveloppeCentimes, admis }: Preparation,
  coutMinimalCentimes: number,
  nomDe: (m: Minimum) => string,
): string {
  const inclus = admis.filter((a) => a.inclus !== null).length;
  const gardes = admis.filter((a) => a.inclus === null && a.plancher > 0).length;
  const causes = [
    ...(inclus > 0 ? [`${pluriel(inclus, 'dossier inclus', 'dossiers inclus')} à la main`] : []),
    ...(gardes > 0 ? [pluriel(gardes, 'renouvellement gardé', 'renouvellements gardés')] : []),
    ...regles.minimums.map((m) => `minimum de ${direQuantite(m.valeur, m.unite)} pour ${nomDe(m)}`),
  ];
  const manque = coutMinimalCentimes - (enveloppeCentimes ?? 0);
  return `Tenir ensemble ces règles (${causes.join(' ; ')}) coûte au moins ${formaterEuros(coutMinimalCentimes)}, pour une enveloppe de ${formaterEuros(enveloppeCentimes ?? 0)} : il manque ${formaterEuros(manque)}. Levez l’une d’elles, ou augmentez l’enveloppe.`;
}

export const REGLES_CONTRADICTOIRES =
  'Aucun choix de collectifs ne tient tous ces minimums à la fois : levez-en un, ou donnez-le en collectifs plutôt qu’en argent.';
