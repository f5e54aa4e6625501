import {
  type CellFocusedEvent,
  type CellKeyDownEvent,
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  type ColDef,
  ColumnApiModule,
  ColumnAutoSizeModule,
  EventApiModule,
  type FullWidthCellKeyDownEvent,
  type GridApi,
  LocaleModule,
  ModuleRegistry,
  NumberFilterModule,
  PinnedRowModule,
  QuickFilterModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  type RowSelectionOptions,
  RowStyleModule,
  ScrollApiModule,
  type SelectionColumnDef,
  TextFilterModule,
  TooltipModule,
  themeQuartz,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import { useActions } from '../actions.tsx';
import { nommerFrappe } from '../raccourcis.ts';
import { lireNonce } from '../Theme.tsx';
import { type ColonneGrille, type LigneInterne, versColDef } from './colonnes.tsx';
import './grille.css';
import { TEXTES_GRILLE } from './textes.ts';
import type { PoigneeGrille } from './use-grille.ts';
import { garderColonnes, lireColonnes } from './vues.ts';

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  EventApiModule,
  LocaleModule,
  NumberFilterModule,
  PinnedRowModule,
  QuickFilterModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TextFilterModule,
  TooltipModule,
]);

// Les couleurs passent par nos jetons : clair et sombre suivent sans second thème.
const THEME = themeQuartz.withParams({
  accentColor: 'var(--accent)',
  backgroundColor: 'var(--surface)',
  foregroundColor: 'var(--encre)',
  borderColor: 'var(--filet)',
  browserColorScheme: 'inherit',
  chromeBackgroundColor: 'var(--surf2)',
  headerBackgroundColor: 'var(--surf2)',
  headerTextColor: 'var(--encre2)',
  headerFontSize: 11.5,
  headerFontWeight: 500,
  headerColumnResizeHandleColor: 'var(--filetf)',
  oddRowBackgroundColor: 'var(--surface)',
  rowHoverColor: 'color-mix(in srgb, var(--accent) 6%, transparent)',
  selectedRowBackgroundColor: 'var(--accentfond)',
  menuBackgroundColor: 'var(--surface)',
  tooltipBackgroundColor: 'var(--surface)',
  tooltipTextColor: 'var(--encre)',
  fontFamily: 'inherit',
  fontSize: 12,
  spacing: 6,
  cellHorizontalPadding: 5,
  rowHeight: 28,
  headerHeight: 30,
  borderRadius: 5,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  checkboxBorderRadius: 3,
  checkboxCheckedShapeColor: 'var(--suraccent)',
  checkboxIndeterminateBackgroundColor: 'var(--accent)',
  checkboxIndeterminateBorderColor: 'var(--accent)',
  checkboxIndeterminateShapeColor: 'var(--suraccent)',
  checkboxUncheckedBorderColor: 'var(--bord)',
  iconSize: 14,
  focusShadow: 'none',
});

const DEFAUT: ColDef = {
  sortable: true,
  resizable: true,
  suppressHeaderMenuButton: true,
  sortingOrder: ['asc', 'desc', null],
};
const COLONNE_SELECTION: SelectionColumnDef = {
  width: 34,
  minWidth: 34,
  maxWidth: 34,
  pinned: 'left',
  resizable: false,
};

interface Props<L> {
  readonly grille: PoigneeGrille<L>;
  /** Nom de la liste, pour les lecteurs d’écran. */
  readonly libelle: string;
  readonly lignes: readonly L[];
  readonly colonnes: readonly ColonneGrille<L>[];
  readonly cle: (ligne: L) => string | number;
  /** Entrée, double clic, ou Espace si la liste ne se coche pas, sur une ligne. */
  readonly onOuvrir?: (ligne: L) => void;
  /** Frappe sur une case, nommée comme un raccourci (« R », « Suppr ») ; vrai si elle a servi. */
  readonly onTouche?: (ligne: L, colonne: string, touche: string) => boolean;
  /** La ligne où est le focus. */
  readonly onCourante?: (ligne: L) => void;
  readonly selection?: boolean;
  readonly onSelection?: (lignes: readonly L[]) => void;
  /** Faux : la ligne ne se coche pas. À déclarer hors du composant, ou avec useCallback. */
  readonly selectionnable?: (ligne: L) => boolean;
  /** Texte de la ligne des totaux, d’après les lignes affichées ; la ligne n’existe que si ce texte est donné. */
  readonly totaux?: (affichees: number, selectionnees: number) => string;
  readonly classeLigne?: (ligne: L) => string | undefined;
  readonly vide?: ReactNode;
  /** En pixels, pour une colonne qui s’écrit sur deux lignes ; 28 sinon. */
  readonly hauteurLigne?: number;
  /** La hauteur suit les lignes : pour une liste courte, sans défilement propre. */
  readonly hauteurAuto?: boolean;
}

function sommer<L>(colonnes: readonly ColonneGrille<L>[], lignes: readonly L[]): Record<string, number> {
  const sommes: Record<string, number> = {};
  for (const { code, total, valeur } of colonnes) {
    if (total !== true) continue;
    sommes[code] = lignes.reduce((somme, ligne) => {
      const v = valeur(ligne);
      return typeof v === 'number' ? somme + v : somme;
    }, 0);
  }
  return sommes;
}

/** Colonnes montrées, dans l’ordre ; la grille qui se démonte redessine une dernière fois et n’en a plus. */
function idsMontres(api: GridApi): readonly string[] {
  return api.isDestroyed() ? [] : api.getAllDisplayedColumns().map((colonne) => colonne.getColId());
}

/** Vrai pour la première colonne affichée, cases à cocher mises à part. */
function estPremiere(api: GridApi, colId: string): boolean {
  const ids = idsMontres(api);
  return ids.find((id) => !id.startsWith('ag-Grid-')) === colId;
}

/** Le libellé des totaux occupe les colonnes sans total qui précèdent la première somme. */
function etendue<L>(api: GridApi, colId: string, colonnes: readonly ColonneGrille<L>[]): number {
  const sommees = new Set(colonnes.flatMap(({ code, total }) => (total === true ? [code] : [])));
  const ids = idsMontres(api);
  const debut = ids.indexOf(colId);
  if (!estPremiere(api, colId)) return 1;
  const fin = ids.findIndex((id, rang) => rang >= debut && sommees.has(id));
  return Math.max(1, (fin === -1 ? ids.length : fin) - debut);
}

/** Une liste : tri, filtres, colonnes au choix, totaux, clavier. Sa poignée vient de `useGrille`. */
export function Grille<L>(props: Props<L>) {
  const {
    grille,
    lignes,
    colonnes,
    selection = false,
    totaux,
    onOuvrir,
    onCourante,
    onSelection,
    selectionnable,
  } = props;
  const [sommes, setSommes] = useState<{ sommes: Record<string, number>; affichees: number } | null>(null);
  const [selectionnees, setSelectionnees] = useState(0);
  useActions([
    {
      code: 'copier-lignes',
      libelle: 'Copier les lignes',
      menu: 'edition',
      groupe: 20,
      icone: 'copier',
      executer: grille.copier,
    },
  ]);
  const courantes = useRef(props);
  useLayoutEffect(() => {
    courantes.current = props;
    grille.recevoir(lignes);
  });

  const donnees = useMemo(() => lignes.map((donnee): LigneInterne<L> => ({ donnee })), [lignes]);
  const colDefs = useMemo(() => {
    const premiere = (colonne: ColonneGrille<L>): ColDef<LigneInterne<L>> => {
      const base = versColDef(colonne);
      const rendu: unknown = base.cellRenderer;
      return {
        ...base,
        cellClassRules: {
          'cel-libelle-total': ({ node, column, api }) =>
            node.rowPinned === 'bottom' && colonne.total !== true && estPremiere(api, column.getColId()),
        },
        colSpan: ({ node, column, api }) => (node?.rowPinned ? etendue(api, column.getColId(), colonnes) : 1),
        cellRendererSelector: ({ node, column, api }) => {
          if (!node.rowPinned || column === undefined) return rendu === undefined ? undefined : { component: rendu };
          if (colonne.total === true) return undefined;
          return { component: estPremiere(api, column.getColId()) ? LibelleTotal : SansTotal };
        },
      };
    };
    return colonnes.map(premiere);
  }, [colonnes]);

  const lignesTotal = useMemo(() => {
    if (!totaux || !sommes) return [];
    const texte = totaux(sommes.affichees, selectionnees);
    const ligne: LigneInterne<L> = {
      donnee: null,
      totaux: sommes.sommes,
      libelle: texte,
    };
    return [ligne];
  }, [totaux, sommes, selectionnees]);

  const recalculer = useCallback(() => {
    const visibles = courantes.current.grille.lignesAffichees();
    setSommes({ sommes: sommer(courantes.current.colonnes, visibles), affichees: visibles.length });
  }, []);

  const retenir = useCallback((api: GridApi<LigneInterne<L>>) => {
    garderColonnes(courantes.current.grille.code, api.getColumnState());
    courantes.current.grille.relireColonnes();
  }, []);

  function surTouche(frappe: CellKeyDownEvent<LigneInterne<L>> | FullWidthCellKeyDownEvent<LigneInterne<L>>) {
    const { event, data, node } = frappe;
    if (!(event instanceof KeyboardEvent)) return;
    // AG Grid rend la frappe après que la page l’a reçue : une action de la page a pu déjà y répondre.
    if (!event.defaultPrevented && 'column' in frappe && !node.rowPinned && data && data.donnee !== null) {
      if (props.onTouche?.(data.donnee, frappe.column.getColId(), nommerFrappe(event)) === true) {
        event.preventDefault();
        return;
      }
    }
    // Espace coche la ligne quand la liste se coche ; sinon il ouvre, comme Entrée.
    const ouvre = event.key === 'Enter' || (event.key === ' ' && !selection);
    if (ouvre && !node.rowPinned && data && data.donnee !== null) {
      event.preventDefault();
      onOuvrir?.(data.donnee);
    }
    // Un texte choisi à la souris se copie comme partout ailleurs.
    if (
      (event.ctrlKey || event.metaKey) &&
      event.key.toLowerCase() === 'c' &&
      (window.getSelection()?.toString() ?? '') === ''
    ) {
      event.preventDefault();
      grille.copier();
    }
  }

  function surFocus({ api, rowIndex, rowPinned }: CellFocusedEvent<LigneInterne<L>>) {
    if (rowIndex === null || rowPinned) return;
    const donnee = api.getDisplayedRowAtIndex(rowIndex)?.data?.donnee;
    if (donnee !== null && donnee !== undefined) onCourante?.(donnee);
  }

  const options = useMemo(
    (): RowSelectionOptions<LigneInterne<L>> => ({
      mode: 'multiRow',
      selectAll: 'filtered',
      isRowSelectable: ({ data }) =>
        data !== undefined && data.donnee !== null && (selectionnable?.(data.donnee) ?? true),
    }),
    [selectionnable],
  );
  const nonce = lireNonce();

  return (
    <section
      className={`grille ${props.hauteurAuto === true ? '' : 'remplit'} ${props.hauteurLigne === undefined ? '' : 'grille-haute'}`}
      aria-label={props.libelle}
    >
      <AgGridReact<LigneInterne<L>>
        theme={THEME}
        {...(nonce === '' ? {} : { styleNonce: nonce })}
        localeText={TEXTES_GRILLE}
        rowData={donnees}
        columnDefs={colDefs}
        defaultColDef={DEFAUT}
        selectionColumnDef={COLONNE_SELECTION}
        getRowId={({ data, rowPinned }) =>
          data.donnee === null || rowPinned ? 'total' : String(courantes.current.cle(data.donnee))
        }
        {...(selection ? { rowSelection: options } : {})}
        quickFilterText={grille.recherche}
        quickFilterParser={(texte) => normaliserTexte(texte).split(' ')}
        quickFilterMatcher={(parties, texte) => {
          const cherche = texte.toLowerCase();
          return parties.every((partie) => cherche.includes(partie));
        }}
        pinnedBottomRowData={lignesTotal}
        domLayout={props.hauteurAuto === true ? 'autoHeight' : 'normal'}
        enableCellTextSelection={false}
        suppressCellFocus={false}
        // Les flèches parcourent les cases ; Tab sort de la liste, sans en traverser des centaines.
        tabToNextCell={() => false}
        suppressMovableColumns={false}
        suppressDragLeaveHidesColumns
        tooltipShowDelay={500}
        tooltipShowMode="whenTruncated"
        {...(props.hauteurLigne === undefined ? {} : { rowHeight: props.hauteurLigne })}
        animateRows={false}
        maintainColumnOrder
        rowBuffer={20}
        {...(props.classeLigne
          ? {
              getRowClass: ({ data }: { data: LigneInterne<L> | undefined }) =>
                data === undefined || data.donnee === null ? undefined : courantes.current.classeLigne?.(data.donnee),
            }
          : {})}
        noRowsOverlayComponent={Vide}
        noRowsOverlayComponentParams={{ vide: props.vide }}
        onGridReady={({ api }) => {
          const gardees = lireColonnes(grille.code);
          if (gardees) api.applyColumnState({ state: gardees, applyOrder: true });
          grille.brancher(api, colonnes);
          recalculer();
        }}
        onModelUpdated={recalculer}
        onSelectionChanged={({ api }) => {
          const choisies = api
            .getSelectedNodes()
            .flatMap(({ data }) => (data && data.donnee !== null ? [data.donnee] : []));
          setSelectionnees(choisies.length);
          onSelection?.(choisies);
        }}
        onColumnVisible={({ api }) => retenir(api)}
        onColumnMoved={({ api, finished }) => finished && retenir(api)}
        onColumnPinned={({ api }) => retenir(api)}
        onColumnResized={({ api, finished, source }) => finished && source !== 'flex' && retenir(api)}
        onSortChanged={({ api }) => retenir(api)}
        onCellKeyDown={surTouche}
        onCellFocused={surFocus}
        onRowDoubleClicked={({ data }) => {
          if (data && data.donnee !== null) onOuvrir?.(data.donnee);
        }}
      />
    </section>
  );
}

function LibelleTotal({ data }: { readonly data?: { readonly libelle?: string } }) {
  return data?.libelle ?? '';
}

/** Une colonne sans somme : rien, plutôt que le libellé répété. */
function SansTotal() {
  return null;
}

function Vide({ vide }: { readonly vide?: ReactNode }) {
  return <div className="grille-vide">{vide ?? 'Aucune ligne'}</div>;
}
