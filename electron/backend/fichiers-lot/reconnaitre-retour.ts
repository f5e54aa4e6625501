import { lireDate } from '../../../shared/domaine/dates.ts';
import { verifierIban } from '../../../shared/domaine/identifiants.ts';
import { assertNever } from '../../../shared/domaine/libelles.ts';
import { lireMontant, lireMontantNumerique } from '../../../shared/domaine/nombres.ts';
import type { LigneRecue } from '../../../shared/domaine/rapprochement.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import {
  adresse,
  type Cellule,
  type Classeur,
  type Feuille,
  type Ligne,
  RefusDeLecture,
} from '../tableurs/classeur.ts';
import type { RetourLu } from './retour-lu.ts';

type Champ =
  | 'lot'
  | 'rang'
  | 'tiers'
  | 'siret'
  | 'iban'
  | 'dossier'
  | 'convention'
  | 'raisonSociale'
  | 'montant'
  | 'date'
  | 'reference'
  | 'boutEnBout'
  | 'statut'
  | 'motif'
  | 'motifRejet'
  | 'dateRejet';

/** Ce que les agences comptables écrivent en tête de colonne, replié (sans accents ni majuscules). */
const EN_TETES: Readonly<Record<Champ, readonly string[]>> = {
  lot: ['lot', 'n° de lot', 'no de lot', 'numero de lot', 'n° lot', 'num lot', 'bordereau', 'n° de bordereau'],
  rang: ['rang', 'rang dans le lot', 'ligne', 'n° de ligne', 'n° ligne'],
  tiers: [
    'tiers',
    'n° de tiers',
    'n° tiers',
    'no tiers',
    'numero de tiers',
    'code tiers',
    'fournisseur',
    'n° fournisseur',
  ],
  siret: ['siret', 'n° siret', 'numero siret', 'siret du tiers'],
  iban: ['iban', 'compte', 'iban credite', 'compte credite', 'iban beneficiaire'],
  dossier: ['dossier', 'n° de dossier', 'n° dossier', 'numero de dossier'],
  convention: ['convention', 'n° de convention', 'n° convention', 'numero de convention'],
  raisonSociale: ['raison sociale', 'beneficiaire', 'nom', 'porteur', 'nom du tiers', 'libelle du tiers'],
  montant: [
    'montant',
    'montant paye',
    'montant regle',
    'montant verse',
    'montant net',
    'montant ttc',
    'montant en euros',
    'montant (eur)',
    'montant €',
    'somme',
  ],
  date: [
    'date',
    'date de paiement',
    'date paiement',
    'date de reglement',
    'date de virement',
    "date d'execution",
    'date de valeur',
    'paye le',
  ],
  reference: [
    'reference',
    'reference de paiement',
    'reference du virement',
    'n° de virement',
    'mandat',
    'n° de mandat',
    'n° mandat',
    'n° de piece',
    'piece',
  ],
  boutEnBout: ['reference de bout en bout', 'endtoendid', 'end to end', 'reference bout en bout', 'reference clas'],
  statut: ['statut', 'etat', 'statut du paiement', 'paiement', 'resultat', 'situation', 'paye'],
  // « Motif » est aussi le libellé d’un virement : rempli, il explique un rejet, il ne le dit pas.
  motif: ['motif', 'cause', 'observation', 'observations'],
  motifRejet: ['motif de rejet', 'motif du rejet', 'cause de rejet', 'cause du rejet'],
  dateRejet: ['date de rejet', 'date du rejet', 'rejete le'],
};

const PAYE = new Set([
  'paye',
  'payee',
  'regle',
  'reglee',
  'vire',
  'viree',
  'verse',
  'versee',
  'execute',
  'executee',
  'accepte',
  'acceptee',
  'ok',
  'oui',
  'accp',
  'acsc',
  'x',
]);
const REJETE = new Set([
  'rejete',
  'rejetee',
  'rejet',
  'refuse',
  'refusee',
  'ko',
  'non',
  'rjct',
  'retourne',
  'retournee',
  'impaye',
  'annule',
]);

/** « 2026-003-0012 » : `referenceDeVirement`. */
const BOUT_EN_BOUT = /^\d{4}-\d{3,}-\d{4,}$/;

/** Lignes parcourues pour trouver l’en-tête : un titre et une date le précèdent souvent. */
const LIGNES_D_EN_TETE = 30;

/**
 * Reconnaît la liste des paiements : la première feuille qui porte un montant et de quoi désigner un bénéficiaire.
 * @throws RefusDeLecture si aucune feuille n’en est une
 */
export function reconnaitreRetour(classeur: Classeur, nom: string): RetourLu {
  for (const feuille of classeur.feuilles) {
    for (const [rang, ligne] of feuille.lignes.slice(0, LIGNES_D_EN_TETE).entries()) {
      const champs = reconnaitreColonnes(ligne);
      if (!champs) continue;
      return {
        feuille: feuille.nom,
        colonnes: [...champs].map(([champ, cellule]) => ({ champ, entete: texteDe(cellule) ?? '' })),
        lignes: lireLignes(feuille, feuille.lignes.slice(rang + 1), champs),
      };
    }
  }
  throw new RefusDeLecture(
    'retour_sans_colonnes',
    `« ${nom} » n’est pas une liste de paiements : il y faut, sur une ligne d’en-têtes, « montant » et au moins une colonne parmi « n° de tiers », « SIRET », « IBAN », « n° de dossier », « n° de convention », « référence de bout en bout », ou « lot » et « rang ».`,
  );
}

type Champs = ReadonlyMap<Champ, Cellule>;

function reconnaitreColonnes(ligne: Ligne): Champs | null {
  const champs = new Map<Champ, Cellule>();
  for (const cellule of ligne.cellules) {
    const dit = normaliserTexte(texteDe(cellule) ?? '').replace(/\s*:$/, '');
    for (const [champ, noms] of Object.entries(EN_TETES)) {
      // Object.entries perd le nom exact des clés ; ce sont celles d’EN_TETES.
      if (noms.includes(dit) && !champs.has(champ as Champ)) champs.set(champ as Champ, cellule);
    }
  }
  const designe = (['tiers', 'siret', 'iban', 'dossier', 'convention', 'boutEnBout'] as const).some((c) =>
    champs.has(c),
  );
  return champs.has('montant') && (designe || (champs.has('lot') && champs.has('rang'))) ? champs : null;
}

function lireLignes(feuille: Feuille, lignes: readonly Ligne[], champs: Champs): LigneRecue[] {
  return lignes.flatMap((ligne) => {
    const lire = (champ: Champ) => {
      const colonne = champs.get(champ)?.colonne;
      return colonne === undefined ? undefined : ligne.cellules.find((c) => c.colonne === colonne);
    };
    const dire = (champ: Champ) => texteDe(lire(champ));
    const designe = (['tiers', 'siret', 'iban', 'dossier', 'convention', 'boutEnBout', 'rang'] as const).some(
      (champ) => dire(champ) !== null,
    );
    // Ni bénéficiaire, ni montant : une ligne de titre ; un montant seul : le total de la liste.
    if (!designe) return [];
    const fautes: string[] = [];
    const montantCentimes = lireMontantDe(lire('montant'), fautes);
    const issue = lireIssue(champs, dire, fautes);
    const date = lireDateDe((issue === 'rejetee' ? lire('dateRejet') : undefined) ?? lire('date'), fautes);
    const reference = dire('reference');
    // La référence de notre ordre de virement revient parfois dans la seule colonne « référence ».
    const boutEnBout = dire('boutEnBout') ?? (reference !== null && BOUT_EN_BOUT.test(reference) ? reference : null);
    return [
      {
        cellule: `${feuille.nom}!${adresse(champs.get('montant')?.colonne ?? 0, ligne.numero)}`,
        numeroLot: dire('lot'),
        rang: lireRang(lire('rang'), fautes),
        numeroTiers: dire('tiers'),
        siret: lireSiret(dire('siret')),
        iban: lireIban(dire('iban'), fautes),
        numeroDossier: dire('dossier'),
        numeroConvention: dire('convention'),
        raisonSociale: dire('raisonSociale'),
        montantCentimes,
        date,
        reference,
        boutEnBout,
        issue,
        motif: dire('motifRejet') ?? dire('motif'),
        fautes,
      },
    ];
  });
}

/**
 * Sans colonne de statut, la liste est celle des payés, sauf ce qu’une colonne de rejet dit. Un texte dans une colonne qui ne
 * parle pas de rejet ne tranche rien : un libellé de virement lu comme un rejet rendrait à payer ce qui l’est déjà.
 */
function lireIssue(champs: Champs, dire: (champ: Champ) => string | null, fautes: string[]): LigneRecue['issue'] {
  if (!champs.has('statut')) {
    if (dire('motifRejet') !== null || dire('dateRejet') !== null) return 'rejetee';
    if (dire('motif') === null) return 'payee';
    const entete = texteDe(champs.get('motif')) ?? '';
    fautes.push(
      `payée ou rejetée ? la colonne « ${entete} » ne le dit pas : ajoutez une colonne « Statut », ou nommez-la « Motif de rejet »`,
    );
    return null;
  }
  const statut = dire('statut');
  if (statut === null) return null;
  const dit = normaliserTexte(statut);
  if (PAYE.has(dit)) return 'payee';
  if (REJETE.has(dit)) return 'rejetee';
  fautes.push(`statut « ${statut} » inconnu : écrivez « payé » ou « rejeté »`);
  return null;
}

function lireMontantDe(cellule: Cellule | undefined, fautes: string[]): number | null {
  if (cellule === undefined) return null;
  const { contenu } = cellule;
  const lu = contenu.type === 'nombre' ? lireMontantNumerique(contenu.valeur) : lireMontant(texteDe(cellule) ?? '');
  if (lu.valide) return lu.valeur;
  fautes.push(`montant : ${lu.raison}`);
  return null;
}

function lireDateDe(cellule: Cellule | undefined, fautes: string[]): string | null {
  const dit = texteDe(cellule);
  if (cellule === undefined || dit === null) return null;
  const lu = lireDate(cellule.contenu.type === 'date' ? dit.slice(0, 10) : dit);
  if (lu.valide) return lu.valeur;
  fautes.push(`date : ${lu.raison}`);
  return null;
}

function lireRang(cellule: Cellule | undefined, fautes: string[]): number | null {
  const dit = texteDe(cellule);
  if (dit === null) return null;
  const rang = Number(dit);
  if (Number.isSafeInteger(rang) && rang > 0) return rang;
  fautes.push(`rang « ${dit} » : un nombre entier est attendu`);
  return null;
}

/** Quatorze chiffres ; un zéro perdu dans un nombre est remis, ce n’est qu’une comparaison. */
function lireSiret(dit: string | null): string | null {
  if (dit === null) return null;
  const chiffres = dit.replace(/\s/g, '');
  return /^\d{10,13}$/.test(chiffres) ? chiffres.padStart(14, '0') : chiffres;
}

function lireIban(dit: string | null, fautes: string[]): string | null {
  if (dit === null) return null;
  const lu = verifierIban(dit);
  if (lu.valide) return lu.valeur;
  fautes.push(`IBAN : ${lu.raison}`);
  return null;
}

function texteDe(cellule: Cellule | undefined): string | null {
  const contenu = cellule?.contenu;
  switch (contenu?.type) {
    case 'texte':
    case 'date':
      return contenu.valeur.trim() === '' ? null : contenu.valeur.trim();
    case 'nombre':
      return String(contenu.valeur);
    case 'booleen':
      return contenu.valeur ? 'oui' : 'non';
    case 'erreur':
      return contenu.valeur;
    case 'formule_sans_resultat':
    case undefined:
      return null;
    default:
      return assertNever(contenu);
  }
}
