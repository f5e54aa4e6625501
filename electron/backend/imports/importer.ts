import { ecrire } from '../../../db/ecrire.ts';
import { capturerEffets, demandesDeLImport } from '../../../db/queries/effets-import.ts';
import { fichiersDeLImport, listerImports as lireImports } from '../../../db/queries/imports.ts';
import type { ImportFait } from '../../../shared/contract/imports.ts';
import { CHAMPS } from '../../../shared/domaine/champs.ts';
import { acteur, exigerAgent } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context, Depot } from '../context.ts';
import { reserver } from '../fichiers/reserve.ts';
import { introuvable, Refus } from '../refus.ts';
import { raisonDeNePasAnnuler } from './annulable.ts';
import { appliquerImport, type FichierRecu } from './appliquer.ts';
import { lireDepot, viderDepot } from './depots.ts';
import { planifier } from './planifier.ts';

export interface DemandeExecution {
  readonly campagneId: number;
  readonly depotId: string;
  /** Clé de différence → code choisi. */
  readonly decisions?: Readonly<Record<string, string>>;
  /** Oui à la question de l’aperçu. */
  readonly confirme?: boolean;
}

/** Applique ce que l’aperçu a montré, recalculé sur la base du moment, en une transaction. */
export async function executer(context: Context, demande: DemandeExecution): Promise<ImportFait> {
  exigerAgent(context);
  const { campagneId, depotId, decisions = {}, confirme = false } = demande;
  exigerCampagneOuverte(context.db, campagneId);
  const depot = lireDepot(context, depotId);
  const { analyse } = depot;
  if (!analyse) throw new Refus('non_analyse', 'Ce fichier n’a pas encore été lu : affichez d’abord l’aperçu.');
  if (analyse.campagneId !== campagneId)
    throw new Refus(
      'autre_campagne',
      'L’aperçu a été fait pour une autre campagne : affichez-le à nouveau pour celle-ci.',
    );
  // Retiré de l’attente avant la première pause : un second clic ne trouve plus rien à importer.
  context.depots.delete(depotId);
  let id: number;
  try {
    const fichiers = await reserverFichiers(context, depot);
    id = ecrire(context.db, acteur(context), (tx) => {
      exigerCampagneOuverte(tx.db, campagneId);
      const plan = planifier(context, campagneId, analyse.lecture, decisions);
      if (plan.confirmation !== null && !confirme) throw new Refus('a_confirmer', plan.confirmation);
      const effets = capturerEffets(tx);
      const importId = appliquerImport(tx, plan, { campagneId, fichiers });
      effets.garder(importId);
      return importId;
    });
  } catch (cause) {
    context.depots.set(depotId, depot);
    throw cause;
  }
  await viderDepot(depot);
  return lireImport(context, campagneId, id);
}

/** Chaque fichier lu est gardé tel que reçu, avant la transaction qui le cite. */
async function reserverFichiers(context: Context, depot: Depot): Promise<FichierRecu[]> {
  const fichiers: FichierRecu[] = [];
  for (const { chemin, nom, lecture } of depot.fichiers)
    if (lecture) fichiers.push({ nom, ...(await reserver(context, chemin)) });
  return fichiers;
}

export function lireImport(context: Pick<Context, 'db'>, campagneId: number, id: number): ImportFait {
  const fait = listerImports(context, campagneId).find((i) => i.id === id);
  if (!fait) throw introuvable('Cet import');
  return fait;
}

export function listerImports(context: Pick<Context, 'db'>, campagneId: number): ImportFait[] {
  return lireImports(context.db, campagneId).map((l) => ({
    id: l.import.id,
    fichier: l.import.fichier,
    fichiers: fichiersDeLImport(context.db, l.import.id),
    instant: l.import.instant,
    agent: [l.prenom, l.nom].filter(Boolean).join(' '),
    bilan: l.import.bilan,
    anomalies: l.anomalies,
    demandesIban: demandesDeLImport(context.db, l.import.id),
    annule:
      l.import.annuleLe === null
        ? null
        : { instant: l.import.annuleLe, agent: l.annulePar, motif: l.import.annuleMotif ?? '' },
    annulationImpossible: raisonDeNePasAnnuler(context.db, l.import),
  }));
}

export function listerChamps(): { code: string; libelle: string; objet: string }[] {
  return CHAMPS.map(({ code, libelle, objet }) => ({ code, libelle, objet }));
}
