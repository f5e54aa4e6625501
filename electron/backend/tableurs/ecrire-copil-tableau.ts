import type { DataValidation, Style, Workbook, Worksheet } from 'exceljs';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { libelleMotif } from '../../../shared/domaine/decisions-ecrites.ts';
import { assertNever, LIBELLES_DECISION, MOTIFS_DECISION } from '../../../shared/domaine/libelles.ts';
import {
  type CleColonne,
  COLONNES_COPIL,
  FEUILLE_CACHEE,
  FEUILLE_TABLEAU,
  LIGNE_ENTETE,
  PREMIERE_LIGNE,
} from '../tableaux/colonnes.ts';
import type { DonneesTableauCopil, LigneTableau } from '../tableaux/donnees.ts';
import { adresse } from './classeur.ts';
import { enteteImprime, euros, piedImprime } from './ecrire-classeur.ts';
import { poserValidation } from './ecrire-modele-style.ts';
import {
  ecrireCellule,
  ecrireFormule,
  ecrirePhrase,
  ecrireTitre,
  FORMAT_ENTIER,
  FORMAT_MONTANT,
  FORMAT_TEXTE,
  hauteur,
  lignesDeTexte,
  mettreEnPage,
  styleCorps,
  styleEntete,
} from './ecrire-style.ts';

const FOND_SAISIE = { argb: 'FFFFFBEA' };
const GRIS = { argb: 'FF6B7683' };
const FILET_DOSSIER = { style: 'medium', color: { argb: 'FF4A5564' } } as const;
/** Excel n’affiche pas une ligne plus haute. */
const HAUTEUR_MAXIMALE = 400;

export function rangColonne(cle: CleColonne): number {
  return COLONNES_COPIL.findIndex((c) => c.cle === cle);
}

/** La colonne entière des lignes, `$P$5:$P$60`, précédée ou non du nom de la feuille. */
export function plage(cle: CleColonne, lignes: number): string {
  const rang = rangColonne(cle);
  const colonne = adresse(rang, 1).replace(/\d+$/, '');
  return `$${colonne}$${PREMIERE_LIGNE}:$${colonne}$${PREMIERE_LIGNE + Math.max(1, lignes) - 1}`;
}

export function plageDesNumeros(lignes: number): string {
  return plage('numero', lignes).replaceAll('$', '');
}

/** La feuille à remplir : une ligne par collectif, dans l’ordre du jour. */
export async function ajouterTableau(classeur: Workbook, donnees: DonneesTableauCopil): Promise<Worksheet> {
  const feuille = classeur.addWorksheet(FEUILLE_TABLEAU, {
    views: [{ state: 'frozen', xSplit: 2, ySplit: LIGNE_ENTETE, showGridLines: false, zoomScale: 110 }],
  });
  const { lignes } = donnees;
  ecrireTitre(
    feuille,
    1,
    `Tableau du Copil Clas ${donnees.anneeScolaire}, séance du ${formaterDate(donnees.seanceDate)}`,
  );
  ecrirePhrase(
    feuille,
    2,
    'À remplir : les colonnes sur fond crème (décision, motif, texte, observations). Le reste se calcule ou vient de Clas.',
  );
  ecrirePhrase(
    feuille,
    3,
    donnees.parDossier
      ? 'Montant agréé indicatif : le barème se calcule par dossier, Clas recalcule les montants à la reprise.'
      : 'Montant agréé : le droit calculé si le collectif est agréé, avec ou sans réserve ; sinon 0.',
  );
  const entetes = feuille.getRow(LIGNE_ENTETE);
  COLONNES_COPIL.forEach(({ titre, largeur, type }, rang) => {
    feuille.getColumn(rang + 1).width = largeur;
    ecrireCellule(entetes.getCell(rang + 1), titre, styleEntete(type === 'texte' ? 'left' : 'right'));
  });
  entetes.height = hauteur(
    Math.max(...COLONNES_COPIL.map(({ titre, largeur }) => lignesDeTexte(titre, largeur * 0.85))),
  );
  lignes.forEach((ligne, rang) => ecrireLigne(feuille, ligne, PREMIERE_LIGNE + rang));
  poserListes(feuille, lignes.length);
  colorer(feuille, lignes.length);
  const fin = PREMIERE_LIGNE + Math.max(1, lignes.length) - 1;
  feuille.autoFilter = {
    from: { row: LIGNE_ENTETE, column: 1 },
    to: { row: fin, column: COLONNES_COPIL.length },
  };
  // Le repère suit sa ligne jusque dans un CSV ; personne n’a à le lire.
  feuille.getColumn(rangColonne('repere') + 1).hidden = true;
  mettreEnPage(feuille, {
    orientation: 'landscape',
    // Sur une seule page, le texte serait illisible : deux pages de large, dossier et collectif répétés.
    pages: 2,
    entete: enteteImprime({
      gauche: donnees.organisme,
      titre: `Tableau du Copil Clas ${donnees.anneeScolaire}`,
      suite: `, séance du ${formaterDate(donnees.seanceDate)}`,
      droite: 'Document de travail',
    }),
    pied: piedImprime(`Clas ${donnees.version}, journal ${donnees.empreinteJournal.slice(0, 12)}`),
  });
  feuille.pageSetup.printTitlesRow = `${LIGNE_ENTETE}:${LIGNE_ENTETE}`;
  feuille.pageSetup.printTitlesColumn = 'A:E';
  feuille.pageSetup.printArea = `A1:${adresse(rangColonne('observations'), fin)}`;
  await feuille.protect('', {
    selectLockedCells: true,
    formatRows: true,
    formatColumns: true,
    autoFilter: true,
    sort: true,
  });
  return feuille;
}

const FORMATS = { texte: FORMAT_TEXTE, entier: FORMAT_ENTIER, montant: FORMAT_MONTANT, note: '0.0' } as const;
/** Répétés sur chaque ligne pour que tri et filtre les gardent, en gris après la première. */
const DU_DOSSIER: ReadonlySet<CleColonne> = new Set([
  'numero',
  'porteur',
  'commune',
  'qpv',
  'demande',
  'note',
  'pile',
  'proposition',
]);

function styleDe(cle: CleColonne, { premier }: LigneTableau): Partial<Style> {
  const colonne = COLONNES_COPIL[rangColonne(cle)];
  const type = colonne?.type ?? 'texte';
  const style = styleCorps({
    alignement: type === 'texte' ? 'left' : 'right',
    format: FORMATS[type],
    libre: type === 'texte',
    gras: cle === 'numero' || cle === 'decision' || cle === 'montant',
  });
  const gris = !premier && DU_DOSSIER.has(cle);
  return {
    ...style,
    alignment: { ...style.alignment, vertical: 'top' },
    font: { ...style.font, ...(gris ? { color: GRIS, bold: false } : {}) },
    border: { ...style.border, ...(premier ? { top: FILET_DOSSIER } : {}) },
    ...(colonne?.saisie === true
      ? { protection: { locked: false }, fill: { type: 'pattern', pattern: 'solid', fgColor: FOND_SAISIE } as const }
      : {}),
  };
}

function valeurDe(cle: CleColonne, ligne: LigneTableau): string | number | null {
  switch (cle) {
    case 'cout':
    case 'droit':
      return euros(ligne[cle]);
    case 'demande':
      // Dit une fois par dossier : répété, une somme le compterait plusieurs fois.
      return ligne.demande === null || !ligne.premier ? null : euros(ligne.demande);
    case 'note':
      return ligne.note === null ? null : ligne.note / 10;
    case 'points':
      return ligne.premier ? ligne.points : '';
    case 'decision':
      return ligne.decision === null ? null : LIBELLES_DECISION[ligne.decision.nature];
    case 'motif':
      return libelleMotif(ligne.decision?.motif ?? null) || null;
    case 'texte':
      return ligne.decision?.texte || null;
    case 'observations':
    case 'montant':
      return null;
    case 'numero':
    case 'porteur':
    case 'commune':
    case 'qpv':
    case 'collectif':
    case 'intitule':
    case 'niveau':
    case 'effectif':
    case 'pile':
    case 'proposition':
    case 'repere':
      return ligne[cle];
    default:
      return assertNever(cle);
  }
}

function ecrireLigne(feuille: Worksheet, ligne: LigneTableau, numero: number): void {
  const rangee = feuille.getRow(numero);
  let hauteurEnLignes = 1;
  COLONNES_COPIL.forEach(({ cle, type, largeur }, rang) => {
    const cellule = rangee.getCell(rang + 1);
    const style = styleDe(cle, ligne);
    if (cle === 'montant') {
      ecrireFormule(cellule, formuleMontant(ligne, numero), euros(ligne.montant), style);
      return;
    }
    const valeur = valeurDe(cle, ligne);
    ecrireCellule(cellule, valeur === '' ? null : valeur, style);
    if (type === 'texte' && typeof valeur === 'string' && cle !== 'repere')
      hauteurEnLignes = Math.max(hauteurEnLignes, lignesDeTexte(valeur, largeur));
  });
  rangee.height = Math.min(HAUTEUR_MAXIMALE, hauteur(hauteurEnLignes));
}

/** Une décision en vigueur garde son montant tant qu’elle ne change pas ; toute autre prend le droit d’aujourd’hui. */
function formuleMontant({ decision, montant, droit }: LigneTableau, numero: number): string {
  const choix = adresse(rangColonne('decision'), numero);
  const accord = [LIBELLES_DECISION.agree, LIBELLES_DECISION.agree_sous_reserve]
    .map((libelle) => `TRIM(${choix})="${libelle}"`)
    .join(',');
  const calcul = `IF(OR(${accord}),${adresse(rangColonne('droit'), numero)},0)`;
  const accorde = decision?.nature === 'agree' || decision?.nature === 'agree_sous_reserve';
  return decision !== null && montant !== (accorde ? droit : 0)
    ? `IF(TRIM(${choix})="${LIBELLES_DECISION[decision.nature]}",${euros(montant)},${calcul})`
    : calcul;
}

function poserListes(feuille: Worksheet, lignes: number): void {
  if (lignes === 0) return;
  const refuser: Partial<DataValidation> = { showErrorMessage: true, errorStyle: 'stop', allowBlank: true };
  poserValidation(feuille, plage('decision', lignes).replaceAll('$', ''), {
    ...refuser,
    type: 'list',
    formulae: [`"${Object.values(LIBELLES_DECISION).join(',')}"`],
    errorTitle: 'Décision à corriger',
    error: 'Choisissez une décision dans la liste ; vide : le Copil n’a pas décidé.',
  });
  poserValidation(feuille, plage('motif', lignes).replaceAll('$', ''), {
    ...refuser,
    type: 'list',
    formulae: [`${FEUILLE_CACHEE}!$H$1:$H$${MOTIFS_DECISION.length}`],
    errorTitle: 'Motif à corriger',
    error: 'Choisissez un motif dans la liste, ou écrivez-le dans la colonne « Texte, réserve ou attendu ».',
  });
}

/** Une décision sans motif se voit par un cadre rouge et une phrase dans la synthèse ; le mot de la décision reste écrit. */
function colorer(feuille: Worksheet, lignes: number): void {
  if (lignes === 0) return;
  const [decision, motif, texte] = (['decision', 'motif', 'texte'] as const).map(
    (cle) => `$${adresse(rangColonne(cle), PREMIERE_LIGNE)}`,
  );
  const vide = `AND(LEN(TRIM(${motif}))=0,LEN(TRIM(${texte}))=0)`;
  feuille.addConditionalFormatting({
    ref: plage('motif', lignes).replaceAll('$', ''),
    rules: [
      {
        type: 'expression',
        priority: 1,
        formulae: [`AND(LEN(TRIM(${decision}))>0,TRIM(${decision})<>"${LIBELLES_DECISION.agree}",${vide})`],
        style: {
          fill: { type: 'pattern', pattern: 'lightUp', bgColor: { argb: 'FFFBE6E4' }, fgColor: { argb: 'FFA3241E' } },
        },
      },
    ],
  });
  const teintes = [
    [LIBELLES_DECISION.agree, 'FF17683A'],
    [LIBELLES_DECISION.agree_sous_reserve, 'FF17683A'],
    [LIBELLES_DECISION.ajourne, 'FF8A5A00'],
    [LIBELLES_DECISION.refuse, 'FFA3241E'],
    [LIBELLES_DECISION.sans_suite, 'FF4A5564'],
  ] as const;
  feuille.addConditionalFormatting({
    ref: plage('decision', lignes).replaceAll('$', ''),
    rules: teintes.map(([libelle, argb], rang) => ({
      type: 'expression' as const,
      priority: rang + 2,
      formulae: [`TRIM(${decision})="${libelle}"`],
      style: { font: { color: { argb }, italic: libelle === LIBELLES_DECISION.ajourne } },
    })),
  });
}
