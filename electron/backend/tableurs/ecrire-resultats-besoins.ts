import type { Workbook, Worksheet } from 'exceljs';
import type { DonneesFiches, FicheInstruction } from '../documents/fiche-instruction-donnees.ts';
import { type ColonneResultat, colonnesDossier, ecrireTable, poserLargeurs } from './ecrire-resultats-feuille.ts';
import { FEUILLES } from './ecrire-resultats-plan.ts';

interface Besoin {
  readonly fiche: FicheInstruction;
  readonly besoin: FicheInstruction['besoin'][number];
}

const GENRES: Readonly<Record<Besoin['besoin']['genre'], string>> = {
  condition: 'Condition',
  coter: 'À coter',
  axe: 'Axe',
  note: 'Note',
  chemin: 'Au plus court',
  rien: 'Rien',
};

const COLONNES: readonly ColonneResultat<Besoin>[] = [
  ...colonnesDossier(({ fiche }: Besoin) => fiche),
  { libelle: 'Sur quoi', largeur: 15, alignement: 'left', valeur: ({ besoin }) => GENRES[besoin.genre] },
  {
    libelle: 'Ce qui sépare du favorable',
    largeur: 64,
    alignement: 'left',
    libre: true,
    valeur: ({ besoin }) => besoin.texte,
  },
  { libelle: 'Comment', largeur: 90, alignement: 'left', libre: true, valeur: ({ besoin }) => besoin.detail },
];

/** Un besoin par ligne : l’agent filtre par structure, ou par ce qui manque. */
export function ajouterBesoins(classeur: Workbook, { fiches }: DonneesFiches): Worksheet {
  const feuille = classeur.addWorksheet(FEUILLES.besoins, {
    views: [{ state: 'frozen', xSplit: 2, ySplit: 1, showGridLines: false, zoomScale: 110 }],
  });
  poserLargeurs(
    feuille,
    COLONNES.map(({ largeur }) => largeur),
  );
  const lignes = fiches.flatMap((fiche) => fiche.besoin.map((besoin): Besoin => ({ fiche, besoin })));
  const fin = ecrireTable(feuille, 1, COLONNES, lignes);
  feuille.autoFilter = { from: { row: 1, column: 1 }, to: { row: fin, column: COLONNES.length } };
  return feuille;
}
