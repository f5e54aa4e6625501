import type { Classeur, Feuille, Ligne } from '../classeur.ts';
import { COLONNES, DERNIERE_IMPRIMEE, ECHEANCIER, rangDe } from './colonnes.ts';
import { CONTROLES } from './feuille-controles.ts';
import { LIBELLE_FORMAT, LIBELLE_NUMERO, PARAMETRES } from './feuille-parametres.ts';
import type { Exemplaire } from './modele.ts';

/** Ce qu’un classeur dit être. */
export interface LotReconnu {
  /** « 2026-003 », tel qu’écrit ; null si aucune feuille ne le dit plus. */
  readonly numero: string | null;
  readonly exemplaire: Exemplaire;
  readonly format: string | null;
  /** Un `.ods` se reconnaît, pour le dire ; ses formules et ses styles ne se comparent pas. */
  readonly fichier: 'xlsx' | 'ods';
}

/** En-têtes qui font reconnaître le classeur même si quelques-uns ont été changés. */
const ENTETES_EXIGES = 20;
/** Dont ces repères, propres aux lots : l’échéancier d’une campagne a les mêmes colonnes imprimées. */
const REPERES_EXIGES = 5;

/** Reconnaît un classeur de lot ; null si ce n’en est pas un. */
export function reconnaitreLot(classeur: Classeur): LotReconnu | null {
  const { format: fichier } = classeur;
  if (fichier === 'csv') return null;
  const echeancier = chercher(classeur, ECHEANCIER);
  const premiere = echeancier?.lignes[0];
  if (!premiere) return null;
  const pareils = COLONNES.filter(({ entete }, rang) => lire(premiere, rang) === entete);
  const reperes = pareils.filter(({ cle }) => rangDe(cle) > rangDe(DERNIERE_IMPRIMEE));
  if (pareils.length < ENTETES_EXIGES || reperes.length < REPERES_EXIGES) return null;
  const parametres = chercher(classeur, PARAMETRES);
  const controles = chercher(classeur, CONTROLES)?.lignes ?? [];
  const titre = controles[0] ? (lire(controles[0], 0) ?? '') : '';
  const dire = (libelle: string) => {
    const ligne = parametres?.lignes.find((l) => lire(l, 0) === libelle);
    return ligne ? lire(ligne, 1) : null;
  };
  const [, duTitre = null, mention = ''] = /^Contrôles du lot (\S+)(.*)$/.exec(titre) ?? [];
  const deControles = controles.find((l) => lire(l, 0) === 'exemplaire');
  const exemplaires = [
    dire('exemplaire'),
    deControles ? lire(deControles, 1) : null,
    mention.includes('duplicata') ? 'duplicata' : 'original',
  ];
  return {
    numero: plusFrequent([
      ...echeancier.lignes.slice(1).map((l) => lire(l, rangDe('numeroLot'))),
      dire(LIBELLE_NUMERO),
      duTitre,
    ]),
    exemplaire: exemplaires.filter((e) => e === 'duplicata').length >= 2 ? 'duplicata' : 'original',
    format: dire(LIBELLE_FORMAT),
    fichier,
  };
}

/** Ce que disent le plus de cases : une seule changée ne trompe pas sur le lot, et se trouve donc. */
function plusFrequent(dits: readonly (string | null)[]): string | null {
  const connus = dits.filter((dit) => dit !== null);
  const groupes = [...Map.groupBy(connus, (dit) => dit)].toSorted(([, a], [, b]) => b.length - a.length);
  return groupes[0]?.[0] ?? null;
}

function chercher(classeur: Classeur, nom: string): Feuille | undefined {
  return classeur.feuilles.find((f) => f.nom === nom);
}

/** Le texte d’une case, ou null. */
function lire(ligne: Ligne, colonne: number): string | null {
  const contenu = ligne.cellules.find((c) => c.colonne === colonne)?.contenu;
  if (contenu?.type === 'texte') return contenu.valeur;
  return contenu?.type === 'nombre' ? String(contenu.valeur) : null;
}
