import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type exceljs from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DossierLu, LectureImport } from '../../../../electron/backend/imports/dossier-lu.ts';
import { ecrireModele } from '../../../../electron/backend/tableurs/ecrire-modele.ts';
import { avecLibreOffice, enregistrerUn } from '../../../fixtures/tableurs/libreoffice.ts';
import {
  anomalies,
  cellulesARemplir,
  DONNEES,
  IBAN,
  PREPARE,
  placesDe,
  REPONSE,
  relire,
  remplir,
  SIRET,
  siretFictif,
  type ValeurSaisie,
} from './classeur-reponse-essai.ts';

const dossier = mkdtempSync(join(tmpdir(), 'clas-reponse-'));
const vierge = join(dossier, 'vierge.xlsx');
const rempli = join(dossier, 'rempli.xlsx');
/** Un Python qui a openpyxl : un second logiciel pour remplir le classeur. */
const python = ['python3', '/usr/bin/python3'].find(
  (p) => spawnSync(p, ['-c', 'import openpyxl'], { stdio: 'ignore' }).status === 0,
);

beforeAll(async () => {
  await ecrireModele(DONNEES, { sortie: vierge });
  await remplir(vierge, rempli, await cellulesARemplir(vierge));
});

function seul(lecture: LectureImport): DossierLu {
  const [premier] = lecture.dossiers;
  if (!premier || lecture.dossiers.length > 1) throw new Error(`${lecture.dossiers.length} dossiers`);
  return premier;
}

/** Le sens d’un dossier, sans l’écriture ni la place des cellules : ce que deux tableurs doivent rendre pareil. */
function sens(lu: DossierLu) {
  const dire = (reponses: DossierLu['reponses']) => reponses.map((r) => [r.champ ?? r.libelle, r.valeur]);
  return {
    ...lu,
    reponses: dire(lu.reponses),
    collectifs: lu.collectifs.map((c) => ({ ...c, reponses: dire(c.reponses) })),
    budget: lu.budget.map(({ adresse: _adresse, ...ligne }) => ligne),
  };
}

async function avec(
  nom: string,
  changements: Readonly<Record<string, ValeurSaisie>>,
  retoucher?: (classeur: exceljs.Workbook) => void,
): Promise<LectureImport> {
  const chemin = join(dossier, nom);
  const places = await placesDe(vierge);
  const cellules = new Map(Object.entries(changements).map(([code, v]) => [places.get(code) ?? code, v]));
  await remplir(rempli, chemin, cellules, retoucher);
  return relire(chemin);
}

describe('un classeur rempli se relit sans rien demander', () => {
  it('chaque réponse, sans une anomalie', async () => {
    const lecture = await relire(rempli);
    expect(anomalies(lecture)).toEqual([]);
    expect(lecture.famille).toBe('classeur');
    const lu = seul(lecture);
    expect(lu).toMatchObject({
      numero: `${SIRET}-1`,
      intitule: 'Le cartable et la lanterne',
      communeInsee: '45269',
      quartier: 'La Source',
      qpv: true,
      montantDemandeCentimes: 331_516,
      totalChargesCentimes: 1_020_050,
      totalProduitsCentimes: 1_020_050,
      structure: {
        siret: SIRET,
        raisonSociale: 'Les Lanternes de La Source',
        formeJuridique: 'Association loi 1901',
        rna: 'W459001042',
        adresse: '14 allée des Grands Pins',
        codePostal: '45000',
        communeSiege: '45234',
        courriel: 'contact@lanternes.invalid',
        telephone: '0238000000',
        representant: 'Mme Odile Renard, présidente',
        iban: IBAN,
        bic: 'AGRIFRPP',
        titulaireCompte: 'Les Lanternes de La Source',
      },
    });
    expect(lu.collectifs.map(({ reponses: _reponses, ...c }) => c)).toEqual([
      {
        rang: 1,
        libelle: 'Les CP',
        niveau: 'elementaire',
        classes: 'CP et CE1',
        effectif: 10,
        communeInsee: '45269',
        lieu: 'École du Bourg',
        jours: 'lundi, jeudi',
        horaires: '16 h 30 – 18 h',
        adultes: 2,
        coutCentimes: 500_000,
      },
      {
        rang: 2,
        libelle: 'Les grands',
        niveau: 'college',
        classes: null,
        effectif: 12,
        communeInsee: '45234',
        lieu: 'Maison pour tous',
        jours: 'mardi',
        horaires: '17 h – 18 h 30',
        adultes: 2,
        coutCentimes: 520_050,
      },
    ]);
    expect(lu.budget.map((l) => [l.sens, l.compte, l.libelle, l.montantCentimes])).toEqual([
      ['charge', '60', 'Achats', 120_050],
      ['charge', '64', 'Charges de personnel', 900_000],
      ['produit', '74', 'Caf – prestation de service Clas', 331_516],
      ['produit', '74', 'Commune', 688_534],
      ['charge', '864', 'Bénévolat', 40_000],
      ['produit', '875', 'Bénévolat', 40_000],
    ]);
  });

  it('chaque réponse garde sa cellule, et les champs que les conditions regardent', async () => {
    const { reponses, collectifs } = seul(await relire(rempli));
    const places = await placesDe(vierge);
    const de = (champ: string) => reponses.find((r) => r.champ === champ);
    for (const champ of ['siret', 'dateDebut', 'constat', 'participationFamilles', 'charge:60', 'engagementCharte']) {
      expect(de(champ)?.adresse, champ).toBe(places.get(champ));
    }
    expect(de('dateDebut')?.valeur).toBe('2026-09-14');
    expect(de('constat')?.valeur).toBe('- 127 élèves repérés\n- peu de lieux calmes');
    expect(de('participationFamilles')?.valeur).toBe('1050');
    expect(de('dimensions')?.valeur).toBe('Enfants et jeunes, Parents, École et établissement scolaire');
    expect(de('tempsIndividuels')?.valeur).toBe('oui');
    expect(de('nombreBenevoles')?.valeur).toBe('0');
    expect(de('pieceStatuts')?.valeur).toBe('oui');
    expect(collectifs[1]?.reponses.find((r) => r.champ === 'collectif.effectif')?.adresse).toBe('Collectifs!F7');
    const libelles = reponses.map((r) => r.libelle);
    expect(new Set(libelles).size).toBe(libelles.length);
  });

  it('cent fichiers à la suite donnent cent dossiers, chacun le sien', async () => {
    const lus = new Map<string, string | null>();
    for (let n = 1; n <= 100; n += 1) {
      const chemin = join(dossier, `centaine-${n}.xlsx`);
      const valeurs = { ...PREPARE.valeurs, intitule: `Action ${n}` };
      // Dix porteurs, dix réponses chacun.
      const siret = siretFictif(100 + (n % 10));
      const porteur = { ...PREPARE, siret, valeurs: { ...valeurs, siret }, numeroReponse: Math.ceil(n / 10) };
      await ecrireModele({ ...DONNEES, porteur }, { sortie: chemin });
      const lecture = await relire(chemin);
      expect(lecture.anomalies.filter((a) => a.bloquante)).toEqual([]);
      lus.set(seul(lecture).numero, seul(lecture).intitule);
    }
    expect(lus.size).toBe(100);
    expect(lus.get(`${siretFictif(101)}-2`)).toBe('Action 11');
  }, 180_000);
});

describe('quel que soit le logiciel qui l’a enregistré', () => {
  it.skipIf(!avecLibreOffice)('LibreOffice, en .xlsx', async () => {
    const lecture = await relire(enregistrerUn(dossier, rempli, 'xlsx:Calc MS Excel 2007 XML'));
    expect(anomalies(lecture)).toEqual([]);
    expect(sens(seul(lecture))).toEqual(sens(seul(await relire(rempli))));
  });

  it.skipIf(!avecLibreOffice)('LibreOffice, en .ods', async () => {
    const lecture = await relire(enregistrerUn(dossier, rempli, 'ods'));
    expect(anomalies(lecture)).toEqual([]);
    expect(sens(seul(lecture))).toEqual(sens(seul(await relire(rempli))));
  });

  it.skipIf(python === undefined)('openpyxl, qui n’enregistre aucun résultat de formule', async () => {
    const chemin = join(dossier, 'openpyxl.xlsx');
    const cellules = [...(await cellulesARemplir(vierge))].map(([place, valeur]) => [
      place,
      valeur instanceof Date ? { date: valeur.toISOString().slice(0, 10) } : valeur,
    ]);
    const saisies = join(dossier, 'saisies.json');
    writeFileSync(saisies, JSON.stringify(cellules));
    const script = `
import json, sys, datetime, openpyxl
classeur = openpyxl.load_workbook(sys.argv[1])
for place, valeur in json.load(open(sys.argv[3], encoding="utf-8")):
    feuille, adresse = place.split("!")
    if isinstance(valeur, dict):
        valeur = datetime.date.fromisoformat(valeur["date"])
    classeur[feuille][adresse] = valeur
classeur.save(sys.argv[2])
`;
    execFileSync(python ?? '', ['-c', script, vierge, chemin, saisies]);
    const lecture = await relire(chemin);
    expect(anomalies(lecture)).toEqual([]);
    expect(sens(seul(lecture))).toEqual(sens(seul(await relire(rempli))));
  });
});

describe('un classeur malmené', () => {
  it('libellés changés, feuilles renommées et dans un autre ordre : tout se lit encore', async () => {
    const lecture = await avec('malmene.xlsx', {}, (classeur) => {
      for (const feuille of classeur.worksheets) {
        if (feuille.name === '_clas') continue;
        feuille.eachRow((ligne) => {
          const libelle = ligne.getCell(2);
          if (typeof libelle.value === 'string') libelle.value = 'autre libellé';
        });
        if (feuille.name === 'Budget') feuille.name = 'Notre budget';
        // exceljs range les feuilles par ce numéro, que ses types ne disent pas.
        Object.assign(feuille, { orderNo: 20 - feuille.id });
      }
    });
    expect(anomalies(lecture)).toEqual([]);
    expect(sens(seul(lecture))).toEqual(sens(seul(await relire(rempli))));
    expect(seul(lecture).budget[0]?.adresse).toMatch(/^Notre budget!D/);
  });

  it('une ligne insérée dans les collectifs est un collectif de plus ; les lignes triées gardent leur rang', async () => {
    const insere = await avec('insere.xlsx', {}, (classeur) => {
      const feuille = classeur.getWorksheet('Collectifs');
      const ligne = ['Ajouté', 'Lycée', '', 9, 'Orléans', 'Lycée', 'lundi', '17 h', 2];
      feuille?.insertRow(7, [null, null, ...ligne]);
    });
    expect(seul(insere).collectifs.map((c) => [c.rang, c.libelle])).toEqual([
      [1, 'Les CP'],
      [2, 'Ajouté'],
      [3, 'Les grands'],
    ]);
    const trie = await avec('trie.xlsx', {}, (classeur) => {
      const feuille = classeur.getWorksheet('Collectifs');
      const lire = (n: number) =>
        [1, ...Array.from({ length: 10 }, (_, i) => i + 3)].map((c) => feuille?.getRow(n).getCell(c).value);
      const ecrire = (n: number, valeurs: unknown[]) =>
        [1, ...Array.from({ length: 10 }, (_, i) => i + 3)].forEach((c, i) => {
          const cellule = feuille?.getRow(n).getCell(c);
          if (cellule) cellule.value = valeurs[i] as exceljs.CellValue;
        });
      const [premiere, seconde] = [lire(6), lire(7)];
      ecrire(6, seconde);
      ecrire(7, premiere);
    });
    expect(seul(trie).collectifs.map((c) => [c.rang, c.libelle])).toEqual([
      [1, 'Les CP'],
      [2, 'Les grands'],
    ]);
  });

  it('la feuille masquée retirée se dit, une feuille retirée aussi, le reste se lit', async () => {
    const lecture = await avec('sans-fiche.xlsx', {}, (classeur) => {
      for (const nom of ['_clas', 'Pièces']) classeur.removeWorksheet(classeur.getWorksheet(nom)?.id ?? 0);
    });
    expect(anomalies(lecture)).toEqual(['feuille_absente', 'fiche_absente']);
    expect(seul(lecture).structure.siret).toBe(SIRET);
  });

  it('une version inconnue est refusée, par une phrase qui dit quoi faire', async () => {
    const changer = (version: number) => (classeur: exceljs.Workbook) => {
      for (const feuille of classeur.worksheets) {
        feuille.eachRow((ligne) => {
          const repere = ligne.getCell(1);
          if (typeof repere.value === 'string')
            repere.value = repere.value.replace(/^clas-reponse:1:/, `clas-reponse:${version}:`);
        });
      }
    };
    await expect(avec('ancien.xlsx', {}, changer(0))).rejects.toThrow(/version ancienne de Clas \(format 0\)/);
    await expect(avec('futur.xlsx', {}, changer(2))).rejects.toThrow(
      /plus récente de Clas \(format 2\).*mettez Clas à jour/,
    );
  });

  it('vierge : une anomalie, aucun dossier', async () => {
    const lecture = await relire(vierge);
    expect(anomalies(lecture)).toEqual(['! classeur_vierge']);
    expect(lecture.dossiers).toEqual([]);
  });

  it('un classeur qui n’est pas le nôtre suit la voie commune', async () => {
    const lecture = await avec('autre.xlsx', {}, (classeur) => {
      for (const feuille of classeur.worksheets) feuille.getCell(feuille.name === '_clas' ? 'A1' : 'A3').value = 'rien';
    });
    expect(lecture.famille).not.toBe('classeur');
  });
});

describe('une valeur fausse se dit à sa cellule', () => {
  it('SIRET faux ou absent, n° de réponse illisible : la réponse est laissée à l’écart', async () => {
    const places = await placesDe(vierge);
    const faux = await avec('siret-faux.xlsx', { siret: '99910007600011' });
    expect(anomalies(faux)).toEqual([`! siret_invalide ${places.get('siret')}`]);
    expect(seul(faux).numero).toBe('sans-siret-siret-faux-1');
    expect(seul(faux).structure).toMatchObject({ siret: null, siretDeclare: '99910007600011' });
    const absent = await avec('Réponse n°2 (copie).xlsx', { siret: '' });
    expect(anomalies(absent)).toEqual([`! siret_absent ${places.get('siret')}`]);
    expect(seul(absent).numero).toBe('sans-siret-reponse-n-2-copie');
    const numero = await avec('numero.xlsx', { numeroReponse: 'deux' });
    expect(anomalies(numero)).toEqual([`! numero_reponse_illisible ${places.get('numeroReponse')}`]);
  });

  it('un montant ou un effectif illisible écarte le dossier ; le reste se signale seulement', async () => {
    const places = await placesDe(vierge);
    const lecture = await avec('faux.xlsx', {
      'charge:60': 'environ mille',
      'Collectifs!F6': '8 à 12',
      courriel: 'pas une adresse',
      dateDebut: '30 février',
      qpv: 'peut-être',
      'dimension:Parents': '?',
      communeInsee: 'Orlean-sur-Mer',
    });
    const trouvees = anomalies(lecture);
    expect(trouvees).toContain(`! montant_illisible ${places.get('charge:60')}`);
    expect(trouvees).toContain('! effectif_illisible Collectifs!F6');
    for (const [code, champ] of [
      ['courriel_invalide', 'courriel'],
      ['date_illisible', 'dateDebut'],
      ['reponse_illisible', 'qpv'],
      ['reponse_illisible', 'dimension:Parents'],
      ['commune_inconnue', 'communeInsee'],
    ] as const) {
      expect(trouvees).toContain(`${code} ${places.get(champ)}`);
    }
  });

  it('une réponse obligatoire vide se dit à sa cellule ; une ligne de collectif à moitié vide aussi', async () => {
    const places = await placesDe(vierge);
    const lecture = await avec('trous.xlsx', { objectifs: '', 'Collectifs!H7': '', 'piece:pieceRib': '' });
    expect(anomalies(lecture)).toEqual([
      `reponse_absente ${places.get('objectifs')}`,
      `reponse_absente ${places.get('piece:pieceRib')}`,
      'reponse_absente Collectifs!H7',
    ]);
  });

  it('un budget déséquilibré, une pièce « non » avec un fichier', async () => {
    const rib = (await placesDe(vierge)).get('piece:pieceRib')?.replace('!C', '!D') ?? '';
    const lecture = await avec('ecart.xlsx', { 'produit:74:Commune': 6000, 'piece:pieceRib': 'non', [rib]: 'rib.pdf' });
    expect(anomalies(lecture).map((a) => a.split(' ')[0])).toEqual(['piece_incoherente', 'budget_desequilibre']);
    expect(seul(lecture).reponses.find((r) => r.champ === 'pieceRib')?.valeur).toBe('rib.pdf');
  });

  it('le classeur d’une autre campagne est laissé à l’écart ; « inchangé » n’est pas un IBAN', async () => {
    const lecture = await relire(rempli, '2027-2028');
    expect(anomalies(lecture)).toContain('! autre_campagne');
    const inchange = await avec('inchange.xlsx', { iban: 'Inchangé' });
    expect(anomalies(inchange)).toEqual([]);
    expect(seul(inchange).structure.iban).toBeNull();
  });

  it('préparé pour un porteur, rempli par un autre : à vérifier', async () => {
    const prepare = join(dossier, 'prepare.xlsx');
    const porteur = { ...PREPARE, siret: siretFictif(3), valeurs: {} };
    await ecrireModele({ ...DONNEES, porteur }, { sortie: prepare });
    const chemin = join(dossier, 'transmis.xlsx');
    await remplir(prepare, chemin, await cellulesARemplir(prepare, { ...REPONSE, iban: '' }));
    const lecture = await relire(chemin);
    expect(anomalies(lecture)).toEqual([`siret_change ${(await placesDe(prepare)).get('siret')}`]);
  });
});
