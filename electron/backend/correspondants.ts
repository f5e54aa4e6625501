import type { LigneStructure } from '../../db/queries/dossiers.ts';
import { derniereEmpreinte } from '../../db/queries/journal.ts';
import { exigerAgent, nomComplet } from './acteur.ts';
import { lireAnnuaire, nomCommune } from './communes.ts';
import type { Context } from './context.ts';
import type { Destinataire, Expediteur } from './documents/lettre-donnees.ts';
import { lireIdentite } from './parametres.ts';

/** Qui écrit une liasse de lettres, aujourd’hui : l’agent de la connexion, sous l’en-tête de la Caf. */
export function expediteurDe(context: Context, anneeScolaire: string): Expediteur {
  const agent = exigerAgent(context);
  return {
    identite: lireIdentite(context.db),
    anneeScolaire,
    agent: nomComplet(agent),
    courrielAgent: agent.courriel,
    jour: context.horloge.aujourdhui(),
    editeLe: context.horloge.maintenant(),
    version: context.version,
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
