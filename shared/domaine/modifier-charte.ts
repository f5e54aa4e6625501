import type { Axe, Charte, Condition, Critere } from './charte.ts';

/** Ce que l’on écrit d’une charte, dit par son chemin : `conditions.3`, `axes.1`, `axes.1.criteres.0` ; vide : ses généralités. */
export type CheminDeCharte = string;

/** Une charte changée, et l’endroit où l’on est alors. */
export interface Geste {
  readonly charte: Charte;
  readonly chemin: CheminDeCharte;
}

export type Cible =
  | { readonly objet: 'charte' }
  | { readonly objet: 'condition'; readonly rang: number; readonly condition: Condition }
  | { readonly objet: 'axe'; readonly rang: number; readonly axe: Axe }
  | {
      readonly objet: 'critere';
      readonly rangAxe: number;
      readonly axe: Axe;
      readonly rang: number;
      readonly critere: Critere;
    };

/** Ce qu’un chemin désigne ; un chemin qui n’existe plus mène aux généralités. */
export function viser(charte: Charte, chemin: CheminDeCharte): Cible {
  const [liste, premier = '', , second] = chemin.split('.');
  const rang = Number(premier);
  if (liste === 'conditions') {
    const condition = charte.conditions[rang];
    return condition ? { objet: 'condition', rang, condition } : { objet: 'charte' };
  }
  const axe = liste === 'axes' ? charte.axes[rang] : undefined;
  if (!axe) return { objet: 'charte' };
  if (second === undefined) return { objet: 'axe', rang, axe };
  const critere = axe.criteres[Number(second)];
  return critere
    ? { objet: 'critere', rangAxe: rang, axe, rang: Number(second), critere }
    : { objet: 'axe', rang, axe };
}

/** Tous les chemins d’une charte, dans l’ordre où elle se lit. */
export function cheminsDe(charte: Charte): CheminDeCharte[] {
  return [
    '',
    ...charte.conditions.map((_, rang) => `conditions.${rang}`),
    ...charte.axes.flatMap((axe, rang) => [
      `axes.${rang}`,
      ...axe.criteres.map((_, place) => `axes.${rang}.criteres.${place}`),
    ]),
  ];
}

export function changerCondition(charte: Charte, rang: number, valeurs: Partial<Condition>): Charte {
  const conditions = charte.conditions.map((une, i) => (i === rang ? { ...une, ...valeurs } : une));
  return { ...charte, conditions };
}

export function changerAxe(charte: Charte, rang: number, valeurs: Partial<Axe>): Charte {
  return { ...charte, axes: charte.axes.map((un, i) => (i === rang ? { ...un, ...valeurs } : un)) };
}

export function changerCritere(charte: Charte, rangAxe: number, rang: number, valeurs: Partial<Critere>): Charte {
  const criteres = (charte.axes[rangAxe]?.criteres ?? []).map((un, i) => (i === rang ? { ...un, ...valeurs } : un));
  return changerAxe(charte, rangAxe, { criteres });
}

/** Monte (−1) ou descend (1) d’un cran. Un critère en bout d’axe passe à l’axe voisin. Null : rien ne peut bouger. */
export function deplacer(charte: Charte, chemin: CheminDeCharte, pas: -1 | 1): Geste | null {
  const cible = viser(charte, chemin);
  if (cible.objet === 'charte') return null;
  if (cible.objet === 'condition') {
    const conditions = echanger(charte.conditions, cible.rang, pas);
    return conditions && { charte: { ...charte, conditions }, chemin: `conditions.${cible.rang + pas}` };
  }
  if (cible.objet === 'axe') {
    const axes = echanger(charte.axes, cible.rang, pas);
    return axes && { charte: { ...charte, axes }, chemin: `axes.${cible.rang + pas}` };
  }
  const { rangAxe, rang, axe } = cible;
  const criteres = echanger(axe.criteres, rang, pas);
  if (criteres)
    return { charte: changerAxe(charte, rangAxe, { criteres }), chemin: `axes.${rangAxe}.criteres.${rang + pas}` };
  const voisin = charte.axes[rangAxe + pas];
  return voisin ? placer(charte, cible, rangAxe + pas, pas === 1 ? 0 : voisin.criteres.length) : null;
}

/** Range un critère dans un autre axe, en dernier. */
export function changerDAxe(charte: Charte, chemin: CheminDeCharte, versAxe: number): Geste | null {
  const cible = viser(charte, chemin);
  const voulu = charte.axes[versAxe];
  if (cible.objet !== 'critere' || !voulu || versAxe === cible.rangAxe) return null;
  return placer(charte, cible, versAxe, voulu.criteres.length);
}

function placer(charte: Charte, cible: Extract<Cible, { objet: 'critere' }>, versAxe: number, place: number): Geste {
  const sans = changerAxe(charte, cible.rangAxe, { criteres: cible.axe.criteres.filter((_, i) => i !== cible.rang) });
  const criteres = [...(sans.axes[versAxe]?.criteres ?? [])];
  criteres.splice(place, 0, cible.critere);
  return { charte: changerAxe(sans, versAxe, { criteres }), chemin: `axes.${versAxe}.criteres.${place}` };
}

/** Retire ce que le chemin désigne ; on se retrouve sur son voisin. */
export function retirer(charte: Charte, chemin: CheminDeCharte): Geste | null {
  const cible = viser(charte, chemin);
  if (cible.objet === 'charte') return null;
  const sans = <T>(liste: readonly T[], rang: number) => liste.filter((_, i) => i !== rang);
  const voisin = (liste: readonly unknown[], prefixe: string, rang: number, defaut: string) =>
    liste.length <= 1 ? defaut : `${prefixe}.${Math.min(rang, liste.length - 2)}`;
  if (cible.objet === 'condition')
    return {
      charte: { ...charte, conditions: sans(charte.conditions, cible.rang) },
      chemin: voisin(charte.conditions, 'conditions', cible.rang, ''),
    };
  if (cible.objet === 'axe')
    return {
      charte: { ...charte, axes: sans(charte.axes, cible.rang) },
      chemin: voisin(charte.axes, 'axes', cible.rang, ''),
    };
  const { rangAxe, rang, axe } = cible;
  return {
    charte: changerAxe(charte, rangAxe, { criteres: sans(axe.criteres, rang) }),
    chemin: voisin(axe.criteres, `axes.${rangAxe}.criteres`, rang, `axes.${rangAxe}`),
  };
}

export function ajouterCondition(charte: Charte): Geste {
  const code = codeLibre('condition', codesDe(charte.conditions));
  const condition: Condition = { code, libelle: '', aide: '', calcul: null, eliminatoire: false, champs: [] };
  return {
    charte: { ...charte, conditions: [...charte.conditions, condition] },
    chemin: `conditions.${charte.conditions.length}`,
  };
}

export function ajouterAxe(charte: Charte): Geste {
  const code = codeLibre('axe', codesDe(charte.axes));
  const axe: Axe = { code, libelle: '', abrege: '', poids: 0, seuil: 0, criteres: [] };
  return { charte: { ...charte, axes: [...charte.axes, axe] }, chemin: `axes.${charte.axes.length}` };
}

/** Un critère de plus au bout d’un axe ; son code suit ceux de l’axe : après P4, P5. */
export function ajouterCritere(charte: Charte, rangAxe: number): Geste | null {
  const axe = charte.axes[rangAxe];
  if (!axe) return null;
  const lettres = /^[A-Za-z]+/;
  const prefixe =
    axe.criteres.map(({ code }) => lettres.exec(code)?.[0]).find((un) => un !== undefined) ??
    (lettres.exec(axe.abrege.normalize('NFD'))?.[0].toUpperCase() || 'C');
  const code = codeLibre(prefixe, codesDe(charte.axes.flatMap(({ criteres }) => criteres)));
  const critere: Critere = { code, libelle: '', poids: 1, niveaux: ['', '', '', ''], champs: [] };
  return {
    charte: changerAxe(charte, rangAxe, { criteres: [...axe.criteres, critere] }),
    chemin: `axes.${rangAxe}.criteres.${axe.criteres.length}`,
  };
}

function codesDe(objets: readonly { readonly code: string }[]): ReadonlySet<string> {
  return new Set(objets.map(({ code }) => code));
}

function codeLibre(prefixe: string, pris: ReadonlySet<string>): string {
  let numero = 1;
  while (pris.has(`${prefixe}${numero}`)) numero += 1;
  return `${prefixe}${numero}`;
}

/** La liste où deux voisins ont échangé leur place ; null en bout de liste. */
function echanger<T>(liste: readonly T[], rang: number, pas: -1 | 1): T[] | null {
  const ici = liste[rang];
  const la = liste[rang + pas];
  return ici === undefined || la === undefined
    ? null
    : liste.map((un, i) => (i === rang ? la : i === rang + pas ? ici : un));
}
