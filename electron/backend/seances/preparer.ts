import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import { listerHistoriqueDecisions } from '../../../db/queries/historique-decisions.ts';
import {
  insererSeance,
  type LigneSeance,
  lireSeance,
  lireSuiviDeSeance,
  type NouvelleSeance,
  type ReglagesSeance,
  modifierSeance as reecrireSeance,
} from '../../../db/queries/seances.ts';
import {
  compterTraces,
  ecrireOrdreDuJour,
  effacerSeance,
  insererPoints,
  type PointOrdonne,
} from '../../../db/queries/tenue-seance.ts';
import type { EtatSeance, MembreDeSeance, MembreSaisi, OrdreSeance } from '../../../shared/contract/seances.ts';
import { formaterDate, lireDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { acteur } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { enumerer } from '../documents/typographie.ts';
import { evaluerToute } from '../dossiers/regles.ts';
import { introuvable, Refus } from '../refus.ts';
import { campagneDeSeance, lireEtatSeance } from './lire.ts';
import { inscrire } from './ordre-du-jour.ts';

export interface SeanceACreer extends ReglagesSeance, Partial<Pick<NouvelleSeance, 'portee' | 'suiteDe'>> {
  /** Les dossiers d’une séance choisie à la main, dans leur ordre. */
  readonly dossierIds?: readonly number[];
}

/** @throws Refus si la portée n’a pas ce qu’il lui faut : une séance d’avant et ses ajournés, ou des dossiers */
export function creerSeance(context: Context, campagneId: number, demande: SeanceACreer): EtatSeance {
  lireCampagne(context, campagneId);
  controlerHeures(demande);
  const { dossierIds = [], portee = 'campagne', suiteDe = null, ...reglages } = demande;
  controlerPortee(context, campagneId, { portee, suiteDe, dossierIds });
  const id = ecrire(context.db, acteur(context), (tx) => {
    exigerCampagneOuverte(tx.db, campagneId);
    const neuve = insererSeance(tx, campagneId, { ...reglages, portee, suiteDe });
    if (portee === 'choisis')
      insererPoints(
        tx,
        neuve,
        dossierIds.map((dossierId) => ({ dossierId, minutes: null })),
      );
    return neuve;
  });
  return lireEtatSeance(context, campagneId, id);
}

function controlerPortee(
  context: Context,
  campagneId: number,
  { portee, suiteDe, dossierIds }: Required<Pick<SeanceACreer, 'portee' | 'suiteDe' | 'dossierIds'>>,
): void {
  const precedente = suiteDe === null ? null : lireSeance(context.db, suiteDe);
  if (precedente !== null && precedente?.campagneId !== campagneId) throw introuvable('La séance précédente');
  const evaluations = portee === 'campagne' ? [] : evaluerToute(context, campagneId);
  if (portee === 'ajournes') {
    if (!precedente) throw new Refus('suite_absente', 'Dites de quelle séance reprendre les dossiers ajournés.');
    const ajournes = evaluations.some((e) =>
      e.collectifs.some((c) => c.decision?.nature === 'ajourne' && c.decision.seanceId === suiteDe),
    );
    if (!ajournes)
      throw new Refus(
        'sans_ajourne',
        `La séance du ${formaterDate(precedente.date)} n’a rien ajourné qui soit encore à décider : rien à reprendre.`,
      );
  }
  if (portee === 'choisis') {
    if (dossierIds.length === 0) throw new Refus('sans_dossier', 'Choisissez au moins un dossier pour cette séance.');
    controlerDossiers(dossierIds, new Set(evaluations.map((e) => e.ligne.id)));
  }
}

function controlerDossiers(dossierIds: readonly number[], connus: ReadonlySet<number>): void {
  if (new Set(dossierIds).size < dossierIds.length)
    throw new Refus('dossier_double', 'Un dossier est deux fois à l’ordre du jour : rien n’a été changé.');
  if (dossierIds.some((id) => !connus.has(id)))
    throw new Refus('dossier_inconnu', 'Un dossier choisi n’est pas de cette séance : rechargez la page.');
}

function controlerHeures(reglages: Pick<ReglagesSeance, 'date' | 'heureDebut' | 'heureFin'>): void {
  if (!lireDate(reglages.date).valide)
    throw new Refus('date', `Le ${reglages.date} n’existe pas au calendrier : corrigez la date de la séance.`);
  if (reglages.heureFin <= reglages.heureDebut)
    throw new Refus('heures', 'La séance finit avant de commencer : corrigez les heures.');
}

export type SeanceModifiee = Omit<ReglagesSeance, 'membres'> & {
  readonly membres: readonly (Omit<MembreSaisi, 'id'> & { readonly id?: number | null })[];
  /** Retirer aussi des membres qui se sont récusés ou dont la présence est notée. */
  readonly confirmer?: boolean;
};

/** @throws Refus si un membre récusé ou présent serait retiré sans que ce soit confirmé */
export function modifierSeance(context: Context, seanceId: number, demande: SeanceModifiee): EtatSeance {
  controlerHeures(demande);
  const { confirmer = false, membres: saisis, ...reglages } = demande;
  // Lu dans la transaction : une présence notée à l’instant, dans l’autre fenêtre, compte.
  const campagneId = ecrire(context.db, acteur(context), (tx) => {
    const avant = lireSeance(tx.db, seanceId);
    if (!avant) throw introuvable('Cette séance');
    const membres = reconnaitre(saisis, avant.membres);
    if (!confirmer) refuserDeparts(tx.db, avant, membres);
    const { id: _id, campagneId, portee: _portee, suiteDe: _suiteDe, ...anciens } = avant;
    reecrireSeance(tx, seanceId, anciens, { ...reglages, membres });
    return campagneId;
  });
  return lireEtatSeance(context, campagneId, seanceId);
}

/** Un membre sans numéro, mais du même nom et de la même institution qu’un inscrit, est cet inscrit. */
function reconnaitre(saisis: SeanceModifiee['membres'], inscrits: readonly MembreDeSeance[]): MembreSaisi[] {
  const pris = new Set(saisis.flatMap(({ id }) => id ?? []));
  if (
    pris.size < saisis.filter((m) => m.id != null).length ||
    [...pris].some((id) => !inscrits.some((m) => m.id === id))
  )
    throw new Refus('membre_inconnu', 'La liste des membres a changé entre-temps : rechargez la page.');
  return saisis.map((saisi) => {
    if (saisi.id != null) return { ...saisi, id: saisi.id };
    const meme = inscrits.find((m) => !pris.has(m.id) && m.nom === saisi.nom && m.institution === saisi.institution);
    if (meme) pris.add(meme.id);
    return { ...saisi, id: meme?.id ?? null };
  });
}

function refuserDeparts(db: Base, avant: LigneSeance, membres: readonly MembreSaisi[]): void {
  const gardes = new Set(membres.flatMap(({ id }) => id ?? []));
  const recuses = new Set(lireSuiviDeSeance(db, avant.id).recusations.map((r) => r.membreId));
  const partis = avant.membres.filter((m) => !gardes.has(m.id) && recuses.has(m.id));
  if (partis.length === 0) return;
  throw new Refus(
    'membre_recuse',
    `${enumerer(partis.map((m) => m.nom))} : retirer ce membre efface ses récusations de cette séance. Confirmez, ou gardez-le et notez-le absent.`,
  );
}

/** Efface une séance vide : rien n’y a été décidé ni dit. */
export function supprimerSeance(context: Context, seanceId: number): EtatSeance {
  const campagneId = campagneDeSeance(context, seanceId);
  ecrire(context.db, acteur(context), (tx) => {
    const seance = lireSeance(tx.db, seanceId);
    if (!seance) throw introuvable('Cette séance');
    const traces = compterTraces(tx.db, seanceId);
    const raisons = [
      traces.decisions > 0 ? pluriel(traces.decisions, 'décision') : '',
      traces.avis > 0 ? `${traces.avis} avis` : '',
      traces.recusations > 0 ? pluriel(traces.recusations, 'récusation') : '',
      traces.courriers > 0 ? pluriel(traces.courriers, 'lettre') : '',
      traces.suites > 0 ? 'une séance qui en reprend les ajournés' : '',
    ].filter((raison) => raison !== '');
    if (raisons.length > 0)
      throw new Refus(
        'seance_tenue',
        `La séance du ${formaterDate(seance.date)} ne s’efface pas : elle porte ${enumerer(raisons)}, que l’historique garde.`,
      );
    effacerSeance(tx, seance);
  });
  return lireEtatSeance(context, campagneId);
}

export interface OrdreVoulu {
  readonly seanceId: number;
  readonly ordre: OrdreSeance;
  readonly points: readonly PointOrdonne[];
}

/**
 * Range l’ordre du jour. À la main, tous les points gardent leur place ; sinon l’ordre se recalcule et seules les minutes
 * données sont gardées. Une séance choisie à la main se limite aux points donnés.
 */
export function ordonnerSeance(context: Context, { seanceId, ordre, points }: OrdreVoulu): EtatSeance {
  const campagneId = campagneDeSeance(context, seanceId);
  ecrire(context.db, acteur(context), (tx) => {
    const seance = lireSeance(tx.db, seanceId);
    if (!seance) throw introuvable('Cette séance');
    const toutes = evaluerToute(context, campagneId);
    const suivi = lireSuiviDeSeance(tx.db, seanceId);
    const choisie = seance.portee === 'choisis';
    const inscrits = choisie ? toutes : inscrire(toutes, seance, suivi, listerHistoriqueDecisions(tx.db, campagneId));
    const ids = points.map((p) => p.dossierId);
    controlerDossiers(ids, new Set(inscrits.map((e) => e.ligne.id)));
    if (choisie) refuserDesinscrits(new Set(ids), toutes, seanceId);
    const gardes = choisie || ordre === 'main' ? points : points.filter((p) => p.minutes !== null);
    ecrireOrdreDuJour(tx, seance, ordre, gardes);
  });
  return lireEtatSeance(context, campagneId, seanceId);
}

function refuserDesinscrits(ids: ReadonlySet<number>, toutes: ReturnType<typeof evaluerToute>, seanceId: number): void {
  if (ids.size === 0) throw new Refus('sans_dossier', 'Gardez au moins un dossier à cette séance.');
  const decide = toutes.find(
    (e) => !ids.has(e.ligne.id) && e.collectifs.some((c) => c.decision?.seanceId === seanceId),
  );
  if (decide)
    throw new Refus(
      'dossier_decide',
      `${decide.ligne.structure.raisonSociale} a été décidé à cette séance : il reste à son ordre du jour.`,
      { lieu: `dossier ${decide.ligne.numero}` },
    );
}
