import type { Router } from '@orpc/server';
import type { Contract } from '../../shared/contract/index.ts';
import type { Context } from './context.ts';
import { appel } from './procedures/appel.ts';
import { banque } from './procedures/banque.ts';
import { bilans } from './procedures/bilans.ts';
import { classeursBilan } from './procedures/bilans-classeur.ts';
import { campagnes } from './procedures/campagnes.ts';
import { chartes } from './procedures/chartes.ts';
import { cloture } from './procedures/cloture.ts';
import { conventions } from './procedures/conventions.ts';
import { courriers } from './procedures/courriers.ts';
import { demandes } from './procedures/demandes.ts';
import { documents } from './procedures/documents.ts';
import { dossierDeSeance } from './procedures/dossier-de-seance.ts';
import { dossiers } from './procedures/dossiers.ts';
import { fichiersLot } from './procedures/fichiers-lot.ts';
import { grilles } from './procedures/grilles.ts';
import { imports } from './procedures/imports.ts';
import { instruction } from './procedures/instruction.ts';
import { journal } from './procedures/journal.ts';
import { lectures } from './procedures/lectures.ts';
import { indus, lots } from './procedures/lots.ts';
import { os } from './procedures/os.ts';
import { paiements } from './procedures/paiements.ts';
import { papiers } from './procedures/papiers.ts';
import { parametres } from './procedures/parametres.ts';
import { pieces } from './procedures/pieces.ts';
import { recherche } from './procedures/recherche.ts';
import { resultats } from './procedures/resultats.ts';
import { scenarios } from './procedures/scenarios.ts';
import { seances } from './procedures/seances.ts';
import { session } from './procedures/session.ts';
import { structures } from './procedures/structures.ts';
import { suivi } from './procedures/suivi.ts';
import { tableaux } from './procedures/tableaux.ts';

/** La table des matières du backend : une partie du contrat, un fichier de `procedures/`. */
export const router: Router<Contract, Context> = os.router({
  session,
  campagnes,
  appel,
  imports,
  dossiers,
  lectures,
  resultats,
  grilles,
  instruction,
  chartes,
  scenarios,
  seances,
  papiers,
  tableaux,
  classeursBilan,
  dossierDeSeance,
  documents,
  bilans,
  paiements,
  banque,
  structures,
  lots,
  indus,
  fichiersLot,
  cloture,
  pieces,
  demandes,
  courriers,
  conventions,
  journal,
  parametres,
  recherche,
  suivi,
});
