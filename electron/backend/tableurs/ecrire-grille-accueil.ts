import type { Workbook, Worksheet } from 'exceljs';
import { formaterDate, formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { adresse } from './classeur.ts';
import { enteteImprime, piedImprime, texteSur } from './ecrire-classeur.ts';
import type { DonneesGrille, DossierDeGrille } from './ecrire-grille-donnees.ts';
import type { FeuilleDeDossier } from './ecrire-grille-dossier.ts';
import { NOM_ACCUEIL } from './ecrire-grille-dossier.ts';
import { evaluerEtat, formuleEtat } from './ecrire-grille-formules.ts';
import { FORMAT_NOTE, STYLE_LIEN, STYLE_TEXTE_HAUT } from './ecrire-grille-style.ts';
import { hauteurPour, ONGLET, poser, poserFormule, STYLES } from './ecrire-modele-style.ts';
import { mettreEnPage } from './ecrire-style.ts';

const LARGEURS = { titre: 24, structure: 44, commune: 22, note: 10, etat: 34 };
const LARGE = LARGEURS.structure + LARGEURS.commune + LARGEURS.note + LARGEURS.etat;
const NOM_NIVEAUX = 'Niveaux';

/** Posée avant les autres pour être la première ; remplie quand elles sont écrites. */
export function creerAccueilGrille(classeur: Workbook): Worksheet {
  return classeur.addWorksheet(NOM_ACCUEIL, {
    properties: { tabColor: ONGLET.accueil },
    views: [{ showGridLines: false }],
  });
}

/** Qui lit, quoi, avec quelle charte, comment ; puis le sommaire, sa note et ce qui reste à faire. */
export async function remplirAccueilGrille(
  feuille: Worksheet,
  donnees: DonneesGrille,
  feuilles: ReadonlyMap<number, FeuilleDeDossier>,
): Promise<void> {
  feuille.getColumn(1).width = 3;
  Object.values(LARGEURS).forEach((largeur, rang) => {
    feuille.getColumn(rang + 2).width = largeur;
  });
  poser(feuille.getCell('B1'), `Lecture des dossiers Clas ${donnees.anneeScolaire}`, STYLES.titre);
  feuille.getRow(1).height = 34;
  poser(feuille.getCell('B2'), 'Grille à remplir hors ligne, puis à reprendre dans Clas', STYLES.phrase);
  let ligne = 3;
  const dire = ([titre, phrase]: readonly [string, string]) => {
    ligne += 1;
    feuille.mergeCells(ligne, 3, ligne, 6);
    poser(feuille.getCell(ligne, 2), titre, STYLES.fort);
    poser(feuille.getCell(ligne, 3), phrase, STYLES.texte);
    feuille.getRow(ligne).height = hauteurPour([[phrase, LARGE]]);
  };
  for (const info of informations(donnees)) dire(info);
  ligne += 1;
  for (const consigne of consignes(donnees)) dire(consigne);
  if (donnees.forme === 'feuilles') ecrireSommaire(feuille, ligne + 2, donnees, feuilles);
  mettreEnPage(feuille, {
    orientation: 'landscape',
    pages: 1,
    entete: enteteImprime({
      gauche: donnees.identite.nom,
      titre: `Clas ${donnees.anneeScolaire}`,
      suite: '',
      droite: donnees.agent?.nom ?? '',
    }),
    pied: piedImprime(`Préparé le ${formaterDate(donnees.prepareLe)} – Clas ${donnees.version}`),
  });
  await feuille.protect('', { selectLockedCells: true, formatRows: true, formatColumns: true });
}

function informations(donnees: DonneesGrille): (readonly [string, string])[] {
  const { agent, charte, ecartes } = donnees;
  const modele = charte.modele ? ' (modèle)' : '';
  return [
    ['Lecture de', agent?.nom ?? 'Personne en particulier : le nom sera demandé à la reprise.'],
    ['Préparée le', formaterDateLongue(donnees.prepareLe)],
    ['Charte', `${charte.nom}, version ${charte.version}${modele}`],
    ['Dossiers', pluriel(donnees.dossiers.length, 'dossier')],
    ...(ecartes.length === 0
      ? []
      : ([['Laissés de côté', `Lien d’intérêt déclaré : dossiers n° ${ecartes.join(', ')}.`]] as const)),
  ];
}

function consignes({ forme }: DonneesGrille): readonly (readonly [string, string])[] {
  const large = forme === 'large';
  return [
    [
      'Où écrire',
      large
        ? 'Feuille « Grille » : une ligne par dossier. Remplissez les cases claires ; les niveaux sont au milieu, les commentaires à droite. Les quatre niveaux de chaque critère sont décrits feuille « Niveaux », et dans la bulle de chaque case.'
        : 'Une feuille par dossier : ses réponses, puis les conditions, puis la grille. Remplissez les cases claires. Les autres sont verrouillées, sans mot de passe, pour éviter les accidents.',
    ],
    [
      'Les niveaux',
      'Écrivez 0, 1, 2, 3, ou SO (sans objet : le critère sort de la moyenne). À 0 et à 3, un commentaire est obligatoire : la case devient rouge tant qu’il manque. Une case vide n’est pas cotée.',
    ],
    ...(large
      ? []
      : ([
          [
            'Les conditions',
            'Laissez « Constat » vide pour garder ce que le logiciel propose. Sinon : oui, non ou non renseigné ; dites pourquoi si vous n’êtes pas de son avis.',
          ],
        ] as const)),
    [
      'La note',
      'Elle se calcule à mesure, par axe et pour le dossier. Clas la recalcule à la reprise : seuls vos niveaux et vos commentaires comptent.',
    ],
    [
      'Avant de rendre',
      'Gardez le format .xlsx (ou .ods), n’effacez ni feuille, ni ligne, ni colonne. Dans Clas : Instruction, « Lire hors ligne », « Reprendre une grille ». Rien n’est écrit avant que vous ayez vu chaque changement.',
    ],
    [
      'Si le dossier change',
      'Si la base a changé entre-temps (nouvel import, lecture reprise à l’écran), Clas le dit et n’écrase rien sans votre accord. Reprendre deux fois le même fichier ne change rien.',
    ],
    [
      'Confidentiel',
      'Ce fichier contient les réponses des porteurs, sans leurs coordonnées bancaires. Gardez-le pour vous.',
    ],
  ];
}

function ecrireSommaire(
  feuille: Worksheet,
  entete: number,
  { dossiers }: DonneesGrille,
  feuilles: ReadonlyMap<number, FeuilleDeDossier>,
): void {
  ['Dossier', 'Structure', 'Commune', 'Note', 'À faire'].forEach((titre, rang) => {
    poser(feuille.getCell(entete, rang + 2), titre, STYLES.entete);
  });
  feuille.getRow(entete).height = 22;
  let ligne = entete;
  for (const dossier of dossiers) {
    const ecrite = feuilles.get(dossier.id);
    if (ecrite === undefined) continue;
    ligne += 1;
    ecrireLigne(feuille, ligne, dossier, ecrite);
  }
}

function ecrireLigne(feuille: Worksheet, ligne: number, dossier: DossierDeGrille, ecrite: FeuilleDeDossier): void {
  const { nom, note } = ecrite;
  const lien = feuille.getCell(ligne, 2);
  lien.value = { text: texteSur(`n° ${dossier.numero}`), hyperlink: `#'${nom}'!A1` };
  lien.style = { ...STYLES.libelle, font: { ...STYLE_LIEN.font } };
  poser(feuille.getCell(ligne, 3), dossier.structure, STYLES.libelle);
  poser(feuille.getCell(ligne, 4), dossier.commune, STYLES.libelle);
  poserFormule(feuille.getCell(ligne, 5), `'${nom}'!$C$4`, note.affichee, {
    ...STYLES.total,
    alignment: { horizontal: 'center', vertical: 'middle' },
    numFmt: FORMAT_NOTE,
  });
  const etat = dossier.terminee ? 'Lecture terminée' : evaluerEtat(note.manquants, note.commentaires);
  if (dossier.terminee) poser(feuille.getCell(ligne, 6), etat, STYLES.controle);
  else poserFormule(feuille.getCell(ligne, 6), formuleEtat(`'${nom}'!$H$4`, `'${nom}'!$I$4`), etat, STYLES.controle);
  feuille.getRow(ligne).height = hauteurPour([[dossier.structure, LARGEURS.structure]]);
}

/** La feuille large ne montre pas la description des niveaux : elle est ici, à imprimer. */
export async function ajouterNiveaux(classeur: Workbook, { charte }: DonneesGrille): Promise<void> {
  const feuille = classeur.addWorksheet(NOM_NIVEAUX, {
    properties: { tabColor: ONGLET.accueil },
    views: [{ state: 'frozen', xSplit: 1, ySplit: 1, showGridLines: false, activeCell: adresse(1, 2) }],
  });
  const largeurs = [34, 34, 34, 34, 34];
  largeurs.forEach((largeur, rang) => {
    feuille.getColumn(rang + 1).width = largeur;
  });
  ['Critère', '0', '1', '2', '3'].forEach((titre, rang) => {
    poser(feuille.getCell(1, rang + 1), titre, STYLES.entete);
  });
  feuille.getRow(1).height = 22;
  let ligne = 1;
  for (const axe of charte.axes) {
    ligne += 1;
    for (let colonne = 1; colonne <= largeurs.length; colonne += 1)
      poser(
        feuille.getCell(ligne, colonne),
        colonne === 1 ? `${axe.libelle}, poids ${axe.poids}` : null,
        STYLES.rubrique,
      );
    for (const critere of axe.criteres) {
      ligne += 1;
      const textes = [`${critere.code}  ${critere.libelle}\n(poids ${critere.poids})`, ...critere.niveaux];
      textes.forEach((texte, rang) => {
        poser(feuille.getCell(ligne, rang + 1), texte, STYLE_TEXTE_HAUT);
      });
      feuille.getRow(ligne).height = hauteurPour(textes.map((texte) => [texte, 34] as const));
    }
  }
  mettreEnPage(feuille, {
    orientation: 'landscape',
    pages: 1,
    entete: enteteImprime({ gauche: charte.nom, titre: 'Niveaux', suite: '', droite: `version ${charte.version}` }),
    pied: piedImprime('Grille de lecture'),
  });
  feuille.pageSetup.printTitlesRow = '1:1';
  await feuille.protect('', { selectLockedCells: true });
}
