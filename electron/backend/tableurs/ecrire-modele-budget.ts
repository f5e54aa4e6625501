import type { Worksheet } from 'exceljs';
import { compterReproches, OBLIGATOIRE, OK, texte } from './ecrire-modele-controles.ts';
import {
  type ContexteModele,
  creerFeuille,
  ecrireRubrique,
  type FeuilleEcrite,
  finirFeuille,
  LIGNE_ENTETE,
} from './ecrire-modele-feuille.ts';
import { COLONNE_PRECISIONS, COLONNE_REPONSE, coder } from './ecrire-modele-format.ts';
import { APPORTS, CHARGES, EMPLOIS, type LigneDeBudget, PRODUITS } from './ecrire-modele-questions.ts';
import {
  colorerControles,
  hauteurPour,
  poser,
  poserFormule,
  poserValidation,
  STYLES,
  styleMontant,
  styleReponse,
  validationDe,
} from './ecrire-modele-style.ts';

const LARGEURS = [9, 48, 17, 34, 34] as const;
const MONTANT = 4;
const CONTROLE = 6;
const MONTANT_ATTENDU = 'montant attendu';
const DIFFERENTS = 'charges et produits différents';
const VOLONTAIRES_DIFFERENTS = 'comptes 86 et 87 différents';
const A_REMPLIR = 'budget à remplir';

/**
 * La feuille « Budget » : le plan comptable associatif, ses totaux en formules et ses deux égalités dites en toutes
 * lettres. Le budget de l’an dernier n’est jamais repris : tout est vide au départ, les totaux gardés valent zéro.
 */
export async function ajouterBudget(contexte: ContexteModele): Promise<FeuilleEcrite> {
  const feuille = creerFeuille(contexte, {
    role: 'budget',
    nom: 'Budget',
    titre: 'Budget prévisionnel de l’action, en euros',
    largeurs: LARGEURS,
    entetes: ['Compte', 'Poste (* : obligatoire)', 'Montant (€)', 'Précisions, financeur', 'À corriger'],
    codes: new Map([
      [MONTANT, COLONNE_REPONSE],
      [5, COLONNE_PRECISIONS],
    ]),
    orientation: 'portrait',
    figees: 3,
  });
  const blocs: readonly (readonly [titre: string, total: string, code: string, lignes: readonly LigneDeBudget[]])[] = [
    ['Charges', 'Total des charges', 'totalCharges', CHARGES],
    ['Produits', 'Total des produits', 'totalProduits', PRODUITS],
    ['Contributions volontaires : emplois (86)', 'Total des emplois', 'totalEmplois', EMPLOIS],
    ['Contributions volontaires : apports (87)', 'Total des apports', 'totalApports', APPORTS],
  ];
  const totaux: number[] = [];
  let ligne = LIGNE_ENTETE;
  let reproches = 0;
  for (const [titre, libelleTotal, code, lignes] of blocs) {
    ligne += 1;
    ecrireRubrique(feuille, ligne, titre, CONTROLE);
    const premiere = ligne + 1;
    for (const poste of lignes) {
      ligne += 1;
      ecrirePoste(contexte, feuille, ligne, poste);
      if (poste.obligatoire) reproches += 1;
    }
    ligne += 1;
    ecrireTotal(feuille, ligne, libelleTotal, code, `SUM(D${premiere}:D${ligne - 1})`);
    totaux.push(ligne);
  }
  const [charges = 0, produits = 0, emplois = 0, apports = 0] = totaux;
  ligne += 1;
  ecrireRubrique(feuille, ligne, 'Vérifications', CONTROLE);
  ecrireEgalite(feuille, ligne + 1, 'Écart : produits − charges (doit être nul)', [produits, charges], {
    reproche: DIFFERENTS,
    vide: A_REMPLIR,
  });
  ecrireEgalite(feuille, ligne + 2, 'Écart : apports (87) − emplois (86)', [apports, emplois], {
    reproche: VOLONTAIRES_DIFFERENTS,
    vide: null,
  });
  const plage = `$F$${LIGNE_ENTETE + 1}:$F$${ligne + 2}`;
  colorerControles(feuille, plage.replaceAll('$', ''));
  // Le montant demandé et l’égalité des charges et des produits manquent dans un budget vide.
  reproches += 1;
  await finirFeuille(feuille, { formule: compterReproches(plage), reproches });
  return { feuille, nom: 'Budget', reproches };
}

function ecrirePoste(contexte: ContexteModele, feuille: Worksheet, ligne: number, poste: LigneDeBudget): void {
  const ref = `D${ligne}`;
  const siVide = poste.obligatoire ? OBLIGATOIRE : '';
  feuille.getCell(ligne, 1).value = coder(poste.code, poste.obligatoire);
  poser(feuille.getCell(ligne, 2), poste.compte, STYLES.libelle);
  poser(
    feuille.getCell(ligne, 3),
    poste.obligatoire ? `${poste.libelle}, montant demandé *` : poste.libelle,
    STYLES.libelle,
  );
  poser(feuille.getCell(ligne, MONTANT), null, styleMontant());
  const question = {
    code: poste.code,
    libelle: '',
    aide: '',
    type: 'montant',
    obligatoire: false,
    liste: null,
  } as const;
  const validation = validationDe(question, ref, contexte.donnees.anneeScolaire, contexte.plages);
  poserValidation(feuille, `${ref}:${ref}`, validation);
  poser(feuille.getCell(ligne, 5), null, styleReponse('texte'));
  const forme = `IF(ISNUMBER(${ref}),IF(${ref}>=0,${texte(OK)},${texte(MONTANT_ATTENDU)}),${texte(MONTANT_ATTENDU)})`;
  poserFormule(
    feuille.getCell(ligne, CONTROLE),
    `IF(LEN(TRIM(${ref}))=0,${texte(siVide)},${forme})`,
    siVide,
    STYLES.controle,
  );
  feuille.getRow(ligne).height = hauteurPour([[poste.libelle, LARGEURS[1]]]);
}

function ecrireTotal(feuille: Worksheet, ligne: number, libelle: string, code: string, formule: string): void {
  feuille.getCell(ligne, 1).value = code;
  for (const colonne of [2, 5, CONTROLE]) poser(feuille.getCell(ligne, colonne), null, STYLES.total);
  poser(feuille.getCell(ligne, 3), libelle, STYLES.total);
  poserFormule(feuille.getCell(ligne, MONTANT), formule, 0, STYLES.totalMontant);
  feuille.getRow(ligne).height = 22;
}

/** L’écart en euros, et le verdict en mots à côté. `vide` : le reproche d’un budget sans charge. */
function ecrireEgalite(
  feuille: Worksheet,
  ligne: number,
  libelle: string,
  [gauche, droite]: readonly [number, number],
  mots: { readonly reproche: string; readonly vide: string | null },
): void {
  for (const colonne of [2, 5]) poser(feuille.getCell(ligne, colonne), null, STYLES.total);
  poser(feuille.getCell(ligne, 3), libelle, STYLES.total);
  poserFormule(feuille.getCell(ligne, MONTANT), `ROUND(D${gauche}-D${droite},2)`, 0, STYLES.totalMontant);
  const verdict = `IF(D${ligne}=0,${texte(OK)},${texte(mots.reproche)})`;
  poserFormule(
    feuille.getCell(ligne, CONTROLE),
    mots.vide === null ? verdict : `IF(D${droite}=0,${texte(mots.vide)},${verdict})`,
    mots.vide ?? OK,
    STYLES.controle,
  );
  feuille.getRow(ligne).height = 22;
}
