import { structuresEnAttenteDIban } from '../../db/queries/demandes-iban.ts';
import { lireLignesDossiers } from '../../db/queries/dossiers.ts';
import { listerSeances } from '../../db/queries/seances.ts';
import type { Collectif } from '../../shared/contract/dossiers.ts';
import type { EtatPaiements, LigneEcheancier } from '../../shared/contract/paiements.ts';
import { lireCampagne } from './campagnes.ts';
import { lireAnnuaire, nomCommune } from './communes.ts';
import type { Context } from './context.ts';
import { evaluerCampagne } from './dossiers/evaluer.ts';
import { CHAMPS_DES_FAITS } from './dossiers/faits.ts';
import { lireRegles, type SocleLecture } from './dossiers/regles.ts';

const ACCORDE = new Set(['agree', 'agree_sous_reserve']);

/** L’échéancier prévisionnel de la campagne : une ligne par échéance, avec ce qui empêche de la payer. */
export function lirePaiements(context: SocleLecture & Pick<Context, 'horloge'>, campagneId: number): EtatPaiements {
  const campagne = lireCampagne(context, campagneId);
  const lignes = lireLignesDossiers(context.db, campagneId, { champs: CHAMPS_DES_FAITS });
  const evaluations = evaluerCampagne(lignes, lireRegles(context, campagneId));
  const dates = new Map(listerSeances(context.db, campagneId).map((s) => [s.id, s.date]));
  const annuaire = lireAnnuaire(context.ressources);
  const enAttente = structuresEnAttenteDIban(context.db);
  const tiers = new Map(lignes.dossiers.map(({ structure }) => [structure.id, structure.numeroTiers]));
  const echeancier: LigneEcheancier[] = [];
  for (const { ligne, collectifs } of evaluations) {
    const banque = lignes.banque.get(ligne.structure.id);
    const agrees = collectifs.filter((c) => c.decision && ACCORDE.has(c.decision.nature));
    const droit = agrees.reduce((n, c) => n + (c.decision?.montantCentimes ?? 0), 0);
    for (const echeance of lignes.echeances.get(ligne.id) ?? []) {
      echeancier.push({
        echeanceId: echeance.id,
        dossierId: ligne.id,
        numeroDossier: ligne.numero,
        exercice: Number(echeance.datePrevue.slice(0, 4)),
        anneeScolaire: campagne.anneeScolaire,
        numeroLot: null,
        numeroTiers: tiers.get(ligne.structure.id) ?? null,
        raisonSociale: ligne.structure.raisonSociale,
        formeJuridique: ligne.structure.formeJuridique,
        siret: ligne.structure.siret,
        rna: ligne.structure.rna,
        titulaireCompte: banque?.titulaire ?? null,
        iban: banque?.iban ?? null,
        bic: banque?.bic ?? null,
        numeroConvention: null,
        dateConvention: null,
        dateSeance: seanceQuiAccorde(agrees, dates),
        collectifsAgrees: agrees.length,
        collectifsRealises: null,
        droitPrevisionnelCentimes: droit,
        droitReelCentimes: null,
        nature: echeance.nature,
        libelle: echeance.libelle,
        partPointsBase: echeance.partPointsBase,
        montantCentimes: echeance.montantCentimes,
        cumulVerseCentimes: 0,
        resteAVerserCentimes: echeance.montantCentimes,
        induCentimes: 0,
        datePrevue: echeance.datePrevue,
        statut: 'bloquee',
        motifs: motifsDeBlocage(
          ligne.structure.siret,
          { banque, changementDemande: enAttente.has(ligne.structure.id) },
          echeance.nature,
          agrees.some((c) => c.decision?.nature === 'agree_sous_reserve'),
        ),
        piecesRecues: '',
        imputation: null,
        communeInsee: ligne.communeInsee,
        communeNom: nomCommune(annuaire, ligne.communeInsee),
      });
    }
  }
  const somme = (f: (l: LigneEcheancier) => number) => echeancier.reduce((n, l) => n + f(l), 0);
  const parDossier = new Map(echeancier.map((l) => [l.dossierId, l.droitPrevisionnelCentimes]));
  const agree = evaluations.reduce((n, e) => n + (e.ligne.agreeCentimes ?? 0), 0);
  const droits = [...parDossier.values()].reduce((n, d) => n + d, 0);
  const montants = somme((l) => l.montantCentimes);
  return {
    libelleEcheancier: campagne.bareme.echeancier.libelle,
    lignes: echeancier,
    totaux: {
      lignes: echeancier.length,
      montantCentimes: montants,
      droitPrevisionnelCentimes: droits,
      payableCentimes: somme((l) => (l.statut === 'payable' ? l.montantCentimes : 0)),
      bloqueCentimes: somme((l) => (l.statut === 'bloquee' ? l.montantCentimes : 0)),
      induCentimes: somme((l) => l.induCentimes),
    },
    controles: [
      {
        libelle: 'Montants agréés par le Copil = droits prévisionnels',
        gaucheCentimes: agree,
        droiteCentimes: droits,
        egal: agree === droits,
      },
      {
        libelle: 'Droits prévisionnels = somme des échéances',
        gaucheCentimes: droits,
        droiteCentimes: montants,
        egal: droits === montants,
      },
    ],
  };
}

/** La date de la séance qui a agréé ; s’il y en a plusieurs, celle qui a complété l’accord. */
function seanceQuiAccorde(agrees: readonly Collectif[], dates: ReadonlyMap<number, string>): string | null {
  return (
    agrees
      .flatMap((c) => dates.get(c.decision?.seanceId ?? 0) ?? [])
      .toSorted()
      .at(-1) ?? null
  );
}

/**
 * Sans convention signée, aucun paiement ; sans bilan, pas de solde ; IBAN à confirmer par un autre agent (domaine §3.4).
 * Cette version ne tient pas encore conventions et bilans : toute ligne attend donc au moins sa convention.
 */
function motifsDeBlocage(
  siret: string | null,
  {
    banque,
    changementDemande,
  }: {
    readonly banque: { readonly etat: 'a_verifier' | 'verifie' | 'bloque' } | undefined;
    readonly changementDemande: boolean;
  },
  nature: 'acompte' | 'solde',
  sousReserve: boolean,
): string[] {
  const motifs = ['convention non signée'];
  if (nature === 'solde') motifs.push('bilan non reçu');
  if (siret === null) motifs.push('SIRET invalide');
  if (!banque) motifs.push('IBAN absent');
  else if (banque.etat === 'a_verifier') motifs.push('IBAN à confirmer par un autre agent');
  else if (banque.etat === 'bloque') motifs.push('IBAN bloqué');
  if (changementDemande) motifs.push('changement d’IBAN demandé');
  if (sousReserve) motifs.push('réserve du Copil à lever');
  return motifs;
}
