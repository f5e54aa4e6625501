import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { LigneSuivi } from '../../../shared/contract/suivi.ts';
import { direAlertes } from '../../../shared/domaine/alertes-suivi.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { LIBELLES_NIVEAU_SCOLAIRE, pluriel } from '../../../shared/domaine/libelles.ts';
import { LIBELLES_SITUATION } from '../../../shared/domaine/libelles-suivi.ts';
import type { Context } from '../context.ts';
import { produire } from '../documents/produire.ts';
import { Refus } from '../refus.ts';
import { type DonneesTableau, ecrireTableau } from '../tableurs/ecrire-tableau.ts';
import { lireSuivi } from './lire.ts';
import { choisirARelancer } from './relancer.ts';

type Colonne = DonneesTableau['colonnes'][number] & { readonly valeur: (l: LigneSuivi) => string | number | null };

function texte(libelle: string, largeur: number, valeur: (l: LigneSuivi) => string | null): Colonne {
  return { libelle, type: 'texte', largeur, valeur };
}
function date(libelle: string, valeur: (l: LigneSuivi) => string | null): Colonne {
  return { libelle, type: 'date', largeur: 12, valeur };
}
function entier(libelle: string, valeur: (l: LigneSuivi) => number | null): Colonne {
  return { libelle, type: 'entier', largeur: 10, valeur };
}
function montant(libelle: string, valeur: (l: LigneSuivi) => number): Colonne {
  return { libelle, type: 'montant', largeur: 14, valeur };
}

/** Colonnes que la grille sait montrer, par leur code ; l’export suit l’ordre et le choix affichés. */
const COLONNES: ReadonlyMap<string, Colonne> = new Map<string, Colonne>([
  ['numero', texte('N°', 12, (l) => l.numero)],
  ['structure', texte('Structure', 34, (l) => l.structure)],
  ['collectif', texte('Collectif', 24, (l) => `${l.lettre} – ${l.libelle}`)],
  ['commune', texte('Commune', 22, (l) => l.commune)],
  ['territoire', texte('Territoire', 28, (l) => l.territoire)],
  ['niveau', texte('Niveau', 13, (l) => (l.niveau === null ? null : LIBELLES_NIVEAU_SCOLAIRE[l.niveau]))],
  ['situation', texte('État', 13, (l) => LIBELLES_SITUATION[l.situation])],
  ['depuis', date('Depuis le', (l) => l.depuis)],
  ['demarreLe', date('Démarré le', (l) => l.demarreLe)],
  ['attenduLe', date('Attendu le', (l) => l.attenduLe)],
  ['effectif', entier('Enfants', (l) => l.confirme.effectif)],
  ['effectifPrevu', entier('Prévus', (l) => l.prevu.effectif)],
  ['coordinateur', texte('Coordinateur', 24, (l) => l.confirme.coordinateur)],
  ['lieu', texte('Lieu', 28, (l) => l.confirme.lieu)],
  [
    'horaires',
    texte('Jours et horaires', 30, (l) => [l.confirme.jours, l.confirme.horaires].filter(Boolean).join(', ') || null),
  ],
  ['mois', entier('Mois', (l) => l.mois)],
  ['agree', montant('Agréé', (l) => l.agreeCentimes)],
  ['droit', montant('À attendre', (l) => l.droitCentimes)],
  ['alertes', texte('Alertes', 52, (l) => direAlertes(l) || null)],
  ['derniereVisite', date('Visité le', (l) => l.derniereVisite)],
  ['relance', date('Relancé le', (l) => (l.relance ? dateDe(l.relance.instant) : null))],
]);

/** Les collectifs montrés, dans leur ordre, avec les colonnes montrées. */
export async function exporterSuivi(
  context: Context,
  demande: {
    readonly campagneId: number;
    readonly collectifIds: readonly number[];
    readonly colonnes: readonly string[];
  },
): Promise<DocumentProduit> {
  const colonnes = demande.colonnes.flatMap((code) => COLONNES.get(code) ?? []);
  if (colonnes.length === 0) throw new Refus('sans_colonne', 'Aucune colonne à exporter : affichez-en au moins une.');
  const { anneeScolaire, lignes } = lireSuivi(context, demande.campagneId);
  const parId = new Map(lignes.map((l) => [l.collectifId, l]));
  const choisies = demande.collectifIds.flatMap((id) => parId.get(id) ?? []);
  return produire(context, `suivi-clas-${anneeScolaire}.xlsx`, (sortie) =>
    ecrireTableau(
      {
        titre: `Suivi des collectifs, Clas ${anneeScolaire}`,
        feuille: 'Suivi',
        colonnes: colonnes.map(({ libelle, type, largeur }) => ({ libelle, type, largeur })),
        lignes: choisies.map((ligne) => colonnes.map(({ valeur }) => valeur(ligne))),
        pied: pluriel(choisies.length, 'collectif'),
      },
      { sortie },
    ),
  );
}

/** Les porteurs dont un démarrage est à confirmer : une ligne chacun, à donner à une messagerie ou à un standard. */
export async function produireListeDesRetards(
  context: Context,
  demande: { readonly campagneId: number; readonly dossierIds: readonly number[] },
): Promise<DocumentProduit> {
  const { anneeScolaire, choisis } = choisirARelancer(context, demande);
  return produire(context, `demarrages-a-confirmer-${anneeScolaire}.xlsx`, (sortie) =>
    ecrireTableau(
      {
        titre: `Démarrages à confirmer, Clas ${anneeScolaire}`,
        feuille: 'Démarrages à confirmer',
        colonnes: [
          { libelle: 'N°', type: 'texte', largeur: 12 },
          { libelle: 'Structure', type: 'texte', largeur: 36 },
          { libelle: 'Courriel', type: 'texte', largeur: 32 },
          { libelle: 'Téléphone', type: 'texte', largeur: 15 },
          { libelle: 'Collectifs à confirmer', type: 'texte', largeur: 40 },
          { libelle: 'Nombre', type: 'entier', largeur: 9 },
          { libelle: 'Attendu le', type: 'date', largeur: 12 },
          { libelle: 'Relances', type: 'entier', largeur: 9 },
          { libelle: 'Dernière relance', type: 'date', largeur: 13 },
          { libelle: 'Réponse attendue le', type: 'date', largeur: 13 },
        ],
        lignes: choisis.map(({ suivi: { dossier, structure, relances }, collectifs }) => {
          const derniere = relances.at(-1);
          return [
            dossier.numero,
            structure.raisonSociale,
            structure.courriel,
            structure.telephone,
            collectifs.map(({ lettre, libelle }) => `${lettre} – ${libelle}`).join(' ; '),
            collectifs.length,
            collectifs.map((c) => c.attenduLe).toSorted()[0] ?? null,
            relances.length,
            derniere ? dateDe(derniere.instant) : null,
            derniere?.echeance ?? null,
          ];
        }),
        pied: pluriel(choisis.length, 'porteur'),
      },
      { sortie },
    ),
  );
}
