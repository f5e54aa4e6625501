import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Base } from '../../db/base.ts';
import { type Acteur, ecrire } from '../../db/ecrire.ts';
import { ouvrirBase } from '../../db/open.ts';
import { creerAgent } from '../../db/queries/agents.ts';
import { insererBareme, insererCampagne, publierCharte } from '../../db/queries/campagnes.ts';
import { insererDossier } from '../../db/queries/contenu-dossier.ts';
import { insererStructure } from '../../db/queries/imports.ts';
import { coderReponses } from '../../db/reponses-codees.ts';
import type { Bareme } from '../../shared/domaine/bareme.ts';
import type { Charte } from '../../shared/domaine/charte.ts';

export const MIGRATIONS = resolve('db/migrations');
export const INSTANT = '2026-06-12T08:00:00.000Z';

export function dossierTemporaire(): string {
  return mkdtempSync(join(tmpdir(), 'clas-db-'));
}

export function ouvrir(fichier: string, migrations = MIGRATIONS): Base {
  return ouvrirBase(fichier, { migrations, creer: true, maintenant: INSTANT });
}

export const ACTEUR: Acteur = { agentId: 1, agentNom: 'Camille Aubry', compteSysteme: 'caubry', instant: INSTANT };

export const BAREME: Bareme = {
  nom: 'Loiret 2019 (dépliant)',
  anneeScolaire: '2026-2027',
  origine: 'dépliant',
  tauxPointsBase: 3250,
  plafondCentimes: 256_300,
  modeCalcul: 'par_collectif',
  inclureContributionsVolontaires: false,
  arrondi: 'centime',
  partCafMaximalePointsBase: null,
  bonus: [],
  echeancier: { libelle: 'Solde seul', acomptes: [], solde: { mois: 11, decalageAnnee: 1 } },
  effectifMinimum: 8,
  effectifMaximum: 12,
  seuilConventionCentimes: 2_300_000,
};

export const CHARTE: Charte = {
  nom: 'Charte d’essai',
  version: 1,
  modele: true,
  origine: 'essai',
  seuilNote: 50,
  participationSymboliqueCentimes: null,
  conditions: [],
  axes: [
    {
      code: 'E',
      libelle: 'Enfants',
      abrege: 'Enf.',
      poids: 1,
      seuil: 40,
      criteres: [{ code: 'E1', libelle: 'Un', poids: 1, niveaux: ['0', '1', '2', '3'], champs: [] }],
    },
  ],
};

/** Deux structures, deux dossiers, trois collectifs et leurs lignes de budget : de quoi voir une perte. */
export function remplir(db: Base): { campagneId: number; dossierIds: number[] } {
  return ecrire(db, ACTEUR, (tx) => {
    creerAgent(tx, { prenom: 'Camille', nom: 'Aubry', courriel: null });
    const campagneId = insererCampagne(
      tx,
      {
        anneeScolaire: '2026-2027',
        enveloppeCentimes: 11_500_000,
        dateLimiteDepot: '2026-03-31',
        baremeId: insererBareme(tx, BAREME),
        charteId: publierCharte(tx, CHARTE),
      },
      [{ numero: 1, debut: '2025-09-01', fin: null }],
    );
    const dossierIds = [1, 2].map((n) => {
      const structureId = insererStructure(tx, { raisonSociale: `Porteur ${n}`, siret: null });
      return insererDossier(tx, {
        valeurs: {
          campagneId,
          structureId,
          numero: `${1000 + n}`,
          empreinteSource: `e${n}`,
          montantDemandeCentimes: 195_000 * n,
        },
        collectifs: Array.from({ length: n }, (_, i) => ({
          rang: i + 1,
          libelle: `Collectif ${i + 1}`,
          coutCentimes: 600_000 + i,
          effectif: 10,
        })),
        budget: [
          {
            rang: 1,
            sens: 'charge',
            compte: '64',
            libelle: 'Personnel',
            montantCentimes: 600_001 * n,
            adresse: 'Dossiers!F2',
          },
        ],
        reponses: coderReponses([
          {
            champ: 'intitule',
            libelle: 'Intitulé',
            valeur: 'x',
            brut: 'x',
            adresse: 'Dossiers!A2',
            collectifRang: null,
          },
        ]),
      });
    });
    return { campagneId, dossierIds };
  });
}

/** Une base telle qu’elle était après `nombre` migrations, avec les lignes de `remplir` qu’elle sait porter. */
export function ouvrirDAvant(dossier: string, fichier: string, nombre: number): Base {
  const migrations = join(dossier, 'migrations-d-avant');
  cpSync(MIGRATIONS, migrations, { recursive: true });
  const sommaire = join(migrations, 'meta/_journal.json');
  const contenu = JSON.parse(readFileSync(sommaire, 'utf8')) as { entries: { idx: number }[] };
  writeFileSync(sommaire, JSON.stringify({ ...contenu, entries: contenu.entries.filter((e) => e.idx < nombre) }));
  const presente = join(dossier, 'presente.sqlite');
  const modele = ouvrir(presente);
  remplir(modele);
  modele.$client.close();
  const ancienne = ouvrir(fichier, migrations);
  const client = ancienne.$client;
  const lister = (schema: string, table: string) =>
    client.prepare(`SELECT name FROM pragma_table_info('${table}', '${schema}')`).pluck().all() as string[];
  client.exec(`ATTACH '${presente}' AS presente; PRAGMA foreign_keys = OFF`);
  for (const table of client
    .prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table'")
    .pluck()
    .all() as string[]) {
    const communes = lister('presente', table).filter((c) => lister('main', table).includes(c));
    if (table.startsWith('sqlite_') || communes.length === 0) continue;
    const colonnes = communes.join(', ');
    client.exec(`INSERT INTO main."${table}" (${colonnes}) SELECT ${colonnes} FROM presente."${table}"`);
  }
  client.exec('PRAGMA foreign_keys = ON; DETACH presente');
  return ancienne;
}
