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

export function estVariable(nom: string): nom is VariableNotification {
  return Object.hasOwn(VARIABLES_NOTIFICATION, nom);
}

export function estBloc(nom: string): nom is BlocNotification {
  return Object.hasOwn(BLOCS_NOTIFICATION, nom);
}

/** Le nom entre accolades, espaces ôtées. */
export const ACCOLADES = /\{\s*([^{}]*?)\s*\}/g;

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

/** Ce qui ne va pas dans un texte, en phrases qui disent où. Seul le corps reçoit des tableaux. */
export function controlerTexte(texte: string, avecBlocs: boolean): string[] {
  const problemes: { readonly rang: number; readonly phrase: string }[] = [];
  for (const trouve of texte.matchAll(ACCOLADES)) {
    const nom = trouve[1] ?? '';
    const ou = situer(texte, trouve.index);
    if (estBloc(nom)) {
      if (!avecBlocs)
        problemes.push({
          rang: trouve.index,
          phrase: `${ou} : {${nom}} est un tableau, il va dans le texte de la lettre.`,
        });
      else if (!estSeul(texte, trouve.index, trouve[0].length))
        problemes.push({
          rang: trouve.index,
          phrase: `${ou} : {${nom}} est un tableau, laissez-le seul entre deux lignes vides.`,
        });
    } else if (!estVariable(nom)) problemes.push({ rang: trouve.index, phrase: `${ou} : ${direInconnue(nom)}` });
  }
  // Les paires ôtées, à longueur égale : une accolade qui reste garde sa place.
  const reste = texte.replace(ACCOLADES, (paire) => ' '.repeat(paire.length));
  for (const trouve of reste.matchAll(/[{}]/g))
    problemes.push({
      rang: trouve.index,
      phrase: `${situer(texte, trouve.index)} : l’accolade « ${trouve[0]} » n’a pas sa paire.`,
    });
  return problemes.toSorted((a, b) => a.rang - b.rang).map((p) => p.phrase);
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

/** « Ligne 3, caractère 12 ». */
function situer(texte: string, rang: number): string {
  const avant = texte.slice(0, rang).split('\n');
  return `Ligne ${avant.length}, caractère ${(avant.at(-1)?.length ?? 0) + 1}`;
}

/** Vrai si rien d’autre n’est dans le paragraphe. */
function estSeul(texte: string, rang: number, longueur: number): boolean {
  return (
    /(?:^|\n[ \t]*\n)[ \t\n]*$/.test(texte.slice(0, rang)) &&
    /^[ \t]*(?:$|\n[ \t]*(?:\n|$))/.test(texte.slice(rang + longueur))
  );
}

function direInconnue(nom: string): string {
  if (nom === '') return 'accolades vides, écrivez le nom d’une variable.';
  const proche = [...Object.keys(VARIABLES_NOTIFICATION), ...Object.keys(BLOCS_NOTIFICATION)]
    .map((connue) => ({ connue, ecart: distance(nom.toLowerCase(), connue) }))
    .toSorted((a, b) => a.ecart - b.ecart)[0];
  const suite =
    proche && proche.ecart <= 2 ? ` Vouliez-vous dire {${proche.connue}} ?` : ' La liste est sous les textes.';
  return `variable inconnue {${nom}}.${suite}`;
}

/** Nombre de lettres à changer, ajouter ou ôter pour passer d’un mot à l’autre. */
function distance(a: string, b: string): number {
  let ligne = Array.from({ length: b.length + 1 }, (_, rang) => rang);
  for (let i = 1; i <= a.length; i += 1) {
    const suivante = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (ligne[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      suivante.push(Math.min(change, (ligne[j] ?? 0) + 1, (suivante[j - 1] ?? 0) + 1));
    }
    ligne = suivante;
  }
  return ligne[b.length] ?? 0;
}
