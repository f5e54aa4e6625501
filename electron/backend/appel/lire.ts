import { type LigneReponsePorteur, listerReponses, listerStructures } from '../../../db/queries/appel.ts';
import type { EtatAppel, MoyenReponse, PorteurAppele } from '../../../shared/contract/appel.ts';
import { dateDe } from '../../../shared/domaine/dates.ts';
import { comparerFrancais } from '../../../shared/domaine/libelles.ts';
import { lireCampagne } from '../campagnes.ts';
import { lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import { lireListe } from '../pieces/liste.ts';
import type { DonneesModele } from '../tableurs/ecrire-modele-donnees.ts';
import {
  APPORTS,
  CHARGES,
  colonnesCollectif,
  EMPLOIS,
  PRODUITS,
  type Question,
  rubriquesProjet,
  rubriquesStructure,
} from '../tableurs/ecrire-modele-questions.ts';
import { preparerVierge } from './preparer.ts';

/** L’étape de l’appel à projets, parmi les onze. */
const ETAPE_REPONSE = 4;

/** Les dates de l’appel, ce qu’il demande, et les porteurs connus : qui a répondu, comment. */
export function lireAppel(context: Context, campagneId: number): EtatAppel {
  const campagne = lireCampagne(context, campagneId);
  const etape = campagne.etapes.find(({ numero }) => numero === ETAPE_REPONSE);
  const liste = lireListe(context.db, campagneId);
  return {
    anneeScolaire: campagne.anneeScolaire,
    dateLimiteDepot: campagne.dateLimiteDepot,
    aujourdhui: context.horloge.aujourdhui(),
    ouverture: etape?.debut ?? campagne.dateLimiteDepot,
    fin: etape?.fin ?? null,
    feuilles: compterQuestions(preparerVierge(context, campagneId)),
    pieces: liste.pieces.map(({ code, libelle, obligatoire }) => ({ code, libelle, obligatoire })),
    piecesEtablies: liste.etablie,
    porteurs: listerPorteurs(context, campagneId),
  };
}

/** Les porteurs connus d’une campagne ou d’une autre, par nom. */
export function listerPorteurs(
  { db, ressources }: Pick<Context, 'db' | 'ressources'>,
  campagneId: number,
): PorteurAppele[] {
  const annuaire = lireAnnuaire(ressources);
  const parStructure = Map.groupBy(listerReponses(db), (r) => r.structureId);
  return listerStructures(db)
    .filter(({ id }) => parStructure.has(id))
    .map((structure) => {
      const toutes = parStructure.get(structure.id) ?? [];
      return {
        structureId: structure.id,
        raisonSociale: structure.raisonSociale,
        siret: structure.siret,
        communeNom: nomCommune(annuaire, structure.communeSiege),
        courriel: structure.courriel,
        telephone: structure.telephone,
        representant: structure.representant,
        derniereReponse: toutes.findLast((r) => r.campagneId !== campagneId)?.anneeScolaire ?? null,
        reponses: toutes.filter((r) => r.campagneId === campagneId).map(direReponse),
      };
    })
    .toSorted((a, b) => comparerFrancais(a.raisonSociale, b.raisonSociale) || a.structureId - b.structureId);
}

function direReponse({ dossierId, numero, deposeLe, creeLe, source }: LigneReponsePorteur) {
  const moyen = moyenDe(source);
  return {
    dossierId,
    numero,
    moyen,
    demarche: moyen === 'demarche' && !source?.startsWith('ds_') ? source : null,
    recueLe: deposeLe?.slice(0, 10) ?? dateDe(creeLe),
  };
}

/** `source` d’un import : la famille du fichier, ou le chemin de la démarche. */
function moyenDe(source: string | null): MoyenReponse {
  if (source === null) return 'inconnu';
  if (source === 'classeur') return 'classeur';
  return source === 'table' || source.startsWith('table:') ? 'tableau' : 'demarche';
}

function compterQuestions(donnees: DonneesModele): EtatAppel['feuilles'] {
  const compter = (nom: string, questions: readonly Pick<Question, 'obligatoire'>[]) => ({
    nom,
    questions: questions.length,
    obligatoires: questions.filter((q) => q.obligatoire).length,
  });
  return [
    compter(
      'Structure',
      rubriquesStructure(donnees).flatMap((r) => r.questions),
    ),
    compter(
      'Projet',
      rubriquesProjet(donnees).flatMap((r) => r.questions),
    ),
    compter('Collectifs', colonnesCollectif(donnees)),
    compter('Budget', [...CHARGES, ...PRODUITS, ...EMPLOIS, ...APPORTS]),
  ];
}
