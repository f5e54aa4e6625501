import type { DonneesDossierDeSeance } from '../../../../electron/backend/documents/donnees.ts';
import { OptionsDossierDeSeance } from '../../../../shared/contract/dossier-de-seance.ts';
import { MOTIFS_DECISION } from '../../../../shared/domaine/libelles.ts';
import { classer } from '../../../../shared/domaine/note.ts';
import { BAREME, CHARTE, construireDossier, type DossierEssai, type OptionsEssai } from './dossier-essai.ts';

/** Des données plausibles, les mêmes à chaque appel, passées par les vraies règles du domaine. */
export function construireDonnees(options: OptionsEssai): DonneesDossierDeSeance {
  const brouillons = Array.from({ length: options.dossiers }, (_, rang) => construireDossier(rang, options));
  const rangs = classer(brouillons, ({ noteExacte }) => (noteExacte.complete ? noteExacte.fraction : null));
  const dossiers = brouillons.map((brouillon, rang): DossierEssai => {
    const { noteExacte: _, ...dossier } = brouillon;
    const { collectifs, droitCentimes } = dossier;
    const ancien = options.precedente ? anDernier(rang, collectifs, droitCentimes) : null;
    return { ...dossier, rang: rangs.get(brouillon) ?? null, anDernier: ancien };
  });
  const ordre = options.ordre ?? 'pile';
  const rangPile = (dossier: DossierEssai) =>
    ({ a_debattre: 0, defavorable: 2, favorable: 3 })[dossier.pile ?? 'a_debattre'] + (dossier.pile === null ? 1 : 0);
  const ordonnes =
    ordre === 'pile'
      ? dossiers.toSorted((a, b) => rangPile(a) - rangPile(b))
      : dossiers.toSorted((a, b) => (a.rang?.rang ?? 999) - (b.rang?.rang ?? 999));
  const droit = dossiers.reduce((somme, dossier) => somme + dossier.droitCentimes, 0);
  const engage = dossiers.reduce((somme, dossier) => somme + (dossier.agreeCentimes ?? 0), 0);
  const total = options.vides ? null : Math.round((droit * 0.94) / 100_000) * 100_000;
  return {
    identite: {
      nom: 'Caf du Loiret',
      service: options.vides ? '' : 'Pôle intervention territoriale',
      adresse: options.vides ? '' : '2 place St Charles',
      codePostal: options.vides ? '' : '45946',
      ville: options.vides ? '' : 'Orléans cedex 9',
      telephone: options.vides ? '' : '0810 25 45 10',
      courriel: '',
    },
    campagne: {
      id: 1,
      anneeScolaire: '2026-2027',
      enveloppeCentimes: total,
      dateLimiteDepot: '2026-04-30',
      baremeId: 1,
      bareme: BAREME,
      charteId: 1,
      charte: CHARTE,
      etapes: [],
    },
    seance: {
      id: 1,
      campagneId: 1,
      date: '2026-07-02',
      heureDebut: '09:00',
      heureFin: '11:30',
      lieu: options.vides ? '' : 'Caf du Loiret, salle du conseil, 2 place St Charles, Orléans',
      presidence: options.vides ? '' : 'Mme Sylvie Delorme, Caf du Loiret',
      ordre,
      membres: options.vides ? [] : MEMBRES,
      etat: 'preparee',
      portee: 'campagne',
      suiteDe: null,
      quorum: null,
    },
    enveloppe: {
      totalCentimes: total,
      engageCentimes: engage,
      resteCentimes: total === null ? null : total - engage,
      enAttenteCentimes: droit - engage,
    },
    precedente: options.precedente ? { anneeScolaire: '2025-2026', lignes: ordonnes.slice(0, -2) } : null,
    dossiers: ordonnes,
    options: OptionsDossierDeSeance.parse(options.choix ?? {}),
    motifs: MOTIFS_DECISION.map((m) => ({ ...m, natures: [...m.natures], actif: true })),
    editeLe: '2026-06-25T14:12:00.000Z',
    version: '0.1.0',
    empreinteJournal: '3f9ac2d417be05668fd1e0ab9c72d5f48e6b13c07a25f9d86e4bb01c9d7f3a52',
  };
}

const MEMBRES: DonneesDossierDeSeance['seance']['membres'] = (
  [
    { institution: 'caf', nom: 'Mme Sylvie Delorme', fonction: 'Directrice adjointe' },
    { institution: 'caf', nom: 'M. Hugo Besnard', fonction: 'Agent du pôle intervention territoriale' },
    { institution: 'caf', nom: 'Mme Claire Aubry', fonction: 'Agente du pôle intervention territoriale' },
    { institution: 'caf', nom: 'Mme Nadia Charef', fonction: 'Agente du pôle intervention territoriale' },
    { institution: 'etat', nom: 'M. Paul Vidal', fonction: 'Service départemental à la jeunesse' },
    { institution: 'etat', nom: 'Mme Inès Colin', fonction: 'Déléguée du préfet' },
    { institution: 'education_nationale', nom: 'M. Rémi Joubert', fonction: 'Inspecteur' },
    { institution: 'education_nationale', nom: 'Mme Ève Marchand', fonction: 'Principale de collège' },
  ] as const
).map((membre, i) => ({ ...membre, id: i + 1, courriel: null, presence: null }));

function anDernier(rang: number, collectifs: number, droitCentimes: number): DossierEssai['anDernier'] {
  if (rang % 4 === 3) return null;
  return {
    dossiers: [
      {
        id: 9000 + rang,
        numero: '19',
        dixiemes: 655,
        complete: true,
        rang: null,
        pile: 'favorable',
        decision: 'agree',
      },
    ],
    collectifs,
    effectif: 10 * collectifs,
    demandeCentimes: null,
    droitCentimes,
    agreeCentimes: droitCentimes,
  };
}
