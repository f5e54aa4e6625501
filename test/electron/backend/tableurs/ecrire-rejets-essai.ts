import { readFileSync } from 'node:fs';
import { fromBufferPromise } from 'yauzl';
import type { Cellule, Classeur, Feuille, Valeur } from '../../../../electron/backend/tableurs/classeur.ts';
import type { AnomalieARejeter } from '../../../../electron/backend/tableurs/ecrire-rejets-reperes.ts';

/** Les parties d’une archive, en texte, sans passer par exceljs ni par nos lecteurs. */
export async function lireParties(chemin: string): Promise<Map<string, string>> {
  const zip = await fromBufferPromise(readFileSync(chemin));
  const parties = new Map<string, string>();
  for await (const entree of zip.eachEntry()) {
    const morceaux: Buffer[] = [];
    for await (const morceau of await zip.openReadStreamPromise(entree)) morceaux.push(Buffer.from(morceau));
    parties.set(entree.fileName, Buffer.concat(morceaux).toString('utf8'));
  }
  return parties;
}

/** Texte des commentaires d’une feuille (rang depuis 1), par adresse. */
export function commentairesDe(parties: ReadonlyMap<string, string>, rang: number): Map<string, string> {
  const xml = parties.get(`xl/comments${rang}.xml`) ?? '';
  return new Map(
    [...xml.matchAll(/<comment ref="([A-Z]+\d+)"[^>]*>(.*?)<\/comment>/gs)].map(([, adresse = '', corps = '']) => [
      adresse,
      [...corps.matchAll(/<t(?: [^>]*)?>([^<]*)<\/t>/g)].map(([, texte]) => texte).join(''),
    ]),
  );
}

/** Couleur de fond (ARGB) de chaque cellule peinte d’une feuille, par adresse. */
export function fondsDe(parties: ReadonlyMap<string, string>, rang: number): Map<string, string> {
  const styles = parties.get('xl/styles.xml') ?? '';
  const remplissages = [...styles.matchAll(/<fill>(.*?)<\/fill>/gs)].map(
    ([, corps = '']) => /<fgColor rgb="([0-9A-F]{8})"/.exec(corps)?.[1] ?? null,
  );
  const formats = [...(/<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? '').matchAll(/<xf [^>]*fillId="(\d+)"/g)].map(
    ([, numero]) => remplissages[Number(numero)] ?? null,
  );
  const fonds = new Map<string, string>();
  const feuille = parties.get(`xl/worksheets/sheet${rang}.xml`) ?? '';
  for (const [, adresse = '', style = ''] of feuille.matchAll(/<c r="([A-Z]+\d+)" s="(\d+)"/g)) {
    const fond = formats[Number(style)];
    if (fond) fonds.set(adresse, fond);
  }
  return fonds;
}

/** Liens internes d’une feuille : adresse → cible, telle qu’Excel la lira. */
export function liensDe(parties: ReadonlyMap<string, string>, rang: number): Map<string, string> {
  const xml = parties.get(`xl/worksheets/sheet${rang}.xml`) ?? '';
  return new Map(
    [...xml.matchAll(/<hyperlink ref="([A-Z]+\d+)" location="([^"]*)"/g)].map(([, de = '', vers = '']) => [
      de,
      vers.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    ]),
  );
}

export function anomalie(partielle: Partial<AnomalieARejeter>): AnomalieARejeter {
  return {
    feuille: 'Réponses',
    cellule: 'A1',
    valeur: '',
    message: 'À revoir.',
    bloquante: false,
    numeroDossier: null,
    ...partielle,
  };
}

/** Une feuille dont `lignes[n]` est la ligne de numéro n. */
export function feuille(nom: string, lignes: Readonly<Record<number, readonly (Valeur | string)[]>>): Feuille {
  return {
    nom,
    masquee: false,
    lignes: Object.entries(lignes).map(([numero, contenus]) => ({
      numero: Number(numero),
      cellules: contenus.flatMap((donne, colonne): Cellule[] => {
        if (donne === '') return [];
        const contenu: Valeur = typeof donne === 'string' ? { type: 'texte', valeur: donne } : donne;
        return [{ colonne, contenu, brut: 'valeur' in contenu ? String(contenu.valeur) : '' }];
      }),
    })),
  };
}

export function classeur(...feuilles: readonly Feuille[]): Classeur {
  return { format: 'xlsx', feuilles, avertissements: [] };
}
