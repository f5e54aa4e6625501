import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { CalculCondition, EtatCharte } from '../domaine/charte.ts';
import { ERREURS, Id, Pile, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';

const Poids = z.number().int().min(0).max(1_000_000);
const Code = z.string().max(40);
const Libelle = z.string().max(200);
const Niveau = z.string().max(2000);
const Codes = z.array(z.string().max(60)).max(100);

/** Une charte en cours d’écriture : mêmes champs, mais vides ou faux permis ; `controlerCharte` dit ce qui ne va pas. */
export const CharteEnCours = z.object({
  nom: Libelle,
  version: z.number().int().nonnegative(),
  modele: z.boolean(),
  origine: z.string().max(4000),
  seuilNote: Poids,
  participationSymboliqueCentimes: z.number().int().nonnegative().nullable(),
  conditions: z
    .array(
      z.object({
        code: Code,
        libelle: Libelle,
        aide: z.string().max(2000),
        calcul: CalculCondition.nullable(),
        eliminatoire: z.boolean(),
        champs: Codes,
        couvre: Codes.optional(),
      }),
    )
    .max(100),
  axes: z
    .array(
      z.object({
        code: Code,
        libelle: Libelle,
        abrege: z.string().max(20),
        poids: Poids,
        seuil: Poids,
        criteres: z
          .array(
            z.object({
              code: Code,
              libelle: Libelle,
              poids: Poids,
              niveaux: z.tuple([Niveau, Niveau, Niveau, Niveau]),
              champs: Codes,
              couvre: Codes.optional(),
            }),
          )
          .max(60),
      }),
    )
    .max(30),
});

/** Une version, telle qu’on la nomme. */
export const VersionDeCharte = z.object({ id: Id, nom: z.string(), version: z.number().int() });
export type VersionDeCharte = z.infer<typeof VersionDeCharte>;

export const ResumeCharte = VersionDeCharte.extend({
  etat: EtatCharte,
  modele: z.boolean(),
  conditions: z.number().int(),
  axes: z.number().int(),
  criteres: z.number().int(),
  /** Défauts qui empêchent de publier ce brouillon ; 0 pour une version publiée. */
  defauts: z.number().int(),
  /** Campagnes qui s’en servent aujourd’hui. */
  campagnes: z.array(z.object({ id: Id, anneeScolaire: z.string() })),
  /** Lectures faites avec cette version, passées comprises. */
  lectures: z.number().int(),
  issueDe: VersionDeCharte.nullable(),
  modifieeLe: z.string().nullable(),
  publieeLe: z.string().nullable(),
  archiveeLe: z.string().nullable(),
});
export type ResumeCharte = z.infer<typeof ResumeCharte>;

export const CharteComplete = ResumeCharte.extend({
  charte: CharteEnCours,
  /** Change à chaque enregistrement ; à rendre en enregistrant, pour ne pas effacer ce qu’un autre écran a écrit. */
  revision: z.string(),
});
export type CharteComplete = z.infer<typeof CharteComplete>;

const Texte = z.object({ libelle: z.string(), valeur: z.string() });
export const Difference = z.object({
  objet: z.enum(['charte', 'condition', 'axe', 'critere']),
  code: z.string(),
  libelle: z.string(),
  nature: z.enum(['ajoute', 'retire', 'change']),
  champs: z.array(z.object({ champ: z.string(), libelle: z.string(), avant: z.string(), apres: z.string() })),
  contenu: z.array(Texte),
});

const Comparaison = z.object({ avant: VersionDeCharte, apres: VersionDeCharte, differences: z.array(Difference) });
export type Comparaison = z.infer<typeof Comparaison>;

/** La note d’un dossier sous une version, avec la pile proposée. */
const Resultat = z.object({
  /** Sur 100, en dixièmes ; null : rien n’est coté. */
  dixiemes: z.number().int().nullable(),
  complete: z.boolean(),
  pile: Pile.nullable(),
  rang: z.number().int().nullable(),
});

const DossierChange = z.object({
  dossierId: Id,
  numero: z.string(),
  structure: z.string(),
  avant: Resultat,
  apres: Resultat,
  /** Lectures à compléter après le changement. */
  lecturesACompleter: z.number().int(),
  /** Critères sans niveau après le changement. */
  manquants: z.array(z.string()),
});
export type DossierChange = z.infer<typeof DossierChange>;

export const ApercuChangement = z.object({
  campagneId: Id,
  avant: VersionDeCharte,
  apres: VersionDeCharte,
  differences: z.array(Difference),
  /** Critères de la nouvelle version dont les niveaux déjà donnés se reprennent. */
  criteresRepris: z.array(z.string()),
  /** Critères de la nouvelle version à coter de nouveau. */
  criteresACoter: z.array(z.string()),
  lectures: z.object({
    /** Lectures de l’ancienne version, gardées telles quelles. */
    gardees: z.number().int(),
    /** Lectures ouvertes dans la nouvelle version à partir d’elles. */
    reportees: z.number().int(),
    /** Lectures déjà faites autrefois avec la nouvelle version : elles reprennent, intactes. */
    retrouvees: z.number().int(),
    /** Parmi celles de la nouvelle version, terminées et à terminer. */
    terminees: z.number().int(),
    aCompleter: z.number().int(),
  }),
  /** Constats d’agents sur une condition qui disparaît ou qui change : ils restent, à revoir. */
  constatsARevoir: z.number().int(),
  /** Collectifs déjà décidés par le Copil : leur décision et leur montant ne changent pas. */
  decides: z.number().int(),
  dossiers: z.array(DossierChange),
  /** À rendre en confirmant : refusé si une lecture a bougé depuis. */
  empreinte: z.string(),
});
export type ApercuChangement = z.infer<typeof ApercuChangement>;

/** Les notes d’un dossier données avec une version que la campagne a quittée ; recalculées des niveaux gardés. */
export const NotePassee = z.object({
  charte: VersionDeCharte,
  dossierId: Id,
  numero: z.string(),
  structure: z.string(),
  resultat: Resultat,
  axes: z.array(z.object({ libelle: z.string(), dixiemes: z.number().int().nullable() })),
  lectures: z.array(
    z.object({
      agent: z.string(),
      etat: z.enum(['en_cours', 'terminee']),
      modifieLe: z.string(),
      dixiemes: z.number().int().nullable(),
    }),
  ),
});
export type NotePassee = z.infer<typeof NotePassee>;

const SurCharte = z.object({ charteId: Id });
const Motif = z.string().trim().min(1).max(500);

export const chartes = {
  lister: oc.output(z.array(ResumeCharte)).errors(ERREURS),
  lire: oc.input(SurCharte).output(CharteComplete).errors(ERREURS),
  /** Un brouillon : copie d’une version (« nouvelle version »), d’un modèle livré, d’un contenu gardé par la page, ou vierge. */
  creer: oc
    .input(
      z.discriminatedUnion('depuis', [
        z.object({ depuis: z.literal('vierge') }),
        z.object({ depuis: z.literal('modele'), cle: z.string().max(80) }),
        z.object({ depuis: z.literal('charte'), charteId: Id, contenu: CharteEnCours.optional() }),
      ]),
    )
    .output(CharteComplete)
    .errors(ERREURS),
  /** Remplace le contenu d’un brouillon. Le numéro de version suit le nom. */
  enregistrer: oc
    .input(SurCharte.extend({ revision: z.string().max(80), contenu: CharteEnCours }))
    .output(CharteComplete)
    .errors(ERREURS),
  /** Fige le brouillon ; refusé tant qu’un défaut bloquant demeure. */
  publier: oc
    .input(SurCharte.extend({ revision: z.string().max(80) }))
    .output(CharteComplete)
    .errors(ERREURS),
  /** Refusé tant qu’une campagne ouverte s’en sert. */
  archiver: oc
    .input(SurCharte.extend({ motif: Motif }))
    .output(CharteComplete)
    .errors(ERREURS),
  /** Un brouillon seulement, et qui n’a jamais servi. */
  supprimer: oc.input(SurCharte).output(z.object({})).errors(ERREURS),
  comparer: oc
    .input(z.object({ avantId: Id, apresId: Id }))
    .output(Comparaison)
    .errors(ERREURS),
  exporter: oc.input(SurCharte).output(DocumentProduit).errors(ERREURS),
  /** Crée un brouillon ; `avis` dit si son numéro de version a changé. */
  importer: oc
    .input(z.object({ fichier: z.instanceof(File) }))
    .output(z.object({ charte: CharteComplete, avis: z.string().nullable() }))
    .errors(ERREURS),
  pdf: oc
    .input(SurCharte)
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Ce que changer de version changerait ; rien n’est écrit. */
  apercuChangement: oc
    .input(z.object({ campagneId: Id, charteId: Id }))
    .output(ApercuChangement)
    .errors(ERREURS),
  changer: oc
    .input(z.object({ campagneId: Id, charteId: Id, empreinte: z.string().max(80), motif: Motif }))
    .output(ApercuChangement)
    .errors(ERREURS),
  /** Les notes données dans une campagne avec les versions qu’elle a quittées ; d’un seul dossier s’il est dit. */
  notesPassees: oc
    .input(z.object({ campagneId: Id, dossierId: Id.optional() }))
    .output(z.array(NotePassee))
    .errors(ERREURS),
};
