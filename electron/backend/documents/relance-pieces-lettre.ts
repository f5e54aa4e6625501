import type { Content, ContentText } from 'pdfmake/interfaces.js';
import { formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { filet } from './dessins.ts';
import type { LettreAComposer } from './relance-pieces.ts';
import type { PieceReclamee } from './relance-pieces-donnees.ts';
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

/** En-tête de la Caf, références, adresse, date. Le nœud d’ancrage ouvre la première page de la lettre. */
export function teteDeLettre(sources: LettreAComposer, ancre: string): Content[] {
  const { donnees, lettre, metrique, renvois } = sources;
  const { identite } = donnees;
  const adresse = lignesDAdresse(sources);
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
      ...[identite.service, lieuDe(sources), grouperTelephone(identite.telephone)]
        .filter((texte) => texte !== '')
        .map((text): ContentText => ({ text, style: 'legende', color: COULEURS.gris, lineHeight: 1.17 })),
    ]),
    poser(MARGE, HAUT_REFERENCES, LARGEUR_REFERENCES, references(sources)),
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

function lieuDe({ donnees: { identite } }: LettreAComposer): string {
  const ville = [identite.codePostal, identite.ville].filter((texte) => texte !== '').join(' ');
  return [identite.adresse, ville].filter((texte) => texte !== '').join(', ');
}

function references({ donnees, lettre }: LettreAComposer): Content[] {
  const courriel = contact(donnees);
  const couples: readonly (readonly [string, string])[] = [
    ['Affaire suivie par', donnees.agent],
    ...(courriel === '' ? [] : [['Courriel', courriel] as const]),
    ['Nos références', `Clas ${donnees.anneeScolaire} / ${grouperNumero(lettre.numero)}`],
    ...(lettre.siret === null ? [] : [['Votre Siret', grouperSiret(lettre.siret)] as const]),
  ];
  return couples.map(([terme, valeur]) => ({
    style: 'reference',
    text: [{ text: `${terme} `, color: COULEURS.gris }, valeur],
  }));
}

function contact({ identite, courrielAgent }: LettreAComposer['donnees']): string {
  return identite.courriel || (courrielAgent ?? '');
}

function lignesDAdresse({ lettre }: LettreAComposer): string[] {
  const ville = [lettre.codePostal, lettre.commune?.toLocaleUpperCase('fr')].filter(Boolean).join(' ');
  return [
    lettre.raisonSociale,
    lettre.representant === null ? '' : `À l’attention de ${lettre.representant}`,
    ...(lettre.adresse?.split('\n') ?? []),
    ville,
  ].filter((ligne) => ligne !== '');
}

/** « 6 juillet 2026 », le quantième lié à son mois. */
function sansJour(date: string): string {
  return formaterDateLongue(date).replace(/^\S+ /, '').replace(' ', INSECABLE);
}

/** Objet, ce qui manque et pourquoi, avant quand, à qui, formule et signature. */
export function corpsDeLettre(sources: LettreAComposer): Content[] {
  const { donnees, lettre } = sources;
  const une = lettre.pieces.length === 1;
  const courriel = contact(donnees);
  const numero = grouperNumero(lettre.numero);
  return [
    paragraphe([
      {
        text: typo(
          `Objet : contrat local d’accompagnement à la scolarité (Clas), campagne ${donnees.anneeScolaire} – ${
            une ? 'pièce attendue' : 'pièces attendues'
          }`,
        ),
        style: 'lettreForte',
      },
    ]),
    paragraphe('Madame, Monsieur,'),
    paragraphe(introduire(sources)),
    tableauDesPieces(sources),
    paragraphe([
      `Merci de ${une ? 'me la' : 'me les'} faire parvenir `,
      { text: `au plus tard le ${formaterDateLongue(donnees.echeance)}`, style: 'lettreForte' },
      courriel === '' ? ', à l’adresse ci-dessus' : `, par courriel à ${courriel} ou à l’adresse ci-dessus`,
      typo(`, en rappelant le n° ${numero} de votre dossier.`),
    ]),
    paragraphe(
      typo(
        `Si vous ${une ? 'l’avez envoyée' : 'les avez envoyées'} entre-temps, ne tenez pas compte de cette lettre. Pour toute question : ${[
          donnees.agent,
          grouperTelephone(donnees.identite.telephone),
        ]
          .filter((texte) => texte !== '')
          .join(', ')}.`,
      ),
    ),
    {
      unbreakable: true,
      stack: [
        paragraphe('Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée.'),
        {
          margin: [GAUCHE_ADRESSE - MARGE, 26, 0, 0],
          stack: [
            { text: donnees.agent, style: 'lettre' },
            ...(donnees.identite.service === '' ? [] : [{ text: donnees.identite.service, style: 'lettre' }]),
          ],
        },
      ],
    },
  ];
}

function introduire({ donnees, lettre }: LettreAComposer): string {
  const attendu =
    lettre.pieces.length === 1
      ? 'il nous faut encore la pièce suivante :'
      : `il nous faut encore les ${lettre.pieces.length} pièces suivantes :`;
  const recu = lettre.deposeLe === null ? '' : `, reçue le ${sansJour(lettre.deposeLe)},`;
  const suite =
    lettre.relanceDu === null ? '' : `Je reviens vers vous après ma lettre du ${sansJour(lettre.relanceDu)}. `;
  return typo(
    `${suite}Votre réponse à l’appel à projets ${donnees.anneeScolaire}${recu} n’est pas complète : ${attendu}`,
  );
}

function tableauDesPieces({ lettre }: LettreAComposer): Content {
  return tableau({
    colonnes: [
      { entete: 'Pièce demandée', largeur: COLONNE_PIECE },
      { entete: 'Où elle en est', largeur: LARGEUR_UTILE - COLONNE_PIECE - 8 },
    ],
    lignes: lettre.pieces.map((piece) => ({
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

function paragraphe(text: string | ContentText['text']): ContentText {
  return { text, style: 'lettre', margin: [0, 0, 0, ENTRE_PARAGRAPHES] };
}
