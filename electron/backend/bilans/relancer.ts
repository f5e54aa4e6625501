import { ecrire } from '../../../db/ecrire.ts';
import { derniereEmpreinte } from '../../../db/queries/journal.ts';
import { listerRelances, marquerRelanceEnvoyee } from '../../../db/queries/relances.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { dateDe, formaterDate, lireDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { acteur, exigerAgent, nomComplet } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import { lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import type { DonneesRelanceBilan, LettreBilan } from '../documents/relance-bilan-donnees.ts';
import { lettre } from '../dossiers/faits.ts';
import { lireIdentite } from '../parametres.ts';
import { introuvable, Refus } from '../refus.ts';
import { type DemandeRelance, exigerRelancePossible, relancer } from '../relances.ts';
import type { SurProgres } from '../suivi.ts';
import { type DossierABilan, rassemblerBilans } from './lire.ts';

/** Ceux des dossiers demandés dont le bilan n’est pas reçu. */
function choisir(context: Context, { campagneId, dossierIds }: DemandeRelance) {
  const demandes = new Set(dossierIds);
  const { dossiers, ...suite } = rassemblerBilans(context.db, campagneId);
  const choisis = dossiers.filter(
    ({ entree, bilan }) => demandes.has(entree.dossier.id) && (bilan === undefined || bilan.etat === 'brouillon'),
  );
  if (choisis.length === 0)
    throw new Refus('rien_a_relancer', 'Aucun des dossiers choisis n’a de bilan à rendre : rien n’a été produit.');
  return { ...suite, choisis };
}

/**
 * Une lettre par dossier, écrites à part ; puis, en une transaction, la lettre est archivée et les relances inscrites à leur
 * rang. Arrêté avant, rien n’est inscrit.
 */
export async function relancerBilans(
  context: Context,
  demande: DemandeRelance,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const { campagneId, echeance } = demande;
  exigerRelancePossible(context, demande);
  const jour = context.horloge.aujourdhui();
  const { campagne, reglages, choisis } = choisir(context, demande);
  surProgres(0, choisis.length, `Préparation de ${pluriel(choisis.length, 'lettre')}`);
  const donnees = composer(context, choisis, {
    campagneId,
    anneeScolaire: campagne.anneeScolaire,
    attenduLe: reglages.echeance,
    echeance,
    jour,
  });
  return relancer(
    context,
    {
      campagneId,
      nature: 'relance-bilan',
      nom: `relance-bilan-${campagne.anneeScolaire}-${jour}.pdf`,
      parametres: { dossiers: choisis.map(({ entree }) => entree.dossier.numero), echeance },
      travail: 'lettres-bilan',
      entree: { donnees },
    },
    {
      campagneId,
      objet: 'bilan',
      dossierIds: choisis.map(({ entree }) => entree.dossier.id),
      echeance,
      recontroler: () => exigerInchanges(context, demande, choisis),
    },
    surProgres,
    signal,
  );
}

/** Un bilan reçu ailleurs pendant l’écriture : la lettre le réclamerait à tort. */
function exigerInchanges(context: Context, demande: DemandeRelance, ecrits: readonly DossierABilan[]): void {
  const ids = (dossiers: readonly DossierABilan[]) => dossiers.map(({ entree }) => entree.dossier.id).join(' ');
  if (ids(choisir(context, demande).choisis) === ids(ecrits)) return;
  throw new Refus(
    'bilans_changes',
    'Un de ces bilans est arrivé dans une autre fenêtre pendant l’écriture des lettres : rien n’a été inscrit. Recommencez.',
  );
}

function composer(
  context: Context,
  choisis: readonly DossierABilan[],
  relance: {
    readonly campagneId: number;
    readonly anneeScolaire: string;
    readonly attenduLe: string;
    readonly echeance: string;
    readonly jour: string;
  },
): DonneesRelanceBilan {
  const agent = exigerAgent(context);
  const annuaire = lireAnnuaire(context.ressources);
  const { campagneId, ...donnees } = relance;
  const relances = Map.groupBy(listerRelances(context.db, campagneId, 'bilan'), (r) => r.dossierId);
  return {
    ...donnees,
    identite: lireIdentite(context.db),
    agent: nomComplet(agent),
    courrielAgent: agent.courriel,
    editeLe: context.horloge.maintenant(),
    version: context.version,
    empreinteJournal: derniereEmpreinte(context.db),
    lettres: choisis.map(({ entree: { dossier, structure }, agrees }): LettreBilan => {
      const siennes = relances.get(dossier.id) ?? [];
      const derniere = siennes.at(-1);
      return {
        numero: dossier.numero,
        raisonSociale: structure.raisonSociale,
        representant: structure.representant,
        adresse: structure.adresse,
        codePostal: structure.codePostal,
        commune: nomCommune(annuaire, structure.communeSiege),
        siret: structure.siret,
        rang: siennes.length + 1,
        relanceDu: derniere ? dateDe(derniere.instant) : null,
        collectifs: agrees.map(({ rang, libelle, agreeCentimes }) => ({
          lettre: lettre(rang),
          libelle,
          agreeCentimes,
        })),
      };
    }),
  };
}

/** Note que des relances sont parties, quand et comment. */
export function noterRelancesEnvoyees(
  context: Context,
  envoi: {
    readonly campagneId: number;
    readonly relanceIds: readonly number[];
    readonly envoyeeLe: string;
    readonly moyen: string;
  },
): void {
  const { campagneId, relanceIds, envoyeeLe, moyen } = envoi;
  if (!lireDate(envoyeeLe).valide) throw new Refus('date_impossible', `« ${envoyeeLe} » n’est pas une date.`);
  if (envoyeeLe > context.horloge.aujourdhui())
    throw new Refus('date_a_venir', `Le ${formaterDate(envoyeeLe)} n’est pas encore passé : donnez la date d’envoi.`);
  ecrire(context.db, acteur(context), (tx) => {
    exigerCampagneOuverte(tx.db, campagneId);
    for (const id of relanceIds) {
      if (!marquerRelanceEnvoyee(tx, { id, campagneId, objet: 'bilan' }, envoyeeLe, moyen))
        throw introuvable('Cette relance');
    }
  });
}
