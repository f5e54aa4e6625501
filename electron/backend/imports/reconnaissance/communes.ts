import { verifierCodeInsee } from '../../../../shared/domaine/identifiants.ts';
import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import { accepter, refuser, type Verification } from '../../../../shared/domaine/verification.ts';

/** Code INSEE → commune : le référentiel fourni par l’appelant. */
export type Communes = ReadonlyMap<string, { readonly nom: string }>;

export interface IndexCommunes {
  readonly communes: Communes;
  /** Codes INSEE des communes qui portent ce nom. */
  readonly chercher: (nom: string) => readonly string[];
}

export function indexerCommunes(communes: Communes): IndexCommunes {
  // 35 000 noms à normaliser, alors que le plus souvent le code INSEE suffit : seulement au premier nom cherché.
  let parNom: Map<string, string[]> | null = null;
  function chercher(nom: string): readonly string[] {
    parNom ??= Map.groupBy(communes.keys(), (code) => cleDeNom(communes.get(code)?.nom ?? ''));
    return parNom.get(cleDeNom(nom)) ?? [];
  }
  return { communes, chercher };
}

/** Une commune écrite par son nom, avec ou sans code postal (« Orléans (45000) »), ou par son code INSEE. */
export function lireCommune(texte: string, index: IndexCommunes): Verification<string> {
  const net = texte.replace(/\s+/g, ' ').trim();
  if (/^\d[\dAB]?\d{2,3}(?:[.,]0+)?$/i.test(net)) return lireCode(net, index);
  const { nom, departement } = separerCodePostal(net);
  const codes = index.chercher(nom);
  const choisis = departement === null ? codes : codes.filter((code) => code.startsWith(departement));
  const [seul, ...autres] = choisis;
  if (seul !== undefined && autres.length === 0) return accepter(seul);
  if (seul !== undefined) return refuser(`« ${net} » : plusieurs communes portent ce nom, donnez le code INSEE`);
  return refuser(`« ${net} » n’est pas dans la liste des communes : écrivez son nom officiel ou son code INSEE`);
}

/** Dans une colonne de noms, cinq chiffres sont plus souvent un code postal : on le dit quand on les lit comme INSEE. */
function lireCode(texte: string, index: IndexCommunes): Verification<string> {
  const code = verifierCodeInsee(texte, index.communes);
  if (!code.valide) return code;
  const nom = index.communes.get(code.valeur)?.nom ?? '';
  return accepter(code.valeur, `« ${texte} » lu comme le code INSEE de ${nom}, et non comme un code postal`);
}

/** « Orléans (45000) », « 45000 Orléans », « Orléans 45000 cedex 1 » → le nom, et le département du code postal. */
function separerCodePostal(texte: string): { nom: string; departement: string | null } {
  const codePostal = /\b(\d{5})\b/.exec(texte)?.[1];
  const nom = texte
    .replace(/\(?\b\d{5}\b\)?/, ' ')
    .replace(/\bcedex\b.*$/i, ' ')
    .replace(/\(\s*\d{2,3}\s*\)/, ' ');
  // La Corse est 20xxx pour la Poste, 2A/2B pour l’Insee ; l’outre-mer tient sur trois chiffres.
  if (codePostal === undefined || codePostal.startsWith('20')) return { nom, departement: null };
  return { nom, departement: codePostal.slice(0, codePostal.startsWith('97') ? 3 : 2) };
}

/** « La Ferté-St-Aubin » et « FERTE SAINT AUBIN » : même commune. */
function cleDeNom(nom: string): string {
  return normaliserTexte(nom)
    .replace(/[-'’.,()]/g, ' ')
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte')
    .replace(/\bs\/\s*/g, 'sur ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:le|la|les|l) /, '');
}
