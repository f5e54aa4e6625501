import { derniereEmpreinte } from '../../../../db/queries/journal.ts';
import type { DocumentProduit } from '../../../../shared/contract/documents.ts';
import type { OptionsDossierDeSeance } from '../../../../shared/contract/dossier-de-seance.ts';
import type { EtatSeance } from '../../../../shared/contract/seances.ts';
import { comparerFrancais, pluriel } from '../../../../shared/domaine/libelles.ts';
import { lireCampagne } from '../../campagnes.ts';
import type { Context } from '../../context.ts';
import { lireDossiersComplets } from '../../dossiers/lire.ts';
import { lireIdentite } from '../../parametres.ts';
import { introuvable, Refus } from '../../refus.ts';
import { lirePrecedente, presenterAnnee } from '../../resultats/annees.ts';
import { campagneDeSeance, lireEtatSeance } from '../../seances/lire.ts';
import type { SurProgres } from '../../suivi.ts';
import { produireEtArchiver } from '../archiver.ts';
import type { DonneesDossierDeSeance, LigneAnterieure } from '../donnees.ts';
import { alleger } from './alleger.ts';
import { NATURE_DOSSIER } from './produits.ts';

/** Tout est lu ici, dans le processus qui tient la base ; l’enfant ne reçoit que des valeurs. */
export async function produireDossierDeSeance(
  context: Context,
  seanceId: number,
  options: OptionsDossierDeSeance,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const campagneId = campagneDeSeance(context, seanceId);
  const etat = lireEtatSeance(context, campagneId, seanceId);
  if (!etat.seance) throw introuvable('Cette séance');
  refuserFaux(etat);
  refuserVide(etat, options);
  surProgres(0, etat.dossiers.length, 'Rassemblement des dossiers');
  const completes = rassembler(context, campagneId, etat, etat.seance, options);
  // Ce que la version allégée ne dit pas ne quitte pas ce processus, et n’entre pas dans l’archive.
  const donnees = options.allege ? alleger(completes) : completes;
  const { anneeScolaire } = completes.campagne;
  return produireEtArchiver(
    context,
    {
      campagneId,
      nature: NATURE_DOSSIER,
      nom: `dossier-de-seance-${anneeScolaire}-${etat.seance.date}${options.allege ? '-allege' : ''}.pdf`,
      parametres: { seanceId, seance: etat.seance.date, ...options },
      travail: 'dossier-de-seance',
      entree: { donnees },
    },
    surProgres,
    signal,
  );
}

function refuserFaux({ dossiers }: EtatSeance): void {
  if (dossiers.length === 0) {
    throw new Refus('sans_dossier', 'Aucun dossier dans cette séance : importez d’abord les réponses.');
  }
  const caches = dossiers
    .filter((d) => d.aveugle)
    .map((d) => d.numero)
    .toSorted();
  if (caches.length > 0)
    throw new Refus(
      'lecture_aveugle',
      `Vous lisez encore ${pluriel(caches.length, 'dossier')} que d’autres ont lus (${caches.slice(0, 8).join(', ')}${caches.length > 8 ? '…' : ''}) : leurs notes vous sont cachées et le dossier de séance serait faux. Terminez ces lectures, ou faites-le produire par un autre agent.`,
    );
}

/** Un territoire mal écrit rendrait un document sans fiche que l’on croirait complet. */
function refuserVide({ dossiers }: EtatSeance, { territoire }: OptionsDossierDeSeance): void {
  if (territoire === null || dossiers.some((d) => d.territoire === territoire)) return;
  const connus = [...new Set(dossiers.flatMap((d) => d.territoire ?? []))].toSorted(comparerFrancais);
  throw new Refus(
    'territoire_inconnu',
    `Aucun dossier de cette séance dans le territoire « ${territoire} ». ${connus.length === 0 ? 'Ses dossiers n’en ont pas.' : `Ses territoires : ${connus.join(', ')}.`}`,
  );
}

function rassembler(
  context: Context,
  campagneId: number,
  etat: EtatSeance,
  seance: NonNullable<EtatSeance['seance']>,
  options: OptionsDossierDeSeance,
): DonneesDossierDeSeance {
  const campagne = lireCampagne(context, campagneId);
  const precedente = lirePrecedente(context, campagne.anneeScolaire);
  const ordonnes = ordonner(etat.dossiers, options.ordre);
  const deSeance = new Map(ordonnes.map((d) => [d.id, d]));
  return {
    identite: lireIdentite(context.db),
    campagne,
    seance: options.ordre === 'seance' ? seance : { ...seance, ordre: options.ordre },
    enveloppe: etat.enveloppe,
    precedente:
      precedente === null
        ? null
        : {
            anneeScolaire: precedente.anneeScolaire,
            lignes: [...precedente.parStructure.values()].flat().map(reduire),
          },
    dossiers: lireDossiersComplets(context, campagneId, [...deSeance.keys()]).map((complet) => {
      const deLaSeance = deSeance.get(complet.id);
      const anciens = precedente?.parStructure.get(complet.structure.id);
      return {
        ...complet,
        points: deLaSeance?.points ?? [],
        minutes: deLaSeance?.minutes ?? null,
        proposition: deLaSeance?.proposition ?? null,
        anDernier: anciens ? presenterAnnee(anciens) : null,
      };
    }),
    options,
    motifs: etat.motifs,
    editeLe: context.horloge.maintenant(),
    version: context.version,
    empreinteJournal: derniereEmpreinte(context.db),
  };
}

function reduire(ligne: LigneAnterieure): LigneAnterieure {
  const { territoire, communeNom, collectifs, effectif, niveaux, pile, droitCentimes, demandeCentimes } = ligne;
  const { agreeCentimes } = ligne;
  return { territoire, communeNom, collectifs, effectif, niveaux, pile, droitCentimes, demandeCentimes, agreeCentimes };
}

type Rangeable = Pick<EtatSeance['dossiers'][number], 'pile' | 'note' | 'communeNom' | 'territoire'>;
const RANG_PILE = { a_debattre: 0, defavorable: 2, favorable: 3 } as const;

/** L’ordre de la séance, ou un autre : à égalité, celui de la séance reste. */
function ordonner<D extends Rangeable>(dossiers: readonly D[], ordre: OptionsDossierDeSeance['ordre']): readonly D[] {
  const note = (d: D) => d.note.dixiemes ?? -1;
  const pile = (d: D) => (d.pile === null ? 1 : RANG_PILE[d.pile]);
  const lieu = (d: D) => d.territoire ?? '\uffff';
  const commune = (d: D) => d.communeNom ?? '\uffff';
  switch (ordre) {
    case 'seance':
      return dossiers;
    case 'note':
      return dossiers.toSorted((a, b) => note(b) - note(a));
    case 'pile':
      return dossiers.toSorted((a, b) => pile(a) - pile(b) || note(b) - note(a));
    case 'territoire':
      return dossiers.toSorted(
        (a, b) => comparerFrancais(lieu(a), lieu(b)) || comparerFrancais(commune(a), commune(b)),
      );
    default:
      return ordre satisfies never;
  }
}
