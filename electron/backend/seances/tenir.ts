import type { Base } from '../../../db/base.ts';
import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import { campagneDuDossier } from '../../../db/queries/dossiers.ts';
import { type LigneSeance, lireSeance } from '../../../db/queries/seances.ts';
import { ecrireAvis, ecrirePresence, ecrireRecusation } from '../../../db/queries/tenue-seance.ts';
import type {
  AvisSeance,
  EtatSeance,
  Institution,
  MembreDeSeance,
  Presence,
} from '../../../shared/contract/seances.ts';
import { acteur } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { introuvable } from '../refus.ts';
import { lireEtatSeance } from './lire.ts';

interface DeSeance {
  readonly seanceId: number;
}
interface DuDossier extends DeSeance {
  readonly dossierId: number;
}

/** Écrit ce qui se dit en séance, sur une séance relue dans la transaction, et rend l’état d’après. */
function noter(
  context: Context,
  seanceId: number,
  ecriture: (tx: Transaction, seance: LigneSeance) => void,
): EtatSeance {
  const campagneId = ecrire(context.db, acteur(context), (tx) => {
    const seance = lireSeance(tx.db, seanceId);
    if (!seance) throw introuvable('Cette séance');
    exigerCampagneOuverte(tx.db, seance.campagneId);
    ecriture(tx, seance);
    return seance.campagneId;
  });
  return lireEtatSeance(context, campagneId, seanceId);
}

function membreDe(seance: LigneSeance, membreId: number): MembreDeSeance {
  const membre = seance.membres.find((m) => m.id === membreId);
  if (!membre) throw introuvable('Ce membre de la séance');
  return membre;
}

function exigerDossier(db: Base, seance: LigneSeance, dossierId: number): void {
  if (campagneDuDossier(db, dossierId) !== seance.campagneId) throw introuvable('Ce dossier');
}

export function noterPresence(
  context: Context,
  { seanceId, membreId, presence }: DeSeance & { readonly membreId: number; readonly presence: Presence | null },
): EtatSeance {
  return noter(context, seanceId, (tx, seance) => ecrirePresence(tx, seanceId, membreDe(seance, membreId), presence));
}

export function recuser(
  context: Context,
  { seanceId, dossierId, membreId, motif }: DuDossier & { readonly membreId: number; readonly motif: string | null },
): EtatSeance {
  return noter(context, seanceId, (tx, seance) => {
    exigerDossier(tx.db, seance, dossierId);
    ecrireRecusation(tx, { seanceId, dossierId, membre: membreDe(seance, membreId), motif });
  });
}

interface Avis extends DuDossier {
  readonly institution: Institution;
  readonly sens: AvisSeance['sens'] | null;
  readonly texte: string;
}

export function donnerAvis(context: Context, { seanceId, dossierId, institution, sens, texte }: Avis): EtatSeance {
  return noter(context, seanceId, (tx, seance) => {
    exigerDossier(tx.db, seance, dossierId);
    ecrireAvis(tx, { seanceId, dossierId, institution, avis: sens && { sens, texte } });
  });
}
