import type { Point } from './carte-loiret.ts';
import type { Rectangle } from './dessins.ts';

/** Un disque de la carte et le nom à poser près de lui. */
export interface Site {
  readonly x: number;
  readonly y: number;
  readonly rayon: number;
  readonly nom: string;
  readonly largeurNom: number;
}

export interface Etiquette {
  /** Bord gauche et haut du texte. */
  readonly x: number;
  readonly y: number;
}

const HAUTEUR = 9;
const ECART = 1.5;
/** Blanc entre deux disques. */
const JEU = 2;
const TOURS = 40;
/** Un sommet du contour sous un nom gêne comme 6 points carrés d’un autre nom. */
const GENE_DU_CONTOUR = 6;

/** Écarte les disques qui se touchent, juste assez, chacun de la moitié : deux communes voisines restent deux disques. */
export function ecarterDisques<T extends Point & { readonly rayon: number }>(disques: readonly T[]): T[] {
  const places = disques.map((disque) => ({ ...disque }));
  for (let tour = 0; tour < TOURS; tour += 1) {
    for (const [rang, a] of places.entries()) {
      for (const b of places.slice(rang + 1)) {
        const distance = Math.hypot(b.x - a.x, b.y - a.y);
        const manque = a.rayon + b.rayon + JEU - distance;
        if (manque <= 0) continue;
        const [dx, dy] = distance === 0 ? [1, 0] : [(b.x - a.x) / distance, (b.y - a.y) / distance];
        Object.assign(a, { x: a.x - (dx * manque) / 2, y: a.y - (dy * manque) / 2 });
        Object.assign(b, { x: b.x + (dx * manque) / 2, y: b.y + (dy * manque) / 2 });
      }
    }
  }
  return places;
}

/**
 * Place chaque nom dessous, dessus, à droite ou à gauche de son disque, dans le cadre et sans couvrir
 * ni disque, ni nom déjà placé, ni le trait du contour ; s’il n’y a pas de place libre, au moins gênant. Les premiers choisissent d’abord.
 */
export function placerEtiquettes(
  sites: readonly Site[],
  cadre: Rectangle,
  interdits: readonly Rectangle[],
  contour: readonly Point[],
): Etiquette[] {
  const occupes = [...interdits, ...sites.map(boiteDuDisque)];
  return sites.map((site) => {
    let meilleur = { x: site.x, y: site.y, gene: Number.POSITIVE_INFINITY };
    for (const [rang, boite] of candidats(site, cadre).entries()) {
      // À gêne égale, l’ordre des candidats décide : d’où le très petit poids du rang.
      const gene =
        recouvrement(boite, occupes, boiteDuDisque(site)) +
        10 * debord(boite, cadre) +
        GENE_DU_CONTOUR * contour.filter((point) => isDedans(point, boite)).length +
        rang / 1000;
      if (gene < meilleur.gene) meilleur = { x: boite.x, y: boite.y, gene };
    }
    occupes.push({ x: meilleur.x, y: meilleur.y, l: site.largeurNom, h: HAUTEUR });
    return { x: meilleur.x, y: meilleur.y };
  });
}

function candidats({ x, y, rayon, largeurNom }: Site, cadre: Rectangle): Rectangle[] {
  const boite = (gauche: number, haut: number): Rectangle => ({ x: gauche, y: haut, l: largeurNom, h: HAUTEUR });
  const dessous = y + rayon + ECART;
  const dessus = y - rayon - ECART - HAUTEUR;
  const milieu = y - HAUTEUR / 2;
  const droite = x + rayon + 2;
  const gauche = x - rayon - 2 - largeurNom;
  const ramene = Math.max(cadre.x + 3, Math.min(x - largeurNom / 2, cadre.x + cadre.l - largeurNom - 3));
  return [
    boite(x - largeurNom / 2, dessous),
    boite(x - largeurNom / 2, dessus),
    boite(droite, milieu),
    boite(gauche, milieu),
    boite(ramene, dessous),
    boite(ramene, dessus),
    boite(droite - 2, dessous - 3),
    boite(gauche + 2, dessous - 3),
    boite(droite - 2, dessus + 3),
    boite(gauche + 2, dessus + 3),
  ];
}

function boiteDuDisque({ x, y, rayon }: Site): Rectangle {
  return { x: x - rayon, y: y - rayon, l: 2 * rayon, h: 2 * rayon };
}

function recouvrement(boite: Rectangle, occupes: readonly Rectangle[], sienne: Rectangle): number {
  return occupes.reduce((aire, autre) => {
    const isSien = autre.x === sienne.x && autre.y === sienne.y && autre.l === sienne.l;
    return isSien ? aire : aire + aireCommune(boite, autre);
  }, 0);
}

function isDedans({ x, y }: Point, boite: Rectangle): boolean {
  return x > boite.x - 1 && x < boite.x + boite.l + 1 && y > boite.y && y < boite.y + boite.h;
}

function debord(boite: Rectangle, cadre: Rectangle): number {
  return boite.l * boite.h - aireCommune(boite, cadre);
}

function aireCommune(a: Rectangle, b: Rectangle): number {
  const largeur = Math.min(a.x + a.l, b.x + b.l) - Math.max(a.x, b.x);
  const hauteur = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return Math.max(0, largeur) * Math.max(0, hauteur);
}
