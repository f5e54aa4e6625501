import { createHash } from 'node:crypto';
import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import { essayer } from '../../../db/essayer.ts';
import {
  compterConstats,
  compterDecides,
  insererReports,
  type LectureAReporter,
  type LigneCharte,
  lecturesDeLaVersion,
  rattacherCampagne,
  reporterSyntheses,
} from '../../../db/queries/chartes.ts';
import type { ApercuChangement, DossierChange } from '../../../shared/contract/chartes.ts';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { comparerChartes } from '../../../shared/domaine/comparer-chartes.ts';
import { criteresReportables, reporterNiveaux } from '../../../shared/domaine/reporter-niveaux.ts';
import { acteur, acteurDuPoste } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import type { Evaluation } from '../dossiers/evaluer.ts';
import { evaluerToute } from '../dossiers/regles.ts';
import { dossiersAveugles } from '../instruction/vue.ts';
import { Refus } from '../refus.ts';
import { direVersion, exigerCharte, nommerVersion, presenterDifferences } from './lire.ts';

interface Demande {
  readonly campagneId: number;
  readonly charteId: number;
}

/** Ce que changer de version changerait : le changement est fait, regardé, puis annulé. */
export function apercevoirChangement(context: Context, demande: Demande): ApercuChangement {
  return essayer(context.db, acteurDuPoste(context), (tx) => appliquer(context, tx, demande, 'aperçu'));
}

/** @throws Refus si le résultat n’est plus celui de l’aperçu : une lecture a bougé entre-temps */
export function changerCharte(
  context: Context,
  demande: Demande & { readonly empreinte: string; readonly motif: string },
): ApercuChangement {
  return ecrire(context.db, acteur(context), (tx) => {
    const fait = appliquer(context, tx, demande, demande.motif);
    if (fait.empreinte !== demande.empreinte)
      throw new Refus(
        'apercu_perime',
        'Des lectures ou des dossiers ont changé depuis cet aperçu : rien n’a été fait. Relisez l’aperçu à jour, puis confirmez.',
      );
    return fait;
  });
}

function appliquer(context: Context, tx: Transaction, demande: Demande, motif: string): ApercuChangement {
  const { campagneId, charteId } = demande;
  const campagne = lireCampagne(context, campagneId);
  const avant = exigerCharte(tx.db, campagne.charteId);
  const apres = exigerCharte(tx.db, charteId);
  if (avant.id === apres.id)
    throw new Refus('meme_charte', `La campagne ${campagne.anneeScolaire} se sert déjà de ${direVersion(apres)}.`);
  if (apres.etat !== 'publiee')
    throw new Refus(
      'charte_non_publiee',
      `${direVersion(apres)} est ${apres.etat === 'brouillon' ? 'encore un brouillon : publiez-la d’abord' : 'archivée : faites-en une nouvelle version'}.`,
    );
  // Une lecture finie autrefois sous l’autre version n’ouvre pas, le temps d’un aperçu, celles d’aujourd’hui.
  const aveugles = dossiersAveugles(tx.db, context.session.agentId);
  const notesAvant = evaluerToute(context, campagneId);
  const lectures = reporterLectures(tx, campagneId, avant, apres);
  rattacherCampagne(tx, campagne, apres, motif);
  const notesApres = evaluerToute(context, campagneId, aveugles);
  const apercu = {
    campagneId,
    avant: nommerVersion(avant),
    apres: nommerVersion(apres),
    ...comparer(tx, campagneId, avant.contenu, apres.contenu),
    lectures: lectures.comptes,
    decides: compterDecides(tx.db, campagneId),
    dossiers: rapprocher(notesAvant, notesApres, lectures.aCompleter),
  };
  return { ...apercu, empreinte: createHash('sha256').update(JSON.stringify(apercu)).digest('hex') };
}

/** Chaque lecture passe dans la nouvelle version ; celle qui y a déjà été faite autrefois reprend, intacte. */
function reporterLectures(tx: Transaction, campagneId: number, avant: LigneCharte, apres: LigneCharte) {
  const cle = (l: { dossierId: number; agentId: number }) => `${l.dossierId}/${l.agentId}`;
  const sources = lecturesDeLaVersion(tx.db, campagneId, avant.id);
  const retrouvees = lecturesDeLaVersion(tx.db, campagneId, apres.id);
  const deja = new Set(retrouvees.map(cle));
  const reports = sources
    .filter((source) => !deja.has(cle(source)))
    .map((source): LectureAReporter => {
      const { reprises, sansNiveau } = reporterNiveaux(avant.contenu, apres.contenu, source.cotations);
      const etat = source.etat === 'terminee' && sansNiveau.length === 0 ? 'terminee' : 'en_cours';
      return { source, etat, reprises };
    });
  insererReports(tx, apres.id, reports);
  const reportables = [...criteresReportables(avant.contenu, apres.contenu)];
  reporterSyntheses(tx, campagneId, { de: avant.id, vers: apres.id }, reportables);
  const nouvelles = [...retrouvees, ...reports.map(({ source, etat }) => ({ dossierId: source.dossierId, etat }))];
  const aCompleter = nouvelles.filter(({ etat }) => etat === 'en_cours');
  return {
    comptes: {
      gardees: sources.length,
      reportees: reports.length,
      retrouvees: retrouvees.length,
      terminees: nouvelles.length - aCompleter.length,
      aCompleter: aCompleter.length,
    },
    aCompleter: Map.groupBy(aCompleter, ({ dossierId }) => dossierId),
  };
}

function comparer(tx: Transaction, campagneId: number, avant: Charte, apres: Charte) {
  const differences = comparerChartes(avant, apres);
  const repris = criteresReportables(avant, apres);
  const criteres = apres.axes.flatMap((axe) => axe.criteres.map(({ code }) => code));
  // Un constat répond à une question : il est à revoir si elle a disparu, ou si elle n’est plus la même.
  const questions = differences
    .filter((d) => d.objet === 'condition' && d.nature !== 'ajoute')
    .filter((d) => d.nature === 'retire' || d.champs.some(({ champ }) => champ === 'libelle' || champ === 'calcul'));
  return {
    differences: presenterDifferences(differences),
    criteresRepris: criteres.filter((code) => repris.has(code)),
    criteresACoter: criteres.filter((code) => !repris.has(code)),
    constatsARevoir: compterConstats(
      tx.db,
      campagneId,
      questions.map(({ code }) => code),
    ),
  };
}

function rapprocher(
  avant: readonly Evaluation[],
  apres: readonly Evaluation[],
  aCompleter: ReadonlyMap<number, readonly unknown[]>,
): DossierChange[] {
  const anciens = new Map(avant.map((e) => [e.ligne.id, e]));
  return apres.flatMap((nouveau) => {
    const { id, numero, structure, note } = nouveau.ligne;
    const ancien = anciens.get(id);
    return ancien
      ? [
          {
            dossierId: id,
            numero,
            structure: structure.raisonSociale,
            avant: resultatDe(ancien),
            apres: resultatDe(nouveau),
            lecturesACompleter: aCompleter.get(id)?.length ?? 0,
            manquants: note.manquants,
          },
        ]
      : [];
  });
}

/** Note, pile et rang tels que la liste des dossiers les montre. */
export function resultatDe({ ligne: { note, pile, rang } }: Evaluation): DossierChange['avant'] {
  return { dixiemes: note.dixiemes, complete: note.complete, pile, rang: rang?.rang ?? null };
}
