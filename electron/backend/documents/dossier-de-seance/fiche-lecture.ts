import type { Content } from 'pdfmake/interfaces.js';
import { LIBELLES_PILE } from '../../../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterEuros, formaterMontant } from '../../../../shared/domaine/nombres.ts';
import { seuil } from '../dessins.ts';
import { COULEURS, LARGEUR_UTILE, MARGES, PAGE } from '../style.ts';
import { type Cellule, type Ligne, tableau } from '../tableaux.ts';
import { typo } from '../typographie.ts';
import { isPropose } from './chiffres.ts';
import { direAnDernier } from './fiche-an-dernier.ts';
import type { CadresDeDecision } from './fiche-decision.ts';
import { type DossierImprime, ENTRE_BLOCS, type Impression, SOUS_TITRE, titreDeFiche } from './impression.ts';
import { direScenario } from './propositions.ts';
import { formaterEcart } from './synthese.ts';
import { ecrireNote } from './tableau-classe.ts';

const GOUTTIERE = 14;
const LARGEUR_NOTES = 336;
/** Largeur d’une des deux colonnes de l’avis. */
const DEMI = (LARGEUR_UTILE - 12) / 2;
/** Au-delà, l’avis s’écrit sur toute la largeur. */
const HAUTEUR_COTE_A_COTE = 320;
/** Hauteur utile d’une page de fiche, moins un peu de jeu. */
const HAUTEUR_INDIVISIBLE = PAGE.hauteur - MARGES.fiche[1] - MARGES.fiche[3] - 30;
const BARRE = { l: 90, h: 7 } as const;
const INTERIEUR = [1.9, 1.6] as const;
type Axe = DossierImprime['note']['axes'][number];

function notesParAxe(impression: Impression, dossier: DossierImprime): Content {
  const { note } = dossier;
  const seuils = new Set(note.axes.map((axe) => axe.seuil));
  const unique = seuils.size === 1 ? `, seuil ${[...seuils].join()}` : '';
  return {
    // Les deux titres ne restent pas seuls en bas de page ; au-delà de vingt axes, le tableau doit pouvoir se couper.
    unbreakable: note.axes.length <= 20,
    margin: [0, ENTRE_BLOCS, 0, 0],
    columnGap: GOUTTIERE,
    columns: [
      {
        width: LARGEUR_NOTES,
        stack: [
          titreDeFiche('Notes par axe', 0),
          tableau({
            dense: true,
            interieur: INTERIEUR,
            mesure: { metrique: impression.metrique, largeur: LARGEUR_NOTES },
            colonnes: [
              { entete: 'Axe', largeur: '*' },
              { entete: 'Poids', largeur: 22, aligner: 'right' },
              { entete: 'Cotés', largeur: 26, aligner: 'right' },
              { entete: `0 à 100${unique}`, largeur: BARRE.l },
              { entete: 'Note', largeur: 28, aligner: 'right' },
              { entete: 'Seuil', largeur: 44, aligner: 'right' },
            ],
            lignes: [...note.axes.map(ligneDAxe), totalDesAxes(dossier)],
          }),
          ...(note.complete || note.dixiemes === null
            ? []
            : [
                {
                  text: typo(`* Note partielle, sans rang. Critères non cotés : ${note.manquants.join(', ')}.`),
                  style: 'note',
                },
              ]),
        ],
      },
      {
        width: LARGEUR_UTILE - LARGEUR_NOTES - GOUTTIERE,
        // L’an dernier se loge sous les montants : à côté des axes, il y a toujours la place de trois lignes.
        stack: [
          titreDeFiche('Montants', 0),
          montants(impression, dossier),
          {
            style: 'note',
            margin: [0, 3, 0, 0],
            text: [
              {
                text: typo(`${impression.donnees.precedente?.anneeScolaire ?? 'An dernier'} : `),
                bold: true,
                color: COULEURS.encre,
              },
              direAnDernier(impression.donnees, dossier),
            ],
          },
        ],
      },
    ],
  };
}

function ligneDAxe(axe: Axe): Ligne {
  return {
    cellules: [
      axe.libelle,
      { text: String(axe.poids), color: COULEURS.gris },
      { text: `${axe.cotes} sur ${axe.total}`, color: COULEURS.gris },
      barre(axe),
      axe.dixiemes === null ? '' : { text: formaterDixiemes(axe.dixiemes), style: 'denseFort' },
      verdict(axe),
    ],
  };
}

function verdict(axe: Axe): Cellule {
  if (axe.dixiemes === null) return axe.cotes > 0 ? 'sans objet' : 'non coté';
  return axe.sousSeuil ? { text: 'sous le seuil', bold: true } : 'atteint';
}

function barre(axe: Axe): Cellule {
  const { l, h } = BARRE;
  const x = (l * axe.seuil) / 100;
  return {
    margin: [0, 1.2, 0, 0],
    canvas: [
      { type: 'rect', x: 0.3, y: 0.3, w: l - 0.6, h: h - 0.6, lineWidth: 0.6, lineColor: COULEURS.filet },
      ...(axe.dixiemes === null || axe.dixiemes === 0
        ? []
        : [{ type: 'rect' as const, x: 0, y: 0, w: (l * axe.dixiemes) / 1000, h, color: COULEURS.accent }]),
      // Sur l’aplat, un trait sombre ne se verrait pas : un liseré blanc passe dessous.
      { type: 'line', x1: x, y1: 0, x2: x, y2: h, lineWidth: 2, lineColor: COULEURS.blanc },
      seuil(x, -1.2, h + 1.2),
    ],
  };
}

function totalDesAxes(dossier: DossierImprime): Ligne {
  const poids = dossier.note.axes.reduce((somme, axe) => somme + axe.poids, 0);
  const note = ecrireNote(dossier);
  return {
    genre: 'total',
    cellules: ['Note du dossier', String(poids), '', '', note === '' ? '–' : note, note === '' ? 'non noté' : ''],
  };
}

function montants({ metrique }: Impression, dossier: DossierImprime): Content {
  const { demandeCentimes: demande, droitCentimes: droit, agreeCentimes: agree } = dossier;
  const lignes: [string, string][] = [
    ['Coût du dossier', formaterMontant(dossier.coutCentimes)],
    ['Demandé par le porteur', demande === null ? 'non renseigné' : formaterMontant(demande)],
    ['Droit calculé', formaterMontant(droit)],
    ...(demande === null
      ? []
      : [['Demandé − droit', formaterEcart(demande - droit).replace(/\s?€$/, '')] satisfies [string, string]]),
    ...(agree === null ? [] : [['Agréé par le Copil', formaterMontant(agree)] satisfies [string, string]]),
  ];
  return tableau({
    dense: true,
    interieur: INTERIEUR,
    mesure: { metrique, largeur: LARGEUR_UTILE - LARGEUR_NOTES - GOUTTIERE },
    colonnes: [
      { entete: '', largeur: '*' },
      {
        entete: 'Euros',
        largeur: metrique.largeurMaximale(
          lignes.map(([, texte]) => texte),
          'dense',
          true,
        ),
        aligner: 'right',
      },
    ],
    lignes: lignes.map(([libelle, montant], rang) => ({
      cellules: [libelle, rang >= 2 && libelle !== 'Demandé − droit' ? { text: montant, bold: true } : montant],
    })),
  });
}

/**
 * Notes, conditions, points à débattre, commentaire et proposition, puis les places du cadre de décision. Le jugement et
 * la décision restent sur la même page tant qu’ils y tiennent.
 */
export function lectureEtDecision(
  impression: Impression,
  dossier: DossierImprime,
  cadres: Pick<CadresDeDecision, 'avant' | 'places' | 'hauteur'>,
): Content[] {
  const { metrique } = impression;
  const gauche = [...conditions(dossier), ...pointsADebattre(dossier)];
  const droite = commentaire(impression, dossier);
  const notes = notesParAxe(impression, dossier);
  const hauteurDe = (blocs: readonly Bloc[]) =>
    blocs.reduce(
      (somme, { texte, autour }) => somme + autour + metrique.lignes(texte, 'texteFiche', DEMI - 14) * 10.5,
      0,
    );
  const hauteurAvis = Math.max(hauteurDe(gauche), hauteurDe(droite));
  const avis = disposer(gauche, droite, hauteurAvis);
  const hauteurNotes = 45 + 14 * (dossier.note.axes.length + 2);
  const hauteur = hauteurNotes + hauteurAvis + cadres.hauteur;
  const [premiere, ...suivantes] = cadres.places;
  // Un bloc indivisible plus haut que la page perdrait ce qui dépasse : dans le doute, il se coupe.
  if (!premiere || cadres.avant.length > 0 || hauteur > HAUTEUR_INDIVISIBLE) {
    return [notes, avis, ...cadres.avant, ...cadres.places];
  }
  return [{ unbreakable: true, stack: [notes, avis, premiere] }, ...suivantes];
}

/** Côte à côte ; l’un sous l’autre quand un texte est si long qu’il laisserait l’autre moitié vide. */
function disposer(gauche: readonly Bloc[], droite: readonly Bloc[], hauteur: number): Content {
  const noeuds = (blocs: readonly Bloc[]) => blocs.map(({ noeud }) => noeud);
  if (hauteur > HAUTEUR_COTE_A_COTE) {
    return {
      margin: [0, ENTRE_BLOCS, 0, 0],
      stack: [...noeuds(gauche), { stack: noeuds(droite), margin: [0, ENTRE_BLOCS, 0, 0] }],
    };
  }
  return {
    margin: [0, ENTRE_BLOCS, 0, 0],
    columnGap: 12,
    columns: [
      { width: DEMI, stack: noeuds(gauche) },
      { width: DEMI, stack: noeuds(droite) },
    ],
  };
}

/** Un paragraphe, son texte pour le mesurer, et les points au-dessus et au-dessous. */
interface Bloc {
  readonly noeud: Content;
  readonly texte: string;
  readonly autour: number;
}

function bloc(texte: string, noeud: Content, autour = 0): Bloc {
  return { texte, noeud, autour };
}

function titre(texte: string, haut = 0): Bloc {
  return bloc(texte, titreDeFiche(texte, haut), haut + SOUS_TITRE + 3.5);
}

function conditions({ conditions: toutes }: DossierImprime): Bloc[] {
  const refusees = toutes.filter(({ retenue }) => retenue === 'non');
  const muettes = toutes.filter(({ retenue }) => retenue === 'non_renseigne');
  if (refusees.length + muettes.length === 0) {
    const phrase = `Les ${toutes.length} conditions de la charte sont remplies.`;
    return [titre('Conditions'), bloc(phrase, { text: phrase, style: 'texteFiche' })];
  }
  const nonRenseigne = muettes.length === 0 ? 'aucune.' : typo(`${muettes.map(({ libelle }) => libelle).join(' ; ')}.`);
  return [
    titre(
      refusees.length > 0
        ? `Conditions non remplies (${refusees.length} sur ${toutes.length})`
        : `Conditions non renseignées (${muettes.length} sur ${toutes.length})`,
    ),
    ...refusees.map((condition) => etiquete(`Non – ${condition.libelle} : `, preuve(condition))),
    refusees.length > 0
      ? etiquete('Non renseigné : ', nonRenseigne)
      : bloc(nonRenseigne, { text: nonRenseigne, style: 'texteFiche' }),
  ];
}

/** Un paragraphe qui commence par une étiquette en gras. */
function etiquete(etiquette: string, suite: string, haut = 0): Bloc {
  const debut = typo(etiquette);
  return bloc(
    debut + suite,
    { style: 'texteFiche', margin: [0, haut, 0, 0], text: [{ text: debut, bold: true }, suite] },
    haut,
  );
}

function preuve({ proposition, constat, retenue }: DossierImprime['conditions'][number]): string {
  const phrase = proposition.preuve.replace(/[.\s]+$/, '');
  const origine =
    constat === null
      ? 'Proposé par le logiciel, à confirmer.'
      : proposition.reponse === retenue
        ? 'Proposé par le logiciel, constaté par l’agent.'
        : 'Constaté par l’agent, contre la proposition du logiciel.';
  const remarque = constat?.commentaire.trim() ?? '';
  return [phrase === '' ? '' : `${phrase}.`, origine, remarque].filter((partie) => partie !== '').join(' ');
}

function pointsADebattre({ points }: DossierImprime): Bloc[] {
  if (points.length === 0) return [];
  const liste: Content = { ol: points.map((point) => ({ text: point })), style: 'texteFiche' };
  return [titre('Points à débattre', 5), bloc(points.join('\n'), liste)];
}

function commentaire({ donnees }: Impression, dossier: DossierImprime): Bloc[] {
  const ecrit = dossier.commentaire.trim();
  const absent = donnees.options.allege ? 'Commentaire retiré de la version allégée.' : 'Aucun commentaire.';
  const texte = ecrit === '' ? absent : ecrit;
  const proposition =
    dossier.pile === null ? 'aucune, dossier non étudié.' : `${LIBELLES_PILE[dossier.pile].toLocaleLowerCase('fr')}.`;
  const raisons = dossier.pile === 'favorable' ? dossier.raisons.map((raison) => ` ${raison}.`).join('') : '';
  const montant = typo(`Montant proposé : ${formaterEuros(dossier.droitCentimes)}.`);
  const scenario = typo([direScenario(dossier), dossier.proposition?.texte ?? ''].join(' ').trim());
  return [
    titre('Commentaire et proposition du lecteur'),
    bloc(texte, { text: texte, style: 'texteFiche' }),
    etiquete('Proposition : ', `${proposition}${raisons}`, 2),
    ...(isPropose(dossier) ? [bloc(montant, { text: montant, style: 'texteFiche', bold: true })] : []),
    ...(scenario === '' ? [] : [bloc(scenario, { text: scenario, style: 'texteFiche', margin: [0, 2, 0, 0] }, 2)]),
  ];
}
