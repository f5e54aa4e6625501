import type { GridApi } from 'ag-grid-community';
import { useCallback, useMemo, useRef, useState } from 'react';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { notifier, notifierErreur } from '../notifier.tsx';
import { type ColonneGrille, formaterPourTableur, type LigneInterne } from './colonnes.tsx';
import { garderVue, lireVues, oublierColonnes, supprimerVue, type VueGrille } from './vues.ts';

/** Une colonne telle que l’agent la voit dans le choix des colonnes. */
export interface ColonneChoisie {
  readonly code: string;
  readonly titre: string;
  readonly visible: boolean;
  readonly figee: boolean;
}

/** La poignée d’une grille : ce que la page et ses outils (recherche, colonnes, vues) en lisent et lui demandent. */
export interface PoigneeGrille<L> {
  readonly code: string;
  readonly recherche: string;
  readonly chercher: (texte: string) => void;
  readonly colonnes: readonly ColonneChoisie[];
  readonly montrer: (code: string, visible: boolean) => void;
  readonly figer: (code: string, figee: boolean) => void;
  /** Colonnes, tris et filtres de départ. */
  readonly reinitialiser: () => void;
  readonly vues: readonly VueGrille[];
  readonly garder: (nom: string) => void;
  readonly appliquer: (vue: VueGrille) => void;
  readonly oublier: (nom: string) => void;
  /** Lignes affichées, dans l’ordre affiché (filtre et tri faits). */
  readonly lignesAffichees: () => readonly L[];
  readonly lignesSelectionnees: () => readonly L[];
  /** Codes des colonnes visibles, dans l’ordre affiché : pour l’export « tel qu’affiché ». */
  readonly colonnesVisibles: () => readonly string[];
  /** Copie les lignes choisies (sinon la ligne courante, sinon tout) avec leurs titres, pour un tableur. */
  readonly copier: () => void;
  readonly deselectionner: () => void;
  /** Réservé à la Grille. */
  readonly brancher: (api: GridApi<LigneInterne<L>>, colonnes: readonly ColonneGrille<L>[]) => void;
  /** Réservé à la Grille : ses lignes, qui valent avant qu’elle soit prête à les filtrer. */
  readonly recevoir: (lignes: readonly L[]) => void;
  /** Réservé à la Grille : l’agent a changé les colonnes. */
  readonly relireColonnes: () => void;
}

function donnees<L>(lignes: readonly (LigneInterne<L> | undefined)[]): L[] {
  return lignes.flatMap((ligne) => (ligne && ligne.donnee !== null ? [ligne.donnee] : []));
}

function affichees<L>(api: GridApi<LigneInterne<L>>): L[] {
  const lignes: (LigneInterne<L> | undefined)[] = [];
  api.forEachNodeAfterFilterAndSort(({ data }) => lignes.push(data));
  return donnees(lignes);
}

function aCopier<L>(api: GridApi<LigneInterne<L>>): readonly L[] {
  const choisies = donnees(api.getSelectedNodes().map(({ data }) => data));
  if (choisies.length > 0) {
    const garde = new Set(choisies);
    return affichees(api).filter((ligne) => garde.has(ligne));
  }
  const focus = api.getFocusedCell();
  const courante = focus && focus.rowPinned === null ? api.getDisplayedRowAtIndex(focus.rowIndex)?.data : undefined;
  return courante ? donnees([courante]) : affichees(api);
}

/** Crée la poignée d’une grille ; `code` sert à garder ses colonnes et ses vues sur ce poste. */
export function useGrille<L>(code: string): PoigneeGrille<L> {
  const api = useRef<GridApi<LigneInterne<L>>>(null);
  const definitions = useRef<readonly ColonneGrille<L>[]>([]);
  const recues = useRef<readonly L[]>([]);
  const [recherche, chercher] = useState('');
  const [colonnes, setColonnes] = useState<readonly ColonneChoisie[]>([]);
  const [vues, setVues] = useState(() => lireVues(code));

  const relireColonnes = useCallback(() => {
    const etats = api.current?.getColumnState() ?? [];
    setColonnes(
      etats.flatMap(({ colId, hide, pinned }) => {
        const definition = definitions.current.find((une) => une.code === colId);
        if (!definition) return [];
        const titre = definition.titreLong ?? definition.titre;
        return [{ code: colId, titre, visible: hide !== true, figee: pinned === 'left' }];
      }),
    );
  }, []);

  const visibles = useCallback(
    () => (api.current?.getAllDisplayedColumns() ?? []).map((colonne) => colonne.getColId()),
    [],
  );

  const copier = useCallback(() => {
    if (!api.current) return;
    const lignes = aCopier(api.current);
    const choisies = visibles().flatMap((id) => definitions.current.find((une) => une.code === id) ?? []);
    const rangees = lignes.map((ligne) =>
      choisies.map(({ valeur, genre }) => formaterPourTableur(valeur(ligne), genre)).join('\t'),
    );
    const texte = [choisies.map(({ titre }) => titre).join('\t'), ...rangees].join('\r\n');
    navigator.clipboard.writeText(texte).then(
      () => notifier(`${pluriel(lignes.length, 'ligne')} dans le presse-papiers.`),
      () => notifierErreur('Le presse-papiers n’est pas accessible dans cette fenêtre.'),
    );
  }, [visibles]);

  return useMemo(
    () => ({
      code,
      recherche,
      chercher,
      colonnes,
      vues,
      relireColonnes,
      copier,
      brancher: (nouvelle, nouvelles) => {
        api.current = nouvelle;
        definitions.current = nouvelles;
        relireColonnes();
      },
      recevoir: (lignes) => {
        recues.current = lignes;
      },
      montrer: (colonne, visible) => {
        api.current?.setColumnsVisible([colonne], visible);
      },
      figer: (colonne, figee) => {
        api.current?.setColumnsPinned([colonne], figee ? 'left' : null);
      },
      reinitialiser: () => {
        api.current?.resetColumnState();
        api.current?.setFilterModel(null);
        chercher('');
        oublierColonnes(code);
        relireColonnes();
      },
      garder: (nom) => {
        if (!api.current) return;
        const vue = { nom, colonnes: api.current.getColumnState(), filtres: api.current.getFilterModel(), recherche };
        setVues(garderVue(code, vue));
      },
      appliquer: (vue) => {
        api.current?.applyColumnState({ state: vue.colonnes, applyOrder: true });
        api.current?.setFilterModel(vue.filtres);
        chercher(vue.recherche);
        relireColonnes();
      },
      oublier: (nom) => setVues(supprimerVue(code, nom)),
      lignesAffichees: () => (api.current ? affichees(api.current) : recues.current),
      lignesSelectionnees: () => donnees(api.current?.getSelectedNodes().map(({ data }) => data) ?? []),
      colonnesVisibles: () => {
        const connues = new Set(definitions.current.map((une) => une.code));
        return visibles().filter((id) => connues.has(id));
      },
      deselectionner: () => api.current?.deselectAll(),
    }),
    [code, recherche, colonnes, vues, relireColonnes, copier, visibles],
  );
}
