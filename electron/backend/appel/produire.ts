import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { produire } from '../documents/produire.ts';
import { Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import type { ClasseurDemande } from '../tableurs/ecrire-modele-archive.ts';
import { ecrireTableau } from '../tableurs/ecrire-tableau.ts';
import { listerPorteurs } from './lire.ts';
import { nommerClasseurs } from './nommer.ts';
import { preparerPorteur, preparerVierge } from './preparer.ts';

/** Le classeur de réponse d’un porteur, ou vierge. */
export function produireClasseur(
  context: Context,
  campagneId: number,
  structureId: number | null,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const vierge = preparerVierge(context, campagneId);
  const donnees =
    structureId === null ? vierge : { ...vierge, porteur: preparerPorteur(context, structureId, vierge.anneeScolaire) };
  const [nom = ''] = nommerClasseurs([donnees]);
  return lancer(context, nom, { classeurs: [{ nom, donnees }], archive: false }, surProgres, signal);
}

/** Les classeurs de plusieurs porteurs, dans une archive ; un porteur demandé deux fois n’en a qu’un. */
export function produireClasseurs(
  context: Context,
  campagneId: number,
  structureIds: readonly number[],
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const vierge = preparerVierge(context, campagneId);
  const tous = [...new Set(structureIds)].map((id) => ({
    ...vierge,
    porteur: preparerPorteur(context, id, vierge.anneeScolaire),
  }));
  const noms = nommerClasseurs(tous);
  const classeurs = tous.map((donnees, rang) => ({ nom: noms[rang] ?? '', donnees }));
  const nom = `classeurs-reponse-clas-${vierge.anneeScolaire}.zip`;
  return lancer(context, nom, { classeurs, archive: true }, surProgres, signal);
}

function lancer(
  context: Context,
  nom: string,
  demande: { readonly classeurs: readonly ClasseurDemande[]; readonly archive: boolean },
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  surProgres(0, demande.classeurs.length, 'Préparation');
  return produire(context, nom, (sortie) =>
    context.lanceur.lancer(
      'modele',
      { ...demande, sortie },
      {
        surProgres: ({ fait, total, message }) => surProgres(fait, total, message),
        ...(signal ? { signal } : {}),
      },
    ),
  );
}

/** Qui n’a pas répondu, et comment le joindre : un classeur pour une messagerie ou un standard. */
export function produireRelances(
  context: Context,
  { campagneId, structureIds }: { readonly campagneId: number; readonly structureIds?: readonly number[] | undefined },
): Promise<DocumentProduit> {
  const campagne = lireCampagne(context, campagneId);
  const choisis = structureIds === undefined ? null : new Set(structureIds);
  const absents = listerPorteurs(context, campagneId).filter(
    (p) => p.reponses.length === 0 && (choisis === null || choisis.has(p.structureId)),
  );
  if (absents.length === 0) {
    throw new Refus('personne_a_relancer', 'Tous ces porteurs ont répondu à la campagne : personne à relancer.');
  }
  return produire(context, `relance-appel-clas-${campagne.anneeScolaire}.xlsx`, (sortie) =>
    ecrireTableau(
      {
        titre: `Porteurs à relancer, appel à projets Clas ${campagne.anneeScolaire}`,
        feuille: 'À relancer',
        colonnes: [
          { libelle: 'Structure', type: 'texte', largeur: 40 },
          { libelle: 'SIRET', type: 'texte', largeur: 17 },
          { libelle: 'Commune', type: 'texte', largeur: 24 },
          { libelle: 'Représentant légal', type: 'texte', largeur: 30 },
          { libelle: 'Courriel', type: 'texte', largeur: 36 },
          { libelle: 'Téléphone', type: 'texte', largeur: 15 },
          { libelle: 'Dernière réponse', type: 'texte', largeur: 15 },
          { libelle: 'Date limite de dépôt', type: 'date', largeur: 14 },
        ],
        lignes: absents.map((p) => [
          p.raisonSociale,
          p.siret,
          p.communeNom,
          p.representant,
          p.courriel,
          p.telephone,
          p.derniereReponse,
          campagne.dateLimiteDepot,
        ]),
        pied: `${absents.length} ${absents.length > 1 ? 'porteurs' : 'porteur'} sans réponse à l’appel ${campagne.anneeScolaire}`,
      },
      { sortie },
    ),
  );
}
