import { readFileSync } from 'node:fs';
import exceljs from 'exceljs';
import { lireAnnuaire } from '../../../../electron/backend/communes.ts';
import type { LectureImport } from '../../../../electron/backend/imports/dossier-lu.ts';
import { lireSynonymes } from '../../../../electron/backend/imports/reconnaissance/synonymes.ts';
import { reconnaitre } from '../../../../electron/backend/imports/reconnaitre.ts';
import type { DonneesModele, PorteurPrepare } from '../../../../electron/backend/tableurs/ecrire-modele-donnees.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { verifierSiret } from '../../../../shared/domaine/identifiants.ts';
import { RESSOURCES } from '../socle-essai.ts';

const { communes } = lireAnnuaire(RESSOURCES);
const SYNONYMES = lireSynonymes(JSON.parse(readFileSync(`${RESSOURCES}/synonymes.json`, 'utf8')));

/** SIRET fictif à la clé juste. */
export const SIRET = '99910007600010';
export const IBAN = 'FR7630006000011234567890189';

export const DONNEES: DonneesModele = {
  identite: {
    nom: 'Caf du Loiret',
    service: 'Pôle intervention territoriale',
    adresse: '2 place St Charles',
    codePostal: '45946',
    ville: 'Orléans cedex 9',
    telephone: '0810 25 45 10',
    courriel: '',
  },
  anneeScolaire: '2026-2027',
  dateLimite: '2026-03-31',
  prepareLe: '2026-02-02',
  version: '0.1.0',
  effectifMinimum: 8,
  effectifMaximum: 12,
  departement: '45',
  communes: [...communes].filter(([code]) => code.startsWith('45')).map(([, { nom }]) => nom),
  pieces: [
    { code: 'pieceStatuts', libelle: 'Statuts', aide: 'Datés.', obligatoire: true, champ: 'pieceStatuts' },
    { code: 'pieceRib', libelle: 'RIB', aide: '', obligatoire: true, champ: 'pieceRib' },
    { code: 'piece-3', libelle: 'Convention avec l’école', aide: '', obligatoire: false, champ: null },
  ],
  porteur: null,
};

/** SIRET à la clé juste, jamais attribué (commence par 999). */
export function siretFictif(n: number): string {
  const debut = `999${String(n).padStart(10, '0')}`;
  return Array.from({ length: 10 }, (_, cle) => `${debut}${cle}`).find((s) => verifierSiret(s).valide) ?? '';
}

/** Un porteur connu, sans collectif repris. */
export const PREPARE: PorteurPrepare = {
  structureId: 7,
  raisonSociale: 'Autre structure',
  siret: SIRET,
  valeurs: { siret: SIRET, raisonSociale: 'Autre structure', communeSiege: 'Orléans' },
  collectifs: [],
  reprisDe: '2025-2026',
  finIban: '0189',
  numeroReponse: 1,
};

export type ValeurSaisie = string | number | boolean | Date;

/** Une réponse complète et juste, par code : ce que taperait un porteur. */
export const REPONSE: Readonly<Record<string, ValeurSaisie>> = {
  siret: SIRET,
  raisonSociale: 'Les Lanternes de La Source',
  formeJuridique: 'Association loi 1901',
  rna: 'W459001042',
  adresse: '14 allée des Grands Pins',
  codePostal: '45000',
  communeSiege: 'Orléans',
  representant: 'Mme Odile Renard, présidente',
  courriel: 'contact@lanternes.invalid',
  telephone: '02 38 00 00 00',
  titulaireCompte: 'Les Lanternes de La Source',
  iban: 'FR76 3000 6000 0112 3456 7890 189',
  bic: 'AGRIFRPP',
  intitule: 'Le cartable et la lanterne',
  communeInsee: 'Saint-Ay',
  quartier: 'La Source',
  qpv: 'oui',
  dateDebut: new Date('2026-09-14T00:00:00Z'),
  constat: '- 127 élèves repérés\n- peu de lieux calmes',
  objectifs: 'Lire. Comprendre. Oser.',
  'dimension:Enfants et jeunes': 'oui',
  'dimension:Parents': 'oui',
  'dimension:École et établissement scolaire': 'oui',
  'dimension:Territoire et partenaires': 'non',
  pedagogie: 'Ateliers de lecture.',
  tempsCollectifs: 'oui',
  tempsIndividuels: 'Oui',
  horsTempsScolaire: 'oui',
  aideAuxDevoirsSeule: 'non',
  participationFamilles: 10.5,
  placeParents: 'Conseil de parents.',
  rencontresFamilles: 'Chaque trimestre.',
  lienEcole: 'Réunions avec les enseignants.',
  etablissements: 'École Romain-Rolland',
  ressourcesTerritoire: 'Médiathèque',
  evaluation: 'Assiduité.',
  coordinateur: 'Yann Moreau',
  diplomeCoordinateur: 'Bac + 2 (BTS, DUT, DEJEPS)',
  nombreSalaries: 2,
  nombreBenevoles: 0,
  formationIntervenants: 'Deux jours.',
  locauxAdaptes: 'oui',
  descriptionLocaux: 'Deux salles.',
  'charge:60': 1200.5,
  'charge:64': 9000,
  'produit:74:Caf – prestation de service Clas': 3315.16,
  'produit:74:Commune': 6885.34,
  'charge:864': 400,
  'produit:875:Bénévolat': 400,
  'piece:pieceStatuts': 'oui',
  'piece:pieceRib': 'oui',
  engagementCharte: 'oui',
  engagementLaicite: 'oui',
};

/** Valeurs d’un collectif dans l’ordre des colonnes. */
export const COLLECTIFS: readonly (readonly (ValeurSaisie | null)[])[] = [
  ['Les CP', 'Élémentaire', 'CP et CE1', 10, 'Saint-Ay', 'École du Bourg', 'lundi, jeudi', '16 h 30 – 18 h', 2, 5000],
  ['Les grands', 'Collège', null, 12, 'Orléans', 'Maison pour tous', 'mardi', '17 h – 18 h 30', 2, 5200.5],
];
const COLONNES_COLLECTIF = 'CDEFGHIJKL';

/** Adresse de la cellule de réponse de chaque code : « Structure!C6 ». */
export async function placesDe(chemin: string): Promise<ReadonlyMap<string, string>> {
  const classeur = await lireTableur(chemin, { nom: chemin });
  const places = new Map<string, string>();
  for (const { nom, lignes } of classeur.feuilles.filter(({ masquee }) => !masquee)) {
    const reponse = nom === 'Budget' ? 'D' : 'C';
    for (const ligne of lignes) {
      const code = ligne.cellules.find((c) => c.colonne === 0)?.contenu;
      if (code?.type === 'texte') places.set(code.valeur.replace(/\*$/, ''), `${nom}!${reponse}${ligne.numero}`);
    }
  }
  return places;
}

/** Les cellules à remplir d’un classeur vierge : réponses par code, et collectifs à partir de la première ligne. */
export async function cellulesARemplir(
  chemin: string,
  reponse: Readonly<Record<string, ValeurSaisie>> = REPONSE,
  collectifs = COLLECTIFS,
): Promise<Map<string, ValeurSaisie>> {
  const places = await placesDe(chemin);
  const cellules = new Map<string, ValeurSaisie>();
  for (const [code, valeur] of Object.entries(reponse)) {
    const place = places.get(code);
    if (place === undefined) throw new Error(`pas de case pour ${code}`);
    cellules.set(place, valeur);
  }
  for (const [rang, valeurs] of collectifs.entries()) {
    const ligne = Number(places.get(`collectif#${rang + 1}`)?.replace(/^.*!C/, ''));
    for (const [colonne, valeur] of valeurs.entries()) {
      if (valeur !== null) cellules.set(`Collectifs!${COLONNES_COLLECTIF[colonne]}${ligne}`, valeur);
    }
  }
  return cellules;
}

/** Remplit un classeur comme un tableur : les cellules changent, rien d’autre. */
export async function remplir(
  chemin: string,
  sortie: string,
  cellules: ReadonlyMap<string, ValeurSaisie>,
  retoucher: (classeur: exceljs.Workbook) => void = () => {},
): Promise<void> {
  const classeur = new exceljs.Workbook();
  await classeur.xlsx.readFile(chemin);
  for (const [place, valeur] of cellules) {
    const [feuille = '', adresse = ''] = place.split('!');
    const trouvee = classeur.getWorksheet(feuille);
    if (!trouvee) throw new Error(`pas de feuille ${feuille}`);
    trouvee.getCell(adresse).value = valeur;
  }
  retoucher(classeur);
  await classeur.xlsx.writeFile(sortie);
}

export async function relire(chemin: string, anneeScolaire = '2026-2027'): Promise<LectureImport> {
  const classeur = await lireTableur(chemin, { nom: chemin });
  return reconnaitre(classeur, { fichier: chemin, synonymes: SYNONYMES, communes, anneeScolaire });
}

/** « code feuille!cellule » de chaque anomalie, bloquantes marquées d’un « ! ». */
export function anomalies(lecture: LectureImport): string[] {
  return lecture.anomalies.map(
    (a) => `${a.bloquante ? '! ' : ''}${a.code}${a.cellule === null ? '' : ` ${a.feuille}!${a.cellule}`}`,
  );
}
