import { z } from 'zod';

const Parcours = z.object({ requete: z.string(), ids: z.array(z.number()) });
/** La liste d’où l’agent est parti : ses filtres, et ses dossiers dans l’ordre affiché. */
type Parcours = z.infer<typeof Parcours>;

function cle(campagneId: number): string {
  return `clas.parcours.${campagneId}`;
}

export function retenirParcours(campagneId: number, parcours: Parcours): void {
  sessionStorage.setItem(cle(campagneId), JSON.stringify(parcours));
}

export function lireParcours(campagneId: number): Parcours | null {
  try {
    return Parcours.safeParse(JSON.parse(sessionStorage.getItem(cle(campagneId)) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}
