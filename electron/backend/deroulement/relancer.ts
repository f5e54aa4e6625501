import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ecrire } from '../../../db/ecrire.ts';
import { insererDocumentArchive } from '../../../db/queries/documents-archives.ts';
import { derniereEmpreinte } from '../../../db/queries/journal.ts';
import { insererRelance } from '../../../db/queries/relances.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { CollectifSuivi } from '../../../shared/contract/suivi.ts';
import { dateDe, formaterDate, lireDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { acteur, exigerAgent, nomComplet } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import { lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import { preparerArchive } from '../documents/archiver.ts';
import type { DonneesDemarrage, LettreDemarrage } from '../documents/relance-demarrage-donnees.ts';
import { lireIdentite } from '../parametres.ts';
import { Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { type DossierSuivi, rassembler } from './rassembler.ts';

interface DemandeRelance {
  readonly campagneId: number;
  readonly dossierIds: readonly number[];
  readonly echeance: string;
}

/** Un dossier à relancer et ses collectifs dont rien n’est confirmé. */
export interface ARelancer {
  readonly suivi: DossierSuivi;
  readonly collectifs: readonly CollectifSuivi[];
}

/** Ceux des dossiers demandés qui ont un démarrage à confirmer, et l’année de la campagne. */
export function choisirARelancer(
  context: Context,
  { campagneId, dossierIds }: Pick<DemandeRelance, 'campagneId' | 'dossierIds'>,
): { readonly anneeScolaire: string; readonly choisis: readonly ARelancer[] } {
  const demandes = new Set(dossierIds);
  const { anneeScolaire, dossiers } = rassembler(context, campagneId);
  const choisis = dossiers
    .filter((d) => demandes.has(d.dossier.id))
    .map((suivi) => ({
      suivi,
      collectifs: suivi.collectifs.filter((c) => c.accorde && c.situation === 'a_confirmer'),
    }))
    .filter(({ collectifs }) => collectifs.length > 0);
  if (choisis.length === 0)
    throw new Refus(
      'rien_a_relancer',
      'Aucun des dossiers choisis n’attend de confirmation de démarrage : rien n’a été produit.',
    );
  return { anneeScolaire, choisis };
}

/**
 * Une lettre par dossier, écrites à part ; puis, en une transaction, la lettre est archivée et les relances inscrites.
 * Arrêté avant, rien n’est inscrit.
 */
export async function produireRelances(
  context: Context,
  demande: DemandeRelance,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const { campagneId, echeance } = demande;
  const jour = context.horloge.aujourdhui();
  if (!lireDate(echeance).valide)
    throw new Refus('echeance_impossible', `« ${echeance} » n’est pas une date : écrivez AAAA-MM-JJ.`);
  if (echeance <= jour)
    throw new Refus('echeance_passee', `Le ${formaterDate(echeance)} est passé : donnez une date à venir.`);
  exigerCampagneOuverte(context.db, campagneId);
  const { anneeScolaire, choisis } = choisirARelancer(context, demande);
  surProgres(0, choisis.length, `Préparation de ${pluriel(choisis.length, 'lettre')}`);
  const donnees = composer(context, { anneeScolaire, choisis, echeance, jour });
  const chemin = join(context.dossierTravail, `document-${randomUUID()}`);
  const { pages } = await context.lanceur.lancer(
    'lettres-demarrage',
    { donnees, ressources: context.ressources, sortie: chemin },
    {
      surProgres: ({ fait, total, message }) => surProgres(fait, total, message),
      ...(signal ? { signal } : {}),
    },
  );
  const nom = `relance-demarrage-${anneeScolaire}-${jour}.pdf`;
  const archive = await preparerArchive(context, {
    campagneId,
    nature: 'relance-demarrage',
    nom,
    parametres: { dossiers: choisis.map(({ suivi }) => suivi.dossier.numero), echeance },
    travail: 'lettres-demarrage',
    entree: { donnees },
    fichier: chemin,
    pages,
  });
  signal?.throwIfAborted();
  ecrire(context.db, acteur(context), (tx) => {
    exigerCampagneOuverte(tx.db, campagneId);
    exigerInchanges(context, demande, choisis);
    const documentId = insererDocumentArchive(tx, archive);
    for (const { suivi } of choisis)
      insererRelance(tx, { campagneId, dossierId: suivi.dossier.id, objet: 'demarrage', echeance, documentId });
  });
  const documentId = randomUUID();
  context.produits.set(documentId, { chemin, nom });
  return { documentId, nom, octets: archive.octets, sha256: archive.sha256, pages };
}

/** Un démarrage confirmé ailleurs pendant l’écriture : la lettre le réclamerait à tort. */
function exigerInchanges(context: Context, demande: DemandeRelance, ecrits: readonly ARelancer[]): void {
  const cle = ({ suivi, collectifs }: ARelancer) =>
    [suivi.dossier.id, ...collectifs.map((c) => c.collectifId)].join(' ');
  const { choisis } = choisirARelancer(context, demande);
  if (choisis.map(cle).join(';') === ecrits.map(cle).join(';')) return;
  throw new Refus(
    'suivi_change',
    'Le suivi d’un de ces dossiers a changé dans une autre fenêtre pendant l’écriture des lettres : rien n’a été inscrit. Recommencez.',
  );
}

function composer(
  context: Context,
  relance: {
    readonly anneeScolaire: string;
    readonly choisis: readonly ARelancer[];
    readonly echeance: string;
    readonly jour: string;
  },
): DonneesDemarrage {
  const agent = exigerAgent(context);
  const annuaire = lireAnnuaire(context.ressources);
  const { anneeScolaire, choisis, echeance, jour } = relance;
  return {
    identite: lireIdentite(context.db),
    anneeScolaire,
    agent: nomComplet(agent),
    courrielAgent: agent.courriel,
    jour,
    echeance,
    editeLe: context.horloge.maintenant(),
    version: context.version,
    empreinteJournal: derniereEmpreinte(context.db),
    lettres: choisis.map(({ suivi: { dossier, structure, relances }, collectifs }): LettreDemarrage => {
      const derniere = relances.at(-1);
      return {
        numero: dossier.numero,
        raisonSociale: structure.raisonSociale,
        representant: structure.representant,
        adresse: structure.adresse,
        codePostal: structure.codePostal,
        commune: nomCommune(annuaire, structure.communeSiege),
        siret: structure.siret,
        relanceDu: derniere ? dateDe(derniere.instant) : null,
        collectifs: collectifs.map(({ lettre, libelle, prevu }) => ({
          lettre,
          libelle,
          prevu: [prevu.lieu, prevu.jours, prevu.horaires].filter(Boolean).join(', '),
          effectif: prevu.effectif,
        })),
      };
    }),
  };
}
