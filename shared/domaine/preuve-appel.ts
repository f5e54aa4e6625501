import { formaterDate } from './dates.ts';

/** Écrite dans la vérification d’un compte quand le numéro appelé n’était pas connu avant. */
export const NUMERO_NON_CONNU = 'numéro non connu avant ce changement';

export interface AppelDit {
  readonly aupresDe: string;
  readonly telephone: string;
  /** `AAAA-MM-JJ`. */
  readonly date: string;
  /** D’où le numéro est connu ; null s’il ne l’était pas. */
  readonly source: string | null;
  readonly precision: string;
}

/** « 0238000000 » → « 02 38 00 00 00 » ; un numéro étranger reste tel quel. */
export function formaterTelephone(telephone: string): string {
  return /^\d{10}$/.test(telephone) ? telephone.replace(/(\d{2})(?=\d)/g, '$1\u00a0') : telephone;
}

/** La vérification en une phrase, telle que la montrent l’écran, le journal et le lot. */
export function direAppel({ aupresDe, telephone, date, source, precision }: AppelDit): string {
  const numero = `au ${formaterTelephone(telephone)} (${source ?? NUMERO_NON_CONNU})`;
  return `${aupresDe}, ${numero}, le ${formaterDate(date)}${precision === '' ? '' : ` : ${precision}`}`;
}
