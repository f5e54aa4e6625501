import { createHash } from 'node:crypto';
import { listerAgents } from '../../../db/queries/agents.ts';
import { dossierDeLEcheance } from '../../../db/queries/echeances.ts';
import {
  compterLot,
  type LigneDeLotEnBase,
  type Lot as LotEnBase,
  lignesDuLot,
  lireLot as lireLigne,
  listerLots as listerLignes,
  prochainRangDeLot,
} from '../../../db/queries/lots.ts';
import type { Lot, LotComplet } from '../../../shared/contract/lots.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { type ContenuDeLot, numeroDeLot, texteDesLignes } from '../../../shared/domaine/lot.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { nomComplet } from '../acteur.ts';
import type { Context } from '../context.ts';
import { type EcheanceSituee, situerPaiements } from '../paiements/situation.ts';
import { introuvable } from '../refus.ts';

type Socle = Pick<Context, 'db'>;

export function listerLots({ db }: Socle, campagneId: number): Lot[] {
  const noms = nommer(db);
  return listerLignes(db, campagneId).map((lot) => presenter(lot, compterLot(db, lot.id), noms));
}

/** Un lot, ses lignes, ce qui est contrôlé. Préparé, il est contrôlé tel que sa validation le ferait. */
export function lireLot({ db }: Socle, lotId: number): LotComplet {
  const lot = lireLigne(db, lotId);
  if (!lot) throw introuvable('Ce lot');
  const situation = situerPaiements(db, lot.campagneId);
  const situees = new Map(situation.echeances.map((s) => [s.echeance.id, s]));
  const figees = new Map((lot.contenu?.lignes ?? []).map((l) => [l.echeanceId, l]));
  const lignes = lignesDuLot(db, lotId).map((ligne) => {
    const situee = situees.get(ligne.echeanceId);
    const figee = figees.get(ligne.echeanceId);
    return {
      echeanceId: ligne.echeanceId,
      dossierId: situee?.echeance.dossierId ?? dossierDeLEcheance(db, ligne.echeanceId),
      rang: ligne.rang,
      numeroDossier: figee?.numeroDossier ?? situee?.dossier.porteur.numeroDossier ?? '',
      raisonSociale: figee?.raisonSociale ?? situee?.dossier.porteur.raisonSociale ?? '',
      libelle: figee?.libelle ?? situee?.echeance.libelle ?? '',
      iban: ligne.iban,
      montantCentimes: ligne.montantCentimes,
      active: ligne.active,
      issue: ligne.issue,
      issueLe: ligne.issueLe,
      issueMotif: ligne.issueMotif,
      motifs: lot.etat === 'prepare' ? motifsDe(ligne, situee) : [],
    };
  });
  const resume = presenter(lot, compterLot(db, lotId), nommer(db));
  const precedent = listerLignes(db, lot.campagneId)
    .filter((l) => l.numero !== null && l.etat !== 'annule' && l.id !== lotId && precede(l, lot))
    .toSorted((a, b) => (precede(a, b) ? -1 : 1))
    .at(-1);
  const horsLot = situation.echeances.filter((s) => s.statut === 'bloquee').length;
  return {
    ...resume,
    lignes,
    controles: lot.contenu === null ? controler(resume, lignes, horsLot) : controlerFige(lot, lot.contenu, lignes),
    numeroPrevu: lot.numero ?? numeroDeLot(lot.exercice, prochainRangDeLot(db, lot.exercice)),
    precedent: precedent?.numero == null ? null : { numero: precedent.numero, le: precedent.valideLe ?? '' },
  };
}

/** Ce qui ferait refuser la validation de cette ligne, en phrases. */
function motifsDe(ligne: LigneDeLotEnBase, situee: EcheanceSituee | undefined): string[] {
  if (!situee) return ['échéance disparue'];
  const compteChange = situee.dossier.porteur.coordonneesId !== ligne.coordonneesId;
  return [
    ...situee.motifs,
    ...(compteChange ? ['compte changé depuis la préparation : retirez la ligne, puis préparez-la à nouveau'] : []),
  ];
}

/** Un lot pas encore numéroté vient après tous les autres. */
function precede(a: RangDeLot, b: RangDeLot): boolean {
  if (b.rang === null) return true;
  return a.exercice < b.exercice || (a.exercice === b.exercice && (a.rang ?? 0) < b.rang);
}

interface RangDeLot {
  readonly exercice: number;
  readonly rang: number | null;
}

/** Un lot qui n’est pas encore figé, contrôlé comme sa validation le ferait. */
function controler(lot: Lot, lignes: LotComplet['lignes'], bloquees: number): LotComplet['controles'] {
  const arretees = lignes.filter((l) => l.active && l.motifs.length > 0).length;
  return [
    {
      libelle: `${pluriel(lignes.length, 'ligne')} : ${formaterEuros(lot.montantCentimes)}`,
      juste: lignes.length > 0,
    },
    {
      libelle:
        arretees === 0
          ? 'Conventions, pièces, bilans et IBAN\u00a0: tout est en règle'
          : pluriel(arretees, 'ligne n’est plus payable', 'lignes ne sont plus payables'),
      juste: arretees === 0,
    },
    ...(lot.etat === 'prepare' && bloquees > 0
      ? [
          {
            libelle: `${pluriel(bloquees, 'ligne bloquée', 'lignes bloquées')} de la campagne, hors du lot`,
            juste: true,
          },
        ]
      : []),
  ];
}

/** Un lot validé : ce que la base en garde est ce qui a été figé, donc imprimé. */
function controlerFige(lot: LotEnBase, contenu: ContenuDeLot, lignes: LotComplet['lignes']): LotComplet['controles'] {
  const somme = lignes.reduce((n, l) => n + l.montantCentimes, 0);
  const texte = (l: { rang: number; echeanceId: number; iban: string; montantCentimes: number }) =>
    `${l.rang} ${l.echeanceId} ${l.iban} ${l.montantCentimes}`;
  const empreinte = createHash('sha256').update(texteDesLignes(contenu.lignes), 'utf8').digest('hex');
  return [
    {
      libelle: `${lignes.length === 1 ? 'Somme de la ligne' : `Somme des ${pluriel(lignes.length, 'ligne')}`} : ${formaterEuros(somme)}`,
      juste: somme === lot.montantCentimes && lignes.length === lot.nombreLignes,
    },
    {
      libelle: 'Rangs, échéances, IBAN et montants : ceux du classeur',
      juste: lignes.map(texte).join('\n') === contenu.lignes.map(texte).join('\n'),
    },
    { libelle: 'Empreinte des lignes refaite : celle de la validation', juste: empreinte === lot.empreinteLignes },
  ];
}

function nommer(db: Socle['db']): (id: number | null) => string {
  const noms = new Map(listerAgents(db).map((a) => [a.id, nomComplet(a)]));
  return (id) => noms.get(id ?? 0) ?? '';
}

function presenter(lot: LotEnBase, compte: ReturnType<typeof compterLot>, nom: (id: number | null) => string): Lot {
  const { id, exercice, numero, libelle, datePrevue, etat, empreinteLignes } = lot;
  return {
    id,
    exercice,
    numero,
    libelle,
    datePrevue,
    etat,
    empreinteLignes,
    nombreLignes: lot.nombreLignes ?? compte.lignes,
    montantCentimes: lot.montantCentimes ?? compte.montantCentimes,
    comptes: compte.comptes,
    payees: compte.payees,
    rejetees: compte.rejetees,
    prepare: { agentId: lot.preparePar, par: nom(lot.preparePar), le: lot.prepareLe },
    valide:
      lot.validePar === null || lot.valideLe === null
        ? null
        : { agentId: lot.validePar, par: nom(lot.validePar), le: lot.valideLe },
    clos: lot.closLe === null ? null : { par: nom(lot.closPar), le: lot.closLe, motif: lot.closMotif ?? '' },
  };
}
