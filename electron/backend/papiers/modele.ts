import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import { ecrireParametre, lireParametre } from '../../../db/queries/parametres.ts';
import {
  controlerInvitation,
  INVITATION_PAR_DEFAUT,
  LIBELLES_INVITATION,
  ModeleInvitation,
} from '../../../shared/domaine/modele-invitation.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { Refus } from '../refus.ts';

const CLE = 'lettre-invitation';

interface ModeleLu {
  readonly modele: ModeleInvitation;
  readonly parDefaut: boolean;
}

/** Les textes de la Caf, sinon ceux de Clas. */
export function lireModeleInvitation(db: Base): ModeleLu {
  const lu = ModeleInvitation.safeParse(lireParametre(db, CLE));
  return lu.success ? { modele: lu.data, parDefaut: false } : { modele: INVITATION_PAR_DEFAUT, parDefaut: true };
}

export function modifierModeleInvitation(context: Context, modele: ModeleInvitation | null): ModeleLu {
  const [premier] = modele === null ? [] : controlerInvitation(modele);
  if (premier) throw new Refus('modele_faux', `${LIBELLES_INVITATION[premier.texte]} : ${premier.probleme}`);
  ecrire(context.db, acteur(context), (tx) => ecrireParametre(tx, CLE, modele ?? false, 'Invitation au Copil'));
  return lireModeleInvitation(context.db);
}
