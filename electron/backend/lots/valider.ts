import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import {
  dossiersDuLot,
  figerLot,
  type LigneDeLotEnBase,
  type Lot,
  lignesDuLot,
  lireLot,
  prochainRangDeLot,
  rendreLot,
  resserrerRangs,
} from '../../../db/queries/lots.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { acteur } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { reviserEcheancier } from '../paiements/reviser.ts';
import { type EcheanceSituee, type SituationDesPaiements, situerPaiements } from '../paiements/situation.ts';
import { introuvable, Refus } from '../refus.ts';
import { composerContenu } from './contenu.ts';
import { controlerEnveloppe, exigerDateAVenir, refuserLignes } from './preparer.ts';

/** Le lot que l’agent a sous les yeux : nombre et somme qu’il a lus. */
export interface LotLu {
  readonly lotId: number;
  readonly nombreLignes: number;
  readonly montantCentimes: number;
}

/**
 * Verrouille un lot, par un autre agent que celui qui l’a préparé : numéro suivant de l’exercice, compte, somme, empreinte
 * et contenu, d’une seule écriture. Chaque règle est relue ici ; la base refuse encore ce qui nous aurait échappé.
 * @returns le numéro du lot
 */
export function validerLot(context: Context, lu: LotLu): string {
  const auteur = acteur(context);
  return ecrire(context.db, auteur, (tx) => {
    const lot = lotOuvert(tx, lu.lotId);
    if (lot.etat !== 'prepare') {
      throw new Refus(
        'lot_deja_traite',
        'Ce lot n’est plus en préparation : rechargez la page pour voir où il en est.',
      );
    }
    if (lot.preparePar === auteur.agentId) {
      throw new Refus('meme_agent', 'Vous avez préparé ce lot : un autre agent doit le valider.');
    }
    exigerDateAVenir(context, lot.datePrevue, 'abandonnez ce lot et préparez-le pour une date à venir.');
    // Une échéance dont le montant a changé a pu en sortir d’elle-même.
    resserrerRangs(tx, lot.id);
    const lignes = lignesDuLot(tx.db, lot.id);
    const montantCentimes = lignes.reduce((n, l) => n + l.montantCentimes, 0);
    if (lignes.length === 0) {
      throw new Refus('lot_vide', 'Ce lot n’a plus de ligne : abandonnez-le et préparez-en un autre.');
    }
    if (lignes.length !== lu.nombreLignes || montantCentimes !== lu.montantCentimes) {
      throw new Refus(
        'lot_change',
        `Ce lot a changé depuis que vous l’avez lu : il fait maintenant ${pluriel(lignes.length, 'ligne')} pour ${formaterEuros(montantCentimes)}. Relisez-le avant de valider.`,
      );
    }
    const situation = situerPaiements(tx.db, lot.campagneId);
    controlerLignes(situation, lot, lignes);
    controlerEnveloppe(situation, [], montantCentimes);
    const rang = prochainRangDeLot(tx.db, lot.exercice);
    const valide = { par: auteur.agentNom, le: auteur.instant };
    const contenu = composerContenu(context, { lot, rang, lignes, situation, valide });
    figerLot(tx, lot, { rang, contenu });
    for (const dossierId of dossiersDuLot(tx.db, lot.id)) reviserEcheancier(tx, lot.campagneId, dossierId);
    return contenu.numero;
  });
}

/** Chaque ligne est encore payable, à son montant, sur le compte vérifié du moment. */
function controlerLignes(situation: SituationDesPaiements, lot: Lot, lignes: readonly LigneDeLotEnBase[]): void {
  const parEcheance = new Map(situation.echeances.map((s) => [s.echeance.id, s]));
  const fautives: EcheanceSituee[] = [];
  for (const ligne of lignes) {
    const situee = parEcheance.get(ligne.echeanceId);
    if (!situee) {
      throw new Refus(
        'echeance_perdue',
        'Une échéance du lot n’existe plus : abandonnez ce lot et préparez-en un autre.',
      );
    }
    const { echeance, dossier, motifs } = situee;
    const change =
      echeance.lotId !== lot.id ||
      echeance.montantCentimes !== ligne.montantCentimes ||
      dossier.porteur.coordonneesId !== ligne.coordonneesId ||
      dossier.porteur.iban !== ligne.iban;
    if (motifs.length > 0) fautives.push(situee);
    else if (change) fautives.push({ ...situee, statut: 'payable' });
  }
  if (fautives.length > 0) throw refuserLignes('validation', fautives);
}

/** Renonce à un lot préparé : ses échéances redeviennent disponibles ; il n’avait pas de numéro. */
export function abandonnerLot(context: Context, { lotId, motif }: { lotId: number; motif: string }): void {
  ecrire(context.db, acteur(context), (tx) => {
    const lot = lotOuvert(tx, lotId);
    if (lot.etat !== 'prepare') {
      throw new Refus('lot_fige', 'Ce lot n’est plus en préparation : il ne s’abandonne pas. Validé, il s’annule.');
    }
    rendre(tx, lot, 'abandonne', motif);
  });
}

/** Annule un lot validé avant tout paiement : le numéro reste pris, les échéances sont rendues. */
export function annulerLot(context: Context, { lotId, motif }: { lotId: number; motif: string }): void {
  ecrire(context.db, acteur(context), (tx) => {
    const lot = lotOuvert(tx, lotId);
    if (lot.etat === 'prepare') {
      throw new Refus('lot_prepare', 'Ce lot n’est pas validé : abandonnez-le plutôt.');
    }
    if (lot.etat !== 'valide' || lignesDuLot(tx.db, lot.id).some((l) => l.issue === 'payee')) {
      throw new Refus(
        'lot_paye',
        'Ce lot ne s’annule plus : l’agence comptable a noté un paiement, ou il est déjà clos. Un virement rejeté se note dans « Retours de paiement » ; un versement de trop se suit comme trop-perçu.',
      );
    }
    rendre(tx, lot, 'annule', motif);
  });
}

function lotOuvert(tx: Transaction, lotId: number): Lot {
  const lot = lireLot(tx.db, lotId);
  if (!lot) throw introuvable('Ce lot');
  exigerCampagneOuverte(tx.db, lot.campagneId);
  return lot;
}

function rendre(tx: Transaction, lot: Lot, etat: 'abandonne' | 'annule', motif: string): void {
  const dossiers = dossiersDuLot(tx.db, lot.id);
  rendreLot(tx, lot, etat, motif);
  // Ce qui n’est plus émis se recalcule au droit du moment, et le trop-perçu avec.
  for (const dossierId of dossiers) reviserEcheancier(tx, lot.campagneId, dossierId);
}
