import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { ERREURS, Id, suivi } from './commun.ts';

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

/** Une différence entre le fichier et la base ; `modifie` : une ligne par champ. */
export const DifferenceImport = z.object({
  nature: z.enum(['nouveau', 'modifie', 'disparu', 'doublon_probable']),
  numero: z.string(),
  raisonSociale: z.string(),
  commune: z.string(),
  champ: z.string(),
  avant: z.string().nullable(),
  apres: z.string().nullable(),
  adresse: z.string().nullable(),
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

export const Apercu = z.object({
  depotId: z.string(),
  fichier: z.string(),
  famille: z.enum(['ds_standard', 'ds_modele', 'table']),
  demarche: z.string().nullable(),
  feuilles: z.array(
    z.object({
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
  profil: z.string().nullable(),
});
export type Apercu = z.infer<typeof Apercu>;

export const ImportFait = z.object({
  id: Id,
  fichier: z.string(),
  instant: z.string(),
  agent: z.string(),
  bilan: BilanImport,
  anomalies: z.number().int(),
});
export type ImportFait = z.infer<typeof ImportFait>;

export const imports = {
  /** Dépose un fichier choisi ou glissé dans la page ; rien n’est encore lu. */
  deposer: oc
    .input(z.object({ fichier: z.instanceof(File) }))
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
        profil: z.string().optional(),
      }),
    )
    .output(eventIterator(suivi(Apercu)))
    .errors(ERREURS),
  /** Applique l’aperçu en une transaction. `refuses` : numéros de dossiers que l’agent laisse à l’écart. */
  executer: oc
    .input(z.object({ campagneId: Id, depotId: z.string(), refuses: z.array(z.string()).default([]) }))
    .output(ImportFait)
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
  profils: oc.output(z.array(z.object({ nom: z.string(), demarche: z.string().nullable() }))),
};
