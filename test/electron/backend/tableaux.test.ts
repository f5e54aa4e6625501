import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CellValue } from 'exceljs';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listerJournal } from '../../../db/queries/journal.ts';
import { cheminReserve } from '../../../electron/backend/fichiers/reserve.ts';
import { verifierBase } from '../../../electron/backend/journal.ts';
import { decider } from '../../../electron/backend/seances/decider.ts';
import { lireEtatSeance } from '../../../electron/backend/seances/lire.ts';
import type { NatureDecision } from '../../../shared/contract/commun.ts';
import { suiteDs } from '../../../shared/domaine/decisions-ds.ts';
import { lireDecisionEcrite } from '../../../shared/domaine/decisions-ecrites.ts';
import { comparerFrancais, LIBELLES_DECISION } from '../../../shared/domaine/libelles.ts';
import { avecLibreOffice, enregistrerUn, recalculer } from '../../fixtures/tableurs/libreoffice.ts';
import { type Atelier, type Banc, importer, lectureDe, ouvrirAtelier, source } from './argent-essai.ts';
import { dossierTemporaire } from './socle-essai.ts';
import { appliquer, colonne, enBase, ouvrirTableau, voir } from './tableaux-essai.ts';
import { lireClasseurBrut } from './tableurs/ecrire-lecture.ts';

let atelier: Atelier;
let banc: Banc;
let dossier: string;
beforeAll(() => {
  atelier = ouvrirAtelier();
  dossier = dossierTemporaire();
});
afterAll(() => atelier.fermer());
function ouvrir(): void {
  banc = atelier.ouvrir({}, 2_000_000);
  const porteurs = ['1001', '1002', '1003'].map((numero) =>
    source({ numero, nom: `=Porteur ${numero}`, siret: null, iban: null }),
  );
  importer(banc.context, banc.campagneId, lectureDe(porteurs));
}
beforeEach(ouvrir);
afterEach(() => {
  expect(verifierBase(banc.context)).toMatchObject({ sain: true });
  banc.fermer();
});

const DROIT = 195_000;
const chemin = (nom: string) => join(dossier, nom);

function idDe(qui: string): number {
  const { dossiers } = lireEtatSeance(banc.context, banc.campagneId, banc.seanceId);
  const [numero, lettre] = qui.split(' ');
  const trouve = dossiers.find((d) => d.numero === numero)?.listeCollectifs.find((c) => c.lettre === lettre);
  if (!trouve) throw new Error(`pas de collectif ${qui}`);
  return trouve.id;
}

function prendre(nature: NatureDecision, qui: string): void {
  decider(banc.context, {
    seanceId: banc.seanceId,
    collectifIds: [idDe(qui)],
    nature,
    motif: null,
    texte: nature === 'agree' ? '' : 'dit en séance',
  });
}

function csv(nom: string, lignes: readonly string[]): string {
  writeFileSync(chemin(nom), `${lignes.join('\n')}\n`);
  return chemin(nom);
}

describe('aller et retour', () => {
  test('rempli, enregistré en .ods et .csv : les mêmes décisions ; deux fois : rien de plus', async () => {
    const tableau = await ouvrirTableau(banc);
    const { feuille } = tableau;
    expect(feuille.getCell(5, colonne('porteur')).value).toBe('=Porteur 1001');
    expect(feuille.getCell(5, colonne('numero')).value).toBe('1001');
    tableau.remplir('1001 A', { decision: 'Agréé' });
    tableau.remplir('1001 B', { decision: 'AGREE SOUS RESERVE', texte: 'Avec deux adultes.' });
    tableau.remplir('1002 C', { decision: 'refus', motif: 'Budget non équilibré' });
    const rempli = await tableau.enregistrer(chemin('rempli.xlsx'));
    const attendu = {
      '1001 A': ['agree', null, '', DROIT],
      '1001 B': ['agree_sous_reserve', null, 'Avec deux adultes.', DROIT],
      '1002 C': ['refuse', 'budget_non_equilibre', '', 0],
    };
    const vu = await voir(banc, rempli);
    expect(vu).toMatchObject({ origine: 'tableau', anomalies: [], sansDecision: 6, inchangees: 0 });
    expect(vu.enveloppe).toMatchObject({ avantCentimes: 0, apresCentimes: 2 * DROIT });
    expect(enBase(banc)['1001 A']).toBeNull();
    const formes = avecLibreOffice
      ? [
          enregistrerUn(dossier, rempli, 'ods'),
          enregistrerUn(dossier, rempli, 'csv:Text - txt - csv (StarCalc):59,34,76,1'),
        ]
      : [];
    for (const forme of formes) {
      const relu = await voir(banc, forme);
      expect(relu.anomalies.filter((a) => a.bloquante)).toEqual([]);
      const dire = (a: typeof vu) => a.changements.map((c) => [c.collectifId, c.avant, c.apres, c.conflit]);
      expect(dire(relu)).toEqual(dire(vu));
    }
    const faite = await appliquer(banc, rempli);
    expect(faite).toMatchObject({ decisions: 3, dossiers: 2, engageCentimes: 2 * DROIT, laissees: [] });
    expect(enBase(banc)).toMatchObject(attendu);
    expect(existsSync(cheminReserve(banc.context, faite.sha256))).toBe(true);
    const { entrees } = listerJournal(banc.context.db, {
      avantId: null,
      limite: 1,
      recherche: 'Tableau du Copil repris',
    });
    expect(entrees[0]?.apres).toContain(faite.sha256);
    for (const forme of [rempli, ...formes]) {
      const relu = await voir(banc, forme);
      expect([relu.changements, relu.anomalies.filter((a) => a.bloquante)]).toEqual([[], []]);
    }
    expect(await appliquer(banc, rempli)).toMatchObject({ decisions: 0, gardees: 0 });
    expect((await voir(banc, rempli)).appliqueLe).not.toBeNull();
  }, 120_000);

  test.runIf(avecLibreOffice)('les valeurs gardées des formules sont celles que LibreOffice recalcule', async () => {
    prendre('agree', '1001 A');
    prendre('refuse', '1002 B');
    prendre('ajourne', '1003 C');
    const tableau = await ouvrirTableau(banc);
    const brut = await tableau.enregistrer(chemin('synthese.xlsx'));
    const [recalcule = ''] = recalculer(dossier, [brut]);
    const [avant, apres] = [await lireClasseurBrut(brut), await lireClasseurBrut(recalcule)];
    const formules = (c: typeof avant) =>
      Object.fromEntries(
        [...c.cellules].flatMap(([nom, cellules]) =>
          [...cellules].flatMap(([ou, x]) => (x.formule === null ? [] : [[`${nom}!${ou}`, x.nombre] as const])),
        ),
      );
    expect(Object.keys(formules(avant)).length).toBeGreaterThan(30);
    expect(formules(apres)).toEqual(formules(avant));
  });

  test('une part quelconque des lignes, dans un ordre quelconque : la base dit ce que le fichier dit', async () => {
    const nature = fc.constantFrom<NatureDecision | null>(
      'agree',
      'agree_sous_reserve',
      'ajourne',
      'refuse',
      'sans_suite',
      null,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(nature, { minLength: 9, maxLength: 9 }), fc.boolean(), async (natures, inverse) => {
        banc.fermer();
        ouvrir();
        const tableau = await ouvrirTableau(banc);
        const qui = Object.keys(enBase(banc)).toSorted();
        natures.forEach((n, rang) => {
          if (n !== null)
            tableau.remplir(qui[rang] ?? '', {
              decision: LIBELLES_DECISION[n],
              ...(n === 'agree' ? {} : { texte: 't' }),
            });
        });
        if (inverse) {
          const lignes = Array.from({ length: 9 }, (_, n) =>
            (tableau.feuille.getRow(5 + n).values as unknown[]).slice(1),
          );
          lignes.toReversed().forEach((valeurs, n) => {
            // Les formules d’un tri suivent leur ligne ; vidées ici, elles ne comptent pas.
            valeurs[colonne('montant') - 1] = null;
            tableau.feuille.getRow(5 + n).values = valeurs as CellValue[];
          });
        }
        await appliquer(banc, await tableau.enregistrer(chemin('hasard.xlsx')));
        const base = enBase(banc);
        expect(qui.map((q) => base[q]?.[0] ?? null)).toEqual(natures);
        expect(qui.map((q) => base[q]?.[3] ?? 0)).toEqual(
          natures.map((n) => (n === 'agree' || n === 'agree_sous_reserve' ? DROIT : 0)),
        );
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });
});

describe('anomalies', () => {
  const CAS: readonly (readonly [ligne: string, code: string, cellule: string])[] = [
    ['9999;A;agréé;;;', 'dossier_inconnu', 'A2'],
    ['1001;Z;agréé;;;', 'collectif_inconnu', 'B3'],
    ['1001;;agréé;;;', 'collectif_non_dit', 'B4'],
    ['1001;A;peut-être;;;', 'decision_inconnue', 'C5'],
    ['1001;B;refusé;;;', 'motif_absent', 'D6'],
    ['1001;C;refus;Parce que;;', 'motif_inconnu', 'D7'],
    ['1002;A;agréé;Budget non équilibré;;', 'motif_incompatible', 'D8'],
    ['1002;B;accord;;;', 'doublon_contraire', 'C9'],
    ['1002;B;refus;;non;', 'doublon_contraire', 'C10'],
    ['1002;C;agréé;;;999,00', 'montant_change', 'F11'],
    ['1003;A;;Budget non équilibré;;', 'motif_sans_decision', 'C12'],
    [';;agréé;;;', 'numero_absent', 'A13'],
    ['1003;C;reporté;;' + 'x'.repeat(4001) + ';', 'texte_trop_long', 'E14'],
  ];

  test('chacune est nommée avec sa cellule ; rien n’est écrit, ou seulement les lignes saines si on le demande', async () => {
    const fichier = csv('anomalies.csv', [
      'N° dossier;Collectif;Décision;Motif;Texte;Montant agréé',
      ...CAS.map(([ligne]) => ligne),
      'n° 1003;collectif b;accordé;;;1 950,00 €',
    ]);
    const vu = await voir(banc, fichier);
    expect(vu.origine).toBe('libre');
    const bloquantes = vu.anomalies.filter((a) => a.bloquante);
    expect(bloquantes.map((a) => `${a.code} ${a.cellule}`).toSorted(comparerFrancais)).toEqual(
      CAS.map(([, code, cellule]) => `${code} ${cellule}`).toSorted(comparerFrancais),
    );
    expect(vu.changements.map((c) => [c.numero, c.lettre, c.apres.montantCentimes])).toEqual([['1003', 'B', DROIT]]);
    const avant = enBase(banc);
    await expect(appliquer(banc, fichier)).rejects.toMatchObject({ code: 'tableau_refuse' });
    expect(enBase(banc)).toEqual(avant);
    expect(await appliquer(banc, fichier, { partiel: true })).toMatchObject({ decisions: 1 });
    expect(enBase(banc)).toEqual({ ...avant, '1003 B': ['agree', null, '', DROIT] });
  });

  test('décidé en base depuis l’export : montré, gardé sauf choix ; une ligne non touchée n’écrase rien', async () => {
    const tableau = await ouvrirTableau(banc);
    tableau.remplir('1001 A', { decision: 'Agréé' });
    tableau.remplir('1002 A', { decision: 'Agréé' });
    const fichier = await tableau.enregistrer(chemin('conflit.xlsx'));
    prendre('refuse', '1001 A');
    prendre('agree', '1003 A');
    const vu = await voir(banc, fichier);
    expect(vu.anomalies.map((a) => a.code)).toEqual(['conflit']);
    expect(vu.changements.map((c) => [c.numero, c.conflit, c.avant?.nature ?? null])).toEqual([
      ['1001', true, 'refuse'],
      ['1002', false, null],
    ]);
    expect(await appliquer(banc, fichier)).toMatchObject({ decisions: 1, gardees: 1 });
    expect(enBase(banc)).toMatchObject({
      '1001 A': ['refuse', null, 'dit en séance', 0],
      '1003 A': ['agree', null, '', DROIT],
    });
    expect(await appliquer(banc, fichier, { remplacer: [idDe('1001 A')] })).toMatchObject({ decisions: 1, gardees: 0 });
    expect(enBase(banc)['1001 A']?.[0]).toBe('agree');
  });

  test('une écriture qui casse au milieu ne laisse rien ; une formule en erreur, une autre base sont nommées', async () => {
    const tableau = await ouvrirTableau(banc);
    tableau.remplir('1001 A', { decision: 'Agréé' });
    tableau.remplir('1003 A', { decision: 'Agréé' });
    const bon = await tableau.enregistrer(chemin('bon.xlsx'));
    banc.context.db.$client.exec(
      `CREATE TEMP TRIGGER panne BEFORE INSERT ON decisions WHEN NEW.collectif_id = ${idDe('1003 A')} BEGIN SELECT RAISE(ABORT, 'panne'); END`,
    );
    await expect(appliquer(banc, bon)).rejects.toThrow('panne');
    banc.context.db.$client.exec('DROP TRIGGER panne');
    expect(Object.values(enBase(banc)).every((d) => d === null)).toBe(true);
    tableau.remplir('1001 B', { decision: { formula: 'NA()', result: { error: '#N/A' } } });
    const faux = await voir(banc, await tableau.enregistrer(chemin('erreur.xlsx')));
    expect(faux.anomalies).toMatchObject([{ code: 'erreur_formule', cellule: 'P6', numero: '1001' }]);
    const fiche = tableau.classeur.getWorksheet('Clas');
    if (!fiche) throw new Error('fiche absente');
    fiche.getCell('B2').value = 'f'.repeat(64);
    const autre = await voir(banc, await tableau.enregistrer(chemin('autre.xlsx')));
    expect(autre).toMatchObject({ changements: [], anomalies: [{ code: 'autre_base', bloquante: true }] });
    await expect(appliquer(banc, csv('rien.csv', ['Nom;Âge', 'a;3']))).rejects.toMatchObject({
      code: 'tableau_inconnu',
    });
  });
});

test('décisions écrites à la main, et l’état du dossier sur Démarches simplifiées', () => {
  const lues = [
    'agréé',
    'AGREE',
    'Accord',
    ' agréés sous réserves. ',
    'REFUS',
    'Classé sans suite',
    'avis défavorable',
    'agréa',
    '',
  ];
  expect(lues.map(lireDecisionEcrite)).toEqual([
    'agree',
    'agree',
    'agree',
    'agree_sous_reserve',
    'refuse',
    'sans_suite',
    'refuse',
    null,
    null,
  ]);
  const decide = (...natures: (NatureDecision | null)[]) =>
    suiteDs(
      natures.map((nature, rang) => ({
        lettre: 'ABC'[rang] ?? '',
        decision: nature && { nature, motif: nature === 'refuse' ? 'locaux' : null, texte: '' },
      })),
    );
  expect(decide('agree', 'agree', 'refuse')).toEqual({
    etat: 'accepte',
    motivation: 'Collectifs A et B : Agréé. Collectif C : Refusé : Locaux inadaptés ou à confirmer.',
  });
  expect(decide('refuse', 'sans_suite').etat).toBe('refuse');
  expect(decide('sans_suite')).toEqual({ etat: 'sans_suite', motivation: 'Classé sans suite.' });
  expect(decide('agree', 'ajourne').etat).toBe('accepte');
  expect([decide('ajourne', 'refuse'), decide('agree', null), decide()]).toEqual(
    ['ajourne', 'a_decider', 'sans_collectif'].map((raison) => ({ etat: null, raison })),
  );
});
