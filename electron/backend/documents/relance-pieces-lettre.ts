import type { Content } from 'pdfmake/interfaces.js';
import { formaterDateLongue } from '../../../shared/domaine/dates.ts';
import {
  courrielDe,
  type Feuille,
  paragraphe,
  pourTouteQuestion,
  sansJour,
  signature,
  tableauDesPieces,
} from './lettre-papier.ts';
import type { DonneesRelance, LettreRelance } from './relance-pieces-donnees.ts';
import { grouperNumero, typo } from './typographie.ts';

type LettreAComposer = Feuille<LettreRelance, DonneesRelance>;

/** Objet, ce qui manque et pourquoi, avant quand, à qui, formule et signature. */
export function corpsDeRelance(sources: LettreAComposer): Content[] {
  const { donnees, lettre } = sources;
  const une = lettre.pieces.length === 1;
  const courriel = courrielDe(donnees);
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
    tableauDesPieces(lettre.pieces),
    paragraphe([
      `Merci de ${une ? 'me la' : 'me les'} faire parvenir `,
      { text: `au plus tard le ${formaterDateLongue(donnees.echeance)}`, style: 'lettreForte' },
      courriel === '' ? ', à l’adresse ci-dessus' : `, par courriel à ${courriel} ou à l’adresse ci-dessus`,
      typo(`, en rappelant le n° ${numero} de votre dossier.`),
    ]),
    paragraphe(
      typo(
        `Si vous ${une ? 'l’avez envoyée' : 'les avez envoyées'} entre-temps, ne tenez pas compte de cette lettre. ${pourTouteQuestion(donnees)}`,
      ),
    ),
    signature(donnees, [
      paragraphe('Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée.'),
    ]),
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
