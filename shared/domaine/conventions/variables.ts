import { ACCOLADES, controlerAccolades, type Vocabulaire } from '../texte-a-variables.ts';
import { LIBELLES_TEXTES_CONVENTION, type ModeleConvention, type TexteDeConvention } from './modele.ts';

/** Ce qui se remplace dans une phrase. */
export const VARIABLES_CONVENTION = {
  numero: 'le numéro du papier',
  annee: 'l’année scolaire, 2026-2027',
  rentree: 'l’année de la rentrée, 2026',
  annee_suivante: 'l’année d’après la rentrée, 2027',
  echeance_bilan: 'la date où le bilan est attendu (Bilans › Réglages)',
  exercice: 'l’exercice du numéro',
  dossier: 'le numéro du dossier',
  structure: 'la raison sociale du porteur',
  identite: 'sa forme juridique, son Siret et son RNA, ceux qui sont connus',
  siret: 'le Siret du porteur',
  adresse: 'l’adresse du porteur',
  representant: 'le représentant du porteur, tel que déclaré',
  representation: '« représenté par Mme Duval, présidente », ou une place à remplir',
  seance: 'la date de la séance du Copil ; s’il y en a eu plusieurs, toutes',
  collectifs: 'les collectifs agréés',
  nombre_collectifs: '« 2 collectifs d’enfants »',
  montant: 'le montant agréé, en gras',
  montant_lettres: 'le montant agréé en toutes lettres',
  taux: 'le taux du barème',
  plafond: 'le plafond par collectif du barème',
  effectifs: 'les effectifs admis par le barème : « 8 à 12 »',
  seuil: 'le seuil du barème au-delà duquel la loi demande plus',
  reserve: 'les réserves, en une phrase',
  caf: 'le nom de la Caf',
  adresse_caf: 'l’adresse de la Caf',
  ville: 'la ville de la Caf',
  service: 'le service de la Caf',
  convention: 'le numéro de la convention qu’un avenant modifie',
  convention_du: 'la date de cette convention',
  montant_avant: 'le montant que l’avenant remplace',
} as const;
export type VariableConvention = keyof typeof VARIABLES_CONVENTION;

/** Ce qui prend la place d’un paragraphe entier. */
export const BLOCS_CONVENTION = {
  tableau_collectifs: 'les collectifs agréés : enfants, lieu et horaires, coût, montant',
  tableau_echeances: 'l’échéancier : part, condition, date prévue, montant',
  tableau_reserves: 'les réserves du Copil, par collectif',
  tableau_changements: 'ce qu’un avenant change : montant d’avant et montant nouveau, par collectif',
} as const;
export type BlocConvention = keyof typeof BLOCS_CONVENTION;

/** Sans objet dans une convention : seul un avenant les connaît. */
const D_AVENANT: ReadonlySet<string> = new Set(['convention', 'convention_du', 'montant_avant', 'tableau_changements']);
const TEXTES_D_AVENANT: ReadonlySet<TexteDeConvention> = new Set(['titreAvenant', 'avenant']);
const AVEC_TABLEAUX: ReadonlySet<TexteDeConvention> = new Set(['clauses', 'reserve', 'seuil', 'avenant']);

function vocabulaireDe(texte: TexteDeConvention): Vocabulaire {
  if (TEXTES_D_AVENANT.has(texte)) return { variables: VARIABLES_CONVENTION, blocs: BLOCS_CONVENTION };
  const sans = (tous: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(tous).filter(([nom]) => !D_AVENANT.has(nom)));
  return { variables: sans(VARIABLES_CONVENTION), blocs: sans(BLOCS_CONVENTION) };
}

export interface ProblemeDeConvention {
  readonly texte: TexteDeConvention;
  readonly probleme: string;
}

/** Ce qu’un papier doit dire pour engager : l’une au moins de chaque groupe. */
const EXIGEES: readonly (readonly [TexteDeConvention, readonly string[], string])[] = [
  ['clauses', ['montant'], 'la convention doit dire la somme'],
  ['clauses', ['tableau_collectifs', 'collectifs'], 'la convention doit dire quels collectifs sont agréés'],
  ['clauses', ['structure'], 'la convention doit nommer le porteur'],
  ['reserve', ['tableau_reserves', 'reserve'], 'le porteur doit lire sous quelle réserve'],
  ['avenant', ['convention'], 'l’avenant doit dire ce qu’il modifie'],
  ['avenant', ['montant'], 'l’avenant doit dire la nouvelle somme'],
];

/** Tout ce qui empêche d’employer un modèle ; vide s’il convient. */
export function controlerModeleConvention(modele: ModeleConvention): ProblemeDeConvention[] {
  const textes = Object.keys(LIBELLES_TEXTES_CONVENTION) as TexteDeConvention[];
  const problemes = textes.flatMap((texte): ProblemeDeConvention[] =>
    modele[texte].trim() === ''
      ? [{ texte, probleme: 'Ce texte est vide.' }]
      : controlerAccolades(modele[texte], vocabulaireDe(texte), AVEC_TABLEAUX.has(texte)).map((probleme) => ({
          texte,
          probleme,
        })),
  );
  for (const [texte, admises, raison] of EXIGEES) {
    const citees = new Set([...modele[texte].matchAll(ACCOLADES)].map(([, nom = '']) => nom));
    if (admises.some((nom) => citees.has(nom))) continue;
    const noms = admises.map((nom) => `{${nom}}`).join(' ou ');
    problemes.push({ texte, probleme: `Il manque ${noms} : ${raison}.` });
  }
  return problemes;
}
