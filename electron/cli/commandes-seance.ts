import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DateSeule, Heure } from '../../shared/contract/commun.ts';
import { Membre, OrdreSeance, PorteeSeance } from '../../shared/contract/seances.ts';
import { formaterDate, lireDate } from '../../shared/domaine/dates.ts';
import { pluriel } from '../../shared/domaine/libelles.ts';
import { direQuorum, quorumSans } from '../../shared/domaine/quorum.ts';
import type { Context } from '../backend/context.ts';
import { listerDossiers } from '../backend/dossiers/lire.ts';
import { Refus } from '../backend/refus.ts';
import { lireEtatSeance } from '../backend/seances/lire.ts';
import { creerSeance } from '../backend/seances/preparer.ts';
import {
  type Commande,
  campagneVisee,
  choisirAgentDeCommande,
  type Demande,
  MauvaisUsage,
  type Resultat,
} from './commun.ts';
import { chercherSeance } from './seance-visee.ts';

const USAGE = `clas seance creer --base FICHIER --date AAAA-MM-JJ [--debut HH:MM --fin HH:MM --lieu "…" --presidence "…" --membres M.json --quorum N] [--ordre pile|territoire|note|main] [--portee campagne|ajournes|choisis --suite-de AAAA-MM-JJ] [NUMERO…]
  clas seance liste --base FICHIER`;

function texte(demande: Demande, option: string): string | null {
  const valeur = demande.valeurs[option];
  return typeof valeur === 'string' ? valeur : null;
}

function lireOption<T>(demande: Demande, option: string, schema: z.ZodType<T>, defaut: T, attendu: string): T {
  const valeur = texte(demande, option);
  if (valeur === null) return defaut;
  const lu = schema.safeParse(valeur);
  if (!lu.success) throw new MauvaisUsage(`--${option} attend ${attendu} ; « ${valeur} » n’en est pas.`);
  return lu.data;
}

const DateExacte = DateSeule.refine((date) => lireDate(date).valide);
const HeureExacte = Heure.refine((heure) => heure <= '23:59' && heure.slice(3) <= '59');

async function lireMembres(chemin: string | null): Promise<Membre[]> {
  if (chemin === null) return [];
  let contenu: unknown;
  try {
    contenu = JSON.parse(await readFile(chemin, 'utf8'));
  } catch {
    throw new Refus('membres_illisibles', `« ${chemin} » ne se lit pas comme du JSON : rien n’a été écrit.`, {
      lieu: chemin,
    });
  }
  const lus = z.array(Membre).safeParse(contenu);
  if (lus.success) return lus.data;
  const [faute] = lus.error.issues;
  const ou = faute === undefined || faute.path.length === 0 ? '' : ` (${faute.path.join('.')})`;
  throw new Refus(
    'membres_illisibles',
    `« ${chemin} » doit être une liste de membres${ou} : {"institution": "caf", "nom": "…", "fonction": "…"} ; institutions : caf, etat, education_nationale, autre. Rien n’a été écrit.`,
    { lieu: chemin },
  );
}

async function creer(context: Context, demande: Demande): Promise<Resultat> {
  const campagneId = campagneVisee(context, demande);
  const date = texte(demande, 'date');
  if (date === null) throw new MauvaisUsage(`Donnez la date : --date 2026-07-02. Usage : ${USAGE}`);
  choisirAgentDeCommande(context, texte(demande, 'agent'));
  const suiteDe = texte(demande, 'suite-de');
  const numeros = demande.fichiers.slice(1);
  const portee = lireOption(
    demande,
    'portee',
    PorteeSeance,
    suiteDe === null ? (numeros.length > 0 ? 'choisis' : 'campagne') : 'ajournes',
    'campagne, ajournes ou choisis',
  );
  const etat = creerSeance(context, campagneId, {
    date: lireOption(demande, 'date', DateExacte, date, 'une date AAAA-MM-JJ'),
    heureDebut: lireOption(demande, 'debut', HeureExacte, '09:00', 'une heure HH:MM'),
    heureFin: lireOption(demande, 'fin', HeureExacte, '12:00', 'une heure HH:MM'),
    lieu: texte(demande, 'lieu') ?? '',
    presidence: texte(demande, 'presidence') ?? '',
    ordre: lireOption(demande, 'ordre', OrdreSeance, 'pile', 'pile, territoire, note ou main'),
    quorum: lireOption(demande, 'quorum', z.coerce.number().int().min(1).max(200), null as number | null, 'un nombre'),
    membres: await lireMembres(texte(demande, 'membres')),
    portee,
    suiteDe: portee === 'ajournes' ? chercherSeance(context, campagneId, suiteDe) : null,
    dossierIds: trouverDossiers(context, campagneId, numeros),
  });
  const { seance } = etat;
  if (seance === null) throw new Error('séance créée introuvable');
  return {
    json: { seanceId: seance.id, date: seance.date, portee, dossiers: etat.total, membres: seance.membres.length },
    texte: `Séance du ${formaterDate(seance.date)} créée : ${pluriel(etat.total, 'dossier')} à l’ordre du jour.\n`,
    refuse: false,
  };
}

function trouverDossiers(context: Context, campagneId: number, numeros: readonly string[]): number[] {
  if (numeros.length === 0) return [];
  const connus = new Map(listerDossiers(context, campagneId).map((d) => [d.numero, d.id]));
  return numeros.map((numero) => {
    const id = connus.get(numero);
    if (id === undefined)
      throw new Refus('dossier_inconnu', `Pas de dossier ${numero} dans cette campagne : rien n’a été écrit.`, {
        lieu: `dossier ${numero}`,
      });
    return id;
  });
}

function lister(context: Context, demande: Demande): Resultat {
  const campagneId = campagneVisee(context, demande);
  const etats = lireEtatSeance(context, campagneId)
    .seances.map(({ id }) => lireEtatSeance(context, campagneId, id))
    .toReversed();
  const json = etats.flatMap(({ seance, decides, total, dossiers }) =>
    seance === null
      ? []
      : [
          {
            seanceId: seance.id,
            date: seance.date,
            heureDebut: seance.heureDebut,
            heureFin: seance.heureFin,
            lieu: seance.lieu,
            presidence: seance.presidence,
            portee: seance.portee,
            suiteDe: seance.suiteDe,
            etat: seance.etat,
            quorum: quorumSans(seance),
            membres: seance.membres.map(({ institution, nom, fonction, presence }) => ({
              institution,
              nom,
              fonction,
              presence,
            })),
            dossiers: total,
            decides,
            ajournesAvant: dossiers.filter((d) => d.anterieures.length > 0).length,
          },
        ],
  );
  const lignes = json.map((s) =>
    [
      formaterDate(s.date),
      `${s.decides} sur ${pluriel(s.dossiers, 'dossier')} décidés`.padEnd(30),
      direQuorum(s.quorum),
    ].join('  '),
  );
  return {
    json: { seances: json },
    texte: `${lignes.length === 0 ? 'Aucune séance dans cette campagne.' : lignes.join('\n')}\n`,
    refuse: false,
  };
}

export const COMMANDES_SEANCE: readonly (readonly [string, Commande])[] = [
  [
    'seance',
    {
      usage: USAGE,
      aide: 'crée une séance (toute la campagne, les ajournés d’une autre, ou des dossiers choisis) ; liste celles de la campagne',
      base: 'existante',
      // « liste » n’écrit rien : « creer » choisit lui-même son agent.
      ecrit: false,
      executer(context, demande) {
        const [quoi] = demande.fichiers;
        if (quoi === 'creer') return creer(context, demande);
        if (quoi === 'liste') return lister(context, demande);
        throw new MauvaisUsage(`Dites « creer » ou « liste ». Usage : ${USAGE}`);
      },
    },
  ],
];
