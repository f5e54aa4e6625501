import { changementsDepuis } from '../../../db/queries/changements.ts';
import {
  type FaitDeDemande,
  type LigneDeDemande,
  type LigneDemandeNommee,
  listerDemandesPorteur,
  listerFaitsDeDemandes,
  listerLignesDeDemandes,
} from '../../../db/queries/demandes-porteur.ts';
import { campagneDuDossier } from '../../../db/queries/dossiers.ts';
import type {
  Demande,
  DemandesDossier,
  EtatDemandes,
  LettreDeDemande,
  LigneDemande,
  PieceProposee,
} from '../../../shared/contract/demandes.ts';
import type { PieceDuDossier, PiecesDossier } from '../../../shared/contract/pieces.ts';
import { joursDeRetard, proposerEcheance, vueDemande } from '../../../shared/domaine/demandes.ts';
import { estAReclamer } from '../../../shared/domaine/pieces.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { lirePieces, lirePiecesDossier } from '../pieces/lire.ts';
import { introuvable } from '../refus.ts';
import { lireModele } from './modele.ts';
import { satisfactionDeLigne } from './satisfaire.ts';
import { changementsDuSujet, lireSujets, type Sujet } from './sujets.ts';

type SocleDemandes = Pick<Context, 'db' | 'ressources' | 'horloge'>;

/** Ce qu’il faut pour présenter des demandes : lu une fois. */
interface Releve {
  readonly demandes: readonly LigneDemandeNommee[];
  readonly lignes: ReadonlyMap<number, readonly LigneDeDemande[]>;
  readonly faits: ReadonlyMap<number, readonly FaitDeDemande[]>;
  readonly dossiers: ReadonlyMap<number, PiecesDossier>;
  readonly sujets: ReadonlyMap<string, Sujet>;
  readonly aujourdhui: string;
}

function relever(context: SocleDemandes, campagneId: number, dossier: PiecesDossier | null): Releve {
  const { db } = context;
  const dossierId = dossier?.dossierId ?? null;
  const demandes = listerDemandesPorteur(db, campagneId, dossierId);
  const dossiers = dossier ? [dossier] : demandes.length === 0 ? [] : lirePieces(context, campagneId).dossiers;
  return {
    demandes,
    lignes: Map.groupBy(listerLignesDeDemandes(db, campagneId, dossierId), (l) => l.demandeId),
    faits: Map.groupBy(listerFaitsDeDemandes(db, campagneId, dossierId), (f) => f.demandeId),
    dossiers: new Map(dossiers.map((d) => [d.dossierId, d])),
    sujets: lireSujets(lireCampagne(context, campagneId).charte),
    aujourdhui: context.horloge.aujourdhui(),
  };
}

/** Toutes les demandes de la campagne, par numéro de dossier. */
export function lireDemandes(context: SocleDemandes, campagneId: number): EtatDemandes {
  const releve = relever(context, campagneId, null);
  return { ...dates(context), demandes: presenterToutes(context, releve) };
}

/** Celles d’un dossier, et ce qui peut encore se demander. */
export function lireDemandesDossier(context: SocleDemandes, dossierId: number): DemandesDossier {
  const campagneId = campagneDuDossier(context.db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  const dossier = lirePiecesDossier(context, dossierId);
  const demandes = presenterToutes(context, relever(context, campagneId, dossier));
  const brouillon = demandes.find((d) => d.etat === 'brouillon');
  const demandees = new Set(brouillon?.lignes.flatMap(({ nature, code }) => (nature === 'piece' ? code : [])));
  return {
    dossierId,
    numero: dossier.numero,
    structure: dossier.structure,
    ...dates(context),
    demandes,
    piecesProposees: dossier.pieces.flatMap((p) => (demandees.has(p.code) ? [] : proposer(p))),
  };
}

function dates(context: SocleDemandes): { aujourdhui: string; echeanceProposee: string } {
  const aujourdhui = context.horloge.aujourdhui();
  return { aujourdhui, echeanceProposee: proposerEcheance(aujourdhui, lireModele(context.db).modele.delaiJours) };
}

function proposer(piece: PieceDuDossier): PieceProposee[] {
  const { code, libelle, etat, obligatoire, constat } = piece;
  if (etat !== 'manquante' && etat !== 'non_conforme' && etat !== 'non_renseignee') return [];
  const commentaire = constat?.commentaire ?? '';
  return [{ code, libelle, etat, obligatoire, commentaire, aReclamer: estAReclamer(piece, false) }];
}

function presenterToutes({ db }: SocleDemandes, releve: Releve): Demande[] {
  return releve.demandes.flatMap((demande) => {
    const dossier = releve.dossiers.get(demande.dossierId);
    if (!dossier) return [];
    const changements =
      demande.etat === 'envoyee' && demande.envoyeeLe !== null
        ? changementsDepuis(db, demande.dossierId, demande.envoyeeLe)
        : [];
    return [presenter(demande, dossier, releve, changements)];
  });
}

function presenter(
  demande: LigneDemandeNommee,
  dossier: PiecesDossier,
  releve: Releve,
  changements: ReturnType<typeof changementsDepuis>,
): Demande {
  const faits = releve.faits.get(demande.id) ?? [];
  const lignes = presenterLignes(releve.lignes.get(demande.id) ?? [], dossier, faits, releve.sujets, changements);
  const satisfaites = lignes.filter((l) => l.satisfaite !== null).length;
  const rattaches = new Set(lignes.flatMap((l) => l.changements));
  const { id, dossierId, etat, echeance, creeeLe, envoyeeLe, closeLe, motif } = demande;
  return {
    id,
    dossierId,
    numero: dossier.numero,
    structure: dossier.structure,
    commune: dossier.commune,
    courriel: dossier.courriel,
    telephone: dossier.telephone,
    adresseConnue: dossier.adresseConnue,
    etat,
    vue: vueDemande({ etat, echeance, lignes: lignes.length, satisfaites }, releve.aujourdhui),
    echeance,
    joursDeRetard: joursDeRetard(demande, releve.aujourdhui),
    creeePar: demande.creePar,
    creeeLe,
    envoyeeLe,
    closeLe,
    closePar: closeLe === null ? null : (faits.findLast(({ action }) => FINS.has(action))?.agent ?? null),
    motif,
    lignes,
    satisfaites,
    autresChangements: changements.filter((c) => !rattaches.has(c)),
    lettres: faits.flatMap(lettreDuFait),
  };
}

const FINS: ReadonlySet<string> = new Set(['demande.clore', 'demande.annuler']);

function presenterLignes(
  lignes: readonly LigneDeDemande[],
  dossier: PiecesDossier,
  faits: readonly FaitDeDemande[],
  sujets: ReadonlyMap<string, Sujet>,
  changements: ReturnType<typeof changementsDepuis>,
): LigneDemande[] {
  const pieces = new Map(dossier.pieces.map((p) => [p.code, p]));
  const repondeurs = new Map(
    faits.flatMap((f) => (f.action === 'demande.repondre' ? [[f.apres['ligne'], f.agent]] : [])),
  );
  let numero = 0;
  return lignes.map((ligne) => {
    const question = ligne.nature === 'question';
    if (question) numero += 1;
    const sujet = question && ligne.code !== null ? sujets.get(ligne.code) : undefined;
    return {
      id: ligne.id,
      nature: ligne.nature,
      code: ligne.code,
      sujet: sujet?.libelle ?? null,
      numero: question ? numero : null,
      texte: ligne.texte,
      reponse: ligne.reponse,
      agent: ligne.agent,
      satisfaite: satisfactionDeLigne(ligne, pieces.get(ligne.code ?? ''), repondeurs.get(ligne.id)),
      changements: [...changementsDuSujet(sujet, changements)],
    };
  });
}

/** Une lettre envoyée, d’après le journal : lui seul garde qui, quand et l’empreinte du fichier. */
function lettreDuFait({ action, instant, agent, apres }: FaitDeDemande): LettreDeDemande[] {
  const genre = action === 'demande.envoyer' ? 'lettre' : action === 'demande.relancer' ? 'relance' : null;
  if (genre === null) return [];
  // Écrit par envoyerDemande et relancerDemande seulement.
  const { echeance, lettre } = apres as { echeance: string; lettre: { nom: string; sha256: string } };
  return [{ genre, instant, agent, echeance, nom: lettre.nom, sha256: lettre.sha256 }];
}
