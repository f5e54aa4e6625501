import { contenuOds, ligneOds, partiesOds, texteOds } from '../../../fixtures/tableurs/classeur-ods.ts';
import { partiesDe, stylesDe } from '../../../fixtures/tableurs/classeur-xlsx.ts';

const LIGNES = [
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><r><t>Né</t></r><r><t xml:space="preserve"> le</t></r></is></c></row>',
  '<row r="2"><c r="A2"><v>77561234500018</v></c><c r="B2" s="1"><v>45807.96875</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="e"><v>#N/A</v></c></row>',
  '<row><c><f>A2*2</f><v>1.5E3</v></c><c t="str"><f>A1</f><v>x_x000D_y</v></c><c><f>NOW()</f></c><c t="d"><v>2025-05-30T23:15:00</v></c></row>',
  '<row r="900"><c r="XFD900" s="2"><v>0.75</v></c></row>',
].join('');

const TEXTES =
  '<si><t>Raison sociale &amp; nom</t></si><si><r><t>Dépo</t></r><r><t>sé le</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>';

/** Un classeur Excel où chaque sorte de cellule paraît. */
export const PARTIES_XLSX = partiesDe({
  feuilles: [
    { nom: 'Dossiers', xml: LIGNES },
    { nom: '(4567) Collectifs', xml: LIGNES, etat: 'hidden' },
  ],
  textes: TEXTES,
  styles: stylesDe([0, 'yyyy-mm-dd h:mm AM/PM', 46]),
});

/** Le même en éléments préfixés, calendrier de 1904. */
export const PARTIES_PREFIXEES = partiesDe({
  feuilles: [{ nom: 'F', xml: LIGNES.replaceAll(/<(\/?)(?=\w)/g, '<$1x:') }],
  textes: TEXTES,
  prefixe: 'x',
  depuis1904: true,
});

const LIGNES_ODS =
  ligneOds([
    texteOds('Nom<text:s text:c="2"/>de l’<text:span>asso</text:span>'),
    ['office:value-type="float" office:value="12.5"', '<text:p>12,50</text:p>'],
  ]) +
  ligneOds([
    ['office:value-type="date" office:date-value="2025-05-30T23:15:00"', '<text:p>30/05/25</text:p>'],
    ['office:value-type="time" office:time-value="PT17H30M00S"', '<text:p>17:30</text:p>'],
    ['office:value-type="boolean" office:value="1"'],
    ['table:number-columns-repeated="3"'],
    [
      'table:formula="of:=1" office:value-type="percentage" office:value="0.5" table:number-columns-repeated="2"',
      '<text:p>50 %</text:p>',
    ],
  ]) +
  ligneOds([['table:number-columns-repeated="16384"']], 'table:number-rows-repeated="900"') +
  `<table:table-row-group>${ligneOds([['office:value-type="string"', '<office:annotation><text:p>note</text:p></office:annotation><text:p>a</text:p><text:p>b</text:p>']], 'table:number-rows-repeated="2"')}</table:table-row-group>`;

/** Un classeur OpenDocument où chaque sorte de cellule et de répétition paraît. */
export const PARTIES_ODS = partiesOds(
  contenuOds({
    feuilles: [
      { nom: 'Dossiers', xml: LIGNES_ODS },
      { nom: 'Avis', xml: ligneOds([texteOds('x')]), masquee: true },
    ],
  }),
);

export const CSV =
  'ID,Nom,Thème,Montant\n12345678,"L’asso ""Été"", Gien","ligne 1\nligne 2",12.5\n12345679,Briare,Sport;Judo,\n\n12345680,"x",,0\n';
