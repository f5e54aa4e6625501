import type { Reponse } from '../../../shared/contract/dossiers.ts';
import { CHAMP_PAR_CODE } from '../../../shared/domaine/champs.ts';

/** Une réponse qui appuie le critère ou la condition sous les yeux, et son numéro d’appel. */
export interface Preuve {
  readonly numero: number;
  readonly reponse: Reponse;
}

export interface Preuves {
  readonly trouvees: readonly Preuve[];
  /** Libellés des champs attendus auxquels le porteur n’a pas répondu. */
  readonly absentes: readonly string[];
}

/** Les réponses d’un dossier qui portent sur ces champs, dans l’ordre des champs. */
export function trouverPreuves(champs: readonly string[], reponses: readonly Reponse[]): Preuves {
  const absentes: string[] = [];
  const trouvees = champs.flatMap((champ) => {
    const lues = reponses.filter((reponse) => reponse.champ === champ && reponse.valeur.trim() !== '');
    if (lues.length === 0) absentes.push(CHAMP_PAR_CODE.get(champ)?.libelle ?? champ);
    return lues;
  });
  return { trouvees: trouvees.map((reponse, rang) => ({ numero: rang + 1, reponse })), absentes };
}

/** Deux réponses peuvent venir de la même cellule (une colonne lue deux fois) : le champ les distingue. */
export function cleReponse({ adresse, champ, libelle }: Reponse): string {
  return `${adresse}|${champ ?? libelle}`;
}

/** Le nom du champ, plus court que la question posée par le formulaire ; la question reste en info-bulle. */
export function libelleCourt({ champ, libelle }: Reponse): string {
  return (champ === null ? undefined : CHAMP_PAR_CODE.get(champ)?.libelle) ?? libelle;
}
