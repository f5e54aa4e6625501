import { comparerFrancais } from '../../../../shared/domaine/libelles.ts';
import type { Coordonnees, FondDeCarte } from '../carte-loiret.ts';
import { communesDe } from './chiffres.ts';
import type { DossierImprime } from './impression.ts';

/** Une commune où l’on agit, placée sur la carte. */
export interface SiteDeCarte {
  readonly insee: string;
  readonly nom: string;
  readonly collectifs: number;
  readonly centre: Coordonnees;
}

/** Communes du fond de carte et leur nombre de collectifs, du plus au moins ; une commune hors du Loiret n’y figure pas. */
export function sitesDe(dossiers: readonly DossierImprime[], fond: FondDeCarte): SiteDeCarte[] {
  const sites = new Map<string, { nom: string; collectifs: number }>();
  for (const { insee, nom } of communesDe(dossiers.filter(({ listeCollectifs }) => listeCollectifs.length > 0))) {
    if (insee === null) continue;
    const site = sites.get(insee) ?? { nom, collectifs: 0 };
    site.collectifs += 1;
    sites.set(insee, site);
  }
  return [...sites]
    .flatMap(([insee, site]) => {
      const commune = fond.communes.get(insee);
      return commune ? [{ insee, ...site, centre: commune.centre }] : [];
    })
    .toSorted((a, b) => b.collectifs - a.collectifs || comparerFrancais(a.nom, b.nom));
}
