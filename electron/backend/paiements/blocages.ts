import type { BilanDuDossier } from '../../../db/queries/droits.ts';
import type { ConventionAPayer, DossierAPayer } from '../../../db/queries/payables.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';

/** Tout ce qui décide si une échéance peut partir dans un lot. Montants en centimes. */
export interface FaitsDePaiement {
  readonly nature: 'acompte' | 'solde';
  readonly libelle: string;
  readonly montantCentimes: number;
  readonly dossier: DossierAPayer;
  readonly convention: ConventionAPayer | undefined;
  readonly bilan: BilanDuDossier | null;
  readonly agreeCentimes: number;
  /** Le barème laisse le droit réel dépasser ce qui est agréé. */
  readonly reelSansPlafond: boolean;
  readonly sousReserve: boolean;
  /** Pièces obligatoires qui manquent ou ne conviennent pas, chacune en une phrase. */
  readonly pieces: readonly string[];
  readonly campagneClose: boolean;
  /** Ce que l’enveloppe laisse encore émettre ; null sans enveloppe. */
  readonly resteEnveloppeCentimes: number | null;
}

/**
 * Pourquoi une échéance ne peut pas être payée, en phrases ; vide : elle est payable (domaine §3.4). Les mêmes règles
 * servent à l’écran, à la préparation d’un lot et, relues dans sa transaction, à sa validation.
 */
export function motifsDeBlocage(faits: FaitsDePaiement): string[] {
  const motifs = [...motifsConvention(faits), ...motifsBilan(faits), ...motifsBancaires(faits.dossier)];
  if (faits.dossier.siret === null) motifs.push('SIRET invalide ou absent');
  motifs.push(...faits.pieces);
  if (faits.sousReserve) motifs.push('réserve du Copil à lever');
  if (faits.resteEnveloppeCentimes !== null && faits.montantCentimes > faits.resteEnveloppeCentimes) {
    motifs.push(`l’enveloppe ne laisse que ${formaterEuros(Math.max(0, faits.resteEnveloppeCentimes))}`);
  }
  if (faits.campagneClose) motifs.push('campagne close');
  return motifs;
}

/** Sans convention signée, aucun paiement ; jamais plus que ce qui a été signé. */
function motifsConvention({ convention, agreeCentimes, nature, libelle }: FaitsDePaiement): string[] {
  if (!convention) return ['convention à générer'];
  if (convention.etat === 'resiliee') return ['convention résiliée'];
  if (convention.etat === 'a_signer') return ['convention non signée'];
  if (convention.etat === 'envoyee') return ['convention envoyée, pas encore signée'];
  if (convention.avenantASigner !== null) return [`avenant ${convention.avenantASigner} à signer`];
  if (nature === 'acompte' && convention.acomptesConvenus?.includes(libelle) === false)
    return [`« ${libelle} » n’est pas dans la convention signée : avenant à faire`];
  return agreeCentimes > convention.montantCentimes
    ? [`montant agréé au-delà de la convention (${formaterEuros(convention.montantCentimes)}) : avenant à faire`]
    : [];
}

/** Sans bilan validé, pas de solde ; ni d’après un droit réel que l’agrément ne porte plus. */
function motifsBilan({ nature, bilan, agreeCentimes, reelSansPlafond }: FaitsDePaiement): string[] {
  if (nature !== 'solde') return [];
  if (bilan?.etat === 'valide') {
    const depasse = !reelSansPlafond && (bilan.droitReelCentimes ?? 0) > agreeCentimes;
    return depasse ? [`droit réel au-delà du montant agréé (${formaterEuros(agreeCentimes)}) : bilan à rouvrir`] : [];
  }
  if (bilan === null) return ['bilan non reçu'];
  return [bilan.etat === 'recu' ? 'bilan reçu, à valider' : 'bilan en cours de saisie'];
}

function motifsBancaires(dossier: DossierAPayer): string[] {
  const motifs: string[] = [];
  if (dossier.etatIban === null) motifs.push('IBAN absent');
  else if (dossier.etatIban === 'a_verifier') motifs.push('IBAN à confirmer par un autre agent');
  else if (dossier.etatIban === 'bloque') motifs.push('IBAN bloqué');
  if (dossier.changementDemande) motifs.push('changement d’IBAN demandé');
  if (dossier.ibanPartageAvec !== null) {
    motifs.push(`même IBAN que ${dossier.ibanPartageAvec}, pas vérifié pour les deux`);
  }
  return motifs;
}
