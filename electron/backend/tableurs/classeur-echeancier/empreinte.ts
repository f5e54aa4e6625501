import { createHash } from 'node:crypto';
import type { LigneEcheancier } from '../../../../shared/contract/paiements.ts';

/**
 * Le texte d’une ligne dont on prend l’empreinte : un tableau JSON, dans l’ordre des colonnes de l’échéancier,
 * montants en centimes, part en points de base, dates `AAAA-MM-JJ`, inconnu `null`. Le JSON échappe les séparateurs :
 * deux lignes différentes n’ont jamais le même texte.
 */
function texteCanonique(ligne: LigneEcheancier): string {
  return JSON.stringify([
    ligne.exercice,
    ligne.anneeScolaire,
    ligne.numeroLot,
    ligne.numeroTiers,
    ligne.raisonSociale,
    ligne.formeJuridique,
    ligne.siret,
    ligne.rna,
    ligne.titulaireCompte,
    ligne.iban,
    ligne.bic,
    ligne.numeroConvention,
    ligne.dateConvention,
    ligne.dateSeance,
    ligne.collectifsAgrees,
    ligne.collectifsRealises,
    ligne.droitPrevisionnelCentimes,
    ligne.droitReelCentimes,
    ligne.libelle,
    ligne.partPointsBase,
    ligne.montantCentimes,
    ligne.cumulVerseCentimes,
    ligne.resteAVerserCentimes,
    ligne.induCentimes,
    ligne.datePrevue,
    ligne.statut,
    ligne.piecesRecues,
    ligne.imputation,
    ligne.numeroDossier,
    ligne.communeInsee,
    ligne.motifs,
  ]);
}

/** SHA-256, en hexadécimal minuscule, des textes canoniques dans l’ordre des lignes, chacun suivi d’un saut de ligne (UTF-8). */
export function empreinteLignes(lignes: readonly LigneEcheancier[]): string {
  const empreinte = createHash('sha256');
  for (const ligne of lignes) empreinte.update(`${texteCanonique(ligne)}\n`, 'utf8');
  return empreinte.digest('hex');
}
