import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { resultat } from '../socle-essai.ts';
import { type BancLecteurs, lire, ouvrirBanc, type Poste, premier } from './lecteurs-essai.ts';

/** Tout ce que le contrat rend à cet agent, fichiers lus compris ; les empreintes, qui changent avec tout, sont ôtées. */
async function toutCeQueVoit(banc: BancLecteurs, { api, id }: Poste): Promise<Record<string, unknown>> {
  const { campagneId } = banc;
  const reponses: Record<string, unknown> = {
    session: await api.session.etat(),
    tableau: await api.campagnes.tableauDeBord({ campagneId }),
    liste: await api.dossiers.lister({ campagneId }),
    pile: await api.lectures.pile({ campagneId }),
    seance: await api.seances.lire({ campagneId }),
    paiements: await api.paiements.lire({ campagneId }),
    pieces: await api.pieces.lire({ campagneId }),
    attributions: await api.instruction.attributions({ campagneId }),
    harmonisation: await api.instruction.harmonisation({ campagneId }),
    lecteurs: await api.instruction.lecteurs({ campagneId }),
    journal: await api.journal.lister({}),
    journalCherche: await api.journal.lister({ recherche: 'SECRET' }),
    journalNiveau: await api.journal.lister({ recherche: '"niveau":3' }),
    resultats: await api.resultats.lire({ campagneId }),
    stabilites: await api.resultats.stabilites({ campagneId }),
    annees: await api.resultats.annees({ campagneId }),
    cherche: await api.recherche.chercher({ campagneId, texte: 'amis' }),
  };
  for (const dossierId of banc.dossiers) {
    reponses[`dossier ${dossierId}`] = await api.dossiers.lire({ dossierId });
    reponses[`lecture ${dossierId}`] = await api.lectures.lire({ dossierId });
    reponses[`synthese ${dossierId}`] = await api.instruction.synthese({ dossierId });
    reponses[`liens ${dossierId}`] = await api.instruction.liens({ dossierId });
  }
  const { documentId } = await api.dossiers.exporter({
    campagneId,
    dossierIds: [...banc.dossiers],
    colonnes: ['numero', 'structure', 'note', 'rang', 'pile', 'raisons', 'etat', 'lecteurs'],
  });
  const chemin = banc.contexteDe({ id, api }).produits.get(documentId)?.chemin ?? '';
  const fiches = await resultat(api.resultats.fiches({ campagneId, dossierIds: [...banc.dossiers], format: 'xlsx' }));
  const cheminFiches = banc.contexteDe({ id, api }).produits.get(fiches.documentId)?.chemin ?? '';
  reponses['fiches'] = (await lireTableur(cheminFiches)).feuilles.map((f) =>
    f.lignes.map((l) => l.cellules).filter((c) => !/empreinte/i.test(JSON.stringify(c))),
  );
  reponses['export'] = (await lireTableur(chemin)).feuilles;
  return JSON.parse(
    JSON.stringify(reponses, (cle, valeur) => (/empreinte|base|documentId/i.test(cle) ? undefined : valeur)),
  );
}

/** Deux mondes où seul ce qu’Alice a mis diffère : ce qu’un lecteur aveugle reçoit doit être identique, à l’octet. */
async function monde(niveau: 0 | 3, commentaire: string, regler?: (banc: BancLecteurs) => Promise<void>) {
  const banc = await ouvrirBanc();
  const [d1 = 0, d2 = 0] = banc.dossiers;
  await banc.alice.api.instruction.attribuer({
    campagneId: banc.campagneId,
    changements: [
      { dossierId: d1, agentId: banc.bruno.id, role: 'lecteur' },
      { dossierId: d1, agentId: banc.alice.id, role: 'rapporteur' },
    ],
  });
  await regler?.(banc);
  await lire(banc, banc.alice, d1, niveau, { commentaire });
  // Lecture ouverte par Bruno, non attribué, avant de voir quoi que ce soit : il en devient lecteur.
  await banc.bruno.api.lectures.noter({
    dossierId: d2,
    critere: banc.criteres[0] ?? '',
    niveau: 1,
    commentaire: 'moi',
  });
  await lire(banc, banc.alice, d2, niveau, { commentaire });
  return banc;
}

let ouverts: BancLecteurs[] = [];
beforeEach(() => {
  ouverts = [];
});
afterEach(() => {
  for (const banc of ouverts) banc.fermer();
});

async function deuxMondes(regler?: (banc: BancLecteurs) => Promise<void>): Promise<[BancLecteurs, BancLecteurs]> {
  const mondes: [BancLecteurs, BancLecteurs] = [
    await monde(0, 'SECRET-bas', regler),
    await monde(3, 'SECRET-haut', regler),
  ];
  ouverts.push(...mondes);
  return mondes;
}

describe('lecture aveugle', () => {
  test('rien de ce qu’un autre a mis n’arrive au lecteur qui n’a pas fini, par aucun appel', async () => {
    const [bas, haut] = await deuxMondes();
    const [vuBas, vuHaut] = [await toutCeQueVoit(bas, bas.bruno), await toutCeQueVoit(haut, haut.bruno)];
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
    expect((await resultat(haut.chloe.api.seances.dossierDeSeance({ seanceId }))).pages).toBeGreaterThan(3);
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
    const vu = JSON.stringify(await toutCeQueVoit(banc, banc.bruno));
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
