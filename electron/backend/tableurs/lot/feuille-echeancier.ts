import type { ContenuDeLot } from '../../../../shared/domaine/lot.ts';
import { adresse } from '../classeur.ts';
import { FORMAT_ENTIER, FORMAT_MONTANT, hauteur, lignesDeTexte } from '../ecrire-style.ts';
import {
  type CleDeColonne,
  COLONNES,
  DERNIERE_IMPRIMEE,
  ECHEANCIER,
  type LignePlacee,
  lettre,
  NUMEROS,
  rangDe,
} from './colonnes.ts';
import {
  type Case,
  type Contenu,
  type FeuilleDeLot,
  FORMAT_LIGNES,
  montant,
  nombre,
  type Rangee,
  texte,
} from './modele.ts';
import { type LotPlace, type Totaux, totaliser } from './placer.ts';

/** Colonnes totalisées ; `parDossier` : la valeur se répète sur les lignes d’un même dossier et ne compte qu’une fois. */
const TOTAUX = [
  { cle: 'collectifsAgrees', total: 'collectifsAgrees', parDossier: true, format: FORMAT_ENTIER },
  { cle: 'collectifsRealises', total: 'collectifsRealises', parDossier: true, format: FORMAT_ENTIER },
  { cle: 'droitPrevisionnelCentimes', total: 'droitPrevisionnel', parDossier: true, format: FORMAT_MONTANT },
  { cle: 'droitReelCentimes', total: 'droitReel', parDossier: true, format: FORMAT_MONTANT },
  { cle: 'montantCentimes', total: 'montant', parDossier: false, format: FORMAT_MONTANT },
  { cle: 'cumulVerseCentimes', total: 'cumulVerse', parDossier: true, format: FORMAT_MONTANT },
  { cle: 'resteAVerserCentimes', total: 'resteAVerser', parDossier: true, format: FORMAT_MONTANT },
  { cle: 'induCentimes', total: 'indu', parDossier: true, format: FORMAT_MONTANT },
] as const satisfies readonly {
  cle: CleDeColonne;
  total: keyof Totaux;
  parDossier: boolean;
  format: string;
}[];

export interface Impression {
  readonly entete: string;
  readonly pied: string;
}

/** De l’en-tête au total, jusqu’à la dernière colonne qui s’imprime. */
export function zoneImprimee(nombreDeLignes: number): string {
  return `$A$1:$${lettre(DERNIERE_IMPRIMEE)}$${nombreDeLignes + 2}`;
}

/** Première feuille : une ligne par échéance du lot, en-tête figé et filtré, total dessous. */
export function feuilleEcheancier(contenu: ContenuDeLot, place: LotPlace, impression: Impression): FeuilleDeLot {
  const fin = place.lignes.length + 1;
  return {
    nom: ECHEANCIER,
    largeurs: COLONNES.map(({ largeur }) => largeur),
    figees: { colonnes: rangDe('raisonSociale') + 1, lignes: 1 },
    filtre: `A1:${adresse(COLONNES.length - 1, fin)}`,
    zone: zoneImprimee(place.lignes.length),
    repetees: { lignes: '$1:$1', colonnes: `$${lettre('numeroLot')}:$${lettre('raisonSociale')}` },
    pages: 3,
    numeros: NUMEROS.map((cle) => `${lettre(cle)}2:${lettre(cle)}${fin}`).join(' '),
    *rangees() {
      yield enTetes();
      for (const [rang, placee] of place.lignes.entries()) yield rangee(rang + 2, placee, contenu.numero);
      yield total(fin, place.lignes);
    },
    ...impression,
  };
}

function enTetes(): Rangee {
  return {
    numero: 1,
    hauteur: 25.5,
    cases: COLONNES.map(({ entete, style }, colonne) => ({
      colonne,
      contenu: texte(entete),
      style: {
        police: 'gras',
        fond: 'entete',
        bords: 'entete',
        libre: true,
        ...(style.alignement ? { alignement: style.alignement } : {}),
      },
    })),
  };
}

function rangee(numero: number, placee: LignePlacee, numeroLot: string): Rangee {
  let lignes = 1;
  const cases: Case[] = [];
  for (const [colonne, { lire, style, largeur }] of COLONNES.entries()) {
    const contenu = lire(placee, numeroLot);
    cases.push({ colonne, contenu, style });
    if (style.libre && contenu?.genre === 'texte') lignes = Math.max(lignes, compterLignes(contenu.texte, largeur));
  }
  return { numero, hauteur: hauteur(lignes), cases };
}

/** Un texte assez court tient sur une ligne même tout en majuscules : inutile de le mesurer. */
function compterLignes(ecrit: string, largeur: number): number {
  return ecrit.length * 11 <= largeur * 7 - 14 && !ecrit.includes('\n') ? 1 : lignesDeTexte(ecrit, largeur);
}

function total(fin: number, placees: readonly LignePlacee[]): Rangee {
  const totaux = totaliser(placees);
  const unParDossier = placees.every(({ compte }) => compte);
  const formules = new Map<number, { formule: string; contenu: Contenu; format: string }>();
  const dossiers = `${lettre('numeroDossier')}2:${lettre('numeroDossier')}${fin}`;
  formules.set(rangDe('raisonSociale'), {
    formule: `SUBTOTAL(103,${dossiers})`,
    contenu: nombre(placees.length),
    format: FORMAT_LIGNES,
  });
  for (const { cle, total: champ, parDossier, format } of TOTAUX) {
    const valeurs = `${lettre(cle)}2:${lettre(cle)}${fin}`;
    const reperes = `${lettre('compte')}2:${lettre('compte')}${fin}`;
    // SOUS.TOTAL suit le filtre, mais compterait deux fois le droit d’un dossier qui a deux échéances dans le lot.
    const somme = unParDossier || !parDossier ? `SUBTOTAL(109,${valeurs})` : `SUMIFS(${valeurs},${reperes},1)`;
    const incertain = cle === 'droitReelCentimes' || cle === 'collectifsRealises';
    const valeur = totaux[champ];
    formules.set(rangDe(cle), {
      formule: incertain ? `IF(COUNT(${valeurs})=0,"",${somme})` : somme,
      contenu: format === FORMAT_MONTANT ? montant(valeur) : nombre(valeur),
      format,
    });
  }
  return {
    numero: fin + 1,
    hauteur: hauteur(1),
    cases: COLONNES.map(({ style }, colonne): Case => {
      const calcul = formules.get(colonne);
      const base = { police: 'gras', fond: 'total', bords: 'total' } as const;
      if (!calcul) return { colonne, contenu: null, style: { ...base, ...aligner(style.alignement) } };
      const alignement = colonne === rangDe('raisonSociale') ? 'left' : 'right';
      return {
        colonne,
        contenu: calcul.contenu,
        style: { ...base, alignement, format: calcul.format },
        formule: calcul.formule,
      };
    }),
  };
}

function aligner(alignement: Case['style']['alignement']) {
  return alignement ? { alignement } : {};
}
