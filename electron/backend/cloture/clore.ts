import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import {
  cloreCampagne,
  type EtatDeClos,
  ecrireExplications,
  lireClos,
  rouvrirCampagne,
} from '../../../db/queries/cloture.ts';
import type { EtatCloture } from '../../../shared/contract/cloture.ts';
import { type Explication, explique, OBSTACLES } from '../../../shared/domaine/cloture.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { exigerCampagneOuverte } from './exiger-ouverte.ts';
import { lireCloture } from './lire.ts';
import { type Obstacle, relever } from './obstacles.ts';

function exigerClos(db: Base, campagneId: number): EtatDeClos {
  const clos = lireClos(db, campagneId);
  if (!clos) throw introuvable('Cette campagne');
  return clos;
}

const RIEN = { explications: {}, sommes: null, restes: [] } as const;

/** Dit pourquoi des restes d’une même sorte n’empêchent pas de clore ; un texte vide retire leur explication. */
export function expliquer(
  context: Context,
  {
    campagneId,
    points,
    texte,
  }: {
    readonly campagneId: number;
    readonly points: readonly { readonly cle: string; readonly phrase: string }[];
    readonly texte: string;
  },
): EtatCloture {
  const auteur = acteur(context);
  ecrire(context.db, auteur, (tx) => {
    exigerCampagneOuverte(tx.db, campagneId);
    const avant = exigerClos(tx.db, campagneId).cloture;
    const obstacles = new Map(relever(tx.db, campagneId).obstacles.map((o) => [o.cle, o]));
    const vises = points.map((point) => exigerExplicable(obstacles.get(point.cle), point.phrase));
    if (new Set(vises.map(({ code }) => code)).size > 1)
      throw new Refus('sortes_diverses', 'Un même texte n’explique que des restes de la même sorte.');
    if (texte !== '' && !/\p{L}{2}/u.test(texte))
      throw new Refus('explication_vide', `« ${texte} » n’explique rien : dites pourquoi, en quelques mots.`);
    const cles = new Set(vises.map(({ cle }) => cle));
    const autres = Object.entries(avant?.explications ?? {}).filter(([cle]) => !cles.has(cle));
    const dites = vises.map(({ cle, phrase, montantCentimes }): [string, Explication] => [
      cle,
      { texte, par: auteur.agentNom, le: auteur.instant, phrase, montantCentimes },
    ]);
    const explications = Object.fromEntries(texte === '' ? autres : [...autres, ...dites]);
    ecrireExplications(tx, campagneId, [...cles], { avant, apres: { ...RIEN, ...avant, explications } });
  });
  return lireCloture(context, campagneId);
}

/** Le reste que l’agent a lu, s’il est toujours le même et qu’un texte peut en tenir lieu. */
function exigerExplicable(obstacle: Obstacle | undefined, lue: string): Obstacle {
  if (!obstacle) throw new Refus('obstacle_regle', 'Ce reste n’y est plus : rechargez la page.');
  if (!OBSTACLES[obstacle.code].explicable)
    throw new Refus('inexplicable', `Un texte ne suffit pas ici : ${obstacle.phrase}.`);
  if (obstacle.phrase !== lue)
    throw new Refus('obstacle_change', `${nommer(obstacle)} a changé depuis : ${obstacle.phrase}. Rien n’est écrit.`);
  return obstacle;
}

function nommer({ raisonSociale, numeroDossier, code }: Obstacle): string {
  return raisonSociale === null ? OBSTACLES[code].libelle : `${raisonSociale} (dossier ${numeroDossier ?? ''})`;
}

function dire(obstacle: Obstacle): string {
  return obstacle.raisonSociale === null ? obstacle.phrase : `${nommer(obstacle)}, ${obstacle.phrase}`;
}

/** Fige la campagne, si tout y est réglé ou expliqué ; relu dans la transaction. */
export function clore(context: Context, campagneId: number): EtatCloture {
  ecrire(context.db, acteur(context), (tx) => {
    exigerCampagneOuverte(tx.db, campagneId);
    const { cloture } = exigerClos(tx.db, campagneId);
    const { obstacles, sommes } = relever(tx.db, campagneId);
    const explications = cloture?.explications ?? {};
    // Une explication dite d’un autre montant ne vaut plus : relue ici, elle ne laisse pas clore.
    const restants = obstacles.filter((o) => !explique(explications[o.cle], o));
    if (restants.length > 0) {
      const premiers = restants.slice(0, 5).map(dire);
      throw new Refus(
        'restes',
        `${pluriel(restants.length, 'reste')} à régler ou à expliquer avant de clore : ${premiers.join(' ; ')}${restants.length > 5 ? '…' : ''}.`,
      );
    }
    const restes = obstacles.map((o) =>
      [o.raisonSociale === null ? null : nommer(o), o.phrase, explications[o.cle]?.texte].filter(Boolean).join(' : '),
    );
    // Une explication de ce qui s’est réglé depuis ne vaut plus rien.
    const valables = Object.fromEntries(
      obstacles.flatMap((o) => (explications[o.cle] ? [[o.cle, explications[o.cle]] as const] : [])),
    ) as typeof explications;
    cloreCampagne(tx, campagneId, { explications: valables, sommes, restes });
  });
  return lireCloture(context, campagneId);
}

/** Un autre agent que celui qui l’a close, avec un motif : rien d’autre ne dégèle une campagne. */
export function rouvrir(
  context: Context,
  { campagneId, motif }: { readonly campagneId: number; readonly motif: string },
): EtatCloture {
  const auteur = acteur(context);
  ecrire(context.db, auteur, (tx) => {
    const clos = exigerClos(tx.db, campagneId);
    if (clos.closeLe === null) throw new Refus('ouverte', `La campagne ${clos.anneeScolaire} n’est pas close.`);
    if (clos.closePar === auteur.agentId)
      throw new Refus('meme_agent', 'Vous avez clos cette campagne : un autre agent doit la rouvrir.');
    rouvrirCampagne(tx, campagneId, clos, motif);
  });
  return lireCloture(context, campagneId);
}
