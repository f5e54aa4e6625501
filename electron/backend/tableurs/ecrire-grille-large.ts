import type { Workbook, Worksheet } from 'exceljs';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { adresse } from './classeur.ts';
import { enteteImprime, piedImprime, texteSur } from './ecrire-classeur.ts';
import type { DonneesGrille, DossierDeGrille } from './ecrire-grille-donnees.ts';
import {
  COLONNE_LARGE,
  ecrireRepereGrille,
  PREFIXE_AXE,
  PREFIXE_COMMENTAIRE,
  PREFIXE_DOSSIER,
  PREFIXE_NIVEAU,
} from './ecrire-grille-format.ts';
import { ecrireNiveau, evaluerEtat, formuleArrondi, formuleEtat, noterGrille } from './ecrire-grille-formules.ts';
import {
  ecrireEmpreintes,
  lettres,
  listeNiveaux,
  STYLE_COMMENTAIRE,
  STYLE_ENTETE_VERTICAL,
  STYLE_NIVEAU,
  STYLE_NOTE_AXE,
  signalerSi,
} from './ecrire-grille-style.ts';
import { hauteurPour, ONGLET, poser, poserFormule, poserValidation, STYLES } from './ecrire-modele-style.ts';
import { mettreEnPage } from './ecrire-style.ts';

export const NOM_LARGE = 'Grille';
const LIGNE_CODES = 3;
/** Masquée : le poids de chaque critère, que les formules citent. */
const LIGNE_POIDS = 4;
const LIGNE_AXES = 5;
const LIGNE_ENTETE = 6;
const FIGEES = 4;
const LARGEURS = { numero: 11, structure: 32, commune: 20, niveau: 6, note: 7.5, etat: 25, commentaire: 30 };
const PREMIER_NIVEAU = 5;

/** Où est chaque colonne, d’après la charte. */
interface Plan {
  readonly criteres: Charte['axes'][number]['criteres'];
  readonly axes: readonly {
    readonly debut: number;
    readonly fin: number;
    readonly note: number;
    readonly exacte: number;
  }[];
  readonly note: number;
  readonly etat: number;
  readonly general: number;
  readonly premierCommentaire: number;
  readonly empreintes: number;
}

function planifier(charte: Charte): Plan {
  const criteres = charte.axes.flatMap((axe) => axe.criteres);
  const note = PREMIER_NIVEAU + criteres.length;
  const etat = note + 1 + charte.axes.length;
  const empreintes = etat + 2 + criteres.length;
  let debut = PREMIER_NIVEAU;
  const axes = charte.axes.map((axe, rang) => {
    const place = {
      debut,
      fin: debut + axe.criteres.length - 1,
      note: note + 1 + rang,
      exacte: empreintes + 1 + rang,
    };
    debut = place.fin + 1;
    return place;
  });
  return {
    criteres,
    axes,
    note,
    etat,
    general: etat + 1,
    premierCommentaire: etat + 2,
    empreintes,
  };
}

/** Tous les dossiers sur une feuille : une ligne par dossier, une colonne par critère, ses commentaires plus à droite. */
export async function ajouterLarge(classeur: Workbook, donnees: DonneesGrille): Promise<void> {
  const { charte, dossiers } = donnees;
  const plan = planifier(charte);
  const feuille = classeur.addWorksheet(NOM_LARGE, {
    properties: { tabColor: ONGLET.reponse },
    views: [
      {
        state: 'frozen',
        xSplit: FIGEES,
        ySplit: LIGNE_ENTETE,
        showGridLines: false,
        activeCell: adresse(PREMIER_NIVEAU - 1, LIGNE_ENTETE + 1),
      },
    ],
  });
  ecrireTetes(feuille, donnees, plan);
  dossiers.forEach((dossier, rang) => {
    ecrireLigne(feuille, LIGNE_ENTETE + 1 + rang, charte, dossier, plan);
  });
  if (dossiers.length > 0) poserRegles(feuille, plan, LIGNE_ENTETE + dossiers.length);
  mettreEnPage(feuille, {
    orientation: 'landscape',
    pages: 1,
    entete: enteteImprime({
      gauche: donnees.identite.nom,
      titre: `Clas ${donnees.anneeScolaire} – grille de lecture`,
      suite: '',
      droite: donnees.agent?.nom ?? '',
    }),
    pied: piedImprime(`${charte.nom}, version ${charte.version}`),
  });
  feuille.pageSetup.printTitlesRow = `${LIGNE_AXES}:${LIGNE_ENTETE}`;
  // exceljs met un seul « $ », devant la colonne. Les commentaires, trop larges pour une page, se lisent à l’écran.
  feuille.pageSetup.printArea = `B$1:${lettres(plan.general)}$${LIGNE_ENTETE + dossiers.length}`;
  await feuille.protect('', { selectLockedCells: true, formatRows: true, formatColumns: true });
}

function ecrireTetes(feuille: Worksheet, donnees: DonneesGrille, plan: Plan): void {
  const { charte } = donnees;
  poser(feuille.getCell(1, 2), `Grille de lecture Clas ${donnees.anneeScolaire}`, STYLES.titre);
  poser(
    feuille.getCell(2, 2),
    '0, 1, 2, 3 ou SO ; à 0 et à 3, le commentaire du critère est obligatoire, dans les colonnes de droite.',
    STYLES.phrase,
  );
  feuille.getRow(1).height = 28;
  feuille.getCell(LIGNE_CODES, 1).value = ecrireRepereGrille('large');
  const colonne = (numero: number, code: string | null, titre: string, largeur: number, vertical = false) => {
    if (code !== null) feuille.getCell(LIGNE_CODES, numero).value = texteSur(code);
    poser(feuille.getCell(LIGNE_AXES, numero), null, STYLES.entete);
    poser(feuille.getCell(LIGNE_ENTETE, numero), titre, vertical ? STYLE_ENTETE_VERTICAL : STYLES.entete);
    feuille.getColumn(numero).width = largeur;
  };
  colonne(2, COLONNE_LARGE.numero, 'Numéro', LARGEURS.numero);
  colonne(3, COLONNE_LARGE.structure, 'Structure', LARGEURS.structure);
  colonne(4, COLONNE_LARGE.commune, 'Commune', LARGEURS.commune);
  plan.criteres.forEach((critere, rang) => {
    const titre = `${critere.code}  ${critere.libelle} (poids ${critere.poids})`;
    colonne(PREMIER_NIVEAU + rang, `${PREFIXE_NIVEAU}${critere.code}`, titre, LARGEURS.niveau, true);
    feuille.getCell(LIGNE_POIDS, PREMIER_NIVEAU + rang).value = critere.poids;
    const commentaire = plan.premierCommentaire + rang;
    colonne(commentaire, `${PREFIXE_COMMENTAIRE}${critere.code}`, `${critere.code}  commentaire`, LARGEURS.commentaire);
  });
  colonne(plan.note, null, 'Note sur 100', LARGEURS.note, true);
  charte.axes.forEach((axe, rang) => {
    const place = plan.axes[rang];
    if (place === undefined) return;
    colonne(place.note, `${PREFIXE_AXE}${axe.code}`, `${axe.libelle}, seuil ${axe.seuil}`, LARGEURS.note, true);
    if (place.fin > place.debut) feuille.mergeCells(LIGNE_AXES, place.debut, LIGNE_AXES, place.fin);
    poser(feuille.getCell(LIGNE_AXES, place.debut), `${axe.libelle} (${axe.poids})`, {
      ...STYLES.entete,
      alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
    });
  });
  colonne(plan.etat, null, 'À faire', LARGEURS.etat);
  colonne(plan.general, COLONNE_LARGE.general, 'Commentaire général', LARGEURS.commentaire * 1.5);
  feuille.getCell(LIGNE_CODES, plan.empreintes).value = COLONNE_LARGE.empreintes;
  for (const numero of [1, plan.empreintes, ...plan.axes.map((a) => a.exacte)]) feuille.getColumn(numero).hidden = true;
  for (const ligne of [LIGNE_CODES, LIGNE_POIDS]) feuille.getRow(ligne).hidden = true;
  feuille.getRow(LIGNE_AXES).height = 30;
  feuille.getRow(LIGNE_ENTETE).height = 240;
}

function ecrireLigne(feuille: Worksheet, ligne: number, charte: Charte, dossier: DossierDeGrille, plan: Plan): void {
  const note = noterGrille(charte, dossier.cotations);
  const cotations = new Map(dossier.cotations.map((c) => [c.critere, c]));
  feuille.getCell(ligne, 1).value = `${PREFIXE_DOSSIER}${dossier.id}`;
  poser(feuille.getCell(ligne, 2), dossier.numero, STYLES.libelle);
  poser(feuille.getCell(ligne, 3), dossier.structure, STYLES.libelle);
  poser(feuille.getCell(ligne, 4), dossier.commune, STYLES.libelle);
  const textes: (readonly [string, number])[] = [[dossier.structure, LARGEURS.structure]];
  plan.criteres.forEach((critere, rang) => {
    const cotation = cotations.get(critere.code);
    poser(feuille.getCell(ligne, PREMIER_NIVEAU + rang), ecrireNiveau(cotation?.niveau ?? null), STYLE_NIVEAU);
    const cellule = feuille.getCell(ligne, plan.premierCommentaire + rang);
    poser(cellule, cotation?.commentaire || null, STYLE_COMMENTAIRE);
    textes.push([cotation?.commentaire ?? '', LARGEURS.commentaire]);
  });
  poser(feuille.getCell(ligne, plan.general), dossier.commentaire || null, STYLE_COMMENTAIRE);
  textes.push([dossier.commentaire, LARGEURS.commentaire * 1.5]);
  plan.axes.forEach((place, rang) => {
    const exacte = `${lettres(place.exacte)}${ligne}`;
    const axe = note.axes[rang];
    feuille.getCell(ligne, place.exacte).value = { formula: formuleAxe(place, ligne), result: axe?.exacte ?? '' };
    poserFormule(
      feuille.getCell(ligne, place.note),
      `IF(ISNUMBER(${exacte}),${formuleArrondi(exacte)},"")`,
      axe?.affichee ?? '',
      STYLE_NOTE_AXE,
    );
  });
  const exactes = plan.axes.map((place, rang) => ({
    ref: `${lettres(place.exacte)}${ligne}`,
    poids: charte.axes[rang]?.poids ?? 0,
  }));
  const poids = exactes.map((e) => `IF(ISNUMBER(${e.ref}),${e.poids},0)`).join('+');
  const points = exactes.map((e) => `IF(ISNUMBER(${e.ref}),${e.poids}*${e.ref},0)`).join('+');
  poserFormule(
    feuille.getCell(ligne, plan.note),
    `IF((${poids})=0,"",${formuleArrondi(`(${points})/(${poids})`)})`,
    note.affichee,
    { ...STYLE_NOTE_AXE, font: { ...STYLES.rubrique.font, size: 12 } },
  );
  const lus = plage(plan, ligne, PREMIER_NIVEAU);
  const dits = plage(plan, ligne, plan.premierCommentaire);
  poserFormule(
    feuille.getCell(ligne, plan.etat),
    formuleEtat(
      `(${plan.criteres.length}-SUMPRODUCT(${niveau(lus, '0')}+${niveau(lus, '1')}+${niveau(lus, '2')}+${niveau(lus, '3')}+${sansObjet(lus)}))`,
      `SUMPRODUCT((${niveau(lus, '0')}+${niveau(lus, '3')})*(LEN(TRIM(${dits}))=0))`,
    ),
    evaluerEtat(note.manquants, note.commentaires),
    STYLES.controle,
  );
  feuille.getCell(ligne, plan.empreintes).value = ecrireEmpreintes({
    [COLONNE_LARGE.numero]: texteSur(dossier.numero),
    [COLONNE_LARGE.structure]: texteSur(dossier.structure),
    [COLONNE_LARGE.commune]: texteSur(dossier.commune),
  });
  feuille.getRow(ligne).height = Math.max(24, hauteurPour(textes));
}

function plage(plan: Plan, ligne: number, debut: number): string {
  return `${lettres(debut)}${ligne}:${lettres(debut + plan.criteres.length - 1)}${ligne}`;
}

function niveau(plage: string, ecrit: string): string {
  return `(TRIM(${plage})="${ecrit}")`;
}

function sansObjet(plage: string): string {
  const net = `UPPER(TRIM(${plage}))`;
  return `(${net}="SO")+(${net}="S.O.")+(${net}="SANS OBJET")`;
}

/** La note exacte d’un axe, ou un texte vide si aucun critère n’est chiffré. */
function formuleAxe({ debut, fin }: { debut: number; fin: number }, ligne: number): string {
  const lus = `${lettres(debut)}${ligne}:${lettres(fin)}${ligne}`;
  const poidsDesCriteres = `$${lettres(debut)}$${LIGNE_POIDS}:$${lettres(fin)}$${LIGNE_POIDS}`;
  const chiffres = ['0', '1', '2', '3'].map((ecrit) => niveau(lus, ecrit)).join('+');
  const poids = `SUMPRODUCT(${poidsDesCriteres}*(${chiffres}))`;
  const points = `SUMPRODUCT(${poidsDesCriteres}*(${niveau(lus, '1')}+2*${niveau(lus, '2')}+3*${niveau(lus, '3')}))`;
  return `IF(${poids}=0,"",100*${points}/(3*${poids}))`;
}

/** Listes, bulles et rouges, une règle par colonne. */
function poserRegles(feuille: Worksheet, plan: Plan, derniere: number): void {
  const premiere = LIGNE_ENTETE + 1;
  plan.criteres.forEach((critere, rang) => {
    const lettre = lettres(PREMIER_NIVEAU + rang);
    const bulle = { titre: critere.code, texte: critere.niveaux.map((texte, n) => `${n} – ${texte}`).join('\n') };
    poserValidation(feuille, `${lettre}${premiere}:${lettre}${derniere}`, listeNiveaux(bulle));
  });
  const debut = `${lettres(PREMIER_NIVEAU)}${premiere}`;
  const net = `UPPER(TRIM(${debut}))`;
  const connus = ['', '0', '1', '2', '3', 'SO', 'S.O.', 'SANS OBJET'].map((mot) => `${net}="${mot}"`).join(',');
  const finNiveaux = lettres(PREMIER_NIVEAU + plan.criteres.length - 1);
  signalerSi(feuille, `${debut}:${finNiveaux}${derniere}`, `NOT(OR(${connus}))`);
  const commentaire = `${lettres(plan.premierCommentaire)}${premiere}`;
  const finCommentaires = lettres(plan.premierCommentaire + plan.criteres.length - 1);
  signalerSi(
    feuille,
    `${commentaire}:${finCommentaires}${derniere}`,
    `AND(OR(TRIM(${debut})="0",TRIM(${debut})="3"),LEN(TRIM(${commentaire}))=0)`,
  );
}
