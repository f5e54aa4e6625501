import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { confirmerIban } from '../../../../electron/backend/banque/ibans.ts';
import { annulerImport } from '../../../../electron/backend/imports/annuler.ts';
import { listerImports } from '../../../../electron/backend/imports/importer.ts';
import { verifierBase } from '../../../../electron/backend/journal.ts';
import { commenter } from '../../../../electron/backend/lectures.ts';
import { decider } from '../../../../electron/backend/seances/decider.ts';
import {
  APPEL,
  type Atelier,
  type Banc,
  COLLECTIFS,
  contenu,
  IBANS,
  importer,
  lectureDe,
  ouvrirAtelier,
  SIRETS,
  type Source,
  source,
} from '../argent-essai.ts';

let atelier: Atelier;
let banc: Banc;
beforeAll(() => {
  atelier = ouvrirAtelier();
});
afterAll(() => atelier.fermer());
beforeEach(() => {
  banc = atelier.ouvrir({}, null);
});
afterEach(() => {
  expect(verifierBase(banc.context)).toMatchObject({ sain: true });
  banc.fermer();
});

const [, AUTRE_SIRET = ''] = SIRETS;
const [IBAN = '', AUTRE_IBAN = ''] = IBANS;
const MOTIF = 'mauvais fichier';

/** Importe, et rend le numéro de l’import. */
function recevoir(...sources: Source[]): number {
  importer(banc.context, banc.campagneId, lectureDe(sources), {}, true);
  return listerImports(banc.context, banc.campagneId)[0]?.id ?? 0;
}

function annuler(importId: number) {
  return annulerImport(banc.context, { importId, motif: MOTIF });
}

function lire(sql: string): unknown {
  return banc.context.db.$client.prepare(sql).pluck().get();
}

/** Sans les porteurs et leurs coordonnées : celles-ci ne s’effacent pas, la loi de la base l’interdit. */
function sansBanque(): string {
  const tables = JSON.parse(contenu(banc.context.db)) as [string, unknown][];
  return JSON.stringify(tables.filter(([nom]) => !['structures', 'coordonnees_bancaires'].includes(nom)));
}

test('un import modifié puis annulé rend la base exactement comme avant lui', () => {
  recevoir(source(), source({ numero: '1002', siret: AUTRE_SIRET, nom: 'Autres', iban: AUTRE_IBAN }));
  const avant = contenu(banc.context.db);
  const second = recevoir(
    source({
      collectifs: [...COLLECTIFS.slice(1), { libelle: 'Jaune', coutCentimes: 5, effectif: 9 }],
      budgetCentimes: 7,
    }),
    source({ numero: '1002', siret: AUTRE_SIRET, nom: 'Autres noms', iban: AUTRE_IBAN }),
    source({ numero: '1003' }),
  );
  expect(contenu(banc.context.db)).not.toBe(avant);
  const fait = annuler(second);
  expect(contenu(banc.context.db)).toBe(avant);
  expect(fait.annule).toMatchObject({ agent: 'Camille Essai', motif: MOTIF });
  expect(fait.annulationImpossible).toBe('Cet import est déjà annulé.');
  expect(lire("SELECT count(*) FROM journal WHERE action = 'import.annuler'")).toBe(1);
});

test('le premier import annulé ne laisse ni dossier, ni collectif, ni budget ; l’IBAN ne s’efface pas mais ne sert plus', () => {
  const vide = sansBanque();
  const premier = recevoir(source());
  annuler(premier);
  expect(sansBanque()).toBe(vide);
  expect(lire('SELECT count(*) FROM coordonnees_bancaires WHERE actif = 1')).toBe(0);
  // Réimporté, il revient tout entier, sur le même porteur.
  recevoir(source());
  expect(lire('SELECT count(*) FROM dossiers')).toBe(1);
  expect(lire('SELECT count(*) FROM structures')).toBe(1);
  expect(lire('SELECT count(*) FROM coordonnees_bancaires WHERE actif = 1')).toBe(1);
});

test('le dernier d’abord : un import plus récent sur les mêmes dossiers se dit, puis tout s’annule à rebours', () => {
  const vide = sansBanque();
  const premier = recevoir(source());
  const second = recevoir(source({ budgetCentimes: 1 }));
  const avant = contenu(banc.context.db);
  expect(() => annuler(premier)).toThrow(/annulez-le d’abord/);
  expect(contenu(banc.context.db)).toBe(avant);
  annuler(second);
  annuler(premier);
  expect(sansBanque()).toBe(vide);
});

test('rien ne s’annule sous une décision, une lecture ou un IBAN vérifié : la phrase nomme le dossier', () => {
  const premier = recevoir(source());
  const dossierId = Number(lire('SELECT id FROM dossiers'));
  commenter(banc.context, dossierId, 'lu');
  expect(() => annuler(premier)).toThrow(/déjà attribués, lus.*dossier 1001/);
  const collectifId = Number(lire('SELECT id FROM collectifs WHERE rang = 1'));
  decider(banc.context, {
    seanceId: banc.seanceId,
    collectifIds: [collectifId],
    nature: 'agree',
    motif: null,
    texte: '',
  });
  const avant = contenu(banc.context.db);
  expect(() => annuler(premier)).toThrow(/décision du Copil.*dossier 1001/);
  expect(contenu(banc.context.db)).toBe(avant);
  expect(listerImports(banc.context, banc.campagneId)[0]?.annulationImpossible).toMatch(/décision du Copil/);
});

test('un IBAN vérifié depuis empêche d’annuler l’import qui l’a apporté', () => {
  const premier = recevoir(source());
  const structureId = Number(lire('SELECT id FROM structures'));
  confirmerIban(banc.second, { structureId, iban: IBAN, preuve: APPEL });
  expect(() => annuler(premier)).toThrow(/a changé depuis.*IBAN de Les Amis/);
});

test('une lecture faite entre-temps reste, et le dossier redevient « modifié depuis la lecture »', () => {
  recevoir(source());
  const second = recevoir(source({ budgetCentimes: 1 }));
  const dossierId = Number(lire('SELECT id FROM dossiers'));
  commenter(banc.context, dossierId, 'lu après');
  annuler(second);
  expect(lire('SELECT commentaire FROM lectures')).toBe('lu après');
  expect(lire('SELECT contenu_modifie_le IS NOT NULL FROM dossiers')).toBe(1);
});

test('ce qui a suivi le Copil ne se perd pas : chaque table du suivi, des conventions, des bilans et des lots empêche d’annuler', () => {
  const premier = recevoir(source());
  const second = recevoir(source({ collectifs: [...COLLECTIFS, { libelle: 'Jaune', coutCentimes: 5, effectif: 9 }] }));
  const [dossierId, ancien, jaune, coordonnees, structure] = [
    'SELECT id FROM dossiers',
    'SELECT id FROM collectifs WHERE rang = 1',
    'SELECT id FROM collectifs WHERE rang = 4',
    'SELECT id FROM coordonnees_bancaires',
    'SELECT id FROM structures',
  ].map((sql) => Number(lire(sql)));
  const visite = (collectif: string) =>
    `INSERT INTO visites (dossier_id, collectif_id, date, visiteurs, compte_rendu, agent_id, instant) VALUES (${dossierId}, ${collectif}, '2026-10-01', 'x', 'x', 1, 'i')`;
  const evenement = (collectif: number) =>
    `INSERT INTO evenements_collectif (collectif_id, nature, date_effet, agent_id, instant) VALUES (${collectif}, 'non_demarre', '2026-10-01', 1, 'i')`;
  const bilan = `INSERT INTO bilans (dossier_id, etat, contenu, saisi_par, saisi_le, origine) VALUES (${dossierId}, 'brouillon', '{}', 1, 'i', 'saisie')`;
  const cas: readonly (readonly [phrase: string, ...sql: string[]])[] = [
    [
      '1 convention',
      `INSERT INTO conventions (campagne_id, dossier_id, nature, exercice, rang, numero, etat, montant_centimes, contenu, generee_par, generee_le) VALUES (${banc.campagneId}, ${dossierId}, 'convention', 2026, 1, '2026-001', 'a_signer', 0, '{}', 1, 'i')`,
    ],
    ['2 événements de collectif', evenement(ancien ?? 0), evenement(jaune ?? 0)],
    ['1 visite', visite('NULL')],
    [
      '1 échange',
      `INSERT INTO echanges (dossier_id, date, moyen, sens, objet, agent_id, instant) VALUES (${dossierId}, '2026-10-01', 'courriel', 'recu', 'x', 1, 'i')`,
    ],
    [
      '1 relance',
      `INSERT INTO relances (campagne_id, dossier_id, objet, rang, echeance, agent_id, instant) VALUES (${banc.campagneId}, ${dossierId}, 'bilan', 1, '2027-10-01', 1, 'i')`,
    ],
    ['1 bilan', bilan],
    [
      '1 ligne de lot',
      `INSERT INTO echeances (dossier_id, rang, nature, libelle, montant_centimes, date_prevue) VALUES (${dossierId}, 1, 'solde', 'Solde', 1, '2027-11-01')`,
      `INSERT INTO lots (campagne_id, exercice, etat, libelle, date_prevue, prepare_par, prepare_le) VALUES (${banc.campagneId}, 2027, 'prepare', 'x', '2027-11-01', 1, 'i')`,
      // La base ne laisse une ligne payer que sur un compte vérifié par un autre.
      `UPDATE coordonnees_bancaires SET etat = 'verifie', verifie_par = 2 WHERE id = ${coordonnees}`,
      `INSERT INTO lignes_lot (lot_id, echeance_id, rang, montant_centimes, structure_id, coordonnees_id, iban) SELECT l.id, e.id, 1, 1, ${structure}, ${coordonnees}, '${IBAN}' FROM lots l, echeances e`,
    ],
    [
      '1 trop-perçu',
      `INSERT INTO indus (dossier_id, montant_centimes, origine, constate_par, constate_le) VALUES (${dossierId}, 1, 'x', 1, 'i')`,
    ],
  ];
  const client = banc.context.db.$client;
  const essayer = (sqls: readonly string[], verifier: () => void) => {
    client.exec('SAVEPOINT cas');
    for (const sql of sqls) client.exec(sql);
    verifier();
    client.exec('ROLLBACK TO cas; RELEASE cas');
  };
  // Le second n’a créé qu’un collectif : seul ce qui est de lui serait perdu.
  for (const [phrase, ...sqls] of cas.filter(([p]) => !p.includes('événement')))
    essayer(sqls, () => expect(() => annuler(second), phrase).not.toThrow());
  essayer([evenement(ancien ?? 0)], () => expect(() => annuler(second)).not.toThrow());
  essayer([evenement(jaune ?? 0), visite(String(jaune))], () =>
    expect(() => annuler(second)).toThrow(/\(dossier 1001 : 1 événement de collectif, 1 visite\).*perdrait ce travail/),
  );
  essayer(
    cas.flatMap(([, ...sqls]) => sqls),
    () =>
      expect(listerImports(banc.context, banc.campagneId)[0]?.annulationImpossible).toMatch(/événement de collectif/),
  );
  annuler(second);
  for (const [phrase, ...sqls] of cas.map(
    ([p, ...s]) =>
      [p.replace('2 événements', '1 événement'), ...s.slice(0, p.includes('événement') ? 1 : undefined)] as const,
  ))
    essayer(sqls, () => expect(() => annuler(premier), phrase).toThrow(new RegExp(`dossier 1001 : ${phrase}\\)`)));
});
