import type { Existant } from '../../../db/queries/imports.ts';
import type { BilanImport } from '../../../shared/contract/imports.ts';
import { CHAMPS_COLLECTIF } from './changements.ts';
import type { PlanDossier } from './comparer.ts';

/** Ce que ces dossiers feraient à la base, en nombres. */
export function compterBilan(plans: readonly PlanDossier[], disparus: number, existant: Existant): BilanImport {
  const compter = (nature: PlanDossier['nature']) =>
    plans.filter((p) => (p.isRefuse ? 'inchange' : p.nature) === nature).length;
  return {
    dossiers: {
      nouveaux: compter('nouveau'),
      modifies: compter('modifie'),
      inchanges: compter('inchange'),
      disparus,
    },
    collectifs: compterCollectifs(plans, existant),
    structures: compterStructures(plans),
  };
}

function compterCollectifs(plans: readonly PlanDossier[], existant: Existant): BilanImport['collectifs'] {
  const compte = { nouveaux: 0, modifies: 0, inchanges: 0, disparus: 0 };
  for (const { dossierId, collectifsTus, lu } of plans) {
    const connus = dossierId === null ? [] : (existant.collectifs.get(dossierId) ?? []);
    const avant = new Map(connus.filter((c) => c.present).map((c) => [c.rang, c]));
    if (collectifsTus) {
      compte.inchanges += avant.size;
      continue;
    }
    for (const c of lu.collectifs) {
      const ancien = avant.get(c.rang);
      avant.delete(c.rang);
      if (!ancien) compte.nouveaux += 1;
      else if (CHAMPS_COLLECTIF.every(([cle]) => (ancien[cle] ?? null) === (c[cle] ?? null))) compte.inchanges += 1;
      else compte.modifies += 1;
    }
    compte.disparus += avant.size;
  }
  return compte;
}

function compterStructures(plans: readonly PlanDossier[]): BilanImport['structures'] {
  const parPorteur = Map.groupBy(plans, ({ structure: s }) => (s.id === null ? s.cle : `structure ${s.id}`));
  const compte = { nouvelles: 0, modifiees: 0, reconnues: 0 };
  for (const groupe of parPorteur.values()) {
    if (groupe.every((p) => p.structure.id === null)) compte.nouvelles += 1;
    else if (groupe.some((p) => Object.keys(p.structure.changements).length > 0)) compte.modifiees += 1;
    else compte.reconnues += 1;
  }
  return compte;
}
