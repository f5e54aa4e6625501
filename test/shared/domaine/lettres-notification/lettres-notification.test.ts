import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eurosEnLettres, nombreEnLettres } from '../../../../shared/domaine/lettres-notification/en-lettres.ts';
import { faitsDExemple } from '../../../../shared/domaine/lettres-notification/exemple.ts';
import { civiliteDe, nommerCollectif } from '../../../../shared/domaine/lettres-notification/faits.ts';
import { MODELES_NOTIFICATION } from '../../../../shared/domaine/lettres-notification/modele.ts';
import {
  estDepassee,
  NATURES_LETTRE,
  natureDeLettre,
  numeroDeLettre,
} from '../../../../shared/domaine/lettres-notification/nature.ts';
import { type LettreRemplie, remplirModele } from '../../../../shared/domaine/lettres-notification/remplir.ts';
import {
  BLOCS_NOTIFICATION,
  controlerModeleNotification,
  controlerTexte,
  VARIABLES_NOTIFICATION,
} from '../../../../shared/domaine/lettres-notification/variables.ts';
import type { NatureDecision } from '../../../../shared/domaine/libelles.ts';

function dire(lettre: LettreRemplie): string {
  const blocs = lettre.blocs.map((b) => {
    if (b.genre === 'paragraphe') return b.segments.map((s) => s.texte).join('');
    if (b.genre === 'etapes') return b.lignes.flat().join(' ');
    return [...b.lignes.flat(), ...(b.total ?? []), b.note].join(' ');
  });
  return [lettre.objet, ...blocs, lettre.politesse, ...lettre.signature, lettre.recours].join('\n');
}

describe('nature de la lettre', () => {
  const cas: readonly (readonly [readonly NatureDecision[], string | null])[] = [
    [[], null],
    [['agree', 'agree'], 'accord'],
    [['agree', 'agree_sous_reserve'], 'accord_sous_reserve'],
    [['ajourne'], 'ajournement'],
    [['refuse', 'sans_suite'], 'refus'],
    [['sans_suite'], 'refus'],
    [['agree', 'refuse'], 'partiel'],
    [['agree_sous_reserve', 'ajourne'], 'partiel'],
    [['ajourne', 'refuse'], 'partiel'],
  ];
  test.each(cas)('%j : %s', (decisions, attendue) => {
    expect(natureDeLettre(decisions)).toBe(attendue);
    expect(natureDeLettre(decisions.toReversed())).toBe(attendue);
  });

  test('une lettre est dépassée par ce que sa séance change, pas par une autre séance', () => {
    const dite = { collectifId: 1, nature: 'ajourne', motif: null, texte: 'budget', montantCentimes: 0 } as const;
    const memeSeance = { ...dite, seanceId: 7 };
    expect(estDepassee([dite], [memeSeance], 7)).toBe(false);
    expect(estDepassee([dite], [{ ...memeSeance, texte: 'autre' }], 7)).toBe(true);
    expect(estDepassee([dite], [{ ...memeSeance, nature: 'agree', montantCentimes: 1, seanceId: 8 }], 7)).toBe(false);
    expect(estDepassee([dite], [], 7)).toBe(true);
    expect(estDepassee([dite], [memeSeance, { ...memeSeance, collectifId: 2 }], 7)).toBe(true);
  });

  test('numéros sur quatre chiffres au moins', () => {
    expect(numeroDeLettre('2026', 1)).toBe('2026-N-0001');
    expect(numeroDeLettre('2026', 12_345)).toBe('2026-N-12345');
  });
});

describe('en toutes lettres', () => {
  test.each([
    [0, 'zéro'],
    [21, 'vingt et un'],
    [71, 'soixante et onze'],
    [77, 'soixante-dix-sept'],
    [80, 'quatre-vingts'],
    [81, 'quatre-vingt-un'],
    [91, 'quatre-vingt-onze'],
    [99, 'quatre-vingt-dix-neuf'],
    [200, 'deux cents'],
    [201, 'deux cent un'],
    [1000, 'mille'],
    [80_000, 'quatre-vingt mille'],
    [200_300, 'deux cent mille trois cents'],
    [4513, 'quatre mille cinq cent treize'],
    [80_000_000, 'quatre-vingts millions'],
  ] as const)('%i : %s', (nombre, attendu) => expect(nombreEnLettres(nombre)).toBe(attendu));

  test('deux nombres différents ne s’écrivent jamais pareil', () => {
    const ecrits = new Set(Array.from({ length: 20_000 }, (_, n) => nombreEnLettres(n)));
    expect(ecrits.size).toBe(20_000);
    expect([...ecrits].filter((e) => /undefined| {2}|^ | $/.test(e))).toEqual([]);
  });

  test('euros et centimes s’accordent', () => {
    expect(eurosEnLettres(451_300)).toBe('quatre mille cinq cent treize euros');
    expect(eurosEnLettres(100)).toBe('un euro');
    expect(eurosEnLettres(201)).toBe('deux euros et un centime');
    expect(eurosEnLettres(50)).toBe('cinquante centimes');
    expect(eurosEnLettres(200_000_000)).toBe('deux millions d’euros');
  });
});

describe('civilité et noms', () => {
  test.each([
    ['Mme Hélène Roy, présidente', 'Madame la Présidente'],
    ['M. Bruno Kanouté, président', 'Monsieur le Président'],
    ['Monsieur Paul, maire', 'Monsieur le Maire'],
    ['Mme Ada Roy', 'Madame'],
    ['Le maire', 'Madame, Monsieur'],
    ['Hélène Roy', 'Madame, Monsieur'],
    [null, 'Madame, Monsieur'],
  ] as const)('%s : %s', (representant, attendue) => expect(civiliteDe(representant)).toBe(attendue));

  test('le nom d’un collectif ne répète pas sa lettre', () => {
    expect(nommerCollectif({ lettre: 'A', libelle: 'Collectif A' })).toBe('Collectif A');
    expect(nommerCollectif({ lettre: 'A', libelle: 'Élémentaire' })).toBe('A. Élémentaire');
    expect(nommerCollectif({ lettre: 'C', libelle: ' ' })).toBe('Collectif C');
  });
});

describe('modèles', () => {
  test.each(NATURES_LETTRE)('%s : le modèle de Clas convient et ne laisse aucune accolade', (nature) => {
    expect(controlerModeleNotification(nature, MODELES_NOTIFICATION[nature])).toEqual([]);
    expect(dire(remplirModele(MODELES_NOTIFICATION[nature], faitsDExemple(nature)))).not.toMatch(/[{}]/);
  });

  test('l’accord dit le montant, en chiffres et en lettres ; le refus dit pourquoi et n’accorde rien', () => {
    const accord = dire(remplirModele(MODELES_NOTIFICATION.accord, faitsDExemple('accord')));
    expect(accord).toContain('agréer les 2 collectifs que vous avez présentés');
    expect(accord.replace(/\s/g, ' ')).toContain('4 513,00 € (quatre mille cinq cent treize euros)');
    expect(accord).toContain('novembre 2027');
    const refus = dire(remplirModele(MODELES_NOTIFICATION.refus, faitsDExemple('refus')));
    expect(refus).toContain('ne pas agréer les 2 collectifs que vous avez présentés');
    expect(refus).toContain('Encadrement insuffisant');
    expect(refus).not.toContain('€');
    const ajournement = dire(remplirModele(MODELES_NOTIFICATION.ajournement, faitsDExemple('ajournement')));
    expect(ajournement).toContain('ajourner l’examen des 2 collectifs');
  });

  test('un paragraphe sans objet ne s’imprime pas', () => {
    const faits = faitsDExemple('partiel');
    const sansAccord = { ...faits, collectifs: faits.collectifs.filter((c) => c.nature !== 'agree_sous_reserve') };
    const texte = dire(remplirModele(MODELES_NOTIFICATION.partiel, sansAccord));
    expect(texte).not.toContain('droit prévisionnel');
    expect(texte).toContain('ne sont pas agréés');
    expect(texte).toContain('C. Lycée Refusé');
  });

  test('le calcul n’est montré que s’il redonne le montant agréé', () => {
    const faits = faitsDExemple('accord');
    const tableau = (collectifs: typeof faits.collectifs) =>
      remplirModele(MODELES_NOTIFICATION.accord, { ...faits, collectifs }).blocs.find((b) => b.genre === 'tableau');
    expect(tableau(faits.collectifs)).toMatchObject({ colonnes: { length: 6 } });
    const [premier, ...suite] = faits.collectifs;
    if (!premier) throw new Error('exemple vide');
    expect(tableau([{ ...premier, montantCentimes: 1 }, ...suite])).toMatchObject({
      colonnes: { length: 4 },
      note: '',
    });
  });

  test('ce qui ne va pas se dit avec sa place', () => {
    expect(controlerTexte('Bonjour,\n\nvoici {montan}.', true)).toEqual([
      'Ligne 3, caractère 7 : variable inconnue {montan}. Vouliez-vous dire {montant} ?',
    ]);
    expect(controlerTexte('a } b {montant}', true)).toEqual([
      'Ligne 1, caractère 3 : l’accolade « } » n’a pas sa paire.',
    ]);
    expect(controlerTexte('voici {tableau_agrees}', true)[0]).toMatch(/^Ligne 1, caractère 7 : .*seul entre deux/);
    expect(controlerTexte('{tableau_agrees}', false)[0]).toMatch(/va dans le texte de la lettre/);
    const sans = { ...MODELES_NOTIFICATION.refus, corps: 'Non.', objet: ' ' };
    expect(controlerModeleNotification('refus', sans).map((p) => p.texte)).toEqual(['objet', 'corps']);
  });

  test('quel que soit le texte : contrôlé sans faute, il ne garde aucune accolade ; une valeur n’est jamais relue', () => {
    const noms = [...Object.keys(VARIABLES_NOTIFICATION), ...Object.keys(BLOCS_NOTIFICATION), 'inconnue', ''];
    const morceau = oneof(
      constantFrom(...noms).map((nom) => `{${nom}}`),
      constantFrom('{', '}', '\n\n', '\n', ' | ', 'mot ', '{ montant }'),
      string({ maxLength: 6 }),
    );
    assert(
      property(array(morceau, { maxLength: 12 }), constantFrom(...NATURES_LETTRE), (morceaux, nature) => {
        const corps = morceaux.join('');
        const faits = { ...faitsDExemple(nature), structure: 'S', agent: 'A' };
        const remplie = remplirModele({ ...MODELES_NOTIFICATION[nature], corps }, faits);
        if (controlerTexte(corps, true).length === 0) expect(dire(remplie)).not.toMatch(/[{}]/);
      }),
      { numRuns: 500 },
    );
    const faits = { ...faitsDExemple('accord'), structure: '{montant}' };
    const remplie = remplirModele({ ...MODELES_NOTIFICATION.accord, corps: 'Pour {structure}.' }, faits);
    expect(dire(remplie)).toContain('Pour {montant}.');
  });
});
