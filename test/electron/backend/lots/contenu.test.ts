import { expect, test } from 'vitest';
import { direVerification } from '../../../../electron/backend/lots/contenu.ts';
import { direAppel } from '../../../../shared/domaine/preuve-appel.ts';

test('l’appel se dit une fois, le numéro groupé par deux', () => {
  const appel = { aupresDe: 'Mme Martin, trésorière', telephone: '0238000001', date: '2026-11-30' };
  const verification = direAppel({ ...appel, source: 'fiche de 2024', precision: '' });
  expect(direVerification({ ...appel, verification })).toBe(verification);
  expect(verification).toContain('02\u00a038\u00a000\u00a000\u00a001');
  // Un compte confirmé avant que l’appel se note : chaque champ, une fois.
  expect(direVerification({ ...appel, verification: null })).toBe(
    'Mme Martin, trésorière, au 02\u00a038\u00a000\u00a000\u00a001, le 30/11/2026',
  );
  expect(direVerification({ ...appel, verification: 'RIB vu' })).toMatch(/, le 30\/11\/2026 ; RIB vu$/);
  expect(direVerification({ aupresDe: null, telephone: null, date: null, verification: null })).toBe('');
});
