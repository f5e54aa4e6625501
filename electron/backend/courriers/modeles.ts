import { z } from 'zod';
import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import { ecrireParametre, lireParametre } from '../../../db/queries/parametres.ts';
import type { ModeleLu } from '../../../shared/contract/courriers.ts';
import {
  LIBELLES_TEXTES_NOTIFICATION,
  MODELES_NOTIFICATION,
  ModeleNotification,
} from '../../../shared/domaine/lettres-notification/modele.ts';
import {
  LIBELLES_NATURE_LETTRE,
  NATURES_LETTRE,
  type NatureLettre,
} from '../../../shared/domaine/lettres-notification/nature.ts';
import { controlerModeleNotification } from '../../../shared/domaine/lettres-notification/variables.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { Refus } from '../refus.ts';

const CLE = 'lettres-notification';
/** Seuls les modèles que la Caf a changés sont gardés ; un modèle illisible rend celui de Clas. */
const Gardes = z.partialRecord(z.enum(NATURES_LETTRE), ModeleNotification.nullable().catch(null)).catch({});

export function lireModeles(db: Base): ModeleLu[] {
  const gardes = Gardes.parse(lireParametre(db, CLE) ?? {});
  return NATURES_LETTRE.map((nature) => {
    const modele = gardes[nature] ?? null;
    return { nature, modele: modele ?? MODELES_NOTIFICATION[nature], parDefaut: modele === null };
  });
}

export function modifierModele(context: Context, nature: NatureLettre, modele: ModeleNotification | null): ModeleLu[] {
  const [premier] = modele === null ? [] : controlerModeleNotification(nature, modele);
  if (premier) throw new Refus('modele_faux', `${LIBELLES_TEXTES_NOTIFICATION[premier.texte]} – ${premier.probleme}`);
  ecrire(context.db, acteur(context), (tx) => {
    // Relu dans la transaction : une autre fenêtre a pu changer un autre modèle.
    const gardes = Gardes.parse(lireParametre(tx.db, CLE) ?? {});
    const libelle = `Lettre de notification, ${LIBELLES_NATURE_LETTRE[nature].toLowerCase()}`;
    ecrireParametre(tx, CLE, { ...gardes, [nature]: modele }, libelle);
  });
  return lireModeles(context.db);
}
