import { reconnaitreRetour } from '../fichiers-lot/reconnaitre-retour.ts';
import { lireTableur } from '../tableurs/lire-tableur.ts';
import type { Travail } from './contrat.ts';

/** Lit la liste des paiements : de tout le classeur, seules ses lignes de paiement reviennent. */
export const executer: Travail<'lire-retour'> = async ({ chemin, nom }, surProgres) =>
  reconnaitreRetour(await lireTableur(chemin, { nom, surProgres }), nom);
