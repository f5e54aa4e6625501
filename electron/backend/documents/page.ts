import type { Content, DynamicContent } from 'pdfmake/interfaces.js';
import { filet } from './dessins.ts';
import { COULEURS, MARGE } from './style.ts';

export interface Habillage {
  /** « Copil Clas du jeudi 2 juillet 2026 · » */
  readonly contexte: string;
  readonly titre: string;
  readonly droite: string;
  readonly service: string;
  readonly mention: string;
}

/** Distance du haut de page à l’en-tête, et du bas de page au pied. */
const HAUT_ENTETE = 26;
const BAS_PIED = 24;
const HAUTEUR_PIED = 15.5;

/** En-tête à 26 du haut, filet dessous. `suite` : le sujet d’une page qui continue la précédente. */
export function entete(habillage: Habillage, suite?: (page: number) => string | null): DynamicContent {
  return (page, _total, format) => {
    const sujet = suite?.(page) ?? habillage.droite;
    return {
      margin: [MARGE, HAUT_ENTETE, MARGE, 0],
      stack: [
        {
          columns: [
            {
              width: '*',
              style: 'note',
              text: [habillage.contexte, { text: habillage.titre, font: 'RobotoMedium', color: COULEURS.encre }],
            },
            { width: 'auto', style: 'note', text: sujet, alignment: 'right' },
          ],
        },
        { canvas: [filet(format.width - 2 * MARGE, 0.5, COULEURS.filet, 5)] },
      ],
    };
  };
}

/**
 * Pied à 24 du bas, filet dessus : service, mention, page sur total.
 * @param margeBasse marge basse de la section : pdfmake y commence le pied
 * @param avant ce qui se place entre le contenu et le pied, dans la même marge
 */
export function pied(
  habillage: Habillage,
  margeBasse: number,
  avant?: (page: number) => Content | null,
): DynamicContent {
  const decalage = margeBasse - BAS_PIED - HAUTEUR_PIED;
  return (page, total, format) => {
    const dessus = avant?.(page) ?? null;
    const largeur = format.width - 2 * MARGE;
    return [
      ...(dessus ? [{ stack: [dessus], relativePosition: { x: MARGE, y: 0 } }] : []),
      { canvas: [filet(largeur, 0.5, COULEURS.filet)], relativePosition: { x: MARGE, y: decalage } },
      {
        margin: [MARGE, decalage + 5, MARGE, 0],
        columns: [
          { width: '*', style: 'note', text: habillage.service },
          { width: 'auto', style: 'note', text: habillage.mention, alignment: 'center' },
          {
            width: '*',
            style: 'note',
            alignment: 'right',
            text: [{ text: String(page), font: 'RobotoMedium', color: COULEURS.encre }, ` / ${total}`],
          },
        ],
      },
    ];
  };
}
