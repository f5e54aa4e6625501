/** Une cellule reçue, avec son adresse : la preuve de chaque valeur, et de quoi rapprocher à nouveau sans réimporter. */
export interface ReponseRecue {
  /** Rang du collectif, null pour une réponse du dossier. */
  readonly collectifRang: number | null;
  /** Code du catalogue (champs.ts) ou `charge:…`/`produit:…`, null si la colonne n’est rapprochée de rien. */
  readonly champ: string | null;
  readonly libelle: string;
  readonly valeur: string;
  readonly brut: string;
  /** « Dossiers!F12 ». */
  readonly adresse: string;
}

type Codee = readonly [
  rang: number | null,
  champ: string | null,
  libelle: string,
  valeur: string,
  brut: string,
  adresse: string,
];

/** Forme gardée dans `reponses_recues.contenu` : un tableau JSON de n-uplets, trois fois moins long que des objets. */
export function coderReponses(reponses: Iterable<ReponseRecue>): string {
  const codees: Codee[] = [];
  for (const r of reponses) codees.push([r.collectifRang, r.champ, r.libelle, r.valeur, r.brut, r.adresse]);
  return JSON.stringify(codees);
}

export function decoderReponses(contenu: string): ReponseRecue[] {
  // Écrit par coderReponses ou par la migration 0004, jamais par ailleurs.
  const codees = JSON.parse(contenu) as readonly Codee[];
  return codees.map(([collectifRang, champ, libelle, valeur, brut, adresse]) => ({
    collectifRang,
    champ,
    libelle,
    valeur,
    brut,
    adresse,
  }));
}
