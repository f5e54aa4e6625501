import type { Cellule } from './classeur.ts';
import { type Commune, trouverCommune } from './communes.ts';
import type { DossierExemple } from './dossiers.ts';
import { siretFictif, tvaDe } from './identifiants.ts';
import type { Genre, Structure } from './structures.ts';

interface Nature {
  readonly naf: string;
  readonly libelleNaf: string;
  readonly forme: string;
  readonly codeForme: string;
  readonly effectif: string;
}

const NATURES: Readonly<Record<Genre, Nature>> = {
  association: {
    naf: '9499Z',
    libelleNaf: 'Autres organisations fonctionnant par adhésion volontaire',
    forme: 'Association déclarée',
    codeForme: '9220',
    effectif: '03',
  },
  commune: {
    naf: '8411Z',
    libelleNaf: 'Administration publique générale',
    forme: 'Commune et commune nouvelle',
    codeForme: '7210',
    effectif: '32',
  },
  ccas: {
    naf: '8899B',
    libelleNaf: 'Action sociale sans hébergement n.c.a.',
    forme: 'Centre communal d’action sociale',
    codeForme: '7361',
    effectif: '21',
  },
  caisse_des_ecoles: {
    naf: '8891A',
    libelleNaf: 'Accueil de jeunes enfants',
    forme: 'Caisse des écoles',
    codeForme: '7362',
    effectif: '11',
  },
  syndicat: {
    naf: '8411Z',
    libelleNaf: 'Administration publique générale',
    forme: 'Syndicat intercommunal à vocation unique (SIVU)',
    codeForme: '7353',
    effectif: '12',
  },
};

/** Ligne du demandeur dans la feuille des établissements (33 colonnes après le numéro de dossier). */
export function ecrireDemandeur({ numero, structure, siret, raisonSociale }: DossierExemple): readonly Cellule[] {
  const isSiege = siret === structure.siret;
  return ligne(numero, 'Dossier', structure, siret, raisonSociale ?? structure.raisonSociale, isSiege);
}

/** INSEE indisponible au dépôt : le portail n’a gardé que le SIRET. */
export function ecrireDegrade({ numero, siret }: DossierExemple): readonly Cellule[] {
  return [numero, 'Dossier', siret];
}

/** Établissement saisi dans un champ SIRET du formulaire : `champ` est le libellé de la question. */
export function ecrireUnion(numero: string, champ: string, siret: string): readonly Cellule[] {
  const siren = siret.slice(0, 9);
  const structure: Pick<Structure, ChampsUtiles> = {
    genre: 'association',
    commune: trouverCommune('45234'),
    voie: ['2', 'QUAI', 'DU FORT'],
    creeeLe: '1978-02-14',
    siren,
    siret,
    rna: 'W459999001',
  };
  return ligne(numero, champ, structure, siret, 'UNION LOIRETAINE DES LIEUX D ENTRAIDE', true);
}

type ChampsUtiles = 'genre' | 'commune' | 'voie' | 'creeeLe' | 'siren' | 'siret' | 'rna';

function ligne(
  numero: string,
  champ: string,
  structure: Pick<Structure, ChampsUtiles>,
  siret: string,
  raisonSociale: string,
  isSiege: boolean,
): readonly Cellule[] {
  const { siren, commune, voie, creeeLe, rna, genre } = structure;
  const nature = NATURES[genre];
  return [
    numero,
    champ,
    siret,
    null,
    String(isSiege),
    nature.naf,
    nature.libelleNaf,
    adresse(raisonSociale, voie, commune),
    voie[0],
    voie[1],
    voie[2],
    null,
    commune.codePostal,
    enCapitales(commune.nom),
    commune.code,
    siren,
    null,
    tvaDe(siren),
    nature.forme,
    nature.codeForme,
    null,
    raisonSociale,
    siretFictif(siren),
    nature.effectif,
    { jour: creeeLe },
    'actif',
    null,
    null,
    ...ecrireAssociation(rna, raisonSociale, creeeLe),
  ];
}

/** Plusieurs lignes séparées par CR LF, comme le portail les donne. */
function adresse(raisonSociale: string, voie: Structure['voie'], commune: Commune): string {
  return [
    raisonSociale.slice(0, 38),
    voie.join(' '),
    `${commune.codePostal} ${enCapitales(commune.nom)}`,
    'FRANCE',
  ].join('\r\n');
}

function ecrireAssociation(rna: string | null, titre: string, creeeLe: string): readonly Cellule[] {
  if (rna === null) return [];
  const objet = 'Accompagner les enfants, les jeunes et leurs familles dans la scolarité et l’accès à la culture.';
  const annee = Number(creeeLe.slice(0, 4));
  const mise = (decalage: number): Cellule => ({ jour: `${annee + decalage}${creeeLe.slice(4)}` });
  return [rna, titre, objet, { jour: creeeLe }, mise(9), mise(0)];
}

/** Graphie de l’INSEE : capitales sans accents. */
function enCapitales(nom: string): string {
  return nom.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
}
