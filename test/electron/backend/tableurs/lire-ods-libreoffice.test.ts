import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Classeur } from '../../../../electron/backend/tableurs/classeur.ts';
import { classeurOds, ligneOds, texteOds } from '../../../fixtures/tableurs/classeur-ods.ts';
import { classeurXlsx, stylesDe } from '../../../fixtures/tableurs/classeur-xlsx.ts';
import { cellulesDe, dossierTemporaire, lireOctets } from '../../../fixtures/tableurs/fichiers.ts';
import { avecLibreOffice, enregistrerUn } from '../../../fixtures/tableurs/libreoffice.ts';

const dossier = dossierTemporaire();

/** Le fichier ouvert par LibreOffice, qui l’enregistre en .ods, puis relu par nous. */
async function parLibreOffice(octets: Buffer, nom: string): Promise<Classeur> {
  const chemin = join(dossier, nom);
  writeFileSync(chemin, octets);
  return lireOctets(dossier, readFileSync(enregistrerUn(dossier, chemin, 'ods')), 'apres.ods');
}

test.skipIf(!avecLibreOffice)(
  'export OpenDocument enregistré de nouveau par LibreOffice (sauté s’il manque) : les mêmes valeurs',
  async () => {
    const xml =
      ligneOds(['ID', 'Nom', 'Déposé le', 'Enfants', 'Budget', 'Objet'].map((t) => texteOds(t))) +
      ligneOds([
        texteOds('12345678'),
        texteOds('L’asso <text:s/>« Été »'),
        texteOds('2025-05-30 23:15:00 +0200'),
        ['office:value-type="float" office:value="12"', '<text:p>12</text:p>'],
        ['office:value-type="float" office:value="1234.5"', '<text:p>1234,5</text:p>'],
        ['office:value-type="string"', '<text:p>ligne 1</text:p><text:p/><text:p>ligne 3</text:p>'],
      ]) +
      ligneOds([['']], 'table:number-rows-repeated="40"') +
      ligneOds([texteOds('01004'), ['', ''], texteOds('true')], 'table:number-rows-repeated="3"');
    const octets = await classeurOds({
      feuilles: [
        { nom: 'Dossiers', xml },
        { nom: '(4567) Collectifs denfants et ', xml: ligneOds([texteOds('x')]), masquee: true },
      ],
    });
    const avant = await lireOctets(dossier, octets, 'avant.ods');
    const apres = await parLibreOffice(octets, 'export.ods');
    expect(Object.keys(cellulesDe(avant.feuilles[0]))).toHaveLength(18);
    expect(apres.feuilles.map((f) => [f.nom, f.masquee, cellulesDe(f)])).toEqual(
      avant.feuilles.map((f) => [f.nom, f.masquee, cellulesDe(f)]),
    );
  },
);

test.skipIf(!avecLibreOffice)(
  'dates, heures, pourcentages et formules écrits par LibreOffice (sauté s’il manque)',
  async () => {
    const xml =
      '<row><c s="1"><v>45807.96875</v></c><c s="2"><v>45807</v></c><c s="3"><v>0.729166666666667</v></c><c s="4"><v>1.5</v></c><c s="5"><v>0.125</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c></row>' +
      '<row><c><f>1+1</f><v>2</v></c><c t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c t="b"><f>1=2</f><v>0</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="str"><f>""</f><v></v></c></row>';
    const styles = stylesDe([0, 'dd/mm/yyyy hh:mm', 14, 20, 46, 10]);
    const octets = await classeurXlsx({ feuilles: [{ nom: 'F', xml }], styles });
    const apres = await parLibreOffice(octets, 'dates.xlsx');
    expect(apres.format).toBe('ods');
    expect(cellulesDe(apres.feuilles[0])).toEqual({
      A1: 'date 2025-05-30T23:15:00',
      B1: 'date 2025-05-30',
      C1: '17:30',
      D1: '36:00',
      E1: 0.125,
      F1: 1, // un booléen d’Excel sans format de booléen : LibreOffice n’en garde que le nombre
      G1: 0,
      A2: 2,
      B2: 'ab',
      C2: 0,
      D2: 'erreur #DIV/0!',
    });
  },
);
