import type { Base } from '../../../db/base.ts';
import { type RegleDePaiement, regleDePaiement } from '../../../db/queries/droits.ts';
import { type EcheanceConnue, echeancesDeLaCampagne } from '../../../db/queries/echeances.ts';
import { type InduConnu, indusDeLaCampagne } from '../../../db/queries/indus.ts';
import {
  type ConventionAPayer,
  conventionsAPayer,
  type DossierAPayer,
  dossiersAPayer,
  type SommesDeLaCampagne,
  sommesDeLaCampagne,
} from '../../../db/queries/payables.ts';
import { dossiersSousReserve } from '../../../db/queries/reserves.ts';
import { introuvable } from '../refus.ts';
import { motifsDeBlocage } from './blocages.ts';
import { type DroitsDuDossier, droitsDe, lireDroits } from './droits.ts';
import { type PiecesDuDossier, piecesAFournir } from './pieces-a-fournir.ts';
import { calculerRevision } from './reviser.ts';

export type StatutDEcheance = 'payable' | 'bloquee' | 'au_lot' | 'payee' | 'sans_objet';

/** Une échéance vivante et tout ce qui décide de son paiement. */
export interface EcheanceSituee {
  readonly echeance: EcheanceConnue;
  readonly dossier: DossierSitue;
  readonly statut: StatutDEcheance;
  /** Ce qui empêche de la payer, en phrases ; aussi pour une ligne d’un lot préparé, dont la validation serait refusée. */
  readonly motifs: readonly string[];
}

export interface DossierSitue {
  readonly porteur: DossierAPayer;
  readonly convention: ConventionAPayer | undefined;
  readonly droits: DroitsDuDossier;
  readonly pieces: PiecesDuDossier;
  /** Σ des échéances prises dans un lot validé ou payé. */
  readonly emisCentimes: number;
  /** Σ des échéances vivantes. */
  readonly totalCentimes: number;
  /** Trop-perçu restant dû. */
  readonly induCentimes: number;
  /** Ce que donnent décisions, suivi, bilan et lots : doit égaler `totalCentimes`. */
  readonly attenduCentimes: number;
  readonly induAttenduCentimes: number;
}

export interface SituationDesPaiements {
  readonly regle: RegleDePaiement;
  readonly sommes: SommesDeLaCampagne;
  /** Par dossier puis rang. */
  readonly echeances: readonly EcheanceSituee[];
  readonly dossiers: readonly DossierSitue[];
  /** Σ agréée, dossiers sans échéance compris. */
  readonly agreeCentimes: number;
  readonly emisCentimes: number;
  /** Enveloppe, moins l’émis, plus ce qui a été rendu ; null : sans enveloppe. */
  readonly resteEnveloppeCentimes: number | null;
  readonly indus: readonly InduConnu[];
}

/** L’état des paiements d’une campagne, lu d’un bloc : à lire dans la transaction de qui s’en sert pour décider. */
export function situerPaiements(db: Base, campagneId: number): SituationDesPaiements {
  const regle = regleDePaiement(db, campagneId);
  if (!regle) throw introuvable('Cette campagne');
  const droits = lireDroits(db, regle);
  const sommes = sommesDeLaCampagne(db, campagneId);
  const conventions = conventionsAPayer(db, campagneId);
  const reserves = dossiersSousReserve(db, campagneId);
  const pieces = piecesAFournir(db, campagneId);
  const indus = indusDeLaCampagne(db, campagneId);
  const indusDe = Map.groupBy(indus, (i) => i.dossierId);
  const echeancesDe = Map.groupBy(echeancesDeLaCampagne(db, campagneId), (e) => e.dossierId);
  const dossiers = dossiersAPayer(db, campagneId).map((porteur): DossierSitue & { echeances: EcheanceConnue[] } => {
    const toutes = echeancesDe.get(porteur.dossierId) ?? [];
    const echeances = toutes.filter((e) => e.annuleeLe === null);
    const siens = indusDe.get(porteur.dossierId) ?? [];
    const siensDroits = droitsDe(droits, porteur.dossierId);
    const revise = calculerRevision(siensDroits, toutes, siens, regle);
    return {
      porteur,
      convention: conventions.get(porteur.dossierId),
      droits: siensDroits,
      pieces: pieces(porteur.dossierId),
      emisCentimes: sommer(echeances.filter(isEmise)),
      totalCentimes: sommer(echeances),
      induCentimes: siens.reduce((n, i) => n + i.resteCentimes, 0),
      attenduCentimes: sommer(revise.echeances),
      induAttenduCentimes: revise.induCentimes,
      echeances,
    };
  });
  const emisCentimes = dossiers.reduce((n, d) => n + d.emisCentimes, 0);
  const renduCentimes = indus.reduce((n, i) => n + i.renduCentimes, 0);
  const resteEnveloppeCentimes =
    sommes.enveloppeCentimes === null ? null : sommes.enveloppeCentimes - emisCentimes + renduCentimes;
  return {
    regle,
    sommes,
    dossiers,
    agreeCentimes: [...droits.values()].reduce((n, d) => n + d.agreeCentimes, 0),
    emisCentimes,
    resteEnveloppeCentimes,
    indus,
    echeances: dossiers.flatMap(({ echeances, ...dossier }) =>
      echeances.map((echeance) => {
        const motifs = isEmise(echeance)
          ? []
          : motifsDeBlocage({
              nature: echeance.nature,
              libelle: echeance.libelle,
              montantCentimes: echeance.montantCentimes,
              dossier: dossier.porteur,
              convention: dossier.convention,
              bilan: dossier.droits.bilan,
              agreeCentimes: dossier.droits.agreeCentimes,
              reelSansPlafond: !(regle.bareme.plafonnerAuMontantAgree ?? true),
              sousReserve: reserves.has(dossier.porteur.dossierId),
              pieces: dossier.pieces.manques,
              campagneClose: sommes.close,
              resteEnveloppeCentimes,
            });
        return { echeance, dossier, statut: statutDe(echeance, motifs), motifs };
      }),
    ),
  };
}

/** Prise dans un lot validé ou payé. */
export function isEmise({ lotEtat }: EcheanceConnue): boolean {
  return lotEtat === 'valide' || lotEtat === 'paye';
}

function statutDe(echeance: EcheanceConnue, motifs: readonly string[]): StatutDEcheance {
  if (echeance.issue === 'payee') return 'payee';
  if (echeance.lotEtat !== null) return 'au_lot';
  if (echeance.montantCentimes === 0) return 'sans_objet';
  return motifs.length > 0 ? 'bloquee' : 'payable';
}

/** En centimes. */
export function sommer(montants: readonly { readonly montantCentimes: number }[]): number {
  return montants.reduce((n, m) => n + m.montantCentimes, 0);
}
