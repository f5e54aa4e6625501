import { resolve } from 'node:path';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../shared/domaine/nombres.ts';
import type { Context } from '../backend/context.ts';
import { exporterLot, lireFichiers, produireBordereau, produireVirement } from '../backend/fichiers-lot/produire.ts';
import { analyserRetour, appliquerRetour } from '../backend/fichiers-lot/rapprocher.ts';
import { verifierFichier } from '../backend/fichiers-lot/verifier.ts';
import { deposerChemin } from '../backend/imports/depots.ts';
import { type Commande, campagneVisee, type Demande, MauvaisUsage, type Resultat, rangerDocument } from './commun.ts';

function direFait(lignes: readonly { readonly sort: string }[], soldes: readonly string[]): string {
  const notees = lignes.filter((l) => l.sort === 'payee' || l.sort === 'rejetee').length;
  if (notees === 0) return 'Rien de nouveau à noter.';
  return `Noté.${soldes.length > 0 ? ` Lot soldé : ${soldes.join(', ')}.` : ''}`;
}

/**
 * Écrit un fichier du lot d’après l’extension de --sortie : le classeur (.xlsx), le bordereau (.pdf), l’ordre de virement (.xml).
 * Le premier classeur est l’original ; les suivants sont des duplicatas, sauf `--format original`, qui rouvre le premier.
 */
export async function exporterFichierDeLot(context: Context, demande: Demande, lotId: number): Promise<Resultat> {
  const { sortie } = demande;
  if (sortie === null)
    throw new MauvaisUsage('Il manque --sortie F.xlsx (classeur), F.pdf (bordereau) ou F.xml (virement).');
  const rien = () => {};
  const produire = () => {
    if (sortie.endsWith('.pdf')) return produireBordereau(context, lotId, rien);
    if (sortie.endsWith('.xml')) return produireVirement(context, lotId, rien);
    if (!sortie.endsWith('.xlsx')) throw new MauvaisUsage('--sortie attend un nom en .xlsx, .pdf ou .xml.');
    const isOriginal = demande.valeurs['format'] === 'original' || lireFichiers(context, lotId).original === null;
    return exporterLot(context, { lotId, exemplaire: isOriginal ? 'original' : 'duplicata' }, rien);
  };
  const { documentId, nom, octets, sha256 } = await produire();
  await rangerDocument(context, documentId, sortie);
  const json = { fichier: sortie, nom, octets, sha256, duplicata: nom.includes('-duplicata') };
  return { json, texte: `${sortie} : ${json.duplicata ? 'duplicata, ' : ''}SHA-256 ${sha256}\n`, refuse: false };
}

/** Rapproche la liste des paiements ; rien d’écrit si une ligne ne s’applique pas, sauf `--confirmer`, qui la laisse. */
export async function rapprocherRetour(context: Context, demande: Demande): Promise<Resultat> {
  const fichier = demande.fichiers[1];
  if (fichier === undefined) throw new MauvaisUsage('Donnez la liste : clas lot rapprocher LISTE.xlsx.');
  const date = typeof demande.valeurs['date'] === 'string' ? demande.valeurs['date'] : null;
  if (date !== null && !/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new MauvaisUsage('--date attend AAAA-MM-JJ.');
  const { depotId } = await deposerChemin(context, resolve(fichier));
  const vise = { campagneId: campagneVisee(context, demande), depotId, date };
  const apercu = await analyserRetour(context, vise, () => {});
  const partiel = demande.valeurs['confirmer'] === true;
  const refuse = apercu.bloquantes > 0 && !partiel;
  const fait =
    refuse || demande.valeurs['a-blanc'] === true ? null : await appliquerRetour(context, { ...vise, partiel });
  const texte = [
    `${pluriel(apercu.lignes.filter((l) => l.sort === 'payee').length, 'ligne payée', 'lignes payées')} (${formaterEuros(apercu.payeesCentimes)}), ${pluriel(apercu.lignes.filter((l) => l.sort === 'rejetee').length, 'rejetée')}, ${pluriel(apercu.manquantes.length, 'absente')}`,
    ...apercu.lignes
      .filter((l) => !['payee', 'deja'].includes(l.sort))
      .map((l) => `  ${l.cellule} ${l.raisonSociale} : ${l.phrase}`),
    fait === null
      ? refuse
        ? 'Rien n’est écrit : corrigez ces lignes, ou --confirmer pour noter les autres.'
        : 'À blanc : rien n’est écrit.'
      : direFait(apercu.lignes, fait.soldes),
  ];
  const { depotId: _, ...vu } = apercu;
  return { json: { ...vu, applique: fait !== null }, texte: `${texte.join('\n')}\n`, refuse };
}

/** Au-delà, la liste ne se lit plus dans une console. */
const ECARTS_DITS = 20;

async function verifier(context: Context, demande: Demande, usage: string): Promise<Resultat> {
  const [fichier] = demande.fichiers;
  if (fichier === undefined) throw new MauvaisUsage(`Donnez le classeur à vérifier. Usage : ${usage}`);
  const { depotId } = await deposerChemin(context, resolve(fichier));
  const vu = await verifierFichier(context, depotId, () => {});
  const texte = [
    vu.phrase,
    ...vu.controles.map((c) => `  ${c.egal ? 'égal' : 'DIFFÉRENT'} ${c.libelle} : ${c.fichier} ; base ${c.base}`),
    ...vu.ecarts
      .slice(0, ECARTS_DITS)
      .map((e) => `  ${e.feuille}${e.cellule === null ? '' : `!${e.cellule}`} : était ${e.attendu}, est ${e.lu}`),
    ...vu.presentation
      .slice(0, ECARTS_DITS)
      .map((p) => `  Présentation : ${p.feuille}${p.ou === null ? '' : `, ${p.ou}`} : ${p.constat}`),
    ...(vu.presentation.length > ECARTS_DITS
      ? [`  et ${vu.presentation.length - ECARTS_DITS} autres points de présentation (--json les dit)`]
      : []),
    ...(vu.nombreEcarts > ECARTS_DITS ? [`  et ${vu.nombreEcarts - ECARTS_DITS} autres (--json les dit)`] : []),
  ];
  return { json: vu, texte: `${texte.join('\n')}\n`, refuse: vu.verdict !== 'intact' };
}

export const COMMANDES_FICHIERS_LOT: readonly (readonly [string, Commande])[] = [
  [
    'verifier-fichier',
    {
      usage: 'clas verifier-fichier --base FICHIER F.xlsx',
      aide: 'dit si le classeur d’un lot est tel qu’il a été produit, cellule par cellule ; sortie 1 s’il ne l’est pas',
      base: 'existante',
      ecrit: false,
      executer(context, demande) {
        return verifier(context, demande, this.usage);
      },
    },
  ],
];
