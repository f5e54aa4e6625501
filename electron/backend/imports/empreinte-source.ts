import { createHash } from 'node:crypto';
import type { DossierLu, ReponseLue } from './dossier-lu.ts';

/** Colonnes que le portail met à jour tout seul : leur seul changement n’est pas une modification du dossier. */
const COLONNES_DE_SUIVI = /^derni[eè]re mise à jour/i;

export function isSuivi({ libelle }: { readonly libelle: string }): boolean {
  return COLONNES_DE_SUIVI.test(libelle);
}

/** Ce que dit une réponse : sa valeur si la colonne est reconnue (« 10.0 » et « 10 » sont le même 10), sinon son texte. */
export function sens(reponse: Pick<ReponseLue, 'champ' | 'valeur' | 'brut'>): string {
  return reponse.champ === null ? reponse.brut : reponse.valeur;
}

/** L’aperçu, ses retouches et l’exécution comparent les mêmes dossiers lus : l’empreinte se calcule une fois. */
const connues = new WeakMap<DossierLu, string>();

/** Ce qui compte pour dire « inchangé » : le contenu, ni la place des cellules ni leur écriture dans le fichier. */
export function empreinteSource(lu: DossierLu): string {
  const connue = connues.get(lu);
  if (connue !== undefined) return connue;
  const empreinte = calculerEmpreinte(lu);
  connues.set(lu, empreinte);
  return empreinte;
}

function calculerEmpreinte(lu: DossierLu): string {
  const dire = (reponses: readonly ReponseLue[]) =>
    reponses.filter((r) => !isSuivi(r)).map((r) => [r.champ ?? r.libelle, sens(r)]);
  const contenu = {
    ...lu,
    reponses: dire(lu.reponses),
    collectifs: lu.collectifs.map((c) => ({ ...c, reponses: dire(c.reponses) })),
    budget: lu.budget.map(({ adresse: _adresse, ...ligne }) => ligne),
  };
  return createHash('sha256').update(JSON.stringify(contenu)).digest('hex');
}
