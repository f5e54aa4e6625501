import { ecrire } from '../../../db/ecrire.ts';
import { bloquerCoordonnees, debloquerCoordonnees } from '../../../db/queries/coordonnees.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { Refus } from '../refus.ts';
import { type CompteVise, exigerCompte } from './ibans.ts';

type Demande = CompteVise & { readonly motif: string };

/** Plus rien ne se paie sur ce compte, sans attendre : tout agent peut bloquer. */
export function bloquerIban(context: Context, demande: Demande): void {
  ecrire(context.db, acteur(context), (tx) => {
    const compte = exigerCompte(tx, demande);
    if (compte.etat === 'bloque') throw new Refus('deja_bloque', 'Cet IBAN est déjà bloqué.');
    bloquerCoordonnees(tx, compte, demande.motif);
  });
}

/** Débloqué, le compte est à vérifier à nouveau : c’est cette vérification, par un autre agent, qui rouvre les paiements. */
export function debloquerIban(context: Context, demande: Demande): void {
  ecrire(context.db, acteur(context), (tx) => {
    const compte = exigerCompte(tx, demande);
    if (compte.etat !== 'bloque') throw new Refus('pas_bloque', 'Cet IBAN n’est pas bloqué.');
    debloquerCoordonnees(tx, compte, demande.motif);
  });
}
