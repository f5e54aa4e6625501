import type { Workbook } from 'exceljs';
import type { Bareme } from '../../../../shared/domaine/bareme.ts';
import { formaterInstant } from '../../../../shared/domaine/dates.ts';
import { LIBELLES_ARRONDI, LIBELLES_MODE_CALCUL } from '../../../../shared/domaine/libelles.ts';
import { LIBELLES_ACTIVITE_PARTIELLE } from '../../../../shared/domaine/libelles-paiement.ts';
import type { DonneesEcheancier } from '../../documents/donnees.ts';
import { dateTableur, euros } from '../ecrire-classeur.ts';
import {
  ecrireCellule,
  ecrireTitre,
  FORMAT_DATE,
  FORMAT_ENTIER,
  hauteur,
  lignesDeTexte,
  mettreEnPage,
  styleCorps,
} from '../ecrire-style.ts';
import { empreinteLignes } from './empreinte.ts';
import type { Impression } from './feuille-echeancier.ts';

const LARGEURS = [44, 80] as const;
const FORMAT_EUROS = '#,##0.00"\u00a0€"';
const FORMAT_TAUX = '0.00\u00a0%';
const NOM_DU_MOIS = new Intl.DateTimeFormat('fr', { month: 'long', timeZone: 'UTC' });

type Valeur =
  | { readonly genre: 'texte'; readonly valeur: string }
  | { readonly genre: 'montant'; readonly centimes: number | null }
  | { readonly genre: 'taux'; readonly pointsBase: number | null }
  | { readonly genre: 'nombre'; readonly valeur: number }
  | { readonly genre: 'date'; readonly date: string };

interface Section {
  readonly titre: string;
  readonly lignes: readonly (readonly [string, Valeur])[];
}

/** Quatrième feuille : d’où viennent les chiffres — Caf, campagne, barème entier, charte, édition. */
export function ajouterParametres(classeur: Workbook, donnees: DonneesEcheancier, impression: Impression): void {
  const feuille = classeur.addWorksheet('Paramètres', { views: [{ showGridLines: false, zoomScale: 120 }] });
  LARGEURS.forEach((largeur, rang) => {
    feuille.getColumn(rang + 1).width = largeur;
  });
  let ligne = 1;
  for (const section of sections(donnees)) {
    ecrireTitre(feuille, ligne, section.titre);
    for (const [libelle, valeur] of section.lignes) {
      ligne += 1;
      const rangee = feuille.getRow(ligne);
      const { contenu, format } = afficher(valeur);
      rangee.height = hauteur(
        Math.max(
          lignesDeTexte(libelle, LARGEURS[0]),
          typeof contenu === 'string' ? lignesDeTexte(contenu, LARGEURS[1]) : 1,
        ),
      );
      ecrireCellule(rangee.getCell(1), libelle, styleCorps({ alignement: 'left', libre: true }));
      ecrireCellule(rangee.getCell(2), contenu, styleCorps({ alignement: 'left', libre: true, ...format }));
    }
    ligne += 2;
  }
  mettreEnPage(feuille, { orientation: 'landscape', pages: 1, ...impression });
}

function sections(donnees: DonneesEcheancier): Section[] {
  const { identite, campagne, etat } = donnees;
  const { charte } = campagne;
  return [
    {
      titre: 'Caf',
      lignes: [
        ['Caf', texte(identite.nom)],
        ['service', texte(identite.service)],
        ['adresse', texte([identite.adresse, `${identite.codePostal} ${identite.ville}`].join(', '))],
        ['téléphone', texte(identite.telephone)],
        ['courriel', texte(identite.courriel)],
      ],
    },
    {
      titre: 'Campagne',
      lignes: [
        ['année scolaire', texte(campagne.anneeScolaire)],
        ['enveloppe', montant(campagne.enveloppeCentimes)],
        ['date limite de dépôt', { genre: 'date', date: campagne.dateLimiteDepot }],
        ['échéancier', texte(etat.libelleEcheancier)],
      ],
    },
    { titre: 'Barème', lignes: lignesBareme(campagne.bareme) },
    {
      titre: 'Charte',
      lignes: [
        ['nom', texte(charte.nom)],
        ['version', { genre: 'nombre', valeur: charte.version }],
        ['modèle', texte(charte.modele ? 'oui, tiré du dépliant' : 'non')],
        ['origine', texte(charte.origine)],
      ],
    },
    {
      titre: 'Édition',
      lignes: [
        ['édité le', texte(formaterInstant(donnees.editeLe))],
        ['édité par', texte(donnees.editePar)],
        ['version de l’application', texte(donnees.version)],
        ['empreinte du journal', texte(donnees.empreinteJournal)],
        ['empreinte des lignes (SHA-256)', texte(empreinteLignes(etat.lignes))],
      ],
    },
    {
      titre: 'Lecture du classeur',
      lignes: [
        ['montants', texte('En euros. La base les tient en centimes entiers ; aucun n’est arrondi ici.')],
        [
          'droits, collectifs, cumul versé et reste à verser',
          texte(
            'Répétés sur chaque ligne d’un dossier ; les totaux les comptent une fois, sur sa dernière ligne (colonne « dernière ligne du dossier »).',
          ),
        ],
        [
          'cumul versé',
          texte(
            'Pour le dossier entier : pris dans un lot validé, payé ou pas encore. « Dont payé » : viré, constaté.',
          ),
        ],
        ['reste à verser', texte('Pour le dossier entier : ses échéances qu’aucun lot validé n’a encore prises.')],
        ['dont au lot', texte('Dans un lot, préparé ou validé, et pas encore constaté payé.')],
        ['cellule vide', texte('Inconnu à ce jour. « – » : sans objet. « 0,00 » : zéro.')],
        [
          'empreinte des lignes',
          texte(
            'SHA-256 (UTF-8) des lignes dans leur ordre, chacune un tableau JSON suivi d’un saut de ligne : les 28 colonnes de l’échéancier puis n° de dossier, code Insee et motifs ; montants en centimes, part en points de base, dates AAAA-MM-JJ, statut codé, inconnu null.',
          ),
        ],
      ],
    },
  ];
}

function lignesBareme(bareme: Bareme): Section['lignes'] {
  const { acomptes, solde, libelle } = bareme.echeancier;
  return [
    ['nom', texte(bareme.nom)],
    ['année scolaire', texte(bareme.anneeScolaire)],
    ['origine', texte(bareme.origine)],
    ['taux', { genre: 'taux', pointsBase: bareme.tauxPointsBase }],
    ['plafond par collectif et par an', montant(bareme.plafondCentimes)],
    ['mode de calcul', texte(LIBELLES_MODE_CALCUL[bareme.modeCalcul])],
    ['arrondi', texte(LIBELLES_ARRONDI[bareme.arrondi])],
    [
      'contributions volontaires (comptes 86) dans le coût',
      texte(bareme.inclureContributionsVolontaires ? 'oui' : 'non'),
    ],
    ['part maximale de la Caf', { genre: 'taux', pointsBase: bareme.partCafMaximalePointsBase }],
    ['effectif minimum d’un collectif', { genre: 'nombre', valeur: bareme.effectifMinimum }],
    ['effectif maximum d’un collectif', { genre: 'nombre', valeur: bareme.effectifMaximum }],
    ['seuil de la convention', montant(bareme.seuilConventionCentimes)],
    ['activité partielle', texte(LIBELLES_ACTIVITE_PARTIELLE[bareme.activitePartielle ?? 'cout_reel'])],
    ['droit réel plafonné au montant agréé', texte((bareme.plafonnerAuMontantAgree ?? true) ? 'oui' : 'non')],
    ['échéancier', texte(libelle)],
    ...acomptes.flatMap((acompte, rang): Section['lignes'] => [
      [`acompte ${rang + 1} : part du droit prévisionnel`, { genre: 'taux', pointsBase: acompte.partPointsBase }],
      [`acompte ${rang + 1} : mois prévu`, texte(moisPrevu(acompte))],
    ]),
    ['solde : mois prévu', texte(moisPrevu(solde))],
    ...(bareme.bonus.length === 0
      ? ([['bonus', texte('aucun')]] as const)
      : bareme.bonus.flatMap((bonus): Section['lignes'] => [
          [`bonus ${bonus.code} : ${bonus.libelle}, par ${bonus.unite}`, montant(bonus.montantCentimes)],
          [`bonus ${bonus.code} : condition`, texte(bonus.condition)],
        ])),
  ];
}

/** « novembre N+1 », N étant l’année de la rentrée. */
function moisPrevu(echeance: { readonly mois: number; readonly decalageAnnee: number }): string {
  const annee = echeance.decalageAnnee === 0 ? 'N' : `N+${echeance.decalageAnnee}`;
  return `${NOM_DU_MOIS.format(Date.UTC(2000, echeance.mois - 1))} ${annee} (N : année de la rentrée)`;
}

function texte(valeur: string): Valeur {
  return { genre: 'texte', valeur };
}

function montant(centimes: number | null): Valeur {
  return { genre: 'montant', centimes };
}

function afficher(valeur: Valeur): { contenu: string | number | Date; format: { format?: string } } {
  switch (valeur.genre) {
    case 'texte':
      return { contenu: valeur.valeur.trim() || 'non renseigné', format: { format: '@' } };
    case 'montant':
      return valeur.centimes === null
        ? { contenu: 'aucun', format: {} }
        : { contenu: euros(valeur.centimes), format: { format: FORMAT_EUROS } };
    case 'taux':
      return valeur.pointsBase === null
        ? { contenu: 'aucune', format: {} }
        : { contenu: valeur.pointsBase / 10_000, format: { format: FORMAT_TAUX } };
    case 'nombre':
      return { contenu: valeur.valeur, format: { format: FORMAT_ENTIER } };
    case 'date':
      return { contenu: dateTableur(valeur.date), format: { format: FORMAT_DATE } };
    default:
      throw new Error(`Valeur de paramètre non prévue : ${JSON.stringify(valeur satisfies never)}`);
  }
}
