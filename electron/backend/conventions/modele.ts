import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import { ecrireParametre, lireParametre } from '../../../db/queries/parametres.ts';
import type { ModeleDeConventionLu } from '../../../shared/contract/conventions.ts';
import {
  LIBELLES_TEXTES_CONVENTION,
  MODELE_CONVENTION,
  ModeleConvention,
} from '../../../shared/domaine/conventions/modele.ts';
import { CODE_PAR_DEFAUT, FORME_DU_CODE } from '../../../shared/domaine/conventions/numero.ts';
import { controlerModeleConvention } from '../../../shared/domaine/conventions/variables.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { Refus } from '../refus.ts';

const CLE_MODELE = 'modele-convention';
const CLE_CODE = 'code-convention';

/** Le modèle de la Caf, sinon celui de Clas ; et le code des numéros. */
export function lireModele(db: Base): ModeleDeConventionLu {
  const garde = ModeleConvention.nullable()
    .catch(null)
    .parse(lireParametre(db, CLE_MODELE) ?? null);
  const code = lireParametre(db, CLE_CODE);
  return {
    modele: garde ?? MODELE_CONVENTION,
    parDefaut: garde === null,
    code: typeof code === 'string' && FORME_DU_CODE.test(code) ? code : CODE_PAR_DEFAUT,
  };
}

/** Les prochains papiers suivent le modèle ; ceux déjà générés ne changent pas. `modele` null : les textes de Clas. */
export function modifierModele(context: Context, modele: ModeleConvention | null): ModeleDeConventionLu {
  const [premier] = modele === null ? [] : controlerModeleConvention(modele);
  if (premier) throw new Refus('modele_faux', `${LIBELLES_TEXTES_CONVENTION[premier.texte]} – ${premier.probleme}`);
  ecrire(context.db, acteur(context), (tx) => ecrireParametre(tx, CLE_MODELE, modele, 'Modèle de convention'));
  return lireModele(context.db);
}

export function modifierCode(context: Context, code: string): ModeleDeConventionLu {
  if (!FORME_DU_CODE.test(code))
    throw new Refus(
      'code_faux',
      `« ${code} » ne convient pas comme code : de 2 à 6 chiffres ou lettres capitales, par exemple 045.`,
    );
  ecrire(context.db, acteur(context), (tx) => ecrireParametre(tx, CLE_CODE, code, 'Code des numéros de convention'));
  return lireModele(context.db);
}
