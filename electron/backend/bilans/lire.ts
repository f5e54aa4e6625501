import type { Base } from '../../../db/base.ts';
import { type BilanGarde, type CollectifAgree, listerAgrees, listerBilans } from '../../../db/queries/bilans.ts';
import { lireCampagne as lireLigneCampagne } from '../../../db/queries/campagnes.ts';
import { campagneDuDossier, type LignesDossiers, lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import { echeancesDuDossier } from '../../../db/queries/echeances.ts';
import { indusDuDossier } from '../../../db/queries/indus.ts';
import { type VersementsArretes, versementsArretes } from '../../../db/queries/payables.ts';
import { type LigneRelance, listerRelances } from '../../../db/queries/relances.ts';
import { evenementsDeLaCampagne } from '../../../db/queries/suivi.ts';
import type {
  Bilan,
  LigneBilan,
  ListeBilans,
  ReglagesBilans,
  RelanceBilan,
  SaisieBilan,
} from '../../../shared/contract/bilans.ts';
import type { ActiviteDuCollectif } from '../../../shared/domaine/activite-partielle.ts';
import { bilanDeCollectifVide, bilanVide } from '../../../shared/domaine/bilan.ts';
import { analyserBilan, type CollectifPrevu, type FaitsDuBilan } from '../../../shared/domaine/bilan-analyse.ts';
import { activiteDeLAnnee } from '../../../shared/domaine/etat-collectif.ts';
import { lireAnnuaire, nomCommune, nomTerritoire } from '../communes.ts';
import type { Context } from '../context.ts';
import { lettre } from '../dossiers/faits.ts';
import { isEmise } from '../paiements/situation.ts';
import { introuvable, Refus } from '../refus.ts';
import { lireReglagesBilans } from './reglages.ts';
import { versionDe } from './version.ts';

type SocleBilan = Pick<Context, 'db' | 'ressources' | 'horloge'>;

/** Un dossier agréé, son bilan s’il en a un, et ce à quoi il se compare. */
export interface DossierABilan {
  readonly entree: LignesDossiers['dossiers'][number];
  readonly agrees: readonly CollectifAgree[];
  readonly bilan: BilanGarde | undefined;
  readonly saisie: SaisieBilan;
  readonly faits: FaitsDuBilan;
  /** La convention est résiliée, et ce qui était déjà émis ; null : elle court, ou n’existe pas encore. */
  readonly arret: VersementsArretes | null;
}

/** Les dossiers agréés de la campagne, ou l’un d’eux, dans l’ordre des numéros. */
export function rassemblerBilans(db: Base, campagneId: number, dossierId: number | null = null) {
  const campagne = lireLigneCampagne(db, campagneId);
  if (!campagne) throw introuvable('Cette campagne');
  const reglages = lireReglagesBilans(db, campagne);
  const agrees = listerAgrees(db, campagneId, dossierId);
  const bilans = listerBilans(db, campagneId, dossierId);
  const lignes = lireLignesDossiers(db, campagneId, { dossierIds: [...agrees.keys()], champs: [] });
  const suivi = evenementsDeLaCampagne(db, campagneId, dossierId);
  const activite = (id: number) => activiteDeLAnnee(suivi.get(id) ?? [], campagne.anneeScolaire);
  const arretes = versementsArretes(db, campagneId);
  const dossiers = lignes.dossiers.map((entree): DossierABilan => {
    const siens = agrees.get(entree.dossier.id) ?? [];
    const bilan = bilans.get(entree.dossier.id);
    return {
      entree,
      agrees: siens,
      bilan,
      saisie: completer(bilan, siens),
      arret: arretes.get(entree.dossier.id) ?? null,
      faits: {
        collectifs: siens.map((c) => prevoir(c, activite(c.id))),
        budgetPrevu: lignes.budget.get(entree.dossier.id) ?? [],
        bareme: campagne.bareme,
        ecartMaximalPointsBase: reglages.ecartMaximalPointsBase,
      },
    };
  });
  return { campagne, reglages, dossiers };
}

function prevoir(collectif: CollectifAgree, activite: ActiviteDuCollectif): CollectifPrevu {
  const { id, rang, effectif, coutCentimes, agreeCentimes } = collectif;
  return { id, nom: `Collectif ${lettre(rang)}`, effectif, coutCentimes, agreeCentimes, activite };
}

/** La saisie gardée, réduite aux collectifs agréés aujourd’hui et complétée de ceux qu’elle ne connaît pas. */
function completer(bilan: BilanGarde | undefined, agrees: readonly CollectifAgree[]): SaisieBilan {
  const contenu = bilan?.contenu ?? bilanVide([]);
  return {
    contenu: {
      ...contenu,
      collectifs: agrees.map(
        ({ id }) => contenu.collectifs.find((c) => c.collectifId === id) ?? bilanDeCollectifVide(id),
      ),
    },
    collectifs: agrees.map(
      ({ id }) =>
        bilan?.collectifs.find((c) => c.collectifId === id) ?? {
          collectifId: id,
          realise: null,
          seances: null,
          effectif: null,
          coutCentimes: null,
        },
    ),
    budget: bilan?.budget ?? [],
  };
}

function presenterRelance({ id, rang, echeance, agent, instant, envoyeeLe, moyen }: LigneRelance): RelanceBilan {
  return { id, rang, echeance, agent, instant, envoyeeLe, moyen };
}

type Rendu = Pick<DossierABilan, 'bilan' | 'arret'>;

function isRecu({ bilan }: Rendu): boolean {
  return bilan !== undefined && bilan.etat !== 'brouillon';
}

/** Rien de reçu, et la convention résiliée n’a rien fait verser : il n’y a rien à justifier. */
function estSansObjet(dossier: Rendu): boolean {
  return !isRecu(dossier) && dossier.arret !== null && dossier.arret.emisCentimes === 0;
}

/** Le porteur doit encore ce bilan. */
export function estARendre(dossier: Rendu): boolean {
  return !isRecu(dossier) && !estSansObjet(dossier);
}

function estEnRetard(dossier: Rendu, { echeance }: ReglagesBilans, aujourdhui: string): boolean {
  return estARendre(dossier) && aujourdhui > echeance;
}

export function listerEtatsDesBilans(context: SocleBilan, campagneId: number): ListeBilans {
  const { db, horloge, ressources } = context;
  const { campagne, reglages, dossiers } = rassemblerBilans(db, campagneId);
  const annuaire = lireAnnuaire(ressources);
  const relances = Map.groupBy(listerRelances(db, campagneId, 'bilan'), (r) => r.dossierId);
  const aujourdhui = horloge.aujourdhui();
  return {
    campagneId,
    anneeScolaire: campagne.anneeScolaire,
    close: campagne.closeLe !== null,
    aujourdhui,
    reglages,
    lignes: dossiers.map((suivi): LigneBilan => {
      const { entree, agrees, bilan, saisie, faits } = suivi;
      const { dossier, structure } = entree;
      const analyse = bilan ? analyserBilan(faits, saisie) : null;
      return {
        dossierId: dossier.id,
        numero: dossier.numero,
        structure: structure.raisonSociale,
        commune: nomCommune(annuaire, dossier.communeInsee),
        territoire: nomTerritoire(annuaire, dossier.communeInsee),
        collectifsAgrees: agrees.length,
        collectifsRealises: saisie.collectifs.some((c) => c.realise !== null)
          ? (analyse?.droit.realises ?? null)
          : null,
        agreeCentimes: agrees.reduce((somme, c) => somme + c.agreeCentimes, 0),
        etat: bilan?.etat ?? 'attendu',
        enRetard: estEnRetard(suivi, reglages, aujourdhui),
        sansObjet: estSansObjet(suivi),
        aExpliquer: bilan?.etat === 'recu' && (analyse?.manques.length ?? 0) > 0,
        anomalies: analyse?.anomalies.length ?? 0,
        recuLe: bilan?.recuLe ?? null,
        origine: bilan?.origine ?? null,
        droitReelCentimes: bilan?.droitReelCentimes ?? analyse?.droit.droitCentimes ?? null,
        relances: (relances.get(dossier.id) ?? []).map(presenterRelance),
      };
    }),
  };
}

/** Ce que des lots ont pris au dossier, et ce qui en est revenu. */
function lirePaiements(db: Base, dossierId: number): Omit<Bilan['paiements'], 'resilieeLe'> {
  const indus = indusDuDossier(db, dossierId);
  const emises = echeancesDuDossier(db, dossierId).filter((e) => e.annuleeLe === null && isEmise(e));
  return {
    emisCentimes: emises.reduce((n, e) => n + e.montantCentimes, 0),
    renduCentimes: indus.reduce((n, i) => n + i.renduCentimes, 0),
    abandonneCentimes: indus.reduce((n, i) => n + i.abandonneCentimes, 0),
    induCentimes: indus.reduce((n, i) => n + i.resteCentimes, 0),
  };
}

/** @throws Refus `dossier_non_agree` quand rien n’y est agréé : il n’y a pas de bilan à rendre */
export function lireBilanDuDossier(context: SocleBilan, dossierId: number): Bilan {
  const { db, horloge, ressources } = context;
  const campagneId = campagneDuDossier(db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  const { campagne, reglages, dossiers } = rassemblerBilans(db, campagneId, dossierId);
  const trouve = dossiers[0];
  if (!trouve) {
    throw new Refus('dossier_non_agree', 'Aucun collectif de ce dossier n’est agréé : il n’y a pas de bilan à rendre.');
  }
  const { entree, agrees, bilan, saisie, faits } = trouve;
  const aujourdhui = horloge.aujourdhui();
  return {
    dossierId,
    campagneId,
    numero: entree.dossier.numero,
    structure: entree.structure.raisonSociale,
    commune: nomCommune(lireAnnuaire(ressources), entree.dossier.communeInsee),
    anneeScolaire: campagne.anneeScolaire,
    close: campagne.closeLe !== null,
    aujourdhui,
    etat: bilan?.etat ?? 'attendu',
    enRetard: estEnRetard(trouve, reglages, aujourdhui),
    sansObjet: estSansObjet(trouve),
    recuLe: bilan?.recuLe ?? null,
    origine: bilan?.origine ?? null,
    version: versionDe(bilan),
    saisi: bilan ? { agent: bilan.saisiParNom, instant: bilan.saisiLe } : null,
    valide:
      bilan?.etat === 'valide'
        ? {
            agent: bilan.valideParNom ?? '',
            instant: bilan.valideLe ?? '',
            droitReelCentimes: bilan.droitReelCentimes ?? 0,
          }
        : null,
    reglages,
    bareme: campagne.bareme,
    collectifs: faits.collectifs.map((prevu, i) => ({
      ...prevu,
      activite: { ...prevu.activite },
      libelle: agrees[i]?.libelle ?? '',
      niveau: agrees[i]?.niveau ?? null,
      lieu: agrees[i]?.lieu ?? null,
    })),
    budgetPrevu: faits.budgetPrevu.map(({ sens, compte, libelle, montantCentimes }) => ({
      sens,
      compte,
      libelle,
      montantCentimes,
    })),
    saisie,
    paiements: { ...lirePaiements(db, dossierId), resilieeLe: trouve.arret?.resilieeLe ?? null },
    relances: listerRelances(db, campagneId, 'bilan')
      .filter((r) => r.dossierId === dossierId)
      .map(presenterRelance),
  };
}
