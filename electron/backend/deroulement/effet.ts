import type { Transaction } from '../../../db/ecrire.ts';
import type { EffetSurLeDroit } from '../../../shared/contract/suivi.ts';
import { exigerBilanNonValide } from '../bilans/exiger-non-valide.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { reviserEcheancier } from '../paiements/reviser.ts';
import { campagneDe } from './lire.ts';
import { type DossierSuivi, rassembler } from './rassembler.ts';

/**
 * Change le suivi d’un dossier, refait son échéancier dans la même transaction, et dit ce que le droit et les échéances
 * étaient et sont devenus.
 * @throws Refus si la campagne est close, ou si le droit changerait alors que le bilan l’a déjà fixé
 */
export function changerSuivi(
  tx: Transaction,
  context: Context,
  dossierId: number,
  changer: (campagneId: number) => void,
): EffetSurLeDroit {
  const campagneId = campagneDe(context, dossierId);
  exigerCampagneOuverte(tx.db, campagneId);
  const avant = voir(context, campagneId, dossierId);
  changer(campagneId);
  reviserEcheancier(tx, campagneId, dossierId);
  const apres = voir(context, campagneId, dossierId);
  const effet = comparer(avant, apres);
  if (effet.collectifs.some((c) => c.avantCentimes !== c.apresCentimes))
    exigerBilanNonValide(tx.db, campagneId, { id: dossierId, nom: apres?.structure.raisonSociale || 'Ce dossier' });
  return effet;
}

function voir(context: Context, campagneId: number, dossierId: number): DossierSuivi | undefined {
  return rassembler(context, campagneId, dossierId).dossiers[0];
}

function comparer(avant: DossierSuivi | undefined, apres: DossierSuivi | undefined): EffetSurLeDroit {
  const collectifs = rapprocher(
    (avant?.collectifs ?? []).map((c) => [c.lettre, c.droitCentimes]),
    (apres?.collectifs ?? []).map((c) => [c.lettre, c.droitCentimes]),
  );
  const echeances = rapprocher(
    (avant?.echeances ?? []).map((e) => [e.libelle, e.montantCentimes]),
    (apres?.echeances ?? []).map((e) => [e.libelle, e.montantCentimes]),
  );
  return {
    avantCentimes: collectifs.reduce((n, c) => n + c.avantCentimes, 0),
    apresCentimes: collectifs.reduce((n, c) => n + c.apresCentimes, 0),
    collectifs: collectifs.map(({ nom, ...montants }) => ({ lettre: nom, ...montants })),
    echeances: echeances.map(({ nom, ...montants }) => ({ libelle: nom, ...montants })),
  };
}

type Montant = readonly [nom: string, centimes: number];

/** Nom par nom, dans l’ordre ; ce qui manque d’un côté y vaut zéro. */
function rapprocher(avant: readonly Montant[], apres: readonly Montant[]) {
  const [montantsAvant, montantsApres] = [new Map(avant), new Map(apres)];
  return [...new Set([...avant, ...apres].map(([nom]) => nom))].map((nom) => ({
    nom,
    avantCentimes: montantsAvant.get(nom) ?? 0,
    apresCentimes: montantsApres.get(nom) ?? 0,
  }));
}
