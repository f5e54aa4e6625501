import { ecrire } from '../../../db/ecrire.ts';
import { listerAgents } from '../../../db/queries/agents.ts';
import { lireCampagne } from '../../../db/queries/campagnes.ts';
import { campagneDuDossier, lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import { ecrireSynthese } from '../../../db/queries/instruction.ts';
import { changerEtatLecture, ecrireCotation, lireLecture } from '../../../db/queries/lectures.ts';
import { listerLiens } from '../../../db/queries/liens-interet.ts';
import type { EtatHarmonisation, Synthese } from '../../../shared/contract/instruction.ts';
import type { Charte, Niveau } from '../../../shared/domaine/charte.ts';
import { manqueCommentaire } from '../../../shared/domaine/reste-a-faire.ts';
import { acteur, exigerAgent, nomComplet } from '../acteur.ts';
import { lireAnnuaire } from '../communes.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { comparerLecteurs, type SourcesComparaison } from './comparer.ts';
import { refuserSiEcarte } from './liens.ts';
import { presenterSynthese, raisonDeNePasFixer } from './synthese.ts';
import { lireInstruction } from './vue.ts';

export interface SourcesDeCampagne extends SourcesComparaison {
  readonly charteId: number;
}

/** Tout ce qu’il faut pour comparer les lecteurs d’une campagne, ou d’un seul de ses dossiers. */
export function lireSources(context: Context, campagneId: number, dossierId?: number): SourcesDeCampagne {
  const { db } = context;
  const campagne = lireCampagne(db, campagneId);
  if (!campagne) throw introuvable('Cette campagne');
  return {
    charte: campagne.charte,
    charteId: campagne.charteId,
    lignes: lireLignesDossiers(db, campagneId, { champs: [], ...(dossierId === undefined ? {} : { dossierId }) }),
    instruction: lireInstruction(db, campagne, context.session.agentId),
    annuaire: lireAnnuaire(context.ressources),
    noms: new Map(listerAgents(db).map((a) => [a.id, nomComplet(a)])),
    motifs: new Map(listerLiens(db, campagneId).map((l) => [`${l.dossierId}:${l.agentId}`, l.motif])),
  };
}

/** Les dossiers à plusieurs lecteurs, ceux à harmoniser d’abord. */
export function lireHarmonisation(context: Context, campagneId: number): EtatHarmonisation {
  const sources = lireSources(context, campagneId);
  const dossiers = sources.lignes.dossiers
    .map((entree) => comparerLecteurs(entree, sources).dossier)
    .filter((d) => d.lecteurs.length > 1);
  return {
    reglages: sources.instruction.reglages,
    dossiers: dossiers.toSorted(
      (a, b) =>
        Number(b.aHarmoniser) - Number(a.aHarmoniser) ||
        b.criteres - a.criteres ||
        (b.ecartNote ?? -1) - (a.ecartNote ?? -1) ||
        a.numero.localeCompare(b.numero),
    ),
    aHarmoniser: dossiers.filter((d) => d.aHarmoniser).length,
    caches: dossiers.filter((d) => d.aveugle).length,
  };
}

export function lireSynthese(context: Context, dossierId: number): Synthese {
  const campagneId = campagneDuDossier(context.db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  const sources = lireSources(context, campagneId, dossierId);
  const entree = sources.lignes.dossiers.find((d) => d.dossier.id === dossierId);
  if (!entree) throw introuvable('Ce dossier');
  return presenterSynthese(context, comparerLecteurs(entree, sources), sources);
}

/** Le rapporteur fixe le niveau d’un critère, ou le rend à la moyenne. */
export function fixer(
  context: Context,
  demande: { dossierId: number; critere: string; niveau: Niveau | null; commentaire: string },
): Synthese {
  const { dossierId, critere, niveau, commentaire } = demande;
  const agent = exigerAgent(context);
  ecrire(context.db, acteur(context), (tx) => {
    refuserSiEcarte(tx.db, dossierId, agent.id);
    const campagneId = campagneDuDossier(tx.db, dossierId);
    if (campagneId === undefined) throw introuvable('Ce dossier');
    const sources = lireSources(context, campagneId, dossierId);
    const entree = sources.lignes.dossiers.find((d) => d.dossier.id === dossierId);
    if (!entree) throw introuvable('Ce dossier');
    exigerCritere(sources.charte, critere);
    const refus = raisonDeNePasFixer(comparerLecteurs(entree, sources), sources);
    if (refus !== null) throw new Refus('fixer_refuse', refus);
    if (niveau !== null) exigerCommentaire(niveau, commentaire);
    ecrireSynthese(
      tx,
      { dossierId, charteId: sources.charteId, critere },
      niveau === null ? null : { niveau, commentaire },
    );
  });
  return lireSynthese(context, dossierId);
}

/** Le lecteur revoit un de ses niveaux : rouvrir, coter et terminer d’une traite, chaque pas au journal avec le motif. */
export function revoir(
  context: Context,
  demande: { dossierId: number; critere: string; niveau: Niveau; commentaire: string; motif: string },
): Synthese {
  const { dossierId, critere, niveau, commentaire, motif } = demande;
  const agent = exigerAgent(context);
  ecrire(context.db, acteur(context), (tx) => {
    refuserSiEcarte(tx.db, dossierId, agent.id);
    const lecture = lireLecture(tx.db, dossierId, agent.id);
    if (lecture?.etat !== 'terminee')
      throw new Refus(
        'lecture_ouverte',
        'Votre lecture n’est pas terminée : changez vos niveaux sur l’écran de lecture.',
      );
    const campagne = lireCampagne(tx.db, campagneDuDossier(tx.db, dossierId) ?? 0);
    if (!campagne) throw introuvable('Ce dossier');
    exigerCritere(campagne.charte, critere);
    exigerCommentaire(niveau, commentaire);
    changerEtatLecture(tx, lecture, 'en_cours', motif);
    ecrireCotation(tx, { lectureId: lecture.id, dossierId, critere }, { niveau, commentaire });
    changerEtatLecture(tx, { ...lecture, etat: 'en_cours' }, 'terminee', motif);
  });
  return lireSynthese(context, dossierId);
}

function exigerCritere(charte: Charte, code: string): void {
  if (!charte.axes.some((axe) => axe.criteres.some((c) => c.code === code))) throw introuvable(`Le critère ${code}`);
}

function exigerCommentaire(niveau: Niveau, commentaire: string): void {
  if (manqueCommentaire({ niveau, commentaire }))
    throw new Refus('commentaire_absent', `Un niveau ${niveau} demande un commentaire : écrivez ce qui le justifie.`);
}
