import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import {
  envoyerDemande,
  type LettreGardee,
  type LigneDemande,
  lignesDeLaDemande,
  lireDemandePorteur,
  relancerDemande,
  retirerLignes,
} from '../../../db/queries/demandes-porteur.ts';
import { campagneDuDossier } from '../../../db/queries/dossiers.ts';
import type { ApercuLettre, Demande } from '../../../shared/contract/demandes.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { refuserEcheance } from '../../../shared/domaine/demandes.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { acteur, exigerAgent } from '../acteur.ts';
import type { Context } from '../context.ts';
import { archiverEcrit } from '../documents/archiver.ts';
import type { DonneesDemandes } from '../documents/lettre-demande-donnees.ts';
import { produire } from '../documents/produire.ts';
import { lireReserve, reserver } from '../fichiers/reserve.ts';
import { introuvable, Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { composerLettres, lignesADemander, presenterApercu } from './composer.ts';
import { lireDemandes } from './lire.ts';

export interface DemandeDeLettres {
  readonly campagneId: number;
  readonly demandeIds: readonly number[];
  readonly echeance: string;
}

type Genre = 'lettre' | 'relance';
const ETAT_DE: Readonly<Record<Genre, Demande['etat']>> = { lettre: 'brouillon', relance: 'envoyee' };

/** Les demandes choisies, toutes en état de partir ; sinon un refus qui nomme chaque dossier et dit pourquoi. */
function choisir(context: Context, demande: DemandeDeLettres, genre: Genre): Demande[] {
  const refus = refuserEcheance(demande.echeance, context.horloge.aujourdhui());
  if (refus !== null) throw new Refus('echeance_impossible', refus);
  const connues = new Map(lireDemandes(context, demande.campagneId).demandes.map((d) => [d.id, d]));
  const choisies = [...new Set(demande.demandeIds)].map((id) => {
    const choisie = connues.get(id);
    if (!choisie) throw introuvable('Une de ces demandes');
    return choisie;
  });
  const raisons = choisies.flatMap((d) => {
    const raison = raisonDeNePasPartir(d, genre);
    return raison === null ? [] : [`dossier ${d.numero} : ${raison}`];
  });
  if (raisons.length > 0) throw new Refus('demande_impossible', `Rien n’a été envoyé. ${raisons.join(' ; ')}.`);
  return choisies;
}

function raisonDeNePasPartir(demande: Demande, genre: Genre): string | null {
  if (demande.etat !== ETAT_DE[genre])
    return genre === 'lettre' ? 'la demande est déjà partie' : 'la demande n’attend pas de réponse';
  if (lignesADemander(demande).length > 0) return null;
  return genre === 'lettre'
    ? 'rien à demander, ajoutez une question ou une pièce'
    : 'toutes les réponses sont arrivées';
}

/** La lettre à l’écran avant de l’envoyer. */
export function lireApercu(context: Context, demandeId: number, echeance: string): ApercuLettre {
  const ligne = lireDemandePorteur(context.db, demandeId);
  const campagneId = ligne && campagneDuDossier(context.db, ligne.dossierId);
  if (!ligne || campagneId === undefined) throw introuvable('Cette demande');
  const demande = { campagneId, demandeIds: [demandeId], echeance };
  const demandes = choisir(context, demande, ligne.etat === 'brouillon' ? 'lettre' : 'relance');
  const donnees = composerLettres(context, { ...demande, agent: exigerAgent(context), demandes });
  const apercu = demandes[0] && presenterApercu(donnees, demandes[0], echeance);
  if (!apercu) throw introuvable('Cette demande');
  return apercu;
}

interface Ecriture {
  readonly demande: DemandeDeLettres;
  readonly genre: Genre;
  readonly surProgres: SurProgres;
  readonly signal?: AbortSignal | undefined;
}

function nommer(genre: Genre, suite: string, jour: string): string {
  return `${genre === 'lettre' ? 'demande' : 'relance'}-${suite}-${jour}.pdf`;
}

function fabriquer(context: Context, donnees: DonneesDemandes, separees: readonly string[], ecriture: Ecriture) {
  const { genre, surProgres, signal } = ecriture;
  const seule = donnees.lettres.length === 1 ? donnees.lettres[0] : undefined;
  const lettres: { sha256: string; octets: number }[] = [];
  const nom = nommer(genre, seule?.numero ?? `porteurs-${donnees.anneeScolaire}`, donnees.jour);
  surProgres(0, donnees.lettres.length, `Préparation de ${pluriel(donnees.lettres.length, 'lettre')}`);
  const document = produire(context, nom, async (sortie) => {
    const ecrit = await context.lanceur.lancer(
      'lettres-demandes',
      { donnees, ressources: context.ressources, sortie, separees },
      {
        surProgres: ({ fait, total, message }) => surProgres(fait, total, message),
        ...(signal ? { signal } : {}),
      },
    );
    lettres.push(...ecrit.lettres);
    return ecrit;
  });
  return document.then((produit) => ({ produit, lettres }));
}

/** Le PDF des brouillons, à relire avant d’envoyer : rien ne change en base. */
export async function produireLettres(
  context: Context,
  demande: DemandeDeLettres,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const demandes = choisir(context, demande, 'lettre');
  const donnees = composerLettres(context, { ...demande, agent: exigerAgent(context), demandes });
  const { produit } = await fabriquer(context, donnees, [], { demande, genre: 'lettre', surProgres, signal });
  return produit;
}

/**
 * Écrit les lettres, les garde dans la réserve, puis inscrit l’envoi : la base ne cite jamais une lettre qui manque. Une
 * demande changée par une autre fenêtre pendant l’écriture annule tout : sa lettre ne dirait pas ce qui est demandé.
 */
async function expedier(context: Context, ecriture: Ecriture): Promise<DocumentProduit> {
  const { demande, genre } = ecriture;
  const agent = exigerAgent(context);
  const demandes = choisir(context, demande, genre);
  const donnees = composerLettres(context, { ...demande, agent, demandes });
  const separees = demandes.map(() => join(context.dossierTravail, `lettre-${randomUUID()}`));
  try {
    const { produit } = await fabriquer(context, donnees, separees, ecriture);
    const gardees: LettreGardee[] = [];
    for (const [rang, chemin] of separees.entries()) {
      const nom = nommer(genre, donnees.lettres[rang]?.numero ?? '', donnees.jour);
      gardees.push({ nom, ...(await reserver(context, chemin)) });
    }
    ecrire(context.db, acteur(context), (tx) => {
      for (const [rang, lue] of demandes.entries()) {
        const lettre = gardees[rang];
        if (lettre) inscrire(tx, lue, { lettre, genre, echeance: demande.echeance });
      }
    });
    return await archiverLiasse(context, produit, { campagneId: demande.campagneId, genre, donnees });
  } finally {
    await Promise.all(separees.map((chemin) => rm(chemin, { force: true })));
  }
}

/** La liasse partie s’archive ; un brouillon relu, jamais. */
function archiverLiasse(
  context: Context,
  produit: DocumentProduit,
  envoi: { readonly campagneId: number; readonly genre: Genre; readonly donnees: DonneesDemandes },
): Promise<DocumentProduit> {
  const { campagneId, genre, donnees } = envoi;
  const ecrit = context.produits.get(produit.documentId);
  if (!ecrit) throw new Error('document produit introuvable');
  return archiverEcrit(
    context,
    {
      campagneId,
      nature: genre === 'lettre' ? 'demandes' : 'relances-demandes',
      nom: produit.nom,
      parametres: { dossiers: donnees.lettres.map((l) => l.numero) },
      travail: 'lettres-demandes',
      entree: { donnees, separees: [] },
    },
    { chemin: ecrit.chemin, pages: produit.pages },
  );
}

function inscrire(
  tx: Transaction,
  lue: Demande,
  envoi: { readonly lettre: LettreGardee; readonly genre: Genre; readonly echeance: string },
): void {
  const { lettre, genre, echeance } = envoi;
  const demande = exigerInchangee(tx, lue);
  const lignes = lignesADemander(lue).map(({ id, nature, texte }) => ({ id, nature, texte }));
  if (genre === 'relance') {
    relancerDemande(tx, demande, { echeance, lettre, lignes });
    return;
  }
  const demandees = new Set(lignes.map(({ id }) => id));
  // Arrivées avant l’envoi : la lettre ne les demande pas, la demande non plus.
  retirerLignes(
    tx,
    demande,
    lignesDeLaDemande(tx.db, demande.id).filter(({ id }) => !demandees.has(id)),
  );
  envoyerDemande(tx, demande, { echeance, lettre, lignes });
}

function exigerInchangee(tx: Transaction, lue: Demande): LigneDemande {
  const demande = lireDemandePorteur(tx.db, lue.id);
  const lignes = lignesDeLaDemande(tx.db, lue.id);
  const empreinte = (ligne: { id: number; texte: string; reponse: string }) => [ligne.id, ligne.texte, ligne.reponse];
  const inchangee =
    demande?.etat === lue.etat && JSON.stringify(lignes.map(empreinte)) === JSON.stringify(lue.lignes.map(empreinte));
  if (!demande || !inchangee)
    throw new Refus(
      'demande_changee',
      `La demande du dossier ${lue.numero} a changé dans une autre fenêtre pendant l’écriture de la lettre : rien n’a été envoyé. Relisez-la et recommencez.`,
    );
  return demande;
}

export function envoyer(
  context: Context,
  demande: DemandeDeLettres,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  return expedier(context, { demande, genre: 'lettre', surProgres, signal });
}

export function relancer(
  context: Context,
  demande: DemandeDeLettres,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  return expedier(context, { demande, genre: 'relance', surProgres, signal });
}

/** Rend une lettre telle qu’elle est partie, empreinte vérifiée. */
export async function rendreLettre(context: Context, demandeId: number, sha256: string): Promise<DocumentProduit> {
  const ligne = lireDemandePorteur(context.db, demandeId);
  const campagneId = ligne && campagneDuDossier(context.db, ligne.dossierId);
  const lettre =
    campagneId === undefined
      ? undefined
      : lireDemandes(context, campagneId)
          .demandes.find((d) => d.id === demandeId)
          ?.lettres.find((l) => l.sha256 === sha256);
  if (!lettre) throw introuvable('Cette lettre');
  const contenu = await lireReserve(context, sha256, lettre.nom);
  return produire(context, lettre.nom, async (sortie) => {
    await writeFile(sortie, contenu);
    return { octets: contenu.length, sha256 };
  });
}
