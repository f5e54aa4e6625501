import { formaterDate } from './dates.ts';
import type { EtatCollectif } from './etat-collectif.ts';
import { pluriel } from './libelles.ts';

export const CODES_ALERTE = [
  'demarrage_tardif',
  'sans_explication',
  'effectif',
  'effectif_inconnu',
  'sans_coordinateur',
  'suites_visite',
  'resiliee',
] as const;
export type CodeAlerte = (typeof CODES_ALERTE)[number];

export const LIBELLES_ALERTE: Readonly<Record<CodeAlerte, string>> = {
  demarrage_tardif: 'Démarrage en retard',
  sans_explication: 'Arrêt ou non-démarrage sans explication',
  effectif: 'Effectif hors des limites',
  effectif_inconnu: 'Effectif non renseigné',
  sans_coordinateur: 'Sans coordinateur',
  suites_visite: 'Suites d’une visite en attente',
  resiliee: 'Convention résiliée',
};

export interface AlerteSuivi {
  readonly code: CodeAlerte;
  readonly texte: string;
}

/** Combien d’enfants, et d’où on le tient : « au démarrage », « à la visite du 12/11/2026 ». */
export interface EffectifConnu {
  readonly nombre: number;
  readonly source: string;
}

interface CollectifRegarde {
  readonly etat: EtatCollectif;
  /** null : personne ne l’a dit. */
  readonly effectif: EffectifConnu | null;
  /** Dernier jour où un démarrage non confirmé n’étonne pas, `AAAA-MM-JJ`. */
  readonly attenduLe: string;
}

interface Reperes {
  readonly aujourdhui: string;
  readonly effectifMinimum: number;
  readonly effectifMaximum: number;
}

/** À la place des alertes de ses collectifs : plus rien n’est attendu de ce dossier. */
export function alerteDeResiliation(resilieeLe: string): AlerteSuivi {
  return { code: 'resiliee', texte: `Convention résiliée au ${formaterDate(resilieeLe)} : rien n’est plus versé` };
}

/** Les alertes d’une ligne en une phrase : la liste et son export disent la même. Vide s’il n’y en a pas. */
export function direAlertes({
  resilieeLe,
  alertes,
}: {
  readonly resilieeLe: string | null;
  readonly alertes: readonly AlerteSuivi[];
}): string {
  return (resilieeLe === null ? alertes : [alerteDeResiliation(resilieeLe)]).map(({ texte }) => texte).join(' ; ');
}

/** Ce qu’un collectif agréé a d’anormal, en phrases ; vide s’il n’y a rien à dire. */
export function alertesDuCollectif(
  { etat, effectif, attenduLe }: CollectifRegarde,
  { aujourdhui, effectifMinimum, effectifMaximum }: Reperes,
): AlerteSuivi[] {
  if (etat.situation === 'a_confirmer')
    return aujourdhui > attenduLe
      ? [
          {
            code: 'demarrage_tardif',
            texte: `Démarrage non confirmé, attendu au plus tard le ${formaterDate(attenduLe)}`,
          },
        ]
      : [];
  if (etat.situation !== 'ouvert') {
    if (etat.motif.trim() !== '' || etat.depuis === null) return [];
    const texte =
      etat.situation === 'arrete'
        ? `Arrêté le ${formaterDate(etat.depuis)} sans explication`
        : 'Non démarré, sans explication';
    return [{ code: 'sans_explication', texte }];
  }
  const alertes: AlerteSuivi[] = [];
  if (effectif === null) alertes.push({ code: 'effectif_inconnu', texte: 'Nombre d’enfants non renseigné' });
  else if (effectif.nombre < effectifMinimum || effectif.nombre > effectifMaximum) {
    const limite =
      effectif.nombre < effectifMinimum
        ? `moins que les ${effectifMinimum} prévus`
        : `plus que les ${effectifMaximum} prévus`;
    alertes.push({
      code: 'effectif',
      texte: `${pluriel(effectif.nombre, 'enfant')} ${effectif.source}, ${limite} au barème`,
    });
  }
  if (etat.coordinateur === null) alertes.push({ code: 'sans_coordinateur', texte: 'Aucun coordinateur nommé' });
  return alertes;
}

interface Notee {
  readonly date: string;
  readonly instant: string;
  readonly annuleLe: string | null;
}

/**
 * Les visites dont les suites attendent encore : aucun échange, aucune autre visite n’a été noté depuis pour le dossier.
 * Une suite n’a pas d’état à elle : ce qu’on fait ensuite se note au journal, et c’est cela qui la clôt.
 */
export function visitesEnAttente<V extends Notee & { readonly id: number; readonly suites: string }>(
  visites: readonly V[],
  echanges: readonly Notee[],
): V[] {
  const valables = visites.filter((v) => v.annuleLe === null);
  const notes = echanges.filter((e) => e.annuleLe === null);
  return valables.filter(
    (visite) =>
      visite.suites.trim() !== '' &&
      !notes.some((e) => e.date >= visite.date && e.instant >= visite.instant) &&
      !valables.some((v) => v.id > visite.id && v.date >= visite.date),
  );
}
