import type { Workbook } from 'exceljs';
import type { DonneesBilan } from './ecrire-bilan-donnees.ts';
import { type CleFicheBilan, ecrireRepereBilan, FEUILLES_BILAN, VERSION_BILAN } from './ecrire-bilan-format.ts';
import { texteSur } from './ecrire-classeur.ts';

/** La feuille masquée : de quel dossier vient le classeur, quand il a été préparé, ce qui était alors agréé. */
export async function ajouterFicheBilan(classeur: Workbook, donnees: DonneesBilan): Promise<void> {
  const feuille = classeur.addWorksheet(FEUILLES_BILAN.fiche, { state: 'veryHidden' });
  const { dossier } = donnees;
  const fiche: Readonly<Record<CleFicheBilan, string>> = {
    version: String(VERSION_BILAN),
    base: donnees.base,
    campagneId: String(donnees.campagneId),
    campagne: donnees.anneeScolaire,
    dossierId: String(dossier.id),
    numero: dossier.numero,
    structure: dossier.structure,
    siret: dossier.siret ?? '',
    prepareLe: donnees.prepareLe,
    empreinte: donnees.empreinte,
  };
  feuille.getCell(1, 1).value = ecrireRepereBilan('fiche', dossier.id);
  Object.entries(fiche).forEach(([cle, valeur], rang) => {
    feuille.getCell(rang + 2, 1).value = cle;
    if (valeur !== '') feuille.getCell(rang + 2, 2).value = texteSur(valeur);
    feuille.getCell(rang + 2, 2).numFmt = '@';
  });
  await feuille.protect('', {});
}
