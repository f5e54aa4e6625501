import { lireCampagne } from '../../../db/queries/campagnes.ts';
import { lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import { listerHistoriqueDecisions } from '../../../db/queries/historique-decisions.ts';
import {
  type LigneSeance,
  lireSeance,
  lireSeanceDeCampagne,
  lireSuiviDeSeance,
  listerSeances,
} from '../../../db/queries/seances.ts';
import type { Collectif, LigneDossier } from '../../../shared/contract/dossiers.ts';
import type {
  DecisionAnterieure,
  DossierDeSeance,
  Enveloppe,
  EtatSeance,
  Seance,
  SeanceResumee,
} from '../../../shared/contract/seances.ts';
import { formaterDixiemes, formaterEuros } from '../../../shared/domaine/nombres.ts';
import { decisionDossier, type Evaluation, evaluerCampagne, LECTURE_AVEUGLE } from '../dossiers/evaluer.ts';
import { CHAMPS_DES_FAITS } from '../dossiers/faits.ts';
import { lireRegles, type SocleLecture } from '../dossiers/regles.ts';
import { commentaireDesLecteurs } from '../instruction/vue.ts';
import { introuvable } from '../refus.ts';
import { lirePropositionRetenue } from '../scenarios/proposition.ts';
import { lireMotifs } from './motifs.ts';
import { ajournementsAnterieurs, inscrire, ordonner, SANS_SUIVI } from './ordre-du-jour.ts';

/** L’état d’une séance ; sans numéro, de la dernière créée de la campagne. */
export function lireEtatSeance(context: SocleLecture, campagneId: number, seanceId?: number): EtatSeance {
  const campagne = lireCampagne(context.db, campagneId);
  if (!campagne) throw introuvable('Cette campagne');
  const ligne = choisirSeance(context, campagneId, seanceId);
  const lignes = lireLignesDossiers(context.db, campagneId, { champs: CHAMPS_DES_FAITS });
  const evaluations = evaluerCampagne(lignes, lireRegles(context, campagneId));
  const suivi = ligne ? lireSuiviDeSeance(context.db, ligne.id) : SANS_SUIVI;
  const propositions = lirePropositionRetenue(context, campagneId);
  const seances = listerSeances(context.db, campagneId);
  const histoire = seances.length > 1 ? listerHistoriqueDecisions(context.db, campagneId) : [];
  const anterieurs = ligne ? ajournementsAnterieurs(histoire, seances, ligne) : SANS_ANTERIEURS;
  const inscrits = inscrire(evaluations, ligne, suivi, histoire);
  const minutes = new Map(suivi.points.map((p) => [p.dossierId, p.minutes]));
  const recusations = Map.groupBy(suivi.recusations, (r) => r.dossierId);
  const avis = Map.groupBy(suivi.avis, (a) => a.dossierId);
  const dossiers = ordonner(inscrits, ligne?.ordre ?? 'pile', suivi).map(
    (e): DossierDeSeance => ({
      ...presenter(e, anterieurs),
      points: pointsADebattre(e),
      commentaire: commentaireDesLecteurs(e.lectures),
      minutes: minutes.get(e.ligne.id) ?? null,
      recusations: (recusations.get(e.ligne.id) ?? []).map(({ membreId, nom, motif }) => ({ membreId, nom, motif })),
      avis: (avis.get(e.ligne.id) ?? []).map(({ institution, sens, texte }) => ({ institution, sens, texte })),
      // À l’aveugle, la raison dirait la note que les autres ont donnée.
      proposition: e.ligne.aveugle ? null : (propositions.get(e.ligne.id) ?? null),
    }),
  );
  const decidees = new Set(evaluations.flatMap((e) => e.collectifs.flatMap((c) => c.decision?.seanceId ?? [])));
  return {
    seance: ligne ? presenterSeance(ligne, decidees.has(ligne.id)) : null,
    seances: seances.map((s) => resumer(s, decidees.has(s.id))),
    // L’enveloppe est celle de la campagne : ce qu’une autre séance a engagé ne s’accorde pas deux fois.
    enveloppe: calculerEnveloppe(
      campagne.enveloppeCentimes,
      evaluations.flatMap((e) => e.collectifs.map((c) => rouvrir(c, anterieurs))),
    ),
    motifs: lireMotifs(context.db),
    decides: dossiers.filter((d) => d.etat === 'decide').length,
    total: dossiers.length,
    dossiers,
  };
}

type Anterieurs = ReturnType<typeof ajournementsAnterieurs>;
const SANS_ANTERIEURS: Anterieurs = new Map();

/** Ajourné par une séance précédente, un collectif est à décider dans celle-ci. */
export function rouvrir(collectif: Collectif, anterieurs: Anterieurs): Collectif {
  const ajourne = collectif.decision !== null && anterieurs.get(collectif.id)?.id === collectif.decision.id;
  return ajourne ? { ...collectif, decision: null } : collectif;
}

/** Le dossier vu de cette séance : ses collectifs rouverts, et ce qui en avait été dit. */
function presenter(e: Evaluation, anterieurs: Anterieurs) {
  const listeCollectifs = e.collectifs.map((c) => rouvrir(c, anterieurs));
  const anterieures = e.collectifs.flatMap(({ id, lettre }): DecisionAnterieure[] => {
    const d = anterieurs.get(id);
    return d ? [{ collectifId: id, lettre, seanceId: d.seanceId, date: d.date, motif: d.motif, texte: d.texte }] : [];
  });
  const rouvert = listeCollectifs.some((c, i) => c !== e.collectifs[i]);
  const ligne = rouvert ? { ...e.ligne, ...resumerDecisions(listeCollectifs), etat: 'etudie' as const } : e.ligne;
  return { ...ligne, listeCollectifs, anterieures };
}

function choisirSeance({ db }: SocleLecture, campagneId: number, seanceId: number | undefined) {
  if (seanceId === undefined) return lireSeanceDeCampagne(db, campagneId);
  const ligne = lireSeance(db, seanceId);
  if (ligne?.campagneId !== campagneId) throw introuvable('Cette séance');
  return ligne;
}

function resumerDecisions(collectifs: readonly Collectif[]): Pick<LigneDossier, 'decision' | 'agreeCentimes'> {
  const decides = collectifs.flatMap((c) => c.decision ?? []);
  return {
    decision: decisionDossier(collectifs),
    agreeCentimes: decides.length > 0 ? decides.reduce((n, d) => n + d.montantCentimes, 0) : null,
  };
}

function resumer(ligne: Omit<LigneSeance, 'membres'>, tenue: boolean): SeanceResumee {
  const { id, date, heureDebut, lieu, portee } = ligne;
  return { id, date, heureDebut, lieu, portee, etat: tenue ? 'tenue' : 'preparee' };
}

function presenterSeance(ligne: LigneSeance, tenue: boolean): Seance {
  const { heureFin, presidence, ordre, quorum, suiteDe, membres, campagneId } = ligne;
  return { ...resumer(ligne, tenue), campagneId, heureFin, presidence, ordre, quorum, suiteDe, membres };
}

function calculerEnveloppe(totalCentimes: number | null, collectifs: DossierDeSeance['listeCollectifs']): Enveloppe {
  const engageCentimes = collectifs.reduce((n, c) => n + (c.decision?.montantCentimes ?? 0), 0);
  return {
    totalCentimes,
    engageCentimes,
    resteCentimes: totalCentimes === null ? null : totalCentimes - engageCentimes,
    enAttenteCentimes: collectifs.filter((c) => c.decision === null).reduce((n, c) => n + c.droitCentimes, 0),
  };
}

/** L’agent a corrigé la proposition : c’est son commentaire qui l’explique, pas la preuve du logiciel. */
function direCondition({ libelle, proposition, constat }: Evaluation['conditions'][number]): string {
  const dit = constat !== null && constat.reponse !== proposition.reponse ? constat.commentaire : proposition.preuve;
  return `${libelle} : ${dit.replace(/[.\s]+$/, '')}.`;
}

/** Ce que le Copil doit savoir avant de décider : conditions à « non », axes sous le seuil, écarts d’argent. */
export function pointsADebattre(e: Evaluation): string[] {
  const { ligne } = e;
  const points = ligne.aveugle ? [`${LECTURE_AVEUGLE}.`] : [];
  if (ligne.aHarmoniser) points.push('Les lecteurs s’écartent : à harmoniser avant le Copil.');
  points.push(...e.conditions.filter((c) => c.retenue === 'non').map(direCondition));
  const inconnues = e.conditions.filter((c) => c.retenue === 'non_renseigne').map((c) => c.libelle);
  if (inconnues.length > 0) points.push(`Non renseigné : ${inconnues.join(', ')}.`);
  const aRevoir = e.conditions.filter((c) => c.aRevoir).map((c) => c.libelle);
  if (aRevoir.length > 0) points.push(`Preuve changée depuis le constat : ${aRevoir.join(', ')}.`);
  for (const c of e.collectifs.filter((x) => e.absents.has(x.id)))
    points.push(`Collectif ${c.lettre} : absent du dernier fichier reçu, sa décision et son montant sont gardés.`);
  for (const c of e.collectifs) {
    const aujourdhui = e.montantsDAujourdhui.get(c.id);
    if (aujourdhui !== undefined)
      points.push(
        `Collectif ${c.lettre} : ${formaterEuros(c.decision?.montantCentimes ?? 0)} agréés ; le dernier fichier reçu donnerait ${formaterEuros(aujourdhui)}. Le montant agréé reste tant que le Copil ne décide pas à nouveau.`,
      );
  }
  for (const axe of ligne.note.axes) {
    if (axe.sousSeuil && axe.dixiemes !== null) {
      points.push(`Axe ${axe.libelle} : ${formaterDixiemes(axe.dixiemes)} sur 100, sous le seuil de ${axe.seuil}.`);
    }
  }
  if (ligne.note.dixiemes !== null && !ligne.note.complete)
    points.push(`Note partielle : ${ligne.note.manquants.length} critères non cotés.`);
  if (ligne.demandeCentimes !== null && ligne.demandeCentimes > ligne.droitCentimes) {
    points.push(`${formaterEuros(ligne.demandeCentimes - ligne.droitCentimes)} demandés au-delà du droit calculé.`);
  }
  return points;
}

export function campagneDeSeance(context: SocleLecture, seanceId: number): number {
  const seance = lireSeance(context.db, seanceId);
  if (!seance) throw introuvable('Cette séance');
  return seance.campagneId;
}
