import { COMMUNES, type Commune, deLaCommune, trouverCommune } from './communes.ts';
import { ibanBelgeFictif, ibanFictif, rnaFictif, sirenFictif, siretFictif } from './identifiants.ts';

export type Genre = 'association' | 'commune' | 'ccas' | 'caisse_des_ecoles' | 'syndicat';

/** Un porteur inventé ; les collectivités portent un vrai nom de commune mais un SIRET fictif. */
export interface Structure {
  readonly cle: string;
  readonly raisonSociale: string;
  readonly genre: Genre;
  readonly commune: Commune;
  readonly voie: readonly [numero: string, type: string, nom: string];
  /** `AAAA-MM-JJ`. */
  readonly creeeLe: string;
  readonly siren: string;
  readonly siret: string;
  readonly rna: string | null;
  readonly iban: string;
  readonly bic: string;
  readonly titulaire: string;
  readonly courriel: string;
  readonly telephone: string;
}

type Ligne = readonly [
  cle: string,
  raisonSociale: string,
  genre: Genre,
  commune: string,
  voie: Structure['voie'],
  creeeLe: string,
];

/** Nom d’usage de la structure dont la raison sociale est démesurée. */
const NOM_TRES_LONG =
  'ASSOCIATION POUR LA PROMOTION DE L’ACCOMPAGNEMENT EDUCATIF, CULTUREL ET CITOYEN DES ENFANTS, DES JEUNES ET DE LEURS FAMILLES DANS LES QUARTIERS NORD ET EST DE L’AGGLOMERATION ORLEANAISE ET DANS LES COMMUNES ENVIRONNANTES';

// Le portail recopie l’INSEE (capitales sans accents) ou le titre de l’association : les deux graphies se côtoient.
const LIGNES: readonly Ligne[] = [
  ['lanternes', 'Les Lanternes de La Source', 'association', '45234', ['14', 'ALLEE', 'DES GRANDS PINS'], '2004-09-15'],
  ['horizons', 'Centre social Les Quatre Horizons', 'association', '45234', ['3', 'RUE', 'DU CLOS JOLI'], '1987-03-02'],
  ['argonaute', 'ATELIER DES PETITS PAS', 'association', '45234', ['22', 'RUE', 'DE LA NEF'], '2011-05-20'],
  ['passerelles', 'Passerelles et savoirs', 'association', '45234', ['8', 'RUE', 'DES CORDIERS'], '2008-10-01'],
  ['aliziers', 'Maison des Aliziers', 'association', '45234', ['41', 'AVENUE', 'DES VERGERS'], '1994-06-11'],
  ['etabli', 'L’Établi des savoirs', 'association', '45234', ['5', 'IMPASSE', 'DES MENUISIERS'], '2015-02-18'],
  ['cartable', 'Le Cartable voyageur', 'association', '45234', ['17', 'RUE', 'DU VIEUX PORT'], '2013-09-09'],
  ['fabrique', 'LA FABRIQUE DES CURIEUX', 'association', '45234', ['60', 'RUE', 'DES MARAICHERS'], '2017-11-28'],
  ['mots', 'Les Mots en partage', 'association', '45234', ['2', 'PLACE', 'DU MAIL'], '2019-04-04'],
  ['faubourg', 'ENTRAIDE DU FAUBOURG', 'association', '45234', ['133', 'RUE', 'DU FAUBOURG'], '1979-01-22'],
  ['tremplin', 'Tremplin des Tilleuls', 'association', '45234', ['9', 'RUE', 'DES TILLEULS'], '2020-10-12'],
  ['long', NOM_TRES_LONG, 'association', '45234', ['27', 'BOULEVARD', 'DE LA FONTAINE'], '1998-12-03'],
  ['roses', 'CENTRE SOCIAL DU CLOS DES ROSES', 'association', '45147', ['11', 'RUE', 'DES CHEMINOTS'], '1985-05-14'],
  ['buissonniere', 'L’École buissonnière', 'association', '45147', ['6', 'SENTE', 'DU BOIS'], '2021-06-30'],
  ['saran', 'COMMUNE DE SARAN', 'commune', '45302', ['1', 'PLACE', 'DE LA MAIRIE'], '1965-01-01'],
  [
    'cerisiers',
    'Espace familles Les Trois Cerisiers',
    'association',
    '45285',
    ['30', 'RUE', 'DES CERISIERS'],
    '1991-09-17',
  ],
  ['grandir', 'Grandir à deux pas', 'association', '45285', ['4', 'RUE', 'DU PETIT PONT'], '2022-03-08'],
  ['cour', 'La Cour des possibles', 'association', '45284', ['19', 'RUE', 'DE LA BRETAUCHE'], '2009-07-01'],
  ['livre', 'Les Amis du livre ouvert', 'association', '45232', ['12', 'RUE', 'DES MOULINS'], '2006-02-27'],
  ['ingre', 'COMMUNE D INGRE', 'commune', '45169', ['1', 'PLACE', 'DE LA MAIRIE'], '1965-01-01'],
  ['gabares', 'Les Gabares du savoir', 'association', '45089', ['7', 'QUAI', 'DES MARINIERS'], '2016-09-21'],
  ['rives', 'CENTRE SOCIAL LES BELLES RIVES', 'association', '45208', ['25', 'RUE', 'DES LAVOIRS'], '1983-11-08'],
  ['gatinais', 'Solidarité jeunesse du Gâtinais', 'association', '45208', ['52', 'RUE', 'DU PATIS'], '2001-03-19'],
  ['plateau', 'Le Plateau en mouvement', 'association', '45068', ['16', 'AVENUE', 'DES GLACIERES'], '2010-01-25'],
  ['eclusiers', 'LES ECLUSIERS DU SAVOIR', 'association', '45068', ['3', 'CHEMIN', 'DE HALAGE'], '2018-05-16'],
  ['amilly', 'COMMUNE D AMILLY', 'commune', '45004', ['1', 'PLACE', 'DE LA MAIRIE'], '1965-01-01'],
  ['faienciers', 'Centre social des Faïenciers', 'association', '45155', ['10', 'RUE', 'DES FOURS'], '1989-10-10'],
  ['giennois', 'REUSSIR EN GIENNOIS', 'association', '45155', ['44', 'RUE', 'DES COTEAUX'], '2014-12-05'],
  ['safran', 'Le Safran des savoirs', 'association', '45252', ['18', 'MAIL', 'OUEST'], '2007-04-13'],
  [
    'ccas',
    'CENTRE COMMUNAL D ACTION SOCIALE DE PITHIVIERS',
    'ccas',
    '45252',
    ['5', 'RUE', 'DE LA HALLE'],
    '1954-01-01',
  ],
  ['arches', 'Les Arches balgentiennes', 'association', '45028', ['21', 'RUE', 'DU PUITS'], '2012-08-29'],
  ['mauves', 'Au fil des Mauves', 'association', '45203', ['9', 'RUE', 'DES MOULINS'], '2016-01-14'],
  ['sully', 'COMMUNE DE SULLY SUR LOIRE', 'commune', '45315', ['1', 'PLACE', 'DE LA MAIRIE'], '1965-01-01'],
  ['pontcanal', 'Pont-Canal Jeunesse', 'association', '45053', ['13', 'RUE', 'DE L ECLUSE'], '2020-02-03'],
  ['rochers', 'LES ROCHERS QUI PARLENT', 'association', '45191', ['2', 'ROUTE', 'DE LA FORET'], '2015-10-26'],
  ['sologne', 'Sologne en herbe', 'association', '45146', ['31', 'RUE', 'DES BRUYERES'], '2003-06-06'],
  ['syndicat', 'SYNDICAT SCOLAIRE DES BOUCLES DE LOIRE', 'syndicat', '45173', ['8', 'RUE', 'DU PORT'], '1972-07-12'],
  ['marine', 'La Marine des enfants', 'association', '45082', ['6', 'QUAI', 'PENTHIEVRE'], '2017-03-30'],
  ['courtenay', 'COMMUNE DE COURTENAY', 'commune', '45115', ['1', 'PLACE', 'DE LA MAIRIE'], '1965-01-01'],
  ['lorris', 'CAISSE DES ECOLES DE LORRIS', 'caisse_des_ecoles', '45187', ['3', 'RUE', 'DE L ECOLE'], '1961-09-01'],
  ['foret', 'La Forêt des mots', 'association', '45224', ['20', 'RUE', 'DU GROS CHENE'], '2019-09-24'],
  ['beauce', 'BEAUCE SOLIDAIRE ENFANCE', 'association', '45008', ['15', 'RUE', 'DES GRANGES'], '2005-11-17'],
];

export const NOMBRE_STRUCTURES = LIGNES.length;

const NOMS_SUPPLEMENTAIRES = [
  'Les Petits Veilleurs',
  'La Boussole',
  'Le Jardin des lettres',
  'Cap sur demain',
  'Les Cahiers ouverts',
  'La Ruche aux questions',
  'Le Banc d’école',
  'Les Semeurs de mots',
  'L’Encre et le Vent',
  'Le Grand Préau',
] as const;

const STRUCTURES = new Map<string, Structure>(LIGNES.map((ligne, rang) => [ligne[0], construire(ligne, rang)]));

/** Les 42 porteurs de l’exemple, dans l’ordre du tableau. */
export function listerStructures(): readonly Structure[] {
  return [...STRUCTURES.values()];
}

/**
 * Porteur d’un dossier. Au cycle 0, celui de l’exemple ; aux suivants (gros exports d’essai), un porteur
 * inventé de la même nature, dans une autre commune.
 */
export function trouverStructure(cle: string, cycle = 0): Structure {
  const structure = STRUCTURES.get(cle);
  if (!structure) throw new Error(`Structure « ${cle} » inconnue.`);
  if (cycle === 0) return structure;
  const rangDeBase = LIGNES.findIndex((l) => l[0] === cle);
  const rang = cycle * LIGNES.length + rangDeBase;
  const commune = COMMUNES[rang % COMMUNES.length] ?? structure.commune;
  const nom = NOMS_SUPPLEMENTAIRES[rang % NOMS_SUPPLEMENTAIRES.length] ?? '';
  return construire(
    [
      `${cle}${cycle}`,
      `${nom} ${rang} – ${commune.nom}`,
      'association',
      commune.code,
      structure.voie,
      structure.creeeLe,
    ],
    rang,
  );
}

function construire([cle, raisonSociale, genre, codeCommune, voie, creeeLe]: Ligne, rang: number): Structure {
  const siren = sirenFictif(10_007 + rang * 13);
  const commune = trouverCommune(codeCommune);
  const isAssociation = genre === 'association';
  return {
    cle,
    raisonSociale,
    genre,
    commune,
    voie,
    creeeLe,
    siren,
    siret: siretFictif(siren),
    rna: isAssociation ? rnaFictif(1_042 + rang * 37) : null,
    // L’association « Au fil des Mauves » a donné le compte d’une autre : le RIB est à vérifier.
    iban: cle === 'pontcanal' ? ibanBelgeFictif(450_053) : ibanDe(cle === 'mauves' ? rangDe('arches') : rang),
    bic: cle === 'pontcanal' ? 'ZZZZBEBBXXX' : 'ZZZZFR99XXX',
    titulaire: titulaireDe(raisonSociale, genre, commune),
    courriel: `contact@${cle}-${isAssociation ? 'asso' : 'public'}.invalid`,
    telephone: `02380000${String(rang % 100).padStart(2, '0')}`,
  };
}

function rangDe(cle: string): number {
  return LIGNES.findIndex((l) => l[0] === cle);
}

function ibanDe(rang: number): string {
  return ibanFictif(1_200 + (rang % 7), 45_000_017 + rang * 1_009);
}

function titulaireDe(raisonSociale: string, genre: Genre, commune: Commune): string {
  if (genre === 'association') return raisonSociale.slice(0, 60).trimEnd();
  return `Service de gestion comptable ${deLaCommune(commune.nom)}`;
}
