import { describe, expect, test } from 'vitest';
import { alleger, MASQUE } from '../../../../electron/backend/documents/dossier-de-seance/alleger.ts';
import { construireDonnees } from './donnees-essai.ts';

const donnees = construireDonnees({ dossiers: 4, decisions: true, choix: { allege: true } });
const [premier] = donnees.dossiers;
if (!premier) throw new Error('dossier absent');
const [collectif] = premier.listeCollectifs;
if (!collectif) throw new Error('collectif absent');

/** Tout ce qui pourrait fuir, mis là où un agent ou un porteur l’aurait écrit. */
const bavard = {
  ...donnees,
  dossiers: [
    {
      ...premier,
      banque: { titulaire: 'Jeanne Barret', iban: 'FR7630006000011234567890189', bic: null, etat: 'verifie' as const },
      intitule: 'Projet de Fatou  NDIAYE, joindre au 06 12 34 56 78 ou fatou@porteur.exemple',
      quartier: 'IBAN FR76 3000 6000 0112 3456 7890 189',
      points: ['Effectif 14 : vu avec Luc Perrin.', 'Siret 999 010 382 00011 et 12 563,00 € restent lisibles.'],
      listeCollectifs: [{ ...collectif, lieu: 'chez M. Luc Perrin' }],
      evenements: [{ instant: '', agent: 'Claire Aubry', action: 'note', detail: 'secret' }],
    },
    ...donnees.dossiers.slice(1),
  ],
};

describe('version allégée', () => {
  const allegees = alleger(bavard);
  const texte = JSON.stringify(allegees.dossiers) + JSON.stringify(allegees.seance) + JSON.stringify(allegees.identite);

  test('aucun nom, téléphone, courriel, IBAN ni commentaire de la base n’y reste', () => {
    const personnes = donnees.seance.membres.map(({ nom }) => nom.replace(/^(?:M\.|Mme) /, ''));
    const noms = ['Fatou Ndiaye', 'NDIAYE', 'Luc Perrin', 'Jeanne Barret', 'Claire Aubry', ...personnes];
    for (const nom of noms) expect(texte).not.toContain(nom);
    expect(texte).not.toMatch(/@|FR76|06 12|02 00 00|1234 ?5678/);
    expect(texte).not.toContain('secret');
    expect(allegees.dossiers.every(({ commentaire, lecteurs }) => commentaire === '' && lecteurs.length === 0)).toBe(
      true,
    );
  });

  test('le reste du texte est gardé, et ce qui en est retiré se voit', () => {
    const [dossier] = allegees.dossiers;
    expect(dossier?.intitule).toBe(`Projet de ${MASQUE}, joindre au ${MASQUE} ou ${MASQUE}`);
    expect(dossier?.points[0]).toBe(`Effectif 14 : vu avec ${MASQUE}.`);
    expect(dossier?.points[1]).toBe('Siret 999 010 382 00011 et 12 563,00 € restent lisibles.');
    expect(dossier?.listeCollectifs[0]?.lieu).toBe(`chez M. ${MASQUE}`);
    expect(dossier?.structure).toEqual(premier.structure);
    expect(allegees.enveloppe).toEqual(donnees.enveloppe);
  });

  test('les montants, les notes et les membres par institution ne changent pas', () => {
    const chiffres = (d: typeof donnees) =>
      d.dossiers.map((x) => [x.coutCentimes, x.droitCentimes, x.agreeCentimes, x.note.dixiemes, x.budget]);
    expect(chiffres(alleger(donnees))).toEqual(chiffres(donnees));
    expect(allegees.seance.membres.map(({ institution }) => institution)).toEqual(
      donnees.seance.membres.map(({ institution }) => institution),
    );
  });
});
