import { lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import type { LigneBilan } from '../../../shared/contract/bilans.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { direEtatBilan } from '../../../shared/domaine/libelles-bilans.ts';
import type { Context } from '../context.ts';
import { produire } from '../documents/produire.ts';
import { Refus } from '../refus.ts';
import { ecrireTableau } from '../tableurs/ecrire-tableau.ts';
import { listerEtatsDesBilans } from './lire.ts';

/** Classeur de l’état des bilans des dossiers demandés : retards, relances, et à qui écrire. */
export async function exporterBilans(
  context: Context,
  { campagneId, dossierIds }: { readonly campagneId: number; readonly dossierIds: readonly number[] },
): Promise<DocumentProduit> {
  const { anneeScolaire, lignes, reglages } = listerEtatsDesBilans(context, campagneId);
  const demandes = new Set(dossierIds);
  const choisies = lignes.filter((l) => demandes.has(l.dossierId));
  if (choisies.length === 0) throw new Refus('rien_a_exporter', 'Choisissez au moins un dossier agréé.');
  const structures = new Map(
    lireLignesDossiers(context.db, campagneId, { dossierIds, champs: [] }).dossiers.map((d) => [
      d.dossier.id,
      d.structure,
    ]),
  );
  const derniere = (l: LigneBilan) => l.relances.at(-1);
  return produire(context, `bilans-${anneeScolaire}.xlsx`, (sortie) =>
    ecrireTableau(
      {
        titre: `Bilans du Clas ${anneeScolaire}`,
        feuille: 'Bilans',
        colonnes: [
          { libelle: 'N°', type: 'texte', largeur: 12 },
          { libelle: 'Structure', type: 'texte', largeur: 34 },
          { libelle: 'Commune', type: 'texte', largeur: 20 },
          { libelle: 'Courriel', type: 'texte', largeur: 30 },
          { libelle: 'Téléphone', type: 'texte', largeur: 14 },
          { libelle: 'État', type: 'texte', largeur: 14 },
          { libelle: 'Attendu le', type: 'date', largeur: 12 },
          { libelle: 'Reçu le', type: 'date', largeur: 12 },
          { libelle: 'Relances', type: 'entier', largeur: 9 },
          { libelle: 'Dernière relance', type: 'date', largeur: 13 },
          { libelle: 'Envoyée le', type: 'date', largeur: 12 },
          { libelle: 'Réponse avant le', type: 'date', largeur: 13 },
          { libelle: 'Montant agréé', type: 'montant', largeur: 13 },
          { libelle: 'Droit réel', type: 'montant', largeur: 13 },
        ],
        lignes: choisies.map((l) => [
          l.numero,
          l.structure,
          l.commune,
          structures.get(l.dossierId)?.courriel ?? null,
          structures.get(l.dossierId)?.telephone ?? null,
          direEtatBilan(l),
          reglages.echeance,
          l.recuLe,
          l.relances.length,
          derniere(l) ? dateDe(derniere(l)?.instant ?? '') : null,
          derniere(l)?.envoyeeLe ?? null,
          derniere(l)?.echeance ?? null,
          l.agreeCentimes,
          l.droitReelCentimes,
        ]),
        pied: pluriel(choisies.length, 'dossier'),
      },
      { sortie },
    ),
  );
}
