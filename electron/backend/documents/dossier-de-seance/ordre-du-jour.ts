import type { ContentSection, ContentTable, ContentText } from 'pdfmake/interfaces.js';
import { formaterDateLongue, formaterHeure } from '../../../../shared/domaine/dates.ts';
import {
  calculerHoraire,
  type GenreExamine,
  type GenrePoint,
  type Horaire as HoraireDe,
  type Point as PointDe,
  votesEnsemble,
} from '../../../../shared/domaine/horaire.ts';
import { formaterTaux } from '../../../../shared/domaine/nombres.ts';
import { COULEURS, LARGEUR_UTILE } from '../style.ts';
import { type Cellule, type Ligne, tableau } from '../tableaux.ts';
import { abregerNom, capitaliser, INSECABLE, typo } from '../typographie.ts';
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
import { annexesDe, citerFiches, citerPage, citerPages, fichesJointes, versFiche } from './plan.ts';

type Horaire = HoraireDe<DossierImprime>;
type Point = PointDe<DossierImprime>;

const GOUTTIERE = 16;
const COLONNES = { heure: 40, duree: 34, rapporteur: 62, pages: 34 } as const;
/** Ce qui reste pour le point, retrait des dossiers déduit. */
const LARGEUR_PRECISION =
  LARGEUR_UTILE - COLONNES.heure - COLONNES.duree - COLONNES.rapporteur - COLONNES.pages - 8 * 4 - 14;
const GROUPES: Partial<Record<GenrePoint, string>> = {
  a_debattre: 'Dossiers à débattre',
  sans_proposition: 'Dossiers sans proposition',
  defavorable: 'Dossiers proposés défavorables',
  favorable: 'Dossiers favorables examinés à part',
  a_la_main: 'Dossiers à examiner, dans l’ordre choisi',
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
    ...avertirTemps(horaire),
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
              ...(dossiers.length > 0 ? { derniere: citerFiches(impression, dossiers) } : {}),
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
  const favorables = votesEnsemble(impression.donnees.seance, impression.donnees.dossiers);
  const textes: Readonly<Record<Exclude<GenrePoint, GenreExamine>, string[]>> = {
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
    ouverture: citerPage(impression, ANCRES.emargement),
    synthese: citerFrontales(impression),
    favorables: citerFiches(impression, favorables) || citerPage(impression, ANCRES.propositions),
    enveloppe: citerPage(impression, ANCRES.enveloppe) || citerPage(impression, ANCRES.synthese),
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
          { text: dossier.structure.raisonSociale, ...versFiche(impression, dossier) },
          { text: impression.metrique.tronquer(precision, 'note', LARGEUR_PRECISION), style: 'note' },
        ],
      },
      { text: abregerNom(rapporteur), color: COULEURS.gris },
      citerPage(impression, ancreFiche(dossier)),
    ],
  };
}

function ligneDeFin(horaire: Horaire): Ligne {
  return {
    genre: 'total',
    cellules: [formaterHeure(horaire.fin), `${horaire.dureeTotale}${INSECABLE}min`, 'Fin de la séance', '', ''],
  };
}

/** De la synthèse à la dernière page avant les fiches. */
function citerFrontales(impression: Impression): Cellule {
  const frontales: string[] = [ANCRES.synthese, ANCRES.repartition, ANCRES.tableau, ANCRES.propositions];
  const presentes = frontales.filter((ancre) => impression.plan.includes(ancre));
  const [premiere] = presentes;
  return premiere === undefined ? '' : citerPages(impression, premiere, presentes.at(-1));
}

function duree(minutes: number): Cellule {
  return { text: `${minutes}${INSECABLE}min`, color: COULEURS.gris };
}

function avertirTemps({ resserre, depassement }: Horaire): ContentText[] {
  if (depassement > 0)
    return [
      paragraphe(
        typo(`Les temps donnés aux dossiers dépassent de ${depassement}${INSECABLE}min l’heure de fin prévue.`),
        'note',
        6,
      ),
    ];
  if (resserre === null) return [];
  return [
    paragraphe(
      typo(
        `Les durées habituelles (10 min par dossier à débattre, 5 min par défavorable) ne tiennent pas dans la séance : elles sont réduites à ${formaterTaux(10 * resserre)}.`,
      ),
      'note',
      6,
    ),
  ];
}

function sommaire(impression: Impression): ContentSection['section'][] {
  const { donnees } = impression;
  const lettres = annexesDe(donnees);
  const fiches = fichesJointes(donnees);
  const annexe = (nom: Parameters<typeof lettres.get>[0], titre: string): [string, Cellule] => [
    typo(`Annexe ${lettres.get(nom) ?? ''}. ${titre}`),
    citerPage(impression, ANCRES[nom]),
  ];
  const toutes: [string, Cellule][] = [
    ['Synthèse de la campagne', citerPage(impression, ANCRES.synthese)],
    ['Répartition dans le Loiret', citerPage(impression, ANCRES.repartition)],
    ['Tableau classé des dossiers', citerPage(impression, ANCRES.tableau)],
    ['Propositions par pile', citerPage(impression, ANCRES.propositions)],
    [nommerFiches(impression, fiches.length), citerFiches(impression, fiches)],
    annexe('bareme', 'Barème et règles de calcul'),
    annexe('charte', 'Charte : conditions, axes, critères'),
    annexe('enveloppe', 'Enveloppe'),
    annexe('nonRecevables', 'Dossiers non recevables'),
    annexe('emargement', 'Feuille d’émargement'),
  ];
  // Ce que l’agent n’a pas joint n’a pas de page : le sommaire ne l’annonce pas.
  const lignes = toutes.filter(([, pages]) => pages !== '');
  if (lignes.length === 0) return [];
  // En deux colonnes, il tient d’ordinaire sous l’ordre du jour.
  const moitie = Math.ceil(lignes.length / 2);
  return [
    {
      unbreakable: true,
      stack: [
        titreDeBloc('Sommaire', 16),
        {
          columnGap: GOUTTIERE,
          columns: [lignes.slice(0, moitie), lignes.slice(moitie)].map((siennes) => ({
            width: (LARGEUR_UTILE - GOUTTIERE) / 2,
            stack: siennes.length === 0 ? [] : [colonneDuSommaire(siennes)],
          })),
        },
      ],
    },
  ];
}

function colonneDuSommaire(lignes: readonly (readonly [string, Cellule])[]): ContentTable {
  return tableau({
    sansEntete: true,
    colonnes: [
      { entete: '', largeur: '*' },
      { entete: '', largeur: COLONNES.pages, aligner: 'right' },
    ],
    lignes: lignes.map(([texte, pages]) => ({ cellules: [texte, pages] })),
  });
}

/** « Fiches des dossiers (60) », « Fiches des dossiers à débattre (21 sur 60) ». */
function nommerFiches({ donnees: { options, dossiers } }: Impression, nombre: number): string {
  const quoi = options.dossiers === 'a_debattre' ? 'Fiches des dossiers à débattre' : 'Fiches des dossiers';
  const ou = options.territoire === null ? '' : `, ${options.territoire}`;
  return `${quoi}${ou} (${nombre === dossiers.length ? nombre : `${nombre} sur ${dossiers.length}`})`;
}
