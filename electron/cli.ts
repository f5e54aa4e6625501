import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { BaseRefusee } from '../db/open.ts';
import { horlogeDuPoste } from './backend/horloge.ts';
import { Refus } from './backend/refus.ts';
import { fermerSocle, nouvelleConnexion, ouvrirSocle } from './backend/socle.ts';
import { RefusDeLecture } from './backend/tableurs/classeur.ts';
import { creerEnfantNode } from './backend/travaux/enfant-node.ts';
import { COMMANDES } from './cli/commandes.ts';
import { COMMANDES_SANS_BASE } from './cli/commandes-cloture.ts';
import {
  type Commande,
  type CommandeSansBase,
  choisirAgentDeCommande,
  MauvaisUsage,
  type Resultat,
} from './cli/commun.ts';
import { PROJET } from './projet.ts';

const OPTIONS = {
  base: { type: 'string' },
  json: { type: 'boolean', default: false },
  agent: { type: 'string' },
  aide: { type: 'boolean', default: false },
  campagne: { type: 'string' },
  bareme: { type: 'string' },
  enveloppe: { type: 'string' },
  sortie: { type: 'string' },
  'a-blanc': { type: 'boolean', default: false },
  profil: { type: 'string' },
  confirmer: { type: 'boolean', default: false },
  decisions: { type: 'string' },
  import: { type: 'string' },
  fichier: { type: 'string' },
  motif: { type: 'string' },
  supprimer: { type: 'string' },
  structure: { type: 'string' },
  echeance: { type: 'string' },
  dossier: { type: 'string' },
  envoyer: { type: 'boolean', default: false },
  forme: { type: 'string' },
  terminer: { type: 'boolean', default: false },
  charte: { type: 'string' },
  vers: { type: 'string' },
  nom: { type: 'string' },
  regles: { type: 'string' },
  pv: { type: 'boolean', default: false },
  format: { type: 'string' },
  allege: { type: 'boolean' },
  parties: { type: 'string' },
  dossiers: { type: 'string' },
  territoire: { type: 'string' },
  ordre: { type: 'string' },
  date: { type: 'string' },
  debut: { type: 'string' },
  fin: { type: 'string' },
  lieu: { type: 'string' },
  collectif: { type: 'string' },
  effectif: { type: 'string' },
  coordinateur: { type: 'string' },
  presidence: { type: 'string' },
  membres: { type: 'string' },
  portee: { type: 'string' },
  'suite-de': { type: 'string' },
  quorum: { type: 'string' },
  seance: { type: 'string' },
  lot: { type: 'string' },
  exercice: { type: 'string' },
  libelle: { type: 'string' },
  moyen: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

const AIDE = `Usage : npm run -s clas -- <commande> [options]

${[...COMMANDES.values(), ...COMMANDES_SANS_BASE.values()].map((c) => `  ${c.usage}\n      ${c.aide}`).join('\n')}

Options communes
  --base FICHIER   la base à utiliser
  --agent "Prénom Nom"   au nom de qui écrire (par défaut : Ligne de commande)
  --json           un seul document JSON sur la sortie, rien d’autre

Code de sortie : 0 fait, 1 refusé (raisons dans la sortie), 2 mauvais usage.
`;

interface ErreurDite {
  readonly code: string;
  readonly message: string;
  readonly lieu: string | null;
}

function direErreur(cause: unknown): { erreur: ErreurDite; sortie: 1 | 2 } {
  if (cause instanceof MauvaisUsage)
    return { erreur: { code: 'usage', message: cause.message, lieu: null }, sortie: 2 };
  if (cause instanceof Refus)
    return { erreur: { code: cause.code, message: cause.message, lieu: cause.lieu }, sortie: 1 };
  if (cause instanceof RefusDeLecture || cause instanceof BaseRefusee)
    return { erreur: { code: cause.code, message: cause.message, lieu: null }, sortie: 1 };
  if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS')) {
    return {
      erreur: { code: 'usage', message: `Option inconnue ou incomplète : ${cause.message}`, lieu: null },
      sortie: 2,
    };
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  return { erreur: { code: 'inattendue', message: `Erreur inattendue : ${message}`, lieu: null }, sortie: 1 };
}

async function executer(
  commande: Commande | CommandeSansBase,
  valeurs: Record<string, string | boolean | undefined>,
  fichiers: string[],
): Promise<Resultat> {
  const sortie = typeof valeurs['sortie'] === 'string' ? resolve(valeurs['sortie']) : null;
  if (commande.base === 'aucune') return commande.executer({ valeurs, fichiers, sortie });
  let base = typeof valeurs['base'] === 'string' ? resolve(valeurs['base']) : null;
  if (commande.base === 'dans-sortie') {
    if (sortie === null) throw new MauvaisUsage(`Usage : ${commande.usage}`);
    if (existsSync(sortie) && readdirSync(sortie).length > 0) {
      throw new Refus('dossier_non_vide', `« ${sortie} » n’est pas vide : donnez un dossier vide ou à créer.`, {
        lieu: sortie,
      });
    }
    mkdirSync(sortie, { recursive: true });
    base = join(sortie, 'base.sqlite');
  }
  if (base === null) throw new MauvaisUsage(`Il manque --base FICHIER. Usage : ${commande.usage}`);
  if (commande.base === 'a-creer' && existsSync(base)) {
    throw new Refus('base_existante', `« ${base} » existe déjà : donnez un autre nom, rien n’a été changé.`, {
      lieu: base,
    });
  }
  if (commande.base === 'a-creer') mkdirSync(dirname(base), { recursive: true });
  const socle = ouvrirSocle({
    fichierBase: base,
    hote: { nom: 'commande' },
    creerEnfant: creerEnfantNode(),
    ressources: join(PROJET, 'resources'),
    migrations: join(PROJET, 'db/migrations'),
    dossierTravail: join(tmpdir(), 'clas-travail'),
    version: process.env['npm_package_version'] ?? '0.1.0',
    horloge: horlogeDuPoste,
    creer: commande.base !== 'existante',
  });
  try {
    const context = nouvelleConnexion(socle);
    // À blanc, rien ne s’écrit, pas même l’agent.
    if (commande.ecrit && valeurs['a-blanc'] !== true)
      choisirAgentDeCommande(context, typeof valeurs['agent'] === 'string' ? valeurs['agent'] : null);
    const resultat = await commande.executer(context, { valeurs, fichiers, sortie });
    fermerSocle(socle);
    return resultat;
  } catch (cause) {
    fermerSocle(socle);
    // Une base que cette commande vient de créer et n’a pas su remplir empêcherait de la relancer.
    if (commande.base !== 'existante')
      for (const suffixe of ['', '-wal', '-shm']) rmSync(base + suffixe, { force: true });
    throw cause;
  }
}

async function principal(): Promise<number> {
  const json = process.argv.includes('--json');
  try {
    const { values, positionals } = parseArgs({
      args: process.argv.slice(2),
      options: OPTIONS,
      allowPositionals: true,
    });
    const [nom, ...fichiers] = positionals;
    const commande = nom === undefined ? undefined : (COMMANDES.get(nom) ?? COMMANDES_SANS_BASE.get(nom));
    if (values.aide || nom === 'aide') {
      process.stdout.write(AIDE);
      return 0;
    }
    if (!commande)
      throw new MauvaisUsage(
        nom === undefined ? `Dites quoi faire.\n\n${AIDE}` : `Commande inconnue : ${nom}.\n\n${AIDE}`,
      );
    const resultat = await executer(commande, values, fichiers);
    process.stdout.write(json ? `${JSON.stringify(resultat.json)}\n` : resultat.texte);
    return resultat.refuse ? 1 : 0;
  } catch (cause) {
    const { erreur, sortie } = direErreur(cause);
    if (json) process.stdout.write(`${JSON.stringify({ erreurs: [erreur] })}\n`);
    else process.stderr.write(`${erreur.message}\n`);
    return sortie;
  }
}

process.exitCode = await principal();
