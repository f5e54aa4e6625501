import type { Content } from 'pdfmake/interfaces.js';
import { nettoyerBloc, tenirEnsemble } from './lettre-blocs.ts';
import {
  ecrireLiasse,
  type LiasseEcrite,
  type Nettoyeur,
  nettoyerSignataire,
  type OptionsLiasse,
} from './lettre-liasse.ts';
import type { DonneesNotifications, LettreNotification } from './lettre-notification-donnees.ts';
import { colonneDeSignature, type Feuille, paragraphe } from './lettre-papier.ts';
import { typo } from './typographie.ts';

/** Une lettre par dossier, chacune paginée pour elle-même. Mêmes données, mêmes octets. */
export function ecrireLettresNotification(
  donnees: DonneesNotifications,
  options: OptionsLiasse,
): Promise<LiasseEcrite> {
  return ecrireLiasse<LettreNotification, DonneesNotifications>(
    {
      donnees,
      titre: donnees.lettres.length === 1 ? 'Lettre de notification' : 'Lettres de notification',
      mot: 'notification',
      nettoyer,
      expediteurDe: (lettre) => lettre.expediteur,
      corps,
    },
    options,
  );
}

/** Les textes viennent des réglages, des porteurs et de la séance. */
function nettoyer(lettre: LettreNotification, nettoyeur: Nettoyeur): LettreNotification {
  const { ligne, texte } = nettoyeur;
  const { texte: remplie, expediteur } = lettre;
  return {
    ...lettre,
    expediteur: nettoyerSignataire(expediteur, nettoyeur),
    texte: {
      objet: ligne(remplie.objet),
      blocs: remplie.blocs.map((bloc) => nettoyerBloc(bloc, nettoyeur)),
      politesse: ligne(remplie.politesse),
      signature: remplie.signature.map(ligne),
      recours: texte(remplie.recours),
    },
  };
}

function corps({ lettre: { texte } }: Feuille<LettreNotification, DonneesNotifications>): Content[] {
  return [
    paragraphe([{ text: typo(`Objet : ${texte.objet}`), style: 'lettreForte' }]),
    ...tenirEnsemble(texte.blocs),
    colonneDeSignature({
      politesse: typo(texte.politesse),
      signature: texte.signature.map(typo),
      note: typo(texte.recours),
    }),
  ];
}
