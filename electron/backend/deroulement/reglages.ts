import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import { ecrireParametre, lireParametre } from '../../../db/queries/parametres.ts';
import { ReglagesSuivi } from '../../../shared/contract/suivi.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';

const CLE = 'suivi';
/** Nos choix, faute de règle publique : ce sont des réglages. */
const AU_DEPART: ReglagesSuivi = { joursAvantAlerte: 30, joursDeReponse: 15 };

export function lireReglages(db: Base): ReglagesSuivi {
  return ReglagesSuivi.catch(AU_DEPART).parse(lireParametre(db, CLE));
}

export function regler(context: Context, reglages: ReglagesSuivi): ReglagesSuivi {
  ecrire(context.db, acteur(context), (tx) => ecrireParametre(tx, CLE, reglages, 'Réglages du suivi'));
  return lireReglages(context.db);
}
