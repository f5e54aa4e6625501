import { creerCampagne, lireCampagne, lireModeles, modifierCampagne, modifierEtape } from '../campagnes.ts';
import { lireCarte } from '../carte.ts';
import { constaterEtapes } from '../etapes.ts';
import { ouvrirExemple } from '../exemple/ouvrir.ts';
import { suivre } from '../suivi.ts';
import { lireTableauDeBord } from '../tableau-de-bord.ts';
import type { Procedures } from './os.ts';
import { os, traduireSuite } from './os.ts';

export const campagnes: Procedures<'campagnes'> = {
  modeles: os.campagnes.modeles.handler(({ context }) => lireModeles(context)),
  creer: os.campagnes.creer.handler(({ context, input }) => creerCampagne(context, input)),
  lire: os.campagnes.lire.handler(({ context, input }) =>
    constaterEtapes(context.db, lireCampagne(context, input.campagneId)),
  ),
  modifier: os.campagnes.modifier.handler(({ context, input }) => modifierCampagne(context, input)),
  modifierEtape: os.campagnes.modifierEtape.handler(({ context, input }) => modifierEtape(context, input)),
  tableauDeBord: os.campagnes.tableauDeBord.handler(({ context, input }) =>
    lireTableauDeBord(context, input.campagneId),
  ),
  carte: os.campagnes.carte.handler(({ context }) => lireCarte(context.ressources)),
  ouvrirExemple: os.campagnes.ouvrirExemple.handler(({ context }) =>
    traduireSuite(suivre((surProgres) => ouvrirExemple(context, surProgres))),
  ),
};
