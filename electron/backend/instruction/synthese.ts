import { constatsSuccessifs, historiqueDesSyntheses } from '../../../db/queries/instruction.ts';
import type { CritereCompare, Synthese } from '../../../shared/contract/instruction.ts';
import { type Charte, Niveau, ReponseCondition } from '../../../shared/domaine/charte.ts';
import { LIBELLES_REPONSE } from '../../../shared/domaine/libelles.ts';
import { retenirNiveau } from '../../../shared/domaine/note.ts';
import type { Context } from '../context.ts';
import { niveauxDeLecture } from '../dossiers/evaluer.ts';
import { ecrireRetenu } from '../resultats/niveaux.ts';
import type { Comparaison, SourcesComparaison } from './comparer.ts';

/** Le détail d’un dossier à harmoniser ; rien des autres si la lecture de l’agent est encore aveugle. */
export function presenterSynthese(context: Context, comparaison: Comparaison, sources: SourcesComparaison): Synthese {
  const { dossier, retenues } = comparaison;
  const cache = sources.instruction.aveugles.has(dossier.id);
  const mienne = retenues.visibles.find((l) => l.agentId === sources.instruction.agentId);
  return {
    ...dossier,
    reglages: sources.instruction.reglages,
    detail: cache ? [] : comparerCriteres(comparaison, sources),
    conditions: cache ? [] : conditionsDiscutees(context, dossier.id, sources.charte),
    fixerRefuse: raisonDeNePasFixer(comparaison, sources),
    peutRevoir: mienne?.etat === 'terminee',
    historique: cache ? [] : lireHistorique(context, dossier.id),
  };
}

/** Null : l’agent peut fixer des niveaux ; sinon la phrase qui dit pourquoi non. */
export function raisonDeNePasFixer(
  { dossier, retenues }: Comparaison,
  { instruction }: SourcesComparaison,
): string | null {
  if (instruction.reglages.synthese === 'moyenne')
    return 'La synthèse de cette campagne est la moyenne des lecteurs. Pour qu’un rapporteur fixe des niveaux, changez ce réglage dans Attributions.';
  const rapporteur = dossier.lecteurs.find((l) => l.role === 'rapporteur');
  if (!rapporteur) return 'Ce dossier n’a pas de rapporteur : désignez-en un dans Attributions.';
  if (rapporteur.agentId !== instruction.agentId)
    return `Seul le rapporteur du dossier, ${rapporteur.nom}, fixe des niveaux.`;
  if (instruction.aveugles.has(dossier.id)) return 'Terminez d’abord votre lecture : la lecture est aveugle.';
  if (!retenues.terminees) return 'Aucune lecture n’est terminée : il n’y a encore rien à synthétiser.';
  return null;
}

function comparerCriteres({ retenues, ecarts, niveaux }: Comparaison, sources: SourcesComparaison): CritereCompare[] {
  const { lignes, instruction } = sources;
  const lectures = [...retenues.visibles, ...retenues.ecartees];
  const dossierId = lectures[0]?.dossierId ?? 0;
  const syntheses = new Map((instruction.syntheses.get(dossierId) ?? []).map((s) => [s.critere, s]));
  const compte = new Set(retenues.fixes.map((s) => s.critere));
  const comptees = retenues.comptees.map((l) => niveaux.get(l.agentId) ?? {});
  const fixes = niveauxDeLecture(retenues.fixes);
  return sources.charte.axes.flatMap((axe) =>
    axe.criteres.map(({ code, libelle, niveaux: descriptions }): CritereCompare => {
      const ecart = ecarts.criteres.find((c) => c.critere === code);
      const synthese = syntheses.get(code);
      return {
        code,
        libelle,
        axe: axe.libelle,
        descriptions: [...descriptions],
        niveaux: lectures.map((l) => ({
          agentId: l.agentId,
          niveau: niveaux.get(l.agentId)?.[code] ?? null,
          commentaire: lignes.niveaux.get(l.id)?.find((n) => n.critere === code)?.commentaire ?? '',
        })),
        depasse: ecart !== undefined,
        aHarmoniser: ecart !== undefined && !ecart.fixe,
        retenu: ecrireRetenu(retenirNiveau(code, comptees, fixes)),
        fixe: synthese
          ? {
              niveau: synthese.sansObjet ? 'sans_objet' : Niveau.parse(synthese.niveau),
              commentaire: synthese.commentaire,
              agent: synthese.agent,
              instant: synthese.instant,
              compte: compte.has(code),
            }
          : null,
      };
    }),
  );
}

/** Une condition n’a qu’un constat ; deux agents ont pu se contredire l’un après l’autre. */
function conditionsDiscutees(context: Context, dossierId: number, charte: Charte): Synthese['conditions'] {
  const parCondition = Map.groupBy(constatsSuccessifs(context.db, dossierId), (c) => c.condition);
  return charte.conditions.flatMap(({ code, libelle }) => {
    const derniers = new Map((parCondition.get(code) ?? []).map((c) => [c.agent, c]));
    const constats = [...derniers.values()];
    if (new Set(constats.map((c) => c.reponse)).size < 2) return [];
    return [
      {
        code,
        libelle,
        constats: constats.map(({ agent, reponse, commentaire, instant }) => ({
          agent,
          reponse: LIBELLES_REPONSE[ReponseCondition.parse(reponse)],
          commentaire,
          instant,
        })),
      },
    ];
  });
}

function lireHistorique(context: Context, dossierId: number): Synthese['historique'] {
  return historiqueDesSyntheses(context.db, dossierId).map((e) => ({
    id: e.id,
    instant: e.instant,
    agent: e.agent,
    critere: e.critere,
    avant: e.avant === null ? null : Niveau.parse(e.avant),
    apres: e.apres === null ? null : Niveau.parse(e.apres),
    commentaire: e.commentaire,
  }));
}
