import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { verifierBase } from '../../../../electron/backend/journal.ts';
import { lirePaiements } from '../../../../electron/backend/paiements/lire.ts';
import { annulerDecision, decider } from '../../../../electron/backend/seances/decider.ts';
import { lireEtatSeance } from '../../../../electron/backend/seances/lire.ts';
import type { NatureDecision } from '../../../../shared/contract/commun.ts';
import type { Bareme } from '../../../../shared/domaine/bareme.ts';
import { type Atelier, type Banc, importer, lectureDe, ouvrirAtelier, type Source } from '../argent-essai.ts';

let atelier: Atelier;
let banc: Banc;
beforeAll(() => {
  atelier = ouvrirAtelier();
});
afterAll(() => atelier.fermer());
afterEach(() => {
  expect(verifierBase(banc.context)).toMatchObject({ sain: true });
  banc.fermer();
});

const A = { libelle: 'Groupe des petits', coutCentimes: 600_000, effectif: 10 };
const B = { libelle: 'Groupe des grands', coutCentimes: 900_000, effectif: 12 };
const SOURCE: Source = {
  numero: '1001',
  nom: 'Porteur',
  siret: null,
  iban: null,
  budgetCentimes: 1_500_000,
  collectifs: [A, B],
};

function ouvrir(bareme: Partial<Bareme> = {}): void {
  banc = atelier.ouvrir(bareme, 1_000_000);
  recevoir(SOURCE);
}

function recevoir(source: Source) {
  return importer(banc.context, banc.campagneId, lectureDe([source]));
}

function collectifs() {
  return lireEtatSeance(banc.context, banc.campagneId).dossiers.flatMap((d) => d.listeCollectifs);
}

function idDe(libelle: string): number {
  const trouve = collectifs().find((c) => c.libelle.startsWith(libelle));
  if (!trouve) throw new Error(`collectif absent : ${libelle}`);
  return trouve.id;
}

function prendre(nature: NatureDecision, ...libelles: string[]) {
  return decider(banc.context, {
    seanceId: banc.seanceId,
    collectifIds: libelles.map(idDe),
    nature,
    motif: null,
    texte: nature === 'agree' ? '' : 'dit en séance',
  });
}

/** Montants en vigueur par libellé, puis les trois sommes qui doivent être égales. */
function argent() {
  const etat = lireEtatSeance(banc.context, banc.campagneId);
  const paiements = lirePaiements(banc.context, banc.campagneId);
  const montants = Object.fromEntries(
    collectifs().flatMap((c) => (c.decision ? [[c.libelle, c.decision.montantCentimes]] : [])),
  );
  expect(paiements.controles.length).toBeGreaterThan(1);
  expect(paiements.controles.filter((c) => !c.egal)).toEqual([]);
  expect(paiements.totaux.montantCentimes).toBe(etat.enveloppe.engageCentimes);
  return { montants, engage: etat.enveloppe.engageCentimes };
}

describe('un collectif décidé qui disparaît du fichier', () => {
  test('garde sa décision, son montant et son échéance, et se voit', () => {
    ouvrir();
    prendre('agree', A.libelle, B.libelle);
    recevoir({ ...SOURCE, collectifs: [A] });
    expect(argent().engage).toBe(195_000 + 256_300);
    const [dossier] = lireEtatSeance(banc.context, banc.campagneId).dossiers;
    expect(dossier?.listeCollectifs.map((c) => c.libelle)).toEqual([
      A.libelle,
      `${B.libelle} (absent du dernier fichier reçu)`,
    ]);
    expect(dossier?.points.join(' ')).toContain('Collectif B : absent du dernier fichier reçu');
    expect(dossier).toMatchObject({ droitCentimes: 195_000, agreeCentimes: 451_300, decision: 'agree' });
  });

  test('sa décision s’annule ; il n’est plus montré ensuite', () => {
    ouvrir();
    prendre('agree', A.libelle, B.libelle);
    recevoir({ ...SOURCE, collectifs: [A] });
    annulerDecision(banc.context, { seanceId: banc.seanceId, collectifId: idDe(B.libelle), motif: 'groupe fermé' });
    expect(argent()).toEqual({ montants: { [A.libelle]: 195_000 }, engage: 195_000 });
    expect(collectifs()).toHaveLength(1);
  });

  test('décider l’autre collectif ne lui retire pas son échéance', () => {
    ouvrir();
    prendre('agree', B.libelle);
    recevoir({ ...SOURCE, collectifs: [A] });
    prendre('agree', A.libelle);
    expect(argent().engage).toBe(451_300);
  });

  test('ne peut pas être nouvellement agréé, et le reste du vote groupé n’est pas écrit', () => {
    ouvrir();
    prendre('ajourne', B.libelle);
    recevoir({ ...SOURCE, collectifs: [A] });
    expect(() => prendre('agree', A.libelle, B.libelle)).toThrow(/n’est plus dans le dernier fichier reçu/);
    expect(argent().engage).toBe(0);
  });

  test('revenu, il retrouve sa décision', () => {
    ouvrir();
    prendre('agree', B.libelle);
    recevoir({ ...SOURCE, collectifs: [A] });
    recevoir(SOURCE);
    expect(argent().montants).toEqual({ [B.libelle]: 256_300 });
  });
});

describe('un coût qui change après l’accord', () => {
  const change: Source = { ...SOURCE, budgetCentimes: 1_300_000, collectifs: [{ ...A, coutCentimes: 400_000 }, B] };

  test('ne change pas le montant agréé, même quand un autre collectif est décidé', () => {
    ouvrir();
    prendre('agree', A.libelle);
    recevoir(change);
    prendre('agree', B.libelle);
    expect(argent().montants).toEqual({ [A.libelle]: 195_000, [B.libelle]: 256_300 });
  });

  test('se dit parmi les points à débattre, jusqu’à ce que le Copil décide à nouveau', () => {
    const perimes = () =>
      lireEtatSeance(banc.context, banc.campagneId).dossiers.flatMap((d) =>
        d.points.filter((p) => p.includes('agréés')),
      );
    ouvrir();
    prendre('agree', A.libelle, B.libelle);
    expect(perimes()).toEqual([]);
    recevoir(change);
    expect(perimes()).toEqual([
      expect.stringMatching(/^Collectif A : 1.950,00.€ agréés ; le dernier fichier reçu donnerait 1.300,00.€\./),
    ]);
    prendre('agree', A.libelle);
    expect(perimes()).toEqual([]);
  });

  test('par dossier : refuser un autre collectif ne touche pas au montant agréé', () => {
    ouvrir({ modeCalcul: 'par_dossier' });
    prendre('agree', A.libelle);
    recevoir(change);
    prendre('refuse', B.libelle);
    expect(argent().montants).toEqual({ [A.libelle]: 195_000, [B.libelle]: 0 });
  });

  test('décidé à nouveau, le collectif prend le montant du coût présent', () => {
    ouvrir();
    prendre('agree', A.libelle);
    recevoir(change);
    prendre('agree', A.libelle);
    expect(argent().montants).toEqual({ [A.libelle]: 130_000 });
  });
});

test('par dossier, un montant recalculé dit pourquoi, et n’emprunte pas le motif d’un autre collectif', () => {
  ouvrir({ modeCalcul: 'par_dossier' });
  prendre('agree', A.libelle, B.libelle);
  expect(argent().engage).toBe(487_500);
  annulerDecision(banc.context, { seanceId: banc.seanceId, collectifId: idDe(A.libelle), motif: 'erreur de saisie' });
  expect(argent()).toEqual({ montants: { [B.libelle]: 256_300 }, engage: 256_300 });
  const motifs = banc.context.db.$client
    .prepare(
      'SELECT collectif_id = ? AS annule, retiree_motif AS motif FROM decisions WHERE en_vigueur = 0 ORDER BY id',
    )
    .all(idDeRetire(A.libelle));
  expect(motifs).toEqual([
    { annule: 1, motif: 'erreur de saisie' },
    { annule: 0, motif: 'montant recalculé : barème par dossier' },
  ]);
  const journal = banc.context.db.$client
    .prepare("SELECT motif FROM journal WHERE action = 'decision.prendre' ORDER BY id DESC LIMIT 1")
    .pluck()
    .get();
  expect(journal).toBe('montant recalculé : barème par dossier');
});

function idDeRetire(libelle: string): number {
  return Number(banc.context.db.$client.prepare('SELECT id FROM collectifs WHERE libelle = ?').pluck().get(libelle));
}
