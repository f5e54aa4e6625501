import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ecrire } from '../../../db/ecrire.ts';
import { acteur } from '../../../electron/backend/acteur.ts';
import { colonneLarge, ouvrirGrille } from './grilles-classeur.ts';
import { agents, type Banc, entrees, ouvrirBanc, preparerDepart, remplir, reprendre, vus } from './grilles-essai.ts';
import { EXEMPLE } from './socle-essai.ts';

beforeAll(preparerDepart, 60_000);

describe('aller et retour', () => {
  let banc: Banc;
  beforeAll(async () => {
    banc = await ouvrirBanc();
  });
  afterAll(() => banc.fermer());

  test('les mêmes données donnent les mêmes octets ; aucun IBAN ne sort', async () => {
    const [un, deux] = [await banc.produire(banc.ids.slice(0, 3)), await banc.produire(banc.ids.slice(0, 3))];
    expect(readFileSync(un).equals(readFileSync(deux))).toBe(true);
    const grille = await ouvrirGrille(un);
    const textes = grille.classeur.worksheets.flatMap((f) => {
      const lus: string[] = [];
      f.eachRow((ligne) => ligne.eachCell((c) => lus.push(JSON.stringify(c.value))));
      return lus;
    });
    const ibans = banc.context.db.$client.prepare('SELECT iban FROM coordonnees_bancaires').pluck().all() as string[];
    expect(ibans.length).toBeGreaterThan(10);
    const tout = textes.join('\n').replaceAll(' ', '');
    expect(ibans.filter((iban) => tout.includes(iban))).toEqual([]);
  });

  test('niveaux, commentaires et constats reviennent ; deux fois la même grille ne change rien', async () => {
    const [a = 0, b = 0] = banc.ids;
    const vierge = await banc.produire([a, b]);
    const rendue = await remplir(vierge, (g) => {
      g.noter(a, 'EJ1', 2);
      g.noter(a, 'EJ2', 'so');
      g.noter(a, 'P1', '1', 'Peu d’occasions\r\nde rencontre');
      g.noter(b, 'EJ1', 3, '=1+1 est un texte');
      const feuille = g.feuille(a);
      const condition = g.ligne(feuille, 'condition:budget_equilibre');
      feuille.getCell(condition, 5).value = 'Non renseigné';
      feuille.getCell(condition, 6).value = 'Budget à revoir';
      feuille.getCell(g.ligne(feuille, 'commentaire'), 3).value = 'Dossier solide';
    });
    const apercu = await banc.analyser(rendue);
    expect(vus(apercu)).toEqual([]);
    expect(apercu.dossiers.map((d) => [d.etat, d.changements.length])).toEqual([
      ['a_reprendre', 5],
      ['a_reprendre', 1],
    ]);
    expect(await reprendre(banc, apercu)).toEqual({ changements: 6, dossiers: 2, terminees: 0, gardes: 0, ecartes: 0 });
    const lecture = await banc.api.lectures.lire({ dossierId: a });
    expect(lecture.niveaux.filter((n) => n.niveau !== null)).toEqual([
      { critere: 'EJ1', niveau: 2, commentaire: '' },
      { critere: 'EJ2', niveau: 'sans_objet', commentaire: '' },
      { critere: 'P1', niveau: 1, commentaire: 'Peu d’occasions\nde rencontre' },
    ]);
    expect(lecture.commentaire).toBe('Dossier solide');
    expect(lecture.dossier.conditions.find((c) => c.code === 'budget_equilibre')?.constat).toMatchObject({
      reponse: 'non_renseigne',
      commentaire: 'Budget à revoir',
      agent: 'Alice Petit',
    });
    expect((await banc.api.lectures.lire({ dossierId: b })).niveaux[0]).toMatchObject({
      commentaire: '=1+1 est un texte',
    });
    const journal = banc.context.db.$client
      .prepare(
        "SELECT action FROM journal WHERE action LIKE 'lecture.%' OR action LIKE '%constater' OR action LIKE 'grille%'",
      )
      .pluck()
      .all() as string[];
    expect(journal.toSorted()).toEqual([
      'condition.constater',
      'grille.reprendre',
      'lecture.commenter',
      ...Array.from({ length: 4 }, () => 'lecture.noter'),
      'lecture.ouvrir',
      'lecture.ouvrir',
    ]);
    const avant = entrees(banc);
    const encore = await banc.analyser(rendue);
    expect(encore.dossiers.map((d) => d.etat)).toEqual(['inchange', 'inchange']);
    expect((await reprendre(banc, encore)).changements).toBe(0);
    expect(entrees(banc)).toBe(avant);

    // La même grille, plus remplie le lendemain : ce qu’elle a déjà écrit n’est pas un changement fait ailleurs.
    const lendemain = await remplir(rendue, (g) => {
      g.noter(a, 'EJ1', 1);
      g.noter(a, 'EJ3', 2);
      const feuille = g.feuille(a);
      feuille.getCell(g.ligne(feuille, 'condition:budget_equilibre'), 5).value = 'oui';
    });
    const suite = await banc.analyser(lendemain);
    expect(suite.dossiers.map((d) => d.etat)).toEqual(['a_reprendre', 'inchange']);
    expect((await reprendre(banc, suite)).changements).toBe(3);
  });

  test('une case vidée efface la cotation ; un constat vidé revient à la proposition', async () => {
    const [a = 0] = banc.ids;
    const rendue = await remplir(await banc.produire([a]), (g) => {
      g.noter(a, 'EJ1', null);
      const feuille = g.feuille(a);
      const condition = g.ligne(feuille, 'condition:budget_equilibre');
      feuille.getCell(condition, 5).value = null;
      feuille.getCell(condition, 6).value = null;
    });
    const apercu = await banc.analyser(rendue);
    expect(apercu.dossiers[0]?.changements.map((c) => [c.avant, c.apres])).toEqual([
      ['1', 'non coté'],
      ['oui, « Budget à revoir »', 'proposition gardée'],
    ]);
    await reprendre(banc, apercu);
    const lecture = await banc.api.lectures.lire({ dossierId: a });
    expect(lecture.niveaux[0]).toMatchObject({ niveau: null });
    expect(lecture.dossier.conditions.find((c) => c.code === 'budget_equilibre')?.constat).toBeNull();
  });

  test('la feuille large se lit à ses codes, colonnes déplacées et lignes mélangées', async () => {
    const [, , a = 0, b = 0] = banc.ids;
    const rendue = await remplir(await banc.produire([a, b], 'large'), (g) => {
      const feuille = g.classeur.getWorksheet('Grille');
      if (!feuille) throw new Error('Grille');
      feuille.getCell(7, colonneLarge(feuille, 'niveau:EJ1')).value = 2;
      feuille.getCell(7, colonneLarge(feuille, 'niveau:EJ2')).value = 1;
      feuille.getCell(8, colonneLarge(feuille, 'niveau:EJ1')).value = 0;
      feuille.getCell(8, colonneLarge(feuille, 'commentaire:EJ1')).value = 'Rien de décrit';
      // Les deux premières colonnes de niveaux échangées, les deux lignes aussi, la feuille renommée.
      for (const [x, y] of [[5, 6]] as const) {
        for (let n = 3; n <= 8; n += 1) {
          const garde = feuille.getCell(n, x).value;
          feuille.getCell(n, x).value = feuille.getCell(n, y).value;
          feuille.getCell(n, y).value = garde;
        }
      }
      for (let c = 1; c <= feuille.columnCount; c += 1) {
        const garde = feuille.getCell(7, c).value;
        feuille.getCell(7, c).value = feuille.getCell(8, c).value;
        feuille.getCell(8, c).value = garde;
      }
      feuille.name = 'Mes notes';
    });
    const apercu = await banc.analyser(rendue);
    expect(vus(apercu)).toEqual([]);
    await reprendre(banc, apercu);
    const de = async (id: number) =>
      (await banc.api.lectures.lire({ dossierId: id })).niveaux
        .filter((n) => n.niveau !== null)
        .map((n) => [n.critere, n.niveau, n.commentaire]);
    expect(await de(a)).toEqual([
      ['EJ1', 2, ''],
      ['EJ2', 1, ''],
    ]);
    expect(await de(b)).toEqual([['EJ1', 0, 'Rien de décrit']]);
  });

  test('terminer à la reprise : seulement ce qui est complet', async () => {
    const [, , , , a = 0, b = 0] = banc.ids;
    const { charte } = await banc.api.lectures.lire({ dossierId: a });
    const codes = charte.axes.flatMap((axe) => axe.criteres.map((c) => c.code));
    const rendue = await remplir(await banc.produire([a, b]), (g) => {
      for (const code of codes) g.noter(a, code, 2);
      for (const code of codes.slice(1)) g.noter(b, code, 1);
    });
    const apercu = await banc.analyser(rendue);
    expect(apercu.dossiers.map((d) => [d.terminable, d.manquants])).toEqual([
      [true, 0],
      [false, 1],
    ]);
    expect((await reprendre(banc, apercu, [], true)).terminees).toBe(1);
    expect((await banc.api.lectures.lire({ dossierId: a })).etat).toBe('terminee');
    // Terminée, elle ne se reprend plus ; inchangée, elle ne gêne pas.
    expect((await banc.analyser(rendue)).dossiers.map((d) => d.etat)).toEqual(['inchange', 'inchange']);
    const retouchee = await remplir(rendue, (g) => g.noter(a, 'EJ1', 1));
    expect((await banc.analyser(retouchee)).dossiers[0]).toMatchObject({
      etat: 'ecarte',
      raison: expect.stringContaining('terminée'),
    });
    await banc.api.lectures.rouvrir({ dossierId: a, motif: 'erreur' });
    expect((await banc.analyser(retouchee)).dossiers[0]).toMatchObject({ etat: 'a_reprendre' });
  });

  test('un constat à revoir empêche de terminer, comme à l’écran, sauf si la grille le constate de nouveau', async () => {
    const a = banc.ids[6] ?? 0;
    const condition = 'budget_equilibre';
    await banc.api.lectures.constater({ dossierId: a, condition, reponse: 'non', commentaire: 'Déficit' });
    // Ce que fait un import : la preuve d’alors n’est plus celle d’aujourd’hui.
    banc.context.db.$client.prepare("UPDATE constats SET preuve = 'autre' WHERE dossier_id = ?").run(a);
    const { charte } = await banc.api.lectures.lire({ dossierId: a });
    const cotee = await remplir(await banc.produire([a]), (g) => {
      for (const axe of charte.axes) for (const { code } of axe.criteres) g.noter(a, code, 2);
    });
    const incomplet = await banc.analyser(cotee);
    expect(incomplet.dossiers[0]).toMatchObject({ etat: 'a_reprendre', manquants: 0, terminable: false });
    expect(vus(incomplet)).toEqual([expect.stringMatching(/^à savoir .*sa preuve a changé depuis le constat/)]);
    const constatee = await remplir(cotee, (g) => {
      const feuille = g.feuille(a);
      feuille.getCell(g.ligne(feuille, `condition:${condition}`), 6).value = 'Déficit, vérifié';
    });
    const apercu = await banc.analyser(constatee);
    expect(apercu.dossiers[0]).toMatchObject({ terminable: true });
    expect((await reprendre(banc, apercu, [], true)).terminees).toBe(1);
    expect((await banc.api.lectures.lire({ dossierId: a })).etat).toBe('terminee');
  });
});

describe('rien n’est écrasé', () => {
  let banc: Banc;
  beforeAll(async () => {
    banc = await ouvrirBanc();
  });
  afterAll(() => banc.fermer());

  test('lecture changée à l’écran depuis la grille : à décider, ligne par ligne', async () => {
    const [a = 0] = banc.ids;
    const vierge = await banc.produire([a]);
    await banc.api.lectures.noter({ dossierId: a, critere: 'EJ1', niveau: 1 });
    await banc.api.lectures.noter({ dossierId: a, critere: 'P2', niveau: 2 });
    const rendue = await remplir(vierge, (g) => {
      g.noter(a, 'EJ1', 2);
      g.noter(a, 'EJ2', 1);
    });
    const apercu = await banc.analyser(rendue);
    const [dossier] = apercu.dossiers;
    expect(dossier).toMatchObject({
      etat: 'a_decider',
      raison: expect.stringContaining('Votre lecture a été changée'),
    });
    // P2 n’est pas dans la grille : la base le garde sans question.
    expect(dossier?.changements.map((c) => [c.libelle.slice(0, 3), c.avant, c.apres, c.aDecider])).toEqual([
      ['EJ1', '1', '2', true],
      ['EJ2', 'non coté', '1', true],
    ]);
    expect(await reprendre(banc, apercu)).toMatchObject({ changements: 0, gardes: 2 });
    const second = await banc.analyser(rendue);
    const cle = second.dossiers[0]?.changements[1]?.cle ?? '';
    expect(await reprendre(banc, second, [cle])).toMatchObject({ changements: 1, gardes: 1 });
    const { niveaux } = await banc.api.lectures.lire({ dossierId: a });
    expect(niveaux.filter((n) => n.niveau !== null).map((n) => [n.critere, n.niveau])).toEqual([
      ['EJ1', 1],
      ['EJ2', 1],
      ['P2', 2],
    ]);
  });

  test('dossier réimporté, constat d’une autre, lien d’intérêt', async () => {
    const [, a = 0, b = 0, c = 0] = banc.ids;
    const vierge = await banc.produire([a, b, c]);
    const { db } = banc.context;
    // Ce que fait un import : le contenu reçu n’est plus le même.
    db.$client.prepare("UPDATE dossiers SET empreinte_source = 'autre' WHERE id = ?").run(a);
    await banc.api.session.choisirAgent({ agentId: agents.bea });
    await banc.api.lectures.constater({
      dossierId: b,
      condition: 'budget_equilibre',
      reponse: 'oui',
      commentaire: 'Vu',
    });
    await banc.api.session.choisirAgent({ agentId: agents.alice });
    ecrire(db, acteur(banc.context), (tx) => {
      db.$client
        .prepare('INSERT INTO liens_interet (dossier_id, agent_id, motif, declare_le) VALUES (?, ?, ?, ?)')
        .run(c, agents.alice, 'trésorière', tx.acteur.instant);
      tx.journaliser({ action: 'lien.declarer', libelle: 'Lien', objet: `dossier:${c}` });
    });
    const rendue = await remplir(vierge, (g) => {
      for (const id of [a, b, c]) g.noter(id, 'EJ1', 2);
      const feuille = g.feuille(b);
      const n = g.ligne(feuille, 'condition:budget_equilibre');
      feuille.getCell(n, 5).value = 'non';
      feuille.getCell(n, 6).value = 'Déficit';
    });
    const apercu = await banc.analyser(rendue);
    expect(apercu.dossiers.map((d) => d.etat)).toEqual(['a_decider', 'a_decider', 'ecarte']);
    expect(apercu.dossiers.map((d) => d.raison)).toEqual([
      expect.stringContaining('Un import a changé'),
      expect.stringContaining('Un constat a été changé'),
      expect.stringContaining('lien d’intérêt'),
    ]);
    expect(apercu.dossiers[1]?.changements.map((x) => [x.genre, x.aDecider])).toEqual([
      ['niveau', false],
      ['constat', true],
    ]);
    expect(await reprendre(banc, apercu)).toEqual({ changements: 1, dossiers: 1, terminees: 0, gardes: 2, ecartes: 1 });
    // Le dossier à lien d’intérêt ne s’emporte plus.
    expect((await banc.api.grilles.lire({ campagneId: banc.campagneId })).dossiers.find((d) => d.id === c)?.lien).toBe(
      true,
    );
    await expect(banc.produire([c])).rejects.toMatchObject({ data: { code: 'lien_interet' } });
  });

  test('la grille d’une autre, d’une autre charte, d’une autre campagne : refusée entière', async () => {
    const [a = 0] = banc.ids;
    const rendue = await remplir(await banc.produire([a]), (g) => g.noter(a, 'T1', 2));
    const avant = entrees(banc);
    await banc.api.session.choisirAgent({ agentId: agents.bea });
    expect((await banc.analyser(rendue)).fichiers[0]?.refus).toContain('est celle de Alice Petit ; vous êtes Béa Roux');
    await banc.api.session.choisirAgent({ agentId: agents.alice });
    const fausser = (cle: string, valeur: string) =>
      remplir(rendue, (g) => {
        const fiche = g.classeur.getWorksheet('_clas');
        if (!fiche) throw new Error('_clas');
        for (let n = 1; n < 20; n += 1) if (fiche.getCell(n, 1).value === cle) fiche.getCell(n, 2).value = valeur;
      });
    expect((await banc.analyser(await fausser('charteEmpreinte', 'autre'))).fichiers[0]?.refus).toContain(
      'suit la charte',
    );
    expect((await banc.analyser(await fausser('campagne', '2025-2026'))).fichiers[0]?.refus).toContain('2025-2026');
    const sansFiche = await remplir(rendue, (g) => {
      g.classeur.removeWorksheet(g.classeur.getWorksheet('_clas')?.id ?? 0);
    });
    const perdue = await banc.analyser(sansFiche);
    expect(perdue.fichiers[0]?.refus).toContain('feuille masquée');
    await expect(reprendre(banc, perdue)).rejects.toMatchObject({ data: { code: 'grille_illisible' } });
    expect((await banc.analyser(EXEMPLE)).fichiers[0]?.refus).toContain('n’est pas une grille');
    expect(entrees(banc)).toBe(avant);
  });
});
