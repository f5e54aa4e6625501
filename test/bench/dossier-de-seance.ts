// « node test/bench/dossier-de-seance.ts [passes] » : le temps de processeur du dossier de séance, rapporté à un programme pdfkit nu
// qui écrit les mêmes pages : mêmes textes aux mêmes places, mêmes polices, corps et couleurs, mêmes traits, mêmes liens et mêmes
// ancres, relevés une fois pendant que notre document s’écrit. Le programme nu n’a rien à mesurer ni à mettre en page : le rapport
// est ce que coûtent les données, le contenu et la mise en page. Passes alternées, même exécution, médianes.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ecrireDossierDeSeance } from '../../electron/backend/documents/dossier-de-seance/ecrire.ts';
import { ecrireAtomique } from '../../electron/backend/fichiers/ecrire-atomique.ts';
import { construireDonnees } from '../electron/backend/documents/donnees-essai.ts';
import { RESSOURCES } from '../electron/backend/documents/dossier-essai.ts';
import { type Releve, releverPages } from './lib/relever-pages.ts';

// Le pdfkit de pdfmake, et pas un autre.
const depuisPdfmake = createRequire(createRequire(import.meta.url).resolve('pdfmake'));
const PDFDocument = depuisPdfmake('pdfkit') as new (options: PDFKit.PDFDocumentOptions) => PDFKit.PDFDocument;
const PASSES = Number(process.argv[2] ?? 5);
const VISES = { contrePdfkit: 2.3, milleContreDeuxCents: 5.5 } as const;
const dossier = mkdtempSync(join(tmpdir(), 'clas-bench-'));

async function ecrireNu(sortie: string, { pages, polices }: Releve): Promise<void> {
  const document = new PDFDocument({ autoFirstPage: false });
  const morceaux: Buffer[] = [];
  document.on('data', (morceau: Buffer) => morceaux.push(morceau));
  const { promise: fini, resolve } = Promise.withResolvers<void>();
  document.on('end', () => resolve());
  for (const [nom, fichier] of polices) {
    document.registerFont(nom, readFileSync(join(RESSOURCES, 'fonts', fichier)));
  }
  for (const page of pages) {
    document.addPage({ size: [page.largeur, page.hauteur], margin: 0 });
    for (const trait of page.traits) {
      document.lineWidth(trait.epaisseur);
      if (trait.rectangle) document.rect(...trait.rectangle);
      for (const [rang, [x, y]] of (trait.points ?? []).entries()) {
        if (rang === 0) document.moveTo(x, y);
        else document.lineTo(x, y);
      }
      if (trait.ellipse) document.ellipse(...trait.ellipse);
      if (trait.fond !== null && trait.contour !== null) document.fillAndStroke(trait.fond, trait.contour);
      else if (trait.fond !== null) document.fill(trait.fond);
      else document.stroke(trait.contour ?? '#000000');
    }
    for (const { texte, x, y, police, corps, couleur, largeur, vers, ancre } of page.textes) {
      document.font(police, corps).fillColor(couleur);
      document.text(texte, x, y, {
        lineBreak: false,
        // Que pdfkit demande pour tracer un lien sans paragraphe ; ses types ne les disent pas.
        ...({ textWidth: largeur, wordCount: 1 } as object),
        ...(vers === null ? {} : { goTo: vers }),
        ...(ancre === null ? {} : { destination: ancre }),
      });
    }
  }
  document.end();
  await fini;
  await ecrireAtomique(sortie, Buffer.concat(morceaux));
}

async function mesurer(travail: () => Promise<unknown>): Promise<number> {
  const debut = process.cpuUsage();
  await travail();
  const { user, system } = process.cpuUsage(debut);
  return (user + system) / 1000;
}

function mediane(valeurs: readonly number[]): number {
  return valeurs.toSorted((a, b) => a - b)[Math.floor(valeurs.length / 2)] ?? 0;
}

try {
  const medianes = new Map<number, number>();
  for (const nombre of [200, 1000]) {
    const donnees = construireDonnees({ dossiers: nombre, collectifs: 2, territoires: true, precedente: true });
    const sortie = join(dossier, `${nombre}.pdf`);
    const ecrire = () => ecrireDossierDeSeance(donnees, { ressources: RESSOURCES, sortie });
    const releve = nombre === 200 ? await releverPages(ecrire) : null;
    const complets: number[] = [];
    const nus: number[] = [];
    for (let passe = 0; passe < PASSES; passe += 1) {
      complets.push(await mesurer(ecrire));
      if (releve) nus.push(await mesurer(() => ecrireNu(join(dossier, 'nu.pdf'), releve)));
    }
    const { pages } = await ecrire();
    medianes.set(nombre, mediane(complets));
    const contre = releve
      ? ` ; pdfkit nu : ${Math.round(mediane(nus))} ms, ${releve.textes} textes, ${releve.traits} traits, ${releve.liens} liens ; rapport ${(mediane(complets) / mediane(nus)).toFixed(2)} (visé ${VISES.contrePdfkit})`
      : '';
    console.log(`${nombre} dossiers, ${pages} pages : ${Math.round(mediane(complets))} ms${contre}`);
  }
  const rapport = (medianes.get(1000) ?? 0) / (medianes.get(200) ?? 1);
  console.log(`1 000 dossiers contre 200 : ${rapport.toFixed(2)} (visé ${VISES.milleContreDeuxCents})`);
  console.log(`mémoire au plus haut : ${Math.round(process.resourceUsage().maxRSS / 1024)} Mio`);
} finally {
  rmSync(dossier, { recursive: true });
}
