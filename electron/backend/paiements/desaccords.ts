import type { Base } from '../../../db/base.ts';
import { listerCampagnes } from '../../../db/queries/campagnes.ts';
import { numerosDesDossiers } from '../../../db/queries/dossiers.ts';
import { regleDePaiement } from '../../../db/queries/droits.ts';
import { echeancesDeLaCampagne } from '../../../db/queries/echeances.ts';
import { indusDeLaCampagne } from '../../../db/queries/indus.ts';
import { droitsDe, lireDroits } from './droits.ts';
import { calculerRevision } from './reviser.ts';

/**
 * Numéros des dossiers dont l’échéancier ou le trop-perçu ne sont pas ceux que donnent décisions, suivi, bilan et lots :
 * une ligne a été ôtée, ajoutée ou changée hors de l’application.
 */
export function dossiersEnDesaccord(db: Base): string[] {
  return listerCampagnes(db)
    .flatMap(({ id }) => desaccordsDeLaCampagne(db, id))
    .toSorted();
}

function desaccordsDeLaCampagne(db: Base, campagneId: number): string[] {
  const regle = regleDePaiement(db, campagneId);
  if (!regle) return [];
  const droits = lireDroits(db, regle);
  const echeances = Map.groupBy(echeancesDeLaCampagne(db, campagneId), (e) => e.dossierId);
  const indus = Map.groupBy(indusDeLaCampagne(db, campagneId), (i) => i.dossierId);
  const concernes = new Set([...droits.keys(), ...echeances.keys(), ...indus.keys()]);
  const numeros = numerosDesDossiers(db, campagneId);
  return [...concernes].flatMap((dossierId) => {
    const existantes = echeances.get(dossierId) ?? [];
    const siens = indus.get(dossierId) ?? [];
    const revise = calculerRevision(droitsDe(droits, dossierId), existantes, siens, regle);
    const somme = (montants: readonly { readonly montantCentimes: number }[]) =>
      montants.reduce((n, m) => n + m.montantCentimes, 0);
    const juste =
      somme(existantes.filter((e) => e.annuleeLe === null)) === somme(revise.echeances) &&
      siens.reduce((n, i) => n + i.resteCentimes, 0) === revise.induCentimes;
    return juste ? [] : [numeros.get(dossierId) ?? `dossier ${dossierId}`];
  });
}
