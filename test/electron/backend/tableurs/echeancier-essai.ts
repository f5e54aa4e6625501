import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DonneesEcheancier } from '../../../../electron/backend/documents/donnees.ts';
import type { EtatPaiements, LigneEcheancier } from '../../../../shared/contract/paiements.ts';
import { Bareme } from '../../../../shared/domaine/bareme.ts';
import { suiteDuDroit } from '../../../../shared/domaine/bilan-paiements.ts';
import { Charte } from '../../../../shared/domaine/charte.ts';
import { planifierEcheances } from '../../../../shared/domaine/echeancier.ts';

const RESSOURCES = join(import.meta.dirname, '../../../../resources');

/** Raisons sociales qui ont déjà cassé des tableurs, puis des noms ordinaires. */
const NOMS = [
  '=HYPERLINK("http://exemple.invalid","cliquez")',
  '+33 Solidarité',
  '-Entraide-',
  '@ccueil des familles',
  'L’Étoile * filante ? ~ (Orléans)',
  'Les Amis de <l’École> & Cie',
  'mars 2',
  '1/2 pension',
  '_x0041_teliers',
  'Association départementale de soutien scolaire, d’éveil culturel et d’accompagnement des familles du Gâtinais',
] as const;
const NOMS_ORDINAIRES = ['Maison de quartier', 'Relais', 'Foyer', 'Centre social', 'Passerelle', 'Escale'] as const;

const COMMUNES = [
  ['45234', 'Orléans'],
  ['45208', 'Montargis'],
  ['45155', 'Gien'],
  ['01004', 'Ambérieu-en-Bugey'],
  ['2A004', 'Ajaccio'],
  ['45302', 'Saran'],
] as const;

interface Reglages {
  /** Dossiers ; chacun a un acompte et un solde si `acompte`, sinon un solde seul. */
  readonly dossiers: number;
  readonly acompte?: boolean;
}

/** Un état des paiements comme le backend le rend : acomptes, soldes, lignes bloquées, indus, inconnus. */
function etatEssai({ dossiers, acompte = false }: Reglages): EtatPaiements {
  const bareme = baremeEssai(acompte);
  const lignes = Array.from({ length: dossiers }, (_, rang) => lignesDuDossier(rang, bareme)).flat();
  const somme = (valeurs: readonly number[]) => valeurs.reduce((a, b) => a + b, 0);
  const montants = (statut: string) => somme(lignes.filter((l) => l.statut === statut).map((l) => l.montantCentimes));
  const droits = somme([...new Map(lignes.map((l) => [l.dossierId, l.droitPrevisionnelCentimes])).values()]);
  return {
    libelleEcheancier: bareme.echeancier.libelle,
    aujourdhui: '2026-11-12',
    lignes,
    totaux: {
      lignes: lignes.length,
      montantCentimes: somme(lignes.map((l) => l.montantCentimes)),
      droitPrevisionnelCentimes: droits,
      payableCentimes: montants('payable'),
      bloqueCentimes: montants('bloquee'),
      auLotCentimes: montants('au_lot'),
      payeCentimes: montants('payee'),
      induCentimes: somme(lignes.map((l) => l.induCentimes)),
    },
    controles: [
      {
        libelle: 'Décisions du Copil = droits agréés',
        gaucheCentimes: droits,
        droiteCentimes: droits,
        egal: true,
      },
    ],
  };
}

export function donneesEssai(reglages: Reglages): DonneesEcheancier {
  return {
    identite: {
      nom: 'Caf du Loiret & environs',
      service: 'Pôle intervention territoriale',
      adresse: 'place Saint-Charles',
      codePostal: '45946',
      ville: 'Orléans Cedex 9',
      telephone: '02 38 00 00 00',
      courriel: '',
    },
    campagne: {
      id: 1,
      anneeScolaire: '2025-2026',
      enveloppeCentimes: 11_500_000,
      dateLimiteDepot: '2025-04-30',
      baremeId: 1,
      bareme: baremeEssai(reglages.acompte ?? false),
      charteId: 1,
      charte: Charte.parse(lireJson('chartes/modele-depliant.json')),
      etapes: [],
    },
    etat: etatEssai(reglages),
    editeLe: '2026-11-05T22:30:00.000Z',
    editePar: 'Camille Delorme',
    version: '0.1.0',
    empreinteJournal: 'ab12'.repeat(16),
  };
}

function baremeEssai(acompte: boolean): Bareme {
  const bareme = Bareme.parse(lireJson('baremes/loiret-2019.json'));
  if (!acompte) return bareme;
  return {
    ...bareme,
    echeancier: {
      libelle: '70 % puis solde',
      acomptes: [{ partPointsBase: 7000, mois: 12, decalageAnnee: 0 }],
      solde: { mois: 11, decalageAnnee: 1 },
    },
    bonus: [
      {
        code: 'QPV',
        libelle: 'Quartier prioritaire',
        montantCentimes: 15_050,
        unite: 'collectif',
        condition: 'site en QPV',
      },
    ],
  };
}

/** Le rang décide de tout : mêmes essais à chaque passage, chaque cas particulier présent dès dix dossiers. */
function lignesDuDossier(rang: number, bareme: Bareme): LigneEcheancier[] {
  const droit = 100_007 + ((rang * 7_919_113) % 900_000);
  // Un dossier sur trois attend son bilan ; les autres ont réalisé plus, autant, ou bien moins que prévu (indu).
  const reel = rang % 3 === 0 ? null : rang % 5 === 1 ? Math.floor(droit / 2) : droit - (rang % 7) * 1_001;
  const emis: number[] = [];
  return planifierEcheances(droit, bareme, '2025-2026').map((prevue) => {
    const acompte = prevue.nature === 'acompte';
    const solde =
      reel === null || acompte
        ? null
        : suiteDuDroit(reel, { emisCentimes: emis.reduce((n, m) => n + m, 0), renduCentimes: 0, abandonneCentimes: 0 });
    const montantCentimes = solde?.soldeCentimes ?? prevue.montantCentimes;
    const payable = rang % 8 === 1 ? 'au_lot' : 'payable';
    const statut = acompte ? 'payee' : reel === null || rang % 4 === 2 ? 'bloquee' : payable;
    const isEmise = statut === 'payee' || statut === 'au_lot';
    if (isEmise) emis.push(montantCentimes);
    return {
      ...structureDuDossier(rang),
      echeanceId: rang * 10 + prevue.rang,
      dossierId: rang + 1,
      numeroDossier: String(24_000_000 + rang * 17),
      exercice: Number(prevue.datePrevue.slice(0, 4)),
      anneeScolaire: '2025-2026',
      lotId: null,
      lotLibelle: null,
      bilan: reel === null ? 'absent' : 'valide',
      payeeLe: null,
      numeroLot: statut === 'payee' ? '2025-001' : statut === 'payable' ? '2026-003' : null,
      numeroConvention: rang % 4 === 2 ? null : `2025-045-${String(rang + 1).padStart(3, '0')}`,
      dateConvention: rang % 4 === 2 ? null : `2025-10-${String(1 + (rang % 28)).padStart(2, '0')}`,
      dateSeance: '2025-07-03',
      collectifsAgrees: 1 + (rang % 4),
      collectifsRealises: reel === null ? null : 1 + (rang % 4),
      droitPrevisionnelCentimes: droit,
      droitReelCentimes: reel,
      nature: prevue.nature,
      libelle: prevue.libelle,
      partPointsBase: prevue.partPointsBase,
      montantCentimes,
      cumulVerseCentimes: emis.reduce((a, b) => a + b, 0),
      resteAVerserCentimes: isEmise ? 0 : montantCentimes,
      induCentimes: solde?.tropPercuCentimes ?? 0,
      datePrevue: prevue.datePrevue,
      statut,
      motifs:
        statut === 'bloquee'
          ? [
              ...(rang % 4 === 2 ? ['convention non signée'] : []),
              ...(reel === null ? ['bilan non reçu'] : []),
              'IBAN modifié le 02/11/2026, à confirmer par un autre agent',
            ]
          : [],
      piecesRecues: reel === null ? 'RIB' : 'bilan, RIB',
      imputation: 'PS-CLAS',
    };
  });
}

type Structure = Pick<
  LigneEcheancier,
  | 'numeroTiers'
  | 'raisonSociale'
  | 'formeJuridique'
  | 'siret'
  | 'rna'
  | 'titulaireCompte'
  | 'iban'
  | 'bic'
  | 'communeInsee'
  | 'communeNom'
>;

/** Certaines structures portent deux dossiers, n’ont pas de SIRET, pas d’IBAN, pas de commune ou un SIRET abîmé. */
function structureDuDossier(dossier: number): Structure {
  const rang = dossier % 11 === 10 ? dossier - 1 : dossier;
  const raisonSociale = NOMS[rang] ?? `${NOMS_ORDINAIRES[rang % NOMS_ORDINAIRES.length]} n° ${rang}`;
  const siret = `0990${String(rang).padStart(5, '0')}00018`;
  const [communeInsee, communeNom] = COMMUNES[rang % COMMUNES.length] ?? COMMUNES[0];
  const sansIban = rang % 13 === 12;
  return {
    numeroTiers: rang % 2 === 0 ? `T${45_101 + rang * 17}` : null,
    raisonSociale,
    formeJuridique: rang % 6 === 5 ? 'collectivité territoriale' : 'association',
    siret: rang % 8 === 3 ? null : rang % 8 === 7 ? '=7,75612E+13' : siret,
    rna: rang % 6 === 5 ? null : `W45${String(1_100_213 + rang)}`,
    titulaireCompte: sansIban ? null : raisonSociale,
    iban: sansIban
      ? null
      : rang % 17 === 4
        ? 'MT84MALT011000012345MTLCAST001S'
        : `FR7699999${String(rang).padStart(18, '0')}`,
    bic: sansIban ? null : 'ZZZZFR99XXX',
    communeInsee: rang % 9 === 8 ? null : communeInsee,
    communeNom: rang % 9 === 8 ? null : communeNom,
  };
}

function lireJson(chemin: string): unknown {
  return JSON.parse(readFileSync(join(RESSOURCES, chemin), 'utf8'));
}
