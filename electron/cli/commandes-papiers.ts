import type { DocumentProduit } from '../../shared/contract/documents.ts';
import { formaterInstant } from '../../shared/domaine/dates.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import type { Context } from '../backend/context.ts';
import { listerArchives, refaireArchive } from '../backend/documents/archives.ts';
import { produireInvitations } from '../backend/papiers/invitations.ts';
import { produireEmargement, produireReleve } from '../backend/papiers/produire.ts';
import {
  type Commande,
  campagneVisee,
  type Demande,
  MauvaisUsage,
  type Resultat,
  rangerDocument,
  sortieExigee,
} from './commun.ts';
import { seanceVisee } from './seance-visee.ts';

async function ranger(context: Context, document: DocumentProduit, sortie: string): Promise<Resultat> {
  await rangerDocument(context, document.documentId, sortie);
  const { octets, sha256, pages } = document;
  const taille = pages === null ? '' : ` : ${pluriel(pages, 'page')}`;
  return { json: { fichier: sortie, octets, sha256, pages }, texte: `${sortie}${taille}\n`, refuse: false };
}

function lister(context: Context, demande: Demande): Resultat {
  const archives = listerArchives(context, campagneVisee(context, demande));
  const lignes = archives.map((a) =>
    [
      String(a.id).padStart(4),
      formaterInstant(a.instant).padEnd(18),
      a.libelle.padEnd(26),
      a.sha256.slice(0, 12),
      a.nom,
      a.choix === '' ? '' : `(${a.choix})`,
    ]
      .join('  ')
      .trimEnd(),
  );
  const fin = archives.length === 0 ? 'Aucun document produit.' : pluriel(archives.length, 'document');
  return { json: { documents: archives }, texte: `${[...lignes, fin].join('\n')}\n`, refuse: false };
}

/** Refait, range le refait, et sort en 1 s’il diffère de l’original : un script peut s’y fier. */
async function refaire(context: Context, demande: Demande, usage: string): Promise<Resultat> {
  const [, numero = ''] = demande.fichiers;
  if (!/^[1-9]\d*$/.test(numero)) throw new MauvaisUsage(`Donnez le numéro du document. Usage : ${usage}`);
  const sortie = sortieExigee(demande, usage);
  const { identique, original, document } = await refaireArchive(context, Number(numero), () => {});
  const { json } = await ranger(context, document, sortie);
  const dit = identique
    ? 'identique à l’original, octet pour octet'
    : `DIFFÉRENT de l’original (${original.sha256.slice(0, 12)}, version ${original.version})`;
  return {
    json: { ...(json as object), identique, original: original.sha256 },
    texte: `${sortie} : ${dit}\n`,
    refuse: !identique,
  };
}

export const COMMANDES_PAPIERS: readonly (readonly [string, Commande])[] = [
  [
    'releve',
    {
      usage: 'clas releve --base FICHIER --sortie F.pdf [--seance AAAA-MM-JJ] [--pv] [--campagne 2026-2027]',
      aide: 'le relevé de décisions d’une séance, ou son procès-verbal avec --pv',
      base: 'existante',
      ecrit: false,
      async executer(context, demande) {
        const sortie = sortieExigee(demande, this.usage);
        const genre = demande.valeurs['pv'] === true ? 'pv' : 'releve';
        const seanceId = seanceVisee(context, demande);
        return ranger(context, await produireReleve(context, { seanceId, genre }, () => {}), sortie);
      },
    },
  ],
  [
    'emargement',
    {
      usage: 'clas emargement --base FICHIER --sortie F.pdf [--seance AAAA-MM-JJ] [--campagne 2026-2027]',
      aide: 'la feuille d’émargement d’une séance',
      base: 'existante',
      ecrit: false,
      async executer(context, demande) {
        const sortie = sortieExigee(demande, this.usage);
        return ranger(context, await produireEmargement(context, seanceVisee(context, demande), () => {}), sortie);
      },
    },
  ],
  [
    'invitations',
    {
      usage: 'clas invitations --base FICHIER --sortie F.pdf [--seance AAAA-MM-JJ] [--campagne 2026-2027]',
      aide: 'les invitations d’une séance, une lettre par membre',
      base: 'existante',
      ecrit: true,
      async executer(context, demande) {
        const sortie = sortieExigee(demande, this.usage);
        return ranger(context, await produireInvitations(context, seanceVisee(context, demande), () => {}), sortie);
      },
    },
  ],
  [
    'documents',
    {
      usage: 'clas documents [refaire N --sortie F] --base FICHIER [--campagne 2026-2027]',
      aide: 'les documents produits et leurs empreintes ; ou en refaire un et dire s’il est identique',
      base: 'existante',
      ecrit: false,
      executer(context, demande) {
        const [geste] = demande.fichiers;
        if (geste === undefined || geste === 'liste') return lister(context, demande);
        if (geste === 'refaire') return refaire(context, demande, this.usage);
        throw new MauvaisUsage(`« ${geste} » ? Usage : ${this.usage}`);
      },
    },
  ],
];
