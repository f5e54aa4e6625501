import { CHAMP_PAR_CODE, type TypeChamp } from '../../../shared/domaine/champs.ts';
import type { DonneesModele } from './ecrire-modele-donnees.ts';
import { DIMENSIONS, NUMERO_REPONSE, PREFIXE_DIMENSION } from './ecrire-modele-format.ts';

export type NomListe = 'ouiNon' | 'niveaux' | 'diplomes' | 'formes' | 'communes';

export interface Question {
  /** Code de champ du catalogue, ou code propre au classeur. */
  readonly code: string;
  readonly libelle: string;
  readonly aide: string;
  readonly type: TypeChamp;
  readonly obligatoire: boolean;
  readonly liste: NomListe | null;
}

export interface Rubrique {
  readonly titre: string;
  readonly questions: readonly Question[];
}

/** Les listes déroulantes, écrites dans la feuille masquée ; « communes » vient de l’annuaire. */
export const LISTES: Readonly<Record<Exclude<NomListe, 'communes'>, readonly string[]>> = {
  ouiNon: ['oui', 'non'],
  niveaux: ['Élémentaire', 'Collège', 'Lycée', 'Mixte'],
  diplomes: [
    'Sans diplôme',
    'CAP ou BEP',
    'BAFA, BAFD',
    'Bac, BPJEPS',
    'Bac + 2 (BTS, DUT, DEJEPS)',
    'Bac + 3 ou plus (licence, BUT, DESJEPS, master)',
  ],
  formes: [
    'Association loi 1901',
    'Commune',
    'Centre communal d’action sociale',
    'Établissement public de coopération intercommunale',
    'Mutuelle ou coopérative',
    'Autre',
  ],
};

interface Options {
  readonly libelle?: string;
  readonly facultatif?: boolean;
  readonly liste?: NomListe;
}

function question(code: string, aide: string, { libelle, facultatif = false, liste }: Options = {}): Question {
  const champ = CHAMP_PAR_CODE.get(code);
  const type = champ?.type ?? 'texte';
  return {
    code,
    libelle: libelle ?? champ?.libelle ?? code,
    aide,
    type,
    obligatoire: !facultatif,
    liste: liste ?? (type === 'oui_non' ? 'ouiNon' : null),
  };
}

const FACULTATIF = { facultatif: true } as const;

/** Questions de la feuille « Structure ». */
export function rubriquesStructure({ porteur }: DonneesModele): readonly Rubrique[] {
  const connu = porteur?.finIban ?? null;
  const siConnu = connu === null ? {} : FACULTATIF;
  const inchange = `Compte connu de la Caf : il se termine par ${connu}. Laissez vide s’il n’a pas changé.`;
  return [
    {
      titre: 'Votre structure',
      questions: [
        question('siret', '14 chiffres, ceux de l’établissement qui porte l’action.'),
        question('raisonSociale', 'Le nom déclaré à l’Insee ou en préfecture.'),
        question('formeJuridique', 'Choisissez dans la liste, ou écrivez-la.', { liste: 'formes' }),
        question('rna', 'Associations seulement : W suivi de 9 chiffres.', FACULTATIF),
        question('adresse', 'Numéro et rue du siège.'),
        question('codePostal', '5 chiffres.'),
        question('communeSiege', 'Le nom de la commune, sans « cedex ».'),
        {
          code: NUMERO_REPONSE,
          libelle: 'N° de votre réponse',
          aide: 'Laissez 1. Si vous déposez plusieurs réponses, numérotez-les : 1, 2, 3…',
          type: 'entier',
          obligatoire: true,
          liste: null,
        },
      ],
    },
    {
      titre: 'Qui joindre',
      questions: [
        question('representant', 'Nom, prénom et qualité de la personne qui engage la structure.'),
        question('courriel', 'Une seule adresse : les réponses de la Caf y seront envoyées.'),
        question('telephone', '10 chiffres.'),
      ],
    },
    {
      titre: 'Compte bancaire',
      questions: [
        question('titulaireCompte', connu === null ? 'Tel qu’écrit sur le RIB.' : inchange, siConnu),
        question('iban', connu === null ? '27 caractères, commence par FR ; joignez le RIB.' : inchange, siConnu),
        question('bic', '8 ou 11 caractères, sur le RIB.', FACULTATIF),
      ],
    },
  ];
}

/** Questions de la feuille « Projet ». */
export function rubriquesProjet({ anneeScolaire }: DonneesModele): readonly Rubrique[] {
  const annee = Number(anneeScolaire.slice(0, 4));
  return [
    {
      titre: 'L’action',
      questions: [
        question('intitule', 'Le nom court de votre action.'),
        question('communeInsee', 'Choisissez dans la liste la commune principale.', { liste: 'communes' }),
        question('quartier', 'Quartier, hameau ou secteur.', FACULTATIF),
        question('qpv', 'L’action a-t-elle lieu dans un quartier prioritaire de la politique de la ville ?'),
        question('dateDebut', `JJ/MM/AAAA, entre le 01/07/${annee} et le 31/08/${annee + 1}.`),
        question('constat', 'Besoins constatés sur le territoire, et avec qui.'),
        question('objectifs', 'Trois au plus, que l’on pourra vérifier en fin d’année.'),
      ],
    },
    {
      titre: 'Les dimensions de l’action : laquelle porte-t-elle ?',
      questions: DIMENSIONS.map((dimension) => ({
        code: `${PREFIXE_DIMENSION}${dimension}`,
        libelle: dimension,
        aide: 'oui si l’action y consacre des temps ou des moyens.',
        type: 'oui_non' as const,
        obligatoire: true,
        liste: 'ouiNon' as const,
      })),
    },
    {
      titre: 'Avec les enfants et les jeunes',
      questions: [
        question('pedagogie', 'Méthodes, supports, séance type, ouverture culturelle.'),
        question('tempsCollectifs', 'L’action comporte-t-elle des temps en groupe ?'),
        question('tempsIndividuels', 'L’action comporte-t-elle des temps individuels ?'),
        question('horsTempsScolaire', 'L’action a-t-elle lieu en dehors des heures de classe ?'),
        question('aideAuxDevoirsSeule', 'oui si l’action ne fait que de l’aide aux devoirs (non éligible).'),
        question('participationFamilles', 'En euros, par enfant et pour l’année ; 0 si gratuit.'),
      ],
    },
    {
      titre: 'Avec les parents, l’école et le territoire',
      questions: [
        question('placeParents', 'Quelle place est faite aux parents ?'),
        question('rencontresFamilles', 'Forme, fréquence, lieu.'),
        question('lienEcole', 'Conception, orientation des enfants, échanges avec les enseignants.'),
        question('etablissements', 'Écoles, collèges et lycées : nom et commune.'),
        question('ressourcesTerritoire', 'Médiathèque, centre social, équipements culturels ou sportifs…'),
        question('partenaires', 'Autres partenaires de l’action.', FACULTATIF),
        question('evaluation', 'Indicateurs, outils, calendrier.'),
      ],
    },
    {
      titre: 'L’équipe et les locaux',
      questions: [
        question('coordinateur', 'Nom et prénom.'),
        question('diplomeCoordinateur', 'Le plus élevé : choisissez dans la liste, ou écrivez-le.', {
          liste: 'diplomes',
        }),
        question('nombreSalaries', 'Salariés auprès des enfants, en nombre de personnes.'),
        question('nombreBenevoles', 'Bénévoles auprès des enfants, en nombre de personnes.'),
        question('formationIntervenants', 'Suivie ou prévue, salariés et bénévoles.'),
        question('locauxAdaptes', 'Assez grands, équipés, accessibles ?'),
        question('descriptionLocaux', 'Salles, équipement, adresse.'),
      ],
    },
  ];
}

/** Colonnes de la feuille « Collectifs ». */
export function colonnesCollectif({ effectifMinimum, effectifMaximum }: DonneesModele): readonly Question[] {
  return [
    question('collectif.libelle', 'Un nom pour le reconnaître.', { libelle: 'Nom du collectif' }),
    question('collectif.niveau', 'Liste.', { libelle: 'Niveau', liste: 'niveaux' }),
    question('collectif.classes', 'CE1 à CM2…', { libelle: 'Classes', ...FACULTATIF }),
    question('collectif.effectif', `De ${effectifMinimum} à ${effectifMaximum}.`, { libelle: 'Enfants' }),
    question('collectif.communeInsee', 'Liste.', { libelle: 'Commune', liste: 'communes' }),
    question('collectif.lieu', 'Équipement et adresse.'),
    question('collectif.jours', 'lundi, jeudi…'),
    question('collectif.horaires', '16 h 30 – 18 h'),
    question('collectif.adultes', 'Deux au moins.', { libelle: 'Adultes' }),
    question('collectif.cout', 'En euros ; vide : budget partagé.', { libelle: 'Coût (€)', ...FACULTATIF }),
  ];
}

export interface LigneDeBudget {
  /** `charge:60`, `produit:74:État`. */
  readonly code: string;
  readonly compte: string;
  readonly libelle: string;
  readonly obligatoire: boolean;
}

function charge(compte: string, libelle: string): LigneDeBudget {
  return { code: `charge:${compte}`, compte, libelle, obligatoire: false };
}

function produit(compte: string, libelle: string, obligatoire = false): LigneDeBudget {
  return { code: `produit:${compte}:${libelle}`, compte, libelle, obligatoire };
}

/** La ligne dont le montant est celui demandé à la Caf. */
export const LIGNE_DEMANDE = produit('74', 'Caf – prestation de service Clas', true);

export const CHARGES: readonly LigneDeBudget[] = [
  charge('60', 'Achats'),
  charge('61', 'Services extérieurs'),
  charge('62', 'Autres services extérieurs'),
  charge('63', 'Impôts et taxes'),
  charge('64', 'Charges de personnel'),
  charge('65', 'Autres charges de gestion courante'),
  charge('66', 'Charges financières'),
  charge('67', 'Charges exceptionnelles'),
  charge('68', 'Dotations aux amortissements et provisions'),
  charge('69', 'Impôt sur les sociétés, participation des salariés'),
];

export const PRODUITS: readonly LigneDeBudget[] = [
  produit('70', 'Ventes, prestations et participation des familles'),
  produit('73', 'Dotations et produits de tarification'),
  LIGNE_DEMANDE,
  produit('74', 'Caf – autres aides'),
  produit('74', 'État'),
  produit('74', 'Région'),
  produit('74', 'Département'),
  produit('74', 'Intercommunalité (EPCI)'),
  produit('74', 'Commune'),
  produit('74', 'Autres organismes sociaux (MSA…)'),
  produit('74', 'Fonds européens'),
  produit('74', 'ASP (emplois aidés, service civique)'),
  produit('74', 'Autres établissements publics'),
  produit('74', 'Aides privées (fondations, mécénat)'),
  produit('75', 'Autres produits de gestion courante'),
  produit('76', 'Produits financiers'),
  produit('77', 'Produits exceptionnels'),
  produit('78', 'Reprises sur amortissements et provisions'),
  produit('79', 'Transferts de charges'),
];

export const EMPLOIS: readonly LigneDeBudget[] = [
  charge('860', 'Secours en nature'),
  charge('861', 'Mise à disposition gratuite de biens'),
  charge('862', 'Prestations'),
  charge('864', 'Personnel bénévole'),
];

export const APPORTS: readonly LigneDeBudget[] = [
  produit('870', 'Dons en nature'),
  produit('871', 'Prestations en nature'),
  produit('875', 'Bénévolat'),
];

/** Questions de la feuille « Pièces », sous la liste des pièces. */
export const ENGAGEMENTS: readonly Question[] = [
  question('engagementCharte', 'oui : la structure respecte la Charte nationale de l’accompagnement à la scolarité.'),
  question('engagementLaicite', 'oui : la structure respecte la Charte de la laïcité de la branche Famille.'),
];
