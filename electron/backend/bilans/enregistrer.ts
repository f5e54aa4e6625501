import type { Transaction } from '../../../db/ecrire.ts';
import {
  type BilanAEcrire,
  type BilanGarde,
  lireBilan,
  listerAgrees,
  remplacerBilan,
} from '../../../db/queries/bilans.ts';
import { campagneDuDossier } from '../../../db/queries/dossiers.ts';
import { introuvable, Refus } from '../refus.ts';

/**
 * Écrit le bilan d’un dossier agréé, brouillon ou reçu, à la place de celui qui y était.
 * @throws Refus `bilan_valide` (à rouvrir d’abord), `dossier_non_agree`, `collectif_non_agree`, `reception_sans_date`
 * @returns l’identifiant du bilan
 */
export function enregistrerBilan(tx: Transaction, bilan: BilanAEcrire): number {
  const { dossierId } = bilan;
  const campagneId = campagneDuDossier(tx.db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  const avant = lireBilan(tx.db, campagneId, dossierId);
  refuserValide(avant);
  const agrees = listerAgrees(tx.db, campagneId, dossierId).get(dossierId) ?? [];
  if (agrees.length === 0) {
    throw new Refus('dossier_non_agree', 'Aucun collectif de ce dossier n’est agréé : il n’y a pas de bilan à rendre.');
  }
  controlerCollectifs(bilan, new Set(agrees.map((c) => c.id)));
  if (bilan.etat === 'recu' && bilan.recuLe === null) {
    throw new Refus('reception_sans_date', 'Donnez la date à laquelle le bilan a été reçu.');
  }
  const { agentId } = tx.acteur;
  if (agentId === null) throw new Refus('agent_absent', 'Dites d’abord qui vous êtes : choisissez votre nom.');
  const id = remplacerBilan(tx, agentId, bilan);
  tx.journaliser({
    action: bilan.etat === 'recu' && avant?.etat !== 'recu' ? 'bilan.recevoir' : 'bilan.ecrire',
    libelle:
      bilan.etat === 'brouillon'
        ? 'Bilan : brouillon enregistré'
        : avant?.etat === 'recu'
          ? 'Bilan reçu, modifié'
          : `Bilan reçu (${bilan.origine})`,
    objet: `dossier:${dossierId}`,
    ...changements(avant, bilan),
  });
  return id;
}

function refuserValide(avant: BilanGarde | undefined): void {
  if (avant?.etat !== 'valide') return;
  throw new Refus(
    'bilan_valide',
    'Ce bilan est validé : son droit réel est figé. Rouvrez-le d’abord, en disant pourquoi.',
  );
}

function controlerCollectifs(bilan: BilanAEcrire, agrees: ReadonlySet<number>): void {
  for (const liste of [bilan.collectifs, bilan.contenu.collectifs]) {
    const ids = liste.map((c) => c.collectifId);
    if (ids.some((id) => !agrees.has(id))) {
      throw new Refus(
        'collectif_non_agree',
        'Le bilan parle d’un collectif qui n’est pas, ou plus, agréé dans ce dossier : rechargez la page.',
      );
    }
    if (new Set(ids).size !== ids.length) {
      throw new Refus('collectif_en_double', 'Le bilan parle deux fois du même collectif.');
    }
  }
}

const SUIVIES = ['etat', 'recuLe', 'origine', 'fichierSha256', 'contenu', 'collectifs', 'budget'] as const;

/** Ce qui a changé, et seulement cela : un brouillon s’enregistre souvent. */
function changements(avant: BilanGarde | undefined, apres: BilanAEcrire) {
  const differentes = SUIVIES.filter((cle) => JSON.stringify(avant?.[cle]) !== JSON.stringify(apres[cle]));
  const garder = (valeurs: BilanGarde | BilanAEcrire) => Object.fromEntries(differentes.map((c) => [c, valeurs[c]]));
  return { avant: avant && garder(avant), apres: garder(apres) };
}
