import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ecrireModele } from '../../../../electron/backend/tableurs/ecrire-modele.ts';
import { ecrireArchiveModeles } from '../../../../electron/backend/tableurs/ecrire-modele-archive.ts';
import type { DonneesModele, PorteurPrepare } from '../../../../electron/backend/tableurs/ecrire-modele-donnees.ts';
import { avecLibreOffice, recalculer } from '../../../fixtures/tableurs/libreoffice.ts';
import { DONNEES, IBAN, SIRET } from '../imports/classeur-reponse-essai.ts';
import { type ClasseurBrut, fausserResultats, lireClasseurBrut } from './ecrire-lecture.ts';

const dossier = mkdtempSync(join(tmpdir(), 'clas-modele-'));

/** De quoi faire parler chaque contrôle : juste, mal formé, hors bornes. */
const PORTEUR: PorteurPrepare = {
  structureId: 3,
  raisonSociale: 'Lire & Écrire « ensemble »',
  siret: SIRET,
  valeurs: {
    siret: SIRET,
    raisonSociale: 'Lire & Écrire « ensemble »',
    rna: '45900',
    codePostal: '4500',
    courriel: 'a@b',
    telephone: '0238',
    intitule: '=SOMME(A1)',
    communeInsee: 'saint-ay',
    qpv: 'peut-être',
    constat: '- un\n- deux',
    tempsCollectifs: 'OUI',
    participationFamilles: 1050,
    nombreSalaries: 3,
    'dimension:Parents': 'non',
  },
  collectifs: [
    {
      libelle: 'Bon',
      niveau: 'Collège',
      effectif: 10,
      communeInsee: 'Orléans',
      lieu: 'X',
      jours: 'lundi',
      horaires: '17 h',
      adultes: 2,
    },
    {
      libelle: 'Trop',
      niveau: 'Collège',
      effectif: 14,
      communeInsee: 'Orléans',
      lieu: 'X',
      jours: 'lundi',
      horaires: '17 h',
      adultes: 2,
    },
    {
      libelle: 'Sans effectif',
      niveau: 'Lycée',
      communeInsee: 'Orléans',
      lieu: 'X',
      jours: 'lundi',
      horaires: '17 h',
      adultes: 2,
    },
    {
      libelle: 'Ailleurs',
      niveau: 'Mixte',
      effectif: 8,
      communeInsee: 'Paris',
      lieu: 'X',
      jours: 'lundi',
      horaires: '17 h',
      adultes: 2,
    },
    { niveau: 'Lycée', effectif: 9, cout: 780_050 },
  ],
  reprisDe: '2025-2026',
  finIban: IBAN.slice(-4),
  numeroReponse: 1,
};

const CAS: Readonly<Record<string, DonneesModele>> = {
  vierge: DONNEES,
  prepare: { ...DONNEES, porteur: PORTEUR },
  // Tout ce qui est faux d’une autre façon : SIRET à la clé fausse, date hors de l’année, aucune commune proposée.
  autre: {
    ...DONNEES,
    communes: [],
    departement: '',
    porteur: {
      ...PORTEUR,
      siret: null,
      collectifs: [],
      finIban: null,
      valeurs: { ...PORTEUR.valeurs, siret: '99910007600011', dateDebut: '2025-09-01', iban: 'FR7612', bic: 'AGRI' },
    },
  },
  juste: {
    ...DONNEES,
    porteur: {
      ...PORTEUR,
      valeurs: {
        ...PORTEUR.valeurs,
        siret: '999 100 076 00010',
        dateDebut: '2027-08-31',
        iban: 'inchangé',
        qpv: 'non',
      },
    },
  },
};

const chemins = new Map<string, string>();
const bruts = new Map<string, ClasseurBrut>();

beforeAll(async () => {
  for (const [nom, donnees] of Object.entries(CAS)) {
    const chemin = join(dossier, `${nom}.xlsx`);
    await ecrireModele(donnees, { sortie: chemin });
    chemins.set(nom, chemin);
    bruts.set(nom, await lireClasseurBrut(chemin));
  }
});

function brut(nom: string): ClasseurBrut {
  const trouve = bruts.get(nom);
  if (!trouve) throw new Error(`${nom} n’est pas écrit`);
  return trouve;
}

/** Texte du contrôle d’une question, trouvé par son code. */
function controle(nom: string, feuille: string, code: string, colonne: string): string | undefined {
  for (const [adresse, cellule] of brut(nom).cellules.get(feuille) ?? []) {
    if (adresse.startsWith('A') && cellule.texte.replace(/\*$/, '') === code) {
      return brut(nom).cellules.get(feuille)?.get(adresse.replace('A', colonne))?.texte;
    }
  }
  return undefined;
}

/** Cellules d’une plage bornée d’une colonne ; l’essai échoue sur toute autre forme, colonne entière comprise. */
function cellulesDe(plage: string): string[] {
  const trouve = /^([A-Z]{1,2})(\d{1,2}):([A-Z]{1,2})(\d{1,2})$/.exec(plage);
  if (!trouve || trouve[1] !== trouve[3]) throw new Error(`plage inattendue : ${plage}`);
  const [, colonne, debut, , fin] = trouve;
  return Array.from({ length: Number(fin) - Number(debut) + 1 }, (_, n) => `${colonne}${Number(debut) + n}`);
}

describe('le classeur de réponse', () => {
  it('a six feuilles pour le porteur, une pour nous', () => {
    expect(brut('vierge').feuilles).toEqual([
      'Mode d’emploi',
      'Structure',
      'Projet',
      'Collectifs',
      'Budget',
      'Pièces',
      '_clas',
    ]);
    expect(brut('vierge').parties.get('xl/workbook.xml')).toMatch(/name="_clas"[^>]*state="veryHidden"/);
  });

  it('les mêmes données donnent les mêmes octets, seul ou dans une archive', async () => {
    const copie = join(dossier, 'copie.xlsx');
    await ecrireModele(CAS['prepare'] ?? DONNEES, { sortie: copie });
    expect(readFileSync(copie).equals(readFileSync(chemins.get('prepare') ?? ''))).toBe(true);
    const classeurs = [
      { nom: 'a.xlsx', donnees: DONNEES },
      { nom: 'b.xlsx', donnees: { ...DONNEES, porteur: PORTEUR } },
    ];
    const faits: number[] = [];
    const une = await ecrireArchiveModeles(classeurs, join(dossier, 'une.zip'), (n) => faits.push(n));
    const deux = await ecrireArchiveModeles(classeurs, join(dossier, 'deux.zip'), () => {});
    expect(deux).toEqual(une);
    expect(faits).toEqual([1, 2]);
  });

  it('ne dit de l’IBAN connu que ses quatre derniers caractères', () => {
    const textes = [...brut('prepare').parties.values()].join('\n').replaceAll(' ', '');
    expect(textes).not.toContain(IBAN);
    expect(textes).not.toContain(IBAN.slice(4, 20));
    expect(controle('prepare', 'Structure', 'iban', 'E')).toContain('se termine par 0189');
    expect(controle('prepare', 'Structure', 'iban', 'C') ?? '').toBe('');
  });

  it('garde les numéros en texte, les montants et les dates en nombres', () => {
    const { cellules } = brut('prepare');
    const de = (code: string) =>
      [...(cellules.get('Structure') ?? [])].find(([a, c]) => a.startsWith('A') && c.texte === `${code}*`)?.[0];
    const siret = cellules.get('Structure')?.get((de('siret') ?? '').replace('A', 'C'));
    expect(siret).toMatchObject({ type: 'texte', texte: SIRET, format: '@' });
    expect(controle('prepare', 'Projet', 'intitule', 'C')).toBe('=SOMME(A1)');
  });

  it('dit à chaque case ce qui manque ou ne va pas', () => {
    const dits = (nom: string, codes: readonly string[], feuille = 'Structure') =>
      codes.map((code) => controle(nom, feuille, code, 'D'));
    expect(dits('vierge', ['siret', 'rna', 'iban', 'numeroReponse'])).toEqual(['obligatoire', '', 'obligatoire', 'ok']);
    expect(dits('prepare', ['siret', 'rna', 'codePostal', 'courriel', 'telephone', 'iban'])).toEqual([
      'ok',
      'W et 9 chiffres attendus',
      '5 chiffres attendus',
      'adresse électronique attendue',
      '10 chiffres attendus',
      '',
    ]);
    expect(dits('autre', ['siret', 'iban', 'bic'])).toEqual([
      'SIRET inexact : à vérifier',
      '27 caractères attendus',
      '8 ou 11 caractères attendus',
    ]);
    expect(dits('prepare', ['communeInsee', 'qpv', 'tempsCollectifs', 'dateDebut'], 'Projet')).toEqual([
      'ok',
      'oui ou non attendu',
      'ok',
      'obligatoire',
    ]);
    expect(dits('autre', ['dateDebut'], 'Projet')).toEqual(['hors de l’année 2026-2027']);
    expect(dits('juste', ['dateDebut', 'qpv'], 'Projet')).toEqual(['ok', 'ok']);
    const collectifs = [1, 2, 3, 4, 5, 6].map((n) => controle('prepare', 'Collectifs', `collectif#${n}`, 'M'));
    expect(collectifs).toEqual([
      'ok',
      'enfants : de 8 à 12 attendus',
      'enfants : obligatoire',
      'commune : hors de la liste : à vérifier',
      'nom du collectif : obligatoire',
      '',
    ]);
  });

  it('verrouille tout sauf les réponses, sans mot de passe ; aucune liste sur une colonne entière', () => {
    for (const [nom, xml] of brut('vierge').parties) {
      if (!nom.startsWith('xl/worksheets/sheet')) continue;
      expect(xml, nom).toMatch(/<sheetProtection [^>]*sheet="1"/);
      expect(xml, nom).not.toMatch(/hashValue|saltValue/);
      const couvertes = [...xml.matchAll(/<dataValidation [^>]*sqref="([^"]*)"/g)].flatMap(([, plage]) =>
        cellulesDe(plage ?? ''),
      );
      // Deux règles sur une même cellule, et Excel « répare » le fichier.
      expect(new Set(couvertes).size, nom).toBe(couvertes.length);
      for (const [, message = ''] of xml.matchAll(/ error="([^"]*)"/g)) expect(message.length).toBeLessThan(256);
      for (const [, titre = ''] of xml.matchAll(/errorTitle="([^"]*)"/g)) expect(titre.length).toBeLessThan(33);
    }
    const styles = brut('vierge').parties.get('xl/styles.xml') ?? '';
    expect(styles).toMatch(/<protection locked="0"/);
    // 325 communes, de A à Y, dans la feuille masquée.
    const communes = [...(brut('vierge').cellules.get('_clas') ?? [])].filter(([a]) => /^H\d+$/.test(a));
    expect(communes).toHaveLength(DONNEES.communes.length + 1);
    const collectifs = brut('vierge').parties.get('xl/worksheets/sheet4.xml') ?? '';
    expect(collectifs.includes(`&apos;_clas&apos;!$H$2:$H$${DONNEES.communes.length + 1}</formula1>`)).toBe(true);
  });
});

describe('les formules', () => {
  it.skipIf(!avecLibreOffice)(
    'LibreOffice les recalcule toutes comme elles sont gardées',
    async () => {
      const faux: string[] = [];
      for (const nom of Object.keys(CAS)) {
        const copie = join(dossier, `${nom}-faux.xlsx`);
        await fausserResultats(chemins.get(nom) ?? '', copie);
        faux.push(copie);
      }
      const recalcules = recalculer(dossier, faux);
      for (const [rang, nom] of Object.keys(CAS).entries()) {
        const relu = await lireClasseurBrut(recalcules[rang] ?? '');
        const ecarts: string[] = [];
        let formules = 0;
        for (const [feuille, cellules] of brut(nom).cellules) {
          for (const [adresse, attendue] of cellules) {
            if (attendue.formule === null) continue;
            formules += 1;
            const lue = relu.cellules.get(feuille)?.get(adresse);
            const vu = lue?.type === 'nombre' ? String(lue.nombre) : (lue?.texte ?? '');
            const voulu = attendue.type === 'nombre' ? String(attendue.nombre) : attendue.texte;
            if (vu !== voulu) ecarts.push(`${feuille}!${adresse} « ${voulu} » → « ${vu} »`);
          }
        }
        expect(ecarts, nom).toEqual([]);
        expect(formules).toBeGreaterThan(120);
      }
    },
    180_000,
  );
});
