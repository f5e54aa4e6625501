import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import { essayer } from '../../../db/essayer.ts';
import { dossiersABilanValide } from '../../../db/queries/bilans.ts';
import { dernierInstant, premiereEmpreinte } from '../../../db/queries/journal.ts';
import type { ApercuTableau, DecisionsAppliquees } from '../../../shared/contract/tableaux.ts';
import { LIBELLES_DECISION, pluriel } from '../../../shared/domaine/libelles.ts';
import { acteur, acteurDuPoste } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context, Depot } from '../context.ts';
import { evaluerQuelques } from '../dossiers/regles.ts';
import { empreinteFichier, reserver } from '../fichiers/reserve.ts';
import { lireDepot, viderDepot } from '../imports/depots.ts';
import { introuvable, Refus } from '../refus.ts';
import { appliquerDecisions } from '../seances/decider.ts';
import { campagneDeSeance, lireEtatSeance } from '../seances/lire.ts';
import type { SurProgres } from '../suivi.ts';
import { type ChangementPrevu, comparerTableau, type EtatDeReprise } from './comparer.ts';
import type { TableauLu } from './tableau-lu.ts';

const ACTION = 'decisions.reprendre';

function lireEtat(context: Context, seanceId: number): EtatDeReprise {
  const campagneId = campagneDeSeance(context, seanceId);
  const { seance, dossiers } = lireEtatSeance(context, campagneId, seanceId);
  if (!seance) throw introuvable('Cette séance');
  return {
    campagne: lireCampagne(context, campagneId),
    seance,
    dossiers,
    bilansValides: dossiersABilanValide(context.db, campagneId),
    evaluations: evaluerQuelques(
      context,
      campagneId,
      dossiers.map((d) => d.id),
    ),
    base: premiereEmpreinte(context.db),
  };
}

function lireFichier(context: Context, depot: Depot, surProgres: SurProgres, signal?: AbortSignal): Promise<TableauLu> {
  const [fichier] = depot.fichiers;
  if (!fichier) throw new Refus('depot_vide', 'Aucun fichier déposé : déposez le tableau rempli.');
  surProgres(0, 1, `Lecture de « ${fichier.nom} »`);
  return context.lanceur.lancer(
    'lire-decisions',
    { chemin: fichier.chemin, nom: fichier.nom },
    signal ? { signal } : {},
  );
}

export interface CibleTableau {
  readonly seanceId: number;
  readonly depotId: string;
}

/** Ce que le fichier changerait, montants compris, sans rien écrire. */
export async function analyserTableau(
  context: Context,
  { seanceId, depotId }: CibleTableau,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<ApercuTableau> {
  const depot = lireDepot(context, depotId);
  const lu = await lireFichier(context, depot, surProgres, signal);
  const etat = lireEtat(context, seanceId);
  const { anomalies, changements, inchangees, sansDecision } = comparerTableau(lu, etat);
  const essai = (choisis: readonly ChangementPrevu[]) =>
    essayer(context.db, acteurDuPoste(context), (tx) => {
      appliquer(tx, context, seanceId, choisis);
      const { dossiers, enveloppe } = lireEtatSeance(context, etat.campagne.id, seanceId);
      return {
        engage: enveloppe.engageCentimes,
        montants: new Map(
          dossiers.flatMap((d) => d.listeCollectifs.map((c) => [c.id, c.decision?.montantCentimes ?? 0])),
        ),
      };
    });
  const conflits = changements.filter((c) => c.conflit);
  const tout = essai(changements);
  const sansConflit = conflits.length === 0 ? tout : essai(changements.filter((c) => !c.conflit));
  const { enveloppe } = lireEtatSeance(context, etat.campagne.id, seanceId);
  const fichier = depot.fichiers[0];
  const sha256 = await empreinteFichier(fichier?.chemin ?? '');
  return {
    depotId,
    fichier: fichier?.nom ?? '',
    sha256,
    origine: lu.fiche !== null || lu.lignes.some((l) => l.repere !== null) ? 'tableau' : 'libre',
    anomalies,
    changements: changements.map(({ lue, dossier, collectif, voulue, conflit }) => ({
      collectifId: collectif.id,
      numero: dossier.ligne.numero,
      structure: dossier.ligne.structure.raisonSociale,
      lettre: collectif.lettre,
      cellule: `${lue.feuille}!${lue.decision.cellule}`,
      avant: collectif.decision,
      apres: { ...voulue, montantCentimes: tout.montants.get(collectif.id) ?? 0 },
      conflit,
    })),
    inchangees,
    sansDecision,
    appliqueLe: dernierInstant(context.db, ACTION, objetDe(seanceId, sha256)),
    enveloppe: {
      totalCentimes: enveloppe.totalCentimes,
      avantCentimes: enveloppe.engageCentimes,
      apresCentimes: sansConflit.engage,
      apresConflitsCentimes: tout.engage,
    },
  };
}

function objetDe(seanceId: number, sha256: string): string {
  return `seance:${seanceId}:fichier:${sha256.slice(0, 16)}`;
}

export interface DemandeTableau extends CibleTableau {
  /** Collectifs en conflit où le fichier l’emporte ; `tous` : chaque fois. */
  readonly remplacer: readonly number[] | 'tous';
  /** Laisser de côté les lignes bloquées ; sinon, une seule arrête tout. */
  readonly partiel: boolean;
}

/**
 * Applique le fichier en une transaction, comparé à la base de ce moment. Le fichier est gardé avant la première
 * écriture ; le dire deux fois ne change rien.
 * @throws Refus si une ligne est bloquée et que l’agent n’a pas choisi de la laisser
 */
export async function appliquerTableau(context: Context, demande: DemandeTableau): Promise<DecisionsAppliquees> {
  const { seanceId, depotId, remplacer, partiel } = demande;
  const depot = lireDepot(context, depotId);
  const lu = await lireFichier(context, depot, () => {});
  const fichier = depot.fichiers[0];
  const garde = await reserver(context, fichier?.chemin ?? '');
  const remplaces = remplacer === 'tous' ? null : new Set(remplacer);
  const faite = ecrire(context.db, acteur(context), (tx) => {
    const { anomalies, changements } = comparerTableau(lu, lireEtat(context, seanceId));
    const bloquantes = anomalies.filter((a) => a.bloquante);
    const [premiere] = bloquantes;
    // Sans ligne, l’anomalie est du fichier entier : il n’y a rien à laisser de côté.
    const entiere = bloquantes.find((a) => a.feuille === null);
    if (premiere && (!partiel || entiere)) {
      const dite = entiere ?? premiere;
      const lieu = dite.cellule === null ? '' : `${dite.feuille}!${dite.cellule} : `;
      throw new Refus(
        'tableau_refuse',
        `Rien n’est écrit : ${pluriel(bloquantes.length, 'anomalie bloquante', 'anomalies bloquantes')}. ${lieu}${dite.message}`,
      );
    }
    const choisis = changements.filter((c) => !c.conflit || remplaces === null || remplaces.has(c.collectif.id));
    appliquer(tx, context, seanceId, choisis);
    if (choisis.length > 0)
      tx.journaliser({
        action: ACTION,
        libelle: `Tableau du Copil repris : ${pluriel(choisis.length, 'décision')} de « ${fichier?.nom ?? ''} »`,
        objet: objetDe(seanceId, garde.sha256),
        apres: {
          fichier: fichier?.nom ?? '',
          ...garde,
          decisions: choisis.map(
            (c) => `${c.dossier.ligne.numero} ${c.collectif.lettre} ${LIBELLES_DECISION[c.voulue.nature]}`,
          ),
        },
      });
    const laissees = new Set(
      bloquantes.map((a) => [a.numero ?? `${a.feuille}!${a.cellule}`, a.lettre ?? ''].join(' ').trim()),
    );
    return {
      decisions: choisis.length,
      dossiers: new Set(choisis.map((c) => c.dossier.ligne.id)).size,
      gardees: changements.length - choisis.length,
      laissees: [...laissees],
    };
  });
  context.depots.delete(depotId);
  await viderDepot(depot);
  const { enveloppe } = lireEtatSeance(context, campagneDeSeance(context, seanceId), seanceId);
  return {
    ...faite,
    sha256: garde.sha256,
    engageCentimes: enveloppe.engageCentimes,
    resteCentimes: enveloppe.resteCentimes,
  };
}

/** Dossier par dossier, dans la transaction reçue : tout passe par les règles de la séance. */
function appliquer(tx: Transaction, context: Context, seanceId: number, choisis: readonly ChangementPrevu[]): void {
  const campagne = lireCampagne(context, campagneDeSeance(context, seanceId));
  for (const siens of Map.groupBy(choisis, (c) => c.dossier.ligne.id).values()) {
    const [premier] = siens;
    if (!premier) continue;
    appliquerDecisions(tx, {
      campagne,
      seanceId,
      dossier: premier.dossier,
      voulues: new Map(siens.map((c) => [c.collectif.id, c.voulue])),
    });
  }
}
