import { extname } from 'node:path';
import { LIBELLES_PILE, pluriel } from '../../shared/domaine/libelles.ts';
import { formaterDixiemes } from '../../shared/domaine/nombres.ts';
import type { Context } from '../backend/context.ts';
import { Refus } from '../backend/refus.ts';
import { lireResultats } from '../backend/resultats/lire.ts';
import { produireFiches } from '../backend/resultats/produire.ts';
import { lireStabilites } from '../backend/resultats/sensibilite.ts';
import {
  type Commande,
  campagneVisee,
  type Demande,
  MauvaisUsage,
  type Resultat,
  rangerDocument,
  sortieExigee,
} from './commun.ts';

/** Par rang ; sans rang, la meilleure note partielle d’abord, puis le numéro. */
function lireClassement(context: Context, campagneId: number) {
  return lireResultats(context, campagneId).lignes.toSorted(
    (a, b) =>
      (a.rang?.rang ?? Number.MAX_SAFE_INTEGER) - (b.rang?.rang ?? Number.MAX_SAFE_INTEGER) ||
      (b.note.dixiemes ?? -1) - (a.note.dixiemes ?? -1) ||
      a.numero.localeCompare(b.numero),
  );
}

async function ecrireDocument(
  context: Context,
  demande: { campagneId: number; dossierIds: readonly number[]; format: 'pdf' | 'xlsx' },
  sortie: string,
): Promise<Resultat> {
  const document = await produireFiches(context, demande, () => {});
  await rangerDocument(context, document.documentId, sortie);
  const { octets, sha256, pages } = document;
  const json = { fichier: sortie, octets, sha256, pages, dossiers: demande.dossierIds.length };
  const taille = pages === null ? '' : `, ${pluriel(pages, 'page')}`;
  return { json, texte: `${sortie} : ${pluriel(json.dossiers, 'dossier')}${taille}\n`, refuse: false };
}

async function fiches(context: Context, demande: Demande, usage: string): Promise<Resultat> {
  const sortie = sortieExigee(demande, usage);
  const format = { '.pdf': 'pdf', '.xlsx': 'xlsx' }[extname(sortie).toLowerCase()] as 'pdf' | 'xlsx' | undefined;
  if (format === undefined) throw new MauvaisUsage(`--sortie doit finir par .pdf ou .xlsx. Usage : ${usage}`);
  const campagneId = campagneVisee(context, demande);
  const lignes = lireClassement(context, campagneId);
  const numero = demande.valeurs['dossier'];
  const choisies = typeof numero === 'string' ? lignes.filter((l) => l.numero === numero) : lignes;
  if (choisies.length === 0)
    throw typeof numero === 'string'
      ? new Refus('dossier_inconnu', `Pas de dossier n° ${numero} dans cette campagne.`, { lieu: numero })
      : new Refus('sans_dossier', 'Aucun dossier dans cette campagne : importez d’abord les réponses.');
  return ecrireDocument(context, { campagneId, dossierIds: choisies.map(({ id }) => id), format }, sortie);
}

async function classement(context: Context, demande: Demande): Promise<Resultat> {
  const campagneId = campagneVisee(context, demande);
  const lignes = lireClassement(context, campagneId);
  if (demande.sortie !== null) {
    if (extname(demande.sortie).toLowerCase() !== '.xlsx')
      throw new MauvaisUsage('Le classement s’écrit en classeur : --sortie F.xlsx.');
    return ecrireDocument(
      context,
      { campagneId, dossierIds: lignes.map(({ id }) => id), format: 'xlsx' },
      demande.sortie,
    );
  }
  const stabilites = new Map(lireStabilites(context, campagneId).map((s) => [s.dossierId, s]));
  const json = lignes.map((l) => ({
    rang: l.rang?.rang ?? null,
    exAequo: l.rang?.exAequo ?? false,
    numero: l.numero,
    structure: l.structure.raisonSociale,
    note: l.note.dixiemes === null ? null : l.note.dixiemes / 10,
    noteComplete: l.note.complete,
    axes: l.note.axes.map(({ code, dixiemes, sousSeuil }) => ({
      code,
      note: dixiemes === null ? null : dixiemes / 10,
      sousSeuil,
    })),
    pile: l.pile,
    raisons: l.raisons,
    besoin: l.besoin,
    parcours: l.parcours,
    stabilite: stabilites.get(l.id) ?? null,
    precedent: l.precedent,
  }));
  const texte = lignes.map((l) => {
    const rang = l.rang === null ? '—' : `${l.rang.rang}${l.rang.exAequo ? ' ex' : ''}`;
    const note = l.note.dixiemes === null ? '—' : `${formaterDixiemes(l.note.dixiemes)}${l.note.complete ? '' : '*'}`;
    const pile = l.pile === null ? '—' : LIBELLES_PILE[l.pile];
    const nom = l.structure.raisonSociale.slice(0, 38).padEnd(38);
    const manque = l.besoin.filter(({ genre }) => genre !== 'rien').map((b) => b.texte);
    return `${rang.padStart(6)} ${l.numero.padEnd(10)} ${nom} ${note.padStart(6)} ${pile.padEnd(12)} ${manque.join(' ; ')}`.trimEnd();
  });
  const fin = '* note partielle, sans rang ; ex : ex æquo. Propositions du logiciel : le Copil décide.';
  return { json, texte: `${[...texte, fin].join('\n')}\n`, refuse: false };
}

export const COMMANDES_RESULTATS: readonly (readonly [string, Commande])[] = [
  [
    'classement',
    {
      usage: 'clas classement --base FICHIER [--sortie F.xlsx] [--campagne 2026-2027]',
      aide: 'les dossiers par rang, ex æquo compris, leur pile et ce qui les sépare des seuils ; ou leur classeur',
      base: 'existante',
      ecrit: false,
      executer: classement,
    },
  ],
  [
    'fiches',
    {
      usage: 'clas fiches --base FICHIER --sortie F.pdf|F.xlsx [--dossier NUMERO] [--campagne 2026-2027]',
      aide: 'les fiches d’instruction de tous les dossiers, ou d’un seul',
      base: 'existante',
      ecrit: false,
      executer(context, demande) {
        return fiches(context, demande, this.usage);
      },
    },
  ],
];
