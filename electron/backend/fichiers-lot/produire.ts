import type { Base } from '../../../db/base.ts';
import {
  type CompteEnDoute,
  comptesEnDoute,
  listerFichiersDeLot,
  listerIssues,
} from '../../../db/queries/fichiers-lot.ts';
import { derniereEmpreinte } from '../../../db/queries/journal.ts';
import { type Lot, lireLot } from '../../../db/queries/lots.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { EtatFichiersLot } from '../../../shared/contract/fichiers-lot.ts';
import { assertNever, pluriel } from '../../../shared/domaine/libelles.ts';
import type { ContenuDeLot } from '../../../shared/domaine/lot.ts';
import type { Context } from '../context.ts';
import { produireEtArchiver } from '../documents/archiver.ts';
import { rouvrirArchive } from '../documents/archives.ts';
import { introuvable, Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import type { Exemplaire } from '../tableurs/lot/modele.ts';
import { empechementsDuVirement } from './reglage-virement.ts';

/** Les fichiers d’un lot : ceux déjà produits, et ce qui empêche d’en produire. */
export function lireFichiers(context: Pick<Context, 'db' | 'horloge'>, lotId: number): EtatFichiersLot {
  const lot = exigerLot(context, lotId);
  const fichiers = listerFichiersDeLot(context.db, lotId);
  const dernier = (nature: string) => fichiers.findLast((f) => f.nature === nature) ?? null;
  const classeurs = fichiers.filter((f) => f.nature === 'lot-classeur');
  return {
    lotId,
    numero: lot.numero,
    etat: lot.etat,
    original: classeurs.find((f) => f.exemplaire === 'original') ?? null,
    duplicatas: classeurs.filter((f) => f.exemplaire === 'duplicata').length,
    bordereau: dernier('lot-bordereau'),
    virement: dernier('lot-virement'),
    virementEmpeche: lot.contenu === null ? [] : empecherLeVirement(context, lotId, lot.contenu),
    empeche: empechement(lot),
    alertes: lot.etat === 'valide' ? comptesEnDoute(context.db, lotId).map(direDoute) : [],
  };
}

function empecherLeVirement(context: Pick<Context, 'db' | 'horloge'>, lotId: number, contenu: ContenuDeLot): string[] {
  const revenues = direRevenues(context.db, lotId);
  return revenues === null ? empechementsDuVirement(context, contenu) : [revenues];
}

const DOUTES: Readonly<Record<CompteEnDoute['raison'], string>> = {
  remplace: 'compte remplacé depuis la validation',
  bloque: 'compte bloqué depuis la validation',
  a_verifier: 'compte à confirmer à nouveau',
  changement_demande: 'changement d’IBAN demandé depuis la validation',
};

function direDoute({ raisonSociale, raison }: CompteEnDoute): string {
  return `${raisonSociale} : ${DOUTES[raison]}`;
}

/**
 * Le paiement reste gelé après la validation : un fichier pas encore parti ne part pas sur un compte mis en doute.
 * @throws Refus `compte_en_doute`
 */
function exigerComptesSurs(db: Base, lot: Lot): void {
  const doutes = lot.etat === 'valide' ? comptesEnDoute(db, lot.id) : [];
  if (doutes.length === 0) return;
  throw new Refus(
    'compte_en_doute',
    `${doutes.slice(0, 5).map(direDoute).join(' ; ')}. Traitez-le d’abord (Paiements › IBAN à confirmer), ou annulez le lot : aucun nouveau fichier n’en est produit d’ici là.`,
  );
}

/** Ce que la liste des paiements a déjà dit d’un lot : un ordre de payer qui en repartirait serait payé deux fois. */
function direRevenues(db: Base, lotId: number): string | null {
  const revenues = listerIssues(db, [lotId]).filter((l) => l.issue !== null).length;
  return revenues === 0
    ? null
    : pluriel(
        revenues,
        'ligne en est déjà revenue, payée ou rejetée',
        'lignes en sont déjà revenues, payées ou rejetées',
      );
}

/** @throws Refus `lot_deja_revenu` si une ligne du lot a déjà son issue */
function exigerRienDeRevenu(db: Base, { id, numero }: Lot, suite: string): void {
  const raison = direRevenues(db, id);
  if (raison !== null) throw new Refus('lot_deja_revenu', `Lot ${numero ?? ''} : ${raison}. ${suite}`);
}

/** Le lot et son contenu figé, lus avant d’écrire, puis relus dans la transaction qui archive. */
function relire(db: Base, lotId: number): { readonly lot: Lot; readonly contenu: ContenuDeLot } {
  const lot = exigerLot({ db }, lotId);
  const contenu = exigerContenu(lot);
  return { lot, contenu };
}

/**
 * Le classeur du lot. Le premier fichier écrit est l’original : il revient ensuite tel quel, de l’archive. Un duplicata se
 * récrit à chaque demande, toujours avec les mêmes octets, et se dit duplicata sur chaque page.
 */
export async function exporterLot(
  context: Context,
  { lotId, exemplaire }: { readonly lotId: number; readonly exemplaire: Exemplaire },
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const lot = exigerLot(context, lotId);
  const original = listerFichiersDeLot(context.db, lotId).find(
    (f) => f.nature === 'lot-classeur' && f.exemplaire === 'original',
  );
  if (exemplaire === 'original' && original) {
    surProgres(1, 1, 'L’original, tel qu’il a été produit');
    return rouvrirArchive(context, original.archiveId);
  }
  // Revenu sans que son original ait été produit, un lot ne donne plus que des duplicatas, qui ne se paient pas.
  if (exemplaire === 'duplicata' && !original && direRevenues(context.db, lotId) === null)
    throw new Refus(
      'sans_original',
      'Ce lot n’a pas encore d’original : produisez-le d’abord, le duplicata viendra ensuite.',
    );
  const recontroler = (db: Base) => {
    const relu = relire(db, lotId);
    if (exemplaire === 'duplicata') return relu;
    exigerComptesSurs(db, relu.lot);
    exigerRienDeRevenu(db, relu.lot, 'Demandez-en un duplicata.');
    return relu;
  };
  const { contenu } = recontroler(context.db);
  surProgres(0, contenu.lignes.length, 'Écriture du classeur');
  return produireEtArchiver(
    context,
    {
      campagneId: lot.campagneId,
      nature: 'lot-classeur',
      nom: nommer(contenu, exemplaire),
      parametres: { lotId, lot: contenu.numero, exemplaire },
      travail: 'lot-classeur',
      entree: { donnees: { contenu, exemplaire, ...editer(context, contenu) } },
      recontroler,
    },
    surProgres,
    signal,
  );
}

/** Le bordereau du lot, à signer par qui prépare, qui valide, qui reçoit. */
export async function produireBordereau(
  context: Context,
  lotId: number,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const recontroler = (db: Base) => {
    const relu = relire(db, lotId);
    exigerComptesSurs(db, relu.lot);
    return relu;
  };
  const { lot, contenu } = recontroler(context.db);
  return produireEtArchiver(
    context,
    {
      campagneId: lot.campagneId,
      nature: 'lot-bordereau',
      nom: `clas-lot-${contenu.numero}-bordereau.pdf`,
      parametres: { lotId, lot: contenu.numero },
      travail: 'lot-bordereau',
      entree: { donnees: { contenu, classeur: nommer(contenu, 'original'), ...editer(context, contenu) } },
      recontroler,
    },
    surProgres,
    signal,
  );
}

/** L’ordre de virement du lot ; refusé tant qu’il n’est pas en service, ou si un compte ne passerait pas. */
export async function produireVirement(
  context: Context,
  lotId: number,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const recontroler = (db: Base) => {
    const relu = relire(db, lotId);
    exigerComptesSurs(db, relu.lot);
    exigerRienDeRevenu(db, relu.lot, 'Aucun ordre de virement n’en repart.');
    const fautes = empechementsDuVirement({ db, horloge: context.horloge }, relu.contenu);
    if (fautes.length > 0)
      throw new Refus(
        'virement_impossible',
        `L’ordre de virement du lot ${relu.contenu.numero} n’est pas produit : ${fautes.slice(0, 5).join(' ; ')}${fautes.length > 5 ? ` ; et ${fautes.length - 5} autres` : ''}.`,
      );
    return relu;
  };
  const { lot, contenu } = recontroler(context.db);
  surProgres(0, contenu.lignes.length, 'Écriture de l’ordre de virement');
  return produireEtArchiver(
    context,
    {
      campagneId: lot.campagneId,
      nature: 'lot-virement',
      nom: `clas-lot-${contenu.numero}-virement.xml`,
      parametres: { lotId, lot: contenu.numero },
      travail: 'lot-virement',
      entree: { donnees: { contenu, ...editer(context, contenu) } },
      recontroler,
    },
    surProgres,
    signal,
  );
}

function exigerLot({ db }: Pick<Context, 'db'>, lotId: number): Lot {
  const lot = lireLot(db, lotId);
  if (!lot) throw introuvable('Ce lot');
  return lot;
}

/** Le contenu figé, et lui seul ; un lot annulé ne produit plus rien qu’un comptable pourrait payer. */
function exigerContenu(lot: Lot): ContenuDeLot {
  const raison = empechement(lot);
  if (raison !== null) throw new Refus('lot_sans_fichier', raison);
  if (lot.contenu === null) throw new Error(`lot ${lot.id} validé sans contenu`);
  return lot.contenu;
}

function empechement(lot: Lot): string | null {
  switch (lot.etat) {
    case 'prepare':
      return 'Ce lot n’est pas validé : ses fichiers viennent après, quand un autre agent l’a validé.';
    case 'abandonne':
      return 'Ce lot a été abandonné : il n’a pas de fichier.';
    case 'annule':
      return `Le lot ${lot.numero ?? ''} est annulé : aucun fichier n’en est plus produit. L’original, s’il existe, se rouvre.`;
    case 'valide':
    case 'paye':
      return null;
    default:
      return assertNever(lot.etat);
  }
}

function nommer({ numero }: ContenuDeLot, exemplaire: Exemplaire): string {
  return `clas-lot-${numero}${exemplaire === 'duplicata' ? '-duplicata' : ''}.xlsx`;
}

/** La date et la version sont celles de la validation : le fichier ne dépend pas du jour où on le demande. */
function editer({ db }: Context, { valide, version }: ContenuDeLot) {
  return { editeLe: valide.le, version, empreinteJournal: derniereEmpreinte(db) };
}
