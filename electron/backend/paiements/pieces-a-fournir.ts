import type { Base } from '../../../db/base.ts';
import { lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import { estFournie } from '../../../shared/domaine/pieces.ts';
import { valeursParChamp } from '../dossiers/faits.ts';
import { etatsDuDossier, lireReleve } from '../pieces/etats.ts';

/** Les pièces obligatoires d’un dossier, vues du paiement. */
export interface PiecesDuDossier {
  /** « 4 sur 5 » ; vide si la campagne n’en demande aucune. */
  readonly recues: string;
  /** Ce qui manque, en phrases. */
  readonly manques: readonly string[];
}

const AUCUNE: PiecesDuDossier = { recues: '', manques: [] };

/**
 * Les pièces obligatoires de chaque dossier. Une pièce que rien ne renseigne ne bloque que si la campagne a établi sa liste :
 * sinon, personne ne l’a demandée.
 */
export function piecesAFournir(db: Base, campagneId: number): (dossierId: number) => PiecesDuDossier {
  const releve = lireReleve(db, campagneId);
  if (releve.pieces.length === 0) return () => AUCUNE;
  const champs = releve.pieces.flatMap((p) => p.champ ?? []);
  const { reponses } = lireLignesDossiers(db, campagneId, { champs });
  return (dossierId) => {
    const pieces = etatsDuDossier(releve, dossierId, valeursParChamp(reponses.get(dossierId) ?? [])).filter(
      (p) => p.obligatoire,
    );
    if (pieces.length === 0) return AUCUNE;
    return {
      recues: `${pieces.filter((p) => estFournie(p.etat) === true).length} sur ${pieces.length}`,
      manques: pieces.flatMap(({ etat, libelle }) => {
        if (etat === 'non_conforme') return [`pièce non conforme : ${libelle}`];
        if (etat === 'manquante') return [`pièce manquante : ${libelle}`];
        return etat === 'non_renseignee' && releve.etablie ? [`pièce à vérifier : ${libelle}`] : [];
      }),
    };
  };
}
