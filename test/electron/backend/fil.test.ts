import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dossier } from '../../../shared/contract/dossiers.ts';
import { APPEL } from './argent-essai.ts';
import { type Essai, EXEMPLE, ouvrirEssai, resultat } from './socle-essai.ts';

let essai: Essai;
let campagneId: number;

function fichierExemple(): File {
  return new File([readFileSync(EXEMPLE)], basename(EXEMPLE));
}

async function importer() {
  const { depotId } = await essai.api.imports.deposer({ fichier: fichierExemple() });
  const apercu = await resultat(essai.api.imports.analyser({ campagneId, depotId }));
  return { apercu, fait: await essai.api.imports.executer({ campagneId, depotId }) };
}

async function premierDossier(): Promise<Dossier> {
  const [ligne] = await essai.api.dossiers.lister({ campagneId });
  if (!ligne) throw new Error('aucun dossier');
  return essai.api.dossiers.lire({ dossierId: ligne.id });
}

beforeAll(async () => {
  essai = ouvrirEssai();
  await essai.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
  const campagne = await essai.api.campagnes.creer({
    anneeScolaire: '2026-2027',
    baremeCle: 'loiret-2019',
    charteCle: 'modele-depliant',
    enveloppeCentimes: 26_000_000,
    dateLimiteDepot: '2026-03-31',
  });
  campagneId = campagne.id;
});
afterAll(async () => {
  const rapport = await essai.api.journal.verifier();
  expect(rapport).toMatchObject({ sain: true });
  essai.fermer();
});

test('l’export entier est importé : 60 dossiers, 140 collectifs, leurs anomalies', async () => {
  const { apercu, fait } = await importer();
  expect(apercu.famille).toBe('ds_standard');
  expect(apercu.collectifsOrphelins).toBe(2);
  expect(apercu.anomalies.some((a) => a.bloquante)).toBe(false);
  expect(apercu.anomalies.every((a) => a.message.length > 10)).toBe(true);
  expect(fait.bilan.dossiers).toEqual({ nouveaux: 60, modifies: 0, inchanges: 0, disparus: 0 });
  expect(fait.bilan.collectifs).toEqual({ nouveaux: 140, modifies: 0, inchanges: 0, disparus: 0 });
  expect(await essai.api.dossiers.lister({ campagneId })).toHaveLength(60);
});

test('importé une seconde fois, il ne change rien', async () => {
  const avant = await essai.api.dossiers.lister({ campagneId });
  const { apercu, fait } = await importer();
  expect(fait.bilan.dossiers).toEqual({ nouveaux: 0, modifies: 0, inchanges: 60, disparus: 0 });
  expect(fait.bilan.collectifs).toEqual({ nouveaux: 0, modifies: 0, inchanges: 140, disparus: 0 });
  expect(apercu.differences.filter((d) => d.nature !== 'doublon_probable')).toEqual([]);
  expect(await essai.api.dossiers.lister({ campagneId })).toEqual(avant);
});

test('une colonne corrigée à la main est suivie, et gardée en profil', async () => {
  const { depotId } = await essai.api.imports.deposer({ fichier: fichierExemple() });
  const avant = await resultat(essai.api.imports.analyser({ campagneId, depotId }));
  const colonne = avant.colonnes.find((c) => c.champ === 'objectifs');
  if (!colonne) throw new Error('la colonne des objectifs n’est pas reconnue');
  await essai.api.imports.garderProfil({
    nom: 'Essai',
    demarche: avant.demarche,
    correspondances: { [colonne.cle]: null },
  });
  const apres = await resultat(essai.api.imports.analyser({ campagneId, depotId, profil: 'Essai' }));
  expect(apres.colonnes.find((c) => c.cle === colonne.cle)).toMatchObject({ champ: null });
  expect(apres.bilan.dossiers.modifies).toBeGreaterThan(0);
  await essai.api.imports.abandonner({ depotId });
  // Gardé, il vaudrait pour tous les imports de cette démarche.
  await essai.api.imports.supprimerProfil({ nom: 'Essai' });
});

describe('lecture', () => {
  test('la note suit les niveaux, la proposition et le constat sont gardés tous deux', async () => {
    const dossier = await premierDossier();
    const vide = await essai.api.lectures.lire({ dossierId: dossier.id });
    expect(vide.note.dixiemes).toBeNull();
    const criteres = vide.charte.axes.flatMap((a) => a.criteres.map((c) => c.code));
    await expect(essai.api.lectures.terminer({ dossierId: dossier.id })).rejects.toMatchObject({
      code: 'REFUS',
      data: { code: 'criteres_manquants' },
    });
    for (const critere of criteres) await essai.api.lectures.noter({ dossierId: dossier.id, critere, niveau: 2 });
    const pleine = await essai.api.lectures.lire({ dossierId: dossier.id });
    expect(pleine.note).toMatchObject({ dixiemes: 667, complete: true, manquants: [] });
    const condition = pleine.dossier.conditions[0];
    if (!condition) throw new Error('aucune condition');
    const constatee = await essai.api.lectures.constater({
      dossierId: dossier.id,
      condition: condition.code,
      reponse: 'non',
      commentaire: 'vu sur place',
    });
    expect(constatee.dossier.conditions[0]).toMatchObject({
      proposition: condition.proposition,
      constat: { reponse: 'non', agent: 'Camille Aubry' },
      retenue: 'non',
    });
    await essai.api.lectures.terminer({ dossierId: dossier.id });
    await expect(
      essai.api.lectures.noter({ dossierId: dossier.id, critere: criteres[0] ?? '', niveau: 3 }),
    ).rejects.toMatchObject({ data: { code: 'lecture_terminee' } });
    expect(await premierDossier()).toMatchObject({ rang: { rang: 1, exAequo: false }, etat: 'etudie' });
  });
});

describe('Copil et échéancier', () => {
  let seanceId: number;
  beforeAll(async () => {
    const etat = await essai.api.seances.creer({
      campagneId,
      date: '2026-07-02',
      heureDebut: '09:00',
      heureFin: '12:00',
      lieu: 'Orléans',
      presidence: '',
      ordre: 'pile',
      membres: [],
    });
    seanceId = etat.seance?.id ?? 0;
  });

  test('une décision refusée sans motif n’écrit rien', async () => {
    const dossier = await premierDossier();
    const collectifIds = dossier.listeCollectifs.map((c) => c.id);
    await expect(
      essai.api.seances.decider({ seanceId, collectifIds, nature: 'refuse', motif: null, texte: '' }),
    ).rejects.toMatchObject({ data: { code: 'motif_absent' } });
    expect((await essai.api.seances.lire({ campagneId })).enveloppe.engageCentimes).toBe(0);
  });

  test('une décision groupée dont un collectif est inconnu n’en applique aucune', async () => {
    const dossier = await premierDossier();
    const collectifIds = [...dossier.listeCollectifs.map((c) => c.id), 999_999];
    await expect(
      essai.api.seances.decider({ seanceId, collectifIds, nature: 'agree', motif: null, texte: '' }),
    ).rejects.toMatchObject({ data: { code: 'collectif_inconnu' } });
    expect((await essai.api.seances.lire({ campagneId })).enveloppe.engageCentimes).toBe(0);
  });

  test('agréer engage le droit au centime et établit l’échéancier ; annuler rend l’enveloppe et garde l’historique', async () => {
    const dossier = await premierDossier();
    const collectifIds = dossier.listeCollectifs.map((c) => c.id);
    const etat = await essai.api.seances.decider({ seanceId, collectifIds, nature: 'agree', motif: null, texte: '' });
    expect(etat.enveloppe).toMatchObject({
      engageCentimes: dossier.droitCentimes,
      resteCentimes: 26_000_000 - dossier.droitCentimes,
    });
    const paiements = await essai.api.paiements.lire({ campagneId });
    expect(paiements.lignes.map((l) => [l.libelle, l.montantCentimes, l.datePrevue, l.statut])).toEqual([
      ['Solde', dossier.droitCentimes, '2027-11-01', 'bloquee'],
    ]);
    expect(paiements.lignes[0]?.motifs).toContain('convention à générer');
    const collectifId = collectifIds[0] ?? 0;
    await essai.api.seances.annuler({ seanceId, collectifId, motif: 'erreur de saisie' });
    const historique = essai.context.db.$client
      .prepare('SELECT retiree_motif, en_vigueur FROM decisions WHERE collectif_id = ?')
      .all(collectifId);
    expect(historique).toEqual([{ retiree_motif: 'erreur de saisie', en_vigueur: 0 }]);
    const droitDuPremier = dossier.listeCollectifs[0]?.droitCentimes ?? 0;
    const apres = await essai.api.paiements.lire({ campagneId });
    expect(apres.totaux.montantCentimes).toBe(dossier.droitCentimes - droitDuPremier);
    expect(apres.controles.every((c) => c.egal)).toBe(true);
  });

  test('une réimportation modifiée ne touche ni décision, ni lecture, ni montant agréé', async () => {
    const avant = await premierDossier();
    const { db } = essai.context;
    // Comme si l’export reçu avait changé depuis : la base porte une autre valeur que le fichier.
    db.$client.prepare("UPDATE dossiers SET empreinte_source = 'autre' WHERE id = ?").run(avant.id);
    const { fait } = await importer();
    expect(fait.bilan.dossiers).toMatchObject({ modifies: 1, inchanges: 59 });
    const apres = await premierDossier();
    expect(apres.note).toEqual(avant.note);
    expect(apres.agreeCentimes).toBe(avant.agreeCentimes);
    expect(apres.listeCollectifs.map((c) => [c.id, c.decision])).toEqual(
      avant.listeCollectifs.map((c) => [c.id, c.decision]),
    );
    expect(apres.conditions).toEqual(avant.conditions);
  });

  test('le barème qui a servi à décider est figé', async () => {
    const { baremes } = await essai.api.parametres.lire();
    const [bareme] = baremes;
    if (!bareme) throw new Error('aucun barème');
    await expect(
      essai.api.parametres.modifierBareme({
        baremeId: bareme.id,
        bareme: { ...bareme.bareme, tauxPointsBase: 4000 },
        motif: 'essai',
      }),
    ).rejects.toMatchObject({ data: { code: 'bareme_fige' } });
  });

  test('un IBAN importé n’est confirmé que par un autre agent', async () => {
    const [iban] = await essai.api.banque.ibans({ campagneId });
    if (!iban) throw new Error('aucun IBAN');
    await expect(
      essai.api.banque.verifier({ structureId: iban.structureId, iban: iban.iban, preuve: APPEL }),
    ).rejects.toMatchObject({ data: { code: 'meme_agent' } });
    await essai.api.session.creerAgent({ prenom: 'Hugo', nom: 'Besnard', courriel: null });
    // Un IBAN remplacé entre l’affichage et le clic n’est jamais confirmé à l’aveugle.
    await expect(
      essai.api.banque.verifier({ structureId: iban.structureId, iban: 'FR00', preuve: APPEL }),
    ).rejects.toMatchObject({ data: { code: 'iban_change' } });
    await essai.api.banque.verifier({ structureId: iban.structureId, iban: iban.iban, preuve: APPEL });
    expect(
      (await essai.api.banque.ibans({ campagneId })).find((i) => i.structureId === iban.structureId),
    ).toMatchObject({ etat: 'verifie', verifiePar: 'Hugo Besnard' });
  });
});

test('chaque action de l’agent est au journal, avec son nom', async () => {
  const { entrees } = await essai.api.journal.lister({ limite: 1000 });
  const actions = new Set(entrees.map((e) => e.action));
  for (const action of [
    'campagne.creer',
    'import.executer',
    'dossier.importer',
    'dossier.reimporter',
    'lecture.noter',
    'lecture.terminer',
    'condition.constater',
    'decision.prendre',
    'decision.annuler',
    'echeancier.etablir',
    'iban.verifier',
    'profil.garder',
  ]) {
    expect(actions, action).toContain(action);
  }
  expect(entrees.every((e) => e.agent !== '' && e.compteSysteme !== '')).toBe(true);
});

test('sans agent choisi, rien ne s’écrit', async () => {
  const autre = ouvrirEssai();
  await expect(
    autre.api.campagnes.creer({
      anneeScolaire: '2026-2027',
      baremeCle: 'loiret-2019',
      charteCle: 'modele-depliant',
      enveloppeCentimes: null,
      dateLimiteDepot: '2026-03-31',
    }),
  ).rejects.toMatchObject({ code: 'REFUS', data: { code: 'agent_absent' } });
  autre.fermer();
});
