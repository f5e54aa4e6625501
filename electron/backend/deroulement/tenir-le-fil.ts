import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import { essayer } from '../../../db/essayer.ts';
import {
  annulerLigne,
  evenementsDeLaCampagne,
  type GenreDeSuivi,
  insererEchange,
  insererVisite,
  situerLigne,
} from '../../../db/queries/suivi.ts';
import type { EchangeSaisi, EffetSurLeDroit, SuiviDossier, VisiteSaisie } from '../../../shared/contract/suivi.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { LIBELLES_EVENEMENT, LIBELLES_MOYEN } from '../../../shared/domaine/libelles-suivi.ts';
import { acteur } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { lettre } from '../dossiers/faits.ts';
import { introuvable, Refus } from '../refus.ts';
import { changerSuivi } from './effet.ts';
import { campagneDe, lireSuiviDossier } from './lire.ts';
import { type Change, exigerCoherence, exigerCollectif, exigerDate } from './noter.ts';
import { rassembler } from './rassembler.ts';

/** Une visite ou un échange a eu lieu : dans l’année, et pas demain. */
function exigerPasse(date: string, { anneeScolaire, aujourdhui }: { anneeScolaire: string; aujourdhui: string }): void {
  exigerDate(date, anneeScolaire);
  if (date > aujourdhui)
    throw new Refus('date_a_venir', `Le ${formaterDate(date)} est à venir : notez ce qui a eu lieu.`);
}

export function noterVisite(context: Context, visite: VisiteSaisie): SuiviDossier {
  const { dossierId, collectifId, date } = visite;
  const auteur = acteur(context);
  ecrire(context.db, auteur, (tx) => {
    const campagneId = campagneDe(context, dossierId);
    exigerCampagneOuverte(tx.db, campagneId);
    const { dossiers, ...campagne } = rassembler(context, campagneId, dossierId);
    exigerPasse(date, campagne);
    const ou =
      collectifId === null ? '' : ` du collectif ${exigerCollectif(dossiers[0]?.collectifs ?? [], collectifId).lettre}`;
    const libelle = `Visite${ou} du ${formaterDate(date)}`;
    insererVisite(tx, visite, { dossierId, agentId: auteur.agentId, libelle });
  });
  return lireSuiviDossier(context, dossierId);
}

export function noterEchange(context: Context, echange: EchangeSaisi): SuiviDossier {
  const { dossierId, date, moyen, objet } = echange;
  const auteur = acteur(context);
  ecrire(context.db, auteur, (tx) => {
    const campagneId = campagneDe(context, dossierId);
    exigerCampagneOuverte(tx.db, campagneId);
    exigerPasse(date, rassembler(context, campagneId, dossierId));
    const libelle = `${LIBELLES_MOYEN[moyen]} du ${formaterDate(date)} : ${objet}`;
    insererEchange(tx, echange, { dossierId, agentId: auteur.agentId, libelle });
  });
  return lireSuiviDossier(context, dossierId);
}

interface Ligne {
  readonly genre: GenreDeSuivi;
  readonly id: number;
}

/** Annule une ligne du suivi ; l’échéancier suit si c’est un événement. */
export function annuler(context: Context, { motif, ...ligne }: Ligne & { readonly motif: string }): Change {
  const auteur = acteur(context);
  const { dossierId, effet } = ecrire(context.db, auteur, (tx) => defaire(tx, context, ligne, motif, auteur.agentId));
  return { dossier: lireSuiviDossier(context, dossierId), effet };
}

export function apercevoirAnnulation(context: Context, ligne: Ligne): EffetSurLeDroit {
  const auteur = acteur(context);
  return essayer(context.db, auteur, (tx) => defaire(tx, context, ligne, 'aperçu', auteur.agentId)).effet;
}

function defaire(
  tx: Transaction,
  context: Context,
  { genre, id }: Ligne,
  motif: string,
  agentId: number,
): { readonly dossierId: number; readonly effet: EffetSurLeDroit } {
  const situee = situerLigne(tx.db, genre, id);
  if (!situee) throw introuvable('Cette ligne du suivi');
  const { dossierId, collectifId, annuleLe } = situee;
  if (annuleLe !== null) throw new Refus('deja_annule', 'Cette ligne est déjà annulée : rien n’a changé.');
  const effet = changerSuivi(tx, context, dossierId, (campagneId) => {
    const avant = evenementsDeLaCampagne(tx.db, campagneId, dossierId).get(collectifId ?? 0) ?? [];
    const evenement = genre === 'evenement' ? avant.find((e) => e.id === id) : undefined;
    const nom = evenement ? lettre(evenement.rang) : '';
    const libelle = evenement
      ? `Collectif ${nom} : annulé, ${LIBELLES_EVENEMENT[evenement.nature].toLowerCase()} au ${formaterDate(evenement.dateEffet)}`
      : genre === 'visite'
        ? 'Visite annulée'
        : 'Échange annulé';
    annulerLigne(tx, genre, id, { dossierId, agentId, libelle, motif });
    if (evenement)
      exigerCoherence(evenementsDeLaCampagne(tx.db, campagneId, dossierId).get(evenement.collectifId) ?? [], nom);
  });
  return { dossierId, effet };
}
