import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import {
  cloreCampagne,
  type EtatDeClos,
  ecrireExplication,
  lireClos,
  rouvrirCampagne,
} from '../../../db/queries/cloture.ts';
import type { EtatCloture } from '../../../shared/contract/cloture.ts';
import { OBSTACLES } from '../../../shared/domaine/cloture.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { exigerCampagneOuverte } from './exiger-ouverte.ts';
import { lireCloture } from './lire.ts';
import { relever } from './obstacles.ts';

function exigerClos(db: Base, campagneId: number): EtatDeClos {
  const clos = lireClos(db, campagneId);
  if (!clos) throw introuvable('Cette campagne');
  return clos;
}

const RIEN = { explications: {}, sommes: null, restes: [] } as const;

/** Dit pourquoi un reste n’empêche pas de clore ; un texte vide retire l’explication. */
export function expliquer(
  context: Context,
  { campagneId, cle, texte }: { readonly campagneId: number; readonly cle: string; readonly texte: string },
): EtatCloture {
  const auteur = acteur(context);
  ecrire(context.db, auteur, (tx) => {
    exigerCampagneOuverte(tx.db, campagneId);
    const avant = exigerClos(tx.db, campagneId).cloture;
    const obstacle = relever(tx.db, campagneId).obstacles.find((o) => o.cle === cle);
    if (!obstacle) throw new Refus('obstacle_regle', 'Ce reste n’y est plus : rechargez la page.');
    if (!OBSTACLES[obstacle.code].explicable)
      throw new Refus('inexplicable', `Un texte ne suffit pas ici : ${obstacle.phrase}.`);
    const { [cle]: _retiree, ...autres } = avant?.explications ?? {};
    const dite = { texte, par: auteur.agentNom, le: auteur.instant };
    const explications = texte === '' ? autres : { ...autres, [cle]: dite };
    ecrireExplication(tx, campagneId, cle, { avant, apres: { ...RIEN, ...avant, explications } });
  });
  return lireCloture(context, campagneId);
}

/** Fige la campagne, si tout y est réglé ou expliqué ; relu dans la transaction. */
export function clore(context: Context, campagneId: number): EtatCloture {
  ecrire(context.db, acteur(context), (tx) => {
    exigerCampagneOuverte(tx.db, campagneId);
    const { cloture } = exigerClos(tx.db, campagneId);
    const { obstacles, sommes } = relever(tx.db, campagneId);
    const explications = cloture?.explications ?? {};
    const restants = obstacles.filter((o) => explications[o.cle] === undefined);
    if (restants.length > 0) {
      const premiers = restants
        .slice(0, 5)
        .map((o) => (o.raisonSociale === null ? o.phrase : `${o.raisonSociale}, ${o.phrase}`));
      throw new Refus(
        'restes',
        `${pluriel(restants.length, 'reste')} à régler ou à expliquer avant de clore : ${premiers.join(' ; ')}${restants.length > 5 ? '…' : ''}.`,
      );
    }
    const restes = obstacles.map((o) =>
      [o.raisonSociale, o.phrase, explications[o.cle]?.texte].filter(Boolean).join(' : '),
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
