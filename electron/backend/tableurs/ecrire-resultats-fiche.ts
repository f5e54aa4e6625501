import type { Workbook, Worksheet } from 'exceljs';
import { LIBELLES_PILE, LIBELLES_REPONSE } from '../../../shared/domaine/libelles.ts';
import type { CritereFiche, DonneesFiches, FicheInstruction } from '../documents/fiche-instruction-donnees.ts';
import {
  type ColonneResultat,
  ecrireTable,
  ecrireValeur,
  FORMAT_NOTE,
  poserLargeurs,
  type Valeur,
} from './ecrire-resultats-feuille.ts';
import { cite, FEUILLES, nombreDe, type Plan } from './ecrire-resultats-plan.ts';
import { ecrireTitre, FORMAT_ENTIER, hauteur, lignesDeTexte, styleCorps } from './ecrire-style.ts';

const LARGEURS = [30, 12, 40, 52, 56] as const;

/** La fiche d’un seul dossier, à lire d’un trait : identité, notes, pile, ce qu’il faudrait, critères, conditions. */
export function ajouterFiche(
  classeur: Workbook,
  donnees: DonneesFiches,
  fiche: FicheInstruction,
  plan: Plan,
): Worksheet {
  const feuille = classeur.addWorksheet(FEUILLES.fiche, { views: [{ showGridLines: false, zoomScale: 110 }] });
  const { dossier } = fiche;
  poserLargeurs(feuille, LARGEURS);
  ecrireTitre(feuille, 1, `Fiche d’instruction : ${dossier.structure.raisonSociale}`);
  let ligne = ecrireReperes(feuille, 2, reperesDe(donnees, fiche, plan));
  ecrireTitre(feuille, ligne + 1, 'Notes par axe');
  ligne = ecrireTable(feuille, ligne + 2, colonnesDAxes(fiche, plan), donnees.campagne.charte.axes);
  ecrireTitre(feuille, ligne + 2, 'Pile proposée et ce qu’il faudrait');
  ligne = ecrireReperes(feuille, ligne + 3, [
    ...(fiche.montre ? dossier.raisons.map((raison): [string, Valeur] => ['Raison', raison]) : []),
    ...fiche.besoin.map(({ texte, detail }): [string, Valeur] => [
      'Il faudrait',
      detail === null ? texte : `${texte}. ${detail}`,
    ]),
  ]);
  ecrireTitre(feuille, ligne + 1, 'Critères');
  ligne = ecrireTable(feuille, ligne + 2, COLONNES_CRITERES, fiche.criteres);
  ecrireTitre(feuille, ligne + 2, 'Conditions');
  ecrireTable(feuille, ligne + 3, COLONNES_CONDITIONS, dossier.conditions);
  return feuille;
}

/** Rend la première ligne libre. */
function ecrireReperes(feuille: Worksheet, debut: number, reperes: readonly [string, Valeur][]): number {
  reperes.forEach(([libelle, valeur], rang) => {
    const ligne = debut + rang;
    feuille.mergeCells(ligne, 2, ligne, 4);
    ecrireValeur(feuille, ligne, 1, libelle, styleCorps({ alignement: 'left', gras: true }));
    ecrireValeur(
      feuille,
      ligne,
      2,
      valeur,
      styleCorps({ alignement: 'left', libre: true, ...(typeof valeur === 'object' ? { format: FORMAT_NOTE } : {}) }),
    );
    if (typeof valeur === 'string')
      feuille.getRow(ligne).height = hauteur(lignesDeTexte(valeur, LARGEURS[1] + LARGEURS[2] + LARGEURS[3]));
  });
  return debut + reperes.length;
}

function reperesDe(donnees: DonneesFiches, fiche: FicheInstruction, plan: Plan): [string, Valeur][] {
  const { dossier, stabilite } = fiche;
  const { dixiemes } = dossier.note;
  return [
    ['N° du dossier', dossier.numero],
    ['Commune', dossier.communeNom],
    ['Campagne', donnees.campagne.anneeScolaire],
    [
      'Note sur 100',
      {
        formule: cite(FEUILLES.criteres, plan.affichee, plan.debut),
        resultat: fiche.noteExacte === null || dixiemes === null ? '' : dixiemes / 10,
      },
    ],
    ['Note exacte', fiche.noteExacte],
    [
      'Rang',
      dossier.rang === null
        ? 'sans rang'
        : `${dossier.rang.rang}${dossier.rang.exAequo ? ' ex æquo' : ''} sur ${donnees.classes}`,
    ],
    [
      'Stabilité',
      stabilite === null ? null : `${stabilite.stabilite}, du rang ${stabilite.meilleur} au rang ${stabilite.moinsBon}`,
    ],
    ['Pile proposée', !fiche.montre ? 'cachée' : dossier.pile === null ? 'non étudié' : LIBELLES_PILE[dossier.pile]],
    ['Lecteurs', fiche.lectures.map(({ agent }) => agent).join(', ') || 'aucun'],
    ...fiche.lectures
      .filter(({ commentaire }) => commentaire !== '')
      .map(({ agent, commentaire }): [string, Valeur] => [`Commentaire de ${agent}`, commentaire]),
  ];
}

function colonnesDAxes(
  { axesExacts }: FicheInstruction,
  plan: Plan,
): ColonneResultat<DonneesFiches['campagne']['charte']['axes'][number]>[] {
  return [
    { libelle: 'Axe', largeur: LARGEURS[0], alignement: 'left', libre: true, valeur: ({ libelle }) => libelle },
    {
      libelle: 'Note',
      largeur: LARGEURS[1],
      alignement: 'right',
      format: FORMAT_NOTE,
      gras: true,
      valeur: (_axe, rang) => ({
        formule: cite(FEUILLES.criteres, plan.axes + rang, plan.debut),
        resultat: nombreDe(axesExacts[rang] ?? null) ?? '',
      }),
    },
    {
      libelle: 'Poids et seuil',
      largeur: LARGEURS[2],
      alignement: 'left',
      valeur: ({ poids, seuil }) => `poids ${poids}, seuil ${seuil}`,
    },
  ];
}

const COLONNES_CRITERES: readonly ColonneResultat<CritereFiche>[] = [
  {
    libelle: 'Critère',
    largeur: LARGEURS[0],
    alignement: 'left',
    libre: true,
    valeur: ({ code, libelle, poids }) => `${code} ${libelle} (poids ${poids})`,
  },
  {
    libelle: 'Niveau retenu',
    largeur: LARGEURS[1],
    alignement: 'center',
    format: FORMAT_ENTIER,
    gras: true,
    valeur: ({ retenu }) => retenu,
  },
  {
    libelle: 'Ce qu’il veut dire',
    largeur: LARGEURS[2],
    alignement: 'left',
    libre: true,
    valeur: ({ description }) => description,
  },
  {
    libelle: 'Lecteurs',
    largeur: LARGEURS[3],
    alignement: 'left',
    libre: true,
    valeur: ({ cotations }) =>
      cotations
        .map(({ agent, niveau, commentaire, fixe }) => {
          const qui = fixe ? `Fixé par ${agent}, rapporteur` : agent;
          return `${qui} : ${niveau}${commentaire === '' ? '' : ` – ${commentaire}`}`;
        })
        .join('\n'),
  },
  {
    libelle: 'Preuves',
    largeur: LARGEURS[4],
    alignement: 'left',
    libre: true,
    valeur: ({ preuves }) =>
      preuves.map(({ libelle, valeur, adresse }) => `${libelle} : « ${valeur} » (${adresse})`).join('\n'),
  },
];

const COLONNES_CONDITIONS: readonly ColonneResultat<FicheInstruction['dossier']['conditions'][number]>[] = [
  {
    libelle: 'Condition',
    largeur: LARGEURS[0],
    alignement: 'left',
    libre: true,
    valeur: ({ libelle, eliminatoire }) => (eliminatoire ? `${libelle} (éliminatoire)` : libelle),
  },
  {
    libelle: 'Retenu',
    largeur: LARGEURS[1],
    alignement: 'left',
    gras: true,
    valeur: ({ retenue }) => LIBELLES_REPONSE[retenue],
  },
  {
    libelle: 'Proposé par le logiciel',
    largeur: LARGEURS[2],
    alignement: 'left',
    valeur: ({ proposition }) => LIBELLES_REPONSE[proposition.reponse],
  },
  {
    libelle: 'Constaté par l’agent',
    largeur: LARGEURS[3],
    alignement: 'left',
    libre: true,
    valeur: ({ constat }) =>
      constat === null
        ? null
        : `${LIBELLES_REPONSE[constat.reponse]}, ${constat.agent}${constat.commentaire === '' ? '' : ` : ${constat.commentaire}`}`,
  },
  {
    libelle: 'Preuve',
    largeur: LARGEURS[4],
    alignement: 'left',
    libre: true,
    valeur: ({ proposition }) => proposition.preuve,
  },
];
