import type { Base } from '../../db/base.ts';
import { anneeClose } from '../../db/queries/cloture.ts';
import { lireDossiersAClore } from '../../db/queries/etat-cloture.ts';
import type { Campagne } from '../../shared/contract/campagnes.ts';
import { avancementDesEtapes, constaterEtat } from '../../shared/domaine/etat-etapes.ts';

/**
 * La campagne, l’état de ses étapes constaté d’après ses dossiers et non d’après les seules dates. Pour l’écran : les
 * règles du backend, elles, ne regardent que les dates (`lireCampagne`).
 */
export function constaterEtapes(db: Base, campagne: Campagne): Campagne {
  if (anneeClose(db, campagne.id) !== null)
    return { ...campagne, etapes: campagne.etapes.map((etape) => ({ ...etape, etat: 'faite' })) };
  const avancement = avancementDesEtapes(lireDossiersAClore(db, campagne.id));
  return {
    ...campagne,
    etapes: campagne.etapes.map((etape) => ({
      ...etape,
      etat: constaterEtat(etape.etat, avancement.get(etape.numero)),
    })),
  };
}
