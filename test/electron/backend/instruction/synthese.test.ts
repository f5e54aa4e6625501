import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { resultat } from '../socle-essai.ts';
import { type BancLecteurs, lire, ouvrirBanc, premier } from './lecteurs-essai.ts';

let banc: BancLecteurs;
beforeEach(async () => {
  banc = await ouvrirBanc(1);
});
afterEach(() => banc.fermer());

const RAPPORTEUR = { lectureAveugle: true, synthese: 'rapporteur', lecteursParDossier: 2 } as const;

async function attribuer(): Promise<number> {
  const dossierId = premier(banc);
  await banc.alice.api.instruction.attribuer({
    campagneId: banc.campagneId,
    changements: [
      { dossierId, agentId: banc.alice.id, role: 'rapporteur' },
      { dossierId, agentId: banc.bruno.id, role: 'lecteur' },
    ],
  });
  return dossierId;
}

async function noteDe(dossierId: number): Promise<number | null> {
  return (await banc.chloe.api.dossiers.lire({ dossierId })).note.dixiemes;
}

describe('synthèse de deux lecteurs', () => {
  test('moyenne par critère : la même à la liste, au dossier, en séance et dans l’harmonisation', async () => {
    const dossierId = await attribuer();
    await lire(banc, banc.alice, dossierId, 3);
    expect(await noteDe(dossierId)).toBe(1000);
    await lire(banc, banc.bruno, dossierId, 2, { exceptions: { EJ1: 1 } });
    // EJ1 : (3+1)/2 = 2, les autres 2,5. Enfants : 100 × (2×2 + 7×2,5) / 27 = 79,63 ; autres axes 83,33.
    // Note : (30 × 79,6296 + 70 × 83,3333) / 100 = 82,22.
    const { campagneId } = banc;
    const api = banc.chloe.api;
    expect(await noteDe(dossierId)).toBe(822);
    expect((await api.dossiers.lister({ campagneId }))[0]?.note.dixiemes).toBe(822);
    expect((await api.seances.lire({ campagneId })).dossiers[0]?.note.dixiemes).toBe(822);
    const { dossiers, aHarmoniser } = await api.instruction.harmonisation({ campagneId });
    expect(aHarmoniser).toBe(1);
    // 100 − 66,7 et quelques : plus de quinze points ; EJ1 : deux niveaux.
    expect(dossiers[0]).toMatchObject({ note: 822, criteres: 1, ecartNoteDepasse: true, aHarmoniser: true });
    const { detail } = await api.instruction.synthese({ dossierId });
    expect(detail.find((c) => c.code === 'EJ1')).toMatchObject({ retenu: '2', depasse: true, aHarmoniser: true });
    expect(detail.find((c) => c.code === 'EJ2')).toMatchObject({ retenu: '2,5', depasse: false });
    const [ligne] = await api.dossiers.lister({ campagneId });
    expect(ligne?.aHarmoniser).toBe(true);
    expect((await api.seances.lire({ campagneId })).dossiers[0]?.points.join(' ')).toContain('à harmoniser');
  });

  test('le rapporteur fixe : sa note partout, l’écart réglé, l’historique gardé ; défaire rend la moyenne', async () => {
    const dossierId = await attribuer();
    const { campagneId } = banc;
    await banc.alice.api.instruction.regler({ campagneId, reglages: RAPPORTEUR });
    await lire(banc, banc.alice, dossierId, 2, { exceptions: { EJ1: 3 } });
    await lire(banc, banc.bruno, dossierId, 2, { exceptions: { EJ1: 1 } });
    const avant = await noteDe(dossierId);
    const fixer = (api: typeof banc.alice.api, niveau: 0 | 1 | 2 | 3 | 'sans_objet' | null, commentaire = 'discuté') =>
      api.instruction.fixer({ dossierId, critere: 'EJ1', niveau, commentaire });
    await expect(fixer(banc.bruno.api, 2)).rejects.toThrow('Seul le rapporteur du dossier, Alice Essai');
    await expect(fixer(banc.alice.api, 3, '')).rejects.toThrow('Un niveau 3 demande un commentaire');
    await expect(
      banc.alice.api.instruction.fixer({ dossierId, critere: 'XX', niveau: 1, commentaire: '' }),
    ).rejects.toThrow('Le critère XX');

    const apres = await fixer(banc.alice.api, 3);
    expect(apres.aHarmoniser).toBe(false);
    expect(apres.detail.find((c) => c.code === 'EJ1')).toMatchObject({
      retenu: '3',
      depasse: true,
      aHarmoniser: false,
      fixe: { niveau: 3, agent: 'Alice Essai', commentaire: 'discuté', compte: true },
    });
    // Enfants : 100 × (2×3 + 7×2) / 27 = 74,07 ; note = (30 × 74,0741 + 70 × 66,6667) / 100 = 68,89.
    expect(await noteDe(dossierId)).toBe(689);
    // Sur le papier aussi, le niveau fixé s’explique, devant ceux des lecteurs.
    const fiche = { campagneId, dossierIds: [dossierId], format: 'xlsx' as const };
    const { documentId } = await resultat(banc.chloe.api.resultats.fiches(fiche));
    const chemin = banc.contexteDe(banc.chloe).produits.get(documentId)?.chemin ?? '';
    expect(JSON.stringify((await lireTableur(chemin)).feuilles)).toContain(
      'Fixé par Alice Essai, rapporteur : 3 – discuté\\nAlice Essai : 3 – vu\\nBruno Essai : 1 – vu',
    );
    await fixer(banc.alice.api, 'sans_objet');
    expect(await noteDe(dossierId)).toBe(667);
    const rendue = await fixer(banc.alice.api, null, '');
    expect(await noteDe(dossierId)).toBe(avant);
    expect(rendue.historique.map((h) => [h.avant, h.apres])).toEqual([
      ['sans_objet', null],
      [3, 'sans_objet'],
      [null, 3],
    ]);
    const { entrees } = await banc.chloe.api.journal.lister({ recherche: 'synthese.' });
    expect(entrees).toHaveLength(3);
  });

  test('repasser à la moyenne garde les niveaux fixés sans les compter', async () => {
    const dossierId = await attribuer();
    const { campagneId } = banc;
    const { api } = banc.alice;
    await expect(api.instruction.fixer({ dossierId, critere: 'EJ1', niveau: 1, commentaire: '' })).rejects.toThrow(
      'La synthèse de cette campagne est la moyenne',
    );
    await api.instruction.regler({ campagneId, reglages: RAPPORTEUR });
    await expect(api.instruction.fixer({ dossierId, critere: 'EJ1', niveau: 1, commentaire: '' })).rejects.toThrow(
      'Terminez d’abord votre lecture',
    );
    await lire(banc, banc.alice, dossierId, 2);
    await api.instruction.fixer({ dossierId, critere: 'EJ1', niveau: 1, commentaire: 'x' });
    const fixee = await noteDe(dossierId);
    await api.instruction.regler({ campagneId, reglages: { ...RAPPORTEUR, synthese: 'moyenne' } });
    expect(await noteDe(dossierId)).toBe(667);
    const { detail } = await api.instruction.synthese({ dossierId });
    expect(detail[0]?.fixe).toMatchObject({ niveau: 1, compte: false });
    await api.instruction.regler({ campagneId, reglages: RAPPORTEUR });
    expect(await noteDe(dossierId)).toBe(fixee);
  });

  test('un lecteur revoit son niveau : l’écart disparaît, le journal garde chaque pas et le motif', async () => {
    const dossierId = await attribuer();
    await lire(banc, banc.alice, dossierId, 2);
    const revoir = { dossierId, critere: 'EJ1', niveau: 2, commentaire: 'relu', motif: 'Relu avec Alice' } as const;
    await expect(banc.bruno.api.instruction.revoir(revoir)).rejects.toThrow('Votre lecture n’est pas terminée');
    await lire(banc, banc.bruno, dossierId, 2, { exceptions: { EJ1: 0 } });
    expect((await banc.alice.api.instruction.synthese({ dossierId })).aHarmoniser).toBe(true);
    const apres = await banc.bruno.api.instruction.revoir(revoir);
    expect(apres).toMatchObject({ aHarmoniser: false, peutRevoir: true, note: 667 });
    const { entrees } = await banc.chloe.api.journal.lister({ limite: 3 });
    expect(entrees.map((e) => [e.action, e.motif, e.avant])).toEqual([
      ['lecture.terminer', 'Relu avec Alice', '"en_cours"'],
      ['lecture.noter', null, '{"niveau":0,"commentaire":"vu"}'],
      ['lecture.rouvrir', 'Relu avec Alice', '"terminee"'],
    ]);
  });

  test('deux agents qui se contredisent sur une condition sont montrés ; la dernière parole est celle du dossier', async () => {
    const dossierId = await attribuer();
    const condition = (await banc.alice.api.dossiers.lire({ dossierId })).conditions[0]?.code ?? '';
    await lire(banc, banc.alice, dossierId, 2);
    await lire(banc, banc.bruno, dossierId, 2);
    const constater = (api: typeof banc.alice.api, reponse: 'oui' | 'non') =>
      api.lectures.constater({ dossierId, condition, reponse, commentaire: `dit ${reponse}` });
    await constater(banc.alice.api, 'oui');
    await constater(banc.bruno.api, 'non');
    const { conditions } = await banc.chloe.api.instruction.synthese({ dossierId });
    expect(conditions.map((c) => [c.code, c.constats.map((k) => [k.agent, k.reponse])])).toEqual([
      [
        condition,
        [
          ['Alice Essai', 'Oui'],
          ['Bruno Essai', 'Non'],
        ],
      ],
    ]);
    await constater(banc.bruno.api, 'oui');
    expect((await banc.chloe.api.instruction.synthese({ dossierId })).conditions).toEqual([]);
  });
});

describe('lien d’intérêt', () => {
  test('l’agent sort du dossier : attribution retirée, lecture gardée hors de la note, écriture refusée', async () => {
    const dossierId = await attribuer();
    const { campagneId } = banc;
    await lire(banc, banc.alice, dossierId, 3);
    await lire(banc, banc.bruno, dossierId, 1);
    expect(await noteDe(dossierId)).toBe(667);
    const { api } = banc.bruno;
    await api.instruction.declarerLien({ dossierId, motif: 'Ma sœur préside l’association' });
    await expect(api.instruction.declarerLien({ dossierId, motif: 'encore' })).rejects.toThrow('déjà déclaré');
    expect(await noteDe(dossierId)).toBe(1000);
    expect((await banc.chloe.api.dossiers.lire({ dossierId })).lecteurs).toEqual(['Alice Essai']);
    const { dossiers } = await banc.chloe.api.instruction.attributions({ campagneId });
    expect(dossiers[0]?.lecteurs.find((l) => l.agentId === banc.bruno.id)).toMatchObject({
      role: null,
      lecture: 'terminee',
      lien: { motif: 'Ma sœur préside l’association' },
    });
    // Gardée, montrée, dite hors de la synthèse.
    const synthese = await banc.chloe.api.instruction.synthese({ dossierId });
    expect(synthese.lecteurs.find((l) => l.agentId === banc.bruno.id)).toMatchObject({
      ecarte: 'Ma sœur préside l’association',
      note: 333,
    });
    expect(synthese.aHarmoniser).toBe(false);

    const critere = banc.criteres[0] ?? '';
    const refus = /Vous avez déclaré un lien d’intérêt/;
    await expect(api.lectures.rouvrir({ dossierId, motif: 'x' })).rejects.toThrow(refus);
    await expect(api.lectures.noter({ dossierId, critere, niveau: 1 })).rejects.toThrow(refus);
    await expect(api.lectures.commenter({ dossierId, commentaire: 'x' })).rejects.toThrow(refus);
    await expect(api.lectures.terminer({ dossierId })).rejects.toThrow(refus);
    await expect(
      api.instruction.revoir({ dossierId, critere, niveau: 1, commentaire: '', motif: 'x' }),
    ).rejects.toThrow(refus);
    const condition = (await api.dossiers.lire({ dossierId })).conditions[0]?.code ?? '';
    await expect(api.lectures.constater({ dossierId, condition, reponse: 'oui', commentaire: '' })).rejects.toThrow(
      refus,
    );
    await expect(
      banc.alice.api.instruction.attribuer({
        campagneId,
        changements: [{ dossierId, agentId: banc.bruno.id, role: 'lecteur' }],
      }),
    ).rejects.toThrow('Bruno Essai a déclaré un lien d’intérêt avec le porteur du dossier 1001');
    expect((await api.lectures.pile({ campagneId }))[0]).toMatchObject({ ecarte: true, role: null });

    await api.instruction.retirerLien({ dossierId, motif: 'Elle a quitté le bureau' });
    await expect(api.instruction.retirerLien({ dossierId, motif: 'x' })).rejects.toThrow('pas de lien');
    expect(await noteDe(dossierId)).toBe(667);
    const { entrees } = await banc.chloe.api.journal.lister({ recherche: 'lien.' });
    expect(entrees.map((e) => [e.action, e.motif])).toEqual([
      ['lien.retirer', 'Elle a quitté le bureau'],
      ['lien.declarer', 'Ma sœur préside l’association'],
    ]);
  });
});
