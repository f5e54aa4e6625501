import type { NatureDecision } from '../../../shared/contract/commun.ts';

/** Le texte d’une décision pas encore enregistrée : une coupure de courant ne l’emporte pas. */
interface Brouillon {
  readonly motif: string | null;
  readonly texte: string;
}

function cle(seanceId: number, collectifId: number, nature: NatureDecision): string {
  return `clas.seance.brouillon.${seanceId}.${collectifId}.${nature}`;
}

export function lireBrouillon(seanceId: number, collectifId: number, nature: NatureDecision): Brouillon | null {
  const garde = localStorage.getItem(cle(seanceId, collectifId, nature));
  if (garde === null) return null;
  try {
    const lu: unknown = JSON.parse(garde);
    if (typeof lu !== 'object' || lu === null || !('texte' in lu) || typeof lu.texte !== 'string') return null;
    const motif = 'motif' in lu && typeof lu.motif === 'string' ? lu.motif : null;
    return { motif, texte: lu.texte };
  } catch {
    return null; // écrit par une autre version : on repart de la décision
  }
}

export function garderBrouillon(
  seanceId: number,
  collectifId: number,
  nature: NatureDecision,
  brouillon: Brouillon | null,
): void {
  if (brouillon === null) localStorage.removeItem(cle(seanceId, collectifId, nature));
  else localStorage.setItem(cle(seanceId, collectifId, nature), JSON.stringify(brouillon));
}
