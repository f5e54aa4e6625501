import { formaterInstant } from '../../../../shared/domaine/dates.ts';
import type { ContenuDeLot } from '../../../../shared/domaine/lot.ts';
import { enteteImprime, piedImprime } from '../ecrire-classeur.ts';
import { feuilleControles } from './feuille-controles.ts';
import { feuilleEcheancier, type Impression, zoneImprimee } from './feuille-echeancier.ts';
import { feuilleParametres } from './feuille-parametres.ts';
import { feuilleRecapitulatif } from './feuille-recapitulatif.ts';
import type { ClasseurDeLot, Exemplaire } from './modele.ts';
import { placer } from './placer.ts';

/**
 * Le format du classeur. Un fichier déjà remis se vérifie contre sa composition : changer une colonne, un libellé ou une
 * formule demande un numéro de plus, et de garder de quoi composer les anciens.
 */
export const FORMAT_DU_CLASSEUR = 2;

/** Compose le classeur d’un lot, d’après son contenu figé et rien d’autre : ni horloge, ni base, ni réglage du jour. */
export function composerLot(contenu: ContenuDeLot, exemplaire: Exemplaire): ClasseurDeLot {
  const place = placer(contenu.lignes);
  const impression = (titre: string) => imprimer(contenu, exemplaire, titre);
  const recapitulatif = feuilleRecapitulatif(place, impression('Récapitulatif'));
  return {
    titre: `Lot de paiement ${contenu.numero}`,
    auteur: contenu.valide.par,
    cree: contenu.valide.le,
    feuilles: [
      feuilleEcheancier(contenu, place, impression('Échéancier')),
      recapitulatif.feuille,
      feuilleControles(contenu, place, recapitulatif, { impression: impression('Contrôles'), exemplaire }),
      feuilleParametres(contenu, { impression: impression('Paramètres'), exemplaire, format: FORMAT_DU_CLASSEUR }),
    ],
  };
}

/** Ce qu’une feuille imprime : en haut et en bas de ses pages, et sa zone ; sans zone, toute la feuille. */
export interface ImpressionAttendue extends Impression {
  readonly zone: string | null;
}

/** Ce que chaque feuille du classeur doit imprimer, par nom de feuille. */
export function impressionsDe(contenu: ContenuDeLot, exemplaire: Exemplaire): ReadonlyMap<string, ImpressionAttendue> {
  const titres = ['Échéancier', 'Récapitulatif', 'Contrôles', 'Paramètres'];
  return new Map(
    titres.map((titre, rang) => [
      titre,
      { ...imprimer(contenu, exemplaire, titre), zone: rang === 0 ? zoneImprimee(contenu.lignes.length) : null },
    ]),
  );
}

function imprimer(contenu: ContenuDeLot, exemplaire: Exemplaire, titre: string): Impression {
  const duplicata = exemplaire === 'duplicata' ? 'DUPLICATA – ' : '';
  return {
    entete: enteteImprime({
      gauche: `${contenu.organisme.nom} – Clas – exercice ${contenu.exercice}`,
      titre,
      suite: ` – campagne ${contenu.anneeScolaire} – ${contenu.libelle}`,
      droite: `${duplicata}Lot ${contenu.numero}`,
    }),
    pied: piedImprime(
      `Validé le ${formaterInstant(contenu.valide.le)} par ${contenu.valide.par} – Clas ${contenu.version}`,
    ),
  };
}
