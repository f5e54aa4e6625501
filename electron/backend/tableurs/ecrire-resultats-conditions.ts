import type { Workbook, Worksheet } from 'exceljs';
import { LIBELLES_REPONSE } from '../../../shared/domaine/libelles.ts';
import type { DonneesFiches, FicheInstruction } from '../documents/fiche-instruction-donnees.ts';
import { type ColonneResultat, colonnesDossier, ecrireTable, poserLargeurs } from './ecrire-resultats-feuille.ts';
import { FEUILLES } from './ecrire-resultats-plan.ts';

type Condition = FicheInstruction['dossier']['conditions'][number];

/** Dossiers × conditions : la réponse retenue, et d’où elle vient ; la preuve est en commentaire de cellule. */
export function ajouterConditions(classeur: Workbook, { campagne, fiches }: DonneesFiches): Worksheet {
  const feuille = classeur.addWorksheet(FEUILLES.conditions, {
    views: [{ state: 'frozen', xSplit: 2, ySplit: 1, showGridLines: false, zoomScale: 110 }],
  });
  const colonnes: ColonneResultat<FicheInstruction>[] = [
    ...colonnesDossier((fiche: FicheInstruction) => fiche),
    ...campagne.charte.conditions.map(
      ({ code, libelle, eliminatoire }): ColonneResultat<FicheInstruction> => ({
        libelle: eliminatoire ? `${libelle} (éliminatoire)` : libelle,
        largeur: 19,
        alignement: 'left',
        libre: true,
        valeur: ({ dossier }) => {
          const condition = dossier.conditions.find((c) => c.code === code);
          return condition ? direCondition(condition) : null;
        },
      }),
    ),
  ];
  poserLargeurs(
    feuille,
    colonnes.map(({ largeur }) => largeur),
  );
  const fin = ecrireTable(feuille, 1, colonnes, fiches);
  fiches.forEach(({ dossier }, index) => {
    campagne.charte.conditions.forEach(({ code }, rang) => {
      const preuve = dossier.conditions.find((c) => c.code === code)?.proposition.preuve ?? '';
      const constat = dossier.conditions.find((c) => c.code === code)?.constat ?? null;
      const remarque =
        constat === null
          ? ''
          : `\nConstaté par ${constat.agent}${constat.commentaire === '' ? '' : ` : ${constat.commentaire}`}`;
      if (preuve + remarque !== '') feuille.getCell(index + 2, rang + 3).note = `${preuve}${remarque}`.slice(0, 2000);
    });
  });
  feuille.autoFilter = { from: { row: 1, column: 1 }, to: { row: fin, column: colonnes.length } };
  return feuille;
}

function direCondition({ proposition, constat, retenue }: Condition): string {
  const reponse = LIBELLES_REPONSE[retenue].toLocaleLowerCase('fr');
  if (constat === null) return `${reponse} (proposé)`;
  if (constat.reponse === proposition.reponse) return `${reponse} (constaté)`;
  return `${reponse} (constaté, contre ${LIBELLES_REPONSE[proposition.reponse].toLocaleLowerCase('fr')} proposé)`;
}
