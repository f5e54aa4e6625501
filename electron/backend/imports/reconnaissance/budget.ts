import { libelleCompte } from '../../../../shared/domaine/libelles.ts';
import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import type { Colonne } from './tableau.ts';

interface PosteBudget {
  readonly sens: 'charge' | 'produit';
  readonly compte: string;
  readonly libelle: string;
}

const COMPTE = /^(?:compte\s+)?(6\d|7\d|86|87)(\d?)(\s*[–—:-]\s*|\s*\.\s*|\s+)(\S.*)$/iu;

/** « 64 – Charges de personnel » → le poste du plan comptable associatif ; null si ce n’en est pas un. */
export function lirePoste(libelle: string): PosteBudget | null {
  const trouve = COMPTE.exec(libelle);
  if (!trouve?.[1] || !trouve[4]) return null;
  const compte = `${trouve[1]}${trouve[2] ?? ''}`;
  const nom = trouve[4].replace(/[\s*:?]+$/, '');
  // « 60. Achats » se distingue d’une question numérotée 60 par les mots du compte ; « 60 enfants » n’en est pas un.
  if (!/[–—:-]/.test(trouve[3] ?? '') && !partageUnMot(nom, libelleCompte(compte))) return null;
  return { sens: compte.startsWith('6') || compte.startsWith('86') ? 'charge' : 'produit', compte, libelle: nom };
}

/**
 * Codes des colonnes de budget d’une feuille, par indice de colonne. Un compte de charge qui n’apparaît que sous un
 * libellé se nomme par son seul numéro (`charge:64`) ; plusieurs libellés le précisent (`charge:64:Salaires`).
 */
export function coderPostes(colonnes: readonly Colonne[]): ReadonlyMap<number, string> {
  const postes = colonnes.flatMap((colonne) => {
    const { libelle, groupe } = colonne;
    // « Charges – 60 Achats » : le compte est dans le libellé, sous le titre du groupe.
    const poste = lirePoste(groupe === '' ? libelle : libelle.slice(libelle.indexOf(' – ') + 3));
    return poste ? [{ colonne, poste }] : [];
  });
  const libelles = Map.groupBy(postes, ({ poste }) => poste.compte);
  return new Map(
    postes.map(({ colonne, poste }) => {
      const noms = new Set(libelles.get(poste.compte)?.map((p) => normaliserTexte(p.poste.libelle)));
      const isSeul = poste.sens === 'charge' && noms.size === 1;
      return [colonne.indice, isSeul ? `charge:${poste.compte}` : `${poste.sens}:${poste.compte}:${poste.libelle}`];
    }),
  );
}

function partageUnMot(a: string, b: string): boolean {
  const mots = (texte: string) =>
    normaliserTexte(texte)
      .split(/[^a-z]+/)
      .filter((mot) => mot.length > 3);
  const connus = new Set(mots(b));
  return mots(a).some((mot) => connus.has(mot));
}
