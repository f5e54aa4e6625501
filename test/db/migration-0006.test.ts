import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dossierTemporaire, ouvrir, ouvrirDAvant } from './bases.ts';

const SEANCE =
  "INSERT INTO seances (campagne_id, date, heure_debut, heure_fin, lieu, presidence, ordre) VALUES (1, '2026-07-02', '09:00', '12:00', 'Orléans', '', 'pile')";

test('une séance d’avant garde ses membres et porte sur toute la campagne', () => {
  const dossier = dossierTemporaire();
  const fichier = join(dossier, 'base.sqlite');
  const ancienne = ouvrirDAvant(dossier, fichier, 6);
  const avant = ancienne.$client.prepare('SELECT count(*) FROM seances').pluck().get() as number;
  ancienne.$client.exec(SEANCE);
  ancienne.$client.exec(
    `INSERT INTO membres_seance (seance_id, rang, institution, nom, fonction) VALUES (${avant + 1}, 1, 'etat', 'Karim Vasseur', 'Délégué')`,
  );
  ancienne.$client.close();
  const { $client: client } = ouvrir(fichier);
  try {
    expect(client.prepare('SELECT portee, quorum, suite_de FROM seances ORDER BY id DESC LIMIT 1').get()).toEqual({
      portee: 'campagne',
      quorum: null,
      suite_de: null,
    });
    expect(client.prepare('SELECT nom, courriel, presence FROM membres_seance ORDER BY id DESC LIMIT 1').get()).toEqual(
      { nom: 'Karim Vasseur', courriel: null, presence: null },
    );
  } finally {
    client.close();
  }
});

test('la base elle-même refuse deux propositions, deux scénarios du même nom, une durée impossible, deux numéros de lettre', () => {
  const { $client: client } = ouvrir(join(dossierTemporaire(), 'base.sqlite'));
  try {
    client.pragma('foreign_keys = OFF');
    const scenario = (nom: string, retenu: number) =>
      client.exec(
        `INSERT INTO scenarios (campagne_id, nom, regles, agent_id, cree_le, modifie_le, retenu) VALUES (1, '${nom}', '{}', 1, 'x', 'x', ${retenu})`,
      );
    scenario('un', 1);
    expect(() => scenario('un', 0)).toThrow(/UNIQUE/);
    expect(() => scenario('deux', 1)).toThrow(/UNIQUE/);
    scenario('deux', 0);
    const point = (dossier: number, minutes: number) =>
      client.exec(
        `INSERT INTO points_seance (seance_id, dossier_id, rang, minutes) VALUES (1, ${dossier}, 1, ${minutes})`,
      );
    point(1, 240);
    expect(() => point(2, 241)).toThrow(/CHECK/);
    expect(() => point(1, 5)).toThrow(/UNIQUE/);
    const lettre = () =>
      client.exec(
        "INSERT INTO courriers (seance_id, dossier_id, numero, nature, contenu, sha256, agent_id, produit_le) VALUES (1, 1, 'L-1', 'accord', '{}', 'x', 1, 'x')",
      );
    lettre();
    expect(lettre).toThrow(/UNIQUE/);
  } finally {
    client.close();
  }
});
