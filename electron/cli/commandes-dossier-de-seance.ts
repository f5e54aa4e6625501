import { OptionsDossierDeSeance, PartieDossier } from '../../shared/contract/dossier-de-seance.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import type { Context } from '../backend/context.ts';
import { produireDossierDeSeance } from '../backend/documents/dossier-de-seance/produire.ts';
import { type Commande, type Demande, MauvaisUsage, rangerDocument, sortieExigee } from './commun.ts';
import { seanceVisee } from './seance-visee.ts';

const USAGE =
  'clas dossier-de-seance --base FICHIER --sortie F.pdf [--seance AAAA-MM-JJ] [--allege] [--parties a,b,c] [--dossiers tous|a_debattre] [--territoire NOM] [--ordre seance|pile|territoire|note]';

function texteDe(valeur: unknown): string | undefined {
  return typeof valeur === 'string' ? valeur : undefined;
}

/** Les choix dits en options ; ce qui n’est pas dit vaut ce que vaut l’écran. */
export function lireOptionsDossier(valeurs: Demande['valeurs']): OptionsDossierDeSeance {
  const parties = texteDe(valeurs['parties'])
    ?.split(',')
    .map((partie) => partie.trim())
    .filter((partie) => partie !== '');
  const lues = OptionsDossierDeSeance.safeParse({
    parties,
    dossiers: texteDe(valeurs['dossiers']),
    territoire: texteDe(valeurs['territoire']),
    ordre: texteDe(valeurs['ordre']),
    allege: valeurs['allege'] === true,
  });
  if (lues.success) return lues.data;
  const fautes = new Set(lues.error.issues.map(({ path }) => `--${String(path[0])}`));
  throw new MauvaisUsage(
    `${[...fautes].join(', ')} : valeur inconnue. Parties : ${PartieDossier.options.join(', ')}. Usage : ${USAGE}`,
  );
}

export async function ecrireDossierDeSeance(
  context: Context,
  seanceId: number,
  chemin: string,
  valeurs: Demande['valeurs'] = {},
) {
  const options = lireOptionsDossier(valeurs);
  const document = await produireDossierDeSeance(context, seanceId, options, () => {});
  await rangerDocument(context, document.documentId, chemin);
  return { fichier: chemin, octets: document.octets, sha256: document.sha256, pages: document.pages };
}

export const COMMANDES_DOSSIER_DE_SEANCE: readonly (readonly [string, Commande])[] = [
  [
    'dossier-de-seance',
    {
      usage: USAGE,
      aide: 'le dossier de séance du Copil, entier ou choisi ; --allege : sans données bancaires ni personnelles',
      base: 'existante',
      ecrit: false,
      async executer(context, demande) {
        const json = await ecrireDossierDeSeance(
          context,
          seanceVisee(context, demande),
          sortieExigee(demande, this.usage),
          demande.valeurs,
        );
        return { json, texte: `${json.fichier} : ${pluriel(json.pages ?? 0, 'page')}\n`, refuse: false };
      },
    },
  ],
];
