import type { NatureDecision } from '../contract/commun.ts';
import { libelleMotif } from './decisions-ecrites.ts';
import { LIBELLES_DECISION } from './libelles.ts';

/** Les états de fin de Démarches simplifiées ; un dossier ajourné n’en a pas. */
export type EtatDs = 'accepte' | 'refuse' | 'sans_suite';

export const REGLE_DS =
  'Accepté si un collectif au moins est agréé (avec ou sans réserve) ; refusé si un collectif au moins est refusé et aucun agréé ; classé sans suite si tous le sont. Laissé de côté tant qu’un collectif attend sa décision, ou si des collectifs sont ajournés sans qu’aucun ne soit agréé : le portail ne connaît pas l’ajournement.';

interface CollectifDecide {
  readonly lettre: string;
  readonly decision: { readonly nature: NatureDecision; readonly motif: string | null; readonly texte: string } | null;
}

export type SuiteDs =
  | { readonly etat: EtatDs; readonly motivation: string }
  | { readonly etat: null; readonly raison: 'sans_collectif' | 'a_decider' | 'ajourne' };

/** L’état du dossier sur le portail, d’après ses collectifs, et la motivation que le porteur lira. */
export function suiteDs(collectifs: readonly CollectifDecide[]): SuiteDs {
  if (collectifs.length === 0) return { etat: null, raison: 'sans_collectif' };
  const natures = new Set(collectifs.map(({ decision }) => decision?.nature ?? null));
  if (natures.has(null)) return { etat: null, raison: 'a_decider' };
  const motivation = motiver(collectifs);
  if (natures.has('agree') || natures.has('agree_sous_reserve')) return { etat: 'accepte', motivation };
  if (natures.has('ajourne')) return { etat: null, raison: 'ajourne' };
  return { etat: natures.has('refuse') ? 'refuse' : 'sans_suite', motivation };
}

function direUne({ decision }: CollectifDecide): string {
  if (decision === null) return '';
  const pourquoi = [libelleMotif(decision.motif), decision.texte.replace(/\s+/g, ' ').trim()].filter((t) => t !== '');
  return [LIBELLES_DECISION[decision.nature], ...pourquoi].join(' : ').replace(/\s*\.+$/, '');
}

/** Les collectifs de même décision sont dits ensemble : « Collectifs A et B : Agréé. Collectif C : Refusé : … ». */
function motiver(collectifs: readonly CollectifDecide[]): string {
  const groupes = [...Map.groupBy(collectifs, direUne)];
  if (groupes.length === 1) return `${groupes[0]?.[0] ?? ''}.`;
  return groupes
    .map(([dite, siens]) => {
      const lettres = siens.map((c) => c.lettre);
      const qui =
        lettres.length === 1
          ? `Collectif ${lettres[0]}`
          : `Collectifs ${lettres.slice(0, -1).join(', ')} et ${lettres.at(-1)}`;
      return `${qui} : ${dite}.`;
    })
    .join(' ');
}
