import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import type { Cellule, Ligne } from '../../tableurs/classeur.ts';
import { normaliserEntete } from './entetes.ts';
import type { FeuilleRapprochee } from './lire-ligne.ts';
import type { Signalement } from './releve.ts';
import { celluleA, estVide, texteDe } from './valeurs.ts';

type Nature = 'total' | 'section' | 'entete';

export interface TriDesLignes {
  /** Ce qu’est une ligne qui ne porte aucun dossier ; null si elle peut en porter un. À appeler dans l’ordre. */
  readonly classer: (ligne: Ligne) => Nature | null;
}

const TOTAL =
  /^(?:sous[- ]?|s\/\s?)?tota(?:l|ux)\b|^(?:grand total|total general|somme totale)\b|^(?:ensemble|cumul|somme|moyenne|moyennes)(?: general| generale)?\s*:?$|^nombre (?:total )?d(?:e |')(?:dossiers|porteurs|structures|reponses|associations|actions|collectifs|enfants)\b.*\d*$/;
const TOTAL_SEUL =
  /^(?:(?:sous[- ]?|s\/\s?)?tota(?:l|ux)|ensemble|cumul|somme|moyennes?)(?: general| generale| generaux)?\s*:?$/;
/** Une ligne de section d’un tableau d’agent : un territoire, un secteur, un type de porteur. */
const SECTION =
  /^(?:territoire|secteur|zone|canton|commune|communes|ville|pays|agglomeration|metropole|cc|ca|epci|antenne|uts|pole|quartier|associations|collectivites|centres sociaux|nouveaux|renouvellements|est|ouest|nord|sud|dossiers)\b/;
/** En dessous, une ligne à une seule cellule est une ligne ordinaire. */
const COLONNES_MINIMALES = 3;

/** Reconnaît totaux, intertitres et en-têtes répétés d’une feuille qui n’est pas un export de portail. */
export function trierLignes(feuille: FeuilleRapprochee, cle: { readonly indice: number } | null): TriDesLignes {
  const parIndice = new Map(feuille.colonnes.map((c) => [c.indice, c]));
  const nommees = feuille.colonnes.filter((c) => c.cle !== '').length;
  const indices = (champ: string) => feuille.colonnes.filter((c) => c.champ === champ).map((c) => c.indice);
  const sirets = indices('siret');
  const depuisDebut = new Map<number, number>();
  const depuisSection = new Map<number, number>();

  function classer(ligne: Ligne): Nature | null {
    const pleines = ligne.cellules.filter((c) => !estVide(c));
    const nature = nommer(ligne, pleines);
    if (nature === 'total' || nature === 'section') depuisSection.clear();
    if (nature === null) {
      for (const { colonne, contenu } of pleines) {
        if (contenu.type !== 'nombre') continue;
        depuisDebut.set(colonne, (depuisDebut.get(colonne) ?? 0) + contenu.valeur);
        depuisSection.set(colonne, (depuisSection.get(colonne) ?? 0) + contenu.valeur);
      }
    }
    return nature;
  }

  function nommer(ligne: Ligne, pleines: readonly Cellule[]): Nature | null {
    if (isTotal(ligne, pleines)) return 'total';
    const [seule] = pleines;
    if (pleines.length === 1 && seule && nommees >= COLONNES_MINIMALES && isSection(seule)) return 'section';
    const reprises = pleines.filter(
      (c) => c.contenu.type === 'texte' && normaliserEntete(c.contenu.valeur) === parIndice.get(c.colonne)?.cle,
    ).length;
    return reprises >= 2 && reprises * 5 >= pleines.length * 4 ? 'entete' : null;
  }

  function isTotal(ligne: Ligne, pleines: readonly Cellule[]): boolean {
    if (sirets.some((indice) => celluleA(ligne, indice) !== null)) return false;
    const textes = pleines.filter((c) => c.contenu.type === 'texte');
    const libelles = textes.map((c) => normaliserTexte(texteDe(c.contenu)));
    if (libelles.slice(0, 2).some((texte) => TOTAL.test(texte))) {
      // « Total Jeunesse », à Orléans, est une association ; « Sous-total Est », seul texte de sa ligne, n’en est pas une.
      const mots = libelles.filter((texte) => /[a-z]/.test(texte.replace(/eur(?:os?)?$/, '')));
      return mots.length === 1 || libelles.some((texte) => TOTAL_SEUL.test(texte));
    }
    if (textes.length > 0 || pleines.length === 0 || (cle && celluleA(ligne, cle.indice) !== null)) return false;
    if (pleines.length < 2 && feuille.lignes.at(-1) !== ligne) return false;
    // Un total sans libellé : que des nombres, chacun la somme de sa colonne.
    const isSomme = (sommes: ReadonlyMap<number, number>) =>
      pleines.every(
        ({ colonne, contenu }) =>
          contenu.type === 'nombre' && Math.abs((sommes.get(colonne) ?? Number.NaN) - contenu.valeur) < 0.005,
      );
    return isSomme(depuisDebut) || isSomme(depuisSection);
  }

  function isSection({ colonne, contenu }: Cellule): boolean {
    if (contenu.type !== 'texte') return false;
    const champ = parIndice.get(colonne)?.champ ?? null;
    if (champ?.startsWith('collectif.')) return false;
    const texte = normaliserTexte(contenu.valeur);
    // Un numéro de dossier seul sur sa ligne est un dossier vide, non un intertitre.
    return SECTION.test(texte) || !(champ === 'numero' && /\d/.test(texte));
  }

  return { classer };
}

/** Ce qu’on dit d’une ligne laissée de côté. */
export function direLigne(nature: Nature, feuille: string, cellule: string, ligne: Ligne): Signalement {
  const place = { feuille, cellule, bloquante: false };
  const premiere = ligne.cellules.find((c) => !estVide(c));
  const texte = premiere ? texteDe(premiere.contenu).trim() : '';
  switch (nature) {
    case 'total':
      return {
        ...place,
        code: 'ligne_de_total',
        valeur: texte,
        message: `Ligne ${ligne.numero} : une ligne de total, elle n’est pas importée.`,
      };
    case 'section':
      return {
        ...place,
        code: 'ligne_de_section',
        valeur: texte,
        message: `Ligne ${ligne.numero} : « ${texte} » est un intertitre, non un dossier ; la ligne est laissée de côté.`,
      };
    case 'entete':
      return {
        ...place,
        code: 'entete_repete',
        valeur: texte,
        message: `Ligne ${ligne.numero} : l’en-tête y est répété ; la ligne est laissée de côté.`,
      };
    default:
      return nature;
  }
}
