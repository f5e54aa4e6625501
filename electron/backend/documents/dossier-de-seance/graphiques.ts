import type { CanvasElement, Content } from 'pdfmake/interfaces.js';
import { axe, centrer, dessin, type Motif, remplir, seuil, type TextePose } from '../dessins.ts';
import type { Metrique } from '../metrique.ts';
import { COULEURS, type NomCaractere } from '../style.ts';

export interface Barre {
  readonly libelle: string;
  /** Longueur, dans n’importe quelle unité commune au graphique. */
  readonly valeur: number;
  readonly motif: Motif;
  /** Écrit au bout de la barre, ou dedans quand `dedans` est vrai. */
  readonly texte: string;
  /** Petite ligne sous la barre. */
  readonly precision?: string;
}

export interface Graphique {
  readonly largeur: number;
  readonly largeurLibelle: number;
  /** Place gardée après la plus longue barre pour son texte. */
  readonly reserve: number;
  /** D’une barre à la suivante. */
  readonly pas: number;
  readonly epaisseur: number;
  readonly barres: readonly Barre[];
  /** Le texte est écrit dans la barre, tant qu’elle est assez longue. */
  readonly dedans?: boolean;
  /** Trait de seuil et sa légende, sous le graphique. */
  readonly limite?: { readonly valeur: number; readonly texte: string };
}

const HAUTEUR_LIMITE = 16;

/** Barres horizontales, leur valeur écrite au bout. */
export function graphique(description: Graphique, metrique: Metrique): Content {
  const { barres, largeur, largeurLibelle, reserve, pas, limite } = description;
  const maximum = Math.max(1, limite?.valeur ?? 0, ...barres.map(({ valeur }) => valeur));
  const echelle = (largeur - largeurLibelle - reserve) / maximum;
  const hauteur = barres.length * pas;
  const traits: CanvasElement[] = [];
  const textes: TextePose[] = [];
  for (const [rang, barre] of barres.entries()) {
    const posee = poserBarre(description, barre, rang * pas, barre.valeur * echelle, metrique);
    traits.push(...posee.traits);
    textes.push(...posee.textes);
  }
  traits.push(axe(largeurLibelle, hauteur));
  if (limite) {
    const x = largeurLibelle + limite.valeur * echelle;
    traits.push(seuil(x, -2, hauteur + 2));
    const demi = metrique.largeur(limite.texte, 'noteForte');
    const debord = x + 2 > largeur;
    textes.push({
      x: debord ? largeur : Math.max(x + 1, demi),
      y: hauteur + 4,
      texte: limite.texte,
      caractere: 'noteForte',
      ancrage: 'fin',
    });
  }
  return dessin(hauteur + (limite ? HAUTEUR_LIMITE : 0), traits, textes);
}

function poserBarre(
  { largeurLibelle: x, epaisseur, pas, dedans = false }: Graphique,
  barre: Barre,
  y: number,
  longueur: number,
  metrique: Metrique,
): { traits: CanvasElement[]; textes: TextePose[] } {
  const haut = y + (barre.precision ? 2 : (pas - epaisseur) / 2);
  const style: NomCaractere = 'legendeForte';
  const largeurTexte = metrique.largeur(barre.texte, style);
  const tient = dedans && longueur > largeurTexte + 9;
  const yTexte = centrer(haut, epaisseur, style);
  const traits = remplir({ x, y: haut, l: longueur, h: epaisseur }, barre.motif);
  // Un texte sur des hachures ne se lit pas : un rectangle blanc passe dessous.
  if (tient && barre.motif === 'hachure') {
    traits.push({
      type: 'rect',
      x: x + 2.5,
      y: haut + 1,
      w: largeurTexte + 4,
      h: epaisseur - 2,
      color: COULEURS.blanc,
    });
  }
  return {
    traits,
    textes: [
      { x: 0, y: centrer(haut, epaisseur, 'legende'), texte: barre.libelle, caractere: 'legende' },
      {
        x: tient ? x + 4.5 : x + longueur + 4,
        y: yTexte,
        texte: barre.texte,
        caractere: style,
        ...(tient && barre.motif === 'plein' ? { couleur: COULEURS.blanc } : {}),
      },
      ...(barre.precision
        ? [{ x: x + 4, y: haut + epaisseur + 1.5, texte: barre.precision, caractere: 'note' as const }]
        : []),
    ],
  };
}
