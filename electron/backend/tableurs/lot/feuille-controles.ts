import { formaterInstant } from '../../../../shared/domaine/dates.ts';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import type { ContenuDeLot } from '../../../../shared/domaine/lot.ts';
import { direComptes, direSansTiers, releverAttentions } from '../../../../shared/domaine/lot-attention.ts';
import { FORMAT_ENTIER, FORMAT_MONTANT, FORMAT_TEXTE, hauteur, lignesDeTexte } from '../ecrire-style.ts';
import { nommerNature, plage } from './colonnes.ts';
import type { Impression } from './feuille-echeancier.ts';
import type { Recapitulatif } from './feuille-recapitulatif.ts';
import {
  type Case,
  type Contenu,
  type Exemplaire,
  type FeuilleDeLot,
  FORMAT_EUROS,
  FORMAT_LIGNES,
  montant,
  nombre,
  type Rangee,
  type Style,
  texte,
} from './modele.ts';
import { type LotPlace, totaliser } from './placer.ts';

export const CONTROLES = 'Contrôles';
/** Devant le numéro, dans la première case : de quoi reconnaître le lot (reconnaitre-lot.ts). */
const TITRE_CONTROLES = 'Contrôles du lot ';
const LARGEURS = [40, 21, 27, 27, 60] as const;
const EN_TETES_DES_LISTES = [
  'raison sociale',
  'SIRET ou n° de dossier',
  'échéance ou IBAN',
  'montant ou ancien IBAN',
  'motifs ou vérification',
] as const;
const OUI = 'oui';
const NON = 'non';

/** Un contrôle montre deux chiffres : ce que la feuille calcule, ce que la base tenait à la validation. */
interface Controle {
  readonly libelle: string;
  readonly formule: string;
  readonly feuille: number;
  readonly base: number;
  readonly genre: 'nombre' | 'montant';
}

/** Troisième feuille : concordances, lignes hors du lot et leur motif, coordonnées modifiées, empreinte. */
export function feuilleControles(
  contenu: ContenuDeLot,
  place: LotPlace,
  recapitulatif: Recapitulatif,
  options: { readonly impression: Impression; readonly exemplaire: Exemplaire },
): FeuilleDeLot {
  const controles = listerControles(contenu, place, recapitulatif);
  const rangees = [
    ...enTete(contenu, options.exemplaire),
    ...tableauDesControles(controles),
    ...empreinte(contenu, controles.length + 6),
  ];
  const apres = () => (rangees.at(-1)?.numero ?? 0) + 2;
  // Un seul en-tête pour les listes qui suivent, répété en haut des pages où elles continuent.
  const listes = apres();
  rangees.push(enTetes(listes, EN_TETES_DES_LISTES, [3]));
  rangees.push(...aRegarderAvant(contenu, listes + 1));
  rangees.push(...lignesHorsLot(contenu, apres()));
  rangees.push(...coordonnees(contenu, apres()));
  const premiere = 5;
  return {
    nom: CONTROLES,
    largeurs: LARGEURS,
    pages: 1,
    repetees: { lignes: `$${listes}:$${listes}` },
    numeros: `B${listes}:B${rangees.at(-1)?.numero ?? listes}`,
    ecarts: `D${premiere}:D${premiere + controles.length - 1}`,
    rangees: () => rangees,
    ...options.impression,
  };
}

function listerControles(contenu: ContenuDeLot, place: LotPlace, recapitulatif: Recapitulatif): Controle[] {
  const n = place.lignes.length;
  const totaux = totaliser(place.lignes);
  const total = contenu.montantCentimes;
  return [
    {
      libelle: 'Nombre de lignes du lot',
      formule: `COUNTA(${plage('numeroDossier', n)})`,
      feuille: n,
      base: contenu.lignes.length,
      genre: 'nombre',
    },
    {
      libelle: 'Somme de contrôle : total du lot',
      formule: `SUM(${plage('montantCentimes', n)})`,
      feuille: totaux.montant,
      base: total,
      genre: 'montant',
    },
    {
      libelle: 'Comptes à créditer, distincts',
      // Chaque compte une fois : à sa première ligne.
      formule: `SUMPRODUCT(--(MATCH(${plage('iban', n)},${plage('iban', n)},0)=ROW(${plage('iban', n)})-1))`,
      feuille: new Set(place.lignes.map(({ ligne }) => ligne.iban)).size,
      base: releverAttentions(contenu).comptes,
      genre: 'nombre',
    },
    ...recapitulatif.totaux.map(
      ({ titre, adresse }): Controle => ({
        libelle: `${titre} : montant`,
        formule: adresse,
        feuille: totaux.montant,
        base: total,
        genre: 'montant',
      }),
    ),
  ];
}

function enTete(contenu: ContenuDeLot, exemplaire: Exemplaire): Rangee[] {
  return [
    titre(1, `${TITRE_CONTROLES}${contenu.numero}${exemplaire === 'duplicata' ? ' – duplicata' : ''}`),
    {
      numero: 2,
      hauteur: hauteur(1),
      cases: [
        { colonne: 0, contenu: texte('exemplaire'), style: { police: 'grise' } },
        { colonne: 1, contenu: texte(exemplaire), style: { police: exemplaire === 'duplicata' ? 'gras' : 'normale' } },
      ],
    },
  ];
}

function tableauDesControles(controles: readonly Controle[]): Rangee[] {
  return [
    enTetes(4, ['contrôle', 'feuille', 'base', 'égal']),
    ...controles.map((controle, rang): Rangee => {
      const numero = 5 + rang;
      const style: Style = {
        bords: 'corps',
        alignement: 'right',
        format: controle.genre === 'montant' ? FORMAT_EUROS : FORMAT_ENTIER,
      };
      const dire = controle.genre === 'montant' ? montant : nombre;
      return {
        numero,
        hauteur: hauteur(lignesDeTexte(controle.libelle, LARGEURS[0])),
        cases: [
          { colonne: 0, contenu: texte(controle.libelle), style: LIBRE },
          { colonne: 1, contenu: dire(controle.feuille), style, formule: controle.formule },
          { colonne: 2, contenu: dire(controle.base), style },
          {
            colonne: 3,
            contenu: texte(controle.feuille === controle.base ? OUI : NON),
            style: { bords: 'corps', alignement: 'center' },
            // Au centime : la somme du tableur traîne des milliardièmes que l’arrondi retire.
            formule: `IF(ROUND(B${numero}-C${numero},2)=0,"${OUI}","${NON}")`,
          },
        ],
      };
    }),
  ];
}

function empreinte(contenu: ContenuDeLot, debut: number): Rangee[] {
  return [
    titre(debut, `Somme de contrôle du lot ${contenu.numero} (SHA-256)`),
    {
      numero: debut + 1,
      hauteur: hauteur(1),
      cases: [{ colonne: 0, contenu: texte(contenu.empreinteLignes), style: { police: 'gras', format: FORMAT_TEXTE } }],
    },
    phrase(
      debut + 2,
      'SHA-256 (UTF-8) des lignes dans leur ordre, séparées d’un saut de ligne, chacune un tableau JSON : rang, n° d’échéance, n° de dossier, SIRET, IBAN, n° de convention, libellé de l’échéance, montant en centimes.',
    ),
  ];
}

/** Ce qui n’empêche pas de payer mais se regarde avant : comptes étrangers, comptes communs, n° de tiers absents. */
function aRegarderAvant(contenu: ContenuDeLot, debut: number): Rangee[] {
  const attentions = releverAttentions(contenu);
  return [
    titre(debut, 'À regarder avant de payer'),
    phrase(debut + 1, `${[...direComptes(attentions), direSansTiers(attentions)].join(' ; ')}.`),
    ...attentions.aRegarder.map((compte, rang): Rangee => {
      const [premier] = compte.beneficiaires;
      const nom = premier?.raisonSociale ?? '';
      const constats = compte.constats.join(' ; ');
      return {
        numero: debut + 2 + rang,
        hauteur: hauteur(Math.max(lignesDeTexte(nom, LARGEURS[0]), lignesDeTexte(constats, LARGEURS[4]))),
        cases: [
          { colonne: 0, contenu: texte(nom), style: LIBRE },
          { colonne: 1, contenu: texte(premier?.siret ?? null), style: CODE },
          { colonne: 2, contenu: texte(compte.iban), style: CODE },
          { colonne: 3, contenu: montant(compte.montantCentimes), style: MONTANT },
          { colonne: 4, contenu: texte(constats), style: LIBRE },
        ],
      };
    }),
  ];
}

function lignesHorsLot({ horsLot }: ContenuDeLot, debut: number): Rangee[] {
  if (horsLot.length === 0) return [titre(debut, 'Lignes hors du lot'), phrase(debut + 1, 'Aucune.')];
  const premiere = debut + 1;
  const fin = premiere + horsLot.length;
  return [
    titre(debut, `Lignes hors du lot (${horsLot.length})`),
    ...horsLot.map((ligne, rang): Rangee => {
      const motifs = [
        ...ligne.motifs,
        ...(ligne.induCentimes > 0
          ? [`indu de ${(ligne.induCentimes / 100).toFixed(2).replace('.', ',')}\u00a0€`]
          : []),
      ].join(' ; ');
      return {
        numero: premiere + rang,
        hauteur: hauteur(Math.max(lignesDeTexte(ligne.raisonSociale, LARGEURS[0]), lignesDeTexte(motifs, LARGEURS[4]))),
        cases: [
          { colonne: 0, contenu: texte(ligne.raisonSociale), style: LIBRE },
          { colonne: 1, contenu: texte(ligne.numeroDossier), style: CODE },
          { colonne: 2, contenu: texte(nommerNature(ligne.libelle)), style: LIBRE },
          {
            colonne: 3,
            contenu: montant(ligne.montantCentimes),
            style: MONTANT,
          },
          { colonne: 4, contenu: texte(motifs), style: LIBRE },
        ],
      };
    }),
    {
      numero: fin,
      hauteur: hauteur(1),
      cases: [
        total(0, nombre(horsLot.length), `ROWS(A${premiere}:A${fin - 1})`, 'left', FORMAT_LIGNES),
        total(1, null),
        total(2, null),
        total(
          3,
          montant(horsLot.reduce((somme, l) => somme + l.montantCentimes, 0)),
          `SUM(D${premiere}:D${fin - 1})`,
          'right',
          FORMAT_MONTANT,
        ),
        total(4, null),
      ],
    },
  ];
}

/** Les comptes qui ont changé depuis le dernier lot : ce qu’un comptable regarde avant tout virement. */
function coordonnees({ coordonneesModifiees }: ContenuDeLot, debut: number): Rangee[] {
  const intitule = 'Coordonnées modifiées depuis le dernier lot';
  if (coordonneesModifiees.length === 0) return [titre(debut, intitule), phrase(debut + 1, 'Aucune.')];
  return [
    titre(debut, `${intitule} (${pluriel(coordonneesModifiees.length, 'porteur')})`),
    ...coordonneesModifiees.map((c, rang): Rangee => {
      const dite = `vérifié par ${c.verifiePar} le ${formaterInstant(c.verifieLe)} : ${c.verification}`;
      return {
        numero: debut + 1 + rang,
        hauteur: hauteur(Math.max(lignesDeTexte(c.raisonSociale, LARGEURS[0]), lignesDeTexte(dite, LARGEURS[4]))),
        cases: [
          { colonne: 0, contenu: texte(c.raisonSociale), style: LIBRE },
          { colonne: 1, contenu: texte(c.siret), style: CODE },
          { colonne: 2, contenu: texte(c.iban), style: CODE },
          { colonne: 3, contenu: texte(c.ancienIban ?? 'premier paiement'), style: CODE },
          { colonne: 4, contenu: texte(dite), style: LIBRE },
        ],
      };
    }),
  ];
}

const LIBRE: Style = { bords: 'corps', alignement: 'left', libre: true, format: FORMAT_TEXTE };
const MONTANT: Style = { bords: 'corps', alignement: 'right', format: FORMAT_MONTANT, police: 'gras' };
const CODE: Style = { bords: 'corps', alignement: 'left', reduit: true, format: FORMAT_TEXTE };

function titre(numero: number, dit: string): Rangee {
  return { numero, hauteur: 21, cases: [{ colonne: 0, contenu: texte(dit), style: { police: 'titre' } }] };
}

function phrase(numero: number, dite: string): Rangee {
  return { numero, hauteur: hauteur(1), cases: [{ colonne: 0, contenu: texte(dite), style: { police: 'grise' } }] };
}

function enTetes(numero: number, dits: readonly string[], droites: readonly number[] = []): Rangee {
  const chiffres = dits[1] === 'feuille' ? [1, 2] : droites;
  return {
    numero,
    hauteur: hauteur(1),
    cases: dits.map((dit, colonne) => ({
      colonne,
      contenu: texte(dit),
      style: {
        police: 'gras',
        fond: 'entete',
        bords: 'entete',
        alignement: chiffres.includes(colonne) ? 'right' : dit === 'égal' ? 'center' : 'left',
      },
    })),
  };
}

function total(
  colonne: number,
  contenu: Contenu,
  formule?: string,
  alignement: 'left' | 'right' = 'left',
  format?: string,
): Case {
  return {
    colonne,
    contenu,
    style: { police: 'gras', fond: 'total', bords: 'total', alignement, ...(format ? { format } : {}) },
    ...(formule ? { formule } : {}),
  };
}
