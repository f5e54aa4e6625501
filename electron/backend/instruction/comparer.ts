import type { LigneDossierBase, LigneStructure, LignesDossiers } from '../../../db/queries/dossiers.ts';
import type { DossierCompare } from '../../../shared/contract/instruction.ts';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { type Ecarts, trouverEcarts } from '../../../shared/domaine/ecarts.ts';
import { calculerNote, type NiveauxParCritere } from '../../../shared/domaine/note.ts';
import { type Annuaire, nomCommune } from '../communes.ts';
import { niveauxDeLecture } from '../dossiers/evaluer.ts';
import { type Instruction, type LecturesRetenues, retenirLectures } from './vue.ts';

export interface SourcesComparaison {
  readonly charte: Charte;
  readonly lignes: LignesDossiers;
  readonly instruction: Instruction;
  readonly annuaire: Annuaire;
  /** Nom de chaque agent, par numéro. */
  readonly noms: ReadonlyMap<number, string>;
  /** Motif des liens d’intérêt en cours, par « dossier:agent ». */
  readonly motifs: ReadonlyMap<string, string>;
}

export interface Comparaison {
  readonly dossier: DossierCompare;
  readonly retenues: LecturesRetenues;
  readonly ecarts: Ecarts;
  /** Niveaux de chaque lecture que l’agent peut voir, écartées comprises. */
  readonly niveaux: ReadonlyMap<number, NiveauxParCritere>;
}

/** Les lecteurs d’un dossier côte à côte, tels que l’agent a le droit de les voir. */
export function comparerLecteurs(
  { dossier, structure }: { dossier: LigneDossierBase; structure: LigneStructure },
  sources: SourcesComparaison,
): Comparaison {
  const { charte, lignes, instruction } = sources;
  const retenues = retenirLectures(dossier.id, lignes, instruction);
  const niveauxDe = (lectureId: number) => niveauxDeLecture(lignes.niveaux.get(lectureId) ?? []);
  const cache = instruction.aveugles.has(dossier.id);
  const ecartees = cache ? [] : retenues.ecartees;
  const niveaux = new Map([...retenues.visibles, ...ecartees].map((l) => [l.agentId, niveauxDe(l.id)]));
  const comptees = retenues.comptees.map((l) => niveauxDe(l.id));
  const fixes = niveauxDeLecture(retenues.fixes);
  const ecarts = trouverEcarts(charte, retenues.terminees ? comptees : [], fixes);
  return {
    retenues,
    ecarts,
    niveaux,
    dossier: {
      id: dossier.id,
      numero: dossier.numero,
      structure: structure.raisonSociale,
      communeNom: nomCommune(sources.annuaire, dossier.communeInsee),
      aveugle: retenues.aveugle,
      lecteurs: presenterLecteurs(dossier.id, retenues, niveaux, sources),
      note: calculerNote(charte, comptees, fixes).dixiemes,
      criteres: ecarts.criteres.filter((c) => !c.fixe).length,
      ecartNote: ecarts.noteDixiemes,
      ecartNoteDepasse: ecarts.noteDepasse,
      aHarmoniser: ecarts.aHarmoniser,
    },
  };
}

function presenterLecteurs(
  dossierId: number,
  retenues: LecturesRetenues,
  niveaux: ReadonlyMap<number, NiveauxParCritere>,
  { charte, instruction, noms, motifs }: SourcesComparaison,
): DossierCompare['lecteurs'] {
  const roles = new Map((instruction.attributions.get(dossierId) ?? []).map((a) => [a.agentId, a.role]));
  const lectures = new Map([...retenues.toutes, ...retenues.ecartees].map((l) => [l.agentId, l]));
  return [...new Set([...roles.keys(), ...lectures.keys()])]
    .toSorted((a, b) => a - b)
    .map((agentId) => {
      const siens = niveaux.get(agentId);
      const note = siens ? calculerNote(charte, [siens]) : null;
      return {
        agentId,
        nom: noms.get(agentId) ?? 'Agent',
        role: roles.get(agentId) ?? null,
        lecture: lectures.get(agentId)?.etat ?? ('non_commencee' as const),
        ecarte: motifs.get(`${dossierId}:${agentId}`) ?? null,
        note: note?.complete ? note.dixiemes : null,
      };
    });
}
