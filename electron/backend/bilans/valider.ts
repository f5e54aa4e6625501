import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import { defigerBilan, figerBilan, lireBilan } from '../../../db/queries/bilans.ts';
import { campagneDuDossier } from '../../../db/queries/dossiers.ts';
import type { SaisieBilan } from '../../../shared/contract/bilans.ts';
import { analyserBilan } from '../../../shared/domaine/bilan-analyse.ts';
import { formaterDate, lireDate } from '../../../shared/domaine/dates.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { acteur } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { reviserEcheancier } from '../paiements/reviser.ts';
import { introuvable, Refus } from '../refus.ts';
import { enregistrerBilan } from './enregistrer.ts';
import { rassemblerBilans } from './lire.ts';

const SAISIE_A_L_ECRAN = 'saisie à l’écran';

function exigerOuverte(tx: Transaction, dossierId: number): number {
  const campagneId = campagneDuDossier(tx.db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  exigerCampagneOuverte(tx.db, campagneId);
  return campagneId;
}

/** La saisie de l’écran, telle quelle ; son état, sa réception et son origine ne changent pas. */
export function ecrireSaisie(context: Context, dossierId: number, saisie: SaisieBilan): { enregistreLe: string } {
  const auteur = acteur(context);
  ecrire(context.db, auteur, (tx) => {
    const avant = lireBilan(tx.db, exigerOuverte(tx, dossierId), dossierId);
    enregistrerBilan(tx, {
      dossierId,
      etat: avant?.etat === 'recu' ? 'recu' : 'brouillon',
      recuLe: avant?.recuLe ?? null,
      origine: avant?.origine ?? SAISIE_A_L_ECRAN,
      fichierSha256: avant?.fichierSha256 ?? null,
      ...saisie,
    });
  });
  return { enregistreLe: auteur.instant };
}

export function recevoirBilan(context: Context, dossierId: number, recuLe: string): void {
  if (!lireDate(recuLe).valide) throw new Refus('date_impossible', `« ${recuLe} » n’est pas une date.`);
  if (recuLe > context.horloge.aujourdhui()) {
    throw new Refus('date_a_venir', `Le ${formaterDate(recuLe)} n’est pas encore passé : donnez la date de réception.`);
  }
  ecrire(context.db, acteur(context), (tx) => {
    const campagneId = exigerOuverte(tx, dossierId);
    const avant = lireBilan(tx.db, campagneId, dossierId);
    const { saisie } = exigerDossier(tx, campagneId, dossierId);
    enregistrerBilan(tx, {
      dossierId,
      etat: 'recu',
      recuLe,
      origine: avant?.origine ?? SAISIE_A_L_ECRAN,
      fichierSha256: avant?.fichierSha256 ?? null,
      ...saisie,
    });
  });
}

function exigerDossier(tx: Transaction, campagneId: number, dossierId: number) {
  const trouve = rassemblerBilans(tx.db, campagneId, dossierId).dossiers[0];
  if (!trouve) throw introuvable('Ce dossier agréé');
  return trouve;
}

/**
 * Fige le bilan et son droit réel, calculé ici sur ce que la base garde, et révise l’échéancier dans la même transaction.
 * @param droitReelCentimes celui que l’agent a sous les yeux : s’il n’est plus le bon, rien n’est fait
 * @throws Refus `bilan_non_recu`, `bilan_incomplet`, `droit_change`, `bilan_valide`, `campagne_close`
 */
export function validerBilan(context: Context, dossierId: number, droitReelCentimes: number): void {
  const auteur = acteur(context);
  ecrire(context.db, auteur, (tx) => {
    const campagneId = exigerOuverte(tx, dossierId);
    const { bilan, faits, saisie } = exigerDossier(tx, campagneId, dossierId);
    if (bilan?.etat === 'valide') throw new Refus('bilan_valide', 'Ce bilan est déjà validé : rechargez la page.');
    if (bilan?.etat !== 'recu') {
      throw new Refus('bilan_non_recu', 'Ce bilan est un brouillon : dites d’abord quand il a été reçu.');
    }
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
