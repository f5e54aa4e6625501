import type { Calcule } from '../../../shared/contract/scenarios.ts';
import { choisirAuFil } from '../../../shared/domaine/scenarios/au-fil.ts';
import { conclure } from '../../../shared/domaine/scenarios/conclure.ts';
import {
  enveloppeTropPetite,
  minimumsHorsDePortee,
  nomDuLieu,
  REGLES_CONTRADICTOIRES,
} from '../../../shared/domaine/scenarios/empechements.ts';
import {
  type Modele,
  modeliser,
  modeliserMoindreCout,
  rangsChoisis,
} from '../../../shared/domaine/scenarios/modeliser.ts';
import { type Preparation, preparer } from '../../../shared/domaine/scenarios/preparer.ts';
import type { Minimum, ReglesScenario } from '../../../shared/domaine/scenarios/regles.ts';
import type { ResultatScenario } from '../../../shared/domaine/scenarios/resultat.ts';
import type { Context } from '../context.ts';
import type { SurProgres } from '../suivi.ts';
import { type CampagneCandidate, exigerTousVisibles, lireCandidats } from './donnees.ts';
import type { SolutionModele } from './resoudre.ts';

/** Temps laissé au meilleur choix de chaque scénario ; au-delà, le choix trouvé est rendu, dit non prouvé. */
export const LIMITE_MS = 15_000;

export interface DemandeDeCalcul {
  readonly cle: string;
  readonly regles: ReglesScenario;
}

interface AResoudre {
  readonly cle: string;
  readonly modele: Modele;
  /** Le même sans enveloppe, au moindre coût : dit ce qui manque quand rien n’est possible. */
  readonly moindreCout: Modele;
}

interface Resolu {
  readonly solution: SolutionModele;
  /** Rendu seulement si rien n’est possible. */
  readonly moindreCout: SolutionModele | null;
}

/** Ce que reçoit et rend le travail du processus à part. */
export interface EntreeOptimum {
  readonly problemes: readonly AResoudre[];
  readonly limiteMs: number;
}
export type SortieOptimum = readonly Resolu[];

/** Calcule des scénarios : le fil sur place, le meilleur choix dans un processus qu’on peut arrêter. */
export async function calculerScenarios(
  context: Context,
  demande: { readonly campagneId: number; readonly demandes: readonly DemandeDeCalcul[] },
  surProgres: SurProgres,
  signal?: AbortSignal,
  limiteMs = LIMITE_MS,
): Promise<Calcule[]> {
  const candidats = lireCandidats(context, demande.campagneId);
  exigerTousVisibles(candidats);
  const prepares = demande.demandes.map((d) => preparerUn(d, candidats));
  const problemes = prepares.flatMap((p) => p.aResoudre ?? []);
  const resolus =
    problemes.length === 0
      ? []
      : await context.lanceur.lancer(
          'optimum',
          { problemes, limiteMs },
          {
            ...(signal === undefined ? {} : { signal }),
            surProgres: ({ fait, total, message }) => surProgres(fait, total, message),
          },
        );
  const parCle = new Map(problemes.map((p, i) => [p.cle, resolus[i]]));
  return prepares.map((p) => ({ cle: p.cle, resultat: conclureUn(p, parCle.get(p.cle)) }));
}

interface Prepare {
  readonly cle: string;
  readonly preparation: Preparation;
  readonly nomDe: (minimum: Minimum) => string;
  readonly avis: readonly string[];
  /** Fini sans solveur. */
  readonly resultat: ResultatScenario | null;
  readonly aResoudre: AResoudre | null;
}

function preparerUn({ cle, regles }: DemandeDeCalcul, candidats: CampagneCandidate): Prepare {
  const preparation = preparer(candidats, regles);
  const nomDe = (minimum: Minimum) => nomDuLieu(candidats.dossiers, minimum);
  const avis = donnerAvis(preparation, candidats);
  const empechements = minimumsHorsDePortee(preparation, nomDe);
  const communs = { cle, preparation, nomDe, avis };
  if (empechements.length > 0)
    return {
      ...communs,
      resultat: conclure(preparation, { etat: 'impossible', rangs: [], empechements }),
      aResoudre: null,
    };
  const fil = choisirAuFil(preparation, nomDe);
  if (regles.methode === 'fil') {
    const etat = fil.empechements.length > 0 ? 'impossible' : 'fil';
    return { ...communs, resultat: conclure(preparation, { etat, ...fil, avis }), aResoudre: null };
  }
  const modele = modeliser(preparation, fil.empechements.length > 0 ? null : fil.rangs);
  return { ...communs, resultat: null, aResoudre: { cle, modele, moindreCout: modeliserMoindreCout(preparation) } };
}

function donnerAvis({ regles, enveloppeCentimes }: Preparation, { anneePrecedente }: CampagneCandidate): string[] {
  const avis: string[] = [];
  if (enveloppeCentimes === null)
    avis.push('La campagne n’a pas d’enveloppe : tout ce qui est admis est retenu. Donnez-en une au scénario.');
  if (regles.renouvellements !== 'libres' && anneePrecedente === null)
    avis.push('Aucune campagne d’avant dans cette base : aucun renouvellement n’est connu.');
  return avis;
}

function conclureUn(
  { preparation, nomDe, avis, resultat, aResoudre }: Prepare,
  resolu: Resolu | undefined,
): ResultatScenario {
  if (resultat !== null) return resultat;
  if (aResoudre === null || resolu === undefined) throw new Error('scénario sans solution rendue');
  const { solution, moindreCout } = resolu;
  const { enveloppeCentimes } = preparation;
  if (solution.etat === 'infaisable' || solution.etat === 'sans_solution') {
    const cout = moindreCout?.etapes[0];
    const empechement =
      solution.etat === 'sans_solution'
        ? 'Le temps a manqué pour trouver un premier choix qui tienne ces règles : simplifiez-les, ou recommencez.'
        : cout === undefined || enveloppeCentimes === null || cout.valeur <= enveloppeCentimes
          ? REGLES_CONTRADICTOIRES
          : enveloppeTropPetite(preparation, cout.valeur, nomDe);
    return conclure(preparation, { etat: 'impossible', rangs: [], empechements: [empechement] });
  }
  const rangs = rangsChoisis(preparation, aResoudre.modele, solution.valeurs);
  return conclure(preparation, { etat: solution.etat, rangs, etapes: solution.etapes, avis });
}
