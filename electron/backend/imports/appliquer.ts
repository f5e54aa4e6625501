import { createHash } from 'node:crypto';
import type { Transaction } from '../../../db/ecrire.ts';
import { insererDossier, modifierDossier } from '../../../db/queries/contenu-dossier.ts';
import { insererImport, insererStructure, modifierStructure } from '../../../db/queries/imports.ts';
import { lireCoordonneesActives, remplacerCoordonnees } from '../../../db/queries/paiements.ts';
import { contenuDossier, type PlanDossier, type PlanImport } from './comparer.ts';
import type { LectureReunie } from './fusionner.ts';
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
  lecture: LectureReunie,
  valeurs: { readonly campagneId: number; readonly fichiers: readonly FichierRecu[] },
): number {
  const structures = new Map<string, number>();
  for (const dossier of plan.dossiers) {
    if (dossier.nature === 'inchange') continue;
    const structureId = obtenirStructure(tx, dossier, structures);
    const contenu = contenuDossier(dossier, valeurs.campagneId, structureId);
    if (dossier.dossierId === null) insererDossier(tx, contenu);
    else modifierDossier(tx, dossier.dossierId, contenu, dossier.differences);
    declarerIban(tx, structureId, dossier, lecture.fichier);
  }
  return insererImport(
    tx,
    {
      campagneId: valeurs.campagneId,
      fichier: lecture.fichier,
      sha256: empreinteDesFichiers(valeurs.fichiers),
      famille: lecture.famille,
      source: lecture.sources.join(' + '),
      bilan: plan.bilan,
      fichiers: valeurs.fichiers,
    },
    lecture.dossiers.map((d) => d.numero),
    lecture.anomalies.map((a) => (valeurs.fichiers.length > 1 ? a : { ...a, fichier: null })),
  );
}

function obtenirStructure(tx: Transaction, dossier: PlanDossier, dejaCreees: Map<string, number>): number {
  const { cle, id, changements } = dossier.structure;
  const connue = id ?? dejaCreees.get(cle);
  if (connue !== undefined) {
    if (id !== null) modifierStructure(tx, id, changements);
    return connue;
  }
  const nouvelle = insererStructure(tx, valeursStructure(dossier.lu.structure));
  dejaCreees.set(cle, nouvelle);
  return nouvelle;
}

/**
 * Un IBAN nouveau ou changé est enregistré « à vérifier », ce qui bloque les paiements du porteur ; l’ancien reste comme
 * preuve. Un dossier qui redit ce qu’il disait ne défait pas ce qu’un autre dossier du porteur a donné depuis.
 */
function declarerIban(tx: Transaction, structureId: number, plan: PlanDossier, fichier: string): void {
  const { lu } = plan;
  const { iban, bic, titulaireCompte } = lu.structure;
  if (iban === null) return;
  const active = lireCoordonneesActives(tx.db, structureId);
  const memeIban = active?.iban === iban;
  const complet =
    memeIban &&
    (plan.dossierId === null ||
      ((bic ?? active.bic) === active.bic && (titulaireCompte ?? active.titulaire) === active.titulaire));
  if (complet || (active && !plan.banqueChangee)) return;
  const adresse = lu.reponses.find((r) => r.champ === 'iban')?.adresse;
  remplacerCoordonnees(tx, {
    structureId,
    titulaire: titulaireCompte ?? (memeIban ? active.titulaire : null),
    iban,
    bic: bic ?? (memeIban ? active.bic : null),
    origine: adresse ? `import ${fichier}, ${adresse}` : `import ${fichier}`,
  });
}
