import type { Content } from 'pdfmake/interfaces.js';
import type { Segment } from '../../../shared/domaine/modele-lettre.ts';
import type { DonneesDemandes, LettreDemande } from './lettre-demande-donnees.ts';
import { ecrireLiasse, type Liasse, type LiasseEcrite, type Nettoyeur, type OptionsLiasse } from './lettre-liasse.ts';
import { type Feuille, paragraphe, signature, tableauDesPieces } from './lettre-papier.ts';
import { typo } from './typographie.ts';

const LARGEUR_NUMERO = 20;
const TITRES = { lettre: 'Demande de précisions', relance: 'Relance' } as const;

/** Une lettre par dossier. Mêmes données, mêmes octets. */
export function ecrireLettresDemande(donnees: DonneesDemandes, options: OptionsLiasse): Promise<LiasseEcrite> {
  const liasse: Liasse<LettreDemande, DonneesDemandes> = {
    donnees,
    titre: TITRES[donnees.genre],
    mot: 'demande au porteur',
    nettoyer,
    corps,
  };
  return ecrireLiasse(liasse, options);
}

/** Les textes viennent de l’agent et de ses réglages. */
function nettoyer(lettre: LettreDemande, { ligne, texte, piece }: Nettoyeur): LettreDemande {
  // Un bout de phrase garde les espaces de ses bords : il touche le suivant.
  const segment = (s: Segment): Segment => ({
    ...s,
    texte: `${/^\s/.test(s.texte) ? ' ' : ''}${texte(s.texte)}${/\s$/.test(s.texte) ? ' ' : ''}`,
  });
  return {
    ...lettre,
    objet: ligne(lettre.objet),
    introduction: lettre.introduction.map((p) => p.map(segment)),
    questions: lettre.questions.map((q) => ({ ...q, texte: texte(q.texte) })),
    pieces: lettre.pieces.map(piece),
    conclusion: lettre.conclusion.map((p) => p.map(segment)),
    politesse: ligne(lettre.politesse),
  };
}

function corps({ donnees, lettre }: Feuille<LettreDemande, DonneesDemandes>): Content[] {
  const avecPieces = lettre.pieces.length > 0;
  return [
    paragraphe([{ text: typo(`Objet : ${lettre.objet}`), style: 'lettreForte' }]),
    ...lettre.introduction.map(enParagraphe),
    ...(lettre.questions.length === 0
      ? []
      : [
          intertitre(lettre.questions.length === 1 ? 'Question' : 'Questions'),
          ...lettre.questions.map(question),
          { text: '', fontSize: 1, lineHeight: 0.01, margin: [0, 0, 0, 5] } satisfies Content,
        ]),
    ...(avecPieces
      ? [
          intertitre(lettre.pieces.length === 1 ? 'Pièce à fournir' : 'Pièces à fournir'),
          tableauDesPieces(lettre.pieces),
        ]
      : []),
    ...lettre.conclusion.map(enParagraphe),
    signature(donnees, [paragraphe(typo(lettre.politesse))]),
  ];
}

/** Le titre d’une liste reste avec sa première ligne. */
function intertitre(text: string): Content {
  return { text, style: 'titreBloc', margin: [0, 3, 0, 4], headlineLevel: 1 };
}

function question({ numero, texte }: LettreDemande['questions'][number]): Content {
  return {
    unbreakable: true,
    margin: [0, 0, 0, 5],
    columns: [
      { width: LARGEUR_NUMERO, text: `${numero}.`, style: 'lettreForte' },
      { width: '*', text: typo(texte), style: 'lettre' },
    ],
  };
}

function enParagraphe(segments: readonly Segment[]): Content {
  return paragraphe(segments.map(({ texte, fort }) => ({ text: typo(texte), style: fort ? 'lettreForte' : 'lettre' })));
}
