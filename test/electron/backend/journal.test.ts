import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ecrire } from '../../../db/ecrire.ts';
import { garderProfil } from '../../../db/queries/imports.ts';
import { ecrireConstat } from '../../../db/queries/lectures.ts';
import { acteur } from '../../../electron/backend/acteur.ts';
import { verifierBase } from '../../../electron/backend/journal.ts';
import { decider } from '../../../electron/backend/seances/decider.ts';
import { lireEtatSeance } from '../../../electron/backend/seances/lire.ts';
import { type Atelier, type Banc, importer, lectureDe, ouvrirAtelier } from './argent-essai.ts';

let atelier: Atelier;
let banc: Banc;
beforeAll(() => {
  atelier = ouvrirAtelier();
});
afterAll(() => atelier.fermer());
beforeEach(() => {
  banc = atelier.ouvrir({}, null);
  importer(
    banc.context,
    banc.campagneId,
    lectureDe([
      {
        numero: '1001',
        nom: 'Les Amis',
        siret: null,
        iban: null,
        budgetCentimes: 600_000,
        collectifs: [{ libelle: 'Rouge', coutCentimes: 600_000, effectif: 10 }],
      },
    ]),
  );
});
afterEach(() => banc.fermer());

function fautifs(): string[] {
  return verifierBase(banc.context).controles.flatMap((c) => (c.sain ? [] : [`${c.code} : ${c.detail}`]));
}

function derniere(action: string): { avant: unknown; apres: unknown } {
  const ligne = banc.context.db.$client
    .prepare('SELECT avant, apres FROM journal WHERE action = ? ORDER BY id DESC LIMIT 1')
    .get(action) as { avant: string | null; apres: string | null };
  return { avant: JSON.parse(ligne.avant ?? 'null'), apres: JSON.parse(ligne.apres ?? 'null') };
}

test('une échéance ôtée hors de l’application se voit, bien qu’aucune empreinte ne soit fausse', () => {
  const ids = lireEtatSeance(banc.context, banc.campagneId).dossiers.flatMap((d) => d.listeCollectifs.map((c) => c.id));
  decider(banc.context, { seanceId: banc.seanceId, collectifIds: ids, nature: 'agree', motif: null, texte: '' });
  expect(fautifs()).toEqual([]);
  banc.context.db.$client.exec('DELETE FROM echeances');
  expect(fautifs()).toEqual(['echeances : montants différents pour 1 dossier : 1001']);
});

test('un constat et un profil changés gardent au journal ce qu’ils disaient avant', () => {
  const auteur = acteur(banc.context);
  const constat = {
    reponse: 'oui',
    proposition: 'non',
    preuve: '14 enfants',
    commentaire: '',
    agentId: auteur.agentId,
  } as const;
  const profil = { nom: 'Essai', demarche: null, correspondances: { a: 'numero' } };
  for (const reponse of ['oui', 'non'] as const)
    ecrire(banc.context.db, auteur, (tx) => ecrireConstat(tx, 1, 'effectif', { ...constat, reponse }));
  expect(derniere('condition.constater')).toEqual({ avant: constat, apres: { ...constat, reponse: 'non' } });
  for (const champ of ['numero', 'siret'])
    ecrire(banc.context.db, auteur, (tx) => garderProfil(tx, { ...profil, correspondances: { a: champ } }));
  expect(derniere('profil.garder')).toEqual({
    avant: { demarche: null, correspondances: { a: 'numero' } },
    apres: { demarche: null, correspondances: { a: 'siret' } },
  });
});
