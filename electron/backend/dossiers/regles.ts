import { lireCampagne } from '../../../db/queries/campagnes.ts';
import { lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import { anomaliesCourantes } from '../../../db/queries/imports.ts';
import { compterCampagnesAnterieures, passeDesPorteurs } from '../../../db/queries/passe-porteurs.ts';
import { lireAnnuaire } from '../communes.ts';
import type { Context } from '../context.ts';
import { lireInstruction } from '../instruction/vue.ts';
import { lireReleve } from '../pieces/etats.ts';
import { introuvable } from '../refus.ts';
import { type Evaluation, evaluerCampagne, evaluerDossier, type Regles } from './evaluer.ts';
import { CHAMPS_DES_FAITS, resumerPasse } from './faits.ts';

/** La session dit qui regarde (lecture aveugle) ; sans elle, ou sans agent choisi, tout se voit. */
export type SocleLecture = Pick<Context, 'db' | 'ressources'> & Partial<Pick<Context, 'session'>>;

/**
 * Les règles de la campagne, lues une fois pour tous ses dossiers.
 * @param lu le dossier qu’on est en train de lire : ses autres lectures sont cachées même à qui n’en est pas encore lecteur
 */
export function lireRegles(context: SocleLecture, campagneId: number, lu?: number): Regles {
  const campagne = lireCampagne(context.db, campagneId);
  if (!campagne) throw introuvable('Cette campagne');
  const anomalies = new Map<string, number>();
  for (const a of anomaliesCourantes(context.db, campagneId)) {
    if (a.numeroDossier !== null) anomalies.set(a.numeroDossier, (anomalies.get(a.numeroDossier) ?? 0) + 1);
  }
  return {
    bareme: campagne.bareme,
    charte: campagne.charte,
    dateLimiteDepot: campagne.dateLimiteDepot,
    pieces: lireReleve(context.db, campagneId),
    passe: resumerPasse(passeDesPorteurs(context.db, campagneId), compterCampagnesAnterieures(context.db, campagneId)),
    annuaire: lireAnnuaire(context.ressources),
    anomalies,
    instruction: lireInstruction(context.db, campagne, context.session?.agentId ?? null, lu),
  };
}

/** Quelques dossiers évalués, sans leur rang, qui dépend de tous les autres. */
export function evaluerQuelques(
  context: SocleLecture,
  campagneId: number,
  dossierIds: readonly number[],
): Evaluation[] {
  const lignes = lireLignesDossiers(context.db, campagneId, { dossierIds, champs: CHAMPS_DES_FAITS });
  const regles = lireRegles(context, campagneId);
  return lignes.dossiers.map((entree) => evaluerDossier(entree, lignes, regles));
}

/**
 * Tous les dossiers d’une campagne, évalués et classés, dans l’ordre des numéros.
 * @param aveugles dossiers à l’aveugle sous une autre version de la charte, qui le restent le temps d’un essai
 */
export function evaluerToute(
  context: SocleLecture,
  campagneId: number,
  aveugles: ReadonlySet<number> = new Set(),
): Evaluation[] {
  const { instruction, ...regles } = lireRegles(context, campagneId);
  return evaluerCampagne(lireLignesDossiers(context.db, campagneId, { champs: CHAMPS_DES_FAITS }), {
    ...regles,
    instruction: { ...instruction, aveugles: new Set([...instruction.aveugles, ...aveugles]) },
  });
}
