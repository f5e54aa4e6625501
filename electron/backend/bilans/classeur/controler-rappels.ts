import { formaterEuros, formaterMontant } from '../../../../shared/domaine/nombres.ts';
import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import type { CollectifDeBilan } from '../../tableurs/ecrire-bilan-donnees.ts';
import type { BilanLu, CaseLue, CollectifLu } from './bilan-lu.ts';
import { lireMontantEcrit } from './cases.ts';
import type { DossierCible } from './comprendre.ts';
import type { Releve } from './releve.ts';

/**
 * Ce qui rappelait l’agrément doit être resté tel quel. Une lettre changée bloque : on ne sait plus de quel collectif parle
 * la ligne. Le reste se dit seulement, Clas garde ce qu’il sait. Si l’agrément a changé depuis, le classeur n’y peut rien.
 */
export function controlerRappels(lu: BilanLu, cible: DossierCible, releve: Releve): void {
  const memeAgree = lu.fiche.empreinte === cible.empreinte;
  if (!memeAgree) {
    releve.dire(
      null,
      'agrement_change',
      'L’agrément ou le budget du dossier ont changé depuis la préparation de ce classeur : relisez ce qu’il rappelait.',
    );
  }
  for (const collectif of cible.agree.collectifs) {
    const sien = lu.collectifs.find((c) => c.collectifId === collectif.id);
    if (sien === undefined) direAbsent(lu, collectif, memeAgree, releve);
    else controlerCollectif(sien, collectif, memeAgree, releve);
  }
  const agrees = new Set(cible.agree.collectifs.map((c) => c.id));
  for (const { collectifId, cases } of lu.collectifs) {
    if (agrees.has(collectifId)) continue;
    releve.dire(
      cases.lettre,
      'collectif_non_agree',
      `Le collectif ${cases.lettre.texte} n’est pas, ou plus, agréé : ses réponses ne sont pas reprises.`,
    );
  }
  if (!memeAgree) return;
  for (const { genre, rang, prevu } of lu.lignes) {
    const agreee = genre === 'ligne' ? cible.agree.budget[rang] : undefined;
    if (agreee) controlerMontant(prevu, agreee.montantCentimes, releve);
  }
}

function direAbsent(lu: BilanLu, { lettre }: CollectifDeBilan, memeAgree: boolean, releve: Releve): void {
  // Une feuille perdue est déjà dite, avec tous ses collectifs.
  if (lu.collectifs.length === 0 && lu.anomalies.length > 0) return;
  releve.dire(
    null,
    'collectif_absent',
    memeAgree
      ? `La ligne du collectif ${lettre} a été effacée de la feuille « Collectifs » : reprenez un classeur entier.`
      : `Le collectif ${lettre} n’est pas dans ce classeur : son bilan reste « non renseigné ».`,
    memeAgree,
  );
}

function controlerCollectif(
  { cases }: CollectifLu,
  collectif: CollectifDeBilan,
  memeAgree: boolean,
  releve: Releve,
): void {
  if (!memeTexte(cases.lettre, collectif.lettre)) {
    releve.dire(
      cases.lettre,
      'ligne_melangee',
      `Cette ligne est celle du collectif ${collectif.lettre}, mais on y lit « ${cases.lettre.texte} » : remettez la lettre, et vérifiez les réponses.`,
      true,
    );
  }
  if (!memeAgree) return;
  for (const [lue, attendu] of [
    [cases.libelle, collectif.libelle],
    [cases.niveau, collectif.niveau],
    [cases.site, collectif.site],
    [cases.effectifAgree, collectif.effectif === null ? '' : String(collectif.effectif)],
  ] as const) {
    if (!memeTexte(lue, attendu)) direModifie(lue, attendu === '' ? '(vide)' : attendu, releve);
  }
  if (collectif.coutCentimes !== null) controlerMontant(cases.coutAgree, collectif.coutCentimes, releve);
  else if (cases.coutAgree.nature !== 'vide') direModifie(cases.coutAgree, '(vide)', releve);
}

function controlerMontant(lue: CaseLue, attendu: number, releve: Releve): void {
  const lu = lireMontantEcrit(lue);
  if (lu.valide && lu.valeur === attendu) return;
  direModifie(lue, formaterEuros(attendu), releve, lu.valide && lu.valeur !== null ? formaterMontant(lu.valeur) : null);
}

function direModifie(lue: CaseLue, attendu: string, releve: Releve, lu: string | null = null): void {
  releve.dire(
    lue,
    'rappel_modifie',
    `Cette case rappelait « ${attendu.slice(0, 80)} »${lu === null ? '' : `, on y lit ${lu}`} : elle ne se change pas ici, Clas garde ce qui est agréé.`,
  );
}

/** Espaces, casse et accents mis à part : un tableur les retouche. */
function memeTexte({ texte }: CaseLue, attendu: string): boolean {
  return net(texte) === net(attendu);
}

function net(texte: string): string {
  return normaliserTexte(texte).replace(/\s+/g, ' ').trim();
}
