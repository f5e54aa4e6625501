import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import { remplacerEcheances } from '../../../db/queries/paiements.ts';
import {
  decisionEnVigueur,
  modifierSeance as ecrireSeance,
  insererDecision,
  insererSeance,
  lireCollectif,
  lireSeance,
  lireSeanceDeCampagne,
  type ReglagesSeance,
  retirerDecision,
} from '../../../db/queries/seances.ts';
import type { Campagne } from '../../../shared/contract/campagnes.ts';
import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { EtatSeance } from '../../../shared/contract/seances.ts';
import { calculerDroit } from '../../../shared/domaine/droit.ts';
import { planifierEcheances } from '../../../shared/domaine/echeancier.ts';
import { LIBELLES_DECISION, MOTIFS_DECISION } from '../../../shared/domaine/libelles.ts';
import { acteur } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import type { Evaluation } from '../dossiers/evaluer.ts';
import { evaluerToute } from '../dossiers/regles.ts';
import { introuvable, Refus } from '../refus.ts';
import { campagneDeSeance, lireEtatSeance } from './lire.ts';

export function creerSeance(context: Context, campagneId: number, reglages: ReglagesSeance): EtatSeance {
  lireCampagne(context, campagneId);
  if (lireSeanceDeCampagne(context.db, campagneId))
    throw new Refus('seance_existante', 'La séance de cette campagne existe déjà : modifiez-la.');
  controlerHeures(reglages);
  ecrire(context.db, acteur(context), (tx) => insererSeance(tx, campagneId, reglages));
  return lireEtatSeance(context, campagneId);
}

export function modifierSeance(context: Context, seanceId: number, reglages: ReglagesSeance): EtatSeance {
  const avant = lireSeance(context.db, seanceId);
  if (!avant) throw introuvable('Cette séance');
  controlerHeures(reglages);
  const { id: _id, campagneId, ...anciens } = avant;
  ecrire(context.db, acteur(context), (tx) => ecrireSeance(tx, seanceId, anciens, reglages));
  return lireEtatSeance(context, campagneId);
}

function controlerHeures(reglages: ReglagesSeance): void {
  if (reglages.heureFin <= reglages.heureDebut)
    throw new Refus('heures', 'La séance finit avant de commencer : corrigez les heures.');
}

export interface DemandeDecision {
  readonly seanceId: number;
  readonly collectifIds: readonly number[];
  readonly nature: NatureDecision;
  readonly motif: string | null;
  readonly texte: string;
}

const ACCORDE: ReadonlySet<NatureDecision> = new Set(['agree', 'agree_sous_reserve']);

/** Décide tous les collectifs demandés, ou aucun : chaque ligne est contrôlée avant la première écriture. */
export function decider(context: Context, demande: DemandeDecision): EtatSeance {
  const campagneId = campagneDeSeance(context, demande.seanceId);
  if (demande.nature !== 'agree' && !demande.motif && !demande.texte) {
    throw new Refus(
      'motif_absent',
      `« ${LIBELLES_DECISION[demande.nature]} » demande un motif : choisissez-le dans la liste ou écrivez-le.`,
    );
  }
  if (
    demande.motif !== null &&
    !MOTIFS_DECISION.some((m) => m.code === demande.motif && m.natures.includes(demande.nature))
  ) {
    throw new Refus('motif_inconnu', 'Ce motif ne va pas avec cette décision : choisissez-en un autre.');
  }
  const campagne = lireCampagne(context, campagneId);
  const evaluations = evaluerToute(context, campagneId);
  const dossiers = new Set<Evaluation>();
  for (const id of demande.collectifIds) {
    const dossier = evaluations.find((e) => e.collectifs.some((c) => c.id === id));
    if (!dossier)
      throw new Refus('collectif_inconnu', 'Un collectif choisi n’est plus dans cette campagne : rechargez la page.', {
        lieu: `collectif ${id}`,
      });
    dossiers.add(dossier);
  }
  ecrire(context.db, acteur(context), (tx) => {
    for (const dossier of dossiers) {
      const choisis = dossier.collectifs.filter((c) => demande.collectifIds.includes(c.id));
      const voulues = new Map(
        choisis.map((c) => [c.id, { nature: demande.nature, motif: demande.motif, texte: demande.texte }]),
      );
      appliquerDecisions(tx, { campagne, seanceId: demande.seanceId, dossier, voulues });
    }
  });
  return lireEtatSeance(context, campagneId);
}

export function annulerDecision(
  context: Context,
  demande: { seanceId: number; collectifId: number; motif: string },
): EtatSeance {
  const campagneId = campagneDeSeance(context, demande.seanceId);
  const collectif = lireCollectif(context.db, demande.collectifId);
  const enVigueur = decisionEnVigueur(context.db, demande.collectifId);
  const dossier = evaluerToute(context, campagneId).find((e) => e.ligne.id === collectif?.dossierId);
  if (!collectif || !dossier) throw introuvable('Ce collectif');
  if (!enVigueur) throw new Refus('sans_decision', 'Ce collectif n’a pas de décision à annuler.');
  ecrire(context.db, acteur(context), (tx) => {
    appliquerDecisions(tx, {
      campagne: lireCampagne(context, campagneId),
      seanceId: demande.seanceId,
      dossier,
      voulues: new Map([[collectif.id, null]]),
      motifRetrait: demande.motif,
    });
  });
  return lireEtatSeance(context, campagneId);
}

interface Voulue {
  readonly nature: NatureDecision;
  readonly motif: string | null;
  readonly texte: string;
}

interface Application {
  readonly campagne: Campagne;
  readonly seanceId: number;
  readonly dossier: Evaluation;
  /** Par collectif ; null retire la décision en vigueur. */
  readonly voulues: ReadonlyMap<number, Voulue | null>;
  readonly motifRetrait?: string;
}

/**
 * Pose l’état voulu d’un dossier et recalcule tous ses montants agréés : en calcul par dossier, agréer un collectif
 * change la part des autres. L’échéancier prévisionnel suit dans la même transaction.
 */
export function appliquerDecisions(
  tx: Transaction,
  { campagne, seanceId, dossier, voulues, motifRetrait }: Application,
): void {
  const etats = dossier.collectifs.map((collectif) => {
    const actuelle = collectif.decision;
    const voulue = voulues.has(collectif.id)
      ? (voulues.get(collectif.id) ?? null)
      : actuelle && { nature: actuelle.nature, motif: actuelle.motif, texte: actuelle.texte };
    return { collectif, actuelle, voulue };
  });
  const accordes = etats.filter((e) => e.voulue !== null && ACCORDE.has(e.voulue.nature));
  const droits = calculerDroit(
    accordes.map((e) => ({ coutCentimes: e.collectif.coutCentimes })),
    campagne.bareme,
  );
  const montants = new Map(accordes.map((e, i) => [e.collectif.id, droits.collectifs[i]?.droitCentimes ?? 0]));
  for (const { collectif, actuelle, voulue } of etats) {
    const montantCentimes = montants.get(collectif.id) ?? 0;
    const demandee = voulues.has(collectif.id);
    if (!demandee && (actuelle === null || actuelle.montantCentimes === montantCentimes)) continue;
    const inchangee =
      actuelle !== null &&
      voulue !== null &&
      actuelle.nature === voulue.nature &&
      actuelle.motif === voulue.motif &&
      actuelle.texte === voulue.texte &&
      actuelle.montantCentimes === montantCentimes;
    if (inchangee) continue;
    if (actuelle !== null) {
      retirerDecision(
        tx,
        actuelle.id,
        motifRetrait ?? (demandee ? 'remplacée par une nouvelle décision' : 'montant recalculé : barème par dossier'),
      );
    }
    if (voulue !== null) {
      insererDecision(tx, {
        seanceId,
        collectifId: collectif.id,
        ...voulue,
        montantCentimes,
        agentId: tx.acteur.agentId ?? 0,
      });
    }
    tx.journaliser({
      action: voulue === null ? 'decision.annuler' : 'decision.prendre',
      libelle:
        voulue === null
          ? `Collectif ${collectif.lettre} : décision annulée`
          : `Collectif ${collectif.lettre} : ${LIBELLES_DECISION[voulue.nature]}`,
      objet: `dossier:${dossier.ligne.id}`,
      avant: actuelle && {
        nature: actuelle.nature,
        motif: actuelle.motif,
        texte: actuelle.texte,
        montantCentimes: actuelle.montantCentimes,
      },
      apres: voulue && { ...voulue, montantCentimes },
      motif: motifRetrait ?? null,
    });
  }
  remplacerEcheances(
    tx,
    dossier.ligne.id,
    droits.droitCentimes > 0 ? planifierEcheances(droits.droitCentimes, campagne.bareme, campagne.anneeScolaire) : [],
  );
}
