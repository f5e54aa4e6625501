import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import {
  changerConvention,
  type LigneConvention,
  lireConvention,
  listerConventions,
  lotAppuyeSur,
  type SuiteDeConvention,
} from '../../../db/queries/conventions.ts';
import type { MoyenDEnvoi, Papier } from '../../../shared/contract/conventions.ts';
import { ajouterJours, dateDe, formaterDate, lireDate } from '../../../shared/domaine/dates.ts';
import { acteur, exigerAgent } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { presenterLePapier } from './lire.ts';
import { reserverScan } from './scans.ts';

function exigerPapier(tx: Transaction, id: number, campagneId?: number): LigneConvention {
  const papier = lireConvention(tx.db, id);
  if (!papier || (campagneId !== undefined && papier.campagneId !== campagneId)) throw introuvable('Cette convention');
  exigerCampagneOuverte(tx.db, papier.campagneId);
  if (papier.etat === 'resiliee')
    throw new Refus('resiliee', `${nommer(papier)} est résilié${accord(papier)} : plus rien ne s’y note.`);
  return papier;
}

function nommer({ nature, numero }: Pick<LigneConvention, 'nature' | 'numero'>): string {
  return nature === 'avenant' ? `L’avenant ${numero}` : `La convention ${numero}`;
}

function accord({ nature }: Pick<LigneConvention, 'nature'>): string {
  return nature === 'avenant' ? '' : 'e';
}

function exigerDate(date: string): void {
  if (!lireDate(date).valide)
    throw new Refus('date_impossible', `« ${date} » n’est pas une date : écrivez AAAA-MM-JJ ou choisissez-la.`);
}

function refuserAvenir(context: Context, date: string, quoi: string): void {
  exigerDate(date);
  if (date > context.horloge.aujourdhui())
    throw new Refus('date_a_venir', `Le ${formaterDate(date)} n’est pas encore passé : ${quoi}.`);
}

/** Note le jour et le moyen d’envoi, ou les efface ; tout ou rien. Un papier déjà noté ainsi n’est ni écrit ni compté. */
export function noterEnvois(
  context: Context,
  demande: {
    readonly campagneId: number;
    readonly conventionIds: readonly number[];
    readonly date: string | null;
    readonly moyen: MoyenDEnvoi;
  },
): { readonly notees: number } {
  const { campagneId, date, moyen } = demande;
  if (date !== null) refuserAvenir(context, date, 'notez l’envoi le jour où il a lieu');
  const ids = [...new Set(demande.conventionIds)];
  const notees = ecrire(context.db, acteur(context), (tx) => {
    let changees = 0;
    for (const id of ids) {
      const papier = exigerPapier(tx, id, campagneId);
      if (papier.etat === 'signee')
        throw new Refus('deja_signee', `${nommer(papier)} est déjà signé${accord(papier)}. Rien n’a été noté.`);
      if (date !== null && date < dateDe(papier.genereeLe))
        throw new Refus(
          'date_trop_tot',
          `${nommer(papier)} a été généré${accord(papier)} le ${formaterDate(dateDe(papier.genereeLe))} : le papier n’a pas pu partir le ${formaterDate(date)}. Rien n’a été noté.`,
        );
      const suite =
        date === null
          ? ({ etat: 'a_signer', envoyeeLe: null, envoyeeMoyen: null } as const)
          : ({ etat: 'envoyee', envoyeeLe: date, envoyeeMoyen: moyen } as const);
      if (papier.envoyeeLe === suite.envoyeeLe && papier.envoyeeMoyen === suite.envoyeeMoyen) continue;
      changees += 1;
      changerConvention(tx, papier, suite, {
        action: 'convention.envoyer',
        libelle: date === null ? `${papier.numero} : envoi effacé` : `${papier.numero} envoyé${accord(papier)}`,
      });
    }
    return changees;
  });
  return { notees };
}

/** Note la signature portée sur le papier revenu, et garde son scan. */
export async function signer(
  context: Context,
  demande: {
    readonly conventionId: number;
    readonly date: string;
    readonly signataire: string;
    readonly scan: File | null;
  },
): Promise<Papier> {
  exigerAgent(context);
  const { conventionId, date, signataire } = demande;
  refuserAvenir(context, date, 'notez la date portée sur le papier signé');
  const scan = demande.scan === null ? {} : await reserverScan(context, demande.scan);
  return changer(context, conventionId, (tx, papier) => {
    if (papier.etat === 'signee')
      throw new Refus(
        'deja_signee',
        `${nommer(papier)} est déjà signé${accord(papier)} du ${formaterDate(papier.signeeLe ?? date)} : annulez d’abord cette signature si elle est fausse.`,
      );
    if (date < dateDe(papier.genereeLe))
      throw new Refus(
        'date_trop_tot',
        `${nommer(papier)} a été généré${accord(papier)} le ${formaterDate(dateDe(papier.genereeLe))} : le papier n’a pas pu être signé le ${formaterDate(date)}.`,
      );
    const convention = papier.conventionId === null ? undefined : lireConvention(tx.db, papier.conventionId);
    if (convention && convention.etat !== 'signee')
      throw new Refus(
        'convention_non_signee',
        `${nommer(papier)} modifie la convention ${convention.numero}, qui n’est pas signée : notez d’abord sa signature.`,
      );
    return {
      suite: { etat: 'signee', signeeLe: date, signataire, ...scan },
      fait: { action: 'convention.signer', libelle: `${papier.numero} signé${accord(papier)}` },
    };
  });
}

/** Joint ou remplace le scan ; l’ancien reste dans la réserve, son empreinte au journal. */
export async function joindreScan(context: Context, conventionId: number, fichier: File): Promise<Papier> {
  exigerAgent(context);
  const scan = await reserverScan(context, fichier);
  return changer(context, conventionId, (_tx, papier) => {
    if (papier.etat !== 'signee')
      throw new Refus('non_signee', `${nommer(papier)} n’est pas signé${accord(papier)} : notez d’abord la signature.`);
    return {
      suite: scan,
      fait: { action: 'convention.scan', libelle: `${papier.numero} : scan « ${scan.scanNom} » joint` },
    };
  });
}

/** Retire une signature notée par erreur, tant qu’aucun lot ni aucun avenant ne s’y appuie. */
export function annulerSignature(context: Context, conventionId: number, motif: string): Papier {
  return changer(context, conventionId, (tx, papier) => {
    if (papier.etat !== 'signee')
      throw new Refus('non_signee', `${nommer(papier)} n’est pas signé${accord(papier)} : il n’y a rien à annuler.`);
    const lot = lotAppuyeSur(tx.db, papier.dossierId);
    if (lot)
      throw new Refus(
        'lot_appuye',
        `Le lot « ${lot.libelle} » paie ce dossier en s’appuyant sur ${papier.numero} : abandonnez ou annulez d’abord ce lot.`,
      );
    const avenant = avenantsDe(tx, papier).find((a) => a.etat === 'signee');
    if (avenant)
      throw new Refus(
        'avenant_signe',
        `L’avenant ${avenant.numero}, signé, modifie ${papier.numero} : annulez d’abord sa signature.`,
      );
    return {
      suite: {
        etat: papier.envoyeeLe === null ? 'a_signer' : 'envoyee',
        signeeLe: null,
        signataire: null,
        scanSha256: null,
        scanNom: null,
      },
      fait: { action: 'convention.annuler-signature', libelle: `${papier.numero} : signature annulée`, motif },
    };
  });
}

/** Définitif. Avec une convention, ses avenants qui attendent encore une signature tombent. */
export function resilier(
  context: Context,
  { conventionId, date, motif }: { readonly conventionId: number; readonly date: string; readonly motif: string },
): Papier {
  exigerDate(date);
  return changer(context, conventionId, (tx, papier) => {
    if (date < dateDe(papier.genereeLe))
      throw new Refus(
        'date_trop_tot',
        `${nommer(papier)} a été généré${accord(papier)} le ${formaterDate(dateDe(papier.genereeLe))} : la résiliation ne peut pas prendre effet le ${formaterDate(date)}.`,
      );
    // Le versement s’arrête dès maintenant : une date lointaine serait une faute de frappe, et ne se reprendrait pas.
    const limite = ajouterJours(context.horloge.aujourdhui(), 366);
    if (date > limite)
      throw new Refus(
        'date_trop_tard',
        `Le ${formaterDate(date)} est à plus d’un an : vérifiez la date de la résiliation.`,
      );
    const suite = { etat: 'resiliee', resilieeLe: date, resilieeMotif: motif } as const;
    for (const avenant of avenantsDe(tx, papier))
      if (avenant.etat === 'a_signer' || avenant.etat === 'envoyee')
        changerConvention(tx, avenant, suite, {
          action: 'convention.resilier',
          libelle: `${avenant.numero} résilié avec sa convention`,
          motif,
        });
    return {
      suite,
      fait: { action: 'convention.resilier', libelle: `${papier.numero} résilié${accord(papier)}`, motif },
    };
  });
}

function avenantsDe(tx: Transaction, papier: LigneConvention): LigneConvention[] {
  if (papier.nature === 'avenant') return [];
  return listerConventions(tx.db, papier.campagneId).filter((a) => a.conventionId === papier.id);
}

/** Un changement contrôlé et écrit dans la même transaction ; rend le papier relu. */
function changer(
  context: Context,
  conventionId: number,
  decider: (
    tx: Transaction,
    papier: LigneConvention,
  ) => {
    readonly suite: SuiteDeConvention;
    readonly fait: { readonly action: string; readonly libelle: string; readonly motif?: string };
  },
): Papier {
  const campagneId = ecrire(context.db, acteur(context), (tx) => {
    const papier = exigerPapier(tx, conventionId);
    const { suite, fait } = decider(tx, papier);
    changerConvention(tx, papier, suite, fait);
    return papier.campagneId;
  });
  const relu = listerConventions(context.db, campagneId).find((c) => c.id === conventionId);
  if (!relu) throw introuvable('Cette convention');
  return presenterLePapier(relu);
}
