import { ecrire, type Transaction } from '../../db/ecrire.ts';
import { lireCampagne } from '../../db/queries/campagnes.ts';
import { changementsDepuis } from '../../db/queries/changements.ts';
import { campagneDuDossier, lireLignesDossiers } from '../../db/queries/dossiers.ts';
import {
  changerEtatLecture,
  commenterLecture,
  ecrireConstat,
  ecrireCotation,
  lireCotation,
  lireEtatsDeLecture,
  lireLecture as lireLigne,
  marquerVue,
  ouvrirLecture,
} from '../../db/queries/lectures.ts';
import { lienEnCours } from '../../db/queries/liens-interet.ts';
import type { Agent } from '../../shared/contract/commun.ts';
import type { Lecture, LigneDeMaPile } from '../../shared/contract/lectures.ts';
import type { Charte, Niveau, ReponseCondition } from '../../shared/domaine/charte.ts';
import { LIBELLES_REPONSE, pluriel } from '../../shared/domaine/libelles.ts';
import { calculerNote } from '../../shared/domaine/note.ts';
import { manqueMotif, resteAFaire } from '../../shared/domaine/reste-a-faire.ts';
import { acteur, agentCourant, exigerAgent } from './acteur.ts';
import { lireAnDernier } from './an-dernier.ts';
import { exigerCampagneOuverte } from './cloture/exiger-ouverte.ts';
import type { Context } from './context.ts';
import { isModifieDepuis, niveauxDeLecture, presenterNote } from './dossiers/evaluer.ts';
import { lireDossier, listerDossiers } from './dossiers/lire.ts';
import { refuserSiEcarte } from './instruction/liens.ts';
import { lecturesSousCharte } from './instruction/vue.ts';
import { introuvable, Refus } from './refus.ts';

type EtatLecture = Lecture['etat'];

type DansMaPile = Pick<LigneDeMaPile, 'id' | 'maLecture' | 'modifieDepuisLecture' | 'role' | 'ecarte'>;

export function lirePile(context: Context, campagneId: number): LigneDeMaPile[] {
  const parId = new Map(listerDossiers(context, campagneId).map((ligne) => [ligne.id, ligne]));
  return ordonnerPile(context, campagneId).flatMap(({ id, ...miens }) => {
    const ligne = parId.get(id);
    return ligne ? [{ ...ligne, ...miens }] : [];
  });
}

/** L’ordre de la pile sans rien évaluer : l’écran de lecture le demande à chaque touche. */
function ordonnerPile(context: Context, campagneId: number): DansMaPile[] {
  const rangs: Record<EtatLecture, number> = { en_cours: 0, non_commencee: 1, terminee: 2 };
  const pile = lireEtatsDeLecture(context.db, campagneId, agentCourant(context)?.id ?? 0).map(
    ({ id, etat, luLe, contenuModifieLe, role, lien }) => ({
      id,
      maLecture: etat ?? ('non_commencee' as const),
      // Dans sa pile, chacun voit ce qu’il a, lui, à relire.
      modifieDepuisLecture: isModifieDepuis({ contenuModifieLe }, luLe === null ? [] : [{ modifieLe: luLe }]),
      role,
      ecarte: lien !== null,
    }),
  );
  // Sans attribution, tous les dossiers sont à lire : ceux qu’il a finis ne passent pas devant ceux qu’il n’a pas ouverts.
  const avecAttribution = pile.some((d) => d.role !== null);
  const apres = (d: DansMaPile) => Number(avecAttribution && !isMien(d));
  return pile.toSorted(
    (a, b) => Number(a.ecarte) - Number(b.ecarte) || apres(a) - apres(b) || rangs[a.maLecture] - rangs[b.maLecture],
  );
}

/** Attribué, ou déjà commencé : ce que l’agent a, lui, à lire. */
function isMien({ role, maLecture }: Pick<DansMaPile, 'role' | 'maLecture'>): boolean {
  return role !== null || maLecture !== 'non_commencee';
}

/** Les dossiers que « suivant » parcourt : les siens s’il en a d’attribués et en lit un, sinon tous ceux qu’il peut lire. */
function parcours(pile: readonly DansMaPile[], dossierId: number): readonly DansMaPile[] {
  const lisibles = pile.filter((d) => !d.ecarte || d.id === dossierId);
  const miens = lisibles.filter(isMien);
  const avecAttribution = lisibles.some((d) => d.role !== null);
  return avecAttribution && miens.some((d) => d.id === dossierId) ? miens : lisibles;
}

function charteDuDossier(
  context: Context,
  dossierId: number,
): { charte: Charte; charteId: number; campagneId: number } {
  const campagneId = campagneDuDossier(context.db, dossierId);
  const campagne = campagneId === undefined ? undefined : lireCampagne(context.db, campagneId);
  if (!campagne) throw introuvable('Ce dossier');
  return { charte: campagne.charte, charteId: campagne.charteId, campagneId: campagne.id };
}

/** L’écran de lecture : les réponses, la grille, et ce que l’agent y a déjà mis. */
export function lireLecture(context: Context, dossierId: number): Lecture {
  const { charte, charteId, campagneId } = charteDuDossier(context, dossierId);
  const dossier = lireDossier(context, dossierId, true);
  const agentId = agentCourant(context)?.id ?? 0;
  const lignes = lireLignesDossiers(context.db, campagneId, { dossierId });
  const lecture = lecturesSousCharte(lignes, dossierId, charteId).find((l) => l.agentId === agentId);
  const cotations = lecture ? (lignes.niveaux.get(lecture.id) ?? []) : [];
  const pile = parcours(ordonnerPile(context, campagneId), dossierId);
  const lien = lienEnCours(context.db, dossierId, agentId);
  const place = pile.findIndex((d) => d.id === dossierId);
  const modifieDepuisLecture = pile[place]?.modifieDepuisLecture ?? false;
  return {
    dossier: {
      ...dossier,
      modifieDepuisLecture,
      changementsDepuisLecture: lecture ? changementsDepuis(context.db, dossierId, lecture.modifieLe) : [],
    },
    charte,
    etat: lecture?.etat ?? 'non_commencee',
    niveaux: charte.axes.flatMap((axe) =>
      axe.criteres.map((critere) => {
        const cotation = cotations.find((c) => c.critere === critere.code);
        return {
          critere: critere.code,
          niveau: cotation?.sansObjet ? ('sans_objet' as const) : ((cotation?.niveau ?? null) as Niveau | null),
          commentaire: cotation?.commentaire ?? '',
        };
      }),
    ),
    commentaire: lecture?.commentaire ?? '',
    note: presenterNote(charte, calculerNote(charte, [niveauxDeLecture(cotations)])),
    enregistreLe: lecture?.modifieLe ?? null,
    position: { rang: place + 1, total: pile.length },
    precedent: pile[place - 1]?.id ?? null,
    suivant: pile[place + 1]?.id ?? null,
    anDernier: lireAnDernier(context.db, dossier, charteId),
    role: pile[place]?.role ?? null,
    lien: lien ? { motif: lien.motif, declareLe: lien.declareLe } : null,
  };
}

/** L’agent qui écrit ; refusé s’il a déclaré un lien d’intérêt avec ce porteur. */
function exigerLecteur(context: Context, dossierId: number): Agent {
  const agent = exigerAgent(context);
  refuserSiEcarte(context.db, dossierId, agent.id);
  return agent;
}

/** La lecture de l’agent, prête à être changée ; refusée si elle est terminée. */
function surMaLecture(
  context: Context,
  dossierId: number,
  changer: (tx: Transaction, lectureId: number, charte: Charte) => void,
): Lecture {
  const agent = exigerLecteur(context, dossierId);
  const { charte, charteId, campagneId } = charteDuDossier(context, dossierId);
  exigerCampagneOuverte(context.db, campagneId);
  if (lireLigne(context.db, dossierId, agent.id)?.etat === 'terminee') {
    throw new Refus('lecture_terminee', 'Votre lecture est terminée : rouvrez-la pour la modifier.');
  }
  ecrire(context.db, acteur(context), (tx) => changer(tx, ouvrirLecture(tx, dossierId, agent.id, charteId), charte));
  return lireLecture(context, dossierId);
}

/** Ce qui n’est pas donné est gardé : le niveau et son commentaire peuvent venir de deux fenêtres. */
export function noter(
  context: Context,
  demande: { dossierId: number; critere: string; niveau?: Niveau | null | undefined; commentaire?: string | undefined },
): Lecture {
  const { dossierId, critere } = demande;
  return surMaLecture(context, dossierId, (tx, lectureId, charte) => {
    if (!charte.axes.some((axe) => axe.criteres.some((c) => c.code === critere)))
      throw introuvable(`Le critère ${critere}`);
    const gardee = lireCotation(tx.db, lectureId, critere) ?? { niveau: null, commentaire: '' };
    const { niveau = gardee.niveau, commentaire = gardee.commentaire } = demande;
    ecrireCotation(tx, { lectureId, dossierId, critere }, { niveau, commentaire });
  });
}

export function commenter(context: Context, dossierId: number, commentaire: string): Lecture {
  return surMaLecture(context, dossierId, (tx, lectureId) => {
    const ligne = lireLigne(tx.db, dossierId, tx.acteur.agentId ?? 0);
    commenterLecture(tx, { id: lectureId, dossierId, commentaire: ligne?.commentaire ?? '' }, commentaire);
  });
}

/** Ce que l’agent constate est gardé à côté de ce que le logiciel proposait à ce moment. */
export function constater(
  context: Context,
  demande: { dossierId: number; condition: string; reponse: ReponseCondition | null; commentaire: string },
): Lecture {
  const { dossierId, reponse, commentaire } = demande;
  const agentId = exigerLecteur(context, dossierId).id;
  const condition = lireDossier(context, dossierId).conditions.find((c) => c.code === demande.condition);
  if (!condition) throw introuvable('Cette condition');
  const { code, proposition } = condition;
  const constat = reponse === null ? null : { reponse, commentaire, agentId };
  if (constat && manqueMotif(constat, proposition)) throw commentaireObligatoire(constat.reponse, proposition);
  ecrire(context.db, acteur(context), (tx) =>
    ecrireConstat(
      tx,
      dossierId,
      code,
      constat && { ...constat, proposition: proposition.reponse, preuve: proposition.preuve },
    ),
  );
  return lireLecture(context, dossierId);
}

function commentaireObligatoire(
  constat: ReponseCondition,
  { reponse, preuve }: { reponse: ReponseCondition; preuve: string },
): Refus {
  const [dit, propose] = [LIBELLES_REPONSE[constat], LIBELLES_REPONSE[reponse]].map((mot) => mot.toLowerCase());
  return new Refus(
    'commentaire_obligatoire',
    `Vous constatez «\u00a0${dit}\u00a0» et le logiciel propose «\u00a0${propose}\u00a0» (${preuve}) : dites pourquoi en commentaire.`,
  );
}

/** Refuse de terminer en nommant tout ce qui manque, une chose à la fois. */
function exigerComplete({ niveaux, dossier, charte }: Lecture): void {
  const { aCoter, aCommenter, aRevoir } = resteAFaire(niveaux, dossier.conditions);
  if (aCoter.length > 0) {
    throw new Refus(
      'criteres_manquants',
      `${pluriel(aCoter.length, 'critère reste', 'critères restent')} à coter : ${aCoter.join(', ')}. Cotez-les, ou mettez «\u00a0sans objet\u00a0».`,
    );
  }
  if (aCommenter.length > 0) {
    throw new Refus(
      'commentaires_manquants',
      `Un niveau 0 ou 3 s’explique : il manque ${pluriel(aCommenter.length, 'commentaire')} (${aCommenter.join(', ')}).`,
    );
  }
  if (aRevoir.length > 0) {
    const libelles = charte.conditions.filter(({ code }) => aRevoir.includes(code)).map(({ libelle }) => libelle);
    throw new Refus(
      'conditions_a_revoir',
      `La preuve a changé depuis le constat : ${libelles.join(', ')}. Confirmez ou changez ${aRevoir.length === 1 ? 'ce constat' : 'ces constats'}.`,
    );
  }
}

export function terminer(context: Context, dossierId: number): Lecture {
  exigerLecteur(context, dossierId);
  exigerComplete(lireLecture(context, dossierId));
  return surMaLecture(context, dossierId, (tx, id) =>
    changerEtatLecture(tx, { id, dossierId, etat: 'en_cours' }, 'terminee', null),
  );
}

export function rouvrir(context: Context, dossierId: number, motif: string): Lecture {
  const agent = exigerLecteur(context, dossierId);
  const ligne = lireLigne(context.db, dossierId, agent.id);
  if (ligne?.etat !== 'terminee')
    throw new Refus('lecture_ouverte', 'Cette lecture n’est pas terminée : elle se modifie directement.');
  ecrire(context.db, acteur(context), (tx) => changerEtatLecture(tx, ligne, 'en_cours', motif));
  return lireLecture(context, dossierId);
}

/** Ce que l’import a changé est vu : le dossier n’est plus marqué modifié depuis la lecture de cet agent. */
export function prendreConnaissance(context: Context, dossierId: number): Lecture {
  const agent = exigerLecteur(context, dossierId);
  const ligne = lireLigne(context.db, dossierId, agent.id);
  if (!ligne) throw new Refus('pas_de_lecture', 'Vous n’avez pas lu ce dossier : il n’y a rien à marquer comme vu.');
  ecrire(context.db, acteur(context), (tx) => marquerVue(tx, ligne));
  return lireLecture(context, dossierId);
}
