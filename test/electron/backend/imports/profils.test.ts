import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Essai, ouvrirEssai, resultat } from '../socle-essai.ts';

let essai: Essai;
let campagneId: number;

beforeAll(async () => {
  essai = ouvrirEssai();
  await essai.api.session.creerAgent({ prenom: 'Camille', nom: 'Aubry', courriel: null });
  const campagne = await essai.api.campagnes.creer({
    anneeScolaire: '2026-2027',
    baremeCle: 'loiret-2019',
    charteCle: 'modele-depliant',
    enveloppeCentimes: null,
    dateLimiteDepot: '2026-03-31',
  });
  campagneId = campagne.id;
});
afterAll(() => essai.fermer());

const TABLEAU = 'N° dossier;Nom de la structure;Commune;Nb enfants;Réf. interne\nA-1;Les Amis;Gien;10;X\n';

async function analyser(profil?: string | null) {
  const { depotId } = await essai.api.imports.deposer({ fichier: new File([TABLEAU], 'suivi.csv') });
  const options = profil === undefined ? {} : { profil };
  return resultat(essai.api.imports.analyser({ campagneId, depotId, ...options }));
}

test('gardé par son nom, le profil du même tableau revient seul ; refusé, il ne revient pas', async () => {
  const sans = await analyser();
  const colonne = sans.colonnes.find((c) => c.entete === 'Réf. interne');
  expect([sans.profil, colonne?.champ]).toEqual([null, null]);
  const correspondances = { [colonne?.cle ?? '']: 'quartier' };
  await essai.api.imports.garderProfil({ nom: 'Suivi du pôle', demarche: sans.demarche, correspondances });

  const revenu = await analyser();
  expect(revenu.profil).toMatchObject({ nom: 'Suivi du pôle', repris: 1 });
  expect(revenu.colonnes.find((c) => c.cle === colonne?.cle)).toMatchObject({ champ: 'quartier', origine: 'profil' });
  expect((await analyser(null)).profil).toBeNull();
  await expect(analyser('Autre')).rejects.toMatchObject({ data: { code: 'profil_inconnu' } });
}, 30_000);
