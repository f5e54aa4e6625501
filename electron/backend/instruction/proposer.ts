import { listerAgents } from '../../../db/queries/agents.ts';
import type { DossierAttribue, EtatAttributions, Proposition } from '../../../shared/contract/instruction.ts';
import { type DossierARepartir, type Manque, repartir } from '../../../shared/domaine/attributions.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { nomComplet } from '../acteur.ts';
import type { Context } from '../context.ts';
import { Refus } from '../refus.ts';
import { isLecteur, lireAttributions } from './attributions.ts';

export interface DemandeDeProposition {
  readonly campagneId: number;
  readonly dossierIds: readonly number[];
  readonly parTerritoire: readonly { readonly territoire: string; readonly agentIds: readonly number[] }[] | null;
  readonly agentIds: readonly number[];
  readonly avecRapporteur: boolean;
}

/** Une répartition à regarder avant de l’appliquer ; rien n’est écrit. */
export function proposer(context: Context, demande: DemandeDeProposition): Proposition {
  const etat = lireAttributions(context, demande.campagneId);
  const agents = new Map(listerAgents(context.db).map((a) => [a.id, a]));
  const nommes = new Set([...demande.agentIds, ...(demande.parTerritoire ?? []).flatMap((t) => t.agentIds)]);
  for (const id of nommes) {
    const agent = agents.get(id);
    if (!agent?.actif)
      throw new Refus(
        'agent_inactif',
        `${agent ? nomComplet(agent) : 'Un agent choisi'} ne peut pas lire : choisissez des agents actifs.`,
      );
  }
  if (nommes.size === 0) throw new Refus('sans_agent', 'Choisissez au moins un agent entre qui répartir.');
  const aRepartir = new Set(demande.dossierIds);
  const dossiers = etat.dossiers.map((d) => preparer(d, candidatsDe(d, demande), aRepartir.has(d.id)));
  const { attributions, manques, avant, apres } = repartir({
    dossiers,
    lecteursParDossier: etat.reglages.lecteursParDossier,
    avecRapporteur: demande.avecRapporteur,
  });
  const vide = { dossiers: 0, collectifs: 0 };
  return {
    changements: attributions.map(({ dossierId, agentId, role }) => ({ dossierId, agentId, role })),
    charges: [...apres].map(([agentId, charge]) => ({ agentId, avant: avant.get(agentId) ?? vide, apres: charge })),
    manques: manques.map((m) => expliquer(m, etat)),
  };
}

function candidatsDe(dossier: DossierAttribue, demande: DemandeDeProposition): readonly number[] {
  if (demande.parTerritoire === null) return demande.agentIds;
  return demande.parTerritoire.find((t) => t.territoire === (dossier.territoire ?? ''))?.agentIds ?? [];
}

function preparer(dossier: DossierAttribue, candidats: readonly number[], aRepartir: boolean): DossierARepartir {
  return {
    dossierId: dossier.id,
    collectifs: dossier.collectifs,
    lecteurs: dossier.lecteurs.filter(isLecteur).map((l) => l.agentId),
    rapporteur: dossier.lecteurs.find((l) => l.role === 'rapporteur')?.agentId ?? null,
    exclus: dossier.lecteurs.filter((l) => l.lien !== null).map((l) => l.agentId),
    candidats,
    aRepartir,
  };
}

function expliquer({ dossierId, manque, raison }: Manque, etat: EtatAttributions): Proposition['manques'][number] {
  const dossier = etat.dossiers.find((d) => d.id === dossierId);
  const ecartes = (dossier?.lecteurs ?? [])
    .filter((l) => l.lien !== null)
    .map((l) => etat.agents.find((a) => a.id === l.agentId)?.nom ?? 'un agent');
  const raisons: Record<Manque['raison'], string> = {
    sans_candidat: `aucun agent choisi pour le territoire « ${dossier?.territoire ?? 'sans territoire'} »`,
    liens: `lien d’intérêt de ${ecartes.join(', ')}, et aucun autre agent choisi ne peut le lire`,
    deja_lecteurs: 'les agents choisis le lisent déjà tous',
  };
  return {
    dossierId,
    numero: dossier?.numero ?? '',
    structure: dossier?.structure ?? '',
    phrase: `il manque ${pluriel(manque, 'lecteur')} : ${raisons[raison]}.`,
  };
}
