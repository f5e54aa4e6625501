import type { AnalyseDeBilan, SaisieDeBilan } from '../../../../shared/domaine/bilan-analyse.ts';
import type { BilanLu, CaseLue } from './bilan-lu.ts';
import type { Releve } from './releve.ts';

/** Les contrôles du bilan, les mêmes qu’à l’écran (shared/domaine/bilan-analyse.ts), rendus à leur case du classeur. */
export function direControles(lu: BilanLu, saisie: SaisieDeBilan, analyse: AnalyseDeBilan, releve: Releve): void {
  for (const { champ, message } of analyse.anomalies) {
    releve.dire(caseDuChamp(lu, saisie, champ), 'incoherence', `${message}.`);
  }
  for (const { cle, libelle, constat, explication } of analyse.ecarts) {
    const lue = lu.explications[cle] ?? caseDExplication(lu, cle);
    // Sans case, l’écart n’est pas du ressort du classeur : un compte de résultat tout vide est déjà dit manquant.
    if (explication.trim() !== '' || lue === undefined || !estRempli(lu, cle)) continue;
    releve.dire(lue, 'ecart_a_expliquer', `${libelle} : ${constat}, sans explication.`);
  }
  for (const { code, etat, gauche, droite } of analyse.budget?.controles ?? []) {
    const total = TOTAUX_DES_CONTROLES[code];
    if (etat !== 'non' || total === undefined) continue;
    releve.dire(
      lu.totaux[total.cle] ?? null,
      'desequilibre',
      `${total.quoi} : ${gauche} € et ${droite ?? '—'} €, ils devraient être égaux.`,
    );
  }
}

const TOTAUX_DES_CONTROLES: Readonly<Record<string, { readonly cle: string; readonly quoi: string } | undefined>> = {
  equilibre: { cle: 'produits', quoi: 'Charges et produits' },
  contributions: { cle: 'apports', quoi: 'Contributions volontaires, comptes 86 et 87' },
};

/** « collectif 12 effectif », « budget 3 », « couts » → la case d’où vient la valeur. */
function caseDuChamp(lu: BilanLu, saisie: SaisieDeBilan, champ: string): CaseLue | null {
  const [genre, numero, nom] = champ.split(' ');
  if (genre === 'collectif') {
    const cases = lu.collectifs.find((c) => c.collectifId === Number(numero))?.cases;
    if (nom === 'seances' || nom === 'effectif' || nom === 'cout') return cases?.[nom] ?? null;
    return cases?.realise ?? null;
  }
  if (genre === 'budget') {
    const adresse = saisie.budget[Number(numero)]?.adresse;
    return lu.lignes.find(({ reel }) => `${reel.feuille}!${reel.cellule}` === adresse)?.reel ?? null;
  }
  return lu.totaux['charges'] ?? null;
}

function caseDExplication(lu: BilanLu, cle: string): CaseLue | undefined {
  const [genre, numero] = cle.split(' ');
  if (genre !== 'collectif') return undefined;
  return lu.collectifs.find((c) => c.collectifId === Number(numero))?.cases.explication;
}

/** Un compte où rien n’a été rempli n’a pas d’écart : il manque, c’est déjà dit. */
function estRempli(lu: BilanLu, cle: string): boolean {
  const [sens, compte] = cle.split(' ');
  if (sens === 'collectif') return true;
  return lu.lignes.some((l) => l.sens === sens && l.compte.startsWith(compte ?? '') && l.reel.nature !== 'vide');
}
