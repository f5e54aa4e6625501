import { type Archive, partie } from '../archive.ts';
import type { Balise, Recepteur } from '../balayer-xml.ts';
import { creerCelluleCourante, lireCelluleCourante } from '../cellule-courante.ts';
import { adresse } from '../classeur.ts';
import { lirePartie } from '../lire-xml.ts';
import { estVrai } from '../texte-xlsx.ts';
import type { Impression } from './feuille-echeancier.ts';
import type { StylesJuges } from './presentation-styles.ts';

interface Constat {
  readonly ou: string | null;
  readonly constat: string;
}

/** Une suite de cases de la même colonne, ou de lignes, ou de colonnes, qui disent la même chose. */
interface Suite {
  readonly colonne: number;
  readonly constat: string;
  de: number;
  a: number;
}

const [LIGNE, CASE, VALEUR, TEXTE, COL, CONDITION, REGLE, FUSION, ENTETE, PIED] = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
] as const;
const CODES: ReadonlyMap<string, number> = new Map([
  ['row', LIGNE],
  ['c', CASE],
  ['v', VALEUR],
  ['is', TEXTE],
  ['col', COL],
  ['conditionalFormatting', CONDITION],
  ['cfRule', REGLE],
  ['mergeCell', FUSION],
  ['oddHeader', ENTETE],
  ['evenHeader', ENTETE],
  ['firstHeader', ENTETE],
  ['oddFooter', PIED],
  ['evenFooter', PIED],
  ['firstFooter', PIED],
]);
/** En points, en caractères : au-dessous, il n’y a plus rien à voir. */
const HAUTEUR_LISIBLE = 4;
const LARGEUR_LISIBLE = 1;
const CHAINES: ReadonlySet<string> = new Set(['s', 'str', 'inlineStr']);

/** Lit ce qu’une feuille cache ou déguise : cases remplies d’un style qui trompe, lignes et colonnes masquées, cases fusionnées. */
export async function lireFeuillePresentee(
  archive: Archive,
  source: string,
  juges: StylesJuges,
  impression: Impression | undefined,
): Promise<Constat[]> {
  const entree = partie(archive, source);
  if (entree === undefined) return [];
  const constats: Constat[] = [];
  const colonnesMasquees: { de: number; a: number }[] = [];
  const lignesMasquees: Suite[] = [];
  const cases = new Map<string, Suite[]>();
  let numero = 0;
  let isMasquee = false;
  let ou = '';
  let colonne = -1;
  let style = 0;
  let type = '';
  let derniereColonne = 0;
  let condition = '';
  /** Ce qui s’imprime en haut et en bas, tel que la feuille le dit. */
  const imprimes: { readonly code: number; texte: string }[] = [];
  let dansImprime = false;

  function remplie(): void {
    derniereColonne = Math.max(derniereColonne, colonne);
    if (isMasquee && lignesMasquees.at(-1)?.a !== numero) prolonger(lignesMasquees, 0, numero, 'masquée');
    const juge = juges.cases[style];
    const constat = CHAINES.has(type) ? juge?.texte : juge?.nombre;
    if (!constat) return;
    const suites = cases.get(`${colonne} ${constat}`) ?? [];
    cases.set(`${colonne} ${constat}`, suites);
    if (suites.at(-1)?.a !== numero) prolonger(suites, colonne, numero, constat);
  }

  const gestes: Readonly<Record<number, (lire: (nom: string) => string | undefined) => void>> = {
    [COL](lire) {
      if (estVrai(lire('hidden')) || Number(lire('width') ?? 10) < LARGEUR_LISIBLE)
        colonnesMasquees.push({ de: Number(lire('min')), a: Number(lire('max')) });
    },
    [LIGNE](lire) {
      numero = Number(lire('r') ?? numero + 1);
      colonne = -1;
      isMasquee = estVrai(lire('hidden')) || Number(lire('ht') ?? 15) < HAUTEUR_LISIBLE;
    },
    [CASE](lire) {
      ou = lire('r') ?? '';
      colonne = ou === '' ? colonne + 1 : colonneDe(ou);
      style = Number(lire('s') ?? 0);
      type = lire('t') ?? 'n';
    },
    [VALEUR]: remplie,
    [TEXTE]: remplie,
    [CONDITION](lire) {
      condition = lire('sqref') ?? '';
    },
    [REGLE](lire) {
      const juge = juges.conditionnels[Number(lire('dxfId') ?? -1)];
      const constat = juge?.nombre ?? juge?.texte;
      if (constat) constats.push({ ou: condition, constat: `mise en forme conditionnelle : ${constat}` });
    },
    [FUSION](lire) {
      constats.push({ ou: lire('ref') ?? null, constat: 'cases fusionnées' });
    },
  };
  const courante = creerCelluleCourante();
  /** Une ligne est ouverte, aucune de ses cases ne l’est. */
  let dansLigne = false;
  const recepteur: Recepteur = {
    codes: CODES,
    raccourcir(octets, position) {
      let i = position;
      if (!dansLigne) return i;
      for (;;) {
        const suite = lireCelluleCourante(octets, i, courante);
        if (suite === i) return i;
        i = suite;
        ({ colonne, style, type } = courante);
        if (courante.debut < courante.fin) remplie();
      }
    },
    ouvrir({ code }, balise) {
      dansLigne = code === LIGNE;
      dansImprime = code === ENTETE || code === PIED;
      if (dansImprime) imprimes.push({ code, texte: '' });
      gestes[code]?.((nom) => attributDe(balise, nom));
    },
    fermer({ code }) {
      dansLigne = code === CASE;
      dansImprime = false;
    },
    texte(octets, debut, fin) {
      const dernier = imprimes.at(-1);
      if (dansImprime && dernier) dernier.texte += octets.toString('utf8', debut, fin);
    },
  };
  await lirePartie(archive, entree, recepteur);
  return [
    ...colonnesMasquees
      // Un tableur décrit aussi les colonnes vides jusqu’au bord de la feuille.
      .filter(({ de }) => de <= derniereColonne + 1)
      .map(({ de, a }): Constat => ({ ou: direColonnes(de, Math.min(a, derniereColonne + 1)), constat: 'masquée' })),
    ...lignesMasquees.map(({ de, a }) => ({
      ou: de === a ? `ligne ${de}` : `lignes ${de} à ${a}`,
      constat: 'masquée',
    })),
    ...[...cases.values()].flat().map(({ colonne: c, de, a, constat }) => ({ ou: direCases(c, de, a), constat })),
    ...constats,
    ...(impression ? comparerImpression(imprimes, impression) : []),
  ];
}

/** Polices, tailles, couleurs et places : chaque tableur les récrit à sa façon. */
const CODES_DE_MISE = /&"[^"]*"|&K(?:[\dA-F]{6}|\d{2}[+-]\d{3})|&\d{1,3}|&[LCRBIUESXYOH]/gi;

function neutraliser(texte: string): string {
  return texte.replaceAll(CODES_DE_MISE, '').replaceAll(/\s+/g, '');
}

function comparerImpression(
  imprimes: readonly { readonly code: number; readonly texte: string }[],
  impression: Impression,
): Constat[] {
  return (
    [
      [ENTETE, 'en-tête', impression.entete],
      [PIED, 'pied de page', impression.pied],
    ] as const
  ).flatMap(([code, quoi, attendu]): Constat[] => {
    const dits = imprimes.filter((i) => i.code === code && neutraliser(i.texte) !== '');
    const faux = dits.find((i) => neutraliser(i.texte) !== neutraliser(attendu));
    if (faux) return [{ ou: null, constat: `${quoi} d’impression changé${citer(faux.texte)}` }];
    return dits.length === 0 ? [{ ou: null, constat: `${quoi} d’impression retiré` }] : [];
  });
}

/** « : « Nouveau compte… » », ou rien. */
export function citer(dit: string): string {
  const net = dit.replaceAll(CODES_DE_MISE, ' ').replaceAll('&&', '&').replace(/\s+/g, ' ').trim();
  return net === '' ? '' : ` : «\u00a0${net.length > 200 ? `${net.slice(0, 199)}…` : net}\u00a0»`;
}

function prolonger(suites: Suite[], colonne: number, numero: number, constat: string): void {
  const derniere = suites.at(-1);
  if (derniere?.a === numero - 1) derniere.a = numero;
  else suites.push({ colonne, constat, de: numero, a: numero });
}

function attributDe({ nombre, noms, sources, debuts, fins }: Balise, nom: string): string | undefined {
  for (let i = 0; i < nombre; i++)
    if (noms[i]?.complet === nom) return sources[i]?.toString('utf8', debuts[i], fins[i]);
  return undefined;
}

function colonneDe(ou: string): number {
  let colonne = 0;
  for (const lettre of /^[A-Z]+/i.exec(ou)?.[0].toUpperCase() ?? '') colonne = colonne * 26 + lettre.charCodeAt(0) - 64;
  return colonne - 1;
}

function direCases(colonne: number, de: number, a: number): string {
  return de === a ? adresse(colonne, de) : `${adresse(colonne, de)}:${adresse(colonne, a)}`;
}

function direColonnes(de: number, a: number): string {
  const lettre = (rang: number) => adresse(rang - 1, 0).slice(0, -1);
  return de === a ? `colonne ${lettre(de)}` : `colonnes ${lettre(de)} à ${lettre(a)}`;
}
