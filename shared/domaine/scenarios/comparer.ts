import type { PartDeTerritoire, ResultatScenario } from './resultat.ts';

export interface EcartDeDossier {
  readonly dossierId: number;
  readonly numero: string;
  readonly structure: string;
  readonly commune: string | null;
  /** `gagne` : retenu par le second seul ; `perdu` : par le premier seul ; `change` : par les deux, autrement. */
  readonly sens: 'gagne' | 'perdu' | 'change';
  /** Collectifs retenus par le premier, puis par le second. */
  readonly avant: number;
  readonly apres: number;
  readonly centimes: number;
  /** Ce que dit le second. */
  readonly raison: string;
}

export interface EcartsDeScenarios {
  readonly collectifs: number;
  readonly enfants: number;
  readonly centimes: number;
  readonly porteurs: number;
  readonly dossiers: readonly EcartDeDossier[];
}

const ORDRE = { gagne: 0, perdu: 1, change: 2 } as const;

/** Ce que l’on gagne et perd en passant du premier scénario au second. */
export function comparerResultats(a: ResultatScenario, b: ResultatScenario): EcartsDeScenarios {
  const avant = new Map(a.liste.map((d) => [d.dossierId, d]));
  const dossiers = b.liste.flatMap((d): EcartDeDossier[] => {
    const ancien = avant.get(d.dossierId);
    const nombre = ancien?.collectifIds.length ?? 0;
    const apres = d.collectifIds.length;
    if (nombre === apres) return [];
    const { dossierId, numero, structure, commune, raison } = d;
    const sens = nombre === 0 ? 'gagne' : apres === 0 ? 'perdu' : 'change';
    return [
      {
        dossierId,
        numero,
        structure,
        commune,
        sens,
        avant: nombre,
        apres,
        centimes: d.centimes - (ancien?.centimes ?? 0),
        raison,
      },
    ];
  });
  return {
    collectifs: b.collectifs - a.collectifs,
    enfants: b.enfants - a.enfants,
    centimes: b.engageCentimes - a.engageCentimes,
    porteurs: b.porteurs - a.porteurs,
    dossiers: dossiers.toSorted((x, y) => ORDRE[x.sens] - ORDRE[y.sens] || x.numero.localeCompare(y.numero)),
  };
}

/** Les territoires de plusieurs résultats, chacun une fois, avec la part de chaque résultat. */
export function alignerTerritoires(listes: readonly (readonly PartDeTerritoire[])[]): {
  readonly code: string;
  readonly nom: string;
  readonly presentes: number;
  readonly parts: readonly (PartDeTerritoire | null)[];
}[] {
  const connus = new Map(listes.flat().map((t) => [t.code, t]));
  return [...connus.values()]
    .map(({ code, nom, presentes }) => ({
      code,
      nom,
      presentes,
      parts: listes.map((liste) => liste.find((t) => t.code === code) ?? null),
    }))
    .toSorted((x, y) => y.presentes - x.presentes);
}
