import { readFile, writeFile } from 'node:fs/promises';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';

/** Récrit un classeur en changeant le XML d’une de ses parties. */
export async function changerPartie(
  chemin: string,
  copie: string,
  partie: string,
  changer: (xml: string) => string,
): Promise<void> {
  const lu = await fromBufferPromise(await readFile(chemin));
  const zip = new ZipFile();
  for await (const entree of lu.eachEntry()) {
    const morceaux: Buffer[] = [];
    for await (const morceau of await lu.openReadStreamPromise(entree)) morceaux.push(Buffer.from(morceau));
    const octets = Buffer.concat(morceaux);
    if (entree.fileName !== partie) {
      zip.addBuffer(octets, entree.fileName);
      continue;
    }
    const avant = octets.toString('utf8');
    const apres = changer(avant);
    if (apres === avant) throw new Error(`${partie} : rien n’a changé`);
    zip.addBuffer(Buffer.from(apres), entree.fileName);
  }
  zip.end();
  const morceaux: Buffer[] = [];
  for await (const morceau of zip.outputStream) morceaux.push(Buffer.from(morceau));
  await writeFile(copie, Buffer.concat(morceaux));
}

/** Change le contenu d’une case dans le XML d’une feuille, sans toucher à son style. */
export function changerCase(xml: string, adresse: string): string {
  const forme = new RegExp(`<c r="${adresse}"( s="\\d+")(?: t="\\w+")?(?:/>|>.*?</c>)`);
  return xml.replace(forme, (_, style: string, ...reste: unknown[]) => {
    const entiere = String(reste.at(-1)).match(forme)?.[0] ?? '';
    const valeur = /<v>([\d.]+)<\/v>/.exec(entiere)?.[1];
    // Un centime, un jour, un de plus ; ou un texte presque pareil.
    if (valeur !== undefined)
      return `<c r="${adresse}"${style}><v>${Number(valeur) + (valeur.includes('.') ? 0.01 : 1)}</v></c>`;
    const texte = /<t[^>]*>(.*?)<\/t>/.exec(entiere)?.[1] ?? '';
    return `<c r="${adresse}"${style} t="inlineStr"><is><t>${texte}x</t></is></c>`;
  });
}
