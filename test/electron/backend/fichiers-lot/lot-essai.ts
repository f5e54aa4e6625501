import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bareme } from '../../../../shared/domaine/bareme.ts';
import { type ContenuDeLot, type LigneDeLot, texteDesLignes } from '../../../../shared/domaine/lot.ts';

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
  ' 1/2 pension',
  '_x0041_teliers',
  'Association départementale de soutien scolaire, d’éveil culturel et d’accompagnement des familles du Gâtinais',
] as const;
const COMMUNES = [
  ['45234', 'Orléans'],
  ['45208', 'Montargis'],
  ['01004', 'Ambérieu-en-Bugey'],
  ['2A004', 'Ajaccio'],
] as const;

/** Clé d’un IBAN français calculée : les essais de virement n’acceptent que des comptes justes. */
export function ibanFrancais(rang: number): string {
  const banque = '99999';
  const guichet = '00099';
  const compte = String(rang).padStart(11, '0');
  const rib = String(97n - ((BigInt(`${banque}${guichet}${compte}`) * 100n) % 97n)).padStart(2, '0');
  const bban = `${banque}${guichet}${compte}${rib}`;
  // F = 15, R = 27, clé 00 à la fin.
  const cle = 98n - (BigInt(`${bban}152700`) % 97n);
  return `FR${String(cle).padStart(2, '0')}${bban}`;
}

function ligne(rang: number, exercice: number): LigneDeLot {
  // Un dossier sur sept a deux échéances dans le lot.
  const dossier = rang % 7 === 6 ? rang - 1 : rang;
  const [communeInsee, communeNom] = COMMUNES[dossier % COMMUNES.length] ?? COMMUNES[0];
  const porteur = dossier % 11 === 10 ? dossier - 1 : dossier;
  const raisonSociale = NOMS[porteur] ?? `Maison de quartier n° ${porteur}`;
  const prevu = 100_007 + ((dossier * 7_919_113) % 900_000);
  const solde = dossier % 2 === 0;
  const montantCentimes = 10_001 + ((rang * 104_729) % 400_000);
  return {
    rang: rang + 1,
    echeanceId: 1000 + rang,
    numeroDossier: String(24_000_000 + dossier * 17),
    exercice,
    anneeScolaire: '2025-2026',
    numeroTiers: porteur % 5 === 3 ? null : `T${45_101 + porteur}`,
    raisonSociale,
    formeJuridique: porteur % 6 === 5 ? null : 'association',
    siret: porteur % 8 === 3 ? null : `0990${String(porteur).padStart(5, '0')}00018`,
    rna: porteur % 6 === 5 ? null : `W45${1_100_213 + porteur}`,
    titulaireCompte: raisonSociale,
    iban: porteur % 17 === 4 ? 'DE89370400440532013000' : ibanFrancais(porteur),
    bic: porteur % 3 === 0 ? null : 'ZZZZFR99XXX',
    numeroConvention: `2025-045-${String(dossier + 1).padStart(3, '0')}`,
    dateConvention: `2025-10-${String(1 + (dossier % 28)).padStart(2, '0')}`,
    dateSeance: dossier % 10 === 9 ? null : '2025-07-03',
    collectifsAgrees: 1 + (dossier % 4),
    collectifsRealises: solde ? 1 + (dossier % 3) : null,
    droitPrevisionnelCentimes: prevu,
    droitReelCentimes: solde ? prevu - (dossier % 7) * 1001 : null,
    nature: solde ? 'solde' : 'acompte',
    libelle: solde ? 'Solde' : `Acompte ${rang === dossier ? 1 : 2}`,
    partPointsBase: solde ? null : 3500,
    montantCentimes,
    cumulVerseCentimes: solde ? 50_000 : 0,
    resteAVerserCentimes: solde ? 0 : 120_050,
    induCentimes: 0,
    datePrevue: '2026-11-27',
    piecesRecues: solde ? 'bilan, RIB' : 'RIB',
    imputation: 'PS-CLAS',
    communeInsee: dossier % 9 === 8 ? null : communeInsee,
    communeNom: dossier % 9 === 8 ? null : communeNom,
  };
}

/** Un lot validé, figé, comme la part « paiements » le garde ; le rang décide de tout. */
export function contenuEssai(nombre: number, numero = '2026-003'): ContenuDeLot {
  const exercice = Number(numero.slice(0, 4));
  const lignes = Array.from({ length: nombre }, (_, rang) => ligne(rang, exercice));
  return {
    numero,
    exercice,
    anneeScolaire: '2025-2026',
    libelle: 'soldes',
    datePrevue: '2026-11-27',
    organisme: {
      nom: 'Caf du Loiret & environs',
      service: 'Pôle intervention territoriale',
      adresse: '2 place St Charles, 45946 Orléans cedex 9',
    },
    compteDebite: { titulaire: 'Caf du Loiret', iban: ibanFrancais(999), bic: null },
    prepare: { par: 'Claire Aubry', le: '2026-11-16T14:20:00.000Z' },
    valide: { par: 'Étienne Lorrain', le: '2026-11-17T23:41:00.000Z' },
    bareme: Bareme.parse(JSON.parse(readFileSync(join(RESSOURCES, 'baremes/loiret-2019.json'), 'utf8'))),
    version: '0.1.0',
    lignes,
    montantCentimes: lignes.reduce((somme, l) => somme + l.montantCentimes, 0),
    empreinteLignes: createHash('sha256').update(texteDesLignes(lignes)).digest('hex'),
    horsLot: [
      {
        numeroDossier: '0024999',
        raisonSociale: 'Entraide scolaire Dauphine',
        libelle: 'Solde',
        montantCentimes: 63_375,
        induCentimes: 0,
        motifs: ['bilan non reçu', 'IBAN modifié le 02/11/2026, à confirmer par un autre agent'],
      },
      {
        numeroDossier: '0025000',
        raisonSociale: '=Passerelles ruelloises',
        libelle: 'Solde',
        montantCentimes: 0,
        induCentimes: 97_825,
        motifs: ['droit réel inférieur à l’acompte'],
      },
    ],
    coordonneesModifiees: [
      {
        raisonSociale: 'Le Lampadaire',
        siret: '09900001200018',
        ancienIban: ibanFrancais(77),
        iban: ibanFrancais(78),
        verifiePar: 'Étienne Lorrain',
        verifieLe: '2026-11-10T09:00:00.000Z',
        verification: 'Mme Delorme, au 02 38 00 00 00, le 09/11/2026 à 10 h',
      },
    ],
  };
}
