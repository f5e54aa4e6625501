import type { Column, Content } from 'pdfmake/interfaces.js';
import type { Collectif } from '../../../../shared/contract/dossiers.ts';
import type { NatureDecision } from '../../../../shared/domaine/libelles.ts';
import { formaterMontant } from '../../../../shared/domaine/nombres.ts';
import { caseACocher, filet } from '../dessins.ts';
import { COULEURS, LARGEUR_UTILE, MARGE } from '../style.ts';
import { type Cellule, type Ligne, tableau } from '../tableaux.ts';
import { typo } from '../typographie.ts';
import { ancreFiche, type DossierImprime, type Impression } from './impression.ts';

/** Le cadre se remplit à la main : il est toujours au bas de la page, jamais coupé. */
export interface CadresDeDecision {
  /** Places gardées dans le fil de la page, une par cadre. */
  readonly places: Content[];
  /** Hauteur de la première, en points. */
  readonly hauteur: number;
  /** Le cadre dont la place est tombée sur cette page, à poser par le pied de page. */
  dessinerSur(page: number): Content | null;
}

interface Ecriture {
  readonly collectif: Collectif;
  readonly texte: string;
  readonly lignes: number;
}

const INTERIEUR_CADRE = 8;
const LARGEUR = LARGEUR_UTILE - 2 * INTERIEUR_CADRE;
const HAUTEUR_LIGNE = 16.4;
/** Titre, en-tête et filet. */
const HAUTEUR_TITRE = 29.4;
const HAUTEUR_AVIS = 15.8;
const HAUTEUR_RESERVE = 18.8;
const HAUT = 6;
const BAS = 7;
const INTERLIGNE_NOTE = 10;
const HAUT_NOTE = 1;
const LETTRE = 14;
const DROIT = 52;
const AGREE = 76;
/** Au-delà, le cadre ne tiendrait pas sur une page. */
const COLLECTIFS_PAR_CADRE = 26;
const CHOIX: readonly (readonly [nature: NatureDecision, mot: string, largeur: number])[] = [
  ['agree', 'agréé', 42],
  ['agree_sous_reserve', 'sous réserve', 66],
  ['ajourne', 'ajourné', 48],
  ['refuse', 'refusé', 45],
  ['sans_suite', 'sans suite', 54],
];
const INSTITUTIONS = [
  ['caf', 'Caf'],
  ['etat', 'État'],
  ['education_nationale', 'Éduc. nat.'],
  ['autre', 'Autre'],
] as const;
/** Sous la fin de la marge : le cadre descend jusqu’à 6 points du filet du pied. */
const DESCENTE = 6;
const BLANC_AU_DESSUS = 8;

export function cadresDeDecision(impression: Impression, dossier: DossierImprime): CadresDeDecision {
  const ecritures = dossier.listeCollectifs.map((collectif) => ecrire(impression, collectif));
  const lots = decouper(ecritures).map((lot, rang) => ({ lot, nom: `${ancreFiche(dossier)}-decision-${rang}` }));
  return {
    hauteur: hauteurDe(lots[0]?.lot ?? [], dossier) + BLANC_AU_DESSUS,
    places: lots.map(
      ({ lot, nom }, rang): Content => ({
        unbreakable: true,
        ...(rang > 0 ? { pageBreak: 'before' } : {}),
        stack: [
          impression.renvois.ancrer(nom, { text: '', fontSize: 1, lineHeight: 0.01 }),
          {
            text: '',
            fontSize: 1,
            lineHeight: 0.01,
            margin: [0, hauteurDe(lot, dossier) + BLANC_AU_DESSUS - DESCENTE, 0, 0],
          },
        ],
      }),
    ),
    dessinerSur(page) {
      const trouve = lots.find(({ nom }) => impression.renvois.pageDe(nom) === page);
      return trouve ? cadre(impression, dossier, trouve.lot) : null;
    },
  };
}

function decouper(ecritures: readonly Ecriture[]): Ecriture[][] {
  const lots: Ecriture[][] = [];
  for (let debut = 0; debut < Math.max(1, ecritures.length); debut += COLLECTIFS_PAR_CADRE) {
    lots.push(ecritures.slice(debut, debut + COLLECTIFS_PAR_CADRE));
  }
  return lots;
}

function ecrire({ metrique }: Impression, collectif: Collectif): Ecriture {
  const { decision } = collectif;
  const texte = decision === null ? '' : [decision.motif, decision.texte.trim()].filter(Boolean).join(' – ');
  return { collectif, texte, lignes: texte === '' ? 0 : metrique.lignes(texte, 'note', largeurDesChoix()) };
}

function largeurDesChoix(): number {
  return LARGEUR - LETTRE - DROIT - AGREE - 6 * 3;
}

function resteADecider(dossier: DossierImprime): boolean {
  return dossier.listeCollectifs.length === 0 || dossier.listeCollectifs.some(({ decision }) => decision === null);
}

function hauteurDe(lot: readonly Ecriture[], dossier: DossierImprime): number {
  const lignes = lot.reduce(
    (somme, { lignes: n }) => somme + HAUTEUR_LIGNE + n * INTERLIGNE_NOTE + (n > 0 ? HAUT_NOTE : 0),
    0,
  );
  return HAUT + HAUTEUR_TITRE + lignes + HAUTEUR_AVIS + (resteADecider(dossier) ? HAUTEUR_RESERVE : 0) + BAS;
}

function cadre(impression: Impression, dossier: DossierImprime, lot: readonly Ecriture[]): Content {
  const hauteur = hauteurDe(lot, dossier);
  const haut = DESCENTE - hauteur;
  return {
    stack: [
      {
        canvas: [
          {
            type: 'rect',
            x: 0.5,
            y: 0.5,
            w: LARGEUR_UTILE - 1,
            h: hauteur - 1,
            lineWidth: 1,
            lineColor: COULEURS.encre,
          },
        ],
        absolutePosition: { x: MARGE, y: haut },
      },
      {
        absolutePosition: { x: MARGE + INTERIEUR_CADRE, y: haut + HAUT },
        columns: [
          {
            width: LARGEUR,
            stack: [
              { text: 'Décision du Copil', style: 'titreBloc', margin: [0, 0, 0, 2] },
              tableau({
                dense: true,
                interieur: [3.5, 2.8],
                colonnes: [
                  { entete: '', largeur: LETTRE },
                  { entete: 'Une décision par collectif', largeur: '*' },
                  { entete: 'Droit (€)', largeur: DROIT, aligner: 'right' },
                  { entete: 'Montant agréé (€)', largeur: AGREE, aligner: 'right' },
                ],
                lignes: lot.map(ligneDe),
              }),
              avis(impression),
              ...(resteADecider(dossier) ? [ligneDeReserve()] : []),
            ],
          },
        ],
      },
    ],
  };
}

function ligneDe({ collectif, texte }: Ecriture): Ligne {
  const { decision } = collectif;
  return {
    cellules: [
      { text: collectif.lettre, bold: true },
      {
        stack: [
          { columns: CHOIX.map(([nature, mot, largeur]) => coche(mot, largeur, decision?.nature === nature)) },
          ...(texte === '' ? [] : [{ text: texte, style: 'note', margin: [0, HAUT_NOTE, 0, 0] } satisfies Content]),
        ],
      },
      { text: formaterMontant(collectif.droitCentimes), color: COULEURS.gris },
      montantAgree(collectif),
    ],
  };
}

function montantAgree({ decision }: Collectif): Cellule {
  return decision === null ? '' : { text: formaterMontant(decision.montantCentimes), bold: true };
}

function coche(mot: string, largeur: number, cochee: boolean): Column {
  return {
    width: largeur,
    columns: [
      { width: 10.5, canvas: caseACocher(cochee, 0, 1) },
      { width: '*', text: mot, ...(cochee ? { bold: true } : {}) },
    ],
  };
}

/** Les institutions qui siègent ; celles du programme quand la liste des membres est vide. */
function avis({ donnees }: Impression): Content {
  const presentes = new Set(donnees.seance.membres.map(({ institution }) => institution));
  const appelees = INSTITUTIONS.filter(([code]) => (presentes.size === 0 ? code !== 'autre' : presentes.has(code)));
  return {
    style: 'dense',
    margin: [0, 6, 0, 0],
    columns: [
      { width: 24, text: 'Avis', color: COULEURS.gris },
      ...appelees.flatMap(([, nom]): Column[] => [
        { width: nom.length * 4 + 10, text: typo(`${nom} :`), alignment: 'right', margin: [0, 0, 4, 0] },
        coche('fav.', 30, false),
        coche('défav.', 42, false),
      ]),
    ],
  };
}

function ligneDeReserve(): Content {
  const libelle = 'Réserve, motif ou pièce attendue';
  const place = 118;
  return {
    style: 'dense',
    margin: [0, 9, 0, 0],
    columns: [
      { width: place, text: libelle, color: COULEURS.gris },
      { width: LARGEUR - place, canvas: [filet(LARGEUR - place, 0.6, COULEURS.gris, 9)] },
    ],
  };
}
