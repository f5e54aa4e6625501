import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import type { Verification } from '../../../../shared/domaine/verification.ts';

interface CommuneConnue {
  readonly nom: string;
  /** Séparés par une espace. */
  readonly codesPostaux?: string;
}

/** Code INSEE → commune : le référentiel fourni par l’appelant. */
export type Communes = ReadonlyMap<string, CommuneConnue>;

/** Commune déléguée ou fusionnée, et le code de celle qui l’a remplacée. */
export interface Ancienne {
  readonly code: string;
  readonly nom: string;
  readonly actuelle: string;
}

export interface IndexCommunes {
  readonly communes: Communes;
  /** Codes INSEE des communes qui portent ce nom. */
  readonly chercher: (nom: string) => readonly string[];
  /** Communes d’autrefois qui portent ce nom. */
  readonly chercherAnciennes: (nom: string) => readonly Ancienne[];
  /** Codes INSEE des communes dont ce nom est l’abréviation : « Chalette s/ L. ». */
  readonly chercherAbregees: (nom: string) => readonly string[];
  /** Codes INSEE de communes au nom voisin, à proposer, jamais à retenir. */
  readonly chercherVoisines: (nom: string) => readonly string[];
  readonly ancienneDeCode: (code: string) => Ancienne | null;
  /** Communes que dessert un code postal. */
  readonly deCodePostal: (codePostal: string) => readonly string[];
  /** Département de la Caf : un nom porté ailleurs en France est d’abord celui d’ici. */
  readonly departement: string | null;
  /** Lectures déjà faites : les mêmes communes reviennent à chaque ligne. */
  readonly lues: Map<string, Verification<string>>;
}

const ARRONDISSEMENT = /^(paris|lyon|marseille) (\d{1,2})(?:e|er|eme)? arrondissement$/;

export function indexerCommunes(
  communes: Communes,
  anciennes: readonly Ancienne[] = [],
  departement: string | null = null,
): IndexCommunes {
  // 35 000 noms à normaliser, alors que le plus souvent le code INSEE suffit : seulement au premier nom cherché.
  const parNom = differer(() => {
    const index = new Map<string, string[]>();
    for (const [code, { nom }] of communes) {
      const cle = cleDeNom(nom);
      ranger(index, cle, code);
      const rang = ARRONDISSEMENT.exec(cle);
      if (rang) for (const fin of ['', 'e', 'eme', 'er']) ranger(index, `${rang[1]} ${rang[2]}${fin}`, code);
    }
    return index;
  });
  const parPremierMot = differer(() => Map.groupBy(parNom().keys(), premierMot));
  const parCodePostal = differer(() => {
    const index = new Map<string, string[]>();
    for (const [code, { codesPostaux = '' }] of communes) {
      for (const codePostal of codesPostaux.split(' ')) ranger(index, codePostal, code);
    }
    return index;
  });
  const anciensNoms = differer(() =>
    Map.groupBy(
      anciennes.filter((a) => a.nom !== ''),
      (a) => cleDeNom(a.nom),
    ),
  );
  const anciensCodes = differer(() => new Map(anciennes.map((a) => [a.code, a])));

  function chercherAbregees(nom: string): string[] {
    const mots = cleDeNom(nom).split(' ');
    if (mots.length < 2 || !mots.slice(1).some((mot) => mot.length <= 4)) return [];
    const isAbrege = (cle: string) => {
      const entiers = cle.split(' ');
      return entiers.length === mots.length && entiers.every((entier, rang) => entier.startsWith(mots[rang] ?? ' '));
    };
    return (parPremierMot().get(mots[0] ?? '') ?? []).filter(isAbrege).flatMap((cle) => parNom().get(cle) ?? []);
  }

  /** Le même premier mot, ou un nom à deux fautes près. */
  function chercherVoisines(nom: string): string[] {
    const cle = cleDeNom(nom);
    if (cle.length < 4) return [];
    const fautes = cle.length < 7 ? 1 : 2;
    const proches = [...parNom().keys()].flatMap((connue) => {
      if (connue[0] !== cle[0] || Math.abs(connue.length - cle.length) > fautes) return [];
      const ecart = distance(connue, cle);
      return ecart <= fautes ? [{ connue, ecart }] : [];
    });
    const memeMot = (parPremierMot().get(premierMot(cle)) ?? []).filter(
      (connue) => connue.startsWith(cle) || cle.startsWith(`${connue} `),
    );
    const parEcart = proches.toSorted((a, b) => a.ecart - b.ecart).map((p) => p.connue);
    return [...new Set([...memeMot, ...parEcart])].flatMap((connue) => parNom().get(connue) ?? []);
  }

  return {
    communes,
    chercher: (nom) => parNom().get(cleDeNom(nom)) ?? [],
    chercherAnciennes: (nom) => anciensNoms().get(cleDeNom(nom)) ?? [],
    chercherAbregees,
    chercherVoisines,
    ancienneDeCode: (code) => anciensCodes().get(code) ?? null,
    deCodePostal: (codePostal) => parCodePostal().get(codePostal) ?? [],
    departement,
    lues: new Map(),
  };
}

/** « La Ferté-St-Aubin » et « FERTE SAINT AUBIN » : même commune. */
function cleDeNom(nom: string): string {
  return normaliserTexte(nom)
    .replace(/\bs\s*\/\s*s\b/g, 'sous ')
    .replace(/[-\s]s\s*\/\s*/g, ' sur ')
    .replace(/[-'’.,()/]/g, ' ')
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte')
    .replace(/ s (?=\S)/g, ' sur ')
    .replace(/ ss (?=\S)/g, ' sous ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:le|la|les|l) /, '');
}

function premierMot(cle: string): string {
  return cle.slice(0, cle.indexOf(' ') < 0 ? cle.length : cle.indexOf(' '));
}

function ranger(index: Map<string, string[]>, cle: string, code: string): void {
  if (cle === '') return;
  const codes = index.get(cle);
  if (codes) codes.push(code);
  else index.set(cle, [code]);
}

function differer<T>(creer: () => T): () => T {
  let cree: { readonly valeur: T } | null = null;
  return () => {
    cree ??= { valeur: creer() };
    return cree.valeur;
  };
}

/** Nombre de lettres à changer, ajouter ou ôter pour passer d’un mot à l’autre ; s’arrête à 3. */
function distance(a: string, b: string): number {
  let ligne = Array.from({ length: b.length + 1 }, (_, rang) => rang);
  for (let i = 1; i <= a.length; i += 1) {
    const suivante = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cout = a[i - 1] === b[j - 1] ? 0 : 1;
      suivante[j] = Math.min((ligne[j] ?? 0) + 1, (suivante[j - 1] ?? 0) + 1, (ligne[j - 1] ?? 0) + cout);
    }
    if (Math.min(...suivante) > 2) return 3;
    ligne = suivante;
  }
  return ligne[b.length] ?? 3;
}
