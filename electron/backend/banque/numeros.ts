import type { Base } from '../../../db/base.ts';
import { lireCoordonneesActives } from '../../../db/queries/coordonnees.ts';
import { lireDemandeOuverte } from '../../../db/queries/demandes-iban.ts';
import { lireTracesDeNumeros } from '../../../db/queries/numeros-connus.ts';
import { lireStructure } from '../../../db/queries/structures.ts';
import type { NumeroConnu } from '../../../shared/contract/banque.ts';
import { verifierTelephone } from '../../../shared/domaine/identifiants.ts';
import type { Context } from '../context.ts';

/** Dix chiffres si c’est un numéro français, sinon le numéro sans ses séparateurs ; deux écritures d’un numéro s’y rejoignent. */
export function normaliserTelephone(brut: string): string {
  const lu = verifierTelephone(brut);
  return lu.valide ? lu.valeur : brut.replace(/[\s.\-–_/()]/g, '');
}

/**
 * Les numéros de ce porteur, une fois chacun, à leur première trace. Un numéro arrivé en même temps que l’IBAN ne prouve
 * rien : qui détourne un compte change aussi le téléphone.
 * @param avant instant où l’IBAN à vérifier est arrivé
 */
export function lireNumerosConnus(db: Base, structureId: number, avant: string): NumeroConnu[] {
  const representant = lireStructure(db, structureId)?.representant ?? null;
  const connus = new Map<string, NumeroConnu>();
  for (const { brut, source, depuis } of lireTracesDeNumeros(db, structureId)) {
    const telephone = normaliserTelephone(brut);
    const deja = connus.get(telephone);
    if (telephone === '' || (deja && deja.depuis <= depuis)) continue;
    connus.set(telephone, { telephone, source, contact: representant, depuis, connuAvant: depuis < avant });
  }
  return [...connus.values()].toSorted(
    (a, b) => Number(b.connuAvant) - Number(a.connuAvant) || (a.depuis < b.depuis ? -1 : 1),
  );
}

/** Ceux à proposer pour vérifier cet IBAN, qu’il serve déjà ou qu’il soit demandé. */
export function numerosPourVerifier(
  { db, horloge }: Pick<Context, 'db' | 'horloge'>,
  { structureId, iban }: { readonly structureId: number; readonly iban: string },
): { aujourdhui: string; numeros: NumeroConnu[] } {
  const demande = lireDemandeOuverte(db, structureId);
  const arrive = demande?.iban === iban ? demande.demandeLe : lireCoordonneesActives(db, structureId)?.saisiLe;
  return { aujourdhui: horloge.aujourdhui(), numeros: lireNumerosConnus(db, structureId, arrive ?? '') };
}
