import { createRouterClient } from '@orpc/server';
import type { Context } from '../../../../electron/backend/context.ts';
import { horlogeArretee } from '../../../../electron/backend/horloge.ts';
import { router } from '../../../../electron/backend/router.ts';
import { decider } from '../../../../electron/backend/seances/decider.ts';
import type { Api } from '../../../../shared/contract/client.ts';
import type { Bareme } from '../../../../shared/domaine/bareme.ts';
import { type Atelier, type Banc, importer, lectureDe, SIRETS, source } from '../argent-essai.ts';

/** Un jour de novembre : la rentrée est passée depuis plus d’un mois. */
export const NOVEMBRE = '2026-11-12T09:00:00.000Z';

export interface BancDeSuivi extends Banc {
  readonly api: Api;
  /** Le dossier 1001 et ses trois collectifs agréés, 1 950,00 € chacun. */
  readonly dossierId: number;
  readonly collectifIds: readonly number[];
  /** Le dossier 1002 : un collectif refusé, deux qui n’ont pas été décidés. */
  readonly autreId: number;
  /** Le même agent, un autre jour. */
  le(instant: string): Api;
}

export function entree(context: Context): Api {
  return createRouterClient(router, { context });
}

/** Deux dossiers, dont un agréé en entier : rien n’y est encore suivi. */
export function ouvrirSuivi(atelier: Atelier, bareme: Partial<Bareme> = {}): BancDeSuivi {
  const banc = atelier.ouvrir(bareme, null);
  importer(
    banc.context,
    banc.campagneId,
    lectureDe([source(), source({ numero: '1002', nom: 'Les Autres', siret: SIRETS[1] ?? null })]),
  );
  banc.context.db.$client
    .prepare("INSERT INTO etapes (campagne_id, numero, debut) VALUES (?, 9, '2026-09-01')")
    .run(banc.campagneId);
  const ids = (numero: string) =>
    banc.context.db.$client
      .prepare(
        'SELECT c.id FROM collectifs c JOIN dossiers d ON d.id = c.dossier_id WHERE d.numero = ? ORDER BY c.rang',
      )
      .pluck()
      .all(numero) as number[];
  const dossier = (numero: string) =>
    banc.context.db.$client.prepare('SELECT id FROM dossiers WHERE numero = ?').pluck().get(numero) as number;
  const collectifIds = ids('1001');
  const { seanceId } = banc;
  decider(banc.context, { seanceId, collectifIds, nature: 'agree', motif: null, texte: '' });
  const refuses = ids('1002').slice(0, 1);
  decider(banc.context, { seanceId, collectifIds: refuses, nature: 'refuse', motif: 'effectif', texte: '' });
  const context = { ...banc.context, horloge: horlogeArretee(NOVEMBRE) };
  return {
    ...banc,
    context,
    second: { ...banc.second, horloge: horlogeArretee(NOVEMBRE) },
    api: entree(context),
    dossierId: dossier('1001'),
    collectifIds,
    autreId: dossier('1002'),
    le: (instant) => entree({ ...context, horloge: horlogeArretee(instant) }),
  };
}

const VIDE = { lieu: null, jours: null, horaires: null, effectif: null, coordinateur: null, texte: '' };

export function demarrage(collectifId: number, valeurs: Record<string, unknown> = {}) {
  const dits = { lieu: 'École Michelet', jours: 'lundi, jeudi', effectif: 10, coordinateur: 'Anne Roux' };
  return { ...VIDE, ...dits, collectifId, nature: 'demarrage' as const, dateEffet: '2026-09-14', ...valeurs };
}

export function evenement(
  collectifId: number,
  nature: 'non_demarre' | 'changement' | 'arret' | 'reprise',
  dateEffet: string,
  valeurs: Record<string, unknown> = {},
) {
  return { ...VIDE, collectifId, nature, dateEffet, ...valeurs };
}
