import type { Content } from 'pdfmake/interfaces.js';
import { formaterDateLongue } from '../../../shared/domaine/dates.ts';
import { ecrireLiasse, type LiasseEcrite, type OptionsLiasse } from './lettre-liasse.ts';
import { courrielDe, type Feuille, paragraphe, pourTouteQuestion, sansJour, signature } from './lettre-papier.ts';
import type { DonneesDemarrage, LettreDemarrage } from './relance-demarrage-donnees.ts';
import { COULEURS, LARGEUR_UTILE } from './style.ts';
import { tableau } from './tableaux.ts';
import { grouperNumero, typo } from './typographie.ts';

const COLONNE_COLLECTIF = 104;
/** À remplir à la main et à renvoyer : une date, un nombre, un nom. */
const REPONSES = [
  { entete: 'Ouvert le', largeur: 60 },
  { entete: 'Enfants', largeur: 44 },
  { entete: 'Coordinateur', largeur: 96 },
] as const;
const ENTRE_COLONNES = 8;

/** Les relances de démarrage, une par dossier : ce que le porteur avait prévu, et la place de dire ce qui est. */
export function ecrireRelancesDemarrage(donnees: DonneesDemarrage, options: OptionsLiasse): Promise<LiasseEcrite> {
  return ecrireLiasse(
    {
      donnees,
      titre: 'Démarrage à confirmer',
      mot: 'démarrage',
      nettoyer: (lettre, { ligne }) => ({
        ...lettre,
        collectifs: lettre.collectifs.map((c) => ({ ...c, libelle: ligne(c.libelle), prevu: ligne(c.prevu) })),
      }),
      corps: corpsDeRelance,
    },
    options,
  );
}

function corpsDeRelance({ donnees, lettre }: Feuille<LettreDemarrage, DonneesDemarrage>): Content[] {
  const un = lettre.collectifs.length === 1;
  const courriel = courrielDe(donnees);
  const suite =
    lettre.relanceDu === null ? '' : `Je reviens vers vous après ma lettre du ${sansJour(lettre.relanceDu)}. `;
  return [
    paragraphe([
      {
        text: typo(
          `Objet : contrat local d’accompagnement à la scolarité (Clas), année ${donnees.anneeScolaire} – démarrage à confirmer`,
        ),
        style: 'lettreForte',
      },
    ]),
    paragraphe('Madame, Monsieur,'),
    paragraphe(
      typo(
        `${suite}Le Copil a agréé votre action pour l’année ${donnees.anneeScolaire}. Sauf erreur, vous ne nous avez pas encore dit si ${
          un ? 'le collectif suivant a démarré' : 'les collectifs suivants ont démarré'
        } :`,
      ),
    ),
    tableauDesCollectifs(lettre),
    paragraphe([
      typo(
        'Merci de compléter ce tableau, d’y corriger le lieu, les jours et les horaires s’ils ont changé, et de me le renvoyer ',
      ),
      { text: `au plus tard le ${formaterDateLongue(donnees.echeance)}`, style: 'lettreForte' },
      courriel === '' ? ', à l’adresse ci-dessus' : `, par courriel à ${courriel} ou à l’adresse ci-dessus`,
      typo(`, en rappelant le n° ${grouperNumero(lettre.numero)} de votre dossier.`),
    ]),
    paragraphe(
      typo(
        `Si ${un ? 'ce collectif n’ouvre' : 'l’un d’eux n’ouvre'} pas, dites-nous pourquoi : le montant prévu sera revu en conséquence. Le paiement suppose que l’action ait lieu. Si vous avez répondu entre-temps, ne tenez pas compte de cette lettre. ${pourTouteQuestion(donnees)}`,
      ),
    ),
    signature(donnees, [
      paragraphe('Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée.'),
    ]),
  ];
}

function tableauDesCollectifs({ collectifs }: LettreDemarrage): Content {
  return tableau({
    colonnes: [
      { entete: 'Collectif', largeur: COLONNE_COLLECTIF },
      {
        entete: 'Prévu dans votre réponse',
        largeur: REPONSES.reduce(
          (reste, { largeur }) => reste - largeur - ENTRE_COLONNES,
          LARGEUR_UTILE - COLONNE_COLLECTIF - ENTRE_COLONNES,
        ),
      },
      ...REPONSES,
    ],
    lignes: collectifs.map(({ lettre, libelle, prevu, effectif }) => ({
      cellules: [
        { text: typo(`${lettre} – ${libelle}`), style: 'lettreTableau', font: 'RobotoMedium' },
        {
          stack: [
            { text: prevu === '' ? 'Non précisé' : typo(prevu), style: 'lettreTableau' },
            ...(effectif === null
              ? []
              : [{ text: typo(`${effectif} enfants prévus`), style: 'legende', color: COULEURS.gris }]),
          ],
        },
        ...REPONSES.map(() => ({ text: '', style: 'lettreTableau' })),
      ],
    })),
    interieur: [4, 6],
    marges: [0, 2, 0, 12],
  });
}
