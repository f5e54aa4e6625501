import type { NatureDecision } from '../../../shared/contract/commun.ts';
import type { EtatSeance } from '../../../shared/contract/seances.ts';
import type { Bareme } from '../../../shared/domaine/bareme.ts';
import { calculerDroit, coutsDesCollectifs } from '../../../shared/domaine/droit.ts';
import { assertNever } from '../../../shared/domaine/libelles.ts';
import { BAREME } from '../../db/bases.ts';
import { type Banc, IBANS, SIRETS } from './argent-essai.ts';

/** Ce qui varie d’un barème à l’autre ; `parts` : acomptes en points de base. */
export type Regles = Pick<Bareme, 'modeCalcul' | 'arrondi' | 'tauxPointsBase' | 'plafondCentimes'> & {
  readonly parts: readonly number[];
};

export type Changement =
  | 'rien'
  | 'cout'
  | 'effectif'
  | 'budget'
  | 'retirer'
  | 'ajouter'
  | 'remettre'
  | 'iban'
  | 'siret'
  | 'ordre';

export type Geste =
  | { readonly type: 'importer'; readonly quoi: Changement; readonly n: number; readonly m: number }
  | {
      readonly type: 'decider';
      readonly nature: NatureDecision;
      readonly portee: 'un' | 'dossier' | 'tous' | 'masque';
      readonly n: number;
    }
  | { readonly type: 'annuler'; readonly n: number }
  | { readonly type: 'ordonner'; readonly n: number }
  | { readonly type: 'confirmer'; readonly n: number; readonly parSecond: boolean }
  | { readonly type: 'baremer'; readonly regles: Regles }
  | { readonly type: 'doter'; readonly centimes: number | null };

export interface CollectifModele {
  readonly libelle: string;
  coutCentimes: number | null;
  effectif: number;
  present: boolean;
  decision: { nature: NatureDecision; montantCentimes: number } | null;
}

export interface DossierModele {
  readonly numero: string;
  readonly nom: string;
  siret: string | null;
  iban: string;
  budgetCentimes: number;
  /** Dans l’ordre de leur première apparition, celui des rangs de la base. */
  readonly collectifs: CollectifModele[];
  /** Faux : le fichier donne ses collectifs dans l’ordre inverse. */
  endroit: boolean;
}

const MONTANTS = [0, 1, 33, 99_999, 600_000, 788_615, 900_000, 3_123_457];
export const ACCORDE: ReadonlySet<NatureDecision> = new Set(['agree', 'agree_sous_reserve']);

export function choisir<T>(liste: readonly T[], n: number): T {
  const choix = liste[n % liste.length];
  if (choix === undefined) throw new Error('rien à choisir');
  return choix;
}

export function baremeDe({ parts, ...valeurs }: Regles): Bareme {
  const acomptes = parts.map((partPointsBase, i) => ({ partPointsBase, mois: 10 + i, decalageAnnee: 0 }));
  return { ...BAREME, ...valeurs, echeancier: { ...BAREME.echeancier, acomptes } };
}

function collectif(libelle: string, coutCentimes: number | null): CollectifModele {
  return { libelle, coutCentimes, effectif: 10, present: true, decision: null };
}

/** Trois dossiers de deux porteurs : coûts propres, budget partagé, et les deux ensemble. */
export function dossiersDeDepart(): DossierModele[] {
  const [siret = '', autre = ''] = SIRETS;
  const [iban = '', autreIban = ''] = IBANS;
  const commun = { endroit: true };
  return [
    {
      ...commun,
      numero: '1001',
      nom: 'Les Amis',
      siret,
      iban,
      budgetCentimes: 1_500_000,
      collectifs: [collectif('1001 a', 600_000), collectif('1001 b', 900_000)],
    },
    {
      ...commun,
      numero: '1002',
      nom: 'Les Amis',
      siret,
      iban,
      budgetCentimes: 3_123_457,
      collectifs: ['a', 'b', 'c'].map((c) => collectif(`1002 ${c}`, null)),
    },
    {
      ...commun,
      numero: '1003',
      nom: 'Le Lac',
      siret: autre,
      iban: autreIban,
      budgetCentimes: 1_000_001,
      collectifs: [collectif('1003 a', 788_615), collectif('1003 b', null)],
    },
  ];
}

export interface Etat {
  bareme: Bareme;
  enveloppeCentimes: number | null;
  readonly banc: Banc;
  readonly dossiers: readonly DossierModele[];
  importe: boolean;
  /** Lue au dernier contrôle : ce que l’agent a sous les yeux avant son prochain geste. */
  seance: EtatSeance | null;
}

/** Change les réponses du porteur ; rend faux si elles sont restées les mêmes. */
export function changer(dossier: DossierModele, quoi: Changement, m: number): boolean {
  const presents = dossier.collectifs.filter((c) => c.present);
  const absents = dossier.collectifs.filter((c) => !c.present);
  switch (quoi) {
    case 'rien':
      return false;
    case 'cout': {
      if (presents.length === 0) return false;
      const c = choisir(presents, m);
      const avant = c.coutCentimes;
      c.coutCentimes = m % 5 === 0 ? null : choisir(MONTANTS, m);
      return c.coutCentimes !== avant;
    }
    case 'effectif':
      if (presents.length === 0) return false;
      choisir(presents, m).effectif += 1;
      return true;
    case 'budget': {
      const avant = dossier.budgetCentimes;
      dossier.budgetCentimes = choisir(MONTANTS, m);
      return dossier.budgetCentimes !== avant;
    }
    case 'retirer':
      // Un fichier sans un seul collectif n’en parle pas : il en reste toujours un.
      if (presents.length === 0 || (presents.length === 1 && dossier.numero === '1003')) return false;
      choisir(presents, m).present = false;
      return true;
    case 'ajouter':
      dossier.collectifs.push(
        collectif(`${dossier.numero} ${dossier.collectifs.length}`, m % 2 === 0 ? null : choisir(MONTANTS, m)),
      );
      return true;
    case 'remettre':
      if (absents.length === 0) return false;
      choisir(absents, m).present = true;
      return true;
    case 'iban': {
      const avant = dossier.iban;
      dossier.iban = choisir(IBANS, m);
      return dossier.iban !== avant;
    }
    case 'siret': {
      const avant = dossier.siret;
      dossier.siret = choisir([null, ...SIRETS], m);
      return dossier.siret !== avant;
    }
    case 'ordre':
      dossier.endroit = !dossier.endroit;
      return presents.length > 1;
    default:
      return assertNever(quoi);
  }
}

/** Les collectifs que la séance montre, avec leur numéro en base. */
export function visibles({ seance, dossiers }: Etat) {
  const lignes = seance?.dossiers ?? [];
  return dossiers.flatMap((dossier) => {
    const liste = lignes.find((d) => d.numero === dossier.numero)?.listeCollectifs ?? [];
    return liste.map((c) => {
      const modele = dossier.collectifs[c.rang - 1];
      if (!modele) throw new Error(`collectif inconnu du modèle : ${dossier.numero} ${c.libelle}`);
      return { dossier, modele, ligne: c };
    });
  });
}

export function isAccorde({ decision }: CollectifModele): boolean {
  return decision !== null && ACCORDE.has(decision.nature);
}

/**
 * Montants après une décision. Par collectif : ceux que la décision nomme. Par dossier : tous ceux du dossier, si ce qui
 * y est accordé change ou est accordé à nouveau. Un collectif absent garde le sien.
 */
export function chiffrer(
  dossier: DossierModele,
  demandes: ReadonlySet<CollectifModele>,
  accordesAvant: ReadonlySet<CollectifModele>,
  bareme: Bareme,
): void {
  const presents = dossier.collectifs.filter((c) => c.present);
  const couts = coutsDesCollectifs(presents, dossier.budgetCentimes);
  const accordes = presents.filter(isAccorde);
  const { collectifs } = calculerDroit(
    accordes.map((c) => ({ coutCentimes: couts[presents.indexOf(c)] ?? 0 })),
    bareme,
  );
  const change =
    accordes.length !== accordesAvant.size || accordes.some((c) => !accordesAvant.has(c) || demandes.has(c));
  for (const [i, c] of accordes.entries()) {
    if (!c.decision) continue;
    const aChiffrer = bareme.modeCalcul === 'par_dossier' ? change : demandes.has(c);
    if (aChiffrer) c.decision.montantCentimes = collectifs[i]?.droitCentimes ?? 0;
  }
}
