import { normaliserTexte } from '../../../shared/domaine/textes.ts';

/** Les colonnes du tableau du Copil : ce que la feuille montre, et ce que la relecture y cherche. */
export type CleColonne =
  | 'numero'
  | 'porteur'
  | 'commune'
  | 'qpv'
  | 'collectif'
  | 'intitule'
  | 'niveau'
  | 'effectif'
  | 'cout'
  | 'demande'
  | 'droit'
  | 'note'
  | 'pile'
  | 'proposition'
  | 'points'
  | 'decision'
  | 'motif'
  | 'texte'
  | 'montant'
  | 'observations'
  | 'repere';

interface Colonne {
  readonly cle: CleColonne;
  readonly titre: string;
  /** En caractères d’Excel. */
  readonly largeur: number;
  readonly type: 'texte' | 'entier' | 'montant' | 'note';
  readonly saisie?: boolean;
}

export const COLONNES_COPIL: readonly Colonne[] = [
  { cle: 'numero', titre: 'N° dossier', largeur: 10, type: 'texte' },
  { cle: 'porteur', titre: 'Porteur', largeur: 22, type: 'texte' },
  { cle: 'commune', titre: 'Commune', largeur: 15, type: 'texte' },
  { cle: 'qpv', titre: 'QPV', largeur: 6, type: 'texte' },
  { cle: 'collectif', titre: 'Collectif', largeur: 8.5, type: 'texte' },
  { cle: 'intitule', titre: 'Intitulé', largeur: 17, type: 'texte' },
  { cle: 'niveau', titre: 'Niveau', largeur: 11, type: 'texte' },
  { cle: 'effectif', titre: 'Effectif', largeur: 7.5, type: 'entier' },
  { cle: 'cout', titre: 'Coût (€)', largeur: 11, type: 'montant' },
  { cle: 'demande', titre: 'Demandé pour le dossier (€)', largeur: 12, type: 'montant' },
  { cle: 'droit', titre: 'Droit calculé (€)', largeur: 11, type: 'montant' },
  { cle: 'note', titre: 'Note', largeur: 6.5, type: 'note' },
  { cle: 'pile', titre: 'Pile', largeur: 11, type: 'texte' },
  { cle: 'proposition', titre: 'Proposition', largeur: 12, type: 'texte' },
  { cle: 'points', titre: 'Points à débattre', largeur: 38, type: 'texte' },
  { cle: 'decision', titre: 'Décision', largeur: 15, type: 'texte', saisie: true },
  { cle: 'motif', titre: 'Motif', largeur: 20, type: 'texte', saisie: true },
  { cle: 'texte', titre: 'Texte, réserve ou attendu', largeur: 26, type: 'texte', saisie: true },
  { cle: 'montant', titre: 'Montant agréé (€)', largeur: 11.5, type: 'montant' },
  { cle: 'observations', titre: 'Observations', largeur: 20, type: 'texte', saisie: true },
  { cle: 'repere', titre: 'Repère Clas', largeur: 9, type: 'texte' },
];

/** Autres titres sous lesquels un tableau fait à la main dit la même chose. */
const AUTRES_TITRES: Partial<Record<CleColonne, readonly string[]>> = {
  numero: [
    'n°',
    'no',
    'numero',
    'dossier',
    'n° de dossier',
    'no dossier',
    'numero dossier',
    'numero de dossier',
    'num dossier',
  ],
  collectif: ['lettre', 'groupe', 'lettre du collectif', 'collectifs'],
  decision: ['decision du copil', 'decisions', 'decision copil'],
  motif: ['motif de la decision', 'motifs'],
  texte: ['texte', 'reserve', 'attendu', 'texte / reserve / attendu', 'commentaire', 'motivation', 'precision'],
  montant: ['montant agree', 'montant', 'agree (€)'],
  repere: ['repere'],
};

const PAR_TITRE: ReadonlyMap<string, CleColonne> = new Map(
  COLONNES_COPIL.flatMap(({ cle, titre }): [string, CleColonne][] =>
    [titre, ...(AUTRES_TITRES[cle] ?? [])].map((t) => [normaliserTexte(t), cle]),
  ),
);

export function colonneDeTitre(titre: string): CleColonne | null {
  return PAR_TITRE.get(normaliserTexte(titre).replace(/\s*[:*]+$/, '')) ?? null;
}

export const FEUILLE_TABLEAU = 'Tableau du Copil';
export const FEUILLE_CACHEE = 'Clas';
/** Écrit en A1 de la feuille masquée : ce classeur est le nôtre. */
export const MARQUE = 'clas:tableau-copil:1';
/** Rang de l’en-tête et de la première ligne de données. */
export const LIGNE_ENTETE = 4;
export const PREMIERE_LIGNE = 5;
