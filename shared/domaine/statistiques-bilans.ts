import { type Enfants, TRANCHES_AGE, type TrancheAge } from './bilan.ts';
import type { SaisieDeBilan } from './bilan-analyse.ts';

/** Une somme et combien l’ont donnée : une case vide n’est jamais comptée comme zéro. */
export interface Mesure {
  /** null : personne ne l’a donnée. */
  somme: number | null;
  repondus: number;
  sur: number;
}

/** Un dossier agréé, réduit à ce que les statistiques en disent. */
export interface DossierCompte {
  readonly territoire: string;
  readonly collectifsAgrees: number;
  readonly effectifPrevu: number | null;
  readonly coutPrevuCentimes: number | null;
  readonly agreeCentimes: number;
  /** null : pas de bilan reçu ; un brouillon ne compte pas. */
  readonly bilan: {
    readonly saisie: SaisieDeBilan;
    readonly coutCentimes: number | null;
    readonly droitCentimes: number | null;
  } | null;
}

export interface StatistiquesDeGroupe {
  territoire: string;
  dossiers: number;
  bilans: number;
  collectifsAgrees: number;
  /** Agréés dans les dossiers dont le bilan est reçu : ce à quoi « réalisés » se compare. */
  collectifsAttendus: number;
  collectifsRealises: Mesure;
  /** Prévus dans les dossiers dont le bilan est reçu : ce à quoi « enfants » se compare. */
  effectifAttendu: number | null;
  /** Dans tous les dossiers agréés. */
  effectifPrevu: number | null;
  effectif: Mesure;
  seances: Mesure;
  parents: Mesure;
  rencontres: Mesure;
  salaries: Mesure;
  benevoles: Mesure;
  heuresBenevoles: Mesure;
  /** Des dossiers dont le bilan est reçu : ce à quoi « coût réel » et « droit réel » se comparent. */
  coutAttenduCentimes: number | null;
  agreeAttenduCentimes: number;
  /** De tous les dossiers agréés. */
  coutPrevuCentimes: number | null;
  agreeCentimes: number;
  cout: Mesure;
  droit: Mesure;
  enfants: Record<TrancheAge, Record<keyof Enfants, number | null>>;
  /** Collectifs réalisés où des enfants sont dénombrés par âge. */
  denombres: Mesure;
}

export const TOTAL = 'Total';
const SANS_TERRITOIRE = 'Territoire non renseigné';
const SEXES = ['fillesQpv', 'fillesHors', 'garconsQpv', 'garconsHors'] as const;

/** Les statistiques de chaque territoire, par ordre alphabétique, puis le total. */
export function compterBilans(dossiers: readonly DossierCompte[]): StatistiquesDeGroupe[] {
  const groupes = Map.groupBy(dossiers, (d) => d.territoire || SANS_TERRITOIRE);
  const noms = [...groupes.keys()].toSorted((a, b) => a.localeCompare(b, 'fr'));
  return [...noms.map((nom) => compterGroupe(nom, groupes.get(nom) ?? [])), compterGroupe(TOTAL, dossiers)];
}

function mesurer(valeurs: readonly (number | null)[]): Mesure {
  const donnees = valeurs.filter((v) => v !== null);
  return { somme: sommerConnus(valeurs), repondus: donnees.length, sur: valeurs.length };
}

/** null si aucune n’est connue. */
function sommerConnus(valeurs: readonly (number | null)[]): number | null {
  const donnees = valeurs.filter((v) => v !== null);
  return donnees.length === 0 ? null : donnees.reduce((total, v) => total + v, 0);
}

function compterGroupe(territoire: string, dossiers: readonly DossierCompte[]): StatistiquesDeGroupe {
  const attendus = dossiers.filter((d) => d.bilan !== null);
  const recus = attendus.flatMap(({ bilan }) => (bilan ? [bilan] : []));
  const lignes = recus.flatMap(({ saisie }) => saisie.collectifs);
  const menes = lignes.filter((l) => l.realise === true);
  const contenus = recus.flatMap(({ saisie }) => {
    const realises = new Set(saisie.collectifs.filter((l) => l.realise === true).map((l) => l.collectifId));
    return saisie.contenu.collectifs.filter((c) => realises.has(c.collectifId));
  });
  const dans = (champ: 'rencontresParents' | 'salaries' | 'benevoles' | 'heuresBenevoles') =>
    mesurer(recus.map(({ saisie }) => saisie.contenu[champ]));
  const cases = (tranche: TrancheAge, sexe: keyof Enfants) => contenus.map((c) => c.enfants[tranche][sexe]);
  return {
    territoire,
    dossiers: dossiers.length,
    bilans: recus.length,
    collectifsAgrees: dossiers.reduce((n, d) => n + d.collectifsAgrees, 0),
    collectifsAttendus: attendus.reduce((n, d) => n + d.collectifsAgrees, 0),
    collectifsRealises: mesurer(lignes.map((l) => (l.realise === null ? null : Number(l.realise)))),
    effectifAttendu: sommerConnus(attendus.map((d) => d.effectifPrevu)),
    effectifPrevu: sommerConnus(dossiers.map((d) => d.effectifPrevu)),
    effectif: mesurer(menes.map((l) => l.effectif)),
    seances: mesurer(menes.map((l) => l.seances)),
    parents: mesurer(contenus.map((c) => c.parents)),
    rencontres: dans('rencontresParents'),
    salaries: dans('salaries'),
    benevoles: dans('benevoles'),
    heuresBenevoles: dans('heuresBenevoles'),
    coutAttenduCentimes: sommerConnus(attendus.map((d) => d.coutPrevuCentimes)),
    agreeAttenduCentimes: attendus.reduce((n, d) => n + d.agreeCentimes, 0),
    coutPrevuCentimes: sommerConnus(dossiers.map((d) => d.coutPrevuCentimes)),
    agreeCentimes: dossiers.reduce((n, d) => n + d.agreeCentimes, 0),
    cout: mesurer(recus.map((b) => b.coutCentimes)),
    droit: mesurer(recus.map((b) => b.droitCentimes)),
    enfants: enfantsPar((tranche) => ({
      fillesQpv: sommerConnus(cases(tranche, 'fillesQpv')),
      fillesHors: sommerConnus(cases(tranche, 'fillesHors')),
      garconsQpv: sommerConnus(cases(tranche, 'garconsQpv')),
      garconsHors: sommerConnus(cases(tranche, 'garconsHors')),
    })),
    denombres: mesurer(
      contenus.map((c) => {
        const donne = TRANCHES_AGE.some((tranche) => SEXES.some((sexe) => c.enfants[tranche][sexe] !== null));
        return donne ? 1 : null;
      }),
    ),
  };
}

function enfantsPar<T>(calculer: (tranche: TrancheAge) => T): Record<TrancheAge, T> {
  return {
    moins_de_6: calculer('moins_de_6'),
    de_6_a_10: calculer('de_6_a_10'),
    de_11_a_14: calculer('de_11_a_14'),
    de_15_a_17: calculer('de_15_a_17'),
    plus_de_17: calculer('plus_de_17'),
  };
}
