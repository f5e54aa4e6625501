import { ACCOLADES, controlerAccolades, type Vocabulaire } from '../texte-a-variables.ts';
import { LIBELLES_TEXTES_NOTIFICATION, type ModeleNotification, type TexteDeNotification } from './modele.ts';
import type { NatureLettre } from './nature.ts';

/** Ce qui se remplace dans une phrase. */
export const VARIABLES_NOTIFICATION = {
  structure: 'la raison sociale du porteur',
  civilite: '« Madame la Présidente », d’après le représentant ; « Madame, Monsieur » s’il est inconnu',
  representant: 'le représentant du porteur, tel que déclaré',
  commune: 'la commune du siège',
  dossier: 'le numéro du dossier',
  annee: 'l’année scolaire, 2026-2027',
  rentree: 'l’année de la rentrée, 2026',
  annee_suivante: 'l’année d’après la rentrée, 2027',
  seance: 'la date de la séance',
  decision: 'la décision, en gras : « agréer les 2 collectifs que vous avez présentés »',
  agrees: 'les collectifs agréés',
  non_agrees: 'les collectifs ajournés, refusés ou classés',
  montant: 'le montant agréé, en gras',
  montant_lettres: 'le montant agréé en toutes lettres',
  reserve: 'les réserves, en une phrase',
  attendu: 'ce que le Copil attend des collectifs ajournés',
  motifs: 'les motifs des refus et des classements',
  effectifs: 'les effectifs admis par le barème : « 8 à 12 »',
  paiement: 'le mois du solde, d’après le barème',
  agent: 'l’agent qui produit la lettre',
  service: 'le service de la Caf',
  contact: 'l’agent et le téléphone de la Caf',
} as const;
export type VariableNotification = keyof typeof VARIABLES_NOTIFICATION;

/** Ce qui prend la place d’un paragraphe entier. */
export const BLOCS_NOTIFICATION = {
  tableau_agrees: 'le tableau des collectifs agréés : enfants, coût, montant',
  tableau_reserves: 'le tableau des réserves',
  tableau_non_agrees: 'le tableau des collectifs non agréés : décision, motif ou ce qui est attendu',
} as const;
export type BlocNotification = keyof typeof BLOCS_NOTIFICATION;

export interface ProblemeDeTexte {
  readonly texte: TexteDeNotification;
  readonly probleme: string;
}

export function estBloc(nom: string): nom is BlocNotification {
  return Object.hasOwn(BLOCS_NOTIFICATION, nom);
}

/** Ce que la lettre doit dire pour tenir debout, selon sa nature : l’une au moins de chaque groupe. */
const EXIGEES: Readonly<Record<NatureLettre, readonly (readonly [readonly string[], string])[]>> = {
  accord: [
    [['montant', 'tableau_agrees'], 'le porteur doit lire ce qui lui est accordé'],
    [['decision', 'agrees', 'tableau_agrees'], 'le porteur doit lire quels collectifs sont agréés'],
  ],
  accord_sous_reserve: [
    [['montant', 'tableau_agrees'], 'le porteur doit lire ce qui lui est accordé'],
    [['reserve', 'tableau_reserves'], 'le porteur doit lire sous quelle réserve'],
  ],
  partiel: [
    [['agrees', 'tableau_agrees'], 'le porteur doit lire quels collectifs sont agréés'],
    [['montant', 'tableau_agrees'], 'le porteur doit lire ce qui lui est accordé'],
    [['reserve', 'tableau_reserves'], 'un collectif peut être agréé sous réserve : le porteur doit lire laquelle'],
    [['tableau_non_agrees'], 'le porteur doit lire ce qui n’est pas agréé, et pourquoi'],
  ],
  ajournement: [[['attendu', 'tableau_non_agrees'], 'le porteur doit lire ce qui est attendu de lui']],
  refus: [[['motifs', 'tableau_non_agrees'], 'le porteur doit lire pourquoi']],
};

const VOCABULAIRE: Vocabulaire = { variables: VARIABLES_NOTIFICATION, blocs: BLOCS_NOTIFICATION };

/** Ce qui ne va pas dans un texte, en phrases qui disent où. Seul le corps reçoit des tableaux. */
export function controlerTexte(texte: string, avecBlocs: boolean): string[] {
  return controlerAccolades(texte, VOCABULAIRE, avecBlocs);
}

/** Tout ce qui empêche d’employer un modèle ; vide s’il convient. */
export function controlerModeleNotification(nature: NatureLettre, modele: ModeleNotification): ProblemeDeTexte[] {
  const textes = Object.keys(LIBELLES_TEXTES_NOTIFICATION) as TexteDeNotification[];
  const problemes = textes.flatMap((texte): ProblemeDeTexte[] =>
    modele[texte].trim() === '' && texte !== 'recours'
      ? [{ texte, probleme: 'Ce texte est vide.' }]
      : controlerTexte(modele[texte], texte === 'corps').map((probleme) => ({ texte, probleme })),
  );
  const citees = new Set([...modele.corps.matchAll(ACCOLADES)].map(([, nom = '']) => nom));
  for (const [admises, raison] of EXIGEES[nature]) {
    if (admises.some((nom) => citees.has(nom))) continue;
    const noms = admises.map((nom) => `{${nom}}`).join(' ou ');
    problemes.push({ texte: 'corps', probleme: `Il manque ${noms} : ${raison}.` });
  }
  return problemes;
}
