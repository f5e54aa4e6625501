import { CHAMP_PAR_CODE } from './champs.ts';
import type { Axe, Charte, Condition, Critere } from './charte.ts';
import { EXIGENCE_PAR_CODE } from './exigences.ts';
import { LIBELLES_CALCUL } from './libelles-charte.ts';
import { formaterEuros } from './nombres.ts';

export interface ChangementDeChamp {
  readonly champ: string;
  readonly libelle: string;
  /** Écrits pour être lus ; vide : rien. */
  readonly avant: string;
  readonly apres: string;
}

export type ObjetDeCharte = 'charte' | 'condition' | 'axe' | 'critere';

export interface DifferenceDeCharte {
  readonly objet: ObjetDeCharte;
  /** Vide pour la charte elle-même. */
  readonly code: string;
  readonly libelle: string;
  readonly nature: 'ajoute' | 'retire' | 'change';
  /** Champ par champ ; vide pour un objet ajouté ou retiré, dont `contenu` dit tout. */
  readonly champs: readonly ChangementDeChamp[];
  /** L’objet ajouté ou retiré, champ par champ. */
  readonly contenu: readonly { readonly libelle: string; readonly valeur: string }[];
}

/** Un champ d’un objet : son nom, et sa valeur écrite pour être lue. Deux valeurs différentes ne s’écrivent jamais pareil. */
type Descripteur<T> = readonly (readonly [champ: string, libelle: string, valeur: (objet: T) => string])[];

interface CritereSitue extends Critere {
  readonly axe: string;
}

const CHARTE: Descripteur<Charte> = [
  ['nom', 'Nom', (c) => c.nom],
  ['modele', 'Modèle', (c) => (c.modele ? 'oui, à valider' : 'non')],
  ['origine', 'Origine', (c) => c.origine],
  ['seuilNote', 'Seuil de la note', (c) => String(c.seuilNote)],
  [
    'participationSymboliqueCentimes',
    'Participation symbolique',
    ({ participationSymboliqueCentimes: montant }) =>
      montant === null ? 'à l’appréciation de l’agent' : formaterEuros(montant),
  ],
];
const CONDITION: Descripteur<Condition> = [
  ['libelle', 'Libellé', (c) => c.libelle],
  ['aide', 'Aide', (c) => c.aide],
  ['calcul', 'Calcul', (c) => (c.calcul === null ? 'aucun : l’agent répond' : LIBELLES_CALCUL[c.calcul])],
  ['eliminatoire', 'Si « non »', (c) => (c.eliminatoire ? 'défavorable' : 'à débattre')],
  ['champs', 'Preuves', (c) => nommerChamps(c.champs)],
  ['couvre', 'Exigences', (c) => nommerExigences(c.couvre)],
];
const AXE: Descripteur<Axe> = [
  ['libelle', 'Libellé', (a) => a.libelle],
  ['abrege', 'Abrégé', (a) => a.abrege],
  ['poids', 'Poids', (a) => String(a.poids)],
  ['seuil', 'Seuil', (a) => String(a.seuil)],
];
const CRITERE: Descripteur<CritereSitue> = [
  ['axe', 'Axe', (c) => c.axe],
  ['libelle', 'Libellé', (c) => c.libelle],
  ['poids', 'Poids', (c) => String(c.poids)],
  ...([0, 1, 2, 3] as const).map(
    (niveau) => [`niveau${niveau}`, `Niveau ${niveau}`, (c: CritereSitue) => c.niveaux[niveau]] as const,
  ),
  ['champs', 'Preuves', (c) => nommerChamps(c.champs)],
  ['couvre', 'Exigences', (c) => nommerExigences(c.couvre)],
];

/**
 * Ce qui change d’une version à l’autre, champ par champ : la charte, ses conditions, ses axes, ses critères. Les objets
 * se reconnaissent à leur code. Le numéro de version n’est pas une différence.
 */
export function comparerChartes(avant: Charte, apres: Charte): DifferenceDeCharte[] {
  // Un axe renommé n’est pas un changement de chacun de ses critères : le nouveau nom vaut des deux côtés.
  const noms = new Map([...avant.axes, ...apres.axes].map((axe) => [axe.code, `${axe.libelle} (${axe.code})`]));
  return [
    ...comparerCharte(avant, apres),
    ...comparerListes('condition', CONDITION, avant.conditions, apres.conditions),
    ...comparerListes('axe', AXE, avant.axes, apres.axes),
    ...comparerListes('critere', CRITERE, situer(avant, noms), situer(apres, noms)),
  ];
}

function comparerCharte(avant: Charte, apres: Charte): DifferenceDeCharte[] {
  const champs = [
    ...comparerChamps(CHARTE, avant, apres),
    ...comparerOrdre('ordreConditions', 'Ordre des conditions', avant.conditions, apres.conditions),
    ...comparerOrdre('ordreAxes', 'Ordre des axes', avant.axes, apres.axes),
    ...apparier(avant.axes, apres.axes).flatMap(({ avant: ancien, apres: nouveau }) =>
      ancien && nouveau
        ? comparerOrdre(
            `ordreCriteres.${nouveau.code}`,
            `Ordre des critères de « ${nouveau.libelle} »`,
            ancien.criteres,
            nouveau.criteres,
          )
        : [],
    ),
  ];
  return champs.length === 0
    ? []
    : [{ objet: 'charte', code: '', libelle: apres.nom, nature: 'change', champs, contenu: [] }];
}

function comparerListes<T extends { readonly code: string; readonly libelle: string }>(
  objet: ObjetDeCharte,
  descripteur: Descripteur<T>,
  avant: readonly T[],
  apres: readonly T[],
): DifferenceDeCharte[] {
  return apparier(avant, apres).flatMap(({ avant: ancien, apres: nouveau }): DifferenceDeCharte[] => {
    if (ancien && nouveau) {
      const champs = comparerChamps(descripteur, ancien, nouveau);
      const { code, libelle } = nouveau;
      return champs.length === 0 ? [] : [{ objet, code, libelle, nature: 'change', champs, contenu: [] }];
    }
    const seul = nouveau ?? ancien;
    if (!seul) return [];
    const contenu = descripteur.map(([, libelle, valeur]) => ({ libelle, valeur: valeur(seul) }));
    const nature = nouveau ? 'ajoute' : 'retire';
    return [{ objet, code: seul.code, libelle: seul.libelle, nature, champs: [], contenu }];
  });
}

function comparerChamps<T>(descripteur: Descripteur<T>, avant: T, apres: T): ChangementDeChamp[] {
  return descripteur.flatMap(([champ, libelle, valeur]) => {
    const change = { champ, libelle, avant: valeur(avant), apres: valeur(apres) };
    return change.avant === change.apres ? [] : [change];
  });
}

/** L’ordre relatif des objets communs : un ajout ou un retrait ne déplace personne. */
function comparerOrdre(
  champ: string,
  libelle: string,
  avant: readonly { readonly code: string }[],
  apres: readonly { readonly code: string }[],
): ChangementDeChamp[] {
  const communs = (liste: readonly { readonly code: string }[], autre: readonly { readonly code: string }[]) => {
    const cles = new Set(numeroter(autre).map(({ cle }) => cle));
    return numeroter(liste)
      .filter(({ cle }) => cles.has(cle))
      .map(({ objet }) => objet.code)
      .join(', ');
  };
  const change = { champ, libelle, avant: communs(avant, apres), apres: communs(apres, avant) };
  return change.avant === change.apres ? [] : [change];
}

/** Les objets de même code, puis ceux d’un seul côté ; dans l’ordre de la nouvelle version, les retirés à la fin. */
function apparier<T extends { readonly code: string }>(
  avant: readonly T[],
  apres: readonly T[],
): { readonly avant: T | null; readonly apres: T | null }[] {
  const anciens = new Map(numeroter(avant).map(({ cle, objet }) => [cle, objet]));
  const nouveaux = numeroter(apres);
  const cles = new Set(nouveaux.map(({ cle }) => cle));
  return [
    ...nouveaux.map(({ cle, objet }) => ({ avant: anciens.get(cle) ?? null, apres: objet })),
    ...[...anciens].filter(([cle]) => !cles.has(cle)).map(([, objet]) => ({ avant: objet, apres: null })),
  ];
}

/** Un brouillon peut porter deux fois le même code : le second se distingue par son rang parmi ses homonymes. */
function numeroter<T extends { readonly code: string }>(objets: readonly T[]): { cle: string; objet: T }[] {
  const vus = new Map<string, number>();
  return objets.map((objet) => {
    const fois = vus.get(objet.code) ?? 0;
    vus.set(objet.code, fois + 1);
    return { cle: `${fois}/${objet.code}`, objet };
  });
}

function situer(charte: Charte, noms: ReadonlyMap<string, string>): CritereSitue[] {
  return charte.axes.flatMap((axe) =>
    axe.criteres.map((critere) => ({ ...critere, axe: noms.get(axe.code) ?? axe.code })),
  );
}

function nommerChamps(champs: readonly string[]): string {
  return champs.map((code) => CHAMP_PAR_CODE.get(code)?.libelle ?? code).join(', ');
}

function nommerExigences(codes: readonly string[] = []): string {
  return codes
    .map((code) => {
      const exigence = EXIGENCE_PAR_CODE.get(code);
      return exigence ? `${exigence.libelle} (${exigence.famille})` : code;
    })
    .join(', ');
}
