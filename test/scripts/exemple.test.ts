import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decimal, ecrireXlsx, entier, nomFeuilleBloc } from '../../scripts/exemple/classeur.ts';
import { COMMUNES } from '../../scripts/exemple/communes.ts';
import { GRAINE, genererExport, NOM_FICHIER } from '../../scripts/exemple/generer.ts';
import {
  COLONNES_AVIS,
  COLONNES_ETABLISSEMENTS,
  COLONNES_FIXES,
  colonnesCollectifs,
  colonnesDossiers,
} from '../../scripts/exemple/questions.ts';
import { CHAMP_PAR_CODE, CHAMPS, lireCodeBudget } from '../../shared/domaine/champs.ts';
import { verifierSiret } from '../../shared/domaine/identifiants.ts';
import {
  type FeuilleLue,
  lireArchive,
  lireColonne,
  lireFeuilles,
  lireInstant,
  type Partie,
} from './exemple-lecture.ts';

const LIVRE = readFileSync(new URL(`../../resources/exemple/${NOM_FICHIER}`, import.meta.url));
const FUSEAU = process.env['TZ'];

let genere: Buffer;
let parties: Partie[];
let feuilles: FeuilleLue[];

beforeAll(async () => {
  genere = await genererExport({ graine: GRAINE, dossiers: 60 });
  parties = await lireArchive(LIVRE);
  feuilles = lireFeuilles(parties);
});

afterEach(() => {
  if (FUSEAU === undefined) delete process.env['TZ'];
  else process.env['TZ'] = FUSEAU;
});

describe('fichier livré', () => {
  it('contient exactement ce que le générateur écrit', async () => {
    expect(await lireArchive(genere)).toEqual(parties);
  });

  // La compression dépend du zlib de Node : hors de la machine de référence, seul le contenu est comparé (ci-dessus).
  it.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('est identique octet pour octet', () => {
    expect(genere.equals(LIVRE)).toBe(true);
  });

  it('ne dépend ni du moment ni du fuseau', async () => {
    process.env['TZ'] = 'America/New_York';
    expect((await genererExport({ graine: GRAINE, dossiers: 60 })).equals(genere)).toBe(true);
  });

  it('change avec la graine, sans changer les numéros ni les en-têtes', async () => {
    const autres = lireFeuilles(await lireArchive(await genererExport({ graine: 46, dossiers: 60 })));
    expect(autres.map((f) => f.entetes)).toEqual(feuilles.map((f) => f.entetes));
    expect(autres[0] && lireColonne(autres[0], 'ID').toSorted()).toEqual(lireColonne(feuille(0), 'ID').toSorted());
    expect(autres[0]?.lignes).not.toEqual(feuille(0).lignes);
  });

  it('est écrit à la manière du portail : feuilles en tête, descripteurs, pas de chaînes partagées', () => {
    expect(parties.map((p) => p.nom)).toEqual([
      'xl/worksheets/sheet1.xml',
      'xl/worksheets/sheet2.xml',
      'xl/worksheets/sheet3.xml',
      'xl/worksheets/sheet4.xml',
      'xl/workbook.xml',
      'xl/styles.xml',
      'xl/_rels/workbook.xml.rels',
      '_rels/.rels',
      '[Content_Types].xml',
    ]);
    expect(parties.every((p) => (p.drapeaux & 0x8) !== 0)).toBe(true);
    expect(new Set(parties.map((p) => p.dateDos.join()))).toEqual(
      new Set([[((2026 - 1980) << 9) | (4 << 5) | 2, (9 << 11) | (30 << 5)].join()]),
    );
  });
});

describe('feuilles', () => {
  it('portent les noms et les en-têtes du portail', () => {
    expect(feuilles.map((f) => f.nom)).toEqual([
      'Dossiers',
      'Etablissements',
      'Avis',
      '(4567) Collectifs denfants et ',
    ]);
    expect(feuilles.map((f) => f.entetes)).toEqual([
      colonnesDossiers().map((c) => c.entete),
      COLONNES_ETABLISSEMENTS.map((c) => c.entete),
      COLONNES_AVIS.map((c) => c.entete),
      colonnesCollectifs().map((c) => c.entete),
    ]);
    expect(COLONNES_FIXES).toHaveLength(13);
    expect(COLONNES_ETABLISSEMENTS).toHaveLength(34);
    expect(feuille(0).entetes.filter((e) => e === 'Précisez')).toHaveLength(2);
    expect(feuille(0).entetes).toContain('Quelle place est faite aux parents dans l’action ? ');
  });

  it('contiennent 60 dossiers, 140 collectifs, 2 orphelins et 42 porteurs', () => {
    const numeros = new Set(lireColonne(feuille(0), 'ID'));
    expect(numeros.size).toBe(60);
    expect(feuille(0).lignes).toHaveLength(60);
    const rattaches = lireColonne(feuille(3), 'Dossier ID').map((id) => numeros.has(id));
    expect(rattaches.filter(Boolean)).toHaveLength(140);
    expect(rattaches.filter((r) => !r)).toHaveLength(2);
    const champs = lireColonne(feuille(1), 'Champ');
    const sirens = lireColonne(feuille(1), 'Établissement SIRET').map((s) => s.slice(0, 9));
    expect(new Set(sirens.filter((_, i) => champs[i] === 'Dossier')).size).toBe(42);
    expect(new Set(champs)).toEqual(new Set(['Dossier', 'SIRET du gestionnaire']));
  });

  it('rangent les dossiers dans l’ordre des dépôts, du 5 février au 2 avril 2026', () => {
    const depots = lireColonne(feuille(0), 'Déposé le').map(lireInstant);
    expect(depots).toEqual(depots.toSorted());
    expect(depots.every((d) => d > '2026-02-05')).toBe(true);
    expect(depots.at(-1)).toBe('2026-04-02T08:47:21');
    const passages = lireColonne(feuille(0), 'Passé en instruction le');
    const etats = lireColonne(feuille(0), 'État du dossier');
    expect(passages.map((p) => (p ? 'En instruction' : 'En construction'))).toEqual(etats);
    expect(etats.filter((e) => e === 'En instruction').length).toBeGreaterThan(40);
    expect(passages.every((p, i) => !p || lireInstant(p) > (depots[i] ?? ''))).toBe(true);
  });

  it('écrivent les types de cellule du portail', () => {
    const ligne = feuille(0).lignes[0] ?? [];
    const cellule = (entete: string) => ligne[feuille(0).entetes.indexOf(entete)];
    expect(cellule('ID')?.type).toBe('inlineStr');
    expect(cellule('Déposé le')).toMatchObject({ type: '', style: '2' });
    expect(cellule('FranceConnect ?')?.texte).toBe('false');
    expect(cellule('Date de début de l’action')?.texte).toMatch(/^2026-(?:09|10)-\d\d$/);
    expect(cellule('Total des charges')).toMatchObject({ type: 'n' });
    expect(cellule('Total des charges')?.texte).toMatch(/^\d+\.\d{1,2}$/);
    expect(parties.find((p) => p.nom === 'xl/styles.xml')?.contenu).toContain('formatCode="yyyy-mm-dd h:mm AM/PM"');
    const communes = lireColonne(feuille(0), 'Commune du lieu d’action').filter((c) => c !== '');
    expect(communes.every((c) => /^.+ \(45\d{3}\)$/.test(c))).toBe(true);
    expect(lireColonne(feuille(0), 'IBAN').every((iban) => /^(?:\w{4} )+\w{0,3}$/.test(iban))).toBe(true);
  });

  it('ne laissent ni repère oublié, ni valeur de programme, ni espace en double', () => {
    const textes = feuilles.flatMap((f) => f.lignes.flat()).flatMap((c) => (c?.type === 'inlineStr' ? [c.texte] : []));
    expect(textes.filter((t) => /[{}]|undefined|NaN|null| {2}/.test(t))).toEqual([]);
    expect(textes.length).toBeGreaterThan(4_000);
  });
});

describe('questions du formulaire', () => {
  const colonnes = [...colonnesDossiers(), ...COLONNES_ETABLISSEMENTS, ...colonnesCollectifs()];

  it('visent des champs qui existent', () => {
    const inconnus = colonnes.filter((c) => c.code !== null && !CHAMP_PAR_CODE.has(c.code) && !lireCodeBudget(c.code));
    expect(inconnus).toEqual([]);
  });

  it('couvrent tous les champs de l’application', () => {
    const vises = new Set(colonnes.map((c) => c.code));
    expect(CHAMPS.filter((c) => !vises.has(c.code)).map((c) => c.code)).toEqual([]);
  });

  it('ne visent pas deux fois le même champ dans une feuille', () => {
    for (const liste of [colonnesDossiers(), COLONNES_ETABLISSEMENTS, colonnesCollectifs()]) {
      const codes = liste.flatMap((c) => (c.code === null ? [] : [c.code]));
      expect(codes).toEqual([...new Set(codes)]);
    }
  });
});

describe('communes', () => {
  it('sont de vraies communes du Loiret', () => {
    const officielles = JSON.parse(
      readFileSync(
        new URL('../../node_modules/@etalab/decoupage-administratif/data/communes.json', import.meta.url),
        'utf8',
      ),
    ) as { code: string; nom: string; type: string; departement?: string; codesPostaux?: string[] }[];
    const loiret = new Map(
      officielles.filter((c) => c.departement === '45' && c.type === 'commune-actuelle').map((c) => [c.code, c]),
    );
    for (const { code, nom, codePostal } of COMMUNES) {
      expect(loiret.get(code)?.nom).toBe(nom);
      expect(loiret.get(code)?.codesPostaux).toContain(codePostal);
    }
  });
});

describe('gros exports', () => {
  it('multiplient les porteurs sans répéter un numéro de dossier', async () => {
    const gros = lireFeuilles(await lireArchive(await genererExport({ graine: 7, dossiers: 1_000 })));
    const [dossiers, etablissements] = gros;
    if (!dossiers || !etablissements) throw new Error('feuilles absentes');
    expect(new Set(lireColonne(dossiers, 'ID')).size).toBe(1_000);
    const champs = lireColonne(etablissements, 'Champ');
    const sirets = lireColonne(etablissements, 'Établissement SIRET').filter((_, i) => champs[i] === 'Dossier');
    expect(new Set(sirets.map((s) => s.slice(0, 9))).size).toBeGreaterThan(690);
    // Un SIRET faux par tour de canevas : 1 000 dossiers en font 17, dont le dernier est incomplet mais le contient.
    expect(sirets.filter((s) => !verifierSiret(s).valide)).toHaveLength(17);
  });
});

describe('écriture du classeur', () => {
  it.each([
    ['Liste des groupes', '(4567) Liste des groupes'],
    ['Collectifs d’enfants et de jeunes', '(4567) Collectifs denfants et '],
    ["Groupes d'élèves / niveaux", "(4567) Groupes d'eleves - nive"],
  ])('nomme la feuille du bloc « %s »', (libelle, attendu) => {
    expect(nomFeuilleBloc(4567, libelle)).toBe(attendu);
  });

  it('écrit un montant comme le portail', () => {
    expect([917_400, 624_692, 624_690, 5, -36_000].map(decimal)).toEqual(
      ['9174.0', '6246.92', '6246.9', '0.05', '-360.0'].map((nombre) => ({ nombre })),
    );
  });

  it('protège le XML, omet les cellules vides et dépasse la colonne Z', async () => {
    const entetes = Array.from({ length: 28 }, (_, i) => `c${i}`);
    const octets = await ecrireXlsx([
      { nom: 'A & "B"', entetes, lignes: [['<1 & 2>\n=1+1', null, entier(0), ...entetes.slice(3, 27), 'fin']] },
    ]);
    const [lue] = lireFeuilles(await lireArchive(octets));
    expect(lue?.nom).toBe('A & "B"');
    expect(lue?.entetes[27]).toBe('c27');
    expect(lue?.lignes[0]?.[0]?.texte).toBe('<1 & 2>\n=1+1');
    expect(lue?.lignes[0]?.[1]).toBeUndefined();
    expect(lue?.lignes[0]?.[27]?.texte).toBe('fin');
  });
});

function feuille(index: number): FeuilleLue {
  const trouvee = feuilles[index];
  if (!trouvee) throw new Error(`Feuille ${index} absente.`);
  return trouvee;
}
