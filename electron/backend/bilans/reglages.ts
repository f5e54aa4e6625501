import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import { ecrireParametre, lireParametre } from '../../../db/queries/parametres.ts';
import { ReglagesBilans } from '../../../shared/contract/bilans.ts';
import { formaterDate, lireDate } from '../../../shared/domaine/dates.ts';
import { formaterTaux } from '../../../shared/domaine/nombres.ts';
import { acteur } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { Refus } from '../refus.ts';

/** Au-delà de 20 % du prévu, un compte demande une explication, sauf réglage (domaine §4 : « un écart fixé »). */
const ECART_PAR_DEFAUT = 2000;

interface CampagneDatee {
  readonly id: number;
  readonly anneeScolaire: string;
}

/** L’échéance des bilans et l’écart admis ; sans réglage, le 30 septembre qui suit l’année scolaire. */
export function lireReglagesBilans(db: Base, { id, anneeScolaire }: CampagneDatee): ReglagesBilans {
  return ReglagesBilans.catch({
    echeance: `${anneeScolaire.slice(5)}-09-30`,
    ecartMaximalPointsBase: ECART_PAR_DEFAUT,
  }).parse(lireParametre(db, `bilans.${id}`));
}

export function reglerBilans(context: Context, campagneId: number, reglages: ReglagesBilans): void {
  const campagne = lireCampagne(context, campagneId);
  if (!lireDate(reglages.echeance).valide) {
    throw new Refus('echeance_impossible', `« ${reglages.echeance} » n’est pas une date : écrivez AAAA-MM-JJ.`);
  }
  const rentree = `${campagne.anneeScolaire.slice(0, 4)}-09-01`;
  if (reglages.echeance <= rentree)
    throw new Refus(
      'echeance_impossible',
      `Le ${formaterDate(reglages.echeance)} est avant l’année scolaire ${campagne.anneeScolaire} : aucun bilan ne peut être attendu si tôt.`,
    );
  ecrire(context.db, acteur(context), (tx) => {
    exigerCampagneOuverte(tx.db, campagneId);
    ecrireParametre(
      tx,
      `bilans.${campagneId}`,
      reglages,
      `Bilans ${campagne.anneeScolaire} : attendus le ${formaterDate(reglages.echeance)}, écart admis ${formaterTaux(reglages.ecartMaximalPointsBase)}`,
    );
  });
}
