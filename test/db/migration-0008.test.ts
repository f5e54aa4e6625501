import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dossierTemporaire, ouvrir, ouvrirDAvant, remplir } from './bases.ts';

test('une échéance d’avant reste due, sans annulation, et garde son montant', () => {
  const dossier = dossierTemporaire();
  const fichier = join(dossier, 'base.sqlite');
  const ancienne = ouvrirDAvant(dossier, fichier, 8);
  ancienne.$client.exec(
    "INSERT INTO echeances (dossier_id, rang, nature, libelle, montant_centimes, date_prevue) VALUES (1, 1, 'solde', 'Solde', 195001, '2027-11-01')",
  );
  ancienne.$client.close();
  const { $client: client } = ouvrir(fichier);
  try {
    expect(client.prepare('SELECT montant_centimes, annulee_le FROM echeances').get()).toEqual({
      montant_centimes: 195_001,
      annulee_le: null,
    });
    expect(client.prepare('SELECT close_le FROM campagnes').get()).toEqual({ close_le: null });
  } finally {
    client.close();
  }
});

/**
 * Une base avec un lot de chaque sorte, écrite à la main : 1 validé, 2 préparé, 3 abandonné. Échéances 1 (au lot 1), 2 (au
 * lot 2), 3 (rendue par le lot 3), 4 et 5 (libres).
 */
const LIGNES = `
INSERT INTO agents (id, prenom, nom, cree_le) VALUES (2, 'Hugo', 'Bon', 'i');
INSERT INTO seances (id, campagne_id, date, heure_debut, heure_fin, lieu, presidence, ordre) VALUES (1, 1, '2026-07-02', '09:00', '12:00', 'x', '', 'pile');
INSERT INTO decisions (id, seance_id, collectif_id, nature, texte, montant_centimes, agent_id, instant) VALUES (1, 1, 1, 'agree', '', 195000, 1, 'i');
INSERT INTO conventions (id, campagne_id, dossier_id, nature, exercice, rang, numero, etat, montant_centimes, contenu, generee_par, generee_le, signee_le)
  VALUES (1, 1, 1, 'convention', 2026, 1, 'C1', 'signee', 195000, '{}', 1, 'i', '2026-09-01');
INSERT INTO reserves_levees (id, decision_id, motif, agent_id, instant) VALUES (1, 1, 'x', 1, 'i');
INSERT INTO coordonnees_bancaires (id, structure_id, iban, etat, actif, origine, saisi_par, saisi_le, verifie_par) VALUES (1, 1, 'FR1', 'verifie', 1, 'x', 1, 'i', 2);
INSERT INTO coordonnees_bancaires (id, structure_id, iban, etat, actif, origine, saisi_par, saisi_le, verifie_par) VALUES (2, 2, 'FR2', 'verifie', 1, 'x', 1, 'i', 2);
INSERT INTO echeances (id, dossier_id, rang, nature, libelle, montant_centimes, date_prevue) VALUES
  (1, 1, 1, 'acompte', 'Acompte 1', 100, '2026-12-01'), (2, 1, 2, 'solde', 'Solde', 200, '2027-11-01'),
  (3, 2, 1, 'acompte', 'Acompte 1', 300, '2026-12-01'), (4, 2, 2, 'solde', 'Solde', 400, '2027-11-01'), (5, 1, 3, 'solde', 'Complément', 400, '2027-11-01');
INSERT INTO lots (id, campagne_id, exercice, libelle, date_prevue, etat, prepare_par, prepare_le) VALUES
  (1, 1, 2026, 'un', '2026-12-01', 'prepare', 1, 'i'), (2, 1, 2026, 'deux', '2026-12-01', 'prepare', 1, 'i'), (3, 1, 2026, 'trois', '2026-12-01', 'prepare', 1, 'i');
INSERT INTO lignes_lot (id, lot_id, rang, echeance_id, structure_id, coordonnees_id, iban, montant_centimes) VALUES
  (1, 1, 1, 1, 1, 1, 'FR1', 100), (2, 2, 1, 2, 1, 1, 'FR1', 200), (3, 3, 1, 3, 2, 2, 'FR2', 300);
UPDATE lots SET etat = 'valide', rang = 1, numero = '2026-001', valide_par = 2, valide_le = 'i', nombre_lignes = 1, montant_centimes = 100, empreinte_lignes = 'e', contenu = '{}' WHERE id = 1;
UPDATE coordonnees_bancaires SET etat = 'a_verifier', verifie_par = NULL WHERE id = 2;
UPDATE lots SET etat = 'abandonne' WHERE id = 3;
UPDATE lignes_lot SET active = 0 WHERE lot_id = 3;
INSERT INTO indus (id, dossier_id, montant_centimes, origine, constate_par, constate_le) VALUES (1, 1, 50, 'x', 1, 'i');
INSERT INTO mouvements_indu (id, indu_id, nature, montant_centimes, date, motif, agent_id, instant) VALUES (1, 1, 'recouvre', 20, '2026-12-01', 'x', 1, 'i');
INSERT INTO rapprochements (id, lot_id, nom, sha256, resultat, agent_id, instant) VALUES (1, 1, 'x', 'x', '{}', 1, 'i');
INSERT INTO bilans (id, dossier_id, etat, recu_le, origine, contenu, saisi_par, saisi_le, valide_par, valide_le, droit_reel_centimes)
  VALUES (1, 1, 'recu', '2027-09-01', 'x', '{}', 1, 'i', 2, 'i', 195000);
INSERT INTO bilans_collectifs (id, bilan_id, collectif_id, realise) VALUES (1, 1, 1, 1);
INSERT INTO bilans_budget (id, bilan_id, rang, sens, compte, libelle, montant_centimes, adresse) VALUES (1, 1, 1, 'charge', '60', 'x', 1, 'x');
UPDATE bilans SET etat = 'valide' WHERE id = 1;
INSERT INTO evenements_collectif (id, collectif_id, nature, date_effet, agent_id, instant, annule_le) VALUES (1, 1, 'demarrage', '2026-09-07', 1, 'i', 'i');
`;

const VALIDER =
  "UPDATE lots SET etat = 'valide', rang = 2, numero = '2026-002', valide_par = 2, valide_le = 'i', nombre_lignes = 1, montant_centimes = 200, empreinte_lignes = 'e', contenu = '{}' WHERE id = 2";

/** Chaque déclencheur, provoqué une fois : ce qu’on tente, ce que la base répond. */
const REFUS: readonly (readonly [quoi: string, sql: string, message: RegExp])[] = [
  ['effacer une convention', 'DELETE FROM conventions', /ne s’efface pas/],
  ['réécrire une convention', 'UPDATE conventions SET montant_centimes = 1', /faites un avenant/],
  [
    'sauter un numéro de convention',
    "INSERT INTO conventions (campagne_id, dossier_id, nature, exercice, rang, numero, etat, montant_centimes, contenu, generee_par, generee_le) VALUES (1, 2, 'convention', 2026, 3, 'C3', 'a_signer', 1, '{}', 1, 'i')",
    /suit toujours le dernier/,
  ],
  ['retirer une signature sous un lot', "UPDATE conventions SET etat = 'envoyee'", /ne peut plus être quitté/],
  ['effacer une levée', 'DELETE FROM reserves_levees', /ne s’efface pas/],
  ['réécrire une levée', "UPDATE reserves_levees SET motif = 'y'", /ne se réécrit pas/],
  ['effacer un événement', 'DELETE FROM evenements_collectif', /ne s’efface pas/],
  ['réécrire un événement', "UPDATE evenements_collectif SET date_effet = 'x'", /ne se réécrit pas/],
  ['rétablir un événement annulé', 'UPDATE evenements_collectif SET annule_le = NULL', /définitive/],
  ['effacer un bilan validé', 'DELETE FROM bilans', /ne s’efface pas/],
  ['changer un bilan validé', 'UPDATE bilans SET droit_reel_centimes = 1', /ne change plus/],
  ['changer un collectif d’un bilan validé', 'UPDATE bilans_collectifs SET cout_centimes = 1', /ne change plus/],
  [
    'ajouter un collectif à un bilan validé',
    'INSERT INTO bilans_collectifs (bilan_id, collectif_id) VALUES (1, 2)',
    /ne change plus/,
  ],
  ['ôter un collectif d’un bilan validé', 'DELETE FROM bilans_collectifs', /ne change plus/],
  ['changer une ligne d’un bilan validé', 'UPDATE bilans_budget SET montant_centimes = 2', /ne change plus/],
  [
    'ajouter une ligne à un bilan validé',
    "INSERT INTO bilans_budget (bilan_id, rang, sens, compte, libelle, montant_centimes, adresse) VALUES (1, 2, 'charge', '60', 'x', 1, 'x')",
    /ne change plus/,
  ],
  ['ôter une ligne d’un bilan validé', 'DELETE FROM bilans_budget', /ne change plus/],
  ['changer une échéance prise', 'UPDATE echeances SET montant_centimes = 1 WHERE id = 1', /ne change plus/],
  ['annuler une échéance prise', "UPDATE echeances SET annulee_le = 'i' WHERE id = 2", /ne change plus/],
  ['effacer une échéance connue d’un lot', 'DELETE FROM echeances WHERE id = 3', /FOREIGN KEY/],
  [
    'faire naître un lot validé',
    "INSERT INTO lots (campagne_id, exercice, libelle, date_prevue, etat, prepare_par, prepare_le, rang, numero) VALUES (1, 2026, 'x', 'x', 'valide', 1, 'i', 2, 'n')",
    /se prépare avant/,
  ],
  ['effacer un lot', 'DELETE FROM lots WHERE id = 2', /ne s’efface pas/],
  ['revenir d’un lot validé', "UPDATE lots SET etat = 'prepare' WHERE id = 1", /ainsi d’état|CHECK/],
  ['réécrire l’origine d’un lot', 'UPDATE lots SET prepare_par = 2 WHERE id = 2', /origine/],
  ['réécrire un lot validé', "UPDATE lots SET contenu = '[]' WHERE id = 1", /ne se réécrit pas/],
  ['sauter un numéro de lot', VALIDER.replace('rang = 2', 'rang = 3'), /suit toujours le dernier/],
  ['valider seul', VALIDER.replace('valide_par = 2', 'valide_par = 1'), /autre agent|CHECK/],
  [
    'valider une autre somme',
    VALIDER.replace('montant_centimes = 200', 'montant_centimes = 201'),
    /somme de ses lignes/,
  ],
  ['valider un autre nombre', VALIDER.replace('nombre_lignes = 1', 'nombre_lignes = 2'), /somme de ses lignes/],
  [
    'valider sur un compte bloqué',
    `UPDATE coordonnees_bancaires SET etat = 'bloque' WHERE id = 1; ${VALIDER}`,
    /n’est pas vérifié/,
  ],
  [
    'valider sous une demande de changement',
    `INSERT INTO demandes_iban (structure_id, iban, origine, etat, demande_par, demande_le) VALUES (1, 'FR9', 'x', 'ouverte', 1, 'i'); ${VALIDER}`,
    /n’est pas vérifié/,
  ],
  ['annuler sans motif', "UPDATE lots SET etat = 'annule' WHERE id = 1", /avec un motif/],
  [
    'annuler après paiement',
    "UPDATE lignes_lot SET issue = 'payee', issue_le = 'j' WHERE id = 1; UPDATE lots SET etat = 'annule', clos_motif = 'x', clos_par = 1 WHERE id = 1",
    /avant tout paiement/,
  ],
  ['solder un lot sans retour', "UPDATE lots SET etat = 'paye' WHERE id = 1", /chaque ligne a une issue/],
  [
    'ajouter une ligne à un lot validé',
    "INSERT INTO lignes_lot (lot_id, rang, echeance_id, structure_id, coordonnees_id, iban, montant_centimes) VALUES (1, 2, 5, 1, 1, 'FR1', 400)",
    /lot préparé/,
  ],
  [
    'ajouter une ligne à un autre montant',
    "INSERT INTO lignes_lot (lot_id, rang, echeance_id, structure_id, coordonnees_id, iban, montant_centimes) VALUES (2, 2, 5, 1, 1, 'FR1', 401)",
    /au montant de son échéance/,
  ],
  [
    'prendre deux fois une échéance',
    "INSERT INTO lignes_lot (lot_id, rang, echeance_id, structure_id, coordonnees_id, iban, montant_centimes) VALUES (2, 2, 1, 1, 1, 'FR1', 100)",
    /UNIQUE/,
  ],
  [
    'payer à un compte pas vérifié',
    "INSERT INTO lignes_lot (lot_id, rang, echeance_id, structure_id, coordonnees_id, iban, montant_centimes) VALUES (2, 2, 4, 2, 2, 'FR2', 400)",
    /sur le compte vérifié/,
  ],
  [
    'payer à un autre porteur',
    "INSERT INTO lignes_lot (lot_id, rang, echeance_id, structure_id, coordonnees_id, iban, montant_centimes) VALUES (2, 2, 4, 1, 1, 'FR1', 400)",
    /le porteur de son échéance/,
  ],
  [
    'payer à un autre IBAN que celui du compte',
    "INSERT INTO lignes_lot (lot_id, rang, echeance_id, structure_id, coordonnees_id, iban, montant_centimes) VALUES (2, 2, 5, 1, 1, 'FR3', 400)",
    /sur le compte vérifié/,
  ],
  [
    'créer un compte déjà vérifié par qui le saisit',
    "INSERT INTO coordonnees_bancaires (structure_id, iban, etat, actif, origine, saisi_par, saisi_le, verifie_par) VALUES (2, 'FR4', 'verifie', 0, 'x', 1, 'i', 1)",
    /par un autre agent/,
  ],
  [
    'accepter son propre changement de compte',
    "INSERT INTO demandes_iban (structure_id, titulaire, iban, origine, etat, demande_par, demande_le) VALUES (2, 'x', 'FR5', 'x', 'ouverte', 1, 'i'); UPDATE demandes_iban SET etat = 'acceptee', traite_par = 1 WHERE structure_id = 2",
    /par un autre agent/,
  ],
  [
    'rendre caduc ce qui n’a pas été abandonné',
    "INSERT INTO mouvements_indu (indu_id, nature, montant_centimes, date, motif, agent_id, instant) VALUES (1, 'caduc', 1, 'x', 'x', 1, 'i')",
    /abandonné/,
  ],
  [
    'annuler un mouvement d’un autre montant',
    "INSERT INTO mouvements_indu (indu_id, nature, montant_centimes, date, reference, motif, agent_id, instant) VALUES (1, 'annule', 19, 'x', '1', 'x', 1, 'i')",
    /une seule fois et en entier/,
  ],
  [
    'annuler deux fois le même mouvement',
    "INSERT INTO mouvements_indu (indu_id, nature, montant_centimes, date, reference, motif, agent_id, instant) VALUES (1, 'annule', 20, 'x', '1', 'x', 1, 'i'); INSERT INTO mouvements_indu (indu_id, nature, montant_centimes, date, reference, motif, agent_id, instant) VALUES (1, 'annule', 20, 'x', '1', 'x', 1, 'i')",
    /une seule fois et en entier/,
  ],
  ['effacer une ligne d’un lot validé', 'DELETE FROM lignes_lot WHERE id = 1', /ne s’efface pas/],
  ['réécrire une ligne', "UPDATE lignes_lot SET iban = 'FR9' WHERE id = 2", /ne se réécrit pas/],
  ['rendre une échéance d’un lot validé', 'UPDATE lignes_lot SET active = 0 WHERE id = 1', /n’est pas rendue/],
  ['reprendre une échéance rendue', 'UPDATE lignes_lot SET active = 1 WHERE id = 3', /n’est pas rendue/],
  [
    'noter une issue sur un lot préparé',
    "UPDATE lignes_lot SET issue = 'payee', issue_le = 'j' WHERE id = 2",
    /issue ne peut pas/,
  ],
  ['rejeter sans rendre', "UPDATE lignes_lot SET issue = 'rejetee', issue_le = 'j' WHERE id = 1", /issue ne peut pas/],
  ['effacer un trop-perçu', 'DELETE FROM indus', /ne s’efface pas|FOREIGN/],
  ['réécrire un trop-perçu', 'UPDATE indus SET montant_centimes = 1', /ne se réécrit pas/],
  ['effacer un mouvement', 'DELETE FROM mouvements_indu', /ne s’efface pas/],
  ['réécrire un mouvement', 'UPDATE mouvements_indu SET montant_centimes = 1', /ne se réécrit pas/],
  [
    'rendre plus que dû',
    "INSERT INTO mouvements_indu (indu_id, nature, montant_centimes, date, motif, agent_id, instant) VALUES (1, 'abandonne', 31, 'x', 'x', 1, 'i')",
    /ce qui reste dû/,
  ],
  ['réécrire un rapprochement', "UPDATE rapprochements SET nom = 'y'", /ne se réécrit pas/],
  ['effacer un rapprochement', 'DELETE FROM rapprochements', /ne se réécrit pas/],
  [
    'vérifier son propre compte',
    "UPDATE coordonnees_bancaires SET etat = 'verifie', verifie_par = 1 WHERE id = 2",
    /autre agent/,
  ],
];

/** Une campagne close : chaque table qui lui appartient refuse qu’on y touche. */
const CLOTURE: readonly (readonly [table: string, sql: string])[] = [
  ['campagnes', 'UPDATE campagnes SET enveloppe_centimes = 1'],
  ['baremes', "UPDATE baremes SET contenu = '{}'"],
  ['etapes', "UPDATE etapes SET fin = '2027-01-01'"],
  ['dossiers', "UPDATE dossiers SET intitule = 'x'"],
  ['collectifs', 'UPDATE collectifs SET effectif = 1'],
  ['lignes_budget', 'UPDATE lignes_budget SET montant_centimes = 1'],
  ['seances', "UPDATE seances SET lieu = 'x'"],
  ['conventions', "UPDATE conventions SET signataire = 'x'"],
  ['bilans', "UPDATE bilans SET etat = 'recu'"],
  ['echeances', 'DELETE FROM echeances WHERE id = 4'],
  ['lots', "UPDATE lots SET etat = 'abandonne' WHERE id = 2"],
  ['lignes_lot', 'DELETE FROM lignes_lot WHERE id = 2'],
  [
    'indus',
    "INSERT INTO indus (dossier_id, montant_centimes, origine, constate_par, constate_le) VALUES (1, 1, 'x', 1, 'i')",
  ],
];

describe('la base elle-même refuse', () => {
  let client: Database.Database;
  beforeAll(() => {
    const db = ouvrir(join(dossierTemporaire(), 'base.sqlite'));
    remplir(db);
    client = db.$client;
    client.exec(LIGNES);
  });
  afterAll(() => client.close());

  function tenter(sql: string): () => void {
    return () => {
      client.exec('SAVEPOINT essai');
      try {
        client.exec(sql);
      } finally {
        client.exec('ROLLBACK TO essai; RELEASE essai');
      }
    };
  }

  test.each(REFUS)('de %s', (_quoi, sql, message) => {
    expect(tenter(sql)).toThrow(message);
  });

  test.each(CLOTURE)('de toucher à %s d’une campagne close', (_table, sql) => {
    expect(tenter(sql)).not.toThrow();
    expect(tenter(`UPDATE campagnes SET close_le = 'i'; ${sql}`)).toThrow(/la campagne est close/);
  });

  test('et laisse faire ce qui est permis : valider, rejeter, recouvrer après la clôture', () => {
    expect(tenter(VALIDER)).not.toThrow();
    expect(tenter("UPDATE lignes_lot SET issue = 'rejetee', issue_le = 'j', active = 0 WHERE id = 1")).not.toThrow();
    expect(
      tenter(
        "UPDATE campagnes SET close_le = 'i'; INSERT INTO mouvements_indu (indu_id, nature, montant_centimes, date, motif, agent_id, instant) VALUES (1, 'recouvre', 30, 'x', 'x', 1, 'i')",
      ),
    ).not.toThrow();
  });
});
