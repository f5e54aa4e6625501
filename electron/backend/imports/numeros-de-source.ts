import type { AnomalieLue, DossierLu } from './dossier-lu.ts';

/** Source d’un tableau qui n’est ni un export de portail ni un classeur de réponse, suivie de son nom. */
export const TABLEAU = 'table';
const LONGUEUR = 40;
const MOIS = new Set(
  'janvier fevrier février mars avril mai juin juillet aout août septembre octobre novembre decembre décembre'.split(
    ' ',
  ),
);

/** « Suivi CLAS au 12-04-2026 v2.xlsx » → « Suivi CLAS au » : ce qui reste d’une fois sur l’autre. */
export function nommerTableau(fichier: string): string {
  const nom = (fichier.split(/[\\/]/).at(-1) ?? '').replace(/\.[a-z]{3,4}$/i, '');
  const mots = nom.normalize('NFC').split(/[^\p{L}\p{N}’']+/u);
  return mots
    .filter((mot) => mot !== '' && !/\p{N}/u.test(mot) && !MOIS.has(mot.toLowerCase()))
    .join(' ')
    .slice(0, LONGUEUR)
    .trim();
}

export function isTableau(source: string): boolean {
  return source === TABLEAU || source.startsWith(`${TABLEAU}:`);
}

/** « 1 (Suivi CLAS) » : le n° 1 de ce tableau, quand un autre porteur a déjà le n° 1. */
export function numeroPropre(numero: string, source: string): string {
  return `${numero} (${isTableau(source) ? source.slice(TABLEAU.length + 1) || 'tableau' : source})`;
}

/** Le même contenu sous d’autres numéros, anomalies comprises. */
export function renumeroter<
  T extends { readonly dossiers: readonly DossierLu[]; readonly anomalies: readonly AnomalieLue[] },
>(lecture: T, changer: (numero: string) => string): T {
  return {
    ...lecture,
    dossiers: lecture.dossiers.map((d) => {
      const numero = changer(d.numero);
      return numero === d.numero ? d : { ...d, numero };
    }),
    anomalies: lecture.anomalies.map((a) =>
      a.numeroDossier === null ? a : { ...a, numeroDossier: changer(a.numeroDossier) },
    ),
  };
}
