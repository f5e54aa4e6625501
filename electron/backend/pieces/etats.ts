import type { Base } from '../../../db/base.ts';
import { piecesRecues } from '../../../db/queries/champs-recus.ts';
import {
  type LigneConstatPiece,
  type LigneFichierPiece,
  listerConstatsPieces,
  listerFichiersPieces,
  listerPiecesDemandees,
} from '../../../db/queries/pieces.ts';
import type { PieceDuDossier } from '../../../shared/contract/pieces.ts';
import { CHAMP_PAR_CODE } from '../../../shared/domaine/champs.ts';
import type { FaitPiece } from '../../../shared/domaine/conditions.ts';
import { deduireEtatPiece, estFournie, LIBELLES_ETAT_PIECE } from '../../../shared/domaine/pieces.ts';

type PieceSuivie = Pick<PieceDuDossier, 'code' | 'libelle' | 'aide' | 'obligatoire' | 'champ'>;

/** Tout ce que la base sait des pièces d’une campagne, lu une fois pour tous ses dossiers. */
export interface RelevePieces {
  readonly etablie: boolean;
  /** La liste établie ; sans elle, les pièces dont le portail a envoyé au moins un fichier. */
  readonly pieces: readonly PieceSuivie[];
  /** Champs dont au moins un dossier a rempli la colonne. */
  readonly colonnes: ReadonlySet<string>;
  readonly constats: ReadonlyMap<string, LigneConstatPiece>;
  readonly fichiers: ReadonlyMap<string, readonly LigneFichierPiece[]>;
}

function cle(dossierId: number, code: string): string {
  return `${dossierId}:${code}`;
}

export function lireReleve(db: Base, campagneId: number, dossierId: number | null = null): RelevePieces {
  const recues = piecesRecues(db, campagneId);
  const etablies = listerPiecesDemandees(db, campagneId);
  return {
    etablie: etablies.length > 0,
    pieces: etablies.length > 0 ? etablies : recues.map(pieceDuCatalogue),
    colonnes: new Set(recues),
    constats: new Map(listerConstatsPieces(db, campagneId, dossierId).map((c) => [cle(c.dossierId, c.code), c])),
    fichiers: Map.groupBy(listerFichiersPieces(db, campagneId, dossierId), (f) => cle(f.dossierId, f.code)),
  };
}

export function pieceDuCatalogue(champ: string): PieceSuivie {
  return { code: champ, champ, libelle: CHAMP_PAR_CODE.get(champ)?.libelle ?? champ, aide: '', obligatoire: true };
}

/** L’état de chaque pièce d’un dossier ; `valeurs` : ses réponses par champ. */
export function etatsDuDossier(
  releve: RelevePieces,
  dossierId: number,
  valeurs: ReadonlyMap<string, string>,
): PieceDuDossier[] {
  return releve.pieces.map(({ code, libelle, aide, obligatoire, champ }) => {
    const annonces = champ === null ? '' : (valeurs.get(champ) ?? '');
    const fichiers = releve.fichiers.get(cle(dossierId, code)) ?? [];
    const constat = releve.constats.get(cle(dossierId, code));
    const deduit = deduireEtatPiece({
      annonces,
      fichiers: fichiers.filter((f) => f.retireLe === null).length,
      colonneRecue: champ !== null && releve.colonnes.has(champ),
    });
    return {
      code,
      libelle,
      aide,
      obligatoire,
      champ,
      etat: constat?.etat ?? deduit,
      deduit,
      annonces,
      constat: constat
        ? { etat: constat.etat, commentaire: constat.commentaire, agent: constat.agent, instant: constat.instant }
        : null,
      fichiers: fichiers.map(presenterFichier),
    };
  });
}

function presenterFichier(f: LigneFichierPiece): PieceDuDossier['fichiers'][number] {
  return {
    id: f.id,
    nom: f.nom,
    octets: f.octets,
    sha256: f.sha256,
    agent: f.agent,
    instant: f.instant,
    retire: f.retireLe === null ? null : { agent: f.agentRetrait ?? '', instant: f.retireLe },
  };
}

/** Ce que la condition « dossier complet » regarde : les pièces obligatoires, avec ce qui ne va pas de soi. */
export function faitsDesPieces(pieces: readonly PieceDuDossier[]): FaitPiece[] {
  return pieces
    .filter((p) => p.obligatoire)
    .map((p) => ({ libelle: p.libelle, presente: estFournie(p.etat), precision: preciser(p) }));
}

/** « non conforme : page 2 illisible », « dispensée : commune » ; null quand l’état se devine. */
function preciser({ etat, constat }: PieceDuDossier): string | null {
  if (etat !== 'non_conforme' && etat !== 'dispensee') return null;
  return `${LIBELLES_ETAT_PIECE[etat].toLowerCase()} : ${constat?.commentaire ?? ''}`;
}
