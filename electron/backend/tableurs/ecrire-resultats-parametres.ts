import type { Workbook, Worksheet } from 'exceljs';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import type { DonneesFiches } from '../documents/fiche-instruction-donnees.ts';
import { type ColonneResultat, ecrireTable, ecrireValeur, poserLargeurs } from './ecrire-resultats-feuille.ts';
import { FEUILLES, LIGNE_AXES, ligneDesCriteres } from './ecrire-resultats-plan.ts';
import { ecrirePhrase, ecrireTitre, FORMAT_ENTIER, hauteur, lignesDeTexte, styleCorps } from './ecrire-style.ts';

const LARGEURS = [26, 46, 10, 10, 34, 34, 34, 34] as const;

/** La charte dont viennent les notes : les poids d’ici commandent les formules des autres feuilles. */
export function ajouterParametres(classeur: Workbook, donnees: DonneesFiches): Worksheet {
  const feuille = classeur.addWorksheet(FEUILLES.parametres, { views: [{ showGridLines: false, zoomScale: 110 }] });
  const { campagne } = donnees;
  const { charte } = campagne;
  poserLargeurs(feuille, LARGEURS);
  ecrireTitre(feuille, 1, `Résultats de l’instruction, campagne ${campagne.anneeScolaire}`);
  ecrirePhrase(
    feuille,
    2,
    'Les poids et seuils écrits ici commandent les formules des feuilles Critères et Classement.',
  );
  const reperes: [string, string | number][] = [
    ['Charte', charte.nom],
    ['Version', charte.version],
    ['Modèle', charte.modele ? 'oui : modèle tiré du dépliant, non officiel' : 'non'],
    ['Seuil de la note', charte.seuilNote],
    ['Dossiers édités', donnees.fiches.length],
    ['Dossiers de la campagne', donnees.total],
    ['Édité le', formaterInstant(donnees.editeLe)],
    ['Édité par', donnees.editePar],
    ['Empreinte du journal', donnees.empreinteJournal],
  ];
  reperes.forEach(([libelle, valeur], rang) => {
    ecrireValeur(feuille, 3 + rang, 1, libelle, styleCorps({ alignement: 'left', gras: true }));
    ecrireValeur(feuille, 3 + rang, 2, valeur, styleCorps({ alignement: 'left', libre: true }));
    feuille.getRow(3 + rang).height = hauteur(lignesDeTexte(String(valeur), LARGEURS[1]));
  });
  ecrireTitre(feuille, LIGNE_AXES - 1, 'Axes');
  ecrireTable(feuille, LIGNE_AXES, COLONNES_AXES, charte.axes);
  const debut = ligneDesCriteres(charte.axes.length);
  ecrireTitre(feuille, debut - 1, 'Critères');
  ecrireTable(
    feuille,
    debut,
    COLONNES_CRITERES,
    charte.axes.flatMap((axe) => axe.criteres.map((critere) => ({ axe, critere }))),
  );
  return feuille;
}

type Axe = Charte['axes'][number];
type CritereDeLAxe = { readonly axe: Axe; readonly critere: Axe['criteres'][number] };

const COLONNES_AXES: readonly ColonneResultat<Axe>[] = [
  { libelle: 'Code', largeur: 26, alignement: 'left', valeur: ({ code }) => code },
  {
    libelle: 'Axe',
    largeur: 46,
    alignement: 'left',
    libre: true,
    valeur: ({ libelle, abrege }) => `${libelle} (${abrege})`,
  },
  { libelle: 'Poids', largeur: 10, alignement: 'right', format: FORMAT_ENTIER, valeur: ({ poids }) => poids },
  { libelle: 'Seuil', largeur: 10, alignement: 'right', format: FORMAT_ENTIER, valeur: ({ seuil }) => seuil },
];

const COLONNES_CRITERES: readonly ColonneResultat<CritereDeLAxe>[] = [
  { libelle: 'Code', largeur: 26, alignement: 'left', valeur: ({ critere }) => critere.code },
  { libelle: 'Critère', largeur: 46, alignement: 'left', libre: true, valeur: ({ critere }) => critere.libelle },
  { libelle: 'Axe', largeur: 10, alignement: 'left', valeur: ({ axe }) => axe.abrege },
  { libelle: 'Poids', largeur: 10, alignement: 'right', format: FORMAT_ENTIER, valeur: ({ critere }) => critere.poids },
  ...([0, 1, 2, 3] as const).map(
    (niveau): ColonneResultat<CritereDeLAxe> => ({
      libelle: `Niveau ${niveau}`,
      largeur: 34,
      alignement: 'left',
      libre: true,
      valeur: ({ critere }) => critere.niveaux[niveau],
    }),
  ),
];
