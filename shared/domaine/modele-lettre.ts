import { z } from 'zod';
import { DELAI_PAR_DEFAUT } from './demandes.ts';

/** Ce qu’un texte de lettre peut citer entre accolades. */
export const VARIABLES = {
  annee: 'l’année scolaire de la campagne',
  dossier: 'le numéro du dossier',
  structure: 'le nom du porteur',
  demande: '« de vos réponses aux questions et des pièces ci-dessous », accordé',
  echeance: 'la date attendue, en toutes lettres',
  adresse: 'où répondre : courriel et adresse',
  agent: 'le nom de l’agent qui signe',
  contact: 'l’agent et le téléphone de la Caf',
  envoi: 'la date de la première lettre (relance seulement)',
} as const;
export type Variable = keyof typeof VARIABLES;

const Texte = z.string().trim().min(1).max(3000);

/** Les textes de la lettre au porteur, et le délai qu’elle laisse. */
export const ModeleLettre = z.object({
  objet: z.string().trim().min(1).max(200),
  introduction: Texte,
  introductionRelance: Texte,
  conclusion: Texte,
  politesse: z.string().trim().min(1).max(300),
  /** Jours laissés pour répondre. */
  delaiJours: z.number().int().min(1).max(180),
});
export type ModeleLettre = z.infer<typeof ModeleLettre>;
export type TexteDeLettre = Exclude<keyof ModeleLettre, 'delaiJours'>;

export const LIBELLES_TEXTES: Readonly<Record<TexteDeLettre, string>> = {
  objet: 'Objet',
  introduction: 'Introduction',
  introductionRelance: 'Introduction d’une relance',
  conclusion: 'Après les questions et les pièces',
  politesse: 'Formule de politesse',
};

export const MODELE_PAR_DEFAUT: ModeleLettre = {
  objet: 'contrat local d’accompagnement à la scolarité (Clas), campagne {annee} – demande de précisions',
  introduction: `Madame, Monsieur,

Je vous remercie de votre réponse à l’appel à projets {annee} du contrat local d’accompagnement à la scolarité. Pour poursuivre l’étude de votre dossier n° {dossier}, j’ai besoin {demande}.`,
  introductionRelance: `Madame, Monsieur,

Par ma lettre du {envoi}, je vous ai demandé des précisions sur votre dossier n° {dossier}, déposé pour l’appel à projets {annee} du contrat local d’accompagnement à la scolarité. Sauf erreur de ma part, j’ai encore besoin {demande}.`,
  conclusion: `Merci de me répondre au plus tard le {echeance}, {adresse}, en rappelant le numéro de votre dossier. Sans réponse à cette date, il sera présenté au comité de pilotage en l’état.

Si vous avez répondu entre-temps, ne tenez pas compte de cette lettre. Pour toute question : {contact}.`,
  politesse: 'Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée.',
  delaiJours: DELAI_PAR_DEFAUT,
};

function estVariable(nom: string): nom is Variable {
  return Object.hasOwn(VARIABLES, nom);
}

/** Un morceau de texte : ce qui est écrit, ou une variable à remplacer. */
type Morceau = { readonly texte: string } | { readonly variable: Variable };

/** Découpe un texte ; une accolade qui n’est pas une variable connue reste telle quelle (le contrôle l’a nommée). */
function decouper(texte: string): Morceau[] {
  return texte
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const nom = /^\{\s*([^{}]*?)\s*\}$/.exec(part)?.[1];
      return nom !== undefined && estVariable(nom) ? { variable: nom } : { texte: part };
    });
}

/** Ce qui ne va pas dans un texte, en phrases : variable inconnue nommée, accolade sans sa paire. */
export function controlerTexte(texte: string, permises: readonly string[] = Object.keys(VARIABLES)): string[] {
  const noms = [...texte.matchAll(/\{\s*([^{}]*?)\s*\}/g)].map(([, nom = '']) => nom);
  const inconnues = [...new Set(noms.filter((nom) => !permises.includes(nom)))];
  const reste = texte.replace(/\{[^{}]*\}/g, '');
  return [
    ...inconnues.map((nom) =>
      estVariable(nom)
        ? `{${nom}} ne s’emploie que dans l’introduction d’une relance.`
        : `Variable inconnue : {${nom}}. Celles qui existent : ${permises.map((une) => `{${une}}`).join(', ')}.`,
    ),
    ...(/[{}]/.test(reste) ? ['Une accolade n’a pas sa paire : écrivez {echeance}, par exemple.'] : []),
  ];
}

/** Ce qui empêche d’employer un modèle, texte par texte ; vide s’il convient. */
export function controlerModele(modele: ModeleLettre): readonly { texte: TexteDeLettre; probleme: string }[] {
  const ordinaires = Object.keys(VARIABLES).filter((nom) => nom !== 'envoi');
  const textes = Object.keys(LIBELLES_TEXTES) as TexteDeLettre[];
  const problemes = textes.flatMap((texte) =>
    controlerTexte(modele[texte], texte === 'introductionRelance' ? undefined : ordinaires).map((probleme) => ({
      texte,
      probleme,
    })),
  );
  if (!/\{\s*echeance\s*\}/.test(modele.conclusion))
    problemes.push({ texte: 'conclusion', probleme: 'Gardez {echeance} : la lettre doit dire avant quand répondre.' });
  return problemes;
}

/** Un bout de phrase ; `fort` : en gras. */
export interface Segment {
  readonly texte: string;
  readonly fort: boolean;
}

/**
 * Les paragraphes d’un texte, variables remplacées : une ligne vide sépare deux paragraphes. Une valeur n’est jamais
 * relue comme un texte : un nom de porteur « {echeance} » reste ce nom.
 */
export function remplir(texte: string, valeurs: Readonly<Record<Variable, string>>): Segment[][] {
  return texte
    .trim()
    .split(/\n\s*\n/)
    .map((paragraphe) =>
      decouper(paragraphe.trim()).map((morceau) =>
        'variable' in morceau
          ? { texte: valeurs[morceau.variable], fort: morceau.variable === 'echeance' }
          : { texte: morceau.texte, fort: false },
      ),
    );
}

/** « de votre réponse à la question et des 2 pièces ci-dessous ». */
export function direDemande(questions: number, pieces: number): string {
  const parts = [
    questions === 0 ? null : questions === 1 ? 'de votre réponse à la question' : 'de vos réponses aux questions',
    pieces === 0 ? null : pieces === 1 ? 'de la pièce' : `des ${pieces} pièces`,
  ].filter((part) => part !== null);
  return `${parts.join(' et ')} ci-dessous`;
}
