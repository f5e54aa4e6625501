import type { Content } from 'pdfmake/interfaces.js';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { COULEURS } from '../style.ts';
import { enumerer, INSECABLE, typo } from '../typographie.ts';
import { sommer } from './chiffres.ts';
import { ancreFiche, type DossierImprime, type Impression, titreDeBloc } from './impression.ts';

/** Ce que la synthèse signale, et les dossiers concernés. */
interface Attention {
  readonly phrase: string;
  /** Nommés quand ils sont trois au plus : au-delà, le tableau classé les montre. */
  readonly dossiers: readonly DossierImprime[];
}

const NOMMES = 3;
/** Au-delà, les noms noieraient la phrase. */
const LONGUEUR_DES_NOMS = 150;

export function pointsAttention(impression: Impression): Content[] {
  const points = relever(impression);
  if (points.length === 0) return [];
  return [
    {
      unbreakable: true,
      stack: [
        titreDeBloc('Points d’attention', 24),
        { ul: points.map((point) => ecrire(impression, point)), style: 'texte', markerColor: COULEURS.encre },
      ],
    },
  ];
}

function ecrire({ renvois, plan }: Impression, { phrase, dossiers }: Attention): Content {
  const noms = enumerer(dossiers.map(({ structure }) => structure.raisonSociale));
  if (dossiers.length === 0 || dossiers.length > NOMMES || noms.length > LONGUEUR_DES_NOMS) {
    return { text: typo(`${phrase}.`) };
  }
  const [premier] = dossiers;
  if (dossiers.length > 1 || !premier) return { text: `${typo(`${phrase} : `)}${noms}.` };
  const ancre = ancreFiche(premier);
  if (!plan.includes(ancre)) return { text: `${typo(`${phrase} : `)}${noms}.` };
  // La page termine la phrase : pdfmake ne resserre pas un texte placé après un numéro connu trop tard.
  return {
    text: [
      typo(`${phrase} : `),
      { text: noms, linkToDestination: ancre },
      `, `,
      renvois.citer(ancre, () => `p.${INSECABLE}${renvois.pageDe(ancre)}.`),
    ],
  };
}

function relever({ donnees, chiffres }: Impression): Attention[] {
  const { dossiers, campagne } = donnees;
  const { bareme } = campagne;
  const collectifs = dossiers.flatMap(({ listeCollectifs }) => listeCollectifs);
  const plafonnes = collectifs.filter(({ plafonne }) => plafonne).length;
  const horsEffectif = (trop: boolean) => (dossier: DossierImprime) =>
    dossier.listeCollectifs.some(
      ({ effectif }) =>
        effectif !== null && (trop ? effectif > bareme.effectifMaximum : effectif < bareme.effectifMinimum),
    );
  const excessifs = dossiers.filter((d) => d.demandeCentimes !== null && d.demandeCentimes > d.droitCentimes);
  const exces = sommer(excessifs.map((d) => (d.demandeCentimes ?? 0) - d.droitCentimes));
  const desequilibres = dossiers.filter(({ budget }) =>
    budget.controles.some(({ code, etat }) => code === 'equilibre' && etat === 'non'),
  );
  const groupes: [string, (nombre: number) => string, readonly DossierImprime[]][] = [
    [
      'effectif',
      (n) =>
        typo(
          `${pluriel(n, 'dossier a', 'dossiers ont')} un collectif de plus de ${pluriel(bareme.effectifMaximum, 'enfant')}`,
        ),
      dossiers.filter(horsEffectif(true)),
    ],
    [
      'minimum',
      (n) =>
        typo(
          `${pluriel(n, 'dossier a', 'dossiers ont')} un collectif de moins de ${pluriel(bareme.effectifMinimum, 'enfant')}`,
        ),
      dossiers.filter(horsEffectif(false)),
    ],
    [
      'axe',
      (n) => `${pluriel(n, 'dossier a', 'dossiers ont')} au moins un axe sous son seuil`,
      dossiers.filter(({ note }) => note.axes.some(({ sousSeuil }) => sousSeuil)),
    ],
    [
      'partielle',
      (n) => `${pluriel(n, 'dossier n’a', 'dossiers n’ont')} qu’une note partielle, sans rang`,
      dossiers.filter(({ note }) => !note.complete && note.dixiemes !== null),
    ],
    [
      'sans-note',
      (n) => `${pluriel(n, 'dossier n’est', 'dossiers ne sont')} pas encore noté${n > 1 ? 's' : ''}`,
      dossiers.filter(({ note }) => note.dixiemes === null),
    ],
    [
      'budget',
      (n) => `${pluriel(n, 'budget n’est', 'budgets ne sont')} pas équilibré${n > 1 ? 's' : ''}`,
      desequilibres,
    ],
    [
      'demande',
      (n) =>
        `${pluriel(n, 'dossier demande', 'dossiers demandent')} plus que le droit calculé (${formaterEuros(exces)} au total)`,
      excessifs,
    ],
  ];
  const muets = dossiers.length - chiffres.demande.dossiers;
  return [
    ...(plafonnes > 0
      ? [
          {
            phrase: `${pluriel(plafonnes, 'collectif')} sur ${chiffres.collectifs} ${plafonnes > 1 ? 'atteignent' : 'atteint'} le plafond de ${formaterEuros(bareme.plafondCentimes)}`,
            dossiers: [],
          },
        ]
      : []),
    ...groupes.flatMap(([, phrase, concernes]) =>
      concernes.length > 0 ? [{ phrase: phrase(concernes.length), dossiers: concernes }] : [],
    ),
    ...(muets > 0
      ? [{ phrase: `${pluriel(muets, 'dossier ne dit', 'dossiers ne disent')} pas le montant demandé`, dossiers: [] }]
      : []),
  ];
}
