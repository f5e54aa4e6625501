import type { ElementDuFil } from '../../shared/contract/suivi.ts';
import { formaterDate } from '../../shared/domaine/dates.ts';
import { LIBELLES_EVENEMENT, LIBELLES_MOYEN, LIBELLES_SENS } from '../../shared/domaine/libelles-suivi.ts';

/** Le titre d’un élément du fil : « A : démarrage confirmé », « Visite », « Téléphone, émis ». */
export function titrerElement(element: ElementDuFil): string {
  switch (element.genre) {
    case 'evenement':
      return `${element.lettre} : ${LIBELLES_EVENEMENT[element.nature].toLowerCase()}`;
    case 'visite':
      return element.lettre === null ? 'Visite du dossier' : `Visite du collectif ${element.lettre}`;
    case 'echange':
      return `${LIBELLES_MOYEN[element.moyen]}, ${LIBELLES_SENS[element.sens].toLowerCase()}`;
    case 'relance':
      return element.rang === 1 ? 'Relance du démarrage' : `Relance du démarrage n° ${element.rang}`;
    default:
      throw new Error(`Élément non prévu : ${String(element satisfies never)}`);
  }
}

/** « A : arrêt, le 01/02/2027 ». */
export function nommerElement(element: ElementDuFil): string {
  return `${titrerElement(element)}, le ${formaterDate(element.date)}`;
}
