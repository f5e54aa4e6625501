import type { LigneDossier } from '../../../shared/contract/dossiers.ts';
import { LIBELLES_DECISION, LIBELLES_NIVEAU_SCOLAIRE, LIBELLES_PILE } from '../../../shared/domaine/libelles.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { produire } from '../documents/produire.ts';
import { Refus } from '../refus.ts';
import { ecrireTableau } from '../tableurs/ecrire-tableau.ts';
import { listerDossiers } from './lire.ts';

type Cellule = string | number | null;
interface Colonne {
  readonly libelle: string;
  readonly type: 'texte' | 'entier' | 'montant' | 'date' | 'note';
  readonly largeur: number;
  readonly valeur: (d: LigneDossier) => Cellule;
}

const ETATS: Record<LigneDossier['etat'], string> = {
  a_etudier: 'À étudier',
  en_lecture: 'En lecture',
  etudie: 'Étudié',
  decide: 'Décidé',
};

function direNiveaux(niveaux: LigneDossier['niveaux']): string {
  return niveaux
    .map(
      ({ niveau, nombre }) =>
        `${nombre} ${niveau === null ? 'sans niveau' : LIBELLES_NIVEAU_SCOLAIRE[niveau].toLowerCase()}`,
    )
    .join(', ');
}

/** Colonnes que la grille sait montrer, par leur code ; l’export suit l’ordre et le choix affichés. */
const COLONNES: ReadonlyMap<string, Colonne> = new Map<string, Colonne>([
  ['numero', { libelle: 'N°', type: 'texte', largeur: 12, valeur: (d) => d.numero }],
  ['structure', { libelle: 'Structure', type: 'texte', largeur: 34, valeur: (d) => d.structure.raisonSociale }],
  ['siret', { libelle: 'SIRET', type: 'texte', largeur: 17, valeur: (d) => d.structure.siret }],
  ['commune', { libelle: 'Commune', type: 'texte', largeur: 24, valeur: (d) => d.communeNom }],
  ['communeInsee', { libelle: 'Code INSEE', type: 'texte', largeur: 11, valeur: (d) => d.communeInsee }],
  ['territoire', { libelle: 'Territoire', type: 'texte', largeur: 30, valeur: (d) => d.territoire }],
  [
    'qpv',
    { libelle: 'QPV', type: 'texte', largeur: 6, valeur: (d) => (d.qpv === null ? null : d.qpv ? 'oui' : 'non') },
  ],
  ['niveaux', { libelle: 'Niveaux', type: 'texte', largeur: 26, valeur: (d) => direNiveaux(d.niveaux) }],
  ['collectifs', { libelle: 'Collectifs', type: 'entier', largeur: 10, valeur: (d) => d.collectifs }],
  ['effectif', { libelle: 'Enfants', type: 'entier', largeur: 9, valeur: (d) => d.effectif }],
  ['cout', { libelle: 'Coût', type: 'montant', largeur: 14, valeur: (d) => d.coutCentimes }],
  ['demande', { libelle: 'Demandé', type: 'montant', largeur: 14, valeur: (d) => d.demandeCentimes }],
  ['droit', { libelle: 'Droit', type: 'montant', largeur: 14, valeur: (d) => d.droitCentimes }],
  ['agree', { libelle: 'Agréé', type: 'montant', largeur: 14, valeur: (d) => d.agreeCentimes }],
  ['note', { libelle: 'Note', type: 'note', largeur: 8, valeur: (d) => d.note.dixiemes }],
  ['rang', { libelle: 'Rang', type: 'entier', largeur: 7, valeur: (d) => d.rang?.rang ?? null }],
  [
    'pile',
    { libelle: 'Pile proposée', type: 'texte', largeur: 14, valeur: (d) => (d.pile ? LIBELLES_PILE[d.pile] : null) },
  ],
  ['raisons', { libelle: 'Raisons', type: 'texte', largeur: 60, valeur: (d) => d.raisons.join(' ; ') }],
  ['etat', { libelle: 'État', type: 'texte', largeur: 12, valeur: (d) => ETATS[d.etat] }],
  [
    'decision',
    {
      libelle: 'Décision',
      type: 'texte',
      largeur: 18,
      valeur: (d) =>
        d.decision === null ? null : d.decision === 'mixte' ? 'Selon le collectif' : LIBELLES_DECISION[d.decision],
    },
  ],
  ['deposeLe', { libelle: 'Déposé le', type: 'date', largeur: 11, valeur: (d) => d.deposeLe?.slice(0, 10) ?? null }],
  ['anomalies', { libelle: 'Anomalies', type: 'entier', largeur: 10, valeur: (d) => d.anomalies }],
  ['lecteurs', { libelle: 'Lecteurs', type: 'texte', largeur: 26, valeur: (d) => d.lecteurs.join(', ') }],
]);

export async function exporterDossiers(
  context: Context,
  demande: { campagneId: number; dossierIds: readonly number[]; colonnes: readonly string[] },
): Promise<{ documentId: string; nom: string }> {
  const campagne = lireCampagne(context, demande.campagneId);
  const colonnes = demande.colonnes.flatMap((c) => COLONNES.get(c) ?? []);
  if (colonnes.length === 0) throw new Refus('sans_colonne', 'Aucune colonne à exporter : affichez-en au moins une.');
  const parId = new Map(listerDossiers(context, demande.campagneId).map((d) => [d.id, d]));
  const lignes = demande.dossierIds.flatMap((id) => {
    const dossier = parId.get(id);
    return dossier ? [colonnes.map((c) => c.valeur(dossier))] : [];
  });
  return produire(context, `dossiers-clas-${campagne.anneeScolaire}.xlsx`, (sortie) =>
    ecrireTableau(
      {
        titre: `Dossiers Clas ${campagne.anneeScolaire}`,
        feuille: 'Dossiers',
        colonnes: colonnes.map(({ libelle, type, largeur }) => ({ libelle, type, largeur })),
        lignes,
        pied: `${lignes.length} dossiers`,
      },
      { sortie },
    ),
  );
}
