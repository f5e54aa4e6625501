import { pluriel } from './libelles.ts';
import type { ContenuDeLot, LigneDeLot } from './lot.ts';
import { formaterEntier } from './nombres.ts';

/** Bénéficiaires nommés pour un compte commun : une ligne imprimée reste une ligne. */
const NOMS_DITS = 8;

/** Un compte du lot qu’un comptable regarde avant de payer. */
export interface CompteARegarder {
  readonly iban: string;
  readonly montantCentimes: number;
  readonly beneficiaires: readonly { readonly raisonSociale: string; readonly siret: string | null }[];
  /** « compte étranger (DE) », « même IBAN pour 2 bénéficiaires : … ». */
  readonly constats: readonly string[];
}

interface TiersComptes {
  readonly beneficiaires: number;
  readonly sansTiers: number;
}

/** Ce qui n’empêche pas de payer un lot, mais se dit sur son classeur et son bordereau. */
export interface AttentionsDuLot extends TiersComptes {
  /** Comptes distincts. */
  readonly comptes: number;
  readonly etrangers: number;
  readonly partages: number;
  readonly aRegarder: readonly CompteARegarder[];
  /** Échéances écrites deux fois ; la base l’interdit, le papier le recompte. */
  readonly enDouble: number;
}

/** Relit les lignes figées d’un lot : comptes hors de France, comptes communs à plusieurs bénéficiaires, n° de tiers absents. */
export function releverAttentions({ lignes }: Pick<ContenuDeLot, 'lignes'>): AttentionsDuLot {
  const comptes = Map.groupBy(lignes, (l) => l.iban);
  const juges = [...comptes].map(([iban, siennes]) => juger(iban, siennes));
  return {
    comptes: comptes.size,
    etrangers: juges.filter((c) => isEtranger(c.iban)).length,
    partages: juges.filter((c) => c.beneficiaires.length > 1).length,
    aRegarder: juges.filter((c) => c.constats.length > 0),
    ...compterSansTiers(lignes),
    enDouble: lignes.length - new Set(lignes.map((l) => l.echeanceId)).size,
  };
}

type Beneficiaire = Pick<LigneDeLot, 'siret' | 'raisonSociale' | 'numeroTiers'>;

/** Bénéficiaires distincts, et ceux dont aucune ligne ne dit le n° de tiers. */
export function compterSansTiers(lignes: readonly Beneficiaire[]): TiersComptes {
  const beneficiaires = Map.groupBy(lignes, cleDuBeneficiaire);
  const sansTiers = [...beneficiaires.values()].filter((siennes) => siennes.every((l) => !l.numeroTiers?.trim()));
  return { beneficiaires: beneficiaires.size, sansTiers: sansTiers.length };
}

/** « 3 bénéficiaires sur 21 sans n° de tiers ». */
export function direSansTiers({ sansTiers, beneficiaires }: TiersComptes): string {
  if (beneficiaires === 0) return 'aucun bénéficiaire';
  if (sansTiers === 0) return 'tous les bénéficiaires ont leur n° de tiers';
  return `${pluriel(sansTiers, 'bénéficiaire')} sur ${formaterEntier(beneficiaires)} sans n° de tiers`;
}

/** « aucun compte étranger », « 2 comptes communs à plusieurs bénéficiaires ». */
export function direComptes({ etrangers, partages }: AttentionsDuLot): readonly [string, string] {
  const compter = (nombre: number, un: string, plusieurs: string) =>
    nombre === 0 ? `aucun ${un}` : pluriel(nombre, un, plusieurs);
  return [
    compter(etrangers, 'compte étranger', 'comptes étrangers'),
    `${compter(partages, 'compte commun', 'comptes communs')} à plusieurs bénéficiaires`,
  ];
}

/** Le SIRET désigne le bénéficiaire ; absent ou abîmé, il faut aussi la raison sociale. */
function cleDuBeneficiaire({ siret, raisonSociale }: Beneficiaire): string {
  return siret !== null && /^\d{14}$/.test(siret) ? siret : JSON.stringify([siret, raisonSociale]);
}

function isEtranger(iban: string): boolean {
  return !iban.startsWith('FR');
}

function juger(iban: string, siennes: readonly LigneDeLot[]): CompteARegarder {
  const beneficiaires = [...Map.groupBy(siennes, cleDuBeneficiaire).values()].flatMap(([premiere]) =>
    premiere ? [{ raisonSociale: premiere.raisonSociale, siret: premiere.siret }] : [],
  );
  const [premier] = beneficiaires;
  // Deux établissements d’un même organisme ont souvent un seul compte : dit, pour que le constat ne s’use pas.
  const memeSiren = beneficiaires.every((b) => b.siret && b.siret.slice(0, 9) === premier?.siret?.slice(0, 9));
  const reste = beneficiaires.length - NOMS_DITS;
  const noms = [
    ...beneficiaires.slice(0, NOMS_DITS).map((b) => b.raisonSociale),
    ...(reste > 0 ? [`et ${pluriel(reste, 'autre')}`] : []),
  ].join(', ');
  return {
    iban,
    montantCentimes: siennes.reduce((n, l) => n + l.montantCentimes, 0),
    beneficiaires,
    constats: [
      ...(isEtranger(iban) ? [`compte étranger (${iban.slice(0, 2)})`] : []),
      ...(beneficiaires.length > 1
        ? [`même IBAN pour ${beneficiaires.length} bénéficiaires${memeSiren ? ' (même SIREN)' : ''} : ${noms}`]
        : []),
    ],
  };
}
