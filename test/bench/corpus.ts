// « node test/bench/corpus.ts [--differences | --synthese] » : notre lecteur, exceljs et read-excel-file sur les mêmes
// fichiers, dans la même exécution ; ce qu’ils voient est comparé à openpyxl (et à LibreOffice pour l’ODS). Écrit un tableau
// Markdown. Sans ../shared/corpus, ne mesure que les classeurs de synthèse, et le dit ; « --synthese » s’y tient aussi.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { type Comparaison, comparer } from './lib/comparer.ts';
import { convertirOds } from './lib/convertir-ods.ts';
import type { FeuilleVue, NomLecteur } from './lib/lecteurs.ts';
import { type Bornes, type Lecture, lireSerie } from './lib/surveiller.ts';
import { ecrireCommeExcel, ecrireCommeLePortail } from './lib/synthese.ts';

const CORPUS = resolve(import.meta.dirname, '../../../shared/corpus');
const LECTEURS: readonly NomLecteur[] = ['clas', 'exceljs', 'read-excel-file'];
const TITRES = ['notre lecteur', 'exceljs 4.4.0', 'read-excel-file 9.3.17'];
/** Ce que l’application permet à la lecture d’un fichier reçu. */
const BORNES: Bornes = { dureeMs: 20_000, rssOctets: 1024 ** 3 };
/** Les classeurs de synthèse mesurent un coût, pas une tenue : on laisse finir. */
const BORNES_LARGES: Bornes = { dureeMs: 300_000, rssOctets: 12 * 1024 ** 3 };
const PASSES = 3;
const COLONNES = 120;

const avecDifferences = process.argv.includes('--differences');
const dossier = mkdtempSync(join(tmpdir(), 'clas-bench-'));
const MIO = 1024 ** 2;

interface Fichier {
  readonly chemin: string;
  readonly nom: string;
  readonly extension: string;
}

function trouverPython(): string | null {
  const connait = (commande: string) =>
    spawnSync(commande, ['-c', 'import openpyxl'], { stdio: 'ignore' }).status === 0;
  return ['python3', '/usr/bin/python3'].find(connait) ?? null;
}

/** Ce que l’oracle voit de chaque fichier ; null pour ceux qu’il ne lit pas. */
async function interroger(python: string, fichiers: readonly Fichier[]): Promise<(FeuilleVue[] | null)[]> {
  const ods = fichiers.filter(({ extension }) => extension === '.ods');
  const convertis = await convertirOds(ods, dossier);
  const demandes = fichiers.map(({ chemin, nom }, rang) => ({
    chemin: convertis.get(nom) ?? chemin,
    sortie: join(dossier, `oracle-${rang}.json`),
  }));
  const liste = join(dossier, 'oracle.json');
  writeFileSync(liste, JSON.stringify(demandes));
  execFileSync(python, [join(import.meta.dirname, 'oracle.py'), liste], { stdio: ['ignore', 'ignore', 'inherit'] });
  return demandes.map(({ sortie }) => {
    const lu: { feuilles?: FeuilleVue[] } = JSON.parse(readFileSync(sortie, 'utf8'));
    return lu.feuilles ?? null;
  });
}

interface Resultat {
  readonly lectures: readonly Lecture[];
  readonly comparaisons: readonly (Comparaison | null)[];
  readonly rssMax: number;
}

async function mesurerCorpus(
  lecteur: NomLecteur,
  fichiers: readonly Fichier[],
  oracle: readonly (FeuilleVue[] | null)[],
): Promise<Resultat> {
  const demandes = fichiers.map(({ chemin }, rang) => ({ chemin, sortie: join(dossier, `${lecteur}-${rang}.json`) }));
  const { lectures, rssMax } = await lireSerie(lecteur, demandes, BORNES);
  const comparaisons = demandes.map(({ sortie }, rang) => {
    const attendu = oracle[rang];
    if (!attendu) return null;
    const vu: { feuilles: FeuilleVue[] } = existsSync(sortie)
      ? JSON.parse(readFileSync(sortie, 'utf8'))
      : { feuilles: [] };
    return comparer(attendu, vu.feuilles);
  });
  return { lectures, comparaisons, rssMax };
}

function nombre(valeur: number): string {
  return new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 }).format(valeur).replaceAll(/\s/g, ' ');
}

function tableau(lignes: readonly (readonly [string, ...string[]])[], titres: readonly string[]): string {
  const rangee = (cellules: readonly string[]) => `| ${cellules.join(' | ')} |`;
  return [rangee(['', ...titres]), rangee(['---', ...titres.map(() => '---:')]), ...lignes.map(rangee)].join('\n');
}

function sommer<T>(elements: readonly T[], valeur: (element: T) => number): number {
  return elements.reduce((somme, element) => somme + valeur(element), 0);
}

async function mesurerLeCorpus(): Promise<void> {
  if (!existsSync(CORPUS)) {
    console.log('Corpus absent (../shared/corpus) : seuls les classeurs de synthèse sont mesurés.\n');
    return;
  }
  const fichiers = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
    .map((nom): Fichier => ({ nom, chemin: join(CORPUS, nom), extension: extname(nom).toLowerCase() }))
    .filter(({ extension }) => ['.xlsx', '.xlsm', '.ods', '.csv', '.xls', '.xlsb'].includes(extension))
    .toSorted((a, b) => (a.nom < b.nom ? -1 : 1));
  const python = trouverPython();
  if (python === null) console.log('Oracle absent (python3-openpyxl) : les cellules ne sont pas comparées.\n');
  const oracle = python === null ? fichiers.map(() => null) : await interroger(python, fichiers);
  const resultats: Resultat[] = [];
  for (const lecteur of LECTEURS) resultats.push(await mesurerCorpus(lecteur, fichiers, oracle));
  console.log(ecrireTableau(fichiers, oracle, resultats));
  console.log(ecrireMauvaisesFins(fichiers, resultats));
  if (avecDifferences) console.log(ecrireDifferences(fichiers, resultats));
}

function ecrireTableau(
  fichiers: readonly Fichier[],
  oracle: readonly (FeuilleVue[] | null)[],
  resultats: readonly Resultat[],
): string {
  const rangs = fichiers.map((_, rang) => rang);
  const deSorte = (extensions: readonly string[]) =>
    rangs.filter((rang) => extensions.includes(fichiers[rang]?.extension ?? ''));
  /** Un lecteur qui ne rend aucune valeur n’a rien lu, même s’il ne s’en plaint pas. */
  const finDe = ({ issue }: Lecture) => (issue.fin === 'lu' && issue.cellules === 0 ? 'vide' : issue.fin);
  const compterFins = (choisis: readonly number[], fins: readonly string[]) =>
    resultats.map(({ lectures }) =>
      nombre(choisis.filter((rang) => lectures[rang] && fins.includes(finDe(lectures[rang]))).length),
    );
  const xlsx = deSorte(['.xlsx', '.xlsm']);
  const ods = deSorte(['.ods']);
  const csv = deSorte(['.csv']);
  const anciens = deSorte(['.xls', '.xlsb']);
  const comparer = (choisis: readonly number[], valeur: (comparaison: Comparaison) => number) =>
    resultats.map(({ comparaisons }) =>
      sommer(choisis, (rang) => {
        const comparaison = comparaisons[rang];
        return comparaison ? valeur(comparaison) : 0;
      }),
    );
  const egales = (choisis: readonly number[]) => {
    const total = comparer(choisis, (c) => c.oracle);
    return comparer(choisis, (c) => c.egales).map(
      (n, i) => `${nombre(n)} (${nombre(Math.floor((n / (total[i] || 1)) * 10_000) / 100)} %)`,
    );
  };
  const vues = (choisis: readonly number[]) =>
    sommer(choisis, (rang) => sommer(oracle[rang] ?? [], ({ cellules }) => cellules.length));
  const sansOracle = (choisis: readonly number[]) => choisis.filter((rang) => !oracle[rang]).length;
  const communs = rangs.filter((rang) =>
    resultats.every(({ lectures }) => lectures[rang] && finDe(lectures[rang]) === 'lu'),
  );
  const mauvaises = ['erreur_brute', 'trop_long', 'trop_lourd', 'arret'];
  return `${tableau(
    [
      [`Fichiers lus, sur ${fichiers.length}`, ...compterFins(rangs, ['lu'])],
      [`– XLSX et XLSM, sur ${xlsx.length}`, ...compterFins(xlsx, ['lu'])],
      [`– ODS, sur ${ods.length}`, ...compterFins(ods, ['lu'])],
      [`– CSV, sur ${csv.length}`, ...compterFins(csv, ['lu'])],
      [`– XLS et XLSB, sur ${anciens.length}`, ...compterFins(anciens, ['lu'])],
      ['Fichiers refusés par une phrase', ...compterFins(rangs, ['refus'])],
      ['Fichiers rendus vides, sans un mot', ...compterFins(rangs, ['vide'])],
      ['**Fins mauvaises**', ...compterFins(rangs, mauvaises)],
      ['– erreur brute', ...compterFins(rangs, ['erreur_brute'])],
      ['– plus de 20 s', ...compterFins(rangs, ['trop_long'])],
      ['– plus de 1 Gio', ...compterFins(rangs, ['trop_lourd'])],
      ['– arrêt du processus', ...compterFins(rangs, ['arret'])],
      [`Cellules XLSX égales à l’oracle, sur ${nombre(vues(xlsx))}`, ...egales(xlsx)],
      ['– vues autrement', ...comparer(xlsx, (c) => c.autres).map(nombre)],
      ['– manquantes', ...comparer(xlsx, (c) => c.manquantes).map(nombre)],
      ['– vues sans l’oracle', ...comparer(xlsx, (c) => c.enPlus).map(nombre)],
      [`Cellules ODS égales à l’oracle, sur ${nombre(vues(ods))}`, ...egales(ods)],
      [
        'Processeur, tous les fichiers (s)',
        ...resultats.map(({ lectures }) => nombre(sommer(lectures, ({ cpuMs }) => cpuMs) / 1000)),
      ],
      [
        `Processeur, les ${communs.length} fichiers que les trois lisent (s)`,
        ...resultats.map(({ lectures }) => nombre(sommer(communs, (rang) => lectures[rang]?.cpuMs ?? 0) / 1000)),
      ],
      ['Mémoire au plus haut (Mio)', ...resultats.map(({ rssMax }) => nombre(Math.round(rssMax / MIO)))],
    ],
    TITRES,
  )}\n\nSans oracle : ${sansOracle(xlsx)} XLSX qu’openpyxl ne lit pas, ${sansOracle(ods)} ODS que LibreOffice ne convertit pas.\n`;
}

function ecrireMauvaisesFins(fichiers: readonly Fichier[], resultats: readonly Resultat[]): string {
  const lignes = resultats.flatMap(({ lectures }, lecteur) =>
    lectures.flatMap(({ issue }, rang) =>
      issue.fin === 'lu' || issue.fin === 'refus'
        ? []
        : [
            `- ${TITRES[lecteur]}, \`${fichiers[rang]?.nom}\` : ${issue.fin.replace('_', ' ')}, ${issue.texte.split('\n')[0]}`,
          ],
    ),
  );
  return `Fins mauvaises :\n\n${lignes.join('\n') || '- aucune'}\n`;
}

function ecrireDifferences(fichiers: readonly Fichier[], resultats: readonly Resultat[]): string {
  const lignes = resultats.flatMap(({ lectures, comparaisons }, lecteur) =>
    comparaisons.flatMap((comparaison, rang) => {
      if (comparaison === null || (comparaison.egales === comparaison.oracle && comparaison.enPlus === 0)) return [];
      const { egales, oracle, enPlus, exemples } = comparaison;
      const issue = lectures[rang]?.issue;
      const fin = issue && issue.fin !== 'lu' ? ` [${issue.fin} : ${issue.texte.split('\n')[0]}]` : '';
      return [
        `- ${TITRES[lecteur]}, \`${fichiers[rang]?.nom}\` : ${egales} sur ${oracle}, ${enPlus} en plus${fin} ; ${exemples.join(' ; ')}`,
      ];
    }),
  );
  return `Différences :\n\n${lignes.join('\n')}\n`;
}

interface Cout {
  readonly cpuMs: number;
  readonly rss: number;
}

/** Médiane du processeur, plus petit des plus hauts de mémoire : chaque passe dans un processus neuf, lecteurs alternés. */
async function mesurerCouts(chemin: string, passes: number): Promise<Cout[]> {
  const couts = LECTEURS.map((): Cout[] => []);
  for (let passe = 0; passe < passes; passe += 1) {
    for (const [rang, lecteur] of LECTEURS.entries()) {
      const { lectures, rssMax } = await lireSerie(lecteur, [{ chemin, sortie: null }], BORNES_LARGES);
      const lecture = lectures[0];
      if (lecture?.issue.fin !== 'lu') throw new Error(`${lecteur} : ${JSON.stringify(lecture?.issue)}`);
      couts[rang]?.push({ cpuMs: lecture.cpuMs, rss: rssMax });
    }
  }
  return couts.map((mesures) => ({
    cpuMs: mesures.map(({ cpuMs }) => cpuMs).toSorted((a, b) => a - b)[Math.floor(passes / 2)] ?? 0,
    rss: Math.min(...mesures.map(({ rss }) => rss)),
  }));
}

async function mesurerLaSynthese(): Promise<void> {
  const ecritures = [
    ['textes dans la feuille (portail)', ecrireCommeLePortail],
    ['textes partagés (Excel)', ecrireCommeExcel],
  ] as const;
  for (const [titre, ecrire] of ecritures) {
    const couts: Cout[][] = [];
    for (const lignes of [5_000, 20_000]) {
      const chemin = join(dossier, `${lignes}.xlsx`);
      await ecrire(chemin, { lignes, colonnes: COLONNES });
      couts.push(await mesurerCouts(chemin, PASSES));
    }
    const [petit = [], grand = []] = couts;
    const nous = petit[0];
    const rapport = (a: number | undefined, b: number | undefined) => (a && b ? nombre(a / b) : '–');
    console.log(`Synthèse, ${COLONNES} colonnes, ${titre} ; médiane de ${PASSES} passes\n`);
    console.log(
      `${tableau(
        [
          ['5 000 lignes, processeur (ms)', ...petit.map(({ cpuMs }) => nombre(Math.round(cpuMs)))],
          ['– notre lecteur rapporté à celui-ci', ...petit.map(({ cpuMs }) => rapport(nous?.cpuMs, cpuMs))],
          ['5 000 lignes, mémoire (Mio)', ...petit.map(({ rss }) => nombre(Math.round(rss / MIO)))],
          ['– notre lecteur rapporté à celui-ci', ...petit.map(({ rss }) => rapport(nous?.rss, rss))],
          ['20 000 lignes, processeur (ms)', ...grand.map(({ cpuMs }) => nombre(Math.round(cpuMs)))],
          ['– rapporté à 5 000 lignes', ...grand.map(({ cpuMs }, rang) => rapport(cpuMs, petit[rang]?.cpuMs))],
          ['20 000 lignes, mémoire (Mio)', ...grand.map(({ rss }) => nombre(Math.round(rss / MIO)))],
        ],
        TITRES,
      )}\n`,
    );
  }
}

try {
  if (!process.argv.includes('--synthese')) await mesurerLeCorpus();
  await mesurerLaSynthese();
} finally {
  rmSync(dossier, { recursive: true, force: true });
}
