import { z } from 'zod';
import { controlerTexte, type Segment } from './modele-lettre.ts';

/** Ce qu’un texte d’invitation peut citer entre accolades. */
export const VARIABLES_INVITATION = {
  annee: 'l’année scolaire de la campagne',
  date: 'la date de la séance, en toutes lettres',
  heures: '« de 9 h 00 à 12 h 00 »',
  lieu: 'où elle se tient',
  presidence: 'qui la préside',
  membre: 'le nom du membre invité',
  dossiers: '« 60 dossiers »',
  collectifs: '« 102 collectifs »',
  agent: 'le nom de l’agent qui signe',
  contact: 'l’agent et le téléphone de la Caf',
} as const;
export type VariableInvitation = keyof typeof VARIABLES_INVITATION;

const Texte = z.string().trim().min(1).max(2000);

/** Les textes de la convocation au Copil. */
export const ModeleInvitation = z.object({
  objet: z.string().trim().min(1).max(200),
  introduction: Texte,
  conclusion: Texte,
  politesse: z.string().trim().min(1).max(300),
});
export type ModeleInvitation = z.infer<typeof ModeleInvitation>;
export type TexteInvitation = keyof ModeleInvitation;

export const LIBELLES_INVITATION: Readonly<Record<TexteInvitation, string>> = {
  objet: 'Objet',
  introduction: 'Introduction',
  conclusion: 'Après l’ordre du jour',
  politesse: 'Formule de politesse',
};

export const INVITATION_PAR_DEFAUT: ModeleInvitation = {
  objet: 'invitation au comité de pilotage du contrat local d’accompagnement à la scolarité (Clas), campagne {annee}',
  introduction: `Madame, Monsieur,

J’ai l’honneur de vous convier au comité de pilotage du Clas, qui se tiendra le {date}, {heures}, {lieu}. Il y sera décidé de l’agrément des réponses à l’appel à projets {annee} : {dossiers}, {collectifs}.`,
  conclusion: `Le dossier de séance est joint à cette invitation : il présente chaque réponse, son étude et la proposition qui en est faite. Il est réservé aux membres du comité.

Si vous êtes lié à un porteur (salarié, élu, bénévole, proche), merci de me le dire avant la séance : vous ne prendrez pas part à la décision de son dossier. Si vous ne pouvez pas venir, merci de me donner le nom de votre suppléant. Pour toute question : {contact}.`,
  politesse: 'Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée.',
};

/** Sans date ni heure, une invitation n’invite à rien. */
const EXIGEES = ['date', 'heures'] as const;

/** Ce qui empêche d’employer un modèle, texte par texte ; vide s’il convient. */
export function controlerInvitation(
  modele: ModeleInvitation,
): readonly { readonly texte: TexteInvitation; readonly probleme: string }[] {
  const permises = Object.keys(VARIABLES_INVITATION);
  const textes = Object.keys(LIBELLES_INVITATION) as TexteInvitation[];
  const problemes = textes.flatMap((texte) =>
    controlerTexte(modele[texte], permises).map((probleme) => ({ texte, probleme })),
  );
  const tout = textes.map((texte) => modele[texte]).join(' ');
  return [
    ...problemes,
    ...EXIGEES.filter((nom) => !new RegExp(`\\{\\s*${nom}\\s*\\}`).test(tout)).map((nom) => ({
      texte: 'introduction' as const,
      probleme: `Gardez {${nom}} : l’invitation doit dire quand venir.`,
    })),
  ];
}

const FORTES: ReadonlySet<string> = new Set(['date', 'heures', 'lieu']);

/** Les paragraphes d’un texte, variables remplacées ; une valeur n’est jamais relue comme un texte. */
export function remplirInvitation(texte: string, valeurs: Readonly<Record<VariableInvitation, string>>): Segment[][] {
  return texte
    .trim()
    .split(/\n\s*\n/)
    .map((paragraphe) =>
      paragraphe
        .trim()
        .split(/(\{[^{}]*\})/)
        .filter((part) => part !== '')
        .map((part): Segment => {
          const nom = /^\{\s*([^{}]*?)\s*\}$/.exec(part)?.[1] ?? '';
          return Object.hasOwn(VARIABLES_INVITATION, nom)
            ? { texte: valeurs[nom as VariableInvitation], fort: FORTES.has(nom) }
            : { texte: part, fort: false };
        }),
    );
}
