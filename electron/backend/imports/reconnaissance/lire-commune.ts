import { verifierCodeInsee } from '../../../../shared/domaine/identifiants.ts';
import { accepter, refuser, type Verification } from '../../../../shared/domaine/verification.ts';
import type { IndexCommunes } from './communes.ts';

const LECTURES_GARDEES = 5000;
const VOISINES_CITEES = 4;
const CODE = /^\d[\dAB]?\d{2,3}(?:[.,]0+)?$/i;
/** « 45 – Loiret », « 2A - Corse-du-Sud » : la colonne « (Département) » d’une commune. */
const DEPARTEMENT = /^(?:\d{2,3}|2[AB])\s*[–—-]\s*\p{L}/iu;
const PREFIXE =
  /^(?:(?:ville|commune|mairie|cne|municipalite|municipalité)\s+(?:de\s+la\s+|de\s+l['’]|du\s+|des\s+|de\s+|d['’])?)(?=\S)/i;

/**
 * Une commune telle qu’on l’écrit : son nom (« ST JEAN DE BRAYE », « Chalette s/ L. »), avec ou sans code postal
 * (« Orléans (45000) »), ou son code INSEE. Une commune fusionnée est lue comme celle qui l’a remplacée, et c’est dit.
 * Un nom inconnu ou porté par plusieurs communes est refusé, avec celles dont il s’approche.
 */
export function lireCommune(texte: string, index: IndexCommunes): Verification<string> {
  const deja = index.lues.get(texte);
  if (deja) return deja;
  const net = texte.replace(/\s+/g, ' ').trim();
  const lue = CODE.test(net) ? lireCode(net, index) : lireNom(net, index);
  if (index.lues.size >= LECTURES_GARDEES) index.lues.clear();
  index.lues.set(texte, lue);
  return lue;
}

/** Dans une colonne de noms, cinq chiffres sont plus souvent un code postal : on le dit quand on les lit comme INSEE. */
function lireCode(texte: string, index: IndexCommunes): Verification<string> {
  const code = verifierCodeInsee(texte, index.communes);
  const desservies = index.deCodePostal(texte);
  if (code.valide) {
    const autres = desservies.filter((c) => c !== code.valeur);
    if (autres.length > 0) {
      return refuser(
        `« ${texte} » : code INSEE de ${nommer(code.valeur, index)}, ou code postal de ${citer(autres, index)} ? Écrivez le nom`,
      );
    }
    const { nom = '' } = index.communes.get(code.valeur) ?? {};
    return accepter(code.valeur, `« ${texte} » lu comme le code INSEE de ${nom}, et non comme un code postal`);
  }
  const ancienne = index.ancienneDeCode(texte);
  if (ancienne) return accepter(ancienne.actuelle, direAncienne(ancienne.nom || texte, ancienne.actuelle, index));
  const [seule, ...autres] = desservies;
  if (seule === undefined) return code;
  if (autres.length === 0) return accepter(seule, `code postal de la seule commune de ${nommer(seule, index)}`);
  return refuser(`« ${texte} » : code postal de ${citer(desservies, index)}, écrivez le nom de la commune`);
}

function lireNom(net: string, index: IndexCommunes): Verification<string> {
  if (DEPARTEMENT.test(net)) return refuser(`« ${net} » est un département, écrivez la commune`);
  const { nom, codePostal, departement } = separerCodePostal(net);
  const trier = (codes: readonly string[]) => choisir(codes, codePostal, departement, index);
  const officielles = trier(index.chercher(nom));
  const isOfficielle = officielles.length > 0;
  if (isOfficielle) return trancher(net, officielles, null, index);

  const anciennes = index.chercherAnciennes(nom);
  const actuelles = trier([...new Set(anciennes.map((a) => a.actuelle))]);
  const [actuelle] = actuelles;
  if (actuelle !== undefined && actuelles.length === 1) return accepter(actuelle, direAncienne(nom, actuelle, index));

  const abregees = trier(index.chercherAbregees(nom));
  if (abregees.length > 0) return trancher(net, abregees, 'nom abrégé', index);

  const sansPrefixe = nom.replace(PREFIXE, '');
  if (sansPrefixe !== nom) {
    const codes = trier(index.chercher(sansPrefixe));
    if (codes.length > 0) return trancher(net, codes, 'mot en trop retiré', index);
  }
  return lirePartie(net, nom, trier, index) ?? refuserInconnue(net, nom, actuelles, index);
}

/** « Orléans – La Source » : la commune, puis le quartier ; « Gien et Montargis » : deux communes, rien n’est choisi. */
function lirePartie(
  net: string,
  nom: string,
  trier: (codes: readonly string[]) => readonly string[],
  index: IndexCommunes,
): Verification<string> | null {
  const parts = nom.split(/\s+[-–—]\s+|\s*[,;/|(]\s*|\s+et\s+/i).filter((part) => part.trim() !== '');
  if (parts.length < 2) return null;
  const trouvees = parts.map((part) => trier(index.chercher(part.replace(/\)\s*$/, ''))));
  const communes = trouvees.filter((codes) => codes.length > 0);
  const [seule] = communes;
  if (communes.length > 1) return refuser(`« ${net} » : plusieurs communes, gardez celle du lieu d’action`);
  if (!seule || (trouvees[0]?.length ?? 0) === 0) return null;
  return trancher(net, seule, 'quartier ou précision laissés', index);
}

function trancher(
  net: string,
  codes: readonly string[],
  repare: string | null,
  index: IndexCommunes,
): Verification<string> {
  const [seul, ...autres] = codes;
  if (seul !== undefined && autres.length === 0) {
    return accepter(seul, repare && `${repare}, commune de ${nommer(seul, index)}`);
  }
  const locales = codes.filter((code) => index.departement !== null && code.startsWith(index.departement));
  const [locale] = locales;
  if (locale !== undefined && locales.length === 1) {
    const autre = codes.find((code) => code !== locale) ?? '';
    return accepter(
      locale,
      `${nommer(locale, index)}, dans le département de la Caf ; il y a aussi ${nommer(autre, index)}`,
    );
  }
  return refuser(`« ${net} » : plusieurs communes portent ce nom (${citer(codes, index)}), donnez le code INSEE`);
}

function refuserInconnue(
  net: string,
  nom: string,
  actuelles: readonly string[],
  index: IndexCommunes,
): Verification<string> {
  const voisines = actuelles.length > 0 ? actuelles : index.chercherVoisines(nom);
  const suite =
    voisines.length > 0 ? `peut-être ${citer(voisines, index)} ?` : 'écrivez son nom officiel ou son code INSEE';
  return refuser(`« ${net} » n’est pas dans la liste des communes : ${suite}`);
}

/** Le code postal désigne la commune, à défaut son département ; s’il contredit le nom, aucune n’est retenue. */
function choisir(
  codes: readonly string[],
  codePostal: string | null,
  departement: string | null,
  index: IndexCommunes,
): readonly string[] {
  if (codePostal === null) return departement === null ? codes : codes.filter((code) => code.startsWith(departement));
  const exactes = codes.filter(
    (code) => code === codePostal || index.communes.get(code)?.codesPostaux?.split(' ').includes(codePostal),
  );
  if (exactes.length > 0) return exactes;
  // La Corse est 20xxx pour la Poste, 2A/2B pour l’Insee ; l’outre-mer tient sur trois chiffres.
  if (codePostal.startsWith('20')) return codes.filter((code) => code.startsWith('2'));
  const prefixe = codePostal.slice(0, codePostal.startsWith('97') ? 3 : 2);
  return codes.filter((code) => code.startsWith(prefixe));
}

/** « Orléans (45000) », « 45000 Orléans », « Orléans 45000 cedex 1 », « Orléans (45) » → le nom, et ce qui le précise. */
function separerCodePostal(texte: string): { nom: string; codePostal: string | null; departement: string | null } {
  const codePostal = /(?<![\dAB])(\d{5}|2[AB]\d{3})(?!\d)/i.exec(texte)?.[1] ?? null;
  const departement = /\(\s*(\d{2,3}|2[AB])\s*\)/i.exec(texte)?.[1] ?? null;
  const nom = texte
    .replace(/\(?(?<![\dAB])(?:\d{5}|2[AB]\d{3})(?!\d)\)?/i, ' ')
    .replace(/\bcedex\b.*$/i, ' ')
    .replace(/\(\s*(?:\d{2,3}|2[AB])\s*\)/i, ' ')
    .replace(/^[\s,–—-]+|[\s,–—-]+$/g, '');
  return { nom, codePostal, departement };
}

function direAncienne(nom: string, actuelle: string, index: IndexCommunes): string {
  return `${nom}, commune d’autrefois, aujourd’hui ${nommer(actuelle, index)}`;
}

function citer(codes: readonly string[], index: IndexCommunes): string {
  const noms = codes.slice(0, VOISINES_CITEES).map((code) => nommer(code, index));
  return codes.length > VOISINES_CITEES ? `${noms.join(', ')}… (${codes.length} en tout)` : noms.join(', ');
}

function nommer(code: string, index: IndexCommunes): string {
  return `${index.communes.get(code)?.nom ?? ''} (${code})`;
}
