import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import { campagneDuDossier } from '../../../db/queries/dossiers.ts';
import { listerAttributions, remplacerAttributions } from '../../../db/queries/instruction.ts';
import {
  declarerLien as ecrireLien,
  retirerLien as effacerLien,
  lienEnCours,
  listerLiens,
} from '../../../db/queries/liens-interet.ts';
import type { LiensDuDossier } from '../../../shared/contract/instruction.ts';
import { acteur, exigerAgent } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';

function campagneDe(db: Base, dossierId: number): number {
  const campagneId = campagneDuDossier(db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  return campagneId;
}

/** Un agent qui a déclaré un lien d’intérêt n’écrit plus rien dans l’étude du dossier. */
export function refuserSiEcarte(db: Base, dossierId: number, agentId: number): void {
  if (lienEnCours(db, dossierId, agentId))
    throw new Refus(
      'lien_interet',
      'Vous avez déclaré un lien d’intérêt avec ce porteur : vous êtes hors de ce dossier. Si ce lien n’existe plus, retirez-le avec un motif.',
    );
}

export function lireLiens(context: Context, dossierId: number): LiensDuDossier {
  const campagneId = campagneDe(context.db, dossierId);
  const { agentId } = context.session;
  const liens = listerLiens(context.db, campagneId).filter((l) => l.dossierId === dossierId);
  const mien = liens.find((l) => l.agentId === agentId);
  return {
    mien: mien ? { motif: mien.motif, declareLe: mien.declareLe } : null,
    autres: liens.filter((l) => l !== mien).map(({ agent, motif, declareLe }) => ({ agent, motif, declareLe })),
  };
}

/** L’agent sort du dossier : son attribution est retirée, sa lecture gardée mais hors de la synthèse. */
export function declarerLien(context: Context, dossierId: number, motif: string): LiensDuDossier {
  const agent = exigerAgent(context);
  const campagneId = campagneDe(context.db, dossierId);
  ecrire(context.db, acteur(context), (tx) => {
    if (lienEnCours(tx.db, dossierId, agent.id))
      throw new Refus('lien_deja_declare', 'Votre lien d’intérêt est déjà déclaré sur ce dossier.');
    ecrireLien(tx, dossierId, agent.id, motif);
    const lecteurs = listerAttributions(tx.db, campagneId).filter((a) => a.dossierId === dossierId);
    const gardes = lecteurs.filter((a) => a.agentId !== agent.id);
    if (gardes.length < lecteurs.length)
      remplacerAttributions(
        tx,
        dossierId,
        gardes.map(({ agentId, role }) => ({ agentId, role })),
        'Lien d’intérêt déclaré',
      );
  });
  return lireLiens(context, dossierId);
}

export function retirerLien(context: Context, dossierId: number, motif: string): LiensDuDossier {
  const agent = exigerAgent(context);
  campagneDe(context.db, dossierId);
  ecrire(context.db, acteur(context), (tx) => {
    const lien = lienEnCours(tx.db, dossierId, agent.id);
    if (!lien) throw new Refus('sans_lien', 'Vous n’avez pas de lien d’intérêt en cours sur ce dossier.');
    effacerLien(tx, lien, motif);
  });
  return lireLiens(context, dossierId);
}
