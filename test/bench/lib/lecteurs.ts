import { extname } from 'node:path';
import type { Cell, Worksheet } from 'exceljs';
import { adresse, type Valeur } from '../../../electron/backend/tableurs/classeur.ts';

/**
 * Une cellule telle qu’un lecteur la rend, ramenée à une forme commune : adresse, sorte, valeur. Sortes : t texte,
 * n nombre, b booléen, e erreur, d date (secondes depuis le 30/12/1899, heure murale), h heure ou durée (secondes).
 */
export type CelluleVue = readonly [adresse: string, sorte: 't' | 'n' | 'b' | 'e' | 'd' | 'h', valeur: unknown];

export interface FeuilleVue {
  readonly nom: string;
  readonly cellules: readonly CelluleVue[];
}

export type NomLecteur = 'clas' | 'exceljs' | 'read-excel-file';

/** Un fichier lu : `parcourir` touche chaque valeur (un lecteur paresseux n’y gagne rien), `voir` met en forme, hors mesure. */
export interface Lu {
  readonly parcourir: () => number;
  readonly voir: () => FeuilleVue[];
}

export type Lecteur = (chemin: string) => Promise<Lu>;

const ORIGINE_MS = Date.UTC(1899, 11, 30);

export async function chargerLecteur(nom: NomLecteur): Promise<Lecteur> {
  switch (nom) {
    case 'clas':
      return chargerClas();
    case 'exceljs':
      return chargerExceljs();
    case 'read-excel-file':
      return chargerReadExcelFile();
    default:
      throw new Error(`Lecteur non prévu : ${String(nom satisfies never)}`);
  }
}

async function chargerClas(): Promise<Lecteur> {
  const { lireTableur } = await import('../../../electron/backend/tableurs/lire-tableur.ts');
  return async (chemin) => {
    const { feuilles } = await lireTableur(chemin);
    return {
      parcourir() {
        let valeurs = 0;
        for (const { lignes } of feuilles) {
          for (const { cellules } of lignes) for (const { contenu } of cellules) valeurs += 'valeur' in contenu ? 1 : 0;
        }
        return valeurs;
      },
      voir: () =>
        feuilles.map(({ nom, lignes }) => ({
          nom,
          cellules: lignes.flatMap(({ numero, cellules }) =>
            cellules.flatMap(({ colonne, contenu }) => voirValeur(adresse(colonne, numero), contenu)),
          ),
        })),
    };
  };
}

function voirValeur(lieu: string, contenu: Valeur): CelluleVue[] {
  switch (contenu.type) {
    case 'texte':
      return [[lieu, 't', contenu.valeur]];
    case 'nombre':
      return [[lieu, 'n', contenu.valeur]];
    case 'booleen':
      return [[lieu, 'b', contenu.valeur]];
    case 'erreur':
      return [[lieu, 'e', contenu.valeur]];
    case 'date': {
      const instant = contenu.valeur.length > 10 ? contenu.valeur : `${contenu.valeur}T00:00:00`;
      return [[lieu, 'd', (Date.parse(`${instant}Z`) - ORIGINE_MS) / 1000]];
    }
    case 'formule_sans_resultat':
      return [];
    default:
      throw new Error(`Valeur non prévue : ${String(contenu satisfies never)}`);
  }
}

async function chargerExceljs(): Promise<Lecteur> {
  const { default: exceljs } = await import('exceljs');
  return async (chemin) => {
    const classeur = new exceljs.Workbook();
    // Sans « map », exceljs abîme SIRET et codes postaux d’un CSV ; avec, il garde le texte : on lui laisse sa chance.
    if (extname(chemin).toLowerCase() === '.csv') await classeur.csv.readFile(chemin, { map: (valeur) => valeur });
    else await classeur.xlsx.readFile(chemin);
    const chacune = (feuille: Worksheet, faire: (cellule: Cell) => void) =>
      feuille.eachRow((ligne) => ligne.eachCell((cellule) => faire(cellule)));
    return {
      parcourir() {
        let valeurs = 0;
        for (const feuille of classeur.worksheets) {
          chacune(feuille, ({ value }) => {
            valeurs += value === null ? 0 : 1;
          });
        }
        return valeurs;
      },
      voir: () =>
        classeur.worksheets.map((feuille) => {
          const cellules: CelluleVue[] = [];
          chacune(feuille, (cellule) => {
            // Une cellule fondue dans une autre répète la valeur de celle-ci.
            if (cellule.type === exceljs.ValueType.Merge) return;
            cellules.push(...voirLibre(cellule.address, cellule.value));
          });
          return { nom: feuille.name, cellules };
        }),
    };
  };
}

async function chargerReadExcelFile(): Promise<Lecteur> {
  const { default: lire } = await import('read-excel-file/node');
  return async (chemin) => {
    const feuilles = await lire(chemin, { trim: false });
    return {
      parcourir() {
        let valeurs = 0;
        for (const { data } of feuilles) for (const ligne of data) for (const v of ligne) valeurs += v === null ? 0 : 1;
        return valeurs;
      },
      voir: () =>
        feuilles.map(({ sheet, data }) => ({
          nom: sheet,
          cellules: data.flatMap((ligne, rang) =>
            ligne.flatMap((valeur, colonne) => voirLibre(adresse(colonne, rang + 1), valeur)),
          ),
        })),
    };
  };
}

/** Une valeur de bibliothèque : nombre, texte, date, ou l’objet d’exceljs (formule, lien, texte enrichi, erreur). */
function voirLibre(lieu: string, valeur: unknown): CelluleVue[] {
  if (valeur === null || valeur === undefined || valeur === '') return [];
  if (typeof valeur === 'string') return [[lieu, 't', valeur]];
  if (typeof valeur === 'number') return [[lieu, 'n', valeur]];
  if (typeof valeur === 'boolean') return [[lieu, 'b', valeur]];
  if (valeur instanceof Date) return [[lieu, 'd', Math.round((valeur.getTime() - ORIGINE_MS) / 1000)]];
  if (typeof valeur !== 'object') return [];
  if ('result' in valeur) return voirLibre(lieu, valeur.result);
  if ('formula' in valeur || 'sharedFormula' in valeur) return [];
  if ('error' in valeur) return [[lieu, 'e', valeur.error]];
  if ('text' in valeur) return voirLibre(lieu, valeur.text);
  if ('richText' in valeur && Array.isArray(valeur.richText)) {
    return voirLibre(lieu, valeur.richText.map((morceau: { text?: string }) => morceau.text ?? '').join(''));
  }
  return [];
}
