import type { EtatPaiements, LigneEcheancier } from '../../../shared/contract/paiements.ts';
import { type Annuaire, lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import { lireImputation } from './imputation.ts';
import { type EcheanceSituee, isEmise, type SituationDesPaiements, situerPaiements } from './situation.ts';

type Socle = Pick<Context, 'db' | 'ressources' | 'horloge'>;

/** L’échéancier de la campagne : une ligne par échéance, où elle en est, et ce qui empêche de la payer. */
export function lirePaiements(context: Socle, campagneId: number): EtatPaiements {
  const situation = situerPaiements(context.db, campagneId);
  const { echeances, regle, dossiers, indus } = situation;
  const autour: Autour = {
    anneeScolaire: regle.anneeScolaire,
    annuaire: lireAnnuaire(context.ressources),
    imputation: lireImputation(context.db),
  };
  // Le trop-perçu d’un dossier se lit sur sa dernière échéance : une seule fois, pour que les sommes soient justes.
  const dernieres = new Map(echeances.map((s) => [s.echeance.dossierId, s.echeance.id]));
  const lignes = echeances.map((situee) => {
    const derniere = dernieres.get(situee.echeance.dossierId) === situee.echeance.id;
    return presenter(situee, autour, derniere);
  });
  const somme = (garder: (l: LigneEcheancier) => boolean) =>
    lignes.filter(garder).reduce((n, l) => n + l.montantCentimes, 0);
  return {
    libelleEcheancier: regle.bareme.echeancier.libelle,
    aujourdhui: context.horloge.aujourdhui(),
    lignes,
    totaux: {
      lignes: lignes.length,
      montantCentimes: somme(() => true),
      droitPrevisionnelCentimes: dossiers.reduce((n, d) => n + d.droits.agreeCentimes, 0),
      payableCentimes: somme((l) => l.statut === 'payable'),
      bloqueCentimes: somme((l) => l.statut === 'bloquee'),
      auLotCentimes: somme((l) => l.statut === 'au_lot'),
      payeCentimes: somme((l) => l.statut === 'payee'),
      induCentimes: indus.reduce((n, i) => n + i.resteCentimes, 0),
    },
    controles: controler(situation),
  };
}

/** Les égalités que l’écran et le classeur montrent, chaque côté lu ou calculé à part. */
function controler({ sommes, dossiers, agreeCentimes, emisCentimes, indus }: SituationDesPaiements) {
  const egalite = (libelle: string, gaucheCentimes: number, droiteCentimes: number) => {
    return { libelle, gaucheCentimes, droiteCentimes, egal: gaucheCentimes === droiteCentimes };
  };
  const somme = (f: (d: (typeof dossiers)[number]) => number) => dossiers.reduce((n, d) => n + f(d), 0);
  return [
    egalite('Décisions du Copil = droits agréés', sommes.agreeCentimes, agreeCentimes),
    egalite(
      'Droits, et ce qui a été émis au-delà, = somme des échéances',
      somme((d) => d.attenduCentimes),
      somme((d) => d.totalCentimes),
    ),
    egalite('Échéances émises = lignes des lots validés', emisCentimes, sommes.lotsCentimes),
    egalite(
      'Trop-perçus attendus = trop-perçus restant dus',
      somme((d) => d.induAttenduCentimes),
      indus.reduce((n, i) => n + i.resteCentimes, 0),
    ),
  ];
}

/** Ce que toutes les lignes d’une campagne disent pareil, ou de quoi le dire. */
interface Autour {
  readonly anneeScolaire: string;
  readonly annuaire: Annuaire;
  readonly imputation: string | null;
}

function presenter(
  { echeance, dossier, statut, motifs }: EcheanceSituee,
  { anneeScolaire, annuaire, imputation }: Autour,
  derniere: boolean,
): LigneEcheancier {
  const { porteur, convention, droits, pieces } = dossier;
  const signee = convention?.etat === 'signee' ? convention : undefined;
  return {
    echeanceId: echeance.id,
    dossierId: porteur.dossierId,
    numeroDossier: porteur.numeroDossier,
    exercice: Number((echeance.lotNumero ?? echeance.datePrevue).slice(0, 4)),
    anneeScolaire,
    lotId: echeance.lotId,
    lotLibelle: echeance.lotLibelle,
    numeroLot: echeance.lotNumero,
    numeroTiers: porteur.numeroTiers,
    raisonSociale: porteur.raisonSociale,
    formeJuridique: porteur.formeJuridique,
    siret: porteur.siret,
    rna: porteur.rna,
    titulaireCompte: porteur.titulaireCompte,
    iban: porteur.iban,
    bic: porteur.bic,
    numeroConvention: convention?.etat === 'resiliee' ? null : (convention?.numero ?? null),
    dateConvention: signee?.signeeLe ?? null,
    dateSeance: porteur.dateSeance,
    collectifsAgrees: droits.collectifsAgrees,
    collectifsRealises: droits.bilan?.etat === 'valide' ? droits.bilan.realises : null,
    droitPrevisionnelCentimes: droits.agreeCentimes,
    droitReelCentimes: droits.bilan?.droitReelCentimes ?? null,
    bilan: droits.bilan?.etat ?? 'absent',
    nature: echeance.nature,
    libelle: echeance.libelle,
    partPointsBase: echeance.partPointsBase,
    montantCentimes: echeance.montantCentimes,
    cumulVerseCentimes: dossier.emisCentimes,
    resteAVerserCentimes: isEmise(echeance) ? 0 : echeance.montantCentimes,
    induCentimes: derniere ? dossier.induCentimes : 0,
    datePrevue: echeance.datePrevue,
    payeeLe: echeance.issue === 'payee' ? echeance.issueLe : null,
    statut,
    motifs: [...motifs],
    piecesRecues: pieces.recues,
    imputation,
    communeInsee: porteur.communeInsee,
    communeNom: nomCommune(annuaire, porteur.communeInsee),
  };
}
