import type { Bareme } from './bareme.ts';
import { appliquerTaux } from './droit.ts';

export interface EcheancePrevue {
  /** À partir de 1 ; le solde est toujours la dernière. */
  rang: number;
  nature: 'acompte' | 'solde';
  /** « Acompte 1 », « Solde ». */
  libelle: string;
  /** Part du droit prévisionnel, en points de base ; null pour le solde. */
  partPointsBase: number | null;
  montantCentimes: number;
  /** Premier jour du mois prévu par le barème, `AAAA-MM-JJ`. */
  datePrevue: string;
}

/**
 * Échéances prévues d’un dossier agréé (domaine §3.4). Le solde prévu est ce qui reste du droit prévisionnel :
 * la somme des échéances est donc ce droit, au centime.
 */
export function planifierEcheances(
  droitPrevisionnelCentimes: number,
  bareme: Pick<Bareme, 'arrondi' | 'echeancier'>,
  anneeScolaire: string,
): EcheancePrevue[] {
  const anneeRentree = Number(anneeScolaire.slice(0, 4));
  let reste = droitPrevisionnelCentimes;
  const acomptes = bareme.echeancier.acomptes.map((acompte, index): EcheancePrevue => {
    // L’arrondi à l’euro de plusieurs parts peut dépasser le droit : le dernier acompte s’arrête à ce qui reste.
    const montantCentimes = Math.min(
      appliquerTaux(droitPrevisionnelCentimes, acompte.partPointsBase, bareme.arrondi),
      reste,
    );
    reste -= montantCentimes;
    return {
      rang: index + 1,
      nature: 'acompte',
      libelle: `Acompte ${index + 1}`,
      partPointsBase: acompte.partPointsBase,
      montantCentimes,
      datePrevue: premierDuMois(anneeRentree + acompte.decalageAnnee, acompte.mois),
    };
  });
  const { solde } = bareme.echeancier;
  return [
    ...acomptes,
    {
      rang: acomptes.length + 1,
      nature: 'solde',
      libelle: 'Solde',
      partPointsBase: null,
      montantCentimes: reste,
      datePrevue: premierDuMois(anneeRentree + solde.decalageAnnee, solde.mois),
    },
  ];
}

function premierDuMois(annee: number, mois: number): string {
  return `${annee}-${String(mois).padStart(2, '0')}-01`;
}
