import { ajouterJours, formaterDate, lireDate } from './dates.ts';
import { compterJours, jourOuvreDes, raisonNonOuvre } from './jours-feries.ts';

export type EtatDemande = 'brouillon' | 'envoyee' | 'close' | 'annulee';
export type NatureLigne = 'question' | 'piece';

export const LIBELLES_ETAT_DEMANDE: Readonly<Record<EtatDemande, string>> = {
  brouillon: 'À envoyer',
  envoyee: 'Envoyée',
  close: 'Close',
  annulee: 'Annulée',
};

/** Délai laissé au porteur tant qu’aucun autre n’est réglé, en jours. */
export const DELAI_PAR_DEFAUT = 15;
/** Au-delà, la date est sans doute une faute de frappe. */
const DELAI_MAXIMAL = 366;

/** L’échéance proposée : le délai, poussé au premier jour ouvré. */
export function proposerEcheance(aujourdhui: string, delaiJours: number): string {
  return jourOuvreDes(ajouterJours(aujourdhui, delaiJours));
}

/** Pourquoi cette date ne peut pas être une échéance ; null si elle le peut. */
export function refuserEcheance(echeance: string, aujourdhui: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(echeance) || !lireDate(echeance).valide) return `« ${echeance} » n’est pas une date.`;
  if (echeance < aujourdhui) return `Le ${formaterDate(echeance)} est passé : donnez une date à venir.`;
  if (echeance === aujourdhui) return 'C’est aujourd’hui : laissez au porteur le temps de répondre.';
  if (compterJours(aujourdhui, echeance) > DELAI_MAXIMAL)
    return `Le ${formaterDate(echeance)} est dans plus d’un an : vérifiez l’année.`;
  return null;
}

/** Ce qu’il faut savoir d’une échéance permise, sans l’empêcher ; null s’il n’y a rien à dire. */
export function avertirEcheance(echeance: string): string | null {
  const raison = raisonNonOuvre(echeance);
  return raison === null
    ? null
    : `Le ${formaterDate(echeance)} est ${raison} ; premier jour ouvré ensuite : le ${formaterDate(jourOuvreDes(echeance))}.`;
}

interface Datee {
  readonly etat: EtatDemande;
  readonly echeance: string | null;
}

/** Jours écoulés depuis l’échéance d’une demande envoyée ; 0 si elle court encore, ou si la demande n’attend plus rien. */
export function joursDeRetard({ etat, echeance }: Datee, aujourdhui: string): number {
  return etat === 'envoyee' && echeance !== null ? Math.max(0, compterJours(echeance, aujourdhui)) : 0;
}

/** Où en est une demande, pour la liste et les compteurs ; une seule vue par demande. */
export type VueDemande = 'a_envoyer' | 'en_attente' | 'en_retard' | 'a_clore' | 'terminee';

/** Toutes les réponses arrivées : elle est à clore, même en retard. */
export function vueDemande(
  demande: Datee & { readonly lignes: number; readonly satisfaites: number },
  aujourdhui: string,
): VueDemande {
  if (demande.etat === 'brouillon') return 'a_envoyer';
  if (demande.etat !== 'envoyee') return 'terminee';
  if (demande.satisfaites === demande.lignes) return 'a_clore';
  return joursDeRetard(demande, aujourdhui) > 0 ? 'en_retard' : 'en_attente';
}

/** Une question qui ne dit que son sujet (« Lien avec l’école : ») n’en est pas une. */
export function estQuestionVide(texte: string, sujet: string | null): boolean {
  const net = texte.trim();
  return net === '' || (sujet !== null && net.replace(/\s*:$/, '') === sujet.trim());
}

/** Ce qu’on tape après : « Lien avec l’école : ». */
export function amorcerQuestion(sujet: string): string {
  return `${sujet}\u00a0: `;
}
