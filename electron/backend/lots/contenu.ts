import { createHash } from 'node:crypto';
import type { Base } from '../../../db/base.ts';
import { lireAgent } from '../../../db/queries/agents.ts';
import {
  derniersComptesCredites,
  type LigneDeLotEnBase,
  type Lot,
  type VerificationDeCompte,
  verificationsDuLot,
} from '../../../db/queries/lots.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import {
  type ContenuDeLot,
  type CoordonneesModifiees,
  type LigneDeLot,
  type LigneHorsLot,
  numeroDeLot,
  texteDesLignes,
} from '../../../shared/domaine/lot.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { formaterTelephone } from '../../../shared/domaine/preuve-appel.ts';
import { nomComplet } from '../acteur.ts';
import { lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import { lireCompteDebite } from '../fichiers-lot/reglage-virement.ts';
import { lireImputation } from '../paiements/imputation.ts';
import { type EcheanceSituee, isEmise, type SituationDesPaiements } from '../paiements/situation.ts';
import { lireIdentite } from '../parametres.ts';
import { Refus } from '../refus.ts';

export interface SourcesDuLot {
  readonly lot: Lot;
  readonly rang: number;
  readonly lignes: readonly LigneDeLotEnBase[];
  readonly situation: SituationDesPaiements;
  readonly valide: { readonly par: string; readonly le: string };
}

/**
 * Tout ce que le classeur, le bordereau et l’ordre de virement diront, lu une fois, dans la transaction qui valide : plus
 * rien d’autre ne sera relu pour les refaire.
 */
export function composerContenu(context: Context, sources: SourcesDuLot): ContenuDeLot {
  const { lot, rang, situation, valide } = sources;
  const { db } = context;
  const { nom, service, adresse, codePostal, ville } = lireIdentite(db);
  const preparePar = lireAgent(db, lot.preparePar);
  const lignes = composerLignes(context, sources);
  return {
    numero: numeroDeLot(lot.exercice, rang),
    exercice: lot.exercice,
    anneeScolaire: situation.regle.anneeScolaire,
    libelle: lot.libelle,
    datePrevue: lot.datePrevue,
    organisme: { nom, service, adresse: `${adresse}, ${codePostal} ${ville}` },
    compteDebite: lireCompteDebite(db),
    prepare: { par: preparePar ? nomComplet(preparePar) : '', le: lot.prepareLe },
    valide,
    bareme: situation.regle.bareme,
    version: context.version,
    lignes,
    montantCentimes: lignes.reduce((n, l) => n + l.montantCentimes, 0),
    empreinteLignes: createHash('sha256').update(texteDesLignes(lignes), 'utf8').digest('hex'),
    horsLot: horsDuLot(lot.id, situation),
    coordonneesModifiees: comptesModifies(db, lot.id, sources.lignes, situation),
  };
}

function composerLignes(context: Context, { lot, lignes, situation }: SourcesDuLot): LigneDeLot[] {
  const annuaire = lireAnnuaire(context.ressources);
  const imputation = lireImputation(context.db);
  const parEcheance = new Map(situation.echeances.map((s) => [s.echeance.id, s]));
  const duDossier = Map.groupBy(lignes, (l) => parEcheance.get(l.echeanceId)?.echeance.dossierId ?? 0);
  return lignes.map((ligne, i): LigneDeLot => {
    const situee = parEcheance.get(ligne.echeanceId);
    const convention = situee?.dossier.convention;
    if (!situee || convention?.numero == null || convention.signeeLe === null) {
      throw new Refus(
        'ligne_perdue',
        'Une ligne du lot n’a plus de convention signée : retirez-la, ou abandonnez le lot.',
      );
    }
    const { echeance, dossier } = situee;
    const { porteur, droits } = dossier;
    const prises = (duDossier.get(porteur.dossierId) ?? []).reduce((n, l) => n + l.montantCentimes, 0);
    return {
      rang: i + 1,
      echeanceId: echeance.id,
      numeroDossier: porteur.numeroDossier,
      exercice: lot.exercice,
      anneeScolaire: situation.regle.anneeScolaire,
      numeroTiers: porteur.numeroTiers,
      raisonSociale: porteur.raisonSociale,
      formeJuridique: porteur.formeJuridique,
      siret: porteur.siret,
      rna: porteur.rna,
      titulaireCompte: porteur.titulaireCompte ?? porteur.raisonSociale,
      iban: ligne.iban,
      bic: porteur.bic,
      numeroConvention: convention.numero,
      dateConvention: convention.signeeLe,
      dateSeance: porteur.dateSeance,
      collectifsAgrees: droits.collectifsAgrees,
      collectifsRealises: droits.bilan?.etat === 'valide' ? droits.bilan.realises : null,
      droitPrevisionnelCentimes: droits.agreeCentimes,
      droitReelCentimes: droits.bilan?.droitReelCentimes ?? null,
      nature: echeance.nature,
      libelle: echeance.libelle,
      partPointsBase: echeance.partPointsBase,
      montantCentimes: ligne.montantCentimes,
      cumulVerseCentimes: dossier.emisCentimes,
      resteAVerserCentimes: dossier.totalCentimes - dossier.emisCentimes - prises,
      induCentimes: dossier.induCentimes,
      datePrevue: echeance.datePrevue,
      piecesRecues: dossier.pieces.recues,
      imputation,
      communeInsee: porteur.communeInsee,
      communeNom: nomCommune(annuaire, porteur.communeInsee),
    };
  });
}

/** Les échéances qui ne sont ni dans ce lot, ni déjà émises, avec ce qui les retient. */
function horsDuLot(lotId: number, { echeances }: SituationDesPaiements): LigneHorsLot[] {
  return echeances
    .filter(({ echeance }) => echeance.lotId !== lotId && !isEmise(echeance))
    .map((situee) => ({
      numeroDossier: situee.dossier.porteur.numeroDossier,
      raisonSociale: situee.dossier.porteur.raisonSociale,
      libelle: situee.echeance.libelle,
      montantCentimes: situee.echeance.montantCentimes,
      induCentimes: situee.dossier.induCentimes,
      motifs: motifsHorsLot(situee),
    }));
}

function motifsHorsLot({ echeance, dossier, statut, motifs }: EcheanceSituee): string[] {
  if (statut === 'sans_objet') {
    const indu = dossier.induCentimes;
    return [indu > 0 ? `rien à payer : trop-perçu de ${formaterEuros(indu)}` : 'rien à payer'];
  }
  if (statut === 'au_lot') return [`dans le lot préparé « ${echeance.lotLibelle ?? ''} »`];
  return statut === 'payable' ? ['non retenue pour ce lot'] : [...motifs];
}

/** Les porteurs du lot payés sur un autre compte la fois d’avant, ou jamais encore payés. */
function comptesModifies(
  db: Base,
  lotId: number,
  lignes: readonly LigneDeLotEnBase[],
  situation: SituationDesPaiements,
): CoordonneesModifiees[] {
  const avant = derniersComptesCredites(db, lotId);
  const verifications = verificationsDuLot(db, lotId);
  const porteurs = new Map(situation.dossiers.map((d) => [d.porteur.structureId, d.porteur]));
  const vues = new Set<number>();
  return lignes.flatMap((ligne): CoordonneesModifiees[] => {
    const ancienIban = avant.get(ligne.structureId) ?? null;
    if (vues.has(ligne.structureId) || ancienIban === ligne.iban) return [];
    vues.add(ligne.structureId);
    const porteur = porteurs.get(ligne.structureId);
    const verification = verifications.get(ligne.coordonneesId);
    return [
      {
        raisonSociale: porteur?.raisonSociale ?? '',
        siret: porteur?.siret ?? null,
        ancienIban,
        iban: ligne.iban,
        verifiePar: verification?.verifiePar ?? '',
        verifieLe: verification?.verifieLe ?? '',
        verification: verification ? direVerification(verification) : '',
      },
    ];
  });
}

/** L’appel, dit une fois : la phrase gardée à la confirmation le raconte déjà (`direAppel`), sauf sur un compte ancien. */
export function direVerification({
  verification,
  aupresDe,
  telephone,
  date,
}: Pick<VerificationDeCompte, 'verification' | 'aupresDe' | 'telephone' | 'date'>): string {
  const dite = verification ?? '';
  if (aupresDe === null || dite.includes(aupresDe)) return dite;
  const numero = telephone === null ? '' : `, au ${formaterTelephone(telephone)}`;
  const appel = `${aupresDe}${numero}${date === null ? '' : `, le ${formaterDate(date)}`}`;
  return dite === '' ? appel : `${appel} ; ${dite}`;
}
