import type { Base } from '../base.ts';
import { preparer } from '../preparer.ts';
import { lireEtatsDeLecture } from './lectures.ts';

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
export function listerEmportables(db: Base, campagneId: number, agentId: number): LigneEmportable[] {
  const lignes = preparer(
    db,
    `SELECT d.id, d.numero, s.raison_sociale AS structure, d.commune_insee AS communeInsee,
       (SELECT count(*) FROM niveaux n
        JOIN lectures l ON l.id = n.lecture_id
        WHERE l.dossier_id = d.id AND l.agent_id = @agentId AND l.charte_id = c.charte_id
          AND (n.niveau IS NOT NULL OR n.sans_objet = 1)) AS cotes
     FROM dossiers d
     JOIN campagnes c ON c.id = d.campagne_id
     JOIN structures s ON s.id = d.structure_id
     WHERE d.campagne_id = @campagneId`,
  ).all({ campagneId, agentId }) as Omit<LigneEmportable, 'attribue' | 'lien' | 'etat'>[];
  const parId = new Map(lignes.map((l) => [l.id, l]));
  return lireEtatsDeLecture(db, campagneId, agentId).flatMap(({ id, etat, role, lien }) => {
    const ligne = parId.get(id);
    return ligne ? [{ ...ligne, etat, attribue: role !== null, lien: lien !== null }] : [];
  });
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
