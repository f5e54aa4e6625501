import type { CanvasElement, CanvasPolyline, Content } from 'pdfmake/interfaces.js';
import type { Sensibilite } from '../../../shared/contract/resultats.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { dessin, type TextePose } from './dessins.ts';
import type { FicheAImprimer } from './fiche-instruction-page.ts';
import { COULEURS, LARGEUR_UTILE } from './style.ts';
import { typo } from './typographie.ts';

type Sources = Omit<FicheAImprimer, 'fiche' | 'parent'>;

const GAUCHE = 22;
const DROITE = 168;
const HAUT = 24;
/** Hauteur laissée aux lignes sur une page, et ce qu’il faut à un nom pour se lire. */
const HAUTEUR_MAXIMALE = 596;
const PAS_MAXIMAL = 12;
const PAS_LISIBLE = 9;
const GRADUATIONS = [0, 5, 10, 15, 20] as const;
const TIRETS: Readonly<Record<string, { readonly length: number; readonly space: number } | undefined>> = {
  a_debattre: { length: 4, space: 2 },
  defavorable: { length: 1, space: 2 },
};

/** Une page par axe : le rang de chaque dossier quand son poids va de zéro au double. */
export function sensibilites({ donnees, renvois, metrique }: Sources): Content[] {
  return donnees.sensibilites
    .filter(({ dossiers }) => dossiers.length > 1)
    .flatMap((sensibilite, rang): Content[] => {
      const titre = `Sensibilité au poids : ${sensibilite.cible.libelle}`;
      return [
        {
          ...renvois.ancrer(`instruction-sensibilite-${rang}`, {
            text: titre,
            style: 'titrePage',
            outline: true,
            outlineText: titre,
          }),
          ...(rang === 0 ? {} : { pageBreak: 'before' as const }),
        },
        { text: typo(resumer(sensibilite)), style: 'texte', margin: [0, 3, 0, 6] },
        image(sensibilite, metrique),
      ];
    });
}

function resumer({ cible, nombreDeBascules, changements, dossiers }: Sensibilite): string {
  const noms = new Map(dossiers.map(({ id, raisonSociale }) => [id, raisonSociale]));
  const piles = changements
    .slice(0, 4)
    .map(({ dossierId, facteur }) => `${noms.get(dossierId) ?? 'un dossier sans rang'} à ${facteur.texte}`)
    .join(', ');
  return `Poids ${cible.poids} dans la charte. De zéro à ${2 * cible.poids} : ${pluriel(nombreDeBascules, 'échange de places', 'échanges de places')}, ${pluriel(changements.length, 'changement de pile', 'changements de pile')}${piles === '' ? '' : ` (${piles}${changements.length > 4 ? '…' : ''})`}. Trait plein : favorable ; tirets : à débattre ; points : défavorable.`;
}

/** À rang égal, les lignes se posent côte à côte. */
function placer(dossiers: Sensibilite['dossiers'], colonne: number): ReadonlyMap<number, number> {
  const presents = dossiers.flatMap((d) => {
    const place = d.rangs[colonne];
    return place === null || place === undefined ? [] : [{ id: d.id, place, rang: d.rang.rang }];
  });
  return new Map(
    presents
      .toSorted((a, b) => a.place - b.place || a.rang - b.rang || a.id - b.id)
      .map(({ id }, rang) => [id, rang + 1]),
  );
}

function image({ dossiers, facteurs, poids }: Sensibilite, metrique: Sources['metrique']): Content {
  const pas = Math.min(PAS_MAXIMAL, HAUTEUR_MAXIMALE / dossiers.length);
  const places = facteurs.map((_, colonne) => placer(dossiers, colonne));
  const fin = facteurs.length - 1;
  const hauteur = HAUT + dossiers.length * pas + 6;
  const x = (colonne: number) => GAUCHE + ((LARGEUR_UTILE - GAUCHE - DROITE) * colonne) / fin;
  const y = (place: number) => HAUT + (place - 0.5) * pas;
  const textes: TextePose[] = [];
  for (const colonne of GRADUATIONS) {
    const fort = colonne === 10;
    const caractere = fort ? 'noteForte' : 'note';
    const facteur = `×${String(facteurs[colonne] ?? '').replace('.', ',')}`;
    textes.push({ x: x(colonne), y: 0, texte: fort ? `${facteur} (charte)` : facteur, caractere, ancrage: 'milieu' });
    textes.push({ x: x(colonne), y: 10, texte: `poids ${poids[colonne] ?? ''}`, caractere, ancrage: 'milieu' });
  }
  const traits: CanvasElement[] = GRADUATIONS.map((colonne) => ({
    type: 'line',
    x1: x(colonne),
    x2: x(colonne),
    y1: HAUT - 2,
    y2: hauteur,
    lineWidth: colonne === 10 ? 0.9 : 0.3,
    lineColor: colonne === 10 ? COULEURS.encre : COULEURS.filetClair,
  }));
  for (const dossier of dossiers) {
    traits.push(
      ligne(
        dossier,
        places.map((carte, colonne) => [x(colonne), carte.get(dossier.id)] as const),
        y,
      ),
    );
    const [debut, bout] = [places[0]?.get(dossier.id), places[fin]?.get(dossier.id)];
    if (pas < PAS_LISIBLE) continue;
    if (debut !== undefined)
      textes.push({
        x: GAUCHE - 4,
        y: y(debut) - 4.4,
        texte: String(dossier.rangs[0]),
        caractere: 'note',
        ancrage: 'fin',
      });
    if (bout !== undefined)
      textes.push({
        x: LARGEUR_UTILE - DROITE + 4,
        y: y(bout) - 4.4,
        texte: metrique.tronquer(`${dossier.rangs[fin]}  ${dossier.raisonSociale}`, 'note', DROITE - 6),
        caractere: 'note',
      });
  }
  return dessin(hauteur, traits, textes);
}

function ligne(
  { pile, changeDePile }: Sensibilite['dossiers'][number],
  points: readonly (readonly [number, number | undefined])[],
  y: (place: number) => number,
): CanvasPolyline {
  const dash = TIRETS[pile ?? ''];
  return {
    type: 'polyline',
    // Un dossier dont la pile change se remarque.
    lineWidth: changeDePile ? 1.8 : 0.7,
    lineColor: changeDePile ? COULEURS.encre : COULEURS.accent,
    ...(dash ? { dash } : {}),
    points: points.flatMap(([x, place]) => (place === undefined ? [] : [{ x, y: y(place) }])),
  };
}
