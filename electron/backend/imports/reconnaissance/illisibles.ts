import { CHAMP_PAR_CODE, lireCodeBudget, type TypeChamp } from '../../../../shared/domaine/champs.ts';
import type { Releve } from './releve.ts';

export interface Lieu {
  readonly feuille: string;
  /** « F12 ». */
  readonly cellule: string;
  readonly colonne: number;
  readonly entete: string;
  readonly valeur: string;
  readonly numeroDossier: string | null;
}

/** Champs dont dépend le droit : illisibles, ils écartent le dossier plutôt que d’en fausser le calcul. */
const DECISIFS = new Set(['montantDemande', 'totalCharges', 'totalProduits', 'collectif.effectif', 'collectif.cout']);

const CONSEILS: Readonly<Record<TypeChamp, string>> = {
  texte: 'Corrigez la cellule puis réimportez.',
  texte_long: 'Corrigez la cellule puis réimportez.',
  liste: 'Corrigez la cellule puis réimportez.',
  piece: 'Corrigez la cellule puis réimportez.',
  entier: 'Écrivez un seul nombre entier puis réimportez.',
  montant: 'Écrivez un montant, par exemple 1234,56, puis réimportez.',
  date: 'Écrivez la date JJ/MM/AAAA puis réimportez.',
  instant: 'Écrivez la date JJ/MM/AAAA puis réimportez.',
  oui_non: 'La réponse est laissée non renseignée : relisez la cellule.',
  siret: 'Le SIRET écrit est gardé à part et non utilisé : demandez-le au porteur.',
  rna: 'Le RNA n’est pas repris : demandez-le au porteur.',
  iban: 'L’IBAN n’est pas repris : redemandez un RIB au porteur.',
  courriel: 'L’adresse n’est pas reprise : demandez-la au porteur.',
  telephone: 'Le numéro n’est pas repris : demandez-le au porteur.',
  commune: 'La commune est laissée non renseignée : corrigez la cellule puis réimportez.',
};

const CODES: Readonly<Record<TypeChamp, string>> = {
  texte: 'valeur_illisible',
  texte_long: 'valeur_illisible',
  liste: 'valeur_illisible',
  piece: 'valeur_illisible',
  entier: 'nombre_illisible',
  montant: 'montant_illisible',
  date: 'date_illisible',
  instant: 'date_illisible',
  oui_non: 'reponse_illisible',
  siret: 'siret_invalide',
  rna: 'rna_invalide',
  iban: 'iban_invalide',
  courriel: 'courriel_invalide',
  telephone: 'telephone_invalide',
  commune: 'commune_inconnue',
};

/** Une cellule que son champ ne permet pas de lire ; bloquante seulement si le droit en dépend. */
export function signalerIllisible(champ: string, type: TypeChamp, raison: string, lieu: Lieu, releve: Releve): void {
  const bloquante = DECISIFS.has(champ) || lireCodeBudget(champ) !== null;
  const suite = bloquante ? ` Le dossier est laissé à l’écart.` : '';
  releve.signaler({
    code: champ === 'collectif.effectif' ? 'effectif_illisible' : CODES[type],
    feuille: lieu.feuille,
    cellule: lieu.cellule,
    valeur: lieu.valeur,
    message: `${nommer(champ, lieu)} : ${citer(raison, lieu)}. ${CONSEILS[type]}${suite}`,
    bloquante,
    numeroDossier: lieu.numeroDossier,
  });
}

/** Une formule dont le classeur ne garde pas le résultat : la valeur n’est pas dans le fichier. */
export function signalerSansResultat(lieu: Lieu, releve: Releve): void {
  releve.signaler({
    code: 'formule_sans_resultat',
    feuille: lieu.feuille,
    cellule: lieu.cellule,
    valeur: lieu.valeur,
    message: `« ${lieu.entete} » contient une formule sans résultat enregistré. Ouvrez le fichier dans le tableur, enregistrez-le, puis réimportez. Le dossier est laissé à l’écart.`,
    bloquante: true,
    numeroDossier: lieu.numeroDossier,
  });
}

/** La valeur est citée une fois, par la raison ou devant elle. */
function citer(raison: string, lieu: Lieu): string {
  return raison.includes('«') ? raison : `« ${lieu.valeur} », ${raison}`;
}

function nommer(champ: string, lieu: Lieu): string {
  return CHAMP_PAR_CODE.get(champ)?.libelle ?? `« ${lieu.entete} »`;
}
