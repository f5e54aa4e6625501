import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ERREURS, Id } from './commun.ts';
import { DocumentProduit } from './documents.ts';

/** Ce qui suit la couverture et l’ordre du jour, toujours imprimés, dans l’ordre du document. */
export const PartieDossier = z.enum(['synthese', 'carte', 'tableau', 'propositions', 'fiches', 'annexes']);
export type PartieDossier = z.infer<typeof PartieDossier>;

export const LIBELLES_PARTIE: Readonly<Record<PartieDossier, string>> = {
  synthese: 'Synthèse de la campagne',
  carte: 'Carte et répartition',
  tableau: 'Tableau classé',
  propositions: 'Propositions par pile',
  fiches: 'Fiches des dossiers',
  annexes: 'Annexes',
};

/** Les fiches que l’on joint ; le reste du document porte toujours sur toute la séance. */
export const ChoixFiches = z.enum(['tous', 'a_debattre']);
export type ChoixFiches = z.infer<typeof ChoixFiches>;

/** `seance` : l’ordre réglé pour la séance. */
export const OrdreDossier = z.enum(['seance', 'pile', 'territoire', 'note']);
export type OrdreDossier = z.infer<typeof OrdreDossier>;

/** Les choix de qui produit le dossier de séance ; sans rien dire, tout y est. */
export const OptionsDossierDeSeance = z.object({
  parties: z
    .array(PartieDossier)
    .default([...PartieDossier.options])
    // Deux fois la même partie, ou les mêmes autrement rangées : le même document.
    .transform((choisies) => PartieDossier.options.filter((partie) => choisies.includes(partie))),
  dossiers: ChoixFiches.default('tous'),
  /** Fiches de ce territoire seulement ; null : de tous. */
  territoire: z.string().max(200).nullable().default(null),
  ordre: OrdreDossier.default('seance'),
  /** Sans coordonnées bancaires ni données personnelles : ce que dit `alleger.ts`. */
  allege: z.boolean().default(false),
});
export type OptionsDossierDeSeance = z.infer<typeof OptionsDossierDeSeance>;

/** Un dossier de séance gardé tel qu’il a été produit. */
export const DossierProduit = z.object({
  id: Id,
  nom: z.string(),
  instant: z.string(),
  agent: z.string(),
  octets: z.number().int(),
  pages: z.number().int().nullable(),
  sha256: z.string(),
  options: OptionsDossierDeSeance,
});
export type DossierProduit = z.infer<typeof DossierProduit>;

export const dossierDeSeance = {
  /** Les derniers produits de cette séance, le plus récent d’abord. */
  produits: oc
    .input(z.object({ seanceId: Id }))
    .output(z.array(DossierProduit))
    .errors(ERREURS),
  /** Le document archivé, à ranger par `documents.enregistrer`. */
  reprendre: oc
    .input(z.object({ archiveId: Id }))
    .output(DocumentProduit)
    .errors(ERREURS),
};
