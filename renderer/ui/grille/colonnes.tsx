import type { ColDef, ValueFormatterParams } from 'ag-grid-community';
import type { ReactNode } from 'react';
import { formaterDate, formaterInstant } from '../../../shared/domaine/dates.ts';
import { comparerFrancais } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterEntier, formaterMontant, formaterTaux } from '../../../shared/domaine/nombres.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';

export type GenreColonne = 'texte' | 'entier' | 'montant' | 'dixiemes' | 'taux' | 'date' | 'instant';
export type ValeurCellule = string | number | null;

export interface ColonneGrille<L> {
  readonly code: string;
  readonly titre: string;
  /** `montant` en centimes, `taux` en points de base, `dixiemes` pour une note, `date` AAAA-MM-JJ, `instant` ISO. Texte par défaut. */
  readonly genre?: GenreColonne;
  /** La valeur : triée, filtrée, totalisée, copiée. */
  readonly valeur: (ligne: L) => ValeurCellule;
  /** Ce qui s’affiche, si ce n’est pas la valeur mise en forme. */
  readonly rendu?: (ligne: L) => ReactNode;
  /** En pixels. Sans largeur, la colonne prend la place qui reste. */
  readonly largeur?: number;
  readonly largeurMin?: number;
  /** Cachée au départ ; l’agent peut la montrer. */
  readonly cachee?: boolean;
  /** Sommée dans la ligne des totaux. */
  readonly total?: boolean;
  readonly graisse?: 'm' | 'g';
  readonly attenue?: boolean;
  /** Titre long, en info-bulle et dans le choix des colonnes. */
  readonly titreLong?: string;
  /** La colonne reste à gauche quand on défile. */
  readonly figee?: boolean;
  /** Tri de départ. */
  readonly tri?: 'asc' | 'desc';
}

/** Valeur mise en forme pour l’écran ; vide si null. */
export function formaterCellule(valeur: ValeurCellule | undefined, genre: GenreColonne = 'texte'): string {
  if (valeur === null || valeur === undefined || valeur === '') return '';
  if (typeof valeur === 'string' && genre === 'instant') return formaterInstant(valeur);
  if (typeof valeur === 'string') return genre === 'date' ? formaterDate(valeur.slice(0, 10)) : valeur;
  if (genre === 'montant') return formaterMontant(valeur);
  if (genre === 'dixiemes') return formaterDixiemes(valeur);
  if (genre === 'taux') return formaterTaux(valeur);
  return formaterEntier(valeur);
}

/** Valeur pour un tableur français : virgule décimale, sans espace de milliers ni symbole. */
export function formaterPourTableur(valeur: ValeurCellule | undefined, genre: GenreColonne = 'texte'): string {
  // Un texte ne doit ni casser les colonnes ni commencer une formule.
  const texte = formaterCellule(valeur, genre).replace(/[\t\r\n]+/g, ' ');
  if (typeof valeur === 'number') return texte.replace(/[\s%]/g, '').replace('−', '-');
  return /^[=+\-@]/.test(texte) ? `'${texte}` : texte;
}

function estNombre(genre: GenreColonne): boolean {
  return genre !== 'texte' && genre !== 'date' && genre !== 'instant';
}

function comparer(a: ValeurCellule | undefined, b: ValeurCellule | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return comparerFrancais(a, b);
  // Une cellule vide vient après les autres en ordre croissant.
  return Number(a === null || a === undefined) - Number(b === null || b === undefined);
}

/** Facteur entre ce que l’agent lit et la valeur gardée : il filtre « plus de 5 000 € », pas 500 000 centimes. */
function diviseur(genre: GenreColonne): number {
  if (genre === 'montant' || genre === 'taux') return 100;
  return genre === 'dixiemes' ? 10 : 1;
}

/** Une ligne de la grille : la donnée, ou les totaux (`null`). */
export interface LigneInterne<L> {
  readonly donnee: L | null;
  readonly totaux?: Readonly<Record<string, number>>;
  /** Texte de la ligne des totaux : c’est la valeur de ses cases sans somme, qui se redessinent donc quand il change. */
  readonly libelle?: string;
}

function valeurDe<L>(colonne: ColonneGrille<L>, ligne: LigneInterne<L> | undefined): ValeurCellule {
  if (!ligne) return null;
  return ligne.donnee === null ? (ligne.totaux?.[colonne.code] ?? ligne.libelle ?? null) : colonne.valeur(ligne.donnee);
}

/** Traduit nos colonnes en colonnes de la grille. */
export function versColDef<L>(colonne: ColonneGrille<L>): ColDef<LigneInterne<L>> {
  const { code, titre, genre = 'texte', rendu, largeur, figee } = colonne;
  const nombre = estNombre(genre);
  const classes = [
    nombre ? 'cel-nombre' : '',
    rendu === undefined ? '' : 'cel-rendu',
    colonne.graisse === undefined ? '' : `cel-${colonne.graisse}`,
    colonne.attenue === true ? 'cel-attenue' : '',
  ].filter((une) => une !== '');
  return {
    colId: code,
    headerName: titre,
    headerTooltip: colonne.titreLong ?? titre,
    ...(nombre ? { headerClass: 'cel-nombre', filter: 'agNumberColumnFilter' } : { filter: 'agTextColumnFilter' }),
    cellClass: classes,
    ...(largeur === undefined ? { flex: 1 } : { width: largeur }),
    minWidth: colonne.largeurMin ?? Math.min(largeur ?? 120, 120),
    initialHide: colonne.cachee ?? false,
    ...(figee === true ? { initialPinned: 'left' as const } : {}),
    ...(colonne.tri === undefined ? {} : { initialSort: colonne.tri }),
    valueGetter: ({ data }) => valeurDe(colonne, data),
    valueFormatter: ({ value, data }: ValueFormatterParams<LigneInterne<L>, ValeurCellule>) =>
      // Le texte des totaux n’est ni une date ni un montant.
      formaterCellule(value ?? null, data?.donnee === null && typeof value === 'string' ? 'texte' : genre) ||
      (nombre ? '—' : ''),
    // La grille n’échange pas les lignes des totaux : le tri ne voit que des données.
    comparator: comparer,
    // La valeur donnée ici est celle du filtre de colonne, en euros : on relit celle de la ligne.
    getQuickFilterText: ({ data }) => normaliserTexte(formaterCellule(valeurDe(colonne, data), genre)),
    filterParams: nombre
      ? { numberFormatter: (n: number | null) => (n === null ? null : String(n)), filterOptions: undefined }
      : { textFormatter: normaliserTexte },
    filterValueGetter: ({ data }) => {
      const valeur = valeurDe(colonne, data);
      return typeof valeur === 'number' ? valeur / diviseur(genre) : formaterCellule(valeur, genre);
    },
    ...(rendu === undefined
      ? {
          // Seulement quand la case est coupée (tooltipShowMode) : le texte entier au survol. Un rendu a le sien.
          tooltipValueGetter: ({ data }) =>
            data === undefined || data.donnee === null ? null : formaterCellule(valeurDe(colonne, data), genre),
        }
      : {
          cellRenderer: ({ data }: { data: LigneInterne<L> | undefined }) =>
            data === undefined || data.donnee === null
              ? formaterCellule(valeurDe(colonne, data), genre)
              : rendu(data.donnee),
        }),
  };
}
