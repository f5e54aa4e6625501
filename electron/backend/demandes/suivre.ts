import { ecrire } from '../../../db/ecrire.ts';
import {
  changerEtatDemande,
  type LigneDemande,
  lireDemandePorteur,
  lireLigneDeDemande,
  repondreALigne,
} from '../../../db/queries/demandes-porteur.ts';
import type { DemandesDossier } from '../../../shared/contract/demandes.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { lireDemandesDossier } from './lire.ts';

interface Reponse {
  readonly ligneId: number;
  readonly satisfaite: boolean;
  readonly reponse: string;
}

function exigerEnvoyee(demande: LigneDemande | undefined): LigneDemande {
  if (!demande) throw introuvable('Cette demande');
  if (demande.etat === 'brouillon')
    throw new Refus('demande_non_envoyee', 'Cette demande n’est pas encore partie : envoyez-la d’abord.');
  if (demande.etat !== 'envoyee')
    throw new Refus('demande_terminee', 'Cette demande est close ou annulée : rouvrez-la pour la changer.');
  return demande;
}

/** Ce que le porteur a répondu à une ligne, et si cela suffit. */
export function repondre(context: Context, { ligneId, satisfaite, reponse }: Reponse): DemandesDossier {
  const auteur = acteur(context);
  const dossierId = ecrire(context.db, auteur, (tx) => {
    const ligne = lireLigneDeDemande(tx.db, ligneId);
    if (!ligne) throw introuvable('Cette ligne');
    const demande = exigerEnvoyee(lireDemandePorteur(tx.db, ligne.demandeId));
    const satisfaiteLe = satisfaite ? (ligne.satisfaiteLe ?? auteur.instant) : null;
    if (ligne.reponse !== reponse || ligne.satisfaiteLe !== satisfaiteLe)
      repondreALigne(tx, demande, ligne, { satisfaiteLe, reponse });
    return demande.dossierId;
  });
  return lireDemandesDossier(context, dossierId);
}

export function clore(context: Context, demandeId: number, motif: string): DemandesDossier {
  const dossierId = ecrire(context.db, acteur(context), (tx) => {
    const demande = exigerEnvoyee(lireDemandePorteur(tx.db, demandeId));
    const lue = lireDemandesDossier({ ...context, db: tx.db }, demande.dossierId).demandes.find(
      (d) => d.id === demandeId,
    );
    const manquent = (lue?.lignes.length ?? 0) - (lue?.satisfaites ?? 0);
    if (manquent > 0 && motif === '')
      throw new Refus(
        'motif_absent',
        `${pluriel(manquent, 'ligne attend', 'lignes attendent')} encore : dites pourquoi vous n’attendez plus.`,
      );
    changerEtatDemande(tx, demande, 'close', motif);
    return demande.dossierId;
  });
  return lireDemandesDossier(context, dossierId);
}

/** Une demande annulée ne se rouvre pas : le porteur a pu être prévenu ; on en écrit une autre. */
export function rouvrir(context: Context, demandeId: number, motif: string): DemandesDossier {
  const dossierId = ecrire(context.db, acteur(context), (tx) => {
    const demande = lireDemandePorteur(tx.db, demandeId);
    if (!demande) throw introuvable('Cette demande');
    if (demande.etat !== 'close') throw new Refus('demande_non_close', 'Seule une demande close se rouvre.');
    changerEtatDemande(tx, demande, 'envoyee', motif);
    return demande.dossierId;
  });
  return lireDemandesDossier(context, dossierId);
}
