import { Link } from 'wouter';
import type { LigneDeMaPile } from '../../shared/contract/lectures.ts';
import { chemins } from '../contexte.tsx';
import type { Onglet } from '../ui/Onglets.tsx';
import { miens } from './miens.ts';

/** Les vues de l’instruction : quatre sur la page de l’instruction, trois sur celle des résultats. */
export type VueInstruction =
  | 'pile'
  | 'attributions'
  | 'harmonisation'
  | 'lecteurs'
  | 'classement'
  | 'sensibilite'
  | 'annees';

/** La même barre, aux mêmes comptes, sur les deux pages : passer de l’une à l’autre ne la fait pas bouger. */
export function ongletsInstruction(pile: readonly LigneDeMaPile[] | undefined): readonly Onglet<VueInstruction>[] {
  const compter = (garder: (ligne: LigneDeMaPile) => boolean, lignes = pile) =>
    lignes === undefined ? {} : { nombre: lignes.filter(garder).length };
  const aLire = pile && miens(pile);
  return [
    { code: 'pile', libelle: 'Ma pile', ...compter(({ maLecture }) => maLecture !== 'terminee', aLire) },
    { code: 'attributions', libelle: 'Attributions' },
    { code: 'harmonisation', libelle: 'Harmonisation', ...compter(({ aHarmoniser }) => aHarmoniser) },
    { code: 'lecteurs', libelle: 'Lecteurs' },
    { code: 'classement', libelle: 'Classement', ...compter(({ rang }) => rang !== null) },
    { code: 'sensibilite', libelle: 'Sensibilité aux poids' },
    { code: 'annees', libelle: 'Année N et N-1' },
  ];
}

/** Au bout de la barre, sur les deux pages. */
export function LienChartes() {
  return (
    <Link href={chemins.chartes} className="lien t12 a-droite">
      Charte et versions
    </Link>
  );
}
