import type { ContentSection, ContentText } from 'pdfmake/interfaces.js';
import { LIBELLES_PILE, type NiveauScolaire, pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterDixiemes, formaterEntier, formaterMontant } from '../../../../shared/domaine/nombres.ts';
import { remplir } from '../dessins.ts';
import { LARGEUR_UTILE_PAYSAGE, MARGES, PAGE } from '../style.ts';
import { type Cellule, type Colonne, type Ligne, tableau } from '../tableaux.ts';
import { grouperNumero, INSECABLE, typo } from '../typographie.ts';
import { ecrireEffectif } from './chiffres.ts';
import { ANCRES, ancreFiche, type DossierImprime, type Impression, titreDePage } from './impression.ts';
import { versFiche } from './plan.ts';
import { MOTIFS_PILE } from './synthese.ts';

const COTE = 2.5;
const INTERIEUR = [2.9, 2.5] as const;
const INTERLIGNE = 9.8;
const HAUTEUR_TITRE = 36;
const HAUTEUR_ENTETE = 24;
/** Commune et structure se partagent ce que les autres colonnes laissent. */
const PART_STRUCTURE = 0.6;
const INITIALES: Readonly<Record<NiveauScolaire, string>> = { elementaire: 'É', college: 'C', lycee: 'L', mixte: 'M' };

interface Gabarit {
  readonly colonnes: readonly Colonne[];
  readonly largeurStructure: number;
  readonly largeurCommune: number;
  readonly hasAgree: boolean;
}

/** Un montant additionné de page en page. */
interface Cumul {
  collectifs: number;
  enfants: number;
  cout: number;
  demande: number;
  droit: number;
  agree: number;
}

/** Le tableau classé, en paysage : une page après l’autre, avec report et total. */
export function tableauClasse(impression: Impression): ContentSection['section'] {
  const dossiers = classer(impression.donnees.dossiers);
  const gabarit = mesurer(impression, dossiers);
  const pages = paginer(impression, dossiers, gabarit);
  const cumul: Cumul = { collectifs: 0, enfants: 0, cout: 0, demande: 0, droit: 0, agree: 0 };
  return pages.map((page, rang) => {
    const report = rang > 0 ? [ligneDeCumul('Report', cumul, gabarit, impression, 'report')] : [];
    for (const dossier of page) ajouter(cumul, dossier);
    const derniere = rang === pages.length - 1;
    const fin = derniere
      ? ligneDeCumul(typo(`Total : ${pluriel(dossiers.length, 'dossier')}`), cumul, gabarit, impression, 'total')
      : ligneDeCumul('À reporter', cumul, gabarit, impression, 'report');
    return {
      ...(rang > 0 ? { pageBreak: 'before' as const } : {}),
      stack: [
        tete(impression, rang === 0),
        tableau({
          dense: true,
          cote: COTE,
          interieur: INTERIEUR,
          mesure: { metrique: impression.metrique, largeur: LARGEUR_UTILE_PAYSAGE },
          colonnes: gabarit.colonnes,
          lignes: [...report, ...page.map((dossier) => ligneDe(impression, dossier, gabarit)), fin],
        }),
      ],
    };
  });
}

/** Par rang ; les dossiers sans rang ferment la marche, la meilleure note partielle d’abord. */
function classer(dossiers: readonly DossierImprime[]): DossierImprime[] {
  const clef = (dossier: DossierImprime) => dossier.rang?.rang ?? Number.POSITIVE_INFINITY;
  return dossiers.toSorted((a, b) => {
    const ecart = clef(a) === clef(b) ? 0 : clef(a) - clef(b);
    return ecart || (b.note.dixiemes ?? -1) - (a.note.dixiemes ?? -1) || a.id - b.id;
  });
}

function mesurer({ metrique, donnees, chiffres }: Impression, dossiers: readonly DossierImprime[]): Gabarit {
  const hasAgree = chiffres.agree !== null;
  const montants = (lire: (dossier: DossierImprime) => number | null, total: number) =>
    Math.max(
      metrique.largeurMaximale(
        [...dossiers.map((d) => formaterMontant(lire(d) ?? 0)), formaterMontant(total)],
        'dense',
        true,
      ),
      metrique.largeur('Demandé', 'enteteDense'),
    );
  const fixes: Colonne[] = [
    {
      entete: 'Rang',
      largeur: metrique.largeurMaximale([...dossiers.map(ecrireRang), 'Rang'], 'dense'),
      aligner: 'right',
    },
    {
      entete: 'N° du dossier',
      largeur: metrique.largeurMaximale([...dossiers.map((d) => grouperNumero(d.numero)), 'N° du dossier'], 'dense'),
    },
    { entete: 'Structure', largeur: '*' },
    { entete: 'Commune', largeur: 0 },
    {
      entete: 'Coll.',
      largeur: metrique.largeurMaximale([formaterEntier(chiffres.collectifs), 'Coll.'], 'dense', true),
      aligner: 'right',
    },
    { entete: 'Niveaux', largeur: metrique.largeurMaximale([...dossiers.map(ecrireNiveaux), 'Niveaux'], 'dense') },
    {
      entete: 'Enf.',
      largeur: metrique.largeurMaximale([formaterEntier(chiffres.enfants), 'Enf.'], 'dense', true),
      aligner: 'right',
    },
    { entete: 'Coût\ntotal', largeur: montants((d) => d.coutCentimes, chiffres.coutCentimes), aligner: 'right' },
    {
      entete: 'Demandé',
      largeur: montants((d) => d.demandeCentimes, chiffres.demande.montantCentimes),
      aligner: 'right',
    },
    { entete: 'Droit\ncalculé', largeur: montants((d) => d.droitCentimes, chiffres.droitCentimes), aligner: 'right' },
    ...(hasAgree
      ? [
          {
            entete: 'Agréé',
            largeur: montants((d) => d.agreeCentimes, chiffres.agree?.montantCentimes ?? 0),
            aligner: 'right' as const,
          },
        ]
      : []),
    { entete: 'Note\n/ 100', largeur: 23, aligner: 'right' },
    ...donnees.campagne.charte.axes.map(
      ({ abrege }): Colonne => ({
        entete: abrege,
        largeur: Math.max(15, Math.ceil(metrique.largeur(abrege, 'enteteDense'))),
        aligner: 'right',
      }),
    ),
    { entete: 'Pile proposée', largeur: 52 },
    { entete: 'Page', largeur: 17, aligner: 'right' },
  ];
  const occupe = fixes.reduce((somme, { largeur }) => somme + (typeof largeur === 'number' ? largeur : 0), 0);
  const libre = LARGEUR_UTILE_PAYSAGE - occupe - 2 * COTE * (fixes.length - 1);
  const communeMaximale = metrique.largeurMaximale([...dossiers.map((d) => d.communeNom ?? ''), 'Commune'], 'dense');
  const largeurCommune = Math.min(communeMaximale, libre * (1 - PART_STRUCTURE));
  return {
    colonnes: fixes.map((colonne) =>
      colonne.entete === 'Commune' ? { ...colonne, largeur: largeurCommune } : colonne,
    ),
    largeurStructure: libre - largeurCommune,
    largeurCommune,
    hasAgree,
  };
}

/** Découpe en pages d’avance : pdfmake ne saurait pas où écrire « À reporter ». */
function paginer({ metrique }: Impression, dossiers: readonly DossierImprime[], gabarit: Gabarit): DossierImprime[][] {
  const [, haut, , bas] = MARGES.paysage;
  const hauteurDe = (lignes: number) => lignes * INTERLIGNE + INTERIEUR[0] + INTERIEUR[1] + 0.3;
  // Deux lignes gardées pour le report et pour le total ou « À reporter », et deux points de jeu.
  const disponible = PAGE.largeur - haut - bas - HAUTEUR_TITRE - HAUTEUR_ENTETE - 2 * hauteurDe(1) - 2;
  const pages: DossierImprime[][] = [[]];
  let occupe = 0;
  for (const dossier of dossiers) {
    const hauteur = hauteurDe(
      Math.max(
        metrique.lignes(dossier.structure.raisonSociale, 'dense', gabarit.largeurStructure, true),
        metrique.lignes(dossier.communeNom ?? '', 'dense', gabarit.largeurCommune),
      ),
    );
    if (occupe > 0 && occupe + hauteur > disponible) {
      pages.push([]);
      occupe = 0;
    }
    pages.at(-1)?.push(dossier);
    occupe += hauteur;
  }
  return pages;
}

function tete(impression: Impression, premiere: boolean): ContentSection['section'] {
  const { axes } = impression.donnees.campagne.charte;
  const poids = axes.map(({ abrege, poids: p, seuil }) => `${abrege} ${p} (seuil ${seuil})`).join(', ');
  const legende = [
    typo(
      'Montants en euros. É : élémentaire, C : collège, L : lycée, M : mixte. ex. : ex æquo. * note partielle, non classée.',
    ),
    typo(`Axes et poids : ${poids}. Souligné : axe sous son seuil.`),
  ].join('\n');
  const titre = 'Tableau classé des dossiers';
  const texte: ContentText = premiere
    ? titreDePage(impression, ANCRES.tableau, titre)
    : { text: `${titre} (suite)`, style: 'titrePage' };
  return {
    columns: [
      { width: 270, stack: [texte] },
      { width: '*', text: legende, style: 'note', alignment: 'right' },
    ],
    margin: [0, 0, 0, HAUTEUR_TITRE - 21],
  };
}

function ligneDe(impression: Impression, dossier: DossierImprime, gabarit: Gabarit): Ligne {
  const { renvois, donnees, plan } = impression;
  const ancre = ancreFiche(dossier);
  const notes = new Map(dossier.note.axes.map((axe) => [axe.code, axe]));
  return {
    cellules: [
      ecrireRang(dossier),
      grouperNumero(dossier.numero),
      { text: dossier.structure.raisonSociale, bold: true, ...versFiche(impression, dossier) },
      dossier.communeNom ?? '',
      String(dossier.collectifs),
      ecrireNiveaux(dossier),
      ecrireEffectif(dossier),
      formaterMontant(dossier.coutCentimes),
      dossier.demandeCentimes === null ? '' : formaterMontant(dossier.demandeCentimes),
      { text: formaterMontant(dossier.droitCentimes), bold: true },
      ...(gabarit.hasAgree ? [dossier.agreeCentimes === null ? '' : formaterMontant(dossier.agreeCentimes)] : []),
      { text: ecrireNote(dossier), bold: true },
      ...donnees.campagne.charte.axes.map(({ code }): Cellule => {
        const axe = notes.get(code);
        if (!axe || axe.dixiemes === null) return '';
        const texte = String(Math.floor((axe.dixiemes + 5) / 10));
        return axe.sousSeuil ? { text: texte, bold: true, decoration: 'underline' } : texte;
      }),
      cellulePile(dossier),
      plan.includes(ancre) ? renvois.citer(ancre, () => String(renvois.pageDe(ancre))) : '',
    ],
  };
}

/** Carré plein, hachuré ou vide, et toujours le mot. */
export function cellulePile({ pile }: Pick<DossierImprime, 'pile'>): Cellule {
  if (pile === null) return 'non étudié';
  return {
    columns: [
      { width: 9.5, canvas: remplir({ x: 0, y: 1.7, l: 6.8, h: 6.8 }, MOTIFS_PILE[pile]) },
      { width: '*', text: LIBELLES_PILE[pile].toLocaleLowerCase('fr') },
    ],
  };
}

function ligneDeCumul(
  libelle: string,
  cumul: Cumul,
  gabarit: Gabarit,
  { chiffres }: Impression,
  genre: 'total' | 'report',
): Ligne {
  return {
    genre,
    cellules: [
      '',
      '',
      libelle,
      '',
      formaterEntier(cumul.collectifs),
      '',
      chiffres.effectifsConnus === 0 ? '' : formaterEntier(cumul.enfants),
      formaterMontant(cumul.cout),
      chiffres.demande.dossiers === 0 ? '' : formaterMontant(cumul.demande),
      formaterMontant(cumul.droit),
      ...(gabarit.hasAgree ? [formaterMontant(cumul.agree)] : []),
    ],
  };
}

function ajouter(cumul: Cumul, dossier: DossierImprime): void {
  cumul.collectifs += dossier.collectifs;
  cumul.enfants += dossier.effectif;
  cumul.cout += dossier.coutCentimes;
  cumul.demande += dossier.demandeCentimes ?? 0;
  cumul.droit += dossier.droitCentimes;
  cumul.agree += dossier.agreeCentimes ?? 0;
}

/** « 3 », « 3 ex. », « – » sans rang. */
export function ecrireRang({ rang }: Pick<DossierImprime, 'rang'>): string {
  if (rang === null) return '–';
  return rang.exAequo ? `${rang.rang}${INSECABLE}ex.` : String(rang.rang);
}

/** « 72,2 », « 53,3* » si la note est partielle, vide si rien n’est coté. */
export function ecrireNote({ note }: Pick<DossierImprime, 'note'>): string {
  if (note.dixiemes === null) return '';
  return `${formaterDixiemes(note.dixiemes)}${note.complete ? '' : '*'}`;
}

/** « 3 É 2 C » */
function ecrireNiveaux({ niveaux }: Pick<DossierImprime, 'niveaux'>): string {
  return niveaux
    .filter(({ nombre }) => nombre > 0)
    .map(({ niveau, nombre }) => `${nombre}${INSECABLE}${niveau === null ? '?' : INITIALES[niveau]}`)
    .join(' ');
}
