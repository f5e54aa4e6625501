import { ecrire } from '../../../db/ecrire.ts';
import { listerRelances, marquerRelanceEnvoyee } from '../../../db/queries/relances.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { dateDe, formaterDate, lireDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { acteur } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import { lireAnnuaire } from '../communes.ts';
import type { Context } from '../context.ts';
import { destinataireDe, expediteurDe } from '../correspondants.ts';
import type { DonneesRelanceBilan, LettreBilan } from '../documents/relance-bilan-donnees.ts';
import { lettre } from '../dossiers/faits.ts';
import { introuvable, Refus } from '../refus.ts';
import { type DemandeRelance, exigerRelancePossible, relancer } from '../relances.ts';
import type { SurProgres } from '../suivi.ts';
import { type DossierABilan, estARendre, rassemblerBilans } from './lire.ts';

/** Ceux des dossiers demandés dont le bilan n’est pas reçu. */
function choisir(context: Context, { campagneId, dossierIds }: DemandeRelance) {
  const demandes = new Set(dossierIds);
  const { dossiers, ...suite } = rassemblerBilans(context.db, campagneId);
  const choisis = dossiers.filter((d) => demandes.has(d.entree.dossier.id) && estARendre(d));
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
  exigerRelancePossible(context, demande, 'bilan');
  const { campagne, reglages, choisis } = choisir(context, demande);
  surProgres(0, choisis.length, `Préparation de ${pluriel(choisis.length, 'lettre')}`);
  const expediteur = expediteurDe(context, campagne.anneeScolaire);
  const donnees: DonneesRelanceBilan = {
    ...expediteur,
    attenduLe: reglages.echeance,
    echeance,
    lettres: composerLettres(context, campagneId, choisis),
  };
  return relancer(
    context,
    {
      campagneId,
      nature: 'relance-bilan',
      nom: `relance-bilan-${campagne.anneeScolaire}-${expediteur.jour}.pdf`,
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

function composerLettres(context: Context, campagneId: number, choisis: readonly DossierABilan[]): LettreBilan[] {
  const annuaire = lireAnnuaire(context.ressources);
  const relances = Map.groupBy(listerRelances(context.db, campagneId, 'bilan'), (r) => r.dossierId);
  return choisis.map(({ entree: { dossier, structure }, agrees }) => {
    const siennes = relances.get(dossier.id) ?? [];
    const derniere = siennes.at(-1);
    return {
      ...destinataireDe(annuaire, dossier.numero, structure),
      rang: siennes.length + 1,
      relanceDu: derniere ? dateDe(derniere.instant) : null,
      collectifs: agrees.map(({ rang, libelle, agreeCentimes }) => ({
        lettre: lettre(rang),
        libelle,
        agreeCentimes,
      })),
    };
  });
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
