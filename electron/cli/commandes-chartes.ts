import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { lireCampagne } from '../../db/queries/campagnes.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { LIBELLES_ETAT_CHARTE } from '../../shared/domaine/libelles-charte.ts';
import { formaterDixiemes } from '../../shared/domaine/nombres.ts';
import { apercevoirChangement, changerCharte } from '../backend/chartes/changer.ts';
import { exporterCharte, importerCharte, produireCharte } from '../backend/chartes/echanger.ts';
import { publierCharte } from '../backend/chartes/editer.ts';
import { comparerVersions, direVersion, lireCharte, listerChartes } from '../backend/chartes/lire.ts';
import type { Context } from '../backend/context.ts';
import { Refus } from '../backend/refus.ts';
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

const USAGE =
  'clas charte lister|exporter|importer|pdf|publier|comparer|changer --base FICHIER [--charte NUMÉRO] [--vers NUMÉRO] [--sortie F] [--motif TEXTE] [--a-blanc] [FICHIER.json]';

function numero(demande: Demande, option: string): number | null {
  const valeur = demande.valeurs[option];
  if (valeur === undefined) return null;
  if (typeof valeur !== 'string' || !/^\d+$/.test(valeur))
    throw new MauvaisUsage(`--${option} attend le numéro d’une version : « clas charte lister » les donne.`);
  return Number(valeur);
}

/** La version dite par --charte, sinon celle de la campagne. */
function charteVisee(context: Context, demande: Demande): number {
  const dite = numero(demande, 'charte');
  if (dite !== null) return dite;
  const campagne = lireCampagne(context.db, campagneVisee(context, demande));
  if (!campagne) throw new Refus('campagne_absente', 'Pas de campagne dans cette base.');
  return campagne.charteId;
}

function versExige(demande: Demande): number {
  const vers = numero(demande, 'vers');
  if (vers === null) throw new MauvaisUsage(`Il manque --vers NUMÉRO. Usage : ${USAGE}`);
  return vers;
}

/** Seules certaines sous-commandes écrivent : l’agent n’est choisi (ou créé) qu’alors. */
function tenirPlume(context: Context, { valeurs }: Demande): void {
  choisirAgentDeCommande(context, typeof valeurs['agent'] === 'string' ? valeurs['agent'] : null);
}

function lister(context: Context): Resultat {
  const json = { chartes: listerChartes(context) };
  const lignes = json.chartes.map((c) => {
    const usages = c.campagnes.map(({ anneeScolaire }) => anneeScolaire).join(', ');
    return `${String(c.id).padStart(4)}  ${direVersion(c).padEnd(44)} ${LIBELLES_ETAT_CHARTE[c.etat].padEnd(10)} ${usages}`.trimEnd();
  });
  return { json, texte: `${[...lignes, pluriel(lignes.length, 'version')].join('\n')}\n`, refuse: false };
}

async function exporter(context: Context, demande: Demande): Promise<Resultat> {
  const sortie = sortieExigee(demande, USAGE);
  const charteId = charteVisee(context, demande);
  const { documentId, octets, sha256 } = await exporterCharte(context, charteId);
  await rangerDocument(context, documentId, sortie);
  return { json: { fichier: sortie, charteId, octets, sha256 }, texte: `${sortie}\n`, refuse: false };
}

async function imprimer(context: Context, demande: Demande): Promise<Resultat> {
  const sortie = sortieExigee(demande, USAGE);
  const charteId = charteVisee(context, demande);
  const { documentId, octets, sha256, pages } = await produireCharte(context, charteId, () => {});
  await rangerDocument(context, documentId, sortie);
  const json = { fichier: sortie, charteId, octets, sha256, pages };
  return { json, texte: `${sortie} : ${pluriel(pages ?? 0, 'page')}\n`, refuse: false };
}

async function importer(context: Context, demande: Demande): Promise<Resultat> {
  const [, fichier] = demande.fichiers;
  if (fichier === undefined) throw new MauvaisUsage(`Il manque le fichier JSON. Usage : ${USAGE}`);
  const texte = await readFile(resolve(fichier), 'utf8').catch(() => {
    throw new Refus('fichier_introuvable', `« ${fichier} » est introuvable ou illisible.`, { lieu: fichier });
  });
  tenirPlume(context, demande);
  const { charte, avis } = importerCharte(context, texte);
  const { id, nom, version, etat, defauts } = charte;
  return {
    json: { charteId: id, nom, version, etat, defauts, avis },
    texte: `Brouillon ${direVersion(charte)} (numéro ${id}), ${pluriel(defauts, 'défaut')}\n${avis === null ? '' : `${avis}\n`}`,
    refuse: false,
  };
}

function publier(context: Context, demande: Demande): Resultat {
  const charteId = numero(demande, 'charte');
  if (charteId === null) throw new MauvaisUsage(`Il manque --charte NUMÉRO. Usage : ${USAGE}`);
  tenirPlume(context, demande);
  const charte = publierCharte(context, charteId, lireCharte(context, charteId).revision);
  const { nom, version, etat } = charte;
  return { json: { charteId, nom, version, etat }, texte: `${direVersion(charte)} publiée\n`, refuse: false };
}

function comparer(context: Context, demande: Demande): Resultat {
  const json = comparerVersions(context, charteVisee(context, demande), versExige(demande));
  const lignes = json.differences.flatMap(({ objet, code, libelle, nature, champs }) => [
    `${{ ajoute: '+', retire: '−', change: '~' }[nature]} ${objet} ${code} ${libelle}`.replace(/ +/g, ' '),
    ...champs.map((c) => `    ${c.libelle} : ${c.avant || '(vide)'} → ${c.apres || '(vide)'}`),
  ]);
  const texte = lignes.length === 0 ? 'Aucune différence\n' : `${lignes.join('\n')}\n`;
  return { json, texte, refuse: false };
}

function changer(context: Context, demande: Demande): Resultat {
  const visee = { campagneId: campagneVisee(context, demande), charteId: versExige(demande) };
  const aBlanc = demande.valeurs['a-blanc'] === true;
  const motif = demande.valeurs['motif'];
  if (!aBlanc && (typeof motif !== 'string' || motif.trim() === ''))
    throw new MauvaisUsage(`Dites pourquoi : --motif "…", ou regardez d’abord avec --a-blanc. Usage : ${USAGE}`);
  const apercu = apercevoirChangement(context, visee);
  if (!aBlanc) {
    tenirPlume(context, demande);
    changerCharte(context, { ...visee, empreinte: apercu.empreinte, motif: String(motif).trim() });
  }
  const note = (dixiemes: number | null) => (dixiemes === null ? '—' : formaterDixiemes(dixiemes));
  const lignes = apercu.dossiers.map(
    ({ numero: n, avant, apres, manquants }) =>
      `${n.padEnd(10)} ${note(avant.dixiemes).padStart(6)} → ${note(apres.dixiemes).padStart(6)}${manquants.length === 0 ? '' : `  à coter : ${manquants.join(', ')}`}`,
  );
  const { gardees, reportees, aCompleter } = apercu.lectures;
  const fin = `${direVersion(apercu.avant)} → ${direVersion(apercu.apres)} : ${pluriel(gardees, 'lecture gardée', 'lectures gardées')}, ${pluriel(reportees, 'reportée')}, ${pluriel(aCompleter, 'lecture')} à compléter${aBlanc ? ' (à blanc : rien n’est changé)' : ''}`;
  return { json: { fait: !aBlanc, ...apercu }, texte: `${[...lignes, fin].join('\n')}\n`, refuse: false };
}

type GesteDeCommande = (context: Context, demande: Demande) => Promise<Resultat> | Resultat;

const GESTES = new Map<string | undefined, GesteDeCommande>([
  ['lister', lister],
  ['exporter', exporter],
  ['importer', importer],
  ['pdf', imprimer],
  ['publier', publier],
  ['comparer', comparer],
  ['changer', changer],
]);

export const COMMANDES_CHARTES: readonly (readonly [string, Commande])[] = [
  [
    'charte',
    {
      usage: USAGE,
      aide: 'les versions de la charte : les lister, exporter, importer, imprimer, comparer, en changer (--a-blanc : voir avant)',
      base: 'existante',
      ecrit: false,
      executer(context, demande) {
        const faire = GESTES.get(demande.fichiers[0]);
        if (!faire) throw new MauvaisUsage(`Dites quoi faire de la charte. Usage : ${USAGE}`);
        return faire(context, demande);
      },
    },
  ],
];
