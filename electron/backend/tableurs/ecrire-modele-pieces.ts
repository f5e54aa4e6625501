import type { Worksheet } from 'exceljs';
import { compterReproches, controleDe, estReproche, OBLIGATOIRE, OK, texte } from './ecrire-modele-controles.ts';
import type { PiecePreparee } from './ecrire-modele-donnees.ts';
import {
  type ContexteModele,
  creerFeuille,
  ecrireRubrique,
  type FeuilleEcrite,
  finirFeuille,
  LIGNE_ENTETE,
} from './ecrire-modele-feuille.ts';
import { COLONNE_FICHIER, COLONNE_REPONSE, coder, PREFIXE_PIECE } from './ecrire-modele-format.ts';
import { ENGAGEMENTS, type Question } from './ecrire-modele-questions.ts';
import {
  colorerControles,
  hauteurPour,
  poser,
  poserFormule,
  poserValidation,
  STYLES,
  styleReponse,
  validationDe,
} from './ecrire-modele-style.ts';

const LARGEURS = [44, 13, 40, 25, 48] as const;
const A_JOINDRE = 'à joindre à votre envoi';
const OUI_OU_NON = 'oui ou non attendu';

/** La feuille « Pièces » : chaque papier demandé, joint ou non et sous quel nom, puis les engagements. */
export async function ajouterPieces(contexte: ContexteModele): Promise<FeuilleEcrite> {
  const feuille = creerFeuille(contexte, {
    role: 'pieces',
    nom: 'Pièces',
    titre: 'Pièces à joindre et engagements',
    largeurs: LARGEURS,
    entetes: ['Pièce ou engagement (* : obligatoire)', 'oui / non', 'Nom du fichier joint', 'À corriger', 'Aide'],
    codes: new Map([
      [3, COLONNE_REPONSE],
      [4, COLONNE_FICHIER],
    ]),
    orientation: 'landscape',
    figees: 2,
  });
  let ligne = LIGNE_ENTETE + 1;
  const resultats: string[] = [];
  ecrireRubrique(feuille, ligne, 'Pièces jointes à votre envoi', 6);
  for (const piece of contexte.donnees.pieces) {
    ligne += 1;
    resultats.push(ecrirePiece(contexte, feuille, ligne, piece));
  }
  ligne += 1;
  ecrireRubrique(feuille, ligne, 'Engagements', 6);
  for (const engagement of ENGAGEMENTS) {
    ligne += 1;
    resultats.push(ecrireEngagement(contexte, feuille, ligne, engagement));
  }
  const plage = `$E$${LIGNE_ENTETE + 1}:$E$${ligne}`;
  const reproches = resultats.filter(estReproche).length;
  colorerControles(feuille, plage.replaceAll('$', ''));
  await finirFeuille(feuille, { formule: compterReproches(plage), reproches });
  return { feuille, nom: 'Pièces', reproches };
}

function ecrirePiece(contexte: ContexteModele, feuille: Worksheet, ligne: number, piece: PiecePreparee): string {
  const question = ouiNon(`${PREFIXE_PIECE}${piece.champ ?? piece.code}`, piece.libelle, piece.aide, piece.obligatoire);
  const siVide = piece.obligatoire ? OBLIGATOIRE : '';
  const siNon = piece.obligatoire ? A_JOINDRE : OK;
  const ref = `LOWER(TRIM(C${ligne}))`;
  // Un nom de fichier suffit : il vaut « oui ».
  const formule = `IF(LEN(${ref})=0,IF(LEN(TRIM(D${ligne}))>0,${texte(OK)},${texte(siVide)}),IF(${ref}="oui",${texte(OK)},IF(${ref}="non",${texte(siNon)},${texte(OUI_OU_NON)})))`;
  ecrireLigne(contexte, feuille, ligne, question);
  poser(feuille.getCell(ligne, 4), null, styleReponse('texte'));
  poserFormule(feuille.getCell(ligne, 5), formule, siVide, STYLES.controle);
  return siVide;
}

function ecrireEngagement(contexte: ContexteModele, feuille: Worksheet, ligne: number, question: Question): string {
  ecrireLigne(contexte, feuille, ligne, question);
  poser(feuille.getCell(ligne, 4), null, STYLES.libelle);
  const controle = controleDe(question, contexte.donnees, null);
  const resultat = controle.evaluer(null);
  poserFormule(feuille.getCell(ligne, 5), controle.formule(`C${ligne}`), resultat, STYLES.controle);
  return resultat;
}

function ecrireLigne({ donnees, plages }: ContexteModele, feuille: Worksheet, ligne: number, question: Question): void {
  feuille.getCell(ligne, 1).value = coder(question.code, question.obligatoire);
  const libelle = question.obligatoire ? `${question.libelle} *` : question.libelle;
  poser(feuille.getCell(ligne, 2), libelle, STYLES.libelle);
  poser(feuille.getCell(ligne, 3), null, styleReponse('oui_non'));
  const validation = validationDe(question, `C${ligne}`, donnees.anneeScolaire, plages);
  poserValidation(feuille, `C${ligne}:C${ligne}`, validation);
  poser(feuille.getCell(ligne, 6), question.aide, STYLES.aide);
  feuille.getRow(ligne).height = hauteurPour([
    [libelle, LARGEURS[0]],
    [question.aide, LARGEURS[4]],
  ]);
}

function ouiNon(code: string, libelle: string, aide: string, obligatoire: boolean): Question {
  return { code, libelle, aide, type: 'oui_non', obligatoire, liste: 'ouiNon' };
}
