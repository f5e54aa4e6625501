import { COLONNE_REPONSE, NUMERO_REPONSE } from '../../tableurs/ecrire-modele-format.ts';
import type { ColonneLue } from '../dossier-lu.ts';
import { colonneDe } from './classeur-reponse-lignes.ts';
import { celluleDe, type FeuilleDeReponses } from './classeur-reponse-reperage.ts';
import { celluleA, texteDe } from './valeurs.ts';

/** Chaque question remplie, rapprochée d’office : rien à choisir pour l’agent. */
export function montrerReponses(feuille: FeuilleDeReponses): ColonneLue[] {
  const montrer = (code: string, colonne: number, exemples: readonly string[]): ColonneLue => ({
    feuille: feuille.nom,
    colonne,
    entete: colonneDe(feuille, code).entete,
    exemples,
    champ: code,
    confiance: 100,
    origine: 'fixe',
  });
  const abreger = (texte: string) => (texte.length <= 80 ? texte : `${texte.slice(0, 79)}…`);
  if (feuille.role === 'collectifs') {
    return feuille.colonnes.map(({ code, indice }) => {
      const valeurs = feuille.lignes.flatMap(({ ligne }) => celluleA(ligne, indice) ?? []);
      const textes = valeurs.map(({ contenu }) => abreger(texteDe(contenu).trim()));
      return montrer(code, indice, [...new Set(textes)].slice(0, 3));
    });
  }
  const vus = new Set<string>();
  return feuille.lignes.flatMap(({ code, ligne }): ColonneLue[] => {
    const cellule = celluleDe(feuille, ligne, COLONNE_REPONSE);
    if (cellule === null || code === '' || code.startsWith('total') || code.includes('#') || vus.has(code)) return [];
    if (/^(?:piece|dimension):/.test(code) || code === NUMERO_REPONSE) return [];
    vus.add(code);
    return [montrer(code, cellule.colonne, [abreger(texteDe(cellule.contenu).trim())])];
  });
}

/** Cellules de réponse remplies ; le « 1 » du numéro, déjà écrit, n’en est pas une. */
export function compterReponses(feuille: FeuilleDeReponses): number {
  const lignes = feuille.lignes.filter(
    ({ code }) =>
      feuille.role === 'collectifs' || (code !== '' && code !== NUMERO_REPONSE && !code.startsWith('total')),
  );
  return lignes.filter(({ ligne }) => feuille.colonnes.some(({ indice }) => celluleA(ligne, indice) !== null)).length;
}
