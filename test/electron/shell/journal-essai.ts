import type { Horloge, JournalTechnique } from '../../../electron/backend/context.ts';

export interface JournalEssai extends JournalTechnique {
  readonly erreurs: { readonly cause: unknown; readonly ou: string }[];
  readonly infos: string[];
}

/** Un journal technique que l’essai peut relire. */
export function journalEssai(): JournalEssai {
  const erreurs: { cause: unknown; ou: string }[] = [];
  const infos: string[] = [];
  return {
    erreurs,
    infos,
    erreur: (cause, ou) => `E${erreurs.push({ cause, ou })}`,
    info: (message) => {
      infos.push(message);
    },
  };
}

/** Une horloge que l’essai avance lui-même, en secondes. */
export function horlogeEssai(): Horloge & { avancer(secondes: number): void } {
  let instant = Date.parse('2026-07-03T08:00:00Z');
  return {
    maintenant: () => new Date(instant).toISOString(),
    aujourdhui: () => new Date(instant).toISOString().slice(0, 10),
    avancer: (secondes) => {
      instant += secondes * 1000;
    },
  };
}
