import { ecrire } from '../../../db/ecrire.ts';
import { lireCoordonneesActives, remplacerCoordonnees } from '../../../db/queries/coordonnees.ts';
import { lireDemandeOuverte, ouvrirDemandeIban } from '../../../db/queries/demandes-iban.ts';
import { lireStructure } from '../../../db/queries/structures.ts';
import { verifierBic } from '../../../shared/domaine/bic.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { verifierIban } from '../../../shared/domaine/identifiants.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { alerteIban } from './alertes.ts';

export interface SaisieCompte {
  readonly structureId: number;
  readonly iban: string;
  readonly bic: string | null;
  readonly titulaire: string | null;
}

function lireBic(bic: string | null) {
  return bic === null || bic.trim() === '' ? null : verifierBic(bic);
}

/** Ce que vaut une saisie, sans rien écrire : formes, clés, pays, et à qui d’autre est ce compte. */
export function controlerSaisie({ db }: Pick<Context, 'db'>, { structureId, iban, bic }: SaisieCompte) {
  const lu = verifierIban(iban);
  const leBic = lireBic(bic);
  const bicJuste = leBic?.valide === true ? leBic.valeur : null;
  return {
    iban: lu.valide ? lu.valeur : null,
    erreurIban: lu.valide ? null : lu.raison,
    erreurBic: leBic?.valide === false ? leBic.raison : null,
    alerte: lu.valide ? alerteIban(db, { structureId, iban: lu.valeur, bic: bicJuste }) : null,
  };
}

/**
 * Un changement tapé à l’écran. Il n’écrase jamais rien : une demande s’ouvre, qu’un autre agent accepte ou refuse, et
 * les paiements attendent ; un porteur sans compte reçoit son premier, à vérifier.
 */
export function demanderChangement(
  context: Context,
  saisie: SaisieCompte & { readonly origine: string },
): { suite: 'demande' | 'a_verifier' } {
  const { structureId, origine } = saisie;
  const iban = verifierIban(saisie.iban);
  if (!iban.valide) throw new Refus('iban', `IBAN refusé : ${iban.raison}.`, { lieu: 'IBAN' });
  const bic = lireBic(saisie.bic);
  if (bic?.valide === false) throw new Refus('bic', `BIC refusé : ${bic.raison}.`, { lieu: 'BIC' });
  const valeurs = {
    structureId,
    iban: iban.valeur,
    bic: bic?.valeur ?? null,
    titulaire: saisie.titulaire === '' ? null : saisie.titulaire,
    origine: `saisie : ${origine}`,
  };
  return ecrire(context.db, acteur(context), (tx) => {
    if (!lireStructure(tx.db, structureId)) throw introuvable('Cette structure');
    const active = lireCoordonneesActives(tx.db, structureId);
    if (!active) {
      remplacerCoordonnees(tx, valeurs);
      return { suite: 'a_verifier' as const };
    }
    if (active.iban === valeurs.iban && active.bic === valeurs.bic && active.titulaire === valeurs.titulaire) {
      throw new Refus('compte_inchange', 'C’est déjà le compte de cette structure : rien à demander.');
    }
    const ouverte = lireDemandeOuverte(tx.db, structureId);
    if (ouverte) {
      throw new Refus(
        'demande_ouverte',
        `Un changement est déjà demandé depuis le ${formaterInstant(ouverte.demandeLe)} (${ouverte.origine}) : il se traite, ou son auteur y renonce, avant d’en demander un autre.`,
      );
    }
    ouvrirDemandeIban(tx, valeurs);
    return { suite: 'demande' as const };
  });
}
