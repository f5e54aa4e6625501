import type { Content } from 'pdfmake/interfaces.js';
import { formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { ecrireLiasse, type LiasseEcrite, type OptionsLiasse } from './lettre-liasse.ts';
import { courrielDe, type Feuille, paragraphe, pourTouteQuestion, sansJour, signature } from './lettre-papier.ts';
import type { DonneesRelanceBilan, LettreBilan } from './relance-bilan-donnees.ts';
import { LARGEUR_UTILE } from './style.ts';
import { tableau } from './tableaux.ts';
import { grouperNumero, typo } from './typographie.ts';

const COLONNE_MONTANT = 110;

/** Les relances de bilan, une par dossier : ce qui était agréé, ce qui manque, et ce qui en dépend. */
export function ecrireRelancesBilan(donnees: DonneesRelanceBilan, options: OptionsLiasse): Promise<LiasseEcrite> {
  return ecrireLiasse(
    {
      donnees,
      titre: 'Bilan attendu',
      mot: 'bilan',
      nettoyer: (lettre, { ligne }) => ({
        ...lettre,
        collectifs: lettre.collectifs.map((c) => ({ ...c, libelle: ligne(c.libelle) })),
      }),
      corps: corpsDeRelance,
    },
    options,
  );
}

/** « première relance », « deuxième relance », « dernière relance ». */
function nommerRang(rang: number): string {
  return rang <= 1
    ? 'bilan attendu'
    : rang === 2
      ? 'bilan attendu, deuxième relance'
      : 'bilan attendu, dernière relance';
}

function suiteSelonRang({ rang }: LettreBilan): string {
  if (rang <= 1)
    return 'Sans ce bilan, le solde ne peut pas être versé. Si vous l’avez envoyé entre-temps, ne tenez pas compte de cette lettre.';
  if (rang === 2)
    return 'Sans ce bilan, le solde ne peut pas être versé et votre droit ne peut pas être calculé. Si une difficulté vous retient, appelez-nous : nous pouvons vous aider à le remplir.';
  return 'Sans réponse à cette date, l’action sera tenue pour non justifiée : le solde ne sera pas versé, et les acomptes déjà versés pourront vous être réclamés.';
}

function corpsDeRelance({ donnees, lettre }: Feuille<LettreBilan, DonneesRelanceBilan>): Content[] {
  const courriel = courrielDe(donnees);
  const suite =
    lettre.relanceDu === null ? '' : `Je reviens vers vous après ma lettre du ${sansJour(lettre.relanceDu)}. `;
  const un = lettre.collectifs.length === 1;
  return [
    paragraphe([
      {
        text: typo(
          `Objet : contrat local d’accompagnement à la scolarité (Clas), année ${donnees.anneeScolaire} – ${nommerRang(lettre.rang)}`,
        ),
        style: 'lettreForte',
      },
    ]),
    paragraphe('Madame, Monsieur,'),
    paragraphe(
      typo(
        `${suite}Le bilan de votre action pour l’année ${donnees.anneeScolaire} ${donnees.jour > donnees.attenduLe ? `était attendu le ${sansJour(donnees.attenduLe)}. Sauf erreur, nous ne l’avons pas reçu` : `est attendu le ${sansJour(donnees.attenduLe)}. Cette lettre vous laisse le temps de le préparer`}. Il porte sur ${
          un ? 'le collectif agréé suivant' : 'les collectifs agréés suivants'
        } :`,
      ),
    ),
    tableau({
      colonnes: [
        { entete: 'Collectif', largeur: LARGEUR_UTILE - COLONNE_MONTANT - 16 },
        { entete: 'Montant agréé', largeur: COLONNE_MONTANT, aligner: 'right' },
      ],
      lignes: lettre.collectifs.map(({ lettre: nom, libelle, agreeCentimes }) => ({
        cellules: [
          { text: typo(`${nom} – ${libelle}`), style: 'lettreTableau' },
          { text: formaterEuros(agreeCentimes), style: 'lettreTableau', alignment: 'right' },
        ],
      })),
      interieur: [4, 4],
      marges: [0, 2, 0, 12],
    }),
    paragraphe([
      typo('Merci de nous envoyer le bilan complet (activité, enfants et parents, compte de résultat) '),
      { text: `au plus tard le ${formaterDateLongue(donnees.echeance)}`, style: 'lettreForte' },
      courriel === '' ? ', à l’adresse ci-dessus' : `, par courriel à ${courriel} ou à l’adresse ci-dessus`,
      typo(`, en rappelant le n° ${grouperNumero(lettre.numero)} de votre dossier.`),
    ]),
    paragraphe(typo(`${suiteSelonRang(lettre)} ${pourTouteQuestion(donnees)}`)),
    signature(donnees, [
      paragraphe('Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée.'),
    ]),
  ];
}
