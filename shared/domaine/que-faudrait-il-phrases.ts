import { enDixiemes, type Fraction } from './fraction.ts';
import { pluriel } from './libelles.ts';
import { formaterDixiemes } from './nombres.ts';
import {
  direPoints,
  type EcartAuSeuil,
  isRienAChanger,
  type QueFaudraitIl,
  type Relevement,
} from './que-faudrait-il.ts';

/** Une phrase par besoin, dans l’ordre où l’agent les traite ; `detail` : comment y arriver. */
export interface PhraseBesoin {
  readonly genre: 'condition' | 'coter' | 'axe' | 'note' | 'chemin' | 'rien';
  readonly texte: string;
  readonly detail: string | null;
}

/** Ce qu’il faudrait, en mots : les mêmes à l’écran, dans le classeur et sur la fiche. */
export function direQueFaudraitIl(besoin: QueFaudraitIl): PhraseBesoin[] {
  if (isRienAChanger(besoin)) {
    return [
      { genre: 'rien', texte: 'Rien : toutes les conditions sont remplies et tous les seuils atteints.', detail: null },
    ];
  }
  const { axes, note } = besoin;
  return [
    ...besoin.conditions.map(direCondition),
    ...direACoter(besoin),
    ...axes.map(
      (axe): PhraseBesoin => ({
        genre: 'axe',
        texte: `Axe ${axe.libelle} : il manque ${direPoints(axe.ecart)} pour atteindre ${axe.seuil} (note ${dixiemes(axe.note)})`,
        detail: direSeuls(axe, 'cet axe'),
      }),
    ),
    ...(note === null
      ? []
      : [
          {
            genre: 'note' as const,
            texte: `Note du dossier : il manque ${direPoints(note.ecart)} pour atteindre ${note.seuil} (note ${dixiemes(note.note)})`,
            detail: direSeuls(note, 'le dossier'),
          },
        ]),
    ...direChemin(besoin),
  ];
}

function direCondition({ libelle, eliminatoire, reponse, aRevoir }: QueFaudraitIl['conditions'][number]): PhraseBesoin {
  const quoi = eliminatoire ? 'Condition éliminatoire' : 'Condition';
  if (aRevoir === true) {
    const detail = 'Sa preuve a changé depuis le constat : le confirmer ou le changer.';
    return { genre: 'condition', texte: `${quoi} à revoir : ${libelle}`, detail };
  }
  return reponse === 'non'
    ? { genre: 'condition', texte: `${quoi} à remplir : ${libelle}`, detail: null }
    : {
        genre: 'condition',
        texte: `${quoi} à renseigner : ${libelle}`,
        detail: 'Ni oui ni non : demander au porteur, ou constater.',
      };
}

function direACoter({ aCoter }: QueFaudraitIl): PhraseBesoin[] {
  if (aCoter.length === 0) return [];
  return [
    {
      genre: 'coter',
      texte: `${pluriel(aCoter.length, 'critère')} à coter : ${aCoter.map(({ code }) => code).join(', ')}`,
      detail: 'Les points dits ci-dessous sont ceux de la note partielle.',
    },
  ];
}

function direSeuls({ seuls }: EcartAuSeuil, quoi: string): string {
  if (seuls.length === 0) return `Aucun critère n’y suffit seul pour ${quoi} : il faut en relever plusieurs.`;
  return `Un seul y suffit : ${seuls.map(direRelevement).join(' ; ou ')}.`;
}

/** Le chemin ne se dit que s’il ajoute quelque chose : un seuil franchi par un seul critère est déjà dit. */
function direChemin({ chemin, pas, axes, note }: QueFaudraitIl): PhraseBesoin[] {
  if (chemin.length === 0) return [];
  const seuils = axes.length + (note === null ? 0 : 1);
  if (seuils === 1 && chemin.length === 1) return [];
  const tout = seuils > 1 ? 'tous les seuils' : 'le seuil';
  return [
    {
      genre: 'chemin',
      texte: `Au plus court, ${pluriel(pas, 'niveau', 'niveaux')} à gagner pour atteindre ${tout}`,
      detail: `${chemin.map(direRelevement).join(' ; ')}.`,
    },
  ];
}

/** « EJ2, Suivi de chaque enfant, de 1 à 2 ». */
export function direRelevement({ critere, libelle, de, vers }: Relevement): string {
  return `${critere}, ${libelle}, de ${dixiemes(de)} à ${vers}`;
}

function dixiemes(f: Fraction): string {
  return formaterDixiemes(enDixiemes(f)).replace(/,0$/, '');
}
