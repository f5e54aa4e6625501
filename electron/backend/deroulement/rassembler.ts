import {
  type LigneCollectif,
  type LigneDossierBase,
  type LigneEcheance,
  type LigneStructure,
  lireLignesDossiers,
} from '../../../db/queries/dossiers.ts';
import { type VersementsArretes, versementsArretes } from '../../../db/queries/payables.ts';
import { listerRelances } from '../../../db/queries/relances.ts';
import {
  datesDeDecision,
  evenementsDeLaCampagne,
  type LigneEchange,
  type LigneEvenement,
  type LigneVisite,
  listerEchanges,
  listerVisites,
} from '../../../db/queries/suivi.ts';
import type { CollectifSuivi, RelanceDemarrage } from '../../../shared/contract/suivi.ts';
import { isAccorde } from '../../../shared/domaine/accord.ts';
import { type ActiviteDuCollectif, droitsPrevusSelonActivite } from '../../../shared/domaine/activite-partielle.ts';
import {
  type AlerteSuivi,
  alerteDeResiliation,
  alertesDuCollectif,
  type EffectifConnu,
  visitesEnAttente,
} from '../../../shared/domaine/alertes-suivi.ts';
import type { Bareme } from '../../../shared/domaine/bareme.ts';
import { ajouterJours, formaterDate } from '../../../shared/domaine/dates.ts';
import { repartir } from '../../../shared/domaine/droit.ts';
import { activiteDeLAnnee, etatCollectif, evenementsValables } from '../../../shared/domaine/etat-collectif.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { lettre, valeursParChamp } from '../dossiers/faits.ts';
import { lireReglages } from './reglages.ts';

export type SocleSuivi = Pick<Context, 'db' | 'horloge' | 'ressources'>;
/** Un dossier et tout ce que le suivi en sait. */
export interface DossierSuivi {
  readonly dossier: LigneDossierBase;
  readonly structure: LigneStructure;
  readonly coordinateurDeclare: string | null;
  /** Agréés, ou dont le suivi garde une trace. */
  readonly collectifs: readonly CollectifSuivi[];
  readonly evenements: readonly LigneEvenement[];
  readonly visites: readonly LigneVisite[];
  readonly enAttente: readonly LigneVisite[];
  readonly echanges: readonly LigneEchange[];
  /** De la première à la dernière. */
  readonly relances: readonly (RelanceDemarrage & { readonly id: number })[];
  readonly echeances: readonly LigneEcheance[];
}

export interface Rassemblement {
  readonly anneeScolaire: string;
  readonly bareme: Bareme;
  readonly aujourdhui: string;
  readonly dossiers: readonly DossierSuivi[];
}

/** La rentrée de la campagne : le début de l’étape 9 (déroulement), à défaut le 1er septembre. */
function rentree(campagne: ReturnType<typeof lireCampagne>): string {
  return campagne.etapes.find(({ numero }) => numero === 9)?.debut ?? `${campagne.anneeScolaire.slice(0, 4)}-09-01`;
}

/** Lit d’un coup tout le suivi d’une campagne, ou d’un de ses dossiers, puis le calcule. */
export function rassembler(context: SocleSuivi, campagneId: number, dossierId: number | null = null): Rassemblement {
  const { db } = context;
  const campagne = lireCampagne(context, campagneId);
  const lignes = lireLignesDossiers(db, campagneId, {
    champs: ['coordinateur'],
    ...(dossierId === null ? {} : { dossierIds: [dossierId] }),
  });
  const parCollectif = evenementsDeLaCampagne(db, campagneId, dossierId);
  const parDossier = Map.groupBy([...parCollectif.values()].flat(), (e) => e.dossierId);
  const visites = Map.groupBy(listerVisites(db, campagneId, dossierId), (v) => v.dossierId);
  const echanges = Map.groupBy(listerEchanges(db, campagneId, dossierId), (e) => e.dossierId);
  const relances = Map.groupBy(listerRelances(db, campagneId, 'demarrage'), (r) => r.dossierId);
  const seances = datesDeDecision(db, campagneId, dossierId);
  const arretes = versementsArretes(db, campagneId);
  const { joursAvantAlerte } = lireReglages(db);
  const debut = rentree(campagne);
  const aujourdhui = context.horloge.aujourdhui();
  return {
    anneeScolaire: campagne.anneeScolaire,
    bareme: campagne.bareme,
    aujourdhui,
    dossiers: lignes.dossiers.map(({ dossier, structure }): DossierSuivi => {
      const siennes = visites.get(dossier.id) ?? [];
      const siens = echanges.get(dossier.id) ?? [];
      return {
        dossier,
        structure,
        coordinateurDeclare: valeursParChamp(lignes.reponses.get(dossier.id) ?? []).get('coordinateur') ?? null,
        collectifs: donnerLesDroits(
          (lignes.collectifs.get(dossier.id) ?? []).flatMap((collectif) => {
            const decision = lignes.decisions.get(collectif.id);
            const accorde = isAccorde(decision?.nature);
            const evenements = parCollectif.get(collectif.id) ?? [];
            if (!accorde && evenements.length === 0) return [];
            const seance = seances.get(collectif.id) ?? debut;
            return [
              presenter(
                {
                  collectif,
                  evenements,
                  visites: siennes,
                  agreeCentimes: accorde ? (decision?.montantCentimes ?? 0) : 0,
                  accorde,
                  attenduLe: ajouterJours(seance > debut ? seance : debut, joursAvantAlerte),
                },
                { bareme: campagne.bareme, anneeScolaire: campagne.anneeScolaire, aujourdhui },
              ),
            ];
          }),
          campagne.bareme,
          arretes.get(dossier.id) ?? null,
        ),
        evenements: parDossier.get(dossier.id) ?? [],
        visites: siennes,
        enAttente: visitesEnAttente(siennes, siens),
        echanges: siens,
        relances: (relances.get(dossier.id) ?? []).map(({ id, rang, echeance, instant, agent, documentId }) => {
          return { id, rang, echeance, instant, agent, documentId };
        }),
        echeances: lignes.echeances.get(dossier.id) ?? [],
      };
    }),
  };
}

interface Sources {
  readonly collectif: LigneCollectif;
  readonly evenements: readonly LigneEvenement[];
  readonly visites: readonly LigneVisite[];
  readonly agreeCentimes: number;
  readonly accorde: boolean;
  readonly attenduLe: string;
}

type CollectifSansDroit = Omit<CollectifSuivi, 'droitCentimes' | 'resilieeLe'> & {
  readonly activite: ActiviteDuCollectif;
};

/**
 * Le droit à attendre de chaque collectif d’un dossier : en calcul par dossier, celui de l’un dépend des autres. Une convention
 * résiliée n’en laisse que ce qui est déjà émis, et n’alerte plus.
 */
function donnerLesDroits(
  collectifs: readonly CollectifSansDroit[],
  bareme: Parameters<typeof droitsPrevusSelonActivite>[1],
  arret: VersementsArretes | null,
): CollectifSuivi[] {
  const accordes = collectifs.filter((c) => c.accorde);
  const prevus = droitsPrevusSelonActivite(accordes, bareme);
  const somme = prevus.reduce((n, d) => n + d, 0);
  const droits = arret && arret.emisCentimes < somme ? repartir(arret.emisCentimes, prevus) : prevus;
  const parCollectif = new Map(accordes.map((c, i) => [c.collectifId, droits[i] ?? 0]));
  return collectifs.map(({ activite: _activite, ...c }) => ({
    ...c,
    droitCentimes: parCollectif.get(c.collectifId) ?? 0,
    resilieeLe: arret?.resilieeLe ?? null,
    alertes: arret ? [] : c.alertes,
  }));
}

function presenter(
  { collectif, evenements, visites, agreeCentimes, accorde, attenduLe }: Sources,
  { bareme, anneeScolaire, aujourdhui }: Pick<Rassemblement, 'bareme' | 'anneeScolaire' | 'aujourdhui'>,
): CollectifSansDroit {
  const etat = etatCollectif(evenements, aujourdhui);
  const activite = activiteDeLAnnee(evenements, anneeScolaire);
  const { id, rang, libelle, niveau, lieu, jours, horaires, effectif } = collectif;
  return {
    collectifId: id,
    lettre: lettre(rang),
    libelle,
    niveau,
    accorde,
    situation: etat.situation,
    depuis: etat.depuis,
    demarreLe: etat.demarreLe,
    arreteLe: etat.arreteLe,
    motif: etat.motif,
    attenduLe,
    prevu: { lieu, jours, horaires, effectif },
    confirme: {
      lieu: etat.lieu,
      jours: etat.jours,
      horaires: etat.horaires,
      effectif: etat.effectif,
      coordinateur: etat.coordinateur,
    },
    mois: activite.mois,
    agreeCentimes,
    activite,
    alertes: accorde
      ? alertesDuCollectif(
          { etat, effectif: dernierEffectif(id, evenements, visites, aujourdhui), attenduLe },
          { aujourdhui, effectifMinimum: bareme.effectifMinimum, effectifMaximum: bareme.effectifMaximum },
        )
      : [],
  };
}

/** Le dernier nombre d’enfants dit : par un événement, ou compté sur place par une visite de ce collectif. */
function dernierEffectif(
  collectifId: number,
  evenements: readonly LigneEvenement[],
  visites: readonly LigneVisite[],
  aujourdhui: string,
): EffectifConnu | null {
  const dits = [
    ...evenementsValables(evenements).map(({ dateEffet, effectif, nature }) => {
      const source = nature === 'demarrage' ? 'au démarrage' : `depuis le ${formaterDate(dateEffet)}`;
      return { date: dateEffet, nombre: effectif, source };
    }),
    ...visites
      .filter((v) => v.annuleLe === null && v.collectifId === collectifId)
      .map((v) => ({ date: v.date, nombre: v.effectif, source: `à la visite du ${formaterDate(v.date)}` })),
  ];
  // Tri stable : le même jour, la visite, qui a compté, passe après ce qui a été déclaré.
  const dernier = dits
    .toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)))
    .findLast(({ date, nombre }) => nombre !== null && date <= aujourdhui);
  return dernier?.nombre == null ? null : { nombre: dernier.nombre, source: dernier.source };
}

/** Les alertes d’un dossier entier : celles de ses collectifs, réunies quand elles disent la même chose, puis ses visites. */
export function alertesDuDossier({ collectifs, enAttente }: DossierSuivi): AlerteSuivi[] {
  const deCollectifs = collectifs.flatMap((c) => c.alertes.map((alerte) => ({ ...alerte, lettre: c.lettre })));
  const resilieeLe = collectifs[0]?.resilieeLe ?? null;
  return [
    ...(resilieeLe === null ? [] : [alerteDeResiliation(resilieeLe)]),
    ...[...Map.groupBy(deCollectifs, ({ code, texte }) => `${code} ${texte}`).values()].flatMap((pareilles) => {
      const [premiere] = pareilles;
      if (!premiere) return [];
      const qui = `${pareilles.length === 1 ? 'Collectif' : 'Collectifs'} ${pareilles.map((p) => p.lettre).join(', ')}`;
      return [{ code: premiere.code, texte: `${qui} : ${premiere.texte}` }];
    }),
    ...alertesDeVisites(enAttente),
  ];
}

export function alertesDeVisites(enAttente: readonly LigneVisite[]): AlerteSuivi[] {
  return enAttente.map((v): AlerteSuivi => {
    return { code: 'suites_visite', texte: `Suites de la visite du ${formaterDate(v.date)} : rien noté depuis` };
  });
}
