import type { ConventionNommee } from '../../../db/queries/conventions.ts';
import { type LigneRelance, listerRelances } from '../../../db/queries/relances.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { lireCampagne } from '../campagnes.ts';
import { lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import { destinataireDe, expediteurDe } from '../correspondants.ts';
import { produire } from '../documents/produire.ts';
import type { DonneesRelanceConvention, LettreRelanceConvention } from '../documents/relance-convention-donnees.ts';
import { Refus } from '../refus.ts';
import { type DemandeRelance, exigerRelancePossible, relancer } from '../relances.ts';
import type { SurProgres } from '../suivi.ts';
import { ecrireTableau } from '../tableurs/ecrire-tableau.ts';
import { lireSituations, type Situation } from './situation.ts';

const NATURE = 'relances-conventions';

interface ARelancer {
  readonly situation: Situation;
  /** Ceux dont la signature est attendue : la convention, ou un avenant d’une convention signée. */
  readonly papiers: readonly ConventionNommee[];
  readonly derniere: LigneRelance | null;
}

function manquantes(context: Context, campagneId: number, dossierIds?: readonly number[]): ARelancer[] {
  const relances = Map.groupBy(listerRelances(context.db, campagneId, 'convention'), (r) => r.dossierId);
  return lireSituations(context, campagneId, dossierIds).flatMap((situation) => {
    const { convention, avenants, evaluation } = situation;
    const papiers = [...(convention === null ? [] : [convention]), ...avenants].filter(
      ({ etat }) => etat === 'a_signer' || etat === 'envoyee',
    );
    if (papiers.length === 0) return [];
    return [{ situation, papiers, derniere: relances.get(evaluation.ligne.id)?.at(-1) ?? null }];
  });
}

/** Un papier qui n’est pas parti ne se réclame pas. */
function aRelancer(context: Context, { campagneId, dossierIds }: DemandeRelance): ARelancer[] {
  return manquantes(context, campagneId, dossierIds)
    .map((l) => ({ ...l, papiers: l.papiers.filter((p) => p.etat === 'envoyee') }))
    .filter(({ papiers }) => papiers.length > 0);
}

/** Produit les lettres dans un processus à part ; les relances ne sont inscrites qu’une fois le document écrit. */
export async function relancerConventions(
  context: Context,
  demande: DemandeRelance,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const { campagneId, echeance } = demande;
  exigerRelancePossible(context, demande, 'convention');
  const { anneeScolaire } = lireCampagne(context, campagneId);
  const expediteur = expediteurDe(context, anneeScolaire);
  const choisis = aRelancer(context, demande);
  if (choisis.length === 0)
    throw new Refus(
      'rien_a_relancer',
      'Aucun des dossiers choisis n’a de papier envoyé qui attende sa signature : rien n’a été produit. Notez d’abord l’envoi.',
    );
  const donnees: DonneesRelanceConvention = {
    ...expediteur,
    echeance,
    lettres: composerLettres(context, choisis),
  };
  return relancer(
    context,
    {
      campagneId,
      nature: NATURE,
      nom: `relances-conventions-${anneeScolaire}-${expediteur.jour}.pdf`,
      parametres: { dossiers: choisis.map(({ situation }) => situation.evaluation.ligne.numero), echeance },
      travail: 'relances-conventions',
      entree: { donnees },
    },
    {
      campagneId,
      objet: 'convention',
      dossierIds: choisis.map(({ situation }) => situation.evaluation.ligne.id),
      echeance,
      recontroler: () => exigerToujoursAttendues(context, demande, choisis),
    },
    surProgres,
    signal,
  );
}

/** Signée ailleurs pendant l’écriture : la lettre réclamerait à tort une signature reçue. */
function exigerToujoursAttendues(context: Context, demande: DemandeRelance, ecrits: readonly ARelancer[]): void {
  const cle = (choisis: readonly ARelancer[]) => choisis.flatMap(({ papiers }) => papiers.map((p) => p.id)).join(' ');
  if (cle(aRelancer(context, demande)) === cle(ecrits)) return;
  throw new Refus(
    'conventions_changees',
    'Une de ces conventions a changé dans une autre fenêtre pendant l’écriture des lettres : rien n’a été inscrit. Recommencez.',
  );
}

function composerLettres(context: Context, choisis: readonly ARelancer[]): LettreRelanceConvention[] {
  const annuaire = lireAnnuaire(context.ressources);
  return choisis.map(({ situation: { structure, evaluation }, papiers, derniere }) => ({
    ...destinataireDe(annuaire, evaluation.ligne.numero, structure),
    papiers: papiers.map((p) => ({
      nom: `${p.nature} n° ${p.numero}`,
      montantCentimes: p.montantCentimes,
      envoyeLe: p.envoyeeLe,
    })),
    relanceDu: derniere === null ? null : dateDe(derniere.instant),
  }));
}

/** Classeur des signatures qui manquent : qui joindre, quel papier, depuis quand. */
export async function produireManquantes(context: Context, campagneId: number): Promise<DocumentProduit> {
  const { anneeScolaire } = lireCampagne(context, campagneId);
  const lignes = manquantes(context, campagneId);
  if (lignes.length === 0)
    throw new Refus('rien_a_relancer', 'Aucune signature n’est attendue : il n’y a pas de liste à produire.');
  const annuaire = lireAnnuaire(context.ressources);
  return produire(context, `conventions-a-signer-${anneeScolaire}.xlsx`, (sortie) =>
    ecrireTableau(
      {
        titre: `Conventions à signer, Clas ${anneeScolaire}`,
        feuille: 'À signer',
        colonnes: [
          { libelle: 'N°', type: 'texte', largeur: 12 },
          { libelle: 'Structure', type: 'texte', largeur: 36 },
          { libelle: 'Commune', type: 'texte', largeur: 22 },
          { libelle: 'Courriel', type: 'texte', largeur: 32 },
          { libelle: 'Téléphone', type: 'texte', largeur: 15 },
          { libelle: 'Papier', type: 'texte', largeur: 18 },
          { libelle: 'Montant', type: 'montant', largeur: 13 },
          { libelle: 'Envoyé le', type: 'date', largeur: 12 },
          { libelle: 'Relances', type: 'entier', largeur: 9 },
          { libelle: 'Dernière relance', type: 'date', largeur: 13 },
          { libelle: 'Retour demandé le', type: 'date', largeur: 13 },
        ],
        lignes: lignes.flatMap(({ situation: { structure, evaluation }, papiers, derniere }) =>
          papiers.map((p) => [
            evaluation.ligne.numero,
            structure.raisonSociale,
            nomCommune(annuaire, structure.communeSiege),
            structure.courriel,
            structure.telephone,
            p.numero,
            p.montantCentimes,
            p.envoyeeLe,
            derniere?.rang ?? 0,
            derniere === null ? null : dateDe(derniere.instant),
            derniere?.echeance ?? null,
          ]),
        ),
        pied: pluriel(lignes.length, 'porteur'),
      },
      { sortie },
    ),
  );
}
