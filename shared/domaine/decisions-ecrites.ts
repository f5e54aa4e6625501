import type { NatureDecision } from '../contract/commun.ts';
import { MOTIFS_DECISION } from './libelles.ts';
import { normaliserTexte } from './textes.ts';

/** Comment chaque décision s’écrit à la main, sans accents ni majuscules ; le libellé de l’application en tête. */
const ECRITURES: Readonly<Record<NatureDecision, readonly string[]>> = {
  agree: ['agree', 'agreee', 'agrement', 'accord', 'accorde', 'accordee', 'accepte', 'acceptee', 'oui', 'favorable'],
  agree_sous_reserve: [
    'agree sous reserve',
    'agree avec reserve',
    'agreee sous reserve',
    'agrement sous reserve',
    'accord sous reserve',
    'accord avec reserve',
    'accorde sous reserve',
    'accepte sous reserve',
    'favorable sous reserve',
    'sous reserve',
    'avec reserve',
    'reserve',
  ],
  ajourne: ['ajourne', 'ajournee', 'ajournement', 'reporte', 'reportee', 'report', 'differe', 'differee'],
  refuse: ['refuse', 'refusee', 'refus', 'rejete', 'rejetee', 'rejet', 'non', 'non agree', 'non agreee', 'defavorable'],
  sans_suite: ['classe sans suite', 'classee sans suite', 'classement sans suite', 'sans suite'],
};

const NATURES: ReadonlyMap<string, NatureDecision> = new Map(
  // Les clés sont celles de NatureDecision, que l’objet tient toutes.
  (Object.entries(ECRITURES) as [NatureDecision, readonly string[]][]).flatMap(([nature, mots]) =>
    mots.map((mot): [string, NatureDecision] => [mot, nature]),
  ),
);

function plier(texte: string): string {
  return normaliserTexte(texte)
    .replace(/[.!;,]+$/, '')
    .replace(/^avis /, '')
    .replace(/\breserves\b/, 'reserve')
    .replace(/^agrees\b/, 'agree')
    .trim();
}

/** « Agréé », « AGREE », « accord », « refus »… ; null : aucun de ces mots. Rien n’est deviné au-delà. */
export function lireDecisionEcrite(texte: string): NatureDecision | null {
  return NATURES.get(plier(texte)) ?? null;
}

const MOTIFS: ReadonlyMap<string, string> = new Map(
  MOTIFS_DECISION.flatMap(({ code, libelle }): [string, string][] => [
    [plier(libelle), code],
    [code.replaceAll('_', ' '), code],
    [code, code],
  ]),
);

/** Le code d’un motif de la liste, d’après son libellé ou son code ; null s’il n’y est pas. */
export function lireMotifEcrit(texte: string): string | null {
  return MOTIFS.get(plier(texte)) ?? null;
}

export function libelleMotif(code: string | null): string {
  return MOTIFS_DECISION.find((m) => m.code === code)?.libelle ?? '';
}

/** « C », « collectif C », « Groupe c – les grands » ; null : aucune lettre ne s’y lit. */
export function lireLettreEcrite(texte: string): string | null {
  const net = normaliserTexte(texte).replace(/^(?:collectif|groupe|lettre)\s*:?\s*/, '');
  return /^([a-z]{1,2})(?:$|[\s.:,;)–—-])/.exec(net)?.[1]?.toUpperCase() ?? null;
}

/** « n° 1001 », « 1001.0 » : le numéro nu. */
export function lireNumeroEcrit(texte: string): string {
  return texte
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:dossier\s+)?n[°o]\s*/i, '')
    .replace(/^(\d+)\.0$/, '$1')
    .replace(/^\d[\d ]*$/, (chiffres) => chiffres.replaceAll(' ', ''));
}

interface DecisionLue {
  readonly nature: NatureDecision;
  readonly motif: string | null;
  readonly texte: string;
}

/** Ce qui manque ou ne va pas à une décision motivée ; null : rien. La même règle qu’à l’écran de séance. */
export function reprocherMotivation({ nature, motif, texte }: DecisionLue): {
  readonly sur: 'motif' | 'texte';
  readonly phrase: string;
} | null {
  const connu = MOTIFS_DECISION.find((m) => m.code === motif);
  if (motif !== null && connu?.natures.includes(nature) !== true) {
    return { sur: 'motif', phrase: 'Ce motif ne va pas avec cette décision : choisissez-en un autre dans la liste.' };
  }
  if (motif === 'autre' && texte === '') return { sur: 'texte', phrase: 'Motif « autre » : écrivez-le en clair.' };
  if (nature !== 'agree' && motif === null && texte === '') {
    return {
      sur: 'motif',
      phrase: 'Cette décision demande un motif : choisissez-le dans la liste, ou écrivez un texte.',
    };
  }
  return null;
}
