import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listerDossiers } from '../../../../electron/backend/dossiers/lire.ts';
import type { CharteComplete } from '../../../../shared/contract/chartes.ts';
import type { Charte } from '../../../../shared/domaine/charte.ts';
import { ouvrirExempleCopie } from '../exemple-essai.ts';
import type { Essai } from '../socle-essai.ts';

/** La campagne d’exemple : 60 dossiers lus et décidés avec la version 1. */
let essai: Essai;
let campagneId: number;
let v1: number;
let v2: CharteComplete;

/** Ce que la base garde d’une version : lectures, niveaux et synthèses, ligne à ligne. */
function garde(charteId: number): unknown {
  const { $client } = essai.context.db;
  return [
    $client.prepare('SELECT * FROM lectures WHERE charte_id = ? ORDER BY id').all(charteId),
    $client
      .prepare(
        'SELECT n.* FROM niveaux n JOIN lectures l ON l.id = n.lecture_id WHERE l.charte_id = ? ORDER BY n.lecture_id, n.critere',
      )
      .all(charteId),
    $client.prepare('SELECT * FROM syntheses WHERE charte_id = ? ORDER BY dossier_id, critere').all(charteId),
  ];
}

function compter(table: string): number {
  return Number(essai.context.db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
}

function notes() {
  return listerDossiers(essai.context, campagneId).map(({ numero, note, pile, rang }) => ({
    numero,
    dixiemes: note.dixiemes,
    complete: note.complete,
    pile,
    rang: rang?.rang ?? null,
  }));
}

/** La version 2 : le poids d’un axe et d’un critère, un critère récrit, un retiré, un ajouté, une condition de moins. */
function recrire(charte: Charte): Charte {
  return {
    ...charte,
    conditions: charte.conditions.filter(({ code }) => code !== 'locaux_adaptes'),
    axes: charte.axes.map((axe) => {
      if (axe.code === 'enfants') return { ...axe, poids: 50 };
      if (axe.code === 'parents')
        return {
          ...axe,
          criteres: axe.criteres.map((c) =>
            c.code === 'P1'
              ? { ...c, poids: 5, libelle: 'Accueil des familles' }
              : c.code === 'P3'
                ? { ...c, niveaux: [...c.niveaux.slice(0, 3), 'Autre chose'] as typeof c.niveaux }
                : c,
          ),
        };
      if (axe.code !== 'territoire') return axe;
      const { criteres } = axe;
      const [premier] = criteres;
      if (!premier) throw new Error('axe vide');
      return {
        ...axe,
        criteres: [...criteres.filter((c) => c.code !== 'T3'), { ...premier, code: 'T4', libelle: 'Transports' }],
      };
    }),
  };
}

beforeAll(async () => {
  const copie = await ouvrirExempleCopie();
  essai = copie;
  ({ campagneId } = copie);
  v1 = (await essai.api.campagnes.lire({ campagneId })).charteId;
  const brouillon = await essai.api.chartes.creer({ depuis: 'charte', charteId: v1 });
  const { charteId, revision } = { charteId: brouillon.id, revision: brouillon.revision };
  const ecrit = await essai.api.chartes.enregistrer({ charteId, revision, contenu: recrire(brouillon.charte) });
  v2 = await essai.api.chartes.publier({ charteId, revision: ecrit.revision });
}, 60_000);
afterAll(async () => {
  expect(await essai.api.journal.verifier()).toMatchObject({ sain: true });
  essai.fermer();
});

describe('changer de version en cours de campagne', () => {
  test('l’aperçu dit tout et n’écrit rien, pas même au journal', async () => {
    const tables = ['journal', 'lectures', 'niveaux', 'syntheses'];
    const avant = [notes(), ...tables.map(compter)];
    const apercu = await essai.api.chartes.apercuChangement({ campagneId, charteId: v2.id });
    expect([notes(), ...tables.map(compter)]).toEqual(avant);
    expect(apercu.avant).toMatchObject({ id: v1, version: 1 });
    expect(apercu.apres).toMatchObject({ id: v2.id, version: 2 });
    // Récrit ou nouveau : à coter. Le poids et le libellé n’y font rien.
    expect(apercu.criteresACoter).toEqual(['P3', 'T4']);
    expect(apercu.criteresRepris).toContain('P1');
    expect(apercu.criteresRepris).toHaveLength(16);
    const nature = (objet: string, code: string) =>
      apercu.differences.find((d) => d.objet === objet && d.code === code)?.nature;
    expect(nature('condition', 'locaux_adaptes')).toBe('retire');
    expect(nature('critere', 'T3')).toBe('retire');
    expect(nature('critere', 'T4')).toBe('ajoute');
    expect(nature('critere', 'P1')).toBe('change');
    expect(apercu.lectures).toEqual({ gardees: 60, reportees: 60, retrouvees: 0, terminees: 0, aCompleter: 60 });
    expect(apercu.decides).toBeGreaterThan(0);
    expect(apercu.dossiers).toHaveLength(60);
    for (const dossier of apercu.dossiers) {
      expect(dossier.avant.complete).toBe(true);
      expect(dossier.apres).toMatchObject({ complete: false, rang: null });
      expect(dossier.manquants).toEqual(['P3', 'T4']);
    }
  });

  test('refusé si une lecture a bougé depuis l’aperçu, ou si la version ne convient pas', async () => {
    const { empreinte } = await essai.api.chartes.apercuChangement({ campagneId, charteId: v2.id });
    const [dossier] = listerDossiers(essai.context, campagneId);
    const dossierId = dossier?.id ?? 0;
    await essai.api.lectures.rouvrir({ dossierId, motif: 'Relire' });
    const lue = await essai.api.lectures.lire({ dossierId });
    for (const { critere, niveau } of lue.niveaux)
      await essai.api.lectures.noter({ dossierId, critere, niveau, commentaire: 'Relu' });
    const niveau = lue.niveaux.find(({ critere }) => critere === 'P2')?.niveau ?? null;
    const noterP2 = (autre: typeof niveau) =>
      essai.api.lectures.noter({ dossierId, critere: 'P2', niveau: autre, commentaire: 'Relu' });
    await noterP2(niveau === 1 ? 2 : 1);
    const demande = { campagneId, charteId: v2.id, motif: 'Charte votée le 12 juin' };
    await expect(essai.api.chartes.changer({ ...demande, empreinte })).rejects.toMatchObject({
      data: { code: 'apercu_perime' },
    });
    expect((await essai.api.campagnes.lire({ campagneId })).charteId).toBe(v1);
    await noterP2(niveau);
    await essai.api.lectures.terminer({ dossierId });
    await expect(essai.api.chartes.apercuChangement({ campagneId, charteId: v1 })).rejects.toMatchObject({
      data: { code: 'meme_charte' },
    });
    const brouillon = await essai.api.chartes.creer({ depuis: 'charte', charteId: v2.id });
    await expect(essai.api.chartes.apercuChangement({ campagneId, charteId: brouillon.id })).rejects.toMatchObject({
      data: { code: 'charte_non_publiee' },
    });
    await essai.api.chartes.supprimer({ charteId: brouillon.id });
  });

  test('le changement fait ce que l’aperçu a dit, et ne touche à aucune lecture de l’ancienne version', async () => {
    const gardees = garde(v1);
    const notesAvant = notes();
    const apercu = await essai.api.chartes.apercuChangement({ campagneId, charteId: v2.id });
    const fait = await essai.api.chartes.changer({
      campagneId,
      charteId: v2.id,
      empreinte: apercu.empreinte,
      motif: 'Charte votée le 12 juin',
    });
    expect(fait).toEqual(apercu);
    expect(garde(v1)).toEqual(gardees);
    expect(notes()).toEqual(
      apercu.dossiers.map(({ numero, apres }) => ({
        numero,
        dixiemes: apres.dixiemes,
        complete: apres.complete,
        pile: apres.pile,
        rang: apres.rang,
      })),
    );
    const [campagne] = (await essai.api.chartes.lire({ charteId: v2.id })).campagnes;
    expect(campagne).toEqual({ id: campagneId, anneeScolaire: '2026-2027' });
    const entree = essai.context.db.$client
      .prepare("SELECT motif, avant, apres FROM journal WHERE action = 'campagne.changer_charte'")
      .all();
    expect(entree).toEqual([
      {
        motif: 'Charte votée le 12 juin',
        avant: JSON.stringify({ charteId: v1 }),
        apres: JSON.stringify({ charteId: v2.id }),
      },
    ]);
    // Les notes passées, refaites des lectures gardées : celles d’avant, au dixième et au rang près.
    const passees = await essai.api.chartes.notesPassees({ campagneId });
    expect(
      passees.map(({ numero, resultat: { dixiemes, complete, rang } }) => ({ numero, dixiemes, complete, rang })),
    ).toEqual(notesAvant.map(({ numero, dixiemes, complete, rang }) => ({ numero, dixiemes, complete, rang })));
    expect(passees.every(({ charte }) => charte.id === v1)).toBe(true);
  });

  test('coter avec la nouvelle version ne change rien à l’ancienne', async () => {
    const gardees = garde(v1);
    const pile = await essai.api.lectures.pile({ campagneId });
    const mien = pile.find(({ maLecture }) => maLecture === 'en_cours');
    const dossierId = mien?.id ?? 0;
    const [avant] = await essai.api.chartes.notesPassees({ campagneId, dossierId });
    const commentaire = 'Vu au dossier';
    await essai.api.lectures.noter({ dossierId, critere: 'P3', niveau: 2, commentaire });
    await essai.api.lectures.noter({ dossierId, critere: 'P1', niveau: 0, commentaire });
    for (const { critere, niveau } of (await essai.api.lectures.lire({ dossierId })).niveaux)
      await essai.api.lectures.noter({ dossierId, critere, niveau: niveau ?? 1, commentaire });
    await expect(essai.api.lectures.noter({ dossierId, critere: 'T3', niveau: 1 })).rejects.toMatchObject({
      code: 'INTROUVABLE',
    });
    const lue = await essai.api.lectures.terminer({ dossierId });
    expect(lue.note).toMatchObject({ complete: true, manquants: [] });
    expect(lue.niveaux.find(({ critere }) => critere === 'P1')?.niveau).toBe(0);
    expect(garde(v1)).toEqual(gardees);
    const [apres, ...autres] = await essai.api.chartes.notesPassees({ campagneId, dossierId });
    expect(autres).toEqual([]);
    expect(apres).toEqual(avant);
    expect(apres?.lectures).toHaveLength(1);
  });

  test('revenir à la première version retrouve ses lectures et ses notes, intactes', async () => {
    const [gardees1, gardees2] = [garde(v1), garde(v2.id)];
    const passees = await essai.api.chartes.notesPassees({ campagneId });
    const apercu = await essai.api.chartes.apercuChangement({ campagneId, charteId: v1 });
    expect(apercu.lectures).toEqual({ gardees: 60, reportees: 0, retrouvees: 60, terminees: 60, aCompleter: 0 });
    const { empreinte } = apercu;
    await essai.api.chartes.changer({ campagneId, charteId: v1, empreinte, motif: 'Vote annulé' });
    expect(garde(v1)).toEqual(gardees1);
    expect(garde(v2.id)).toEqual(gardees2);
    expect(notes().map(({ dixiemes, rang }) => ({ dixiemes, rang }))).toEqual(
      passees.map(({ resultat: { dixiemes, rang } }) => ({ dixiemes, rang })),
    );
  });

  test('une version de même niveaux décrits garde les lectures terminées ; seuls les poids jouent', async () => {
    const { charte, revision, id } = await essai.api.chartes.creer({ depuis: 'charte', charteId: v1 });
    const contenu = { ...charte, axes: charte.axes.map((a) => (a.code === 'ecole' ? { ...a, poids: 60 } : a)) };
    const ecrit = await essai.api.chartes.enregistrer({ charteId: id, revision, contenu });
    await essai.api.chartes.publier({ charteId: id, revision: ecrit.revision });
    const apercu = await essai.api.chartes.apercuChangement({ campagneId, charteId: id });
    expect(apercu.lectures).toMatchObject({ reportees: 60, terminees: 60, aCompleter: 0 });
    expect(apercu.criteresACoter).toEqual([]);
    expect(apercu.dossiers.every(({ apres }) => apres.complete && apres.rang !== null)).toBe(true);
    expect(apercu.dossiers.some(({ avant, apres }) => avant.dixiemes !== apres.dixiemes)).toBe(true);
  });

  test('une version qui sert ne s’archive pas ; une autre, si', async () => {
    await expect(essai.api.chartes.archiver({ charteId: v1, motif: 'x' })).rejects.toMatchObject({
      data: { code: 'charte_utilisee', message: expect.stringContaining('2026-2027') },
    });
    const archivee = await essai.api.chartes.archiver({ charteId: v2.id, motif: 'Remplacée' });
    expect(archivee).toMatchObject({ etat: 'archivee', archiveeLe: '2026-06-12T08:42:00.000Z', lectures: 60 });
    await expect(essai.api.chartes.supprimer({ charteId: v2.id })).rejects.toMatchObject({
      data: { code: 'charte_figee' },
    });
  });
});
