import type { Base } from '../base.ts';
import { preparer } from '../preparer.ts';

export interface LigneEmportable {
  readonly id: number;
  readonly numero: string;
  readonly structure: string;
  readonly communeInsee: string | null;
  readonly attribue: boolean;
  readonly lien: boolean;
  readonly etat: 'en_cours' | 'terminee' | null;
  readonly cotes: number;
}

/** Les dossiers d’une campagne vus par un agent, par numéro : attribué, lien d’intérêt, où en est sa lecture. */
export function listerEmportables(
  db: Base,
  cible: { readonly campagneId: number; readonly agentId: number; readonly charteId: number },
): LigneEmportable[] {
  const lignes = preparer(
    db,
    `SELECT d.id, d.numero, s.raison_sociale AS structure, d.commune_insee AS communeInsee, l.etat,
       EXISTS (SELECT 1 FROM attributions a WHERE a.dossier_id = d.id AND a.agent_id = @agentId) AS attribue,
       EXISTS (SELECT 1 FROM liens_interet i
               WHERE i.dossier_id = d.id AND i.agent_id = @agentId AND i.retire_le IS NULL) AS lien,
       (SELECT count(*) FROM niveaux n
        WHERE n.lecture_id = l.id AND (n.niveau IS NOT NULL OR n.sans_objet = 1)) AS cotes
     FROM dossiers d
     JOIN structures s ON s.id = d.structure_id
     LEFT JOIN lectures l ON l.dossier_id = d.id AND l.agent_id = @agentId AND l.charte_id = @charteId
     WHERE d.campagne_id = @campagneId
     ORDER BY d.numero`,
  ).all(cible) as (Omit<LigneEmportable, 'attribue' | 'lien'> & { attribue: number; lien: number })[];
  return lignes.map((l) => ({ ...l, attribue: l.attribue === 1, lien: l.lien === 1 }));
}

/** Ce qu’une reprise a laissé en base pour un dossier, à retrouver si l’agent rend la même grille plus remplie. */
export interface TraceDeReprise {
  readonly lecture: string;
  /** Empreinte de chaque constat qu’elle a écrit, par code de ligne. */
  readonly constats: Readonly<Record<string, string>>;
}

/** Les traces d’une grille, par dossier ; la dernière reprise l’emporte, les constats s’ajoutent. */
export function lireTraces(db: Base, grille: string): ReadonlyMap<number, TraceDeReprise> {
  const entrees = preparer(
    db,
    `SELECT json_extract(apres, '$.dossiers') AS dossiers FROM journal
     WHERE objet = ? AND action = 'grille.reprendre' ORDER BY id`,
  ).all(`grille:${grille}`) as { dossiers: string | null }[];
  const traces = new Map<number, TraceDeReprise>();
  for (const { dossiers } of entrees) {
    // Écrit par la reprise elle-même, dans le journal que rien d’autre n’écrit.
    for (const [id, trace] of Object.entries(JSON.parse(dossiers ?? '{}') as Record<string, TraceDeReprise>)) {
      const avant = traces.get(Number(id));
      traces.set(Number(id), { lecture: trace.lecture, constats: { ...avant?.constats, ...trace.constats } });
    }
  }
  return traces;
}
