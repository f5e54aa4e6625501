import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { ouvrirBase } from '../../db/open.ts';
import { sauvegarder } from '../../db/sauvegarder.ts';
import type { Context, Horloge, Hote, Socle } from './context.ts';
import { horlogeDuPoste } from './horloge.ts';
import { creerJournalTechnique } from './journal-technique.ts';
import { type CreerEnfant, creerLanceur } from './travaux/lancer.ts';

export interface OptionsSocle {
  readonly fichierBase: string;
  readonly hote: Hote;
  readonly creerEnfant: CreerEnfant;
  readonly ressources: string;
  /** Dossier des fichiers reçus et produits pendant la session. */
  readonly dossierTravail: string;
  readonly version: string;
  readonly migrations: string;
  readonly horloge?: Horloge;
  /** Faux : la base doit exister (ligne de commande). */
  readonly creer?: boolean;
}

/**
 * Ouvre la base et tout ce que les appels partagent.
 * @throws BaseRefusee si la base ne peut pas être ouverte sans danger
 */
export function ouvrirSocle(options: OptionsSocle): Socle {
  const horloge = options.horloge ?? horlogeDuPoste;
  const db = ouvrirBase(options.fichierBase, {
    migrations: options.migrations,
    creer: options.creer ?? true,
    maintenant: horloge.maintenant(),
  });
  const sauvegardes = join(dirname(options.fichierBase), 'sauvegardes');
  const log = creerJournalTechnique(join(dirname(options.fichierBase), 'journaux'));
  if (options.hote.nom !== 'commande') {
    try {
      sauvegarder(db, sauvegardes, horloge.aujourdhui());
    } catch (cause) {
      // Disque plein ou dossier refusé : l’agent doit pouvoir ouvrir sa base ; la barre haute montre la date de la dernière copie.
      log.erreur(cause, 'sauvegarde quotidienne');
    }
  }
  const dossierTravail = ouvrirDossierTravail(options.dossierTravail);
  return {
    db,
    fichierBase: options.fichierBase,
    sauvegardes,
    horloge,
    log,
    lanceur: creerLanceur(options.creerEnfant),
    hote: options.hote,
    ressources: options.ressources,
    dossierTravail,
    version: options.version,
    compteSysteme: lireCompteSysteme(),
    depots: new Map(),
    produits: new Map(),
  };
}

/** Un sous-dossier par processus ; ceux que des processus disparus ont laissés sont vidés. */
function ouvrirDossierTravail(racine: string): string {
  mkdirSync(racine, { recursive: true });
  for (const nom of readdirSync(racine)) {
    if (!isVivant(Number(nom))) rmSync(join(racine, nom), { recursive: true, force: true });
  }
  const dossier = join(racine, String(process.pid));
  mkdirSync(dossier, { recursive: true });
  return dossier;
}

function isVivant(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

export function fermerSocle(socle: Socle): void {
  socle.db.$client.close();
  rmSync(socle.dossierTravail, { recursive: true, force: true });
}

/** Chaque fenêtre, chaque connexion a son agent. */
export function nouvelleConnexion(socle: Socle): Context {
  return { ...socle, session: { agentId: null } };
}

function lireCompteSysteme(): string {
  try {
    return userInfo().username;
  } catch {
    return 'inconnu'; // compte sans entrée dans l’annuaire du poste
  }
}
