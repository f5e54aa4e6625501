// « node test/bench/dossier-de-seance.ts » : le dossier de séance de 200 dossiers, rapporté à un programme pdfkit nu qui écrit
// autant de pages, de mots et de traits aux mêmes polices, dans la même exécution. pdfkit est le moteur de pdfmake : le rapport
// est ce que coûtent la mise en page et le contenu.
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { ecrireDossierDeSeance } from '../../electron/backend/documents/dossier-de-seance/ecrire.ts';
import { construireDonnees } from '../electron/backend/documents/donnees-essai.ts';
import { RESSOURCES } from '../electron/backend/documents/dossier-essai.ts';

// Le pdfkit de pdfmake, et pas un autre.
const depuisPdfmake = createRequire(createRequire(import.meta.url).resolve('pdfmake'));
const PDFDocument = depuisPdfmake('pdfkit') as new (options: PDFKit.PDFDocumentOptions) => PDFKit.PDFDocument;
const DOSSIERS = [60, 200] as const;
const PASSES = 3;
/** Moyennes comptées dans le document de 60 dossiers : morceaux de texte posés un à un, comme pdfmake le fait, et filets. */
const MOTS_PAR_PAGE = 375;
const TRAITS_PAR_PAGE = 195;
const MOTS = ['collectif', 'Élémentaire', '16 h 30', '2\u202f563,00', 'Maison de quartier', 'atteint', '12', 'Orléans'];

const dossier = mkdtempSync(join(tmpdir(), 'clas-bench-'));

async function ecrireNu(sortie: string, pages: number): Promise<void> {
  const document = new PDFDocument({ size: 'A4', autoFirstPage: false });
  const fichier = createWriteStream(sortie);
  document.pipe(fichier);
  for (const police of ['RobotoCondensed-Regular', 'RobotoCondensed-Bold']) {
    document.registerFont(police, readFileSync(join(RESSOURCES, 'fonts', `${police}.ttf`)));
  }
  for (let page = 0; page < pages; page += 1) {
    document.addPage();
    for (let mot = 0; mot < MOTS_PAR_PAGE; mot += 1) {
      const texte = MOTS[(mot + page) % MOTS.length] ?? '';
      document.font(mot % 5 === 0 ? 'RobotoCondensed-Bold' : 'RobotoCondensed-Regular', 8.3).fillColor('#16202E');
      document.text(texte, 48 + (mot % 8) * 62, 54 + Math.floor(mot / 8) * 12, { lineBreak: false });
    }
    for (let trait = 0; trait < TRAITS_PAR_PAGE; trait += 1) {
      const y = 54 + trait * 3.8;
      document.lineWidth(0.3).strokeColor('#C9CFD6').moveTo(48, y).lineTo(547, y).stroke();
    }
  }
  document.end();
  await finished(fichier);
}

async function mesurer<T>(travail: () => Promise<T>): Promise<{ ms: number; resultat: T }> {
  const debut = performance.now();
  const resultat = await travail();
  return { ms: performance.now() - debut, resultat };
}

function mediane(valeurs: readonly number[]): number {
  return valeurs.toSorted((a, b) => a - b)[Math.floor(valeurs.length / 2)] ?? 0;
}

try {
  for (const nombre of DOSSIERS) {
    const donnees = construireDonnees({ dossiers: nombre, collectifs: 2 });
    const sortie = join(dossier, `${nombre}.pdf`);
    const nu = join(dossier, `${nombre}-nu.pdf`);
    const complets: number[] = [];
    const nus: number[] = [];
    let pages = 0;
    // Passes alternées : une machine occupée ralentit les deux.
    for (let passe = 0; passe < PASSES; passe += 1) {
      const complet = await mesurer(() => ecrireDossierDeSeance(donnees, { ressources: RESSOURCES, sortie }));
      complets.push(complet.ms);
      pages = complet.resultat.pages;
      nus.push((await mesurer(() => ecrireNu(nu, pages))).ms);
    }
    console.log(
      `${nombre} dossiers, ${pages} pages : ${Math.round(mediane(complets))} ms (${(statSync(sortie).size / 1e6).toFixed(1)} Mo) ; ` +
        `pdfkit nu, ${pages} pages : ${Math.round(mediane(nus))} ms (${(statSync(nu).size / 1e6).toFixed(1)} Mo) ; ` +
        `rapport ${(mediane(complets) / mediane(nus)).toFixed(2)}`,
    );
  }
  console.log(`mémoire au plus haut : ${Math.round(process.resourceUsage().maxRSS / 1024)} Mio`);
} finally {
  rmSync(dossier, { recursive: true });
}
