import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Essai, EXEMPLE, ouvrirEssai, resultat } from './socle-essai.ts';

let essai: Essai;
beforeEach(() => {
  essai = ouvrirEssai();
});
afterEach(async () => {
  expect(await essai.api.journal.verifier()).toMatchObject({ sain: true });
  essai.fermer();
});

async function creerCampagne(): Promise<number> {
  const campagne = await essai.api.campagnes.creer({
    anneeScolaire: '2026-2027',
    baremeCle: 'loiret-2019',
    charteCle: 'modele-depliant',
    enveloppeCentimes: null,
    dateLimiteDepot: '2026-03-31',
  });
  return campagne.id;
}

function deposer() {
  return essai.api.imports.deposer({ fichier: new File([readFileSync(EXEMPLE)], basename(EXEMPLE)) });
}

function compter(table: string): number {
  return Number(essai.context.db.$client.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
}

describe('exemple', () => {
  test('s’ouvre aussi quand l’agent porte le nom du second lecteur', async () => {
    await essai.api.session.creerAgent({ prenom: 'Hugo', nom: 'Besnard', courriel: null });
    const bilan = await resultat(essai.api.campagnes.ouvrirExemple());
    expect(bilan).toMatchObject({ dossiers: 60 });
    const ibans = await essai.api.banque.ibans({ campagneId: bilan.campagneId });
    expect(ibans.filter((i) => i.etat === 'verifie').length).toBeGreaterThan(0);
  });

  test('un second lecteur inactif : refusé avant d’écrire quoi que ce soit', async () => {
    const hugo = await essai.api.session.creerAgent({ prenom: 'Hugo', nom: 'Besnard', courriel: null });
    await essai.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
    await essai.api.parametres.modifierAgent({ ...hugo, actif: false });
    await expect(resultat(essai.api.campagnes.ouvrirExemple())).rejects.toMatchObject({
      data: { code: 'agent_inactif' },
    });
    expect(compter('campagnes')).toBe(0);
  });
});

describe('import', () => {
  test('deux clics sur « Importer » ne font qu’un import', async () => {
    await essai.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
    const campagneId = await creerCampagne();
    const { depotId } = await deposer();
    await resultat(essai.api.imports.analyser({ campagneId, depotId }));
    const clics = await Promise.allSettled([1, 2].map(() => essai.api.imports.executer({ campagneId, depotId })));
    expect(clics.map((c) => c.status)).toEqual(['fulfilled', 'rejected']);
    expect(clics[1]).toMatchObject({ reason: { data: { code: 'depot_perdu' } } });
    expect(compter('imports')).toBe(1);
  });

  test('un import qui échoue laisse le fichier en attente : on peut recommencer', async () => {
    await essai.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
    const campagneId = await creerCampagne();
    const { depotId } = await deposer();
    await resultat(essai.api.imports.analyser({ campagneId, depotId }));
    const { db } = essai.context;
    db.$client.exec("CREATE TEMP TRIGGER panne BEFORE INSERT ON anomalies BEGIN SELECT RAISE(ABORT, 'panne'); END");
    await expect(essai.api.imports.executer({ campagneId, depotId })).rejects.toThrow('panne');
    expect(compter('dossiers')).toBe(0);
    db.$client.exec('DROP TRIGGER panne');
    await essai.api.imports.executer({ campagneId, depotId });
    expect(compter('dossiers')).toBe(60);
  });

  test('abandonné pendant sa lecture, le fichier ne revient pas', async () => {
    await essai.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
    const campagneId = await creerCampagne();
    const { depotId } = await deposer();
    const suite = (await essai.api.imports.analyser({ campagneId, depotId }))[Symbol.asyncIterator]();
    await suite.next();
    await essai.api.imports.abandonner({ depotId });
    const fin = async () => {
      while (!(await suite.next()).done);
    };
    await expect(fin()).rejects.toMatchObject({ code: 'REFUS' });
    expect(essai.context.depots.size).toBe(0);
  });
});

test('la base tenue par un autre programme se dit, et rien n’est perdu', async () => {
  await essai.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
  const { identite } = await essai.api.parametres.lire();
  const autre = new Database(join(essai.dossier, 'base.sqlite'));
  autre.exec('BEGIN IMMEDIATE');
  essai.context.db.$client.pragma('busy_timeout = 1');
  const modifier = () => essai.api.parametres.modifierIdentite({ ...identite, ville: 'Orléans' });
  await expect(modifier()).rejects.toMatchObject({ code: 'REFUS', data: { code: 'occupee' } });
  autre.exec('ROLLBACK');
  autre.close();
  expect((await modifier()).identite.ville).toBe('Orléans');
});

test('un agent ne perd pas son nom', async () => {
  const agent = await essai.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
  await expect(essai.api.parametres.modifierAgent({ ...agent, nom: ' ' })).rejects.toMatchObject({
    data: { code: 'nom_absent' },
  });
});

test('un barème dont les acomptes dépassent le droit est refusé dès la création', async () => {
  await essai.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
  const acompte = { partPointsBase: 7000, mois: 10, decalageAnnee: 0 };
  await expect(
    essai.api.campagnes.creer({
      anneeScolaire: '2026-2027',
      baremeCle: 'loiret-2019',
      charteCle: 'modele-depliant',
      enveloppeCentimes: null,
      dateLimiteDepot: '2026-03-31',
      bareme: {
        echeancier: { libelle: 'Trop', acomptes: [acompte, acompte], solde: { mois: 11, decalageAnnee: 1 } },
      },
    }),
  ).rejects.toMatchObject({ data: { code: 'parts' } });
  expect(compter('campagnes')).toBe(0);
});

test('une campagne vide, sans enveloppe, se lit partout', async () => {
  await essai.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
  const campagneId = await creerCampagne();
  const seance = await essai.api.seances.lire({ campagneId });
  expect(seance).toMatchObject({
    seance: null,
    total: 0,
    enveloppe: { totalCentimes: null, engageCentimes: 0, resteCentimes: null },
  });
  expect(await essai.api.lectures.pile({ campagneId })).toEqual([]);
  const paiements = await essai.api.paiements.lire({ campagneId });
  expect(paiements.lignes).toEqual([]);
  expect(paiements.controles.map((c) => c.egal)).toEqual([true, true, true, true]);
  expect(await essai.api.campagnes.tableauDeBord({ campagneId })).toMatchObject({ attentes: [], territoires: [] });
  expect(await essai.api.recherche.chercher({ campagneId, texte: 'a' })).toEqual([]);
  const echeancier = await resultat(essai.api.paiements.echeancier({ campagneId }));
  expect(echeancier.octets).toBeGreaterThan(0);
});
