import { listerAgents } from '../../../db/queries/agents.ts';
import {
  type DocumentArchive,
  lireDocumentArchive,
  listerDocumentsArchives,
} from '../../../db/queries/documents-archives.ts';
import type { Archive, DocumentProduit, Refait } from '../../../shared/contract/documents.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { nomComplet } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { listerDossiers } from '../dossiers/lire.ts';
import { introuvable, Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { refaire, reprendre } from './archiver.ts';

/** Ce que chaque nature est, pour l’agent. Une nature inconnue ici garde son code : rien ne disparaît de la liste. */
const LIBELLES: Readonly<Record<string, string>> = {
  'dossier-de-seance': 'Dossier de séance',
  'releve-de-decisions': 'Relevé de décisions',
  'proces-verbal': 'Procès-verbal',
  emargement: 'Feuille d’émargement',
  invitations: 'Invitations',
  notifications: 'Lettres de notification',
  'tableau-copil': 'Tableau du Copil',
  echeancier: 'Échéancier',
  'lot-classeur': 'Classeur d’un lot',
  'lot-bordereau': 'Bordereau d’un lot',
  'lot-virement': 'Ordre de virement',
  'fiches-instruction': 'Fiches d’instruction',
  resultats: 'Résultats de l’instruction',
  charte: 'Charte',
  convention: 'Convention',
  conventions: 'Conventions',
  'relances-conventions': 'Relances de conventions',
  'relances-indus': 'Demandes de remboursement',
  'relance-pieces': 'Demandes de pièces',
  'relance-bilan': 'Relances de bilan',
  'statistiques-bilans': 'Statistiques des bilans',
  'relance-demarrage': 'Relances de démarrage',
  demandes: 'Demandes aux porteurs',
  'relances-demandes': 'Relances aux porteurs',
};

/** Ils portent des notes ou des commentaires de lecteurs : qui lit encore à l’aveugle ne les rouvre pas. */
const PORTE_DES_NOTES: ReadonlySet<string> = new Set([
  'dossier-de-seance',
  'proces-verbal',
  'fiches-instruction',
  'resultats',
  'tableau-copil',
]);

export function listerArchives(context: Context, campagneId: number): Archive[] {
  lireCampagne(context, campagneId);
  const presenter = creerPresenter(context);
  return listerDocumentsArchives(context.db, campagneId).map(presenter);
}

function creerPresenter(context: Context): (archive: DocumentArchive) => Archive {
  const noms = new Map(listerAgents(context.db).map((a) => [a.id, nomComplet(a)]));
  return (a) => ({
    id: a.id,
    nature: a.nature,
    libelle: LIBELLES[a.nature] ?? a.nature,
    nom: a.nom,
    instant: a.instant,
    agent: a.agentId === null ? null : (noms.get(a.agentId) ?? null),
    sha256: a.sha256,
    octets: a.octets,
    pages: a.pages,
    choix: direChoix(a.parametres),
    version: a.version,
    journal: a.journal,
    refaisable: a.travail !== null && a.entree !== null,
  });
}

/** Les choix, en mots ; un numéro interne ne dit rien à personne, un choix inconnu se dit par son nom. */
function direChoix(parametres: unknown): string {
  if (typeof parametres !== 'object' || parametres === null) return '';
  return Object.entries(parametres)
    .flatMap(([nom, valeur]: [string, unknown]) => {
      if (nom.endsWith('Id') || valeur === null || valeur === false) return [];
      if (nom === 'seance' && typeof valeur === 'string') return [`séance du ${formaterDate(valeur)}`];
      if (nom === 'echeance' && typeof valeur === 'string') return [`réponse avant le ${formaterDate(valeur)}`];
      if (nom === 'membres' && typeof valeur === 'number') return [pluriel(valeur, 'membre')];
      if (nom === 'charte' && typeof valeur === 'string') return [`« ${valeur} »`];
      if (nom === 'version' && typeof valeur === 'number') return [`version ${valeur}`];
      if (nom === 'dossiers' && Array.isArray(valeur))
        return [valeur.length === 1 ? `dossier ${String(valeur[0])}` : pluriel(valeur.length, 'dossier')];
      return [valeur === true ? nom : `${nom} : ${typeof valeur === 'string' ? valeur : JSON.stringify(valeur)}`];
    })
    .join(', ');
}

function exigerArchive(context: Context, archiveId: number): DocumentArchive {
  const archive = lireDocumentArchive(context.db, archiveId);
  if (!archive) throw introuvable('Ce document');
  if (archive.campagneId !== null && PORTE_DES_NOTES.has(archive.nature)) {
    const caches = listerDossiers(context, archive.campagneId).filter((d) => d.aveugle);
    if (caches.length > 0)
      throw new Refus(
        'lecture_aveugle',
        `« ${archive.nom} » porte les notes de dossiers que vous lisez encore (${caches
          .map((d) => d.numero)
          .toSorted()
          .slice(0, 8)
          .join(', ')}) : terminez ces lectures avant de le rouvrir.`,
      );
  }
  return archive;
}

export async function rouvrirArchive(context: Context, archiveId: number): Promise<DocumentProduit> {
  return reprendre(context, exigerArchive(context, archiveId));
}

export async function refaireArchive(
  context: Context,
  archiveId: number,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<Refait> {
  const archive = exigerArchive(context, archiveId);
  surProgres(0, 1, 'Relecture de ce qui l’a fait');
  const { identique, document } = await refaire(context, archiveId, surProgres, signal);
  return { identique, document, original: creerPresenter(context)(archive) };
}
