import { ecrire } from '../../../db/ecrire.ts';
import { insererLot, lignesDuLot, lireLot, retirerLigne } from '../../../db/queries/lots.ts';
import { formaterDate, lireDate } from '../../../shared/domaine/dates.ts';
import { comparerFrancais, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { acteur } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { type EcheanceSituee, type SituationDesPaiements, situerPaiements } from '../paiements/situation.ts';
import { introuvable, Refus } from '../refus.ts';

export interface DemandeDeLot {
  readonly campagneId: number;
  readonly exercice: number;
  readonly libelle: string;
  /** Date prévue du virement, `AAAA-MM-JJ`. */
  readonly datePrevue: string;
  readonly echeanceIds: readonly number[];
}

/**
 * Réserve des échéances payables dans un lot préparé, par porteur. Toutes, ou aucune : une seule qui ne l’est plus refuse
 * l’ensemble, en les nommant. @returns l’identifiant du lot
 */
export function preparerLot(context: Context, demande: DemandeDeLot): number {
  const { campagneId, exercice, libelle, datePrevue } = demande;
  if (!lireDate(datePrevue).valide)
    throw new Refus('date_impossible', `« ${datePrevue} » n’est pas une date : écrivez AAAA-MM-JJ.`);
  exigerDateAVenir(context, datePrevue, 'donnez la date prévue du virement.');
  // Un exercice se paie dans son année, ou au début de la suivante ; un numéro pris ailleurs ne se rendrait pas.
  const annee = Number(datePrevue.slice(0, 4));
  if (exercice !== annee && exercice !== annee - 1)
    throw new Refus(
      'exercice_impossible',
      `Un virement du ${formaterDate(datePrevue)} ne se compte pas sur l’exercice ${exercice} : choisissez ${annee} ou ${annee - 1}, ou changez la date.`,
    );
  return ecrire(context.db, acteur(context), (tx) => {
    exigerCampagneOuverte(tx.db, campagneId);
    const situation = situerPaiements(tx.db, campagneId);
    const choisies = choisir(situation, demande.echeanceIds);
    controlerEnveloppe(situation, choisies, null);
    return insererLot(
      tx,
      { campagneId, exercice, libelle, datePrevue },
      choisies.map(({ echeance, dossier: { porteur } }, i) => {
        // Une échéance payable a un compte vérifié : le type ne le sait pas.
        if (porteur.coordonneesId === null || porteur.iban === null) throw new Error('échéance payable sans compte');
        return {
          rang: i + 1,
          echeanceId: echeance.id,
          structureId: porteur.structureId,
          coordonneesId: porteur.coordonneesId,
          iban: porteur.iban,
          montantCentimes: echeance.montantCentimes,
        };
      }),
    );
  });
}

/** Un lot figé avec une date passée ne donnerait plus d’ordre de virement. @throws Refus `date_passee` */
export function exigerDateAVenir({ horloge }: Pick<Context, 'horloge'>, datePrevue: string, suite: string): void {
  if (datePrevue < horloge.aujourdhui())
    throw new Refus('date_passee', `Le ${formaterDate(datePrevue)}, date prévue du virement, est passé : ${suite}`);
}

function choisir(situation: SituationDesPaiements, ids: readonly number[]): EcheanceSituee[] {
  const choix = new Set(ids);
  if (choix.size === 0) throw new Refus('lot_vide', 'Choisissez au moins une échéance payable.');
  const choisies = situation.echeances.filter((s) => choix.has(s.echeance.id));
  if (choisies.length !== choix.size) {
    throw new Refus(
      'echeance_inconnue',
      'Une échéance choisie n’existe plus : rechargez la page et choisissez à nouveau.',
    );
  }
  const refusees = choisies.filter((s) => s.statut !== 'payable');
  if (refusees.length > 0) throw refuserLignes('preparation', refusees);
  return choisies.toSorted(
    (a, b) =>
      comparerFrancais(a.dossier.porteur.raisonSociale, b.dossier.porteur.raisonSociale) ||
      comparerFrancais(a.dossier.porteur.numeroDossier, b.dossier.porteur.numeroDossier) ||
      a.echeance.rang - b.echeance.rang,
  );
}

/** Pourquoi des lignes ne peuvent pas partir, chacune nommée avec ses motifs. */
export function refuserLignes(quand: 'preparation' | 'validation', lignes: readonly EcheanceSituee[]): Refus {
  const dites = lignes.slice(0, 5).map(({ echeance, dossier, statut, motifs }) => {
    const raisons = motifs.length > 0 ? motifs.join(', ') : RAISONS[statut];
    return `${dossier.porteur.raisonSociale}, ${echeance.libelle.toLowerCase()} : ${raisons}`;
  });
  const autres = lignes.length > 5 ? ` ; et ${pluriel(lignes.length - 5, 'autre')}` : '';
  const que =
    quand === 'preparation'
      ? 'Rien n’a été préparé. Retirez-les du choix.'
      : 'Le lot n’est pas validé. Réglez ces points, ou retirez ces lignes du lot.';
  return new Refus(
    'lignes_bloquees',
    `${pluriel(lignes.length, 'ligne ne peut pas être payée', 'lignes ne peuvent pas être payées')} : ${dites.join(' ; ')}${autres}. ${que}`,
  );
}

const RAISONS: Readonly<Record<EcheanceSituee['statut'], string>> = {
  payable: 'son compte ou son montant a changé depuis la préparation',
  bloquee: 'bloquée',
  au_lot: 'déjà dans un autre lot',
  payee: 'déjà payée',
  sans_objet: 'rien à payer',
};

/** Le total d’un lot tient dans ce que l’enveloppe laisse, lots validés déduits. */
export function controlerEnveloppe(
  { resteEnveloppeCentimes: reste }: SituationDesPaiements,
  lignes: readonly EcheanceSituee[],
  dejaCentimes: number | null,
): void {
  if (reste === null) return;
  const total = dejaCentimes ?? lignes.reduce((n, l) => n + l.echeance.montantCentimes, 0);
  if (total <= reste) return;
  throw new Refus(
    'enveloppe',
    `Ce lot fait ${formaterEuros(total)}, et l’enveloppe de la campagne n’en laisse que ${formaterEuros(Math.max(0, reste))} : retirez des lignes, ou changez l’enveloppe (Tableau de bord).`,
  );
}

/** Sort une ligne d’un lot préparé : son échéance redevient disponible. */
export function retirerDuLot(context: Context, { lotId, echeanceId }: { lotId: number; echeanceId: number }): void {
  ecrire(context.db, acteur(context), (tx) => {
    const lot = lireLot(tx.db, lotId);
    if (!lot) throw introuvable('Ce lot');
    exigerCampagneOuverte(tx.db, lot.campagneId);
    if (lot.etat !== 'prepare') {
      throw new Refus('lot_fige', 'Ce lot n’est plus en préparation : ses lignes ne changent plus.');
    }
    const ligne = lignesDuLot(tx.db, lotId).find((l) => l.echeanceId === echeanceId);
    if (!ligne) throw introuvable('Cette ligne du lot');
    retirerLigne(tx, lot, ligne);
  });
}
