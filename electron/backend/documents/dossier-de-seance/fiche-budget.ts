import type { Content, ContentTable } from 'pdfmake/interfaces.js';
import { formaterMontant } from '../../../../shared/domaine/nombres.ts';
import { COULEURS, LARGEUR_UTILE } from '../style.ts';
import { type Cellule, type Ligne, tableau } from '../tableaux.ts';
import { typo } from '../typographie.ts';
import { type DossierImprime, ENTRE_BLOCS, type Impression, SOUS_TITRE } from './impression.ts';

const GOUTTIERE = 8;
const LARGEURS = { charges: 146, produits: 144, controles: LARGEUR_UTILE - 146 - 144 - 2 * GOUTTIERE } as const;
const COTE = 3;
const INTERIEUR = [1.7, 1.4] as const;
/** Un texte vide garde la hauteur d’une ligne de son corps. */
const RIEN = { text: '', fontSize: 1, lineHeight: 0.01 } as const;
type LigneBudget = DossierImprime['budget']['charges'][number];
type Controle = DossierImprime['budget']['controles'][number];

/** Contrôles toujours montrés ; les autres, redondants quand ils sont bons, ne le sont que s’ils disent « non » ou « info ». */
const ESSENTIELS: ReadonlySet<string> = new Set([
  'equilibre',
  'contributions',
  'caf_egale_droit',
  'part_caf',
  'recettes',
]);

export function budgetEtControles({ metrique }: Impression, { budget }: DossierImprime): Content[] {
  // Les contributions volontaires ont leur ligne sous le total, qui ne les compte pas.
  const detail = (toutes: readonly LigneBudget[], classe: '86' | '87') =>
    toutes.filter(({ compte }) => !compte.startsWith(classe));
  const lignesCharges = detail(budget.charges, '86');
  const lignesProduits = detail(budget.produits, '87');
  const lignes = [...lignesCharges, ...lignesProduits];
  const montants = [
    ...lignes.map(({ montantCentimes }) => montantCentimes),
    budget.totalChargesCentimes,
    budget.totalProduitsCentimes,
    budget.contributions86Centimes,
    budget.contributions87Centimes,
  ];
  const largeurs = {
    compte: Math.max(
      9,
      metrique.largeurMaximale(
        lignes.map(({ compte }) => compte),
        'dense',
      ),
    ),
    montant: metrique.largeurMaximale([...montants.map(formaterMontant), 'Montant'], 'dense', true),
  };
  const charges: Colonne = {
    titre: 'Charges',
    largeur: LARGEURS.charges,
    lignes: lignesCharges,
    totalCentimes: budget.totalChargesCentimes,
    contributions: ['86', budget.contributions86Centimes],
  };
  const produits: Colonne = {
    titre: 'Produits',
    largeur: LARGEURS.produits,
    lignes: lignesProduits,
    totalCentimes: budget.totalProduitsCentimes,
    contributions: ['87', budget.contributions87Centimes],
  };
  const hauteur = Math.max(hauteurDe(metrique, charges, largeurs), hauteurDe(metrique, produits, largeurs));
  const ecrire = (colonne: Colonne) =>
    tableauDe(metrique, colonne, largeurs, hauteur - hauteurDe(metrique, colonne, largeurs));
  return [
    {
      margin: [0, ENTRE_BLOCS, 0, SOUS_TITRE],
      text: [
        { text: 'Budget prévisionnel et contrôles', style: 'titreBloc' },
        { text: ' – montants en euros', style: 'note' },
      ],
    },
    {
      columnGap: GOUTTIERE,
      columns: [
        { width: LARGEURS.charges, stack: [ecrire(charges)] },
        { width: LARGEURS.produits, stack: [ecrire(produits)] },
        { width: LARGEURS.controles, stack: controles(metrique, budget.controles) },
      ],
    },
  ];
}

interface Colonne {
  readonly titre: 'Charges' | 'Produits';
  readonly largeur: number;
  readonly lignes: readonly LigneBudget[];
  readonly totalCentimes: number;
  readonly contributions: readonly [compte: string, centimes: number];
}

interface Largeurs {
  readonly compte: number;
  readonly montant: number;
}

/** Hauteur des lignes de détail, libellés coupés compris. */
function hauteurDe(metrique: Impression['metrique'], { largeur, lignes }: Colonne, largeurs: Largeurs): number {
  const libelle = largeur - largeurs.compte - largeurs.montant - 4 * COTE;
  const nombres = lignes.length === 0 ? [1] : lignes.map((ligne) => metrique.lignes(ligne.libelle, 'dense', libelle));
  return nombres.reduce((somme, nombre) => somme + nombre * 9.8 + INTERIEUR[0] + INTERIEUR[1] + 0.3, 0);
}

/** @param blanc points à laisser sous le détail pour que les deux totaux soient à la même hauteur */
function tableauDe(
  metrique: Impression['metrique'],
  { titre, largeur, lignes, totalCentimes, contributions: [compte, contributions] }: Colonne,
  largeurs: Largeurs,
  blanc: number,
): ContentTable {
  const rangee = INTERIEUR[0] + INTERIEUR[1];
  // Trop petit pour une ligne blanche, le blanc s’ajoute sous la dernière ligne.
  const hasCale = blanc > rangee + 1;
  const cale: Ligne[] = hasCale
    ? [{ cellules: [{ ...RIEN, margin: [0, 0, 0, blanc - rangee] }, RIEN, RIEN], filet: false }]
    : [];
  return tableau({
    dense: true,
    interieur: INTERIEUR,
    cote: COTE,
    mesure: { metrique, largeur },
    colonnes: [
      { entete: titre, largeur: largeurs.compte, fusion: 2 },
      { entete: '', largeur: '*' },
      { entete: 'Montant', largeur: largeurs.montant, aligner: 'right' },
    ],
    lignes: [
      ...(lignes.length === 0 ? [{ cellules: [{ text: 'Détail non renseigné', colSpan: 3 }] }] : []),
      ...lignes.map(
        (ligne, rang): Ligne => ({
          cellules: [
            { text: ligne.compte, color: COULEURS.gris },
            // Le libellé est la cellule la plus haute de la ligne : c’est lui qui peut la faire grandir.
            { text: ligne.libelle, margin: [0, 0, 0, !hasCale && rang === lignes.length - 1 ? blanc : 0] },
            formaterMontant(ligne.montantCentimes),
          ],
        }),
      ),
      ...cale,
      {
        genre: 'total',
        cellules: [
          { text: `Total ${titre.toLocaleLowerCase('fr')}`, colSpan: 2 },
          '',
          lignes.length === 0 && totalCentimes === 0 ? '' : formaterMontant(totalCentimes),
        ],
      },
      {
        cellules: [
          { text: compte, color: COULEURS.gris },
          'Contributions volontaires',
          contributions === 0 ? '–' : formaterMontant(contributions),
        ],
      },
    ],
  });
}

function controles(metrique: Impression['metrique'], tous: readonly Controle[]): Content[] {
  const montres = tous.filter(
    ({ code, etat }) => etat === 'non' || etat === 'info' || (etat === 'oui' && ESSENTIELS.has(code)),
  );
  const muets = tous.filter(({ etat }) => etat === 'non_renseigne').map(({ libelle }) => libelle);
  const chiffres = montres.map(({ gauche, signe, droite }) =>
    [gauche, signe, droite].filter((partie) => partie !== null).join(' '),
  );
  const largeurChiffres = Math.min(96, metrique.largeurMaximale(chiffres, 'dense'));
  const pied = muets.length > 0 ? [typo(`Non renseigné : ${muets.join(' ; ')}.`)] : [];
  return [
    tableau({
      dense: true,
      interieur: INTERIEUR,
      mesure: { metrique, largeur: LARGEURS.controles },
      colonnes: [
        { entete: 'Contrôles', largeur: 14, fusion: 2 },
        { entete: '', largeur: '*' },
        { entete: 'Chiffres', largeur: Math.max(30, largeurChiffres), aligner: 'right' },
      ],
      lignes: montres.map(
        (controle, rang): Ligne => ({ cellules: [etat(controle), controle.libelle, chiffres[rang] ?? ''] }),
      ),
    }),
    ...pied.map((text): Content => ({ text, style: 'note', margin: [0, 2, 0, 0] })),
  ];
}

function etat(controle: Controle): Cellule {
  return controle.etat === 'non' ? { text: 'non', bold: true, decoration: 'underline' } : controle.etat;
}
