import type { LigneDossier } from '../../../shared/contract/dossiers.ts';
import type { AnneeDeStructure, ComparaisonAnnees, LigneAnnees } from '../../../shared/contract/resultats.ts';
import { comparerFrancais } from '../../../shared/domaine/libelles.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { listerDossiers } from '../dossiers/lire.ts';
import { anneePrecedente, campagnesAnterieures } from './rassembler.ts';

/** Les dossiers de chaque structure, une année. */
type ParStructure = ReadonlyMap<number, readonly LigneDossier[]>;

export function regrouper(lignes: readonly LigneDossier[]): ParStructure {
  return Map.groupBy(lignes, (ligne) => ligne.structure.id);
}

/** Ce qu’une structure a présenté : ses dossiers, et leurs sommes. Une demande inconnue de tous reste inconnue. */
export function presenterAnnee(dossiers: readonly LigneDossier[]): AnneeDeStructure {
  return {
    dossiers: dossiers.map(({ id, numero, note, rang, pile, decision }) => ({
      id,
      numero,
      dixiemes: note.dixiemes,
      complete: note.complete,
      rang,
      pile,
      decision,
    })),
    collectifs: sommer(dossiers, (d) => d.collectifs),
    effectif: sommer(dossiers, (d) => d.effectif),
    demandeCentimes: sommerConnus(dossiers, (d) => d.demandeCentimes),
    droitCentimes: sommer(dossiers, (d) => d.droitCentimes),
    agreeCentimes: sommerConnus(dossiers, (d) => d.agreeCentimes),
  };
}

function sommer(dossiers: readonly LigneDossier[], valeur: (d: LigneDossier) => number): number {
  return dossiers.reduce((somme, d) => somme + valeur(d), 0);
}

function sommerConnus(dossiers: readonly LigneDossier[], valeur: (d: LigneDossier) => number | null): number | null {
  const connus = dossiers.map(valeur).filter((v) => v !== null);
  return connus.length === 0 ? null : connus.reduce((somme, v) => somme + v, 0);
}

/** La campagne de l’année d’avant, si la base la tient, et ses dossiers par structure. */
export function lirePrecedente(
  context: Context,
  anneeScolaire: string,
): { readonly campagneId: number; readonly anneeScolaire: string; readonly parStructure: ParStructure } | null {
  const attendue = anneePrecedente(anneeScolaire);
  const campagne = campagnesAnterieures(context, anneeScolaire).find((c) => c.anneeScolaire === attendue);
  if (!campagne) return null;
  return {
    campagneId: campagne.id,
    anneeScolaire: attendue,
    parStructure: regrouper(listerDossiers(context, campagne.id)),
  };
}

/** Année N contre N-1, structure par structure ; sans campagne d’avant, tout est montré sans comparaison. */
export function comparerAnnees(context: Context, campagneId: number): ComparaisonAnnees {
  const { anneeScolaire, charte } = lireCampagne(context, campagneId);
  const presents = listerDossiers(context, campagneId);
  const precedente = lirePrecedente(context, anneeScolaire);
  const n = regrouper(presents);
  const n1: ParStructure = precedente?.parStructure ?? new Map();
  const anciens = [...n1.values()].flat();
  return {
    anneeScolaire,
    anneePrecedente: precedente?.anneeScolaire ?? null,
    avertissement: precedente === null ? null : avertir(charte, lireCampagne(context, precedente.campagneId)),
    lignes: [...new Set([...n.keys(), ...n1.keys()])]
      .flatMap((structureId) => comparer(structureId, n.get(structureId) ?? [], n1.get(structureId) ?? []))
      .toSorted((a, b) => comparerFrancais(a.raisonSociale, b.raisonSociale) || a.structureId - b.structureId),
    totaux: { n: totaliser(presents, n.size), n1: precedente === null ? null : totaliser(anciens, n1.size) },
  };
}

function comparer(
  structureId: number,
  presents: readonly LigneDossier[],
  anciens: readonly LigneDossier[],
): LigneAnnees[] {
  const premier = presents[0] ?? anciens[0];
  if (!premier) return [];
  return [
    {
      structureId,
      raisonSociale: premier.structure.raisonSociale,
      communeNom: premier.communeNom,
      territoire: premier.territoire,
      statut: presents.length === 0 ? 'non_reconduit' : anciens.length === 0 ? 'nouveau' : 'reconduit',
      n: presents.length === 0 ? null : presenterAnnee(presents),
      n1: anciens.length === 0 ? null : presenterAnnee(anciens),
    },
  ];
}

function totaliser(dossiers: readonly LigneDossier[], structures: number): ComparaisonAnnees['totaux']['n'] {
  const { collectifs, effectif, demandeCentimes, droitCentimes, agreeCentimes } = presenterAnnee(dossiers);
  return {
    structures,
    dossiers: dossiers.length,
    collectifs,
    effectif,
    demandeCentimes: demandeCentimes ?? 0,
    droitCentimes,
    agreeCentimes: agreeCentimes ?? 0,
  };
}

function avertir(
  charte: { readonly nom: string; readonly version: number },
  { charte: ancienne, anneeScolaire }: ReturnType<typeof lireCampagne>,
): string | null {
  if (ancienne.nom === charte.nom && ancienne.version === charte.version) return null;
  return `Les notes de ${anneeScolaire} viennent d’une autre charte (« ${ancienne.nom} », version ${ancienne.version}) : elles ne se comparent pas point à point.`;
}
