import { expect, test } from 'vitest';
import { type EntreeCotation, resumerHistorique } from '../../../shared/domaine/historique-cotation.ts';

function entree(minute: number, suite: Partial<EntreeCotation>): EntreeCotation {
  const instant = new Date(Date.UTC(2026, 5, 12, 8, minute)).toISOString();
  return { instant, agent: 'Camille Aubry', avant: null, apres: null, commentaire: '', charte: null, ...suite };
}

test('un commentaire tapé en plusieurs fois tient dans le niveau qu’il explique ; repris plus tard, il se voit', () => {
  const lignes = resumerHistorique([
    entree(0, { apres: '3' }),
    entree(1, { avant: '3', apres: '3', commentaire: 'Vu' }),
    entree(9, { avant: '3', apres: '3', commentaire: 'Vu sur place' }),
    entree(10, { avant: '3', apres: '2', commentaire: 'Vu sur place' }),
    entree(40, { avant: '2', apres: '2', commentaire: 'Revu' }),
    entree(41, { avant: '2', apres: '2', commentaire: 'Revu', agent: 'Hugo Besnard' }),
  ]);
  expect(lignes.map((l) => [l.avant, l.apres, l.commentaire, l.agent.split(' ')[0]])).toEqual([
    ['2', '2', 'Revu', 'Hugo'],
    ['2', '2', 'Revu', 'Camille'],
    ['3', '2', 'Vu sur place', 'Camille'],
    [null, '3', 'Vu sur place', 'Camille'],
  ]);
});
