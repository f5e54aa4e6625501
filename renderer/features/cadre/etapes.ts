import type { EtapeCampagne } from '../../../shared/contract/campagnes.ts';
import { chemins } from '../../contexte.tsx';

/** Un nœud du fil : une page, les étapes qu’elle sert, ou une page qui viendra. */
export interface Noeud {
  readonly libelle: string;
  readonly etapes: readonly number[];
  /** Numéros montrés à droite. */
  readonly numeros: string;
  /** null : prévue dans une prochaine version. */
  readonly chemin: ((campagneId: number) => string) | null;
}

export const FIL: readonly Noeud[] = [
  { libelle: 'Diagnostic', etapes: [1, 2, 3], numeros: '1–3', chemin: null },
  { libelle: 'Appel à projets', etapes: [4], numeros: '4', chemin: chemins.import },
  { libelle: 'Dossiers', etapes: [4, 5], numeros: '4–5', chemin: chemins.dossiers },
  { libelle: 'Instruction', etapes: [5], numeros: '5', chemin: chemins.instruction },
  { libelle: 'Copil', etapes: [6], numeros: '6', chemin: chemins.copil },
  { libelle: 'Conventions', etapes: [8], numeros: '8', chemin: chemins.conventions },
  { libelle: 'Suivi', etapes: [7, 9], numeros: '7 · 9', chemin: chemins.suivi },
  { libelle: 'Bilans', etapes: [10], numeros: '10', chemin: chemins.bilans },
  { libelle: 'Paiements', etapes: [11], numeros: '11', chemin: chemins.paiements },
];

export type EtatNoeud = 'faite' | 'en_cours' | 'a_venir' | 'en_retard';
export const LIBELLES_ETAT: Readonly<Record<EtatNoeud, string>> = {
  faite: 'faite',
  en_cours: 'en cours',
  a_venir: 'à venir',
  en_retard: 'en retard',
};

/** État d’un nœud : celui de la plus pressante de ses étapes. */
export function etatNoeud(noeud: Noeud, etapes: readonly EtapeCampagne[]): EtatNoeud {
  const siennes = etapes.filter(({ numero }) => noeud.etapes.includes(numero)).map(({ etat }) => etat);
  if (siennes.includes('en_retard')) return 'en_retard';
  if (siennes.includes('en_cours')) return 'en_cours';
  if (siennes.length > 0 && siennes.every((etat) => etat === 'faite')) return 'faite';
  return siennes.includes('faite') ? 'en_cours' : 'a_venir';
}
