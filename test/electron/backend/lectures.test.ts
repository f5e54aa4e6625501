import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ecrire } from '../../../db/ecrire.ts';
import { sceller } from '../../../db/empreintes.ts';
import { publierCharte } from '../../../db/queries/campagnes.ts';
import { campagnes } from '../../../db/schema/campagnes.ts';
import { syntheses } from '../../../db/schema/instruction.ts';
import { lectures } from '../../../db/schema/lectures.ts';
import { acteur } from '../../../electron/backend/acteur.ts';
import type { Lecture } from '../../../shared/contract/lectures.ts';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { importer, lectureDe, SEANCE, type Source } from './argent-essai.ts';
import { type Essai, ouvrirEssai } from './socle-essai.ts';

let essai: Essai;
let campagneId: number;
let agents: { camille: number; hugo: number };
let numero = 0;
let dossierId: number;

function source(suite: Partial<Source> = {}): Source {
  return {
    numero: `D${numero}`,
    nom: `Porteur ${numero}`,
    siret: null,
    iban: null,
    budgetCentimes: 600_000,
    collectifs: [
      { libelle: 'Rouge', coutCentimes: null, effectif: 10 },
      { libelle: 'Bleu', coutCentimes: null, effectif: 14 },
    ],
    ...suite,
  };
}

async function creerCampagne(anneeScolaire: string): Promise<number> {
  const { id } = await essai.api.campagnes.creer({
    anneeScolaire,
    baremeCle: 'loiret-2019',
    charteCle: 'modele-depliant',
    enveloppeCentimes: null,
    dateLimiteDepot: `${anneeScolaire.slice(0, 4)}-03-31`,
  });
  return id;
}

async function dossierDe(campagne: number, numeroCherche: string): Promise<number> {
  const trouve = (await essai.api.dossiers.lister({ campagneId: campagne })).find((d) => d.numero === numeroCherche);
  if (!trouve) throw new Error(`dossier ${numeroCherche} absent`);
  return trouve.id;
}

function lire(id = dossierId): Promise<Lecture> {
  return essai.api.lectures.lire({ dossierId: id });
}

function condition(lecture: Lecture, code: string) {
  const trouvee = lecture.dossier.conditions.find((c) => c.code === code);
  if (!trouvee) throw new Error(`condition ${code} absente`);
  return trouvee;
}

async function coterTout(niveau: 1 | 2, id = dossierId): Promise<void> {
  for (const { critere } of (await lire(id)).niveaux)
    await essai.api.lectures.noter({ dossierId: id, critere, niveau, commentaire: '' });
}

function refus(code: string, message: RegExp) {
  return { code: 'REFUS', data: { code, message: expect.stringMatching(message) } };
}

beforeAll(async () => {
  essai = ouvrirEssai();
  const hugo = await essai.api.session.creerAgent({ prenom: 'Hugo', nom: 'Besnard', courriel: null });
  const camille = await essai.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
  agents = { camille: camille.id, hugo: hugo.id };
  campagneId = await creerCampagne('2026-2027');
});
afterAll(async () => {
  expect(await essai.api.journal.verifier()).toMatchObject({ sain: true });
  essai.fermer();
});
beforeEach(async () => {
  numero += 1;
  await essai.api.session.choisirAgent({ agentId: agents.camille });
  importer(essai.context, campagneId, lectureDe([source()]));
  dossierId = await dossierDe(campagneId, `D${numero}`);
});

describe('commentaires obligatoires', () => {
  test('un constat qui s’écarte de la proposition est refusé sans commentaire, et rien n’est écrit', async () => {
    const demande = { dossierId, condition: 'effectif_par_collectif', reponse: 'oui' as const };
    await expect(essai.api.lectures.constater({ ...demande, commentaire: ' \n ' })).rejects.toMatchObject(
      refus(
        'commentaire_obligatoire',
        /«\u00a0oui\u00a0».*«\u00a0non\u00a0» \(14 enfants au collectif B, maximum 12\)/,
      ),
    );
    expect(condition(await lire(), 'effectif_par_collectif').constat).toBeNull();
    const fait = await essai.api.lectures.constater({ ...demande, commentaire: 'Dédoublé en novembre' });
    expect(condition(fait, 'effectif_par_collectif')).toMatchObject({
      proposition: { reponse: 'non', preuve: '14 enfants au collectif B, maximum 12' },
      constat: {
        reponse: 'oui',
        commentaire: 'Dédoublé en novembre',
        agent: 'Camille Aubry',
        proposition: { reponse: 'non', preuve: '14 enfants au collectif B, maximum 12' },
      },
      aRevoir: false,
      retenue: 'oui',
    });
  });

  test('confirmer la proposition ne demande rien ; y revenir non plus', async () => {
    const demande = { dossierId, condition: 'effectif_par_collectif', commentaire: '' };
    const confirme = await essai.api.lectures.constater({ ...demande, reponse: 'non' });
    expect(condition(confirme, 'effectif_par_collectif').constat?.reponse).toBe('non');
    const revenu = await essai.api.lectures.constater({ ...demande, reponse: null });
    expect(condition(revenu, 'effectif_par_collectif').constat).toBeNull();
  });

  test('0 et 3 s’enregistrent sans commentaire, mais la lecture ne se termine pas sans', async () => {
    await coterTout(2);
    await essai.api.lectures.noter({ dossierId, critere: 'EJ1', niveau: 0 });
    await essai.api.lectures.noter({ dossierId, critere: 'P2', niveau: 3 });
    await expect(essai.api.lectures.terminer({ dossierId })).rejects.toMatchObject(
      refus('commentaires_manquants', /2 commentaires \(EJ1, P2\)/),
    );
    await essai.api.lectures.noter({ dossierId, critere: 'EJ1', commentaire: 'Aucun besoin décrit' });
    await essai.api.lectures.noter({ dossierId, critere: 'P2', commentaire: 'Parents au bilan' });
    expect(await essai.api.lectures.terminer({ dossierId })).toMatchObject({ etat: 'terminee' });
    const { db } = essai.context;
    const ligne = db.select().from(lectures).where(eq(lectures.dossierId, dossierId)).get();
    expect(ligne).toMatchObject({ etat: 'terminee', termineeLe: '2026-06-12T08:42:00.000Z' });
  });
});

test('devant le Copil, un constat corrigé s’explique par les mots de l’agent', async () => {
  const { code, libelle, proposition } = condition(await lire(), 'budget_recettes');
  expect(proposition.reponse).toBe('oui');
  await essai.api.lectures.constater({
    dossierId,
    condition: code,
    reponse: 'non',
    commentaire: 'Deux budgets reçus.',
  });
  const { dossiers } = await essai.api.seances.lire({ campagneId });
  const points = dossiers.find((d) => d.id === dossierId)?.points ?? [];
  expect(points).toContain(`${libelle} : Deux budgets reçus.`);
  expect(points).toContain('8 à 12 enfants par collectif : 14 enfants au collectif B, maximum 12.');
});

test('deux fenêtres sur un même critère : l’une le niveau, l’autre le commentaire, rien ne s’écrase', async () => {
  await essai.api.lectures.noter({ dossierId, critere: 'P2', niveau: 3 });
  const fin = await essai.api.lectures.noter({ dossierId, critere: 'P2', commentaire: 'Vu' });
  expect(fin.niveaux.find((n) => n.critere === 'P2')).toEqual({ critere: 'P2', niveau: 3, commentaire: 'Vu' });
  // Renvoyée après une coupure : ni perte, ni seconde entrée au journal.
  await essai.api.lectures.noter({ dossierId, critere: 'P2', commentaire: 'Vu' });
  const { changements } = await essai.api.lectures.historique({ dossierId, genre: 'critere', code: 'P2' });
  expect(changements).toEqual([
    {
      instant: '2026-06-12T08:42:00.000Z',
      agent: 'Camille Aubry',
      avant: null,
      apres: '3',
      commentaire: 'Vu',
      charte: null,
    },
  ]);
});

describe('preuve changée par un réimport', () => {
  test('la condition est à revoir, compte parmi ce qui reste, et se confirme', async () => {
    const demande = { dossierId, condition: 'effectif_par_collectif', reponse: 'non' as const, commentaire: '' };
    await essai.api.lectures.constater(demande);
    await coterTout(2);
    const [rouge] = source().collectifs;
    if (!rouge) throw new Error('pas de collectif');
    importer(essai.context, campagneId, lectureDe([source({ collectifs: [rouge, { ...rouge, effectif: 15 }] })]));
    const apres = await lire();
    expect(condition(apres, 'effectif_par_collectif')).toMatchObject({
      aRevoir: true,
      constat: { reponse: 'non', proposition: { preuve: '14 enfants au collectif B, maximum 12' } },
      proposition: { preuve: '15 enfants au collectif B, maximum 12' },
    });
    expect(apres.dossier.raisons).toContain('Condition à revoir, sa preuve a changé : 8 à 12 enfants par collectif');
    await expect(essai.api.lectures.terminer({ dossierId })).rejects.toMatchObject(
      refus('conditions_a_revoir', /8 à 12 enfants par collectif.*ce constat/),
    );
    const confirmee = await essai.api.lectures.constater(demande);
    expect(condition(confirmee, 'effectif_par_collectif').aRevoir).toBe(false);
    expect(await essai.api.lectures.terminer({ dossierId })).toMatchObject({ etat: 'terminee' });
    const { changements } = await essai.api.lectures.historique({
      dossierId,
      genre: 'condition',
      code: 'effectif_par_collectif',
    });
    expect(changements.map((c) => [c.avant, c.apres])).toEqual([[null, 'non']]);
  });

  test('la proposition renversée demande alors pourquoi l’agent garde sa réponse', async () => {
    const demande = { dossierId, condition: 'effectif_par_collectif', reponse: 'non' as const, commentaire: '' };
    await essai.api.lectures.constater(demande);
    const [rouge] = source().collectifs;
    if (!rouge) throw new Error('pas de collectif');
    importer(essai.context, campagneId, lectureDe([source({ collectifs: [rouge, { ...rouge, effectif: 12 }] })]));
    expect(condition(await lire(), 'effectif_par_collectif')).toMatchObject({
      aRevoir: true,
      proposition: { reponse: 'oui', preuve: 'de 10 à 12 enfants par collectif (8 à 12 admis)' },
    });
    await expect(essai.api.lectures.constater(demande)).rejects.toMatchObject(refus('commentaire_obligatoire', /oui/));
  });
});

test('à l’aveugle, l’historique d’un critère tait les autres lecteurs jusqu’à la fin de sa propre lecture', async () => {
  const historique = () => essai.api.lectures.historique({ dossierId, genre: 'critere', code: 'T1' });
  await essai.api.session.choisirAgent({ agentId: agents.hugo });
  await essai.api.lectures.noter({ dossierId, critere: 'T1', niveau: 1 });
  await essai.api.lectures.noter({ dossierId, critere: 'T1', niveau: 'sans_objet' });
  await essai.api.session.choisirAgent({ agentId: agents.camille });
  expect(await historique()).toEqual({ changements: [], autresCaches: true });
  await coterTout(2);
  await essai.api.lectures.terminer({ dossierId });
  expect((await historique()).changements.map((c) => [c.agent, c.avant, c.apres])).toEqual([
    ['Camille Aubry', null, '2'],
    ['Hugo Besnard', '1', 's. o.'],
    ['Hugo Besnard', null, '1'],
  ]);
  await essai.api.lectures.rouvrir({ dossierId, motif: 'relu' });
  expect((await historique()).autresCaches).toBe(true);
  const reglages = { lectureAveugle: false, synthese: 'rapporteur', lecteursParDossier: 1 } as const;
  await essai.api.instruction.regler({ campagneId, reglages });
  expect(await historique()).toMatchObject({ autresCaches: false });
});

test('un lien d’intérêt déclaré refuse toute écriture, le dit, et laisse voir', async () => {
  await essai.api.lectures.noter({ dossierId, critere: 'P1', niveau: 2 });
  const { api } = essai;
  await api.instruction.declarerLien({ dossierId, motif: 'ma sœur y travaille' });
  expect((await lire()).lien).toEqual({ motif: 'ma sœur y travaille', declareLe: '2026-06-12T08:42:00.000Z' });
  const ecritures = [
    () => api.lectures.noter({ dossierId, critere: 'P1', niveau: 3 }),
    () => api.lectures.constater({ dossierId, condition: 'budget_equilibre', reponse: 'non', commentaire: '' }),
    () => api.lectures.commenter({ dossierId, commentaire: 'Avis' }),
    () => api.lectures.terminer({ dossierId }),
    () => api.lectures.rouvrir({ dossierId, motif: 'essai' }),
    () => api.lectures.prendreConnaissance({ dossierId }),
  ];
  for (const ecriture of ecritures)
    await expect(ecriture()).rejects.toMatchObject(
      refus('lien_interet', /lien d’intérêt avec ce porteur.*hors de ce dossier/),
    );
  expect((await lire()).niveaux.find((n) => n.critere === 'P1')?.niveau).toBe(2);
  // Un autre agent n’est pas empêché ; un lien retiré n’empêche plus.
  await api.session.choisirAgent({ agentId: agents.hugo });
  expect((await lire()).lien).toBeNull();
  await api.session.choisirAgent({ agentId: agents.camille });
  await api.instruction.retirerLien({ dossierId, motif: 'elle a changé d’emploi' });
  expect(await api.lectures.noter({ dossierId, critere: 'P1', niveau: 1 })).toMatchObject({ lien: null });
});

/** Ce que fait un changement de version : la campagne suit la nouvelle, les lectures d’avant restent. */
function adopter(charte: Charte): void {
  ecrire(essai.context.db, acteur(essai.context), (tx) => {
    const charteId = publierCharte(tx, charte);
    tx.db.update(campagnes).set({ charteId }).where(eq(campagnes.id, campagneId)).run();
    sceller(tx, 'campagnes', [campagneId]);
    tx.journaliser({ action: 'campagne.charte', libelle: 'Essai', objet: `campagne:${campagneId}` });
  });
}

test('une autre version de la charte ouvre une autre lecture ; la première reste entière', async () => {
  await coterTout(2);
  const premiere = await essai.api.lectures.terminer({ dossierId });
  adopter({ ...premiere.charte, version: 9 });
  try {
    const neuve = await lire();
    expect(neuve).toMatchObject({ etat: 'non_commencee', note: { dixiemes: null }, commentaire: '' });
    expect(neuve.dossier).toMatchObject({ etat: 'a_etudier', pile: null, lecteurs: [] });
    const pile = await essai.api.lectures.pile({ campagneId });
    expect(pile.find((l) => l.id === dossierId)?.maLecture).toBe('non_commencee');
    // La première est terminée : la nouvelle n’en est pas fermée pour autant.
    await essai.api.lectures.noter({ dossierId, critere: 'P1', niveau: 1 });
    const { changements } = await essai.api.lectures.historique({ dossierId, genre: 'critere', code: 'P1' });
    expect(changements.map((c) => [c.avant, c.apres, c.charte])).toEqual([
      [null, '1', null],
      [null, '2', `${premiere.charte.nom}, version ${premiere.charte.version}`],
    ]);
  } finally {
    adopter(premiere.charte);
  }
  const retrouvee = await lire();
  expect(retrouvee).toMatchObject({ etat: 'terminee', niveaux: premiere.niveaux, note: premiere.note });
});

describe('l’an dernier', () => {
  const SIRET = '77567227232131';

  test('le même porteur retrouve ses niveaux et ses commentaires, et la charte d’alors si elle a changé', async () => {
    const avant = await creerCampagne('2025-2026');
    const chezLui = source({ siret: SIRET, nom: 'Les Amis' });
    importer(essai.context, avant, lectureDe([{ ...chezLui, numero: 'A1' }]));
    const ancien = await dossierDe(avant, 'A1');
    for (const [agentId, niveau] of [
      [agents.hugo, 1],
      [agents.camille, 2],
    ] as const) {
      await essai.api.session.choisirAgent({ agentId });
      await coterTout(niveau, ancien);
      await essai.api.lectures.noter({ dossierId: ancien, critere: 'P2', commentaire: `note ${niveau}` });
      await essai.api.lectures.terminer({ dossierId: ancien });
    }
    importer(essai.context, campagneId, lectureDe([chezLui]));
    const { anDernier } = await lire();
    expect(anDernier).toMatchObject({ anneeScolaire: '2025-2026', numero: 'A1', autres: 0, memeCharte: true });
    expect(anDernier?.dixiemes).toBe(500);
    expect(anDernier?.criteres.find((c) => c.critere === 'P2')).toEqual({
      critere: 'P2',
      libelle: 'Place donnée aux parents dans l’action',
      niveau: '1,5',
      fixe: false,
      commentaires: [
        { agent: 'Hugo Besnard', texte: 'note 1' },
        { agent: 'Camille Aubry', texte: 'note 2' },
      ],
    });
    // Ce que le rapporteur a fixé l’emporte sur la moyenne, et le dit.
    const { charte } = await lire();
    await essai.api.instruction.regler({
      campagneId: avant,
      reglages: { lectureAveugle: true, synthese: 'rapporteur', lecteursParDossier: 2 },
    });
    ecrire(essai.context.db, acteur(essai.context), (tx) => {
      const fixe = { dossierId: ancien, critere: 'P2', niveau: 3, commentaire: 'Accord trouvé', agentId: agents.hugo };
      const charteId = tx.db.select().from(campagnes).where(eq(campagnes.id, avant)).get()?.charteId ?? 0;
      tx.db
        .insert(syntheses)
        .values({ ...fixe, charteId, instant: tx.acteur.instant })
        .run();
      tx.journaliser({ action: 'synthese.fixer', libelle: 'Essai', objet: `dossier:${ancien}` });
    });
    expect((await lire()).anDernier?.criteres.find((c) => c.critere === 'P2')).toMatchObject({
      niveau: '3',
      fixe: true,
      commentaires: [{ agent: 'Hugo Besnard', texte: 'Accord trouvé' }, { texte: 'note 1' }, { texte: 'note 2' }],
    });
    adopter({ ...charte, version: 9 });
    expect((await lire()).anDernier).toMatchObject({
      memeCharte: false,
      charte: `${charte.nom}, version ${charte.version}`,
    });
    adopter(charte);
  });

  test('agréé l’an dernier, son bilan est à vérifier ; un porteur inconnu n’en doit pas', async () => {
    const avant = (await essai.api.session.etat()).campagnes.find((c) => c.anneeScolaire === '2025-2026')?.id ?? 0;
    expect(condition(await lire(), 'bilan_precedent').proposition).toEqual({
      reponse: 'oui',
      preuve: 'sans objet, nouveau porteur (absent de la campagne antérieure)',
    });
    importer(essai.context, campagneId, lectureDe([source({ siret: SIRET, nom: 'Les Amis' })]));
    expect(condition(await lire(), 'bilan_precedent').proposition.preuve).toBe(
      'sans objet, aucun collectif agréé en 2025-2026',
    );
    const { id: seanceId } = await essai.api.seances
      .creer({ campagneId: avant, ...SEANCE, membres: [] })
      .then((etat) => etat.seance ?? { id: 0 });
    const { listeCollectifs } = await essai.api.dossiers.lire({ dossierId: await dossierDe(avant, 'A1') });
    await essai.api.seances.decider({
      seanceId,
      collectifIds: listeCollectifs.map((c) => c.id),
      nature: 'agree',
      motif: null,
      texte: '',
    });
    expect(condition(await lire(), 'bilan_precedent').proposition).toEqual({
      reponse: 'non_renseigne',
      preuve: '2 collectifs agréés en 2025-2026 : bilan à vérifier, aucun reçu ici',
    });
  });
});
