import type { Content } from 'pdfmake/interfaces.js';
import { formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { ecrireLiasse, type LiasseEcrite, type OptionsLiasse } from './lettre-liasse.ts';
import { courrielDe, type Feuille, paragraphe, pourTouteQuestion, sansJour, signature } from './lettre-papier.ts';
import type { DonneesRelanceIndu, LettreIndu } from './relance-indu-donnees.ts';
import { LARGEUR_UTILE } from './style.ts';
import { tableau } from './tableaux.ts';
import { grouperNumero, typo } from './typographie.ts';

const COLONNE_MONTANT = 110;

/** Les lettres qui réclament ce qui a été versé de trop, une par dossier : d’où vient la somme, ligne à ligne. */
export function ecrireRelancesIndus(donnees: DonneesRelanceIndu, options: OptionsLiasse): Promise<LiasseEcrite> {
  return ecrireLiasse<LettreIndu, DonneesRelanceIndu>(
    { donnees, titre: 'Demande de remboursement', mot: 'trop-perçu', nettoyer: (lettre) => lettre, corps },
    options,
  );
}

/** De haut en bas, versé moins droit moins ce qui est déjà réglé donne le reste. */
function lignesDuCalcul(lettre: LettreIndu): readonly (readonly [string, number])[] {
  const droit = lettre.reel
    ? ([
        ['Montant agréé', lettre.agreeCentimes],
        ['Droit réel, d’après votre bilan', lettre.droitCentimes],
      ] as const)
    : ([['Montant agréé par la décision en vigueur', lettre.droitCentimes]] as const);
  const regle = [
    ['Déjà remboursé ou retenu', lettre.renduCentimes],
    ['Dont vous êtes dispensé', lettre.abandonneCentimes],
  ] as const;
  return [
    ...droit,
    ['Versé, ou en cours de versement', lettre.verseCentimes],
    ...regle.filter(([, montant]) => montant !== 0),
  ];
}

function corps({ donnees, lettre }: Feuille<LettreIndu, DonneesRelanceIndu>): Content[] {
  const courriel = courrielDe(donnees);
  const suite =
    lettre.relanceDu === null ? '' : `Je reviens vers vous après ma lettre du ${sansJour(lettre.relanceDu)}. `;
  const cause = lettre.reel
    ? `Le bilan de votre action pour l’année ${donnees.anneeScolaire} est validé. Il donne un droit`
    : `La décision du comité de pilotage sur votre action pour l’année ${donnees.anneeScolaire} a changé. Elle donne un droit`;
  const rendre = ([nom, montant]: readonly [string, number], font?: string) => ({
    cellules: [
      { text: typo(nom), style: 'lettreTableau', ...(font === undefined ? {} : { font }) },
      {
        text: formaterEuros(montant),
        style: 'lettreTableau',
        alignment: 'right' as const,
        ...(font === undefined ? {} : { font }),
      },
    ],
  });
  return [
    paragraphe([
      {
        text: typo(
          `Objet : contrat local d’accompagnement à la scolarité (Clas), année ${donnees.anneeScolaire} – somme versée en trop`,
        ),
        style: 'lettreForte',
      },
    ]),
    paragraphe('Madame, Monsieur,'),
    paragraphe(typo(`${suite}${cause} inférieur à ce qui vous a été versé :`)),
    tableau({
      colonnes: [
        { entete: 'Votre dossier', largeur: LARGEUR_UTILE - COLONNE_MONTANT - 16 },
        { entete: 'Montant', largeur: COLONNE_MONTANT, aligner: 'right' },
      ],
      lignes: [
        ...lignesDuCalcul(lettre).map((ligne) => rendre(ligne)),
        rendre(['Reste à rembourser', lettre.resteCentimes], 'RobotoMedium'),
      ],
      interieur: [4, 4],
      marges: [0, 2, 0, 12],
    }),
    paragraphe([
      'Merci de rembourser ',
      { text: formaterEuros(lettre.resteCentimes), style: 'lettreForte' },
      ' ',
      { text: `au plus tard le ${formaterDateLongue(donnees.echeance)}`, style: 'lettreForte' },
      typo(
        `, en rappelant le n° ${grouperNumero(lettre.numero)} de votre dossier. Pour savoir sur quel compte, écrivez-nous `,
      ),
      courriel === '' ? 'à l’adresse ci-dessus.' : `à ${courriel} ou à l’adresse ci-dessus.`,
    ]),
    paragraphe(
      typo(
        `Si ce calcul vous paraît faux, ou si cette somme peut être retenue sur un prochain versement, dites-le-nous avant cette date. Si vous avez remboursé entre-temps, ne tenez pas compte de cette lettre. ${pourTouteQuestion(donnees)}`,
      ),
    ),
    signature(donnees, [
      paragraphe('Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée.'),
    ]),
  ];
}
