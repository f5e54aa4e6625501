import { createHash } from 'node:crypto';
import type { Transaction } from '../../../db/ecrire.ts';
import { type ChangementDit, insererDossier, modifierDossier } from '../../../db/queries/contenu-dossier.ts';
import { remplacerCoordonnees } from '../../../db/queries/coordonnees.ts';
import { cloreDemandeIban, lireDemandeOuverte, ouvrirDemandeIban } from '../../../db/queries/demandes-iban.ts';
import { insererImport, insererStructure, marquerAbsents, modifierStructure } from '../../../db/queries/imports.ts';
import type { DifferenceImport } from '../../../shared/contract/imports.ts';
import type { PlanDossier, PlanImport } from './comparer.ts';
import { contenuDossier } from './contenu-lu.ts';
import type { PlanCoordonnees } from './coordonnees.ts';
import { valeursStructure } from './rapprocher-porteurs.ts';

/** Un fichier gardé dans la réserve. */
export interface FichierRecu {
  readonly nom: string;
  readonly sha256: string;
  readonly octets: number;
}

/** L’empreinte du fichier, ou celle de la liste des empreintes. */
function empreinteDesFichiers(fichiers: readonly FichierRecu[]): string {
  const [premier, ...autres] = fichiers;
  if (premier && autres.length === 0) return premier.sha256;
  return createHash('sha256')
    .update(fichiers.map((f) => f.sha256).join('\n'))
    .digest('hex');
}

/** Écrit le plan dans la transaction donnée : tout, ou rien si elle échoue. Rend le numéro de l’import. */
export function appliquerImport(
  tx: Transaction,
  plan: PlanImport,
  valeurs: { readonly campagneId: number; readonly fichiers: readonly FichierRecu[] },
): number {
  const { lecture } = plan;
  const structures = new Map<string, number>();
  for (const dossier of plan.dossiers) {
    if (dossier.nature === 'inchange') continue;
    const structureId = obtenirStructure(tx, dossier, structures);
    const contenu = contenuDossier(dossier, valeurs.campagneId, structureId);
    if (dossier.dossierId === null) insererDossier(tx, contenu);
    else modifierDossier(tx, dossier.dossierId, contenu, dossier.differences.map(direChangement));
  }
  for (const coordonnees of plan.coordonnees) ecrireCoordonnees(tx, coordonnees, structures);
  marquerAbsents(tx, plan.absents);
  return insererImport(
    tx,
    {
      campagneId: valeurs.campagneId,
      fichier: lecture.fichier,
      sha256: empreinteDesFichiers(valeurs.fichiers),
      famille: lecture.famille,
      source: lecture.sources.join(' + '),
      bilan: plan.fait,
      fichiers: valeurs.fichiers,
    },
    lecture.dossiers.map((d) => d.numero),
    lecture.anomalies.map((a) => (valeurs.fichiers.length > 1 ? a : { ...a, fichier: null })),
  );
}

function direChangement({ champ, avant, apres }: DifferenceImport): ChangementDit {
  return { champ, avant, apres };
}

function obtenirStructure(tx: Transaction, dossier: PlanDossier, creees: Map<string, number>): number {
  const { cle, id, changements } = dossier.structure;
  const connue = id ?? creees.get(cle);
  if (connue !== undefined) {
    if (id !== null) modifierStructure(tx, id, changements);
    return connue;
  }
  const nouvelle = insererStructure(tx, valeursStructure(dossier.lu.structure));
  creees.set(cle, nouvelle);
  return nouvelle;
}

/**
 * Le premier IBAN d’un porteur s’enregistre « à vérifier ». Celui d’un porteur connu n’est jamais écrit : une demande
 * s’ouvre, qui remplace celle qui attendait déjà.
 */
function ecrireCoordonnees(tx: Transaction, plan: PlanCoordonnees, creees: ReadonlyMap<string, number>): void {
  const { structure, mode, iban, bic, titulaire, adresse, fichier } = plan;
  const structureId = structure.id ?? creees.get(structure.cle);
  if (structureId === undefined) throw new Error(`porteur non écrit : ${structure.cle}`);
  const origine = adresse ? `import ${fichier}, ${adresse}` : `import ${fichier}`;
  const valeurs = { structureId, titulaire, iban, bic, origine };
  if (mode === 'enregistrer') {
    remplacerCoordonnees(tx, valeurs);
    return;
  }
  const ouverte = lireDemandeOuverte(tx.db, structureId);
  if (ouverte) cloreDemandeIban(tx, ouverte, 'annulee', `remplacée par celle de l’${origine}`);
  ouvrirDemandeIban(tx, valeurs);
}
