import type { ContentSection, ContentTable, ContentText } from 'pdfmake/interfaces.js';
import { formaterDateLongue, formaterHeure } from '../../../../shared/domaine/dates.ts';
import { formaterTaux } from '../../../../shared/domaine/nombres.ts';
import { intervalle } from '../renvois.ts';
import { COULEURS, LARGEUR_UTILE } from '../style.ts';
import { type Cellule, type Ligne, tableau } from '../tableaux.ts';
import { abregerNom, capitaliser, INSECABLE, typo } from '../typographie.ts';
import { calculerHoraire, type GenrePoint, type Horaire, type Point } from './horaire.ts';
import {
  ANCRES,
  ancreFiche,
  type DossierImprime,
  type Impression,
  nommerCollectifs,
  paragraphe,
  titreDeBloc,
  titreDePage,
} from './impression.ts';

const COLONNES = { heure: 40, duree: 34, rapporteur: 62, pages: 34 } as const;
/** Ce qui reste pour le point, retrait des dossiers déduit. */
const LARGEUR_PRECISION =
  LARGEUR_UTILE - COLONNES.heure - COLONNES.duree - COLONNES.rapporteur - COLONNES.pages - 8 * 4 - 14;
const GROUPES: Partial<Record<GenrePoint, string>> = {
  a_debattre: 'Dossiers à débattre',
  sans_proposition: 'Dossiers sans proposition',
  defavorable: 'Dossiers proposés défavorables',
};

/** L’ordre du jour sert de table des matières : chaque point porte sa page et y mène. */
export function ordreDuJour(impression: Impression): ContentSection['section'] {
  const { seance } = impression.donnees;
  const horaire = calculerHoraire(seance, impression.donnees.dossiers);
  const sousTitre = [
    `${capitaliser(formaterDateLongue(seance.date))}, ${formaterHeure(seance.heureDebut)} – ${formaterHeure(seance.heureFin)}`,
    ...(seance.presidence === '' ? [] : [typo(`présidence : ${seance.presidence}`)]),
  ].join(' · ');
  return [
    titreDePage(impression, ANCRES.ordreDuJour, 'Ordre du jour'),
    { text: sousTitre, style: 'sousTitre', margin: [0, 2, 0, 14] },
    ...tableauxDuJour(impression, horaire),
    ...(horaire.resserre === null ? [] : [avertirTemps(horaire)]),
    ...sommaire(impression),
  ];
}

/** Un tableau par suite de points : l’intertitre d’un groupe de dossiers se répète s’il passe à la page suivante. */
function tableauxDuJour(impression: Impression, horaire: Horaire): ContentTable[] {
  const suites: { titre: string | null; points: Point[] }[] = [];
  for (const point of horaire.points) {
    const titre = titreDuGroupe(point.genre);
    const derniere = suites.at(-1);
    if (derniere && (derniere.titre === titre || point.genre === 'pause')) derniere.points.push(point);
    else suites.push({ titre, points: [point] });
  }
  return suites.map(({ titre, points }, rang): ContentTable => {
    const dossiers = points.flatMap(({ dossier }) => (dossier ? [dossier] : []));
    const libelle = dossiers.length > 0 ? `${titre} (${dossiers.length}) – décision dossier par dossier` : titre;
    return tableau({
      sansEntete: rang > 0,
      ...(rang > 0 && libelle !== null
        ? {
            titre: {
              texte: libelle,
              depuis: 2,
              ...(dossiers.length > 0 ? { derniere: citerGroupe(impression, dossiers) } : {}),
            },
          }
        : {}),
      colonnes: [
        { entete: 'Heure', largeur: COLONNES.heure },
        { entete: 'Durée', largeur: COLONNES.duree, aligner: 'right' },
        { entete: 'Point', largeur: '*' },
        { entete: 'Rapporteur', largeur: COLONNES.rapporteur },
        { entete: 'Pages', largeur: COLONNES.pages, aligner: 'right' },
      ],
      lignes: [
        ...points.map((point) => ligneDe(impression, point)),
        ...(rang === suites.length - 1 ? [ligneDeFin(horaire)] : []),
      ],
    });
  });
}

function titreDuGroupe(genre: GenrePoint): string | null {
  if (genre === 'ouverture' || genre === 'synthese') return null;
  return GROUPES[genre] ?? 'Décisions groupées et clôture';
}

function ligneDe(impression: Impression, point: Point): Ligne {
  if (point.dossier) return ligneDeDossier(impression, point, point.dossier);
  const favorables = impression.donnees.dossiers.filter(({ pile }) => pile === 'favorable');
  const textes: Readonly<Record<Exclude<GenrePoint, 'a_debattre' | 'sans_proposition' | 'defavorable'>, string[]>> = {
    ouverture: [typo('Ouverture : émargement, quorum, déports')],
    synthese: ['Synthèse de la campagne et enveloppe'],
    pause: ['Pause'],
    favorables: [
      `Dossiers proposés favorables (${favorables.length}) – vote groupé`,
      'Tout membre peut demander l’examen séparé d’un dossier avant le vote.',
    ],
    enveloppe: ['Arbitrage de l’enveloppe'],
    reserve: ['Temps de réserve'],
    cloture: ['Lecture des décisions, signature du relevé'],
  };
  const pages: Partial<Record<GenrePoint, Cellule>> = {
    ouverture: impression.donnees.seance.membres.length > 0 ? citerSeule(impression, ANCRES.annexeC) : '',
    synthese: citerEntre(impression, ANCRES.synthese, derniereFrontale(impression)),
    favorables: citerGroupe(impression, favorables),
    enveloppe: citerSeule(impression, ANCRES.synthese),
  };
  const [texte = '', precision] = point.genre in textes ? textes[point.genre as keyof typeof textes] : [];
  return {
    cellules: [
      { text: formaterHeure(point.debut), style: 'tableauFort' },
      duree(point.duree),
      {
        stack: [{ text: texte, style: 'tableauFort' }, ...(precision ? [{ text: precision, style: 'note' }] : [])],
      },
      { text: point.genre === 'pause' || point.genre === 'reserve' ? '' : 'Caf', color: COULEURS.gris },
      pages[point.genre] ?? '',
    ],
  };
}

function ligneDeDossier(impression: Impression, point: Point, dossier: DossierImprime): Ligne {
  const precision = [
    dossier.communeNom ?? 'commune non renseignée',
    nommerCollectifs(dossier.collectifs),
    // Les points complets sont sur la fiche ; une ligne suffit à se souvenir du sujet.
    [...dossier.points, ...dossier.raisons][0]?.replace(/\.$/, '') ?? '',
  ]
    .filter((texte) => texte !== '')
    .join(' · ');
  const [rapporteur = ''] = dossier.lecteurs;
  return {
    cellules: [
      { text: formaterHeure(point.debut), color: COULEURS.gris },
      duree(point.duree),
      {
        margin: [14, 0, 0, 0],
        stack: [
          { text: dossier.structure.raisonSociale, linkToDestination: ancreFiche(dossier) },
          { text: impression.metrique.tronquer(precision, 'note', LARGEUR_PRECISION), style: 'note' },
        ],
      },
      { text: abregerNom(rapporteur), color: COULEURS.gris },
      citerSeule(impression, ancreFiche(dossier)),
    ],
  };
}

function ligneDeFin(horaire: Horaire): Ligne {
  return {
    genre: 'total',
    cellules: [formaterHeure(horaire.fin), `${horaire.dureeTotale}${INSECABLE}min`, 'Fin de la séance', '', ''],
  };
}

function duree(minutes: number): Cellule {
  return { text: `${minutes}${INSECABLE}min`, color: COULEURS.gris };
}

function avertirTemps({ resserre }: Horaire): ContentText {
  return paragraphe(
    typo(
      `Les durées habituelles (10 min par dossier à débattre, 5 min par défavorable) ne tiennent pas dans la séance : elles sont réduites à ${formaterTaux(10 * (resserre ?? 1000))}.`,
    ),
    'note',
    6,
  );
}

function sommaire(impression: Impression): ContentSection['section'][] {
  const fiches = impression.donnees.dossiers;
  const lignes: [string, Cellule][] = [
    ['Synthèse de la campagne', citerSeule(impression, ANCRES.synthese)],
    ['Répartition dans le Loiret', citerSeule(impression, ANCRES.repartition)],
    ['Tableau classé des dossiers', citerSeule(impression, ANCRES.tableau)],
    [`Fiches des dossiers (${fiches.length})`, citerGroupe(impression, fiches)],
    [
      typo(`Annexe A. Barème « ${impression.donnees.campagne.bareme.nom} », règles de calcul et exemples`),
      citerSeule(impression, ANCRES.annexeA),
    ],
    [typo('Annexe B. Charte : conditions, axes, critères et seuils'), citerSeule(impression, ANCRES.annexeB)],
    ...(impression.donnees.seance.membres.length > 0
      ? [['Annexe C. Feuille d’émargement', citerSeule(impression, ANCRES.annexeC)] satisfies [string, Cellule]]
      : []),
  ];
  return [
    {
      unbreakable: true,
      stack: [
        titreDeBloc('Sommaire', 20),
        tableau({
          sansEntete: true,
          colonnes: [
            { entete: '', largeur: '*' },
            { entete: '', largeur: COLONNES.pages, aligner: 'right' },
          ],
          lignes: lignes.map(([texte, pages]) => ({ cellules: [texte, pages] })),
        }),
      ],
    },
  ];
}

function derniereFrontale({ renvois, donnees }: Impression): () => number {
  const [premier] = donnees.dossiers;
  return () => renvois.pageDe(premier ? ancreFiche(premier) : ANCRES.annexeA) - 1;
}

/** Pages des fiches de ces dossiers quand elles se suivent ; vide si l’ordre de la séance les disperse. */
function citerGroupe(impression: Impression, dossiers: readonly DossierImprime[]): Cellule {
  const { donnees, renvois } = impression;
  const [premier] = dossiers;
  const dernier = dossiers.at(-1);
  if (!premier || !dernier) return '';
  const rangs = dossiers.map((dossier) => donnees.dossiers.indexOf(dossier));
  if ((rangs.at(-1) ?? 0) - (rangs[0] ?? 0) !== dossiers.length - 1) return '';
  const suivant = donnees.dossiers[donnees.dossiers.indexOf(dernier) + 1];
  const apres = suivant ? ancreFiche(suivant) : ANCRES.annexeA;
  return citerEntre(impression, ancreFiche(premier), () => renvois.pageDe(apres) - 1);
}

function citerEntre({ renvois }: Impression, debut: string, fin: () => number): Cellule {
  return { ...renvois.citer(debut, () => intervalle(renvois.pageDe(debut), fin())), style: 'tableauFort' };
}

function citerSeule({ renvois }: Impression, ancre: string): Cellule {
  return { ...renvois.citer(ancre, () => String(renvois.pageDe(ancre))), style: 'tableauFort' };
}
