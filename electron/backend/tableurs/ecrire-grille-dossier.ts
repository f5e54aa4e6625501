import type { Workbook, Worksheet } from 'exceljs';
import { adresse } from './classeur.ts';
import { enteteImprime, piedImprime, texteSur } from './ecrire-classeur.ts';
import { COL, type Curseur, LARGEURS_DOSSIER } from './ecrire-grille-colonnes.ts';
import { ecrireCommentaireGeneral, ecrireConditions, ecrireCriteres } from './ecrire-grille-criteres.ts';
import type { DonneesGrille, DossierDeGrille, ReponseDeGrille } from './ecrire-grille-donnees.ts';
import { COLONNE, ecrireRepereGrille, LIGNE_NOTE } from './ecrire-grille-format.ts';
import { evaluerEtat, formuleArrondi, formuleEtat, type NoteDeGrille, noterGrille } from './ecrire-grille-formules.ts';
import {
  ecrireEmpreintes,
  hauteurSerree,
  STYLE_LIBELLE_HAUT,
  STYLE_LIEN,
  STYLE_NOTE,
  STYLE_SOURCE,
  STYLE_TEXTE_HAUT,
} from './ecrire-grille-style.ts';
import { ecrireRubrique } from './ecrire-modele-feuille.ts';
import { ONGLET, poser, poserFormule, STYLES } from './ecrire-modele-style.ts';
import { mettreEnPage } from './ecrire-style.ts';

const LIGNE_CODES = 3;
const LIGNE_ETAT = 4;
const LIGNE_LIENS = 5;
/** Une réponse plus longue se suit sur plusieurs lignes : Excel n’en montre pas de plus haute. */
const SIGNES_PAR_LIGNE = 3000;
export const NOM_ACCUEIL = 'Accueil';

/** Une feuille écrite, pour le sommaire. */
export interface FeuilleDeDossier {
  readonly feuille: Worksheet;
  readonly nom: string;
  readonly note: NoteDeGrille;
}

/** Un dossier : ses réponses, puis ses conditions, puis la grille et sa note qui se calcule. */
export async function ajouterDossier(
  classeur: Workbook,
  donnees: DonneesGrille,
  dossier: DossierDeGrille,
  nom: string,
): Promise<FeuilleDeDossier> {
  const feuille = creerFeuille(classeur, donnees, dossier, nom);
  const note = noterGrille(donnees.charte, dossier.cotations);
  const curseur: Curseur = { ligne: LIGNE_LIENS };
  const ancres = { reponses: LIGNE_LIENS + 1, conditions: 0, grille: 0 };
  ecrireReponses(
    feuille,
    dossier.sections.filter((s) => s.annexe !== true),
    curseur,
  );
  ancres.conditions = curseur.ligne + 1;
  ecrireConditions(feuille, dossier, curseur);
  ancres.grille = curseur.ligne + 1;
  // À l’impression, la grille commence sa page.
  feuille.getRow(curseur.ligne).addPageBreak();
  const criteres = ecrireCriteres(feuille, donnees.charte, dossier, note, curseur);
  ecrireCommentaireGeneral(feuille, dossier, curseur);
  ecrireReponses(
    feuille,
    dossier.sections.filter((s) => s.annexe === true),
    curseur,
  );
  ecrireEtat(feuille, note, criteres);
  ecrireLiens(feuille, nom, ancres);
  await feuille.protect('', { selectLockedCells: true, formatRows: true, formatColumns: true });
  return { feuille, nom, note };
}

function creerFeuille(classeur: Workbook, donnees: DonneesGrille, dossier: DossierDeGrille, nom: string): Worksheet {
  const feuille = classeur.addWorksheet(nom, {
    properties: { tabColor: ONGLET.reponse },
    views: [
      {
        state: 'frozen',
        xSplit: 2,
        ySplit: LIGNE_LIENS,
        showGridLines: false,
        activeCell: adresse(COL.libelle, LIGNE_LIENS + 1),
      },
    ],
  });
  feuille.getColumn(1).width = 4;
  feuille.getColumn(1).hidden = true;
  Object.values(LARGEURS_DOSSIER).forEach((largeur, rang) => {
    feuille.getColumn(rang + 2).width = largeur;
  });
  for (const colonne of [COL.lu, COL.poids, COL.points, COL.empreintes]) feuille.getColumn(colonne).hidden = true;
  poser(feuille.getCell(1, COL.libelle), dossier.structure, STYLES.titre);
  feuille.getRow(1).height = 28;
  poser(feuille.getCell(2, COL.libelle), dossier.resume, STYLES.phrase);
  feuille.getRow(2).height = 18;
  feuille.getCell(LIGNE_CODES, 1).value = ecrireRepereGrille('dossier', dossier.id);
  for (const [cle, code] of Object.entries(COLONNE)) {
    // Les clés de COLONNE sont des clés de COL.
    feuille.getCell(LIGNE_CODES, COL[cle as keyof typeof COLONNE]).value = code;
  }
  feuille.getRow(LIGNE_CODES).hidden = true;
  mettreEnPage(feuille, {
    orientation: 'landscape',
    pages: 1,
    entete: enteteImprime({
      gauche: donnees.identite.nom,
      titre: `Clas ${donnees.anneeScolaire} – lecture`,
      suite: donnees.agent === null ? '' : ` – ${donnees.agent.nom}`,
      droite: `n° ${dossier.numero} – ${dossier.structure}`,
    }),
    pied: piedImprime(`${donnees.charte.nom}, version ${donnees.charte.version}`),
  });
  feuille.pageSetup.printTitlesRow = `1:${LIGNE_ETAT}`;
  return feuille;
}

/** La note et ce qui reste à faire, toujours à l’écran. */
function ecrireEtat(
  feuille: Worksheet,
  note: NoteDeGrille,
  { axes, manquants, commentaires }: { axes: readonly number[]; manquants: string; commentaires: string },
): void {
  const somme = (lettre: string) => axes.map((ligne) => `${lettre}${ligne}`).join('+');
  feuille.getCell(LIGNE_ETAT, 1).value = LIGNE_NOTE;
  poser(feuille.getCell(LIGNE_ETAT, COL.libelle), 'Note sur 100', STYLES.total);
  poserFormule(
    feuille.getCell(LIGNE_ETAT, COL.detail),
    `IF(${somme('I')}=0,"",${formuleArrondi(`(${somme('J')})/(${somme('I')})`)})`,
    note.affichee,
    { ...STYLE_NOTE, alignment: { ...STYLE_NOTE.alignment, horizontal: 'left', indent: 1 } },
  );
  poserFormule(
    feuille.getCell(LIGNE_ETAT, COL.preuve),
    formuleEtat(manquants, commentaires),
    evaluerEtat(note.manquants, note.commentaires),
    STYLES.total,
  );
  for (const colonne of [COL.reponse, COL.commentaire, COL.controle])
    poser(feuille.getCell(LIGNE_ETAT, colonne), null, STYLES.total);
  // Le compte, pour la feuille d’accueil.
  feuille.getCell(LIGNE_ETAT, COL.lu).value = { formula: manquants, result: note.manquants };
  feuille.getCell(LIGNE_ETAT, COL.poids).value = { formula: commentaires, result: note.commentaires };
  feuille.getRow(LIGNE_ETAT).height = 24;
}

function ecrireLiens(
  feuille: Worksheet,
  nom: string,
  ancres: { readonly reponses: number; readonly conditions: number; readonly grille: number },
): void {
  const liens: readonly (readonly [colonne: number, texte: string, cible: string])[] = [
    [COL.libelle, 'Retour à l’accueil', `#'${NOM_ACCUEIL}'!A1`],
    [COL.detail, 'Aller à la grille', `#'${nom}'!B${ancres.grille}`],
    [COL.preuve, 'Aller aux conditions', `#'${nom}'!B${ancres.conditions}`],
    [COL.commentaire, 'Revenir aux réponses', `#'${nom}'!B${ancres.reponses}`],
  ];
  for (const [colonne, text, hyperlink] of liens) {
    const cellule = feuille.getCell(LIGNE_LIENS, colonne);
    cellule.value = { text, hyperlink };
    cellule.style = STYLE_LIEN;
  }
  feuille.getRow(LIGNE_LIENS).height = 20;
}

function ecrireReponses(feuille: Worksheet, sections: DossierDeGrille['sections'], curseur: Curseur): void {
  for (const { titre, reponses } of sections) {
    curseur.ligne += 1;
    ecrireRubrique(feuille, curseur.ligne, `Réponses : ${titre}`, COL.controle);
    for (const reponse of reponses) {
      for (const [rang, morceau] of couper(reponse.reponse).entries()) {
        ecrireReponse(feuille, curseur, { ...reponse, reponse: morceau }, rang > 0);
      }
    }
  }
}

function ecrireReponse(feuille: Worksheet, curseur: Curseur, lue: ReponseDeGrille, suite: boolean): void {
  curseur.ligne += 1;
  const { ligne } = curseur;
  const question = suite ? `${lue.question} (suite)` : lue.question;
  feuille.mergeCells(ligne, COL.detail, ligne, COL.commentaire);
  poser(feuille.getCell(ligne, COL.libelle), question, STYLE_LIBELLE_HAUT);
  poser(feuille.getCell(ligne, COL.detail), lue.reponse, STYLE_TEXTE_HAUT);
  poser(feuille.getCell(ligne, COL.controle), lue.source, STYLE_SOURCE);
  feuille.getCell(ligne, COL.empreintes).value = ecrireEmpreintes({
    [COLONNE.libelle]: texteSur(question),
    [COLONNE.detail]: texteSur(lue.reponse),
  });
  const { libelle, detail, preuve, reponse, commentaire, controle } = LARGEURS_DOSSIER;
  feuille.getRow(ligne).height = hauteurSerree([
    [question, libelle * 0.95],
    [lue.reponse, detail + preuve + reponse + commentaire],
    [lue.source, controle * 1.2],
  ]);
}

/** Coupe un texte long à une fin de paragraphe ou de mot. */
function couper(texte: string): string[] {
  const morceaux: string[] = [];
  let reste = texte;
  while (reste.length > SIGNES_PAR_LIGNE) {
    const debut = reste.slice(0, SIGNES_PAR_LIGNE);
    const fin = [debut.lastIndexOf('\n'), debut.lastIndexOf(' ')].find((n) => n > SIGNES_PAR_LIGNE / 2) ?? debut.length;
    morceaux.push(reste.slice(0, fin).trimEnd());
    reste = reste.slice(fin).trimStart();
  }
  return [...morceaux, reste];
}
