import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ecrireEcheancier } from '../../../../electron/backend/tableurs/ecrire-echeancier.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import type { LigneEcheancier } from '../../../../shared/contract/paiements.ts';
import { donneesEssai } from './echeancier-essai.ts';
import { type ClasseurBrut, cellule, enCentimes, jourExcel, ligneDe, somme } from './ecrire-lecture.ts';
import { produire } from './ecrire-production.ts';

const COLONNES_CONVENUES = [
  'exercice',
  'année scolaire',
  'n° de lot',
  'n° de tiers',
  'raison sociale',
  'forme juridique',
  'SIRET',
  'RNA',
  'titulaire du compte',
  'IBAN',
  'BIC',
  'n° de convention',
  'date de convention',
  'séance du Copil',
  'collectifs agréés',
  'collectifs réalisés',
  'droit prévisionnel',
  'droit réel',
  'nature de l’échéance',
  'part',
  'montant',
  'cumul versé',
  'reste à verser',
  'indu',
  'date prévue',
  'statut',
  'pièces reçues',
  'imputation',
];
const REPERES = ['n° de dossier', 'code Insee', 'commune', 'dernière ligne du dossier', 'motifs du blocage'];

let dossier = '';
beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'clas-echeancier-'));
});
afterAll(async () => rm(dossier, { recursive: true, force: true }));

/** Lettres des colonnes de l’échéancier, par en-tête. */
const STATUTS = { payable: 'à payer', bloquee: 'bloqué', au_lot: 'au lot', payee: 'payé', sans_objet: 'sans objet' };

function colonnes(classeur: ClasseurBrut): ReadonlyMap<string, string> {
  const entetes = [...(classeur.cellules.get('Échéancier') ?? [])].filter(([adresse]) => /^[A-Z]+1$/.test(adresse));
  return new Map(entetes.map(([adresse, { texte }]) => [texte, adresse.slice(0, -1)]));
}

describe('feuille « Échéancier »', () => {
  const donnees = donneesEssai({ dossiers: 60, acompte: true });
  let classeur: ClasseurBrut;
  let lettres: ReadonlyMap<string, string>;
  beforeAll(async () => {
    ({ classeur } = await produire(dossier, 'lignes', donnees));
    lettres = colonnes(classeur);
  });

  test('quatre feuilles ; les 28 colonnes convenues dans l’ordre, puis les repères', () => {
    expect(classeur.feuilles).toEqual(['Échéancier', 'Récapitulatif', 'Contrôles', 'Paramètres']);
    expect([...lettres.keys()]).toEqual([...COLONNES_CONVENUES, ...REPERES]);
    expect([lettres.get('exercice'), lettres.get('imputation')]).toEqual(['A', 'AB']);
  });

  test('chaque cellule de chaque ligne : son type, sa valeur, son format', () => {
    donnees.etat.lignes.forEach((_, rang) => {
      const ecrites: Record<string, unknown> = {};
      const voulues: Record<string, unknown> = {};
      for (const [entete, { valeur, format }] of attendues(donnees.etat.lignes, rang)) {
        const lue = cellule(classeur, 'Échéancier', `${lettres.get(entete)}${rang + 2}`);
        const contenu = { vide: null, texte: lue.texte, nombre: lue.nombre }[lue.type];
        ecrites[entete] = { contenu, formule: lue.formule, ...(format ? { format: lue.format } : {}) };
        voulues[entete] = { contenu: valeur, formule: null, ...(format ? { format } : {}) };
      }
      expect(Object.keys(ecrites)).toHaveLength(33);
      expect(ecrites).toEqual(voulues);
    });
  });

  test('total : nombre de lignes, montants, et droits comptés une fois par dossier', () => {
    const { lignes } = donnees.etat;
    const total = (entete: string) => cellule(classeur, 'Échéancier', `${lettres.get(entete)}${lignes.length + 2}`);
    const dernieres = [...new Map(lignes.map((l) => [l.dossierId, l])).values()];
    expect(dernieres.length * 2).toBe(lignes.length);
    expect(total('raison sociale').formule).toBe('SUBTOTAL(103,AC2:AC121)');
    expect(total('raison sociale').nombre).toBe(120);
    expect(total('montant').formule).toBe('SUBTOTAL(109,U2:U121)');
    expect(enCentimes(total('montant').nombre)).toBe(somme(lignes.map((l) => l.montantCentimes)));
    expect(total('reste à verser').formule).toBe('SUMIFS(W2:W121,AF2:AF121,1)');
    expect(enCentimes(total('reste à verser').nombre)).toBe(somme(lignes.map((l) => l.resteAVerserCentimes)));
    expect(enCentimes(total('indu').nombre)).toBe(somme(lignes.map((l) => l.induCentimes)));
    expect(somme(lignes.map((l) => l.induCentimes))).toBeGreaterThan(0);
    expect(total('droit prévisionnel').formule).toBe('SUMIFS(Q2:Q121,AF2:AF121,1)');
    expect(enCentimes(total('droit prévisionnel').nombre)).toBe(donnees.etat.totaux.droitPrevisionnelCentimes);
    expect(enCentimes(total('cumul versé').nombre)).toBe(somme(dernieres.map((l) => l.cumulVerseCentimes)));
    expect(total('collectifs agréés').nombre).toBe(somme(dernieres.map((l) => l.collectifsAgrees)));
  });

  test('en-tête et premières colonnes figés et répétés, filtre, A4 paysage sur trois pages de large', () => {
    const xml = classeur.parties.get('xl/worksheets/sheet1.xml') ?? '';
    expect(xml).toContain('<pane xSplit="5" ySplit="1" topLeftCell="F2"');
    expect(xml).toContain('<autoFilter ref="A1:AG121"/>');
    expect(xml).toMatch(/<pageSetup paperSize="9" orientation="landscape"[^>]* fitToWidth="3" fitToHeight="0"\/>/);
    expect(xml).toContain('<pageSetUpPr fitToPage="1"/>');
    expect(xml).toContain('<ignoredError sqref="G2:G121 AC2:AC121 AD2:AD121" numberStoredAsText="1"/>');
    expect(xml).toContain('Caf du Loiret &amp;&amp; environs – Clas – exercices 2025, 2026');
    expect(xml).toContain('Page &amp;P / &amp;N');
    const noms = classeur.parties.get('xl/workbook.xml') ?? '';
    expect(noms).toContain('&apos;Échéancier&apos;!$A$1:$AB$122');
    expect(noms).toContain('&apos;Échéancier&apos;!$C:$E,&apos;Échéancier&apos;!$1:$1');
    expect(classeur.parties.get('xl/styles.xml')).not.toContain('Calibri');
  });

  test('le lecteur de l’application relit les mêmes valeurs', async () => {
    const lu = await lireTableur(join(dossier, 'lignes.xlsx'));
    const feuille = lu.feuilles[0];
    expect(lu.feuilles.map(({ nom }) => nom)).toEqual(['Échéancier', 'Récapitulatif', 'Contrôles', 'Paramètres']);
    const parColonne = (rang: number) =>
      new Map(feuille?.lignes[rang + 1]?.cellules.map(({ colonne, contenu }) => [colonne, contenu]));
    donnees.etat.lignes.forEach((ligne, rang) => {
      const contenus = parColonne(rang);
      expect(contenus.get(4)).toEqual({ type: 'texte', valeur: ligne.raisonSociale });
      if (ligne.siret) expect(contenus.get(6)).toEqual({ type: 'texte', valeur: ligne.siret });
      expect(contenus.get(20)).toEqual({ type: 'nombre', valeur: ligne.montantCentimes / 100 });
      expect(contenus.get(24)).toEqual({ type: 'date', valeur: ligne.datePrevue });
    });
  });
});

test('les mêmes données donnent le même fichier, à l’octet près, quelle que soit l’heure', async () => {
  const donnees = donneesEssai({ dossiers: 12, acompte: true });
  const premier = await ecrireEcheancier(donnees, { sortie: join(dossier, 'un.xlsx') });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2031, 4, 6, 7, 8, 9) });
  const second = await ecrireEcheancier(donnees, { sortie: join(dossier, 'deux.xlsx') }).finally(() =>
    vi.useRealTimers(),
  );
  expect(second).toEqual(premier);
  const [un, deux] = await Promise.all(['un', 'deux'].map((nom) => readFile(join(dossier, `${nom}.xlsx`))));
  expect(un?.equals(deux ?? Buffer.alloc(0))).toBe(true);
  expect(premier.octets).toBe(un?.length);
  expect(premier.sha256).toBe(
    createHash('sha256')
      .update(un ?? '')
      .digest('hex'),
  );
});

test('sans aucune échéance : quatre feuilles, totaux à zéro, contrôles égaux', async () => {
  const { classeur } = await produire(dossier, 'vide', donneesEssai({ dossiers: 0 }));
  const lettres = colonnes(classeur);
  expect(cellule(classeur, 'Échéancier', `${lettres.get('montant')}3`).nombre).toBe(0);
  expect(cellule(classeur, 'Échéancier', `${lettres.get('droit réel')}3`).texte).toBe('');
  expect(cellule(classeur, 'Contrôles', 'A2').texte).toBe('Tous les contrôles concordent.');
  expect(ligneDe(classeur, 'Contrôles', 'Aucune ligne bloquée.')).toBeGreaterThan(0);
});

test('identité et libellés très longs : l’en-tête imprimé reste sous les 255 signes qu’Excel accepte', async () => {
  const donnees = donneesEssai({ dossiers: 1 });
  const long = '& '.repeat(60);
  const { classeur } = await produire(dossier, 'long', {
    ...donnees,
    identite: { ...donnees.identite, nom: long },
    etat: { ...donnees.etat, libelleEcheancier: long },
    editePar: long,
  });
  const xml = (classeur.parties.get('xl/worksheets/sheet1.xml') ?? '')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"');
  for (const balise of ['oddHeader', 'oddFooter']) {
    const texte = new RegExp(`<${balise}>(.*?)</${balise}>`).exec(xml)?.[1] ?? '';
    expect(texte.length).toBeGreaterThan(100);
    expect(texte.length).toBeLessThanOrEqual(255);
  }
});

/** Ce qu’on doit lire sur une ligne, écrit d’après le dossier, sans passer par le code essayé. */
function attendues(lignes: readonly LigneEcheancier[], rang: number): Map<string, Attendue> {
  const l = lignes[rang];
  if (!l) throw new Error('ligne absente');
  const texte = (valeur: string | null): Attendue => ({ valeur });
  const code = (valeur: string | null): Attendue => ({ valeur, format: '@' });
  const montant = (centimes: number | null): Attendue => ({
    valeur:
      centimes === null ? null : Number(`${Math.floor(centimes / 100)}.${String(centimes % 100).padStart(2, '0')}`),
    format: '#,##0.00',
  });
  const date = (jour: string | null): Attendue => ({ valeur: jour && jourExcel(jour), format: 'dd/mm/yyyy' });
  const estDerniere = !lignes.slice(rang + 1).some((suivante) => suivante.dossierId === l.dossierId);
  return new Map<string, Attendue>([
    ['exercice', { valeur: l.exercice }],
    ['année scolaire', texte('2025-2026')],
    ['n° de lot', code(l.numeroLot)],
    ['n° de tiers', code(l.numeroTiers)],
    ['raison sociale', texte(l.raisonSociale)],
    ['forme juridique', texte(l.formeJuridique)],
    ['SIRET', code(l.siret)],
    ['RNA', code(l.rna)],
    ['titulaire du compte', texte(l.titulaireCompte)],
    ['IBAN', code(l.iban)],
    ['BIC', code(l.bic)],
    ['n° de convention', code(l.numeroConvention)],
    ['date de convention', date(l.dateConvention)],
    ['séance du Copil', date(l.dateSeance)],
    ['collectifs agréés', { valeur: l.collectifsAgrees }],
    ['collectifs réalisés', { valeur: l.collectifsRealises }],
    ['droit prévisionnel', montant(l.droitPrevisionnelCentimes)],
    ['droit réel', montant(l.droitReelCentimes)],
    ['nature de l’échéance', texte(l.nature === 'solde' ? 'solde' : 'acompte 1')],
    ['part', { valeur: l.nature === 'solde' ? '–' : 0.7 }],
    ['montant', montant(l.montantCentimes)],
    ['cumul versé', montant(l.cumulVerseCentimes)],
    // Pour le dossier entier, comme le cumul.
    [
      'reste à verser',
      montant(somme(lignes.filter((s) => s.dossierId === l.dossierId).map((s) => s.resteAVerserCentimes))),
    ],
    ['indu', montant(l.induCentimes)],
    ['date prévue', date(l.datePrevue)],
    ['statut', texte(STATUTS[l.statut])],
    ['pièces reçues', texte(l.piecesRecues)],
    ['imputation', texte('PS-CLAS')],
    ['n° de dossier', code(l.numeroDossier)],
    ['code Insee', code(l.communeInsee)],
    ['commune', texte(l.communeNom)],
    ['dernière ligne du dossier', { valeur: estDerniere ? 1 : 0 }],
    ['motifs du blocage', texte(l.motifs.join(' ; ') || null)],
  ]);
}

interface Attendue {
  readonly valeur: string | number | null;
  readonly format?: string;
}
