import { derniereEmpreinte } from '../../../db/queries/journal.ts';
import type { StatistiquesBilans } from '../../../shared/contract/bilans.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { LIBELLES_TRANCHE, TRANCHES_AGE } from '../../../shared/domaine/bilan.ts';
import { analyserBilan } from '../../../shared/domaine/bilan-analyse.ts';
import { coutsDesCollectifs } from '../../../shared/domaine/droit.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { compterBilans, type DossierCompte, type Mesure } from '../../../shared/domaine/statistiques-bilans.ts';
import { lireAnnuaire, nomTerritoire } from '../communes.ts';
import type { Context } from '../context.ts';
import { produireEtArchiver } from '../documents/archiver.ts';
import { produire } from '../documents/produire.ts';
import { lireIdentite } from '../parametres.ts';
import type { SurProgres } from '../suivi.ts';
import { type DonneesTableau, ecrireTableau } from '../tableurs/ecrire-tableau.ts';
import { type DossierABilan, rassemblerBilans } from './lire.ts';

type SocleStatistiques = Pick<Context, 'db' | 'ressources'>;

/** Agréé contre réalisé, par territoire et au total ; seuls comptent les bilans reçus ou validés. */
export function lireStatistiques(context: SocleStatistiques, campagneId: number): StatistiquesBilans {
  const { campagne, dossiers } = rassemblerBilans(context.db, campagneId);
  const annuaire = lireAnnuaire(context.ressources);
  return {
    anneeScolaire: campagne.anneeScolaire,
    groupes: compterBilans(
      dossiers.map((d) => compter(d, nomTerritoire(annuaire, d.entree.dossier.communeInsee) ?? '')),
    ),
  };
}

function compter({ entree, agrees, bilan, saisie, faits }: DossierABilan, territoire: string): DossierCompte {
  const effectifs = agrees.flatMap((c) => (c.effectif === null ? [] : [c.effectif]));
  const couts = coutsDesCollectifs(agrees, entree.dossier.totalChargesCentimes);
  const cout = couts.reduce((n, c) => n + c, 0);
  const recu = bilan !== undefined && bilan.etat !== 'brouillon';
  const droit = recu ? analyserBilan(faits, saisie).droit : null;
  return {
    territoire,
    collectifsAgrees: agrees.length,
    effectifPrevu: effectifs.length === 0 ? null : effectifs.reduce((n, e) => n + e, 0),
    coutPrevuCentimes: cout === 0 ? null : cout,
    agreeCentimes: agrees.reduce((n, c) => n + c.agreeCentimes, 0),
    bilan: droit && {
      saisie,
      coutCentimes: droit.droitCentimes === null ? null : droit.coutCentimes,
      droitCentimes: bilan?.droitReelCentimes ?? droit.droitCentimes,
    },
  };
}

const SEXES = [
  ['fillesQpv', 'filles QPV'],
  ['fillesHors', 'filles hors QPV'],
  ['garconsQpv', 'garçons QPV'],
  ['garconsHors', 'garçons hors QPV'],
] as const;

/** Une ligne par territoire ; le total des montants est en formules, une case vide dit « non renseigné ». */
export async function produireStatistiquesXlsx(context: Context, campagneId: number): Promise<DocumentProduit> {
  const { anneeScolaire, groupes } = lireStatistiques(context, campagneId);
  const mesures = (libelle: string, type: 'entier' | 'montant', lire: (g: (typeof groupes)[number]) => Mesure) => [
    { libelle, type, largeur: type === 'montant' ? 13 : 10, valeur: (g: (typeof groupes)[number]) => lire(g).somme },
    {
      libelle: `${libelle} : réponses`,
      type: 'entier' as const,
      largeur: 10,
      valeur: (g: (typeof groupes)[number]) => lire(g).repondus,
    },
  ];
  const colonnes: (DonneesTableau['colonnes'][number] & {
    readonly valeur: (g: (typeof groupes)[number]) => string | number | null;
  })[] = [
    { libelle: 'Territoire', type: 'texte', largeur: 34, valeur: (g) => g.territoire },
    { libelle: 'Dossiers agréés', type: 'entier', largeur: 9, valeur: (g) => g.dossiers },
    { libelle: 'Bilans reçus', type: 'entier', largeur: 9, valeur: (g) => g.bilans },
    { libelle: 'Collectifs agréés, bilans reçus', type: 'entier', largeur: 10, valeur: (g) => g.collectifsAttendus },
    ...mesures('Collectifs réalisés', 'entier', (g) => g.collectifsRealises),
    { libelle: 'Enfants prévus, bilans reçus', type: 'entier', largeur: 10, valeur: (g) => g.effectifAttendu },
    ...mesures('Enfants', 'entier', (g) => g.effectif),
    ...mesures('Séances', 'entier', (g) => g.seances),
    ...mesures('Parents', 'entier', (g) => g.parents),
    ...mesures('Rencontres avec les parents', 'entier', (g) => g.rencontres),
    ...mesures('Salariés', 'entier', (g) => g.salaries),
    ...mesures('Bénévoles', 'entier', (g) => g.benevoles),
    ...mesures('Heures de bénévoles', 'entier', (g) => g.heuresBenevoles),
    ...TRANCHES_AGE.flatMap((tranche) =>
      SEXES.map(([cle, sexe]) => ({
        libelle: `${LIBELLES_TRANCHE[tranche]}, ${sexe}`,
        type: 'entier' as const,
        largeur: 11,
        valeur: (g: (typeof groupes)[number]) => g.enfants[tranche][cle],
      })),
    ),
    { libelle: 'Collectifs dénombrés par âge', type: 'entier', largeur: 11, valeur: (g) => g.denombres.repondus },
    { libelle: 'Coût prévu, bilans reçus', type: 'montant', largeur: 13, valeur: (g) => g.coutAttenduCentimes },
    ...mesures('Coût réel', 'montant', (g) => g.cout),
    { libelle: 'Montant agréé, bilans reçus', type: 'montant', largeur: 13, valeur: (g) => g.agreeAttenduCentimes },
    ...mesures('Droit réel', 'montant', (g) => g.droit),
    { libelle: 'Collectifs agréés, tous', type: 'entier', largeur: 10, valeur: (g) => g.collectifsAgrees },
    { libelle: 'Enfants prévus, tous', type: 'entier', largeur: 10, valeur: (g) => g.effectifPrevu },
    { libelle: 'Coût prévu, tous', type: 'montant', largeur: 13, valeur: (g) => g.coutPrevuCentimes },
    { libelle: 'Montant agréé, tous', type: 'montant', largeur: 13, valeur: (g) => g.agreeCentimes },
  ];
  const total = groupes.at(-1);
  return produire(context, `statistiques-bilans-${anneeScolaire}.xlsx`, (sortie) =>
    ecrireTableau(
      {
        titre: `Bilans du Clas ${anneeScolaire}, par territoire`,
        feuille: 'Statistiques',
        totaux: 'nombres',
        colonnes,
        lignes: groupes.slice(0, -1).map((g) => colonnes.map((c) => c.valeur(g))),
        pied: `${pluriel(total?.bilans ?? 0, 'bilan reçu', 'bilans reçus')} sur ${total?.dossiers ?? 0} ; « bilans reçus » : ces dossiers seulement ; « tous » : tous les dossiers agréés ; une case vide : non renseigné`,
      },
      { sortie },
    ),
  );
}

export function produireStatistiquesPdf(
  context: Context,
  campagneId: number,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const statistiques = lireStatistiques(context, campagneId);
  const jour = context.horloge.aujourdhui();
  return produireEtArchiver(
    context,
    {
      campagneId,
      nature: 'statistiques-bilans',
      nom: `statistiques-bilans-${statistiques.anneeScolaire}-${jour}.pdf`,
      parametres: {},
      travail: 'statistiques-bilans',
      entree: {
        donnees: {
          ...statistiques,
          identite: lireIdentite(context.db),
          jour,
          editeLe: context.horloge.maintenant(),
          version: context.version,
          empreinteJournal: derniereEmpreinte(context.db),
        },
      },
    },
    surProgres,
    signal,
  );
}
