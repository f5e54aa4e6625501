import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { ERREURS, Id, suivi } from './commun.ts';
import { DocumentProduit } from './documents.ts';

export const AnomalieImport = z.object({
  code: z.string(),
  fichier: z.string(),
  feuille: z.string().nullable(),
  cellule: z.string().nullable(),
  valeur: z.string(),
  message: z.string(),
  bloquante: z.boolean(),
  numeroDossier: z.string().nullable(),
});
export type AnomalieImport = z.infer<typeof AnomalieImport>;

export const ColonneImport = z.object({
  /** Clé à renvoyer dans `correspondances`. */
  cle: z.string(),
  feuille: z.string(),
  colonne: z.number().int(),
  entete: z.string(),
  exemples: z.array(z.string()),
  champ: z.string().nullable(),
  champLibelle: z.string().nullable(),
  confiance: z.number().int().min(0).max(100),
  origine: z.enum(['fixe', 'nom', 'synonyme', 'contenu', 'profil', 'agent']).nullable(),
});
export type ColonneImport = z.infer<typeof ColonneImport>;

/**
 * Une différence entre les fichiers reçus et la base ; `modifie` : une ligne par champ. Chaque ligne se décide à part.
 * - `nouveau` : dossier à créer ou à écarter ;
 * - `modifie` : un champ à remplacer ou à garder ;
 * - `disparu` : dossier de la même source, absent cette fois ; gardé, au besoin marqué absent ;
 * - `doublon_probable` : deux dossiers d’un porteur au même lieu ; écarté tant que l’agent n’a pas choisi ;
 * - `structure` : porteur à créer, alors qu’un autre lui ressemble (nom, SIREN) ; ou numéro connu, d’un tout autre porteur ;
 * - `iban` : l’IBAN d’un porteur connu n’est plus le même ; l’import n’en fait jamais qu’une demande.
 */
export const DifferenceImport = z.object({
  /** Clé à renvoyer dans `decisions`. */
  cle: z.string(),
  nature: z.enum(['nouveau', 'modifie', 'disparu', 'doublon_probable', 'structure', 'iban']),
  numero: z.string(),
  raisonSociale: z.string(),
  commune: z.string(),
  /** Intercommunalité de la commune. */
  territoire: z.string(),
  champ: z.string(),
  avant: z.string().nullable(),
  apres: z.string().nullable(),
  fichier: z.string(),
  adresse: z.string().nullable(),
  /** Vrai si un agent a déjà lu ce dossier : il sera marqué « modifié depuis la lecture ». */
  dejaLu: z.boolean(),
  /** Ce que l’agent peut répondre ; un code inconnu est refusé. */
  choix: z.array(z.object({ code: z.string(), libelle: z.string() })).min(1),
  /** Code retenu si l’agent ne dit rien ; null : à choisir, la ligne reste à l’écart. */
  propose: z.string().nullable(),
  /** Numéros des dossiers laissés à l’écart tant que la ligne n’a pas de réponse. */
  retient: z.array(z.string()),
});
export type DifferenceImport = z.infer<typeof DifferenceImport>;

const Compte = z.object({
  nouveaux: z.number().int(),
  modifies: z.number().int(),
  inchanges: z.number().int(),
  disparus: z.number().int(),
});
export const BilanImport = z.object({
  dossiers: Compte,
  collectifs: Compte,
  structures: z.object({ nouvelles: z.number().int(), modifiees: z.number().int(), reconnues: z.number().int() }),
});
export type BilanImport = z.infer<typeof BilanImport>;

export const FamilleImport = z.enum(['ds_standard', 'ds_modele', 'classeur', 'table']);
export type FamilleImport = z.infer<typeof FamilleImport>;

/** Un fichier du dépôt : lu, ou refusé par une phrase ; un fichier refusé n’empêche pas les autres. */
export const FichierImport = z.object({
  nom: z.string(),
  famille: FamilleImport.nullable(),
  dossiers: z.number().int(),
  collectifs: z.number().int(),
  refus: z.string().nullable(),
});
export type FichierImport = z.infer<typeof FichierImport>;

/** Ce que le profil gardé a donné sur ces fichiers-ci. */
export const ProfilApplique = z.object({
  nom: z.string(),
  repris: z.number().int(),
  /** En-têtes qui ont un peu changé, repris quand même. */
  approches: z.array(z.object({ entete: z.string(), ancien: z.string() })),
  /** Colonnes du profil qui ne sont plus dans le fichier. */
  perdues: z.array(z.string()),
  /** Colonnes que le profil ne connaît pas. */
  nouvelles: z.array(z.string()),
});
export type ProfilApplique = z.infer<typeof ProfilApplique>;

export const Apercu = z.object({
  depotId: z.string(),
  /** Nom du fichier, ou « 12 fichiers ». */
  fichier: z.string(),
  fichiers: z.array(FichierImport),
  /** Famille du premier fichier lu. */
  famille: FamilleImport,
  demarche: z.string().nullable(),
  feuilles: z.array(
    z.object({
      fichier: z.string(),
      nom: z.string(),
      role: z.enum(['dossiers', 'etablissements', 'avis', 'collectifs', 'ignoree']),
      lignes: z.number().int(),
    }),
  ),
  colonnes: z.array(ColonneImport),
  bilan: BilanImport,
  /** Dossiers laissés à l’écart par une anomalie bloquante. */
  ecartes: z.number().int(),
  collectifsOrphelins: z.number().int(),
  differences: z.array(DifferenceImport),
  anomalies: z.array(AnomalieImport),
  profil: ProfilApplique.nullable(),
  /** Question à laquelle l’agent doit répondre oui avant d’importer : bien moins de dossiers que la fois d’avant. */
  confirmation: z.string().nullable(),
});
export type Apercu = z.infer<typeof Apercu>;

export const ImportFait = z.object({
  id: Id,
  fichier: z.string(),
  fichiers: z.array(z.object({ nom: z.string(), sha256: z.string(), octets: z.number().int() })),
  instant: z.string(),
  agent: z.string(),
  bilan: BilanImport,
  anomalies: z.number().int(),
  demandesIban: z.number().int(),
  annule: z.object({ instant: z.string(), agent: z.string(), motif: z.string() }).nullable(),
  /** Pourquoi cet import ne peut pas être annulé ; null : il peut l’être. */
  annulationImpossible: z.string().nullable(),
});
export type ImportFait = z.infer<typeof ImportFait>;

export const imports = {
  /** Dépose un fichier choisi ou glissé dans la page ; rien n’est encore lu. `depotId` : s’ajoute à un dépôt de plusieurs fichiers. */
  deposer: oc
    .input(z.object({ fichier: z.instanceof(File), depotId: z.string().optional() }))
    .output(z.object({ depotId: z.string(), fichier: z.string() }))
    .errors(ERREURS),
  /** Ouvre la boîte de dialogue du poste ; null si l’agent renonce. Hôte « bureau » seulement. */
  choisir: oc.output(z.object({ depotId: z.string(), fichier: z.string() }).nullable()).errors(ERREURS),
  /** Lit le dépôt dans un processus à part et le compare à la base. */
  analyser: oc
    .input(
      z.object({
        campagneId: Id,
        depotId: z.string(),
        correspondances: z.record(z.string(), z.string().nullable()).optional(),
        /** Null : aucun ; absent : celui de la démarche, ou du même tableau. */
        profil: z.string().nullable().optional(),
      }),
    )
    .output(eventIterator(suivi(Apercu)))
    .errors(ERREURS),
  /** Applique l’aperçu en une transaction. `decisions` : clé de différence → code choisi ; `confirme` : oui à `confirmation`. */
  executer: oc
    .input(
      z.object({
        campagneId: Id,
        depotId: z.string(),
        decisions: z.record(z.string(), z.string()).default({}),
        confirme: z.boolean().default(false),
      }),
    )
    .output(ImportFait)
    .errors(ERREURS),
  /** Défait un import d’un bloc : tout, ou un refus qui dit ce qui l’empêche. */
  annuler: oc
    .input(z.object({ importId: Id, motif: z.string().trim().min(1).max(500) }))
    .output(ImportFait)
    .errors(ERREURS),
  /** Le fichier du porteur, cellules fautives colorées et commentées, et leur liste : d’un dépôt ou d’un import fait. */
  rejets: oc
    .input(
      z.union([
        z.object({ depotId: z.string(), fichier: z.string().optional() }),
        z.object({ importId: Id, fichier: z.string().optional() }),
      ]),
    )
    .output(eventIterator(suivi(DocumentProduit)))
    .errors(ERREURS),
  /** Le fichier tel que reçu, sorti de la réserve. */
  fichierRecu: oc
    .input(z.object({ importId: Id, fichier: z.string() }))
    .output(DocumentProduit)
    .errors(ERREURS),
  abandonner: oc
    .input(z.object({ depotId: z.string() }))
    .output(z.object({}))
    .errors(ERREURS),
  lister: oc.input(z.object({ campagneId: Id })).output(z.array(ImportFait)),
  champs: oc.output(z.array(z.object({ code: z.string(), libelle: z.string(), objet: z.string() }))),
  garderProfil: oc
    .input(
      z.object({
        nom: z.string().trim().min(1).max(80),
        demarche: z.string().nullable(),
        correspondances: z.record(z.string(), z.string().nullable()),
      }),
    )
    .output(z.object({ nom: z.string() }))
    .errors(ERREURS),
  profils: oc.output(
    z.array(
      z.object({
        nom: z.string(),
        demarche: z.string().nullable(),
        colonnes: z.number().int(),
        modifieLe: z.string().nullable(),
      }),
    ),
  ),
  supprimerProfil: oc
    .input(z.object({ nom: z.string() }))
    .output(z.object({}))
    .errors(ERREURS),
};
