import type { Workbook, Worksheet } from 'exceljs';
import type { LigneEcheancier } from '../../../../shared/contract/paiements.ts';
import { comparerFrancais } from '../../../../shared/domaine/libelles.ts';
import { adresse } from '../classeur.ts';
import { euros } from '../ecrire-classeur.ts';
import {
  ecrireCellule,
  ecrireFormule,
  ecrireTitre,
  FORMAT_ENTIER,
  FORMAT_MONTANT,
  FORMAT_TEXTE,
  hauteur,
  lignesDeTexte,
  mettreEnPage,
  styleCorps,
  styleEntete,
  styleTotal,
} from '../ecrire-style.ts';
import { type CleColonne, LIBELLES_STATUT, type LigneComptee, nature } from './colonnes.ts';
import type { Impression } from './feuille-echeancier.ts';
import { type Critere, compterRemplies, compterSi, sommerSi } from './formules.ts';
import { type Totaux, totaliser } from './totaux.ts';

const RECAPITULATIF = 'Récapitulatif';
const LARGEUR_LIBELLE = 40;

interface Mesure {
  readonly champ: keyof Totaux;
  readonly entete: string;
  readonly largeur: number;
  /** Colonne additionnée ; null : on compte les lignes. */
  readonly colonne: CleColonne | null;
  readonly statut?: LigneEcheancier['statut'];
  /** Compte une fois par dossier : sans objet par nature d’échéance. */
  readonly parDossier?: boolean;
}

const MESURES: readonly Mesure[] = [
  { champ: 'lignes', entete: 'lignes', largeur: 7.5, colonne: null },
  {
    champ: 'droitPrevisionnel',
    entete: 'droit prévisionnel',
    largeur: 13,
    colonne: 'droitPrevisionnel',
    parDossier: true,
  },
  { champ: 'droitReel', entete: 'droit réel', largeur: 12.5, colonne: 'droitReel', parDossier: true },
  { champ: 'montant', entete: 'montant', largeur: 12.5, colonne: 'montant' },
  { champ: 'aPayer', entete: 'dont à payer', largeur: 12.5, colonne: 'montant', statut: 'payable' },
  { champ: 'bloque', entete: 'dont bloqué', largeur: 12.5, colonne: 'montant', statut: 'bloquee' },
  { champ: 'auLot', entete: 'dont au lot', largeur: 12.5, colonne: 'montant', statut: 'au_lot' },
  { champ: 'paye', entete: 'dont payé', largeur: 12.5, colonne: 'montant', statut: 'payee' },
  { champ: 'cumulVerse', entete: 'cumul versé', largeur: 12.5, colonne: 'cumulVerse', parDossier: true },
  { champ: 'resteAVerser', entete: 'reste à verser', largeur: 12.5, colonne: 'resteAVerser', parDossier: true },
  { champ: 'indu', entete: 'indu', largeur: 11, colonne: 'indu' },
];
/** Les mesures viennent après le libellé (A) et le code (B). */
const PREMIERE_MESURE = 3;

interface Groupe {
  readonly libelle: string;
  /** SIRET ou code Insee. */
  readonly code: string | null;
  readonly comptees: LigneComptee[];
}

interface Bloc {
  readonly titre: string;
  readonly groupes: readonly Groupe[];
  readonly criteres: (groupe: Groupe, ligne: number) => Critere[];
  readonly parNature: boolean;
}

interface Recapitulatif {
  readonly feuille: Worksheet;
  /** Plage des SIRET et codes Insee, écrits en texte. */
  readonly numeros: string;
  readonly totaux: TotauxRecapitulatif;
}

/** Adresse, dans une formule d’une autre feuille, du total « montant » de chaque bloc. */
export interface TotauxRecapitulatif {
  readonly parNature: string;
  readonly parStructure: string;
  readonly parCommune: string;
  /** Total du bloc par nature, statut par statut, en une somme : doit égaler son total « montant ». */
  readonly parStatut: string;
}

/** Deuxième feuille : totaux par nature, par structure et par commune, en formules sur l’échéancier. */
export function ajouterRecapitulatif(
  classeur: Workbook,
  comptees: readonly LigneComptee[],
  impression: Impression,
): Recapitulatif {
  const feuille = classeur.addWorksheet(RECAPITULATIF, {
    views: [{ state: 'frozen', ySplit: 1, showGridLines: false, zoomScale: 120 }],
  });
  feuille.getColumn(1).width = LARGEUR_LIBELLE;
  feuille.getColumn(2).width = 14;
  // Un seul en-tête, figé et répété en haut de chaque page : les trois blocs ont les mêmes colonnes.
  const entetes = feuille.getRow(1);
  entetes.height = 25.5;
  ecrireCellule(entetes.getCell(1), 'nature, structure ou commune', styleEntete('left'));
  ecrireCellule(entetes.getCell(2), 'SIRET ou code Insee', styleEntete('left'));
  MESURES.forEach(({ largeur, entete }, rang) => {
    feuille.getColumn(PREMIERE_MESURE + rang).width = largeur;
    ecrireCellule(entetes.getCell(PREMIERE_MESURE + rang), entete, styleEntete('right'));
  });
  const nature = ecrireBloc(feuille, 2, blocNatures(comptees), comptees);
  const structure = ecrireBloc(feuille, nature.suite, blocStructures(comptees), comptees);
  const commune = ecrireBloc(feuille, structure.suite, blocCommunes(comptees), comptees);
  mettreEnPage(feuille, { orientation: 'landscape', pages: 1, ...impression });
  feuille.pageSetup.printTitlesRow = '1:1';
  return {
    feuille,
    numeros: `B2:B${commune.suite}`,
    totaux: {
      parNature: nature.total,
      parStructure: structure.total,
      parCommune: commune.total,
      parStatut: MESURES.flatMap(({ statut }, rang) =>
        statut ? [`'${RECAPITULATIF}'!${adresse(PREMIERE_MESURE + rang - 1, nature.ligneTotal)}`] : [],
      ).join('+'),
    },
  };
}

function blocNatures(comptees: readonly LigneComptee[]): Bloc {
  const groupes = grouper(comptees, ({ ligne }) => ({ cle: nature(ligne), libelle: nature(ligne), code: null }));
  const estSolde = (groupe: Groupe) => (groupe.comptees[0]?.ligne.nature === 'solde' ? 1 : 0);
  return {
    titre: 'Récapitulatif par nature d’échéance',
    groupes: groupes.toSorted((a, b) => estSolde(a) - estSolde(b) || comparerFrancais(a.libelle, b.libelle)),
    criteres: (groupe, ligne) => [{ cle: 'nature', terme: `$A${ligne}`, valeur: groupe.libelle }],
    parNature: true,
  };
}

function blocStructures(comptees: readonly LigneComptee[]): Bloc {
  // Le SIRET désigne la structure ; absent ou abîmé, il faut aussi la raison sociale.
  const designe = (siret: string | null) => siret !== null && /^\d{14}$/.test(siret);
  const groupes = grouper(comptees, ({ ligne }) => ({
    cle: designe(ligne.siret) ? `${ligne.siret}` : JSON.stringify([ligne.siret || null, ligne.raisonSociale]),
    libelle: ligne.raisonSociale,
    code: ligne.siret || null,
  }));
  return {
    titre: 'Récapitulatif par structure',
    groupes: groupes.toSorted((a, b) => comparerFrancais(a.libelle, b.libelle)),
    criteres: (groupe, ligne) => [
      { cle: 'siret', terme: `$B${ligne}`, valeur: groupe.code },
      ...(designe(groupe.code) ? [] : [{ cle: 'raisonSociale', terme: `$A${ligne}`, valeur: groupe.libelle } as const]),
    ],
    parNature: false,
  };
}

function blocCommunes(comptees: readonly LigneComptee[]): Bloc {
  const groupes = grouper(comptees, ({ ligne }) => ({
    cle: ligne.communeInsee ?? '',
    libelle: ligne.communeNom ?? ligne.communeInsee ?? 'non renseignée',
    code: ligne.communeInsee || null,
  }));
  return {
    titre: 'Récapitulatif par commune',
    groupes: groupes.toSorted((a, b) => comparerFrancais(a.libelle, b.libelle)),
    criteres: (groupe, ligne) => [{ cle: 'communeInsee', terme: `$B${ligne}`, valeur: groupe.code }],
    parNature: false,
  };
}

function grouper(
  comptees: readonly LigneComptee[],
  reperer: (comptee: LigneComptee) => { cle: string; libelle: string; code: string | null },
): Groupe[] {
  const groupes = new Map<string, Groupe>();
  for (const comptee of comptees) {
    const { cle, libelle, code } = reperer(comptee);
    const groupe = groupes.get(cle) ?? { libelle, code, comptees: [] };
    groupe.comptees.push(comptee);
    groupes.set(cle, groupe);
  }
  return [...groupes.values()];
}

/** Écrit titre, lignes et total à partir de la ligne `debut` ; rend la ligne du bloc suivant. */
function ecrireBloc(
  feuille: Worksheet,
  debut: number,
  bloc: Bloc,
  comptees: readonly LigneComptee[],
): { suite: number; total: string; ligneTotal: number } {
  ecrireTitre(feuille, debut, bloc.titre);
  const premiere = debut + 1;
  bloc.groupes.forEach((groupe, rang) => {
    ecrireGroupe(feuille, premiere + rang, bloc, groupe, comptees.length);
  });
  const ligneTotal = premiere + bloc.groupes.length;
  ecrireTotal(feuille, { premiere, ligneTotal, parNature: bloc.parNature }, totaliser(comptees));
  const colonneMontant = PREMIERE_MESURE + MESURES.findIndex(({ champ }) => champ === 'montant');
  return { suite: ligneTotal + 2, ligneTotal, total: `'${RECAPITULATIF}'!${adresse(colonneMontant - 1, ligneTotal)}` };
}

function ecrireGroupe(feuille: Worksheet, ligne: number, bloc: Bloc, groupe: Groupe, nombre: number): void {
  const rangee = feuille.getRow(ligne);
  rangee.height = hauteur(lignesDeTexte(groupe.libelle, LARGEUR_LIBELLE));
  ecrireCellule(rangee.getCell(1), groupe.libelle, styleCorps({ alignement: 'left', libre: true }));
  ecrireCellule(rangee.getCell(2), groupe.code, styleCorps({ alignement: 'left', format: FORMAT_TEXTE, reduit: true }));
  const totaux = totaliser(groupe.comptees);
  const criteres = bloc.criteres(groupe, ligne);
  MESURES.forEach((mesure, rang) => {
    const cellule = rangee.getCell(PREMIERE_MESURE + rang);
    if (bloc.parNature && mesure.parDossier) {
      ecrireCellule(cellule, '–', styleCorps({ alignement: 'right' }));
      return;
    }
    const style = styleCorps({ alignement: 'right', format: format(mesure), gras: mesure.champ === 'montant' });
    ecrireFormule(cellule, formuleMesure(mesure, criteres, nombre), enUnites(mesure, totaux), style);
  });
}

function formuleMesure(mesure: Mesure, criteres: readonly Critere[], nombre: number): string {
  const { colonne, statut, parDossier } = mesure;
  if (colonne === null) return compterSi(criteres, nombre);
  const libelle = statut && LIBELLES_STATUT[statut];
  const tous: Critere[] = [
    ...criteres,
    ...(libelle ? [{ cle: 'statut', terme: `"${libelle}"`, valeur: libelle } as const] : []),
    ...(parDossier ? [{ cle: 'compteDroit', terme: '1', valeur: 1 } as const] : []),
  ];
  const somme = sommerSi(colonne, tous, nombre);
  if (mesure.champ !== 'droitReel') return somme;
  return `IF(${compterRemplies(colonne, tous, nombre)}=0,"",${somme})`;
}

function ecrireTotal(
  feuille: Worksheet,
  place: { premiere: number; ligneTotal: number; parNature: boolean },
  totaux: Totaux,
): void {
  const { premiere, ligneTotal, parNature } = place;
  const rangee = feuille.getRow(ligneTotal);
  rangee.height = hauteur(1);
  ecrireCellule(rangee.getCell(1), 'Total', styleTotal('left'));
  ecrireCellule(rangee.getCell(2), null, styleTotal('left'));
  MESURES.forEach((mesure, rang) => {
    const colonne = PREMIERE_MESURE + rang;
    const cellule = rangee.getCell(colonne);
    if (parNature && mesure.parDossier) {
      ecrireCellule(cellule, '–', styleTotal('right'));
      return;
    }
    // La plage part de la ligne du titre, vide dans cette colonne : elle existe même sans aucune ligne.
    const valeurs = `${adresse(colonne - 1, premiere - 1)}:${adresse(colonne - 1, ligneTotal - 1)}`;
    const formule = mesure.champ === 'droitReel' ? `IF(COUNT(${valeurs})=0,"",SUM(${valeurs}))` : `SUM(${valeurs})`;
    ecrireFormule(cellule, formule, enUnites(mesure, totaux), styleTotal('right', format(mesure)));
  });
}

function format(mesure: Mesure): string {
  return mesure.colonne === null ? FORMAT_ENTIER : FORMAT_MONTANT;
}

function enUnites(mesure: Mesure, totaux: Totaux): number | string {
  const valeur = totaux[mesure.champ];
  if (valeur === null) return '';
  return mesure.colonne === null ? valeur : euros(valeur);
}
