import { describe, expect, it } from 'vitest';
import {
  assertNever,
  comparerFrancais,
  ETAPES,
  LIBELLES_DECISION,
  libelleCompte,
  MOTIFS_DECISION,
  pluriel,
} from '../../../shared/domaine/libelles.ts';

describe('libellés', () => {
  it('donne les onze étapes dans l’ordre, avec les mois du dépliant', () => {
    expect(ETAPES.map((e) => e.numero)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(ETAPES.map((e) => [e.debutMois, e.decalageAnnee])).toEqual([
      [9, -1],
      [10, -1],
      [10, -1],
      [2, 0],
      [3, 0],
      [7, 0],
      [8, 0],
      [8, 0],
      [9, 0],
      [8, 1],
      [11, 1],
    ]);
  });

  it('propose au moins un motif à chaque décision qui en demande un, sans code en double', () => {
    for (const nature of ['refuse', 'ajourne', 'agree_sous_reserve', 'sans_suite'] as const) {
      expect(MOTIFS_DECISION.filter((motif) => motif.natures.includes(nature)).length).toBeGreaterThan(1);
      expect(LIBELLES_DECISION[nature]).not.toBe('');
    }
    expect(new Set(MOTIFS_DECISION.map((motif) => motif.code)).size).toBe(MOTIFS_DECISION.length);
    expect(MOTIFS_DECISION.some((motif) => motif.natures.includes('agree'))).toBe(false);
  });

  it('nomme un compte, à défaut sa classe', () => {
    expect(libelleCompte('61')).toBe('Services extérieurs');
    expect(libelleCompte('641')).toBe('Charges de personnel');
    expect(libelleCompte('864')).toBe('Bénévolat');
    expect(libelleCompte('99')).toBe('Compte 99');
  });

  it('accorde en nombre : zéro et un au singulier', () => {
    expect(pluriel(0, 'dossier')).toBe('0 dossier');
    expect(pluriel(1, 'dossier')).toBe('1 dossier');
    expect(pluriel(1234, 'dossier')).toBe('1\u202f234 dossiers');
    expect(pluriel(2, 'avis')).toBe('2 avis');
    expect(pluriel(2, 'bureau')).toBe('2 bureaux');
    expect(pluriel(2, 'total')).toBe('2 totaux');
    expect(pluriel(3, 'pièce attendue', 'pièces attendues')).toBe('3 pièces attendues');
  });

  it('trie sans tenir compte des accents, les nombres par valeur', () => {
    expect(['Ézy 10', 'Orléans', 'ezy 2', 'École', 'Eau'].toSorted(comparerFrancais)).toEqual([
      'Eau',
      'École',
      'ezy 2',
      'Ézy 10',
      'Orléans',
    ]);
    expect(comparerFrancais('Élan', 'elan')).toBe(0);
  });

  it('refuse un cas non prévu', () => {
    expect(() => assertNever('inconnu' as never)).toThrow('inconnu');
  });
});
