import type { Dossier } from '../../../../shared/contract/dossiers.ts';
import { comparerFrancais, type NiveauScolaire, type Pile } from '../../../../shared/domaine/libelles.ts';
import { formaterEntier } from '../../../../shared/domaine/nombres.ts';
import type { DonneesDossierDeSeance } from '../donnees.ts';

type DossierImprime = DonneesDossierDeSeance['dossiers'][number];

/** Montants en centimes. */
export interface Compte {
  dossiers: number;
  collectifs: number;
  enfants: number;
  droitCentimes: number;
}

export interface Lieu extends Compte {
  readonly nom: string;
  proposeCentimes: number;
}

export interface Chiffres extends Compte {
  readonly communes: number;
  readonly coutCentimes: number;
  /** Collectifs dont le nombre d’enfants est connu. */
  readonly effectifsConnus: number;
  /** Dossiers qui disent un montant demandé, et leur total. */
  readonly demande: Compte & { readonly montantCentimes: number };
  /** Droit des dossiers proposés favorables ou à débattre. */
  readonly propose: Compte;
  /** Collectifs déjà agréés, avec ou sans réserve ; null tant qu’aucune décision n’est prise. */
  readonly agree: (Compte & { readonly montantCentimes: number }) | null;
  readonly piles: readonly (Compte & { readonly pile: Pile | null })[];
  readonly niveaux: readonly { readonly niveau: NiveauScolaire | null; readonly collectifs: number }[];
  /** Par territoire si les dossiers en ont, sinon par commune ; du plus au moins de collectifs. */
  readonly lieux: readonly Lieu[];
  readonly parTerritoire: boolean;
  /** La campagne de l’année d’avant, dossiers reçus et droit calculé de même façon ; null si la base ne la tient pas. */
  readonly avant: Avant | null;
}

export interface Avant extends Compte {
  readonly anneeScolaire: string;
  /** null tant qu’aucune décision n’y est connue. */
  readonly agreeCentimes: number | null;
  readonly niveaux: ReadonlyMap<NiveauScolaire | null, number>;
  /** Collectifs par territoire. */
  readonly territoires: ReadonlyMap<string, number>;
}

export const LIEU_INCONNU = 'Non renseigné';
const PILES: readonly (Pile | null)[] = ['favorable', 'a_debattre', 'defavorable', null];
const NIVEAUX: readonly (NiveauScolaire | null)[] = ['elementaire', 'college', 'lycee', 'mixte', null];

/** Tous les totaux du document, calculés une fois : la couverture, la synthèse et les tableaux disent les mêmes. */
export function calculerChiffres(
  dossiers: readonly DossierImprime[],
  precedente: DonneesDossierDeSeance['precedente'] = null,
): Chiffres {
  const parTerritoire = dossiers.some((dossier) => dossier.territoire !== null);
  const demandes = dossiers.filter((dossier) => dossier.demandeCentimes !== null);
  const proposes = dossiers.filter(isPropose);
  const collectifs = dossiers.flatMap((dossier) => dossier.listeCollectifs);
  return {
    ...compter(dossiers),
    communes: new Set(communesDe(dossiers).map(({ insee, nom }) => insee ?? nom)).size,
    coutCentimes: sommer(dossiers.map((dossier) => dossier.coutCentimes)),
    effectifsConnus: collectifs.filter(({ effectif }) => effectif !== null).length,
    demande: { ...compter(demandes), montantCentimes: sommer(demandes.map((d) => d.demandeCentimes ?? 0)) },
    propose: compter(proposes),
    agree: calculerAgree(dossiers),
    piles: PILES.map((pile) => ({ pile, ...compter(dossiers.filter((dossier) => dossier.pile === pile)) })).filter(
      ({ pile, dossiers: nombre }) => pile !== null || nombre > 0,
    ),
    niveaux: NIVEAUX.map((niveau) => ({
      niveau,
      collectifs: collectifs.filter((collectif) => collectif.niveau === niveau).length,
    })).filter(({ niveau, collectifs: nombre }) => nombre > 0 || niveau === 'elementaire' || niveau === 'college'),
    lieux: parTerritoire ? regrouperParTerritoire(dossiers) : regrouperParCommune(dossiers),
    parTerritoire,
    avant: precedente === null ? null : compterAvant(precedente),
  };
}

function compterAvant({ anneeScolaire, lignes }: NonNullable<DonneesDossierDeSeance['precedente']>): Avant {
  const niveaux = new Map<NiveauScolaire | null, number>();
  const territoires = new Map<string, number>();
  for (const ligne of lignes) {
    for (const { niveau, nombre } of ligne.niveaux) niveaux.set(niveau, (niveaux.get(niveau) ?? 0) + nombre);
    const lieu = ligne.territoire ?? LIEU_INCONNU;
    territoires.set(lieu, (territoires.get(lieu) ?? 0) + ligne.collectifs);
  }
  const agrees = lignes.flatMap(({ agreeCentimes }) => agreeCentimes ?? []);
  return {
    ...compter(lignes),
    anneeScolaire,
    agreeCentimes: agrees.length === 0 ? null : sommer(agrees),
    niveaux,
    territoires,
  };
}

/** Communes où agissent les collectifs (à défaut, celle du dossier). */
export function communesDe(dossiers: readonly DossierImprime[]): { insee: string | null; nom: string }[] {
  return dossiers.flatMap((dossier) =>
    dossier.listeCollectifs.length === 0
      ? communeDe(dossier, null)
      : dossier.listeCollectifs.flatMap((collectif) => communeDe(dossier, collectif)),
  );
}

/** Un dossier est proposé quand sa pile n’est pas défavorable ; sans pile, il n’est pas encore étudié. */
export function isPropose(dossier: Pick<Dossier, 'pile'>): boolean {
  return dossier.pile === 'favorable' || dossier.pile === 'a_debattre';
}

/** Nombre d’enfants du dossier ; vide si aucun collectif ne le dit. */
export function ecrireEffectif({
  effectif,
  listeCollectifs,
}: Pick<DossierImprime, 'effectif' | 'listeCollectifs'>): string {
  return effectif === 0 && listeCollectifs.every((collectif) => collectif.effectif === null)
    ? ''
    : formaterEntier(effectif);
}

export function sommer(montants: readonly number[]): number {
  return montants.reduce((somme, montant) => somme + montant, 0);
}

function compter(dossiers: readonly Pick<DossierImprime, 'collectifs' | 'effectif' | 'droitCentimes'>[]): Compte {
  return {
    dossiers: dossiers.length,
    collectifs: sommer(dossiers.map((dossier) => dossier.collectifs)),
    enfants: sommer(dossiers.map((dossier) => dossier.effectif)),
    droitCentimes: sommer(dossiers.map((dossier) => dossier.droitCentimes)),
  };
}

function calculerAgree(dossiers: readonly DossierImprime[]): Chiffres['agree'] {
  const decides = dossiers.filter((dossier) => dossier.listeCollectifs.some(({ decision }) => decision !== null));
  if (decides.length === 0) return null;
  const agrees = dossiers.map((dossier) => ({
    dossier,
    collectifs: dossier.listeCollectifs.filter(
      ({ decision }) => decision?.nature === 'agree' || decision?.nature === 'agree_sous_reserve',
    ),
  }));
  const retenus = agrees.flatMap(({ collectifs }) => collectifs);
  return {
    dossiers: agrees.filter(({ collectifs }) => collectifs.length > 0).length,
    collectifs: retenus.length,
    enfants: sommer(retenus.map(({ effectif }) => effectif ?? 0)),
    droitCentimes: sommer(retenus.map(({ droitCentimes }) => droitCentimes)),
    montantCentimes: sommer(retenus.map(({ decision }) => decision?.montantCentimes ?? 0)),
  };
}

function regrouperParTerritoire(dossiers: readonly DossierImprime[]): Lieu[] {
  const lieux = new Map<string, Lieu>();
  for (const dossier of dossiers) {
    const lieu = lieuDe(lieux, dossier.territoire ?? LIEU_INCONNU);
    lieu.dossiers += 1;
    lieu.collectifs += dossier.collectifs;
    lieu.enfants += dossier.effectif;
    lieu.droitCentimes += dossier.droitCentimes;
    if (isPropose(dossier)) lieu.proposeCentimes += dossier.droitCentimes;
  }
  return trier(lieux);
}

/** Un dossier qui agit dans deux communes compte dans chacune, avec les collectifs de chacune. */
function regrouperParCommune(dossiers: readonly DossierImprime[]): Lieu[] {
  const lieux = new Map<string, Lieu>();
  for (const dossier of dossiers) {
    const vus = new Set<string>();
    for (const collectif of dossier.listeCollectifs) {
      const nom = communeDe(dossier, collectif)[0]?.nom ?? LIEU_INCONNU;
      const lieu = lieuDe(lieux, nom);
      if (!vus.has(nom)) lieu.dossiers += 1;
      vus.add(nom);
      lieu.collectifs += 1;
      lieu.enfants += collectif.effectif ?? 0;
      lieu.droitCentimes += collectif.droitCentimes;
      if (isPropose(dossier)) lieu.proposeCentimes += collectif.droitCentimes;
    }
  }
  return trier(lieux);
}

function communeDe(
  dossier: DossierImprime,
  collectif: DossierImprime['listeCollectifs'][number] | null,
): { insee: string | null; nom: string }[] {
  const source = collectif !== null && collectif.communeNom !== null ? collectif : dossier;
  return source.communeNom === null ? [] : [{ insee: source.communeInsee, nom: source.communeNom }];
}

function lieuDe(lieux: Map<string, Lieu>, nom: string): Lieu {
  const connu = lieux.get(nom);
  if (connu) return connu;
  const nouveau: Lieu = { nom, dossiers: 0, collectifs: 0, enfants: 0, droitCentimes: 0, proposeCentimes: 0 };
  lieux.set(nom, nouveau);
  return nouveau;
}

function trier(lieux: ReadonlyMap<string, Lieu>): Lieu[] {
  const inconnu = ({ nom }: Lieu) => Number(nom === LIEU_INCONNU);
  return [...lieux.values()].toSorted(
    (a, b) => inconnu(a) - inconnu(b) || b.collectifs - a.collectifs || comparerFrancais(a.nom, b.nom),
  );
}
