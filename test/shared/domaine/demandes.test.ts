import { array, assert, integer, property, stringMatching } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ajouterJours } from '../../../shared/domaine/dates.ts';
import {
  amorcerQuestion,
  avertirEcheance,
  estQuestionVide,
  joursDeRetard,
  proposerEcheance,
  refuserEcheance,
  vueDemande,
} from '../../../shared/domaine/demandes.ts';
import {
  controlerModele,
  controlerTexte,
  direDemande,
  MODELE_PAR_DEFAUT,
  ModeleLettre,
  remplir,
  VARIABLES,
  type Variable,
} from '../../../shared/domaine/modele-lettre.ts';

describe('échéance', () => {
  test.each([
    ['2026-06-12', 15, '2026-06-29', 'le 27 est un samedi'],
    ['2026-06-12', 18, '2026-06-30', 'jour ouvré'],
    ['2026-06-29', 15, '2026-07-15', 'le 14 juillet'],
    ['2026-04-03', 1, '2026-04-07', 'samedi, Pâques, lundi de Pâques'],
    ['2026-12-10', 15, '2026-12-28', 'Noël un vendredi'],
  ])('proposée : %s + %i jours → %s (%s)', (jour, delai, attendue) => {
    expect(proposerEcheance(jour, delai)).toBe(attendue);
  });

  test('passée, du jour, trop loin, impossible : refusée, et dit pourquoi', () => {
    expect(refuserEcheance('2026-06-11', '2026-06-12')).toMatch(/11\/06\/2026 est passé/);
    expect(refuserEcheance('2026-06-12', '2026-06-12')).toMatch(/aujourd’hui/);
    expect(refuserEcheance('2126-06-30', '2026-06-12')).toMatch(/plus d’un an/);
    expect(refuserEcheance('2026-02-31', '2026-01-12')).toMatch(/n’est pas une date/);
    expect(refuserEcheance('2026-06-13', '2026-06-12')).toBeNull();
  });

  test('samedi, dimanche ou fête : permis, mais dit', () => {
    expect(avertirEcheance('2026-06-27')).toBe(
      'Le 27/06/2026 est un samedi ; premier jour ouvré ensuite : le 29/06/2026.',
    );
    expect(avertirEcheance('2026-07-14')).toMatch(/férié \(fête nationale\)/);
    expect(avertirEcheance('2026-07-15')).toBeNull();
  });

  test('le retard se compte à partir du lendemain, et seulement si l’on attend', () => {
    const envoyee = { etat: 'envoyee', echeance: '2026-06-29' } as const;
    expect(joursDeRetard(envoyee, '2026-06-29')).toBe(0);
    expect(joursDeRetard(envoyee, '2026-06-30')).toBe(1);
    expect(joursDeRetard(envoyee, '2026-07-29')).toBe(30);
    expect(joursDeRetard({ ...envoyee, etat: 'close' }, '2026-07-29')).toBe(0);
    expect(joursDeRetard({ ...envoyee, etat: 'brouillon' }, '2026-07-29')).toBe(0);
    assert(
      property(integer({ min: -500, max: 500 }), (jours) => {
        expect(joursDeRetard(envoyee, ajouterJours('2026-06-29', jours))).toBe(Math.max(0, jours));
      }),
    );
  });

  test('une seule vue par demande ; répondue, elle n’est plus en retard', () => {
    const vue = (etat: 'brouillon' | 'envoyee' | 'close' | 'annulee', satisfaites: number, jour: string) =>
      vueDemande({ etat, echeance: '2026-06-29', lignes: 3, satisfaites }, jour);
    expect(vue('brouillon', 0, '2026-07-10')).toBe('a_envoyer');
    expect(vue('envoyee', 2, '2026-06-29')).toBe('en_attente');
    expect(vue('envoyee', 2, '2026-06-30')).toBe('en_retard');
    expect(vue('envoyee', 3, '2026-07-30')).toBe('a_clore');
    expect(vue('close', 1, '2026-07-30')).toBe('terminee');
    expect(vue('annulee', 0, '2026-07-30')).toBe('terminee');
  });
});

test('une amorce seule n’est pas une question', () => {
  const amorce = amorcerQuestion('Lien avec l’école');
  expect(estQuestionVide(amorce, 'Lien avec l’école')).toBe(true);
  expect(estQuestionVide('  ', null)).toBe(true);
  expect(estQuestionVide(`${amorce}quels rendez-vous ?`, 'Lien avec l’école')).toBe(false);
});

describe('modèle de lettre', () => {
  const valeurs = Object.fromEntries(Object.keys(VARIABLES).map((nom) => [nom, `<${nom}>`])) as Record<
    Variable,
    string
  >;

  test('celui de Clas passe ses propres contrôles', () => {
    expect(ModeleLettre.safeParse(MODELE_PAR_DEFAUT).success).toBe(true);
    expect(controlerModele(MODELE_PAR_DEFAUT)).toEqual([]);
  });

  test('une variable inconnue est nommée, une accolade seule aussi', () => {
    expect(controlerTexte('Avant le {echance}.')[0]).toMatch(/^Variable inconnue : \{echance\}\. .*\{echeance\}/);
    expect(controlerTexte('Avant le {echeance.')[0]).toMatch(/accolade/);
    expect(controlerTexte('{__proto__} {toString}')).toHaveLength(2);
    expect(controlerTexte('Avant le { echeance }.')).toEqual([]);
  });

  test('sans {echeance}, ou {envoi} hors d’une relance : refusé', () => {
    expect(controlerModele({ ...MODELE_PAR_DEFAUT, conclusion: 'Merci.' })[0]?.probleme).toMatch(/\{echeance\}/);
    expect(controlerModele({ ...MODELE_PAR_DEFAUT, objet: 'suite du {envoi}' })[0]).toMatchObject({ texte: 'objet' });
  });

  test('remplir : paragraphes, échéance en gras, et une valeur n’est jamais relue', () => {
    const remplis = remplir('Bonjour {structure},\n\navant le {echeance}.', { ...valeurs, structure: '{echeance}' });
    expect(remplis).toEqual([
      [
        { texte: 'Bonjour ', fort: false },
        { texte: '{echeance}', fort: false },
        { texte: ',', fort: false },
      ],
      [
        { texte: 'avant le ', fort: false },
        { texte: '<echeance>', fort: true },
        { texte: '.', fort: false },
      ],
    ]);
  });

  test('un texte sans accolade revient tel quel, aux paragraphes près', () => {
    const mots = array(stringMatching(/^[a-zé’,.]{1,12}$/), { minLength: 1, maxLength: 30 });
    assert(
      property(mots, (liste) => {
        const texte = liste.join(' ');
        expect(
          remplir(texte, valeurs)
            .flat()
            .map((s) => s.texte)
            .join(''),
        ).toBe(texte);
      }),
    );
  });

  test.each([
    [1, 0, 'de votre réponse à la question ci-dessous'],
    [3, 0, 'de vos réponses aux questions ci-dessous'],
    [0, 1, 'de la pièce ci-dessous'],
    [2, 4, 'de vos réponses aux questions et des 4 pièces ci-dessous'],
  ])('%i question(s), %i pièce(s)', (questions, pieces, phrase) => {
    expect(direDemande(questions, pieces)).toBe(phrase);
  });
});
