import { type Archive, partie } from '../archive.ts';
import { type Attributs, lireXml } from '../lire-xml.ts';
import { type Deguisements, deguisementsDuFormat } from './presentation-format.ts';

/** Au-dessous, encre et papier ne se distinguent plus à l’œil ni à l’impression (rapport de contraste du W3C). */
const CONTRASTE_LISIBLE = 1.5;
/** En points : plus petit, rien ne se lit. */
const CORPS_LISIBLE = 4;
const NOIR = '000000';
const BLANC = 'FFFFFF';
/** Ordre des couleurs d’un thème : clair et foncé y sont échangés deux à deux. */
const ORDRE_DU_THEME = ['lt1', 'dk1', 'lt2', 'dk2', 'accent1', 'accent2', 'accent3', 'accent4', 'accent5', 'accent6'];
const INDEXEES = ['000000', 'FFFFFF', 'FF0000', '00FF00', '0000FF', 'FFFF00', 'FF00FF', '00FFFF'];

/** Ce qu’un style cache ou déguise, en mots : selon que la case tient un nombre ou un texte. */
export interface StylesJuges {
  /** Par numéro de style de case. */
  readonly cases: readonly Deguisements[];
  /** Par numéro de mise en forme conditionnelle. */
  readonly conditionnels: readonly Deguisements[];
}

interface Police {
  couleur: string;
  corps: number;
}

interface StyleLu {
  format: string;
  police: Police;
  fond: string;
}

/** Lit les styles du classeur et juge chacun une fois. */
export async function jugerStyles(archive: Archive, styles: string, theme: string | undefined): Promise<StylesJuges> {
  const lus = await lireStylesBruts(archive, styles, theme === undefined ? [] : await lireTheme(archive, theme));
  return {
    cases: lus.xfs.map((xf) =>
      juger({
        format: lus.formats.get(Number(xf['numFmtId'] ?? 0)) ?? 'General',
        police: lus.polices[Number(xf['fontId'] ?? 0)] ?? { couleur: NOIR, corps: 10 },
        fond: lus.fonds[Number(xf['fillId'] ?? 0)] ?? BLANC,
      }),
    ),
    conditionnels: lus.dxfs.map(juger),
  };
}

function juger({ format, police, fond }: StyleLu): Deguisements {
  const encre =
    contraste(police.couleur, fond) < CONTRASTE_LISIBLE
      ? 'écrit dans la couleur du fond'
      : police.corps < CORPS_LISIBLE
        ? 'écrit trop petit pour être lu'
        : null;
  const { nombre, texte } = deguisementsDuFormat(format);
  const dire = (raison: string | null) => (raison && encre ? `${raison} ; ${encre}` : (raison ?? encre));
  return { nombre: dire(nombre), texte: dire(texte) };
}

interface StylesBruts {
  readonly formats: Map<number, string>;
  readonly polices: Police[];
  readonly fonds: string[];
  readonly xfs: Attributs[];
  readonly dxfs: StyleLu[];
}

/** Un élément se reconnaît à ses parents : « color » est aussi la couleur d’une bordure, « numFmt » celui d’une condition. */
async function lireStylesBruts(archive: Archive, styles: string, theme: readonly string[]): Promise<StylesBruts> {
  const lus: StylesBruts = { formats: new Map(), polices: [], fonds: [], xfs: [], dxfs: [] };
  const { formats, polices, fonds, xfs, dxfs } = lus;
  let motif = '';
  const gestes: Readonly<Record<string, (attributs: Attributs) => void>> = {
    'numFmts/numFmt': (a) => formats.set(Number(a['numFmtId']), a['formatCode'] ?? ''),
    'cellXfs/xf': (a) => xfs.push(a),
    'fonts/font': () => polices.push({ couleur: NOIR, corps: 10 }),
    'fonts/font/color': (a) => changer(polices.at(-1), { couleur: couleurDe(a, theme) ?? NOIR }),
    'fonts/font/sz': (a) => changer(polices.at(-1), { corps: Number(a['val'] ?? 10) }),
    'fills/fill': () => fonds.push(BLANC),
    'fills/fill/patternFill': (a) => {
      motif = a['patternType'] ?? 'none';
    },
    'fills/fill/patternFill/fgColor': (a) => {
      if (motif === 'solid') fonds[fonds.length - 1] = couleurDe(a, theme) ?? BLANC;
    },
    'dxfs/dxf': () => dxfs.push({ format: 'General', police: { couleur: NOIR, corps: 10 }, fond: BLANC }),
    'dxfs/dxf/numFmt': (a) => changer(dxfs.at(-1), { format: a['formatCode'] ?? 'General' }),
    'dxfs/dxf/font/color': (a) => changer(dxfs.at(-1)?.police, { couleur: couleurDe(a, theme) ?? NOIR }),
    // Une mise en forme conditionnelle dit son fond là où un style de case dit sa trame.
    'dxfs/dxf/fill/patternFill/bgColor': (a) => changer(dxfs.at(-1), { fond: couleurDe(a, theme) ?? BLANC }),
  };
  const chemin: string[] = [];
  const entree = partie(archive, styles);
  if (entree === undefined) return lus;
  await lireXml(archive, entree, {
    ouvrir(element, attributs, profondeur) {
      chemin.length = Math.max(0, profondeur - 2);
      if (profondeur > 1) chemin.push(element);
      gestes[chemin.join('/')]?.(attributs);
    },
  });
  return lus;
}

function changer<T extends object>(objet: T | undefined, champs: Partial<T>): void {
  if (objet) Object.assign(objet, champs);
}

/** Les couleurs du thème, dans l’ordre où un style les numérote. */
async function lireTheme(archive: Archive, theme: string): Promise<string[]> {
  const couleurs = new Map<string, string>();
  let nom = '';
  const entree = partie(archive, theme);
  if (entree === undefined) return [];
  await lireXml(archive, entree, {
    ouvrir(element, attributs) {
      if (ORDRE_DU_THEME.includes(element)) nom = element;
      else if (nom !== '' && (element === 'srgbClr' || element === 'sysClr')) {
        couleurs.set(nom, attributs['lastClr'] ?? attributs['val'] ?? '');
        nom = '';
      }
    },
  });
  return ORDRE_DU_THEME.map((de) => couleurs.get(de) ?? (de === 'dk1' ? NOIR : BLANC));
}

/** « RRVVBB » ; null : automatique, ou une couleur que ce classeur ne définit pas. */
function couleurDe({ rgb, theme: rang, tint, indexed }: Attributs, theme: readonly string[]): string | null {
  const brute =
    rgb?.slice(-6) ??
    (rang === undefined ? undefined : (theme[Number(rang)] ?? (rang === '0' ? BLANC : undefined))) ??
    // Les huit premières couleurs numérotées se répètent une fois.
    (indexed !== undefined && Number(indexed) < 16 ? INDEXEES[Number(indexed) % 8] : undefined);
  if (brute === undefined || !/^[\dA-F]{6}$/i.test(brute)) return null;
  const nuance = Number(tint ?? 0);
  return composantes(brute)
    .map((c) => Math.round(nuance < 0 ? c * (1 + nuance) : c + (255 - c) * nuance))
    .map((c) => c.toString(16).padStart(2, '0'))
    .join('');
}

function composantes(couleur: string): number[] {
  return [0, 2, 4].map((i) => Number.parseInt(couleur.slice(i, i + 2), 16));
}

function contraste(a: string, b: string): number {
  const [clair = 1, sombre = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (clair + 0.05) / (sombre + 0.05);
}

function luminance(couleur: string): number {
  const [r = 0, v = 0, b = 0] = composantes(couleur).map((c) => {
    const part = c / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * v + 0.0722 * b;
}
