import { structuresDesCampagnes } from '../../../db/queries/resultats.ts';
import type { Parcours, Resultats } from '../../../shared/contract/resultats.ts';
import type { Context } from '../context.ts';
import { lirePrecedente, presenterAnnee } from './annees.ts';
import { besoinDe, campagnesAnterieures, rassembler } from './rassembler.ts';

/** Le classement et tout ce qui s’y rattache : parcours de la structure, année d’avant, ce qu’il faudrait. */
export function lireResultats(context: Context, campagneId: number): Resultats {
  const { campagne, charte, dossiers } = rassembler(context, campagneId);
  const precedente = lirePrecedente(context, campagne.anneeScolaire);
  const parcours = lireParcours(context, campagne.anneeScolaire);
  return {
    anneeScolaire: campagne.anneeScolaire,
    anneePrecedente: precedente?.anneeScolaire ?? null,
    charte: {
      nom: charte.nom,
      version: charte.version,
      modele: charte.modele,
      seuilNote: charte.seuilNote,
      axes: charte.axes.map(({ code, libelle, abrege, poids, seuil, criteres }) => ({
        code,
        libelle,
        abrege,
        poids,
        seuil,
        criteres: criteres.map((c) => ({ code: c.code, libelle: c.libelle, poids: c.poids })),
      })),
    },
    lignes: dossiers.map((dossier) => {
      const anciens = precedente?.parStructure.get(dossier.ligne.structure.id);
      return {
        ...dossier.ligne,
        parcours: parcours(dossier.ligne.structure.id),
        precedent: anciens ? presenterAnnee(anciens) : null,
        besoin: besoinDe(charte, dossier),
      };
    }),
  };
}

/** Nouvelle, ou déjà présente dans une campagne antérieure, quelle qu’elle soit. */
export function lireParcours(context: Context, anneeScolaire: string): (structureId: number) => Parcours {
  const anterieures = campagnesAnterieures(context, anneeScolaire);
  if (anterieures.length === 0) return () => 'sans_reference';
  const connues = structuresDesCampagnes(
    context.db,
    anterieures.map(({ id }) => id),
  );
  return (structureId) => (connues.has(structureId) ? 'renouvellement' : 'nouveau');
}
