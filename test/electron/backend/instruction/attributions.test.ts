import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BancLecteurs, lire, ouvrirBanc, premier } from './lecteurs-essai.ts';

let banc: BancLecteurs;
beforeEach(async () => {
  banc = await ouvrirBanc(6);
});
afterEach(() => banc.fermer());

function roles(dossier: { lecteurs: readonly { agentId: number; role: string | null }[] } | undefined) {
  return (dossier?.lecteurs ?? []).map((l) => [l.agentId, l.role]);
}

describe('attribuer', () => {
  test('tout ou rien ; un seul rapporteur ; une entrée au journal par dossier changé', async () => {
    const { alice, bruno, campagneId } = banc;
    const [d1, d2] = [premier(banc, 0), premier(banc, 1)];
    await bruno.api.instruction.declarerLien({ dossierId: d2, motif: 'voisin' });
    await expect(
      alice.api.instruction.attribuer({
        campagneId,
        changements: [
          { dossierId: d1, agentId: bruno.id, role: 'lecteur' },
          { dossierId: d2, agentId: bruno.id, role: 'lecteur' },
        ],
      }),
    ).rejects.toThrow('Rien n’a été changé');
    expect(roles((await alice.api.instruction.attributions({ campagneId })).dossiers[0])).toEqual([]);

    const etat = await alice.api.instruction.attribuer({
      campagneId,
      changements: [
        { dossierId: d1, agentId: alice.id, role: 'rapporteur' },
        { dossierId: d1, agentId: bruno.id, role: 'lecteur' },
      ],
    });
    expect(etat.agents.find((a) => a.id === bruno.id)?.charge).toEqual({ dossiers: 1, collectifs: 1 });
    const apres = await alice.api.instruction.attribuer({
      campagneId,
      changements: [{ dossierId: d1, agentId: bruno.id, role: 'rapporteur' }],
    });
    expect(roles(apres.dossiers[0])).toEqual([
      [alice.id, 'lecteur'],
      [bruno.id, 'rapporteur'],
    ]);
    // Rien ne change : rien au journal.
    await alice.api.instruction.attribuer({
      campagneId,
      changements: [{ dossierId: d1, agentId: bruno.id, role: 'rapporteur' }],
    });
    const { total, entrees } = await alice.api.journal.lister({ recherche: 'attribution.changer' });
    expect(total).toBe(2);
    expect(JSON.parse(entrees[0]?.avant ?? '')).toEqual([
      { agentId: alice.id, role: 'rapporteur' },
      { agentId: bruno.id, role: 'lecteur' },
    ]);
  });

  test('retirer une attribution garde la lecture, qui compte encore', async () => {
    const { alice, campagneId } = banc;
    const dossierId = premier(banc);
    await alice.api.instruction.attribuer({
      campagneId,
      changements: [{ dossierId, agentId: alice.id, role: 'lecteur' }],
    });
    await lire(banc, alice, dossierId, 2);
    await alice.api.instruction.attribuer({ campagneId, changements: [{ dossierId, agentId: alice.id, role: null }] });
    expect((await alice.api.dossiers.lire({ dossierId })).note.dixiemes).toBe(667);
  });

  test('un agent inactif, inconnu, un dossier d’ailleurs : refusés', async () => {
    const { alice, bruno, campagneId } = banc;
    const dossierId = premier(banc);
    const { agents } = await alice.api.session.etat();
    const agent = agents.find((a) => a.id === bruno.id);
    if (!agent) throw new Error('agent absent');
    await alice.api.parametres.modifierAgent({ ...agent, actif: false });
    const essayer = (cible: number, agentId: number) =>
      alice.api.instruction.attribuer({ campagneId, changements: [{ dossierId: cible, agentId, role: 'lecteur' }] });
    await expect(essayer(dossierId, bruno.id)).rejects.toThrow('Bruno Essai n’est plus actif');
    await expect(essayer(dossierId, 999)).rejects.toThrow('introuvable');
    await expect(essayer(999, alice.id)).rejects.toThrow('introuvable');
  });
});

describe('proposer', () => {
  test('équilibre sans les agents liés, garde ce qui est attribué ou commencé, dit ce qui manque, n’écrit rien', async () => {
    const { alice, bruno, chloe, campagneId, dossiers } = banc;
    const [d1, d2] = [premier(banc, 0), premier(banc, 1)];
    await alice.api.instruction.regler({
      campagneId,
      reglages: { lectureAveugle: true, synthese: 'moyenne', lecteursParDossier: 2 },
    });
    await bruno.api.instruction.declarerLien({ dossierId: d1, motif: 'parent d’élève' });
    await chloe.api.lectures.noter({ dossierId: d2, critere: banc.criteres[0] ?? '', niveau: 2 });
    const demande = {
      campagneId,
      dossierIds: [...dossiers],
      parTerritoire: null,
      agentIds: [alice.id, bruno.id],
      avecRapporteur: true,
    };
    const proposition = await alice.api.instruction.proposer(demande);
    expect(proposition).toEqual(await alice.api.instruction.proposer(demande));
    expect(proposition.changements).not.toContainEqual(expect.objectContaining({ dossierId: d1, agentId: bruno.id }));
    expect(proposition.manques).toEqual([
      {
        dossierId: d1,
        numero: '1001',
        structure: 'Les Amis',
        phrase: 'il manque 1 lecteur : lien d’intérêt de Bruno Essai, et aucun autre agent choisi ne peut le lire.',
      },
    ]);
    // Chloé a commencé le second dossier : il ne lui manque qu’un lecteur.
    expect(proposition.changements.filter((c) => c.dossierId === d2 && c.agentId !== chloe.id)).toHaveLength(1);
    expect((await alice.api.journal.lister({ recherche: 'attribution' })).total).toBe(0);

    const etat = await alice.api.instruction.attribuer({ campagneId, changements: proposition.changements });
    expect(etat.dossiers.map((d) => d.manque)).toEqual([1, 0, 0, 0, 0, 0]);
    expect(etat.dossiers.every((d) => d.lecteurs.filter((l) => l.role === 'rapporteur').length === 1)).toBe(true);
    for (const { agentId, apres } of proposition.charges)
      expect(etat.agents.find((a) => a.id === agentId)?.charge).toEqual(apres);
  });

  test('par territoire : chacun le sien ; un territoire sans agent est dit', async () => {
    const { alice, campagneId, dossiers } = banc;
    const { territoires } = await alice.api.instruction.attributions({ campagneId });
    expect(territoires).toHaveLength(1);
    const demande = { campagneId, dossierIds: [...dossiers], agentIds: [], avecRapporteur: false };
    const territoire = territoires[0] ?? '';
    const faite = await alice.api.instruction.proposer({
      ...demande,
      parTerritoire: [{ territoire, agentIds: [alice.id] }],
    });
    expect(faite.changements).toHaveLength(6);
    const vide = await alice.api.instruction.proposer({
      ...demande,
      parTerritoire: [{ territoire: 'Ailleurs', agentIds: [alice.id] }],
    });
    expect(vide.changements).toEqual([]);
    expect(vide.manques[0]?.phrase).toContain(`aucun agent choisi pour le territoire « ${territoire} »`);
    await expect(alice.api.instruction.proposer({ ...demande, parTerritoire: [] })).rejects.toThrow(
      'Choisissez au moins un agent',
    );
  });
});

describe('ma pile', () => {
  test('mes dossiers d’abord ; « suivant » reste dans les miens', async () => {
    const { alice, bruno, campagneId, dossiers } = banc;
    const miens = [premier(banc, 2), premier(banc, 4)];
    await bruno.api.lectures.noter({ dossierId: premier(banc, 5), critere: banc.criteres[0] ?? '', niveau: 2 });
    await alice.api.instruction.attribuer({
      campagneId,
      changements: miens.map((dossierId) => ({ dossierId, agentId: bruno.id, role: 'lecteur' as const })),
    });
    const pile = await bruno.api.lectures.pile({ campagneId });
    // La lecture commencée, puis les attribués, puis le reste.
    expect(pile.map((d) => d.id)).toEqual([
      premier(banc, 5),
      ...miens,
      premier(banc, 0),
      premier(banc, 1),
      premier(banc, 3),
    ]);
    const lecture = await bruno.api.lectures.lire({ dossierId: premier(banc, 4) });
    expect(lecture).toMatchObject({ role: 'lecteur', suivant: null, position: { rang: 3, total: 3 } });
    // Sans attribution, tous les dossiers se suivent comme avant.
    const libre = await alice.api.lectures.lire({ dossierId: premier(banc, 0) });
    expect(libre.position).toEqual({ rang: 1, total: dossiers.length });
  });
});

describe('dérive', () => {
  test('moyenne, écart-type et écart aux autres, tels qu’à la main', async () => {
    const { alice, bruno, campagneId } = banc;
    const [d1, d2] = [premier(banc, 0), premier(banc, 1)];
    await lire(banc, alice, d1, 3);
    await lire(banc, alice, d2, 1);
    await lire(banc, bruno, d1, 2);
    const { lecteurs, caches } = await banc.chloe.api.instruction.lecteurs({ campagneId });
    expect(caches).toBe(0);
    // Alice : 100 et 33,33 ; moyenne 66,67 ; écart-type 33,33 ; sur d1, +33,33 sur Bruno.
    expect(lecteurs).toEqual([
      {
        agentId: alice.id,
        nom: 'Alice Essai',
        terminees: 2,
        enCours: 0,
        moyenne: 667,
        ecartType: 333,
        communs: 1,
        ecartAuxAutres: 333,
        notes: [333, 1000],
      },
      {
        agentId: bruno.id,
        nom: 'Bruno Essai',
        terminees: 1,
        enCours: 0,
        moyenne: 667,
        ecartType: 0,
        communs: 1,
        ecartAuxAutres: -333,
        notes: [667],
      },
    ]);
  });
});
