import type { Content, ContentText } from 'pdfmake/interfaces.js';
import { formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { filet } from './dessins.ts';
import { lignesDAdresse } from './lettre-adresse.ts';
import type { Destinataire, Expediteur, PieceReclamee } from './lettre-donnees.ts';
import type { Metrique } from './metrique.ts';
import type { Renvois } from './renvois.ts';
import { COULEURS, LARGEUR_UTILE, MARGE, MARGES } from './style.ts';
import { tableau } from './tableaux.ts';
import { grouperNumero, grouperSiret, grouperTelephone, INSECABLE, typo } from './typographie.ts';

/** Repères du papier à en-tête, en points depuis le coin haut gauche. */
const HAUT_ENTETE = 40;
/** À droite des 74 × 44 laissés au logotype. */
const GAUCHE_ENTETE = MARGE + 74 + 14;
const GAUCHE_ADRESSE = 312;
const HAUT_ADRESSE = 128;
const LARGEUR_ADRESSE = 235;
const INTERLIGNE_ADRESSE = 14.5;
const HAUT_REFERENCES = 131;
const LARGEUR_REFERENCES = 240;
const HAUT_DATE = 214;
const ENTRE_DATE_ET_CORPS = 36;
/** Un tiers de la page : où plier pour une enveloppe à fenêtre. */
const PLI = 280.6;
const COLONNE_PIECE = 168;
const ENTRE_PARAGRAPHES = 9;

/** Une lettre à composer sur le papier à en-tête. */
export interface Feuille<L extends Destinataire = Destinataire, E extends Expediteur = Expediteur> {
  readonly donnees: E;
  readonly lettre: L;
  readonly metrique: Metrique;
  readonly renvois: Renvois;
}

/** En-tête de la Caf, références, adresse, date. Le nœud d’ancrage ouvre la première page de la lettre. */
export function teteDeLettre(feuille: Feuille, ancre: string): Content[] {
  const { donnees, lettre, metrique, renvois } = feuille;
  const { identite } = donnees;
  const adresse = lignesDAdresse(lettre);
  const hauteur =
    adresse.reduce((n, ligne) => n + metrique.lignes(ligne, 'lettre', LARGEUR_ADRESSE), 0) * INTERLIGNE_ADRESSE;
  const hautDate = Math.max(HAUT_DATE, HAUT_ADRESSE + hauteur + 14);
  const ville = identite.ville.replace(/\s+cedex.*$/i, '');
  const jour = sansJour(donnees.jour);
  return [
    renvois.ancrer(ancre, {
      text: '',
      fontSize: 1,
      lineHeight: 0.01,
      outline: true,
      outlineText: lettre.raisonSociale,
    }),
    poser(GAUCHE_ENTETE, HAUT_ENTETE, 300, [
      { text: identite.nom, style: 'fort' },
      ...[identite.service, lieuDe(feuille), grouperTelephone(identite.telephone)]
        .filter((texte) => texte !== '')
        .map((text): ContentText => ({ text, style: 'legende', color: COULEURS.gris, lineHeight: 1.17 })),
    ]),
    poser(MARGE, HAUT_REFERENCES, LARGEUR_REFERENCES, references(feuille)),
    poser(
      GAUCHE_ADRESSE,
      HAUT_ADRESSE,
      LARGEUR_ADRESSE,
      adresse.map((text): ContentText => ({ text, style: 'lettre' })),
    ),
    poser(GAUCHE_ADRESSE, hautDate, LARGEUR_ADRESSE, [
      { text: ville === '' ? `Le ${jour}` : `${ville}, le ${jour}`, style: 'lettre' },
    ]),
    { canvas: [filet(12, 0.4, COULEURS.filet)], absolutePosition: { x: 0, y: PLI } },
    {
      text: '',
      fontSize: 1,
      lineHeight: 0.01,
      margin: [0, hautDate + ENTRE_DATE_ET_CORPS - MARGES.portrait[1], 0, 0],
    },
  ];
}

/** pdfmake garde la largeur de la page à un nœud posé : une colonne la borne. */
function poser(x: number, y: number, width: number, stack: Content[]): Content {
  return { columns: [{ width, stack }], absolutePosition: { x, y } };
}

function lieuDe({ donnees: { identite } }: Feuille): string {
  const ville = [identite.codePostal, identite.ville].filter((texte) => texte !== '').join(' ');
  return [identite.adresse, ville].filter((texte) => texte !== '').join(', ');
}

function references({ donnees, lettre }: Feuille): Content[] {
  const courriel = courrielDe(donnees);
  const couples: readonly (readonly [string, string])[] = [
    ['Affaire suivie par', donnees.agent],
    ...(courriel === '' ? [] : [['Courriel', courriel] as const]),
    [
      'Nos références',
      [
        `Clas ${donnees.anneeScolaire}`,
        grouperNumero(lettre.numero),
        ...(lettre.reference ? [lettre.reference] : []),
      ].join(' / '),
    ],
    ...(lettre.siret === null ? [] : [['Votre Siret', grouperSiret(lettre.siret)] as const]),
  ];
  return couples.map(([terme, valeur]) => ({
    style: 'reference',
    text: [{ text: `${terme} `, color: COULEURS.gris }, valeur],
  }));
}

/** L’adresse électronique où répondre : celle de la Caf, sinon celle de l’agent ; vide si aucune. */
export function courrielDe({ identite, courrielAgent }: Pick<Expediteur, 'identite' | 'courrielAgent'>): string {
  return identite.courriel || (courrielAgent ?? '');
}

/** « Pour toute question : Camille Aubry, 02 38 00 00 00. » */
export function pourTouteQuestion({ agent, identite }: Expediteur): string {
  const telephone = grouperTelephone(identite.telephone).replaceAll(' ', INSECABLE);
  const qui = [agent, telephone].filter((texte) => texte !== '').join(', ');
  return `Pour toute question : ${qui}.`;
}

/** « 6 juillet 2026 », le quantième lié à son mois. */
export function sansJour(date: string): string {
  return formaterDateLongue(date).replace(/^\S+ /, '').replace(' ', INSECABLE);
}

export function paragraphe(text: string | ContentText['text']): ContentText {
  return { text, style: 'lettre', margin: [0, 0, 0, ENTRE_PARAGRAPHES] };
}

/** La formule de politesse et la signature, qu’une fin de page ne sépare pas. */
export function signature({ agent, identite }: Expediteur, politesse: Content[]): Content {
  return {
    unbreakable: true,
    stack: [
      ...politesse,
      {
        margin: [GAUCHE_ADRESSE - MARGE, 26, 0, 0],
        stack: [
          { text: agent, style: 'lettre' },
          ...(identite.service === '' ? [] : [{ text: identite.service, style: 'lettre' }]),
        ],
      },
    ],
  };
}

/** Politesse, puis la signature à droite et une note à gauche, d’un seul tenant. Une ligne vide laisse la place de signer. */
export function colonneDeSignature(textes: {
  readonly politesse: string;
  readonly signature: readonly string[];
  readonly note: string;
}): Content {
  const gauche = GAUCHE_ADRESSE - MARGE - 24;
  return {
    unbreakable: true,
    stack: [
      paragraphe(textes.politesse),
      {
        margin: [0, 17, 0, 0],
        columnGap: 24,
        columns: [
          { width: gauche, text: textes.note, style: 'note', color: COULEURS.gris },
          {
            width: LARGEUR_ADRESSE,
            stack: textes.signature.map(
              (ligne): ContentText => ({ text: ligne === '' ? ' ' : ligne, style: 'lettre' }),
            ),
          },
        ],
      },
    ],
  };
}

/** Chaque pièce attendue, et où elle en est. */
export function tableauDesPieces(pieces: readonly PieceReclamee[]): Content {
  return tableau({
    colonnes: [
      { entete: 'Pièce demandée', largeur: COLONNE_PIECE },
      { entete: 'Où elle en est', largeur: LARGEUR_UTILE - COLONNE_PIECE - 8 },
    ],
    lignes: pieces.map((piece) => ({
      cellules: [{ text: piece.libelle, style: 'lettreTableau', font: 'RobotoMedium' }, { stack: attente(piece) }],
    })),
    interieur: [4, 3],
    marges: [0, 2, 0, 12],
  });
}

function attente({ nonConforme, aide }: PieceReclamee): Content[] {
  const etat = nonConforme === null ? 'Non reçue à ce jour' : typo(`Reçue, mais non conforme : ${nonConforme}`);
  return [
    { text: etat, style: 'lettreTableau' },
    ...(aide === ''
      ? []
      : [
          {
            text: typo(aide),
            style: 'legende',
            color: COULEURS.gris,
            margin: [0, 1, 0, 1] as [number, number, number, number],
          },
        ]),
  ];
}
