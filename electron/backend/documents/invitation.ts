import type { Content } from 'pdfmake/interfaces.js';
import type { Segment } from '../../../shared/domaine/modele-lettre.ts';
import type { DonneesInvitations, LettreInvitation } from './invitation-donnees.ts';
import { ecrireLiasse, type Liasse, type LiasseEcrite, type Nettoyeur, type OptionsLiasse } from './lettre-liasse.ts';
import { type Feuille, paragraphe, signature } from './lettre-papier.ts';
import { LARGEUR_UTILE } from './style.ts';
import { tableau } from './tableaux.ts';
import { typo } from './typographie.ts';

const LARGEUR_POINT = 190;

/** Une convocation par membre, chacune sur sa page. Mêmes données, mêmes octets. */
export function ecrireInvitations(donnees: DonneesInvitations, options: OptionsLiasse): Promise<LiasseEcrite> {
  const liasse: Liasse<LettreInvitation, DonneesInvitations> = {
    donnees,
    titre: 'Invitations au comité de pilotage',
    mot: 'invitation',
    mention: (lettre) => lettre.numero,
    nettoyer,
    corps,
  };
  return ecrireLiasse(liasse, options);
}

function nettoyer(lettre: LettreInvitation, { ligne, texte }: Nettoyeur): LettreInvitation {
  // Un bout de phrase garde les espaces de ses bords : il touche le suivant.
  const segment = (s: Segment): Segment => ({
    ...s,
    texte: `${/^\s/.test(s.texte) ? ' ' : ''}${texte(s.texte)}${/\s$/.test(s.texte) ? ' ' : ''}`,
  });
  return {
    ...lettre,
    objet: ligne(lettre.objet),
    introduction: lettre.introduction.map((p) => p.map(segment)),
    conclusion: lettre.conclusion.map((p) => p.map(segment)),
    politesse: ligne(lettre.politesse),
  };
}

function corps({ donnees, lettre }: Feuille<LettreInvitation, DonneesInvitations>): Content[] {
  return [
    paragraphe([{ text: typo(`Objet : ${lettre.objet}`), style: 'lettreForte' }]),
    ...lettre.introduction.map(enParagraphe),
    { text: 'Ordre du jour', style: 'titreBloc', margin: [0, 3, 0, 4], headlineLevel: 1 },
    tableau({
      sansEntete: true,
      interieur: [3.4, 2.8],
      marges: [0, 0, 0, 12],
      colonnes: [
        { entete: '', largeur: LARGEUR_POINT },
        { entete: '', largeur: LARGEUR_UTILE - LARGEUR_POINT - 8 },
      ],
      lignes: donnees.ordreDuJour.map(({ point, detail }) => ({
        cellules: [
          { text: typo(point), style: 'lettreTableau', font: 'RobotoMedium' },
          { text: typo(detail), style: 'lettreTableau' },
        ],
      })),
    }),
    ...lettre.conclusion.map(enParagraphe),
    signature(donnees, [paragraphe(typo(lettre.politesse))]),
  ];
}

function enParagraphe(segments: readonly Segment[]): Content {
  return paragraphe(segments.map(({ texte, fort }) => ({ text: typo(texte), style: fort ? 'lettreForte' : 'lettre' })));
}
