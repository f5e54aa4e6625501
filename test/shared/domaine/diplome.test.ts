import { describe, expect, it } from 'vitest';
import { isAuMoinsBac2 } from '../../../shared/domaine/diplome.ts';

describe('isAuMoinsBac2', () => {
  it.each([
    'Bac+2',
    'BAC + 5',
    'Bac+2 ou équivalent',
    'BTS ESF',
    'DUT carrières sociales',
    'DEJEPS',
    'Éducatrice spécialisée',
    'Niveau 5',
    'niveau III',
    'Master MEEF',
    'Professeur des écoles',
  ])('%s : oui', (diplome) => {
    expect(isAuMoinsBac2(diplome)).toBe(true);
  });

  it.each([
    'Bac',
    'Baccalauréat',
    'Bac+1',
    'BPJEPS',
    'Bafa, Bafd',
    'CAP petite enfance',
    'Niveau 4',
    'niveau IV',
    'Aucun',
    'Sans diplôme',
    'Inférieur à Bac+2',
    'Inférieur au bac',
    'moins de bac+2',
    'niveau infra bac',
  ])('%s : non', (diplome) => {
    expect(isAuMoinsBac2(diplome)).toBe(false);
  });

  it.each(['', 'Licence en cours', 'Recrutement prévu (Bac+3)', 'Diplôme étranger', 'expérience de 10 ans'])(
    '%s : on ne sait pas',
    (diplome) => {
      expect(isAuMoinsBac2(diplome)).toBeNull();
    },
  );
});
