import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Base } from '../../../db/base.ts';
import { ecrire } from '../../../db/ecrire.ts';
import { ouvrirBase } from '../../../db/open.ts';
import { creerAgent } from '../../../db/queries/agents.ts';
import { insererBareme, insererCampagne, publierCharte } from '../../../db/queries/campagnes.ts';
import { capturerEffets } from '../../../db/queries/effets-import.ts';
import { lireExistant } from '../../../db/queries/imports.ts';
import { insererSeance } from '../../../db/queries/seances.ts';
import { acteur } from '../../../electron/backend/acteur.ts';
import type { Context } from '../../../electron/backend/context.ts';
import { appliquerImport } from '../../../electron/backend/imports/appliquer.ts';
import { type PlanImport, planifierImport } from '../../../electron/backend/imports/comparer.ts';
import type { DossierLu, LectureImport, ReponseLue } from '../../../electron/backend/imports/dossier-lu.ts';
import { reunir } from '../../../electron/backend/imports/fusionner.ts';
import type { PreuveAppel } from '../../../shared/contract/banque.ts';
import type { Bareme } from '../../../shared/domaine/bareme.ts';
import { CHAMPS } from '../../../shared/domaine/champs.ts';
import { BAREME, CHARTE, INSTANT } from '../../db/bases.ts';
import { dossierTemporaire, type Essai, MIGRATIONS, ouvrirEssai } from './socle-essai.ts';

export const IBANS = ['FR7630006000011234567890189', 'FR7610107001011234567890129', 'FR7630004000031234567890143'];
export const SIRETS = ['77567227232131', '53412345600012', '26450000100018'];

/** Un appel qui prouve un compte ; ces porteurs n’ont pas de téléphone connu, d’où la précision. */
export const APPEL: PreuveAppel = {
  aupresDe: 'la trésorière',
  telephone: '02 38 00 00 00',
  date: '2026-06-12',
  precision: 'numéro de la mairie',
};

/** Ce qu’un porteur a répondu, réduit à ce qui touche à l’argent. */
export interface Source {
  readonly numero: string;
  readonly nom: string;
  readonly siret: string | null;
  readonly iban: string | null;
  readonly bic?: string | null;
  readonly titulaire?: string | null;
  /** Total des charges, en centimes : partagé entre les collectifs sans coût propre. */
  readonly budgetCentimes: number;
  /** Dans l’ordre du fichier ; leur rang est leur place, comme la « Ligne » du portail. */
  readonly collectifs: readonly SourceCollectif[];
}

export interface SourceCollectif {
  readonly libelle: string;
  readonly coutCentimes: number | null;
  readonly effectif: number;
}

/** Les trois collectifs du porteur ordinaire. */
export const COLLECTIFS: readonly SourceCollectif[] = ['Rouge', 'Vert', 'Bleu'].map((libelle) => ({
  libelle,
  coutCentimes: 600_000,
  effectif: 10,
}));

/** Un porteur ordinaire, où chaque essai ne dit que ce qui le concerne. */
export function source(valeurs: Partial<Source> = {}): Source {
  return {
    numero: '1001',
    nom: 'Les Amis',
    siret: SIRETS[0] ?? '',
    iban: IBANS[0] ?? '',
    budgetCentimes: 1_800_000,
    collectifs: COLLECTIFS,
    ...valeurs,
  };
}

function reponse(champ: string, valeur: string | null, adresse: string): ReponseLue[] {
  return valeur === null ? [] : [{ champ, libelle: champ, valeur, brut: valeur, adresse }];
}

function dossierLu(source: Source, ligne: number): DossierLu {
  const { siret, iban, bic = null, titulaire = null } = source;
  return {
    numero: source.numero,
    etatSource: null,
    deposeLe: '2026-03-12T10:00:00',
    intitule: null,
    communeInsee: '45234',
    quartier: null,
    qpv: null,
    montantDemandeCentimes: null,
    totalChargesCentimes: source.budgetCentimes,
    totalProduitsCentimes: source.budgetCentimes,
    structure: {
      siret,
      siretDeclare: siret ?? '123',
      raisonSociale: source.nom,
      formeJuridique: null,
      rna: null,
      adresse: null,
      codePostal: null,
      communeSiege: null,
      courriel: null,
      telephone: null,
      representant: null,
      iban,
      bic,
      titulaireCompte: titulaire,
    },
    collectifs: source.collectifs.map((c, i) => ({
      rang: i + 1,
      libelle: c.libelle,
      niveau: null,
      classes: null,
      effectif: c.effectif,
      communeInsee: null,
      lieu: null,
      jours: null,
      horaires: null,
      adultes: 2,
      coutCentimes: c.coutCentimes,
      reponses: reponse('collectif.libelle', c.libelle, `Collectifs!C${i + 2}`),
    })),
    budget: [
      {
        sens: 'charge',
        compte: '64',
        libelle: 'Personnel',
        montantCentimes: source.budgetCentimes,
        adresse: `Dossiers!F${ligne}`,
      },
    ],
    reponses: [
      ...reponse('raisonSociale', source.nom, `Dossiers!A${ligne}`),
      ...reponse('siret', siret, `Dossiers!B${ligne}`),
      ...reponse('iban', iban, `Dossiers!C${ligne}`),
      ...reponse('bic', bic, `Dossiers!D${ligne}`),
      ...reponse('titulaireCompte', titulaire, `Dossiers!E${ligne}`),
      ...reponse('charge:64', String(source.budgetCentimes), `Dossiers!F${ligne}`),
      ...reponse('totalCharges', String(source.budgetCentimes), `Dossiers!G${ligne}`),
      ...reponse('totalProduits', String(source.budgetCentimes), `Dossiers!H${ligne}`),
    ],
  };
}

/** Toutes les colonnes sont dans le fichier : une case vide y est une réponse vide. */
const COLONNES = [...CHAMPS.map((c) => c.code), 'charge:64'].map((champ, colonne) => ({
  feuille: 'Dossiers',
  colonne,
  entete: champ,
  exemples: [],
  champ,
  confiance: 100,
  origine: 'nom' as const,
}));

export function lectureDe(sources: readonly Source[]): LectureImport {
  return {
    fichier: 'essai.xlsx',
    famille: 'ds_standard',
    demarche: null,
    feuilles: [],
    colonnes: COLONNES,
    dossiers: sources.map((s, i) => dossierLu(s, i + 2)),
    anomalies: [],
    collectifsOrphelins: 0,
  };
}

/** Importe comme l’application le fait, fichier et processus à part en moins. */
export function importer(
  context: Context,
  campagneId: number,
  lecture: LectureImport,
  decisions: Readonly<Record<string, string>> = {},
  annulable = false,
): PlanImport {
  const reunie = reunir([lecture]);
  const planifier = (choisies: Readonly<Record<string, string>>) =>
    planifierImport(reunie, lireExistant(context.db, campagneId), {
      situerCommune: () => ({ commune: '', territoire: '' }),
      decisions: choisies,
    });
  // Ces essais ne parlent ni des doublons ni des porteurs qui changent : chacun est accepté.
  const doublons = planifier({}).differences.filter((d) => d.nature === 'doublon_probable');
  const porteurs = planifier({}).differences.filter((d) => d.cle.startsWith('porteur:'));
  const plan = planifier({
    ...Object.fromEntries(doublons.map((d) => [d.cle, 'creer'])),
    ...Object.fromEntries(porteurs.map((d) => [d.cle, 'remplacer'])),
    ...decisions,
  });
  ecrire(context.db, acteur(context), (tx) => {
    // Noter les effets refait préparer toutes les requêtes : l’essai par modèle, qui n’annule pas, s’en passe.
    const effets = annulable ? capturerEffets(tx) : null;
    const id = appliquerImport(tx, plan, {
      campagneId,
      fichiers: [{ nom: lecture.fichier, sha256: '0'.repeat(64), octets: 1 }],
    });
    effets?.garder(id);
  });
  return plan;
}

export interface Banc {
  readonly context: Context;
  readonly campagneId: number;
  readonly seanceId: number;
  /** Le même poste, tenu par le second agent. */
  readonly second: Context;
  fermer(): void;
}

export interface Atelier {
  ouvrir(bareme: Partial<Bareme>, enveloppeCentimes: number | null): Banc;
  fermer(): void;
}

/**
 * Des bases neuves à la chaîne. `fichiers` : un fichier chacune, copié d’un modèle ; `transactions` : un seul fichier, dans
 * une transaction annulée à la fermeture, cinq fois plus vite (les écritures y sont des points de reprise).
 */
export function ouvrirAtelier(mode: 'fichiers' | 'transactions' = 'fichiers'): Atelier {
  const essai: Essai = ouvrirEssai();
  const dossier = dossierTemporaire();
  const modele = join(dossier, 'modele.sqlite');
  const commune = ouvrirBase(modele, { migrations: MIGRATIONS, creer: true, maintenant: INSTANT });
  if (mode === 'fichiers') commune.$client.close();
  let numero = 0;
  return {
    ouvrir(bareme, enveloppeCentimes) {
      if (mode === 'transactions') {
        commune.$client.exec('BEGIN IMMEDIATE');
        const banc = installer({ ...essai.context, db: commune }, bareme, enveloppeCentimes);
        return { ...banc, fermer: () => commune.$client.exec('ROLLBACK') };
      }
      numero += 1;
      const fichier = join(dossier, `base-${numero}.sqlite`);
      copyFileSync(modele, fichier);
      const db = ouvrirBase(fichier, { migrations: MIGRATIONS, creer: false, maintenant: INSTANT });
      db.$client.pragma('synchronous = OFF');
      return installer({ ...essai.context, db }, bareme, enveloppeCentimes);
    },
    fermer() {
      if (mode === 'transactions') commune.$client.close();
      essai.fermer();
    },
  };
}

function installer(base: Context, bareme: Partial<Bareme>, enveloppeCentimes: number | null): Banc {
  const { db } = base;
  const poste = { agentId: null, agentNom: 'poste', compteSysteme: 'essai', instant: INSTANT };
  const { campagneId, seanceId, premier, second } = ecrire(db, poste, (tx) => {
    const agents = ['Camille', 'Hugo'].map((prenom) => creerAgent(tx, { prenom, nom: 'Essai', courriel: null }).id);
    const campagne = insererCampagne(
      tx,
      {
        anneeScolaire: '2026-2027',
        enveloppeCentimes,
        dateLimiteDepot: '2026-03-31',
        baremeId: insererBareme(tx, { ...BAREME, ...bareme }),
        charteId: publierCharte(tx, CHARTE),
      },
      [{ numero: 6, debut: '2026-07-01', fin: null }],
    );
    const seance = insererSeance(tx, campagne, SEANCE);
    return { campagneId: campagne, seanceId: seance, premier: agents[0] ?? 0, second: agents[1] ?? 0 };
  });
  return {
    context: { ...base, session: { agentId: premier } },
    second: { ...base, session: { agentId: second } },
    campagneId,
    seanceId,
    fermer: () => db.$client.close(),
  };
}

export const SEANCE = {
  date: '2026-07-02',
  heureDebut: '09:00',
  heureFin: '12:00',
  lieu: 'Orléans',
  presidence: '',
  ordre: 'pile',
  quorum: null,
  membres: [],
  portee: 'campagne',
  suiteDe: null,
} as const;

/** Tout ce que la base garde, sauf les traces de l’import lui-même. */
export function contenu(db: Base): string {
  const tables = db.$client
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[];
  return JSON.stringify(
    tables
      .filter((t) => !['imports', 'import_fichiers', 'import_effets', 'anomalies', 'journal'].includes(t))
      .map((t) => [t, db.$client.prepare(`SELECT * FROM "${t}" ORDER BY rowid`).raw().all()]),
  );
}
