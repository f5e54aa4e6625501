import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Essai, ouvrirEssai, RESSOURCES } from '../socle-essai.ts';

const MODELE = readFileSync(join(RESSOURCES, 'chartes', 'modele-depliant.json'), 'utf8');
let essai: Essai;
beforeEach(async () => {
  essai = ouvrirEssai();
  await essai.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
});
afterEach(async () => {
  expect(await essai.api.journal.verifier()).toMatchObject({ sain: true });
  essai.fermer();
});

const duModele = () => essai.api.chartes.creer({ depuis: 'modele', cle: 'modele-depliant' });
function fichier(contenu: unknown): { fichier: File } {
  return { fichier: new File([typeof contenu === 'string' ? contenu : JSON.stringify(contenu)], 'charte.json') };
}
function journal(action: string): { avant: unknown; apres: unknown }[] {
  const lignes = essai.context.db.$client
    .prepare('SELECT avant, apres FROM journal WHERE action = ? ORDER BY id')
    .all(action) as { avant: string | null; apres: string | null }[];
  return lignes.map(({ avant, apres }) => ({ avant: JSON.parse(avant ?? 'null'), apres: JSON.parse(apres ?? 'null') }));
}

describe('brouillon', () => {
  test('s’enregistre incomplet, garde chaque changement au journal, et ne se publie que juste', async () => {
    const cree = await duModele();
    expect(cree).toMatchObject({ etat: 'brouillon', version: 1, defauts: 0, modele: true, criteres: 18 });
    const [premier, ...suite] = cree.charte.axes;
    if (!premier) throw new Error('sans axe');
    const trou = { ...premier, poids: 33, criteres: premier.criteres.map((c) => ({ ...c, libelle: '' })) };
    const incomplet = await essai.api.chartes.enregistrer({
      charteId: cree.id,
      revision: cree.revision,
      contenu: { ...cree.charte, axes: [trou, ...suite] },
    });
    expect(incomplet.defauts).toBe(4);
    const [entree] = journal('charte.modifier');
    expect(entree?.avant).toMatchObject({ 'axe enfants': [{ poids: 30 }], 'critere EJ1': [{ code: 'EJ1' }] });
    expect(entree?.apres).toMatchObject({ 'axe enfants': [{ poids: 33 }], 'critere EJ1': [{ libelle: '' }] });
    expect(Object.keys(entree?.apres ?? {})).not.toContain('axe parents');
    const { id: charteId, revision } = incomplet;
    await expect(essai.api.chartes.publier({ charteId, revision })).rejects.toMatchObject({
      data: { code: 'charte_incomplete', message: expect.stringContaining('4 défauts à corriger') },
    });
    const repare = await essai.api.chartes.enregistrer({ charteId, revision, contenu: cree.charte });
    const publiee = await essai.api.chartes.publier({ charteId, revision: repare.revision });
    expect(publiee).toMatchObject({ etat: 'publiee', publieeLe: '2026-06-12T08:42:00.000Z' });
    await expect(
      essai.api.chartes.enregistrer({ charteId, revision: publiee.revision, contenu: cree.charte }),
    ).rejects.toMatchObject({ data: { code: 'charte_figee' } });
  });

  test('un autre écran y a écrit : refusé sans rien remplacer, et le travail se garde à part', async () => {
    const { id: charteId, revision, charte } = await duModele();
    const ailleurs = { ...charte, seuilNote: 60 };
    await essai.api.chartes.enregistrer({ charteId, revision, contenu: ailleurs });
    const ici = { ...charte, seuilNote: 70 };
    await expect(essai.api.chartes.enregistrer({ charteId, revision, contenu: ici })).rejects.toMatchObject({
      data: { code: 'brouillon_modifie' },
    });
    expect((await essai.api.chartes.lire({ charteId })).charte.seuilNote).toBe(60);
    const aPart = await essai.api.chartes.creer({ depuis: 'charte', charteId, contenu: ici });
    expect(aPart).toMatchObject({ version: 2, charte: { seuilNote: 70 }, issueDe: { id: charteId } });
  });

  test('le numéro de version suit le nom : jamais deux fois le même', async () => {
    const un = await duModele();
    const deux = await essai.api.chartes.creer({ depuis: 'charte', charteId: un.id });
    expect(deux.version).toBe(2);
    const renommee = await essai.api.chartes.enregistrer({
      charteId: deux.id,
      revision: deux.revision,
      contenu: { ...deux.charte, nom: 'Charte du Loiret' },
    });
    expect(renommee).toMatchObject({ nom: 'Charte du Loiret', version: 1 });
    const revenue = await essai.api.chartes.enregistrer({
      charteId: deux.id,
      revision: renommee.revision,
      contenu: { ...renommee.charte, nom: un.nom },
    });
    expect(revenue.version).toBe(2);
    await essai.api.chartes.supprimer({ charteId: deux.id });
    expect((await essai.api.chartes.lister()).map(({ id }) => id)).toEqual([un.id]);
    expect(journal('charte.supprimer')[0]?.avant).toMatchObject({ nom: un.nom, version: 2 });
  });

  test('une charte vierge montre ce qu’il reste à écrire', async () => {
    const vierge = await essai.api.chartes.creer({ depuis: 'vierge' });
    expect(vierge).toMatchObject({ etat: 'brouillon', modele: false, axes: 1, criteres: 1 });
    expect(vierge.defauts).toBeGreaterThan(5);
  });

  test('sans agent, rien ne s’écrit', async () => {
    essai.context.session.agentId = null;
    await expect(duModele()).rejects.toMatchObject({ data: { code: 'agent_absent' } });
  });
});

describe('campagne', () => {
  test('se crée avec une version publiée de cette base ; un brouillon et une archive n’y servent pas', async () => {
    const { id: charteId, revision, charte } = await duModele();
    const nommee = await essai.api.chartes.enregistrer({
      charteId,
      revision,
      contenu: { ...charte, nom: 'Charte du Loiret', modele: false },
    });
    const cles = async () => (await essai.api.campagnes.modeles()).chartes.map(({ cle }) => cle);
    expect(await cles()).toEqual(['modele-depliant']);
    const creer = () =>
      essai.api.campagnes.creer({
        anneeScolaire: '2026-2027',
        baremeCle: 'loiret-2019',
        charteCle: `charte:${charteId}`,
        enveloppeCentimes: null,
        dateLimiteDepot: '2026-03-31',
      });
    await expect(creer()).rejects.toMatchObject({ data: { code: 'charte_non_publiee' } });
    await essai.api.chartes.publier({ charteId, revision: nommee.revision });
    expect(await cles()).toEqual([`charte:${charteId}`, 'modele-depliant']);
    expect(await creer()).toMatchObject({ charteId, charte: { nom: 'Charte du Loiret' } });
  });

  test('close (étape 11 finie), elle laisse archiver sa charte', async () => {
    const { id: campagneId, charteId } = await essai.api.campagnes.creer({
      anneeScolaire: '2024-2025',
      baremeCle: 'loiret-2019',
      charteCle: 'modele-depliant',
      enveloppeCentimes: null,
      dateLimiteDepot: '2024-03-31',
    });
    const archiver = () => essai.api.chartes.archiver({ charteId, motif: 'Campagne close' });
    await expect(archiver()).rejects.toMatchObject({ data: { code: 'charte_utilisee' } });
    await essai.api.campagnes.modifierEtape({ campagneId, numero: 11, debut: '2025-11-01', fin: '2026-01-31' });
    expect(await archiver()).toMatchObject({ etat: 'archivee' });
  });
});

describe('fichier JSON', () => {
  test('exporté puis importé : la même charte, à la version suivante', async () => {
    const { id: charteId, charte } = await duModele();
    const { documentId, nom } = await essai.api.chartes.exporter({ charteId });
    expect(nom).toBe('charte-modele-tire-du-depliant-v1.json');
    const texte = readFileSync(essai.context.produits.get(documentId)?.chemin ?? '', 'utf8');
    expect(texte).toBe(MODELE);
    const { charte: importee, avis } = await essai.api.chartes.importer(fichier(`\uFEFF${texte}`));
    expect(importee).toMatchObject({ etat: 'brouillon', version: 2, issueDe: null });
    expect(importee.charte).toEqual({ ...charte, version: 2 });
    expect(avis).toContain('le brouillon prend le numéro 2');
  });

  test('refusé : chaque faute à son chemin, avec ce qu’il faut faire ; rien n’est créé', async () => {
    const faux = JSON.parse(MODELE) as Record<string, never> & {
      conditions: Record<string, unknown>[];
      axes: { criteres: Record<string, unknown>[] }[];
    };
    Object.assign(faux.conditions[0] ?? {}, { calcul: 'meteo', champs: ['placeParent'] });
    Object.assign(faux.axes[1]?.criteres[0] ?? {}, { niveaux: ['a', 'b', 'c'], poids: 1.5 });
    Object.assign(faux, { seuilNotes: 40 });
    const refus = await essai.api.chartes
      .importer(fichier(faux))
      .catch((cause: { data: { message: string } }) => cause);
    const { message } = 'data' in refus ? refus.data : { message: '' };
    expect(message).toContain('5 erreurs');
    expect(message).toContain('conditions[0].calcul : calcul « "meteo" » inconnu : mettez null');
    expect(message).toContain(
      'conditions[0].champs[0] : champ « placeParent » inconnu (vouliez-vous dire « placeParents » ?)',
    );
    expect(message).toContain(
      'axes[1].criteres[0].niveaux : 4 descriptions attendues, des niveaux 0 à 3, et 3 trouvées',
    );
    expect(message).toContain('axes[1].criteres[0].poids : un nombre entier (zéro ou plus) attendu, et non 1.5');
    expect(message).toContain('seuilNotes : clé inconnue (vouliez-vous dire « seuilNote » ?)');
    expect(await essai.api.chartes.lister()).toEqual([]);
  });

  test.each([['pas du JSON'], ['[]'], ['null'], ['{"nom": 3}'], ['']])('%j : refusé avec une phrase', async (texte) => {
    await expect(essai.api.chartes.importer(fichier(texte))).rejects.toMatchObject({
      data: { code: 'charte_illisible', message: expect.stringMatching(/rien n’a été créé/) },
    });
  });
});
