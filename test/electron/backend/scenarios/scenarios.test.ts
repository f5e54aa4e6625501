import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDES_SCENARIOS } from '../../../../electron/cli/commandes-scenarios.ts';
import { calculerDroit } from '../../../../shared/domaine/droit.ts';
import { REGLES_PAR_DEFAUT, type ReglesScenario } from '../../../../shared/domaine/scenarios/regles.ts';
import type { ResultatScenario } from '../../../../shared/domaine/scenarios/resultat.ts';
import { ouvrirExempleCopie } from '../exemple-essai.ts';
import { dossierTemporaire, type Essai, resultat } from '../socle-essai.ts';

const dossier = dossierTemporaire();
let essai: Essai;
let campagneId: number;

beforeAll(async () => {
  const copie = await ouvrirExempleCopie(dossier);
  essai = copie;
  ({ campagneId } = copie);
}, 60_000);
afterAll(async () => {
  expect(await essai.api.journal.verifier()).toMatchObject({ sain: true });
  essai.fermer();
});

const OPTIMUM: ReglesScenario = { ...REGLES_PAR_DEFAUT, methode: 'optimum' };

async function calculer(...jeux: Partial<ReglesScenario>[]): Promise<ResultatScenario[]> {
  const demandes = jeux.map((r, i) => ({ cle: String(i), regles: { ...OPTIMUM, ...r } }));
  return (await resultat(essai.api.scenarios.calculer({ campagneId, demandes }))).map((c) => c.resultat);
}

describe('sur la campagne d’exemple', () => {
  it('le fil et le meilleur choix : mêmes droits que le barème, enveloppe tenue au centime, totaux qui se recoupent', async () => {
    const [fil, mieux] = await calculer({ methode: 'fil' }, {});
    if (!fil || !mieux) throw new Error('sans résultat');
    const { bareme } = await essai.api.campagnes.lire({ campagneId });
    const dossiers = await essai.api.seances.lire({ campagneId });
    for (const r of [fil, mieux]) {
      expect(r.liste).toHaveLength(60);
      expect(r.engageCentimes).toBeLessThanOrEqual(26_000_000);
      expect(r.engageCentimes + (r.resteCentimes ?? 0)).toBe(26_000_000);
      for (const d of r.liste) {
        const siens = dossiers.dossiers.find((x) => x.id === d.dossierId)?.listeCollectifs ?? [];
        const retenus = siens.filter((c) => d.collectifIds.includes(c.id));
        expect(d.centimes).toBe(calculerDroit(retenus, bareme).droitCentimes);
        expect(d.enfants).toBe(retenus.reduce((n, c) => n + (c.effectif ?? 0), 0));
        expect(d.raison).not.toBe('');
      }
      for (const parts of [r.parTerritoire, r.parCommune, r.parNiveau]) {
        expect(parts.reduce((n, p) => n + p.centimes, 0)).toBe(r.engageCentimes);
        expect(parts.reduce((n, p) => n + p.enfants, 0)).toBe(r.enfants);
        expect(parts.reduce((n, p) => n + p.collectifs, 0)).toBe(r.collectifs);
      }
    }
    expect(mieux.etat).toBe('prouve');
    expect(mieux.enfants).toBeGreaterThan(fil.enfants);
    expect(mieux.etapes[0]).toMatchObject({ libelle: 'Enfants', valeur: mieux.enfants, prouvee: true });
    expect(fil.liste.every((d) => d.sort !== 'laisse' || !d.raison.startsWith('Retenu'))).toBe(true);
  });

  it('piles, seuils, plafond, entier, à la main : chaque règle se voit et se dit', async () => {
    const seance = await essai.api.seances.lire({ campagneId });
    const defavorable = seance.dossiers.find((d) => d.pile === 'defavorable' && d.collectifs > 0);
    const favorable = seance.dossiers.find((d) => d.pile === 'favorable');
    if (!defavorable || !favorable) throw new Error('exemple changé');
    const [plafond, entier, main, seuils, favorables] = await calculer(
      { plafondParDossier: 2 },
      { entier: true },
      {
        aLaMain: [
          { dossierId: defavorable.id, sort: 'inclure', motif: 'seule offre du canton' },
          { dossierId: favorable.id, sort: 'exclure', motif: 'porteur retiré' },
        ],
      },
      { seuilNote: 75, seuilsAxes: { [seance.dossiers[0]?.note.axes[0]?.code ?? '']: 60 } },
      { piles: ['favorable'] },
    );
    expect(plafond?.liste.every((d) => d.collectifIds.length <= 2)).toBe(true);
    expect(entier?.liste.some((d) => d.sort === 'partiel')).toBe(false);
    const dit = (id: number) => main?.liste.find((d) => d.dossierId === id);
    expect(dit(defavorable.id)).toMatchObject({ sort: 'retenu' });
    expect(dit(defavorable.id)?.raison).toMatch(/^Inclus à la main : seule offre du canton/);
    expect(dit(favorable.id)).toMatchObject({ sort: 'laisse', raison: 'Laissé à la main : porteur retiré' });
    for (const d of seance.dossiers) {
      const retenu = (r: ResultatScenario | undefined) =>
        (r?.liste.find((x) => x.dossierId === d.id)?.collectifIds.length ?? 0) > 0;
      if (retenu(seuils)) {
        expect(d.note.dixiemes).toBeGreaterThanOrEqual(750);
        expect(d.note.axes[0]?.dixiemes).toBeGreaterThanOrEqual(600);
      }
      if (retenu(favorables)) expect(d.pile).toBe('favorable');
    }
  });

  it('l’impossible est nommé, et rien n’est retenu', async () => {
    const minimum = { genre: 'commune', code: '45234', unite: 'collectifs' } as const;
    const [trop, pauvre, fil] = await calculer(
      { minimums: [{ ...minimum, valeur: 200 }] },
      { enveloppeCentimes: 1_000_000, minimums: [{ ...minimum, valeur: 10 }] },
      { methode: 'fil', enveloppeCentimes: 1_000_000, minimums: [{ ...minimum, valeur: 10 }] },
    );
    for (const r of [trop, pauvre, fil])
      expect(r).toMatchObject({ etat: 'impossible', collectifs: 0, engageCentimes: 0 });
    expect(trop?.empechements[0]).toMatch(
      /^Minimum de 200 collectifs pour Orléans : les dossiers admis n’en offrent que/,
    );
    expect(pauvre?.empechements[0]).toMatch(/minimum de 10 collectifs pour Orléans.*il manque/);
    expect(fil?.empechements[0]).toMatch(/Minimum de 10 collectifs pour Orléans : au fil du classement/);
  });
});

describe('garder, retenir', () => {
  it('trois prêts, un de plus, une copie ; nom pris, modification croisée et règles fausses sont refusés', async () => {
    const { scenarios } = await essai.api.scenarios.creerPrets({ campagneId });
    expect(scenarios.map((s) => s.nom)).toEqual([
      'Au fil du classement',
      'Le meilleur choix',
      'Renouvellements gardés',
    ]);
    expect(scenarios[0]).toMatchObject({ agent: 'Camille Aubry', retenu: false });
    expect((await essai.api.scenarios.creerPrets({ campagneId })).scenarios).toHaveLength(3);
    const premier = scenarios[0];
    if (!premier) throw new Error('sans scénario');
    const copie = await essai.api.scenarios.dupliquer({ scenarioId: premier.id });
    expect(copie.nom).toBe('Au fil du classement (copie)');
    await expect(essai.api.scenarios.creer({ campagneId, nom: copie.nom, regles: OPTIMUM })).rejects.toThrow(
      /existe déjà/,
    );
    await expect(
      essai.api.scenarios.modifier({ scenarioId: copie.id, modifieLe: 'avant', nom: 'X', regles: OPTIMUM }),
    ).rejects.toThrow(/modifié entre-temps/);
    await expect(
      essai.api.scenarios.creer({
        campagneId,
        nom: 'Faux',
        regles: { ...OPTIMUM, aLaMain: [{ dossierId: 99_999, sort: 'inclure', motif: 'm' }] },
      }),
    ).rejects.toThrow(/n’est pas de cette campagne/);
    const change = await essai.api.scenarios.modifier({
      scenarioId: copie.id,
      modifieLe: copie.modifieLe,
      nom: 'Deux par dossier',
      regles: { ...OPTIMUM, plafondParDossier: 2 },
    });
    expect(change.regles.plafondParDossier).toBe(2);
    await essai.api.scenarios.supprimer({ scenarioId: copie.id });
    expect((await essai.api.scenarios.lister({ campagneId })).scenarios).toHaveLength(3);
  });

  it('la proposition est figée, unique, portée par la séance, et se retire', async () => {
    const { scenarios } = await essai.api.scenarios.lister({ campagneId });
    const [fil, mieux] = scenarios;
    if (!fil || !mieux) throw new Error('sans scénario');
    expect((await essai.api.seances.lire({ campagneId })).dossiers.every((d) => d.proposition === null)).toBe(true);
    await resultat(essai.api.scenarios.retenir({ scenarioId: fil.id }));
    await resultat(essai.api.scenarios.retenir({ scenarioId: mieux.id }));
    const apres = await essai.api.scenarios.lister({ campagneId });
    expect(apres.scenarios.map((s) => s.retenu)).toEqual([false, true, false]);
    const [attendu] = await calculer({});
    const { dossiers } = await essai.api.seances.lire({ campagneId });
    for (const d of dossiers) {
      const dit = attendu?.liste.find((x) => x.dossierId === d.id);
      expect(d.proposition).toEqual({ scenario: mieux.nom, collectifIds: dit?.collectifIds, texte: dit?.raison });
    }
    const { modifieLe, nom, regles } = mieux;
    await expect(essai.api.scenarios.modifier({ scenarioId: mieux.id, modifieLe, nom, regles })).rejects.toThrow(
      /figées/,
    );
    await expect(essai.api.scenarios.supprimer({ scenarioId: mieux.id })).rejects.toThrow(/figées/);
    await essai.api.scenarios.liberer({ scenarioId: mieux.id });
    expect((await essai.api.seances.lire({ campagneId })).dossiers[0]?.proposition).toBeNull();
    await expect(essai.api.scenarios.liberer({ scenarioId: mieux.id })).rejects.toThrow(/rien à retirer/);
  });

  it('en ligne de commande : créer d’un fichier, calculer, comparer, retenir ; fichier faux et nom inconnu refusés', async () => {
    const commande = COMMANDES_SCENARIOS[0]?.[1];
    if (!commande) throw new Error('commande absente');
    const clas = (fichiers: string[], valeurs: Record<string, string> = {}) =>
      Promise.resolve(commande.executer(essai.context, { fichiers, valeurs, sortie: null }));
    const regles = join(dossier, 'regles.json');
    writeFileSync(
      regles,
      JSON.stringify({ version: 1, methode: 'optimum', but: 'collectifs', enveloppeCentimes: 9_999_999 }),
    );
    expect(await clas(['creer'], { nom: 'Serré', regles })).toMatchObject({ json: { nom: 'Serré' }, refuse: false });
    const calcule = await clas(['calculer', 'Serré']);
    expect(calcule.json).toMatchObject({
      scenarios: [{ nom: 'Serré', etat: 'prouve', enveloppeCentimes: 9_999_999 }],
    });
    expect(calcule.texte).toContain('optimum prouvé');
    const ecarts = await clas(['comparer', 'Serré', 'Le meilleur choix']);
    expect(ecarts.texte).toMatch(/^\+ /m);
    expect(JSON.stringify(ecarts.json)).toContain('"sens":"gagne"');
    expect(await clas(['retenir', 'Serré'])).toMatchObject({ json: { retenu: true } });
    expect((await clas(['lister'])).texte).toContain('→ Serré');
    expect(() => clas(['danser'])).toThrow(/Dites quoi faire/);
    await expect(clas(['calculer', 'Nulle part'])).rejects.toThrow(/Pas de scénario « Nulle part »/);
    writeFileSync(regles, JSON.stringify({ version: 1, methode: 'magie' }));
    await expect(clas(['creer'], { nom: 'Y', regles })).rejects.toThrow(/ne conviennent pas. methode/);
  });
});
