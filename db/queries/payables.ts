import type { Base } from '../base.ts';
import { preparer } from '../preparer.ts';

/** Un dossier qui a des échéances : son porteur, le compte actif de celui-ci, sa séance. */
export interface DossierAPayer {
  readonly dossierId: number;
  readonly numeroDossier: string;
  readonly communeInsee: string | null;
  readonly structureId: number;
  readonly numeroTiers: string | null;
  readonly raisonSociale: string;
  readonly formeJuridique: string | null;
  readonly siret: string | null;
  readonly rna: string | null;
  readonly coordonneesId: number | null;
  readonly titulaireCompte: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly etatIban: 'a_verifier' | 'verifie' | 'bloque' | null;
  /** Un changement de compte attend la décision d’un autre agent. */
  readonly changementDemande: boolean;
  /** Un autre SIRET déclare le même IBAN, et ce partage n’est pas vérifié des deux côtés ; null si aucun. */
  readonly ibanPartageAvec: string | null;
  /** La dernière séance qui a accordé. */
  readonly dateSeance: string | null;
}

export function dossiersAPayer(db: Base, campagneId: number): DossierAPayer[] {
  const lignes = preparer(
    db,
    `SELECT d.id AS dossierId, d.numero AS numeroDossier, d.commune_insee AS communeInsee,
       s.id AS structureId, s.numero_tiers AS numeroTiers, s.raison_sociale AS raisonSociale,
       s.forme_juridique AS formeJuridique, s.siret, s.rna,
       c.id AS coordonneesId, c.titulaire AS titulaireCompte, c.iban, c.bic, c.etat AS etatIban,
       EXISTS (SELECT 1 FROM demandes_iban i WHERE i.structure_id = s.id AND i.etat = 'ouverte') AS changementDemande,
       (SELECT min(s2.raison_sociale) FROM coordonnees_bancaires c2 JOIN structures s2 ON s2.id = c2.structure_id
         WHERE c2.iban = c.iban AND c2.actif = 1 AND c2.structure_id <> s.id AND s2.siret IS NOT s.siret
           AND (c2.etat <> 'verifie' OR c.etat <> 'verifie')) AS ibanPartageAvec,
       (SELECT max(v.date) FROM decisions x JOIN collectifs k ON k.id = x.collectif_id JOIN seances v ON v.id = x.seance_id
         WHERE k.dossier_id = d.id AND x.en_vigueur = 1 AND x.nature IN ('agree', 'agree_sous_reserve')) AS dateSeance
     FROM dossiers d JOIN structures s ON s.id = d.structure_id
     LEFT JOIN coordonnees_bancaires c ON c.structure_id = s.id AND c.actif = 1
     WHERE d.campagne_id = ? AND EXISTS (SELECT 1 FROM echeances e WHERE e.dossier_id = d.id)
     ORDER BY d.numero`,
  ).all(campagneId) as (Omit<DossierAPayer, 'changementDemande'> & { readonly changementDemande: number })[];
  return lignes.map((l) => ({ ...l, changementDemande: l.changementDemande === 1 }));
}

/** Ce que la signature permet de payer : l’état de la convention en cours d’un dossier, et ses avenants en attente. */
export interface ConventionAPayer {
  readonly dossierId: number;
  /** null : aucune en cours. */
  readonly numero: string | null;
  readonly etat: 'a_signer' | 'envoyee' | 'signee' | 'resiliee';
  readonly signeeLe: string | null;
  /** Ce que disent la convention et ses avenants signés, en centimes. */
  readonly montantCentimes: number;
  readonly avenantASigner: string | null;
  /** Les acomptes qu’annonce le dernier papier signé ; null : il ne dit pas d’échéancier. */
  readonly acomptesConvenus: readonly string[] | null;
}

/** Par dossier : sa convention en cours, sinon la dernière résiliée. */
export function conventionsAPayer(db: Base, campagneId: number): ReadonlyMap<number, ConventionAPayer> {
  const lignes = preparer(
    db,
    `SELECT c.dossier_id AS dossierId, c.numero, c.etat, c.signee_le AS signeeLe,
       coalesce((SELECT a.montant_centimes FROM conventions a WHERE a.convention_id = c.id AND a.etat = 'signee'
         ORDER BY a.rang DESC LIMIT 1), c.montant_centimes) AS montantCentimes,
       (SELECT a.numero FROM conventions a WHERE a.convention_id = c.id AND a.etat IN ('a_signer', 'envoyee')
         ORDER BY a.rang LIMIT 1) AS avenantASigner,
       coalesce((SELECT a.contenu FROM conventions a WHERE a.convention_id = c.id AND a.etat = 'signee'
         ORDER BY a.rang DESC LIMIT 1), c.contenu) -> '$.faits.echeances' AS echeances
     FROM conventions c WHERE c.campagne_id = ? AND c.nature = 'convention' ORDER BY c.etat <> 'resiliee', c.id`,
  ).all(campagneId) as (Omit<ConventionAPayer, 'acomptesConvenus'> & { readonly echeances: string | null })[];
  return new Map(
    lignes.map(({ echeances, ...l }) => [l.dossierId, { ...l, acomptesConvenus: lireAcomptes(echeances) }]),
  );
}

/** Une convention résiliée, sans autre en cours : rien n’est plus versé au dossier. */
export interface VersementsArretes {
  readonly resilieeLe: string;
  /** Déjà dans un lot validé ou payé. */
  readonly emisCentimes: number;
}

/** Par dossier : ceux dont toutes les conventions sont résiliées. */
export function versementsArretes(db: Base, campagneId: number): ReadonlyMap<number, VersementsArretes> {
  const lignes = preparer(
    db,
    `SELECT c.dossier_id AS dossierId, max(c.resiliee_le) AS resilieeLe,
       (SELECT coalesce(sum(x.montant_centimes), 0) FROM lignes_lot x JOIN lots l ON l.id = x.lot_id
         JOIN echeances e ON e.id = x.echeance_id
         WHERE e.dossier_id = c.dossier_id AND x.active = 1 AND l.etat IN ('valide', 'paye')) AS emisCentimes
     FROM conventions c WHERE c.campagne_id = ? AND c.nature = 'convention'
     GROUP BY c.dossier_id HAVING min(c.etat = 'resiliee') = 1`,
  ).all(campagneId) as (VersementsArretes & { readonly dossierId: number })[];
  return new Map(lignes.map(({ dossierId, ...l }) => [dossierId, l]));
}

function lireAcomptes(echeances: string | null): string[] | null {
  if (echeances === null) return null;
  // Écrit par l’application, à la génération du papier.
  const lues = JSON.parse(echeances) as { readonly nature: string; readonly libelle: string }[];
  return lues.filter((e) => e.nature === 'acompte').map((e) => e.libelle);
}

/** Ce que la campagne a décidé, peut dépenser, a émis : sommes lues à part, pour être comparées. */
export interface SommesDeLaCampagne {
  readonly agreeCentimes: number;
  readonly enveloppeCentimes: number | null;
  /** Σ des lots validés ou payés, moins leurs lignes rejetées. */
  readonly lotsCentimes: number;
  readonly close: boolean;
}

export function sommesDeLaCampagne(db: Base, campagneId: number): SommesDeLaCampagne {
  const ligne = preparer(
    db,
    `SELECT (SELECT coalesce(sum(x.montant_centimes), 0) FROM decisions x JOIN collectifs k ON k.id = x.collectif_id
         JOIN dossiers d ON d.id = k.dossier_id WHERE d.campagne_id = c.id AND x.en_vigueur = 1) AS agreeCentimes,
       c.enveloppe_centimes AS enveloppeCentimes, c.close_le IS NOT NULL AS close,
       (SELECT coalesce(sum(l.montant_centimes), 0) FROM lots l WHERE l.campagne_id = c.id AND l.etat IN ('valide', 'paye'))
       - (SELECT coalesce(sum(x.montant_centimes), 0) FROM lignes_lot x JOIN lots l ON l.id = x.lot_id
         WHERE l.campagne_id = c.id AND l.etat IN ('valide', 'paye') AND x.active = 0) AS lotsCentimes
     FROM campagnes c WHERE c.id = ?`,
  ).get(campagneId) as Omit<SommesDeLaCampagne, 'close'> & { readonly close: number };
  return { ...ligne, close: ligne.close === 1 };
}
