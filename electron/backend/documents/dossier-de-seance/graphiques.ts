import type { CanvasElement, Content } from 'pdfmake/interfaces.js';
import { formaterEntier } from '../../../../shared/domaine/nombres.ts';
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
  /** La même grandeur l’année d’avant, en barre vide dessous ; son nombre est sa valeur. */
  readonly avant?: number;
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
/** N est plein et haut de 8, N-1 vide et haut de 6 : ils se distinguent sans couleur. */
const EPAISSEUR_AVANT = 6;

/** Barres horizontales, leur valeur écrite au bout. */
export function graphique(description: Graphique, metrique: Metrique): Content {
  const { barres, largeur, largeurLibelle, reserve, pas, limite } = description;
  const maximum = Math.max(1, limite?.valeur ?? 0, ...barres.flatMap(({ valeur, avant = 0 }) => [valeur, avant]));
  const echelle = (largeur - largeurLibelle - reserve) / maximum;
  const hauteur = barres.length * pas;
  const traits: CanvasElement[] = [];
  const textes: TextePose[] = [];
  for (const [rang, barre] of barres.entries()) {
    const posee = poserBarre(description, barre, rang * pas, echelle, metrique);
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
  echelle: number,
  metrique: Metrique,
): { traits: CanvasElement[]; textes: TextePose[] } {
  const longueur = barre.valeur * echelle;
  const avecAvant = barre.avant !== undefined;
  const haut = y + (barre.precision ? 2 : (pas - epaisseur - (avecAvant ? EPAISSEUR_AVANT + 1.5 : 0)) / 2);
  const sousBarre = avecAvant ? poserAvant(x, haut + epaisseur + 1.5, barre.avant, echelle) : null;
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
    traits: [...traits, ...(sousBarre?.traits ?? [])],
    textes: [
      ...(sousBarre?.textes ?? []),
      {
        x: 0,
        y: centrer(haut, avecAvant ? epaisseur + EPAISSEUR_AVANT : epaisseur, 'legende'),
        texte: barre.libelle,
        caractere: 'legende',
      },
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

function poserAvant(x: number, haut: number, valeur: number, echelle: number) {
  const longueur = valeur * echelle;
  const trait: CanvasElement = {
    type: 'rect',
    x: x + 0.35,
    y: haut + 0.35,
    w: Math.max(0, longueur - 0.7),
    h: EPAISSEUR_AVANT - 0.7,
    lineWidth: 0.7,
    lineColor: COULEURS.encre,
  };
  const texte: TextePose = {
    x: x + longueur + 4,
    y: centrer(haut, EPAISSEUR_AVANT, 'legende'),
    texte: formaterEntier(valeur),
    caractere: 'legende',
    couleur: COULEURS.gris,
  };
  return { traits: longueur > 1 ? [trait] : [], textes: [texte] };
}

/** Ce que disent la barre pleine et la barre vide. */
export function legendeDesAnnees(n: string, avant: string, metrique: Metrique): Content {
  const second = 17 + metrique.largeur(n, 'note') + 18;
  return dessin(
    12,
    [
      { type: 'rect', x: 0, y: 2.5, w: 12, h: 7, color: COULEURS.accent },
      { type: 'rect', x: second + 0.35, y: 2.85, w: 11.3, h: 6.3, lineWidth: 0.7, lineColor: COULEURS.encre },
    ],
    [
      { x: 17, y: 1, texte: n, caractere: 'note' },
      { x: second + 17, y: 1, texte: avant, caractere: 'note' },
    ],
  );
}
