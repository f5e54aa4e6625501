import { closeSync, existsSync, openSync, readSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { APPLICATION_ID, BaseRefusee } from './base.ts';

/** Types de systèmes de fichiers distants rendus par statfs sous Linux (NFS, SMB, CIFS, SMB2, AFS, 9p, Ceph). */
const SYSTEMES_DISTANTS = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x01021997, 0x00c36400]);

/** SQLite en mode WAL se corrompt sur un partage : la base reste sur le poste, les copies vont sur le partage. */
export function refuserReseau(
  fichier: string,
  lireType: (dossier: string) => number = (d) => statfsSync(d).type,
): void {
  const dossier = dirname(fichier);
  let reel = fichier;
  try {
    // Sous Windows, rend le chemin \\serveur\partage d’un lecteur réseau.
    reel = realpathSync.native(dossier);
  } catch {
    // Dossier absent : le chemin tel quel suffit pour reconnaître \\serveur.
  }
  const unc = [fichier, reel].some(
    (chemin) => /^(\\\\|\/\/)(?![?.][\\/])/.test(chemin) || /^\\\\\?\\UNC\\/i.test(chemin),
  );
  const distant = !unc && existsSync(dossier) && SYSTEMES_DISTANTS.has(lireType(dossier));
  if (unc || distant) {
    throw new BaseRefusee(
      'reseau',
      `La base « ${fichier} » est sur un emplacement réseau : elle pourrait s’y abîmer. Rangez-la sur le disque du poste et gardez vos copies de sauvegarde sur le réseau.`,
    );
  }
}

interface EnTete {
  readonly sqlite: boolean;
  readonly applicationId: number;
  readonly version: number;
}

/** Lit les 100 premiers octets sans ouvrir la base : rien n’est écrit, pas même un fichier -wal. */
function lireEnTete(fichier: string): EnTete {
  const octets = Buffer.alloc(100);
  const descripteur = openSync(fichier, 'r');
  try {
    readSync(descripteur, octets, 0, 100, 0);
  } finally {
    closeSync(descripteur);
  }
  return {
    sqlite: octets.subarray(0, 16).toString('latin1') === 'SQLite format 3\0',
    applicationId: octets.readUInt32BE(68),
    version: octets.readUInt32BE(60),
  };
}

/** Refuse ce qui n’est pas à nous, ce qui vient d’une version plus récente et ce qui est abîmé, sans y toucher. */
export function controlerFichier(fichier: string, versionConnue: number): { version: number } {
  if (statSync(fichier).isDirectory()) {
    throw new BaseRefusee('autre_application', `« ${fichier} » est un dossier, pas une base Clas.`);
  }
  const enTete = lireEnTete(fichier);
  if (!enTete.sqlite) {
    throw new BaseRefusee(
      'abimee',
      `« ${fichier} » n’est pas une base lisible (en-tête abîmé ou autre type de fichier). Elle n’a pas été touchée : restaurez une sauvegarde.`,
    );
  }
  if (enTete.applicationId !== APPLICATION_ID) {
    throw new BaseRefusee(
      'autre_application',
      `« ${fichier} » est la base d’une autre application. Elle n’a pas été touchée : choisissez une base Clas.`,
    );
  }
  if (enTete.version > versionConnue) {
    throw new BaseRefusee(
      'plus_recente',
      `« ${fichier} » a été créée par une version plus récente de Clas (schéma ${enTete.version}, connu ici : ${versionConnue}). Mettez l’application à jour : la base n’a pas été touchée.`,
    );
  }
  controlerIntegrite(fichier);
  return { version: enTete.version };
}

function controlerIntegrite(fichier: string): void {
  let constat: string;
  try {
    const client = new Database(fichier, { readonly: true, fileMustExist: true });
    try {
      client.pragma('cell_size_check = ON');
      constat = String(client.pragma('quick_check(1)', { simple: true }));
    } finally {
      client.close();
    }
  } catch (cause) {
    throw new BaseRefusee('abimee', phraseAbimee(fichier), { cause });
  }
  if (constat !== 'ok') throw new BaseRefusee('abimee', phraseAbimee(fichier));
}

function phraseAbimee(fichier: string): string {
  return `La base « ${fichier} » est abîmée. Elle n’a pas été touchée : restaurez la dernière sauvegarde, et gardez ce fichier pour l’assistance.`;
}
