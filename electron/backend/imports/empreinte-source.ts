import { createHash } from 'node:crypto';
import type { DossierLu, ReponseLue } from './dossier-lu.ts';

/** Colonnes que le portail met à jour tout seul : leur seul changement n’est pas une modification du dossier. */
const COLONNES_DE_SUIVI = /^derni[eè]re mise à jour/i;

export function isSuivi({ libelle }: { readonly libelle: string }): boolean {
  return COLONNES_DE_SUIVI.test(libelle);
}

/** Un classeur enregistré par un autre tableur perd les « .0 » que l’export écrit : « 39995.0 » et « 39995 » se disent pareil. */
export function ecrireBrut(brut: string): string {
  return /^-?\d+\.0+$/.test(brut) ? brut.slice(0, brut.indexOf('.')) : brut;
}

/** Ce que dit une réponse : sa valeur si la colonne est reconnue (« 10.0 » et « 10 » sont le même 10), sinon son texte. */
export function sens(reponse: Pick<ReponseLue, 'champ' | 'valeur' | 'brut'>): string {
  return reponse.champ === null ? ecrireBrut(reponse.brut) : reponse.valeur;
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

/** Calculée par le processus de lecture, sur les mêmes valeurs. */
export function retenirEmpreinte(lu: DossierLu, empreinte: string): void {
  connues.set(lu, empreinte);
}

function calculerEmpreinte(lu: DossierLu): string {
  const dire = (reponses: readonly ReponseLue[]) =>
    reponses.filter((r) => !isSuivi(r)).map((r) => [r.champ ?? r.libelle, sens(r)]);
  // Dans un ordre écrit : celui des clés d’un objet tient à qui l’a composé, et un tout autre passerait pour un changement.
  const contenu = {
    numero: lu.numero,
    etatSource: lu.etatSource,
    deposeLe: lu.deposeLe,
    intitule: lu.intitule,
    communeInsee: lu.communeInsee,
    quartier: lu.quartier,
    qpv: lu.qpv,
    montantDemandeCentimes: lu.montantDemandeCentimes,
    totalChargesCentimes: lu.totalChargesCentimes,
    totalProduitsCentimes: lu.totalProduitsCentimes,
    structure: lu.structure,
    collectifs: lu.collectifs.map(({ reponses, ...c }) => ({ ...c, reponses: dire(reponses) })),
    budget: lu.budget.map(({ adresse: _adresse, ...ligne }) => ligne),
    reponses: dire(lu.reponses),
  } satisfies Record<keyof DossierLu, unknown>;
  return createHash('sha256').update(JSON.stringify(contenu)).digest('hex');
}
