import type { Content, ContentTable } from 'pdfmake/interfaces.js';
import type { Article } from '../../../shared/domaine/conventions/contenu.ts';
import type { DonneesConventions, PapierDeConvention } from './convention-donnees.ts';
import { nettoyerBloc, tenirEnsemble } from './lettre-blocs.ts';
import {
  ecrireLiasse,
  type LiasseEcrite,
  type Nettoyeur,
  nettoyerSignataire,
  type OptionsLiasse,
} from './lettre-liasse.ts';
import type { Feuille } from './lettre-papier.ts';
import { enteteDePapier } from './papier.ts';
import { COULEURS, LARGEUR_UTILE, MARGE, PAGE } from './style.ts';
import { typo } from './typographie.ts';

const LIBELLES = { convention: 'Convention', avenant: 'Avenant' } as const;
/** Le cartouche du numéro, à droite de l’en-tête. */
const CARTOUCHE = { largeur: 128, haut: 40 } as const;
const ENTRE_SIGNATURES = 16;
const HAUTEUR_SIGNATURE = 118;

type FeuilleDeConvention = Feuille<PapierDeConvention, DonneesConventions>;

/** Conventions et avenants, chacun paginé pour lui-même. Mêmes données, mêmes octets. */
export function ecrireConventions(donnees: DonneesConventions, options: OptionsLiasse): Promise<LiasseEcrite> {
  const [premier] = donnees.lettres;
  return ecrireLiasse<PapierDeConvention, DonneesConventions>(
    {
      donnees,
      titre:
        donnees.lettres.length === 1 && premier ? `${LIBELLES[premier.nature]} ${premier.reference}` : 'Conventions',
      unite: 'convention',
      mot: 'convention',
      mention: (papier) => typo(`${LIBELLES[papier.nature]} n° ${papier.reference}`),
      nettoyer,
      expediteurDe: (papier) => papier.expediteur,
      tete,
      corps,
    },
    options,
  );
}

function nettoyer(papier: PapierDeConvention, nettoyeur: Nettoyeur): PapierDeConvention {
  const { ligne } = nettoyeur;
  const { texte } = papier;
  return {
    ...papier,
    expediteur: nettoyerSignataire(papier.expediteur, nettoyeur),
    texte: {
      titre: ligne(texte.titre),
      articles: texte.articles.map(({ titre, blocs }) => ({
        titre: ligne(titre),
        blocs: blocs.map((bloc) => nettoyerBloc(bloc, nettoyeur)),
      })),
      fait: ligne(texte.fait),
      signatureCaf: texte.signatureCaf.map(ligne),
      signaturePorteur: texte.signaturePorteur.map(ligne),
    },
  };
}

/** En-tête de la Caf, numéro encadré. Le nœud d’ancrage ouvre la première page du papier. */
function tete({ donnees, lettre, renvois }: FeuilleDeConvention, ancre: string): Content[] {
  return [
    renvois.ancrer(ancre, {
      text: '',
      fontSize: 1,
      lineHeight: 0.01,
      outline: true,
      outlineText: `${lettre.reference} – ${lettre.raisonSociale}`,
    }),
    {
      absolutePosition: { x: PAGE.largeur - MARGE - CARTOUCHE.largeur, y: CARTOUCHE.haut },
      columns: [
        {
          width: CARTOUCHE.largeur,
          ...cadre([
            [
              {
                stack: [
                  { text: typo(`${LIBELLES[lettre.nature]} n°`), style: 'legende', color: COULEURS.gris },
                  { text: lettre.reference, style: 'fort' },
                ],
                alignment: 'right',
              },
            ],
          ]),
        },
      ],
    },
    ...enteteDePapier(donnees.identite),
  ];
}

function corps({ lettre: { texte } }: FeuilleDeConvention): Content[] {
  const articles = texte.articles.flatMap(article);
  const fin = signatures(texte.fait, [texte.signatureCaf, texte.signaturePorteur]);
  const dernier = articles.at(-1);
  return [
    { text: typo(texte.titre), style: 'titrePage', margin: [0, 0, 0, 14] },
    // On ne signe pas une page vide de tout texte : la dernière clause suit les signatures, si elle tient d’un seul tenant.
    ...(dernier !== undefined && isInsecable(dernier)
      ? [...articles.slice(0, -1), { unbreakable: true, stack: [dernier, fin] }]
      : [...articles, fin]),
  ];
}

function isInsecable(contenu: Content): boolean {
  return typeof contenu === 'object' && 'unbreakable' in contenu && contenu.unbreakable === true;
}

/** Le titre d’un article ne reste pas seul en bas de page : il tient à son premier bloc. */
function article({ titre, blocs }: Article): Content[] {
  const [premier, ...suite] = tenirEnsemble(blocs);
  if (titre === '') return premier === undefined ? [] : [premier, ...suite];
  const tetiere: Content = { text: typo(titre), style: 'titreBloc', margin: [0, 8, 0, 4] };
  return [{ unbreakable: true, stack: premier === undefined ? [tetiere] : [tetiere, premier] }, ...suite];
}

/** Les deux signatures côte à côte, d’un seul tenant avec le lieu et la date. */
function signatures(fait: string, blocs: readonly (readonly string[])[]): Content {
  const largeur = (LARGEUR_UTILE - ENTRE_SIGNATURES) / 2;
  return {
    unbreakable: true,
    margin: [0, 12, 0, 0],
    stack: [
      { text: typo(fait), style: 'lettre', margin: [0, 0, 0, 10] },
      {
        columnGap: ENTRE_SIGNATURES,
        columns: blocs.map((lignes) => ({
          width: largeur,
          ...cadre(
            [[{ stack: lignes.map((ligne) => ({ text: ligne === '' ? ' ' : typo(ligne), style: 'lettreTableau' })) }]],
            HAUTEUR_SIGNATURE,
          ),
        })),
      },
    ],
  };
}

function cadre(body: ContentTable['table']['body'], hauteur?: number): ContentTable {
  return {
    table: { widths: ['*'], body, ...(hauteur === undefined ? {} : { heights: [hauteur] }) },
    layout: {
      hLineWidth: () => 1,
      vLineWidth: () => 1,
      hLineColor: () => COULEURS.accent,
      vLineColor: () => COULEURS.accent,
      paddingLeft: () => 8,
      paddingRight: () => 8,
      paddingTop: () => 6,
      paddingBottom: () => 6,
    },
  };
}
