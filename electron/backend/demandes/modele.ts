import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import { ecrireParametre, lireParametre } from '../../../db/queries/parametres.ts';
import {
  controlerModele,
  LIBELLES_TEXTES,
  MODELE_PAR_DEFAUT,
  ModeleLettre,
} from '../../../shared/domaine/modele-lettre.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { Refus } from '../refus.ts';

const CLE = 'lettre-demandes';

interface ModeleLu {
  readonly modele: ModeleLettre;
  readonly parDefaut: boolean;
}

/** Les textes de la Caf, sinon ceux de Clas. */
export function lireModele(db: Base): ModeleLu {
  const lu = ModeleLettre.safeParse(lireParametre(db, CLE));
  return lu.success ? { modele: lu.data, parDefaut: false } : { modele: MODELE_PAR_DEFAUT, parDefaut: true };
}

export function modifierModele(context: Context, modele: ModeleLettre | null): ModeleLu {
  const [premier] = modele === null ? [] : controlerModele(modele);
  if (premier) throw new Refus('modele_faux', `${LIBELLES_TEXTES[premier.texte]} : ${premier.probleme}`);
  ecrire(context.db, acteur(context), (tx) => ecrireParametre(tx, CLE, modele ?? false, 'Lettre aux porteurs'));
  return lireModele(context.db);
}
