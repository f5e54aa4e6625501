import { formaterDate } from '../../../shared/domaine/dates.ts';
import type { Classeur } from './classeur.ts';
import { enteteImprime, type FichierEcrit, piedImprime } from './ecrire-classeur.ts';
import { ajouterFeuilleRecue } from './ecrire-rejets-feuille.ts';
import { ouvrirFlux } from './ecrire-rejets-flux.ts';
import { ajouterListe, isListeDesRejets, NOM_LISTE } from './ecrire-rejets-liste.ts';
import { type AnomalieARejeter, nommerFeuille, repererFeuille } from './ecrire-rejets-reperes.ts';

export interface DonneesRejets {
  /** Le fichier reçu, tel que lu. */
  readonly classeur: Classeur;
  /** Son nom, tel que l’expéditeur le connaît. */
  readonly fichier: string;
  readonly anomalies: readonly AnomalieARejeter[];
  /** Jour d’édition, `AAAA-MM-JJ` : la seule date du classeur écrit. */
  readonly date: string;
}

/**
 * Écrit le classeur des rejets : une liste « À corriger », puis les feuilles reçues, cellules en cause colorées et
 * commentées. Les mêmes données donnent le même fichier, à l’octet près.
 */
export async function ecrireRejets(donnees: DonneesRejets, sortie: string): Promise<FichierEcrit> {
  const { fichier, anomalies, date } = donnees;
  const recues = donnees.classeur.feuilles.filter((feuille) => !isListeDesRejets(feuille));
  const flux = await ouvrirFlux({ titre: `À corriger : ${fichier}`, date });
  const noms = nommerFeuilles(recues.map(({ nom }) => nom));
  const impression = {
    entete: enteteImprime({ gauche: 'Clas', titre: fichier, suite: '', droite: '' }),
    pied: piedImprime(`Classeur des rejets, édité le ${formaterDate(date)}`),
  };
  const parNom = new Map(recues.map(({ nom }, rang) => [nom, noms[rang] ?? nom]));
  await ajouterListe(flux, nommerFeuille(NOM_LISTE, new Set(noms.map((nom) => nom.toLowerCase()))), {
    fichier,
    anomalies,
    classeur: { feuilles: recues },
    noms: parNom,
    ...impression,
  });
  for (const [rang, recue] of recues.entries()) {
    await ajouterFeuilleRecue(flux, {
      recue,
      nom: noms[rang] ?? recue.nom,
      reperes: repererFeuille(recue.nom, anomalies),
      ...impression,
    });
  }
  return flux.enregistrer(sortie);
}

/** Pour chaque feuille reçue, un nom accepté par Excel et propre dans le classeur. */
function nommerFeuilles(recus: readonly string[]): string[] {
  const pris = new Set<string>();
  return recus.map((recu) => {
    const nom = nommerFeuille(recu, pris);
    pris.add(nom.toLowerCase());
    return nom;
  });
}
