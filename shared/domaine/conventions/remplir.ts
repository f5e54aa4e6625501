import { formaterDate, formaterDateLongue, lierHeures } from '../dates.ts';
import { eurosEnLettres } from '../lettres-notification/en-lettres.ts';
import { nommerCollectif } from '../lettres-notification/faits.ts';
import type { Bloc, TableauDeLettre } from '../lettres-notification/tableaux.ts';
import { pluriel } from '../libelles.ts';
import { formaterEuros, formaterTaux } from '../nombres.ts';
import { enLigne, paragraphes, remplirParagraphe } from '../texte-a-variables.ts';
import {
  type Article,
  type CollectifConvenu,
  type ConventionRemplie,
  depasseLeSeuil,
  type FaitsConvention,
} from './contenu.ts';
import { type EcheanceDuPapier, tropEmis } from './echeancier-du-papier.ts';
import type { ModeleConvention } from './modele.ts';
import { BLOCS_CONVENTION, type BlocConvention, type VariableConvention } from './variables.ts';

type Valeurs = Readonly<Record<VariableConvention, string>>;
const FORTES: ReadonlySet<VariableConvention> = new Set(['montant']);
const PLACE = '…………………………';

/** Les textes du modèle, variables remplacées, articles numérotés dans l’ordre où ils restent. */
export function remplirConvention(modele: ModeleConvention, faits: FaitsConvention): ConventionRemplie {
  const valeurs = valeursDe(faits);
  const avenant = faits.nature === 'avenant';
  const sousReserve = faits.collectifs.some((c) => c.reserve !== null);
  const auDela = depasseLeSeuil(faits.montantCentimes, faits.bareme.seuilConventionCentimes);
  const textes = [
    avenant ? modele.avenant : modele.clauses,
    ...(sousReserve ? [modele.reserve] : []),
    ...(auDela ? [modele.seuil] : []),
  ];
  return {
    titre: enLigne(avenant ? modele.titreAvenant : modele.titre, valeurs),
    articles: numeroter(textes.flatMap((texte) => articlesDe(texte, valeurs, faits))),
    fait: enLigne(modele.fait, valeurs),
    signatureCaf: lignesDe(modele.signatureCaf, valeurs),
    signaturePorteur: lignesDe(modele.signaturePorteur, valeurs),
  };
}

function lignesDe(texte: string, valeurs: Valeurs): string[] {
  return texte.split('\n').map((ligne) => enLigne(ligne.trimEnd(), valeurs));
}

const OUVRE = /^Article\s*:\s*(.+)$/;

/** Un texte coupé à chaque ligne « Article : … ». */
function articlesDe(texte: string, valeurs: Valeurs, faits: FaitsConvention): Article[] {
  const parts: { titre: string; lignes: string[] }[] = [{ titre: '', lignes: [] }];
  for (const ligne of texte.trim().split('\n')) {
    const titre = OUVRE.exec(ligne.trim())?.[1];
    if (titre === undefined) parts.at(-1)?.lignes.push(ligne);
    else parts.push({ titre: enLigne(titre, valeurs), lignes: [] });
  }
  return parts
    .map(({ titre, lignes }) => ({
      titre,
      blocs: paragraphes(lignes.join('\n')).flatMap((p) => blocsDe(p, valeurs, faits)),
    }))
    .filter(({ titre, blocs }) => titre !== '' || blocs.length > 0);
}

function numeroter(articles: readonly Article[]): Article[] {
  let rang = 0;
  return articles.map((article) => {
    if (article.titre === '') return article;
    rang += 1;
    return { ...article, titre: `Article ${rang} – ${article.titre}` };
  });
}

function blocsDe(paragraphe: string, valeurs: Valeurs, faits: FaitsConvention): Bloc[] {
  const seul = /^\{\s*([^{}]*?)\s*\}$/.exec(paragraphe)?.[1];
  if (seul !== undefined && estBloc(seul)) {
    const tableau = TABLEAUX[seul](faits);
    return tableau === null ? [] : [tableau];
  }
  return remplirParagraphe(paragraphe, valeurs, FORTES);
}

function estBloc(nom: string): nom is BlocConvention {
  return Object.hasOwn(BLOCS_CONVENTION, nom);
}

const TABLEAUX: Readonly<Record<BlocConvention, (faits: FaitsConvention) => TableauDeLettre | null>> = {
  tableau_collectifs: ({ collectifs, montantCentimes }) => ({
    genre: 'tableau',
    colonnes: [
      { titre: 'Collectif', genre: 'collectif' },
      { titre: 'Enfants', genre: 'entier' },
      { titre: 'Lieu, jours et horaires', genre: 'texte' },
      { titre: 'Coût prévisionnel', genre: 'montant' },
      { titre: 'Montant agréé', genre: 'montant' },
    ],
    lignes: collectifs.map((c) => [
      nommerCollectif(c),
      c.effectif === null ? '–' : String(c.effectif),
      direOu(c),
      formaterEuros(c.coutCentimes),
      formaterEuros(c.montantCentimes),
    ]),
    total: [
      'Total',
      collectifs.some((c) => c.effectif === null) ? '' : String(collectifs.reduce((n, c) => n + (c.effectif ?? 0), 0)),
      '',
      formaterEuros(collectifs.reduce((n, c) => n + c.coutCentimes, 0)),
      formaterEuros(montantCentimes),
    ],
    note: '',
  }),
  tableau_echeances: ({ echeances, montantCentimes }) =>
    echeances.length === 0
      ? null
      : {
          genre: 'tableau',
          colonnes: [
            { titre: 'Échéance', genre: 'mot' },
            { titre: 'Part', genre: 'entier' },
            { titre: 'Condition', genre: 'texte' },
            { titre: 'Date prévue', genre: 'mot' },
            { titre: 'Montant', genre: 'montant' },
          ],
          lignes: echeances.map((e) => [
            e.libelle,
            e.partPointsBase === null ? '–' : formaterTaux(e.partPointsBase),
            direCondition(e),
            formaterDate(e.datePrevue).slice(3),
            formaterEuros(e.montantCentimes),
          ]),
          total: ['Total', '', '', '', formaterEuros(echeances.reduce((n, e) => n + e.montantCentimes, 0))],
          note: direTropEmis(tropEmis(echeances, montantCentimes)),
        },
  tableau_reserves: ({ collectifs }) => {
    const reserves = collectifs.filter((c) => c.reserve !== null);
    if (reserves.length === 0) return null;
    return {
      genre: 'tableau',
      colonnes: [
        { titre: 'Collectif', genre: 'collectif' },
        { titre: 'Réserve', genre: 'texte' },
      ],
      lignes: reserves.map((c) => [nommerCollectif(c), c.reserve ?? '']),
      total: null,
      note: '',
    };
  },
  tableau_changements: ({ modifie, collectifs, montantCentimes }) => {
    if (modifie === null) return null;
    const avant = new Map(modifie.collectifs.map((c) => [c.collectifId, c]));
    const apres = new Map(collectifs.map((c) => [c.collectifId, c]));
    const tous = [...new Map([...avant, ...apres]).values()].toSorted((a, b) => comparerLettres(a.lettre, b.lettre));
    const dire = (c: CollectifConvenu | undefined) => (c ? formaterEuros(c.montantCentimes) : 'non agréé');
    return {
      genre: 'tableau',
      colonnes: [
        { titre: 'Collectif', genre: 'collectif' },
        { titre: 'Avant', genre: 'montant' },
        { titre: 'Désormais', genre: 'montant' },
      ],
      lignes: tous.map((c) => [nommerCollectif(c), dire(avant.get(c.collectifId)), dire(apres.get(c.collectifId))]),
      total: ['Total', formaterEuros(modifie.montantCentimes), formaterEuros(montantCentimes)],
      note: '',
    };
  },
};

/** « Z » avant « AA ». */
function comparerLettres(a: string, b: string): number {
  return a.length - b.length || a.localeCompare(b, 'fr');
}

/** Ce qui manque ne se dit pas : « lieu à confirmer » serait une promesse que personne n’a faite. */
function direOu({ lieu, commune, jours, horaires }: CollectifConvenu): string {
  const ou = [lieu, commune].filter(Boolean).join(', ');
  const quand = lierHeures([jours, horaires].filter(Boolean).join(', '));
  return [ou, quand].filter((part) => part !== '').join('\n') || '–';
}

function valeursDe(faits: FaitsConvention): Valeurs {
  const { bareme, collectifs, modifie } = faits;
  const [rentree = '', suivante = ''] = faits.anneeScolaire.split('-');
  const reserves = [...new Set(collectifs.flatMap((c) => c.reserve ?? []))];
  return {
    numero: faits.numero,
    annee: faits.anneeScolaire,
    rentree,
    annee_suivante: suivante,
    echeance_bilan: formaterDateLongue(faits.echeanceBilan).replace(/^\S+ /, ''),
    exercice: String(faits.exercice),
    dossier: faits.dossier,
    structure: faits.structure,
    identite:
      [
        faits.formeJuridique,
        faits.siret === null ? null : `Siret ${faits.siret}`,
        faits.rna === null ? null : `RNA ${faits.rna}`,
      ]
        .filter(Boolean)
        .join(', ') || `Siret ${PLACE}`,
    siret: faits.siret ?? PLACE,
    adresse: faits.adresse ?? PLACE,
    representant: faits.representant ?? '',
    representation: `représenté par ${faits.representant ?? PLACE}`,
    seance: enumerer(faits.seances.map(dateCourante)),
    collectifs: enumerer(collectifs.map(nommerCollectif)),
    nombre_collectifs: `${pluriel(collectifs.length, 'collectif')} d’enfants`,
    montant: formaterEuros(faits.montantCentimes),
    montant_lettres: eurosEnLettres(faits.montantCentimes),
    taux: formaterTaux(bareme.tauxPointsBase),
    plafond: formaterEuros(bareme.plafondCentimes),
    effectifs: `${bareme.effectifMinimum} à ${bareme.effectifMaximum}`,
    seuil: formaterEuros(bareme.seuilConventionCentimes),
    reserve: reserves.join(' ; '),
    caf: faits.caf,
    adresse_caf: faits.adresseCaf || PLACE,
    ville: faits.villeCaf || PLACE,
    service: faits.service,
    convention: modifie?.numero ?? '',
    convention_du: modifie === null ? '' : dateCourante(modifie.le),
    montant_avant: modifie === null ? '' : formaterEuros(modifie.montantCentimes),
  };
}

/** « 2 juillet 2026 », sans le jour de la semaine. */
function dateCourante(date: string): string {
  return formaterDateLongue(date).replace(/^\S+ /, '');
}

function enumerer(elements: readonly string[]): string {
  const dernier = elements.at(-1) ?? '';
  return elements.length < 2 ? dernier : `${elements.slice(0, -1).join(', ')} et ${dernier}`;
}

function direCondition({ emise, nature }: EcheanceDuPapier): string {
  if (emise === true) return 'déjà mise en paiement';
  return nature === 'acompte' ? 'après signature de la convention' : 'après contrôle du bilan, d’après le droit réel';
}

function direTropEmis(centimes: number): string {
  return centimes === 0
    ? ''
    : `${formaterEuros(centimes)} ont été mis en paiement au-delà du montant agréé : ce trop-perçu reste à régler.`;
}
