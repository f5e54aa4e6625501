import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deposerChemin } from '../../../../electron/backend/imports/depots.ts';
import { REGLES_PAR_DEFAUT } from '../../../../shared/domaine/scenarios/regles.ts';
import { remplir } from '../grilles-essai.ts';
import { resultat } from '../socle-essai.ts';
import { ouvrirDeuxMondes, toutCeQueVoit } from './aveugle-essai.ts';
import { type BancLecteurs, lire, ouvrirBanc, premier } from './lecteurs-essai.ts';

let ouverts: BancLecteurs[] = [];
beforeEach(() => {
  ouverts = [];
});
afterEach(() => {
  for (const banc of ouverts) banc.fermer();
});

async function deuxMondes(regler?: (banc: BancLecteurs) => Promise<void>): Promise<[BancLecteurs, BancLecteurs]> {
  const mondes = await ouvrirDeuxMondes(regler);
  ouverts.push(...mondes);
  return mondes;
}

describe('lecture aveugle', () => {
  test('rien de ce qu’un autre a mis n’arrive au lecteur qui n’a pas fini, par aucun appel', async () => {
    const [bas, haut] = await deuxMondes();
    const [{ vu: vuBas }, { vu: vuHaut }] = [
      await toutCeQueVoit(bas, bas.bruno),
      await toutCeQueVoit(haut, haut.bruno),
    ];
    // Les raisons et la liste disent pourquoi la note manque.
    expect(JSON.stringify(vuBas['liste'])).toContain('Lecture aveugle');
    expect(JSON.stringify(vuBas)).not.toContain('SECRET');
    for (const appel of Object.keys(vuBas)) expect(vuBas[appel], appel).toEqual(vuHaut[appel]);
  });

  test('qui n’est pas lecteur voit tout ; le dossier de séance se refuse à l’aveugle seul', async () => {
    const [bas, haut] = await deuxMondes();
    const dossierId = premier(haut);
    expect((await haut.chloe.api.dossiers.lire({ dossierId })).note.dixiemes).toBe(1000);
    expect((await haut.chloe.api.dossiers.lire({ dossierId })).commentaire).toContain('SECRET-haut');
    expect((await bas.chloe.api.dossiers.lire({ dossierId })).note.dixiemes).toBe(0);
    // L’écran de lecture, lui, n’a pas besoin des autres : il les cache à qui s’apprête à lire.
    expect(JSON.stringify(await haut.chloe.api.lectures.lire({ dossierId }))).not.toContain('SECRET');
    const { seance } = await haut.alice.api.seances.creer({
      campagneId: haut.campagneId,
      date: '2026-07-02',
      heureDebut: '09:00',
      heureFin: '12:00',
      lieu: 'Orléans',
      presidence: '',
      ordre: 'pile',
      membres: [],
    });
    const seanceId = seance?.id ?? 0;
    await expect(resultat(haut.bruno.api.seances.dossierDeSeance({ seanceId }))).rejects.toThrow(
      /Vous lisez encore 2 dossiers que d’autres ont lus \(1001, 1002\)/,
    );
    const demandes = [{ cle: 'a', regles: REGLES_PAR_DEFAUT }];
    const calculer = (qui: typeof haut.bruno) =>
      resultat(qui.api.scenarios.calculer({ campagneId: haut.campagneId, demandes }));
    await expect(calculer(haut.bruno)).rejects.toThrow(/Vous lisez encore 2 dossiers/);
    expect((await calculer(haut.chloe))[0]?.resultat.liste.length).toBeGreaterThan(1);
    expect((await resultat(haut.chloe.api.seances.dossierDeSeance({ seanceId }))).pages).toBeGreaterThan(3);
    // Ni par le procès-verbal, ni par ce qu’un autre agent a produit et que l’archive garde.
    await expect(resultat(haut.bruno.api.papiers.releve({ seanceId, genre: 'pv' }))).rejects.toThrow(/lisez encore/);
    const [archive] = await haut.bruno.api.documents.archives({ campagneId: haut.campagneId });
    const archiveId = archive?.id ?? 0;
    await expect(haut.bruno.api.documents.rouvrir({ archiveId })).rejects.toThrow(/1001, 1002/);
    await expect(resultat(haut.bruno.api.documents.refaire({ archiveId }))).rejects.toThrow(/1001, 1002/);
    expect((await haut.chloe.api.documents.rouvrir({ archiveId })).sha256).toBe(archive?.sha256);
  });

  test('terminer sa lecture ouvre les autres ; la rouvrir les cache de nouveau', async () => {
    const [, banc] = await deuxMondes();
    const dossierId = premier(banc);
    const { api } = banc.bruno;
    await lire(banc, banc.bruno, dossierId, 1, { terminer: false });
    expect((await api.dossiers.lire({ dossierId })).note.dixiemes).toBe(333);
    expect((await api.instruction.synthese({ dossierId })).detail).toEqual([]);
    await api.lectures.terminer({ dossierId });
    // (3 + 1) / 2 = 2 partout : 66,7.
    expect((await api.dossiers.lire({ dossierId })).note.dixiemes).toBe(667);
    expect((await api.dossiers.lire({ dossierId })).commentaire).toContain('SECRET-haut');
    expect((await api.instruction.synthese({ dossierId })).detail[0]?.niveaux).toHaveLength(2);
    const autre = JSON.stringify(await api.journal.lister({}));
    expect(autre).toContain('SECRET-haut');
    await api.lectures.rouvrir({ dossierId, motif: 'à revoir' });
    expect(JSON.stringify(await api.dossiers.lire({ dossierId }))).not.toContain('SECRET');
    expect(JSON.stringify(await api.journal.lister({ recherche: `dossier:${dossierId}` }))).not.toContain('SECRET');
  });

  test('lecture ouverte : chacun voit les autres dès le début', async () => {
    const [, banc] = await deuxMondes(async ({ alice, campagneId }) => {
      await alice.api.instruction.regler({
        campagneId,
        reglages: { lectureAveugle: false, synthese: 'moyenne', lecteursParDossier: 2 },
      });
    });
    const dossierId = premier(banc);
    expect((await banc.bruno.api.dossiers.lire({ dossierId })).note.dixiemes).toBe(1000);
    expect(JSON.stringify(await banc.bruno.api.lectures.lire({ dossierId }))).toContain('SECRET-haut');
    expect((await banc.bruno.api.instruction.synthese({ dossierId })).detail).toHaveLength(banc.criteres.length);
  });

  test('la grille hors ligne qu’une autre reprend : l’entrée du journal se voit, pas ce qu’elle garde', async () => {
    const banc = await ouvrirBanc();
    ouverts.push(banc);
    const { alice, bruno, chloe, campagneId } = banc;
    const dossierId = premier(banc);
    const changements = [{ dossierId, agentId: bruno.id, role: 'lecteur' as const }];
    await alice.api.instruction.attribuer({ campagneId, changements });
    const produite = await resultat(
      alice.api.grilles.produire({ campagneId, dossierIds: [dossierId], forme: 'feuilles' }),
    );
    const chemin = banc.contexteDe(alice).produits.get(produite.documentId)?.chemin ?? '';
    const rendue = await remplir(chemin, (g) => g.noter(dossierId, banc.criteres[0] ?? '', 2));
    const { depotId } = await deposerChemin(banc.contexteDe(alice), rendue);
    await alice.api.grilles.reprendre({ campagneId, depotId, prendre: [], terminer: false });
    const reprise = async ({ api }: typeof alice) =>
      (await api.journal.lister({})).entrees.find((e) => e.action === 'grille.reprendre');
    expect(await reprise(bruno)).toMatchObject({ apres: null, libelle: expect.stringContaining('contenu caché') });
    expect((await reprise(alice))?.apres).toContain('"lecture":');
    expect((await reprise(chloe))?.apres).toContain('"lecture":');
  });

  test('un niveau fixé par le rapporteur est caché comme le reste', async () => {
    const [, banc] = await deuxMondes(async ({ alice, campagneId }) => {
      await alice.api.instruction.regler({
        campagneId,
        reglages: { lectureAveugle: true, synthese: 'rapporteur', lecteursParDossier: 2 },
      });
    });
    const dossierId = premier(banc);
    const critere = banc.criteres[0] ?? '';
    await banc.alice.api.instruction.fixer({ dossierId, critere, niveau: 1, commentaire: 'SECRET-fixe' });
    const vu = JSON.stringify((await toutCeQueVoit(banc, banc.bruno)).vu);
    expect(vu).not.toContain('SECRET');
    expect(JSON.stringify(await banc.chloe.api.instruction.synthese({ dossierId }))).toContain('SECRET-fixe');
  });

  test('un seul lecteur, rien d’attribué : la note partielle se montre comme avant', async () => {
    const banc = await ouvrirBanc(1);
    ouverts.push(banc);
    const dossierId = premier(banc);
    await banc.alice.api.lectures.noter({ dossierId, critere: banc.criteres[0] ?? '', niveau: 2, commentaire: '' });
    for (const poste of [banc.alice, banc.chloe]) {
      const { note, aveugle, etat } = await poste.api.dossiers.lire({ dossierId });
      expect({ dixiemes: note.dixiemes, complete: note.complete, aveugle, etat }).toEqual({
        dixiemes: 667,
        complete: false,
        aveugle: false,
        etat: 'en_lecture',
      });
    }
  });
});
