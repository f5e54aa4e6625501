import { ecrire } from '../../../db/ecrire.ts';
import {
  appliquerDemandeIban,
  cloreDemandeIban,
  lireDemandeIban,
  listerDemandesIban,
} from '../../../db/queries/demandes-iban.ts';
import type { DemandeIban } from '../../../shared/contract/paiements.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { alerteIban } from './ibans.ts';

export function listerDemandes(context: Pick<Context, 'db'>, campagneId: number): DemandeIban[] {
  return listerDemandesIban(context.db, campagneId).map(({ empreinte: _empreinte, ...demande }) => ({
    ...demande,
    alerte: alerteIban(context, demande.iban, demande.structureId),
  }));
}

/** Accepte ou refuse un changement d’IBAN ; jamais par l’agent qui l’a demandé, jamais un autre que celui qu’il a lu. */
export function traiterDemande(
  context: Context,
  reponse: { demandeId: number; iban: string; accepter: boolean; motif: string },
): void {
  const auteur = acteur(context);
  // Lu dans la transaction : un import d’une autre fenêtre peut remplacer la demande entre-temps.
  ecrire(context.db, auteur, (tx) => {
    const demande = lireDemandeIban(tx.db, reponse.demandeId);
    if (!demande) throw introuvable('Cette demande');
    if (demande.etat !== 'ouverte') {
      throw new Refus('demande_close', 'Cette demande n’est plus ouverte : relisez la liste des changements d’IBAN.');
    }
    if (demande.iban !== reponse.iban) {
      throw new Refus('iban_change', 'L’IBAN demandé n’est plus celui que vous avez lu : relisez la liste.');
    }
    if (demande.demandePar === auteur.agentId) {
      throw new Refus('meme_agent', 'Vous avez ouvert cette demande : un autre agent doit l’accepter ou la refuser.');
    }
    if (reponse.accepter) appliquerDemandeIban(tx, demande, reponse.motif);
    cloreDemandeIban(tx, demande, reponse.accepter ? 'acceptee' : 'refusee', reponse.motif);
  });
}
