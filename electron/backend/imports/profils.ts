import { ecrire } from '../../../db/ecrire.ts';
import {
  garderProfil as ecrireProfil,
  effacerProfil,
  listerProfils as lireProfils,
} from '../../../db/queries/imports.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { Refus } from '../refus.ts';

export function listerProfils(context: Pick<Context, 'db'>) {
  return lireProfils(context.db).map(({ nom, demarche, correspondances, modifieLe }) => ({
    nom,
    demarche,
    colonnes: Object.keys(correspondances).length,
    modifieLe,
  }));
}

export function garderProfil(
  context: Context,
  profil: { nom: string; demarche: string | null; correspondances: Record<string, string | null> },
): { nom: string } {
  if (Object.keys(profil.correspondances).length === 0)
    throw new Refus('profil_vide', 'Aucune colonne n’a été changée à la main : il n’y a rien à garder.');
  ecrire(context.db, acteur(context), (tx) => ecrireProfil(tx, profil));
  return { nom: profil.nom };
}

export function supprimerProfil(context: Context, nom: string): Record<string, never> {
  ecrire(context.db, acteur(context), (tx) => {
    if (!effacerProfil(tx, nom)) throw new Refus('profil_inconnu', `Le profil « ${nom} » n’existe pas.`);
  });
  return {};
}
