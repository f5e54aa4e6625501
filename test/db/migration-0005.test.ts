import { join } from 'node:path';
import { expect, test } from 'vitest';
import { premiereEntreeFausse } from '../../db/ecrire.ts';
import { dossierTemporaire, ouvrir, ouvrirDAvant } from './bases.ts';

const LECTURE =
  "INSERT INTO lectures (dossier_id, agent_id, charte_id, etat, commentaire, modifie_le) VALUES (1, 1, ?, 'terminee', 'lu', '2026-05-01T08:00:00.000Z')";

test('les lectures d’avant restent, et une autre charte en admet une autre du même agent', () => {
  const dossier = dossierTemporaire();
  const fichier = join(dossier, 'base.sqlite');
  const ancienne = ouvrirDAvant(dossier, fichier, 5);
  ancienne.$client.prepare(LECTURE).run(1);
  ancienne.$client.exec("INSERT INTO niveaux (lecture_id, critere, niveau) VALUES (1, 'E1', 2)");
  ancienne.$client.close();
  const { $client: client, ...base } = ouvrir(fichier);
  try {
    expect(client.prepare('SELECT commentaire, terminee_le FROM lectures').all()).toEqual([
      { commentaire: 'lu', terminee_le: null },
    ]);
    expect(client.prepare('SELECT niveau FROM niveaux').pluck().all()).toEqual([2]);
    expect(() => client.prepare(LECTURE).run(1)).toThrow(/UNIQUE/);
    client.exec(
      "INSERT INTO chartes (nom, version, etat, contenu) SELECT nom, version + 1, 'publiee', contenu FROM chartes WHERE id = 1",
    );
    client.prepare(LECTURE).run(2);
    expect(client.prepare('SELECT count(*) FROM lectures').pluck().get()).toBe(2);
    expect(premiereEntreeFausse({ $client: client, ...base } as never).fausse).toBeNull();
  } finally {
    client.close();
  }
});

test('la base elle-même refuse deux rapporteurs, deux brouillons, un niveau hors de 0 à 3', () => {
  const { $client: client } = ouvrir(join(dossierTemporaire(), 'base.sqlite'));
  try {
    client.pragma('foreign_keys = OFF');
    const attribuer = (agent: number) =>
      client.exec(
        `INSERT INTO attributions (dossier_id, agent_id, role, instant) VALUES (1, ${agent}, 'rapporteur', 'x')`,
      );
    attribuer(1);
    expect(() => attribuer(2)).toThrow(/UNIQUE/);
    const demander = () =>
      client.exec(
        "INSERT INTO demandes_porteur (dossier_id, etat, creee_par, creee_le) VALUES (1, 'brouillon', 1, 'x')",
      );
    demander();
    expect(demander).toThrow(/UNIQUE/);
    const fixer = (critere: string, niveau: string, sansObjet: number) =>
      client.exec(
        `INSERT INTO syntheses (dossier_id, charte_id, critere, niveau, sans_objet, agent_id, instant) VALUES (1, 1, '${critere}', ${niveau}, ${sansObjet}, 1, 'x')`,
      );
    fixer('a', '3', 0);
    fixer('b', 'NULL', 1);
    expect(() => fixer('c', '4', 0)).toThrow(/CHECK/);
    expect(() => fixer('d', '2', 1)).not.toThrow();
  } finally {
    client.close();
  }
});
