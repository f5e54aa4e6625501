import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import { dossiersABilanValide } from '../../../db/queries/bilans.ts';
import { listerHistoriqueDecisions } from '../../../db/queries/historique-decisions.ts';
import { listerLiens } from '../../../db/queries/liens-interet.ts';
import { lireSeance, lireSuiviDeSeance, listerSeances } from '../../../db/queries/seances.ts';
import type { Campagne } from '../../../shared/contract/campagnes.ts';
import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { Collectif } from '../../../shared/contract/dossiers.ts';
import type { EtatSeance, GroupeVerifie, LigneDeGroupe } from '../../../shared/contract/seances.ts';
import { isAccorde } from '../../../shared/domaine/accord.ts';
import { calculerDroit } from '../../../shared/domaine/droit.ts';
import { LIBELLES_DECISION, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { alerteQuorum, quorumSans } from '../../../shared/domaine/quorum.ts';
import { acteur } from '../acteur.ts';
import { BILAN_VALIDE } from '../bilans/exiger-non-valide.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { enumerer } from '../documents/typographie.ts';
import type { Evaluation } from '../dossiers/evaluer.ts';
import { evaluerToute } from '../dossiers/regles.ts';
import { introuvable, Refus } from '../refus.ts';
import { deciderDans } from './decider.ts';
import { campagneDeSeance, lireEtatSeance, rouvrir } from './lire.ts';
import { controlerMotif } from './motifs.ts';
import { ajournementsAnterieurs, inscrire } from './ordre-du-jour.ts';

export interface DemandeDeGroupe {
  readonly seanceId: number;
  /** Dans l’ordre où l’enveloppe les sert. */
  readonly dossierIds: readonly number[];
  readonly nature: NatureDecision;
  readonly motif: string | null;
  readonly texte: string;
}

/** Ce que la décision groupée ferait, ligne par ligne, sans rien écrire. */
export function verifierGroupe(context: Context, demande: DemandeDeGroupe): GroupeVerifie {
  const campagneId = campagneDeSeance(context, demande.seanceId);
  const { evaluations: _, ...verifie } = controler(context, context.db, lireCampagne(context, campagneId), demande);
  return verifie;
}

/**
 * Prend la décision sur toutes les lignes demandées, ou sur aucune : les mêmes contrôles, refaits dans la transaction.
 * @throws Refus si une ligne est bloquée, ou si le montant n’est plus celui que l’agent a lu
 */
export function deciderGroupe(
  context: Context,
  demande: DemandeDeGroupe & { readonly montantCentimes: number },
): EtatSeance {
  const campagneId = campagneDeSeance(context, demande.seanceId);
  const campagne = lireCampagne(context, campagneId);
  ecrire(context.db, acteur(context), (tx) => {
    controlerMotif(tx.db, demande);
    const { lignes, montantCentimes, evaluations } = controler(context, tx.db, campagne, demande);
    const bloquee = lignes.find((l) => l.blocages.length > 0);
    if (bloquee)
      throw new Refus(
        'ligne_bloquee',
        `${bloquee.structure} : ${bloquee.blocages.join(' ; ')}. Rien n’a été décidé : retirez ce dossier du groupe.`,
        { lieu: `dossier ${bloquee.numero}` },
      );
    if (montantCentimes !== demande.montantCentimes)
      throw new Refus(
        'montant_change',
        `Le groupe vaut maintenant ${formaterEuros(montantCentimes)}, et non ${formaterEuros(demande.montantCentimes)} : relisez la liste. Rien n’a été décidé.`,
      );
    const collectifIds = lignes.flatMap((l) => l.collectifIds);
    deciderDans(tx, campagne, { ...demande, collectifIds }, evaluations);
  });
  return lireEtatSeance(context, campagneId, demande.seanceId);
}

function controler(context: Context, db: Base, campagne: Campagne, demande: DemandeDeGroupe) {
  const seance = lireSeance(db, demande.seanceId);
  if (!seance) throw introuvable('Cette séance');
  const suivi = lireSuiviDeSeance(db, seance.id);
  const histoire = listerHistoriqueDecisions(db, campagne.id);
  const toutes = evaluerToute(context, campagne.id);
  const parId = new Map(toutes.map((e) => [e.ligne.id, e]));
  const cadre: Cadre = {
    demande,
    campagne,
    seance,
    inscrits: new Set(inscrire(toutes, seance, suivi, histoire)),
    anterieurs: ajournementsAnterieurs(histoire, listerSeances(db, campagne.id), seance),
    deportes: Map.groupBy(suivi.recusations, (r) => r.dossierId),
    liens: Map.groupBy(listerLiens(db, campagne.id), (l) => l.dossierId),
    bilansValides: dossiersABilanValide(db, campagne.id),
    agentId: context.session.agentId,
  };
  const engage = toutes.reduce(
    (n, e) => n + e.collectifs.reduce((m, c) => m + (c.decision?.montantCentimes ?? 0), 0),
    0,
  );
  let reste = campagne.enveloppeCentimes === null ? null : campagne.enveloppeCentimes - engage;
  const lignes: LigneDeGroupe[] = [];
  const evaluations: Evaluation[] = [];
  for (const dossierId of new Set(demande.dossierIds)) {
    const e = parId.get(dossierId);
    if (!e) throw new Refus('dossier_inconnu', 'Un dossier choisi n’est plus dans cette campagne : rechargez la page.');
    const ligne = controlerDossier(e, cadre);
    if (ligne.blocages.length === 0 && reste !== null) reste -= ligne.montantCentimes;
    evaluations.push(e);
    lignes.push({ ...ligne, resteCentimes: reste, alertes: [...ligne.alertes, ...alertesEnveloppe(ligne, reste)] });
  }
  const prises = lignes.filter((l) => l.blocages.length === 0);
  return {
    lignes,
    alertes: alertesDuGroupe(cadre),
    montantCentimes: prises.reduce((n, l) => n + l.montantCentimes, 0),
    evaluations,
  };
}

interface Cadre {
  readonly demande: DemandeDeGroupe;
  readonly campagne: Campagne;
  readonly seance: NonNullable<ReturnType<typeof lireSeance>>;
  readonly inscrits: ReadonlySet<Evaluation>;
  readonly anterieurs: ReturnType<typeof ajournementsAnterieurs>;
  readonly deportes: ReadonlyMap<number, { readonly membreId: number; readonly nom: string }[]>;
  readonly liens: ReadonlyMap<number, { readonly agentId: number; readonly agent: string }[]>;
  readonly bilansValides: ReadonlySet<number>;
  readonly agentId: number | null;
}

function controlerDossier(e: Evaluation, cadre: Cadre): Omit<LigneDeGroupe, 'resteCentimes'> {
  const aDecider = e.collectifs.map((c) => rouvrir(c, cadre.anterieurs)).filter((c) => c.decision === null);
  const accorde = isAccorde(cadre.demande.nature);
  return {
    dossierId: e.ligne.id,
    numero: e.ligne.numero,
    structure: e.ligne.structure.raisonSociale || 'Structure sans nom',
    communeNom: e.ligne.communeNom,
    pile: e.ligne.pile,
    noteDixiemes: e.ligne.note.dixiemes,
    collectifIds: aDecider.map((c) => c.id),
    lettres: aDecider.map((c) => c.lettre),
    montantCentimes: accorde ? montantAccorde(e, aDecider, cadre.campagne) : 0,
    blocages: blocages(e, aDecider, cadre),
    alertes: alertes(e, accorde, cadre),
  };
}

/** Ce que le dossier engagerait de plus : en calcul par dossier, la part des collectifs déjà agréés peut changer. */
function montantAccorde(e: Evaluation, aDecider: readonly Collectif[], { bareme }: Campagne): number {
  const presents = aDecider.filter((c) => !e.absents.has(c.id));
  if (bareme.modeCalcul === 'par_collectif') return calculerDroit(presents, bareme).droitCentimes;
  const agrees = e.collectifs.filter((c) => isAccorde(c.decision?.nature));
  const dejaPresents = agrees.filter((c) => !e.absents.has(c.id));
  const deja = dejaPresents.reduce((n, c) => n + (c.decision?.montantCentimes ?? 0), 0);
  return calculerDroit([...dejaPresents, ...presents], bareme).droitCentimes - deja;
}

/** Ce qui demande que le dossier soit décidé seul, ou ne puisse pas l’être ici. */
function blocages(e: Evaluation, aDecider: readonly Collectif[], cadre: Cadre): string[] {
  const raisons: string[] = [];
  if (!cadre.inscrits.has(e)) raisons.push('n’est pas à l’ordre du jour de cette séance');
  if (e.collectifs.length === 0) raisons.push('n’a aucun collectif à décider');
  else if (aDecider.length === 0) raisons.push('est déjà décidé');
  const deportes = cadre.deportes.get(e.ligne.id) ?? [];
  if (deportes.length > 0)
    raisons.push(
      `${enumerer(deportes.map((d) => d.nom))} s’en déporte${deportes.length > 1 ? 'nt' : ''}, à décider à part`,
    );
  if (cadre.liens.get(e.ligne.id)?.some((l) => l.agentId === cadre.agentId))
    raisons.push('vous avez déclaré un lien d’intérêt');
  if (!isAccorde(cadre.demande.nature)) return raisons;
  if (cadre.bilansValides.has(e.ligne.id)) raisons.push(BILAN_VALIDE);
  const absents = aDecider.filter((c) => e.absents.has(c.id)).map((c) => c.lettre);
  if (absents.length > 0) raisons.push(`collectif ${enumerer(absents)} absent du dernier fichier reçu`);
  if (cadre.demande.nature === 'agree') {
    const eliminatoires = e.conditions.filter((c) => c.eliminatoire && c.retenue === 'non').map((c) => c.libelle);
    if (eliminatoires.length > 0) raisons.push(`condition éliminatoire à « non » : ${eliminatoires.join(', ')}`);
  }
  return raisons;
}

function alertes(e: Evaluation, accorde: boolean, cadre: Cadre): string[] {
  const { ligne, conditions } = e;
  const dites: string[] = [];
  const deportes = (cadre.deportes.get(ligne.id) ?? []).map((d) => d.membreId);
  if (deportes.length > 0 && quorumSans(cadre.seance, deportes).etat === 'manque')
    dites.push('quorum non atteint sans les membres déportés');
  const autres = (cadre.liens.get(ligne.id) ?? []).filter((l) => l.agentId !== cadre.agentId).map((l) => l.agent);
  if (autres.length > 0) dites.push(`lien d’intérêt déclaré : ${enumerer(autres)}`);
  if (ligne.anomalies > 0) dites.push(`${pluriel(ligne.anomalies, 'anomalie')} d’import`);
  if (ligne.aveugle) dites.push('lecture à l’aveugle : la note des autres vous est cachée');
  if (ligne.aHarmoniser) dites.push('lecteurs à harmoniser');
  if (ligne.modifieDepuisLecture) dites.push('réponses changées depuis la lecture');
  if (!accorde) return dites;
  const deja = cadre.demande.nature === 'agree' ? (c: (typeof conditions)[number]) => c.eliminatoire : () => false;
  const non = conditions.filter((c) => c.retenue === 'non' && !deja(c)).map((c) => c.libelle);
  if (non.length > 0) dites.push(`à « non » : ${non.join(', ')}`);
  const inconnues = conditions.filter((c) => c.retenue === 'non_renseigne').length;
  if (inconnues > 0) dites.push(`${pluriel(inconnues, 'condition')} non renseignée${inconnues > 1 ? 's' : ''}`);
  if (ligne.pile === 'defavorable') dites.push('proposé défavorable');
  if (!ligne.note.complete) dites.push(ligne.note.dixiemes === null ? 'sans note' : 'note partielle');
  return dites;
}

function alertesEnveloppe(ligne: Pick<LigneDeGroupe, 'blocages' | 'montantCentimes'>, reste: number | null): string[] {
  if (ligne.blocages.length > 0 || reste === null || reste >= 0 || ligne.montantCentimes <= 0) return [];
  return [`enveloppe dépassée de ${formaterEuros(-reste)}`];
}

function alertesDuGroupe({ seance, demande }: Cadre): string[] {
  const dites: string[] = [];
  const quorum = alerteQuorum(quorumSans(seance));
  if (quorum !== null) dites.push(quorum);
  if (demande.nature !== 'agree' && demande.motif === null && demande.texte === '')
    dites.push(`« ${LIBELLES_DECISION[demande.nature]} » demande un motif : choisissez-le ou écrivez-le.`);
  return dites;
}
