import { CHAMPS } from '../../shared/domaine/champs.ts';
import type { Base } from '../base.ts';
import { preparer } from '../preparer.ts';

const PIECES = CHAMPS.filter((c) => c.type === 'piece').map((c) => c.code);

/** Pièces qu’au moins un dossier de la campagne a fournies : celles que le formulaire demandait. */
export function piecesRecues(db: Base, campagneId: number): string[] {
  // Le code, entre ses virgules et ses guillemets, ne peut pas venir d’un texte : JSON y échappe les guillemets.
  const contient = preparer(
    db,
    `SELECT EXISTS (SELECT 1 FROM dossiers d JOIN reponses_recues r ON r.dossier_id = d.id
     WHERE d.campagne_id = ? AND instr(r.contenu, ?) > 0) AS recue`,
  );
  return PIECES.filter((code) => (contient.get(campagneId, `,"${code}",`) as { recue: number }).recue === 1);
}
