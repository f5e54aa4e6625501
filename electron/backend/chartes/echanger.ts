import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { ecrire } from '../../../db/ecrire.ts';
import { insererBrouillon, type LigneCharte, versionSuivante } from '../../../db/queries/chartes.ts';
import { derniereEmpreinte } from '../../../db/queries/journal.ts';
import type { CharteComplete } from '../../../shared/contract/chartes.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { lireCharteJson } from '../../../shared/domaine/lire-charte.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { produireEtArchiver } from '../documents/archiver.ts';
import { produire } from '../documents/produire.ts';
import { lireIdentite } from '../parametres.ts';
import { Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { exigerCharte, lireCharte, nommerVersion } from './lire.ts';

/** Une charte de cent critères pèse moins de 200 Kio. */
const TAILLE_MAXIMALE = 2 * 1024 * 1024;
const ERREURS_DITES = 12;

/** « charte-modele-tire-du-depliant-v2 ». */
function nomDeFichier({ nom, version }: Pick<LigneCharte, 'nom' | 'version'>, extension: string): string {
  const sansAccent = nom
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `charte-${sansAccent || 'sans-nom'}-v${version}.${extension}`;
}

/** La même forme que les modèles livrés (resources/chartes/) : un fichier exporté peut en devenir un. */
export function exporterCharte(context: Context, charteId: number): Promise<DocumentProduit> {
  const ligne = exigerCharte(context.db, charteId);
  const octets = Buffer.from(`${JSON.stringify(ligne.contenu, null, 2)}\n`, 'utf8');
  return produire(context, nomDeFichier(ligne, 'json'), async (sortie) => {
    await writeFile(sortie, octets);
    return { octets: octets.length, sha256: createHash('sha256').update(octets).digest('hex') };
  });
}

/** Le texte d’un fichier JSON devient un brouillon, ou un refus qui dit chaque faute à son chemin. */
export function importerCharte(context: Context, texte: string): { charte: CharteComplete; avis: string | null } {
  const lue = lireCharteJson(texte);
  if (!lue.valide) {
    const dites = lue.erreurs
      .slice(0, ERREURS_DITES)
      .map(({ chemin, message }) => `${chemin || 'fichier'} : ${message}`);
    const reste = lue.erreurs.length - dites.length;
    throw new Refus(
      'charte_illisible',
      [
        `Ce fichier n’est pas une charte que Clas peut lire (${pluriel(lue.erreurs.length, 'erreur')}) ; rien n’a été créé.`,
        ...dites,
        ...(reste > 0 ? [`… et ${pluriel(reste, 'autre')}.`] : []),
      ].join('\n'),
      { lieu: lue.erreurs[0]?.chemin ?? '' },
    );
  }
  const { charte } = lue;
  const id = ecrire(context.db, acteur(context), (tx) =>
    insererBrouillon(tx, { ...charte, version: versionSuivante(tx.db, charte.nom) }, null),
  );
  const brouillon = lireCharte(context, id);
  const avis =
    brouillon.version === charte.version
      ? null
      : `Ce fichier dit « ${charte.nom} » version ${charte.version} : le brouillon prend le numéro ${brouillon.version}, premier libre ici.`;
  return { charte: brouillon, avis };
}

export async function importerFichier(context: Context, fichier: File): Promise<ReturnType<typeof importerCharte>> {
  if (fichier.size > TAILLE_MAXIMALE)
    throw new Refus(
      'fichier_trop_gros',
      `« ${fichier.name} » dépasse 2 Mio : ce n’est pas une charte exportée de Clas.`,
    );
  return importerCharte(context, await fichier.text());
}

export function produireCharte(
  context: Context,
  charteId: number,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const ligne = exigerCharte(context.db, charteId);
  const { campagnes, issueDe } = lireCharte(context, charteId);
  const donnees = {
    identite: lireIdentite(context.db),
    charte: ligne.contenu,
    etat: ligne.etat,
    publieeLe: ligne.publieeLe,
    archiveeLe: ligne.archiveeLe,
    issueDe,
    campagnes: campagnes.map(({ anneeScolaire }) => anneeScolaire),
    editeLe: context.horloge.maintenant(),
    version: context.version,
    empreinteJournal: derniereEmpreinte(context.db),
  };
  return produireEtArchiver(
    context,
    {
      campagneId: null,
      nature: 'charte',
      nom: nomDeFichier(nommerVersion(ligne), 'pdf'),
      parametres: { charte: ligne.nom, version: ligne.version },
      travail: 'charte',
      entree: { donnees },
    },
    surProgres,
    signal,
  );
}
