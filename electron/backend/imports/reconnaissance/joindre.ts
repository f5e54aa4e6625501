import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import { adresse, type Ligne } from '../../tableurs/classeur.ts';
import { CLES } from './colonnes-fixes.ts';
import type { GroupeDeLignes } from './lignes-dossiers.ts';
import { direLigne, trierLignes } from './lignes-muettes.ts';
import type { Contexte, FeuilleRapprochee } from './lire-ligne.ts';
import { lireNumero } from './numeros.ts';
import { type FeuillePlanifiee, type Plan, trouverDemandeurs } from './plan.ts';
import { celluleA } from './valeurs.ts';

export interface LigneDeCollectif {
  readonly feuille: FeuilleRapprochee;
  readonly ligne: Ligne;
  readonly rang: number | null;
}

export interface Jointure {
  readonly parNumero: ReadonlyMap<string, readonly LigneDeCollectif[]>;
  readonly collectifsOrphelins: number;
}

/** Champs par lesquels une ligne de collectif désigne son dossier, le plus sûr d’abord. */
const CODES = ['numero', 'siret', 'raisonSociale'] as const;
type Code = (typeof CODES)[number];

/** Lignes des feuilles de collectifs par numéro de dossier ; celles dont le dossier est absent sont comptées et dites. */
export function joindreCollectifs(plan: Plan, groupes: readonly GroupeDeLignes[], contexte: Contexte): Jointure {
  const parNumero = new Map<string, LigneDeCollectif[]>();
  const codes = CODES.filter((code) => plan.collectifs.some((f) => f.colonnes.some((c) => c.champ === code)));
  const annuaire = indexer(groupes, codes);
  let collectifsOrphelins = 0;
  for (const feuille of plan.collectifs) {
    const cles = CODES.flatMap((code) => {
      const colonne = feuille.colonnes.find((c) => c.champ === code);
      return colonne ? [{ code, indice: colonne.indice }] : [];
    });
    const rang = feuille.colonnes.find((c) => c.cle === CLES.ligne);
    const tri = plan.famille === 'table' ? trierLignes(feuille, cles[0] ?? null) : null;
    let precedent: string | null = null;
    for (const ligne of feuille.lignes) {
      const muette = tri?.classer(ligne) ?? null;
      if (muette !== null) {
        contexte.releve.signaler(direLigne(muette, feuille.nom, adresse(cles[0]?.indice ?? 0, ligne.numero), ligne));
        continue;
      }
      const ecrits = cles.map(({ code, indice }) => ({ code, ecrit: lireNumero(celluleA(ligne, indice)) }));
      const isVide = ecrits.every(({ ecrit }) => ecrit === '');
      // Cellules fusionnées : sous le premier collectif d’un dossier, les suivants n’en répètent pas le numéro.
      const numero: string | null = isVide && tri ? precedent : trouver(ecrits, annuaire);
      if (numero === null) {
        collectifsOrphelins += 1;
        const ecrit = ecrits.find((e) => e.ecrit !== '')?.ecrit ?? '';
        signalerOrphelin(feuille, ligne, cles[0]?.indice ?? 0, ecrit, contexte);
        continue;
      }
      precedent = numero;
      const lu = rang ? Number(lireNumero(celluleA(ligne, rang.indice))) : Number.NaN;
      const lignes = parNumero.get(numero) ?? [];
      lignes.push({ feuille, ligne, rang: Number.isInteger(lu) && lu > 0 && lu < 1_000_000 ? lu : null });
      parNumero.set(numero, lignes);
    }
  }
  return { parNumero, collectifsOrphelins };
}

/** Ligne du demandeur dans `Etablissements`, par numéro de dossier ; s’il y en a deux, la première, et c’est dit. */
export function joindreDemandeurs({ etablissements }: Plan, contexte: Contexte): ReadonlyMap<string, Ligne> {
  const parNumero = new Map<string, Ligne>();
  const cle = etablissements?.colonnes.find((c) => c.champ === 'numero');
  const siret = etablissements?.colonnes.find((c) => c.champ === 'siret');
  if (!etablissements || !cle) return parNumero;
  const lireSiret = (ligne: Ligne) => (siret ? lireNumero(celluleA(ligne, siret.indice)) : '');
  for (const ligne of trouverDemandeurs(etablissements.tableau)) {
    const numero = lireNumero(celluleA(ligne, cle.indice));
    const premiere = parNumero.get(numero);
    if (!premiere) parNumero.set(numero, ligne);
    else if (siret && lireSiret(premiere) !== lireSiret(ligne)) {
      contexte.releve.signaler({
        code: 'plusieurs_demandeurs',
        feuille: etablissements.nom,
        cellule: adresse(siret.indice, ligne.numero),
        valeur: lireSiret(ligne),
        message: `Dossier ${numero} : deux établissements demandeurs, ${lireSiret(premiere)} est retenu et ${lireSiret(ligne)} laissé. Vérifiez dans le portail lequel a déposé.`,
        numeroDossier: numero,
      });
    }
  }
  return parNumero;
}

/** Par champ, la valeur qui désigne un dossier → son numéro ; null si elle en désigne plusieurs. */
function indexer(
  groupes: readonly GroupeDeLignes[],
  codes: readonly Code[],
): ReadonlyMap<Code, ReadonlyMap<string, string | null>> {
  const annuaire = new Map<Code, Map<string, string | null>>(
    codes.map((code) => [code, new Map<string, string | null>()]),
  );
  for (const { numero, lignes } of groupes) {
    const [premiere] = lignes;
    for (const code of codes) {
      const colonne = premiere?.feuille.colonnes.find((c) => c.champ === code);
      const valeur = colonne && premiere ? lireNumero(celluleA(premiere.ligne, colonne.indice)) : '';
      const parValeur = annuaire.get(code);
      const cle = cleDe(code, valeur);
      if (cle !== '') parValeur?.set(cle, parValeur.has(cle) && parValeur.get(cle) !== numero ? null : numero);
    }
    // Le numéro d’un dossier l’emporte sur tout, même quand c’est un SIRET ou un nom qui en tient lieu.
    for (const code of codes) annuaire.get(code)?.set(cleDe(code, numero), numero);
  }
  return annuaire;
}

/** Un nom se compare replié, un numéro tel quel : il n’y en a jamais deux pareils, les replier ne sert à rien. */
function cleDe(code: Code, valeur: string): string {
  return code === 'raisonSociale' ? normaliserTexte(valeur) : valeur;
}

function trouver(
  ecrits: readonly { readonly code: Code; readonly ecrit: string }[],
  annuaire: ReadonlyMap<Code, ReadonlyMap<string, string | null>>,
): string | null {
  for (const { code, ecrit } of ecrits) {
    if (ecrit === '') continue;
    return annuaire.get(code)?.get(cleDe(code, ecrit)) ?? null;
  }
  return null;
}

function signalerOrphelin(
  feuille: FeuillePlanifiee,
  ligne: Ligne,
  indice: number,
  ecrit: string,
  contexte: Contexte,
): void {
  contexte.releve.signaler({
    code: 'collectif_orphelin',
    feuille: feuille.nom,
    cellule: adresse(indice, ligne.numero),
    valeur: ecrit,
    message:
      ecrit === ''
        ? `Ligne ${ligne.numero} : collectif sans numéro de dossier, il n’est pas importé. Complétez le numéro ou supprimez la ligne.`
        : `Collectif du dossier ${ecrit}, qui n’est pas dans ce fichier : il n’est pas importé. Exportez aussi ce dossier, ou ignorez la ligne s’il a été retiré.`,
    numeroDossier: ecrit === '' ? null : ecrit,
  });
}
