import type { Worksheet } from 'exceljs';
import type { ContenuBilan } from '../../../shared/domaine/bilan.ts';
import { type ContexteBilan, creerFeuilleBilan, PREMIERE_LIGNE, validerEntiers } from './ecrire-bilan-feuille.ts';
import {
  COLONNE_REPONSE,
  FEUILLES_BILAN,
  type NombreMoyens,
  PARTENAIRES_PREPARES,
  PREFIXE_PARTENAIRE,
} from './ecrire-bilan-format.ts';
import { compterReproches, controleDe, estReproche, OBLIGATOIRE, OK, texte } from './ecrire-modele-controles.ts';
import { ecrireRubrique, type FeuilleEcrite, finirFeuille } from './ecrire-modele-feuille.ts';
import { colorerControles, hauteurPour, poser, poserFormule, STYLES, styleReponse } from './ecrire-modele-style.ts';

const LARGEURS = [40, 62, 24, 44] as const;
const NOMBRE_MAXIMUM = 100_000;

interface QuestionMoyens {
  readonly code: string;
  readonly libelle: string;
  readonly aide: string;
  readonly type: 'entier' | 'texte' | 'texte_long';
  readonly obligatoire: boolean;
}

function nombre(code: NombreMoyens, libelle: string, aide: string): QuestionMoyens {
  return { code, libelle, aide, type: 'entier', obligatoire: true };
}

const RUBRIQUES: readonly (readonly [string, readonly QuestionMoyens[]])[] = [
  [
    'Avec les parents',
    [
      nombre(
        'rencontresParents',
        'Temps organisés pour les parents',
        'Réunions, cafés, ateliers, sorties en famille : leur nombre dans l’année, 0 si aucun. Les parents rencontrés se comptent par collectif.',
      ),
    ],
  ],
  [
    'Les personnes',
    [
      nombre('salaries', 'Salariés', 'Personnes salariées qui sont intervenues, coordinateur compris ; 0 si aucune.'),
      nombre(
        'heuresSalaries',
        'Heures des salariés',
        'Leurs heures sur l’année, préparation et coordination comprises.',
      ),
      nombre('benevoles', 'Bénévoles', 'Personnes bénévoles qui sont intervenues ; 0 si aucune.'),
      nombre('heuresBenevoles', 'Heures des bénévoles', 'Leurs heures sur l’année.'),
    ],
  ],
  [
    'Les partenaires',
    Array.from({ length: PARTENAIRES_PREPARES }, (_, rang) => ({
      code: `${PREFIXE_PARTENAIRE}${rang + 1}`,
      libelle: `Partenaire ${rang + 1}`,
      aide: rang === 0 ? 'École, collège, médiathèque, centre social… : un par ligne, avec ce qu’il a apporté.' : '',
      type: 'texte' as const,
      obligatoire: false,
    })),
  ],
  [
    'L’année en quelques mots',
    [
      {
        code: 'reussites',
        libelle: 'Ce qui a réussi',
        aide: 'Trois effets observés sur les enfants, les parents ou le lien avec l’école.',
        type: 'texte_long',
        obligatoire: true,
      },
      {
        code: 'difficultes',
        libelle: 'Ce qui a été difficile',
        aide: 'Ce qui a manqué, ce que vous changeriez, ce que la Caf peut aider à résoudre.',
        type: 'texte_long',
        obligatoire: true,
      },
    ],
  ],
];

/** La feuille « Parents et partenaires » : une question par ligne. */
export async function ajouterMoyens(contexte: ContexteBilan): Promise<FeuilleEcrite> {
  const { donnees } = contexte;
  const nom = FEUILLES_BILAN.moyens;
  const feuille = creerFeuilleBilan(
    contexte,
    'moyens',
    {
      nom,
      titre: 'Les parents, les personnes, les partenaires',
      largeurs: LARGEURS,
      entetes: ['Question (* : obligatoire)', 'Votre réponse', 'À corriger', 'Aide'],
      codes: new Map([[3, COLONNE_REPONSE]]),
      orientation: 'landscape',
      figees: 2,
    },
    [],
  );
  const valeurs = donnees.saisie === null ? {} : valeursDe(donnees.saisie.contenu);
  let ligne = PREMIERE_LIGNE - 1;
  let reproches = 0;
  for (const [titre, questions] of RUBRIQUES) {
    ligne += 1;
    ecrireRubrique(feuille, ligne, titre, 5);
    for (const question of questions) {
      ligne += 1;
      if (estReproche(ecrireQuestion(contexte, feuille, ligne, question, valeurs[question.code] ?? null)))
        reproches += 1;
    }
  }
  const plage = `$D$${PREMIERE_LIGNE}:$D$${ligne}`;
  colorerControles(feuille, plage.replaceAll('$', ''));
  await finirFeuille(feuille, { formule: compterReproches(plage), reproches });
  return { feuille, nom, reproches };
}

function valeursDe(contenu: ContenuBilan): Readonly<Record<string, string | number | null>> {
  const { rencontresParents, salaries, heuresSalaries, benevoles, heuresBenevoles, reussites, difficultes } = contenu;
  return {
    rencontresParents,
    salaries,
    heuresSalaries,
    benevoles,
    heuresBenevoles,
    reussites: reussites || null,
    difficultes: difficultes || null,
    ...Object.fromEntries(contenu.partenaires.map((p, rang) => [`${PREFIXE_PARTENAIRE}${rang + 1}`, p])),
  };
}

function ecrireQuestion(
  { donnees }: ContexteBilan,
  feuille: Worksheet,
  ligne: number,
  { code, libelle, aide, type, obligatoire }: QuestionMoyens,
  valeur: string | number | null,
): string {
  const ref = `C${ligne}`;
  feuille.getCell(ligne, 1).value = code;
  poser(feuille.getCell(ligne, 2), obligatoire ? `${libelle} *` : libelle, STYLES.libelle);
  poser(feuille.getCell(ligne, 3), valeur, styleReponse(type));
  poser(feuille.getCell(ligne, 5), aide || null, STYLES.aide);
  const { formule, resultat } = controler(donnees.anneeScolaire, { code, type, obligatoire }, ref, valeur);
  poserFormule(feuille.getCell(ligne, 4), formule, resultat, STYLES.controle);
  if (type === 'entier') validerEntiers(feuille, `${ref}:${ref}`, NOMBRE_MAXIMUM);
  feuille.getRow(ligne).height = hauteurPour(
    [
      [libelle, LARGEURS[0]],
      [aide, LARGEURS[3]],
      [typeof valeur === 'string' ? valeur : '', LARGEURS[1]],
    ],
    type === 'texte_long',
  );
  return resultat;
}

function controler(
  anneeScolaire: string,
  { code, type, obligatoire }: Pick<QuestionMoyens, 'code' | 'type' | 'obligatoire'>,
  ref: string,
  valeur: string | number | null,
): { readonly formule: string; readonly resultat: string } {
  if (type === 'entier') {
    const question = { code, libelle: '', aide: '', type, obligatoire, liste: null };
    const controle = controleDe(question, { anneeScolaire, communes: [] }, null);
    return { formule: controle.formule(ref), resultat: controle.evaluer(valeur) };
  }
  const siVide = obligatoire ? OBLIGATOIRE : '';
  return {
    formule: `IF(LEN(TRIM(${ref}))=0,${texte(siVide)},${texte(OK)})`,
    resultat: valeur === null || String(valeur).trim() === '' ? siVide : OK,
  };
}
