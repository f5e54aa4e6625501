import { ecrire } from '../../../db/ecrire.ts';
import { lireBilan, rendreABrouillon } from '../../../db/queries/bilans.ts';
import { lireCampagne } from '../../../db/queries/campagnes.ts';
import { refuserReception } from '../../../shared/domaine/bilan.ts';
import { lireDate } from '../../../shared/domaine/dates.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { enregistrerBilan } from './enregistrer.ts';
import { exigerDossier, exigerOuverte, SAISIE_A_L_ECRAN } from './valider.ts';

/**
 * Le jour où un bilan a pu être reçu : une date, passée, et pas d’avant l’année de la rentrée.
 * @throws Refus `date_impossible`, `date_a_venir`, `date_trop_ancienne`
 */
export function exigerReception({ db, horloge }: Pick<Context, 'db' | 'horloge'>, campagneId: number, recuLe: string) {
  if (!lireDate(recuLe).valide) throw new Refus('date_impossible', `« ${recuLe} » n’est pas une date.`);
  const campagne = lireCampagne(db, campagneId);
  if (!campagne) throw introuvable('Cette campagne');
  const aujourdhui = horloge.aujourdhui();
  const refus = refuserReception(recuLe, aujourdhui, campagne.anneeScolaire);
  if (refus !== null) throw new Refus(recuLe > aujourdhui ? 'date_a_venir' : 'date_trop_ancienne', refus);
}

/** Le bilan est reçu ce jour-là, ou cette date est corrigée. */
export function recevoirBilan(context: Context, dossierId: number, recuLe: string): void {
  ecrire(context.db, acteur(context), (tx) => {
    const campagneId = exigerOuverte(tx, dossierId);
    exigerReception({ ...context, db: tx.db }, campagneId, recuLe);
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

/**
 * Le bilan n’était pas reçu : il redevient un brouillon, que les relances réclament. Ce qui y est rempli reste.
 * @throws Refus `bilan_non_recu`, `bilan_valide`
 */
export function annulerReception(context: Context, dossierId: number, motif: string): void {
  ecrire(context.db, acteur(context), (tx) => {
    const bilan = lireBilan(tx.db, exigerOuverte(tx, dossierId), dossierId);
    if (bilan?.etat === 'valide') {
      throw new Refus('bilan_valide', 'Ce bilan est validé : rouvrez-le d’abord, en disant pourquoi.');
    }
    if (bilan?.etat !== 'recu') {
      throw new Refus('bilan_non_recu', 'Ce bilan n’est pas noté reçu : il n’y a rien à annuler.');
    }
    rendreABrouillon(tx, bilan.id);
    tx.journaliser({
      action: 'bilan.annuler-reception',
      libelle: 'Bilan : réception annulée',
      objet: `dossier:${dossierId}`,
      avant: { etat: 'recu', recuLe: bilan.recuLe },
      apres: { etat: 'brouillon', recuLe: null },
      motif,
    });
  });
}
