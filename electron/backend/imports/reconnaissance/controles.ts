import { separerSousTotaux } from '../../../../shared/domaine/budget-lignes.ts';
import { formaterDate } from '../../../../shared/domaine/dates.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import type { DossierLu, LigneBudgetLue } from '../dossier-lu.ts';
import { controlerPorteurs } from './controles-porteurs.ts';
import { reponseDe, situer } from './preuves.ts';
import type { Releve } from './releve.ts';

/** Un collectif du Clas compte de 8 à 12 enfants (dépliant de la Caf du Loiret). */
const EFFECTIF_MINIMUM = 8;
const EFFECTIF_MAXIMUM = 12;

/** Contrôles qui demandent plus d’une cellule ; aucun n’écarte un dossier. */
export function controlerDossiers(dossiers: readonly DossierLu[], anneeScolaire: string | null, releve: Releve): void {
  for (const dossier of dossiers) {
    controlerEffectifs(dossier, releve);
    controlerNombreDeCollectifs(dossier, releve);
    controlerBudget(dossier, releve);
    controlerDemande(dossier, releve);
    controlerCommune(dossier, releve);
    if (anneeScolaire !== null) controlerDebut(dossier, anneeScolaire, releve);
  }
  controlerPorteurs(dossiers, releve);
}

function controlerEffectifs(dossier: DossierLu, releve: Releve): void {
  for (const { effectif, libelle, reponses } of dossier.collectifs) {
    if (effectif === null || (effectif >= EFFECTIF_MINIMUM && effectif <= EFFECTIF_MAXIMUM)) continue;
    const reponse = reponses.find((r) => r.champ === 'collectif.effectif');
    releve.signaler({
      code: 'effectif_hors_bornes',
      ...situer(reponse),
      valeur: String(effectif),
      message: `« ${libelle} » : ${effectif} enfant${effectif > 1 ? 's' : ''} prévu${effectif > 1 ? 's' : ''}, un collectif en compte de ${EFFECTIF_MINIMUM} à ${EFFECTIF_MAXIMUM}. À revoir avec le porteur.`,
      numeroDossier: dossier.numero,
    });
  }
}

function controlerNombreDeCollectifs(dossier: DossierLu, releve: Releve): void {
  const annonce = reponseDe(dossier, 'nombreCollectifs');
  const decrits = dossier.collectifs.length;
  if (!annonce || decrits === 0 || Number(annonce.valeur) === decrits) return;
  releve.signaler({
    code: 'nombre_collectifs_different',
    ...situer(annonce),
    valeur: annonce.brut,
    message: `${pluriel(Number(annonce.valeur), 'collectif')} annoncé${Number(annonce.valeur) > 1 ? 's' : ''}, ${decrits} décrit${decrits > 1 ? 's' : ''}. Ce sont les collectifs décrits qui comptent ; demandez au porteur ce qu’il en est.`,
    numeroDossier: dossier.numero,
  });
}

function controlerBudget(dossier: DossierLu, releve: Releve): void {
  const { numero, totalChargesCentimes, totalProduitsCentimes } = dossier;
  const details = new Set(separerSousTotaux(dossier.budget).details);
  const lignes = dossier.budget.filter((ligne) => details.has(ligne));
  const trier = (prefixe: RegExp) => lignes.filter((l) => prefixe.test(l.compte));
  const charges = { lignes: trier(/^6/), declare: totalChargesCentimes, champ: 'totalCharges', nom: 'charges' };
  const produits = { lignes: trier(/^7/), declare: totalProduitsCentimes, champ: 'totalProduits', nom: 'produits' };
  for (const { lignes: detail, declare, champ, nom } of [charges, produits]) {
    const somme = sommer(detail);
    const volontaires = sommer(trier(nom === 'charges' ? /^86/ : /^87/));
    // Le total déclaré peut comprendre les contributions volontaires ou non : les deux usages existent.
    if (detail.length === 0 || declare === null || declare === somme || declare === somme + volontaires) continue;
    const reponse = reponseDe(dossier, champ);
    releve.signaler({
      code: 'total_incoherent',
      ...situer(reponse),
      valeur: reponse?.brut ?? '',
      message: `Total des ${nom} déclaré ${formaterEuros(declare)}, somme des lignes ${formaterEuros(somme)}. Faites corriger le budget par le porteur.`,
      numeroDossier: numero,
    });
  }
  controlerEquilibre(dossier, charges.lignes, produits.lignes, releve);
  controlerContributions(numero, trier(/^86/), trier(/^87/), releve);
}

/** Les lignes d’abord ; si elles s’équilibrent, les totaux déclarés, où 86 ou 87 peut n’être compté que d’un côté. */
function controlerEquilibre(
  dossier: DossierLu,
  charges: readonly LigneBudgetLue[],
  produits: readonly LigneBudgetLue[],
  releve: Releve,
): void {
  const { totalChargesCentimes, totalProduitsCentimes } = dossier;
  const parLignes = {
    charges: charges.length > 0 ? sommer(charges) : (totalChargesCentimes ?? 0),
    produits: produits.length > 0 ? sommer(produits) : (totalProduitsCentimes ?? 0),
    objet: 'Budget non équilibré',
  };
  const parTotaux = {
    charges: totalChargesCentimes ?? 0,
    produits: totalProduitsCentimes ?? 0,
    objet: 'Totaux du budget non équilibrés',
  };
  const ecart = [parLignes, parTotaux].find((t) => t.charges > 0 && t.produits > 0 && t.charges !== t.produits);
  if (!ecart) return;
  releve.signaler({
    code: 'budget_desequilibre',
    ...situer(reponseDe(dossier, 'totalProduits') ?? produits[0]),
    valeur: reponseDe(dossier, 'totalProduits')?.brut ?? formaterEuros(ecart.produits),
    message: `${ecart.objet} : charges ${formaterEuros(ecart.charges)}, produits ${formaterEuros(ecart.produits)}, écart ${formaterEuros(ecart.produits - ecart.charges)}. Demandez un budget équilibré au porteur.`,
    numeroDossier: dossier.numero,
  });
}

function controlerContributions(
  numeroDossier: string,
  emplois: readonly LigneBudgetLue[],
  apports: readonly LigneBudgetLue[],
  releve: Releve,
): void {
  const [total86, total87] = [sommer(emplois), sommer(apports)];
  if (total86 === total87) return;
  releve.signaler({
    code: 'contributions_desequilibrees',
    ...situer(apports[0] ?? emplois[0]),
    valeur: formaterEuros(total87),
    message: `Contributions volontaires : compte 86 ${formaterEuros(total86)}, compte 87 ${formaterEuros(total87)}. Les deux doivent être égaux ; faites corriger le budget.`,
    numeroDossier,
  });
}

function controlerDemande(dossier: DossierLu, releve: Releve): void {
  const { montantDemandeCentimes: demande, totalChargesCentimes } = dossier;
  const charges = dossier.budget.filter((l) => l.sens === 'charge' && l.compte.startsWith('6'));
  const total = totalChargesCentimes ?? (charges.length > 0 ? sommer(charges) : null);
  if (!demande || !total || demande < total) return;
  releve.signaler({
    code: demande > total ? 'demande_superieure_au_total' : 'demande_egale_au_total',
    ...situer(reponseDe(dossier, 'montantDemande')),
    valeur: reponseDe(dossier, 'montantDemande')?.brut ?? formaterEuros(demande),
    message:
      demande > total
        ? `Montant demandé ${formaterEuros(demande)}, plus que le total des charges ${formaterEuros(total)}. À corriger avec le porteur.`
        : `Montant demandé ${formaterEuros(demande)} : la totalité des charges de l’action, alors que la prestation de service n’en finance qu’une part. À corriger avec le porteur.`,
    numeroDossier: dossier.numero,
  });
}

/** Sans commune, le dossier n’a ni territoire ni place sur la carte ; une commune illisible est déjà dite à sa cellule. */
function controlerCommune(dossier: DossierLu, releve: Releve): void {
  const isDite = dossier.collectifs.some((c) => c.communeInsee !== null);
  if (dossier.communeInsee !== null || !isDite) return;
  releve.signaler({
    code: 'commune_absente',
    ...situer(reponseDe(dossier, 'numero')),
    valeur: '',
    message: `Dossier ${dossier.numero} : commune du lieu d’action non renseignée, alors que des collectifs ont la leur. Choisissez la commune principale dans la fiche du dossier.`,
    numeroDossier: dossier.numero,
  });
}

function controlerDebut(dossier: DossierLu, anneeScolaire: string, releve: Releve): void {
  const debut = reponseDe(dossier, 'dateDebut');
  const annee = Number(anneeScolaire.slice(0, 4));
  if (!debut || !Number.isInteger(annee)) return;
  if (debut.valeur >= `${annee}-07-01` && debut.valeur <= `${annee + 1}-08-31`) return;
  releve.signaler({
    code: 'date_hors_annee',
    ...situer(debut),
    valeur: debut.brut,
    message: `Début de l’action le ${formaterDate(debut.valeur)}, hors de l’année scolaire ${anneeScolaire}. Vérifiez que le dossier répond bien à cette campagne.`,
    numeroDossier: dossier.numero,
  });
}

function sommer(lignes: readonly { readonly montantCentimes: number }[]): number {
  return lignes.reduce((total, ligne) => total + ligne.montantCentimes, 0);
}
