import { type ClasseurRepris, derniersClasseursRepris, situerDossier } from '../../../../db/queries/bilans-classeur.ts';
import { premiereEmpreinte } from '../../../../db/queries/journal.ts';
import { lireAnnuaire } from '../../communes.ts';
import type { Context } from '../../context.ts';
import { type DossierABilan, rassemblerBilans } from '../lire.ts';
import { agrementDe, empreinteAgrement } from './agrement.ts';
import type { DossierCible } from './comprendre.ts';

/** Un dossier agréé de la campagne, au moment de comparer. */
export interface DossierEnBase {
  readonly id: number;
  readonly numero: string;
  readonly structure: string;
  readonly bilan: DossierABilan['bilan'];
  readonly saisie: DossierABilan['saisie'];
  readonly cible: DossierCible;
  /** Le dernier classeur repris ; undefined : aucun ne l’a été. */
  readonly repris: ClasseurRepris | undefined;
}

/** Ce qu’il faut de la base pour comparer des classeurs, rien de plus. */
export interface EtatDeReprise {
  readonly campagneId: number;
  readonly anneeScolaire: string;
  readonly close: boolean;
  /** Identité de la base. */
  readonly base: string;
  readonly dossiers: ReadonlyMap<number, DossierEnBase>;
  /** Où est un dossier que la campagne n’agrée pas. */
  readonly situer: (dossierId: number) => ReturnType<typeof situerDossier>;
  /** Le dossier d’où l’on dépose ; null : toute la campagne. */
  readonly vise: number | null;
}

export function lireEtatDeReprise(
  { db, ressources }: Pick<Context, 'db' | 'ressources'>,
  campagneId: number,
  vise: number | null,
): EtatDeReprise {
  const { campagne, dossiers } = rassemblerBilans(db, campagneId);
  const annuaire = lireAnnuaire(ressources);
  const repris = derniersClasseursRepris(db, campagneId);
  return {
    campagneId,
    anneeScolaire: campagne.anneeScolaire,
    close: campagne.closeLe !== null,
    base: premiereEmpreinte(db),
    dossiers: new Map(
      dossiers.map((d): [number, DossierEnBase] => {
        const agree = agrementDe(d, annuaire);
        const { dossier, structure } = d.entree;
        return [
          dossier.id,
          {
            id: dossier.id,
            numero: dossier.numero,
            structure: structure.raisonSociale,
            bilan: d.bilan,
            saisie: d.saisie,
            cible: {
              agree,
              empreinte: empreinteAgrement(agree),
              faits: d.faits,
              explications: d.bilan?.contenu.explications ?? {},
            },
            repris: repris.get(dossier.id),
          },
        ];
      }),
    ),
    situer: (dossierId) => situerDossier(db, dossierId),
    vise,
  };
}
