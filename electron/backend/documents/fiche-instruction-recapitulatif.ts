import type { CanvasElement, Content } from 'pdfmake/interfaces.js';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { cellulePile, ecrireNote, ecrireRang } from './dossier-de-seance/tableau-classe.ts';
import type { FicheInstruction } from './fiche-instruction-donnees.ts';
import { ancreFiche, type FicheAImprimer } from './fiche-instruction-page.ts';
import { COULEURS, LARGEUR_UTILE_PAYSAGE } from './style.ts';
import { type Cellule, tableau } from './tableaux.ts';
import { grouperNumero, typo } from './typographie.ts';

type Sources = Omit<FicheAImprimer, 'fiche' | 'parent'>;

export const ANCRE_CLASSEMENT = 'instruction-classement';
export const ANCRE_STABILITE = 'instruction-stabilite';
const LARGEUR_IMAGE = 214;
const HAUTEUR_IMAGE = 9;

/** Le classement des dossiers édités, chacun avec sa page. */
export function classement({ donnees, metrique, renvois }: Sources): Content[] {
  const { axes } = donnees.campagne.charte;
  // Sans campagne d’avant, une colonne vide ferait croire qu’elle y est.
  const avecAnciens = donnees.anneePrecedente !== null;
  const legende = typo(
    `Charte « ${donnees.campagne.charte.nom} », version ${donnees.campagne.charte.version}. Axes : ${axes.map((a) => `${a.abrege} ${a.poids} (seuil ${a.seuil})`).join(', ')}. Souligné : axe sous son seuil. ex. : ex æquo. * note partielle, sans rang.`,
  );
  return [
    renvois.ancrer(ANCRE_CLASSEMENT, {
      text: 'Classement',
      style: 'titrePage',
      outline: true,
      outlineText: 'Classement',
    }),
    {
      text: typo(
        `${pluriel(donnees.fiches.length, 'dossier édité', 'dossiers édités')} sur ${donnees.total}, ${pluriel(donnees.classes, 'classé')} dans la campagne`,
      ),
      style: 'sousTitre',
    },
    { text: legende, style: 'note', margin: [0, 2, 0, 6] },
    tableau({
      dense: true,
      cote: 2.5,
      mesure: { metrique, largeur: LARGEUR_UTILE_PAYSAGE },
      colonnes: [
        { entete: 'Rang', largeur: 30, aligner: 'right' },
        { entete: 'N° du dossier', largeur: 48 },
        { entete: 'Structure', largeur: '*' },
        { entete: 'Commune', largeur: 96 },
        { entete: 'Note', largeur: 28, aligner: 'right' },
        ...axes.map(({ abrege }) => ({
          entete: abrege,
          largeur: Math.max(22, Math.ceil(metrique.largeur(abrege, 'enteteDense'))),
          aligner: 'right' as const,
        })),
        { entete: 'Pile proposée', largeur: 54 },
        { entete: 'Stabilité, rangs', largeur: 64 },
        ...(avecAnciens ? [{ entete: 'Note N-1', largeur: 38, aligner: 'right' as const }] : []),
        { entete: 'Page', largeur: 20, aligner: 'right' },
      ],
      lignes: donnees.fiches.map((fiche) => ({
        cellules: [
          ecrireRang(fiche.dossier),
          grouperNumero(fiche.dossier.numero),
          { text: fiche.dossier.structure.raisonSociale, bold: true, linkToDestination: ancreFiche(fiche) },
          fiche.dossier.communeNom ?? '',
          { text: ecrireNote(fiche.dossier), bold: true },
          ...axes.map(({ code }) => celluleAxe(fiche, code)),
          fiche.montre ? cellulePile(fiche.dossier) : 'cachée',
          tenue(fiche),
          ...(avecAnciens ? [notePrecedente(fiche)] : []),
          renvois.citer(ancreFiche(fiche), () => String(renvois.pageDe(ancreFiche(fiche)))),
        ],
      })),
    }),
  ];
}

function celluleAxe({ dossier }: FicheInstruction, code: string): Cellule {
  const axe = dossier.note.axes.find((a) => a.code === code);
  if (!axe || axe.dixiemes === null) return '';
  const texte = formaterDixiemes(axe.dixiemes);
  return axe.sousSeuil ? { text: texte, bold: true, decoration: 'underline' } : texte;
}

function tenue({ stabilite }: FicheInstruction): string {
  if (stabilite === null) return '';
  const { meilleur, moinsBon } = stabilite;
  return `${stabilite.stabilite} (${meilleur === moinsBon ? meilleur : `${meilleur}–${moinsBon}`})`;
}

function notePrecedente({ precedent, parcours }: FicheInstruction): string {
  const notes =
    precedent?.dossiers.flatMap(({ dixiemes }) => (dixiemes === null ? [] : [formaterDixiemes(dixiemes)])) ?? [];
  if (notes.length > 0) return notes.join(' ');
  return parcours === 'nouveau' ? 'nouveau' : '';
}

/** Entre quels rangs chaque dossier reste quand le poids des axes bouge : une barre par dossier, un point à son rang. */
export function stabilites({ donnees, renvois }: Sources): Content[] {
  const classees = donnees.fiches.filter((fiche) => fiche.stabilite !== null);
  if (classees.length === 0) return [];
  return [
    renvois.ancrer(ANCRE_STABILITE, {
      text: 'Stabilité du classement',
      style: 'titrePage',
      outline: true,
      outlineText: 'Stabilité du classement',
    }),
    {
      text: typo(
        'Chaque axe, à son tour, pèse de moitié moins à moitié plus que dans la charte. La barre va du meilleur au moins bon rang obtenu, le point est le rang d’aujourd’hui. Stable : trois places au plus. Fragile : la pile proposée change aussi.',
      ),
      style: 'texte',
      margin: [0, 3, 0, 6],
    },
    tableau({
      dense: true,
      interieur: [1.3, 1.2],
      colonnes: [
        { entete: 'Rang', largeur: 30, aligner: 'right' },
        { entete: 'Structure', largeur: '*' },
        { entete: `Rang 1 à gauche, rang ${donnees.classes} à droite`, largeur: LARGEUR_IMAGE },
        { entete: 'Rangs', largeur: 34, aligner: 'right' },
        { entete: '', largeur: 34 },
      ],
      lignes: classees.map((fiche) => ({ cellules: ligneDeStabilite(fiche, donnees.classes) })),
    }),
  ];
}

function ligneDeStabilite({ dossier, stabilite }: FicheInstruction, classes: number): Cellule[] {
  if (stabilite === null) return [];
  const { rang, meilleur, moinsBon } = stabilite;
  return [
    ecrireRang(dossier),
    dossier.structure.raisonSociale,
    { canvas: image(rang, meilleur, moinsBon, classes) },
    meilleur === moinsBon ? String(meilleur) : `${meilleur}–${moinsBon}`,
    stabilite.stabilite === 'fragile' ? { text: 'fragile', bold: true } : stabilite.stabilite,
  ];
}

function image(rang: number, meilleur: number, moinsBon: number, classes: number): CanvasElement[] {
  const x = (place: number) => 3 + ((LARGEUR_IMAGE - 6) * (place - 1)) / Math.max(1, classes - 1);
  const milieu = HAUTEUR_IMAGE / 2;
  return [
    { type: 'line', x1: 0, y1: milieu, x2: LARGEUR_IMAGE, y2: milieu, lineWidth: 0.3, lineColor: COULEURS.filetClair },
    { type: 'rect', x: x(meilleur) - 1, y: milieu - 2, w: x(moinsBon) - x(meilleur) + 2, h: 4, color: COULEURS.carte },
    { type: 'ellipse', x: x(rang), y: milieu, r1: 2.4, r2: 2.4, color: COULEURS.accent },
  ];
}
