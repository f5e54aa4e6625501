import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import { dossiersDesCollectifs } from '../../../db/queries/dossiers.ts';
import { remplacerEcheances } from '../../../db/queries/paiements.ts';
import {
  decisionEnVigueur,
  modifierSeance as ecrireSeance,
  insererDecision,
  insererSeance,
  lireSeance,
  type NouvelleSeance,
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
import { evaluerQuelques } from '../dossiers/regles.ts';
import { introuvable, Refus } from '../refus.ts';
import { campagneDeSeance, lireEtatSeance } from './lire.ts';

export function creerSeance(
  context: Context,
  campagneId: number,
  reglages: ReglagesSeance & Partial<Pick<NouvelleSeance, 'portee' | 'suiteDe'>>,
): EtatSeance {
  lireCampagne(context, campagneId);
  controlerHeures(reglages);
  ecrire(context.db, acteur(context), (tx) =>
    insererSeance(tx, campagneId, { portee: 'campagne', suiteDe: null, ...reglages }),
  );
  return lireEtatSeance(context, campagneId);
}

export function modifierSeance(context: Context, seanceId: number, reglages: ReglagesSeance): EtatSeance {
  const avant = lireSeance(context.db, seanceId);
  if (!avant) throw introuvable('Cette séance');
  controlerHeures(reglages);
  const { id: _id, campagneId, portee: _portee, suiteDe: _suiteDe, ...anciens } = avant;
  ecrire(context.db, acteur(context), (tx) => ecrireSeance(tx, seanceId, anciens, reglages));
  return lireEtatSeance(context, campagneId, seanceId);
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
  // Lu dans la transaction : une autre fenêtre, un autre processus ont pu décider entre-temps.
  ecrire(context.db, acteur(context), (tx) => {
    const dossierDe = dossiersDesCollectifs(tx.db, campagneId, demande.collectifIds);
    const dossiers = evaluerQuelques(context, campagneId, [...new Set(dossierDe.values())]);
    const connus = new Set(dossiers.flatMap((d) => d.collectifs.map((c) => c.id)));
    for (const id of demande.collectifIds) {
      if (!connus.has(id))
        throw new Refus(
          'collectif_inconnu',
          'Un collectif choisi n’est plus dans cette campagne : rechargez la page.',
          { lieu: `collectif ${id}` },
        );
    }
    for (const dossier of dossiers) {
      const choisis = dossier.collectifs.filter((c) => demande.collectifIds.includes(c.id));
      const voulues = new Map(
        choisis.map((c) => [c.id, { nature: demande.nature, motif: demande.motif, texte: demande.texte }]),
      );
      appliquerDecisions(tx, { campagne, seanceId: demande.seanceId, dossier, voulues });
    }
  });
  return lireEtatSeance(context, campagneId, demande.seanceId);
}

export function annulerDecision(
  context: Context,
  demande: { seanceId: number; collectifId: number; motif: string },
): EtatSeance {
  const { seanceId, collectifId, motif } = demande;
  const campagneId = campagneDeSeance(context, seanceId);
  const campagne = lireCampagne(context, campagneId);
  ecrire(context.db, acteur(context), (tx) => {
    const dossierId = dossiersDesCollectifs(tx.db, campagneId, [collectifId]).get(collectifId);
    if (dossierId === undefined) throw introuvable('Ce collectif');
    if (!decisionEnVigueur(tx.db, collectifId))
      throw new Refus('sans_decision', 'Ce collectif n’a pas de décision à annuler.');
    for (const dossier of evaluerQuelques(context, campagneId, [dossierId]))
      appliquerDecisions(tx, {
        campagne,
        seanceId,
        dossier,
        voulues: new Map([[collectifId, null]]),
        motifRetrait: motif,
      });
  });
  return lireEtatSeance(context, campagneId, seanceId);
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

const RECALCUL = 'montant recalculé : barème par dossier';

type Etat = ReturnType<typeof etatsVoulus>[number];

function etatsVoulus(dossier: Evaluation, voulues: Application['voulues']) {
  return dossier.collectifs.map((collectif) => {
    const actuelle = collectif.decision;
    const demandee = voulues.has(collectif.id);
    const voulue = demandee
      ? (voulues.get(collectif.id) ?? null)
      : actuelle && { nature: actuelle.nature, motif: actuelle.motif, texte: actuelle.texte };
    const accordee = actuelle !== null && ACCORDE.has(actuelle.nature);
    const absent = dossier.absents.has(collectif.id);
    return {
      collectif,
      actuelle,
      demandee,
      voulue,
      accordee,
      absent,
      accorder: voulue !== null && ACCORDE.has(voulue.nature),
    };
  });
}

/**
 * Montant de chaque collectif accordé, en centimes. Un montant agréé ne change que par une décision qui le concerne :
 * par collectif, la sienne ; par dossier, celle qui change ce qui est accordé dans le dossier. Un collectif absent du
 * dernier fichier garde le sien.
 */
function calculerMontants(etats: readonly Etat[], bareme: Campagne['bareme']): ReadonlyMap<number, number> {
  const presents = etats.filter((e) => e.accorder && !e.absent);
  const droits = calculerDroit(
    presents.map((e) => ({ coutCentimes: e.collectif.coutCentimes })),
    bareme,
  );
  const calcules = new Map(presents.map((e, i) => [e.collectif.id, droits.collectifs[i]?.droitCentimes ?? 0]));
  const toutRecalculer =
    bareme.modeCalcul === 'par_dossier' &&
    etats.some((e) => !e.absent && (e.accorder !== e.accordee || (e.demandee && e.accorder)));
  return new Map(
    etats.map(({ collectif, actuelle, demandee, absent, accorder }) => {
      if (!accorder) return [collectif.id, 0];
      const recalculer = !absent && (demandee || toutRecalculer);
      return [collectif.id, recalculer ? (calcules.get(collectif.id) ?? 0) : (actuelle?.montantCentimes ?? 0)];
    }),
  );
}

function refuserAbsents(etats: readonly Etat[], dossier: Evaluation): void {
  const fautif = etats.find((e) => e.absent && e.accorder && !e.accordee);
  if (!fautif) return;
  throw new Refus(
    'collectif_absent',
    `${dossier.ligne.structure.raisonSociale}, collectif ${fautif.collectif.lettre} : il n’est plus dans le dernier fichier reçu, il ne peut pas être agréé. Annulez sa décision, ou demandez au porteur de le déclarer à nouveau.`,
    { lieu: `dossier ${dossier.ligne.numero}` },
  );
}

/**
 * Pose l’état voulu d’un dossier et les montants qui en découlent : en calcul par dossier, agréer un collectif change
 * la part des autres. L’échéancier prévisionnel suit dans la même transaction.
 * @throws Refus si un collectif absent du dernier fichier serait nouvellement agréé
 */
export function appliquerDecisions(
  tx: Transaction,
  { campagne, seanceId, dossier, voulues, motifRetrait }: Application,
): void {
  const etats = etatsVoulus(dossier, voulues);
  refuserAbsents(etats, dossier);
  const montants = calculerMontants(etats, campagne.bareme);
  let totalCentimes = 0;
  for (const { collectif, actuelle, demandee, voulue } of etats) {
    const montantCentimes = montants.get(collectif.id) ?? 0;
    totalCentimes += montantCentimes;
    const inchangee =
      actuelle?.nature === voulue?.nature &&
      actuelle?.motif === voulue?.motif &&
      actuelle?.texte === voulue?.texte &&
      (actuelle?.montantCentimes ?? 0) === montantCentimes;
    if (inchangee) continue;
    if (actuelle !== null) {
      const remplacee = motifRetrait ?? 'remplacée par une nouvelle décision';
      retirerDecision(tx, actuelle.id, demandee ? remplacee : RECALCUL);
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
      motif: demandee ? (motifRetrait ?? null) : RECALCUL,
    });
  }
  remplacerEcheances(
    tx,
    dossier.ligne.id,
    totalCentimes > 0 ? planifierEcheances(totalCentimes, campagne.bareme, campagne.anneeScolaire) : [],
  );
}
