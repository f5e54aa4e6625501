import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import {
  ajouterLignes,
  changerEtatDemande,
  fixerEcheance as ecrireEcheance,
  modifierLigne as ecrireTexte,
  type LigneDemande,
  lignesDeLaDemande,
  lireBrouillon,
  lireDemandePorteur,
  lireLigneDeDemande,
  type NouvelleLigne,
  ordonnerLignes,
  ouvrirBrouillon,
  retirerLignes,
} from '../../../db/queries/demandes-porteur.ts';
import { campagneDuDossier } from '../../../db/queries/dossiers.ts';
import type { DemandesDossier } from '../../../shared/contract/demandes.ts';
import type { PieceDuDossier } from '../../../shared/contract/pieces.ts';
import { estQuestionVide, refuserEcheance } from '../../../shared/domaine/demandes.ts';
import { comparerFrancais } from '../../../shared/domaine/libelles.ts';
import { estAReclamer, estFournie } from '../../../shared/domaine/pieces.ts';
import { acteur } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { lirePiecesDossier } from '../pieces/lire.ts';
import { etablirListe } from '../pieces/liste.ts';
import { introuvable, Refus } from '../refus.ts';
import { lireDemandesDossier } from './lire.ts';
import { lireSujets, type Sujet } from './sujets.ts';

/** Ajoute au brouillon du dossier ; l’ouvre au besoin, avec les pièces à réclamer, que l’agent décochera. */
export function ajouter(context: Context, dossierId: number, saisies: readonly NouvelleLigne[]): DemandesDossier {
  const campagneId = campagneDuDossier(context.db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  const sujets = lireSujets(lireCampagne(context, campagneId).charte);
  const auteur = acteur(context);
  ecrire(context.db, auteur, (tx) => {
    // Lu dans la transaction : une autre fenêtre a pu ouvrir ce brouillon entre-temps, ou y mettre la même pièce.
    const { pieces } = lirePiecesDossier({ ...context, db: tx.db }, dossierId);
    const ouvert = lireBrouillon(tx.db, dossierId);
    const demande = ouvert ?? ouvrirBrouillon(tx, dossierId, auteur.agentId);
    const doffice = ouvert ? [] : pieces.filter((p) => estAReclamer(p, false)).map(lignePiece);
    const dejaLa = lignesDeLaDemande(tx.db, demande.id);
    const nouvelles: NouvelleLigne[] = [...doffice];
    for (const saisie of saisies) {
      const connues = [...dejaLa, ...nouvelles];
      const ligne = saisie.nature === 'piece' ? preparerPiece(saisie, pieces, connues) : saisie;
      if (ligne === null) continue;
      if (ligne.nature === 'question') controlerQuestion(ligne, sujets, connues);
      nouvelles.push(ligne);
    }
    if (nouvelles.some((l) => l.nature === 'piece')) etablirListe(tx, campagneId);
    ajouterLignes(tx, demande, nouvelles, auteur.agentId);
  });
  return lireDemandesDossier(context, dossierId);
}

function lignePiece({ code, libelle }: PieceDuDossier): NouvelleLigne {
  return { nature: 'piece', code, texte: libelle };
}

/** La pièce sous son nom de la liste ; null si elle est déjà demandée : deux fenêtres ont coché la même case. */
function preparerPiece(
  { code }: NouvelleLigne,
  pieces: readonly PieceDuDossier[],
  connues: readonly NouvelleLigne[],
): NouvelleLigne | null {
  const piece = pieces.find((p) => p.code === code);
  if (!piece) throw introuvable('Cette pièce');
  if (estFournie(piece.etat) === true)
    throw new Refus(
      'piece_fournie',
      `« ${piece.libelle} » est déjà là : constatez-la « non conforme » dans les pièces si elle est à redemander.`,
    );
  return connues.some((l) => l.nature === 'piece' && l.code === code) ? null : lignePiece(piece);
}

function controlerQuestion(
  { code, texte }: Pick<NouvelleLigne, 'code' | 'texte'>,
  sujets: ReadonlyMap<string, Sujet>,
  connues: readonly Pick<NouvelleLigne, 'nature' | 'texte'>[],
): void {
  const sujet = code === null ? undefined : sujets.get(code);
  if (code !== null && !sujet) throw introuvable(`Le sujet « ${code} »`);
  if (estQuestionVide(texte, sujet?.nom ?? null))
    throw new Refus('question_vide', 'Écrivez ce que vous demandez au porteur : il ne lira que cette phrase.');
  if (connues.some((l) => l.nature === 'question' && comparerFrancais(l.texte, texte) === 0))
    throw new Refus('question_double', 'Cette question est déjà dans la demande, mot pour mot.');
}

/** Le brouillon de cette ligne, prêt à changer ; refusé s’il est déjà parti. */
function brouillonDe(tx: Transaction, ligneId: number) {
  const ligne = lireLigneDeDemande(tx.db, ligneId);
  if (!ligne) throw introuvable('Cette ligne');
  return { ligne, demande: exigerBrouillon(lireDemandePorteur(tx.db, ligne.demandeId)) };
}

function exigerBrouillon(demande: LigneDemande | undefined): LigneDemande {
  if (!demande) throw introuvable('Cette demande');
  if (demande.etat !== 'brouillon')
    throw new Refus('demande_figee', 'Cette demande est partie : ses lignes ne changent plus. Ouvrez-en une autre.');
  return demande;
}

export function modifierLigne(context: Context, ligneId: number, texte: string): DemandesDossier {
  const dossierId = ecrire(context.db, acteur(context), (tx) => {
    const { ligne, demande } = brouillonDe(tx, ligneId);
    if (ligne.nature === 'piece')
      throw new Refus('piece_nommee', 'Une pièce se nomme dans la liste des pièces demandées.');
    const campagneId = campagneDuDossier(tx.db, demande.dossierId) ?? 0;
    const sujets = lireSujets(lireCampagne({ ...context, db: tx.db }, campagneId).charte);
    const autres = lignesDeLaDemande(tx.db, demande.id).filter((l) => l.id !== ligneId);
    // Une charte changée depuis n’a peut-être plus ce sujet : la question reste.
    controlerQuestion({ code: sujets.has(ligne.code ?? '') ? ligne.code : null, texte }, sujets, autres);
    if (texte !== ligne.texte) ecrireTexte(tx, demande, ligne, texte);
    return demande.dossierId;
  });
  return lireDemandesDossier(context, dossierId);
}

export function retirerLigne(context: Context, ligneId: number): DemandesDossier {
  const dossierId = ecrire(context.db, acteur(context), (tx) => {
    const { ligne, demande } = brouillonDe(tx, ligneId);
    retirerLignes(tx, demande, [ligne]);
    return demande.dossierId;
  });
  return lireDemandesDossier(context, dossierId);
}

export function ordonner(context: Context, demandeId: number, ordre: readonly number[]): DemandesDossier {
  const dossierId = ecrire(context.db, acteur(context), (tx) => {
    const demande = exigerBrouillon(lireDemandePorteur(tx.db, demandeId));
    const lignes = new Map(lignesDeLaDemande(tx.db, demandeId).map((l) => [l.id, l]));
    const voulues = [...new Set(ordre)].map((id) => {
      const ligne = lignes.get(id);
      if (!ligne) throw introuvable('Une de ces lignes');
      lignes.delete(id);
      return ligne;
    });
    ordonnerLignes(tx, demande, [...voulues, ...lignes.values()]);
    return demande.dossierId;
  });
  return lireDemandesDossier(context, dossierId);
}

export function fixerEcheance(context: Context, demandeId: number, echeance: string | null): DemandesDossier {
  const refus = echeance === null ? null : refuserEcheance(echeance, context.horloge.aujourdhui());
  if (refus !== null) throw new Refus('echeance_impossible', refus);
  const dossierId = ecrire(context.db, acteur(context), (tx) => {
    const demande = exigerBrouillon(lireDemandePorteur(tx.db, demandeId));
    if (echeance !== demande.echeance) ecrireEcheance(tx, demande, echeance);
    return demande.dossierId;
  });
  return lireDemandesDossier(context, dossierId);
}

/** Annule un brouillon ou une demande partie : elle reste, avec son motif. */
export function annuler(context: Context, demandeId: number, motif: string): DemandesDossier {
  const dossierId = ecrire(context.db, acteur(context), (tx) => {
    const demande = lireDemandePorteur(tx.db, demandeId);
    if (!demande) throw introuvable('Cette demande');
    if (demande.etat !== 'brouillon' && demande.etat !== 'envoyee')
      throw new Refus('demande_terminee', 'Cette demande est déjà close ou annulée.');
    changerEtatDemande(tx, demande, 'annulee', motif);
    return demande.dossierId;
  });
  return lireDemandesDossier(context, dossierId);
}
