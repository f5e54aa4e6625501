import type { Content } from 'pdfmake/interfaces.js';
import { formaterDate, formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { ecrireLiasse, type LiasseEcrite, type OptionsLiasse } from './lettre-liasse.ts';
import { courrielDe, type Feuille, paragraphe, pourTouteQuestion, sansJour, signature } from './lettre-papier.ts';
import type { DonneesRelanceConvention, LettreRelanceConvention } from './relance-convention-donnees.ts';
import { tableau } from './tableaux.ts';
import { typo } from './typographie.ts';

/** Les lettres qui réclament une convention signée, une par porteur à qui il en manque une. */
export function ecrireRelancesConvention(
  donnees: DonneesRelanceConvention,
  options: OptionsLiasse,
): Promise<LiasseEcrite> {
  return ecrireLiasse<LettreRelanceConvention, DonneesRelanceConvention>(
    {
      donnees,
      titre: 'Relance de convention',
      mot: 'convention',
      nettoyer: (lettre, { ligne }) => ({
        ...lettre,
        papiers: lettre.papiers.map((p) => ({ ...p, nom: ligne(p.nom) })),
      }),
      corps,
    },
    options,
  );
}

function corps({ donnees, lettre }: Feuille<LettreRelanceConvention, DonneesRelanceConvention>): Content[] {
  const un = lettre.papiers.length === 1;
  const courriel = courrielDe(donnees);
  const suite =
    lettre.relanceDu === null ? '' : `Je reviens vers vous après ma lettre du ${sansJour(lettre.relanceDu)}. `;
  return [
    paragraphe([
      {
        text: typo(
          `Objet : contrat local d’accompagnement à la scolarité (Clas), campagne ${donnees.anneeScolaire} – convention à renvoyer signée`,
        ),
        style: 'lettreForte',
      },
    ]),
    paragraphe('Madame, Monsieur,'),
    paragraphe(
      typo(
        `${suite}Sauf erreur de ma part, je n’ai pas encore reçu, signé par vous, ${un ? 'le papier ci-dessous' : 'les papiers ci-dessous'} :`,
      ),
    ),
    tableau({
      colonnes: [
        { entete: 'Papier', largeur: '*' },
        { entete: 'Envoyé le', largeur: 90 },
        { entete: 'Montant', largeur: 84, aligner: 'right' },
      ],
      lignes: lettre.papiers.map((p) => ({
        cellules: [
          { text: typo(p.nom), style: 'lettreTableau', font: 'RobotoMedium' },
          { text: p.envoyeLe === null ? '–' : formaterDate(p.envoyeLe), style: 'lettreTableau' },
          { text: formaterEuros(p.montantCentimes), style: 'lettreTableau', alignment: 'right' as const },
        ],
      })),
      marges: [0, 2, 0, 12],
    }),
    paragraphe([
      `Merci de ${un ? 'me le' : 'me les'} renvoyer `,
      { text: `au plus tard le ${formaterDateLongue(donnees.echeance)}`, style: 'lettreForte' },
      courriel === '' ? ', à l’adresse ci-dessus.' : `, par courriel à ${courriel} ou à l’adresse ci-dessus.`,
      ' Sans convention signée, aucun versement ne peut être fait.',
    ]),
    paragraphe(
      typo(`Si vous l’avez envoyé entre-temps, ne tenez pas compte de cette lettre. ${pourTouteQuestion(donnees)}`),
    ),
    signature(donnees, [
      paragraphe('Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée.'),
    ]),
  ];
}
