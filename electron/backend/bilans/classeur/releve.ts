import { pluriel } from '../../../../shared/domaine/libelles.ts';
import type { Anomalie, CaseLue } from './bilan-lu.ts';
import { type Lu, montrerCase } from './cases.ts';

/** Ce qu’on note en lisant les cases d’un classeur. */
export interface Releve {
  /** La valeur d’une case ; illisible, elle bloque le fichier et vaut `defaut`. */
  prendre<T>(lue: CaseLue, lu: Lu<T>, defaut: T): T;
  dire(lue: CaseLue | null, code: string, message: string, bloquante?: boolean): void;
  /** Une réponse attendue et vide : non renseignée, ce qui n’est pas zéro. */
  manquer(lue: CaseLue): void;
  /** Tout ce qui a été noté, dans l’ordre, puis ce qui manque, une ligne par feuille. */
  conclure(): { readonly anomalies: Anomalie[]; readonly manquantes: number };
}

/** Adresses citées en entier ; au-delà, on compte. */
const ADRESSES_CITEES = 12;

export function ouvrirReleve(): Releve {
  const anomalies: Anomalie[] = [];
  const manquantes = new Map<string, string[]>();
  function noter(lue: CaseLue | null, code: string, message: string, bloquante: boolean): void {
    anomalies.push({
      code,
      feuille: lue?.feuille ?? null,
      cellule: lue?.cellule ?? null,
      valeur: lue === null ? '' : montrerCase(lue),
      message,
      bloquante,
    });
  }
  return {
    prendre(lue, lu, defaut) {
      if (!lu.valide) {
        noter(lue, lu.code, lu.raison, true);
        return defaut;
      }
      if (lu.repare !== null) noter(lue, 'nombre_repare', `${lu.repare}.`, false);
      return lu.valeur;
    },
    dire: (lue, code, message, bloquante = false) => noter(lue, code, message, bloquante),
    manquer({ feuille, cellule }) {
      const siennes = manquantes.get(feuille);
      if (siennes) siennes.push(cellule);
      else manquantes.set(feuille, [cellule]);
    },
    conclure() {
      const dites = [...manquantes].map(([feuille, cellules]): Anomalie => {
        const citees = cellules.slice(0, ADRESSES_CITEES).join(', ');
        const reste = cellules.length - ADRESSES_CITEES;
        return {
          code: 'reponses_manquantes',
          feuille,
          cellule: cellules[0] ?? null,
          valeur: '',
          message: `${pluriel(cellules.length, 'réponse manquante', 'réponses manquantes')}, ${cellules.length === 1 ? 'gardée « non renseignée »' : 'gardées « non renseignées »'} : ${citees}${reste > 0 ? ` et ${reste} autres` : ''}.`,
          bloquante: false,
        };
      });
      return {
        anomalies: [...anomalies, ...dites],
        manquantes: [...manquantes.values()].reduce((n, c) => n + c.length, 0),
      };
    },
  };
}
