import { conventionsEnCours } from '../../../../db/queries/conventions.ts';
import { premiereEmpreinte } from '../../../../db/queries/journal.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { lireAnnuaire } from '../../communes.ts';
import type { Context } from '../../context.ts';
import { lireIdentite } from '../../parametres.ts';
import { Refus } from '../../refus.ts';
import type { DonneesBilan } from '../../tableurs/ecrire-bilan-donnees.ts';
import { rassemblerBilans } from '../lire.ts';
import { agrementDe, empreinteAgrement } from './agrement.ts';

type Socle = Pick<Context, 'db' | 'ressources' | 'horloge' | 'version'>;

/**
 * Ce qu’il faut pour écrire le classeur de chaque dossier demandé, ou de tous ceux qui sont agréés ; dans l’ordre des numéros.
 * Un bilan déjà commencé est repris dans le classeur.
 * @throws Refus si un dossier demandé n’a rien d’agréé, ou si aucun n’est agréé
 */
export function preparerClasseurs(
  context: Socle,
  campagneId: number,
  dossierIds: readonly number[] | null,
): DonneesBilan[] {
  const { db, ressources, horloge, version } = context;
  const { campagne, reglages, dossiers } = rassemblerBilans(db, campagneId);
  const choisis = dossierIds === null ? null : new Set(dossierIds);
  const demandes = dossiers.filter((d) => choisis === null || choisis.has(d.entree.dossier.id));
  const manquants = choisis === null ? 0 : choisis.size - demandes.length;
  if (manquants > 0) {
    throw new Refus(
      'dossier_non_agree',
      `${pluriel(manquants, 'dossier demandé n’a', 'dossiers demandés n’ont')} aucun collectif agréé dans cette campagne : il n’y a pas de bilan à lui demander.`,
    );
  }
  if (demandes.length === 0) {
    throw new Refus(
      'rien_d_agree',
      'Aucun collectif n’est agréé dans cette campagne : les bilans viendront après les décisions du Copil.',
    );
  }
  const annuaire = lireAnnuaire(ressources);
  const conventions = conventionsEnCours(db, campagneId);
  const identite = lireIdentite(db);
  const base = premiereEmpreinte(db);
  const prepareLe = horloge.maintenant();
  return demandes.map((dossierABilan): DonneesBilan => {
    const { entree, bilan, saisie } = dossierABilan;
    const { dossier, structure } = entree;
    const agree = agrementDe(dossierABilan, annuaire);
    return {
      ...agree,
      identite,
      base,
      campagneId,
      anneeScolaire: campagne.anneeScolaire,
      dossier: {
        id: dossier.id,
        numero: dossier.numero,
        intitule: dossier.intitule ?? '',
        structure: structure.raisonSociale,
        siret: structure.siret,
      },
      convention: conventions.get(dossier.id)?.numero ?? null,
      dateLimite: reglages.echeance,
      prepareLe,
      version,
      effectifMinimum: campagne.bareme.effectifMinimum,
      effectifMaximum: campagne.bareme.effectifMaximum,
      ecartPointsBase: reglages.ecartMaximalPointsBase,
      empreinte: empreinteAgrement(agree),
      saisie: bilan === undefined ? null : saisie,
    };
  });
}
