import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import {
  changerConvention,
  insererConvention,
  lireConvention,
  numeroDuDossier,
  prochainAvenant,
  prochainRang,
} from '../../../db/queries/conventions.ts';
import type { ProductionConventions } from '../../../shared/contract/conventions.ts';
import { numeroDAvenant, numeroDeConvention } from '../../../shared/domaine/conventions/numero.ts';
import { acteur, exigerAgent } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { reviserEcheancier } from '../paiements/reviser.ts';
import { introuvable, Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { type Atelier, composer, exerciceDe, ouvrirAtelier } from './composer.ts';
import { ecrirePapiers } from './papiers.ts';
import { lireSituations, type Situation } from './situation.ts';

interface Demande {
  readonly campagneId: number;
  readonly dossierIds: readonly number[];
}

/**
 * Donne à chaque dossier le papier qu’il attend, puis les imprime dans un processus à part. Tué pendant l’impression, les
 * papiers sont inscrits et leur PDF s’écrit à la première ouverture : il ne dépend que de ce qui est inscrit.
 */
export async function genererConventions(
  context: Context,
  demande: Demande,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<ProductionConventions> {
  const papiers = inscrireConventions(context, demande);
  const ids = papiers.map((p) => p.id);
  return { papiers, document: await ecrirePapiers(context, demande.campagneId, ids, surProgres, signal) };
}

/** Tout ou rien : lu, numéroté et inscrit dans une seule transaction, sans rien imprimer. */
export function inscrireConventions(
  context: Context,
  { campagneId, dossierIds }: Demande,
): ProductionConventions['papiers'] {
  const atelier = ouvrirAtelier(context, campagneId, exigerAgent(context));
  const voulus = [...new Set(dossierIds)];
  return ecrire(context.db, acteur(context), (tx) => {
    exigerCampagneOuverte(tx.db, campagneId);
    // D’abord : le papier imprime l’échéancier tenu en base, où un acompte déjà versé garde sa part.
    for (const dossierId of voulus) reviserEcheancier(tx, campagneId, dossierId);
    const situations = lireSituations(context, campagneId, voulus);
    if (situations.length < voulus.length) refuserAbsents(context, campagneId, voulus, situations);
    refuserSansSuite(situations);
    return situations.map((situation) => inscrire(tx, atelier, situation));
  });
}

function refuserAbsents(
  context: Context,
  campagneId: number,
  voulus: readonly number[],
  situations: readonly Situation[],
): void {
  const connus = new Set(situations.map((s) => s.evaluation.ligne.id));
  const premier = voulus.find((id) => !connus.has(id));
  if (premier === undefined) return;
  const numero = numeroDuDossier(context.db, campagneId, premier);
  if (numero === undefined) throw introuvable('Un des dossiers choisis');
  throw new Refus(
    'rien_d_agree',
    `Dossier ${numero} : le Copil n’a agréé aucun de ses collectifs, il n’y a pas de convention à écrire. Rien n’a été généré.`,
  );
}

function refuserSansSuite(situations: readonly Situation[]): void {
  const raisons = situations.flatMap((s) => {
    const raison = raisonDeRefus(s);
    return raison === null ? [] : [`dossier ${s.evaluation.ligne.numero} : ${raison}`];
  });
  if (raisons.length > 0)
    throw new Refus('generation_impossible', `Rien n’a été généré. ${raisons.slice(0, 8).join(' ; ')}.`);
}

function raisonDeRefus({ suite, convention, collectifs }: Situation): string | null {
  if (collectifs.length === 0) return 'plus aucun collectif n’est agréé, résiliez sa convention';
  if (suite === 'resiliation') return 'les décisions sont revenues à ce qui est signé, résiliez l’avenant en attente';
  // Résiliée, une autre se génère si on la demande : c’est un choix de l’agent.
  if (suite === null && convention !== null && convention.etat !== 'resiliee')
    return `la convention ${convention.numero} dit déjà la décision en vigueur`;
  return null;
}

function inscrire(tx: Transaction, atelier: Atelier, situation: Situation): ProductionConventions['papiers'][number] {
  const { suite, convention, avenants } = situation;
  const dossierId = situation.evaluation.ligne.id;
  const avenant = suite === 'avenant' && convention !== null;
  const exercice = exerciceDe(atelier);
  const rang = avenant ? prochainAvenant(tx.db, convention.id) : prochainRang(tx.db, exercice);
  const numero = avenant
    ? numeroDAvenant(convention.numero, rang)
    : numeroDeConvention(exercice, atelier.reglages.code, rang);
  const contenu = composer(atelier, situation, numero);
  // Pas encore signé, le papier d’avant cède la place ; il garde son numéro et ce qu’il disait.
  const remplaces = avenant
    ? avenants
    : suite === 'remplacement' && convention !== null
      ? [convention, ...avenants]
      : [];
  for (const { id, etat } of remplaces)
    if (etat === 'a_signer' || etat === 'envoyee') remplacer(tx, id, numero, atelier.expediteur.jour);
  const id = insererConvention(tx, {
    campagneId: atelier.campagne.id,
    dossierId,
    nature: contenu.faits.nature,
    conventionId: avenant ? convention.id : null,
    exercice: avenant ? convention.exercice : exercice,
    rang,
    numero,
    montantCentimes: contenu.faits.montantCentimes,
    contenu,
  });
  return { id, numero, dossierId };
}

function remplacer(tx: Transaction, id: number, par: string, jour: string): void {
  const avant = lireConvention(tx.db, id);
  if (!avant) throw introuvable('Cette convention');
  const motif = `remplacée par ${par} : la décision a changé avant la signature`;
  changerConvention(
    tx,
    avant,
    { etat: 'resiliee', resilieeLe: jour, resilieeMotif: motif },
    { action: 'convention.remplacer', libelle: `${avant.numero} remplacée par ${par}`, motif },
  );
}
