import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ecrire } from '../../db/ecrire.ts';
import { creerAgent, trouverAgent } from '../../db/queries/agents.ts';
import { listerCampagnes } from '../../db/queries/campagnes.ts';
import { anneeClose } from '../../db/queries/cloture.ts';
import { acteurDuPoste } from '../backend/acteur.ts';
import type { Context } from '../backend/context.ts';
import { ecrireAtomique } from '../backend/fichiers/ecrire-atomique.ts';
import { Refus } from '../backend/refus.ts';

export class MauvaisUsage extends Error {
  override readonly name = 'MauvaisUsage';
}

export interface Resultat {
  readonly json: unknown;
  readonly texte: string;
  /** Vrai : la commande a été comprise mais refusée (code de sortie 1). */
  readonly refuse: boolean;
}

export interface Demande {
  readonly valeurs: Readonly<Record<string, string | boolean | undefined>>;
  readonly fichiers: readonly string[];
  /** Chemin absolu de --sortie. */
  readonly sortie: string | null;
}

export interface Commande {
  readonly usage: string;
  readonly aide: string;
  /** La base existe déjà, est à créer, ou se crée dans le dossier de sortie. */
  readonly base: 'existante' | 'a-creer' | 'dans-sortie';
  /** Vrai : un agent est choisi avant d’exécuter. */
  readonly ecrit: boolean;
  executer(context: Context, demande: Demande): Promise<Resultat> | Resultat;
}

/** Une commande qui ne touche à aucune base : elle ne lit que les fichiers qu’on lui donne. */
export interface CommandeSansBase extends Pick<Commande, 'usage' | 'aide'> {
  readonly base: 'aucune';
  executer(demande: Demande): Promise<Resultat> | Resultat;
}

/**
 * La campagne dite par --campagne, sinon la seule ouverte ; toutes closes, la plus récente. Deux ouvertes se chevauchent : rien
 * n’est deviné.
 */
export function campagneVisee(context: Context, demande: Demande): number {
  const campagnes = listerCampagnes(context.db);
  const annee = demande.valeurs['campagne'];
  const ouvertes = campagnes.filter((c) => anneeClose(context.db, c.id) === null);
  if (typeof annee !== 'string' && ouvertes.length > 1)
    throw new MauvaisUsage(
      `Plusieurs campagnes sont ouvertes : dites laquelle, --campagne ${ouvertes.map((c) => c.anneeScolaire).join(' ou ')}.`,
    );
  const visee =
    typeof annee === 'string' ? campagnes.find((c) => c.anneeScolaire === annee) : (ouvertes[0] ?? campagnes[0]);
  if (!visee)
    throw new Refus(
      'campagne_absente',
      typeof annee === 'string'
        ? `Pas de campagne ${annee} dans cette base.`
        : 'Pas de campagne dans cette base : créez-la avec « clas creer ».',
    );
  return visee.id;
}

/** Le chemin de --sortie, sans lequel la commande n’a rien à faire. */
export function sortieExigee(demande: Demande, usage: string): string {
  if (demande.sortie === null) throw new MauvaisUsage(`Il manque --sortie. Usage : ${usage}`);
  return demande.sortie;
}

/** Range un document produit au chemin demandé, d’un coup. */
export async function rangerDocument(context: Context, documentId: string, chemin: string): Promise<void> {
  const document = context.produits.get(documentId);
  if (!document) throw new Error('document produit introuvable');
  await mkdir(dirname(chemin), { recursive: true });
  await ecrireAtomique(chemin, await readFile(document.chemin));
}

/**
 * L’agent au nom de qui une commande d’argent agit : dit, connu de la base, actif. Aucun n’est créé : deux agents sont deux
 * personnes.
 */
export function choisirAgentConnu(context: Context, { valeurs }: Demande): void {
  const dit = valeurs['agent'];
  if (typeof dit !== 'string') throw new MauvaisUsage('Dites qui agit : --agent "Prénom Nom".');
  const [prenom = '', ...suite] = dit.trim().split(/\s+/);
  const agent = trouverAgent(context.db, prenom, suite.join(' '));
  if (!agent?.actif)
    throw new Refus(
      'agent_inconnu',
      `${dit} n’est pas un agent de cette base, ou n’y est plus actif : « Paramètres › Agents » les donne.`,
    );
  context.session.agentId = agent.id;
}

/** L’agent au nom de qui la commande écrit, créé au besoin. */
export function choisirAgentDeCommande(context: Context, nomComplet: string | null): void {
  const [prenom = 'Ligne', ...suite] = (nomComplet ?? 'Ligne de commande').split(' ');
  const nom = suite.join(' ');
  if (!nom) throw new MauvaisUsage('Écrivez --agent "Prénom Nom".');
  // Cherché dans la transaction : deux commandes lancées ensemble créeraient le même agent.
  const agent = ecrire(
    context.db,
    acteurDuPoste(context),
    (tx) => trouverAgent(tx.db, prenom, nom) ?? creerAgent(tx, { prenom, nom, courriel: null }),
  );
  if (!agent.actif) throw new Refus('agent_inactif', `${prenom} ${nom} n’est plus actif.`);
  context.session.agentId = agent.id;
}
