import { isFichierDeLotConnu, trouverLot } from '../../../db/queries/fichiers-lot.ts';
import type { VerificationFichier } from '../../../shared/contract/fichiers-lot.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import type { ContenuDeLot } from '../../../shared/domaine/lot.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import type { Context } from '../context.ts';
import { empreinteFichier } from '../fichiers/reserve.ts';
import { lireDepot } from '../imports/depots.ts';
import { Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { RefusDeLecture } from '../tableurs/classeur.ts';
import type { ComparaisonDeLot } from '../tableurs/lot/comparer-lot.ts';
import { FORMAT_DU_CLASSEUR } from '../tableurs/lot/composer.ts';
import type { LotReconnu } from '../tableurs/lot/reconnaitre-lot.ts';

interface Fichier {
  readonly chemin: string;
  readonly nom: string;
}

/**
 * Dit si un classeur que l’application a produit est resté tel quel : chaque case des quatre feuilles, formules et résultats
 * gardés compris, est comparée à ce que le lot, tel que la base le tient, y a écrit. Rien n’est écrit.
 */
export async function verifierFichier(
  context: Context,
  depotId: string,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<VerificationFichier> {
  const [fichier] = lireDepot(context, depotId).fichiers;
  if (!fichier) throw new Refus('depot_vide', 'Aucun fichier déposé : déposez le classeur à vérifier.');
  const sha256 = await empreinteFichier(fichier.chemin);
  const octetsIdentiques = isFichierDeLotConnu(context.db, sha256);
  const rien = { ...sansComparaison(), fichier: fichier.nom, sha256, octetsIdentiques };
  try {
    surProgres(0, 2, `Lecture de « ${fichier.nom} »`);
    const reconnu = await context.lanceur.lancer('reconnaitre-lot', nu(fichier), signal ? { signal } : {});
    if (reconnu === null)
      return {
        ...rien,
        verdict: 'etranger',
        phrase: 'Ce fichier n’est pas le classeur d’un lot de paiement produit par Clas.',
      };
    return { ...rien, ...(await confronter(context, fichier, reconnu, octetsIdentiques, surProgres, signal)) };
  } catch (cause) {
    if (!(cause instanceof RefusDeLecture)) throw cause;
    // Tronqué, abîmé, trop gros : ce n’est plus le fichier produit, et la phrase dit pourquoi.
    return { ...rien, verdict: 'illisible', phrase: cause.message };
  }
}

/** Ce qu’un fichier qu’on ne compare pas laisse vide. */
function sansComparaison(): Omit<
  VerificationFichier,
  'fichier' | 'sha256' | 'octetsIdentiques' | 'verdict' | 'phrase'
> {
  return {
    numero: null,
    exemplaire: null,
    etatDuLot: null,
    controles: [],
    ecarts: [],
    nombreEcarts: 0,
    casesComparees: 0,
  };
}

function nu({ chemin, nom }: Fichier): Fichier {
  return { chemin, nom };
}

type Resultat = Pick<VerificationFichier, 'verdict' | 'phrase' | 'numero' | 'exemplaire'> &
  Partial<Pick<VerificationFichier, 'etatDuLot' | 'controles' | 'ecarts' | 'nombreEcarts' | 'casesComparees'>>;

async function confronter(
  context: Context,
  fichier: Fichier,
  reconnu: LotReconnu,
  octetsIdentiques: boolean,
  surProgres: SurProgres,
  signal: AbortSignal | undefined,
): Promise<Resultat> {
  const { numero, exemplaire, format } = reconnu;
  const lot = numero === null ? undefined : trouverLot(context.db, numero);
  if (!lot?.contenu) {
    return {
      verdict: 'inconnu',
      phrase:
        numero === null
          ? 'Ce classeur de lot ne dit plus de quel lot il est.'
          : `Cette base n’a pas de lot validé n° ${numero} : le fichier vient d’ailleurs, ou son numéro a été changé.`,
      numero,
      exemplaire,
    };
  }
  if (format !== null && Number(format) > FORMAT_DU_CLASSEUR)
    throw new Refus(
      'format_recent',
      `Ce classeur a été produit par une version plus récente de Clas (format ${format}).`,
    );
  surProgres(1, 2, 'Comparaison de chaque cellule');
  const comparaison = await context.lanceur.lancer(
    'comparer-lot',
    { ...nu(fichier), contenu: lot.contenu, exemplaire },
    signal ? { signal } : {},
  );
  // Le numéro n’est donné qu’à la validation : le lot est validé, payé ou annulé.
  const etatDuLot = lot.etat === 'paye' || lot.etat === 'annule' ? lot.etat : 'valide';
  const intact = comparaison.nombreEcarts === 0;
  return {
    verdict: intact ? 'intact' : 'altere',
    phrase: intact
      ? direIntact(lot.contenu, comparaison, etatDuLot, octetsIdentiques)
      : direAltere(lot.contenu, comparaison),
    numero,
    exemplaire,
    etatDuLot,
    controles: controler(lot.contenu, comparaison),
    ecarts: [...comparaison.ecarts],
    nombreEcarts: comparaison.nombreEcarts,
    casesComparees: comparaison.comparees,
  };
}

function direIntact(
  { numero }: ContenuDeLot,
  { exemplaire, comparees }: ComparaisonDeLot,
  etat: 'valide' | 'paye' | 'annule',
  octetsIdentiques: boolean,
): string {
  const quoi = `${exemplaire === 'original' ? 'Original' : 'Duplicata'} du lot ${numero}, intact : ${pluriel(comparees, 'case comparée', 'cases comparées')}, aucune changée.`;
  const octets = octetsIdentiques
    ? ' Ce sont les octets mêmes du fichier archivé.'
    : ' Le fichier a été réenregistré par un autre logiciel : ses octets diffèrent, ses cellules non.';
  const annule = etat === 'annule' ? ' Attention : ce lot a été ANNULÉ depuis, il ne doit pas être payé.' : '';
  return `${quoi}${octets}${annule}`;
}

function direAltere({ numero }: ContenuDeLot, { nombreEcarts, ecarts }: ComparaisonDeLot): string {
  const premier = ecarts[0];
  const ou = premier
    ? ` ${premier.feuille}${premier.cellule === null ? '' : `!${premier.cellule}`} : était ${premier.attendu}, est ${premier.lu}.`
    : '';
  return `Ce classeur du lot ${numero} a été changé : ${pluriel(nombreEcarts, 'différence')}.${ou} Ne le payez pas ; demandez un duplicata.`;
}

function controler(contenu: ContenuDeLot, { lignes, montantCentimes, empreinte }: ComparaisonDeLot) {
  return [
    {
      libelle: 'Nombre de lignes',
      fichier: String(lignes),
      base: String(contenu.lignes.length),
      egal: lignes === contenu.lignes.length,
    },
    {
      libelle: 'Somme des montants',
      fichier: montantCentimes === null ? 'illisible' : formaterEuros(montantCentimes),
      base: formaterEuros(contenu.montantCentimes),
      egal: montantCentimes === contenu.montantCentimes,
    },
    {
      libelle: 'Somme de contrôle (SHA-256), refaite d’après les cellules',
      fichier: empreinte ?? 'ne se calcule plus',
      base: contenu.empreinteLignes,
      egal: empreinte === contenu.empreinteLignes,
    },
  ];
}
