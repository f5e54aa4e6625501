import { separerSousTotaux } from '../../../../shared/domaine/budget-lignes.ts';
import { formaterDate } from '../../../../shared/domaine/dates.ts';
import { comparerFrancais } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import type { DossierLu, LigneBudgetLue, ReponseLue } from '../dossier-lu.ts';
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
    if (anneeScolaire !== null) controlerDebut(dossier, anneeScolaire, releve);
  }
  signalerDoublons(dossiers, releve);
  signalerIban(dossiers, releve);
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
    message: `${annonce.valeur} collectif(s) annoncé(s), ${decrits} décrit(s). Ce sont les collectifs décrits qui comptent ; demandez au porteur ce qu’il en est.`,
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
    valeur: formaterEuros(ecart.produits),
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
    valeur: formaterEuros(demande),
    message:
      demande > total
        ? `Montant demandé ${formaterEuros(demande)}, plus que le total des charges ${formaterEuros(total)}. À corriger avec le porteur.`
        : `Montant demandé ${formaterEuros(demande)} : la totalité des charges de l’action, alors que la prestation de service n’en finance qu’une part. À corriger avec le porteur.`,
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

/** Deux dossiers d’un porteur au même lieu peuvent être vrais tous les deux : on le dit, on ne fusionne jamais. */
function signalerDoublons(dossiers: readonly DossierLu[], releve: Releve): void {
  const parPorteur = Map.groupBy(
    dossiers.filter((d) => d.structure.siret !== null || d.structure.raisonSociale !== ''),
    (d) => d.structure.siret ?? normaliserTexte(d.structure.raisonSociale),
  );
  for (const groupe of parPorteur.values()) {
    for (const [rang, dossier] of groupe.entries()) {
      const premier = groupe.slice(0, rang).find((autre) => isMemeLieu(autre, dossier));
      if (!premier) continue;
      const numero = dossier.reponses.find((r) => r.champ === 'numero');
      releve.signaler({
        code: 'doublon_probable',
        ...situer(numero),
        valeur: dossier.numero,
        message: `Doublon probable : ${dossier.structure.raisonSociale || 'ce porteur'} a déjà déposé le dossier ${premier.numero} pour le même lieu. Les deux sont importés ; demandez au porteur lequel garder.`,
        numeroDossier: dossier.numero,
      });
    }
  }
}

/** Même commune, même quartier, et au moins un lieu d’accueil commun quand ils sont connus des deux côtés. */
function isMemeLieu(a: DossierLu, b: DossierLu): boolean {
  const meme = (x: string | null, y: string | null) => normaliserTexte(x ?? '') === normaliserTexte(y ?? '');
  if (a.communeInsee !== b.communeInsee || !meme(a.quartier, b.quartier)) return false;
  const lieux = (d: DossierLu) => d.collectifs.map((c) => normaliserTexte(c.lieu ?? '')).filter((l) => l !== '');
  const [ici, la] = [lieux(a), lieux(b)];
  if (ici.length === 0 || la.length === 0) return true;
  return ici.some((lieu) => la.includes(lieu));
}

function signalerIban(dossiers: readonly DossierLu[], releve: Releve): void {
  const avecIban = dossiers.filter((d) => d.structure.iban !== null);
  for (const [iban, groupe] of Map.groupBy(avecIban, (d) => d.structure.iban)) {
    const premier = groupe[0];
    const autre = groupe.find((d) => porteurDe(d) !== (premier ? porteurDe(premier) : ''));
    if (!premier || !autre) continue;
    const noms = [...new Set(groupe.map((d) => d.structure.raisonSociale))].toSorted(comparerFrancais).join(', ');
    releve.signaler({
      code: 'iban_partage',
      ...situer(reponseDe(autre, 'iban')),
      valeur: iban ?? '',
      message: `Le même IBAN est donné par plusieurs SIRET (${noms}). Demandez un RIB à chacun avant tout paiement.`,
      numeroDossier: autre.numero,
    });
  }
  for (const groupe of Map.groupBy(avecIban, porteurDe).values()) {
    const premier = groupe[0];
    const autre = groupe.find((d) => d.structure.iban !== premier?.structure.iban);
    if (!premier || !autre) continue;
    releve.signaler({
      code: 'iban_different',
      ...situer(reponseDe(autre, 'iban')),
      valeur: autre.structure.iban ?? '',
      message: `${autre.structure.raisonSociale} donne un autre IBAN dans le dossier ${premier.numero}. Confirmez le bon avec le porteur.`,
      numeroDossier: autre.numero,
    });
  }
}

function porteurDe(dossier: DossierLu): string {
  return dossier.structure.siret ?? normaliserTexte(dossier.structure.raisonSociale);
}

function reponseDe(dossier: DossierLu, champ: string): ReponseLue | undefined {
  return dossier.reponses.find((r) => r.champ === champ);
}

/** « Dossiers!F12 » → feuille et cellule ; un nom de feuille peut lui-même contenir « ! ». */
function situer(source: { readonly adresse: string } | undefined): { feuille: string | null; cellule: string | null } {
  const coupe = source?.adresse.lastIndexOf('!') ?? -1;
  if (!source || coupe < 0) return { feuille: null, cellule: null };
  return { feuille: source.adresse.slice(0, coupe), cellule: source.adresse.slice(coupe + 1) };
}

function sommer(lignes: readonly { readonly montantCentimes: number }[]): number {
  return lignes.reduce((total, ligne) => total + ligne.montantCentimes, 0);
}
