import type { Ligne } from '../../tableurs/classeur.ts';
import { normaliserEntete } from './entetes.ts';
import { lireGroupes, textesDe } from './groupes.ts';
import { lireRang } from './large.ts';
import { type Lexique, meilleureConfiance } from './ressemblance.ts';
import type { Entete } from './tableau.ts';

/** Titres qu’on met au-dessus de plusieurs colonnes : sans eux, un bandeau de titre passerait pour un en-tête. */
const TITRE_DE_GROUPE =
  /^(?:(?:identification|identite|coordonnees|informations?|renseignements?|donnees|partie|volet)\b.*|.*\b(?:porteur|structure|association|organisme|gestionnaire|demandeur|representant|president|responsable|contact|referent|action|projet|collectifs?|groupes?|enfants|public|lieu|budget|charges?|depenses?|produits?|recettes?|financements?|subventions?|encadrement|intervenants|partenaires|instruction|copil|bilan|prevu|previsionnel|realise|suivi|siege|localisation|compte bancaire)\b.*)$/;
const TITRE_MAXIMAL = 60;

/** Complète la ligne d’en-tête trouvée par sa voisine, si l’une porte les titres des groupes de l’autre. */
export function completerEntete(lignes: readonly Ligne[], trouvee: Ligne, lexique: Lexique): Entete {
  const rang = lignes.indexOf(trouvee);
  const [avant, apres] = [lignes[rang - 1], lignes[rang + 1]];
  if (apres && apres.numero === trouvee.numero + 1 && isDouble(trouvee, apres, lexique)) {
    return { ligne: apres, groupes: trouvee };
  }
  if (avant && avant.numero === trouvee.numero - 1 && isDouble(avant, trouvee, lexique)) {
    return { ligne: trouvee, groupes: avant };
  }
  return { ligne: trouvee, groupes: null };
}

function isDouble(haut: Ligne, bas: Ligne, lexique: Lexique): boolean {
  if (!isTexte(haut) || !isTexte(bas)) return false;
  const { titres, verticaux } = lireGroupes(haut, bas);
  const dessous = textesDe(bas);
  const parTitre = Map.groupBy(titres.keys(), (colonne) => titres.get(colonne) ?? '');
  const larges = [...parTitre].filter(([titre, colonnes]) => colonnes.length > 1 && titre.length <= TITRE_MAXIMAL);
  // Un seul titre au-dessus de tout est le titre du tableau.
  if (larges.length === 0 || parTitre.size + verticaux.size < 2) return false;
  const confiance = (texte: string) => meilleureConfiance(normaliserEntete(texte), lexique);
  const feuilles = larges.flatMap(([, colonnes]) => colonnes.map((c) => dessous.get(c) ?? ''));
  // Sous un vrai titre de groupe, il y a des noms de colonnes, non des données.
  const nommees = feuilles.filter((texte) => confiance(texte) > 0 || lireRang(normaliserEntete(texte)) !== null).length;
  if (nommees * 2 < feuilles.length) return false;
  const isVertical = [...verticaux.values()].some((texte) => confiance(texte) >= 85);
  const isRepete = larges.length > 1 && new Set(feuilles.map(normaliserEntete)).size < feuilles.length;
  const connus = larges.filter(([titre]) => isTitreConnu(normaliserEntete(titre))).length;
  return isVertical || isRepete || connus > 1 || (connus === 1 && verticaux.size > 0);
}

function isTitreConnu(cle: string): boolean {
  return lireRang(cle) !== null || isAnnee(cle) || TITRE_DE_GROUPE.test(cle);
}

/** « 2025-2026 », « Année 2026 » : le groupe ne vaut que pour cette année. */
export function isAnnee(cle: string): boolean {
  return /^(?:annee (?:scolaire )?|campagne (?:clas )?|exercice )?20\d\d(?:\s*[-/]\s*(?:20)?\d\d)?$/.test(cle);
}

/** Un en-tête est fait de textes ; une année écrite en nombre peut titrer un groupe. */
function isTexte({ cellules }: Ligne): boolean {
  return cellules.every(
    ({ contenu }) =>
      contenu.type === 'texte' || (contenu.type === 'nombre' && contenu.valeur >= 2000 && contenu.valeur < 2100),
  );
}
