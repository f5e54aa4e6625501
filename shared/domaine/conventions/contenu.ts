import type { Bloc } from '../lettres-notification/tableaux.ts';
import { formaterEuros } from '../nombres.ts';
import type { EcheanceDuPapier } from './echeancier-du-papier.ts';

/** Un collectif tel que la convention l’engage. Montants en centimes. */
export interface CollectifConvenu {
  readonly collectifId: number;
  readonly lettre: string;
  readonly libelle: string;
  readonly effectif: number | null;
  readonly lieu: string | null;
  readonly commune: string | null;
  readonly jours: string | null;
  readonly horaires: string | null;
  readonly coutCentimes: number;
  readonly montantCentimes: number;
  /** La réserve du Copil encore à lever, en mots ; null s’il n’y en a pas. */
  readonly reserve: string | null;
}

/** Ce que le papier tient pour acquis : la matière des textes, et ce à quoi on le compare ensuite. */
export interface FaitsConvention {
  readonly numero: string;
  readonly nature: 'convention' | 'avenant';
  /** La convention que l’avenant modifie, et ce que disait le papier d’avant. */
  readonly modifie: {
    readonly numero: string;
    /** Date de signature, ou de génération si elle n’est pas signée ; `AAAA-MM-JJ`. */
    readonly le: string;
    readonly montantCentimes: number;
    readonly collectifs: readonly CollectifConvenu[];
  } | null;
  readonly exercice: number;
  readonly anneeScolaire: string;
  /** Date de génération, `AAAA-MM-JJ`. */
  readonly jour: string;
  readonly structure: string;
  readonly formeJuridique: string | null;
  readonly siret: string | null;
  readonly rna: string | null;
  readonly adresse: string | null;
  readonly representant: string | null;
  /** Numéro du dossier, tel qu’imprimé. */
  readonly dossier: string;
  /** Les dates des séances qui ont agréé, `AAAA-MM-JJ`, dans l’ordre. */
  readonly seances: readonly string[];
  readonly collectifs: readonly CollectifConvenu[];
  readonly montantCentimes: number;
  readonly echeances: readonly EcheanceDuPapier[];
  readonly bareme: {
    readonly tauxPointsBase: number;
    readonly plafondCentimes: number;
    readonly modeCalcul: 'par_collectif' | 'par_dossier';
    readonly effectifMinimum: number;
    readonly effectifMaximum: number;
    readonly seuilConventionCentimes: number;
  };
  /** Date où le bilan est attendu, `AAAA-MM-JJ`. */
  readonly echeanceBilan: string;
  readonly caf: string;
  readonly adresseCaf: string;
  readonly villeCaf: string;
  readonly service: string;
}

/** Un article et son texte rempli ; sans titre, ce qui précède le premier. */
export interface Article {
  readonly titre: string;
  readonly blocs: readonly Bloc[];
}

/** Les mots du papier, dans l’ordre. */
export interface ConventionRemplie {
  readonly titre: string;
  readonly articles: readonly Article[];
  readonly fait: string;
  readonly signatureCaf: readonly string[];
  readonly signaturePorteur: readonly string[];
}

/** Vrai si la somme dépasse le seuil du barème (décret n° 2001-495) : la convention prend la clause qui l’accompagne. */
export function depasseLeSeuil(montantCentimes: number, seuilCentimes: number): boolean {
  return montantCentimes > seuilCentimes;
}

type Comparable = Pick<CollectifConvenu, 'collectifId' | 'lettre' | 'montantCentimes' | 'reserve'>;

/** Ce que les décisions en vigueur changent à ce qu’un papier dit, en phrases ; vide : le papier dit vrai. */
export function direChangements(dits: readonly Comparable[], actuels: readonly Comparable[]): string[] {
  const avant = new Map(dits.map((c) => [c.collectifId, c]));
  const apres = new Map(actuels.map((c) => [c.collectifId, c]));
  return [
    ...dits.filter((c) => !apres.has(c.collectifId)).map((c) => `Le collectif ${c.lettre} n’est plus agréé.`),
    ...actuels.flatMap((c) => {
      const dit = avant.get(c.collectifId);
      if (!dit) return [`Le collectif ${c.lettre} est agréé depuis, pour ${formaterEuros(c.montantCentimes)}.`];
      return [
        ...(dit.montantCentimes === c.montantCentimes
          ? []
          : [
              `Le collectif ${c.lettre} passe de ${formaterEuros(dit.montantCentimes)} à ${formaterEuros(c.montantCentimes)}.`,
            ]),
        // Une réserve levée n’ôte rien au papier ; une réserve nouvelle ou autre doit y être écrite.
        ...(c.reserve !== null && c.reserve !== dit.reserve
          ? [`Le collectif ${c.lettre} est sous une réserve que le papier ne dit pas.`]
          : []),
      ];
    }),
  ];
}
