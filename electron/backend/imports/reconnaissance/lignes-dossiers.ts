import { adresse, type Ligne } from '../../tableurs/classeur.ts';
import { plierLibelle } from './entetes.ts';
import { direLigne, trierLignes } from './lignes-muettes.ts';
import { isNumeroAbime, lireNumero } from './numeros.ts';
import type { FeuilleDossiers, FeuillePlanifiee, Plan } from './plan.ts';
import type { Releve } from './releve.ts';
import { celluleA, estVide } from './valeurs.ts';

export interface LigneDeDossier {
  readonly feuille: FeuilleDossiers;
  readonly ligne: Ligne;
}

/** Les lignes d’un même dossier : une seule, ou une par collectif dans un tableau qui les détaille en ligne. */
export interface GroupeDeLignes {
  readonly numero: string;
  readonly lignes: LigneDeDossier[];
}

/** Range les lignes des feuilles de dossiers par numéro ; celles qui n’en ont pas, ou le répètent, sont dites. */
export function grouperLignes(plan: Plan, releve: Releve): GroupeDeLignes[] {
  const code = choisirCle(plan);
  const groupes = new Map<string, GroupeDeLignes>();
  for (const feuille of plan.dossiers) {
    const cle = code === null ? null : feuille.colonnes.find((c) => c.champ === code);
    if (cle) grouperFeuille(plan, feuille, cle, groupes, releve);
    else if (feuille.lignes.length > 0) signalerCleAbsente(feuille, releve);
  }
  return [...groupes.values()];
}

function grouperFeuille(
  plan: Plan,
  feuille: FeuilleDossiers,
  cle: { readonly indice: number },
  groupes: Map<string, GroupeDeLignes>,
  releve: Releve,
): void {
  let precedent: GroupeDeLignes | null = null;
  const tri = plan.famille === 'table' ? trierLignes(feuille, cle) : null;
  for (const ligne of feuille.lignes) {
    const place = { feuille: feuille.nom, cellule: adresse(cle.indice, ligne.numero) };
    const muette = tri?.classer(ligne) ?? null;
    if (muette !== null) {
      releve.signaler(direLigne(muette, place.feuille, place.cellule, ligne));
      if (muette === 'section') precedent = null;
      continue;
    }
    const numero = lireNumero(celluleA(ligne, cle.indice));
    if (numero === '' && precedent && plan.collectifsEnLigne && isSuite(feuille, ligne)) {
      precedent.lignes.push({ feuille, ligne });
      continue;
    }
    precedent = null;
    if (numero === '' || isNumeroAbime(numero)) {
      signalerNumero(place, numero, ligne, releve);
      continue;
    }
    const connu = groupes.get(numero);
    if (!connu) {
      precedent = { numero, lignes: [{ feuille, ligne }] };
      groupes.set(numero, precedent);
    } else if (plan.collectifsEnLigne && plan.famille === 'table') {
      connu.lignes.push({ feuille, ligne });
      precedent = connu;
    } else signalerDouble(place, connu, plan.famille, releve);
  }
}

function signalerDouble(
  place: { readonly feuille: string; readonly cellule: string },
  { numero, lignes: [premiere] }: GroupeDeLignes,
  famille: Plan['famille'],
  releve: Releve,
): void {
  // Une ligne par collectif dont l’effectif n’a pas été reconnu : la colonne à rapprocher vaut mieux que la ligne à ôter.
  const suite =
    famille === 'table'
      ? 'Si chaque ligne est un collectif, rapprochez la colonne de leur effectif à l’étape « Colonnes » ; sinon gardez une seule des deux lignes'
      : 'Gardez une seule des deux lignes';
  const ou = premiere && premiere.feuille.nom !== place.feuille ? ` de la feuille « ${premiere.feuille.nom} »` : '';
  releve.signaler({
    ...place,
    code: 'numero_en_double',
    valeur: numero,
    message: `Le dossier ${numero} figure déjà ligne ${premiere?.ligne.numero}${ou} : un numéro ne peut désigner deux dossiers. ${suite}, puis réimportez. Le dossier est laissé à l’écart.`,
    bloquante: true,
    numeroDossier: numero,
  });
}

/**
 * Le champ qui désigne un dossier ; hors du portail, à défaut de numéro, le SIRET puis le nom du porteur. Un numéro
 * d’ordre qui repart de 1 à chaque feuille n’en est pas un.
 */
function choisirCle(plan: Plan): string | null {
  const [premiere] = plan.dossiers;
  const codes = plan.famille === 'table' ? ['numero', 'siret', 'raisonSociale'] : ['numero'];
  const presents = codes.filter((code) => premiere?.colonnes.some((c) => c.champ === code));
  if (presents[0] === 'numero' && presents.length > 1 && isNumeroDOrdre(plan.dossiers)) return presents[1] ?? null;
  return presents[0] ?? null;
}

function isNumeroDOrdre(feuilles: readonly FeuilleDossiers[]): boolean {
  if (feuilles.length < 2) return false;
  const premiers = feuilles.map((feuille) => {
    const cle = feuille.colonnes.find((c) => c.champ === 'numero');
    const lus = cle ? feuille.lignes.map((ligne) => lireNumero(celluleA(ligne, cle.indice))) : [];
    return lus.find((numero) => /^\d+$/.test(numero));
  });
  return premiers.every((numero) => numero === '1');
}

/** Cellules fusionnées : sous la première ligne d’un porteur, ses autres collectifs n’en répètent ni le numéro ni le nom. */
function isSuite(feuille: FeuilleDossiers, ligne: Ligne): boolean {
  const pleines = new Set(ligne.cellules.filter((c) => !estVide(c)).map((c) => c.colonne));
  const remplis = feuille.colonnes.filter((c) => pleines.has(c.indice)).map((c) => c.champ);
  const porteur = remplis.some((champ) => champ === 'siret' || champ === 'raisonSociale');
  return !porteur && remplis.some((champ) => champ?.startsWith('collectif.'));
}

function signalerNumero(
  place: { feuille: string; cellule: string },
  numero: string,
  ligne: Ligne,
  releve: Releve,
): void {
  const abime = numero !== '';
  releve.signaler({
    ...place,
    code: abime ? 'numero_illisible' : 'numero_manquant',
    valeur: numero,
    message: abime
      ? `Ligne ${ligne.numero} : numéro de dossier « ${numero} » abîmé par le tableur, des chiffres sont perdus. Reprenez l’export d’origine. La ligne est laissée à l’écart.`
      : `Ligne ${ligne.numero} : sans numéro de dossier, elle ne peut être ni importée ni retrouvée ensuite. Ajoutez le numéro puis réimportez. La ligne est laissée à l’écart.`,
    bloquante: true,
  });
}

function signalerCleAbsente(feuille: FeuillePlanifiee, releve: Releve): void {
  const entetes = feuille.colonnes.slice(0, 5).map((c) => plierLibelle(c.entete));
  releve.signaler({
    code: 'cle_absente',
    feuille: feuille.nom,
    cellule: null,
    valeur: entetes.join(' | '),
    message:
      'Aucune colonne ne donne le numéro du dossier, le SIRET ou le nom du porteur : rapprochez-en une à la main, ou choisissez un autre fichier. Rien n’est importé.',
    bloquante: true,
  });
}
