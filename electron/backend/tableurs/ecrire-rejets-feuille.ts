import type { Comment } from 'exceljs';
import type { Feuille, Ligne } from './classeur.ts';
import { adresse } from './classeur.ts';
import { texteSur } from './ecrire-classeur.ts';
import { type FeuilleEnFlux, type Flux, laisserEcrire } from './ecrire-rejets-flux.ts';
import { ancrerCommentaire, mesurerColonnes, mesurerLigne, trouverEntete } from './ecrire-rejets-mesures.ts';
import type { Repere, Reperes } from './ecrire-rejets-reperes.ts';
import { convertir, creerStyles, ONGLETS, type Teinte } from './ecrire-rejets-styles.ts';
import { hauteur, mettreEnPage } from './ecrire-style.ts';

/** Cellules écrites avant de laisser l’archive avancer. */
const CELLULES_PAR_ELAN = 20_000;
/** Un en-tête plus bas laisserait trop peu de lignes à faire défiler. */
const ENTETE_FIGE_MAX = 12;
/** En caractères : ce qui tient sur une page A4 en paysage à une taille lisible. */
const LARGEUR_DE_PAGE = 200;
/** Au-delà, la première colonne (le numéro du dossier, presque toujours) reste en vue, si elle n’est pas trop large. */
const COLONNES_SANS_FIGER = 8;
const LARGEUR_FIGEE_MAX = 30;
const POLICE_COMMENTAIRE = { name: 'Arial', size: 9 };
const MOTS: Readonly<Record<Teinte, string>> = { bloquante: 'Bloquant', verifier: 'À vérifier' };

export interface FeuilleRecue {
  readonly recue: Feuille;
  /** Nom accepté par Excel, propre dans le classeur. */
  readonly nom: string;
  readonly reperes: Reperes;
  readonly entete: string;
  readonly pied: string;
}

/** La feuille reçue, chaque cellule à sa place et telle quelle ; celles en cause sont colorées et commentées. */
export async function ajouterFeuilleRecue(flux: Flux, donnees: FeuilleRecue): Promise<void> {
  const { recue, nom, reperes } = donnees;
  const entete = trouverEntete(recue);
  const largeurs = mesurerColonnes(recue, entete, reperes);
  const lignes = avecLignesEnCause(recue.lignes, reperes);
  const hauteurs = new Map(
    lignes.map((ligne) => [ligne.numero, mesurerLigne(ligne, largeurs, ligne.numero === entete)]),
  );
  const isFigee = entete !== null && entete <= ENTETE_FIGE_MAX;
  const aGauche = largeurs.length > COLONNES_SANS_FIGER && (largeurs[0] ?? 0) <= LARGEUR_FIGEE_MAX ? 1 : 0;
  const sortie = flux.ajouterFeuille(nom, {
    // Une feuille masquée ne cache pas ce qu’il y a à corriger.
    state: recue.masquee && reperes.size === 0 ? 'hidden' : 'visible',
    views: [isFigee ? { state: 'frozen', xSplit: aGauche, ySplit: entete, zoomScale: 120 } : { zoomScale: 120 }],
    pageSetup: { fitToPage: true },
    properties: couleurOnglet(reperes),
  });
  const { feuille } = sortie;
  largeurs.forEach((largeur, rang) => {
    feuille.getColumn(rang + 1).width = largeur;
  });
  mettreEnPage(feuille, {
    orientation: 'landscape',
    pages: Math.max(1, Math.ceil(largeurs.reduce((somme, largeur) => somme + largeur, 0) / LARGEUR_DE_PAGE)),
    entete: donnees.entete,
    pied: donnees.pied,
  });
  if (isFigee) sortie.repeter(entete, entete, aGauche > 0);
  sortie.placerCommentaires((ligne, colonne) => {
    const repere = reperes.get(ligne)?.get(colonne) ?? { bloquante: false, anomalies: [] };
    return ancrerCommentaire({ ligne, colonne }, repere, largeurs, hauteurs);
  });
  const derniere = lignes.at(-1);
  if (derniere !== undefined && largeurs.length > 0) {
    sortie.taireNombresEnTexte(`A1:${adresse(largeurs.length - 1, derniere.numero)}`);
  }
  await ecrireLignes(sortie, lignes, { reperes, hauteurs, entete });
  feuille.commit();
  await laisserEcrire();
}

/** Les lignes reçues, et celles, vides dans le fichier, où une valeur manque. */
function avecLignesEnCause(lignes: readonly Ligne[], reperes: Reperes): readonly Ligne[] {
  const connues = new Set(lignes.map(({ numero }) => numero));
  const vides = [...reperes.keys()].filter((numero) => !connues.has(numero));
  if (vides.length === 0) return lignes;
  return [...lignes, ...vides.map((numero): Ligne => ({ numero, cellules: [] }))].toSorted(
    (a, b) => a.numero - b.numero,
  );
}

async function ecrireLignes(
  { feuille, sauter }: FeuilleEnFlux,
  lignes: readonly Ligne[],
  contexte: {
    readonly reperes: Reperes;
    readonly hauteurs: ReadonlyMap<number, number>;
    readonly entete: number | null;
  },
): Promise<void> {
  const styler = creerStyles();
  let ecrites = 0;
  for (const { numero, cellules } of lignes) {
    sauter(numero);
    const rangee = feuille.getRow(numero);
    const reperes = contexte.reperes.get(numero);
    const isEntete = numero === contexte.entete;
    rangee.height = contexte.hauteurs.get(numero) ?? hauteur(1);
    for (const { colonne, contenu } of cellules) {
      const { valeur, genre } = convertir(contenu);
      const cellule = rangee.getCell(colonne + 1);
      cellule.value = valeur;
      cellule.style = styler(genre, teinteDe(reperes?.get(colonne)), isEntete);
    }
    for (const [colonne, repere] of reperes ?? []) {
      const cellule = rangee.getCell(colonne + 1);
      // Une cellule vide en cause n’a pas encore de style ; le format texte attend la correction sans l’abîmer.
      if (cellule.value === null) cellule.style = styler('texte', teinteDe(repere), isEntete);
      cellule.note = commenter(repere);
    }
    rangee.commit();
    ecrites += cellules.length;
    if (ecrites >= CELLULES_PAR_ELAN) {
      ecrites = 0;
      await laisserEcrire();
    }
  }
}

function teinteDe(repere: Repere | undefined): Teinte | null {
  if (repere === undefined) return null;
  return repere.bloquante ? 'bloquante' : 'verifier';
}

function couleurOnglet(reperes: Reperes): { tabColor?: { argb: string } } {
  const tous = [...reperes.values()].flatMap((colonnes) => [...colonnes.values()]);
  if (tous.length === 0) return {};
  return { tabColor: { argb: ONGLETS[tous.some(({ bloquante }) => bloquante) ? 'bloquante' : 'verifier'] } };
}

/** Un paragraphe par anomalie, la gravité en gras : la couleur seule ne dit rien à qui ne la voit pas. */
function commenter({ anomalies }: Repere): Comment {
  return {
    texts: anomalies.flatMap(({ bloquante, message }, rang) => [
      {
        font: { ...POLICE_COMMENTAIRE, bold: true },
        text: `${rang === 0 ? '' : '\n'}${MOTS[bloquante ? 'bloquante' : 'verifier']}`,
      },
      { font: POLICE_COMMENTAIRE, text: `\n${texteSur(message)}` },
    ]),
    margins: { insetmode: 'custom', inset: [0.15, 0.1, 0.15, 0.1] },
    editAs: 'absolute',
  };
}
