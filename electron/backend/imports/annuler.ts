import { ecrire } from '../../../db/ecrire.ts';
import { finirAnnulation, lireImportAAnnuler } from '../../../db/queries/annulation-import.ts';
import { cloreDemandeIban, lireDemandeIban, rouvrirDemandeIban } from '../../../db/queries/demandes-iban.ts';
import { defaireEffets, lireEffets } from '../../../db/queries/effets-import.ts';
import type { ImportFait } from '../../../shared/contract/imports.ts';
import { acteur, exigerAgent } from '../acteur.ts';
import { exigerCampagneOuverte } from '../cloture/exiger-ouverte.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { raisonDeNePasAnnuler } from './annulable.ts';
import { lireImport } from './importer.ts';

/**
 * Défait un import d’un bloc : ce qu’il a créé s’en va, ce qu’il a modifié redevient ce que c’était.
 * @throws Refus('annulation_impossible') si annuler détruirait le travail d’un agent ou ce qu’un autre import a écrit
 */
export function annulerImport(context: Context, demande: { importId: number; motif: string }): ImportFait {
  exigerAgent(context);
  const campagneId = ecrire(context.db, acteur(context), (tx) => {
    const fait = lireImportAAnnuler(tx.db, demande.importId);
    if (!fait) throw introuvable('Cet import');
    exigerCampagneOuverte(tx.db, fait.campagneId);
    const raison = raisonDeNePasAnnuler(tx.db, fait);
    if (raison !== null) throw new Refus('annulation_impossible', raison);
    const effets = lireEffets(tx.db, fait.id);
    for (const { objet, nature, objetId } of effets) {
      if (objet !== 'demandes_iban' || nature !== 'cree') continue;
      const ouverte = lireDemandeIban(tx.db, objetId);
      if (ouverte?.etat === 'ouverte') cloreDemandeIban(tx, ouverte, 'annulee', `import annulé : ${demande.motif}`);
    }
    defaireEffets(tx, effets);
    // La demande que l’import avait remplacée attend à nouveau.
    for (const { objet, nature, objetId, avant } of effets)
      if (objet === 'demandes_iban' && nature === 'modifie' && avant?.['etat'] === 'ouverte')
        rouvrirDemandeIban(tx, objetId);
    finirAnnulation(tx, fait, demande.motif);
    tx.journaliser({
      action: 'import.annuler',
      libelle: `Import de ${fait.fichier} annulé`,
      objet: `import:${fait.id}`,
      avant: { bilan: fait.bilan },
      motif: demande.motif,
    });
    return fait.campagneId;
  });
  return lireImport(context, campagneId, demande.importId);
}
