import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resultats } from '../../../shared/contract/resultats.ts';
import { comparer, fraction } from '../../../shared/domaine/fraction.ts';
import { ajouterAnneePrecedente, type EssaiResultats, ouvrirResultats } from './resultats-essai.ts';

let banc: EssaiResultats;
let lus: Resultats;

beforeAll(async () => {
  banc = await ouvrirResultats();
  lus = await banc.essai.api.resultats.lire({ campagneId: banc.campagneId });
}, 120_000);
afterAll(() => banc.essai.fermer());

function ligne(id: number): Resultats['lignes'][number] {
  const trouvee = lus.lignes.find((l) => l.id === id);
  if (!trouvee) throw new Error(`dossier ${id} absent`);
  return trouvee;
}

describe('classement', () => {
  it('a les mêmes notes, rangs et piles que la liste des dossiers', async () => {
    const lignes = await banc.essai.api.dossiers.lister({ campagneId: banc.campagneId });
    expect(lus.lignes.map(({ parcours: _p, precedent: _a, besoin: _b, ...l }) => l)).toEqual(lignes);
    expect(lus.charte).toMatchObject({ nom: 'Modèle tiré du dépliant', version: 1, seuilNote: 50 });
  });

  it('montre les ex æquo et saute le rang suivant ; une note partielle n’a pas de rang', () => {
    const rangs = lus.lignes.flatMap(({ rang }) => (rang === null ? [] : [rang])).toSorted((a, b) => a.rang - b.rang);
    expect(rangs.some(({ exAequo }) => exAequo)).toBe(true);
    for (const [place, { rang, exAequo }] of rangs.entries()) {
      const memes = rangs.filter((r) => r.rang === rang).length;
      expect(exAequo).toBe(memes > 1);
      expect(rang).toBeLessThanOrEqual(place + 1);
      expect(rang + memes).toBeGreaterThan(place + 1);
    }
    expect(ligne(banc.partiel.id)).toMatchObject({ rang: null, note: { complete: false, manquants: ['P3'] } });
  });

  it('dit ce qu’il faudrait : conditions, critères à coter, points exacts, et rien pour un favorable', () => {
    for (const { pile, besoin } of lus.lignes) {
      expect(besoin.length).toBeGreaterThan(0);
      expect(besoin.some(({ genre }) => genre === 'rien')).toBe(pile === 'favorable');
    }
    expect(ligne(banc.partiel.id).besoin).toContainEqual({
      genre: 'coter',
      texte: '1 critère à coter : P3',
      detail: 'Les points dits ci-dessous sont ceux de la note partielle.',
    });
    const sousSeuil = lus.lignes.filter(({ note }) => note.axes.some((axe) => axe.sousSeuil));
    expect(sousSeuil.length).toBeGreaterThan(3);
    for (const { note, besoin } of sousSeuil)
      expect(besoin.filter(({ genre }) => genre === 'axe')).toHaveLength(
        note.axes.filter((axe) => axe.sousSeuil).length,
      );
  });

  it('sans campagne antérieure, le dit : ni nouveau ni renouvellement, et rien à comparer', async () => {
    expect(lus.anneePrecedente).toBeNull();
    expect(new Set(lus.lignes.map(({ parcours }) => parcours))).toEqual(new Set(['sans_reference']));
    const annees = await banc.essai.api.resultats.annees({ campagneId: banc.campagneId });
    expect(annees).toMatchObject({
      anneePrecedente: null,
      avertissement: null,
      totaux: { n: { dossiers: 60 }, n1: null },
    });
  });
});

describe('sensibilité', () => {
  it('au poids de la charte, redonne le classement ; chaque échange dit le poids où il se fait', async () => {
    const analyse = await banc.essai.api.resultats.sensibilite({
      campagneId: banc.campagneId,
      cible: { genre: 'axe', code: 'parents' },
    });
    expect(analyse.cible).toMatchObject({ libelle: 'Parents', poids: 20 });
    const un = analyse.facteurs.indexOf(1);
    for (const dossier of analyse.dossiers) {
      expect(dossier.rangs[un]).toBe(ligne(dossier.id).rang?.rang);
      expect(dossier.meilleur).toBeLessThanOrEqual(dossier.rang.rang);
      expect(dossier.moinsBon).toBeGreaterThanOrEqual(dossier.rang.rang);
    }
    expect(analyse.poids[un]).toBe('20');
    expect(analyse.nombreDeBascules).toBeGreaterThan(50);
    for (const { facteur, dessusId, dessousId } of analyse.bascules) {
      expect(facteur.texte).toMatch(/^×\d/);
      expect(dessusId).not.toBe(dessousId);
      if (facteur.exact === null) continue;
      const [n = '', d = '1'] = facteur.exact.split('/');
      const f = fraction(BigInt(n), BigInt(d));
      expect(comparer(f, fraction(0)) > 0 && comparer(f, fraction(2)) < 0).toBe(true);
      expect(Math.abs(Number(n) / Number(d) - facteur.valeur)).toBeLessThan(1e-12);
    }
    const eloignements = analyse.bascules.map(({ facteur }) => Math.abs(facteur.valeur - 1));
    for (const [i, e] of eloignements.entries()) expect(e).toBeGreaterThanOrEqual((eloignements[i - 1] ?? 0) - 1e-9);
  });

  it('vaut aussi pour un critère ; un poids inconnu est refusé avec sa phrase', async () => {
    const { api } = banc.essai;
    const cible = { genre: 'critere', code: 'P3' } as const;
    const analyse = await api.resultats.sensibilite({ campagneId: banc.campagneId, cible });
    expect(analyse.dossiers).toHaveLength(59);
    await expect(
      api.resultats.sensibilite({ campagneId: banc.campagneId, cible: { genre: 'axe', code: 'nulle-part' } }),
    ).rejects.toMatchObject({ code: 'INTROUVABLE', message: expect.stringContaining('nulle-part') });
  });

  it('dit de chaque dossier classé s’il est stable, mobile ou fragile', async () => {
    const stabilites = await banc.essai.api.resultats.stabilites({ campagneId: banc.campagneId });
    expect(stabilites).toHaveLength(59);
    for (const { dossierId, rang, meilleur, moinsBon, changeDePile, stabilite } of stabilites) {
      expect(rang).toBe(ligne(dossierId).rang?.rang);
      const attendue = changeDePile ? 'fragile' : Math.max(rang - meilleur, moinsBon - rang) <= 3 ? 'stable' : 'mobile';
      expect(stabilite).toBe(attendue);
    }
    expect(new Set(stabilites.map((s) => s.stabilite)).size).toBeGreaterThan(1);
  });
});

describe('année N contre N-1', () => {
  it('reconnaît nouveau, reconduit et non reconduit par la structure, et somme les deux années', async () => {
    const structures = [...new Set(lus.lignes.map(({ structure }) => structure.id))];
    const connues = structures.slice(0, 3);
    await ajouterAnneePrecedente(banc, connues);
    const { api } = banc.essai;
    const annees = await api.resultats.annees({ campagneId: banc.campagneId });
    expect(annees.anneePrecedente).toBe('2025-2026');
    const statuts = Map.groupBy(annees.lignes, ({ statut }) => statut);
    expect(
      statuts
        .get('reconduit')
        ?.map(({ structureId }) => structureId)
        .toSorted((a, b) => a - b),
    ).toEqual(connues.toSorted((a, b) => a - b));
    expect(statuts.get('non_reconduit')).toEqual([
      expect.objectContaining({
        raisonSociale: 'Les Absents du Loiret',
        n: null,
        n1: expect.objectContaining({ demandeCentimes: 400_000 }),
      }),
    ]);
    expect(statuts.get('nouveau')).toHaveLength(structures.length - 3);
    const droit = lus.lignes.reduce((somme, l) => somme + l.droitCentimes, 0);
    expect(annees.totaux.n).toMatchObject({ structures: structures.length, dossiers: 60, droitCentimes: droit });
    expect(annees.totaux.n1).toMatchObject({ structures: 4, dossiers: 4, demandeCentimes: 1_000_000 });
    const relus = await api.resultats.lire({ campagneId: banc.campagneId });
    for (const { structure, parcours, precedent } of relus.lignes) {
      expect(parcours).toBe(connues.includes(structure.id) ? 'renouvellement' : 'nouveau');
      expect(precedent?.dossiers.length ?? 0).toBe(connues.includes(structure.id) ? 1 : 0);
    }
  });
});
