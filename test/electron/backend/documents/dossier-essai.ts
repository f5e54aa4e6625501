import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { DonneesDossierDeSeance } from '../../../../electron/backend/documents/donnees.ts';
import { lettre } from '../../../../electron/backend/dossiers/faits.ts';
import type { NatureDecision } from '../../../../shared/contract/commun.ts';
import type { OptionsDossierDeSeance } from '../../../../shared/contract/dossier-de-seance.ts';
import { Bareme } from '../../../../shared/domaine/bareme.ts';
import { analyserBudget } from '../../../../shared/domaine/budget.ts';
import { Charte, type ReponseCondition } from '../../../../shared/domaine/charte.ts';
import { appliquerTaux, calculerDroit } from '../../../../shared/domaine/droit.ts';
import { formaterMontant } from '../../../../shared/domaine/nombres.ts';
import { calculerNote, type NiveauxParCritere, type NoteDossier } from '../../../../shared/domaine/note.ts';
import { proposerPile } from '../../../../shared/domaine/pile.ts';
import { COMMUNES, DEBUTS, MILIEUX } from './noms-essai.ts';

export const RESSOURCES = join(import.meta.dirname, '../../../../resources');

export type DossierEssai = DonneesDossierDeSeance['dossiers'][number];
export type Brouillon = DossierEssai & { readonly noteExacte: NoteDossier };

export interface OptionsEssai {
  readonly dossiers: number;
  /** Nombre de collectifs de chaque dossier ; sinon de 1 à 5. */
  readonly collectifs?: number;
  readonly decisions?: boolean;
  readonly nomsLongs?: boolean;
  /** Tout ce qui peut être vide l’est. */
  readonly vides?: boolean;
  readonly territoires?: boolean;
  /** Une campagne précédente, où un porteur sur quatre n’était pas. */
  readonly precedente?: boolean;
  /** Un scénario retenu, qui ne garde que le premier collectif. */
  readonly scenario?: boolean;
  readonly choix?: z.input<typeof OptionsDossierDeSeance>;
  readonly ordre?: DonneesDossierDeSeance['seance']['ordre'];
}

export const BAREME = Bareme.parse({
  ...JSON.parse(readFileSync(join(RESSOURCES, 'baremes/loiret-2019.json'), 'utf8')),
  nom: 'Essai 2026-2027',
  anneeScolaire: '2026-2027',
});
export const CHARTE = Charte.parse(JSON.parse(readFileSync(join(RESSOURCES, 'chartes/modele-depliant.json'), 'utf8')));

const AGENTS = ['Claire Aubry', 'Hugo Besnard', 'Nadia Charef', 'Étienne Lorrain'];
const NOM_LONG =
  'Association départementale pour l’accompagnement éducatif, la médiation scolaire et la promotion des familles des quartiers nord et de la plaine de Beauce';
const COMMENTAIRE =
  'Projet ancré dans le quartier, équipe stable. L’ouverture au collège répond au besoin relevé par l’école, mais le lien avec l’établissement n’est pas encore construit : aucun écrit du principal. Les parents sont reçus à l’inscription et en fin d’année ; un temps dédié est prévu au second trimestre.';

/** Suite de nombres de 0 à 1, toujours la même (Mulberry32). */
function creerHasard(graine: number): () => number {
  let etat = graine;
  return () => {
    etat = (etat + 0x6d_2b_79_f5) | 0;
    let t = Math.imul(etat ^ (etat >>> 15), 1 | etat);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Le dossier de ce rang, toujours le même, passé par les vraies règles du domaine ; `noteExacte` sert à classer. */
export function construireDossier(rang: number, options: OptionsEssai): Brouillon {
  const hasard = creerHasard(1000 + rang);
  const [insee, nomCommune, territoire] = COMMUNES[rang % COMMUNES.length] ?? ['45234', 'Orléans', 'Orléans'];
  const vide = options.vides ?? false;
  const raisonSociale = options.nomsLongs
    ? `${NOM_LONG} n° ${rang + 1}`
    : `${DEBUTS[rang % DEBUTS.length]} ${MILIEUX[rang % MILIEUX.length]}${rang < 42 ? '' : ` ${Math.floor(rang / 42) + 1}`}`;
  const qualite = hasard();
  const nombre = options.collectifs ?? 1 + Math.floor(hasard() ** 2 * 5);
  const couts = Array.from({ length: nombre }, () => 500_000 + Math.floor(hasard() * 50) * 10_000);
  const droit = calculerDroit(
    couts.map((coutCentimes) => ({ coutCentimes })),
    BAREME,
  );
  const collectifs = couts.map((coutCentimes, index): DossierEssai['listeCollectifs'][number] => {
    const niveau = (['elementaire', 'elementaire', 'college', 'lycee'] as const)[Math.floor(hasard() * 3.3)] ?? null;
    return {
      id: rang * 100 + index + 1,
      rang: index + 1,
      lettre: lettre(index + 1),
      libelle: `Collectif ${lettre(index + 1)}`,
      niveau: vide ? null : niveau,
      classes: null,
      effectif: vide ? null : qualite < 0.25 && index === 0 ? 14 : 8 + Math.floor(hasard() * 5),
      communeInsee: insee,
      communeNom: vide ? null : nomCommune,
      lieu: vide ? null : index % 2 === 0 ? 'École élémentaire Jean-Moulin, salle 2' : 'Maison de quartier',
      jours: vide ? null : 'lundi, jeudi',
      horaires: vide ? null : '16 h 30 – 18 h 30',
      adultes: vide ? null : 2 + (index % 2),
      coutCentimes,
      coutPartage: false,
      calculCentimes: appliquerTaux(coutCentimes, BAREME.tauxPointsBase, BAREME.arrondi),
      droitCentimes: droit.collectifs[index]?.droitCentimes ?? 0,
      plafonne: droit.collectifs[index]?.plafonne ?? false,
      decision: options.decisions ? decider(rang, index, droit.collectifs[index]?.droitCentimes ?? 0) : null,
    };
  });
  const cout = couts.reduce((somme, montant) => somme + montant, 0);
  const budget = construireBudget(cout, droit.droitCentimes, qualite, vide);
  const conditions = construireConditions(qualite, vide, budget.equilibre);
  const noteExacte = calculerNote(CHARTE, vide ? [] : [construireLecture(rang, qualite, hasard)]);
  const { pile, raisons } = proposerPile(
    CHARTE,
    conditions.map(({ code, retenue }) => ({ code, reponse: retenue })),
    noteExacte,
  );
  const agree = collectifs.reduce((somme, { decision }) => somme + (decision?.montantCentimes ?? 0), 0);
  return {
    aveugle: false,
    aHarmoniser: false,
    modifieDepuisLecture: false,
    absentDepuis: null,
    changementsDepuisLecture: [],
    id: rang + 1,
    numero: String(24_118_306 + rang * 1117),
    structure: {
      id: rang + 1,
      raisonSociale,
      siret: vide ? null : `99901${String(100_000_000 + rang * 7919).slice(0, 9)}`,
      siretDeclare: null,
      rna: vide ? null : `W4521${String(10_000 + rang).slice(0, 5)}`,
      formeJuridique: vide ? null : 'Association loi 1901',
    },
    communeInsee: vide ? null : insee,
    communeNom: vide ? null : nomCommune,
    territoire: options.territoires ? territoire : null,
    qpv: vide ? null : rang % 4 === 0,
    collectifs: nombre,
    effectif: collectifs.reduce((somme, { effectif }) => somme + (effectif ?? 0), 0),
    niveaux: [...new Set(collectifs.map(({ niveau }) => niveau))].map((niveau) => ({
      niveau,
      nombre: collectifs.filter((collectif) => collectif.niveau === niveau).length,
    })),
    deposeLe: vide ? null : '2026-04-12',
    coutCentimes: cout,
    demandeCentimes: vide ? null : budget.caf,
    droitCentimes: droit.droitCentimes,
    agreeCentimes: options.decisions ? agree : null,
    note: {
      dixiemes: noteExacte.dixiemes,
      complete: noteExacte.complete,
      manquants: noteExacte.manquants,
      axes: CHARTE.axes.map((axe, index) => ({
        code: axe.code,
        libelle: axe.libelle,
        abrege: axe.abrege,
        poids: axe.poids,
        seuil: axe.seuil,
        dixiemes: noteExacte.axes[index]?.dixiemes ?? null,
        cotes: noteExacte.axes[index]?.cotes ?? 0,
        total: axe.criteres.length,
        sousSeuil: noteExacte.axes[index]?.sousSeuil ?? false,
      })),
    },
    noteExacte,
    rang: null,
    pile,
    raisons,
    etat: options.decisions ? 'decide' : 'etudie',
    decision: null,
    anomalies: 0,
    lecteurs: vide
      ? []
      : rang % 3 === 0
        ? [AGENTS[rang % 4] ?? '', AGENTS[(rang + 1) % 4] ?? '']
        : [AGENTS[rang % 4] ?? ''],
    campagneId: 1,
    lignes: { precedent: null, suivant: null },
    etatSource: 'En instruction',
    intitule: vide ? null : 'Accompagner chaque enfant',
    quartier: vide ? null : 'Argonne',
    contacts: {
      adresse: null,
      codePostal: null,
      communeSiege: null,
      courriel: vide ? null : 'clas@porteur.exemple',
      telephone: vide ? null : '02 00 00 00 00',
      representant: vide ? null : 'Mme Fatou Ndiaye, directrice',
      coordinateur: vide ? null : 'M. Luc Perrin (Bac+3)',
    },
    banque: null,
    listeCollectifs: collectifs,
    budget: budget.budget,
    reponses: [],
    conditions,
    pieces: [],
    commentaire: vide ? '' : COMMENTAIRE,
    anomaliesImport: [],
    echeances: [],
    evenements: [],
    minutes: null,
    proposition: options.scenario
      ? {
          scenario: 'Priorité aux QPV',
          collectifIds: collectifs.slice(0, 1).map(({ id }) => id),
          texte: 'Premier collectif seulement.',
        }
      : null,
    anDernier: null,
    points: pile === 'favorable' || vide ? [] : raisons.map((raison) => `${raison}.`),
  };
}

function decider(
  rang: number,
  index: number,
  droitCentimes: number,
): DossierEssai['listeCollectifs'][number]['decision'] {
  const nature: NatureDecision =
    (['agree', 'agree', 'agree_sous_reserve', 'refuse', 'agree', 'ajourne'] as const)[(rang + index) % 6] ?? 'agree';
  const agree = nature === 'agree' || nature === 'agree_sous_reserve';
  return {
    id: rang * 100 + index + 1,
    seanceId: 1,
    nature,
    motif: agree ? null : 'effectif',
    texte: nature === 'agree' ? '' : 'Effectif de 12 au plus, justifié avant le 15/09/2026.',
    montantCentimes: agree ? droitCentimes : 0,
    agent: 'Claire Aubry',
    instant: '2026-07-02T08:10:00.000Z',
  };
}

function construireBudget(
  cout: number,
  droit: number,
  qualite: number,
  vide: boolean,
): { budget: DossierEssai['budget']; equilibre: boolean; caf: number } {
  const caf = qualite < 0.4 ? droit + 36_200 : droit;
  const equilibre = qualite > 0.12;
  const partage = [0.06, 0.09, 0.08, 0.01].map((part) => Math.round((cout * part) / 100) * 100);
  const autres = partage.reduce((somme, montant) => somme + montant, 0);
  const charges = [
    ['60', 'Achats', partage[0]],
    ['61', 'Services extérieurs', partage[1]],
    ['62', 'Autres services extérieurs', partage[2]],
    ['63', 'Impôts et taxes', partage[3]],
    ['64', 'Charges de personnel', cout - autres - 50_000],
    ['65', 'Autres charges de gestion courante', 50_000],
  ] as const;
  const subventions = [
    ['70', 'Participation des familles', 48_000],
    ['74', 'État – contrat de ville', 120_000],
    ['74', 'Département du Loiret', 60_000],
    ['74', 'Caf – PS Clas', caf],
    ['75', 'Cotisations', 41_000],
  ] as const;
  const reste = cout - subventions.reduce((somme, [, , montant]) => somme + montant, 0) + (equilibre ? 0 : 124_000);
  const produits = [...subventions, ['74', 'Commune', reste]] as const;
  const lignes = vide
    ? []
    : [
        ...charges.map(([compte, libelle, montant]) => ({
          sens: 'charge' as const,
          compte,
          libelle,
          montantCentimes: montant ?? 0,
        })),
        ...produits.map(([compte, libelle, montant]) => ({
          sens: 'produit' as const,
          compte,
          libelle,
          montantCentimes: montant,
        })),
        { sens: 'charge' as const, compte: '864', libelle: 'Bénévolat', montantCentimes: 780_000 },
        { sens: 'produit' as const, compte: '870', libelle: 'Bénévolat', montantCentimes: 780_000 },
      ];
  const analyse = analyserBudget(lignes, {
    droitCentimes: droit,
    demandeCentimes: vide ? null : caf,
    totalChargesDeclareCentimes: null,
    totalProduitsDeclareCentimes: null,
    partCafMaximalePointsBase: BAREME.partCafMaximalePointsBase,
    inclureContributionsVolontaires: false,
  });
  const imprimees = (sens: 'charge' | 'produit') =>
    lignes
      .filter((ligne) => ligne.sens === sens && !ligne.compte.startsWith('8'))
      .map(({ compte, libelle, montantCentimes }) => ({ compte, libelle, montantCentimes, adresse: 'Dossiers!A1' }));
  return {
    budget: {
      charges: imprimees('charge'),
      produits: imprimees('produit'),
      totalChargesCentimes: analyse.totalChargesCentimes,
      totalProduitsCentimes: analyse.totalProduitsCentimes,
      contributions86Centimes: analyse.contributions86Centimes,
      contributions87Centimes: analyse.contributions87Centimes,
      controles: analyse.controles,
    },
    equilibre,
    caf,
  };
}

function construireConditions(qualite: number, vide: boolean, equilibre: boolean): DossierEssai['conditions'] {
  const refusees = new Map<string, string>([
    ...(qualite < 0.25 ? [['effectif_par_collectif', '14 enfants au collectif A, maximum 12'] as const] : []),
    ...(equilibre ? [] : [['budget_equilibre', `Écart de ${formaterMontant(124_000)} €`] as const]),
  ]);
  return CHARTE.conditions.map((condition) => {
    const preuve = refusees.get(condition.code);
    const muet = vide || (qualite < 0.35 && condition.code === 'engagements_signes');
    const reponse: ReponseCondition = preuve ? 'non' : muet ? 'non_renseigne' : 'oui';
    const proposition = { reponse, preuve: preuve ?? (muet ? 'Aucune réponse' : 'Réponse conforme') };
    return {
      code: condition.code,
      libelle: condition.libelle,
      aide: condition.aide,
      eliminatoire: condition.eliminatoire,
      champs: condition.champs,
      proposition,
      constat: preuve
        ? {
            reponse,
            commentaire: 'Vu avec le porteur.',
            agent: 'Claire Aubry',
            instant: '2026-06-12T08:42:00.000Z',
            proposition,
          }
        : null,
      aRevoir: false,
      retenue: reponse,
    };
  });
}

function construireLecture(rang: number, qualite: number, hasard: () => number): NiveauxParCritere {
  const partielle = rang % 13 === 7;
  return Object.fromEntries(
    CHARTE.axes.flatMap((axe, a) =>
      axe.criteres.flatMap((critere, c) => {
        if (partielle && a === 4 && c === 0) return [];
        const faible = qualite < 0.4 && a === 2 ? 1 : 0;
        const niveau = Math.max(0, Math.min(3, Math.round(1 + qualite * 1.6 + hasard() - faible * 1.2)));
        return [[critere.code, niveau as 0 | 1 | 2 | 3]];
      }),
    ),
  );
}
