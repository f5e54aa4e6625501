import { appel } from './appel.ts';
import { banque } from './banque.ts';
import { bilans } from './bilans.ts';
import { classeursBilan } from './bilans-classeur.ts';
import { campagnes } from './campagnes.ts';
import { chartes } from './chartes.ts';
import { cloture } from './cloture.ts';
import { conventions } from './conventions.ts';
import { courriers } from './courriers.ts';
import { demandes } from './demandes.ts';
import { documents } from './documents.ts';
import { dossierDeSeance } from './dossier-de-seance.ts';
import { dossiers } from './dossiers.ts';
import { fichiersLot } from './fichiers-lot.ts';
import { grilles } from './grilles.ts';
import { imports } from './imports.ts';
import { indus } from './indus.ts';
import { instruction } from './instruction.ts';
import { journal } from './journal.ts';
import { lectures } from './lectures.ts';
import { lots } from './lots.ts';
import { paiements } from './paiements.ts';
import { papiers } from './papiers.ts';
import { parametres } from './parametres.ts';
import { pieces } from './pieces.ts';
import { recherche } from './recherche.ts';
import { resultats } from './resultats.ts';
import { scenarios } from './scenarios.ts';
import { seances } from './seances.ts';
import { session } from './session.ts';
import { structures } from './structures.ts';
import { suivi } from './suivi.ts';
import { tableaux } from './tableaux.ts';

/** Tout ce que la page peut demander au backend. Les quatre hôtes servent ce contrat et rien d’autre. */
export const contract = {
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
};
export type Contract = typeof contract;
