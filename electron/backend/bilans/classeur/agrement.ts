import { createHash } from 'node:crypto';
import { separerSousTotaux } from '../../../../shared/domaine/budget-lignes.ts';
import { LIBELLES_NIVEAU_SCOLAIRE } from '../../../../shared/domaine/libelles.ts';
import { type Annuaire, nomCommune } from '../../communes.ts';
import { lettre } from '../../dossiers/faits.ts';
import type { AgreeDuBilan } from '../../tableurs/ecrire-bilan-donnees.ts';
import type { DossierABilan } from '../lire.ts';

/** Ce qui a été agréé d’un dossier, tel que son classeur le rappelle : ses collectifs, les lignes de son budget. */
export function agrementDe({ agrees, faits }: DossierABilan, annuaire: Annuaire): AgreeDuBilan {
  return {
    collectifs: agrees.map((c) => ({
      id: c.id,
      lettre: lettre(c.rang),
      libelle: c.libelle,
      niveau: c.niveau === null ? '' : LIBELLES_NIVEAU_SCOLAIRE[c.niveau],
      site: [c.lieu, nomCommune(annuaire, c.communeInsee)].filter((t) => t !== null && t !== '').join(', '),
      effectif: c.effectif,
      coutCentimes: c.coutCentimes,
    })),
    budget: separerSousTotaux(faits.budgetPrevu)
      .details.filter(({ compte, montantCentimes }) => montantCentimes !== 0 && /^[678]\d{1,5}$/.test(compte))
      .map(({ sens, compte, libelle, montantCentimes }) => ({ sens, compte, libelle, montantCentimes })),
  };
}

/** Deux agréments de même empreinte donnent le même classeur. */
export function empreinteAgrement(agree: AgreeDuBilan): string {
  return createHash('sha256').update(JSON.stringify(agree)).digest('hex');
}
