import type { Worksheet } from 'exceljs';
import type { Axe, Charte, Critere } from '../../../shared/domaine/charte.ts';
import { LIBELLES_REPONSE } from '../../../shared/domaine/libelles.ts';
import { texteSur } from './ecrire-classeur.ts';
import { COL, type Curseur, LARGEURS_DOSSIER } from './ecrire-grille-colonnes.ts';
import type { ConditionDeGrille, CotationDeGrille, DossierDeGrille } from './ecrire-grille-donnees.ts';
import {
  COLONNE,
  CONSTATS_PROPOSES,
  LIGNE_COMMENTAIRE,
  PREFIXE_AXE,
  PREFIXE_CONDITION,
  PREFIXE_CRITERE,
} from './ecrire-grille-format.ts';
import {
  COMMENTAIRE_ATTENDU,
  COMMENTAIRE_OBLIGATOIRE,
  CONSTAT_ATTENDU,
  ecrireNiveau,
  evaluerAFaire,
  formuleAFaire,
  formuleArrondi,
  formuleNiveauLu,
  type NoteDeGrille,
  OK,
} from './ecrire-grille-formules.ts';
import {
  colorerAFaire,
  ecrireEmpreintes,
  hauteurSerree,
  LISTE_CONSTATS,
  listeNiveaux,
  STYLE_AIDE_HAUT,
  STYLE_COMMENTAIRE,
  STYLE_CONSTAT,
  STYLE_LIBELLE_HAUT,
  STYLE_NIVEAU,
  STYLE_NOTE_AXE,
  STYLE_TEXTE_HAUT,
  signalerSi,
} from './ecrire-grille-style.ts';
import { texte } from './ecrire-modele-controles.ts';
import { ecrireRubrique } from './ecrire-modele-feuille.ts';
import { hauteurPour, poser, poserFormule, poserValidation, STYLES } from './ecrire-modele-style.ts';

function ecrireEntetes(feuille: Worksheet, curseur: Curseur, entetes: readonly string[]): void {
  curseur.ligne += 1;
  entetes.forEach((entete, rang) => {
    poser(feuille.getCell(curseur.ligne, COL.libelle + rang), entete, STYLES.entete);
  });
  feuille.getRow(curseur.ligne).height = 22;
}

/** Les conditions : ce que le logiciel propose et pourquoi, ce que l’agent constate. */
export function ecrireConditions(feuille: Worksheet, dossier: DossierDeGrille, curseur: Curseur): void {
  ecrireEntetes(feuille, curseur, [
    'Condition',
    'Proposé par le logiciel',
    'À savoir',
    'Constat',
    'Commentaire',
    'À faire',
  ]);
  const premiere = curseur.ligne + 1;
  for (const condition of dossier.conditions) ecrireCondition(feuille, curseur, condition);
  if (dossier.conditions.length > 0) colorerAFaire(feuille, `G${premiere}:G${curseur.ligne}`);
}

function ecrireCondition(feuille: Worksheet, curseur: Curseur, condition: ConditionDeGrille): void {
  curseur.ligne += 1;
  const { ligne } = curseur;
  const libelle = condition.eliminatoire ? `${condition.libelle}\n(éliminatoire)` : condition.libelle;
  const propose = `${LIBELLES_REPONSE[condition.proposition]} : ${condition.preuve}`;
  const { constat } = condition;
  feuille.getCell(ligne, 1).value = `${PREFIXE_CONDITION}${condition.code}`;
  poser(feuille.getCell(ligne, COL.libelle), libelle, STYLE_LIBELLE_HAUT);
  poser(feuille.getCell(ligne, COL.detail), propose, STYLE_TEXTE_HAUT);
  poser(feuille.getCell(ligne, COL.preuve), condition.aide, STYLE_AIDE_HAUT);
  poser(
    feuille.getCell(ligne, COL.reponse),
    constat === null ? null : CONSTATS_PROPOSES[constat.reponse],
    STYLE_CONSTAT,
  );
  poser(feuille.getCell(ligne, COL.commentaire), constat?.commentaire || null, STYLE_COMMENTAIRE);
  const dit = `LOWER(TRIM(E${ligne}))`;
  const connus = Object.values(CONSTATS_PROPOSES).map((mot) => `${dit}=${texte(mot)}`);
  const differe = `AND(${dit}<>${texte(CONSTATS_PROPOSES[condition.proposition])},LEN(TRIM(F${ligne}))=0)`;
  poserFormule(
    feuille.getCell(ligne, COL.controle),
    `IF(LEN(${dit})=0,"",IF(OR(${connus.join(',')}),IF(${differe},${texte(COMMENTAIRE_ATTENDU)},${texte(OK)}),${texte(CONSTAT_ATTENDU)}))`,
    evaluerConstat(condition),
    STYLES.controle,
  );
  poserValidation(feuille, `E${ligne}:E${ligne}`, LISTE_CONSTATS);
  feuille.getCell(ligne, COL.empreintes).value = ecrireEmpreintes({
    [COLONNE.libelle]: texteSur(libelle),
    [COLONNE.detail]: texteSur(propose),
    [COLONNE.preuve]: texteSur(condition.aide),
  });
  feuille.getRow(ligne).height = hauteurSerree([
    [libelle, LARGEURS_DOSSIER.libelle * 0.95],
    [propose, LARGEURS_DOSSIER.detail],
    [condition.aide, LARGEURS_DOSSIER.preuve * 1.08],
    [constat?.commentaire ?? '', LARGEURS_DOSSIER.commentaire],
  ]);
}

function evaluerConstat({ constat, proposition }: ConditionDeGrille): string {
  if (constat === null) return '';
  return constat.reponse !== proposition && constat.commentaire.trim() === '' ? COMMENTAIRE_ATTENDU : OK;
}

/** Où sont les calculs : la ligne de chaque axe, le nombre de critères à coter et de commentaires à écrire. */
export interface CriteresEcrits {
  readonly axes: readonly number[];
  readonly manquants: string;
  readonly commentaires: string;
}

/** La grille : un bandeau et une note par axe, une ligne par critère avec ses niveaux et ses preuves. */
export function ecrireCriteres(
  feuille: Worksheet,
  charte: Charte,
  dossier: DossierDeGrille,
  note: NoteDeGrille,
  curseur: Curseur,
): CriteresEcrits {
  ecrireEntetes(feuille, curseur, [
    'Critère',
    'Niveaux',
    'Réponses qui l’appuient',
    'Niveau',
    'Commentaire',
    'À faire',
  ]);
  const axes: number[] = [];
  const plages: (readonly [number, number])[] = [];
  for (const [rang, axe] of charte.axes.entries()) {
    curseur.ligne += 1;
    const ligneAxe = curseur.ligne;
    axes.push(ligneAxe);
    for (const critere of axe.criteres) {
      const cotation = dossier.cotations.find((c) => c.critere === critere.code);
      ecrireCritere(feuille, curseur, critere, { dossier, cotation });
    }
    plages.push([ligneAxe + 1, curseur.ligne]);
    ecrireAxe(feuille, ligneAxe, curseur.ligne, axe, note.axes[rang]);
    signalerLigne(feuille, ligneAxe + 1, curseur.ligne);
  }
  const compter = (colonne: string, test: (plage: string) => string) =>
    plages.map(([debut, fin]) => test(`${colonne}${debut}:${colonne}${fin}`)).join('+');
  return {
    axes,
    // Ce qui n’est pas un niveau reste à coter.
    manquants: `(${compter('H', (p) => `SUMPRODUCT((${p}="")+(${p}="?"))`)})`,
    commentaires: `(${compter('G', (p) => `COUNTIF(${p},${texte(COMMENTAIRE_OBLIGATOIRE)})`)})`,
  };
}

function signalerLigne(feuille: Worksheet, debut: number, fin: number): void {
  colorerAFaire(feuille, `G${debut}:G${fin}`);
  signalerSi(feuille, `E${debut}:E${fin}`, `$H${debut}="?"`);
  signalerSi(
    feuille,
    `F${debut}:F${fin}`,
    `AND(ISNUMBER($H${debut}),OR($H${debut}=0,$H${debut}=3),LEN(TRIM($F${debut}))=0)`,
  );
}

function ecrireAxe(
  feuille: Worksheet,
  ligne: number,
  fin: number,
  axe: Axe,
  note: NoteDeGrille['axes'][number] | undefined,
): void {
  const [poids, points] = [`I${ligne + 1}:I${fin}`, `J${ligne + 1}:J${fin}`];
  ecrireRubrique(feuille, ligne, `${axe.libelle}, poids ${axe.poids}, seuil ${axe.seuil}`, COL.controle);
  feuille.getCell(ligne, 1).value = `${PREFIXE_AXE}${axe.code}`;
  const exacte = note?.exacte ?? '';
  // La note exacte est en H, son poids en I, leur produit en J : la note du dossier n’arrondit qu’à la fin.
  feuille.getCell(ligne, COL.lu).value = {
    formula: `IF(SUM(${poids})=0,"",100*SUM(${points})/(3*SUM(${poids})))`,
    result: exacte,
  };
  feuille.getCell(ligne, COL.poids).value = {
    formula: `IF(ISNUMBER(H${ligne}),${axe.poids},0)`,
    result: exacte === '' ? 0 : axe.poids,
  };
  feuille.getCell(ligne, COL.points).value = {
    formula: `IF(ISNUMBER(H${ligne}),${axe.poids}*H${ligne},0)`,
    result: exacte === '' ? 0 : axe.poids * exacte,
  };
  poserFormule(
    feuille.getCell(ligne, COL.reponse),
    `IF(ISNUMBER(H${ligne}),${formuleArrondi(`H${ligne}`)},"")`,
    note?.affichee ?? '',
    STYLE_NOTE_AXE,
  );
  poser(feuille.getCell(ligne, COL.commentaire), 'note de l’axe sur 100', STYLES.rubrique);
  poserFormule(
    feuille.getCell(ligne, COL.controle),
    `IF(ISNUMBER(H${ligne}),IF(ROUND(H${ligne},9)<${axe.seuil},"sous le seuil",""),"")`,
    note?.sousSeuil === true ? 'sous le seuil' : '',
    STYLES.rubrique,
  );
}

function ecrireCritere(
  feuille: Worksheet,
  curseur: Curseur,
  critere: Critere,
  { dossier, cotation }: { readonly dossier: DossierDeGrille; readonly cotation: CotationDeGrille | undefined },
): void {
  curseur.ligne += 1;
  const { ligne } = curseur;
  const niveau = cotation?.niveau ?? null;
  const commentaire = cotation?.commentaire ?? '';
  const libelle = `${critere.code}  ${critere.libelle}\n(poids ${critere.poids})`;
  const niveaux = critere.niveaux.map((description, n) => `${n} – ${description}`).join('\n');
  const preuves = dossier.preuves[critere.code] ?? '';
  feuille.getCell(ligne, 1).value = `${PREFIXE_CRITERE}${critere.code}`;
  poser(feuille.getCell(ligne, COL.libelle), libelle, STYLE_LIBELLE_HAUT);
  poser(feuille.getCell(ligne, COL.detail), niveaux, STYLE_TEXTE_HAUT);
  poser(feuille.getCell(ligne, COL.preuve), preuves, STYLE_AIDE_HAUT);
  poser(feuille.getCell(ligne, COL.reponse), ecrireNiveau(niveau), STYLE_NIVEAU);
  poser(feuille.getCell(ligne, COL.commentaire), commentaire || null, STYLE_COMMENTAIRE);
  poserFormule(
    feuille.getCell(ligne, COL.controle),
    formuleAFaire(`H${ligne}`, `F${ligne}`),
    evaluerAFaire(niveau, commentaire),
    STYLES.controle,
  );
  const compte = typeof niveau === 'number';
  feuille.getCell(ligne, COL.lu).value = {
    formula: formuleNiveauLu(`E${ligne}`),
    result: niveau === null ? '' : niveau === 'sans_objet' ? 'SO' : niveau,
  };
  feuille.getCell(ligne, COL.poids).value = {
    formula: `IF(ISNUMBER(H${ligne}),${critere.poids},0)`,
    result: compte ? critere.poids : 0,
  };
  feuille.getCell(ligne, COL.points).value = {
    formula: `IF(ISNUMBER(H${ligne}),${critere.poids}*H${ligne},0)`,
    result: compte ? critere.poids * niveau : 0,
  };
  poserValidation(feuille, `E${ligne}:E${ligne}`, listeNiveaux());
  feuille.getCell(ligne, COL.empreintes).value = ecrireEmpreintes({
    [COLONNE.libelle]: texteSur(libelle),
    [COLONNE.detail]: texteSur(niveaux),
    [COLONNE.preuve]: texteSur(preuves),
  });
  feuille.getRow(ligne).height = hauteurSerree([
    [libelle, LARGEURS_DOSSIER.libelle * 0.95],
    [niveaux, LARGEURS_DOSSIER.detail],
    [preuves, LARGEURS_DOSSIER.preuve * 1.22],
    [commentaire, LARGEURS_DOSSIER.commentaire],
  ]);
}

export function ecrireCommentaireGeneral(feuille: Worksheet, dossier: DossierDeGrille, curseur: Curseur): void {
  curseur.ligne += 1;
  ecrireRubrique(feuille, curseur.ligne, 'Commentaire général de la lecture', COL.controle);
  curseur.ligne += 1;
  const { ligne } = curseur;
  feuille.mergeCells(ligne, COL.detail, ligne, COL.controle);
  feuille.getCell(ligne, 1).value = LIGNE_COMMENTAIRE;
  poser(feuille.getCell(ligne, COL.libelle), 'Points forts, réserves, questions', STYLE_LIBELLE_HAUT);
  poser(feuille.getCell(ligne, COL.detail), dossier.commentaire || null, STYLE_COMMENTAIRE);
  const { detail, preuve, reponse, commentaire, controle } = LARGEURS_DOSSIER;
  feuille.getRow(ligne).height = hauteurPour(
    [[dossier.commentaire, detail + preuve + reponse + commentaire + controle]],
    true,
  );
}
