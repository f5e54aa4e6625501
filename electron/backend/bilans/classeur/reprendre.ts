import { ecrire, type Transaction } from '../../../../db/ecrire.ts';
import { ACTION_CLASSEUR } from '../../../../db/queries/bilans-classeur.ts';
import type { ApercuBilans, BilansRepris } from '../../../../shared/contract/bilans-classeur.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { acteur } from '../../acteur.ts';
import { exigerCampagneOuverte } from '../../cloture/exiger-ouverte.ts';
import type { Context, Depot } from '../../context.ts';
import { reserver } from '../../fichiers/reserve.ts';
import { lireDepot, viderDepot } from '../../imports/depots.ts';
import type { SurProgres } from '../../suivi.ts';
import { RefusDeLecture } from '../../tableurs/classeur.ts';
import { enregistrerBilan } from '../enregistrer.ts';
import { exigerReception } from '../reception.ts';
import type { LectureDeBilan } from './bilan-lu.ts';
import { comparerBilans, type FichierCompare } from './comparer.ts';
import { lireEtatDeReprise } from './etat-de-reprise.ts';

/** Fichiers lus par un même processus : le lancer coûte plus que lire un classeur. */
const FICHIERS_PAR_PROCESSUS = 20;

/**
 * Lit les classeurs dans des processus à part, plusieurs à la fois. Si l’un fait tomber le sien, ses voisins sont relus un
 * par un : lui seul est refusé.
 */
async function lireFichiers(
  context: Context,
  { fichiers }: Depot,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<LectureDeBilan[]> {
  const lectures: LectureDeBilan[] = [];
  for (let debut = 0; debut < fichiers.length; debut += FICHIERS_PAR_PROCESSUS) {
    const lot = fichiers.slice(debut, debut + FICHIERS_PAR_PROCESSUS).map(({ chemin, nom }) => ({ chemin, nom }));
    const avancer = (fait: number, message: string) => surProgres(debut + fait, fichiers.length, message);
    try {
      lectures.push(...(await lireLot(context, lot, avancer, signal)));
    } catch (cause) {
      if (!(cause instanceof RefusDeLecture)) throw cause;
      lectures.push(...(await lireUnParUn(context, lot, avancer, signal)));
    }
  }
  return lectures;
}

type Lot = readonly { readonly chemin: string; readonly nom: string }[];
type Avancer = (fait: number, message: string) => void;

function lireLot(context: Context, fichiers: Lot, avancer: Avancer, signal?: AbortSignal) {
  return context.lanceur.lancer(
    'lire-bilans',
    { fichiers },
    { surProgres: ({ fait, message }) => avancer(fait, message), ...(signal ? { signal } : {}) },
  );
}

async function lireUnParUn(
  context: Context,
  fichiers: Lot,
  avancer: Avancer,
  signal?: AbortSignal,
): Promise<LectureDeBilan[]> {
  const lectures: LectureDeBilan[] = [];
  for (const [rang, fichier] of fichiers.entries()) {
    try {
      lectures.push(...(await lireLot(context, [fichier], (_, message) => avancer(rang, message), signal)));
    } catch (cause) {
      if (!(cause instanceof RefusDeLecture)) throw cause;
      lectures.push({ nom: fichier.nom, lu: null, refus: cause.message });
    }
  }
  return lectures;
}

export interface CibleBilans {
  readonly campagneId: number;
  readonly depotId: string;
  /** Le dossier d’où l’on dépose : le classeur d’un autre est refusé. */
  readonly dossierId?: number | undefined;
}

function comparer(context: Context, { campagneId, dossierId }: CibleBilans, lectures: readonly LectureDeBilan[]) {
  return comparerBilans(lectures, lireEtatDeReprise(context, campagneId, dossierId ?? null));
}

/** Ce que les classeurs changeraient, fichier par fichier, sans rien écrire. */
export async function analyserBilans(
  context: Context,
  cible: CibleBilans,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<ApercuBilans> {
  const lectures = await lireFichiers(context, lireDepot(context, cible.depotId), surProgres, signal);
  return { depotId: cible.depotId, fichiers: comparer(context, cible, lectures).map((c) => c.vu) };
}

export interface DemandeBilans extends CibleBilans {
  /** Fichiers à décider qui l’emportent sur la base ; `tous` : chaque fois. */
  readonly remplacer: readonly string[] | 'tous';
  /** Jour de réception des bilans qui n’en ont pas encore, `AAAA-MM-JJ`. */
  readonly recuLe: string;
}

/**
 * Écrit en une transaction les bilans des classeurs sans anomalie bloquante, comparés à la base de ce moment ; les autres sont
 * laissés de côté, entiers. Chaque fichier reçu est d’abord gardé tel quel dans la réserve, bloqué ou non.
 */
export async function appliquerBilans(context: Context, demande: DemandeBilans): Promise<BilansRepris> {
  const { depotId, campagneId, remplacer, recuLe } = demande;
  exigerReception(context, campagneId, recuLe);
  const auteur = acteur(context);
  const depot = lireDepot(context, depotId);
  exigerCampagneOuverte(context.db, campagneId);
  const lectures = await lireFichiers(context, depot, () => {});
  const gardes = new Map<string, string>();
  for (const { nom, chemin } of depot.fichiers) gardes.set(nom, (await reserver(context, chemin)).sha256);
  const choisis = remplacer === 'tous' ? null : new Set(remplacer);
  const faite = ecrire(context.db, auteur, (tx) => {
    exigerCampagneOuverte(tx.db, campagneId);
    const compares = comparer(context, demande, lectures);
    const ecrits: string[] = [];
    let laissesEnBase = 0;
    for (const compare of compares) {
      const { vu, aEcrire } = compare;
      if (aEcrire === null) continue;
      if (vu.etat === 'a_decider' && choisis !== null && !choisis.has(vu.fichier)) {
        laissesEnBase += 1;
        continue;
      }
      ecrireUn(tx, aEcrire, { fichier: vu.fichier, sha256: gardes.get(vu.fichier) ?? '', recuLe });
      ecrits.push(aEcrire.dossier.numero);
    }
    const laisses = compares.filter((c) => c.vu.etat === 'bloque').map((c) => c.vu);
    if (laisses.length > 0) journaliserLaisses(tx, campagneId, laisses, gardes);
    return {
      ecrits,
      inchanges: compares.filter((c) => c.vu.etat === 'inchange').length,
      gardes: laissesEnBase,
      laisses: laisses.map((vu) => vu.fichier),
    };
  });
  context.depots.delete(depotId);
  await viderDepot(depot);
  return faite;
}

function ecrireUn(
  tx: Transaction,
  { dossier, saisie, fiche }: NonNullable<FichierCompare['aEcrire']>,
  { fichier, sha256, recuLe }: { readonly fichier: string; readonly sha256: string; readonly recuLe: string },
): void {
  enregistrerBilan(tx, {
    dossierId: dossier.id,
    etat: 'recu',
    // La première réception compte : corriger un bilan ne le met pas en retard.
    recuLe: dossier.bilan?.recuLe ?? recuLe,
    origine: fichier,
    fichierSha256: sha256,
    ...saisie,
  });
  tx.journaliser({
    action: ACTION_CLASSEUR,
    libelle: `Classeur de bilan lu : « ${fichier} »`,
    objet: `dossier:${dossier.id}`,
    apres: { fichier, sha256, prepareLe: fiche.prepareLe },
  });
}

/** Un fichier laissé est quand même gardé : le journal dit où et pourquoi. */
function journaliserLaisses(
  tx: Transaction,
  campagneId: number,
  laisses: readonly FichierCompare['vu'][],
  gardes: ReadonlyMap<string, string>,
): void {
  tx.journaliser({
    action: 'bilans.laisser',
    libelle: `${pluriel(laisses.length, 'classeur de bilan laissé', 'classeurs de bilan laissés')} de côté`,
    objet: `campagne:${campagneId}`,
    apres: laisses.map(({ fichier, anomalies }) => ({
      fichier,
      sha256: gardes.get(fichier) ?? '',
      raison: anomalies.find((a) => a.bloquante)?.message ?? '',
    })),
  });
}
