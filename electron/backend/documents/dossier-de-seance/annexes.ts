import type { Content, ContentSection, ContentText } from 'pdfmake/interfaces.js';
import type { Bareme } from '../../../../shared/domaine/bareme.ts';
import { formaterDateLongue } from '../../../../shared/domaine/dates.ts';
import { calculerDroit } from '../../../../shared/domaine/droit.ts';
import { planifierEcheances } from '../../../../shared/domaine/echeancier.ts';
import { LIBELLES_ARRONDI, LIBELLES_MODE_CALCUL } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros, formaterTaux } from '../../../../shared/domaine/nombres.ts';
import { caseACocher } from '../dessins.ts';
import { COULEURS } from '../style.ts';
import { type Ligne, tableau } from '../tableaux.ts';
import { typo } from '../typographie.ts';
import { ANCRES, type Impression, paragraphe, titreDeBloc, titreDePage } from './impression.ts';
import { type Annexe, annexesDe } from './plan.ts';

/** Coûts des exemples : sous le plafond, juste au plafond, au-dessus, et deux collectifs ensemble. */
const EXEMPLES: readonly (readonly number[])[] = [[600_000], [788_615], [900_000], [900_000, 600_000]];
const LIGNES_LIBRES = 4;

export function titreDAnnexe(impression: Impression, annexe: Annexe, titre: string): ContentText {
  const lettre = annexesDe(impression.donnees).get(annexe) ?? '';
  return titreDePage(impression, ANCRES[annexe], typo(`Annexe ${lettre}. ${titre}`));
}

/** Barème : les réglages de la campagne, la règle en mots, des exemples calculés par l’application. */
export function annexeBareme(impression: Impression): ContentSection['section'] {
  const { bareme } = impression.donnees.campagne;
  return [
    titreDAnnexe(impression, 'bareme', 'Barème et règles de calcul'),
    paragraphe(typo(`Barème « ${bareme.nom} », année scolaire ${bareme.anneeScolaire}`), 'sousTitre', 2),
    titreDeBloc('Réglages', 14),
    tableau({
      sansEntete: true,
      colonnes: [
        { entete: '', largeur: 190 },
        { entete: '', largeur: '*' },
      ],
      lignes: reglages(bareme, impression.donnees.campagne.anneeScolaire).map(([libelle, valeur]) => ({
        cellules: [{ text: libelle, color: COULEURS.gris }, valeur],
      })),
    }),
    titreDeBloc('Règle de calcul du droit', 22),
    { ol: regles(bareme).map((text) => ({ text, margin: [0, 0, 0, 2] })), style: 'texte' },
    titreDeBloc('Exemples', 22),
    tableau({
      colonnes: [
        { entete: 'Coût du ou des collectifs', largeur: '*' },
        { entete: typo(`${formaterTaux(bareme.tauxPointsBase)} du coût`), largeur: 100, aligner: 'right' },
        { entete: 'Plafond', largeur: 100, aligner: 'right' },
        { entete: 'Droit', largeur: 100, aligner: 'right' },
      ],
      lignes: EXEMPLES.map((couts) => exemple(couts, bareme)),
    }),
    ...(bareme.origine === '' ? [] : [titreDeBloc('Origine de ces chiffres', 22), paragraphe(bareme.origine, 'texte')]),
  ];
}

function reglages(bareme: Bareme, anneeScolaire: string): [string, string][] {
  return [
    ['Taux appliqué au coût', formaterTaux(bareme.tauxPointsBase)],
    ['Plafond par collectif et par an', formaterEuros(bareme.plafondCentimes)],
    ['Mode de calcul', LIBELLES_MODE_CALCUL[bareme.modeCalcul]],
    [
      'Contributions volontaires (compte 86)',
      bareme.inclureContributionsVolontaires ? 'comptées dans le coût' : 'hors du coût',
    ],
    ['Arrondi', `${LIBELLES_ARRONDI[bareme.arrondi]}, une fois, la moitié vers le haut`],
    [
      'Part maximale de la Caf',
      bareme.partCafMaximalePointsBase === null
        ? 'aucune limite'
        : `${formaterTaux(bareme.partCafMaximalePointsBase)} des produits`,
    ],
    ['Effectif d’un collectif', `de ${bareme.effectifMinimum} à ${bareme.effectifMaximum} enfants`],
    [
      'Convention obligatoire',
      `au-dessus de ${formaterEuros(bareme.seuilConventionCentimes)} de subventions publiques par an`,
    ],
    ['Paiement', echeancier(bareme, anneeScolaire)],
    ...bareme.bonus.map(({ libelle, montantCentimes, unite, condition }): [string, string] => [
      typo(`Bonus : ${libelle}`),
      `${formaterEuros(montantCentimes)} par ${unite}${condition === '' ? '' : `, ${condition}`}`,
    ]),
  ];
}

/** « Solde seul (Loiret) : solde en novembre 2027 » */
function echeancier(bareme: Bareme, anneeScolaire: string): string {
  const echeances = planifierEcheances(0, bareme, anneeScolaire).map(({ libelle, partPointsBase, datePrevue }) => {
    const mois = formaterDateLongue(datePrevue).split(' ').slice(-2).join(' ');
    const part = partPointsBase === null ? '' : ` de ${formaterTaux(partPointsBase)}`;
    return `${libelle.toLocaleLowerCase('fr')}${part} en ${mois}`;
  });
  return typo(`${bareme.echeancier.libelle} : ${echeances.join(', ')}`);
}

function regles(bareme: Bareme): string[] {
  const taux = formaterTaux(bareme.tauxPointsBase);
  const plafond = formaterEuros(bareme.plafondCentimes);
  const calcul =
    bareme.modeCalcul === 'par_collectif'
      ? [
          `Droit d’un collectif : ${taux} de son coût, dans la limite de ${plafond}.`,
          'Droit d’un dossier : la somme des droits de ses collectifs.',
        ]
      : [`Droit d’un dossier : ${taux} de son coût, dans la limite de ${plafond} par collectif.`];
  return [
    ...calcul,
    'Un dossier qui donne un seul budget pour plusieurs collectifs : il est partagé également, au centime, les centimes restants aux premiers.',
    'Le montant demandé, le droit calculé et le montant agréé sont trois chiffres distincts : aucun n’en remplace un autre.',
    'Le droit réel se calcule après l’action, sur les collectifs tenus et leur coût au bilan ; le solde est le droit réel moins les acomptes versés.',
  ].map(typo);
}

function exemple(couts: readonly number[], bareme: Bareme): Ligne {
  const sansPlafond = { ...bareme, plafondCentimes: Number.MAX_SAFE_INTEGER };
  const enCollectifs = couts.map((coutCentimes) => ({ coutCentimes }));
  // Le plafond démesuré ne se multiplie pas : en mode par dossier, il serait hors des entiers exacts.
  const brut = couts
    .map((coutCentimes) => calculerDroit([{ coutCentimes }], sansPlafond).droitCentimes)
    .reduce((somme, montant) => somme + montant, 0);
  return {
    cellules: [
      couts.map(formaterEuros).join(' + '),
      formaterEuros(brut),
      couts.length === 1
        ? formaterEuros(bareme.plafondCentimes)
        : `${couts.length} × ${formaterEuros(bareme.plafondCentimes)}`,
      { text: formaterEuros(calculerDroit(enCollectifs, bareme).droitCentimes), style: 'tableauFort' },
    ],
  };
}

/** Charte : les conditions et, axe par axe, ce que valent les niveaux. */
export function annexeCharte(impression: Impression): ContentSection['section'] {
  const { charte } = impression.donnees.campagne;
  const modele = charte.modele ? ' – modèle proposé par l’application, à adapter' : '';
  return [
    titreDAnnexe(impression, 'charte', 'Charte : conditions, axes et seuils'),
    paragraphe(typo(`Charte « ${charte.nom} », version ${charte.version}${modele}`), 'sousTitre', 2),
    titreDeBloc(`Conditions (${charte.conditions.length})`, 14),
    tableau({
      dense: true,
      interieur: [2.2, 1.9],
      colonnes: [
        { entete: 'Condition', largeur: 150 },
        { entete: 'Ce que l’on regarde', largeur: '*' },
        { entete: 'Si « non »'.replaceAll(' ', '\u00a0'), largeur: 56 },
      ],
      lignes: charte.conditions.map(({ libelle, aide, eliminatoire }) => ({
        cellules: [{ text: libelle, bold: true }, aide, eliminatoire ? 'défavorable' : 'à débattre'],
      })),
    }),
    titreDeBloc('Axes, critères et niveaux', 22),
    paragraphe(
      typo(
        `Note d’un axe : moyenne pondérée de ses critères, sur 100. Note du dossier : moyenne pondérée des axes. Les axes sont cumulatifs : sous le seuil d’un axe, ou sous ${charte.seuilNote} au total, le dossier est à débattre. Un critère sans objet sort de la moyenne ; un critère non coté laisse une note partielle, sans rang.`,
      ),
      'texteFiche',
    ),
    ...axes(impression),
  ];
}

/** Un tableau par axe : son titre se répète avec l’en-tête et ne reste jamais seul en bas de page. */
function axes({ donnees }: Impression): Content[] {
  return donnees.campagne.charte.axes.map((axe) =>
    tableau({
      dense: true,
      interieur: [1.8, 1.5],
      marges: [0, 2, 0, 0],
      titre: { texte: typo(`${axe.libelle} (${axe.abrege}) – poids ${axe.poids}, seuil ${axe.seuil}`) },
      colonnes: [
        { entete: 'Critère', largeur: 94 },
        { entete: 'Poids', largeur: 20, aligner: 'right' },
        // Le niveau le plus haut est celui qui se décrit le plus longuement.
        { entete: 'Niveau 0', largeur: 70 },
        { entete: 'Niveau 1', largeur: 78 },
        { entete: 'Niveau 2', largeur: '*' },
        { entete: 'Niveau 3', largeur: 120 },
      ],
      lignes: axe.criteres.map(
        ({ code, libelle, poids, niveaux }): Ligne => ({
          cellules: [
            {
              text: [
                { text: `${code} `, color: COULEURS.gris },
                { text: libelle, bold: true },
              ],
            },
            String(poids),
            ...niveaux,
          ],
        }),
      ),
    }),
  );
}

/** Feuille d’émargement, avec des lignes libres pour les remplaçants. */
export function annexeEmargement(impression: Impression): ContentSection['section'] {
  const institutions = {
    caf: 'Caf',
    etat: 'Services de l’État',
    education_nationale: 'Éducation nationale',
    autre: 'Autre',
  };
  const blanc = ' ';
  return [
    titreDAnnexe(impression, 'emargement', 'Feuille d’émargement'),
    paragraphe('Un membre lié à un porteur le déclare à l’ouverture et sort pour ce dossier.', 'sousTitre', 2),
    tableau({
      marges: [0, 14, 0, 0],
      interieur: [8.5, 8.5],
      colonnes: [
        { entete: 'Institution', largeur: 84 },
        { entete: 'Nom et fonction', largeur: '*' },
        { entete: 'Présent', largeur: 34, aligner: 'center' },
        { entete: 'Déport (dossiers)', largeur: 84 },
        { entete: 'Signature', largeur: 100 },
      ],
      lignes: [
        ...impression.donnees.seance.membres.map(
          ({ institution, nom, fonction }): Ligne => ({
            cellules: [
              institutions[institution],
              { stack: [nom, ...(fonction === '' ? [] : [{ text: fonction, style: 'note' }])] },
              { canvas: caseACocher(false, 0, 1), alignment: 'center' },
            ],
          }),
        ),
        ...Array.from(
          { length: LIGNES_LIBRES },
          (): Ligne => ({
            cellules: [blanc, blanc, { canvas: caseACocher(false, 0, 1), alignment: 'center' }],
          }),
        ),
      ],
    }),
  ];
}
