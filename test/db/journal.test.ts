import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ecrire, premiereEntreeFausse } from '../../db/ecrire.ts';
import { lignesAlterees } from '../../db/empreintes.ts';
import { ecrireParametre } from '../../db/queries/parametres.ts';
import { parametres } from '../../db/schema/agents.ts';
import { ACTEUR, dossierTemporaire, ouvrir, remplir } from './bases.ts';

function baseRemplie() {
  const db = ouvrir(join(dossierTemporaire(), 'a.sqlite'));
  remplir(db);
  return db;
}

test('la chaîne est entière après des écritures, et chaque entrée dit qui, quand et quoi', () => {
  const db = baseRemplie();
  const { entrees, fausse } = premiereEntreeFausse(db);
  expect(fausse).toBeNull();
  expect(entrees).toBeGreaterThan(6);
  const ligne = db.$client.prepare('SELECT * FROM journal ORDER BY id LIMIT 1').get();
  expect(ligne).toMatchObject({
    agent_nom: 'Camille Aubry',
    compte_systeme: 'caubry',
    instant: ACTEUR.instant,
    action: 'agent.creer',
  });
  db.$client.close();
});

test('le journal ne se modifie, ne s’efface, ne s’intercale ni ne se remplace', () => {
  const db = baseRemplie();
  const essayer = (sql: string) => () => db.$client.exec(sql);
  expect(essayer("UPDATE journal SET motif = 'x' WHERE id = 2")).toThrow(/ne se modifie pas/);
  expect(essayer('DELETE FROM journal WHERE id = 2')).toThrow(/ne s’efface pas/);
  const copie = 'instant, agent_id, agent_nom, compte_systeme, action, libelle, objet, avant, apres, motif, precedente';
  expect(essayer(`INSERT INTO journal SELECT 999, ${copie}, 'zz' FROM journal WHERE id = 2`)).toThrow(
    /suit toujours la dernière/,
  );
  expect(essayer(`INSERT OR REPLACE INTO journal SELECT 2, ${copie}, 'zz' FROM journal WHERE id = 2`)).toThrow(
    /suit toujours la dernière|ne s’efface pas/,
  );
  expect(premiereEntreeFausse(db).fausse).toBeNull();
  db.$client.close();
});

test('une entrée changée malgré les déclencheurs est trouvée', () => {
  const db = baseRemplie();
  db.$client.exec("DROP TRIGGER journal_sans_modification; UPDATE journal SET agent_nom = 'Autre' WHERE id = 3");
  expect(premiereEntreeFausse(db).fausse).toBe(3);
  db.$client.close();
});

test('une écriture sans entrée au journal est annulée', () => {
  const db = baseRemplie();
  expect(() =>
    ecrire(db, ACTEUR, (tx) => {
      tx.db.insert(parametres).values({ cle: 'x', valeur: 1 }).run();
    }),
  ).toThrow(/sans entrée au journal/);
  expect(db.select().from(parametres).all()).toEqual([]);
  db.$client.close();
});

test('une écriture qui échoue ne laisse ni donnée ni entrée', () => {
  const db = baseRemplie();
  const avant = premiereEntreeFausse(db).entrees;
  expect(() =>
    ecrire(db, ACTEUR, (tx) => {
      ecrireParametre(tx, 'x', 1, 'essai');
      throw new Error('panne');
    }),
  ).toThrow('panne');
  expect(premiereEntreeFausse(db).entrees).toBe(avant);
  db.$client.close();
});

describe('empreintes des lignes d’argent', () => {
  test.each([
    ['collectifs', 'UPDATE collectifs SET cout_centimes = cout_centimes + 1 WHERE id = 2'],
    ['lignes_budget', 'UPDATE lignes_budget SET montant_centimes = montant_centimes + 1 WHERE id = 2'],
    ['campagnes', 'UPDATE campagnes SET enveloppe_centimes = 1'],
  ])('%s changée hors de l’application', (table, sql) => {
    const db = baseRemplie();
    expect(lignesAlterees(db)).toEqual([]);
    db.$client.exec(sql);
    expect(lignesAlterees(db).map((l) => l.table)).toEqual([table]);
    db.$client.close();
  });
});
