import type { Content, ContentSection } from 'pdfmake/interfaces.js';
import { LIBELLES_PILE, type Pile, pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { type Ligne, tableau } from '../tableaux.ts';
import { enumerer, typo } from '../typographie.ts';
import { sommer } from './chiffres.ts';
import {
  ANCRES,
  ancreFiche,
  type DossierImprime,
  type Impression,
  nommerCollectifs,
  paragraphe,
  titreDePage,
} from './impression.ts';
import { citerPage, versFiche } from './plan.ts';
import { ecrireNote } from './tableau-classe.ts';

const ORDRE: readonly (Pile | null)[] = ['favorable', 'a_debattre', 'defavorable', null];
const MONTANT = 62;
/** Au-delà, la suite est sur la fiche. */
const RAISONS_MONTREES = 4;

/** Les dossiers de chaque pile, et pourquoi ils y sont : ce que les lecteurs proposent, d’un coup d’œil. */
export function propositions(impression: Impression): ContentSection['section'] {
  const { dossiers } = impression.donnees;
  const scenario = dossiers.find(({ proposition }) => proposition !== null)?.proposition?.scenario;
  return [
    titreDePage(impression, ANCRES.propositions, 'Propositions par pile'),
    paragraphe(
      typo(
        scenario === undefined
          ? 'Ce que les lectures proposent ; le Copil décide, collectif par collectif.'
          : `Ce que les lectures proposent, et ce que le scénario « ${scenario} » en retient ; le Copil décide, collectif par collectif.`,
      ),
      'sousTitre',
      2,
    ),
    ...ORDRE.flatMap((pile) => tableauDePile(impression, pile)),
  ];
}

function tableauDePile(impression: Impression, pile: Pile | null): Content[] {
  const siens = impression.donnees.dossiers.filter((dossier) => dossier.pile === pile);
  if (siens.length === 0) return [];
  const droit = sommer(siens.map(({ droitCentimes }) => droitCentimes));
  const collectifs = sommer(siens.map((dossier) => dossier.collectifs));
  const nom = pile === null ? 'Sans proposition' : LIBELLES_PILE[pile];
  return [
    tableau({
      dense: true,
      interieur: [2.4, 2],
      marges: [0, 14, 0, 0],
      titre: {
        texte: typo(
          `${nom} : ${pluriel(siens.length, 'dossier')}, ${nommerCollectifs(collectifs)}, droit calculé ${formaterEuros(droit)}`,
        ),
      },
      colonnes: [
        { entete: 'Structure', largeur: 158 },
        { entete: pile === 'favorable' ? 'Proposition' : 'Raisons', largeur: '*' },
        { entete: 'Note', largeur: 26, aligner: 'right' },
        { entete: 'Droit calculé', largeur: MONTANT, aligner: 'right' },
        { entete: 'Page', largeur: 20, aligner: 'right' },
      ],
      lignes: siens.map((dossier) => ligneDe(impression, dossier)),
    }),
  ];
}

function ligneDe(impression: Impression, dossier: DossierImprime): Ligne {
  const note = ecrireNote(dossier);
  const page = citerPage(impression, ancreFiche(dossier));
  return {
    cellules: [
      {
        text: [
          { text: dossier.structure.raisonSociale, bold: true, ...versFiche(impression, dossier) },
          ` · ${dossier.communeNom ?? 'commune non renseignée'}, ${nommerCollectifs(dossier.collectifs)}`,
        ],
      },
      typo([direRaisons(dossier), direScenario(dossier, 'Scénario')].filter((texte) => texte !== '').join(' ')),
      note === '' ? '–' : note,
      formaterEuros(dossier.droitCentimes),
      // Le corps dense tient dans la colonne.
      typeof page === 'string' ? page : { ...page, style: 'denseFort' },
    ],
  };
}

/** Un favorable n’a pas à se justifier point par point : sa note suffit. */
function direRaisons({ pile, raisons }: DossierImprime): string {
  if (pile === 'favorable') return `${raisons[0] ?? 'Aucun doute relevé'}.`;
  const montrees = raisons.slice(0, RAISONS_MONTREES).join(' ; ');
  const autres = raisons.length - RAISONS_MONTREES;
  return autres > 0 ? `${montrees} ; et ${pluriel(autres, 'autre raison', 'autres raisons')}.` : `${montrees}.`;
}

/** « Scénario « Équilibre » : 2 collectifs sur 3 (A et C), 5 126,00 €. » ; vide sans scénario retenu. */
export function direScenario({ proposition, listeCollectifs }: DossierImprime, nom?: string): string {
  if (proposition === null) return '';
  const retenus = listeCollectifs.filter(({ id }) => proposition.collectifIds.includes(id));
  const quoi =
    retenus.length === 0
      ? 'aucun collectif'
      : retenus.length === listeCollectifs.length
        ? `${pluriel(retenus.length, 'collectif')} sur ${listeCollectifs.length}`
        : `${pluriel(retenus.length, 'collectif')} sur ${listeCollectifs.length} (${enumerer(retenus.map(({ lettre }) => lettre))})`;
  const montant = formaterEuros(sommer(retenus.map(({ droitCentimes }) => droitCentimes)));
  return `${nom ?? `Scénario « ${proposition.scenario} »`} : ${quoi}, ${montant}.`;
}
