import type { Base } from '../../db/base.ts';
import { ecrire } from '../../db/ecrire.ts';
import { modifierAgent as ecrireAgent, lireAgent, listerAgents } from '../../db/queries/agents.ts';
import { listerBaremes, remplacerBareme } from '../../db/queries/campagnes.ts';
import { ecrireParametre, lireParametre } from '../../db/queries/parametres.ts';
import { campagneADesDecisions } from '../../db/queries/seances.ts';
import type { Agent } from '../../shared/contract/commun.ts';
import { IdentiteCaf, type Parametres } from '../../shared/contract/parametres.ts';
import type { Bareme } from '../../shared/domaine/bareme.ts';
import { acteur } from './acteur.ts';
import { controlerBareme } from './campagnes.ts';
import type { Context } from './context.ts';
import { isChangementDeMontant, reviserSousBareme } from './paiements/essayer-bareme.ts';
import { introuvable, Refus } from './refus.ts';
import { lireMotifs } from './seances/motifs.ts';

/** Préréglage public : l’adresse de la Caf du Loiret. */
const CAF_DU_LOIRET: IdentiteCaf = {
  nom: 'Caf du Loiret',
  service: 'Pôle intervention territoriale',
  adresse: '2 place St Charles',
  codePostal: '45946',
  ville: 'Orléans cedex 9',
  telephone: '0810 25 45 10',
  courriel: '',
};

export function lireIdentite(db: Base): IdentiteCaf {
  return IdentiteCaf.catch(CAF_DU_LOIRET).parse(lireParametre(db, 'identite'));
}

export function lireParametres(context: Context): Parametres {
  return {
    identite: lireIdentite(context.db),
    agents: listerAgents(context.db),
    baremes: listerBaremes(context.db),
    motifs: lireMotifs(context.db),
  };
}

export function modifierIdentite(context: Context, identite: IdentiteCaf): Parametres {
  ecrire(context.db, acteur(context), (tx) => ecrireParametre(tx, 'identite', identite, 'Identité de la Caf'));
  return lireParametres(context);
}

/** Un barème qui a servi à décider garde ce dont les montants agréés dépendent ; son échéancier, lui, peut changer. */
export function modifierBareme(context: Context, baremeId: number, bareme: Bareme, motif: string): Parametres {
  controlerBareme(bareme);
  // Lu dans la transaction : une décision prise ailleurs entre-temps figerait le barème.
  ecrire(context.db, acteur(context), (tx) => {
    const avant = listerBaremes(tx.db).find((b) => b.id === baremeId);
    if (!avant) throw introuvable('Ce barème');
    const aServi = campagneADesDecisions(tx.db, baremeId);
    if (aServi && isChangementDeMontant(avant.bareme, bareme)) {
      throw new Refus(
        'bareme_fige',
        `Le barème « ${avant.bareme.nom} » a déjà servi à décider : taux, plafond, calcul, arrondi, bonus et effectifs ne changent plus. Son échéancier et l’activité partielle le peuvent. Pour le reste, retirez d’abord les décisions du Copil.`,
      );
    }
    remplacerBareme(tx, baremeId, avant.bareme, bareme, motif);
    reviserSousBareme(tx, baremeId);
  });
  return lireParametres(context);
}

export function modifierAgent(context: Context, agent: Agent): Parametres {
  const avant = lireAgent(context.db, agent.id);
  if (!avant) throw introuvable('Cet agent');
  if (agent.id === context.session.agentId && !agent.actif) {
    throw new Refus('agent_soi', 'Vous ne pouvez pas vous désactiver vous-même : demandez-le à un autre agent.');
  }
  if (!agent.prenom.trim() || !agent.nom.trim())
    throw new Refus('nom_absent', 'Un agent a un prénom et un nom : le journal les garde.');
  const homonyme = listerAgents(context.db).find(
    (a) => a.id !== agent.id && a.prenom === agent.prenom && a.nom === agent.nom,
  );
  if (homonyme) throw new Refus('agent_existant', `${agent.prenom} ${agent.nom} existe déjà.`);
  ecrire(context.db, acteur(context), (tx) => ecrireAgent(tx, avant, agent));
  return lireParametres(context);
}
