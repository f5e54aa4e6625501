import type { Bareme } from '../../../../shared/domaine/bareme.ts';
import { formaterInstant, MOIS } from '../../../../shared/domaine/dates.ts';
import { LIBELLES_ARRONDI, LIBELLES_MODE_CALCUL } from '../../../../shared/domaine/libelles.ts';
import { LIBELLES_ACTIVITE_PARTIELLE } from '../../../../shared/domaine/libelles-paiement.ts';
import type { ContenuDeLot } from '../../../../shared/domaine/lot.ts';
import { FORMAT_DATE, FORMAT_ENTIER, FORMAT_TEXTE, hauteur, lignesDeTexte } from '../ecrire-style.ts';
import type { Impression } from './feuille-echeancier.ts';
import {
  type Contenu,
  date,
  type Exemplaire,
  type FeuilleDeLot,
  FORMAT_EUROS,
  montant,
  nombre,
  type Rangee,
  texte,
} from './modele.ts';

export const PARAMETRES = 'Paramètres';
const LARGEURS = [44, 90] as const;

interface Parametre {
  readonly libelle: string;
  readonly contenu: Contenu;
  readonly format: string;
}

interface Section {
  readonly titre: string;
  readonly parametres: readonly Parametre[];
}

/** Où lire de quel lot est un classeur : la valeur de cette ligne de la feuille « Paramètres ». */
export const LIBELLE_NUMERO = 'n° de lot';
export const LIBELLE_FORMAT = 'format du classeur';

/** Quatrième feuille : d’où viennent les chiffres — organisme, lot, agents, barème entier, version. */
export function feuilleParametres(
  contenu: ContenuDeLot,
  options: { readonly impression: Impression; readonly exemplaire: Exemplaire; readonly format: number },
): FeuilleDeLot {
  const rangees: Rangee[] = [];
  let numero = 0;
  for (const { titre, parametres } of sections(contenu, options.exemplaire, options.format)) {
    numero += 1;
    rangees.push({
      numero,
      hauteur: 21,
      cases: [{ colonne: 0, contenu: texte(titre), style: { police: 'titre' } }],
    });
    for (const { libelle, contenu: valeur, format } of parametres) {
      numero += 1;
      const style = { bords: 'corps', alignement: 'left', libre: true } as const;
      const mesure = valeur?.genre === 'texte' ? lignesDeTexte(valeur.texte, LARGEURS[1]) : 1;
      rangees.push({
        numero,
        hauteur: hauteur(Math.max(lignesDeTexte(libelle, LARGEURS[0]), mesure)),
        cases: [
          { colonne: 0, contenu: texte(libelle), style },
          { colonne: 1, contenu: valeur, style: { ...style, format } },
        ],
      });
    }
    numero += 1;
  }
  return {
    nom: PARAMETRES,
    largeurs: LARGEURS,
    pages: 1,
    numeros: `B1:B${numero}`,
    rangees: () => rangees,
    ...options.impression,
  };
}

function sections(contenu: ContenuDeLot, exemplaire: Exemplaire, format: number): Section[] {
  const { organisme, prepare, valide, bareme } = contenu;
  return [
    {
      titre: 'Lot de paiement',
      parametres: [
        dire(LIBELLE_NUMERO, contenu.numero),
        dire('libellé', contenu.libelle),
        dire('exemplaire', exemplaire),
        chiffrer('exercice', contenu.exercice, '0'),
        dire('année scolaire', contenu.anneeScolaire),
        dater('date prévue', contenu.datePrevue),
        chiffrer('nombre de lignes', contenu.lignes.length),
        compter('total du lot', contenu.montantCentimes),
        dire('somme de contrôle (SHA-256)', contenu.empreinteLignes),
      ],
    },
    {
      titre: 'Organisme payeur',
      parametres: [
        dire('organisme', organisme.nom),
        dire('service', organisme.service),
        dire('adresse', organisme.adresse),
      ],
    },
    {
      titre: 'Qui, quand',
      parametres: [
        dire('préparé par', prepare.par),
        dire('préparé le', formaterInstant(prepare.le)),
        dire('validé par', valide.par),
        dire('validé le', formaterInstant(valide.le)),
        dire('version de l’application à la validation', contenu.version),
        chiffrer(LIBELLE_FORMAT, format, '0'),
      ],
    },
    { titre: 'Barème', parametres: parametresDuBareme(bareme) },
    {
      titre: 'Lecture du classeur',
      parametres: [
        dire('montants', 'En euros. La base les tient en centimes entiers ; aucun n’est arrondi ici.'),
        dire(
          'droits, collectifs, cumul versé, reste et indu',
          'Répétés sur chaque ligne d’un dossier ; les totaux les comptent une fois, sur sa dernière ligne (colonne « dernière ligne du dossier »).',
        ),
        dire('cumul versé', 'Émis pour le dossier avant ce lot : pris dans un lot validé, payé ou pas encore.'),
        dire('reste à verser', 'Pour le dossier entier, une fois ce lot émis.'),
        dire('cellule vide', 'Inconnu à ce jour. « – » : sans objet. « 0,00 » : zéro.'),
        dire(
          'original et duplicata',
          'Le premier fichier produit est l’original ; tout autre porte « duplicata ». Les deux ont les mêmes lignes, et chacun les mêmes octets chaque fois qu’il est produit.',
        ),
        dire(
          'vérifier ce fichier',
          'Dans Clas, « Paiements », « Vérifier un fichier » : chaque cellule y est comparée à la base.',
        ),
      ],
    },
  ];
}

function parametresDuBareme(bareme: Bareme): Parametre[] {
  const { acomptes, solde, libelle } = bareme.echeancier;
  return [
    dire('nom', bareme.nom),
    dire('année scolaire du barème', bareme.anneeScolaire),
    dire('origine', bareme.origine),
    taux('taux', bareme.tauxPointsBase),
    compter('plafond par collectif et par an', bareme.plafondCentimes),
    dire('mode de calcul', LIBELLES_MODE_CALCUL[bareme.modeCalcul]),
    dire('arrondi', LIBELLES_ARRONDI[bareme.arrondi]),
    dire('contributions volontaires (comptes 86) dans le coût', bareme.inclureContributionsVolontaires ? 'oui' : 'non'),
    bareme.partCafMaximalePointsBase === null
      ? dire('part maximale de la Caf', 'aucune')
      : taux('part maximale de la Caf', bareme.partCafMaximalePointsBase),
    chiffrer('effectif minimum d’un collectif', bareme.effectifMinimum),
    chiffrer('effectif maximum d’un collectif', bareme.effectifMaximum),
    compter('seuil de la convention', bareme.seuilConventionCentimes),
    dire('activité partielle', LIBELLES_ACTIVITE_PARTIELLE[bareme.activitePartielle ?? 'cout_reel']),
    dire('droit réel plafonné au montant agréé', (bareme.plafonnerAuMontantAgree ?? true) ? 'oui' : 'non'),
    dire('échéancier', libelle),
    ...acomptes.flatMap((acompte, rang) => [
      taux(`acompte ${rang + 1} : part du droit prévisionnel`, acompte.partPointsBase),
      dire(`acompte ${rang + 1} : mois prévu`, moisPrevu(acompte)),
    ]),
    dire('solde : mois prévu', moisPrevu(solde)),
    ...(bareme.bonus.length === 0
      ? [dire('bonus', 'aucun')]
      : bareme.bonus.flatMap((bonus) => [
          compter(`bonus ${bonus.code} : ${bonus.libelle}, par ${bonus.unite}`, bonus.montantCentimes),
          dire(`bonus ${bonus.code} : condition`, bonus.condition),
        ])),
  ];
}

/** « novembre N+1 », N étant l’année de la rentrée. */
function moisPrevu(echeance: { readonly mois: number; readonly decalageAnnee: number }): string {
  const annee = echeance.decalageAnnee === 0 ? 'N' : `N+${echeance.decalageAnnee}`;
  return `${MOIS[echeance.mois - 1] ?? ''} ${annee} (N : année de la rentrée)`;
}

function dire(libelle: string, valeur: string): Parametre {
  return { libelle, contenu: texte(valeur.trim() || 'non renseigné'), format: FORMAT_TEXTE };
}

function compter(libelle: string, centimes: number): Parametre {
  return { libelle, contenu: montant(centimes), format: FORMAT_EUROS };
}

function taux(libelle: string, pointsBase: number): Parametre {
  return { libelle, contenu: nombre(pointsBase / 10_000), format: '0.00\u00a0%' };
}

function chiffrer(libelle: string, valeur: number, format = FORMAT_ENTIER): Parametre {
  return { libelle, contenu: nombre(valeur), format };
}

function dater(libelle: string, jour: string): Parametre {
  return { libelle, contenu: date(jour), format: FORMAT_DATE };
}
