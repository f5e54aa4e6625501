import type { Workbook, Worksheet } from 'exceljs';
import type { EtatPaiements, LigneEcheancier } from '../../../../shared/contract/paiements.ts';
import { compterSansTiers, direSansTiers } from '../../../../shared/domaine/lot-attention.ts';
import { euros } from '../ecrire-classeur.ts';
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
  styleTotal,
} from '../ecrire-style.ts';
import { LIBELLES_STATUT, type LigneComptee, nature, plage } from './colonnes.ts';
import { empreinteLignes } from './empreinte.ts';
import type { Impression } from './feuille-echeancier.ts';
import type { TotauxRecapitulatif } from './feuille-recapitulatif.ts';
import { sommerSi } from './formules.ts';
import { totaliser } from './totaux.ts';

const CONTROLES = 'Contrôles';
const LARGEURS = [46, 18, 18, 14, 62] as const;
const FORMAT_EUROS = '#,##0.00"\u00a0€"';
const OUI = 'oui';
const NON = 'non';

/** Un contrôle montre deux chiffres : ce que la feuille calcule, ce que la base tient. */
interface Controle {
  readonly libelle: string;
  readonly formule: string;
  /** Ce que la formule doit donner, calculé à part sur les lignes ; en centimes pour un montant. */
  readonly feuille: number;
  readonly base: number;
  readonly genre: 'nombre' | 'montant';
}

/**
 * Troisième feuille : nombre, somme de contrôle, concordances, lignes bloquées et leur motif, empreinte.
 * `numeros` : plage des n° de dossier, écrits en texte.
 */
export function ajouterControles(
  classeur: Workbook,
  donnees: {
    readonly etat: EtatPaiements;
    readonly comptees: readonly LigneComptee[];
    readonly recapitulatif: TotauxRecapitulatif;
    readonly impression: Impression;
  },
): { readonly feuille: Worksheet; readonly numeros: string } {
  const { etat, comptees, recapitulatif, impression } = donnees;
  const feuille = classeur.addWorksheet(CONTROLES, { views: [{ showGridLines: false, zoomScale: 120 }] });
  LARGEURS.forEach((largeur, rang) => {
    feuille.getColumn(rang + 1).width = largeur;
  });
  const bloquees = etat.lignes.filter((l) => l.statut === 'bloquee');
  const controles = listerControles(etat, comptees, recapitulatif);
  // La conclusion est écrite avant les tableaux mais les résume : ses adresses dépendent de leur taille.
  const debutFeuille = 4;
  const debutBase = debutFeuille + controles.length + 2;
  const finBase = debutBase + etat.controles.length;
  const concorde = [...controles.map(({ feuille, base }) => feuille === base), ...etat.controles.map(estEgal)];
  ecrireTitre(feuille, 1, 'Contrôles');
  ecrireConclusion(feuille, { premiere: debutFeuille, derniere: finBase }, concorde.filter((egal) => !egal).length);
  ecrireEntetes(feuille, debutFeuille - 1, ['contrôle', 'feuille', 'base', 'égal']);
  controles.forEach((controle, rang) => {
    ecrireControle(feuille, debutFeuille + rang, controle);
  });
  ecrireTitre(feuille, debutBase - 1, 'Concordances de la base');
  ecrireEntetes(feuille, debutBase, ['contrôle', 'premier montant', 'second montant', 'égal']);
  etat.controles.forEach((controle, rang) => {
    ecrireConcordance(feuille, debutBase + 1 + rang, controle);
  });
  const suite = ecrireBloquees(feuille, finBase + 2, bloquees);
  ecrireTiers(feuille, suite + 1, etat.lignes);
  ecrireEmpreinte(feuille, suite + 4, etat.lignes);
  signalerEcarts(feuille, `D${debutFeuille}:D${finBase}`);
  mettreEnPage(feuille, { orientation: 'landscape', pages: 1, ...impression });
  // Répété en haut des pages qui suivent : la liste des lignes bloquées peut être longue.
  if (bloquees.length > 0) feuille.pageSetup.printTitlesRow = `${finBase + 3}:${finBase + 3}`;
  return { feuille, numeros: `B${finBase + 4}:B${suite}` };
}

function listerControles(
  etat: EtatPaiements,
  comptees: readonly LigneComptee[],
  recapitulatif: TotauxRecapitulatif,
): Controle[] {
  const n = comptees.length;
  const totaux = totaliser(comptees);
  const base = etat.totaux;
  const montant = (libelle: string, formule: string, feuille: number, enBase: number): Controle => ({
    libelle,
    formule,
    feuille,
    base: enBase,
    genre: 'montant',
  });
  const deStatut = (statut: LigneEcheancier['statut']) => {
    const valeur = LIBELLES_STATUT[statut];
    return sommerSi('montant', [{ cle: 'statut', terme: `"${valeur}"`, valeur }], n);
  };
  const parDossier = [{ cle: 'compteDroit', terme: '1', valeur: 1 }] as const;
  const montants = `SUM(${plage('montant', n)})`;
  const parStatuts = `${deStatut('payable')}+${deStatut('bloquee')}+${deStatut('au_lot')}+${deStatut('payee')}`;
  return [
    {
      libelle: 'Nombre de lignes',
      formule: `COUNTA(${plage('numeroDossier', n)})`,
      feuille: totaux.lignes,
      base: base.lignes,
      genre: 'nombre',
    },
    montant('Somme de contrôle des montants', montants, totaux.montant, base.montantCentimes),
    montant(
      'Droits prévisionnels, une fois par dossier',
      sommerSi('droitPrevisionnel', parDossier, n),
      totaux.droitPrevisionnel,
      base.droitPrevisionnelCentimes,
    ),
    montant('Montants à payer', deStatut('payable'), totaux.aPayer, base.payableCentimes),
    montant('Montants bloqués', deStatut('bloquee'), totaux.bloque, base.bloqueCentimes),
    montant(
      'À payer + bloqués + au lot + payés = somme des montants',
      parStatuts,
      totaux.aPayer + totaux.bloque + totaux.auLot + totaux.paye,
      base.montantCentimes,
    ),
    montant('Montants au lot', deStatut('au_lot'), totaux.auLot, base.auLotCentimes),
    montant('Montants payés', deStatut('payee'), totaux.paye, base.payeCentimes),
    montant(
      'Récapitulatif : à payer + bloqué + au lot + payé',
      recapitulatif.parStatut,
      totaux.aPayer + totaux.bloque + totaux.auLot + totaux.paye,
      base.montantCentimes,
    ),
    montant('Indus constatés', `SUM(${plage('indu', n)})`, totaux.indu, base.induCentimes),
    montant('Récapitulatif par nature : montant', recapitulatif.parNature, totaux.montant, base.montantCentimes),
    montant('Récapitulatif par structure : montant', recapitulatif.parStructure, totaux.montant, base.montantCentimes),
    montant('Récapitulatif par commune : montant', recapitulatif.parCommune, totaux.montant, base.montantCentimes),
  ];
}

function ecrireConclusion(feuille: Worksheet, place: { premiere: number; derniere: number }, ecarts: number): void {
  const bon = 'Tous les contrôles concordent.';
  const mauvais = 'Des contrôles ne concordent pas : ne payez rien avant d’en avoir trouvé la cause.';
  const cellule = feuille.getCell(2, 1);
  ecrirePhrase(feuille, 2, '');
  cellule.value = {
    formula: `IF(COUNTIF($D$${place.premiere}:$D$${place.derniere},"${NON}")=0,"${bon}","${mauvais}")`,
    result: ecarts === 0 ? bon : mauvais,
  };
}

function ecrireEntetes(feuille: Worksheet, ligne: number, entetes: readonly string[]): void {
  const rangee = feuille.getRow(ligne);
  rangee.height = hauteur(1);
  entetes.forEach((entete, rang) => {
    ecrireCellule(rangee.getCell(rang + 1), entete, styleEntete(rang === 0 ? 'left' : rang === 3 ? 'center' : 'right'));
  });
}

function ecrireControle(feuille: Worksheet, ligne: number, controle: Controle): void {
  const { genre } = controle;
  const rangee = feuille.getRow(ligne);
  rangee.height = hauteur(1);
  const style = styleCorps({ alignement: 'right', format: genre === 'montant' ? FORMAT_EUROS : FORMAT_ENTIER });
  const unite = (valeur: number) => (genre === 'montant' ? euros(valeur) : valeur);
  ecrireCellule(rangee.getCell(1), controle.libelle, styleCorps({ alignement: 'left' }));
  ecrireFormule(rangee.getCell(2), controle.formule, unite(controle.feuille), style);
  ecrireCellule(rangee.getCell(3), unite(controle.base), style);
  ecrireEgal(feuille, ligne, controle.feuille === controle.base);
}

function ecrireConcordance(feuille: Worksheet, ligne: number, controle: EtatPaiements['controles'][number]): void {
  const rangee = feuille.getRow(ligne);
  rangee.height = hauteur(lignesDeTexte(controle.libelle, LARGEURS[0]));
  const style = styleCorps({ alignement: 'right', format: FORMAT_EUROS });
  ecrireCellule(rangee.getCell(1), controle.libelle, styleCorps({ alignement: 'left', libre: true }));
  ecrireCellule(rangee.getCell(2), euros(controle.gaucheCentimes), style);
  ecrireCellule(rangee.getCell(3), euros(controle.droiteCentimes), style);
  ecrireEgal(feuille, ligne, estEgal(controle));
}

function estEgal(controle: { readonly gaucheCentimes: number; readonly droiteCentimes: number }): boolean {
  return controle.gaucheCentimes === controle.droiteCentimes;
}

/** Au centime : la somme du tableur traîne des milliardièmes que l’arrondi retire. */
function ecrireEgal(feuille: Worksheet, ligne: number, egal: boolean): void {
  ecrireFormule(
    feuille.getCell(ligne, 4),
    `IF(ROUND(B${ligne}-C${ligne},2)=0,"${OUI}","${NON}")`,
    egal ? OUI : NON,
    styleCorps({ alignement: 'center' }),
  );
}

/** Un écart se voit sans la couleur : gras souligné. */
function signalerEcarts(feuille: Worksheet, ref: string): void {
  feuille.addConditionalFormatting({
    ref,
    rules: [
      {
        type: 'cellIs',
        operator: 'equal',
        formulae: [`"${NON}"`],
        priority: 1,
        style: { font: { bold: true, underline: true } },
      },
    ],
  });
}

function ecrireBloquees(feuille: Worksheet, debut: number, bloquees: readonly LigneEcheancier[]): number {
  ecrireTitre(feuille, debut, 'Lignes bloquées');
  if (bloquees.length === 0) {
    ecrirePhrase(feuille, debut + 1, 'Aucune ligne bloquée.');
    return debut + 2;
  }
  const entetes = feuille.getRow(debut + 1);
  entetes.height = hauteur(1);
  for (const [rang, entete] of ['raison sociale', 'n° de dossier', 'nature', 'montant', 'motifs'].entries()) {
    ecrireCellule(entetes.getCell(rang + 1), entete, styleEntete(entete === 'montant' ? 'right' : 'left'));
  }
  const premiere = debut + 2;
  bloquees.forEach((ligne, rang) => {
    const motifs = ligne.motifs.join(' ; ');
    const rangee = feuille.getRow(premiere + rang);
    rangee.height = hauteur(
      Math.max(lignesDeTexte(ligne.raisonSociale, LARGEURS[0]), lignesDeTexte(motifs, LARGEURS[4])),
    );
    const libre = styleCorps({ alignement: 'left', libre: true });
    ecrireCellule(rangee.getCell(1), ligne.raisonSociale, libre);
    ecrireCellule(
      rangee.getCell(2),
      ligne.numeroDossier,
      styleCorps({ alignement: 'left', format: FORMAT_TEXTE, reduit: true }),
    );
    ecrireCellule(rangee.getCell(3), nature(ligne), libre);
    ecrireCellule(
      rangee.getCell(4),
      euros(ligne.montantCentimes),
      styleCorps({ alignement: 'right', format: FORMAT_MONTANT, gras: true }),
    );
    ecrireCellule(rangee.getCell(5), motifs, libre);
  });
  const fin = premiere + bloquees.length;
  const total = feuille.getRow(fin);
  total.height = hauteur(1);
  for (const colonne of [1, 2, 3, 5]) ecrireCellule(total.getCell(colonne), null, styleTotal('left'));
  ecrireFormule(
    total.getCell(1),
    `ROWS(A${premiere}:A${fin - 1})`,
    bloquees.length,
    styleTotal('left', '[<2]0" ligne";0" lignes"'),
  );
  ecrireFormule(
    total.getCell(4),
    `SUM(D${premiere}:D${fin - 1})`,
    euros(bloquees.reduce((somme, l) => somme + l.montantCentimes, 0)),
    styleTotal('right', FORMAT_MONTANT),
  );
  return fin + 1;
}

/** Sans n° de tiers, l’agence comptable ne sait pas quel compte de tiers mouvementer. */
function ecrireTiers(feuille: Worksheet, debut: number, lignes: readonly LigneEcheancier[]): void {
  ecrireTitre(feuille, debut, 'N° de tiers');
  ecrirePhrase(feuille, debut + 1, `${direSansTiers(compterSansTiers(lignes))}.`);
}

function ecrireEmpreinte(feuille: Worksheet, debut: number, lignes: readonly LigneEcheancier[]): void {
  ecrireTitre(feuille, debut, 'Empreinte des lignes (SHA-256)');
  const groupes = empreinteLignes(lignes).toUpperCase().match(/.{8}/g) ?? [];
  ecrirePhrase(feuille, debut + 1, groupes.slice(0, 4).join(' '));
  ecrirePhrase(feuille, debut + 2, groupes.slice(4).join(' '));
  ecrirePhrase(
    feuille,
    debut + 3,
    'Calculée sur toutes les lignes, dans leur ordre : la même empreinte prouve le même échéancier, au centime près.',
  );
}
