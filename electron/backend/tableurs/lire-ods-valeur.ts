import type { Valeur } from './classeur.ts';
import { valeurDeDateIso, valeurDeSerie } from './dates-serie.ts';

/** Ce qu’une cellule OpenDocument déclare ; undefined quand l’attribut est absent. */
export interface CelluleOds {
  /** `office:value-type`. */
  readonly type: string | undefined;
  /** `calcext:value-type`, où LibreOffice dit qu’une formule est en erreur. */
  readonly typeEtendu: string | undefined;
  readonly valeur: string | undefined;
  readonly date: string | undefined;
  readonly duree: string | undefined;
  readonly booleen: string | undefined;
  readonly texte: string | undefined;
  readonly aFormule: boolean;
}

export interface ValeurLue {
  readonly contenu: Valeur;
  readonly brut: string;
}

const NOMBRE = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const DUREE = /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d{1,12})?)S)?)?$/;
/** Erreurs que les anciens LibreOffice et Excel écrivent en texte affiché d’une formule, sans autre marque. */
const ERREUR =
  /^(?:#(?:DIV\/0!|N\/A|NAME\?|NOM\s?\?|REF\s?!|VALUE!|VALEUR\s?!|NUM!|NOMBRE\s?!|NULL!|NUL\s?!)|Err(?:eur)?\s?:\s?\d{3})$/;

/**
 * La valeur d’une cellule, ou null si elle est vide.
 * @param affiche texte de ses paragraphes ; null sans paragraphe
 */
export function interpreterOds(cellule: CelluleOds, affiche: string | null): ValeurLue | null {
  const { aFormule, texte, typeEtendu } = cellule;
  const vu = affiche ?? '';
  if (typeEtendu === 'error' || (aFormule && ERREUR.test(vu))) {
    const erreur = vu === '' ? (texte ?? '') : vu;
    return { contenu: { type: 'erreur', valeur: erreur === '' ? '#ERREUR' : erreur }, brut: erreur };
  }
  const lue = typee(cellule, vu) ?? enTexte(texte === undefined ? vu : choisirTexte(texte, vu));
  if (lue !== null || !aFormule || affiche !== null || texte !== undefined || cellule.type === 'string') return lue;
  return { contenu: { type: 'formule_sans_resultat' }, brut: '' };
}

/** Nombre, date, durée ou booléen ; null s’il n’y en a pas, ou s’il est illisible : le texte affiché en tient lieu. */
function typee({ type, valeur, date, duree, booleen }: CelluleOds, vu: string): ValeurLue | null {
  switch (type) {
    case 'date':
      return date === undefined ? null : enDate(date);
    case 'time':
      return duree === undefined ? null : enDuree(duree);
    case 'boolean':
      // Les exports de Démarches simplifiées n’écrivent que « value », sans texte : lue autrement, la cellule serait vide.
      return enBooleen(booleen ?? valeur ?? vu);
    case 'string':
    case 'void':
      return null;
    case undefined:
    default: {
      const nombre = valeur !== undefined && NOMBRE.test(valeur) ? Number(valeur) : Number.NaN;
      if (valeur === undefined || !Number.isFinite(nombre)) return null;
      return { contenu: { type: 'nombre', valeur: nombre }, brut: valeur };
    }
  }
}

function enTexte(texte: string): ValeurLue | null {
  return texte === '' ? null : { contenu: { type: 'texte', valeur: texte }, brut: texte };
}

/** L’attribut fait foi, sauf s’il ne diffère du texte affiché que par ses fins de ligne, qu’un attribut perd. */
function choisirTexte(attribut: string, vu: string): string {
  return vu.includes('\n') && vu.replace(/\s+/g, ' ') === attribut.replace(/\s+/g, ' ') ? vu : attribut;
}

function enDate(date: string): ValeurLue | null {
  // LibreOffice écrit des fractions de seconde ; la seconde la plus proche efface l’erreur de la fraction binaire.
  const [, seconde, fraction = ''] = /^([^.,]*)(?:[.,](\d+))?/.exec(date) ?? [];
  const lue = valeurDeDateIso(seconde ?? '');
  if (lue.type !== 'date') return null;
  const entiere = lue.valeur.length > 10 && /^[5-9]/.test(fraction) ? secondeSuivante(lue.valeur) : lue.valeur;
  return { contenu: { type: 'date', valeur: entiere }, brut: date };
}

function secondeSuivante(date: string): string {
  const iso = new Date(Date.parse(`${date}Z`) + 1000).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** Une durée devient le texte que l’agent voit (« 17:30 », « 36:00 »), comme celles des classeurs Excel. */
function enDuree(duree: string): ValeurLue | null {
  const trouve = DUREE.exec(duree);
  if (trouve === null || duree.length < 3) return null;
  const [, jours = '0', heures = '0', minutes = '0', secondes = '0'] = trouve;
  const total =
    (Number(jours) * 24 + Number(heures)) * 3600 + Number(minutes) * 60 + Number(secondes.replace(',', '.'));
  return { contenu: valeurDeSerie(total / 86_400, 'duree', false), brut: duree };
}

function enBooleen(brut: string): ValeurLue | null {
  if (/^(?:1|true|vrai)$/i.test(brut)) return { contenu: { type: 'booleen', valeur: true }, brut };
  if (/^(?:0|false|faux)$/i.test(brut)) return { contenu: { type: 'booleen', valeur: false }, brut };
  return null;
}
