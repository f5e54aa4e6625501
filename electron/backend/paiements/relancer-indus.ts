import { type LignesDossiers, lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import { type InduConnu, indusDeLaCampagne } from '../../../db/queries/indus.ts';
import { type LigneRelance, listerRelances } from '../../../db/queries/relances.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { lireCampagne } from '../campagnes.ts';
import { lireAnnuaire } from '../communes.ts';
import type { Context } from '../context.ts';
import { destinataireDe, expediteurDe } from '../correspondants.ts';
import { produire } from '../documents/produire.ts';
import type { LettreIndu } from '../documents/relance-indu-donnees.ts';
import { Refus } from '../refus.ts';
import { type DemandeRelance, exigerRelancePossible, relancer } from '../relances.ts';
import type { SurProgres } from '../suivi.ts';
import { ecrireTableau } from '../tableurs/ecrire-tableau.ts';
import type { DroitsDuDossier } from './droits.ts';
import { relancesDepuis } from './indus.ts';
import { droitReelTenu } from './reviser.ts';
import { type DossierSitue, situerPaiements } from './situation.ts';

const NATURE = 'relances-indus';

interface Debiteur {
  readonly entree: LignesDossiers['dossiers'][number];
  readonly situe: DossierSitue;
  readonly indus: readonly InduConnu[];
  /** Les lettres déjà parties pour ce qui reste dû. */
  readonly relances: readonly LigneRelance[];
}

/** Les dossiers à qui il reste quelque chose à rembourser. */
function listerDebiteurs({ db }: Pick<Context, 'db'>, campagneId: number, dossierIds?: readonly number[]): Debiteur[] {
  const endettes = situerPaiements(db, campagneId).dossiers.filter((d) => d.induCentimes > 0);
  const situes = new Map(endettes.map((d) => [d.porteur.dossierId, d]));
  const indus = Map.groupBy(indusDeLaCampagne(db, campagneId), (i) => i.dossierId);
  const relances = Map.groupBy(listerRelances(db, campagneId, 'trop_percu'), (r) => r.dossierId);
  const choisis = [...situes.keys()].filter((id) => dossierIds?.includes(id) ?? true);
  return lireLignesDossiers(db, campagneId, { champs: [], dossierIds: choisis }).dossiers.flatMap((entree) => {
    const { id } = entree.dossier;
    const situe = situes.get(id);
    const siens = indus.get(id) ?? [];
    const plusAncien = siens.find((i) => i.resteCentimes > 0);
    return situe && plusAncien
      ? [{ entree, situe, indus: siens, relances: relancesDepuis(relances.get(id) ?? [], plusAncien.constateLe) }]
      : [];
  });
}

/** Le calcul que la lettre montre : versé, moins le droit, moins ce qui est réglé, donne le reste. */
function calculer({ situe: { droits, emisCentimes, induCentimes }, indus }: Debiteur) {
  const reel = droitReelTenu(droits);
  return {
    agreeCentimes: droits.agreeCentimes,
    droitCentimes: reel ?? droits.agreeCentimes,
    reel: reel !== null,
    verseCentimes: emisCentimes,
    renduCentimes: indus.reduce((n, i) => n + i.renduCentimes, 0),
    abandonneCentimes: indus.reduce((n, i) => n + i.abandonneCentimes, 0),
    resteCentimes: induCentimes,
  };
}

/**
 * Ce qui interdit de réclamer à un porteur une somme qui peut encore changer, ou qui ne tombe pas juste.
 * @throws Refus qui nomme les dossiers
 */
function exigerSommesSures(choisis: readonly Debiteur[]): void {
  const nommer = (ceux: readonly Debiteur[]) => ceux.map((d) => d.entree.dossier.numero).join(', ');
  const rouverts = choisis.filter(({ situe: { droits } }) => isRouvert(droits));
  if (rouverts.length > 0)
    throw new Refus(
      'bilan_rouvert',
      `Bilan rouvert, le droit peut encore changer (${nommer(rouverts)}) : validez-le d’abord, ou retirez ce dossier du choix.`,
    );
  const faux = choisis.filter((d) => {
    const { verseCentimes, droitCentimes, renduCentimes, abandonneCentimes, resteCentimes } = calculer(d);
    return verseCentimes - droitCentimes - renduCentimes - abandonneCentimes !== resteCentimes;
  });
  if (faux.length > 0)
    throw new Refus(
      'desaccord',
      `Le trop-perçu ne répond plus aux décisions (${nommer(faux)}) : voyez les contrôles de Paiements avant d’écrire au porteur.`,
    );
}

function isRouvert(droits: DroitsDuDossier): boolean {
  return droitReelTenu(droits) !== null && droits.bilan?.etat !== 'valide';
}

/** Une lettre par dossier débiteur ; la demande n’est inscrite qu’une fois le document écrit, si rien n’a bougé entre-temps. */
export async function relancerIndus(
  context: Context,
  demande: DemandeRelance,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const { campagneId, dossierIds, echeance } = demande;
  exigerRelancePossible(context, demande, 'trop_percu');
  const { anneeScolaire } = lireCampagne(context, campagneId);
  const expediteur = expediteurDe(context, anneeScolaire);
  const choisis = listerDebiteurs(context, campagneId, dossierIds);
  if (choisis.length === 0)
    throw new Refus(
      'rien_a_demander',
      'Aucun des dossiers choisis n’a de trop-perçu restant dû : rien n’a été produit.',
    );
  exigerSommesSures(choisis);
  return relancer(
    context,
    {
      campagneId,
      nature: NATURE,
      nom: `demandes-remboursement-${anneeScolaire}-${expediteur.jour}.pdf`,
      parametres: { dossiers: choisis.map(({ entree }) => entree.dossier.numero), echeance },
      travail: NATURE,
      entree: { donnees: { ...expediteur, echeance, lettres: composerLettres(context, choisis) } },
    },
    {
      campagneId,
      objet: 'trop_percu',
      dossierIds: choisis.map(({ entree }) => entree.dossier.id),
      echeance,
      recontroler: () => exigerInchanges(context, demande, choisis),
    },
    surProgres,
    signal,
  );
}

/** Remboursé ou revu ailleurs pendant l’écriture : la lettre réclamerait une somme fausse. */
function exigerInchanges(context: Context, { campagneId, dossierIds }: DemandeRelance, ecrits: readonly Debiteur[]) {
  const sommes = (debiteurs: readonly Debiteur[]) =>
    JSON.stringify(debiteurs.map((d) => [d.entree.dossier.id, calculer(d)]));
  if (sommes(listerDebiteurs(context, campagneId, dossierIds)) === sommes(ecrits)) return;
  throw new Refus(
    'trop_percus_changes',
    'Un de ces trop-perçus a changé dans une autre fenêtre pendant l’écriture des lettres : rien n’a été inscrit. Recommencez.',
  );
}

function composerLettres(context: Context, choisis: readonly Debiteur[]): LettreIndu[] {
  const annuaire = lireAnnuaire(context.ressources);
  return choisis.map((debiteur) => {
    const { dossier, structure } = debiteur.entree;
    const derniere = debiteur.relances.at(-1);
    return {
      ...destinataireDe(annuaire, dossier.numero, structure),
      ...calculer(debiteur),
      relanceDu: derniere ? dateDe(derniere.instant) : null,
    };
  });
}

/** Classeur des trop-perçus qui restent dus : à qui, combien, demandé quand, qui joindre. */
export async function produireListeDesIndus(context: Context, campagneId: number): Promise<DocumentProduit> {
  const { anneeScolaire } = lireCampagne(context, campagneId);
  const debiteurs = listerDebiteurs(context, campagneId);
  if (debiteurs.length === 0)
    throw new Refus('rien_a_demander', 'Aucun trop-perçu ne reste dû : il n’y a pas de liste à produire.');
  return produire(context, `trop-percus-${anneeScolaire}.xlsx`, (sortie) =>
    ecrireTableau(
      {
        titre: `Trop-perçus à rembourser, Clas ${anneeScolaire}`,
        feuille: 'Trop-perçus',
        colonnes: [
          { libelle: 'N°', type: 'texte', largeur: 11 },
          { libelle: 'Structure', type: 'texte', largeur: 26 },
          { libelle: 'SIRET', type: 'texte', largeur: 16 },
          { libelle: 'N° de tiers', type: 'texte', largeur: 11 },
          { libelle: 'Courriel', type: 'texte', largeur: 25 },
          { libelle: 'Téléphone', type: 'texte', largeur: 14 },
          { libelle: 'Constaté le', type: 'date', largeur: 11 },
          { libelle: 'Droit', type: 'montant', largeur: 11 },
          { libelle: 'Versé', type: 'montant', largeur: 11 },
          { libelle: 'Rendu', type: 'montant', largeur: 11 },
          { libelle: 'Abandonné', type: 'montant', largeur: 11 },
          { libelle: 'Reste dû', type: 'montant', largeur: 11 },
          { libelle: 'Relances', type: 'entier', largeur: 9 },
          { libelle: 'Dernière relance', type: 'date', largeur: 11 },
          { libelle: 'À rembourser le', type: 'date', largeur: 11 },
        ],
        lignes: debiteurs.map((debiteur) => {
          const { entree, situe, indus, relances } = debiteur;
          const { droitCentimes, verseCentimes, renduCentimes, abandonneCentimes, resteCentimes } = calculer(debiteur);
          const constat = indus.find((i) => i.resteCentimes > 0);
          const derniere = relances.at(-1);
          return [
            entree.dossier.numero,
            entree.structure.raisonSociale,
            entree.structure.siret,
            situe.porteur.numeroTiers,
            entree.structure.courriel,
            entree.structure.telephone,
            constat === undefined ? null : dateDe(constat.constateLe),
            droitCentimes,
            verseCentimes,
            renduCentimes,
            abandonneCentimes,
            resteCentimes,
            relances.length,
            derniere === undefined ? null : dateDe(derniere.instant),
            derniere?.echeance ?? null,
          ];
        }),
        pied: pluriel(debiteurs.length, 'dossier'),
      },
      { sortie },
    ),
  );
}
