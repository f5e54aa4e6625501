import type { Existant, ValeursStructure } from '../../../db/queries/imports.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import type { DossierLu, StructureLue } from './dossier-lu.ts';

export interface PlanStructure {
  /** Même clé, même structure : deux dossiers d’un porteur nouveau n’en créent qu’une. */
  readonly cle: string;
  readonly id: number | null;
  readonly changements: Partial<ValeursStructure>;
}

type Structure = Existant['structures'][number];

/** En mode dégradé (Insee indisponible), l’export n’a pas de raison sociale : le titulaire du compte en tient lieu. */
export function nomPorteur(lue: StructureLue): string {
  return lue.raisonSociale || lue.titulaireCompte || 'Porteur sans nom';
}

export function valeursStructure(lue: StructureLue): ValeursStructure {
  const { iban: _iban, bic: _bic, titulaireCompte: _titulaire, ...valeurs } = lue;
  return { ...valeurs, raisonSociale: nomPorteur(lue) };
}

function memeNom(lue: StructureLue, structure: Structure): boolean {
  return simplifier(nomPorteur(lue)) === simplifier(structure.raisonSociale);
}

function simplifier(nom: string): string {
  return normaliserTexte(nom)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

const CHAMPS = [
  'siret',
  'siretDeclare',
  'raisonSociale',
  'formeJuridique',
  'rna',
  'adresse',
  'codePostal',
  'communeSiege',
  'courriel',
  'telephone',
  'representant',
] as const;

/** Une case vide n’efface jamais ce que la base sait ; un SIRET juste n’est pas remplacé par ce qui n’en est pas un. */
function comparer(lue: StructureLue, structure: Structure): Partial<ValeursStructure> {
  const changements: Partial<ValeursStructure> = {};
  for (const champ of CHAMPS) {
    const nouvelle = lue[champ];
    if (nouvelle === null || nouvelle === '' || nouvelle === structure[champ]) continue;
    if (champ === 'siretDeclare' && lue.siret === null && structure.siret !== null) continue;
    Object.assign(changements, { [champ]: nouvelle });
  }
  return changements;
}

/** L’agent a reconnu ce porteur sous un autre SIRET ou un autre nom : le sien reste, le reste suit le fichier. */
export function rattacherPorteur(lue: StructureLue, structure: Structure): PlanStructure {
  const { siret: _siret, siretDeclare: _declare, raisonSociale: _nom, ...autres } = comparer(lue, structure);
  return { cle: `${structure.id}`, id: structure.id, changements: autres };
}

/**
 * Trouve la structure de chaque dossier d’un fichier ; les dossiers que la base connaît sont à demander d’abord. Un SIRET corrigé complète la
 * structure que le dossier a déjà, plutôt que d’en faire une autre sans ses coordonnées ni son historique.
 */
export function rapprocherPorteurs(existant: Existant): (lu: DossierLu, actuelleId: number | null) => PlanStructure {
  const parId = new Map(existant.structures.map((s) => [s.id, s]));
  const parSiret = new Map(existant.structures.flatMap((s) => (s.siret === null ? [] : [[s.siret, s]])));
  const sansSiret = existant.structures.filter((s) => s.siret === null);
  const dossiers = Map.groupBy(existant.dossiers, (d) => d.structureId);
  const completees = new Set<Structure>();
  const siretsNouveaux = new Set<string>();
  const seulSur = (s: Structure) => (dossiers.get(s.id)?.length ?? 0) <= 1;

  function avecSiret(lue: StructureLue, siret: string, actuelle: Structure | undefined): Structure | undefined {
    const connue = parSiret.get(siret);
    if (connue) return connue;
    const aCompleter =
      actuelle !== undefined &&
      actuelle.siret === null &&
      !completees.has(actuelle) &&
      !siretsNouveaux.has(siret) &&
      (memeNom(lue, actuelle) || seulSur(actuelle));
    if (!aCompleter) {
      siretsNouveaux.add(siret);
      return undefined;
    }
    completees.add(actuelle);
    parSiret.set(siret, actuelle);
    return actuelle;
  }

  function sansSiretJuste(lue: StructureLue, actuelle: Structure | undefined): Structure | undefined {
    const inchangee =
      actuelle !== undefined &&
      (lue.raisonSociale === '' || memeNom(lue, actuelle) || (actuelle.siret === null && seulSur(actuelle)));
    if (inchangee) return actuelle;
    return sansSiret.find((s) => memeNom(lue, s) && s.siretDeclare === lue.siretDeclare);
  }

  return ({ structure: lue }, actuelleId) => {
    const actuelle = actuelleId === null ? undefined : parId.get(actuelleId);
    const trouvee = lue.siret === null ? sansSiretJuste(lue, actuelle) : avecSiret(lue, lue.siret, actuelle);
    return {
      cle: lue.siret ?? `${simplifier(nomPorteur(lue))}|${lue.siretDeclare ?? ''}`,
      id: trouvee?.id ?? null,
      changements: trouvee ? comparer(lue, trouvee) : {},
    };
  };
}
