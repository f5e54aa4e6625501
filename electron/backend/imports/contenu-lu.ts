import type { ContenuDossier } from '../../../db/queries/contenu-dossier.ts';
import type { DossierLu } from './dossier-lu.ts';
import { coderDossier } from './transport.ts';

/** Un dossier à écrire : ce qui a été lu, moins ce que l’agent a refusé. */
export interface DossierAEcrire {
  /** Ses collectifs portent le rang que la base leur connaît. */
  readonly lu: DossierLu;
  /** Du fichier tel que reçu : le même fichier, importé à nouveau, ne redemande rien. */
  readonly empreinte: string;
  /** Le fichier entier ne dit rien des collectifs (export CSV) : ceux que la base connaît restent. */
  readonly collectifsTus: boolean;
  /** Ce qui identifie la source d’une fois sur l’autre. */
  readonly source: string;
}

/** Contenu d’un dossier lu, sous la forme des tables. */
export function contenuDossier(
  { lu, empreinte, collectifsTus, source }: DossierAEcrire,
  campagneId: number,
  structureId: number,
): ContenuDossier {
  return {
    valeurs: {
      campagneId,
      structureId,
      numero: lu.numero,
      etatSource: lu.etatSource,
      deposeLe: lu.deposeLe,
      intitule: lu.intitule,
      communeInsee: lu.communeInsee,
      quartier: lu.quartier,
      qpv: lu.qpv,
      montantDemandeCentimes: lu.montantDemandeCentimes,
      totalChargesCentimes: lu.totalChargesCentimes,
      totalProduitsCentimes: lu.totalProduitsCentimes,
      empreinteSource: empreinte,
      source,
      absentDepuis: null,
    },
    collectifs: collectifsTus ? null : lu.collectifs.map(({ reponses: _reponses, ...c }) => c),
    budget: lu.budget.map((l, i) => ({ ...l, rang: i + 1 })),
    reponses: coderDossier(lu),
  };
}
