import { derniereEmpreinte, premiereEmpreinte } from '../../../db/queries/journal.ts';
import type { Collectif } from '../../../shared/contract/dossiers.ts';
import type { DossierDeSeance } from '../../../shared/contract/seances.ts';
import { LIBELLES_NIVEAU_SCOLAIRE, LIBELLES_PILE, pluriel } from '../../../shared/domaine/libelles.ts';
import { agentCourant, nomComplet } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { lireIdentite } from '../parametres.ts';
import { introuvable, Refus } from '../refus.ts';
import { campagneDeSeance, lireEtatSeance } from '../seances/lire.ts';
import type { DonneesTableauCopil, LigneTableau } from './donnees.ts';
import { ecrireRepere, empreinteDecision } from './reperes.ts';

const PROPOSITIONS = { favorable: 'Agréer', a_debattre: 'À débattre', defavorable: 'Refuser' } as const;

/**
 * Tout ce que le tableau montre, lu ici dans le processus qui tient la base.
 * @throws Refus si rien n’est à l’ordre du jour, ou si des notes sont cachées à cet agent
 */
export function preparerTableau(context: Context, seanceId: number): DonneesTableauCopil {
  const campagneId = campagneDeSeance(context, seanceId);
  const { anneeScolaire, bareme } = lireCampagne(context, campagneId);
  const { seance, dossiers, enveloppe } = lireEtatSeance(context, campagneId, seanceId);
  if (!seance) throw introuvable('Cette séance');
  refuserVide(dossiers);
  refuserAveugle(dossiers);
  const base = premiereEmpreinte(context.db);
  const lignes = dossiers.flatMap((d) =>
    d.listeCollectifs.map((c, rang) => decrire(d, c, rang === 0, { base, seanceId })),
  );
  const agent = agentCourant(context);
  return {
    organisme: lireIdentite(context.db).nom,
    anneeScolaire,
    campagneId,
    seanceId,
    seanceDate: seance.date,
    base,
    editePar: agent ? nomComplet(agent) : context.compteSysteme,
    parDossier: bareme.modeCalcul === 'par_dossier',
    enveloppeCentimes: enveloppe.totalCentimes,
    engageAilleursCentimes: enveloppe.engageCentimes - lignes.reduce((n, l) => n + l.montant, 0),
    lignes,
    editeLe: context.horloge.maintenant(),
    version: context.version,
    empreinteJournal: derniereEmpreinte(context.db),
  };
}

function refuserVide(dossiers: readonly DossierDeSeance[]): void {
  if (dossiers.some((d) => d.listeCollectifs.length > 0)) return;
  throw new Refus('sans_collectif', 'Aucun collectif à l’ordre du jour de cette séance : rien à mettre au tableau.');
}

function refuserAveugle(dossiers: readonly DossierDeSeance[]): void {
  const caches = dossiers.filter((d) => d.aveugle).map((d) => d.numero);
  if (caches.length === 0) return;
  throw new Refus(
    'lecture_aveugle',
    `Vous lisez encore ${pluriel(caches.length, 'dossier')} que d’autres ont lus (${caches.toSorted().slice(0, 8).join(', ')}${caches.length > 8 ? '…' : ''}) : leurs notes vous sont cachées et le tableau serait faux. Terminez ces lectures, ou faites-le produire par un autre agent.`,
  );
}

function decrire(
  d: DossierDeSeance,
  c: Collectif,
  premier: boolean,
  { base, seanceId }: { readonly base: string; readonly seanceId: number },
): LigneTableau {
  const { decision } = c;
  return {
    numero: d.numero,
    porteur: d.structure.raisonSociale,
    commune: d.communeNom ?? '',
    qpv: d.qpv === null ? '' : d.qpv ? 'oui' : 'non',
    collectif: c.lettre,
    intitule: c.libelle,
    niveau: c.niveau === null ? (c.classes ?? '') : LIBELLES_NIVEAU_SCOLAIRE[c.niveau],
    effectif: c.effectif,
    cout: c.coutCentimes,
    demande: d.demandeCentimes,
    droit: c.droitCentimes,
    note: d.note.dixiemes,
    pile: d.pile === null ? '' : LIBELLES_PILE[d.pile],
    proposition: d.pile === null ? 'À lire' : PROPOSITIONS[d.pile],
    points: d.points.join('\n'),
    decision: decision && { nature: decision.nature, motif: decision.motif, texte: decision.texte },
    montant: decision?.montantCentimes ?? 0,
    repere: ecrireRepere({ base, seanceId, collectifId: c.id, etat: empreinteDecision(decision) }),
    premier,
  };
}
