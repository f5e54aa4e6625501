import type { Workbook, Worksheet } from 'exceljs';
import { creerClasseur, enregistrerClasseur, type FichierEcrit, texteSur } from './ecrire-classeur.ts';
import { ajouterNiveaux, creerAccueilGrille, remplirAccueilGrille } from './ecrire-grille-accueil.ts';
import type { DonneesGrille, DossierDeGrille } from './ecrire-grille-donnees.ts';
import { ajouterDossier, type FeuilleDeDossier, NOM_ACCUEIL } from './ecrire-grille-dossier.ts';
import {
  type CleFicheGrille,
  ecrireRepereGrille,
  FEUILLE_CACHEE_GRILLE,
  PREFIXE_DOSSIER,
} from './ecrire-grille-format.ts';
import { ajouterLarge } from './ecrire-grille-large.ts';

/** Longueur d’un nom d’onglet admise par Excel. */
const NOM_MAXIMAL = 31;
/** Une cellule en contient 32 767. */
const MORCEAU = 30_000;

/** Écrit la grille à lire hors ligne. Les mêmes données donnent le même fichier, à l’octet près. */
export async function ecrireGrille(
  donnees: DonneesGrille,
  options: { readonly sortie: string; readonly surFait?: (fait: number) => void },
): Promise<FichierEcrit> {
  const classeur = await creerClasseur({
    titre: `Grille de lecture Clas ${donnees.anneeScolaire}`,
    editeLe: `${donnees.prepareLe}T00:00:00Z`,
    editePar: donnees.agent?.nom ?? donnees.identite.nom,
  });
  const accueil = creerAccueilGrille(classeur);
  const feuilles = new Map<number, FeuilleDeDossier>();
  const numeros = new Map<Worksheet, string>();
  if (donnees.forme === 'large') {
    await ajouterLarge(classeur, donnees);
    await ajouterNiveaux(classeur, donnees);
  } else {
    const noms = nommerFeuilles(donnees.dossiers);
    for (const [rang, dossier] of donnees.dossiers.entries()) {
      const ecrite = await ajouterDossier(classeur, donnees, dossier, noms[rang] ?? '');
      feuilles.set(dossier.id, ecrite);
      numeros.set(ecrite.feuille, 'A1:K400');
      options.surFait?.(rang + 1);
    }
  }
  await ajouterFiche(classeur, donnees);
  await remplirAccueilGrille(accueil, donnees, feuilles);
  return enregistrerClasseur(classeur, options.sortie, numeros);
}

/** Numéro puis nom, sans signe qu’un nom d’onglet ou une formule comprendrait autrement ; tous différents. */
function nommerFeuilles(dossiers: readonly DossierDeGrille[]): string[] {
  const pris = new Set([NOM_ACCUEIL.toLowerCase(), FEUILLE_CACHEE_GRILLE]);
  return dossiers.map(({ numero, structure }) => {
    const net = `${numero} ${structure}`
      .replaceAll("'", '’')
      .replace(/[^\p{L}\p{N} .–’-]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    const base = texteSur(net).slice(0, NOM_MAXIMAL).trim() || 'Dossier';
    let nom = base;
    for (let n = 2; pris.has(nom.toLowerCase()); n += 1) {
      const suite = ` (${n})`;
      nom = `${base.slice(0, NOM_MAXIMAL - suite.length)}${suite}`;
    }
    pris.add(nom.toLowerCase());
    return nom;
  });
}

/** La feuille masquée : d’où vient la grille, et l’état de chaque dossier quand elle a été faite. */
async function ajouterFiche(classeur: Workbook, donnees: DonneesGrille): Promise<void> {
  const feuille = classeur.addWorksheet(FEUILLE_CACHEE_GRILLE, { state: 'veryHidden' });
  feuille.getCell(1, 1).value = ecrireRepereGrille('fiche');
  const fiche: Readonly<Record<CleFicheGrille, string>> = {
    grille: donnees.grille,
    forme: donnees.forme,
    campagneId: String(donnees.campagneId),
    campagne: donnees.anneeScolaire,
    charteId: String(donnees.charteId),
    charteNom: donnees.charte.nom,
    charteVersion: String(donnees.charte.version),
    charteEmpreinte: donnees.charteEmpreinte,
    agentId: donnees.agent === null ? '' : String(donnees.agent.id),
    agentNom: donnees.agent?.nom ?? '',
    prepareLe: donnees.prepareLe,
  };
  let ligne = 1;
  for (const [cle, valeur] of Object.entries(fiche)) {
    ligne += 1;
    feuille.getCell(ligne, 1).value = cle;
    if (valeur !== '') feuille.getCell(ligne, 2).value = texteSur(valeur);
  }
  for (const dossier of donnees.dossiers) {
    ligne += 1;
    feuille.getCell(ligne, 1).value = `${PREFIXE_DOSSIER}${dossier.id}`;
    feuille.getCell(ligne, 2).value = texteSur(dossier.numero);
    feuille.getCell(ligne, 3).value = dossier.empreinteContenu;
    feuille.getCell(ligne, 4).value = dossier.empreinteLecture;
    const origines = JSON.stringify(dossier.origines);
    for (let debut = 0, colonne = 5; debut < origines.length; debut += MORCEAU, colonne += 1)
      feuille.getCell(ligne, colonne).value = origines.slice(debut, debut + MORCEAU);
  }
  await feuille.protect('', {});
}
