import { listerComptesDeStructure } from '../../../db/queries/coordonnees.ts';
import { listerDemandesDeStructure } from '../../../db/queries/demandes-iban.ts';
import type { CompteBancaire, DemandeIban } from '../../../shared/contract/banque.ts';
import type { Context } from '../context.ts';
import { decrireDemande } from './demandes.ts';
import { decrireCompte } from './ibans.ts';

/** Tous les comptes d’une structure et tous les changements demandés, les plus récents d’abord. */
export function lireHistoriqueBancaire(
  { db }: Pick<Context, 'db'>,
  structureId: number,
): { comptes: CompteBancaire[]; demandes: DemandeIban[] } {
  return {
    comptes: listerComptesDeStructure(db, structureId).map((compte) => decrireCompte(db, compte)),
    demandes: listerDemandesDeStructure(db, structureId).map((demande) => decrireDemande(db, demande)),
  };
}
