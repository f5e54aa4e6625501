import { pluriel } from './libelles.ts';
import { nonRenseigne, type Reponse, repondre } from './reponse-condition.ts';

/** Ce que la base sait du Clas précédent d’un porteur. */
export interface FaitBilan {
  /** Les autres campagnes d’avant celle-ci, connues de la base. */
  readonly campagnesAnterieures: number;
  /** La plus récente où ce porteur a eu des collectifs agréés, sinon la plus récente où il a répondu ; null : inconnu. */
  readonly dernier: {
    readonly anneeScolaire: string;
    readonly collectifsAgrees: number;
    /** Bilans reçus ou validés ici, sur les dossiers qui en devaient un ; absent : personne n’en a reçu. */
    readonly bilans?: { readonly recus: number; readonly dus: number };
  } | null;
  /** Une pièce « bilan » demandée à l’appel à projets et son état ; null : elle n’est pas demandée. */
  readonly piece: { readonly libelle: string; readonly presente: boolean | null } | null;
}

/** Le bilan de l’année d’avant est-il rendu ? Un porteur qui n’avait rien d’agréé n’en doit pas. */
export function proposerBilan(fait: FaitBilan | null): Reponse {
  if (fait === null) return nonRenseigne('années précédentes non consultées');
  const { dernier, piece, campagnesAnterieures } = fait;
  if (dernier === null) {
    const portee =
      campagnesAnterieures === 0
        ? 'aucune campagne antérieure dans cette base'
        : `absent ${campagnesAnterieures === 1 ? 'de la campagne antérieure' : `des ${campagnesAnterieures} campagnes antérieures`}`;
    return repondre(true, `sans objet, nouveau porteur (${portee})`);
  }
  if (dernier.collectifsAgrees === 0)
    return repondre(true, `sans objet, aucun collectif agréé en ${dernier.anneeScolaire}`);
  const du = `${pluriel(dernier.collectifsAgrees, 'collectif agréé', 'collectifs agréés')} en ${dernier.anneeScolaire}`;
  const { recus, dus } = dernier.bilans ?? { recus: 0, dus: 0 };
  if (recus > 0) {
    return repondre(
      recus >= dus,
      recus >= dus
        ? `${du} ; ${recus === 1 ? 'bilan reçu' : 'bilans reçus'}`
        : `${du} ; ${pluriel(recus, 'bilan reçu', 'bilans reçus')} sur ${dus}`,
    );
  }
  if (piece === null || piece.presente === null) return nonRenseigne(`${du} : bilan à vérifier, aucun reçu ici`);
  return repondre(
    piece.presente,
    `${du} ; pièce «\u00a0${piece.libelle}\u00a0» ${piece.presente ? 'reçue' : 'manquante'}`,
  );
}
