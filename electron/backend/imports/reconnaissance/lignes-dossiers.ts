import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import { adresse, type Ligne } from '../../tableurs/classeur.ts';
import { plierLibelle } from './entetes.ts';
import { isNumeroAbime, lireNumero } from './numeros.ts';
import type { FeuillePlanifiee, Plan } from './plan.ts';
import type { Releve } from './releve.ts';
import { celluleA, estVide, texteDe } from './tableau.ts';

/** Les lignes d’un même dossier : une seule, ou une par collectif dans un tableau qui les détaille en ligne. */
export interface GroupeDeLignes {
  readonly numero: string;
  readonly lignes: Ligne[];
}

const LIGNE_DE_TOTAL = /^(?:sous[- ]?)?tota(?:l|ux)\b/;

/** Range les lignes de la feuille des dossiers par numéro ; celles qui n’en ont pas, ou le répètent, sont dites. */
export function grouperLignes(plan: Plan, feuille: FeuillePlanifiee, releve: Releve): GroupeDeLignes[] {
  const cle = choisirCle(plan, feuille);
  if (cle === null) {
    if (feuille.lignes.length > 0) signalerCleAbsente(feuille, releve);
    return [];
  }
  const groupes = new Map<string, GroupeDeLignes>();
  let precedent: GroupeDeLignes | null = null;
  for (const ligne of feuille.lignes) {
    const place = { feuille: feuille.nom, cellule: adresse(cle.indice, ligne.numero) };
    const cellule = celluleA(ligne, cle.indice);
    const numero = lireNumero(cellule);
    if (isTotal(plan, ligne)) {
      releve.signaler({
        ...place,
        code: 'ligne_de_total',
        valeur: '',
        message: `Ligne ${ligne.numero} : une ligne de total, elle n’est pas importée.`,
      });
      continue;
    }
    if (numero === '' && precedent && plan.collectifsEnLigne && isSuite(feuille, ligne)) {
      precedent.lignes.push(ligne);
      continue;
    }
    precedent = null;
    if (numero === '' || isNumeroAbime(numero)) {
      signalerNumero(place, numero, ligne, releve);
      continue;
    }
    const connu = groupes.get(numero);
    if (!connu) {
      precedent = { numero, lignes: [ligne] };
      groupes.set(numero, precedent);
    } else if (plan.collectifsEnLigne && plan.famille === 'table') {
      connu.lignes.push(ligne);
      precedent = connu;
    } else {
      releve.signaler({
        ...place,
        code: 'numero_en_double',
        valeur: numero,
        message: `Le dossier ${numero} figure déjà ligne ${connu.lignes[0]?.numero} : un numéro ne peut désigner deux dossiers. Gardez une seule des deux lignes puis réimportez. Le dossier est laissé à l’écart.`,
        bloquante: true,
        numeroDossier: numero,
      });
    }
  }
  return [...groupes.values()];
}

/** Le numéro de dossier ; hors du portail, à défaut, le SIRET puis le nom du porteur tiennent lieu de numéro. */
function choisirCle(plan: Plan, feuille: FeuillePlanifiee): { indice: number } | null {
  const codes = plan.famille === 'table' ? ['numero', 'siret', 'raisonSociale'] : ['numero'];
  for (const code of codes) {
    const colonne = feuille.colonnes.find((c) => c.champ === code);
    if (colonne) return colonne;
  }
  return null;
}

/** Cellules fusionnées : sous la première ligne d’un porteur, ses autres collectifs n’en répètent ni le numéro ni le nom. */
function isSuite(feuille: FeuillePlanifiee, ligne: Ligne): boolean {
  const remplis = feuille.colonnes.filter((c) => celluleA(ligne, c.indice) !== null).map((c) => c.champ);
  const porteur = remplis.some((champ) => champ === 'siret' || champ === 'raisonSociale');
  return !porteur && remplis.some((champ) => champ?.startsWith('collectif.'));
}

function isTotal(plan: Plan, ligne: Ligne): boolean {
  if (plan.famille !== 'table') return false;
  const premiere = ligne.cellules.find((c) => !estVide(c));
  return premiere?.contenu.type === 'texte' && LIGNE_DE_TOTAL.test(normaliserTexte(texteDe(premiere.contenu)));
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
