import { premiereEntreeFausse } from '../../db/ecrire.ts';
import { lignesAlterees } from '../../db/empreintes.ts';
import { listerJournal } from '../../db/queries/journal.ts';
import type { EntreeJournal, RapportVerification } from '../../shared/contract/journal.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import type { Context } from './context.ts';
import { dossiersAveugles } from './instruction/vue.ts';
import { dossiersEnDesaccord } from './paiements/desaccords.ts';

export function listerEntrees(
  context: Context,
  options: { avantId: number | null; limite: number; recherche: string },
): { entrees: EntreeJournal[]; total: number } {
  const { agentId } = context.session;
  const objets = [...dossiersAveugles(context.db, agentId)].map((id) => `dossier:${id}`);
  const { entrees, total } = listerJournal(context.db, {
    ...options,
    ...(agentId === null ? {} : { cache: { agentId, objets } }),
  });
  return {
    total,
    entrees: entrees.map((e) => ({
      id: e.id,
      instant: e.instant,
      agent: e.agentNom,
      compteSysteme: e.compteSysteme,
      action: e.action,
      // Lecture aveugle : l’entrée est là, son contenu attend la fin de la lecture de qui regarde.
      libelle: e.cachee ? `${e.libelle} (contenu caché jusqu’à la fin de votre lecture)` : e.libelle,
      objet: e.objet,
      avant: e.cachee ? null : e.avant,
      apres: e.cachee ? null : e.apres,
      motif: e.cachee ? null : e.motif,
      empreinte: e.empreinte,
    })),
  };
}

/** Chaîne du journal, intégrité du fichier, liens, empreintes des lignes d’argent et de banque. */
export function verifierBase(context: Pick<Context, 'db'>): RapportVerification {
  const { db } = context;
  const chaine = premiereEntreeFausse(db);
  const integrite = String(db.$client.pragma('integrity_check(1)', { simple: true }));
  const liens = db.$client.pragma('foreign_key_check') as { table: string }[];
  const alterees = lignesAlterees(db);
  const desaccords = dossiersEnDesaccord(db);
  const controles = [
    {
      code: 'journal',
      libelle: 'Chaîne du journal',
      sain: chaine.fausse === null,
      detail:
        chaine.fausse === null
          ? `${chaine.entrees} entrées, chaîne entière`
          : `entrée n° ${chaine.fausse} changée ou manquante`,
    },
    {
      code: 'integrite',
      libelle: 'Intégrité du fichier',
      sain: integrite === 'ok',
      detail: integrite === 'ok' ? 'aucun défaut' : integrite,
    },
    {
      code: 'liens',
      libelle: 'Liens entre les tables',
      sain: liens.length === 0,
      detail:
        liens.length === 0
          ? 'tous entiers'
          : `${liens.length} liens rompus (${[...new Set(liens.map((l) => l.table))].join(', ')})`,
    },
    {
      code: 'empreintes',
      libelle: 'Lignes d’argent et de banque',
      sain: alterees.length === 0,
      detail:
        alterees.length === 0
          ? 'toutes conformes à leur empreinte'
          : `${alterees.length} lignes changées hors de l’application : ${alterees
              .slice(0, 10)
              .map((l) => `${l.table} n° ${l.id}`)
              .join(', ')}`,
    },
    {
      code: 'echeances',
      libelle: 'Échéances, droits et trop-perçus',
      sain: desaccords.length === 0,
      detail:
        desaccords.length === 0
          ? 'ceux que donnent décisions, suivi, bilans et lots, pour chaque dossier'
          : `montants différents pour ${pluriel(desaccords.length, 'dossier')} : ${desaccords.slice(0, 10).join(', ')}`,
    },
  ];
  return {
    sain: controles.every((c) => c.sain),
    entrees: chaine.entrees,
    derniereEmpreinte: chaine.derniere,
    controles,
  };
}
