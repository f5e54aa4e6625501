import type { Base } from '../../../db/base.ts';
import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import {
  type CompteLu,
  type Doute,
  dernierDoute,
  type LigneCoordonnees,
  lireCoordonneesActives,
  listerCoordonnees,
  verifierCoordonnees,
} from '../../../db/queries/coordonnees.ts';
import type { CompteBancaire, PreuveAppel } from '../../../shared/contract/banque.ts';
import { dateDe, formaterDate } from '../../../shared/domaine/dates.ts';
import { NUMERO_NON_CONNU } from '../../../shared/domaine/preuve-appel.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { alerteIban } from './alertes.ts';
import { controlerAppel } from './preuve.ts';

/** Pourquoi ce compte, déjà connu, est à vérifier à nouveau. */
function direDoute({ action, instant, motif }: Doute): string {
  const quoi = action === 'iban.douter' ? 'virement revenu' : 'débloqué';
  return `${quoi} le ${formaterDate(dateDe(instant))}${motif === null ? '' : ` : ${motif}`}`;
}

/** Un compte tel que l’écran le montre, avec ce qui le rend suspect. */
export function decrireCompte(db: Base, { banque, ...qui }: CompteLu): CompteBancaire {
  const {
    empreinte: _empreinte,
    verifieAupresDe: _qui,
    verifieTelephone: _ou,
    verifieDate: _quand,
    ...compte
  } = banque;
  const nonConnu = compte.etat === 'verifie' && (compte.verification?.includes(NUMERO_NON_CONNU) ?? false);
  const doute = compte.etat === 'a_verifier' ? dernierDoute(db, compte) : undefined;
  const alerte = [doute && direDoute(doute), alerteIban(db, compte), nonConnu ? 'vérifié à un numéro non connu' : null]
    .filter(Boolean)
    .join(' ; ');
  return { ...compte, ...qui, alerte: alerte || null };
}

/** Les comptes qui servent, un par porteur de la campagne. */
export function listerIbans({ db }: Pick<Context, 'db'>, campagneId: number): CompteBancaire[] {
  return listerCoordonnees(db, campagneId).map((compte) => decrireCompte(db, compte));
}

export interface CompteVise {
  readonly structureId: number;
  /** L’IBAN que l’agent a sous les yeux. */
  readonly iban: string;
}

/**
 * Le compte qui sert, relu dans la transaction : un import d’une autre fenêtre a pu le remplacer entre-temps.
 * @throws Refus si ce n’est plus celui que l’agent a lu
 */
export function exigerCompte(tx: Transaction, { structureId, iban }: CompteVise): LigneCoordonnees {
  const compte = lireCoordonneesActives(tx.db, structureId);
  if (!compte) throw introuvable('Ces coordonnées bancaires');
  if (compte.iban !== iban) {
    throw new Refus('iban_change', 'Cet IBAN vient d’être remplacé : relisez la liste, rien n’a été écrit.');
  }
  return compte;
}

/** Un autre agent que celui qui a saisi ou importé l’IBAN le confirme, en disant qui il a appelé, où et quand. */
export function confirmerIban(context: Context, demande: CompteVise & { readonly preuve: PreuveAppel }): void {
  const auteur = acteur(context);
  ecrire(context.db, auteur, (tx) => {
    const compte = exigerCompte(tx, demande);
    if (compte.etat === 'verifie') throw new Refus('deja_verifie', 'Cet IBAN est déjà vérifié.');
    if (compte.etat === 'bloque') {
      throw new Refus('iban_bloque', `Cet IBAN est bloqué (${compte.bloqueMotif ?? ''}) : débloquez-le d’abord.`);
    }
    if (compte.saisiPar === auteur.agentId) {
      throw new Refus('meme_agent', 'Vous avez saisi ou importé cet IBAN : un autre agent doit le confirmer.');
    }
    const { structureId, saisiLe: arriveLe } = compte;
    const aProuver = { structureId, arriveLe, douteLe: dernierDoute(tx.db, compte)?.instant ?? null };
    verifierCoordonnees(tx, compte, controlerAppel(tx.db, context.horloge, aProuver, demande.preuve));
  });
}
