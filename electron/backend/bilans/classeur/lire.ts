import type { EtatClasseursBilan } from '../../../../shared/contract/bilans-classeur.ts';
import { lireAnnuaire, nomCommune } from '../../communes.ts';
import type { Context } from '../../context.ts';
import { rassemblerBilans } from '../lire.ts';

/** À qui demander son bilan, et avant quand. */
export function lireEtatClasseurs(context: Context, campagneId: number): EtatClasseursBilan {
  const { campagne, reglages, dossiers } = rassemblerBilans(context.db, campagneId);
  const annuaire = lireAnnuaire(context.ressources);
  return {
    anneeScolaire: campagne.anneeScolaire,
    aujourdhui: context.horloge.aujourdhui(),
    echeance: reglages.echeance,
    close: campagne.closeLe !== null,
    dossiers: dossiers.map(({ entree: { dossier, structure }, agrees, bilan }) => ({
      dossierId: dossier.id,
      numero: dossier.numero,
      structure: structure.raisonSociale,
      communeNom: nomCommune(annuaire, dossier.communeInsee),
      collectifs: agrees.length,
      etat: bilan?.etat ?? 'attendu',
    })),
  };
}
