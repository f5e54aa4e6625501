import type { Alea } from './alea.ts';
import { type Commune, trouverCommune } from './communes.ts';
import { aDefaut } from './defauts.ts';
import type { Ebauche } from './plan.ts';
import type { CleCollectif } from './questions.ts';

/** Réponse brute, avant écriture : un montant est en centimes, une case à cocher vaut « on » ou « off ». */
export type Reponse = string | number | Commune | null;

export type ReponsesCollectif = Readonly<Partial<Record<CleCollectif, Reponse>>>;

const NIVEAUX: Readonly<Record<string, string>> = { E: 'Élémentaire', C: 'Collège', L: 'Lycée' };
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  E: ['CP', 'CP, CE1', 'CE1-CE2', 'CE2, CM1', 'CM1 et CM2', 'du CE2 au CM2'],
  C: ['6e', '6e, 5e', '5e et 4e', '4e, 3e'],
  L: ['2de', '1re et terminale'],
};
const JOURS = [
  'Lundi, Mardi, Jeudi',
  'Lundi, Jeudi',
  'Mardi, Jeudi',
  'Mardi, Vendredi',
  'Lundi, Mardi, Jeudi, Vendredi',
];
const HORAIRES: Readonly<Record<string, readonly string[]>> = {
  E: ['16 h 30 – 18 h 00', '16h30-18h', '16h45 à 18h15', '16:30-18:00', 'de 16 h 30 à 18 h 15'],
  C: ['17 h 00 – 18 h 30', '17h-18h30', '17h15 à 19h'],
  L: ['17 h 30 – 19 h 30', '18h-20h'],
};
const SURNOMS = ['Les Explorateurs', 'Les Curieux', 'Les Passeurs', 'Les Inventeurs', 'Les Conteurs', 'Les Funambules'];

/** Actions réparties sur plusieurs communes : celle de chaque collectif, dans l’ordre. */
const COMMUNES_PAR_COLLECTIF: Readonly<Record<string, readonly string[]>> = {
  syndicat: ['45173', '45324', '45274', '45082'],
  long: ['45234', '45234', '45147', '45234', '45147'],
};

/** Effectifs prévus, avec les défauts ; `null` : case laissée vide. */
export function tirerEffectifs(ebauche: Ebauche, rang: number, alea: Alea): readonly (number | null)[] {
  const dernier = ebauche.groupes.length - 1;
  return Array.from(ebauche.groupes, (_, i) => {
    const effectif = alea.entier(8, 12);
    if (i === 0 && aDefaut('quatorze_enfants', rang)) return 14;
    if (i === 0 && aDefaut('six_enfants', rang)) return 6;
    return i === dernier && aDefaut('effectif_vide', rang) ? null : effectif;
  });
}

/** Les lignes du bloc répétable d’un dossier. */
export function decrireCollectifs(
  ebauche: Ebauche,
  rang: number,
  commune: Commune,
  effectifs: readonly (number | null)[],
  couts: readonly (number | null)[],
  alea: Alea,
): readonly ReponsesCollectif[] {
  const nommer = alea.choisir([nommerParLettre, nommerParNumero, nommerParLettre, nommerParSurnom]);
  const jours = alea.choisir(JOURS);
  const debut = alea.entier(0, 1);
  return Array.from(ebauche.groupes, (groupe, i) => {
    // Les groupes d’un même niveau se suivent du plus jeune au plus âgé.
    const liste = CLASSES[groupe] ?? [];
    const classes = liste[(debut + i - ebauche.groupes.indexOf(groupe)) % liste.length] ?? '';
    const horaires = HORAIRES[groupe] ?? [];
    const code = COMMUNES_PAR_COLLECTIF[ebauche.structure]?.[i];
    return {
      libelle: nommer(i, classes, rang),
      niveau: NIVEAUX[groupe] ?? null,
      classes,
      effectif: effectifs[i] ?? null,
      commune: code ? trouverCommune(code) : commune,
      lieu: ebauche.lieu,
      jours: groupe === 'E' || i === 0 ? jours : alea.choisir(JOURS),
      horaires: horaires[rang % horaires.length] ?? null,
      adultes: i === 0 && aDefaut('un_seul_adulte', rang) ? 1 : alea.choisir([2, 2, 2, 3]),
      // Budget global : la case reste vide, et le portail exporte 0 (un nombre vide ne se distingue pas de zéro).
      cout: couts[i] ?? null,
    };
  });
}

function nommerParLettre(index: number): string {
  return `Collectif ${String.fromCharCode(65 + index)}`;
}

function nommerParNumero(index: number, classes: string): string {
  return `Groupe ${index + 1} (${classes})`;
}

function nommerParSurnom(index: number, _classes: string, rang: number): string {
  return SURNOMS[(rang + index) % SURNOMS.length] ?? 'Les Curieux';
}
