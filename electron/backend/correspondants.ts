import type { LigneStructure } from '../../db/queries/dossiers.ts';
import { derniereEmpreinte } from '../../db/queries/journal.ts';
import type { Agent } from '../../shared/contract/commun.ts';
import { exigerAgent, nomComplet } from './acteur.ts';
import { lireAnnuaire, nomCommune } from './communes.ts';
import type { Context } from './context.ts';
import type { Destinataire, Expediteur, Signataire } from './documents/lettre-donnees.ts';
import { lireIdentite } from './parametres.ts';

/** Qui signe une lettre d’aujourd’hui, sous l’en-tête de la Caf. Minuit, et non l’instant : le même contenu redonne le même fichier. */
export function signataireDe(context: Context, agent: Agent, anneeScolaire: string): Signataire {
  const jour = context.horloge.aujourdhui();
  return {
    identite: lireIdentite(context.db),
    anneeScolaire,
    agent: nomComplet(agent),
    courrielAgent: agent.courriel,
    jour,
    editeLe: `${jour}T00:00:00.000Z`,
    version: context.version,
  };
}

/** Qui écrit une liasse de relances : l’agent de la connexion, à cet instant. */
export function expediteurDe(context: Context, anneeScolaire: string): Expediteur {
  return {
    ...signataireDe(context, exigerAgent(context), anneeScolaire),
    editeLe: context.horloge.maintenant(),
    empreinteJournal: derniereEmpreinte(context.db),
  };
}

/** Le porteur à qui une lettre s’adresse, pour ce dossier. */
export function destinataireDe(
  annuaire: ReturnType<typeof lireAnnuaire>,
  numero: string,
  { raisonSociale, representant, adresse, codePostal, communeSiege, siret }: LigneStructure,
): Destinataire {
  const commune = nomCommune(annuaire, communeSiege);
  return { numero, raisonSociale, representant, adresse, codePostal, commune, siret };
}
