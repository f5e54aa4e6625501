import type { Workbook, Worksheet } from 'exceljs';
import type { DonneesFiches } from '../documents/fiche-instruction-donnees.ts';
import { type ColonneResultat, colonnesDossier, ecrireTable, poserLargeurs } from './ecrire-resultats-feuille.ts';
import { FEUILLES } from './ecrire-resultats-plan.ts';
import { ecrirePhrase, ecrireTitre, FORMAT_ENTIER } from './ecrire-style.ts';

/** Facteurs montrés : de zéro au double, par quarts lisibles. */
const MONTRES = [0, 0.5, 0.8, 1, 1.2, 1.5, 2] as const;

/** Rang de chaque dossier quand le poids d’un axe est multiplié, les autres restant ceux de la charte. */
export function ajouterSensibilite(classeur: Workbook, { sensibilites, fiches }: DonneesFiches): Worksheet {
  const feuille = classeur.addWorksheet(FEUILLES.sensibilite, {
    views: [{ state: 'frozen', xSplit: 2, ySplit: 4, showGridLines: false, zoomScale: 110 }],
  });
  ecrireTitre(feuille, 1, 'Rang de chaque dossier quand le poids d’un axe varie');
  ecrirePhrase(
    feuille,
    2,
    'Un axe à la fois, son poids multiplié par le facteur de la colonne ; au facteur 1, c’est le classement d’aujourd’hui. Valeurs calculées par l’application.',
  );
  const classes = fiches.filter(({ dossier }) => dossier.rang !== null);
  type Ligne = (typeof classes)[number];
  const colonnes: ColonneResultat<Ligne>[] = [
    ...colonnesDossier((fiche: Ligne) => fiche),
    ...sensibilites.flatMap((sensibilite) => {
      const parId = new Map(sensibilite.dossiers.map((d) => [d.id, d.rangs]));
      return MONTRES.map((facteur): ColonneResultat<Ligne> => {
        const rang = sensibilite.facteurs.findIndex((f) => Math.abs(f - facteur) < 1e-9);
        return {
          libelle: `${sensibilite.cible.libelle} ×${String(facteur).replace('.', ',')} (poids ${sensibilite.poids[rang] ?? ''})`,
          largeur: 13,
          alignement: 'right',
          format: FORMAT_ENTIER,
          gras: facteur === 1,
          valeur: ({ dossier }) => parId.get(dossier.id)?.[rang] ?? null,
        };
      });
    }),
  ];
  poserLargeurs(
    feuille,
    colonnes.map(({ largeur }) => largeur),
  );
  const fin = ecrireTable(feuille, 4, colonnes, classes);
  feuille.autoFilter = { from: { row: 4, column: 1 }, to: { row: fin, column: colonnes.length } };
  return feuille;
}
