import {
  campagneDuDossier,
  type LigneDossierBase,
  type LigneReponse,
  type LigneStructure,
  lireLignesDossiers,
} from '../../../db/queries/dossiers.ts';
import { type LigneRelance, listerRelances } from '../../../db/queries/pieces.ts';
import type { EtatPieces, ListePieces, PieceDuDossier, PiecesDossier } from '../../../shared/contract/pieces.ts';
import { estAReclamer, PIECES_DU_CATALOGUE } from '../../../shared/domaine/pieces.ts';
import { type Annuaire, lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import { valeursParChamp } from '../dossiers/faits.ts';
import { introuvable } from '../refus.ts';
import { etatsDuDossier, lireReleve, type RelevePieces } from './etats.ts';
import { lireListe } from './liste.ts';

type SocleLecture = Pick<Context, 'db' | 'ressources'>;

const CHAMPS_DES_PIECES: readonly string[] = PIECES_DU_CATALOGUE.map(({ champ }) => champ);

/** La liste et l’état de chaque pièce de chaque dossier, dans l’ordre des numéros. */
export function lirePieces(context: SocleLecture & Pick<Context, 'horloge'>, campagneId: number): EtatPieces {
  const liste = lireListe(context.db, campagneId);
  return {
    liste,
    dossiers: lireDossiers(context, campagneId, liste, null),
    aujourdhui: context.horloge.aujourdhui(),
  };
}

export function lirePiecesDossier(context: SocleLecture, dossierId: number): PiecesDossier {
  const campagneId = campagneDuDossier(context.db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  const liste = lireListe(context.db, campagneId);
  const trouve = lireDossiers(context, campagneId, liste, dossierId)[0];
  if (!trouve) throw introuvable('Ce dossier');
  return trouve;
}

function lireDossiers(
  { db, ressources }: SocleLecture,
  campagneId: number,
  liste: ListePieces,
  dossierId: number | null,
): PiecesDossier[] {
  // Pas encore établie : l’écran montre la liste proposée en entier, alors que la condition ne regarde que les colonnes reçues.
  const releve: RelevePieces = { ...lireReleve(db, campagneId, dossierId), pieces: liste.pieces };
  const lignes = lireLignesDossiers(db, campagneId, {
    champs: CHAMPS_DES_PIECES,
    ...(dossierId === null ? {} : { dossierIds: [dossierId] }),
  });
  const relances = Map.groupBy(listerRelances(db, campagneId, dossierId), (r) => r.dossierId);
  const annuaire = lireAnnuaire(ressources);
  return lignes.dossiers.map((entree) =>
    presenter(
      entree,
      etats(releve, entree.dossier.id, lignes.reponses.get(entree.dossier.id) ?? []),
      relances.get(entree.dossier.id) ?? [],
      annuaire,
    ),
  );
}

function etats(releve: RelevePieces, dossierId: number, reponses: readonly LigneReponse[]): PieceDuDossier[] {
  return etatsDuDossier(releve, dossierId, valeursParChamp(reponses));
}

function presenter(
  { dossier, structure }: { readonly dossier: LigneDossierBase; readonly structure: LigneStructure },
  pieces: PieceDuDossier[],
  relances: readonly LigneRelance[],
  annuaire: Annuaire,
): PiecesDossier {
  const aReclamer = pieces.filter((p) => estAReclamer(p, false)).map((p) => p.code);
  return {
    dossierId: dossier.id,
    numero: dossier.numero,
    structure: structure.raisonSociale,
    commune: nomCommune(annuaire, dossier.communeInsee),
    courriel: structure.courriel,
    telephone: structure.telephone,
    adresseConnue: Boolean(structure.adresse) && Boolean(structure.codePostal),
    pieces,
    aReclamer,
    aVerifier: pieces.filter((p) => p.etat === 'non_renseignee' && p.obligatoire).map((p) => p.code),
    relances: relances.map(({ id, pieces: codes, echeance, agent, instant }) => ({
      id,
      pieces: [...codes],
      echeance,
      agent,
      instant,
    })),
  };
}
