import type { Workbook } from 'exceljs';
import { adresse } from './classeur.ts';
import { texteSur } from './ecrire-classeur.ts';
import type { DonneesModele } from './ecrire-modele-donnees.ts';
import { type CleFiche, ecrireRepere, FEUILLE_CACHEE, ROLE_CACHE, VERSION_MODELE } from './ecrire-modele-format.ts';
import { LISTES, type NomListe } from './ecrire-modele-questions.ts';

/** Première colonne des listes : A et B portent la fiche du classeur. */
const COLONNE_LISTES = 3;

export type Plages = Readonly<Record<NomListe, string | null>>;

/** Où sera chaque liste déroulante ; null si elle est vide. La feuille n’est écrite qu’à la fin, les plages servent avant. */
export function plagesDesListes(communes: readonly string[]): Plages {
  const plages: Record<NomListe, string | null> = {
    ouiNon: null,
    niveaux: null,
    diplomes: null,
    formes: null,
    communes: null,
  };
  listes(communes).forEach(([nom, valeurs], rang) => {
    const colonne = adresse(COLONNE_LISTES + rang, 1).slice(0, -1);
    if (valeurs.length > 0) plages[nom] = `'${FEUILLE_CACHEE}'!$${colonne}$2:$${colonne}$${valeurs.length + 1}`;
  });
  return plages;
}

/** La feuille masquée : ce que le lecteur doit savoir, et les listes déroulantes. */
export async function ajouterFicheCachee(classeur: Workbook, donnees: DonneesModele): Promise<void> {
  const feuille = classeur.addWorksheet(FEUILLE_CACHEE, { state: 'veryHidden' });
  const fiche: Readonly<Record<CleFiche, string>> = {
    version: String(VERSION_MODELE),
    campagne: donnees.anneeScolaire,
    departement: donnees.departement,
    structure: donnees.porteur === null ? '' : String(donnees.porteur.structureId),
    siret: donnees.porteur?.siret ?? '',
  };
  feuille.getCell(1, 1).value = ecrireRepere(ROLE_CACHE);
  Object.entries(fiche).forEach(([cle, valeur], rang) => {
    feuille.getCell(rang + 2, 1).value = cle;
    if (valeur !== '') feuille.getCell(rang + 2, 2).value = texteSur(valeur);
  });
  listes(donnees.communes).forEach(([nom, valeurs], rang) => {
    feuille.getCell(1, COLONNE_LISTES + rang + 1).value = nom;
    valeurs.forEach((valeur, ligne) => {
      feuille.getCell(ligne + 2, COLONNE_LISTES + rang + 1).value = texteSur(valeur);
    });
  });
  await feuille.protect('', {});
}

function listes(communes: readonly string[]): readonly (readonly [NomListe, readonly string[]])[] {
  return [
    ['ouiNon', LISTES.ouiNon],
    ['niveaux', LISTES.niveaux],
    ['diplomes', LISTES.diplomes],
    ['formes', LISTES.formes],
    ['communes', communes],
  ];
}
