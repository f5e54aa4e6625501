import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import type { TraceDeReprise } from '../../../db/queries/grilles.ts';
import {
  changerEtatLecture,
  commenterLecture,
  ecrireConstat,
  ecrireCotation,
  ouvrirLecture,
} from '../../../db/queries/lectures.ts';
import type { ApercuGrilles, RepriseFaite } from '../../../shared/contract/grilles.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { acteur, exigerAgent, nomComplet } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context, Depot } from '../context.ts';
import { lireDepot, viderDepot } from '../imports/depots.ts';
import { Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { RefusDeLecture } from '../tableurs/classeur.ts';
import { PREFIXE_CONDITION } from '../tableurs/ecrire-grille-format.ts';
import { type Comparaison, comparerGrilles, type FichierLu, type PlanDossier } from './comparer.ts';
import { empreinteLecture, empreinteLigne } from './empreintes.ts';
import { lectureDe, lireLectures } from './etat.ts';
import { type EtatDeReprise, lireEtatDeReprise } from './etat-de-reprise.ts';
import type { LignePrevue } from './travail-de-dossier.ts';

type Agent = EtatDeReprise['agent'];

/** Lit chaque classeur dans un processus à part ; un fichier refusé n’empêche pas les autres. */
async function lireFichiers(
  context: Context,
  depot: Depot,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<FichierLu[]> {
  const lus: FichierLu[] = [];
  for (const [rang, { chemin, nom }] of depot.fichiers.entries()) {
    surProgres(rang, depot.fichiers.length, `Lecture de « ${nom} »`);
    try {
      const lue = await context.lanceur.lancer('lire-grille', { chemin, nom }, signal ? { signal } : {});
      lus.push({ nom, lue, refus: null });
    } catch (cause) {
      if (!(cause instanceof RefusDeLecture)) throw cause;
      lus.push({ nom, lue: null, refus: cause.message });
    }
  }
  return lus;
}

function comparer(context: Context, campagneId: number, agent: Agent, fichiers: readonly FichierLu[]): Comparaison {
  const lues = fichiers.flatMap((f) => f.lue ?? []);
  const dossierIds = [...new Set(lues.flatMap((l) => l.dossiers.map((d) => d.id)))];
  const grilles = [...new Set(lues.map((l) => l.grille))];
  return comparerGrilles(fichiers, lireEtatDeReprise(context, { campagneId, agent, dossierIds, grilles }));
}

/**
 * Ce que la reprise changerait, sans rien écrire.
 * @param lecteur au nom de qui ; par défaut l’agent choisi
 */
export async function analyserGrilles(
  context: Context,
  { campagneId, depotId }: { readonly campagneId: number; readonly depotId: string },
  surProgres: SurProgres,
  signal?: AbortSignal,
  lecteur?: Agent,
): Promise<ApercuGrilles> {
  const agent = lecteur ?? agentDe(context);
  const fichiers = await lireFichiers(context, lireDepot(context, depotId), surProgres, signal);
  const { plans: _, ...apercu } = comparer(context, campagneId, agent, fichiers);
  return { depotId, ...apercu };
}

function agentDe(context: Context): Agent {
  const agent = exigerAgent(context);
  return { id: agent.id, nom: nomComplet(agent) };
}

export interface DemandeReprise {
  readonly campagneId: number;
  readonly depotId: string;
  /** Clés des lignes à décider où la grille l’emporte ; `toutes` : chaque fois. */
  readonly prendre: readonly string[] | 'toutes';
  readonly terminer: boolean;
}

/** Écrit tout en une transaction, comparé à la base de ce moment ; ce qui s’y est ajouté depuis l’aperçu n’est pas écrasé. */
export async function reprendreGrilles(context: Context, demande: DemandeReprise): Promise<RepriseFaite> {
  const agent = agentDe(context);
  const depot = lireDepot(context, demande.depotId);
  const fichiers = await lireFichiers(context, depot, () => {});
  if (fichiers.every((f) => f.lue === null))
    throw new Refus('grille_illisible', fichiers[0]?.refus ?? 'Aucune grille à reprendre.');
  const faite = ecrire(context.db, acteur(context), (tx) => ecrireReprise(context, tx, demande, agent, fichiers));
  context.depots.delete(demande.depotId);
  await viderDepot(depot);
  return faite;
}

function ecrireReprise(
  context: Context,
  tx: Transaction,
  { campagneId, prendre, terminer }: DemandeReprise,
  agent: Agent,
  fichiers: readonly FichierLu[],
): RepriseFaite {
  const { plans } = comparer(context, campagneId, agent, fichiers);
  const { charteId } = lireCampagne(context, campagneId);
  const choisies = prendre === 'toutes' ? null : new Set(prendre);
  const bilan = { changements: 0, dossiers: 0, terminees: 0, gardes: 0 };
  const traces = new Map<string, { fichier: string; changements: number; dossiers: Record<number, TraceDeReprise> }>();
  for (const plan of plans) {
    const lignes = plan.lignes.filter((l) => !l.aDecider || choisies === null || choisies.has(l.cle));
    bilan.gardes += plan.lignes.length - lignes.length;
    if (lignes.length === 0) continue;
    ecrireLignes(tx, plan, lignes, { agentId: agent.id, charteId });
    bilan.changements += lignes.length;
    bilan.dossiers += 1;
    const trace = traces.get(plan.grille) ?? { fichier: plan.fichier, changements: 0, dossiers: {} };
    traces.set(plan.grille, trace);
    trace.changements += lignes.length;
    const lecture = lectureDe(lireLectures(tx.db, campagneId, [plan.dossier.id]), plan.dossier.id, agent.id, charteId);
    trace.dossiers[plan.dossier.id] = { lecture: empreinteLecture(lecture), constats: constatsDe(lignes) };
  }
  for (const [grille, trace] of traces) journaliser(tx, grille, trace, agent);
  if (terminer) bilan.terminees = terminerLectures(tx, comparer(context, campagneId, agent, fichiers).plans);
  return { ...bilan, ecartes: plans.filter((p) => p.apercu.etat === 'ecarte').length };
}

function ecrireLignes(
  tx: Transaction,
  { dossier }: PlanDossier,
  lignes: readonly LignePrevue[],
  { agentId, charteId }: { readonly agentId: number; readonly charteId: number },
): void {
  // Un constat est au dossier : il n’ouvre pas de lecture.
  const lectureId = lignes.some((l) => l.genre !== 'constat') ? ouvrirLecture(tx, dossier.id, agentId, charteId) : 0;
  for (const ligne of lignes) {
    switch (ligne.genre) {
      case 'niveau': {
        const { niveau, commentaire } = ligne;
        ecrireCotation(tx, { lectureId, dossierId: dossier.id, critere: ligne.code }, { niveau, commentaire });
        break;
      }
      case 'commentaire': {
        const commentaire = dossier.lecture?.commentaire ?? '';
        commenterLecture(tx, { id: lectureId, dossierId: dossier.id, commentaire }, ligne.commentaire);
        break;
      }
      case 'constat': {
        const proposition = dossier.conditions.find((c) => c.code === ligne.code)?.proposition;
        if (proposition === undefined) throw new Error(`condition ${ligne.code} perdue`);
        ecrireConstat(
          tx,
          dossier.id,
          ligne.code,
          ligne.reponse === null
            ? null
            : {
                reponse: ligne.reponse,
                proposition: proposition.reponse,
                preuve: proposition.preuve,
                commentaire: ligne.commentaire,
                agentId,
              },
        );
        break;
      }
    }
  }
}

function constatsDe(lignes: readonly LignePrevue[]): Record<string, string> {
  return Object.fromEntries(
    lignes.flatMap((l) =>
      l.genre === 'constat' ? [[`${PREFIXE_CONDITION}${l.code}`, empreinteLigne(l.reponse, l.commentaire)]] : [],
    ),
  );
}

function journaliser(
  tx: Transaction,
  grille: string,
  trace: { fichier: string; changements: number; dossiers: Readonly<Record<number, TraceDeReprise>> },
  agent: Agent,
): void {
  const { fichier, changements, dossiers } = trace;
  const combien = pluriel(Object.keys(dossiers).length, 'dossier');
  tx.journaliser({
    action: 'grille.reprendre',
    libelle: `Grille hors ligne reprise : ${pluriel(changements, 'changement')} sur ${combien}`,
    objet: `grille:${grille}`,
    apres: { fichier, agentId: agent.id, dossiers },
  });
}

/** Termine ce qui est complet, niveaux et commentaires : la même règle qu’à l’écran. */
function terminerLectures(tx: Transaction, plans: readonly PlanDossier[]): number {
  let terminees = 0;
  for (const { dossier, apercu } of plans) {
    const { lecture } = dossier;
    if (!apercu.terminable || lecture === null) continue;
    changerEtatLecture(tx, { id: lecture.id, dossierId: dossier.id, etat: lecture.etat }, 'terminee', null);
    terminees += 1;
  }
  return terminees;
}
