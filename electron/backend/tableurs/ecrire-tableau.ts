import type { Worksheet } from 'exceljs';
import { adresse } from './classeur.ts';
import {
  creerClasseur,
  dateTableur,
  enregistrerClasseur,
  enteteImprime,
  euros,
  type FichierEcrit,
  piedImprime,
} from './ecrire-classeur.ts';
import {
  ecrireCellule,
  ecrireFormule,
  FORMAT_DATE,
  FORMAT_ENTIER,
  FORMAT_MONTANT,
  FORMAT_TEXTE,
  hauteur,
  lignesDeTexte,
  mettreEnPage,
  type Presentation,
  styleCorps,
  styleEntete,
  styleTotal,
} from './ecrire-style.ts';

interface ColonneTableau {
  readonly libelle: string;
  readonly type: 'texte' | 'entier' | 'montant' | 'date' | 'note';
  /** En caractères d’Excel. */
  readonly largeur: number;
}

export interface DonneesTableau {
  /** En haut des pages imprimées. */
  readonly titre: string;
  /** Nom de la feuille ; ce qu’Excel y interdit est retiré. */
  readonly feuille: string;
  readonly colonnes: readonly ColonneTableau[];
  /** Montants en centimes, notes en dixièmes, dates `AAAA-MM-JJ`, inconnu `null`. */
  readonly lignes: readonly (readonly (string | number | null)[])[];
  /** En bas des pages imprimées. */
  readonly pied: string;
  /** Ce que la ligne de total somme : les montants, ou aussi les entiers. */
  readonly totaux?: 'montants' | 'nombres';
}

const PRESENTATIONS: Readonly<Record<ColonneTableau['type'], Presentation>> = {
  // Le format texte garde aux SIRET et codes Insee leurs zéros quand l’agent retouche la cellule.
  texte: { alignement: 'left', libre: true, format: FORMAT_TEXTE },
  entier: { alignement: 'right', format: FORMAT_ENTIER },
  montant: { alignement: 'right', format: FORMAT_MONTANT },
  date: { alignement: 'center', format: FORMAT_DATE },
  note: { alignement: 'right', format: '0.0' },
};
/** Largeur qui tient sur une page A4 en paysage à une taille lisible. */
const LARGEUR_DE_PAGE = 200;
/** Un tableau ne porte pas d’heure : les mêmes lignes donnent le même fichier. */
const SANS_HEURE = '1980-01-01T00:00:00Z';

/** Exporte un tableau comme il est affiché : en-tête figé et filtré, totaux des montants en formules. */
export async function ecrireTableau(
  donnees: DonneesTableau,
  options: { readonly sortie: string },
): Promise<FichierEcrit> {
  const { titre, colonnes, lignes, pied } = donnees;
  const classeur = await creerClasseur({ titre, editeLe: SANS_HEURE, editePar: 'Clas' });
  const feuille = classeur.addWorksheet(nomDeFeuille(donnees.feuille), {
    views: [{ state: 'frozen', ySplit: 1, showGridLines: false, zoomScale: 120 }],
  });
  const entetes = feuille.getRow(1);
  colonnes.forEach(({ libelle, type, largeur }, rang) => {
    feuille.getColumn(rang + 1).width = largeur;
    ecrireCellule(entetes.getCell(rang + 1), libelle, styleEntete(PRESENTATIONS[type].alignement));
  });
  entetes.height = hauteur(
    Math.max(1, ...colonnes.map(({ libelle, largeur }) => lignesDeTexte(libelle, largeur * 0.9))),
  );
  ecrireLignes(feuille, colonnes, lignes);
  const fin = Math.max(2, lignes.length + 1);
  feuille.autoFilter = { from: { row: 1, column: 1 }, to: { row: fin, column: Math.max(1, colonnes.length) } };
  const aDesMontants = colonnes.some(({ type }) => type === 'montant');
  if (aDesMontants) ecrireTotaux(feuille, donnees, fin);
  const largeur = colonnes.reduce((somme, colonne) => somme + colonne.largeur, 0);
  mettreEnPage(feuille, {
    orientation: 'landscape',
    pages: Math.max(1, Math.ceil(largeur / LARGEUR_DE_PAGE)),
    entete: enteteImprime({ gauche: '', titre, suite: '', droite: '' }),
    pied: piedImprime(pied),
  });
  feuille.pageSetup.printTitlesRow = '1:1';
  const textes = colonnes.flatMap(({ type }, rang) =>
    type === 'texte' ? [`${adresse(rang, 2)}:${adresse(rang, fin)}`] : [],
  );
  return enregistrerClasseur(
    classeur,
    options.sortie,
    textes.length > 0 ? new Map([[feuille, textes.join(' ')]]) : new Map(),
  );
}

function ecrireLignes(feuille: Worksheet, colonnes: readonly ColonneTableau[], lignes: DonneesTableau['lignes']): void {
  const styles = colonnes.map(({ type }) => styleCorps(PRESENTATIONS[type]));
  lignes.forEach((ligne, index) => {
    const rangee = feuille.getRow(index + 2);
    let hauteurEnLignes = 1;
    colonnes.forEach((colonne, rang) => {
      const valeur = ligne[rang] ?? null;
      ecrireCellule(rangee.getCell(rang + 1), convertir(colonne.type, valeur), styles[rang] ?? {});
      if (colonne.type === 'texte' && typeof valeur === 'string') {
        hauteurEnLignes = Math.max(hauteurEnLignes, lignesDeTexte(valeur, colonne.largeur));
      }
    });
    rangee.height = hauteur(hauteurEnLignes);
  });
}

/** Ce qui n’a pas la forme attendue par la colonne reste le texte affiché : rien n’est perdu ni inventé. */
function convertir(type: ColonneTableau['type'], valeur: string | number | null): string | number | Date | null {
  if (valeur === null || valeur === '') return null;
  if (typeof valeur === 'string') {
    return type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(valeur) ? dateTableur(valeur) : valeur;
  }
  switch (type) {
    case 'montant':
      return euros(valeur);
    case 'note':
      return valeur / 10;
    case 'texte':
      return String(valeur);
    case 'entier':
    case 'date':
      return valeur;
    default:
      throw new Error(`Colonne non prévue : ${String(type satisfies never)}`);
  }
}

function ecrireTotaux(
  feuille: Worksheet,
  { colonnes, lignes, totaux = 'montants' }: DonneesTableau,
  fin: number,
): void {
  const rangee = feuille.getRow(fin + 1);
  rangee.height = hauteur(1);
  colonnes.forEach(({ type }, rang) => {
    const cellule = rangee.getCell(rang + 1);
    if (type !== 'montant' && !(totaux === 'nombres' && type === 'entier')) {
      ecrireCellule(cellule, rang === 0 ? 'Total' : null, styleTotal(rang === 0 ? 'left' : 'right'));
      return;
    }
    const somme = lignes.reduce((total, ligne) => {
      const valeur = ligne[rang];
      return typeof valeur === 'number' ? total + valeur : total;
    }, 0);
    ecrireFormule(
      cellule,
      `SUBTOTAL(109,${adresse(rang, 2)}:${adresse(rang, fin)})`,
      type === 'montant' ? euros(somme) : somme,
      styleTotal('right', type === 'montant' ? FORMAT_MONTANT : FORMAT_ENTIER),
    );
  });
}

/** Excel refuse `* ? : \ / [ ]`, l’apostrophe aux bords, et plus de 31 caractères. */
function nomDeFeuille(nom: string): string {
  const net = nom
    .replace(/[*?:\\/[\]]/g, ' ')
    .trim()
    .slice(0, 31)
    .replace(/^'+|'+$/g, '')
    .trim();
  return net || 'Tableau';
}
