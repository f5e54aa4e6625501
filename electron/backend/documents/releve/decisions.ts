import type { Content, ContentTable, ContentText, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js';
import type { AvisSeance } from '../../../../shared/contract/seances.ts';
import { formaterDate } from '../../../../shared/domaine/dates.ts';
import { LIBELLES_DECISION, pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { nommerInstitution } from '../institutions.ts';
import { COULEURS, LARGEUR_UTILE } from '../style.ts';
import { typo } from '../typographie.ts';
import type { CollectifReleve, DossierReleve } from './donnees.ts';
import { direCollectif, direLieuEtNumero, direRaison, type Impression, totalAccorde } from './impression.ts';

const COTE = 3;
const INTERIEUR = [1.9, 1.7] as const;
const RETRAIT = 10;
const COLONNES = { collectif: 80, enfants: 20, decision: 76 } as const;
/** Au-delà, un dossier peut se couper entre deux collectifs : il ne tiendrait sur aucune page. */
const HAUTEUR_MAXIMALE = 560;
const INTERLIGNE = 9.8;

const SENS: Readonly<Record<AvisSeance['sens'], string>> = {
  favorable: 'favorable',
  reserve: 'réservé',
  defavorable: 'défavorable',
  sans_avis: 'sans avis',
};

/** « Caf : favorable ; Services de l’État : réservé (locaux à revoir). » */
export function direAvis(avis: readonly AvisSeance[]): string {
  return typo(
    avis
      .map(({ institution, sens, texte }) => {
        const suite = texte === '' ? '' : ` (${texte.replace(/[.\s]+$/, '')})`;
        return `${nommerInstitution(institution)} : ${SENS[sens]}${suite}`;
      })
      .join(' ; '),
  );
}

/**
 * Les décisions dans l’ordre de la séance, un groupe de lignes par dossier que rien ne coupe. Chaque dossier est une
 * ligne d’un tableau sans colonne : l’en-tête se répète, et le nom du porteur ne reste jamais seul en bas de page.
 */
export function tableauDesDecisions(impression: Impression, examines: readonly DossierReleve[]): Content {
  const largeurs = mesurer(impression, examines);
  const groupes = examines.flatMap((dossier) => groupesDe(impression, dossier, largeurs));
  const collectifs = examines.flatMap((d) => d.collectifs.filter((c) => c.decision !== null));
  const total = `Total : ${pluriel(examines.length, 'dossier')}, ${pluriel(collectifs.length, 'collectif décidé', 'collectifs décidés')}`;
  const rangTotal = groupes.length + 1;
  return {
    style: 'dense',
    table: {
      widths: ['*'],
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body: [
        [entete(largeurs)],
        ...groupes.map((groupe): TableCell[] => [groupe]),
        [
          grille(largeurs, [
            [{ text: typo(total), colSpan: 4, bold: true }, '', '', '', gras(totalAccorde(collectifs))],
          ]),
        ],
      ],
    },
    layout: {
      hLineWidth: (rang) => (rang === 0 || rang > rangTotal ? 0 : rang === 1 || rang === rangTotal ? 0.9 : 0.3),
      hLineColor: (rang) => (rang === 1 || rang === rangTotal ? COULEURS.encre : COULEURS.filetClair),
      vLineWidth: () => 0,
      paddingLeft: () => 0,
      paddingRight: () => 0,
      paddingTop: (rang) => (rang === rangTotal ? 1.5 : 0.8),
      paddingBottom: () => 0.8,
    },
  };
}

/** Les décisions d’un seul dossier, pour le procès-verbal. */
export function decisionsDuDossier(impression: Impression, dossier: DossierReleve): ContentTable {
  const largeurs = mesurer(impression, [dossier]);
  const decides = dossier.collectifs;
  return {
    style: 'dense',
    table: {
      widths: widthsDe(largeurs),
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body: [
        ENTETES.map(([text, alignment]): TableCell => ({ text, style: 'enteteDense', alignment })),
        ...decides.map((c) => ligneDe(impression, dossier, c, 0)),
        [{ text: 'Total agréé', colSpan: 4, bold: true }, '', '', '', gras(totalAccorde(decides))],
      ],
    },
    layout: filets((rang) => (rang === 1 || rang === decides.length + 1 ? 0.9 : 0.3), decides.length + 2),
  };
}

const ENTETES: readonly (readonly [string, 'left' | 'right'])[] = [
  ['Collectif', 'left'],
  ['Enf.', 'right'],
  ['Décision', 'left'],
  ['Réserve, motif ou pièce attendue', 'left'],
  ['Montant agréé', 'right'],
];

function entete(largeurs: number): ContentTable {
  return grille(largeurs, [ENTETES.map(([text, alignment]) => ({ text, style: 'enteteDense', alignment }))]);
}

/** Largeur de la colonne des montants : le plus long ne se coupe jamais. */
function mesurer({ metrique }: Impression, dossiers: readonly DossierReleve[]): number {
  const total = totalAccorde(dossiers.flatMap((d) => d.collectifs));
  return Math.max(
    metrique.largeurMaximale(
      [formaterEuros(total), ...dossiers.map((d) => formaterEuros(totalAccorde(d.collectifs)))],
      'dense',
      true,
    ),
    metrique.largeurMaximale(['Montant agréé'], 'enteteDense'),
  );
}

function widthsDe(largeurMontant: number): (number | '*')[] {
  return [COLONNES.collectif, COLONNES.enfants, COLONNES.decision, '*', largeurMontant];
}

/** Largeur de texte de la colonne des raisons. */
function largeurRaison(largeurMontant: number): number {
  return LARGEUR_UTILE - COLONNES.collectif - COLONNES.enfants - COLONNES.decision - largeurMontant - 8 * COTE;
}

function filets(epaisseur: (rang: number) => number, rangs: number): CustomTableLayout {
  return {
    hLineWidth: (rang) => (rang === 0 || rang >= rangs ? 0 : epaisseur(rang)),
    hLineColor: (rang) => (epaisseur(rang) > 0.5 ? COULEURS.encre : COULEURS.filetClair),
    vLineWidth: () => 0,
    paddingLeft: (colonne) => (colonne === 0 ? 0 : COTE),
    paddingRight: (colonne) => (colonne === 4 ? 0 : COTE),
    paddingTop: () => INTERIEUR[0],
    paddingBottom: () => INTERIEUR[1],
  };
}

function grille(largeurs: number, body: TableCell[][], tetes = 1): ContentTable {
  return {
    table: { widths: widthsDe(largeurs), dontBreakRows: true, body },
    layout: filets((rang) => (rang <= tetes ? 0 : 0.3), body.length),
  };
}

/** Le dossier d’un bloc ; trop haut pour une page, un bloc par collectif. */
function groupesDe(impression: Impression, dossier: DossierReleve, largeurs: number): ContentTable[] {
  const { metrique } = impression;
  const tetes = tetesDe(dossier);
  const lignes = dossier.collectifs.map((c) => ligneDe(impression, dossier, c, RETRAIT));
  const hauteur = dossier.collectifs.reduce((somme, c) => {
    const raison = raisonDe(c);
    return somme + Math.max(1, metrique.lignes(raison, 'dense', largeurRaison(largeurs))) * INTERLIGNE + 3.6;
  }, 40);
  if (hauteur <= HAUTEUR_MAXIMALE) return [grille(largeurs, [...tetes, ...lignes], tetes.length)];
  return lignes.map((ligne, rang) =>
    rang === 0 ? grille(largeurs, [...tetes, ligne], tetes.length) : grille(largeurs, [ligne]),
  );
}

/** Le porteur et son total ; dessous, les avis et les déports s’il y en a. */
function tetesDe(dossier: DossierReleve): TableCell[][] {
  const { raisonSociale, avis, recusations, collectifs } = dossier;
  const precisions = [
    avis.length === 0 ? '' : typo(`Avis – ${direAvis(avis)}.`),
    recusations.length === 0 ? '' : typo(`Hors de la salle : ${recusations.map((r) => r.nom).join(', ')}.`),
  ].filter(Boolean);
  const nom: TableCell = {
    colSpan: 4,
    text: [
      { text: raisonSociale, bold: true },
      { text: direLieuEtNumero(dossier), color: COULEURS.gris },
    ],
  };
  return [
    [nom, '', '', '', gras(totalAccorde(collectifs))],
    ...precisions.map((text): TableCell[] => [
      { text, colSpan: 5, color: COULEURS.gris, margin: [RETRAIT, -1.5, 0, 0] },
      '',
      '',
      '',
      '',
    ]),
  ];
}

function ligneDe(impression: Impression, dossier: DossierReleve, c: CollectifReleve, retrait: number): TableCell[] {
  const { decision } = c;
  const noeud: ContentText & { readonly id: string } = {
    text: decision === null ? '–' : formaterEuros(decision.montantCentimes),
    alignment: 'right',
    noWrap: true,
    // pdfmake ne tient à jour la page d’un nœud déplacé d’un bloc que s’il porte un nom.
    id: `collectif-${c.id}`,
  };
  impression.poses.push({ noeud, dossierId: dossier.id, montantCentimes: decision?.montantCentimes ?? 0 });
  return [
    { text: direCollectif(c), margin: [retrait, 0, 0, 0], color: COULEURS.gris },
    { text: c.effectif === null ? '' : String(c.effectif), alignment: 'right' },
    decision === null
      ? { text: c.decideAilleurs === null ? 'non décidé' : 'décidé avant', color: COULEURS.gris }
      : { text: LIBELLES_DECISION[decision.nature].toLocaleLowerCase('fr'), bold: true },
    { text: raisonDe(c), color: COULEURS.gris },
    noeud,
  ];
}

function raisonDe(c: CollectifReleve): string {
  const raison = c.decision === null ? '' : direRaison(c.decision);
  if (c.decision === null && c.decideAilleurs !== null) return typo(`Séance du ${formaterDate(c.decideAilleurs)}`);
  const change = c.abandonnees.length === 0 ? '' : 'Décision changée en séance : voir plus bas.';
  return [raison, change].filter(Boolean).join(raison.endsWith('.') ? ' ' : ' · ');
}

function gras(centimes: number): TableCell {
  return { text: formaterEuros(centimes), bold: true, alignment: 'right', noWrap: true };
}
