import type { DossierChange } from '../../../shared/contract/chartes.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { ASPECTS_PILE, BadgePile } from '../../ui/Badge.tsx';
import type { ColonneGrille } from '../../ui/grille/colonnes.tsx';

type Resultat = DossierChange['avant'];

/** Ce qui se voit change : la note affichée, la pile, le rang, ou une lecture à reprendre. */
export function isChange({ avant, apres, lecturesACompleter }: DossierChange): boolean {
  return (
    avant.dixiemes !== apres.dixiemes ||
    avant.complete !== apres.complete ||
    avant.pile !== apres.pile ||
    avant.rang !== apres.rang ||
    lecturesACompleter > 0
  );
}

function ecrireNote({ dixiemes, complete }: Resultat): string {
  return dixiemes === null ? '—' : `${formaterDixiemes(dixiemes)}${complete ? '' : ' *'}`;
}

function direPile({ pile }: Resultat): string {
  return pile === null ? 'Sans note' : ASPECTS_PILE[pile].libelle;
}

/** « +3 places », « −1 place ». */
function direRang(avant: number | null, apres: number | null): string {
  if (avant === null || apres === null) return avant === apres ? '' : apres === null ? 'plus classé' : 'classé';
  const gain = avant - apres;
  return gain === 0 ? '=' : `${gain > 0 ? '+' : '−'}${Math.abs(gain)}`;
}

export const COLONNES_CHANGEMENT: readonly ColonneGrille<DossierChange>[] = [
  { code: 'numero', titre: 'N°', largeur: 86, valeur: (d) => d.numero, attenue: true },
  {
    code: 'structure',
    titre: 'Structure',
    largeurMin: 170,
    valeur: (d) => d.structure || 'Structure sans nom',
    graisse: 'm',
  },
  {
    code: 'noteAvant',
    titre: 'Note avant',
    genre: 'dixiemes',
    largeur: 82,
    valeur: (d) => d.avant.dixiemes,
    rendu: (d) => ecrireNote(d.avant),
  },
  {
    code: 'noteApres',
    titre: 'Note après',
    genre: 'dixiemes',
    largeur: 82,
    graisse: 'g',
    valeur: (d) => d.apres.dixiemes,
    rendu: (d) => ecrireNote(d.apres),
  },
  {
    code: 'pileAvant',
    titre: 'Pile avant',
    largeur: 118,
    valeur: (d) => direPile(d.avant),
    rendu: (d) => <BadgePile pile={d.avant.pile} />,
  },
  {
    code: 'pileApres',
    titre: 'Pile après',
    largeur: 118,
    valeur: (d) => direPile(d.apres),
    rendu: (d) => <BadgePile pile={d.apres.pile} />,
  },
  { code: 'rangAvant', titre: 'Rang avant', genre: 'entier', largeur: 84, valeur: (d) => d.avant.rang },
  { code: 'rangApres', titre: 'Rang après', genre: 'entier', largeur: 84, valeur: (d) => d.apres.rang },
  { code: 'places', titre: 'Places', largeur: 90, valeur: (d) => direRang(d.avant.rang, d.apres.rang) },
  {
    code: 'manquants',
    titre: 'À coter',
    titreLong: 'Critères sans niveau dans la nouvelle version',
    largeur: 110,
    valeur: (d) => d.manquants.join(', '),
  },
  {
    code: 'lectures',
    titre: 'Lectures à compléter',
    genre: 'entier',
    largeur: 80,
    valeur: (d) => d.lecturesACompleter,
    total: true,
    cachee: true,
  },
];
