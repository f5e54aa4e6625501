import type { Base } from '../../../db/base.ts';
import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import { lireCoordonneesActives, remettreAVerifier } from '../../../db/queries/coordonnees.ts';
import {
  insererRapprochement,
  instantDuRapprochement,
  listerIssues,
  listerLotsAPayer,
  listerRapprochements,
  noterIssues,
  numerosAnnules,
  solderLot,
} from '../../../db/queries/fichiers-lot.ts';
import { dossiersDuLot } from '../../../db/queries/lots.ts';
import type { ApercuRetour, RetourApplique } from '../../../shared/contract/fichiers-lot.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import {
  bloque,
  type LigneAttendue,
  type LigneRecue,
  type Rapprochee,
  rapprocher,
  sApplique,
} from '../../../shared/domaine/rapprochement.ts';
import { acteur } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context, Depot } from '../context.ts';
import { empreinteFichier, reserver } from '../fichiers/reserve.ts';
import { lireDepot, viderDepot } from '../imports/depots.ts';
import { reviserEcheancier } from '../paiements/reviser.ts';
import { Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import type { RetourLu } from './retour-lu.ts';

export interface DemandeRetour {
  readonly campagneId: number;
  readonly depotId: string;
  /** Date des lignes qui n’en portent pas, `AAAA-MM-JJ`. */
  readonly date: string | null;
}

/** Ce que la liste des paiements changerait, sans rien écrire. */
export async function analyserRetour(
  context: Context,
  demande: DemandeRetour,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<ApercuRetour> {
  lireCampagne(context, demande.campagneId);
  const depot = lireDepot(context, demande.depotId);
  const lu = await lireFichier(context, depot, surProgres, signal);
  const [fichier] = depot.fichiers;
  const sha256 = await empreinteFichier(fichier?.chemin ?? '');
  const { rapprochees, manquantes, attendues } = comparer(context, context.db, demande, lu);
  const somme = (sort: Rapprochee['sort']) =>
    rapprochees.reduce((n, r) => n + (r.sort === sort ? (r.attendue?.montantCentimes ?? 0) : 0), 0);
  return {
    depotId: demande.depotId,
    fichier: fichier?.nom ?? '',
    sha256,
    colonnes: [...lu.colonnes],
    lignes: rapprochees.map(montrer),
    manquantes: manquantes
      .filter((m) => rapprochees.some((r) => r.attendue?.lotId === m.lotId))
      .map(({ numeroLot, rang, raisonSociale, montantCentimes }) => ({
        numeroLot,
        rang,
        raisonSociale,
        montantCentimes,
      })),
    lots: resumerLots(rapprochees, attendues),
    payeesCentimes: somme('payee'),
    rejeteesCentimes: somme('rejetee'),
    bloquantes: rapprochees.filter((r) => bloque(r.sort)).length,
    appliqueLe: instantDuRapprochement(context.db, sha256, demande.campagneId),
  };
}

/**
 * Applique la liste en une transaction, comparée à la base de ce moment : lignes payées, lignes rejetées dont l’échéance est
 * rendue, lots soldés. Le fichier est gardé avant la première écriture ; le dire deux fois ne change rien.
 * @throws Refus si une ligne ne s’applique pas et que l’agent n’a pas choisi de la laisser
 */
export async function appliquerRetour(
  context: Context,
  demande: DemandeRetour & { readonly partiel: boolean },
): Promise<RetourApplique> {
  const depot = lireDepot(context, demande.depotId);
  const lu = await lireFichier(context, depot, () => {});
  const [fichier] = depot.fichiers;
  const nom = fichier?.nom ?? '';
  const { sha256 } = await reserver(context, fichier?.chemin ?? '');
  const fait = ecrire(context.db, acteur(context), (tx) => {
    exigerCampagneOuverte(tx.db, demande.campagneId);
    const { rapprochees, attendues } = comparer(context, tx.db, demande, lu);
    const bloquantes = rapprochees.filter((r) => bloque(r.sort));
    const [premiere] = bloquantes;
    if (premiere && !demande.partiel)
      throw new Refus(
        'retour_refuse',
        `Rien n’est écrit : ${pluriel(bloquantes.length, 'ligne ne s’applique', 'lignes ne s’appliquent')} pas. ${premiere.recue.cellule} : ${premiere.phrase}.`,
      );
    const soldes: string[] = [];
    const choisies = rapprochees.filter((r) => sApplique(r.sort));
    for (const [lotId, siennes] of Map.groupBy(choisies, (r) => r.attendue?.lotId ?? 0)) {
      noterIssues(tx, siennes.flatMap(issueDe));
      douterDesComptes(tx, siennes);
      // Un virement rejeté n’est plus émis : l’échéancier et le trop-perçu se recalculent.
      for (const dossierId of dossiersDuLot(tx.db, lotId)) reviserEcheancier(tx, demande.campagneId, dossierId);
      const compte = compter(siennes);
      const numero = siennes[0]?.attendue?.numeroLot ?? '';
      const reste = listerIssues(tx.db, [lotId]).filter((l) => l.issue === null).length;
      if (reste === 0 && attendues.some((a) => a.lotId === lotId && a.issue === null)) {
        solderLot(tx, lotId);
        soldes.push(numero);
      }
      insererRapprochement(tx, {
        lotId,
        nom,
        sha256,
        resultat: {
          ...compte,
          laissees: bloquantes.filter((r) => r.attendue === null || r.attendue.lotId === lotId).map(montrer),
          lignes: siennes.map(montrer),
        },
      });
      tx.journaliser({
        action: 'lot.rapprocher',
        libelle: `Lot ${numero} rapproché de « ${nom} » : ${pluriel(compte.payees, 'ligne payée', 'lignes payées')} (${formaterEuros(compte.payeesCentimes)}), ${pluriel(compte.rejetees, 'rejetée')}${reste === 0 ? ' ; lot soldé' : ` ; ${reste} en attente`}`,
        objet: `lot:${lotId}`,
        apres: {
          fichier: nom,
          sha256,
          ...compte,
          rejets: siennes
            .filter((r) => r.sort === 'rejetee')
            .map((r) => `${r.attendue?.rang ?? ''} ${r.attendue?.raisonSociale ?? ''} : ${r.recue.motif ?? ''}`),
        },
      });
    }
    const { payees, rejetees } = compter(choisies);
    return { payees, rejetees, laissees: bloquantes.length, soldes, sha256 };
  });
  context.depots.delete(demande.depotId);
  await viderDepot(depot);
  return fait;
}

/** Un virement revenu met son compte en doute : à confirmer à nouveau, sans quoi le lot suivant paierait au même endroit. */
function douterDesComptes(tx: Transaction, rapprochees: readonly Rapprochee[]): void {
  for (const { attendue, recue, sort } of rapprochees) {
    const compte = sort === 'rejetee' && attendue ? lireCoordonneesActives(tx.db, attendue.structureId) : undefined;
    if (compte?.id === attendue?.coordonneesId && compte?.etat === 'verifie')
      remettreAVerifier(tx, compte, `virement rejeté, lot ${attendue?.numeroLot ?? ''} : ${recue.motif ?? ''}`);
  }
}

/** Les listes déjà appliquées. */
export function listerRetours({ db }: Pick<Context, 'db'>, campagneId: number) {
  return listerRapprochements(db, campagneId).map(({ resultat, ...retour }) => {
    const { payees = 0, rejetees = 0 } = (resultat ?? {}) as { payees?: number; rejetees?: number };
    return { ...retour, payees, rejetees };
  });
}

async function lireFichier(
  context: Context,
  depot: Depot,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<RetourLu> {
  const [fichier] = depot.fichiers;
  if (!fichier) throw new Refus('depot_vide', 'Aucun fichier déposé : déposez la liste des paiements.');
  surProgres(0, 1, `Lecture de « ${fichier.nom} »`);
  return context.lanceur.lancer('lire-retour', { chemin: fichier.chemin, nom: fichier.nom }, signal ? { signal } : {});
}

function comparer({ horloge }: Context, db: Base, { campagneId, date }: DemandeRetour, lu: RetourLu) {
  const attendues = lireAttendues(db, campagneId);
  const recues = lu.lignes.map(
    (ligne): LigneRecue => (ligne.date === null && date !== null ? { ...ligne, date } : ligne),
  );
  return { attendues, ...rapprocher(recues, attendues, horloge.aujourdhui(), numerosAnnules(db, campagneId)) };
}

/** Chaque ligne des lots validés : ce que le lot a figé, et son issue. */
function lireAttendues(db: Base, campagneId: number): LigneAttendue[] {
  const lots = listerLotsAPayer(db, campagneId);
  const issues = Map.groupBy(
    listerIssues(
      db,
      lots.map((l) => l.id),
    ),
    (ligne) => ligne.lotId,
  );
  return lots.flatMap(({ id: lotId, contenu }) => {
    // L’échéance, jamais la place dans la liste : une ligne d’un lot est ce qu’elle paie.
    const parEcheance = new Map((issues.get(lotId) ?? []).map((ligne) => [ligne.echeanceId, ligne]));
    return (contenu?.lignes ?? []).flatMap((ligne): LigneAttendue[] => {
      const enBase = parEcheance.get(ligne.echeanceId);
      if (!enBase || contenu === null) return [];
      const { numeroTiers, siret, iban, numeroDossier, numeroConvention, raisonSociale, montantCentimes, rang } = ligne;
      return [
        {
          ligneId: enBase.id,
          structureId: enBase.structureId,
          coordonneesId: enBase.coordonneesId,
          lotId,
          numeroLot: contenu.numero,
          lotValideLe: dateDe(contenu.valide.le),
          rang,
          numeroTiers,
          siret,
          iban,
          numeroDossier,
          numeroConvention,
          raisonSociale,
          montantCentimes,
          issue: enBase.issue,
        },
      ];
    });
  });
}

function issueDe({ recue, attendue, sort }: Rapprochee) {
  if (attendue === null || recue.date === null || (sort !== 'payee' && sort !== 'rejetee')) return [];
  return [
    { ligneId: attendue.ligneId, issue: sort, le: recue.date, reference: recue.reference, motif: recue.motif } as const,
  ];
}

function compter(rapprochees: readonly Rapprochee[]) {
  const de = (sort: Rapprochee['sort']) => rapprochees.filter((r) => r.sort === sort);
  return {
    payees: de('payee').length,
    rejetees: de('rejetee').length,
    payeesCentimes: de('payee').reduce((n, r) => n + (r.attendue?.montantCentimes ?? 0), 0),
  };
}

function resumerLots(rapprochees: readonly Rapprochee[], attendues: readonly LigneAttendue[]): ApercuRetour['lots'] {
  const deLot = Map.groupBy(
    rapprochees.filter((r) => r.attendue !== null),
    (r) => r.attendue?.lotId ?? 0,
  );
  return [...deLot].map(([lotId, siennes]) => {
    const { payees, rejetees } = compter(siennes);
    const sansIssue = attendues.filter((a) => a.lotId === lotId && a.issue === null).length;
    const notees = siennes.filter((r) => sApplique(r.sort) && r.attendue?.issue === null).length;
    return { lotId, numero: siennes[0]?.attendue?.numeroLot ?? '', payees, rejetees, solde: notees === sansIssue };
  });
}

function montrer({ recue, attendue, sort, phrase }: Rapprochee): ApercuRetour['lignes'][number] {
  return {
    cellule: recue.cellule,
    sort,
    phrase,
    numeroLot: attendue?.numeroLot ?? recue.numeroLot,
    rang: attendue?.rang ?? recue.rang,
    raisonSociale: attendue?.raisonSociale ?? recue.raisonSociale ?? '',
    montantCentimes: recue.montantCentimes,
    attenduCentimes: attendue?.montantCentimes ?? null,
    date: recue.date,
    reference: recue.reference,
    motif: recue.motif,
  };
}
