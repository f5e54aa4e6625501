import type { Charte, Critere } from './charte.ts';

/** Une cotation gardée, quelle qu’en soit la source : seuls son critère et son contenu comptent ici. */
interface Cotation {
  readonly critere: string;
  readonly niveau: number | null;
  readonly sansObjet: boolean;
}

export interface Report<C extends Cotation> {
  /** Ce qui se reprend tel quel dans la nouvelle version. */
  readonly reprises: readonly C[];
  /** Critères de la nouvelle version qui restent sans niveau. */
  readonly sansNiveau: readonly string[];
}

/**
 * Les critères dont un niveau donné avec l’ancienne version garde son sens dans la nouvelle : même code, et les quatre
 * niveaux décrits à l’identique. Le poids, l’axe ou le libellé peuvent changer : ils ne disent pas ce que vaut un 2.
 */
export function criteresReportables(ancienne: Charte, nouvelle: Charte): ReadonlySet<string> {
  const anciens = new Map(criteresDe(ancienne).map((critere) => [critere.code, critere]));
  return new Set(
    criteresDe(nouvelle)
      .filter(({ code, niveaux }) => niveaux.every((texte, niveau) => texte === anciens.get(code)?.niveaux[niveau]))
      .map(({ code }) => code),
  );
}

/** Ce que deviennent les niveaux d’une lecture quand la campagne change de version. */
export function reporterNiveaux<C extends Cotation>(
  ancienne: Charte,
  nouvelle: Charte,
  cotations: readonly C[],
): Report<C> {
  const reportables = criteresReportables(ancienne, nouvelle);
  const reprises = cotations.filter(({ critere }) => reportables.has(critere));
  const cotes = new Set(reprises.filter((c) => c.sansObjet || c.niveau !== null).map(({ critere }) => critere));
  return { reprises, sansNiveau: criteresDe(nouvelle).flatMap(({ code }) => (cotes.has(code) ? [] : [code])) };
}

function criteresDe({ axes }: Charte): Critere[] {
  return axes.flatMap(({ criteres }) => criteres);
}
