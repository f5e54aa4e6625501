import { adresse } from '../classeur.ts';
import { FORMAT_ENTIER, FORMAT_MONTANT, FORMAT_TEXTE, hauteur, lignesDeTexte } from '../ecrire-style.ts';
import { type CleDeColonne, plage } from './colonnes.ts';
import type { Impression } from './feuille-echeancier.ts';
import {
  type Case,
  type Contenu,
  type FeuilleDeLot,
  montant,
  nombre,
  type Rangee,
  type Style,
  texte,
} from './modele.ts';
import { type Groupe, type LotPlace, type Totaux, totaliser } from './placer.ts';

export const RECAPITULATIF = 'Récapitulatif';
const LARGEUR_LIBELLE = 40;
/** Les mesures viennent après le libellé (A), le code (B) et le rang (C). */
const PREMIERE_MESURE = 3;

interface Mesure {
  readonly champ: Exclude<keyof Totaux, 'collectifsAgrees' | 'collectifsRealises'>;
  readonly entete: string;
  /** Colonne additionnée ; null : on compte les lignes. */
  readonly colonne: CleDeColonne | null;
  /** Compte une fois par dossier : sans objet par nature d’échéance. */
  readonly parDossier: boolean;
}

const MESURES: readonly Mesure[] = [
  { champ: 'lignes', entete: 'lignes', colonne: null, parDossier: false },
  { champ: 'droitPrevisionnel', entete: 'droit prévisionnel', colonne: 'droitPrevisionnelCentimes', parDossier: true },
  { champ: 'droitReel', entete: 'droit réel', colonne: 'droitReelCentimes', parDossier: true },
  { champ: 'montant', entete: 'montant', colonne: 'montantCentimes', parDossier: false },
  { champ: 'cumulVerse', entete: 'cumul versé', colonne: 'cumulVerseCentimes', parDossier: true },
  { champ: 'resteAVerser', entete: 'reste à verser', colonne: 'resteAVerserCentimes', parDossier: true },
  { champ: 'indu', entete: 'indu', colonne: 'induCentimes', parDossier: true },
];
const COLONNE_MONTANT = PREMIERE_MESURE + MESURES.findIndex(({ champ }) => champ === 'montant');

interface Bloc {
  readonly titre: string;
  readonly groupes: readonly Groupe[];
  readonly repere: CleDeColonne;
  readonly parNature: boolean;
  /** Numéro de la ligne de titre. */
  readonly debut: number;
}

export interface Recapitulatif {
  readonly feuille: FeuilleDeLot;
  /** Total « montant » de chaque bloc : son titre, et son adresse dans une formule d’une autre feuille. */
  readonly totaux: readonly { readonly titre: string; readonly adresse: string }[];
}

/**
 * Deuxième feuille : totaux par nature, par porteur et par commune, en formules sur l’échéancier. Elles additionnent d’après
 * un rang, un nombre : SOMME.SI.ENS lirait « =… », « * » ou « mars 2 » comme une comparaison, un joker ou une date.
 */
export function feuilleRecapitulatif(place: LotPlace, impression: Impression): Recapitulatif {
  const blocs: Bloc[] = [];
  // La première rangée est l’en-tête : figé et répété en haut de chaque page, les trois blocs ont les mêmes colonnes.
  let debut = 2;
  for (const { titre, groupes, repere } of [
    { titre: 'Récapitulatif par nature d’échéance', groupes: place.natures, repere: 'repereNature' },
    { titre: 'Récapitulatif par porteur', groupes: place.porteurs, repere: 'reperePorteur' },
    { titre: 'Récapitulatif par commune', groupes: place.communes, repere: 'repereCommune' },
  ] as const) {
    blocs.push({ titre, groupes, repere, parNature: repere === 'repereNature', debut });
    debut += groupes.length + 3;
  }
  const lignes = place.lignes.length;
  return {
    totaux: blocs.map((bloc) => ({
      titre: bloc.titre,
      adresse: `'${RECAPITULATIF}'!${adresse(COLONNE_MONTANT, ligneTotal(bloc))}`,
    })),
    feuille: {
      nom: RECAPITULATIF,
      largeurs: [LARGEUR_LIBELLE, 16, 7, 8, 15, 14, 14, 14, 14, 12],
      figees: { colonnes: 0, lignes: 1 },
      repetees: { lignes: '$1:$1' },
      pages: 1,
      numeros: `B2:B${debut}`,
      *rangees() {
        yield enTetes();
        for (const bloc of blocs) yield* rangeesDuBloc(bloc, lignes);
      },
      ...impression,
    },
  };
}

function ligneTotal({ debut, groupes }: Bloc): number {
  return debut + groupes.length + 1;
}

function enTetes(): Rangee {
  const entetes = ['nature, porteur ou commune', 'SIRET ou code Insee', 'rang', ...MESURES.map(({ entete }) => entete)];
  return {
    numero: 1,
    hauteur: hauteur(2),
    cases: entetes.map((entete, colonne) => ({
      colonne,
      contenu: texte(entete),
      style: {
        police: 'gras',
        fond: 'entete',
        bords: 'entete',
        libre: true,
        alignement: colonne < 2 ? 'left' : colonne === 2 ? 'center' : 'right',
      },
    })),
  };
}

function* rangeesDuBloc(bloc: Bloc, lignes: number): Iterable<Rangee> {
  yield {
    numero: bloc.debut,
    hauteur: 21,
    cases: [{ colonne: 0, contenu: texte(bloc.titre), style: { police: 'titre' } }],
  };
  for (const [rang, groupe] of bloc.groupes.entries()) yield rangeeDeGroupe(bloc, rang, groupe, lignes);
  yield rangeeDeTotal(bloc);
}

function rangeeDeGroupe(bloc: Bloc, rang: number, groupe: Groupe, lignes: number): Rangee {
  const numero = bloc.debut + 1 + rang;
  const totaux = totaliser(groupe.placees);
  return {
    numero,
    hauteur: hauteur(lignesDeTexte(groupe.libelle, LARGEUR_LIBELLE)),
    cases: [
      {
        colonne: 0,
        contenu: texte(groupe.libelle),
        style: { bords: 'corps', alignement: 'left', libre: true, format: FORMAT_TEXTE },
      },
      {
        colonne: 1,
        contenu: texte(groupe.code),
        style: { bords: 'corps', alignement: 'left', reduit: true, format: FORMAT_TEXTE },
      },
      { colonne: 2, contenu: nombre(rang + 1), style: { bords: 'corps', alignement: 'center', format: '0' } },
      ...MESURES.map((mesure, index): Case => {
        const colonne = PREMIERE_MESURE + index;
        const style: Style = {
          bords: 'corps',
          alignement: 'right',
          format: format(mesure),
          ...(mesure.champ === 'montant' ? { police: 'gras' } : {}),
        };
        if (bloc.parNature && mesure.parDossier) return { colonne, contenu: texte('–'), style };
        return { colonne, contenu: valeur(mesure, totaux), style, formule: formule(mesure, bloc, numero, lignes) };
      }),
    ],
  };
}

function formule(mesure: Mesure, bloc: Bloc, ligne: number, lignes: number): string {
  const rang = `${plage(bloc.repere, lignes)},$C${ligne}`;
  if (mesure.colonne === null) return `COUNTIFS(${rang})`;
  const critere = mesure.parDossier ? `${rang},${plage('compte', lignes)},1` : rang;
  const somme = `SUMIFS(${plage(mesure.colonne, lignes)},${critere})`;
  if (mesure.champ !== 'droitReel') return somme;
  // Inconnu n’est pas zéro.
  return `IF(COUNTIFS(${critere},${plage(mesure.colonne, lignes)},"<>")=0,"",${somme})`;
}

function rangeeDeTotal(bloc: Bloc): Rangee {
  const numero = ligneTotal(bloc);
  const totaux = totaliser(bloc.groupes.flatMap(({ placees }) => placees));
  const vide = (colonne: number): Case => ({
    colonne,
    contenu: null,
    style: { police: 'gras', fond: 'total', bords: 'total', alignement: 'left' },
  });
  return {
    numero,
    hauteur: hauteur(1),
    cases: [
      { ...vide(0), contenu: texte('Total') },
      vide(1),
      vide(2),
      ...MESURES.map((mesure, index): Case => {
        const colonne = PREMIERE_MESURE + index;
        const style: Style = {
          police: 'gras',
          fond: 'total',
          bords: 'total',
          alignement: 'right',
          format: format(mesure),
        };
        if (bloc.parNature && mesure.parDossier) return { colonne, contenu: texte('–'), style };
        const valeurs = `${adresse(colonne, bloc.debut + 1)}:${adresse(colonne, numero - 1)}`;
        const somme = `SUM(${valeurs})`;
        return {
          colonne,
          contenu: valeur(mesure, totaux),
          style,
          formule: mesure.champ === 'droitReel' ? `IF(COUNT(${valeurs})=0,"",${somme})` : somme,
        };
      }),
    ],
  };
}

function format(mesure: Mesure): string {
  return mesure.colonne === null ? FORMAT_ENTIER : FORMAT_MONTANT;
}

function valeur(mesure: Mesure, totaux: Totaux): Contenu {
  return mesure.colonne === null ? nombre(totaux[mesure.champ]) : montant(totaux[mesure.champ]);
}
