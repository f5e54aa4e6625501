import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Classeur, RefusDeLecture, type Valeur } from '../../../../electron/backend/tableurs/classeur.ts';
import { COLONNES_MAX, NUMERO_LIGNE_MAX, TEXTE_MAX } from '../../../../electron/backend/tableurs/limites.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { zipper } from '../../../fixtures/tableurs/classeur-xlsx.ts';
import { dossierTemporaire } from '../../../fixtures/tableurs/fichiers.ts';
import { CSV, PARTIES_ODS, PARTIES_PREFIXEES, PARTIES_XLSX } from './mutations-bases.ts';
import { creerHasard, type Hasard } from './mutations-hasard.ts';
import { fausserArchive, retournerBits, tailler } from './mutations-octets.ts';
import { fausserCsv, fausserParties } from './mutations-texte.ts';

const dossier = dossierTemporaire();
/** Pour rejouer un seul cas : `MUTATION=123456 vitest run …/mutations.test.ts`. */
const REJOUE = process.env['MUTATION'];
const CAS_PAR_FAMILLE = 160;

const XLSX = await zipper(PARTIES_XLSX);
const EN_FLUX = await zipper(PARTIES_PREFIXEES, true);
const ODS = await zipper(PARTIES_ODS);
const UTF8 = Buffer.from(CSV);
const UTF16 = Buffer.from(`\ufeff${CSV}`, 'utf16le');
const ANSI = Buffer.from(CSV.replaceAll(',', ';').replaceAll('’', "'"), 'latin1');

const FAMILLES: Readonly<Record<string, (hasard: Hasard) => Buffer>> = {
  'xlsx, bits': (h) => retournerBits(XLSX, h),
  'xlsx, morceaux': (h) => tailler(XLSX, h),
  'xlsx, archive': (h) => fausserArchive(XLSX, h),
  'xlsx, XML': (h) => fausserParties(PARTIES_XLSX, h),
  'xlsx, XML encore': (h) => fausserParties(PARTIES_XLSX, h),
  'xlsx préfixé en flux, bits': (h) => retournerBits(EN_FLUX, h),
  'xlsx préfixé en flux, archive': (h) => fausserArchive(EN_FLUX, h),
  'xlsx préfixé, XML': (h) => fausserParties(PARTIES_PREFIXEES, h),
  'ods, bits': (h) => retournerBits(ODS, h),
  'ods, morceaux': (h) => tailler(ODS, h),
  'ods, archive': (h) => fausserArchive(ODS, h),
  'ods, XML': (h) => fausserParties(PARTIES_ODS, h),
  'ods, XML encore': (h) => fausserParties(PARTIES_ODS, h),
  'csv, bits': (h) => retournerBits(h.parmi([UTF8, UTF16, ANSI]), h),
  'csv, morceaux': (h) => tailler(h.parmi([UTF8, UTF16, ANSI]), h),
  'csv, texte': (h) => Buffer.from(fausserCsv(CSV, h), h.parmi(['utf8', 'utf16le', 'latin1'] as const)),
};

const noms = Object.keys(FAMILLES);

/** Ce qui n’est jamais dans une de nos phrases, une fois ôté ce qu’elle cite du fichier. */
const BRUT = /undefined|NaN|\[object|\b(?:error|invalid|unexpected|cannot|null|at line|parse)\b/i;

/** Lit un cas ; rend « lu » ou le code du refus, ou dit ce qui ne va pas. */
async function jouer(octets: Buffer): Promise<string> {
  const chemin = join(dossier, 'mutation');
  writeFileSync(chemin, octets);
  try {
    verifier(await lireTableur(chemin, { nom: 'Réponse.xlsx' }));
    return 'lu';
  } catch (cause) {
    if (!(cause instanceof RefusDeLecture)) throw cause;
    const [, phrase] = /^« Réponse\.xlsx »( .+)$/s.exec(cause.message) ?? [];
    const sansCitation = phrase?.replaceAll(/« [^»]* »/g, '«»').replaceAll(/\([^)]*\)/g, '()') ?? 'undefined';
    if (!phrase?.endsWith('.') || BRUT.test(sansCitation))
      throw new Error(`mauvaise phrase : ${cause.message}`, { cause });
    return cause.code;
  }
}

function verifier({ feuilles }: Classeur): void {
  let remplies = 0;
  for (const { nom, lignes } of feuilles) {
    let precedent = 0;
    for (const { numero, cellules } of lignes) {
      exiger(numero > precedent && numero <= NUMERO_LIGNE_MAX, `${nom}, ligne ${numero} après ${precedent}`);
      precedent = numero;
      exiger(cellules.length > 0, `${nom}, ligne ${numero} vide`);
      let derniere = -1;
      for (const { colonne, contenu, brut } of cellules) {
        remplies++;
        exiger(colonne > derniere && colonne < COLONNES_MAX, `${nom}, ligne ${numero}, colonne ${colonne}`);
        derniere = colonne;
        exiger(typeof brut === 'string' && estBonne(contenu), `${nom}, ligne ${numero} : ${JSON.stringify(contenu)}`);
      }
    }
  }
  exiger(remplies > 0, 'aucune cellule');
}

function exiger(condition: boolean, quoi: string): void {
  if (!condition) throw new Error(quoi);
}

function estBonne(contenu: Valeur): boolean {
  switch (contenu.type) {
    case 'texte':
      return contenu.valeur !== '' && contenu.valeur.length <= TEXTE_MAX && contenu.valeur.isWellFormed();
    case 'nombre':
      return Number.isFinite(contenu.valeur);
    case 'booleen':
      return typeof contenu.valeur === 'boolean';
    case 'date':
      return /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2})?$/.test(contenu.valeur);
    case 'erreur':
      return typeof contenu.valeur === 'string';
    case 'formule_sans_resultat':
      return true;
    default:
      return false;
  }
}

/** La famille et la graine d’un cas se retrouvent l’une par l’autre. */
function cas(graine: number): Buffer {
  const famille = FAMILLES[noms[graine % noms.length] ?? ''];
  if (famille === undefined) throw new Error(`graine ${graine}`);
  return famille(creerHasard(graine));
}

test.skipIf(REJOUE !== undefined)('les fichiers de départ se lisent, sans quoi rien ne serait essayé', async () => {
  for (const octets of [XLSX, EN_FLUX, ODS, UTF8, UTF16, ANSI]) expect(await jouer(octets)).toBe('lu');
});

test.skipIf(REJOUE !== undefined).each(noms.map((nom, rang) => [nom, rang] as const))(
  `fichiers faussés au hasard (${noms.length * CAS_PAR_FAMILLE} cas en tout) : %s`,
  async (_, rang) => {
    const fins = new Map<string, number>();
    for (let i = 0; i < CAS_PAR_FAMILLE; i++) {
      const graine = i * noms.length + rang;
      const fin = await jouer(cas(graine)).catch((cause: unknown) => {
        throw new Error(`à rejouer avec MUTATION=${graine} : ${String(cause)}`, { cause });
      });
      fins.set(fin, (fins.get(fin) ?? 0) + 1);
    }
    // Une famille dont tout est refusé, ou rien, n’essaie pas ce qu’elle annonce.
    const lus = fins.get('lu') ?? 0;
    expect(lus).toBeGreaterThan(0);
    expect(lus).toBeLessThan(CAS_PAR_FAMILLE);
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
);

test.skipIf(REJOUE === undefined)('un cas rejoué (MUTATION=graine)', async () => {
  expect(await jouer(cas(Number(REJOUE)))).toBeTypeOf('string');
});
