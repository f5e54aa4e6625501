import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { couper, voirAvecSaxes, voirMorceaux } from './balayer-essai.ts';

const NOMS = ['a', 'c', 'row', 'x:c', 'été', '_1', 'a-b.c', '__proto__', 'constructor', 'xml'];
const BLANCS = ['', '', ' ', '\n', '\t', '\r\n', ' \r '];
/** Morceaux séparés par deux barres : ni blanc ni virgule n’y sont perdus. */
const separer = (liste: string): string[] => liste.split('||');
const TEXTES = separer(
  `x||é||’||😀|| ||\n||\r\n||\r||]]||>||&amp;||&lt;||&#233;||&#xE9;||&#13;||&#x1F600;||"||'||=||/||-||_x000D_||77561234500018||\uFFFD||\uFF01`,
);
/** Ce qui rend un document faux, ou presque. */
const DEGATS = separer(
  `<||>||&||;||"||'||/||=||!||?||-||]|| ||\u0000||\u0001||\uFFFE||\uFFFF||é||<a>||</a>||</||<!--||-->||<![CDATA[||]]>||<?||?>||` +
    `<?xml version="1.0"?>||&toString;||&#0;||&#xD800;||&#1114112;||&amp|| a="1"|| a="1" a="2"||<!DOCTYPE a>||<!||\r||--||<\u00d7/>||1`,
);

const choisir = (choix: readonly string[]) => fc.constantFrom(...choix);
const blanc = choisir(BLANCS);
const suiteDe = (choix: readonly string[], maximum: number) =>
  fc.array(choisir(choix), { maxLength: maximum }).map((morceaux) => morceaux.join(''));

const attributs = fc
  .uniqueArray(fc.tuple(choisir(NOMS), suiteDe(TEXTES, 4), fc.boolean(), blanc), { maxLength: 3, selector: ([n]) => n })
  .map((liste) =>
    liste.map(([nom, valeur, estSimple, b]) => {
      const borne = estSimple ? "'" : '"';
      return ` ${b}${nom}${b}=${b}${borne}${valeur.replaceAll(borne, '')}${borne}`;
    }),
  );
const commentaire = suiteDe(['x', 'é', ' ', '<', '&', ']]>', '>', '\n'], 4).map((texte) => `<!--${texte}-->`);
const litteral = suiteDe(['x', 'é', '<', '&', ']', '\r\n', '>', '\r'], 4).map(
  (texte) => `<![CDATA[${texte.replaceAll(']]>', '')}]]>`,
);
const instruction = suiteDe(['x', ' ', '=', '"', '<'], 4).map((texte) => `<?mso ${texte}?>`);

const { element } = fc.letrec<{ element: string; contenu: string }>((lier) => ({
  element: fc
    .tuple(
      choisir(NOMS),
      attributs,
      blanc,
      fc.option(fc.array(lier('contenu'), { maxLength: 4 }), { depthSize: 'small' }),
    )
    .map(([nom, liste, b, contenu]) =>
      contenu === null
        ? `<${nom}${liste.join('')}${b}/>`
        : `<${nom}${liste.join('')}${b}>${contenu.join('')}</${nom}${b}>`,
    ),
  contenu: fc.oneof({ depthSize: 'small' }, suiteDe(TEXTES, 5), lier('element'), commentaire, litteral, instruction),
}));
const document = fc
  .tuple(
    choisir(['', '<?xml version="1.0"?>', "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>"]),
    blanc,
    element,
    blanc,
  )
  .map(([declaration, avant, racine, apres]) => `${declaration}${avant}${racine}${apres}`);
/** Un dégât à une place : inséré, ou à la place de ce qui s’y trouve. */
const degat = fc.tuple(fc.nat(), choisir(DEGATS), fc.nat({ max: 3 }));
const coupes = fc.array(fc.nat(), { maxLength: 6 });

/** Les deux fautes que saxes laisse passer : une instruction `<?x? ?>`, un encodage qui n’existe pas. */
function estTropTolere(xml: string): boolean {
  const encodage = /^<\?xml[^>]*encoding='([^']*)'/.exec(xml)?.[1];
  return /<\?[^\s?]*\?(?!>)/.test(xml) || (encodage !== undefined && encodage !== 'UTF-8');
}

test('documents quelconques, coupés n’importe où : les mêmes événements que saxes', async () => {
  let lus = 0;
  await fc.assert(
    fc.asyncProperty(document, coupes, async (xml, places) => {
      const attendu = voirAvecSaxes(xml);
      if (typeof attendu !== 'string') lus++;
      expect(await voirMorceaux(couper(Buffer.from(xml), places))).toEqual(attendu);
    }),
    { numRuns: 1500 },
  );
  expect(lus).toBeGreaterThan(700);
});

test('documents abîmés : refusés si saxes les refuse, lus comme lui sinon', async () => {
  let refuses = 0;
  await fc.assert(
    fc.asyncProperty(document, fc.array(degat, { minLength: 1, maxLength: 2 }), coupes, async (xml, degats, places) => {
      let abime = xml;
      for (const [place, texte, ote] of degats) {
        const i = place % (abime.length + 1);
        abime = (abime.slice(0, i) + texte + abime.slice(i + ote)).toWellFormed();
      }
      const attendu = voirAvecSaxes(abime);
      const vu = await voirMorceaux(couper(Buffer.from(abime), places));
      if (typeof attendu === 'string') {
        refuses++;
        expect(typeof vu).toBe('string');
      } else if (vu !== 'abime' || !estTropTolere(abime)) expect(vu).toEqual(attendu);
    }),
    { numRuns: 3000 },
  );
  expect(refuses).toBeGreaterThan(1500);
});

test('octet par octet, en UTF-8 et en UTF-16 : rien ne change', async () => {
  const xml = '<?xml version="1.0"?>\r\n<a b="é&amp;\t’">😀&#x1F600;<![CDATA[]]]]>\r<c/><!-- é --></a>';
  const attendu = voirAvecSaxes(xml);
  const octets = [
    Buffer.from(xml),
    Buffer.from(`\ufeff${xml}`),
    Buffer.from(`\ufeff${xml}`, 'utf16le'),
    Buffer.from(xml, 'utf16le'),
    Buffer.from(`\ufeff${xml}`, 'utf16le').swap16(),
  ];
  for (const tout of octets) expect(await voirMorceaux(couper(tout, [...tout.keys()]))).toEqual(attendu);
});

test('octets qui ne sont pas dans l’encodage annoncé : refusés ; Latin-1 annoncé : lu', async () => {
  const lire = (...morceaux: (string | Buffer)[]) => voirMorceaux(morceaux.map((m) => Buffer.from(m)));
  const latin = (xml: string) => voirMorceaux([Buffer.from(xml, 'latin1')]);
  expect(await lire('<a>', Buffer.from([0xe9]), '</a>')).toBe('abime');
  expect(await lire('<a>', Buffer.from([0xe2, 0x82]))).toBe('abime');
  expect(await lire('<a>', Buffer.from([0xed, 0xa0, 0x80]), '</a>')).toBe('abime'); // moitié de caractère
  expect(await lire(Buffer.from('\ufeff<a>\ud800</a>', 'utf16le'))).toBe('abime');
  expect(await latin('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>')).toEqual(['<a', 1, [], 'é', '>a', 1]);
  expect(await latin('<?xml version="1.0" encoding="windows-1252"?><a>\u0092</a>')).toEqual([
    '<a',
    1,
    [],
    '’',
    '>a',
    1,
  ]);
  expect(await lire('<?xml version="1.0" encoding="EBCDIC-FR"?><a/>')).toBe('abime');
  expect(await lire('<?xml version="1.0" encoding="UTF-16"?><a>é</a>')).toEqual(['<a', 1, [], 'é', '>a', 1]);
});

test('rien, ou rien que du blanc, n’est pas un document', async () => {
  for (const xml of ['', ' \n', '<?xml version="1.0"?>', '<!-- x -->', '\ufeff'])
    expect([xml, await voirMorceaux([Buffer.from(xml)])]).toEqual([xml, 'abime']);
});

test('bornes : profondeur, élément démesuré, noms sans nombre', async () => {
  const lire = (xml: string) =>
    voirMorceaux(
      couper(
        Buffer.from(xml),
        Array.from({ length: 90 }, (_, i) => i * 65_536),
      ),
    );
  expect(await lire('<a>'.repeat(64) + '</a>'.repeat(64))).toHaveLength(64 * 5);
  expect(await lire('<a>'.repeat(65) + '</a>'.repeat(65))).toBe('xml_trop_profond');
  const long = 'x'.repeat(2_100_000);
  for (const xml of [
    `<a>${long}</a>`,
    `<a b="${long}"/>`,
    `<!--${long}--><a/>`,
    `<a><?p ${long}?></a>`,
    `<a><![CDATA[${long}]]></a>`,
  ])
    expect([xml.slice(0, 12), await lire(xml)]).toEqual([xml.slice(0, 12), 'xml_demesure']);
  expect(await lire(`<a>${'x'.repeat(1_900_000)}</a>`)).toHaveLength(6);
  expect(await lire(`<a>${Array.from({ length: 3000 }, (_, i) => `<b${i}/>`).join('')}</a>`)).toBe('abime');
});

test('aucune entité que celles de la norme ; un DOCTYPE n’est jamais lu', async () => {
  const lire = (xml: string) => voirMorceaux([Buffer.from(xml)]);
  expect(await lire('<a b="&lt;&gt;&quot;&apos;&amp;">&#x41;&#66;</a>')).toEqual([
    '<a',
    1,
    [['b', `<>"'&`]],
    'AB',
    '>a',
    1,
  ]);
  for (const xml of [
    '<a>&nbsp;</a>',
    '<a>&constructor;</a>',
    '<a b="&x;"/>',
    '<a>&#x110000;</a>',
    '<a>&;</a>',
    '<a>&#;</a>',
  ])
    expect([xml, await lire(xml)]).toEqual([xml, 'abime']);
  expect(await lire('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).toBe('doctype');
});
