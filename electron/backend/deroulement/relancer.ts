import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { CollectifSuivi } from '../../../shared/contract/suivi.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { lireAnnuaire } from '../communes.ts';
import type { Context } from '../context.ts';
import { destinataireDe, expediteurDe } from '../correspondants.ts';
import type { DonneesDemarrage, LettreDemarrage } from '../documents/relance-demarrage-donnees.ts';
import { Refus } from '../refus.ts';
import { type DemandeRelance, exigerRelancePossible, relancer } from '../relances.ts';
import type { SurProgres } from '../suivi.ts';
import { type DossierSuivi, rassembler } from './rassembler.ts';

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
      collectifs: suivi.collectifs.filter((c) => c.accorde && c.resilieeLe === null && c.situation === 'a_confirmer'),
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
  exigerRelancePossible(context, demande, 'demarrage');
  const { anneeScolaire, choisis } = choisirARelancer(context, demande);
  surProgres(0, choisis.length, `Préparation de ${pluriel(choisis.length, 'lettre')}`);
  const expediteur = expediteurDe(context, anneeScolaire);
  const donnees: DonneesDemarrage = { ...expediteur, echeance, lettres: composerLettres(context, choisis) };
  return relancer(
    context,
    {
      campagneId,
      nature: 'relance-demarrage',
      nom: `relance-demarrage-${anneeScolaire}-${expediteur.jour}.pdf`,
      parametres: { dossiers: choisis.map(({ suivi }) => suivi.dossier.numero), echeance },
      travail: 'lettres-demarrage',
      entree: { donnees },
    },
    {
      campagneId,
      objet: 'demarrage',
      dossierIds: choisis.map(({ suivi }) => suivi.dossier.id),
      echeance,
      recontroler: () => exigerInchanges(context, demande, choisis),
    },
    surProgres,
    signal,
  );
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

function composerLettres(context: Context, choisis: readonly ARelancer[]): LettreDemarrage[] {
  const annuaire = lireAnnuaire(context.ressources);
  return choisis.map(({ suivi: { dossier, structure, relances }, collectifs }) => {
    const derniere = relances.at(-1);
    return {
      ...destinataireDe(annuaire, dossier.numero, structure),
      relanceDu: derniere ? dateDe(derniere.instant) : null,
      collectifs: collectifs.map(({ lettre, libelle, prevu }) => ({
        lettre,
        libelle,
        prevu: [prevu.lieu, prevu.jours, prevu.horaires].filter(Boolean).join(', '),
        effectif: prevu.effectif,
      })),
    };
  });
}
