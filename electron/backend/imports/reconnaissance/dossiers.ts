import { lireCodeBudget } from '../../../../shared/domaine/champs.ts';
import { libelleCompte } from '../../../../shared/domaine/libelles.ts';
import type { CollectifLu, DossierLu, LigneBudgetLue, ReponseLue, StructureLue } from '../dossier-lu.ts';
import type { LigneLue } from './lire-ligne.ts';

/** Assemble un dossier à partir de sa ligne, de son porteur et de ses collectifs. Montants en centimes. */
export function composerDossier(parts: {
  readonly numero: string;
  readonly ligne: LigneLue;
  /** Réponses de la feuille des établissements. */
  readonly preuves: readonly ReponseLue[];
  readonly structure: StructureLue;
  readonly collectifs: readonly CollectifLu[];
}): DossierLu {
  const { numero, ligne, structure, collectifs } = parts;
  const lire = (champ: string): string | null => ligne.valeurs.get(champ)?.valeur || null;
  const montant = (champ: string): number | null => {
    const valeur = lire(champ);
    return valeur === null ? null : Number(valeur);
  };
  const qpv = lire('qpv');
  return {
    numero,
    etatSource: lire('etatSource'),
    deposeLe: lire('deposeLe'),
    intitule: lire('intitule'),
    communeInsee: lire('communeInsee'),
    quartier: lire('quartier'),
    qpv: qpv === null ? null : qpv === 'oui',
    montantDemandeCentimes: montant('montantDemande'),
    totalChargesCentimes: montant('totalCharges'),
    totalProduitsCentimes: montant('totalProduits'),
    structure,
    collectifs,
    budget: lireBudget(ligne),
    reponses: parts.preuves.length === 0 ? ligne.reponses : [...ligne.reponses, ...parts.preuves],
  };
}

/** Les lignes chiffrées du budget : 0 n’est pas une ligne, un sous-total en reste une (le domaine le reconnaît). */
function lireBudget(ligne: LigneLue): LigneBudgetLue[] {
  const lignes: LigneBudgetLue[] = [];
  for (const [code, lue] of ligne.valeurs) {
    // Seuls les codes de budget ont deux-points : les autres champs, de loin les plus nombreux, ne sont pas analysés.
    const poste = code.includes(':') ? lireCodeBudget(code) : null;
    if (!poste || lue.valeur === '' || lue.valeur === '0') continue;
    lignes.push({
      sens: poste.sens,
      compte: poste.compte,
      libelle: poste.libelle || nommerPoste(lue.colonne.libelle, poste.compte),
      montantCentimes: Number(lue.valeur),
      adresse: `${lue.feuille}!${lue.cellule}`,
    });
  }
  return lignes;
}

function nommerPoste(entete: string, compte: string): string {
  const nom = entete.replace(/^(?:compte\s+)?\d{2,3}\s*[–—:.-]?\s*/i, '').replace(/[\s*:?]+$/, '');
  return nom === '' ? libelleCompte(compte) : nom;
}
