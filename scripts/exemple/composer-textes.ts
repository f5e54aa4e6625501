import type { Alea } from './alea.ts';
import { aLaCommune, deLaCommune } from './communes.ts';
import type { Ebauche, Qualite } from './plan.ts';
import type { Reserve } from './textes-projet.ts';

/** Ce que les phrases peuvent nommer. */
export interface ContexteTextes {
  readonly commune: string;
  readonly quartier: string;
  /** « l’école élémentaire Les Tilleuls », « le collège du Val Fleuri ». */
  readonly ecole: string;
  readonly eleves: string;
  readonly enfants: number;
  /** Rang du dossier : décale le choix des phrases pour que deux dossiers ne se lisent pas pareil. */
  readonly rang: number;
  /** Certains tapent l’apostrophe droite de leur clavier. */
  readonly apostropheDroite: boolean;
}

const ELEMENTAIRES = [
  'Les Tilleuls',
  'Le Petit Bois',
  'Les Acacias',
  'La Clé des champs',
  'Les Hirondelles',
  'Le Grand Pré',
  'Les Coquelicots',
  'La Fontaine aux oiseaux',
  'Les Marronniers',
  'Le Clos vert',
  'Les Bleuets',
  'La Pierre blanche',
  'Les Sablons',
  'Le Vieux Moulin',
  'Les Écureuils',
] as const;
const COLLEGES = ['du Val Fleuri', 'des Aubépines', 'de la Croix Blanche', 'des Grands Chênes', 'du Pré Long'] as const;
const LYCEES = ['des Trois Rivières', 'du Pont Neuf'] as const;

/** Établissements scolaires inventés, du premier niveau d’une ébauche à l’autre. */
export function nommerEtablissements({ groupes }: Pick<Ebauche, 'groupes'>, rang: number): readonly string[] {
  const noms: string[] = [];
  if (groupes.includes('E') || groupes === '') {
    noms.push(`l’école élémentaire ${ELEMENTAIRES[rang % ELEMENTAIRES.length]}`);
  }
  if (groupes.includes('C')) noms.push(`le collège ${COLLEGES[rang % COLLEGES.length]}`);
  if (groupes.includes('L')) noms.push(`le lycée ${LYCEES[rang % LYCEES.length]}`);
  return noms;
}

export function nommerEleves({ groupes }: Pick<Ebauche, 'groupes'>): string {
  const niveaux = new Set(groupes);
  if (niveaux.size !== 1) return 'élèves';
  if (niveaux.has('C')) return 'collégiens';
  return niveaux.has('L') ? 'lycéens' : 'enfants';
}

/** Réponse rédigée à une question ouverte. `champ` distingue les questions dans les tirages. */
export function composerTexte(
  reserve: Reserve,
  qualite: Qualite,
  champ: string,
  contexte: ContexteTextes,
  alea: Alea,
): string {
  const phrases = choisirPhrases(reserve, qualite, champ, contexte, alea).map((p) => remplir(p, contexte, alea));
  const separateur = phrases.some((p) => /^\d\. /.test(p)) || (phrases.length > 2 && alea.chance(30)) ? '\n' : ' ';
  let texte = '';
  for (const phrase of phrases) {
    const debutDePhrase = texte === '' || /[.!?]$/.test(texte);
    texte += (texte && (debutDePhrase ? separateur : ' ')) + (debutDePhrase ? capitaliser(phrase) : phrase);
  }
  return contexte.apostropheDroite ? texte.replaceAll('’', "'") : texte;
}

function choisirPhrases(
  { base, plus, faible }: Reserve,
  qualite: Qualite,
  champ: string,
  { rang }: ContexteTextes,
  alea: Alea,
): readonly string[] {
  // La première phrase suit le rang et la seconde change à chaque tour : une paire ne revient qu’une fois toutes épuisées.
  const depart = rang + champ.length;
  const [premieres = [], secondes] = qualite === 'faible' ? [faible] : base;
  const tour = Math.floor(depart / premieres.length);
  const place = depart % premieres.length;
  const debut = [premieres[place] ?? ''];
  if (secondes) debut.push(secondes[(tour + place * 3) % secondes.length] ?? '');
  if (qualite === 'bon') return [...debut, ...plus.map((liste) => alea.choisir(liste))];
  const ajout = plus[0];
  return qualite === 'moyen' && ajout && alea.chance(30) ? [...debut, alea.choisir(ajout)] : debut;
}

function remplir(phrase: string, contexte: ContexteTextes, alea: Alea): string {
  return phrase.replace(/\{(\w+)\}/g, (_, cle: string) => remplacer(cle, contexte, alea));
}

function remplacer(cle: string, { commune, quartier, ecole, eleves, enfants }: ContexteTextes, alea: Alea): string {
  const isLieuDit = quartier === 'Bourg' || quartier === 'Centre-ville';
  const secteur = isLieuDit ? quartier.toLowerCase() : `quartier ${quartier}`;
  switch (cle) {
    case 'commune':
      return commune;
    case 'a_commune':
      return aLaCommune(commune);
    case 'de_commune':
      return deLaCommune(commune);
    case 'du_secteur':
      return quartier ? `du ${secteur}` : 'de la commune et des hameaux';
    case 'dans_secteur':
      return quartier ? `dans le ${secteur}` : 'dans la commune et les hameaux';
    case 'ecole':
      return ecole;
    case 'de_ecole':
      return ecole.startsWith('le ') ? `du ${ecole.slice(3)}` : `de ${ecole}`;
    case 'eleves':
      return eleves;
    case 'enfants':
      return String(enfants);
    case 'petit':
      return String(alea.entier(6, 24));
    case 'nombre':
      return String(alea.entier(40, 180));
    case 'pct':
      return String(alea.entier(18, 46));
    default:
      throw new Error(`Repère « ${cle} » inconnu dans une phrase de l’exemple.`);
  }
}

export function capitaliser(texte: string): string {
  return texte.charAt(0).toUpperCase() + texte.slice(1);
}
