import { randomUUID } from 'node:crypto';
import { access, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { Refus } from '../refus.ts';

/** Le fichier à remplacer est tenu par un autre programme (Excel, un lecteur de PDF) ; l’ancien est intact. */
export class FichierOccupe extends Refus {
  /** Un nom libre dans le même dossier. */
  readonly autreNom: string;
  constructor(chemin: string, autreNom: string, cause: unknown) {
    super(
      'fichier_occupe',
      `« ${basename(chemin)} » est ouvert dans un autre programme (Excel, par exemple) et n’a pas été remplacé : ` +
        `fermez-le puis recommencez, ou enregistrez sous un autre nom, par exemple « ${autreNom} ».`,
      { lieu: chemin },
    );
    this.autreNom = autreNom;
    this.cause = cause;
  }
}

/** Codes du système quand le remplacement est refusé parce que le fichier est ouvert ailleurs. */
const OCCUPE = new Set(['EPERM', 'EBUSY', 'EACCES']);
/** Systèmes de fichiers qui ne savent pas forcer un dossier sur le disque (partages réseau, surtout). */
const DOSSIER_NON_FORCABLE = new Set(['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES']);

/**
 * Écrit à côté, force sur le disque, puis renomme : à tout instant, même coupé net, `chemin` est l’ancien fichier entier
 * ou le nouveau entier. L’ancien n’est jamais supprimé d’avance. Refuse (`Refus`, `FichierOccupe`) par une phrase.
 * `renommer` n’est donné que par les essais, qui ne peuvent pas ouvrir un fichier dans Excel.
 */
export async function ecrireAtomique(
  chemin: string,
  contenu: Uint8Array,
  renommer: (de: string, vers: string) => Promise<void> = rename,
): Promise<void> {
  const dossier = dirname(chemin);
  const provisoire = join(dossier, `.clas-${randomUUID()}.tmp`);
  try {
    await ecrireEtForcer(provisoire, contenu);
    await renommer(provisoire, chemin);
  } catch (erreur) {
    await rm(provisoire, { force: true });
    throw await expliquer(chemin, erreur);
  }
  await forcerDossier(dossier);
}

/** Comme `ecrireAtomique`, pour un fichier trop gros pour la mémoire, déjà écrit à côté de `chemin`. */
export async function poserAtomique(provisoire: string, chemin: string): Promise<void> {
  try {
    const fichier = await open(provisoire, 'r+');
    try {
      await fichier.sync();
    } finally {
      await fichier.close();
    }
    await rename(provisoire, chemin);
  } catch (erreur) {
    throw await expliquer(chemin, erreur);
  }
  await forcerDossier(dirname(chemin));
}

async function ecrireEtForcer(chemin: string, contenu: Uint8Array): Promise<void> {
  const fichier = await open(chemin, 'wx');
  try {
    await fichier.writeFile(contenu);
    await fichier.sync();
  } finally {
    await fichier.close();
  }
}

/** Le renommage n’est durable qu’une fois le dossier écrit ; Windows ne sait pas ouvrir un dossier et s’en passe. */
async function forcerDossier(dossier: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const poignee = await open(dossier, 'r');
    try {
      await poignee.sync();
    } finally {
      await poignee.close();
    }
  } catch (erreur) {
    if (!DOSSIER_NON_FORCABLE.has(codeDe(erreur))) throw erreur;
  }
}

/** La phrase à montrer, ou l’erreur elle-même si elle n’est pas prévue. */
async function expliquer(chemin: string, erreur: unknown): Promise<unknown> {
  const code = codeDe(erreur);
  const nom = basename(chemin);
  const dossier = dirname(chemin);
  const refus = (cle: string, message: string) => {
    const resultat = new Refus(cle, message, { lieu: chemin });
    resultat.cause = erreur;
    return resultat;
  };
  // Le même code dit « dossier interdit » à l’ouverture du fichier provisoire, « fichier ouvert ailleurs » au renommage.
  if (OCCUPE.has(code) && appelDe(erreur) === 'rename')
    return new FichierOccupe(chemin, await autreNom(chemin), erreur);
  if (OCCUPE.has(code) || code === 'EROFS') {
    return refus('dossier_protege', `Vous ne pouvez pas écrire dans « ${dossier} » : choisissez un autre dossier.`);
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return refus(
      'dossier_absent',
      `Le dossier « ${dossier} » n’existe pas ou n’est plus accessible : créez-le ou choisissez-en un autre.`,
    );
  }
  if (code === 'EISDIR' || code === 'ENOTEMPTY' || code === 'EEXIST') {
    return refus('nom_de_dossier', `« ${nom} » est le nom d’un dossier : choisissez un autre nom de fichier.`);
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return refus(
      'disque_plein',
      `Le disque est plein : « ${nom} » n’a pas été écrit. Libérez de la place, puis recommencez.`,
    );
  }
  if (code === 'ENAMETOOLONG') return refus('nom_trop_long', `Le nom « ${nom} » est trop long : raccourcissez-le.`);
  return erreur;
}

/** « echeancier.xlsx » → « echeancier (2).xlsx », ou le premier numéro libre. */
async function autreNom(chemin: string): Promise<string> {
  const extension = extname(chemin);
  const racine = basename(chemin, extension);
  for (let numero = 2; ; numero += 1) {
    const nom = `${racine} (${numero})${extension}`;
    if (!(await existe(join(dirname(chemin), nom)))) return nom;
  }
}

async function existe(chemin: string): Promise<boolean> {
  return access(chemin).then(
    () => true,
    () => false,
  );
}

function codeDe(erreur: unknown): string {
  return erreur instanceof Error && 'code' in erreur ? String(erreur.code) : '';
}

function appelDe(erreur: unknown): string {
  return erreur instanceof Error && 'syscall' in erreur ? String(erreur.syscall) : '';
}
