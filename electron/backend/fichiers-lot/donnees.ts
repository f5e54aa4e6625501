import type { ContenuDeLot } from '../../../shared/domaine/lot.ts';
import type { Edition } from '../documents/archiver.ts';
import type { Exemplaire } from '../tableurs/lot/modele.ts';

/** Ce que reçoit le classeur d’un lot. De l’édition, rien ne s’écrit : le même lot donne les mêmes octets. */
export interface DonneesClasseurDeLot extends Edition {
  readonly contenu: ContenuDeLot;
  readonly exemplaire: Exemplaire;
}

export interface DonneesVirement extends Edition {
  readonly contenu: ContenuDeLot;
}
