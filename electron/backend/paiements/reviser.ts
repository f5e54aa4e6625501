import type { Transaction } from '../../../db/ecrire.ts';
import { type RegleDePaiement, regleDePaiement } from '../../../db/queries/droits.ts';
import {
  annulerEcheances,
  type EcheanceConnue,
  echeancesDuDossier,
  effacerEcheances,
  poserEcheances,
  retirerDuLotPrepare,
} from '../../../db/queries/echeances.ts';
import { constaterIndu, type InduConnu, indusDuDossier, insererMouvement } from '../../../db/queries/indus.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import {
  type EcheanceTenue,
  type EcheanceVoulue,
  type EcheancierRevise,
  reviserEcheances,
  type TenueDEcheance,
} from '../../../shared/domaine/reviser-echeances.ts';
import { introuvable } from '../refus.ts';
import { type DroitsDuDossier, droitsDe, lireDroits } from './droits.ts';

/**
 * Refait l’échéancier d’un dossier d’après ses décisions, son suivi, son bilan validé et ce que des lots ont déjà pris, dans
 * la transaction de ce qui vient de changer. Sans rien à changer, n’écrit rien. Note ou revoit le trop-perçu.
 */
export function reviserEcheancier(tx: Transaction, campagneId: number, dossierId: number): void {
  const regle = regleDePaiement(tx.db, campagneId);
  if (!regle) throw introuvable('Cette campagne');
  reviserDossier(tx, regle, dossierId);
}

/** La même chose quand le barème de la campagne est déjà lu. */
export function reviserDossier(tx: Transaction, regle: RegleDePaiement, dossierId: number): void {
  const existantes = echeancesDuDossier(tx.db, dossierId);
  const indus = indusDuDossier(tx.db, dossierId);
  const droits = droitsDe(lireDroits(tx.db, regle, dossierId), dossierId);
  const revise = calculerRevision(droits, existantes, indus, regle);
  appliquer(tx, dossierId, existantes, revise);
  suivreIndu(tx, dossierId, indus, revise, droits);
}

/** Ce que devient l’échéancier, sans rien écrire. */
export function calculerRevision(
  droits: DroitsDuDossier,
  existantes: readonly EcheanceConnue[],
  indus: readonly InduConnu[],
  { bareme, anneeScolaire }: Pick<RegleDePaiement, 'bareme' | 'anneeScolaire'>,
): EcheancierRevise {
  const reel = droitReelTenu(droits);
  return reviserEcheances(
    {
      droitCentimes: reel ?? droits.prevuCentimes,
      acquisCentimes: reel ?? droits.agreeCentimes,
      reel: reel !== null,
      renduCentimes: indus.reduce((n, i) => n + i.renduCentimes, 0),
      abandonneCentimes: indus.reduce((n, i) => n + i.abandonneCentimes, 0),
    },
    existantes.map(tenir),
    bareme,
    anneeScolaire,
  );
}

/**
 * Le droit réel qui tient l’échéancier, en centimes : celui du bilan validé, ou de sa dernière validation s’il est rouvert.
 * Rouvrir met un chiffre en doute, sans rien faire payer ni rendre ; le solde attend la validation suivante (`blocages.ts`).
 */
export function droitReelTenu({ bilan, collectifsAgrees }: DroitsDuDossier): number | null {
  if (bilan === null) return null;
  // Plus rien d’agréé : il n’y aura plus de validation.
  return collectifsAgrees === 0 ? bilan.droitReelCentimes : bilan.dernierDroitCentimes;
}

function tenir(e: EcheanceConnue): EcheanceTenue {
  const { id, rang, nature, libelle, partPointsBase, montantCentimes, datePrevue } = e;
  const annulee = e.annuleeLe !== null;
  return { id, rang, nature, libelle, partPointsBase, montantCentimes, datePrevue, annulee, tenue: tenueDe(e) };
}

function tenueDe({ lotEtat, connue }: EcheanceConnue): TenueDEcheance {
  if (lotEtat === 'prepare') return 'preparee';
  if (lotEtat !== null) return 'emise';
  return connue ? 'rendue' : 'libre';
}

function isChangee(voulue: EcheanceVoulue, avant: EcheanceConnue | undefined): boolean {
  return (
    avant === undefined ||
    avant.annuleeLe !== null ||
    avant.rang !== voulue.rang ||
    avant.nature !== voulue.nature ||
    avant.libelle !== voulue.libelle ||
    avant.partPointsBase !== voulue.partPointsBase ||
    avant.montantCentimes !== voulue.montantCentimes ||
    avant.datePrevue !== voulue.datePrevue
  );
}

function appliquer(
  tx: Transaction,
  dossierId: number,
  existantes: readonly EcheanceConnue[],
  revise: EcheancierRevise,
): void {
  const parId = new Map(existantes.map((e) => [e.id, e]));
  const retirees = new Set(revise.retirees);
  const changees = revise.echeances.filter((voulue) => {
    const avant = voulue.id === null ? undefined : parId.get(voulue.id);
    // Émise, ou restée au même montant dans un lot préparé : la base n’y laisse plus rien changer.
    const tenue = avant !== undefined && avant.lotId !== null && !retirees.has(avant.id);
    return !tenue && isChangee(voulue, avant);
  });
  const annulees = revise.annulees.filter((id) => parId.get(id)?.annuleeLe === null);
  if (changees.length === 0 && annulees.length === 0 && revise.effacees.length === 0) return;
  for (const id of revise.retirees) {
    const avant = parId.get(id);
    retirerDuLotPrepare(tx, id);
    tx.journaliser({
      action: 'lot.retirer',
      libelle: `${avant?.libelle ?? 'Échéance'} sortie du lot préparé « ${avant?.lotLibelle ?? ''} » : son montant change`,
      objet: `lot:${avant?.lotId ?? 0}`,
      avant: { echeance: id, dossier: dossierId, montantCentimes: avant?.montantCentimes },
    });
  }
  annulerEcheances(tx, annulees);
  effacerEcheances(tx, revise.effacees);
  poserEcheances(tx, dossierId, changees);
  const dire = ({ libelle, montantCentimes, datePrevue }: EcheanceVoulue | EcheanceConnue) => {
    return { libelle, montantCentimes, datePrevue };
  };
  tx.journaliser({
    action: 'echeancier.etablir',
    libelle: 'Échéancier révisé',
    objet: `dossier:${dossierId}`,
    avant: existantes.filter((e) => e.annuleeLe === null).map(dire),
    apres: revise.echeances.map(dire),
  });
}

/**
 * Le trop-perçu dû monte par un nouveau constat, et descend par un mouvement sur les constats encore dus, le dernier d’abord.
 * Un abandon que le droit a rattrapé devient caduc, de la même façon.
 */
function suivreIndu(
  tx: Transaction,
  dossierId: number,
  indus: readonly InduConnu[],
  { induCentimes, caducCentimes }: EcheancierRevise,
  droits: DroitsDuDossier,
): void {
  const du = indus.reduce((n, i) => n + i.resteCentimes, 0);
  const reel = droitReelTenu(droits);
  const base =
    reel === null
      ? `droit agréé ramené à ${formaterEuros(droits.agreeCentimes)}`
      : `droit réel du bilan : ${formaterEuros(reel)}`;
  const baisser = (nature: 'revise' | 'caduc', aBaisser: number, possible: (indu: InduConnu) => number) => {
    let reste = aBaisser;
    for (const indu of indus.toReversed()) {
      const montantCentimes = Math.min(reste, possible(indu));
      if (montantCentimes <= 0) continue;
      reste -= montantCentimes;
      const date = dateDe(tx.acteur.instant);
      insererMouvement(tx, indu, { nature, montantCentimes, date, reference: null, motif: base });
    }
  };
  baisser('caduc', caducCentimes, (indu) => indu.abandonneCentimes);
  if (induCentimes > du) constaterIndu(tx, dossierId, induCentimes - du, `${base}, moins que ce qui a été versé`);
  else baisser('revise', du - induCentimes, (indu) => indu.resteCentimes);
}
