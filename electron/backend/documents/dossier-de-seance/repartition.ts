import type { CanvasElement, Content, ContentSection } from 'pdfmake/interfaces.js';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEntier, formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { type Coordonnees, type Point, type Projection, projeter, tracer } from '../carte-loiret.ts';
import { centrer, dessin, type Rectangle, type TextePose } from '../dessins.ts';
import { ecarterDisques, placerEtiquettes, type Site } from '../etiquettes.ts';
import type { Metrique } from '../metrique.ts';
import { COULEURS, LARGEUR_UTILE } from '../style.ts';
import { type Ligne, tableau } from '../tableaux.ts';
import { type Lieu, sommer } from './chiffres.ts';
import { ANCRES, type Impression, nommerCollectifs, paragraphe, titreDePage } from './impression.ts';
import { type SiteDeCarte, sitesDe } from './sites.ts';

/** Fenêtre d’Orléans Métropole, trop dense pour la carte du département : ouest-nord et est-sud. */
const METROPOLE: readonly [Coordonnees, Coordonnees] = [
  [1.787, 47.984],
  [2.056, 47.836],
];
/** En dessous, la carte principale suffit à les montrer tous. */
const SITES_DU_CARTOUCHE = 3;
const CARTE: Rectangle = { x: 0, y: 0, l: LARGEUR_UTILE, h: 390 };
const CARTOUCHE: Rectangle = { x: 0, y: 351, l: 231.5, h: 184 };
const LEGENDE = { x: 262, y: 432 } as const;
const LIEUX_MONTRES = 6;

export function repartition(impression: Impression): ContentSection['section'] {
  const { chiffres, fond, donnees } = impression;
  const sites = sitesDe(donnees.dossiers, fond);
  return [
    titreDePage(impression, ANCRES.repartition, 'Répartition dans le Loiret'),
    paragraphe(
      `${nommerCollectifs(chiffres.collectifs)} ${chiffres.collectifs > 1 ? 'demandés' : 'demandé'} dans ${pluriel(chiffres.communes, 'commune')}`,
      'sousTitre',
      2,
    ),
    carte(impression, sites),
    tableauDesLieux(impression),
  ];
}

function carte(impression: Impression, sites: readonly SiteDeCarte[]): Content {
  const { fond, metrique } = impression;
  const projection = projeter(fond.contour.flat(), CARTE);
  const dansMetropole = sites.filter(({ centre }) => isDans(centre));
  const avecCartouche = dansMetropole.length >= SITES_DU_CARTOUCHE;
  const avecSite = new Set(sites.map(({ insee }) => insee));
  const cadreMetropole = rectangleDe(projection);
  const surCarte = avecCartouche ? sites.filter(({ centre }) => !isDans(centre)) : sites;
  const interdits = avecCartouche ? [CARTOUCHE, cadreMetropole] : [];
  const traits = [
    ...communes(impression, avecSite, projection),
    ...tracer(fond.contour, projection, { couleur: COULEURS.encre, epaisseur: 1.1 }),
  ];
  const textes: TextePose[] = [];
  const poses = poserSites(surCarte, projection, CARTE, interdits, fond.contour.flat().map(projection), metrique);
  traits.push(...poses.traits);
  textes.push(...poses.textes);
  if (avecCartouche) {
    const cartouche = dessinerCartouche(impression, dansMetropole, avecSite);
    traits.push(cadre(cadreMetropole, 0.9), ...cartouche.traits);
    textes.push(
      {
        x: cadreMetropole.x + cadreMetropole.l / 2,
        y: cadreMetropole.y - 11,
        texte: 'Orléans Métropole (cartouche)',
        caractere: 'noteForte',
        ancrage: 'milieu',
      },
      ...cartouche.textes,
    );
  }
  const legende = dessinerLegende();
  return dessin(CARTOUCHE.y + CARTOUCHE.h + 12, [...traits, ...legende.traits], [...textes, ...legende.textes]);
}

function communes(
  { fond }: Impression,
  avecSite: ReadonlySet<string>,
  projection: Projection,
  fenetre?: Rectangle,
): CanvasElement[] {
  const tracerCommunes = (remplies: boolean) =>
    [...fond.communes].flatMap(([insee, { anneaux }]) =>
      avecSite.has(insee) === remplies
        ? tracer(
            anneaux,
            projection,
            { couleur: COULEURS.filetClair, epaisseur: 0.4, ...(remplies ? { fond: COULEURS.carte } : {}) },
            fenetre,
          )
        : [],
    );
  return [...tracerCommunes(true), ...tracerCommunes(false)];
}

function dessinerCartouche(
  impression: Impression,
  sites: readonly SiteDeCarte[],
  avecSite: ReadonlySet<string>,
): { traits: CanvasElement[]; textes: TextePose[] } {
  const projection = projeter(METROPOLE, CARTOUCHE);
  const poses = poserSites(sites, projection, CARTOUCHE, [], [], impression.metrique);
  return {
    traits: [
      // Le fond blanc efface la carte qui passerait dessous.
      { type: 'rect', x: CARTOUCHE.x, y: CARTOUCHE.y, w: CARTOUCHE.l, h: CARTOUCHE.h, color: COULEURS.blanc },
      ...communes(impression, avecSite, projection, CARTOUCHE),
      cadre(CARTOUCHE, 0.9),
      ...poses.traits,
    ],
    textes: [
      {
        x: 0,
        y: CARTOUCHE.y - 13,
        texte: 'Cartouche : Orléans Métropole',
        caractere: 'noteForte',
        couleur: COULEURS.accent,
      },
      ...poses.textes,
    ],
  };
}

function poserSites(
  sites: readonly SiteDeCarte[],
  projection: Projection,
  cadreSites: Rectangle,
  interdits: readonly Rectangle[],
  contour: readonly Point[],
  metrique: Metrique,
): { traits: CanvasElement[]; textes: TextePose[] } {
  const places = ecarterDisques(
    sites.map((site): Site & { readonly collectifs: number } => ({
      ...projection(site.centre),
      rayon: rayonDe(site.collectifs),
      nom: site.nom,
      largeurNom: metrique.largeur(site.nom, 'noteForte'),
      collectifs: site.collectifs,
    })),
  );
  const etiquettes = placerEtiquettes(places, cadreSites, interdits, contour);
  return {
    traits: places.flatMap(({ x, y, rayon }) => disque(x, y, rayon)),
    textes: places.flatMap(({ x, y, rayon, nom, collectifs }, rang): TextePose[] => {
      const etiquette = etiquettes[rang] ?? { x, y };
      return [
        nombreDansDisque(x, y, rayon, collectifs),
        { x: etiquette.x, y: etiquette.y, texte: nom, caractere: 'noteForte' },
      ];
    }),
  };
}

/** Un disque se lit jusque dans une photocopie : aplat sombre, bord blanc. */
function disque(x: number, y: number, rayon: number): CanvasElement[] {
  return [
    { type: 'ellipse', x, y, r1: rayon + 0.9, r2: rayon + 0.9, color: COULEURS.blanc },
    { type: 'ellipse', x, y, r1: rayon, r2: rayon, color: COULEURS.accent },
  ];
}

function nombreDansDisque(x: number, y: number, rayon: number, nombre: number): TextePose {
  return {
    x,
    y: centrer(y - rayon, 2 * rayon, 'noteForte'),
    texte: String(nombre),
    caractere: 'noteForte',
    ancrage: 'milieu',
    couleur: COULEURS.blanc,
  };
}

function dessinerLegende(): { traits: CanvasElement[]; textes: TextePose[] } {
  const { x, y } = LEGENDE;
  const ligne = (rang: number) => y + 17 + rang * 16.5;
  const echantillon = (rang: number, couleur: string): CanvasElement => ({
    type: 'rect',
    x: x + 0.5,
    y: ligne(rang),
    w: 15,
    h: 9,
    lineWidth: 0.5,
    lineColor: COULEURS.filet,
    color: couleur,
  });
  const rayon = rayonDe(2);
  const texte = (rang: number, contenu: string): TextePose => ({
    x: x + 23,
    y: centrer(ligne(rang), 9, 'legende'),
    texte: contenu,
    caractere: 'legende',
  });
  return {
    traits: [echantillon(0, COULEURS.carte), echantillon(1, COULEURS.blanc), ...disque(x + 8, ligne(2) + 4.5, rayon)],
    textes: [
      { x, y, texte: 'Lecture de la carte', caractere: 'titreBloc' },
      texte(0, 'commune avec au moins un collectif demandé'),
      texte(1, 'commune sans dossier'),
      nombreDansDisque(x + 8, ligne(2) + 4.5, rayon, 2),
      texte(2, 'nombre de collectifs demandés'),
      { x, y: ligne(3) + 1, texte: 'La taille du disque croît avec le nombre de collectifs.', caractere: 'note' },
      { x, y: ligne(3) + 11, texte: 'Fond de carte : IGN Admin Express, contours simplifiés.', caractere: 'note' },
    ],
  };
}

function tableauDesLieux({ chiffres }: Impression): Content {
  const nombres = (lieu: { dossiers: number; collectifs: number; enfants: number }) => [
    formaterEntier(lieu.dossiers),
    formaterEntier(lieu.collectifs),
    formaterEntier(lieu.enfants),
  ];
  const total: Ligne = {
    genre: 'total',
    cellules: [
      'Ensemble de la campagne',
      ...nombres(chiffres),
      formaterEuros(chiffres.droitCentimes),
      formaterEuros(chiffres.propose.droitCentimes),
    ],
  };
  return tableau({
    colonnes: [
      { entete: chiffres.parTerritoire ? 'Territoire' : 'Commune', largeur: '*' },
      { entete: 'Dossiers', largeur: 46, aligner: 'right' },
      { entete: 'Collectifs', largeur: 48, aligner: 'right' },
      { entete: 'Enfants', largeur: 44, aligner: 'right' },
      { entete: 'Droit calculé', largeur: 80, aligner: 'right' },
      { entete: 'Proposé', largeur: 80, aligner: 'right' },
    ],
    lignes: [
      ...montrerLieux(chiffres.lieux).map(
        (lieu): Ligne => ({
          cellules: [
            lieu.nom,
            ...nombres(lieu),
            formaterEuros(lieu.droitCentimes),
            formaterEuros(lieu.proposeCentimes),
          ],
        }),
      ),
      total,
    ],
  });
}

/** Les premiers lieux, et un dernier qui réunit les autres : le total reste celui de la campagne. */
function montrerLieux(lieux: readonly Lieu[]): Lieu[] {
  if (lieux.length <= LIEUX_MONTRES) return [...lieux];
  const autres = lieux.slice(LIEUX_MONTRES - 1);
  const somme = (champ: 'dossiers' | 'collectifs' | 'enfants' | 'droitCentimes' | 'proposeCentimes') =>
    sommer(autres.map((lieu) => lieu[champ]));
  return [
    ...lieux.slice(0, LIEUX_MONTRES - 1),
    {
      nom: `Autres (${autres.length})`,
      dossiers: somme('dossiers'),
      collectifs: somme('collectifs'),
      enfants: somme('enfants'),
      droitCentimes: somme('droitCentimes'),
      proposeCentimes: somme('proposeCentimes'),
    },
  ];
}

function rayonDe(collectifs: number): number {
  return 4.2 + 1.55 * Math.sqrt(collectifs);
}

function isDans([longitude, latitude]: Coordonnees): boolean {
  const [[ouest, nord], [est, sud]] = METROPOLE;
  return longitude > ouest && longitude < est && latitude < nord && latitude > sud;
}

function rectangleDe(projection: Projection): Rectangle {
  const haut = projection(METROPOLE[0]);
  const bas = projection(METROPOLE[1]);
  return { x: haut.x, y: haut.y, l: bas.x - haut.x, h: bas.y - haut.y };
}

function cadre({ x, y, l, h }: Rectangle, epaisseur: number): CanvasElement {
  return { type: 'rect', x, y, w: l, h, lineWidth: epaisseur, lineColor: COULEURS.encre };
}
