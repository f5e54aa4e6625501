import { ecrire } from '../../../db/ecrire.ts';
import { listerAgents } from '../../../db/queries/agents.ts';
import { lireCampagne } from '../../../db/queries/campagnes.ts';
import { lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import {
  ecrireReglages,
  lireReglages,
  listerAttributions,
  type RoleAttribue,
  remplacerAttributions,
} from '../../../db/queries/instruction.ts';
import { lienEnCours, listerLiens } from '../../../db/queries/liens-interet.ts';
import type {
  Changement,
  DossierAttribue,
  EtatAttributions,
  ReglagesInstruction,
} from '../../../shared/contract/instruction.ts';
import { comparerFrancais } from '../../../shared/domaine/libelles.ts';
import { acteur, nomComplet } from '../acteur.ts';
import { lireAnnuaire, nomCommune, nomTerritoire } from '../communes.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { lecturesSousCharte } from './vue.ts';

export function lireAttributions(context: Context, campagneId: number): EtatAttributions {
  const { db } = context;
  const campagne = lireCampagne(db, campagneId);
  if (!campagne) throw introuvable('Cette campagne');
  const reglages = lireReglages(db, campagneId);
  const lignes = lireLignesDossiers(db, campagneId, { champs: [] });
  const annuaire = lireAnnuaire(context.ressources);
  const attributions = Map.groupBy(listerAttributions(db, campagneId), (a) => a.dossierId);
  const liens = Map.groupBy(listerLiens(db, campagneId), (l) => l.dossierId);
  const dossiers = lignes.dossiers.map(({ dossier, structure }): DossierAttribue => {
    const collectifs = lignes.collectifs.get(dossier.id) ?? [];
    const lectures = lecturesSousCharte(lignes, dossier.id, campagne.charteId);
    const roles = new Map((attributions.get(dossier.id) ?? []).map((a) => [a.agentId, a.role]));
    const siens = liens.get(dossier.id) ?? [];
    const ids = new Set([...roles.keys(), ...lectures.map((l) => l.agentId), ...siens.map((l) => l.agentId)]);
    const lecteurs = [...ids]
      .toSorted((a, b) => a - b)
      .map((agentId) => {
        const lien = siens.find((l) => l.agentId === agentId);
        return {
          agentId,
          role: roles.get(agentId) ?? null,
          lecture: lectures.find((l) => l.agentId === agentId)?.etat ?? ('non_commencee' as const),
          lien: lien ? { motif: lien.motif, declareLe: lien.declareLe } : null,
        };
      });
    return {
      id: dossier.id,
      numero: dossier.numero,
      structure: structure.raisonSociale,
      communeNom: nomCommune(annuaire, dossier.communeInsee),
      territoire: nomTerritoire(annuaire, dossier.communeInsee),
      collectifs: collectifs.length,
      enfants: collectifs.reduce((n, c) => n + (c.effectif ?? 0), 0),
      lecteurs,
      manque: Math.max(0, reglages.lecteursParDossier - lecteurs.filter(isLecteur).length),
    };
  });
  return {
    reglages,
    agents: presenterAgents(context, dossiers),
    territoires: [...new Set(dossiers.map((d) => d.territoire ?? ''))].toSorted(comparerFrancais),
    dossiers,
  };
}

/** Attribué ou lecture commencée ; un agent écarté ne l’est plus. */
export function isLecteur({ role, lecture, lien }: DossierAttribue['lecteurs'][number]): boolean {
  return lien === null && (role !== null || lecture !== 'non_commencee');
}

function presenterAgents({ db }: Context, dossiers: readonly DossierAttribue[]): EtatAttributions['agents'] {
  return listerAgents(db)
    .map((agent) => {
      const siens = dossiers.flatMap((d) => {
        const lecteur = d.lecteurs.find((l) => l.agentId === agent.id);
        return lecteur && isLecteur(lecteur) ? [{ collectifs: d.collectifs, lecture: lecteur.lecture }] : [];
      });
      return {
        id: agent.id,
        nom: nomComplet(agent),
        actif: agent.actif,
        charge: { dossiers: siens.length, collectifs: siens.reduce((n, d) => n + d.collectifs, 0) },
        terminees: siens.filter((d) => d.lecture === 'terminee').length,
      };
    })
    .filter((a) => a.actif || a.charge.dossiers > 0);
}

export function regler(context: Context, campagneId: number, reglages: ReglagesInstruction): EtatAttributions {
  if (!lireCampagne(context.db, campagneId)) throw introuvable('Cette campagne');
  ecrire(context.db, acteur(context), (tx) => ecrireReglages(tx, campagneId, reglages));
  return lireAttributions(context, campagneId);
}

/** Applique tous les changements, ou aucun : chaque ligne est contrôlée dans la transaction. */
export function attribuer(context: Context, campagneId: number, changements: readonly Changement[]): EtatAttributions {
  const { db } = context;
  if (!lireCampagne(db, campagneId)) throw introuvable('Cette campagne');
  const numeros = new Map(
    lireLignesDossiers(db, campagneId, { champs: [] }).dossiers.map(({ dossier }) => [dossier.id, dossier.numero]),
  );
  ecrire(db, acteur(context), (tx) => {
    const agents = new Map(listerAgents(tx.db).map((a) => [a.id, a]));
    const actuelles = Map.groupBy(listerAttributions(tx.db, campagneId), (a) => a.dossierId);
    for (const [dossierId, voulus] of Map.groupBy(changements, (c) => c.dossierId)) {
      const numero = numeros.get(dossierId);
      if (numero === undefined) throw introuvable('Un dossier de cette sélection');
      const roles = new Map((actuelles.get(dossierId) ?? []).map((a) => [a.agentId, a.role]));
      for (const { agentId, role } of voulus) {
        const agent = agents.get(agentId);
        if (!agent) throw introuvable('Un agent de cette sélection');
        if (role !== null && !agent.actif)
          throw new Refus('agent_inactif', `${nomComplet(agent)} n’est plus actif : choisissez un autre lecteur.`);
        if (role !== null && lienEnCours(tx.db, dossierId, agentId))
          throw new Refus(
            'lien_interet',
            `${nomComplet(agent)} a déclaré un lien d’intérêt avec le porteur du dossier ${numero} : choisissez un autre lecteur. Rien n’a été changé.`,
            { lieu: `dossier ${numero}` },
          );
        changerRole(roles, agentId, role);
      }
      remplacerAttributions(
        tx,
        dossierId,
        [...roles].map(([agentId, role]) => ({ agentId, role })),
      );
    }
  });
  return lireAttributions(context, campagneId);
}

/** Un seul rapporteur : l’ancien redevient lecteur. */
function changerRole(roles: Map<number, RoleAttribue>, agentId: number, role: RoleAttribue | null): void {
  if (role === 'rapporteur') for (const [autre, sien] of roles) if (sien === 'rapporteur') roles.set(autre, 'lecteur');
  if (role === null) roles.delete(agentId);
  else roles.set(agentId, role);
}
