import type { Content } from 'pdfmake/interfaces.js';
import type { Bloc, TableauDeLettre } from '../../../shared/domaine/lettres-notification/tableaux.ts';
import { assertNever } from '../../../shared/domaine/libelles.ts';
import type { Segment } from '../../../shared/domaine/modele-lettre.ts';
import { ecrireLiasse, type LiasseEcrite, type Nettoyeur, type OptionsLiasse } from './lettre-liasse.ts';
import type { DonneesNotifications, LettreNotification } from './lettre-notification-donnees.ts';
import { colonneDeSignature, type Feuille, paragraphe } from './lettre-papier.ts';
import { COULEURS, LARGEUR_UTILE } from './style.ts';
import { type Cellule, type Colonne, tableau } from './tableaux.ts';
import { typo } from './typographie.ts';

/** Largeurs de contenu, en points : la plus longue valeur imprimable y tient sur une ligne. */
const LARGEURS = { entier: 44, montant: 74, mot: 84 } as const;
const LARGEUR_COLLECTIF = 150;
const LARGEUR_ETAPE = 112;

/** Une lettre par dossier, chacune paginée pour elle-même. Mêmes données, mêmes octets. */
export function ecrireLettresNotification(
  donnees: DonneesNotifications,
  options: OptionsLiasse,
): Promise<LiasseEcrite> {
  return ecrireLiasse<LettreNotification, DonneesNotifications>(
    {
      donnees,
      titre: donnees.lettres.length === 1 ? 'Lettre de notification' : 'Lettres de notification',
      mot: 'notification',
      nettoyer,
      expediteurDe: (lettre) => lettre.expediteur,
      corps,
    },
    options,
  );
}

/** Les textes viennent des réglages, des porteurs et de la séance. */
function nettoyer(lettre: LettreNotification, { ligne, texte }: Nettoyeur): LettreNotification {
  // Un bout de phrase garde les espaces de ses bords : il touche le suivant.
  const segment = (s: Segment): Segment => ({
    ...s,
    texte: `${/^\s/.test(s.texte) ? ' ' : ''}${texte(s.texte)}${/\s$/.test(s.texte) ? ' ' : ''}`,
  });
  const bloc = (b: Bloc): Bloc => {
    switch (b.genre) {
      case 'paragraphe':
        return { ...b, segments: b.segments.map(segment) };
      case 'etapes':
        return { ...b, lignes: b.lignes.map(([terme, valeur]) => [ligne(terme), texte(valeur)] as const) };
      case 'tableau':
        return { ...b, lignes: b.lignes.map((cellules) => cellules.map(texte)) };
      default:
        return assertNever(b);
    }
  };
  const { texte: remplie, expediteur } = lettre;
  const { identite } = expediteur;
  return {
    ...lettre,
    expediteur: {
      ...expediteur,
      agent: ligne(expediteur.agent),
      identite: {
        nom: ligne(identite.nom),
        service: ligne(identite.service),
        adresse: ligne(identite.adresse),
        codePostal: ligne(identite.codePostal),
        ville: ligne(identite.ville),
        telephone: ligne(identite.telephone),
        courriel: ligne(identite.courriel),
      },
    },
    texte: {
      objet: ligne(remplie.objet),
      blocs: remplie.blocs.map(bloc),
      politesse: ligne(remplie.politesse),
      signature: remplie.signature.map(ligne),
      recours: texte(remplie.recours),
    },
  };
}

function corps({ lettre: { texte } }: Feuille<LettreNotification, DonneesNotifications>): Content[] {
  return [
    paragraphe([{ text: typo(`Objet : ${texte.objet}`), style: 'lettreForte' }]),
    ...tenirEnsemble(texte.blocs),
    colonneDeSignature({
      politesse: typo(texte.politesse),
      signature: texte.signature.map(typo),
      note: typo(texte.recours),
    }),
  ];
}

/** Un paragraphe ou les étapes ne se coupent pas en fin de page ; « … : » reste avec le tableau qu’il annonce. */
function tenirEnsemble(blocs: readonly Bloc[]): Content[] {
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
