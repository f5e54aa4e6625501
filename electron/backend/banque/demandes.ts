import type { Base } from '../../../db/base.ts';
import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import {
  appliquerDemandeIban,
  cloreDemandeIban,
  type DemandeLue,
  type LigneDemandeIban,
  lireDemandeIban,
  listerDemandesIban,
} from '../../../db/queries/demandes-iban.ts';
import type { DemandeIban, PreuveAppel } from '../../../shared/contract/banque.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { alerteIban } from './alertes.ts';
import { controlerAppel } from './preuve.ts';

/** Une demande telle que l’écran la montre, l’ancien compte à côté du nouveau. */
export function decrireDemande(db: Base, ligne: DemandeLue): DemandeIban {
  const {
    empreinte: _empreinte,
    verifieAupresDe: _qui,
    verifieTelephone: _ou,
    verifieDate: _quand,
    ...demande
  } = ligne;
  return { ...demande, alerte: alerteIban(db, demande) };
}

export function listerDemandes({ db }: Pick<Context, 'db'>, campagneId: number): DemandeIban[] {
  return listerDemandesIban(db, campagneId).map((ligne) => decrireDemande(db, ligne));
}

interface DemandeVisee {
  readonly demandeId: number;
  /** L’IBAN que l’agent a sous les yeux. */
  readonly iban: string;
}

/** Relue dans la transaction : un import d’une autre fenêtre a pu la remplacer entre-temps. */
function exigerOuverte(tx: Transaction, demandeId: number): LigneDemandeIban {
  const demande = lireDemandeIban(tx.db, demandeId);
  if (!demande) throw introuvable('Cette demande');
  if (demande.etat !== 'ouverte') {
    throw new Refus('demande_close', 'Cette demande n’est plus ouverte : relisez la liste des changements d’IBAN.');
  }
  return demande;
}

/** La demande qu’un autre agent que son auteur peut trancher, toujours celle qu’il a lue. */
function exigerATrancher(tx: Transaction, { demandeId, iban }: DemandeVisee): LigneDemandeIban {
  const demande = exigerOuverte(tx, demandeId);
  if (demande.iban !== iban) {
    throw new Refus('iban_change', 'L’IBAN demandé n’est plus celui que vous avez lu : relisez la liste.');
  }
  if (demande.demandePar === tx.acteur.agentId) {
    throw new Refus('meme_agent', 'Vous avez ouvert cette demande : un autre agent doit l’accepter ou la refuser.');
  }
  return demande;
}

/** Le compte demandé devient le seul qui serve, vérifié par l’agent qui accepte. */
export function accepterDemande(context: Context, reponse: DemandeVisee & { readonly preuve: PreuveAppel }): void {
  ecrire(context.db, acteur(context), (tx) => {
    const demande = exigerATrancher(tx, reponse);
    const { structureId, demandeLe: arriveLe } = demande;
    const appel = controlerAppel(tx.db, context.horloge, { structureId, arriveLe, douteLe: null }, reponse.preuve);
    appliquerDemandeIban(tx, demande, appel);
    cloreDemandeIban(tx, demande, 'acceptee', appel.verification, appel);
  });
}

export function refuserDemande(context: Context, reponse: DemandeVisee & { readonly motif: string }): void {
  ecrire(context.db, acteur(context), (tx) => {
    cloreDemandeIban(tx, exigerATrancher(tx, reponse), 'refusee', reponse.motif);
  });
}

/** L’auteur d’une demande y renonce : une frappe à refaire, un message qui n’était pas du porteur. */
export function renoncerADemande(context: Context, { demandeId, motif }: { demandeId: number; motif: string }): void {
  const auteur = acteur(context);
  ecrire(context.db, auteur, (tx) => {
    const demande = exigerOuverte(tx, demandeId);
    if (demande.demandePar !== auteur.agentId) {
      throw new Refus('autre_agent', 'Vous n’avez pas ouvert cette demande : acceptez-la ou refusez-la.');
    }
    cloreDemandeIban(tx, demande, 'annulee', motif);
  });
}
