import { NUMERO_NON_CONNU } from '../../shared/domaine/preuve-appel.ts';
import type { Base } from '../base.ts';
import { preparer } from '../preparer.ts';
import { lireReponses } from './contenu-dossier.ts';

/** Un numéro tel qu’il a été écrit quelque part, et quand. */
export interface TraceDeNumero {
  readonly brut: string;
  readonly source: string;
  /** Instant ISO. */
  readonly depuis: string;
}

interface DossierDate {
  readonly id: number;
  readonly numero: string;
  readonly annee: string;
  readonly depuis: string;
}

/**
 * Où un numéro de ce porteur a été écrit : sa fiche à chaque version (le journal en garde la date), les réponses de ses
 * dossiers, les appels d’avant.
 */
export function lireTracesDeNumeros(db: Base, structureId: number): TraceDeNumero[] {
  const fiche = preparer(
    db,
    `SELECT instant AS depuis, json_extract(apres, '$.telephone') AS brut FROM journal
     WHERE objet = ? AND action IN ('structure.creer', 'structure.modifier', 'structure.completer')
       AND json_extract(apres, '$.telephone') IS NOT NULL ORDER BY id`,
  ).all(`structure:${structureId}`) as { depuis: string; brut: string }[];
  const dossiers = preparer(
    db,
    `SELECT d.id, d.numero, c.annee_scolaire AS annee, coalesce(d.contenu_modifie_le, d.cree_le) AS depuis
     FROM dossiers d JOIN campagnes c ON c.id = d.campagne_id WHERE d.structure_id = ? ORDER BY d.id`,
  ).all(structureId) as DossierDate[];
  const appels = preparer(
    db,
    `SELECT verifie_telephone AS brut, verifie_le AS depuis FROM coordonnees_bancaires
     WHERE structure_id = ? AND verifie_telephone IS NOT NULL AND instr(verification, ?) = 0
     UNION ALL SELECT verifie_telephone, traite_le FROM demandes_iban
     WHERE structure_id = ? AND etat = 'acceptee' AND verifie_telephone IS NOT NULL AND instr(motif, ?) = 0`,
  ).all(structureId, NUMERO_NON_CONNU, structureId, NUMERO_NON_CONNU) as { depuis: string; brut: string }[];
  return [
    ...fiche.map((f) => ({ ...f, source: 'fiche de la structure' })),
    ...dossiers.flatMap(({ id, numero, annee, depuis }) =>
      lireReponses(db, id)
        .filter((r) => r.champ === 'telephone')
        .map((r) => ({ brut: r.valeur || r.brut, source: `dossier ${numero} (${annee})`, depuis })),
    ),
    ...appels.map((a) => ({ ...a, source: 'déjà appelé pour un IBAN' })),
  ];
}
