import { listerHistoriqueDecisions } from '../../../db/queries/historique-decisions.ts';
import { derniereEmpreinte } from '../../../db/queries/journal.ts';
import type { DossierDeSeance, EtatSeance, Seance } from '../../../shared/contract/seances.ts';
import {
  constaterQuorum,
  type DecisionPassee,
  decisionsDuCollectif,
  engagementDeSeance,
} from '../../../shared/domaine/decisions-de-seance.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import type { CollectifReleve, DonneesReleve, DossierReleve, GenreReleve } from '../documents/releve/donnees.ts';
import { lireIdentite } from '../parametres.ts';
import { introuvable } from '../refus.ts';
import { campagneDeSeance, lireEtatSeance } from '../seances/lire.ts';
import { libelleMotif } from '../seances/motifs.ts';

/** La séance demandée et son état, lus une fois. */
export function lireSeanceEntiere(context: Context, seanceId: number): { seance: Seance; etat: EtatSeance } {
  const etat = lireEtatSeance(context, campagneDeSeance(context, seanceId), seanceId);
  if (!etat.seance) throw introuvable('Cette séance');
  return { seance: etat.seance, etat };
}

/** Ce que tous les papiers d’une séance portent : qui l’édite, quelle campagne, quel état de la base. */
export function lireEdition(context: Context, campagneId: number) {
  return {
    identite: lireIdentite(context.db),
    anneeScolaire: lireCampagne(context, campagneId).anneeScolaire,
    editeLe: context.horloge.maintenant(),
    version: context.version,
    empreinteJournal: derniereEmpreinte(context.db),
  };
}

/** Tout est lu ici ; celui qui écrit le document ne reçoit que des valeurs. */
export function rassemblerReleve(context: Context, seanceId: number, genre: GenreReleve): DonneesReleve {
  const { seance, etat } = lireSeanceEntiere(context, seanceId);
  const campagne = lireCampagne(context, seance.campagneId);
  const histoire = Map.groupBy(listerHistoriqueDecisions(context.db, seance.campagneId), (d) => d.collectifId);
  const dates = new Map(etat.seances.map((s) => [s.id, s.date]));
  const { charte } = campagne;
  return {
    genre,
    ...lireEdition(context, seance.campagneId),
    bareme: campagne.bareme.nom,
    charte: `« ${charte.nom} » v${charte.version}`,
    seance,
    quorum: constaterQuorum(seance.membres, seance.quorum),
    dossiers: etat.dossiers.map((d) => composerDossier(d, { seanceId, genre, histoire, dates, motifs: etat.motifs })),
    enveloppe: {
      totalCentimes: campagne.enveloppeCentimes,
      ...engagementDeSeance([...histoire.values()], seanceId),
    },
  };
}

interface Sources {
  readonly seanceId: number;
  readonly genre: GenreReleve;
  readonly histoire: ReadonlyMap<number, readonly DecisionPassee[]>;
  readonly dates: ReadonlyMap<number, string>;
  readonly motifs: EtatSeance['motifs'];
}

/** Le papier ne connaît que les motifs de Clas : un motif de la liste de l’agent y va par son libellé. */
function nommerMotif(decision: DecisionPassee, motifs: EtatSeance['motifs']): DecisionPassee {
  return decision.motif === 'autre' ? decision : { ...decision, motif: libelleMotif(motifs, decision.motif) };
}

function composerDossier(dossier: DossierDeSeance, sources: Sources): DossierReleve {
  const { genre, seanceId, histoire, dates, motifs } = sources;
  const avecDebats = genre === 'pv';
  return {
    id: dossier.id,
    numero: dossier.numero,
    raisonSociale: dossier.structure.raisonSociale,
    communeNom: dossier.communeNom,
    avis: dossier.avis,
    recusations: dossier.recusations,
    points: avecDebats ? dossier.points : [],
    commentaire: avecDebats ? dossier.commentaire : '',
    collectifs: dossier.listeCollectifs.map((c): CollectifReleve => {
      const { retenue, abandonnees } = decisionsDuCollectif(histoire.get(c.id) ?? [], seanceId);
      const ailleurs = retenue === null && c.decision !== null ? dates.get(c.decision.seanceId) : undefined;
      return {
        id: c.id,
        lettre: c.lettre,
        libelle: c.libelle,
        niveau: c.niveau,
        effectif: c.effectif,
        droitCentimes: c.droitCentimes,
        decision: retenue && nommerMotif(retenue, motifs),
        abandonnees: abandonnees.map(({ avant, apres }) => ({
          avant: nommerMotif(avant, motifs),
          apres: apres && nommerMotif(apres, motifs),
        })),
        decideAilleurs: ailleurs ?? null,
      };
    }),
  };
}
