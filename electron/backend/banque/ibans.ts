import { ecrire } from '../../../db/ecrire.ts';
import {
  lireCoordonneesActives,
  listerCoordonnees,
  structuresAvecIban,
  verifierCoordonnees,
} from '../../../db/queries/coordonnees.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';

/** Ce qui rend un IBAN suspect : le même qu’un autre porteur, un compte étranger ; null si rien. */
export function alerteIban(context: Pick<Context, 'db'>, iban: string, structureId: number): string | null {
  const autres = structuresAvecIban(context.db, iban, structureId);
  const alertes = [
    ...(autres.length > 0 ? [`même IBAN que ${autres.join(', ')}`] : []),
    ...(iban.startsWith('FR') ? [] : [`compte étranger (${iban.slice(0, 2)})`]),
  ];
  return alertes.join(' ; ') || null;
}

export function listerIbans(context: Pick<Context, 'db'>, campagneId: number) {
  return listerCoordonnees(context.db, campagneId).map(({ banque, raisonSociale, saisiPar, verifiePar }) => {
    return {
      structureId: banque.structureId,
      raisonSociale,
      titulaire: banque.titulaire,
      iban: banque.iban,
      bic: banque.bic,
      etat: banque.etat,
      origine: banque.origine,
      saisiPar,
      saisiLe: banque.saisiLe,
      verifiePar,
      alerte: alerteIban(context, banque.iban, banque.structureId),
    };
  });
}

/** Un autre agent que celui qui a saisi ou importé l’IBAN le confirme, en disant comment il l’a vérifié. */
export function confirmerIban(
  context: Context,
  demande: { structureId: number; iban: string; verification: string },
): void {
  const auteur = acteur(context);
  // Lu dans la transaction : un import d’une autre fenêtre peut remplacer l’IBAN entre-temps.
  ecrire(context.db, auteur, (tx) => {
    const coordonnees = lireCoordonneesActives(tx.db, demande.structureId);
    if (!coordonnees) throw introuvable('Ces coordonnées bancaires');
    if (coordonnees.iban !== demande.iban) {
      throw new Refus(
        'iban_change',
        'Cet IBAN vient d’être remplacé par un import : relisez la liste avant de confirmer.',
      );
    }
    if (coordonnees.etat === 'verifie') throw new Refus('deja_verifie', 'Cet IBAN est déjà vérifié.');
    if (coordonnees.saisiPar === auteur.agentId) {
      throw new Refus('meme_agent', 'Vous avez saisi ou importé cet IBAN : un autre agent doit le confirmer.');
    }
    verifierCoordonnees(tx, coordonnees, demande.verification);
  });
}
