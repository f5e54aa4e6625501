import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { listerCampagnes } from '../../db/queries/campagnes.ts';
import { listerProfils as lireProfils } from '../../db/queries/imports.ts';
import type { AnomalieImport, Apercu, DifferenceImport, ImportFait } from '../../shared/contract/imports.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import type { Context } from '../backend/context.ts';
import { analyser } from '../backend/imports/analyser.ts';
import { annulerImport } from '../backend/imports/annuler.ts';
import { deposerChemin, lireDepot } from '../backend/imports/depots.ts';
import { produireRejets } from '../backend/imports/fichiers-recus.ts';
import { executer, listerImports } from '../backend/imports/importer.ts';
import { planifier } from '../backend/imports/planifier.ts';
import { listerProfils, supprimerProfil } from '../backend/imports/profils.ts';
import { Refus } from '../backend/refus.ts';
import { RefusDeLecture } from '../backend/tableurs/classeur.ts';
import {
  type Commande,
  campagneVisee,
  choisirAgentDeCommande,
  type Demande,
  MauvaisUsage,
  type Resultat,
  rangerDocument,
  sortieExigee,
} from './commun.ts';

const Reponses = z.record(z.string(), z.string());

/** Clé de différence → code, d’un fichier JSON. */
async function lireReponses(chemin: unknown): Promise<Readonly<Record<string, string>>> {
  if (typeof chemin !== 'string') return {};
  const contenu = await readFile(chemin, 'utf8').catch(() => null);
  if (contenu === null) throw new Refus('fichier_absent', `« ${chemin} » est introuvable.`, { lieu: chemin });
  try {
    return Reponses.parse(JSON.parse(contenu));
  } catch {
    throw new MauvaisUsage(
      `« ${chemin} » doit contenir un objet JSON, clé de différence → code : {"doublon:1002": "creer"}.`,
    );
  }
}

/** Dépose et lit les fichiers ensemble. */
async function lireFichiers(context: Context, campagneId: number, demande: Demande): Promise<Apercu> {
  if (demande.fichiers.length === 0) throw new MauvaisUsage('Donnez au moins un fichier.');
  const profil = typeof demande.valeurs['profil'] === 'string' ? demande.valeurs['profil'] : undefined;
  let depotId: string | undefined;
  for (const fichier of demande.fichiers) ({ depotId } = await deposerChemin(context, fichier, depotId));
  try {
    return await analyser(context, { campagneId, depotId: depotId ?? '', profil }, () => {});
  } catch (cause) {
    if (cause instanceof RefusDeLecture)
      throw new Refus(cause.code, cause.message, { lieu: demande.fichiers[0] ?? '' });
    throw cause;
  }
}

/** Un fichier refusé arrête tout : les autres ne s’importent sans lui qu’avec --confirmer. */
function exigerTousLus(context: Context, apercu: Apercu, demande: Demande): void {
  const { fichiers } = lireDepot(context, apercu.depotId);
  const rang = fichiers.findIndex((f) => f.refus !== null);
  const refus = fichiers[rang]?.refus;
  if (refus && demande.valeurs['confirmer'] !== true)
    throw new Refus(refus.code, refus.message, { lieu: demande.fichiers[rang] ?? '' });
}

function montrerDifference({ choix, ...d }: DifferenceImport) {
  return { ...d, choix: choix.map(({ code, libelle }) => ({ code, libelle })) };
}

function enJson(apercu: Apercu, indecises: readonly DifferenceImport[], fait: ImportFait | null) {
  return {
    importId: fait?.id ?? null,
    fichier: apercu.fichier,
    fichiers: apercu.fichiers,
    famille: apercu.famille,
    demarche: apercu.demarche,
    profil: apercu.profil,
    ...(fait?.bilan ?? apercu.bilan),
    ecartes: apercu.ecartes,
    collectifsOrphelins: apercu.collectifsOrphelins,
    demandesIban: fait?.demandesIban ?? 0,
    confirmation: apercu.confirmation,
    /** À décider : restées à l’écart. */
    aDecider: indecises.map(montrerDifference),
    differences: apercu.differences.map(montrerDifference),
    colonnes: apercu.colonnes.map(({ feuille, entete, champ, confiance }) => ({ feuille, entete, champ, confiance })),
    anomalies: apercu.anomalies.map(({ fichier, feuille, cellule, valeur, message, bloquante }) => ({
      fichier,
      feuille,
      cellule,
      valeur,
      message,
      bloquante,
    })),
  };
}

function direLieu(a: Pick<AnomalieImport, 'fichier' | 'feuille' | 'cellule'>, plusieurs: boolean): string {
  const lieu = [a.feuille, a.cellule].filter(Boolean).join('!');
  return [plusieurs ? a.fichier : '', lieu].map((part) => (part === '' ? '' : `${part} `)).join('');
}

function enTexte(json: ReturnType<typeof enJson>): string {
  const { dossiers: d, collectifs: c } = json;
  const lignes = [
    `${json.fichier}${json.importId === null ? '' : ` (import n° ${json.importId})`} : ${pluriel(d.nouveaux, 'nouveau', 'nouveaux')}, ${pluriel(d.modifies, 'modifié')}, ${pluriel(d.inchanges, 'inchangé')}, ${pluriel(d.disparus, 'disparu')}`,
    `  collectifs : ${pluriel(c.nouveaux, 'nouveau', 'nouveaux')}, ${pluriel(c.modifies, 'modifié')}, ${pluriel(c.inchanges, 'inchangé')}, ${pluriel(c.disparus, 'disparu')} ; ${pluriel(json.anomalies.length, 'anomalie')}`,
    ...json.fichiers.flatMap((f) => (f.refus === null ? [] : [`  REFUSÉ ${f.nom} : ${f.refus}`])),
    ...(json.profil ? [`  profil « ${json.profil.nom} » : ${pluriel(json.profil.repris, 'colonne')}`] : []),
    ...(json.confirmation === null ? [] : [`  ${json.confirmation}`]),
    ...json.aDecider.map(
      (x) =>
        `  À DÉCIDER ${x.cle} : ${x.raisonSociale}, ${x.champ} (${x.choix.map(({ code, libelle }) => `${code} : ${libelle}`).join(' ; ')})`,
    ),
    ...json.anomalies.map(
      (a) => `  ${a.bloquante ? 'BLOQUANT' : 'à vérifier'} ${direLieu(a, json.fichiers.length > 1)}: ${a.message}`,
    ),
  ];
  return `${lignes.join('\n')}\n`;
}

/** Une clé mal recopiée laisserait en silence la réponse que le logiciel propose. */
function exigerConnues(decisions: Readonly<Record<string, string>>, { differences }: Apercu): void {
  const connues = new Set(differences.map((d) => d.cle));
  const inconnue = Object.keys(decisions).find((cle) => !connues.has(cle));
  if (inconnue !== undefined)
    throw new Refus(
      'decision_inconnue',
      `« ${inconnue} » n’est pas une différence de ces fichiers : voyez --a-blanc.`,
      {
        lieu: inconnue,
      },
    );
}

async function importer(context: Context, demande: Demande): Promise<Resultat> {
  const campagneId = campagneVisee(context, demande);
  const decisions = await lireReponses(demande.valeurs['decisions']);
  const apercu = await lireFichiers(context, campagneId, demande);
  exigerTousLus(context, apercu, demande);
  const { analyse } = lireDepot(context, apercu.depotId);
  if (!analyse) throw new Error('aperçu perdu');
  exigerConnues(decisions, apercu);
  const { fait: bilan, indecises } = planifier(context, campagneId, analyse.lecture, decisions);
  const isVide = bilan.dossiers.nouveaux + bilan.dossiers.modifies + bilan.dossiers.inchanges === 0;
  const fait =
    demande.valeurs['a-blanc'] === true || isVide
      ? null
      : await executer(context, {
          campagneId,
          depotId: apercu.depotId,
          decisions,
          confirme: demande.valeurs['confirmer'] === true,
        });
  const json = enJson({ ...apercu, bilan }, indecises, fait);
  const suite = isVide && demande.valeurs['a-blanc'] !== true ? 'Aucun dossier à importer : rien n’a été écrit.\n' : '';
  return { json, texte: `${enTexte(json)}${suite}`, refuse: isVide };
}

function entierExige(texte: unknown, quoi: string): number {
  if (typeof texte !== 'string' || !/^[1-9]\d{0,9}$/.test(texte)) throw new MauvaisUsage(`Il manque ${quoi}.`);
  return Number(texte);
}

async function rejeter(context: Context, demande: Demande): Promise<Resultat> {
  const sortie = sortieExigee(demande, REJETS.usage);
  const campagneId = campagneVisee(context, demande);
  const fichier = typeof demande.valeurs['fichier'] === 'string' ? demande.valeurs['fichier'] : undefined;
  if (demande.fichiers.length > 0 && demande.valeurs['import'] !== undefined)
    throw new MauvaisUsage('Donnez un fichier ou --import N, pas les deux.');
  const cible =
    demande.fichiers.length > 0
      ? { depotId: (await lireFichiers(context, campagneId, demande)).depotId }
      : { importId: importVise(context, campagneId, demande) };
  const document = await produireRejets(context, { ...cible, fichier }, () => {});
  await rangerDocument(context, document.documentId, sortie);
  const json = { fichier: sortie, octets: document.octets, sha256: document.sha256 };
  return { json, texte: `${sortie} : ${pluriel(document.octets, 'octet')}\n`, refuse: false };
}

function importExige(context: Context, importId: number): number {
  const isConnu = listerCampagnes(context.db).some(({ id }) =>
    listerImports(context, id).some((i) => i.id === importId),
  );
  if (!isConnu) throw new Refus('introuvable', `Pas d’import n° ${importId} dans cette base.`);
  return importId;
}

/** L’import dit par --import, sinon le dernier qui n’est pas annulé. */
function importVise(context: Context, campagneId: number, { valeurs }: Demande): number {
  if (valeurs['import'] !== undefined)
    return importExige(context, entierExige(valeurs['import'], 'le numéro de l’import : --import 3'));
  const dernier = listerImports(context, campagneId).find((i) => i.annule === null);
  if (!dernier) throw new Refus('sans_import', 'Aucun import dans cette campagne : donnez un fichier.');
  return dernier.id;
}

function annuler(context: Context, { fichiers, valeurs }: Demande): Resultat {
  const importId = entierExige(fichiers.length === 1 ? fichiers[0] : undefined, `le numéro. Usage : ${ANNULER.usage}`);
  const motif = valeurs['motif'];
  if (typeof motif !== 'string' || motif.trim() === '')
    throw new MauvaisUsage(`Dites pourquoi : --motif "…". Usage : ${ANNULER.usage}`);
  importExige(context, importId);
  const json = annulerImport(context, { importId, motif: motif.trim() });
  return { json, texte: `Import n° ${importId} (${json.fichier}) annulé.\n`, refuse: false };
}

function profils(context: Context, { valeurs }: Demande): Resultat {
  const nom = valeurs['supprimer'];
  if (typeof nom === 'string') {
    if (!lireProfils(context.db).some((p) => p.nom === nom))
      throw new Refus('profil_inconnu', `Le profil « ${nom} » n’existe pas.`);
    choisirAgentDeCommande(context, typeof valeurs['agent'] === 'string' ? valeurs['agent'] : null);
    supprimerProfil(context, nom);
  }
  const json = listerProfils(context);
  const texte = json.map((p) => `${p.nom} : ${pluriel(p.colonnes, 'colonne')}${p.demarche ? `, ${p.demarche}` : ''}\n`);
  return { json, texte: texte.join('') || 'Aucun profil gardé.\n', refuse: false };
}

const REJETS: Commande = {
  usage: 'clas rejets --base FICHIER --sortie F.xlsx [--import N] [--fichier NOM] [FICHIER]',
  aide: 'le fichier reçu, cellules fautives colorées et commentées : du dernier import, de l’import N, ou d’un fichier',
  base: 'existante',
  ecrit: false,
  executer: rejeter,
};
const ANNULER: Commande = {
  usage: 'clas annuler-import N --base FICHIER --motif "…"',
  aide: 'défait un import d’un bloc, ou dit ce qui l’empêche',
  base: 'existante',
  ecrit: true,
  executer: annuler,
};

export const COMMANDES_IMPORTS: readonly (readonly [string, Commande])[] = [
  [
    'importer',
    {
      usage: 'clas importer --base FICHIER FICHIER… [--a-blanc] [--profil NOM] [--confirmer] [--decisions F.json]',
      aide: 'importe des réponses, tous les fichiers ensemble ; --a-blanc montre sans rien écrire, --confirmer répond oui s’il manque des dossiers ou un fichier, --decisions donne les réponses ligne par ligne',
      base: 'existante',
      ecrit: true,
      executer: importer,
    },
  ],
  ['rejets', REJETS],
  ['annuler-import', ANNULER],
  [
    'profils',
    {
      usage: 'clas profils --base FICHIER [--supprimer NOM]',
      aide: 'les profils d’import gardés',
      base: 'existante',
      ecrit: false,
      executer: profils,
    },
  ],
];
