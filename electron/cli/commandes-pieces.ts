import { pluriel } from '../../shared/domaine/libelles.ts';
import { LIBELLES_ETAT_PIECE } from '../../shared/domaine/pieces.ts';
import type { Context } from '../backend/context.ts';
import { lirePieces } from '../backend/pieces/lire.ts';
import { produireRelances } from '../backend/pieces/relances.ts';
import {
  type Commande,
  campagneVisee,
  type Demande,
  MauvaisUsage,
  type Resultat,
  rangerDocument,
  sortieExigee,
} from './commun.ts';

function montrer(context: Context, demande: Demande): Resultat {
  const { liste, dossiers } = lirePieces(context, campagneVisee(context, demande));
  const json = {
    listeEtablie: liste.etablie,
    pieces: liste.pieces.map(({ code, libelle, obligatoire }) => ({ code, libelle, obligatoire })),
    dossiers: dossiers.map((d) => ({
      numero: d.numero,
      raisonSociale: d.structure,
      aReclamer: d.aReclamer,
      aVerifier: d.aVerifier,
      derniereRelance: d.relances[0] ?? null,
      pieces: d.pieces.map((p) => ({
        code: p.code,
        etat: p.etat,
        deduit: p.deduit,
        commentaire: p.constat?.commentaire ?? null,
        annonces: p.annonces,
        fichiers: p.fichiers.filter((f) => f.retire === null).map((f) => f.nom),
      })),
    })),
  };
  const lignes = dossiers.map((d) => {
    const pieces = d.pieces.map((p) => `${p.libelle} : ${LIBELLES_ETAT_PIECE[p.etat].toLowerCase()}`);
    return `${d.numero.padEnd(10)} ${d.structure.slice(0, 40).padEnd(40)} ${pieces.join(' ; ')}`;
  });
  const incomplets = dossiers.filter((d) => d.aReclamer.length > 0).length;
  const fin = `${pluriel(dossiers.length, 'dossier')}, ${pluriel(incomplets, 'incomplet')}`;
  return { json, texte: `${[...lignes, fin].join('\n')}\n`, refuse: false };
}

async function relancer(context: Context, demande: Demande, usage: string): Promise<Resultat> {
  const sortie = sortieExigee(demande, usage);
  const echeance = demande.valeurs['echeance'];
  if (typeof echeance !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(echeance))
    throw new MauvaisUsage(`Donnez la date limite de réponse : --echeance 2026-06-30. Usage : ${usage}`);
  const campagneId = campagneVisee(context, demande);
  const dossierIds = lirePieces(context, campagneId).dossiers.map((d) => d.dossierId);
  const document = await produireRelances(
    context,
    { campagneId, dossierIds, echeance, avecNonRenseignees: false },
    () => {},
  );
  await rangerDocument(context, document.documentId, sortie);
  const json = { fichier: sortie, octets: document.octets, sha256: document.sha256, pages: document.pages, echeance };
  return { json, texte: `${sortie} : ${pluriel(document.pages ?? 0, 'page')}\n`, refuse: false };
}

export const COMMANDES_PIECES: readonly (readonly [string, Commande])[] = [
  [
    'pieces',
    {
      usage: 'clas pieces --base FICHIER',
      aide: 'l’état de chaque pièce demandée, par dossier',
      base: 'existante',
      ecrit: false,
      executer: montrer,
    },
  ],
  [
    'relances-pieces',
    {
      usage: 'clas relances-pieces --base FICHIER --sortie F.pdf --echeance AAAA-MM-JJ',
      aide: 'une lettre par dossier incomplet, et la relance inscrite',
      base: 'existante',
      ecrit: true,
      executer(context, demande) {
        return relancer(context, demande, this.usage);
      },
    },
  ],
];
