import type { Column, Content } from 'pdfmake/interfaces.js';
import { formaterDateLongue, formaterInstant } from '../../../../shared/domaine/dates.ts';
import { LIBELLES_DECISION, pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import type { Colonne, Ligne } from '../tableaux.ts';
import { tableau } from '../tableaux.ts';
import { grouperNumero, typo } from '../typographie.ts';
import type { DossierReleve } from './donnees.ts';
import { direAttendu, direCollectif, type Impression, titreDePartie } from './impression.ts';

const INTERIEUR = [2.4, 2.1] as const;

/** Ce qui revient à une prochaine séance, et ce que l’on attend d’ici là. */
export function ajournes(impression: Impression, examines: readonly DossierReleve[], numero: number): Content[] {
  const lignes = examines.flatMap((d) =>
    d.collectifs.flatMap((c): Ligne[] => {
      if (c.decision?.nature !== 'ajourne') return [];
      return [
        {
          cellules: [
            { text: d.raisonSociale, bold: true },
            grouperNumero(d.numero),
            direCollectif(c),
            typo(direAttendu(c.decision)),
            formaterEuros(c.droitCentimes),
          ],
        },
      ];
    }),
  );
  if (lignes.length === 0) return [];
  return [
    titreDePartie(impression, numero, `Ajournés : ${pluriel(lignes.length, 'collectif')}`),
    tableau({
      dense: true,
      interieur: INTERIEUR,
      colonnes: [
        { entete: 'Porteur', largeur: 120 },
        { entete: 'N° du dossier', largeur: largeurNumero(impression) },
        { entete: 'Collectif', largeur: 66 },
        { entete: 'Ce qui est attendu', largeur: '*' },
        { entete: 'Droit calculé', largeur: 58, aligner: 'right' },
      ],
      lignes,
    }),
  ];
}

/** Ce qui a été décidé puis changé ou retiré : la décision d’avant reste écrite. */
export function changements(impression: Impression, dossiers: readonly DossierReleve[], numero: number): Content[] {
  const lignes = dossiers.flatMap((d) =>
    d.collectifs.flatMap((c) =>
      c.abandonnees.map(
        ({ avant, apres }): Ligne => ({
          cellules: [
            { text: [{ text: d.raisonSociale, bold: true }, typo(` – ${direCollectif(c)}`)] },
            `${LIBELLES_DECISION[avant.nature]}, ${formaterEuros(avant.montantCentimes)}`,
            apres === null
              ? 'Retirée, sans nouvelle décision'
              : `${LIBELLES_DECISION[apres.nature]}, ${formaterEuros(apres.montantCentimes)}`,
            typo(avant.retireeMotif ?? ''),
            [avant.retireePar ?? '', avant.retireeLe === null ? '' : formaterInstant(avant.retireeLe)]
              .filter(Boolean)
              .join(', '),
          ],
        }),
      ),
    ),
  );
  if (lignes.length === 0) return [];
  return [
    titreDePartie(impression, numero, `Décisions changées ou retirées : ${lignes.length}`),
    tableau({
      dense: true,
      interieur: INTERIEUR,
      colonnes: [
        { entete: 'Porteur et collectif', largeur: 130 },
        { entete: 'Décision d’avant', largeur: 82 },
        { entete: 'Décision d’après', largeur: 82 },
        { entete: 'Raison', largeur: '*' },
        { entete: 'Par, le', largeur: 78 },
      ],
      lignes,
    }),
  ];
}

interface Liste {
  readonly titre: string;
  readonly phrase: string;
  readonly dossiers: readonly DossierReleve[];
}

/** Les dossiers dont la séance n’a rien décidé. */
export function liste(impression: Impression, { titre, phrase, dossiers }: Liste, numero: number): Content[] {
  if (dossiers.length === 0) return [];
  const colonnes: readonly Colonne[] = [
    { entete: 'Porteur', largeur: '*' },
    { entete: 'Commune', largeur: 120 },
    { entete: 'N° du dossier', largeur: largeurNumero(impression) },
    { entete: 'Collectifs', largeur: 44, aligner: 'right' },
    { entete: 'Droit calculé', largeur: 66, aligner: 'right' },
  ];
  return [
    titreDePartie(impression, numero, `${titre} : ${dossiers.length}`),
    { text: typo(phrase), style: 'note', margin: [0, 0, 0, 4], headlineLevel: 1 },
    tableau({
      dense: true,
      interieur: INTERIEUR,
      colonnes,
      lignes: dossiers.map((d) => ({
        cellules: [
          { text: d.raisonSociale, bold: true },
          d.communeNom ?? '',
          grouperNumero(d.numero),
          String(d.collectifs.length),
          formaterEuros(d.collectifs.reduce((somme, c) => somme + c.droitCentimes, 0)),
        ],
      })),
    }),
  ];
}

function largeurNumero({ metrique, donnees }: Impression): number {
  const numeros = donnees.dossiers.map((d) => grouperNumero(d.numero));
  return Math.min(90, metrique.largeurMaximale([...numeros, 'N° du dossier'], 'dense'));
}

const CADRE = { l: 226, h: 54 } as const;

/** Le président et le secrétaire signent ensemble, jamais seuls en haut d’une page sans dire quoi. */
export function signatures({ donnees }: Impression): Content {
  const { identite, seance, genre } = donnees;
  const ville = identite.ville.replace(/\s+cedex.*$/i, '');
  const cadre = (titre: string, nom: string): Column => ({
    width: CADRE.l,
    stack: [
      { text: titre, style: 'tableauFort' },
      { text: nom === '' ? ' ' : nom, style: 'note', margin: [0, 0, 0, 4] },
      { canvas: [{ type: 'rect', x: 0, y: 0, w: CADRE.l, h: CADRE.h, lineWidth: 0.7, lineColor: '#9AA3AF' }] },
    ],
  });
  return {
    unbreakable: true,
    margin: [0, 18, 0, 0],
    stack: [
      {
        text: typo(
          `${genre === 'pv' ? 'Procès-verbal' : 'Relevé de décisions'} de la séance du ${formaterDateLongue(seance.date)}, arrêté ${ville === '' ? '' : `à ${ville}, `}le ..............................`,
        ),
        style: 'texte',
        margin: [0, 0, 0, 10],
      },
      {
        columnGap: 47.28,
        columns: [
          cadre('Le président ou la présidente de séance', seance.presidence),
          cadre('Le ou la secrétaire de séance', ''),
        ],
      },
      {
        text: typo(
          `Édité le ${formaterInstant(donnees.editeLe)} · version ${donnees.version} · journal ${donnees.empreinteJournal}`,
        ),
        style: 'note',
        margin: [0, 8, 0, 0],
      },
    ],
  };
}
