import type { Base } from '../../../db/base.ts';
import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import { lireCampagne } from '../../../db/queries/campagnes.ts';
import { piecesRecues } from '../../../db/queries/champs-recus.ts';
import {
  codesUtilises,
  ecrireListe,
  listePrecedente,
  listerPiecesDemandees,
  type ValeursPieceDemandee,
} from '../../../db/queries/pieces.ts';
import type { ListePieces } from '../../../shared/contract/pieces.ts';
import { comparerFrancais } from '../../../shared/domaine/libelles.ts';
import { PIECES_DU_CATALOGUE } from '../../../shared/domaine/pieces.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';

/** La liste établie, sinon celle que Clas propose : celle de la campagne d’avant, sinon les pièces du catalogue. */
export function lireListe(db: Base, campagneId: number): ListePieces {
  const etablies = listerPiecesDemandees(db, campagneId);
  const utilises = etablies.length > 0 ? codesUtilises(db, campagneId) : new Set<string>();
  const precedente = etablies.length > 0 ? undefined : listePrecedente(db, campagneId);
  const pieces = etablies.length > 0 ? etablies : proposer(db, campagneId, precedente?.pieces);
  return {
    etablie: etablies.length > 0,
    reprisDe: precedente?.anneeScolaire ?? null,
    pieces: pieces.map(({ code, libelle, aide, obligatoire, champ }) => ({
      code,
      libelle,
      aide,
      obligatoire,
      champ,
      utilisee: utilises.has(code),
    })),
  };
}

function proposer(
  db: Base,
  campagneId: number,
  precedentes: readonly ValeursPieceDemandee[] | undefined,
): ValeursPieceDemandee[] {
  if (precedentes)
    return precedentes.map(({ code, libelle, aide, obligatoire, champ }, rang) => ({
      code,
      libelle,
      aide,
      obligatoire,
      champ,
      rang: rang + 1,
    }));
  const recues = new Set(piecesRecues(db, campagneId));
  return PIECES_DU_CATALOGUE.map(({ code, libelle, champ }, rang) => ({
    code,
    libelle,
    champ,
    aide: '',
    // Obligatoire si le portail l’a demandée : établir la liste ne rend alors aucun dossier incomplet après coup.
    obligatoire: recues.size === 0 || recues.has(champ),
    rang: rang + 1,
  }));
}

/** Avant la première écriture sur une pièce : les constats et les fichiers citent une liste qui ne bougera plus seule. */
export function etablirListe(tx: Transaction, campagneId: number): readonly ValeursPieceDemandee[] {
  const etablies = listerPiecesDemandees(tx.db, campagneId);
  if (etablies.length > 0) return etablies;
  const proposees = proposer(tx.db, campagneId, listePrecedente(tx.db, campagneId)?.pieces);
  ecrireListe(tx, campagneId, proposees);
  return proposees;
}

interface PieceSaisie {
  readonly code: string | null;
  readonly libelle: string;
  readonly aide: string;
  readonly obligatoire: boolean;
}

export function modifierListe(context: Context, campagneId: number, saisies: readonly PieceSaisie[]): ListePieces {
  if (!lireCampagne(context.db, campagneId)) throw introuvable('Cette campagne');
  controler(saisies);
  ecrire(context.db, acteur(context), (tx) => {
    const connues = new Map(lireListe(tx.db, campagneId).pieces.map((p) => [p.code, p]));
    const gardees = new Set(saisies.map((s) => s.code));
    const perdue = [...connues.values()].find((p) => p.utilisee && !gardees.has(p.code));
    if (perdue)
      throw new Refus(
        'piece_utilisee',
        `« ${perdue.libelle} » a déjà un constat, un fichier, une relance ou une demande : rendez-la facultative plutôt que de la retirer.`,
      );
    // Une pièce retirée ne rend pas son numéro : un nouveau code n’hérite de rien.
    let numero = Math.max(0, ...[...connues.keys()].map((code) => Number(/^piece-(\d+)$/.exec(code)?.[1] ?? 0)));
    const pieces = saisies.map(({ code, libelle, aide, obligatoire }, rang): ValeursPieceDemandee => {
      const connue = code === null ? undefined : connues.get(code);
      if (code !== null && !connue) throw introuvable(`La pièce « ${libelle} »`);
      if (!connue) numero += 1;
      return {
        code: connue?.code ?? `piece-${numero}`,
        libelle,
        aide,
        obligatoire,
        champ: connue?.champ ?? null,
        rang: rang + 1,
      };
    });
    ecrireListe(tx, campagneId, pieces);
  });
  return lireListe(context.db, campagneId);
}

function controler(saisies: readonly PieceSaisie[]): void {
  if (saisies.length === 0)
    throw new Refus('liste_vide', 'Gardez au moins une pièce : une liste vide ne demanderait rien à personne.');
  const codes = saisies.flatMap((s) => s.code ?? []);
  const tries = saisies.map((s) => s.libelle).toSorted(comparerFrancais);
  const double = tries.find((libelle, rang) => rang > 0 && comparerFrancais(libelle, tries[rang - 1] ?? '') === 0);
  if (double !== undefined || new Set(codes).size !== codes.length)
    throw new Refus('piece_double', `« ${double ?? ''} » est deux fois dans la liste : donnez à chaque pièce son nom.`);
}
