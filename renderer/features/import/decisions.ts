import { useSyncExternalStore } from 'react';
import type { Apercu, DifferenceImport } from '../../../shared/contract/imports.ts';
import type { SuiviImport } from './suivi-import.ts';

/** Clé de différence → code choisi, pour les lignes où l’agent s’est prononcé. */
export type Decisions = Readonly<Record<string, string>>;

/** Le code retenu pour une ligne ; null : à choisir, la ligne reste à l’écart. */
export function choixDe({ cle, propose }: DifferenceImport, decisions: Decisions): string | null {
  return decisions[cle] ?? propose;
}

/** Le code retenu pour une ligne, tenu à jour sans redessiner toute la liste. */
export function useChoix(difference: DifferenceImport, suivi: SuiviImport): string | null {
  return useSyncExternalStore(suivi.ecouter, () => choixDe(difference, suivi.lire().decisions));
}

/** Vrai si cette réponse ne change rien à la base : dossier écarté, valeur ou compte gardés. */
export function laisseLaBase(_difference: DifferenceImport, code: string): boolean {
  return code === 'ecarter' || code === 'garder' || code === 'ignorer';
}

/** Les décisions qui portent encore sur une ligne de l’aperçu, avec un code qu’elle accepte. */
export function garderValables(decisions: Decisions, differences: readonly DifferenceImport[]): Decisions {
  const parCle = new Map(differences.map((difference) => [difference.cle, difference]));
  return Object.fromEntries(
    Object.entries(decisions).filter(
      ([cle, code]) => parCle.get(cle)?.choix.some((choix) => choix.code === code) === true,
    ),
  );
}

export interface CompteImport {
  /** Dossiers des fichiers que l’import écrira ou reconnaîtra. */
  readonly retenus: number;
  readonly total: number;
  /** Dossiers nouveaux que l’agent laisse de côté. */
  readonly aVotreChoix: number;
  /** Lignes encore sans réponse. */
  readonly aChoisir: number;
  /** Valeurs du fichier refusées : celles de la base restent. */
  readonly gardees: number;
}

/** Ce que feront les décisions prises, compté en dossiers. */
export function compterImport(apercu: Apercu, decisions: Decisions): CompteImport {
  const { nouveaux, modifies, inchanges } = apercu.bilan.dossiers;
  const lus = nouveaux + modifies + inchanges;
  const ecartes = new Set<string>();
  const enAttente = new Set<string>();
  let aChoisir = 0;
  let gardees = 0;
  for (const difference of apercu.differences) {
    const code = choixDe(difference, decisions);
    if (code === null) {
      aChoisir += 1;
      for (const numero of difference.retient) enAttente.add(numero);
    } else if (laisseLaBase(difference, code)) {
      if (code === 'ecarter') ecartes.add(difference.numero);
      else if (difference.nature === 'modifie') gardees += 1;
    }
  }
  const retenus = lus - ecartes.union(enAttente).size;
  return { retenus, total: lus + apercu.ecartes, aVotreChoix: ecartes.size, aChoisir, gardees };
}
