import type { Content } from 'pdfmake/interfaces.js';
import { isAccorde } from '../../../../shared/domaine/accord.ts';
import { LIBELLES_DECISION, type NatureDecision } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { COULEURS } from '../style.ts';
import { type Ligne, tableau } from '../tableaux.ts';
import { typo } from '../typographie.ts';
import { type Impression, titreDePartie, totalAccorde, trier } from './impression.ts';

const GAUCHE = 260;
const INTERVALLE = 30;
const NATURES: readonly NatureDecision[] = ['agree', 'agree_sous_reserve', 'ajourne', 'refuse', 'sans_suite'];
/** Les décisions par nature, et l’enveloppe avant et après. */
export function recapitulatif(impression: Impression, numero: number): Content[] {
  const { enveloppe } = impression.donnees;
  const reste = enveloppe.totalCentimes === null ? null : enveloppe.totalCentimes - enveloppe.apresCentimes;
  const ajourne = droitDes(impression, 'ajourne');
  const phrases = [
    'Entre parenthèses : droit calculé, non compté dans le total agréé.',
    reste !== null && reste < 0 ? `L’enveloppe est dépassée de ${formaterEuros(-reste)}.` : '',
    reste !== null && reste >= 0 && ajourne > reste
      ? 'L’ajourné dépasse le reste disponible : à arbitrer à la prochaine séance.'
      : '',
  ];
  return [
    titreDePartie(impression, numero, 'Récapitulatif'),
    {
      columnGap: INTERVALLE,
      columns: [
        { width: GAUCHE, stack: [parNature(impression)] },
        { width: '*', stack: [argent(impression, reste)] },
      ],
    },
    { text: typo(phrases.filter(Boolean).join(' ')), style: 'note', margin: [0, 5, 0, 0] },
  ];
}

function decides({ donnees }: Impression) {
  return trier(donnees.dossiers).examines.flatMap((d) => d.collectifs.filter((c) => c.decision !== null));
}

function droitDes(impression: Impression, nature: NatureDecision): number {
  return decides(impression)
    .filter((c) => c.decision?.nature === nature)
    .reduce((somme, c) => somme + c.droitCentimes, 0);
}

function parNature(impression: Impression): Content {
  const tous = decides(impression);
  return tableau({
    dense: true,
    interieur: [3.2, 2.8],
    colonnes: [
      { entete: 'Décision', largeur: '*' },
      { entete: 'Collectifs', largeur: 50, aligner: 'right' },
      { entete: 'Montant', largeur: 84, aligner: 'right' },
    ],
    lignes: [
      ...NATURES.flatMap((nature): Ligne[] => {
        const siens = tous.filter((c) => c.decision?.nature === nature);
        if (siens.length === 0 && nature === 'sans_suite') return [];
        const montant = isAccorde(nature)
          ? formaterEuros(totalAccorde(siens))
          : { text: `(${formaterEuros(droitDes(impression, nature))})`, color: COULEURS.gris };
        return [{ cellules: [LIBELLES_DECISION[nature], String(siens.length), montant] }];
      }),
      {
        genre: 'total',
        cellules: ['Total des collectifs décidés', String(tous.length), formaterEuros(totalAccorde(tous))],
      },
    ],
  });
}

function argent({ donnees: { enveloppe } }: Impression, reste: number | null): Content {
  const ligne = (libelle: string, centimes: number): Ligne => ({ cellules: [libelle, formaterEuros(centimes)] });
  return tableau({
    dense: true,
    interieur: [3.2, 2.8],
    colonnes: [
      { entete: 'Enveloppe', largeur: '*' },
      { entete: 'Montant', largeur: 84, aligner: 'right' },
    ],
    lignes: [
      enveloppe.totalCentimes === null
        ? { cellules: ['Enveloppe de la campagne', { text: 'non fixée', color: COULEURS.gris }] }
        : ligne('Enveloppe de la campagne', enveloppe.totalCentimes),
      ligne('Engagé avant la séance', enveloppe.avantCentimes),
      ligne('Accordé par la séance', enveloppe.accordeCentimes),
      ligne('Engagé après la séance', enveloppe.apresCentimes),
      ...(reste === null
        ? []
        : [
            {
              cellules: [
                { text: reste < 0 ? 'Dépassement' : 'Reste disponible', bold: true },
                { text: formaterEuros(reste), bold: true, ...(reste < 0 ? { decoration: 'underline' as const } : {}) },
              ],
            },
          ]),
    ],
  });
}
