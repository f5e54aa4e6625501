import { readFile, writeFile } from 'node:fs/promises';
import exceljs from 'exceljs';
import { deposerChemin } from '../../../electron/backend/imports/depots.ts';
import { lireEtatSeance } from '../../../electron/backend/seances/lire.ts';
import { COLONNES_COPIL, PREMIERE_LIGNE } from '../../../electron/backend/tableaux/colonnes.ts';
import { produireTableau } from '../../../electron/backend/tableaux/produire.ts';
import { analyserTableau, appliquerTableau } from '../../../electron/backend/tableaux/reprendre.ts';
import type { Banc } from './argent-essai.ts';

type Remplissage = Readonly<Partial<Record<'decision' | 'motif' | 'texte' | 'montant', exceljs.CellValue>>>;

export interface TableauOuvert {
  readonly classeur: exceljs.Workbook;
  readonly feuille: exceljs.Worksheet;
  /** Remplit la ligne « 1001 B ». */
  remplir(qui: string, valeurs: Remplissage): void;
  enregistrer(chemin: string): Promise<string>;
}

/** Le tableau produit par l’application, ouvert comme le ferait un autre programme. */
export async function ouvrirTableau(banc: Banc): Promise<TableauOuvert> {
  const document = await produireTableau(banc.context, banc.seanceId, () => {});
  const produit = banc.context.produits.get(document.documentId);
  const classeur = new exceljs.Workbook();
  await classeur.xlsx.load(new Uint8Array(await readFile(produit?.chemin ?? '')).buffer);
  const feuille = classeur.getWorksheet('Tableau du Copil');
  if (!feuille) throw new Error('feuille absente');
  return {
    classeur,
    feuille,
    remplir(qui, valeurs) {
      for (let n = PREMIERE_LIGNE; n <= feuille.rowCount; n += 1) {
        if (`${feuille.getCell(n, colonne('numero')).text} ${feuille.getCell(n, colonne('collectif')).text}` !== qui)
          continue;
        for (const [cle, valeur] of Object.entries(valeurs)) feuille.getCell(n, colonne(cle)).value = valeur;
        return;
      }
      throw new Error(`pas de ligne ${qui}`);
    },
    async enregistrer(chemin) {
      await writeFile(chemin, new Uint8Array(await classeur.xlsx.writeBuffer()));
      return chemin;
    },
  };
}

export function colonne(cle: string): number {
  const rang = COLONNES_COPIL.findIndex((c) => c.cle === cle);
  if (rang < 0) throw new Error(`pas de colonne ${cle}`);
  return rang + 1;
}

export async function voir(banc: Banc, chemin: string) {
  const { depotId } = await deposerChemin(banc.context, chemin);
  return analyserTableau(banc.context, { seanceId: banc.seanceId, depotId }, () => {});
}

export async function appliquer(
  banc: Banc,
  chemin: string,
  choix: { readonly remplacer?: readonly number[] | 'tous'; readonly partiel?: boolean } = {},
) {
  const { depotId } = await deposerChemin(banc.context, chemin);
  const { remplacer = [], partiel = false } = choix;
  return appliquerTableau(banc.context, { seanceId: banc.seanceId, depotId, remplacer, partiel });
}

/** « 1001 B » → sa décision en base, ou null. */
export function enBase(banc: Banc): Record<string, readonly [string, string | null, string, number] | null> {
  const { dossiers } = lireEtatSeance(banc.context, banc.campagneId, banc.seanceId);
  return Object.fromEntries(
    dossiers.flatMap((d) =>
      d.listeCollectifs.map(({ lettre, decision: x }) => [
        `${d.numero} ${lettre}`,
        x && ([x.nature, x.motif, x.texte, x.montantCentimes] as const),
      ]),
    ),
  );
}
