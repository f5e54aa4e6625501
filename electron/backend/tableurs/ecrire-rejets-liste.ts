import type { Worksheet } from 'exceljs';
import type { Classeur, Feuille } from './classeur.ts';
import { adresse } from './classeur.ts';
import { citerFeuille, type Flux, laisserEcrire } from './ecrire-rejets-flux.ts';
import { type AnomalieARejeter, lirePlace, ordonnerAnomalies } from './ecrire-rejets-reperes.ts';
import { ONGLETS, remplir } from './ecrire-rejets-styles.ts';
import {
  type Alignement,
  ecrireCellule,
  ecrirePhrase,
  ecrireTitre,
  FORMAT_TEXTE,
  hauteur,
  lignesDeTexte,
  mettreEnPage,
  styleCorps,
  styleEntete,
} from './ecrire-style.ts';

export const NOM_LISTE = 'À corriger';
const TITRE = 'À corriger : ';

const COLONNES: readonly { readonly libelle: string; readonly largeur: number; readonly alignement: Alignement }[] = [
  { libelle: 'N°', largeur: 6, alignement: 'right' },
  { libelle: 'Gravité', largeur: 12, alignement: 'left' },
  { libelle: 'Feuille', largeur: 20, alignement: 'left' },
  { libelle: 'Cellule', largeur: 10, alignement: 'left' },
  { libelle: 'Dossier', largeur: 14, alignement: 'left' },
  { libelle: 'Valeur reçue', largeur: 30, alignement: 'left' },
  { libelle: 'Constat, et que faire', largeur: 92, alignement: 'left' },
];
/** Rangs (depuis 0) des colonnes qui se distinguent. */
const GRAVITE = 1;
const CELLULE = 3;
const LIGNE_ENTETE = 5;
const LIEN = { name: 'Arial', family: 2, size: 8, underline: true, color: { argb: 'FF0B5394' } };
const LIGNES_DE_TEXTE_MAX = 12;
const LIGNES_PAR_ELAN = 500;

export interface Liste {
  readonly fichier: string;
  readonly anomalies: readonly AnomalieARejeter[];
  readonly classeur: Pick<Classeur, 'feuilles'>;
  /** Nom reçu → nom dans ce classeur. */
  readonly noms: ReadonlyMap<string, string>;
  readonly entete: string;
  readonly pied: string;
}

/** La liste d’un classeur des rejets qui nous revient : elle parle de l’envoi précédent. */
export function isListeDesRejets({ nom, lignes }: Feuille): boolean {
  const titre = lignes[0]?.cellules[0];
  return (
    nom.startsWith(NOM_LISTE) &&
    lignes[0]?.numero === 1 &&
    titre?.colonne === 0 &&
    titre.contenu.type === 'texte' &&
    titre.contenu.valeur.startsWith(TITRE)
  );
}

/** La feuille « À corriger » : toutes les anomalies, bloquantes d’abord, chacune avec un lien vers sa cellule. */
export async function ajouterListe(flux: Flux, nom: string, liste: Liste): Promise<void> {
  const anomalies = ordonnerAnomalies(liste.anomalies, liste.classeur.feuilles);
  const bloquantes = anomalies.filter(({ bloquante }) => bloquante).length;
  const sortie = flux.ajouterFeuille(nom, {
    views: [{ state: 'frozen', xSplit: 0, ySplit: LIGNE_ENTETE, showGridLines: false, zoomScale: 120 }],
    pageSetup: { fitToPage: true },
    properties:
      anomalies.length === 0 ? {} : { tabColor: { argb: ONGLETS[bloquantes > 0 ? 'bloquante' : 'verifier'] } },
  });
  const { feuille } = sortie;
  COLONNES.forEach(({ largeur }, rang) => {
    feuille.getColumn(rang + 1).width = largeur;
  });
  mettreEnPage(feuille, { orientation: 'landscape', pages: 1, entete: liste.entete, pied: liste.pied });
  sortie.repeter(LIGNE_ENTETE, LIGNE_ENTETE, false);
  const fin = Math.max(LIGNE_ENTETE + 1, LIGNE_ENTETE + anomalies.length);
  feuille.autoFilter = { from: { row: LIGNE_ENTETE, column: 1 }, to: { row: fin, column: COLONNES.length } };
  sortie.taireNombresEnTexte(`A1:${adresse(COLONNES.length - 1, fin)}`);
  ecrirePresentation(feuille, liste.fichier, bloquantes, anomalies.length - bloquantes);
  const liens = new Map<string, string>();
  sortie.lier(liens);
  for (const [rang, anomalie] of anomalies.entries()) {
    const ligne = LIGNE_ENTETE + 1 + rang;
    const cible = viser(anomalie, liste.noms);
    if (cible !== null) liens.set(adresse(CELLULE, ligne), cible);
    ecrireAnomalie(feuille, ligne, rang + 1, anomalie, cible !== null);
    if (rang % LIGNES_PAR_ELAN === 0) await laisserEcrire();
  }
  feuille.commit();
  await laisserEcrire();
}

function ecrirePresentation(feuille: Worksheet, fichier: string, bloquantes: number, aVerifier: number): void {
  ecrireTitre(feuille, 1, `${TITRE}${fichier}`);
  ecrirePhrase(feuille, 2, compter(bloquantes, aVerifier));
  ecrirePhrase(
    feuille,
    3,
    'Les feuilles suivantes sont celles que nous avons reçues : les cellules en cause y sont colorées et commentées. Cliquez sur une adresse pour y aller.',
  );
  ecrirePhrase(
    feuille,
    4,
    'Corrigez dans ces feuilles, sans déplacer ni renommer lignes, colonnes et feuilles, enregistrez, puis renvoyez le classeur entier.',
  );
  const entetes = feuille.getRow(LIGNE_ENTETE);
  COLONNES.forEach(({ libelle, alignement }, rang) => {
    ecrireCellule(entetes.getCell(rang + 1), libelle, styleEntete(alignement));
  });
  entetes.height = hauteur(1) + 3;
  entetes.commit();
}

function compter(bloquantes: number, aVerifier: number): string {
  const dire = (nombre: number, un: string, plusieurs: string, effet: string) =>
    nombre === 0 ? [] : [`${nombre} ${nombre > 1 ? plusieurs : un} (${effet})`];
  const comptes = [
    ...dire(
      bloquantes,
      'point bloquant',
      'points bloquants',
      'la ligne ou le dossier est laissé de côté tant que ce n’est pas corrigé',
    ),
    ...dire(aVerifier, 'point à vérifier', 'points à vérifier', 'la valeur reste à confirmer ou à compléter'),
  ];
  return comptes.length === 0 ? 'Rien à corriger : aucune anomalie dans ce fichier.' : `${comptes.join(', ')}.`;
}

function ecrireAnomalie(
  feuille: Worksheet,
  ligne: number,
  numero: number,
  anomalie: AnomalieARejeter,
  aUnLien: boolean,
): void {
  const rangee = feuille.getRow(ligne);
  const valeurs = [
    numero,
    direGravite(anomalie.bloquante),
    anomalie.feuille,
    anomalie.cellule,
    anomalie.numeroDossier,
    anomalie.valeur === '' ? null : anomalie.valeur,
    anomalie.message,
  ];
  let lignes = 1;
  COLONNES.forEach(({ alignement, largeur }, rang) => {
    const valeur = valeurs[rang] ?? null;
    const isTexte = typeof valeur === 'string';
    const style = styleCorps({ alignement, libre: isTexte, ...(rang > 0 ? { format: FORMAT_TEXTE } : {}) });
    ecrireCellule(rangee.getCell(rang + 1), valeur, {
      ...style,
      alignment: { ...style.alignment, vertical: 'top' },
      ...(rang === GRAVITE ? { fill: remplir(anomalie.bloquante ? 'bloquante' : 'verifier') } : {}),
      ...(rang === CELLULE && aUnLien ? { font: LIEN } : {}),
    });
    if (isTexte) lignes = Math.max(lignes, lignesDeTexte(valeur, largeur));
  });
  rangee.height = hauteur(Math.min(lignes, LIGNES_DE_TEXTE_MAX));
  rangee.commit();
}

function direGravite(isBloquante: boolean): string {
  return isBloquante ? 'Bloquant' : 'À vérifier';
}

/** L’adresse complète de la cellule en cause dans ce classeur ; null si elle n’en désigne aucune. */
function viser({ feuille, cellule }: AnomalieARejeter, noms: Liste['noms']): string | null {
  const nom = noms.get(feuille ?? '');
  const place = lirePlace(cellule);
  return nom === undefined || place === null ? null : `${citerFeuille(nom)}!${adresse(place.colonne, place.ligne)}`;
}
