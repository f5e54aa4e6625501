import { isFichierDeLotConnu, trouverLot } from '../../../db/queries/fichiers-lot.ts';
import type { EcartDePresentation, VerificationFichier } from '../../../shared/contract/fichiers-lot.ts';
import { assertNever, pluriel } from '../../../shared/domaine/libelles.ts';
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

/** Au-delà, la liste ne dit plus rien de neuf. */
const PRESENTATION_RENDUE = 200;

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
    if (reconnu.fichier === 'ods')
      return {
        ...rien,
        verdict: 'a_convertir',
        phrase: `Ce classeur de lot a été réenregistré en .ods : seul un .xlsx se vérifie. Dans LibreOffice, « Fichier », « Enregistrer sous », choisissez « Classeur Excel 2007-365 (.xlsx) », puis déposez cette copie.`,
        numero: reconnu.numero,
        exemplaire: reconnu.exemplaire,
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
    presentation: [],
  };
}

function nu({ chemin, nom }: Fichier): Fichier {
  return { chemin, nom };
}

type Resultat = Pick<VerificationFichier, 'verdict' | 'phrase' | 'numero' | 'exemplaire'> &
  Partial<
    Pick<VerificationFichier, 'etatDuLot' | 'controles' | 'ecarts' | 'nombreEcarts' | 'casesComparees' | 'presentation'>
  >;

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
  // Écrit par une version d’avant, il ne se recompose plus à l’identique : seuls ses octets, gardés, font foi.
  const isAncien = format !== null && Number(format) < FORMAT_DU_CLASSEUR;
  const isArchive = isAncien && octetsIdentiques;
  const juge = isArchive ? 'intact' : juger(comparaison);
  const phrase = direVerdict(juge, lot.contenu, comparaison, octetsIdentiques, etatDuLot === 'annule');
  return {
    verdict: juge,
    phrase: isAncien && !isArchive ? `${phrase} ${direAncien(format)}` : phrase,
    numero,
    exemplaire,
    etatDuLot,
    controles: controler(lot.contenu, comparaison),
    ecarts: isArchive ? [] : [...comparaison.ecarts],
    nombreEcarts: isArchive ? 0 : comparaison.nombreEcarts,
    casesComparees: comparaison.comparees,
    presentation: comparaison.presentation.slice(0, PRESENTATION_RENDUE),
  };
}

type Comparaison = ComparaisonDeLot & { readonly presentation: readonly EcartDePresentation[] };
type Juge = 'intact' | 'presentation' | 'a_recalculer' | 'altere';

function juger({ nombreEcarts, aRecalculer, presentation }: Comparaison): Juge {
  if (nombreEcarts > 0) return 'altere';
  if (aRecalculer > 0) return 'a_recalculer';
  return presentation.length > 0 ? 'presentation' : 'intact';
}

function direVerdict(
  juge: Juge,
  contenu: ContenuDeLot,
  comparaison: Comparaison,
  octetsIdentiques: boolean,
  isAnnule: boolean,
): string {
  const { exemplaire, comparees, aRecalculer, presentation } = comparaison;
  const quoi = `${exemplaire === 'original' ? 'Original' : 'Duplicata'} du lot ${contenu.numero}`;
  const presente =
    presentation.length === 0
      ? ''
      : `${pluriel(presentation.length, 'point cache ou déguise', 'points cachent ou déguisent')} ce que le classeur montre. Ne vous fiez pas à ce qui s’y lit : demandez un duplicata.`;
  const suite = presente === '' ? '' : ` Présentation changée : ${presente}`;
  const recalculer =
    aRecalculer === 0
      ? ''
      : ` ${pluriel(aRecalculer, 'résultat de formule', 'résultats de formules')} à recalculer : ouvrez le fichier dans Excel ou LibreOffice, enregistrez-le, puis vérifiez-le à nouveau.`;
  const annule = isAnnule ? ' Attention : ce lot a été ANNULÉ depuis, il ne doit pas être payé.' : '';
  const compte = pluriel(comparees, 'case comparée', 'cases comparées');
  switch (juge) {
    case 'altere':
      return `${direAltere(contenu, comparaison)}${recalculer}${suite}${annule}`;
    case 'a_recalculer':
      return `${quoi} : valeurs et formules intactes (${compte}).${recalculer}${suite}${annule}`;
    case 'presentation':
      return `${quoi} : valeurs intactes (${compte}, aucune changée), présentation changée. ${presente}${annule}`;
    case 'intact':
      return `${quoi}, intact : ${compte}, aucune changée.${
        octetsIdentiques
          ? ' Ce sont les octets mêmes du fichier archivé.'
          : ' Le fichier a été réenregistré par un autre logiciel : ses octets diffèrent, ses cellules non.'
      }${annule}`;
    default:
      return assertNever(juge);
  }
}

function direAncien(format: string): string {
  return `Il dit avoir été produit par une version d’avant de Clas (format ${format}) : ce qui a changé depuis dans la forme du classeur compte aussi parmi les différences. Comparez-le à l’original, gardé dans l’archive (« Rouvrir l’original »).`;
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
