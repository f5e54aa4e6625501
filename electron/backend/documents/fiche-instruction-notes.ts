import type { Content } from 'pdfmake/interfaces.js';
import { LIBELLES_DECISION, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterMontant } from '../../../shared/domaine/nombres.ts';
import { seuil } from './dessins.ts';
import { ecrireNote } from './dossier-de-seance/tableau-classe.ts';
import type { FicheAImprimer } from './fiche-instruction-page.ts';
import { COULEURS, LARGEUR_UTILE } from './style.ts';
import { type Cellule, type Ligne, tableau } from './tableaux.ts';
import { typo } from './typographie.ts';

const GOUTTIERE = 14;
const LARGEUR_NOTES = 322;
const LARGEUR_ANNEES = LARGEUR_UTILE - LARGEUR_NOTES - GOUTTIERE;
const BARRE = { l: 84, h: 7 } as const;
const INTERIEUR = [1.9, 1.6] as const;
const SANS = '–';
type Axe = FicheAImprimer['fiche']['dossier']['note']['axes'][number];

/** Notes par axe avec leur image, à côté de l’année d’avant. */
export function notesEtAnnees(sources: FicheAImprimer): Content {
  return {
    unbreakable: sources.fiche.dossier.note.axes.length <= 20,
    margin: [0, 7, 0, 0],
    columnGap: GOUTTIERE,
    columns: [
      { width: LARGEUR_NOTES, stack: [titre('Notes par axe'), notesParAxe(sources), ...precisions(sources)] },
      {
        width: LARGEUR_ANNEES,
        stack: [titre('Année N et N-1, en euros'), annees(sources)],
      },
    ],
  };
}

function titre(texte: string): Content {
  return { text: texte, style: 'titreBloc', margin: [0, 0, 0, 2.5] };
}

function notesParAxe({ fiche: { dossier }, metrique }: FicheAImprimer): Content {
  const { axes } = dossier.note;
  const poids = axes.reduce((somme, axe) => somme + axe.poids, 0);
  const note = ecrireNote(dossier);
  return tableau({
    dense: true,
    interieur: INTERIEUR,
    mesure: { metrique, largeur: LARGEUR_NOTES },
    colonnes: [
      { entete: 'Axe', largeur: '*' },
      { entete: 'Poids', largeur: 22, aligner: 'right' },
      { entete: '0 à 100, seuil au trait', largeur: BARRE.l },
      { entete: 'Note', largeur: 30, aligner: 'right' },
      { entete: 'Seuil', largeur: 62, aligner: 'right' },
    ],
    lignes: [
      ...axes.map(ligneDAxe),
      { genre: 'total', cellules: ['Note du dossier', String(poids), '', note === '' ? SANS : note, ''] },
    ],
  });
}

function ligneDAxe(axe: Axe): Ligne {
  return {
    cellules: [
      axe.libelle,
      { text: String(axe.poids), color: COULEURS.gris },
      barre(axe),
      axe.dixiemes === null ? SANS : { text: formaterDixiemes(axe.dixiemes), style: 'denseFort' },
      verdict(axe),
    ],
  };
}

function verdict({ dixiemes, cotes, sousSeuil, seuil: limite }: Axe): Cellule {
  if (dixiemes === null) return cotes > 0 ? 'sans objet' : 'non coté';
  return sousSeuil ? { text: `${limite}, non atteint`, bold: true } : `${limite}, atteint`;
}

function barre({ dixiemes, seuil: limite }: Axe): Cellule {
  const { l, h } = BARRE;
  const x = (l * limite) / 100;
  return {
    margin: [0, 1.2, 0, 0],
    canvas: [
      { type: 'rect', x: 0.3, y: 0.3, w: l - 0.6, h: h - 0.6, lineWidth: 0.6, lineColor: COULEURS.filet },
      ...(dixiemes === null || dixiemes === 0
        ? []
        : [{ type: 'rect' as const, x: 0, y: 0, w: (l * dixiemes) / 1000, h, color: COULEURS.accent }]),
      // Sur l’aplat, un trait sombre ne se verrait pas : un liseré blanc passe dessous.
      { type: 'line', x1: x, y1: 0, x2: x, y2: h, lineWidth: 2, lineColor: COULEURS.blanc },
      seuil(x, -1.2, h + 1.2),
    ],
  };
}

function precisions({ fiche }: FicheAImprimer): Content[] {
  const { note } = fiche.dossier;
  const phrases = [
    ...(fiche.noteExacte === null || !fiche.noteExacte.includes('/')
      ? []
      : [`Note exacte : ${fiche.noteExacte}, arrondie une seule fois.`]),
    ...(note.complete || note.dixiemes === null
      ? []
      : [`* Note partielle, sans rang. Critères non cotés : ${note.manquants.join(', ')}.`]),
    ...(fiche.stabilite === null ? [] : [direAmplitude(fiche.stabilite)]),
  ];
  return phrases.map((text) => ({ text: typo(text), style: 'note' }));
}

/** « Rang 4, stable : de 3 à 6 quand chaque axe pèse de moitié moins à moitié plus. » */
export function direAmplitude({
  rang,
  meilleur,
  moinsBon,
  stabilite,
  changeDePile,
}: NonNullable<FicheAImprimer['fiche']['stabilite']>): string {
  const places = meilleur === moinsBon ? `toujours ${rang}` : `de ${meilleur} à ${moinsBon}`;
  const pile = changeDePile ? ' ; la pile proposée change aussi' : '';
  return `Rang ${rang}, ${stabilite} : ${places} quand chaque axe, à son tour, pèse de moitié moins à moitié plus${pile}.`;
}

function annees({ fiche, donnees, metrique }: FicheAImprimer): Content {
  const { dossier, precedent } = fiche;
  const ancien = precedent?.dossiers.length === 1 ? precedent.dossiers[0] : undefined;
  const decision = (nature: typeof dossier.decision) =>
    nature === null
      ? 'à décider'
      : nature === 'mixte'
        ? 'selon le collectif'
        : LIBELLES_DECISION[nature].toLocaleLowerCase('fr');
  const montant = (centimes: number | null | undefined) =>
    centimes === null || centimes === undefined ? SANS : formaterMontant(centimes);
  const lignes: [string, string, string][] = [
    ['Note', ecrireNote(dossier) || SANS, notesPrecedentes(precedent)],
    [
      'Rang',
      dossier.rang === null ? SANS : String(dossier.rang.rang),
      ancien?.rang == null ? SANS : String(ancien.rang.rang),
    ],
    [
      'Décision',
      decision(dossier.decision),
      precedent === null ? SANS : ancien ? decision(ancien.decision) : pluriel(precedent.dossiers.length, 'dossier'),
    ],
    ['Collectifs', String(dossier.collectifs), precedent === null ? SANS : String(precedent.collectifs)],
    ['Enfants', String(dossier.effectif), precedent === null ? SANS : String(precedent.effectif)],
    ['Demandé', montant(dossier.demandeCentimes), montant(precedent?.demandeCentimes)],
    ['Droit', montant(dossier.droitCentimes), montant(precedent?.droitCentimes)],
    ['Agréé', montant(dossier.agreeCentimes), montant(precedent?.agreeCentimes)],
  ];
  return {
    stack: [
      tableau({
        dense: true,
        interieur: INTERIEUR,
        mesure: { metrique, largeur: LARGEUR_ANNEES },
        colonnes: [
          { entete: '', largeur: '*' },
          { entete: 'N', largeur: 62, aligner: 'right' },
          { entete: 'N-1', largeur: 50, aligner: 'right' },
        ],
        lignes: lignes.map(([libelle, n, n1]) => ({
          cellules: [{ text: libelle, color: COULEURS.gris }, { text: n, bold: true }, n1],
        })),
      }),
      { text: typo(direReference(fiche, donnees.anneePrecedente)), style: 'note', margin: [0, 2, 0, 0] },
    ],
  };
}

/** La note de l’année d’avant ; de la plus basse à la plus haute si la structure avait plusieurs dossiers. */
function notesPrecedentes(precedent: FicheAImprimer['fiche']['precedent']): string {
  const notes = (precedent?.dossiers ?? []).flatMap(({ dixiemes }) => dixiemes ?? []).toSorted((a, b) => a - b);
  const [basse, haute] = [notes[0], notes.at(-1)];
  if (basse === undefined || haute === undefined) return SANS;
  return basse === haute ? formaterDixiemes(basse) : `${formaterDixiemes(basse)}–${formaterDixiemes(haute)}`;
}

function direReference({ parcours, precedent }: FicheAImprimer['fiche'], anneePrecedente: string | null): string {
  if (anneePrecedente === null) return 'Pas de campagne de l’année précédente dans cette base.';
  if (precedent !== null) {
    const nombre = precedent.dossiers.length;
    const somme = nombre > 1 ? ` ; N-1 réunit ses ${nombre} dossiers` : '';
    return `Renouvellement : présente en ${anneePrecedente}${somme}.`;
  }
  return parcours === 'renouvellement' ? `Absente en ${anneePrecedente}, présente avant.` : 'Nouvelle structure.';
}
