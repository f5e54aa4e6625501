import type { LigneCollectif } from '../../../db/queries/dossiers.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import type { CollectifLu } from './dossier-lu.ts';

type Connu = Pick<LigneCollectif, 'rang' | 'libelle' | 'niveau' | 'lieu' | 'present'>;
type Identite = (collectif: Pick<Connu, 'rang' | 'libelle' | 'niveau' | 'lieu'>) => string;

/** Sans libellé, un collectif s’appelle d’après sa place, qui ne dit rien de lui. */
function libelleParDefaut(rang: number): string {
  return `Collectif ${rang}`;
}

const parLibelle: Identite = (c) => (c.libelle === libelleParDefaut(c.rang) ? '' : normaliserTexte(c.libelle));
const parContenu: Identite = (c) => {
  const parts = [parLibelle(c), normaliserTexte(c.lieu ?? '')];
  return parts.some(Boolean) ? [...parts, c.niveau ?? ''].join('\u241F') : '';
};

/** Ceux qu’une identité ne désigne qu’une fois ; une identité vide ne désigne personne. */
function indexer<T extends Connu | CollectifLu>(collectifs: readonly T[], identite: Identite): Map<string, T> {
  const groupes = [...Map.groupBy(collectifs, identite)];
  return new Map(
    groupes.flatMap(([cle, [premier, ...autres]]) => (cle && premier && autres.length === 0 ? [[cle, premier]] : [])),
  );
}

/**
 * La « Ligne » d’un export n’est qu’une place : quand le porteur retire un collectif, les suivants remontent. Un collectif
 * reconnu à son contenu garde le rang que la base lui a donné, donc sa lettre et sa décision ; à défaut, sa place décide.
 * @param connus tous les collectifs du dossier, absents compris
 */
export function alignerCollectifs(lus: readonly CollectifLu[], connus: readonly Connu[]): CollectifLu[] {
  const rangs = new Map<CollectifLu, number>();
  const libres = new Set(connus);
  const retenir = (lu: CollectifLu, connu: Connu) => {
    rangs.set(lu, connu.rang);
    libres.delete(connu);
  };
  for (const identite of [parContenu, parLibelle]) {
    const parIdentite = indexer([...libres], identite);
    const restants = indexer(
      lus.filter((lu) => !rangs.has(lu)),
      identite,
    );
    for (const [cle, lu] of restants) {
      const connu = parIdentite.get(cle);
      if (connu) retenir(lu, connu);
    }
  }
  for (const lu of lus.filter((c) => !rangs.has(c))) {
    // La place d’un collectif disparu ne passe pas à un autre : sa décision irait avec.
    const connu = [...libres].find((c) => c.rang === lu.rang && (c.present || parLibelle(c) === parLibelle(lu)));
    if (connu) retenir(lu, connu);
  }
  const pris = new Set([...connus.map((c) => c.rang), ...rangs.values()]);
  return lus
    .map((lu) => {
      let rang = rangs.get(lu) ?? lu.rang;
      while (!rangs.has(lu) && pris.has(rang)) rang += 1;
      pris.add(rang);
      return { ...lu, rang, libelle: lu.libelle === libelleParDefaut(lu.rang) ? libelleParDefaut(rang) : lu.libelle };
    })
    .toSorted((a, b) => a.rang - b.rang);
}
