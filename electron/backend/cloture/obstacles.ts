import type { Base } from '../../../db/base.ts';
import {
  type DossierAClore,
  type LotAClore,
  lireDossiersAClore,
  lireLotsAClore,
} from '../../../db/queries/etat-cloture.ts';
import { type CodeObstacle, OBSTACLES, type SommesCloture } from '../../../shared/domaine/cloture.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { type Desaccord, desaccordsDeLaCampagne } from '../paiements/desaccords.ts';

export interface Obstacle {
  /** « indu:12 » : stable d’un calcul à l’autre. */
  readonly cle: string;
  readonly code: CodeObstacle;
  readonly dossierId: number | null;
  readonly numeroDossier: string | null;
  readonly raisonSociale: string | null;
  readonly phrase: string;
  readonly montantCentimes: number | null;
}

function* obstaclesDe(
  d: DossierAClore,
  desaccord: Desaccord | undefined,
): Generator<Omit<Obstacle, 'cle' | 'dossierId' | 'numeroDossier' | 'raisonSociale'>, undefined> {
  if (d.sansDecision > 0) {
    yield {
      code: 'sans_decision',
      phrase: `${pluriel(d.sansDecision, 'collectif')} sans décision ou ${d.sansDecision > 1 ? 'ajournés' : 'ajourné'} : décidez, ou classez sans suite`,
      montantCentimes: null,
    };
  }
  if (d.reserves > 0) {
    yield { code: 'reserve', phrase: `${pluriel(d.reserves, 'réserve')} du Copil à lever`, montantCentimes: null };
  }
  if (d.agrees > 0 && (d.conclues === 0 || d.aSigner > 0)) {
    yield {
      code: 'convention',
      phrase: d.conclues === 0 ? 'convention non signée' : `${pluriel(d.aSigner, 'avenant')} à signer`,
      montantCentimes: d.agreeCentimes,
    };
  }
  if (d.agrees > 0 && d.bilan !== 'valide') {
    const etat = { brouillon: 'bilan en brouillon', recu: 'bilan reçu, à valider' } as const;
    yield {
      code: 'bilan',
      phrase: `${d.bilan === null ? 'bilan non reçu' : etat[d.bilan]} : le droit réel n’est pas fixé`,
      montantCentimes: d.agreeCentimes,
    };
  }
  if (desaccord) yield { code: 'ecart', ...direEcart(desaccord) };
  if (d.nonPayees > 0) {
    const reste = d.echeancesCentimes - d.payeCentimes;
    yield {
      code: 'echeance',
      phrase: `${pluriel(d.nonPayees, 'échéance non payée', 'échéances non payées')}, ${formaterEuros(reste)}`,
      montantCentimes: reste,
    };
  }
  const du = d.indusCentimes - d.soldesCentimes;
  if (du > 0) {
    yield { code: 'indu', phrase: `${formaterEuros(du)} de trop-perçu à recouvrer`, montantCentimes: du };
  }
}

function direEcart(d: Desaccord): Pick<Obstacle, 'phrase' | 'montantCentimes'> {
  const { echeancesCentimes, echeancesAttenduesCentimes, induCentimes, induAttenduCentimes } = d;
  const [quoi, sont, attendus] =
    echeancesCentimes === echeancesAttenduesCentimes
      ? (['trop-perçu dû', induCentimes, induAttenduCentimes] as const)
      : (['échéances', echeancesCentimes, echeancesAttenduesCentimes] as const);
  return {
    phrase: `${quoi} : ${formaterEuros(sont)}, au lieu de ${formaterEuros(attendus)} d’après décisions, suivi, bilan et lots`,
    montantCentimes: attendus - sont,
  };
}

function direLot({ etat, lignes, sansRetour, payees }: LotAClore): string {
  if (etat === 'prepare') return 'préparé : validez-le ou abandonnez-le';
  const attendues = `${pluriel(sansRetour, 'ligne')} sans retour de l’agence comptable`;
  // Une ligne payée l’est pour toujours : le lot ne s’annule plus.
  if (payees === 0 && sansRetour === lignes)
    return `validé, ${attendues} : déposez la liste des paiements (Paiements, Retours de paiement), ou annulez le lot`;
  return `validé, ${attendues} sur ${lignes} : déposez la liste où elle${sansRetour > 1 ? 's sont payées ou rejetées' : ' est payée ou rejetée'} (Paiements, Retours de paiement)`;
}

/** Tout ce qui reste à régler ou à expliquer, dans l’ordre où l’année se finit, et les sommes de la campagne. */
export function relever(db: Base, campagneId: number): { obstacles: Obstacle[]; sommes: SommesCloture } {
  const dossiers = lireDossiersAClore(db, campagneId);
  const desaccords = new Map(desaccordsDeLaCampagne(db, campagneId).map((d) => [d.dossierId, d]));
  const desDossiers = dossiers.flatMap((d) =>
    Array.from(obstaclesDe(d, desaccords.get(d.id)), (obstacle) => ({
      ...obstacle,
      cle: `${obstacle.code}:${d.id}`,
      dossierId: d.id,
      numeroDossier: d.numero,
      raisonSociale: d.raisonSociale,
    })),
  );
  const desLots = lireLotsAClore(db, campagneId).map((lot): Obstacle => {
    const code = lot.etat === 'prepare' ? 'lot_prepare' : 'lot_non_paye';
    const nom = lot.numero === null ? `lot « ${lot.libelle} »` : `lot ${lot.numero}`;
    return {
      cle: `${code}:${lot.id}`,
      code,
      dossierId: null,
      numeroDossier: null,
      raisonSociale: null,
      phrase: `${nom}, ${direLot(lot)}`,
      montantCentimes: lot.montantCentimes,
    };
  });
  const rang = Object.keys(OBSTACLES);
  const somme = (f: (d: DossierAClore) => number) => dossiers.reduce((n, d) => n + f(d), 0);
  return {
    obstacles: [...desDossiers, ...desLots].toSorted((a, b) => rang.indexOf(a.code) - rang.indexOf(b.code)),
    sommes: {
      dossiers: dossiers.length,
      dossiersAgrees: dossiers.filter((d) => d.agrees > 0).length,
      agreeCentimes: somme((d) => d.agreeCentimes),
      droitReelCentimes: somme((d) => d.droitReelCentimes ?? 0),
      payeCentimes: somme((d) => d.payeCentimes),
      resteAPayerCentimes: somme((d) => d.echeancesCentimes - d.payeCentimes),
      indusCentimes: somme((d) => d.indusCentimes - d.revisesCentimes),
      resteARecouvrerCentimes: somme((d) => d.indusCentimes - d.soldesCentimes),
    },
  };
}
