import type { Content, ContentSection } from 'pdfmake/interfaces.js';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { LIBELLES_ETAT_CHARTE } from '../../../shared/domaine/libelles-charte.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import type { DonneesCharte } from './charte-donnees.ts';
import { COULEURS, LARGEUR_UTILE, MARGE, MARGES, PAGE } from './style.ts';
import { tableau } from './tableaux.ts';
import { typo } from './typographie.ts';

const HAUT_TITRE = 178;

/** Première page : de quelle version il s’agit, d’où elle vient, et si c’est un modèle. */
export function couvertureDeCharte(donnees: DonneesCharte, surPages: (total: number) => void): ContentSection {
  return {
    section: [enteteDeLettre(donnees), titre(donnees), corps(donnees)],
    pageMargins: [...MARGES.portrait],
    header: (_page, total) => {
      surPages(total);
      return null;
    },
    footer: (_page, total) => mention(donnees, total),
  };
}

function enteteDeLettre({ identite }: DonneesCharte): Content {
  const ville = [identite.codePostal, identite.ville].filter((texte) => texte !== '').join(' ');
  const adresse = [identite.adresse, ville].filter((texte) => texte !== '').join(', ');
  // Le coin droit, 74 × 44, reste libre pour le logotype.
  return {
    absolutePosition: { x: MARGE, y: 48 },
    columns: [
      {
        width: 400,
        stack: [
          { text: identite.nom, style: 'fort' },
          ...[identite.service, adresse].filter((texte) => texte !== '').map((text) => ({ text, style: 'sousTitre' })),
        ],
      },
    ],
  };
}

function titre({ charte }: DonneesCharte): Content {
  return {
    margin: [0, HAUT_TITRE - MARGES.portrait[1], 0, 0],
    table: {
      widths: [LARGEUR_UTILE - 20],
      body: [
        [
          {
            stack: [
              { text: 'Charte d’instruction', style: 'titreCouverture' },
              {
                text: 'Contrat local d’accompagnement à la scolarité (Clas) :\nconditions, axes, critères et niveaux',
                style: 'sousTitreCouverture',
                margin: [0, 4, 0, 8],
              },
              {
                text: typo(`${charte.nom} – version ${charte.version}`),
                style: 'phraseCouverture',
                color: COULEURS.gris,
              },
            ],
          },
        ],
      ],
    },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: (rang) => (rang === 0 ? 3 : 0),
      vLineColor: () => COULEURS.accent,
      paddingLeft: () => 15,
      paddingRight: () => 0,
      paddingTop: () => 0,
      paddingBottom: () => 4,
    },
  };
}

function corps(donnees: DonneesCharte): Content {
  const { charte } = donnees;
  return {
    margin: [0, 40, 0, 0],
    stack: [
      ...(charte.modele ? [avisDeModele()] : []),
      tableau({
        sansEntete: true,
        colonnes: [
          { entete: '', largeur: 118 },
          { entete: '', largeur: '*' },
        ],
        lignes: reperes(donnees).map(([libelle, texte]) => ({
          cellules: [
            { text: libelle, style: 'sousTitre' },
            { text: texte, style: 'texte' },
          ],
        })),
      }),
      ...(charte.origine === ''
        ? []
        : [
            { text: 'D’où elle vient', style: 'titreBloc', margin: [0, 22, 0, 4] as [number, number, number, number] },
            { text: typo(charte.origine), style: 'texte' },
          ]),
    ],
  };
}

/** Dit en premier, encadré : un lecteur ne doit pas prendre ces poids pour un texte officiel. */
function avisDeModele(): Content {
  return {
    margin: [0, 0, 0, 18],
    table: {
      widths: ['*'],
      body: [
        [
          {
            text: [
              { text: 'Ceci est un modèle. ', style: 'fort' },
              {
                text: typo(
                  'Aucune grille de points officielle n’est publique pour le Clas : les conditions viennent du dépliant, les poids, les niveaux et les seuils sont des propositions. Le Copil les valide, ou les change, avant de s’en servir.',
                ),
                style: 'texte',
              },
            ],
          },
        ],
      ],
    },
    layout: {
      hLineWidth: () => 0.9,
      vLineWidth: () => 0.9,
      hLineColor: () => COULEURS.accent,
      vLineColor: () => COULEURS.accent,
      paddingLeft: () => 10,
      paddingRight: () => 10,
      paddingTop: () => 8,
      paddingBottom: () => 7,
    },
  };
}

function reperes(donnees: DonneesCharte): (readonly [string, string])[] {
  const { charte, etat, publieeLe, archiveeLe, issueDe, campagnes } = donnees;
  const instant = etat === 'archivee' ? archiveeLe : publieeLe;
  const date = instant === null ? '' : ` le ${formaterInstant(instant)}`;
  const criteres = charte.axes.reduce((n, axe) => n + axe.criteres.length, 0);
  const symbolique = charte.participationSymboliqueCentimes;
  return [
    ['État', etat === 'brouillon' ? 'Brouillon, peut encore changer' : `${LIBELLES_ETAT_CHARTE[etat]}${date}`],
    ...(issueDe ? [['Tirée de', typo(`« ${issueDe.nom} », version ${issueDe.version}`)] as const] : []),
    ['Campagnes', campagnes.length === 0 ? 'aucune ne s’en sert à ce jour' : campagnes.join(', ')],
    [
      'Contenu',
      `${pluriel(charte.conditions.length, 'condition')}, ${pluriel(charte.axes.length, 'axe')}, ${pluriel(criteres, 'critère')} à quatre niveaux`,
    ],
    ['Seuil de la note', `${charte.seuilNote} sur 100`],
    [
      'Participation symbolique',
      symbolique === null ? 'à l’appréciation de l’agent' : `jusqu’à ${formaterEuros(symbolique)} par enfant et par an`,
    ],
  ];
}

function mention(donnees: DonneesCharte, total: number): Content {
  return {
    absolutePosition: { x: MARGE, y: PAGE.hauteur - 72 - (PAGE.hauteur - MARGES.portrait[3]) },
    columns: [
      {
        width: LARGEUR_UTILE,
        style: 'note',
        stack: [
          {
            text: typo(
              `Édité le ${formaterInstant(donnees.editeLe)} · Clas ${donnees.version} · ${pluriel(total, 'page')}`,
            ),
          },
          { text: typo(`Dernière empreinte du journal : ${donnees.empreinteJournal}`) },
        ],
      },
    ],
  };
}
