import type { Content } from 'pdfmake/interfaces.js';
import type { Bloc, TableauDeLettre } from '../../../shared/domaine/lettres-notification/tableaux.ts';
import { assertNever } from '../../../shared/domaine/libelles.ts';
import type { Segment } from '../../../shared/domaine/modele-lettre.ts';
import type { Nettoyeur } from './lettre-liasse.ts';
import { paragraphe } from './lettre-papier.ts';
import { COULEURS, LARGEUR_UTILE } from './style.ts';
import { type Cellule, type Colonne, tableau } from './tableaux.ts';
import { typo } from './typographie.ts';

/** Largeurs de contenu, en points : la plus longue valeur imprimable y tient sur une ligne. */
const LARGEURS = { entier: 44, montant: 74, mot: 84 } as const;
const LARGEUR_COLLECTIF = 150;
const LARGEUR_ETAPE = 112;

/** Rend imprimables des textes venus des réglages, des porteurs et de la séance. */
export function nettoyerBloc(bloc: Bloc, { ligne, texte }: Nettoyeur): Bloc {
  // Un bout de phrase garde les espaces de ses bords : il touche le suivant.
  const segment = (s: Segment): Segment => ({
    ...s,
    texte: `${/^\s/.test(s.texte) ? ' ' : ''}${texte(s.texte)}${/\s$/.test(s.texte) ? ' ' : ''}`,
  });
  switch (bloc.genre) {
    case 'paragraphe':
      return { ...bloc, segments: bloc.segments.map(segment) };
    case 'etapes':
      return { ...bloc, lignes: bloc.lignes.map(([terme, valeur]) => [ligne(terme), texte(valeur)] as const) };
    case 'tableau':
      return { ...bloc, lignes: bloc.lignes.map((cellules) => cellules.map(texte)) };
    default:
      return assertNever(bloc);
  }
}

/** Un paragraphe ou les étapes ne se coupent pas en fin de page ; « … : » reste avec le tableau qu’il annonce. */
export function tenirEnsemble(blocs: readonly Bloc[]): Content[] {
  const contenus: Content[] = [];
  for (let rang = 0; rang < blocs.length; rang += 1) {
    const bloc = blocs[rang];
    const suivant = blocs[rang + 1];
    if (!bloc) continue;
    const annonce = estCourt(bloc) && /:\s*$/.test(enTexte(bloc)) && suivant !== undefined && estCourt(suivant);
    const reunis = annonce ? [bloc, suivant] : [bloc];
    if (annonce) rang += 1;
    contenus.push(
      estCourt(bloc) ? { unbreakable: true, stack: reunis.map(dessiner) } : { stack: reunis.map(dessiner) },
    );
  }
  return contenus;
}

function enTexte(bloc: Bloc): string {
  return bloc.genre === 'paragraphe' ? bloc.segments.map((s) => s.texte).join('') : '';
}

/** Un texte de plus d’une demi-page doit pouvoir se couper. */
function estCourt(bloc: Bloc): boolean {
  switch (bloc.genre) {
    case 'paragraphe':
      return enTexte(bloc).length < 1500;
    case 'etapes':
      return bloc.lignes.length <= 12;
    case 'tableau':
      return bloc.lignes.length <= 4 && bloc.lignes.flat().join('').length < 1500;
    default:
      return assertNever(bloc);
  }
}

function dessiner(bloc: Bloc): Content {
  switch (bloc.genre) {
    case 'paragraphe':
      return paragraphe(
        bloc.segments.map(({ texte, fort }) => ({ text: typo(texte), style: fort ? 'lettreForte' : 'lettre' })),
      );
    case 'etapes':
      return tableau({
        sansEntete: true,
        colonnes: [
          { entete: '', largeur: LARGEUR_ETAPE },
          { entete: '', largeur: LARGEUR_UTILE - LARGEUR_ETAPE - 8 },
        ],
        lignes: bloc.lignes.map(([terme, valeur]) => ({
          cellules: [
            { text: typo(terme), style: 'lettreTableau', font: 'RobotoMedium' },
            { text: typo(valeur), style: 'lettreTableau' },
          ],
        })),
        marges: [0, 0, 0, 10],
      });
    case 'tableau':
      return dessinerTableau(bloc);
    default:
      return assertNever(bloc);
  }
}

function dessinerTableau({ colonnes, lignes, total, note }: TableauDeLettre): Content {
  const avecTexte = colonnes.some((c) => c.genre === 'texte');
  const largeurs = colonnes.map(({ genre }): Colonne['largeur'] => {
    if (genre === 'texte') return '*';
    if (genre === 'collectif') return avecTexte ? LARGEUR_COLLECTIF : '*';
    return LARGEURS[genre];
  });
  const cellules = (valeurs: readonly string[]): Cellule[] =>
    valeurs.map((valeur, rang) => ({
      text: typo(valeur),
      ...(aDroite(colonnes[rang]) ? { alignment: 'right' as const } : {}),
      ...(rang === 0 || (!avecTexte && rang === colonnes.length - 1) ? { font: 'RobotoMedium' } : {}),
    }));
  const corpsDuTableau = tableau({
    colonnes: colonnes.map((colonne, rang) => ({
      entete: typo(colonne.titre),
      largeur: largeurs[rang] ?? '*',
      ...(aDroite(colonne) ? { aligner: 'right' as const } : {}),
    })),
    lignes: [
      ...lignes.map((valeurs) => ({ cellules: cellules(valeurs) })),
      ...(total === null ? [] : [{ cellules: cellules(total), genre: 'total' as const }]),
    ],
    marges: [0, 2, 0, note === '' ? 10 : 3],
  });
  if (note === '') return corpsDuTableau;
  return { stack: [corpsDuTableau, { text: typo(note), style: 'note', color: COULEURS.gris, margin: [0, 0, 0, 9] }] };
}

function aDroite(colonne: TableauDeLettre['colonnes'][number] | undefined): boolean {
  return colonne?.genre === 'entier' || colonne?.genre === 'montant';
}
