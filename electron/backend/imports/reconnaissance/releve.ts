import type { AnomalieLue } from '../dossier-lu.ts';

/** Au-delà, les anomalies non bloquantes d’un même code ne sont plus listées une à une mais comptées. */
const LIMITE_PAR_CODE = 200;
const NUMEROS_CITES = 8;

export interface Signalement {
  readonly code: string;
  readonly feuille: string | null;
  /** « F12 », sans la feuille. */
  readonly cellule: string | null;
  readonly valeur: string;
  readonly message: string;
  readonly bloquante?: boolean;
  readonly numeroDossier?: string | null;
}

/** Un fait répété dans une colonne, dit une seule fois avec son compte. */
export interface Repetition {
  readonly code: string;
  readonly feuille: string;
  readonly cellule: string;
  readonly colonne: number;
  readonly valeur: string;
  readonly numeroDossier: string | null;
  /** Sans point final : les numéros des dossiers y sont ajoutés. */
  readonly phrase: (nombre: number) => string;
}

export interface Releve {
  readonly signaler: (signalement: Signalement) => void;
  readonly compter: (repetition: Repetition) => void;
  readonly terminer: () => AnomalieLue[];
}

interface Compte {
  readonly premiere: Repetition;
  nombre: number;
  readonly numeros: Set<string>;
}

/** Recueille les anomalies d’un fichier, regroupe les répétitions et borne ce qu’on en montre. */
export function creerReleve(fichier: string): Releve {
  const anomalies: AnomalieLue[] = [];
  const comptes = new Map<string, Compte>();
  const parCode = new Map<string, { nombre: number; derniere: AnomalieLue }>();

  function signaler(signalement: Signalement): void {
    const anomalie: AnomalieLue = {
      fichier,
      code: signalement.code,
      feuille: signalement.feuille,
      cellule: signalement.cellule,
      valeur: abreger(signalement.valeur),
      message: signalement.message,
      bloquante: signalement.bloquante ?? false,
      numeroDossier: signalement.numeroDossier ?? null,
    };
    const vus = (parCode.get(anomalie.code)?.nombre ?? 0) + 1;
    parCode.set(anomalie.code, { nombre: vus, derniere: anomalie });
    // Une bloquante écarte un dossier : il faut pouvoir dire lequel, elle n’est jamais tue.
    if (anomalie.bloquante || vus <= LIMITE_PAR_CODE) anomalies.push(anomalie);
  }

  function compter(repetition: Repetition): void {
    const cle = `${repetition.code}\u241F${repetition.feuille}\u241F${repetition.colonne}`;
    const compte = comptes.get(cle) ?? { premiere: repetition, nombre: 0, numeros: new Set<string>() };
    compte.nombre += 1;
    if (repetition.numeroDossier !== null) compte.numeros.add(repetition.numeroDossier);
    comptes.set(cle, compte);
  }

  function terminer(): AnomalieLue[] {
    for (const { premiere, nombre, numeros } of comptes.values()) {
      signaler({
        code: premiere.code,
        feuille: premiere.feuille,
        cellule: premiere.cellule,
        valeur: premiere.valeur,
        message: `${premiere.phrase(nombre)}${citerNumeros(numeros)}.`,
        numeroDossier: numeros.size === 1 ? premiere.numeroDossier : null,
      });
    }
    comptes.clear();
    for (const [code, { nombre, derniere }] of parCode) {
      if (derniere.bloquante || nombre <= LIMITE_PAR_CODE) continue;
      anomalies.push({
        ...derniere,
        code,
        cellule: null,
        valeur: '',
        numeroDossier: null,
        message: `${nombre - LIMITE_PAR_CODE} autres anomalies de même nature ne sont pas listées ; corrigez le fichier à la source puis réimportez-le.`,
      });
    }
    return anomalies;
  }

  return { signaler, compter, terminer };
}

function citerNumeros(numeros: ReadonlySet<string>): string {
  if (numeros.size === 0) return '';
  const cites = [...numeros].slice(0, NUMEROS_CITES).join(', ');
  const reste = numeros.size > NUMEROS_CITES ? `… et ${numeros.size - NUMEROS_CITES} autres` : '';
  return ` (${numeros.size > 1 ? 'dossiers' : 'dossier'} ${cites}${reste})`;
}

function abreger(valeur: string): string {
  return valeur.length <= 120 ? valeur : `${valeur.slice(0, 119)}…`;
}
