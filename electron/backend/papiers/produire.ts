import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { Context } from '../context.ts';
import { produireEtArchiver } from '../documents/archiver.ts';
import type { DonneesReleve, GenreReleve } from '../documents/releve/donnees.ts';
import { Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { lireEdition, lireSeanceEntiere, rassemblerReleve } from './rassembler.ts';

interface DemandeReleve {
  readonly seanceId: number;
  readonly genre: GenreReleve;
}

const NOMS: Readonly<Record<GenreReleve, string>> = { releve: 'releve-de-decisions', pv: 'proces-verbal' };

/** Le relevé de décisions, ou le procès-verbal avec les débats. */
export async function produireReleve(
  context: Context,
  { seanceId, genre }: DemandeReleve,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  if (genre === 'pv') refuserAveugle(context, seanceId);
  const donnees = rassemblerReleve(context, seanceId, genre);
  exigerDecision(donnees);
  const { seance, anneeScolaire } = donnees;
  surProgres(0, donnees.dossiers.length, 'Rassemblement des décisions');
  return produireEtArchiver(
    context,
    {
      campagneId: seance.campagneId,
      nature: NOMS[genre],
      nom: `${NOMS[genre]}-${anneeScolaire}-${seance.date}.pdf`,
      parametres: { seanceId, seance: seance.date },
      travail: 'releve',
      entree: { donnees },
    },
    surProgres,
    signal,
  );
}

function exigerDecision({ dossiers }: DonneesReleve): void {
  if (dossiers.some((d) => d.collectifs.some((c) => c.decision !== null || c.abandonnees.length > 0))) return;
  throw new Refus(
    'sans_decision',
    'Cette séance n’a encore rien décidé : ouvrez-la et décidez, ou choisissez-en une autre.',
  );
}

/** Le procès-verbal dit les débats, donc les notes : qui lit encore à l’aveugle ne peut pas le produire. */
function refuserAveugle(context: Context, seanceId: number): void {
  const caches = lireSeanceEntiere(context, seanceId).etat.dossiers.filter((d) => d.aveugle);
  if (caches.length === 0) return;
  const cites = caches.map((d) => d.numero).toSorted();
  throw new Refus(
    'lecture_aveugle',
    `Vous lisez encore des dossiers que d’autres ont lus (${cites.slice(0, 8).join(', ')}${cites.length > 8 ? '…' : ''}) : le procès-verbal montrerait leurs notes. Terminez ces lectures, ou faites-le produire par un autre agent.`,
  );
}

/** La feuille que les membres signent, avant ou après la séance. */
export async function produireEmargement(
  context: Context,
  seanceId: number,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const { seance } = lireSeanceEntiere(context, seanceId);
  const edition = lireEdition(context, seance.campagneId);
  return produireEtArchiver(
    context,
    {
      campagneId: seance.campagneId,
      nature: 'emargement',
      nom: `emargement-${edition.anneeScolaire}-${seance.date}.pdf`,
      parametres: { seanceId, seance: seance.date },
      travail: 'emargement',
      // La présence se signe sur la feuille : la noter à l’écran n’en fait pas une autre.
      entree: {
        donnees: { ...edition, seance: { ...seance, etat: 'preparee', membres: seance.membres.map(sansPresence) } },
      },
    },
    surProgres,
    signal,
  );
}

function sansPresence<M extends { readonly presence: unknown }>(membre: M): M & { presence: null } {
  return { ...membre, presence: null };
}
