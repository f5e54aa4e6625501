import { lireNumeroEcrit } from '../../../shared/domaine/decisions-ecrites.ts';
import { assertNever } from '../../../shared/domaine/libelles.ts';
import {
  adresse,
  type Cellule,
  type Classeur,
  type Feuille,
  type Ligne,
  RefusDeLecture,
} from '../tableurs/classeur.ts';
import { type CleColonne, colonneDeTitre, FEUILLE_CACHEE, MARQUE } from './colonnes.ts';
import { lireRepere, type Repere } from './reperes.ts';
import type { CaseLue, FicheLue, LigneLue, TableauLu } from './tableau-lu.ts';

/** Un tableau fait à la main a pu recevoir un titre et quelques lignes d’en-tête. */
const ENTETE_AU_PLUS_BAS = 30;

interface Entete {
  readonly feuille: Feuille;
  readonly ligne: number;
  readonly colonnes: ReadonlyMap<CleColonne, number>;
}

/**
 * Les lignes de décision d’un classeur, où que soient ses colonnes.
 * @throws RefusDeLecture si aucune feuille n’a de colonnes « N° dossier » et « Décision »
 */
export function reconnaitreTableau(classeur: Classeur, nom: string): TableauLu {
  const cachee = classeur.feuilles.find((f) => f.nom === FEUILLE_CACHEE && texteEn(f.lignes[0], 0) === MARQUE);
  const entete = trouverEntete(classeur.feuilles.filter((f) => f !== cachee));
  if (entete === null)
    throw new RefusDeLecture(
      'tableau_inconnu',
      `« ${nom} » n’a pas de colonnes « N° dossier » et « Décision » : prenez le tableau du Copil produit par Clas, ou un tableau avec les colonnes « N° dossier », « Collectif » et « Décision ».`,
    );
  const { feuille, ligne, colonnes } = entete;
  const formules = new Set(feuille.formules ?? []);
  const lignes = feuille.lignes
    .filter((l) => l.numero > ligne)
    .map((l) => lireLigne(feuille, l, colonnes, formules))
    .filter((l) => !isMuette(l));
  return {
    fiche: cachee ? lireFiche(cachee) : null,
    reperes: cachee ? lireReperes(cachee) : {},
    sansCollectif: !colonnes.has('collectif'),
    lignes,
  };
}

function trouverEntete(feuilles: readonly Feuille[]): Entete | null {
  for (const feuille of feuilles) {
    if (feuille.masquee) continue;
    for (const ligne of feuille.lignes) {
      if (ligne.numero > ENTETE_AU_PLUS_BAS) break;
      const colonnes = new Map<CleColonne, number>();
      for (const { colonne, contenu, brut } of ligne.cellules) {
        const cle = contenu.type === 'texte' ? colonneDeTitre(brut) : null;
        if (cle !== null && !colonnes.has(cle)) colonnes.set(cle, colonne);
      }
      if (colonnes.has('numero') && colonnes.has('decision')) return { feuille, ligne: ligne.numero, colonnes };
    }
  }
  return null;
}

function lireLigne(
  feuille: Feuille,
  ligne: Ligne,
  colonnes: ReadonlyMap<CleColonne, number>,
  formules: ReadonlySet<string>,
): LigneLue {
  const lire = (cle: CleColonne): CaseLue => {
    const colonne = colonnes.get(cle);
    if (colonne === undefined)
      return { cellule: `${ligne.numero}`, nature: 'vide', texte: '', nombre: null, formule: false };
    const cellule = adresse(colonne, ligne.numero);
    const lue = ligne.cellules.find((c) => c.colonne === colonne);
    return { cellule, ...lireCase(lue), formule: formules.has(cellule) };
  };
  return {
    feuille: feuille.nom,
    rang: ligne.numero,
    numero: lire('numero'),
    collectif: lire('collectif'),
    decision: lire('decision'),
    motif: lire('motif'),
    texte: lire('texte'),
    montant: lire('montant'),
    repere: lireRepere(lire('repere').texte),
  };
}

function lireCase(cellule: Cellule | undefined): Omit<CaseLue, 'cellule' | 'formule'> {
  if (cellule === undefined) return { nature: 'vide', texte: '', nombre: null };
  const { contenu, brut } = cellule;
  switch (contenu.type) {
    case 'texte': {
      const texte = contenu.valeur.replace(/\r\n?/g, '\n').trim();
      return { nature: texte === '' ? 'vide' : 'texte', texte, nombre: null };
    }
    case 'nombre':
      return { nature: 'nombre', texte: String(contenu.valeur), nombre: contenu.valeur };
    case 'erreur':
      return { nature: 'erreur', texte: contenu.valeur, nombre: null };
    case 'formule_sans_resultat':
      return { nature: 'sans_resultat', texte: '', nombre: null };
    case 'booleen':
    case 'date':
      return { nature: 'autre', texte: brut, nombre: null };
    default:
      return assertNever(contenu);
  }
}

/** Une ligne vide, un total en bas, une note hors tableau : rien n’y est décidé, rien n’y est nommé. */
function isMuette({ numero, collectif, decision, motif, texte, repere }: LigneLue): boolean {
  if (decision.nature !== 'vide' || motif.nature !== 'vide' || texte.nature !== 'vide') return false;
  return repere === null && (numero.nature === 'vide' || collectif.nature === 'vide');
}

function texteEn(ligne: Ligne | undefined, colonne: number): string {
  return ligne?.cellules.find((c) => c.colonne === colonne)?.brut.trim() ?? '';
}

function lireFiche({ lignes }: Feuille): FicheLue {
  const valeurs = new Map(lignes.map((l) => [texteEn(l, 0), texteEn(l, 1)]));
  return {
    base: valeurs.get('base') ?? '',
    campagne: valeurs.get('campagne') ?? '',
    seance: valeurs.get('seance') ?? '',
    seanceId: Number(valeurs.get('seanceId') ?? 0),
  };
}

function lireReperes({ lignes }: Feuille): Record<string, Repere> {
  return Object.fromEntries(
    lignes.flatMap((l): [string, Repere][] => {
      const repere = lireRepere(texteEn(l, 5));
      return repere === null ? [] : [[`${lireNumeroEcrit(texteEn(l, 3))}|${texteEn(l, 4)}`, repere]];
    }),
  );
}
