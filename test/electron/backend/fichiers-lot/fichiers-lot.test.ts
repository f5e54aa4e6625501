import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { ecrire } from '../../../../db/ecrire.ts';
import { lignesAlterees } from '../../../../db/empreintes.ts';
import { noterIssues } from '../../../../db/queries/fichiers-lot.ts';
import { acteur } from '../../../../electron/backend/acteur.ts';
import { empechementsDuVirement } from '../../../../electron/backend/fichiers-lot/reglage-virement.ts';
import { horlogeArretee } from '../../../../electron/backend/horloge.ts';
import { deposerChemin } from '../../../../electron/backend/imports/depots.ts';
import { adresse } from '../../../../electron/backend/tableurs/classeur.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { COLONNES } from '../../../../electron/backend/tableurs/lot/colonnes.ts';
import { comparerLot } from '../../../../electron/backend/tableurs/lot/comparer-lot.ts';
import { ecrireLot } from '../../../../electron/backend/tableurs/lot/ecrire-lot.ts';
import { reconnaitreLot } from '../../../../electron/backend/tableurs/lot/reconnaitre-lot.ts';
import type { VerificationFichier } from '../../../../shared/contract/fichiers-lot.ts';
import type { ContenuDeLot } from '../../../../shared/domaine/lot.ts';
import { type Essai, ouvrirEssai, resultat } from '../socle-essai.ts';
import { changerCase, changerPartie } from './changer-case.ts';
import { type LotEnBase, mettreEnBase } from './lot-en-base.ts';
import { contenuEssai } from './lot-essai.ts';

const SCHEMA = readFileSync('resources/sepa/pain.001.001.09.xsd', 'utf8');

/** Ce que le schéma entier du message ISO 20022 reproche à `xml` ; vide s’il est valide. */
async function fautesDeSchema(xml: string): Promise<readonly string[]> {
  const { valid, errors } = await validateXML({ xml: [{ fileName: 'lot.xml', contents: xml }], schema: [SCHEMA] });
  expect(valid).toBe(errors.length === 0);
  return errors.map((e) => e.message);
}

let essai: Essai;
let lot: LotEnBase;
let contenu: ContenuDeLot;
let original: string;

beforeAll(async () => {
  essai = ouvrirEssai();
  contenu = contenuEssai(12, '2026-001');
  lot = mettreEnBase(essai.context, contenu);
  original = join(essai.dossier, 'original.xlsx');
  await produire('original', original);
}, 60_000);

afterAll(() => {
  expect(lignesAlterees(essai.context.db)).toEqual([]);
  essai.fermer();
});

async function produire(exemplaire: 'original' | 'duplicata', chemin: string) {
  const document = await resultat(essai.api.fichiersLot.exporter({ lotId: lot.lotId, exemplaire }));
  writeFileSync(chemin, readFileSync(essai.context.produits.get(document.documentId)?.chemin ?? ''));
  return document;
}

async function verifier(chemin: string): Promise<VerificationFichier> {
  const { depotId } = await deposerChemin(essai.context, chemin);
  return resultat(essai.api.fichiersLot.verifier({ depotId }));
}

const ailleurs = (nom: string) => join(essai.dossier, nom);

test('l’original revient de l’archive, le duplicata se refait ; chacun a toujours les mêmes octets, et le dit', async () => {
  const encore = await produire('original', ailleurs('encore.xlsx'));
  expect(readFileSync(ailleurs('encore.xlsx')).equals(readFileSync(original))).toBe(true);
  expect(encore.nom).toBe('clas-lot-2026-001.xlsx');
  const premier = await produire('duplicata', ailleurs('d1.xlsx'));
  // Le journal a avancé entre les deux : rien dans le fichier n’en dépend.
  await essai.api.fichiersLot.reglerVirement({ actif: false, compte: null });
  const second = await produire('duplicata', ailleurs('d2.xlsx'));
  expect(second.sha256).toBe(premier.sha256);
  expect(premier.nom).toBe('clas-lot-2026-001-duplicata.xlsx');
  expect(premier.sha256).not.toBe(encore.sha256);
  // Écrit à neuf, sans archive : les mêmes octets encore.
  const aNeuf = await ecrireLot(contenu, { sortie: ailleurs('neuf.xlsx'), exemplaire: 'duplicata' });
  expect(aNeuf.sha256).toBe(premier.sha256);
  expect(await verifier(ailleurs('d1.xlsx'))).toMatchObject({
    verdict: 'intact',
    exemplaire: 'duplicata',
    octetsIdentiques: true,
  });
  const etat = await essai.api.fichiersLot.lire({ lotId: lot.lotId });
  expect(etat).toMatchObject({ numero: '2026-001', duplicatas: 1, original: { sha256: encore.sha256 } });
});

test('vérifier un fichier intact dit nombre, somme et empreinte refaits d’après les cases', async () => {
  const vu = await verifier(original);
  expect(vu).toMatchObject({ verdict: 'intact', exemplaire: 'original', numero: '2026-001', nombreEcarts: 0 });
  expect(vu.controles.map((c) => c.egal)).toEqual([true, true, true]);
  expect(vu.controles[2]?.fichier).toBe(contenu.empreinteLignes);
});

test('une case changée dans n’importe quelle colonne se trouve, avec son adresse', async () => {
  // Une seule lecture pour toutes les colonnes : chaque case est jugée pour elle-même.
  const change = ailleurs('change.xlsx');
  const adresses = [...COLONNES.keys()].map((colonne) => adresse(colonne, 7));
  await changerPartie(original, change, 'xl/worksheets/sheet1.xml', (xml) => adresses.reduce(changerCase, xml));
  const lu = await lireTableur(change, { noterFormules: 'textes' });
  expect(reconnaitreLot(lu)).toMatchObject({ numero: '2026-001', exemplaire: 'original' });
  const { ecarts } = comparerLot(lu, contenu, 'original');
  expect(ecarts.map((e) => `${e.feuille} ${e.cellule ?? ''}`)).toEqual(adresses.map((ou) => `Échéancier ${ou}`));
});

test('un montant changé : la case, ce qu’elle était, ce qu’elle est, et les contrôles qui ne tiennent plus', async () => {
  const change = ailleurs('montant.xlsx');
  await changerPartie(original, change, 'xl/worksheets/sheet1.xml', (xml) =>
    xml.replace(/(<c r="U3" s="\d+"><v>)[^<]*/, '$19999.5'),
  );
  const vu = await verifier(change);
  expect(vu).toMatchObject({ verdict: 'altere', octetsIdentiques: false, nombreEcarts: 1 });
  expect(vu.ecarts).toEqual([
    { feuille: 'Échéancier', cellule: 'U3', attendu: '1\u202f147,30\u00a0€', lu: '9\u202f999,50\u00a0€' },
  ]);
  expect(vu.controles.map((c) => c.egal)).toEqual([true, false, false]);
});

test('une valeur juste mais cachée, ou des résultats à recalculer : le verdict n’est plus « intact »', async () => {
  const cache = ailleurs('cache.xlsx');
  await changerPartie(original, cache, 'xl/workbook.xml', (xml) =>
    xml.replace('<sheet name="Contrôles"', '<sheet name="Contrôles" state="hidden"'),
  );
  const vu = await verifier(cache);
  expect(vu).toMatchObject({ verdict: 'presentation', nombreEcarts: 0 });
  expect(vu.phrase).toMatch(/^Original du lot 2026-001 : valeurs intactes .*, présentation changée\. 1 point cache/);
  expect(vu.presentation).toEqual([{ feuille: 'Contrôles', ou: null, constat: 'feuille masquée' }]);
  const sans = ailleurs('sans-resultat.xlsx');
  await changerPartie(original, sans, 'xl/worksheets/sheet1.xml', (xml) =>
    xml.replaceAll(/(<f>[^<]*<\/f>)<v>[^<]*<\/v>/g, '$1'),
  );
  const recalcul = await verifier(sans);
  expect(recalcul).toMatchObject({ verdict: 'a_recalculer', nombreEcarts: 0, presentation: [] });
  expect(recalcul.phrase).toMatch(/résultats de formules à recalculer : ouvrez le fichier dans Excel ou LibreOffice/);
});

test('un classeur qui dit venir d’une version d’avant est renvoyé à l’original de l’archive', async () => {
  const avant = ailleurs('avant.xlsx');
  await changerPartie(original, avant, 'xl/worksheets/sheet4.xml', (xml) =>
    xml.replace(/(format du classeur<\/t>.*?<v>)\d+/, '$11'),
  );
  const vu = await verifier(avant);
  expect(vu).toMatchObject({ verdict: 'altere', nombreEcarts: 1 });
  expect(vu.phrase).toMatch(/version d’avant de Clas \(format 1\).*gardé dans l’archive/);
});

test('formule remplacée par son résultat, résultat gardé faussé, ligne retirée, feuille en moins : chacun se dit', async () => {
  const formes: Readonly<Record<string, readonly [string, (xml: string) => string, RegExp]>> = {
    'formule figée': ['xl/worksheets/sheet1.xml', (x) => x.replace(/<f>SUBTOTAL\(109,U[^<]*<\/f>/, ''), /sans formule/],
    'formule changée': [
      'xl/worksheets/sheet1.xml',
      (x) => x.replace('SUBTOTAL(109,U2:U13)', 'SUBTOTAL(109,U2:U12)'),
      /U2:U12/,
    ],
    'résultat faussé': [
      'xl/worksheets/sheet3.xml',
      (x) => x.replace(/(<c r="B6"[^>]*><f>[^<]*<\/f><v>)[^<]*/, '$11'),
      /^1,00\u00a0€$/,
    ],
    'valeur devenue formule': [
      'xl/worksheets/sheet1.xml',
      (x) => x.replace(/(<c r="U3" s="\d+">)/, '$1<f>100+1047.3</f>'),
      /la formule =100/,
    ],
    'ligne retirée': ['xl/worksheets/sheet1.xml', (x) => x.replace(/<row r="5".*?<\/row>/, ''), /ligne absente/],
    exemplaire: ['xl/worksheets/sheet4.xml', (x) => x.replace('>original<', '>duplicata<'), /duplicata/],
    empreinte: ['xl/worksheets/sheet3.xml', (x) => x.replace(contenu.empreinteLignes, '0'.repeat(64)), /0000/],
  };
  for (const [nom, [partie, changer, attendu]] of Object.entries(formes)) {
    const change = ailleurs('forme.xlsx');
    await changerPartie(original, change, partie, changer);
    const { ecarts } = comparerLot(await lireTableur(change, { noterFormules: 'textes' }), contenu, 'original');
    expect(ecarts, nom).toHaveLength(1);
    expect(ecarts[0]?.lu, nom).toMatch(attendu);
  }
});

test('tronqué, étranger, d’un lot inconnu : chacun a son verdict', async () => {
  const coupe = ailleurs('coupe.xlsx');
  writeFileSync(coupe, readFileSync(original).subarray(0, 9000));
  expect(await verifier(coupe)).toMatchObject({ verdict: 'illisible' });
  const liste = ailleurs('liste.csv');
  writeFileSync(liste, 'a;b\n1;2\n');
  expect(await verifier(liste)).toMatchObject({ verdict: 'etranger' });
  // L’échéancier de la campagne a les mêmes feuilles et les mêmes colonnes imprimées : ce n’est pas un lot pour autant.
  const { documentId } = await resultat(essai.api.paiements.echeancier({ campagneId: lot.campagneId }));
  const echeancier = essai.context.produits.get(documentId)?.chemin ?? '';
  expect(await verifier(echeancier)).toMatchObject({ verdict: 'etranger' });
  const inconnu = ailleurs('inconnu.xlsx');
  await ecrireLot(contenuEssai(3, '2031-007'), { sortie: inconnu, exemplaire: 'original' });
  expect(await verifier(inconnu)).toMatchObject({ verdict: 'inconnu', numero: '2031-007' });
});

test('un compte mis en doute après la validation : aucun nouveau fichier, l’original déjà produit se rouvre', async () => {
  const { $client: client } = essai.context.db;
  client.exec('SAVEPOINT doute');
  try {
    client.exec(
      `UPDATE coordonnees_bancaires SET etat = 'bloque' WHERE id = (SELECT coordonnees_id FROM lignes_lot WHERE lot_id = ${lot.lotId} AND rang = 1)`,
    );
    expect((await essai.api.fichiersLot.lire({ lotId: lot.lotId })).alertes.join()).toMatch(/compte bloqué depuis/);
    await expect(resultat(essai.api.fichiersLot.bordereau({ lotId: lot.lotId }))).rejects.toThrow(/compte bloqué/);
    await expect(
      resultat(essai.api.fichiersLot.exporter({ lotId: lot.lotId, exemplaire: 'original' })),
    ).resolves.toBeDefined();
  } finally {
    client.exec('ROLLBACK TO doute; RELEASE doute');
  }
});

test('le bordereau se produit et s’archive ; l’ordre de virement est éteint, puis valide', async () => {
  const bordereau = await resultat(essai.api.fichiersLot.bordereau({ lotId: lot.lotId }));
  expect(bordereau).toMatchObject({ nom: 'clas-lot-2026-001-bordereau.pdf', pages: 2 });
  await expect(resultat(essai.api.fichiersLot.virement({ lotId: lot.lotId }))).rejects.toThrow(/pas en service/);
  const compte = { titulaire: 'Caf du Loiret', iban: 'fr76 9999 9000 9900 0000 0099 913', bic: '' };
  await expect(
    essai.api.fichiersLot.reglerVirement({ actif: true, compte: { ...compte, iban: 'FR7600' } }),
  ).rejects.toThrow(/caractères au lieu/);
  expect(await essai.api.fichiersLot.reglerVirement({ actif: true, compte })).toMatchObject({
    compte: { iban: 'FR7699999000990000000099913', bic: null },
  });
  // Le jour prévu, l’ordre se produit encore ; le lendemain, plus : la banque le refuserait.
  const le = (instant: string) => ({ db: essai.context.db, horloge: horlogeArretee(instant) });
  expect(empechementsDuVirement(le('2026-11-27T22:30:00.000Z'), contenu)).toEqual([]);
  expect(empechementsDuVirement(le('2026-11-27T23:30:00.000Z'), contenu)).toEqual([
    'la date prévue du lot, le 27/11/2026, est passée : payez-le d’après son classeur, ou annulez-le et préparez un autre lot à une date à venir',
  ]);
  const virement = await resultat(essai.api.fichiersLot.virement({ lotId: lot.lotId }));
  const chemin = essai.context.produits.get(virement.documentId)?.chemin ?? '';
  const xml = readFileSync(chemin, 'utf8');
  const montants = [...xml.matchAll(/<InstdAmt Ccy="EUR">(\d+)\.(\d\d)</g)].map((m) => Number(`${m[1]}${m[2]}`));
  expect(montants.reduce((a, b) => a + b, 0)).toBe(contenu.montantCentimes);
  expect(xml).toContain(`<NbOfTxs>${contenu.lignes.length}</NbOfTxs>`);
  // EPC217-08 : rien hors du latin de base dans ce que la banque lit.
  expect(xml.replace(/<[^>]*>/g, '').replace(/\s/g, '')).toMatch(/^[A-Za-z0-9/\-?:().,'+]*$/);
  const archives = await essai.api.documents.archives({ campagneId: lot.campagneId });
  expect(archives.map((a) => a.libelle).toSorted()).toEqual([
    'Bordereau d’un lot',
    'Classeur d’un lot',
    'Classeur d’un lot',
    'Ordre de virement',
    'Échéancier',
  ]);
  expect(await fautesDeSchema(xml)).toEqual([]);
  // Le schéma dit bien quelque chose : l’ordre des éléments, une devise, un IBAN, une date.
  for (const [juste, faux] of [
    ['<PmtMtd>TRF</PmtMtd>', ''],
    ['Ccy="EUR"', 'Ccy="euro"'],
    ['<IBAN>FR', '<IBAN>12'],
    [/<ReqdExctnDt>.*?<\/ReqdExctnDt>/s, '<ReqdExctnDt><Dt>30/11/2026</Dt></ReqdExctnDt>'],
  ] as const) {
    const gate = xml.replace(juste, faux);
    expect([juste, gate === xml]).toEqual([juste, false]);
    expect([juste, (await fautesDeSchema(gate)).length > 0]).toEqual([juste, true]);
  }
});

/** Note une ligne payée, comme la liste de l’agence comptable le fait. */
function revenir({ context }: Essai, lotId: number): void {
  const ligneId = Number(
    context.db.$client.prepare('SELECT id FROM lignes_lot WHERE lot_id = ? AND rang = 1').pluck().get(lotId),
  );
  ecrire(context.db, acteur(context), (tx) => {
    noterIssues(tx, [{ ligneId, issue: 'payee', le: '2026-11-27', reference: null, motif: null }]);
    tx.journaliser({ action: 'retour.essai', libelle: 'Retour', objet: `lot:${lotId}` });
  });
}

test('une ligne revenue pendant l’écriture ou avant : aucun ordre de virement ne repart ; le duplicata, si', async () => {
  const { api, context } = essai;
  const { lotId } = lot;
  const archives = async () => (await api.documents.archives({ campagneId: lot.campagneId })).length;
  const avant = await archives();
  const ordre = (await api.fichiersLot.virement({ lotId }))[Symbol.asyncIterator]();
  expect(await ordre.next()).toMatchObject({ value: { type: 'progression' } });
  revenir(essai, lotId);
  const finir = async () => {
    while ((await ordre.next()).done !== true);
  };
  await expect(finir()).rejects.toMatchObject({ data: { code: 'lot_deja_revenu' } });
  await expect(resultat(api.fichiersLot.virement({ lotId }))).rejects.toThrow(/1 ligne en est déjà revenue/);
  expect((await api.fichiersLot.lire({ lotId })).virementEmpeche).toEqual([
    '1 ligne en est déjà revenue, payée ou rejetée',
  ]);
  await expect(resultat(api.fichiersLot.exporter({ lotId, exemplaire: 'original' }))).resolves.toBeDefined();
  await expect(resultat(api.fichiersLot.exporter({ lotId, exemplaire: 'duplicata' }))).resolves.toBeDefined();
  expect(await archives()).toBe(avant);
  expect(context.db.$client.inTransaction).toBe(false);
});

test('revenu sans que son original ait été produit, un lot ne donne plus que des duplicatas', async () => {
  const autre = ouvrirEssai();
  const { lotId } = mettreEnBase(autre.context, contenuEssai(3, '2026-001'));
  const exporter = (exemplaire: 'original' | 'duplicata') =>
    resultat(autre.api.fichiersLot.exporter({ lotId, exemplaire }));
  await expect(exporter('duplicata')).rejects.toMatchObject({ data: { code: 'sans_original' } });
  revenir(autre, lotId);
  await expect(exporter('original')).rejects.toThrow(/Demandez-en un duplicata/);
  expect(await exporter('duplicata')).toMatchObject({ nom: 'clas-lot-2026-001-duplicata.xlsx' });
  autre.fermer();
});
