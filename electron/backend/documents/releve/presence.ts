import type { Content } from 'pdfmake/interfaces.js';
import type { MembreDeSeance } from '../../../../shared/contract/seances.ts';
import type { EtatQuorum } from '../../../../shared/domaine/decisions-de-seance.ts';
import { assertNever, pluriel } from '../../../../shared/domaine/libelles.ts';
import { INSTITUTIONS } from '../institutions.ts';
import { COULEURS } from '../style.ts';
import { type Ligne, tableau } from '../tableaux.ts';
import { INSECABLE, typo } from '../typographie.ts';
import { type Impression, titreDePartie } from './impression.ts';

const INTERIEUR = [3.4, 3] as const;

/** Qui était là, institution par institution, le quorum, et qui s’est retiré de quoi. */
export function presence(impression: Impression, numero: number): Content[] {
  const { donnees } = impression;
  const { membres, presidence } = donnees.seance;
  return [
    titreDePartie(impression, numero, 'Présence et quorum'),
    ...(membres.length === 0
      ? [{ text: 'Aucun membre n’a été inscrit à cette séance.', style: 'texte' } as const]
      : [
          tableau({
            dense: true,
            sansEntete: true,
            interieur: INTERIEUR,
            colonnes: [
              { entete: '', largeur: 94 },
              { entete: '', largeur: '*' },
              { entete: '', largeur: 104, aligner: 'right' },
            ],
            lignes: INSTITUTIONS.flatMap(([code, libelle]): Ligne[] => {
              const siens = membres.filter((m) => m.institution === code);
              if (siens.length === 0) return [];
              return [
                {
                  cellules: [
                    { text: libelle, bold: true },
                    nommer(siens, donnees.genre === 'pv'),
                    siens.every((m) => m.presence === null)
                      ? { text: 'présence non notée', color: COULEURS.gris }
                      : compter(siens),
                  ],
                },
              ];
            }),
          }),
        ]),
    {
      style: 'note',
      margin: [0, 5, 0, 0],
      text: [
        presidence === '' ? '' : typo(`Présidence : ${presidence}. `),
        typo(direQuorum(donnees.quorum)),
        ...deports(impression),
      ],
    },
  ];
}

function nommer(membres: readonly MembreDeSeance[], avecFonction: boolean): string {
  const dire = ({ nom, fonction }: MembreDeSeance) => (avecFonction && fonction !== '' ? `${nom} (${fonction})` : nom);
  const liste = (presence: MembreDeSeance['presence'], mot: string) => {
    const siens = membres.filter((m) => m.presence === presence).map(dire);
    return siens.length === 0 ? [] : [mot === '' ? siens.join(', ') : `${mot} : ${siens.join(', ')}`];
  };
  const notee = membres.some((m) => m.presence !== null);
  return typo(
    [
      ...liste('present', ''),
      ...liste('excuse', 'excusés'),
      ...liste('absent', 'absents'),
      ...liste(null, notee ? 'présence non notée' : ''),
    ].join(' ; '),
  );
}

/** « 3 présents, 1 excusé ». */
function compter(membres: readonly MembreDeSeance[]): string {
  const nombre = (presence: MembreDeSeance['presence']) => membres.filter((m) => m.presence === presence).length;
  const parts: [number, string, string][] = [
    [nombre('present'), 'présent', 'présents'],
    [nombre('excuse'), 'excusé', 'excusés'],
    [nombre('absent'), 'absent', 'absents'],
    [nombre(null), 'non noté', 'non notés'],
  ];
  return parts
    .filter(([n], rang) => n > 0 || rang === 0)
    .map(([n, un, plusieurs]) => pluriel(n, un, plusieurs).replaceAll(' ', INSECABLE))
    .join(', ');
}

export function direQuorum(quorum: EtatQuorum): string {
  const exige = 'exige' in quorum && quorum.exige !== null ? ` (${quorum.exige} exigés)` : '';
  switch (quorum.etat) {
    case 'sans_membre':
      return 'Quorum non constaté : aucun membre inscrit.';
    case 'non_note':
      return `Quorum non constaté${exige} : les présences n’ont pas été notées.`;
    case 'sans_quorum':
      return `Pas de quorum fixé : ${presents(quorum)}.`;
    case 'atteint':
      return `Quorum atteint${exige} : ${presents(quorum)}.`;
    case 'manque':
      return `Quorum NON atteint${exige} : ${presents(quorum)}.`;
    default:
      return assertNever(quorum);
  }
}

function presents({ presents: nombre, inscrits }: { readonly presents: number; readonly inscrits: number }): string {
  return `${pluriel(nombre, 'membre présent', 'membres présents')} sur ${inscrits}`;
}

/** « Déports : Hugo Besnard pour Relais des Blossières (salarié du porteur). » */
function deports({ donnees }: Impression): string[] {
  const dits = donnees.dossiers.flatMap((d) =>
    d.recusations.map(({ nom, motif }) => `${nom} pour ${d.raisonSociale}${motif === '' ? '' : ` (${motif})`}`),
  );
  return dits.length === 0 ? [] : [typo(` ${dits.length === 1 ? 'Déport' : 'Déports'} : ${dits.join(' ; ')}.`)];
}
