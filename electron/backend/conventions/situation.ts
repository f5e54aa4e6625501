import { type ConventionNommee, listerConventions } from '../../../db/queries/conventions.ts';
import { type LigneStructure, lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import { type EcheanceConnue, echeancesDeLaCampagne } from '../../../db/queries/echeances.ts';
import { listerReserves, type Reserve } from '../../../db/queries/reserves.ts';
import { listerSeances } from '../../../db/queries/seances.ts';
import type { SuiteAttendue } from '../../../shared/contract/conventions.ts';
import { isAccorde } from '../../../shared/domaine/accord.ts';
import { type CollectifConvenu, direChangements } from '../../../shared/domaine/conventions/contenu.ts';
import { acomptesAjoutes, type EcheanceDuMoment } from '../../../shared/domaine/conventions/echeancier-du-papier.ts';
import { direMotif } from '../../../shared/domaine/lettres-notification/faits.ts';
import { MOTIFS_DECISION } from '../../../shared/domaine/libelles.ts';
import type { Context } from '../context.ts';
import { type Evaluation, evaluerDossier } from '../dossiers/evaluer.ts';
import { CHAMPS_DES_FAITS } from '../dossiers/faits.ts';
import { lireRegles } from '../dossiers/regles.ts';
import { isEmise } from '../paiements/situation.ts';
import { lireContenu } from './contenu.ts';

/** Un dossier vu de ses conventions : ce que le Copil a agréé, ce que les papiers disent, ce qui reste à faire. */
export interface Situation {
  readonly evaluation: Evaluation;
  readonly structure: LigneStructure;
  readonly collectifs: readonly CollectifConvenu[];
  readonly montantCentimes: number;
  /** Dates des séances qui ont agréé, dans l’ordre. */
  readonly seances: readonly string[];
  /** Celles d’aujourd’hui, annulées ôtées. */
  readonly echeances: readonly EcheanceDuMoment[];
  readonly reserves: readonly (Reserve & { readonly dite: string })[];
  /** La convention en cours, ou la dernière résiliée. */
  readonly convention: ConventionNommee | null;
  /** Les avenants de cette convention, dans l’ordre. */
  readonly avenants: readonly ConventionNommee[];
  readonly anciens: readonly ConventionNommee[];
  readonly suite: SuiteAttendue | null;
  readonly changements: readonly string[];
}

/** Tous les dossiers de la campagne qui ont quelque chose d’agréé ou un papier, dans l’ordre des numéros ; ou quelques-uns. */
export function lireSituations(context: Context, campagneId: number, dossierIds?: readonly number[]): Situation[] {
  const { db } = context;
  const lignes = lireLignesDossiers(db, campagneId, {
    champs: CHAMPS_DES_FAITS,
    ...(dossierIds === undefined ? {} : { dossierIds }),
  });
  const regles = lireRegles(context, campagneId);
  const papiers = Map.groupBy(listerConventions(db, campagneId), (c) => c.dossierId);
  const reserves = Map.groupBy(listerReserves(db, campagneId), (r) => r.dossierId);
  const echeances = Map.groupBy(echeancesDeLaCampagne(db, campagneId), (e) => e.dossierId);
  const dates = new Map(listerSeances(db, campagneId).map((s) => [s.id, s.date]));
  return lignes.dossiers
    .flatMap((entree): Situation[] => {
      const evaluation = evaluerDossier(entree, lignes, regles);
      const siens = papiers.get(entree.dossier.id) ?? [];
      const siennes = (reserves.get(entree.dossier.id) ?? []).map((r) => ({ ...r, dite: direReserve(r) }));
      const collectifs = convenir(evaluation, siennes);
      if (collectifs.length === 0 && siens.length === 0) return [];
      const conventions = siens.filter((p) => p.nature === 'convention');
      const convention = conventions.find((p) => p.etat !== 'resiliee') ?? conventions.at(-1) ?? null;
      const vives = (echeances.get(entree.dossier.id) ?? []).filter((e) => e.annuleeLe === null).map(auMoment);
      const avenants = siens.filter((p) => p.conventionId !== null && p.conventionId === convention?.id);
      return [
        {
          evaluation,
          structure: entree.structure,
          collectifs,
          montantCentimes: collectifs.reduce((n, c) => n + c.montantCentimes, 0),
          seances: seancesDe(evaluation, dates),
          echeances: vives,
          reserves: siennes,
          convention,
          avenants,
          anciens: siens.filter((p) => p !== convention && !avenants.includes(p)),
          ...attendre(convention, avenants, { collectifs, vives }),
        },
      ];
    })
    .toSorted((a, b) => a.evaluation.ligne.numero.localeCompare(b.evaluation.ligne.numero, 'fr', { numeric: true }));
}

/** La réserve en mots ; « autre motif » ne dit rien, son texte suffit. */
function direReserve({ motif, texte }: Reserve): string {
  const libelle = motif === 'autre' ? null : (MOTIFS_DECISION.find((m) => m.code === motif)?.libelle ?? null);
  return direMotif({ motif: libelle, texte }) || 'réserve du comité de pilotage';
}

function convenir(
  { collectifs }: Evaluation,
  reserves: readonly (Reserve & { readonly dite: string })[],
): CollectifConvenu[] {
  const parCollectif = new Map(reserves.filter((r) => r.leveeLe === null).map((r) => [r.collectifId, r.dite]));
  return collectifs.flatMap((c) =>
    c.decision && isAccorde(c.decision.nature)
      ? [
          {
            collectifId: c.id,
            lettre: c.lettre,
            libelle: c.libelle,
            effectif: c.effectif,
            lieu: c.lieu,
            commune: c.communeNom,
            jours: c.jours,
            horaires: c.horaires,
            coutCentimes: c.coutCentimes,
            montantCentimes: c.decision.montantCentimes,
            reserve: parCollectif.get(c.id) ?? null,
          },
        ]
      : [],
  );
}

function seancesDe({ collectifs }: Evaluation, dates: ReadonlyMap<number, string>): string[] {
  const ids = collectifs.flatMap((c) => (c.decision && isAccorde(c.decision.nature) ? [c.decision.seanceId] : []));
  return [...new Set(ids.flatMap((id) => dates.get(id) ?? []))].toSorted();
}

/** Ce que les décisions et l’échéancier disent aujourd’hui. */
interface DuMoment {
  readonly collectifs: readonly CollectifConvenu[];
  readonly vives: readonly EcheanceDuMoment[];
}

function auMoment(echeance: EcheanceConnue): EcheanceDuMoment {
  const { rang, nature, libelle, partPointsBase, montantCentimes, datePrevue } = echeance;
  return { rang, nature, libelle, partPointsBase, montantCentimes, datePrevue, emise: isEmise(echeance) };
}

/**
 * Le dernier papier en cours fait foi : signé, il se change par un avenant ; pas encore signé, un nouveau le remplace, avec
 * son propre numéro.
 */
function attendre(
  convention: ConventionNommee | null,
  avenants: readonly ConventionNommee[],
  { collectifs, vives }: DuMoment,
): Pick<Situation, 'suite' | 'changements'> {
  if (convention === null) return { suite: 'convention', changements: [] };
  // Une résiliation est une fin : rien n’est attendu, une autre convention se génère si on la demande.
  if (convention.etat === 'resiliee') return { suite: null, changements: [] };
  const dernier = dernierPapier(convention, avenants);
  const depuis = (papier: ConventionNommee) => {
    const { faits } = lireContenu(papier);
    return [...direChangements(faits.collectifs, collectifs), ...acomptesAjoutes(faits.echeances, vives)];
  };
  const changements = depuis(dernier);
  if (changements.length === 0) return { suite: null, changements };
  if (collectifs.length === 0) return { suite: 'resiliation', changements };
  if (convention.etat !== 'signee') return { suite: 'remplacement', changements };
  const signe = dernierSigne(convention, avenants);
  if (signe !== dernier && depuis(signe).length === 0)
    return {
      suite: 'resiliation',
      changements: [
        `L’avenant ${dernier.numero} n’a plus lieu d’être : les décisions sont redevenues celles que dit ${signe.numero}. Résiliez-le.`,
      ],
    };
  return { suite: 'avenant', changements };
}

/** L’avenant en cours le plus récent, sinon la convention. */
export function dernierPapier(convention: ConventionNommee, avenants: readonly ConventionNommee[]): ConventionNommee {
  return avenants.findLast((a) => a.etat !== 'resiliee') ?? convention;
}

/** Le papier signé qui fait foi : ce qu’un nouvel avenant modifie. */
export function dernierSigne(convention: ConventionNommee, avenants: readonly ConventionNommee[]): ConventionNommee {
  return avenants.findLast((a) => a.etat === 'signee') ?? convention;
}
