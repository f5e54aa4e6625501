import type { Content, ContentText } from 'pdfmake/interfaces.js';
import { CHAMP_PAR_CODE } from '../../../shared/domaine/champs.ts';
import type { Axe, Charte } from '../../../shared/domaine/charte.ts';
import { partDuPoids, sommeDesPoids } from '../../../shared/domaine/controler-charte.ts';
import { couvrir, LIBELLES_FAMILLE } from '../../../shared/domaine/exigences.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import type { DonneesCharte } from './charte-donnees.ts';
import { COULEURS } from './style.ts';
import { type Ligne, tableau } from './tableaux.ts';
import { INSECABLE, typo } from './typographie.ts';

const INSECABLE_JUSQUA = 6;

function titreDePage(texte: string, haut = 0): ContentText {
  return { text: texte, style: 'titrePage', outline: true, outlineText: texte, margin: [0, haut, 0, 2] };
}

function titreDeBloc(texte: string): ContentText {
  return { text: texte, style: 'titreBloc', margin: [0, 20, 0, 4] };
}

/** « 30,0 % » ; « – » si rien ne pèse. */
function part(poids: number, parmi: readonly { readonly poids: number }[]): string {
  const dixiemes = partDuPoids(poids, parmi);
  return dixiemes === null ? '–' : `${formaterDixiemes(dixiemes)}${INSECABLE}%`;
}

function preuves(champs: readonly string[]): string {
  return champs.map((code) => CHAMP_PAR_CODE.get(code)?.libelle ?? code).join(', ');
}

/** La règle en mots, ce que pèse chaque axe, et ce que la charte vérifie. */
export function partiePoids({ charte }: DonneesCharte): Content[] {
  return [
    titreDePage('Règle de calcul et poids'),
    {
      style: 'texte',
      margin: [0, 4, 0, 0],
      ul: [
        'Chaque critère reçoit un niveau de 0 à 3, ou « sans objet », qui sort de la moyenne.',
        'Note d’un axe : moyenne pondérée de ses critères, ramenée sur 100. Note du dossier : moyenne pondérée des axes.',
        `Les axes sont cumulatifs : sous le seuil d’un axe, ou sous ${charte.seuilNote} au total, le dossier est à débattre. Une bonne moyenne ne répare pas un axe manquant.`,
        'Une condition éliminatoire à « non » place le dossier en pile défavorable ; toute autre condition non remplie ou non renseignée, à débattre.',
        'Le logiciel propose et donne ses raisons ; le Copil décide.',
      ].map((text) => ({ text: typo(text), margin: [0, 0, 0, 2] as [number, number, number, number] })),
    },
    titreDeBloc('Poids des axes'),
    tableau({
      colonnes: [
        { entete: 'Axe', largeur: '*' },
        { entete: 'Abrégé', largeur: 50 },
        { entete: 'Critères', largeur: 50, aligner: 'right' },
        { entete: 'Seuil', largeur: 50, aligner: 'right' },
        { entete: 'Poids', largeur: 50, aligner: 'right' },
        { entete: 'Part de la note', largeur: 76, aligner: 'right' },
      ],
      lignes: [
        ...charte.axes.map(
          (axe): Ligne => ({
            cellules: [
              { text: axe.libelle, style: 'tableauFort' },
              axe.abrege,
              String(axe.criteres.length),
              String(axe.seuil),
              String(axe.poids),
              part(axe.poids, charte.axes),
            ],
          }),
        ),
        {
          genre: 'total',
          cellules: [
            'Total',
            '',
            String(charte.axes.reduce((n, axe) => n + axe.criteres.length, 0)),
            '',
            String(sommeDesPoids(charte.axes)),
            part(sommeDesPoids(charte.axes), charte.axes),
          ],
        },
      ],
    }),
    ...tableDeCouverture(charte),
  ];
}

/** Ce que demandent le dépliant et le référentiel, et par quoi cette charte le vérifie. */
function tableDeCouverture(charte: Charte): Content[] {
  const couvertures = couvrir(charte);
  if (couvertures.every(({ par }) => par.length === 0)) return [];
  const oubliees = couvertures.filter(({ par }) => par.length === 0).length;
  const familles = Map.groupBy(couvertures, ({ exigence }) => exigence.famille);
  return [
    titreDeBloc('Ce que la charte vérifie'),
    {
      text: typo(
        oubliees === 0
          ? 'Chaque demande du dépliant et chaque axe du référentiel national est vérifié par une condition ou un critère au moins.'
          : `${pluriel(oubliees, 'demande n’est vérifiée', 'demandes ne sont vérifiées')} par aucune condition ni aucun critère.`,
      ),
      style: 'texteFiche',
      margin: [0, 0, 0, 4],
    },
    tableau({
      dense: true,
      interieur: [1.7, 1.5],
      colonnes: [
        { entete: 'Demande', largeur: 210 },
        { entete: 'Vérifiée par', largeur: '*' },
      ],
      lignes: [...familles].flatMap(([famille, membres]): Ligne[] => [
        { cellules: [{ text: LIBELLES_FAMILLE[famille], bold: true, color: COULEURS.accent }, ''] },
        ...membres.map(
          ({ exigence, par }): Ligne => ({
            cellules: [
              typo(exigence.libelle),
              par.length === 0 ? { text: 'rien', bold: true } : par.map((code) => nommer(charte, code)).join(', '),
            ],
          }),
        ),
      ]),
    }),
  ];
}

/** Une condition se dit par son libellé, un critère par son code : c’est lui qu’on lit sur la grille. */
function nommer(charte: Charte, code: string): string {
  return charte.conditions.find((c) => c.code === code)?.libelle ?? code;
}

export function partieConditions({ charte }: DonneesCharte): Content[] {
  if (charte.conditions.length === 0)
    return [titreDePage('Conditions'), { text: 'Cette charte ne pose aucune condition.', style: 'texte' }];
  return [
    titreDePage(`Conditions (${charte.conditions.length})`),
    {
      text: typo(
        'Trois réponses : oui, non, non renseigné. « Proposée » : le logiciel propose une réponse avec sa preuve, l’agent la confirme ou la corrige ; les deux sont gardées.',
      ),
      style: 'texteFiche',
      margin: [0, 0, 0, 6],
    },
    tableau({
      dense: true,
      interieur: [2.4, 2.1],
      colonnes: [
        { entete: 'Condition', largeur: 118 },
        { entete: 'Ce que l’on regarde', largeur: '*' },
        { entete: 'Réponses qui la prouvent', largeur: 118 },
        { entete: 'Réponse', largeur: 42 },
        { entete: 'Si « non »'.replaceAll(' ', INSECABLE), largeur: 48 },
      ],
      lignes: charte.conditions.map(({ libelle, aide, calcul, eliminatoire, champs }) => ({
        cellules: [
          { text: typo(libelle), bold: true },
          typo(aide),
          preuves(champs),
          calcul === null ? 'de l’agent' : 'proposée',
          eliminatoire ? { text: 'défavorable', bold: true } : 'à débattre',
        ],
      })),
    }),
  ];
}

/** Un axe : son titre, puis ses critères et leurs quatre niveaux, du plus bas au plus haut. */
export function partieAxe(axe: Axe, rang: number): Content[] {
  const contenu = titreEtCriteres(axe, rang);
  // Un titre ne reste pas seul en bas de page ; au-delà, l’axe pourrait dépasser une page entière.
  return axe.criteres.length <= INSECABLE_JUSQUA ? [{ unbreakable: true, stack: contenu }] : contenu;
}

function titreEtCriteres(axe: Axe, rang: number): Content[] {
  return [
    titreDePage(axe.libelle, rang === 0 ? 0 : 24),
    {
      text: typo(
        `poids ${axe.poids}, seuil ${axe.seuil} sur 100, ${pluriel(axe.criteres.length, 'critère')}, abrégé « ${axe.abrege} »`,
      ),
      style: 'sousTitre',
      margin: [0, 0, 0, 4],
    },
    tableau({
      dense: true,
      interieur: [2.6, 2.3],
      colonnes: [
        { entete: 'Critère', largeur: 112 },
        { entete: 'Poids', largeur: 22, aligner: 'right' },
        { entete: 'Niveau 0', largeur: 70 },
        { entete: 'Niveau 1', largeur: 76 },
        { entete: 'Niveau 2', largeur: '*' },
        { entete: 'Niveau 3', largeur: 108 },
      ],
      lignes: axe.criteres.map(
        ({ code, libelle, poids, niveaux, champs }): Ligne => ({
          cellules: [
            {
              stack: [
                {
                  text: [
                    { text: `${code} `, color: COULEURS.gris },
                    { text: typo(libelle), bold: true },
                  ],
                },
                ...(champs.length === 0
                  ? []
                  : [{ text: typo(`Preuves : ${preuves(champs)}`), fontSize: 7.5, color: COULEURS.gris }]),
              ],
            },
            String(poids),
            ...niveaux.map((texte) => typo(texte)),
          ],
        }),
      ),
    }),
  ];
}
