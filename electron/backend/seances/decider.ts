import type { Base } from '../../../db/base.ts';
import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import { dossiersDesCollectifs } from '../../../db/queries/dossiers.ts';
import { listerHistoriqueDecisions } from '../../../db/queries/historique-decisions.ts';
import {
  decisionEnVigueur,
  insererDecision,
  lireSeance,
  lireSuiviDeSeance,
  retirerDecision,
} from '../../../db/queries/seances.ts';
import type { Campagne } from '../../../shared/contract/campagnes.ts';
import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { EtatSeance } from '../../../shared/contract/seances.ts';
import { isAccorde } from '../../../shared/domaine/accord.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { calculerDroit } from '../../../shared/domaine/droit.ts';
import { LIBELLES_DECISION } from '../../../shared/domaine/libelles.ts';
import { acteur } from '../acteur.ts';
import { exigerBilanNonValide } from '../bilans/exiger-non-valide.ts';
import { lireCampagne } from '../campagnes.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import type { Evaluation } from '../dossiers/evaluer.ts';
import { evaluerQuelques } from '../dossiers/regles.ts';
import { reviserDossier } from '../paiements/reviser.ts';
import { introuvable, Refus } from '../refus.ts';
import { campagneDeSeance, lireEtatSeance } from './lire.ts';
import { controlerMotif } from './motifs.ts';
import { inscrire, REMPLACEE } from './ordre-du-jour.ts';

export interface DemandeDecision {
  readonly seanceId: number;
  readonly collectifIds: readonly number[];
  readonly nature: NatureDecision;
  readonly motif: string | null;
  readonly texte: string;
}

/** Décide tous les collectifs demandés, ou aucun : chaque ligne est contrôlée avant la première écriture. */
export function decider(context: Context, demande: DemandeDecision): EtatSeance {
  const campagneId = campagneDeSeance(context, demande.seanceId);
  const campagne = lireCampagne(context, campagneId);
  // Lu dans la transaction : une autre fenêtre, un autre processus ont pu décider entre-temps.
  ecrire(context.db, acteur(context), (tx) => {
    exigerCampagneOuverte(tx.db, campagneId);
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
    controlerInscription(tx.db, demande.seanceId, dossiers);
    const siens = dossiers.flatMap((d) => d.collectifs.filter((c) => demande.collectifIds.includes(c.id)));
    controlerMotif(tx.db, demande, new Set(siens.flatMap((c) => c.decision?.motif ?? [])));
    deciderDans(tx, campagne, demande, dossiers);
  });
  return lireEtatSeance(context, campagneId, demande.seanceId);
}

/** Pose une même décision sur les collectifs choisis de ces dossiers, dans la transaction de l’appelant. */
export function deciderDans(
  tx: Transaction,
  campagne: Campagne,
  { seanceId, collectifIds, nature, motif, texte }: DemandeDecision,
  dossiers: readonly Evaluation[],
): void {
  const choisis = new Set(collectifIds);
  for (const dossier of dossiers) {
    const siens = dossier.collectifs.filter((c) => choisis.has(c.id));
    const voulues = new Map(siens.map((c) => [c.id, { nature, motif, texte }]));
    exigerDroitNonFige(tx.db, campagne.id, dossier, voulues);
    appliquerDecisions(tx, { campagne, seanceId, dossier, voulues });
  }
}

/** Ce qui accorde, ou reprend ce qui était accordé, change le droit ; classer un collectif jamais agréé n’y touche pas. */
function changeLAccord(dossier: Evaluation, voulues: ReadonlyMap<number, Voulue | null>): boolean {
  return etatsVoulus(dossier, voulues).some((e) => e.demandee && (e.accordee || e.accorder));
}

/** @throws Refus `bilan_valide` si la décision changerait un droit que le bilan a déjà fixé */
function exigerDroitNonFige(
  db: Base,
  campagneId: number,
  dossier: Evaluation,
  voulues: ReadonlyMap<number, Voulue | null>,
): void {
  if (!changeLAccord(dossier, voulues)) return;
  const { id, structure, numero } = dossier.ligne;
  exigerBilanNonValide(db, campagneId, { id, nom: structure.raisonSociale || `Dossier ${numero}` });
}

/** Un dossier qui n’est pas à l’ordre du jour de la séance ne s’y décide pas. */
function controlerInscription(db: Base, seanceId: number, dossiers: readonly Evaluation[]): void {
  const seance = lireSeance(db, seanceId);
  if (seance?.portee === 'campagne') return;
  const histoire = seance ? listerHistoriqueDecisions(db, seance.campagneId) : [];
  const inscrits = new Set(inscrire(dossiers, seance, lireSuiviDeSeance(db, seanceId), histoire));
  const dehors = dossiers.find((d) => !inscrits.has(d));
  if (dehors)
    throw new Refus(
      'hors_seance',
      `${dehors.ligne.structure.raisonSociale} n’est pas à l’ordre du jour de cette séance : inscrivez-le d’abord.`,
      { lieu: `dossier ${dehors.ligne.numero}` },
    );
}

export function annulerDecision(
  context: Context,
  demande: { seanceId: number; collectifId: number; motif: string },
): EtatSeance {
  const { seanceId, collectifId, motif } = demande;
  const campagneId = campagneDeSeance(context, seanceId);
  const campagne = lireCampagne(context, campagneId);
  ecrire(context.db, acteur(context), (tx) => {
    exigerCampagneOuverte(tx.db, campagneId);
    const dossierId = dossiersDesCollectifs(tx.db, campagneId, [collectifId]).get(collectifId);
    if (dossierId === undefined) throw introuvable('Ce collectif');
    const actuelle = decisionEnVigueur(tx.db, collectifId);
    if (!actuelle) throw new Refus('sans_decision', 'Ce collectif n’a pas de décision à annuler.');
    const seance = lireSeance(tx.db, actuelle.seanceId);
    if (seance && actuelle.seanceId !== seanceId)
      throw new Refus(
        'autre_seance',
        `Cette décision est celle de la séance du ${formaterDate(seance.date)} : ouvrez-la pour l’annuler, ou décidez à nouveau ici.`,
      );
    for (const dossier of evaluerQuelques(context, campagneId, [dossierId])) {
      const voulues = new Map([[collectifId, null]]);
      exigerDroitNonFige(tx.db, campagneId, dossier, voulues);
      appliquerDecisions(tx, { campagne, seanceId, dossier, voulues, motifRetrait: motif });
    }
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
    const accordee = isAccorde(actuelle?.nature);
    const absent = dossier.absents.has(collectif.id);
    return {
      collectif,
      actuelle,
      demandee,
      voulue,
      accordee,
      absent,
      accorder: isAccorde(voulue?.nature),
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
 * la part des autres. L’échéancier suit dans la même transaction.
 * @throws Refus si un collectif absent du dernier fichier serait nouvellement agréé
 */
export function appliquerDecisions(
  tx: Transaction,
  { campagne, seanceId, dossier, voulues, motifRetrait }: Application,
): void {
  const etats = etatsVoulus(dossier, voulues);
  refuserAbsents(etats, dossier);
  const montants = calculerMontants(etats, campagne.bareme);
  for (const { collectif, actuelle, demandee, voulue } of etats) {
    const montantCentimes = montants.get(collectif.id) ?? 0;
    const inchangee =
      actuelle?.nature === voulue?.nature &&
      actuelle?.motif === voulue?.motif &&
      actuelle?.texte === voulue?.texte &&
      // Redite dans une autre séance, c’est une autre décision.
      (!demandee || (actuelle?.seanceId ?? seanceId) === seanceId) &&
      (actuelle?.montantCentimes ?? 0) === montantCentimes;
    if (inchangee) continue;
    if (actuelle !== null) {
      const remplacee = motifRetrait ?? REMPLACEE;
      retirerDecision(tx, actuelle.id, demandee ? remplacee : RECALCUL);
    }
    if (voulue !== null) {
      insererDecision(tx, {
        // Un montant recalculé ne change pas la séance qui a décidé.
        seanceId: demandee ? seanceId : (actuelle?.seanceId ?? seanceId),
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
  const { id: campagneId, anneeScolaire, bareme } = campagne;
  reviserDossier(tx, { campagneId, anneeScolaire, bareme }, dossier.ligne.id);
}
