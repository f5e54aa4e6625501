import { type Alea, creerAlea } from './alea.ts';
import { etablirBudget } from './budget.ts';
import { type Calendrier, tirerCalendrier } from './calendrier.ts';
import { decrireCollectifs, type Reponse, type ReponsesCollectif, tirerEffectifs } from './collectifs.ts';
import { trouverCommune } from './communes.ts';
import { aDefaut, variante } from './defauts.ts';
import { grouperIban, ibanFictif, sirenFictif, siretFictif } from './identifiants.ts';
import { nommerPersonne, nommerRepresentant } from './personnes.ts';
import { type Ebauche, ebaucheDe, numeroDeDossier, rangDuDossier } from './plan.ts';
import type { CleDossier } from './questions.ts';
import { redigerReponses } from './rediger.ts';
import { type Structure, trouverStructure } from './structures.ts';

export interface DossierExemple {
  readonly rang: number;
  readonly numero: string;
  readonly structure: Structure;
  /** Vide quand l’INSEE n’a pas répondu au dépôt. */
  readonly raisonSociale: string | null;
  readonly siret: string;
  readonly calendrier: Calendrier;
  readonly instructeurs: readonly string[];
  readonly reponses: Readonly<Partial<Record<CleDossier, Reponse>>>;
  readonly collectifs: readonly ReponsesCollectif[];
}

const INSTRUCTEURS = ['m.duval@caf45.invalid', 's.benali@caf45.invalid', 'c.roussel@caf45.invalid'] as const;

/** SIRET de l’union fictive qui tient la gestion de quelques porteurs. */
export const SIRET_UNION = siretFictif(sirenFictif(90_001));
const AVEC_GESTIONNAIRE: ReadonlySet<string> = new Set(['aliziers', 'cour', 'faienciers', 'plateau']);

const DIPLOMES = [
  'Bac + 2 (BTS, DUT, DEJEPS)',
  'Bac + 2 (BTS, DUT, DEJEPS)',
  'Bac + 3 ou plus (licence, BUT, DESJEPS, master)',
] as const;
const DIPLOMES_INSUFFISANTS = ['Sans diplôme', 'CAP ou BEP'] as const;
const DIMENSIONS = [
  'Enfants et jeunes',
  'Parents',
  'École et établissement scolaire',
  'Territoire et partenaires',
] as const;

/** Le dossier d’un rang ; la même graine donne toujours le même dossier. */
export function construireDossier(graine: number, rang: number): DossierExemple {
  const { ebauche, cycle } = ebaucheDe(rang);
  const structure = trouverStructure(ebauche.structure, cycle);
  const alea = (cle: string) => creerAlea(graine, `${rang}/${cle}`);
  const commune = cycle === 0 ? trouverCommune(ebauche.commune) : structure.commune;
  const effectifs = tirerEffectifs(ebauche, rang, alea('effectifs'));
  const equipe = tirerEquipe(ebauche, structure, rang, alea('equipe'));
  // Sans collectif décrit, le porteur en annonce deux et chiffre l’ensemble.
  const nombreCollectifs = effectifs.length || 2;
  const enfants = effectifs.reduce<number>((somme, effectif) => somme + (effectif ?? 10), 0) || 20;
  const budget = etablirBudget(
    {
      rang,
      nombreCollectifs,
      isGlobal: ebauche.budget === 'global',
      qpv: ebauche.qpv,
      enfants,
      benevoles: equipe.benevoles,
      participation: equipe.participation,
    },
    alea('budget'),
  );
  const isDegrade = aDefaut('siret_faux', rang);
  const isAutreGraphie = variante('deux_graphies', rang) === 1;
  return {
    rang,
    numero: numeroDeDossier(rang),
    structure,
    raisonSociale: isDegrade ? null : isAutreGraphie ? 'ASSO L ETABLI DES SAVOIRS' : structure.raisonSociale,
    siret: isDegrade
      ? fausserDernierChiffre(structure.siret)
      : isAutreGraphie
        ? siretFictif(structure.siren, 2)
        : structure.siret,
    calendrier: tirerCalendrier(rang, alea('calendrier')),
    instructeurs: rang % 4 === 0 ? INSTRUCTEURS.slice(0, 2) : INSTRUCTEURS.slice(rang % 3, (rang % 3) + 1),
    collectifs: decrireCollectifs(ebauche, rang, commune, effectifs, budget.couts, alea('collectifs')),
    reponses: {
      ...decrireStructure(structure, rang, isAutreGraphie, alea('structure')),
      ...redigerReponses(
        ebauche,
        commune,
        rangDesTextes(rang),
        enfants,
        creerAlea(graine, `${rangDesTextes(rang)}/textes`),
      ),
      ...equipe.reponses,
      ...decrireCadre(ebauche, rang, alea('cadre')),
      ...decrirePieces(rang, alea('pieces')),
      ...budget.lignes,
      commune: aDefaut('commune_vide', rang) ? null : commune,
      nombreCollectifs,
      ...corrigerParents(rang),
    },
  };
}

/** Le second dépôt d’une même action reprend les textes du premier. */
function rangDesTextes(rang: number): number {
  return variante('double_depot', rang) === 1
    ? rang - (rangDuDossier('passerelles', 2) - rangDuDossier('passerelles', 1))
    : rang;
}

function decrireStructure(
  structure: Structure,
  rang: number,
  isAutreGraphie: boolean,
  alea: Alea,
): Partial<Record<CleDossier, Reponse>> {
  const aGestionnaire = AVEC_GESTIONNAIRE.has(structure.cle);
  const dejaPorteur = alea.chance(70);
  // L’antenne qui dépose sous une autre graphie a son propre compte : un seul partage d’IBAN est semé.
  const iban = isAutreGraphie ? ibanFictif(1_209, 45_099_001) : structure.iban;
  return {
    representant: nommerRepresentant(structure, alea),
    telephone: aDefaut('telephone_ampute', rang) ? structure.telephone.slice(1) : ecrireTelephone(structure, alea),
    gestionnaireDistinct: aGestionnaire ? 'Oui' : 'Non',
    siretGestionnaire: aGestionnaire ? SIRET_UNION : null,
    dejaPorteur: dejaPorteur ? 'Oui' : 'Non',
    precisionsPorteur: dejaPorteur ? `Depuis ${alea.entier(2012, 2024)}` : null,
    titulaireCompte: structure.titulaire,
    iban: grouperIban(aDefaut('iban_cle_fausse', rang) ? fausserDernierChiffre(iban) : iban),
    bic: structure.bic,
  };
}

function ecrireTelephone({ telephone }: Structure, alea: Alea): string {
  const paires = telephone.match(/\d\d/g) ?? [];
  return alea.choisir([
    telephone,
    paires.join(' '),
    paires.join('.'),
    `+33 ${telephone.charAt(1)} ${paires.slice(1).join(' ')}`,
  ]);
}

interface Equipe {
  readonly benevoles: number;
  readonly participation: number;
  readonly reponses: Partial<Record<CleDossier, Reponse>>;
}

function tirerEquipe({ groupes }: Ebauche, { genre }: Structure, rang: number, alea: Alea): Equipe {
  const nombre = Math.max(1, groupes.length);
  const benevoles = genre === 'association' ? nombre + alea.entier(1, 5) : alea.entier(0, 2);
  const participation = aDefaut('participation_elevee', rang)
    ? 18_000
    : aDefaut('demande_totale', rang)
      ? 0
      : alea.choisir([0, 0, 0, 500, 500, 1_000, 1_500]);
  const diplome = DIPLOMES_INSUFFISANTS[variante('coordinateur_sans_diplome', rang)] ?? alea.choisir(DIPLOMES);
  return {
    benevoles,
    participation,
    reponses: {
      coordinateur: nommerPersonne(alea),
      diplomeCoordinateur: aDefaut('diplome_vide', rang) ? null : diplome,
      nombreSalaries: nombre + alea.entier(0, 2),
      nombreBenevoles: benevoles || null,
      participationFamilles: participation || null,
    },
  };
}

function decrireCadre(ebauche: Ebauche, rang: number, alea: Alea): Partial<Record<CleDossier, Reponse>> {
  const cochees = { bon: 4, moyen: alea.choisir([3, 4, 4]), faible: 3 }[ebauche.qualite];
  const insuffisantes = [1, 2][variante('dimensions_insuffisantes', rang)];
  return {
    quartier: ebauche.quartier || null,
    qpv: ebauche.qpv ? 'Oui' : 'Non',
    dimensions: DIMENSIONS.slice(0, insuffisantes ?? cochees).join(', '),
    tempsCollectifs: 'Oui',
    tempsIndividuels: 'Oui',
    horsTempsScolaire: 'Oui',
    aideAuxDevoirsSeule: aDefaut('devoirs_seulement', rang) ? 'Oui' : 'Non',
    locauxAdaptes: 'Oui',
    dateDebut: alea.choisir(['2026-09-14', '2026-09-21', '2026-09-28', '2026-10-01', '2026-10-05']),
    dateFin: alea.choisir(['2027-06-11', '2027-06-18', '2027-06-25', '2027-07-02']),
    engagementCharte: 'on',
    engagementLaicite: aDefaut('laicite_non_signee', rang) ? 'off' : 'on',
    exactitude: 'on',
  };
}

function decrirePieces(rang: number, alea: Alea): Partial<Record<CleDossier, Reponse>> {
  const pieces = {
    pieceRib: alea.choisir(['RIB.pdf', 'rib_association.pdf', 'Scan0012.pdf', 'IBAN 2026.jpg']),
    pieceStatuts: alea.choisir(['statuts.pdf', 'Statuts à jour 2023.pdf', 'statuts_signes.pdf, PV_AG_2025.pdf']),
    pieceBudget: alea.choisir(['Budget Clas 2026-2027 signé.pdf', 'budget_previsionnel.xlsx', 'BP 26-27.pdf']),
    pieceAttestation: alea.choisir(['attestation_assurance_2026.pdf', 'Attestation RC.pdf', 'MAIF-2026.pdf']),
  };
  const cas = variante('piece_manquante', rang);
  const manquante = (['pieceRib', 'pieceStatuts', 'pieceBudget', 'pieceAttestation'] as const)[cas];
  if (!manquante) return pieces;
  return { ...pieces, [manquante]: null, observationsService: 'Pièce manquante, à demander au porteur.' };
}

function corrigerParents(rang: number): Partial<Record<CleDossier, Reponse>> {
  return aDefaut('parents_absents', rang) ? { placeParents: null, rencontresFamilles: null } : {};
}

/** Change la clé : l’identifiant garde sa longueur et devient faux. */
function fausserDernierChiffre(identifiant: string): string {
  const dernier = (Number(identifiant.slice(-1)) + 3) % 10;
  return `${identifiant.slice(0, -1)}${dernier}`;
}
