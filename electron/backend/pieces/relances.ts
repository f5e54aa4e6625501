import { lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import { inscrireRelances } from '../../../db/queries/pieces.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { PiecesDossier } from '../../../shared/contract/pieces.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { estAReclamer } from '../../../shared/domaine/pieces.ts';
import { exigerAgent } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import { lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import { expediteurDe } from '../correspondants.ts';
import { produireEtInscrire } from '../documents/archiver.ts';
import { produire } from '../documents/produire.ts';
import type { DonneesRelance, LettreRelance } from '../documents/relance-pieces-donnees.ts';
import { Refus } from '../refus.ts';
import { exigerRelancePossible } from '../relances.ts';
import type { SurProgres } from '../suivi.ts';
import { ecrireTableau } from '../tableurs/ecrire-tableau.ts';
import { lirePieces } from './lire.ts';
import { etablirListe } from './liste.ts';

interface DemandeRelance {
  readonly campagneId: number;
  readonly dossierIds: readonly number[];
  readonly avecNonRenseignees: boolean;
}

interface ARelancer {
  readonly dossier: PiecesDossier;
  readonly pieces: PiecesDossier['pieces'];
}

/** Les dossiers demandés à qui il manque quelque chose ; les autres ne reçoivent rien. */
function choisir(context: Context, { campagneId, dossierIds, avecNonRenseignees }: DemandeRelance): ARelancer[] {
  const demandes = new Set(dossierIds);
  const choisis = lirePieces(context, campagneId)
    .dossiers.filter((d) => demandes.has(d.dossierId))
    .map((dossier) => ({ dossier, pieces: dossier.pieces.filter((p) => estAReclamer(p, avecNonRenseignees)) }))
    .filter(({ pieces }) => pieces.length > 0);
  if (choisis.length === 0)
    throw new Refus('rien_a_relancer', 'Aucun des dossiers choisis n’a de pièce à demander : rien n’a été produit.');
  return choisis;
}

/** Produit les lettres dans un processus à part ; la relance n’est inscrite qu’une fois le document écrit. */
export async function produireRelances(
  context: Context,
  demande: DemandeRelance & { readonly echeance: string },
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const agent = exigerAgent(context);
  const { campagneId, echeance } = demande;
  const campagne = lireCampagne(context, campagneId);
  const expediteur = expediteurDe(context, campagne.anneeScolaire);
  exigerRelancePossible(context, demande, 'pieces');
  const choisis = choisir(context, demande);
  surProgres(0, choisis.length, `Préparation de ${pluriel(choisis.length, 'lettre')}`);
  const donnees: DonneesRelance = {
    ...expediteur,
    echeance,
    lettres: composerLettres(context, campagneId, choisis),
  };
  return produireEtInscrire(
    context,
    {
      campagneId,
      nature: 'relance-pieces',
      nom: `relance-pieces-${campagne.anneeScolaire}-${expediteur.jour}.pdf`,
      parametres: { dossiers: choisis.map(({ dossier }) => dossier.numero), echeance },
      travail: 'lettres-pieces',
      entree: { donnees },
    },
    (tx) => {
      exigerCampagneOuverte(tx.db, campagneId);
      etablirListe(tx, campagneId);
      inscrireRelances(
        tx,
        choisis.map(({ dossier, pieces }) => ({
          dossierId: dossier.dossierId,
          pieces: pieces.map((p) => p.code),
          libelles: pieces.map((p) => p.libelle),
        })),
        echeance,
        agent.id,
      );
    },
    surProgres,
    signal,
  );
}

function composerLettres(context: Context, campagneId: number, choisis: readonly ARelancer[]): LettreRelance[] {
  const annuaire = lireAnnuaire(context.ressources);
  const lignes = new Map(
    lireLignesDossiers(context.db, campagneId, { champs: [] }).dossiers.map((l) => [l.dossier.id, l]),
  );
  return choisis.map(({ dossier, pieces }) => {
    const ligne = lignes.get(dossier.dossierId);
    const structure = ligne?.structure;
    return {
      numero: dossier.numero,
      raisonSociale: dossier.structure,
      representant: structure?.representant ?? null,
      adresse: structure?.adresse ?? null,
      codePostal: structure?.codePostal ?? null,
      commune: nomCommune(annuaire, structure?.communeSiege ?? null),
      siret: structure?.siret ?? null,
      deposeLe: ligne?.dossier.deposeLe ? dateDe(ligne.dossier.deposeLe) : null,
      relanceDu: dossier.relances[0] ? dateDe(dossier.relances[0].instant) : null,
      pieces: pieces.map((p) => ({
        libelle: p.libelle,
        aide: p.aide,
        nonConforme: p.etat === 'non_conforme' ? (p.constat?.commentaire ?? '') : null,
      })),
    };
  });
}

/** Classeur à donner à une messagerie ou à un standard : une ligne par porteur à joindre. */
export async function produireListeDiffusion(context: Context, demande: DemandeRelance): Promise<DocumentProduit> {
  const campagne = lireCampagne(context, demande.campagneId);
  const choisis = choisir(context, demande);
  return produire(context, `liste-diffusion-pieces-${campagne.anneeScolaire}.xlsx`, (sortie) =>
    ecrireTableau(
      {
        titre: `Pièces à demander, Clas ${campagne.anneeScolaire}`,
        feuille: 'Pièces à demander',
        colonnes: [
          { libelle: 'N°', type: 'texte', largeur: 12 },
          { libelle: 'Structure', type: 'texte', largeur: 36 },
          { libelle: 'Commune', type: 'texte', largeur: 22 },
          { libelle: 'Courriel', type: 'texte', largeur: 32 },
          { libelle: 'Téléphone', type: 'texte', largeur: 15 },
          { libelle: 'Pièces à demander', type: 'texte', largeur: 48 },
          { libelle: 'Nombre', type: 'entier', largeur: 9 },
          { libelle: 'Dernière relance', type: 'date', largeur: 13 },
          { libelle: 'Réponse attendue le', type: 'date', largeur: 13 },
        ],
        lignes: choisis.map(({ dossier, pieces }) => [
          dossier.numero,
          dossier.structure,
          dossier.commune,
          dossier.courriel,
          dossier.telephone,
          pieces.map(direPiece).join(' ; '),
          pieces.length,
          dossier.relances[0] ? dateDe(dossier.relances[0].instant) : null,
          dossier.relances[0]?.echeance ?? null,
        ]),
        pied: pluriel(choisis.length, 'porteur'),
      },
      { sortie },
    ),
  );
}

function direPiece({ libelle, etat, constat }: PiecesDossier['pieces'][number]): string {
  return etat === 'non_conforme' ? `${libelle} (non conforme : ${constat?.commentaire ?? ''})` : libelle;
}
