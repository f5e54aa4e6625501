import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import { dernierCourrier, insererCourrier, listerCourriers, prochainRang } from '../../../db/queries/courriers.ts';
import { insererDocumentArchive } from '../../../db/queries/documents-archives.ts';
import { derniereEmpreinte } from '../../../db/queries/journal.ts';
import { decisionEnVigueur } from '../../../db/queries/seances.ts';
import type { ProductionCourriers } from '../../../shared/contract/courriers.ts';
import { numeroDeLettre } from '../../../shared/domaine/lettres-notification/nature.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { acteur, exigerAgent } from '../acteur.ts';
import type { Context } from '../context.ts';
import { type ArchiveDeDocument, preparerArchive } from '../documents/archiver.ts';
import type { DonneesNotifications } from '../documents/lettre-notification-donnees.ts';
import { reserver } from '../fichiers/reserve.ts';
import { introuvable, Refus } from '../refus.ts';
import { campagneDeSeance, lireEtatSeance } from '../seances/lire.ts';
import type { SurProgres } from '../suivi.ts';
import { type Composee, composerLettres } from './composer.ts';
import { estAProduire, lireCourriers, remplaceesDe } from './lire.ts';

/** Une autre fenêtre a pris les numéros pendant l’écriture : on recompose, autant de fois. */
const ESSAIS = 3;

/** Lettres composées, numérotées sur le papier, pas encore au registre. */
interface Preparees {
  readonly campagneId: number;
  readonly seanceId: number;
  readonly annee: string;
  readonly premier: number;
  readonly lettres: readonly (Composee & { readonly numero: string; readonly remplace: number | null })[];
  readonly donnees: DonneesNotifications;
  readonly nom: string;
}

/**
 * Écrit chaque lettre et la liasse dans un processus à part, garde les PDF dans la réserve, puis, en une transaction,
 * donne les numéros, inscrit au registre et archive la liasse. Arrêté ou tué avant, rien n’est au registre et aucun
 * numéro n’est pris.
 */
export async function produireCourriers(
  context: Context,
  demande: { readonly seanceId: number; readonly dossierIds: readonly number[] },
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<ProductionCourriers> {
  for (let essai = 1; ; essai += 1) {
    const preparees = preparer(context, demande);
    const produites = await ecrireEtInscrire(context, preparees, surProgres, signal);
    if (produites !== null) return produites;
    if (essai === ESSAIS)
      throw new Refus(
        'numeros_pris',
        'Une autre fenêtre produit des lettres en même temps : rien n’a été écrit. Recommencez dans un instant.',
      );
  }
}

function preparer(
  context: Context,
  { seanceId, dossierIds }: { readonly seanceId: number; readonly dossierIds: readonly number[] },
): Preparees {
  const campagneId = campagneDeSeance(context, seanceId);
  const { seance, dossiers } = lireEtatSeance(context, campagneId, seanceId);
  if (!seance) throw introuvable('Cette séance');
  const voulus = new Set(dossierIds);
  const { lettres: prevues } = lireCourriers(context, campagneId, seanceId);
  const choisies = prevues.filter((l) => voulus.has(l.dossierId));
  if (choisies.length < voulus.size) throw introuvable('Un des dossiers choisis');
  const refusees = choisies.filter((l) => !estAProduire(l));
  if (refusees.length > 0) {
    const raisons = refusees.map((l) => `dossier ${l.numero} : ${RAISONS[l.etat] ?? ''}`);
    throw new Refus('lettre_impossible', `Aucune lettre n’a été produite. ${raisons.slice(0, 8).join(' ; ')}.`);
  }
  const composees = composerLettres(context, {
    seance,
    dossiers: dossiers.filter((d) => voulus.has(d.id)),
    agent: exigerAgent(context),
    remplacees: remplaceesDe(listerCourriers(context.db, campagneId), seanceId, choisies),
  });
  const annee = context.horloge.aujourdhui().slice(0, 4);
  const premier = prochainRang(context.db, annee);
  const precedentes = new Map(choisies.map((l) => [l.dossierId, l.courrierId]));
  const lettres = composees.map((c, rang) => {
    const numero = numeroDeLettre(annee, premier + rang);
    return { ...c, lettre: { ...c.lettre, reference: numero }, numero, remplace: precedentes.get(c.dossierId) ?? null };
  });
  const [premiere] = lettres;
  if (!premiere) throw introuvable('Une de ces lettres');
  return {
    campagneId,
    seanceId,
    annee,
    premier,
    lettres,
    donnees: {
      ...premiere.lettre.expediteur,
      empreinteJournal: derniereEmpreinte(context.db),
      lettres: lettres.map((l) => l.lettre),
    },
    nom: nommerLiasse(
      seance.date,
      lettres.map((l) => l.numero),
    ),
  };
}

const RAISONS: Readonly<Partial<Record<string, string>>> = {
  produite: 'sa lettre est déjà produite et dit la décision en vigueur',
  depassee: 'sa décision a été annulée',
  sans_decision: 'aucune décision dans cette séance',
};

/** « lettres-notification-2026-07-07-0001-a-0012.pdf ». */
export function nommerLiasse(seance: string, numeros: readonly string[]): string {
  const tries = numeros.map((n) => n.slice(-4)).toSorted();
  const suite = tries.length === 1 ? tries[0] : `${tries[0]}-a-${tries.at(-1)}`;
  return `lettres-notification-${seance}-${suite}.pdf`;
}

/** @returns null si les numéros ont été pris entre-temps */
async function ecrireEtInscrire(
  context: Context,
  preparees: Preparees,
  surProgres: SurProgres,
  signal: AbortSignal | undefined,
): Promise<ProductionCourriers | null> {
  const { lettres, donnees, nom, campagneId, seanceId } = preparees;
  const sortie = join(context.dossierTravail, `document-${randomUUID()}`);
  const separees = lettres.map((_, rang) => ({
    chemin: join(context.dossierTravail, `lettre-${randomUUID()}`),
    rangs: [rang],
  }));
  surProgres(0, lettres.length, `Préparation de ${pluriel(lettres.length, 'lettre')}`);
  try {
    const ecrit = await context.lanceur.lancer(
      'lettres-notification',
      { donnees, ressources: context.ressources, sortie, separees },
      {
        surProgres: ({ fait, total, message }) => surProgres(fait, total, message),
        ...(signal ? { signal } : {}),
      },
    );
    const gardees: string[] = [];
    for (const { chemin } of separees) gardees.push((await reserver(context, chemin)).sha256);
    const liasse = await preparerArchive(context, {
      campagneId,
      nature: 'lettres-notification',
      nom,
      parametres: { seanceId, lettres: lettres.map((l) => l.numero) },
      travail: 'lettres-notification',
      entree: { donnees, separees: [] },
      fichier: sortie,
      pages: ecrit.pages,
    });
    // Arrêté pendant que les fichiers se rangeaient : rien n’est encore au registre.
    signal?.throwIfAborted();
    const inscrits = inscrire(context, preparees, gardees, liasse);
    if (inscrits === null) return null;
    const documentId = randomUUID();
    context.produits.set(documentId, { chemin: sortie, nom });
    return {
      document: { documentId, nom, octets: liasse.octets, sha256: liasse.sha256, pages: ecrit.pages },
      courriers: inscrits,
    };
  } finally {
    await Promise.all(separees.map(({ chemin }) => rm(chemin, { force: true })));
  }
}

function inscrire(
  context: Context,
  { seanceId, annee, premier, lettres }: Preparees,
  gardees: readonly string[],
  liasse: ArchiveDeDocument,
): ProductionCourriers['courriers'] | null {
  return ecrire(context.db, acteur(context), (tx) => {
    if (prochainRang(tx.db, annee) !== premier) return null;
    const inscrits = lettres.map(({ dossierId, nature, numero, remplace, ...contenu }, rang) => {
      exigerInchangee(tx, seanceId, { dossierId, remplace, ...contenu });
      const { lettre, decisions, structureId, montantCentimes } = contenu;
      const id = insererCourrier(tx, {
        seanceId,
        dossierId,
        numero,
        nature,
        contenu: { lettre, decisions, structureId, montantCentimes },
        sha256: gardees[rang] ?? '',
        remplace,
      });
      return { id, numero, dossierId };
    });
    insererDocumentArchive(tx, liasse);
    return inscrits;
  });
}

/** Une décision changée, ou une lettre produite, par une autre fenêtre pendant l’écriture : le papier serait faux. */
function exigerInchangee(
  tx: Transaction,
  seanceId: number,
  lettre: Pick<Preparees['lettres'][number], 'dossierId' | 'remplace' | 'decisions' | 'lettre'>,
): void {
  const precedente = dernierCourrier(tx.db, seanceId, lettre.dossierId)?.id ?? null;
  const decisions = lettre.decisions.every((dite) => {
    const actuelle = decisionEnVigueur(tx.db, dite.collectifId);
    return (
      actuelle?.seanceId === seanceId &&
      actuelle.nature === dite.nature &&
      actuelle.motif === dite.motif &&
      actuelle.texte === dite.texte &&
      actuelle.montantCentimes === dite.montantCentimes
    );
  });
  if (precedente === lettre.remplace && decisions) return;
  throw new Refus(
    'decision_changee',
    `Le dossier ${lettre.lettre.numero} a changé dans une autre fenêtre pendant l’écriture de sa lettre : rien n’a été produit. Relisez-la et recommencez.`,
  );
}
