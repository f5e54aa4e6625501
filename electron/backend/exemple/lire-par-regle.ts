import { ecrire, type Transaction } from '../../../db/ecrire.ts';
import {
  type Cotation,
  changerEtatLecture,
  commenterLecture,
  ecrireCotation,
  ouvrirLecture,
} from '../../../db/queries/lectures.ts';
import type { Dossier } from '../../../shared/contract/dossiers.ts';
import { CHAMP_PAR_CODE } from '../../../shared/domaine/champs.ts';
import type { Charte, Critere } from '../../../shared/domaine/charte.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { acteur } from '../acteur.ts';
import type { Context } from '../context.ts';

/**
 * La règle de lecture de l’exemple, dite en toutes lettres dans chaque commentaire : elle n’apprécie rien, elle mesure.
 * Elle ne sert qu’à remplir la campagne d’exemple.
 */
export const REGLE_DE_LECTURE =
  'Exemple lu par règle : chaque critère reçoit 0 si aucune des réponses qui le prouvent n’est remplie, puis 1, 2 ou 3 selon la longueur de ces réponses (moins de 150, de 400 caractères, ou davantage).';

/** Un champ court (oui, diplôme, nombre) pèse comme une phrase. */
const POIDS_CHAMP_COURT = 50;

function longueurDesReponses(critere: Critere, reponses: ReadonlyMap<string, string>): number {
  let longueur = 0;
  for (const champ of critere.champs) {
    const valeur = reponses.get(champ);
    if (valeur === undefined || valeur === 'non' || valeur === '0') continue;
    longueur += CHAMP_PAR_CODE.get(champ)?.type === 'texte_long' ? valeur.length : POIDS_CHAMP_COURT;
  }
  return longueur;
}

/** Un niveau 0 ou 3 s’explique toujours, même donné par règle. */
export function coterParRegle(critere: Critere, reponses: ReadonlyMap<string, string>): Cotation {
  const longueur = longueurDesReponses(critere, reponses);
  const niveau = niveauDe(longueur);
  if (niveau === 0) return { niveau, commentaire: 'Par règle : aucune réponse aux questions qui le prouvent.' };
  if (niveau === 3) return { niveau, commentaire: `Par règle : ${formaterEntier(longueur)} caractères de réponse.` };
  return { niveau, commentaire: '' };
}

function niveauDe(longueur: number): 0 | 1 | 2 | 3 {
  if (longueur === 0) return 0;
  return longueur < 150 ? 1 : longueur < 400 ? 2 : 3;
}

/** La lecture entière d’un dossier en une transaction, comme si l’agent l’avait saisie puis terminée. */
export function lireParRegle(context: Context, dossier: Dossier, charte: Charte, charteId: number): void {
  const auteur = acteur(context);
  const reponses = new Map<string, string>();
  for (const r of dossier.reponses)
    if (r.champ !== null && r.collectifId === null && !reponses.has(r.champ)) reponses.set(r.champ, r.brut);
  ecrire(context.db, auteur, (tx: Transaction) => {
    const lectureId = ouvrirLecture(tx, dossier.id, auteur.agentId, charteId);
    const cible = { lectureId, dossierId: dossier.id };
    for (const critere of charte.axes.flatMap((axe) => axe.criteres)) {
      ecrireCotation(tx, { ...cible, critere: critere.code }, coterParRegle(critere, reponses));
    }
    commenterLecture(tx, { id: lectureId, dossierId: dossier.id, commentaire: '' }, REGLE_DE_LECTURE);
    changerEtatLecture(tx, { id: lectureId, dossierId: dossier.id, etat: 'en_cours' }, 'terminee', null);
  });
}
