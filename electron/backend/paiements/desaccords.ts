import type { Base } from '../../../db/base.ts';
import { listerCampagnes } from '../../../db/queries/campagnes.ts';
import { numerosDesDossiers } from '../../../db/queries/dossiers.ts';
import { regleDePaiement } from '../../../db/queries/droits.ts';
import { echeancesDeLaCampagne } from '../../../db/queries/echeances.ts';
import { indusDeLaCampagne } from '../../../db/queries/indus.ts';
import { droitsDe, lireDroits } from './droits.ts';
import { calculerRevision } from './reviser.ts';
import { sommer } from './situation.ts';

/** Un dossier dont les paiements ne sont pas ce qu’ils doivent être ; en centimes. */
export interface Desaccord {
  readonly dossierId: number;
  /** Σ des échéances vivantes. */
  readonly echeancesCentimes: number;
  readonly echeancesAttenduesCentimes: number;
  /** Trop-perçu restant dû. */
  readonly induCentimes: number;
  readonly induAttenduCentimes: number;
}

/**
 * Les dossiers dont l’échéancier ou le trop-perçu ne sont pas ceux que donnent décisions, suivi, bilan et lots : une ligne a
 * été ôtée, ajoutée ou changée hors de l’application.
 */
export function desaccordsDeLaCampagne(db: Base, campagneId: number): Desaccord[] {
  const regle = regleDePaiement(db, campagneId);
  if (!regle) return [];
  const droits = lireDroits(db, regle);
  const echeances = Map.groupBy(echeancesDeLaCampagne(db, campagneId), (e) => e.dossierId);
  const indus = Map.groupBy(indusDeLaCampagne(db, campagneId), (i) => i.dossierId);
  const concernes = new Set([...droits.keys(), ...echeances.keys(), ...indus.keys()]);
  return [...concernes].flatMap((dossierId) => {
    const existantes = echeances.get(dossierId) ?? [];
    const siens = indus.get(dossierId) ?? [];
    const revise = calculerRevision(droitsDe(droits, dossierId), existantes, siens, regle);
    const desaccord: Desaccord = {
      dossierId,
      echeancesCentimes: sommer(existantes.filter((e) => e.annuleeLe === null)),
      echeancesAttenduesCentimes: sommer(revise.echeances),
      induCentimes: siens.reduce((n, i) => n + i.resteCentimes, 0),
      induAttenduCentimes: revise.induCentimes,
    };
    const juste =
      desaccord.echeancesCentimes === desaccord.echeancesAttenduesCentimes &&
      desaccord.induCentimes === desaccord.induAttenduCentimes;
    return juste ? [] : [desaccord];
  });
}

/** Les mêmes, de toutes les campagnes, par numéro de dossier. */
export function dossiersEnDesaccord(db: Base): string[] {
  return listerCampagnes(db)
    .flatMap(({ id }) => {
      const desaccords = desaccordsDeLaCampagne(db, id);
      const numeros = desaccords.length > 0 ? numerosDesDossiers(db, id) : new Map<number, string>();
      return desaccords.map(({ dossierId }) => numeros.get(dossierId) ?? `dossier ${dossierId}`);
    })
    .toSorted();
}
