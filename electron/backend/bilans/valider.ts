import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import { defigerBilan, figerBilan, lireBilan } from '../../../db/queries/bilans.ts';
import { campagneDuDossier } from '../../../db/queries/dossiers.ts';
import type { SaisieBilan } from '../../../shared/contract/bilans.ts';
import { analyserBilan } from '../../../shared/domaine/bilan-analyse.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { acteur } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { reviserEcheancier } from '../paiements/reviser.ts';
import { introuvable, Refus } from '../refus.ts';
import { enregistrerBilan } from './enregistrer.ts';
import { rassemblerBilans } from './lire.ts';
import { exigerVersion, versionDe } from './version.ts';

export const SAISIE_A_L_ECRAN = 'saisie à l’écran';

interface SaisieAEcrire {
  readonly dossierId: number;
  readonly saisie: SaisieBilan;
  readonly version?: string | null | undefined;
}

/** @returns la campagne du dossier, encore ouverte */
export function exigerOuverte(tx: Transaction, dossierId: number): number {
  const campagneId = campagneDuDossier(tx.db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  exigerCampagneOuverte(tx.db, campagneId);
  return campagneId;
}

/**
 * La saisie de l’écran, telle quelle ; son état, sa réception et son origine ne changent pas.
 * @param version celle d’où part l’écran ; undefined : écrite sans regarder ce qui y était
 * @throws Refus `bilan_change` quand quelqu’un d’autre l’a changé depuis
 */
export function ecrireSaisie(
  context: Context,
  { dossierId, saisie, version }: SaisieAEcrire,
): { enregistreLe: string; version: string | null } {
  const auteur = acteur(context);
  return ecrire(context.db, auteur, (tx) => {
    const campagneId = exigerOuverte(tx, dossierId);
    const avant = lireBilan(tx.db, campagneId, dossierId);
    if (avant?.etat !== 'valide') exigerVersion(avant, version, auteur.agentId);
    enregistrerBilan(tx, {
      dossierId,
      etat: avant?.etat === 'recu' ? 'recu' : 'brouillon',
      recuLe: avant?.recuLe ?? null,
      origine: avant?.origine ?? SAISIE_A_L_ECRAN,
      fichierSha256: avant?.fichierSha256 ?? null,
      ...saisie,
    });
    return { enregistreLe: auteur.instant, version: versionDe(lireBilan(tx.db, campagneId, dossierId)) };
  });
}

/** Le dossier agréé, son bilan et ce à quoi il se compare, dans la transaction. */
export function exigerDossier(tx: Transaction, campagneId: number, dossierId: number) {
  const trouve = rassemblerBilans(tx.db, campagneId, dossierId).dossiers[0];
  if (!trouve) throw introuvable('Ce dossier agréé');
  return trouve;
}

interface BilanAValider {
  readonly dossierId: number;
  /** Celui que l’agent a sous les yeux : s’il n’est plus le bon, rien n’est fait. */
  readonly droitReelCentimes: number;
  /** Celle que l’agent a sous les yeux ; undefined : seul le droit est comparé. */
  readonly version?: string | null | undefined;
}

/**
 * Fige le bilan et son droit réel, calculé ici sur ce que la base garde, et révise l’échéancier dans la même transaction.
 * @throws Refus `bilan_non_recu`, `bilan_change`, `bilan_incomplet`, `droit_change`, `bilan_valide`, `campagne_close`
 */
export function validerBilan(context: Context, { dossierId, droitReelCentimes, version }: BilanAValider): void {
  const auteur = acteur(context);
  ecrire(context.db, auteur, (tx) => {
    const campagneId = exigerOuverte(tx, dossierId);
    const { bilan, faits, saisie } = exigerDossier(tx, campagneId, dossierId);
    if (bilan?.etat === 'valide') throw new Refus('bilan_valide', 'Ce bilan est déjà validé : rechargez la page.');
    if (bilan?.etat !== 'recu') {
      throw new Refus('bilan_non_recu', 'Ce bilan est un brouillon : dites d’abord quand il a été reçu.');
    }
    exigerVersion(bilan, version, auteur.agentId);
    const { droit, manques } = analyserBilan(faits, saisie);
    if (manques.length > 0 || droit.droitCentimes === null) {
      throw new Refus('bilan_incomplet', `Ce bilan ne peut pas encore être validé. ${manques.join(' ')}`);
    }
    if (droit.droitCentimes !== droitReelCentimes) {
      throw new Refus(
        'droit_change',
        `Le droit réel est maintenant de ${formaterEuros(droit.droitCentimes)} : relisez le bilan avant de valider.`,
      );
    }
    figerBilan(tx, bilan.id, auteur.agentId, droit.droitCentimes);
    tx.journaliser({
      action: 'bilan.valider',
      libelle: `Bilan validé : droit réel ${formaterEuros(droit.droitCentimes)}`,
      objet: `dossier:${dossierId}`,
      avant: { etat: bilan.etat },
      apres: {
        etat: 'valide',
        droitReelCentimes: droit.droitCentimes,
        calculeCentimes: droit.calculeCentimes,
        agreeRealisesCentimes: droit.agreeRealisesCentimes,
        collectifs: droit.collectifs,
      },
    });
    reviserEcheancier(tx, campagneId, dossierId);
  });
}

/**
 * Rend le bilan à la saisie, avec le motif au journal. Le solde est bloqué jusqu’à la validation suivante, qui n’appliquera que
 * la différence ; échéances et trop-perçu ne bougent pas d’ici là.
 */
export function rouvrirBilan(context: Context, dossierId: number, motif: string): void {
  ecrire(context.db, acteur(context), (tx) => {
    const campagneId = exigerOuverte(tx, dossierId);
    const bilan = lireBilan(tx.db, campagneId, dossierId);
    if (bilan?.etat !== 'valide') {
      throw new Refus('bilan_non_valide', 'Ce bilan n’est pas validé : il n’y a rien à rouvrir.');
    }
    defigerBilan(tx, bilan.id);
    tx.journaliser({
      action: 'bilan.rouvrir',
      libelle: `Bilan rouvert : le droit réel de ${formaterEuros(bilan.droitReelCentimes ?? 0)} n’est plus figé`,
      objet: `dossier:${dossierId}`,
      avant: { etat: 'valide', droitReelCentimes: bilan.droitReelCentimes },
      apres: { etat: 'recu' },
      motif,
    });
    reviserEcheancier(tx, campagneId, dossierId);
  });
}
