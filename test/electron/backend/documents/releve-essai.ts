import type {
  DonneesReleve,
  DossierReleve,
  GenreReleve,
} from '../../../../electron/backend/documents/releve/donnees.ts';
import {
  constaterQuorum,
  type DecisionPassee,
  decisionsDuCollectif,
  engagementDeSeance,
} from '../../../../shared/domaine/decisions-de-seance.ts';
import { construireDonnees } from './donnees-essai.ts';
import type { OptionsEssai } from './dossier-essai.ts';

const INSTANT = '2026-07-02T08:10:00.000Z';

/** Une séance entière : présences, avis, déports, une décision sur sept changée, un dossier sur onze laissé de côté. */
export function construireReleve(genre: GenreReleve, options: OptionsEssai): DonneesReleve {
  const donnees = construireDonnees({ ...options, decisions: true });
  const { campagne, dossiers, identite, editeLe, version, empreinteJournal } = donnees;
  const presences = ['present', 'present', 'excuse', 'present', 'absent', 'present', 'present', null] as const;
  const seance = {
    ...donnees.seance,
    quorum: options.vides ? null : 4,
    membres: donnees.seance.membres.map((m, i) => ({ ...m, presence: presences[i % 8] ?? null })),
  };
  const histoires: DecisionPassee[][] = [];
  const imprimes = dossiers.map((d, rang): DossierReleve => {
    const examine = options.dossiers === 1 || rang % 11 !== 10;
    return {
      id: d.id,
      numero: d.numero,
      raisonSociale: d.structure.raisonSociale,
      communeNom: d.communeNom,
      avis:
        options.vides || rang % 5 !== 0
          ? []
          : [
              { institution: 'caf', sens: 'favorable', texte: '' },
              { institution: 'etat', sens: 'reserve', texte: 'le projet gagnerait à associer le collège.' },
            ],
      recusations:
        options.vides || rang % 9 !== 4
          ? []
          : [{ membreId: 2, nom: 'M. Hugo Besnard', motif: 'administrateur du porteur' }],
      points: genre === 'pv' ? d.points : [],
      commentaire: genre === 'pv' ? d.commentaire : '',
      collectifs: d.listeCollectifs.map((c, i) => {
        const histoire = examine && c.decision ? raconter(c.id, c.decision, (rang + i) % 7 === 3) : [];
        histoires.push(histoire);
        const { retenue, abandonnees } = decisionsDuCollectif(histoire, 1);
        return {
          id: c.id,
          lettre: c.lettre,
          libelle: c.libelle,
          niveau: c.niveau,
          effectif: c.effectif,
          droitCentimes: c.droitCentimes,
          decision: retenue,
          abandonnees,
          decideAilleurs: null,
        };
      }),
    };
  });
  return {
    genre,
    identite,
    anneeScolaire: campagne.anneeScolaire,
    bareme: campagne.bareme.nom,
    charte: `« ${campagne.charte.nom} » v${campagne.charte.version}`,
    seance,
    quorum: constaterQuorum(seance.membres, seance.quorum),
    dossiers: imprimes,
    enveloppe: { totalCentimes: campagne.enveloppeCentimes, ...engagementDeSeance(histoires, 1) },
    editeLe,
    version,
    empreinteJournal,
  };
}

type Prise = Pick<DecisionPassee, 'id' | 'nature' | 'motif' | 'texte' | 'montantCentimes'>;

function raconter(
  collectifId: number,
  { id, nature, motif, texte, montantCentimes }: Prise,
  changee: boolean,
): DecisionPassee[] {
  const derniere: DecisionPassee = {
    id: 2 * id,
    seanceId: 1,
    collectifId,
    nature,
    motif,
    texte,
    montantCentimes,
    instant: INSTANT,
    enVigueur: true,
    retireeLe: null,
    retireePar: null,
    retireeMotif: null,
  };
  if (!changee) return [derniere];
  const premiere: DecisionPassee = {
    ...derniere,
    id: 2 * id - 1,
    nature: 'ajourne',
    texte: 'Pièce attendue.',
    montantCentimes: 0,
    enVigueur: false,
    retireeLe: INSTANT,
    retireePar: 'Claire Aubry',
    retireeMotif: 'pièce remise en séance',
  };
  return [premiere, derniere];
}
