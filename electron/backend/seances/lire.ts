import { lireCampagne } from '../../../db/queries/campagnes.ts';
import { lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import {
  type LigneSeance,
  lireSeance,
  lireSeanceDeCampagne,
  lireSuiviDeSeance,
  listerSeances,
} from '../../../db/queries/seances.ts';
import type {
  DossierDeSeance,
  Enveloppe,
  EtatSeance,
  Seance,
  SeanceResumee,
} from '../../../shared/contract/seances.ts';
import { assertNever, comparerFrancais, MOTIFS_DECISION } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterEuros } from '../../../shared/domaine/nombres.ts';
import { type Evaluation, evaluerCampagne, LECTURE_AVEUGLE } from '../dossiers/evaluer.ts';
import { CHAMPS_DES_FAITS } from '../dossiers/faits.ts';
import { lireRegles, type SocleLecture } from '../dossiers/regles.ts';
import { commentaireDesLecteurs } from '../instruction/vue.ts';
import { introuvable } from '../refus.ts';
import { lirePropositionRetenue } from '../scenarios/proposition.ts';

/** L’état d’une séance ; sans numéro, de la dernière créée de la campagne. */
export function lireEtatSeance(context: SocleLecture, campagneId: number, seanceId?: number): EtatSeance {
  const campagne = lireCampagne(context.db, campagneId);
  if (!campagne) throw introuvable('Cette campagne');
  const ligne = choisirSeance(context, campagneId, seanceId);
  const lignes = lireLignesDossiers(context.db, campagneId, { champs: CHAMPS_DES_FAITS });
  const evaluations = evaluerCampagne(lignes, lireRegles(context, campagneId));
  const suivi = ligne ? lireSuiviDeSeance(context.db, ligne.id) : SANS_SUIVI;
  const inscrits = inscrire(evaluations, ligne, suivi);
  const propositions = lirePropositionRetenue(context, campagneId);
  const minutes = new Map(suivi.points.map((p) => [p.dossierId, p.minutes]));
  const recusations = Map.groupBy(suivi.recusations, (r) => r.dossierId);
  const avis = Map.groupBy(suivi.avis, (a) => a.dossierId);
  const dossiers = ordonner(inscrits, ligne?.ordre ?? 'pile', suivi).map(
    (e): DossierDeSeance => ({
      ...e.ligne,
      listeCollectifs: e.collectifs,
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
    seances: listerSeances(context.db, campagneId).map((s) => resumer(s, decidees.has(s.id))),
    // L’enveloppe est celle de la campagne : ce qu’une autre séance a engagé ne s’accorde pas deux fois.
    enveloppe: calculerEnveloppe(
      campagne.enveloppeCentimes,
      evaluations.flatMap((e) => e.collectifs),
    ),
    motifs: MOTIFS_DECISION.map((m) => ({ ...m, natures: [...m.natures] })),
    decides: dossiers.filter((d) => d.etat === 'decide').length,
    total: dossiers.length,
    dossiers,
  };
}

type Suivi = ReturnType<typeof lireSuiviDeSeance>;
const SANS_SUIVI: Suivi = { points: [], recusations: [], avis: [] };

function choisirSeance({ db }: SocleLecture, campagneId: number, seanceId: number | undefined) {
  if (seanceId === undefined) return lireSeanceDeCampagne(db, campagneId);
  const ligne = lireSeance(db, seanceId);
  if (ligne?.campagneId !== campagneId) throw introuvable('Cette séance');
  return ligne;
}

/** Les dossiers de cette séance, d’après sa portée. Un dossier reste à la séance qui l’a décidé. */
function inscrire(evaluations: readonly Evaluation[], ligne: LigneSeance | undefined, suivi: Suivi): Evaluation[] {
  if (ligne === undefined) return [...evaluations];
  switch (ligne.portee) {
    case 'campagne':
      return [...evaluations];
    case 'ajournes':
      return evaluations.filter((e) =>
        e.collectifs.some(({ decision }) => decision?.nature === 'ajourne' || decision?.seanceId === ligne.id),
      );
    case 'choisis': {
      const inscrits = new Set(suivi.points.map((p) => p.dossierId));
      return evaluations.filter((e) => inscrits.has(e.ligne.id));
    }
    default:
      return assertNever(ligne.portee);
  }
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

/** Ordre du jour par pile : ce qui se débat d’abord, puis les défavorables, puis le vote groupé des favorables. */
const RANG_PILE = { a_debattre: 0, defavorable: 1, favorable: 2 } as const;

function ordonner(evaluations: readonly Evaluation[], ordre: Seance['ordre'], suivi: Suivi): Evaluation[] {
  const rangs = new Map(suivi.points.map((p, i) => [p.dossierId, i]));
  const rang = (e: Evaluation) => rangs.get(e.ligne.id) ?? Number.MAX_SAFE_INTEGER;
  const note = (e: Evaluation) => e.ligne.note.dixiemes ?? -1;
  const nom = (a: Evaluation, b: Evaluation) =>
    comparerFrancais(a.ligne.structure.raisonSociale, b.ligne.structure.raisonSociale) ||
    a.ligne.numero.localeCompare(b.ligne.numero);
  const parNote = (a: Evaluation, b: Evaluation) => note(b) - note(a) || nom(a, b);
  const pile = (e: Evaluation) => (e.ligne.pile === null ? 0 : RANG_PILE[e.ligne.pile]);
  const commune = (e: Evaluation) => e.ligne.communeNom ?? '\uffff';
  return evaluations.toSorted((a, b) => {
    switch (ordre) {
      case 'note':
        return parNote(a, b);
      case 'territoire':
        return comparerFrancais(commune(a), commune(b)) || nom(a, b);
      case 'pile':
        return pile(a) - pile(b) || parNote(a, b);
      case 'main':
        // Un dossier arrivé après le rangement se présente à la suite, dans l’ordre des piles.
        return rang(a) - rang(b) || pile(a) - pile(b) || parNote(a, b);
      default:
        return assertNever(ordre);
    }
  });
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
