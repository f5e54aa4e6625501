import { createRouterClient } from '@orpc/server';
import { router } from '../../../../electron/backend/router.ts';
import type { SaisieBilan } from '../../../../shared/contract/bilans.ts';
import type { Api } from '../../../../shared/contract/client.ts';
import { bilanVide } from '../../../../shared/domaine/bilan.ts';
import { type Banc, IBANS, importer, lectureDe, ouvrirAtelier, SIRETS, source } from '../argent-essai.ts';

export interface BancBilans extends Banc {
  readonly api: Api;
  /** Le second agent. */
  readonly autre: Api;
  /** « 1001 » : agréé, 9 000 + 6 000 €. « 1002 » : agréé, un collectif au budget. « 1003 » : refusé. */
  readonly dossiers: Readonly<Record<'1001' | '1002' | '1003', { id: number; collectifs: number[] }>>;
}

/** Une campagne décidée : trois dossiers, dont deux agréés. À fermer. */
export async function ouvrirBilans(): Promise<BancBilans> {
  const atelier = ouvrirAtelier();
  const banc = atelier.ouvrir({}, null);
  const un = (nom: string, coutCentimes: number | null) => ({ libelle: nom, coutCentimes, effectif: 10 });
  importer(
    banc.context,
    banc.campagneId,
    lectureDe([
      source({
        numero: '1001',
        nom: 'Les Amis',
        budgetCentimes: 1_500_000,
        collectifs: [un('Rouge', 900_000), un('Vert', 600_000)],
      }),
      source({
        numero: '1002',
        nom: 'La Ruche',
        siret: SIRETS[1] ?? '',
        iban: IBANS[1] ?? '',
        budgetCentimes: 600_000,
        collectifs: [un('Bleu', null)],
      }),
      source({
        numero: '1003',
        nom: 'Le Préau',
        siret: SIRETS[2] ?? '',
        iban: IBANS[2] ?? '',
        collectifs: [un('Gris', 100_000)],
      }),
    ]),
  );
  const api: Api = createRouterClient(router, { context: banc.context });
  const lignes = banc.context.db.$client
    .prepare(
      'SELECT d.numero, d.id AS dossier, c.id FROM collectifs c JOIN dossiers d ON d.id = c.dossier_id ORDER BY d.numero, c.rang',
    )
    .all() as { numero: '1001' | '1002' | '1003'; dossier: number; id: number }[];
  const dossier = (numero: string) => {
    const siens = lignes.filter((l) => l.numero === numero);
    return { id: siens[0]?.dossier ?? 0, collectifs: siens.map((l) => l.id) };
  };
  const dossiers = { '1001': dossier('1001'), '1002': dossier('1002'), '1003': dossier('1003') };
  const decider = (collectifIds: number[], nature: 'agree' | 'refuse') =>
    api.seances.decider({
      seanceId: banc.seanceId,
      collectifIds,
      nature,
      motif: null,
      texte: nature === 'refuse' ? 'hors du cadre' : '',
    });
  await decider([...dossiers['1001'].collectifs, ...dossiers['1002'].collectifs], 'agree');
  await decider(dossiers['1003'].collectifs, 'refuse');
  return {
    ...banc,
    api,
    autre: createRouterClient(router, { context: banc.second }),
    dossiers,
    fermer() {
      banc.fermer();
      atelier.fermer();
    },
  };
}

/** Une saisie où chaque collectif est réalisé, sans rien d’autre. */
export function saisie(collectifs: readonly number[], suite: Partial<SaisieBilan> = {}): SaisieBilan {
  return {
    contenu: bilanVide(collectifs),
    collectifs: collectifs.map((collectifId) => ({
      collectifId,
      realise: true,
      seances: 60,
      effectif: 10,
      coutCentimes: null,
    })),
    budget: [],
    ...suite,
  };
}
