import type { Base } from '../../../db/base.ts';
import { structuresAvecIban } from '../../../db/queries/coordonnees.ts';
import { lireStructure } from '../../../db/queries/structures.ts';
import { ecartBicIban, verifierBic } from '../../../shared/domaine/bic.ts';

interface Compte {
  readonly iban: string;
  readonly bic: string | null;
  readonly structureId: number;
}

/** Ce qui rend un compte suspect : le même qu’un autre porteur, un compte étranger, un BIC qui ne va pas ; null si rien. */
export function alerteIban(db: Base, { iban, bic, structureId }: Compte): string | null {
  const alertes = [
    ...autresPorteurs(db, iban, structureId),
    ...(iban.startsWith('FR') ? [] : [`compte étranger (${iban.slice(0, 2)})`]),
    ...(bic === null ? [] : alertesDuBic(bic, iban)),
  ];
  return alertes.join(' ; ') || null;
}

function autresPorteurs(db: Base, iban: string, structureId: number): string[] {
  const autres = structuresAvecIban(db, iban, structureId);
  if (autres.length === 0) return [];
  const siren = lireStructure(db, structureId)?.siret?.slice(0, 9);
  // Deux établissements d’un même organisme ont souvent un seul compte : dit, pour que l’alerte ne s’use pas.
  const dire = ({ raisonSociale, siret }: (typeof autres)[number]) =>
    siren !== undefined && siret?.slice(0, 9) === siren ? `${raisonSociale} (même SIREN)` : raisonSociale;
  return [`même IBAN que ${autres.map(dire).join(', ')}`];
}

function alertesDuBic(bic: string, iban: string): string[] {
  const lu = verifierBic(bic);
  if (!lu.valide) return [`BIC à corriger : ${lu.raison}`];
  const ecart = ecartBicIban(lu.valeur, iban);
  return ecart === null ? [] : [ecart];
}
