import type { Column, Content, ContentText } from 'pdfmake/interfaces.js';
import type { Collectif } from '../../../../shared/contract/dossiers.ts';
import type { NatureDecision } from '../../../../shared/domaine/libelles.ts';
import { formaterMontant } from '../../../../shared/domaine/nombres.ts';
import { caseACocher, filet } from '../dessins.ts';
import { COULEURS, LARGEUR_UTILE, MARGE, type NomCaractere } from '../style.ts';
import { type Cellule, type Ligne, tableau } from '../tableaux.ts';
import { enumerer, typo } from '../typographie.ts';
import { ancreFiche, type DossierImprime, type Impression, titreDeFiche } from './impression.ts';

/** Le cadre se remplit à la main : il est toujours au bas de la page, jamais coupé. */
export interface CadresDeDecision {
  /** Motifs trop longs pour le cadre, à écrire avant lui. */
  readonly avant: Content[];
  /** Places gardées dans le fil de la page, une par cadre. */
  readonly places: Content[];
  /** Hauteur de la première, en points. */
  readonly hauteur: number;
  /** Le cadre dont la place est tombée sur cette page, à poser par le pied de page. */
  dessinerSur(page: number): Content | null;
}

/** Un motif ou une réserve, et les collectifs qu’il concerne : le même texte ne s’imprime qu’une fois. */
interface Motif {
  readonly lettres: string;
  readonly texte: string;
  readonly lignes: number;
}

interface Lot {
  readonly nom: string;
  readonly collectifs: readonly Collectif[];
  readonly motifs: readonly Motif[];
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
const HAUT_NOTE = 4;
/** Plus longs, les motifs s’écrivent dans le fil de la page : le cadre y tient toujours. */
const LIGNES_DE_MOTIFS = 14;
const LETTRE = 14;
const DROIT = 52;
const AGREE = 76;
/** Au-delà, le cadre ne tiendrait pas sur une page. */
const COLLECTIFS_PAR_CADRE = 24;
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
  const motifs = rassemblerMotifs(impression, dossier);
  const tient = compterLignes(motifs) <= LIGNES_DE_MOTIFS;
  const lots = decouper(dossier.listeCollectifs).map(
    (collectifs, rang, tous): Lot => ({
      nom: `${ancreFiche(dossier)}-decision-${rang}`,
      collectifs,
      motifs: tient && rang === tous.length - 1 ? motifs : [],
    }),
  );
  const [premier] = lots;
  return {
    hauteur: (premier ? hauteurDe(premier, dossier) : 0) + BLANC_AU_DESSUS,
    avant: tient
      ? []
      : [titreDeFiche('Motifs et réserves du Copil'), ...motifs.map((motif) => ecrireMotif(motif, 'texteFiche'))],
    places: lots.map(
      (lot, rang): Content => ({
        unbreakable: true,
        ...(rang > 0 ? { pageBreak: 'before' } : {}),
        stack: [
          impression.renvois.ancrer(lot.nom, { text: '', fontSize: 1, lineHeight: 0.01 }),
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
      return trouve ? cadre(impression, dossier, trouve) : null;
    },
  };
}

function decouper(collectifs: readonly Collectif[]): Collectif[][] {
  const lots: Collectif[][] = [];
  for (let debut = 0; debut < Math.max(1, collectifs.length); debut += COLLECTIFS_PAR_CADRE) {
    lots.push(collectifs.slice(debut, debut + COLLECTIFS_PAR_CADRE));
  }
  return lots;
}

function rassemblerMotifs({ metrique, donnees }: Impression, { listeCollectifs }: DossierImprime): Motif[] {
  const lettres = new Map<string, string[]>();
  for (const { lettre, decision } of listeCollectifs) {
    if (decision === null) continue;
    const libelle = donnees.motifs.find(({ code }) => code === decision.motif)?.libelle ?? decision.motif;
    const texte = [libelle, decision.texte.trim()].filter(Boolean).join(' – ');
    if (texte !== '') lettres.set(texte, [...(lettres.get(texte) ?? []), lettre]);
  }
  return [...lettres].map(([texte, concernes]) => {
    const debut = typo(`${enumerer(concernes)} : `);
    return { lettres: debut, texte, lignes: metrique.lignes(debut + texte, 'note', LARGEUR) };
  });
}

function compterLignes(motifs: readonly Motif[]): number {
  return motifs.reduce((somme, { lignes }) => somme + lignes, 0);
}

function ecrireMotif({ lettres, texte }: Motif, style: NomCaractere): ContentText {
  return { style, text: [{ text: lettres, bold: true, color: COULEURS.encre }, texte] };
}

function resteADecider(dossier: DossierImprime): boolean {
  return dossier.listeCollectifs.length === 0 || dossier.listeCollectifs.some(({ decision }) => decision === null);
}

function hauteurDe({ collectifs, motifs }: Lot, dossier: DossierImprime): number {
  const texte = motifs.length === 0 ? 0 : compterLignes(motifs) * INTERLIGNE_NOTE + HAUT_NOTE;
  const reserve = resteADecider(dossier) ? HAUTEUR_RESERVE : 0;
  return HAUT + HAUTEUR_TITRE + Math.max(1, collectifs.length) * HAUTEUR_LIGNE + texte + HAUTEUR_AVIS + reserve + BAS;
}

function cadre(impression: Impression, dossier: DossierImprime, lot: Lot): Content {
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
                lignes: lot.collectifs.length > 0 ? lot.collectifs.map(ligneDe) : [ligneSansCollectif(dossier)],
              }),
              ...motifsDuCadre(lot),
              avis(impression),
              ...(resteADecider(dossier) ? [ligneDeReserve()] : []),
            ],
          },
        ],
      },
    ],
  };
}

function motifsDuCadre({ motifs }: Lot): Content[] {
  if (motifs.length === 0) return [];
  return [{ margin: [0, HAUT_NOTE, 0, 0], stack: motifs.map((motif) => ecrireMotif(motif, 'note')) }];
}

/** Un dossier sans collectif se décide quand même, d’un bloc. */
function ligneSansCollectif({ droitCentimes }: DossierImprime): Ligne {
  return {
    cellules: [
      '–',
      { columns: CHOIX.map(([, mot, largeur]) => coche(mot, largeur, false)) },
      { text: formaterMontant(droitCentimes), color: COULEURS.gris },
    ],
  };
}

function ligneDe(collectif: Collectif): Ligne {
  const { decision } = collectif;
  return {
    cellules: [
      { text: collectif.lettre, bold: true },
      { columns: CHOIX.map(([nature, mot, largeur]) => coche(mot, largeur, decision?.nature === nature)) },
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
      { width: '*', text: mot, noWrap: true, ...(cochee ? { bold: true } : {}) },
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
