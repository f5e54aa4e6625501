/** La description des tables exportées, au format ouvert Data Package (Frictionless), avec nos totaux de contrôle. */
export interface Paquet {
  readonly name: string;
  readonly title: string;
  readonly created: string;
  readonly profile: 'tabular-data-package';
  readonly resources: readonly Ressource[];
}

export interface Ressource {
  readonly name: string;
  readonly path: string;
  readonly format: 'csv';
  readonly mediatype: 'text/csv';
  readonly encoding: 'utf-8';
  readonly bytes: number;
  readonly hash: string;
  /** Nombre de lignes, en-tête exceptée. */
  readonly lignes: number;
  /** Somme de chaque colonne de montant, en centimes, en texte : elle peut dépasser un nombre exact. */
  readonly sommesCentimes: Readonly<Record<string, string>>;
  readonly schema: {
    readonly fields: readonly {
      readonly name: string;
      readonly type: string;
      readonly constraints?: { required: true };
    }[];
    readonly primaryKey: readonly string[];
    readonly foreignKeys: readonly {
      readonly fields: string;
      readonly reference: { readonly resource: string; readonly fields: string };
    }[];
  };
}

export const CHEMIN_PAQUET = 'tables/datapackage.json';
export const CHEMIN_BASE = 'base.sqlite';
export const CHEMIN_MANIFESTE = 'MANIFESTE.sha256';
export const CHEMIN_LISEZMOI = 'LISEZMOI.txt';
