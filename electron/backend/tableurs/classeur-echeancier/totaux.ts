import type { LigneComptee } from './colonnes.ts';

/** Totaux d’un groupe de lignes, en centimes ; ce que les formules doivent retrouver. */
export interface Totaux {
  readonly lignes: number;
  readonly collectifsAgrees: number;
  /** null tant qu’aucun bilan n’est connu : ce n’est pas zéro. */
  readonly collectifsRealises: number | null;
  readonly droitPrevisionnel: number;
  readonly droitReel: number | null;
  readonly montant: number;
  readonly aPayer: number;
  readonly bloque: number;
  readonly auLot: number;
  readonly paye: number;
  readonly cumulVerse: number;
  readonly resteAVerser: number;
  readonly indu: number;
}

/** Droits, collectifs, cumul et reste comptent une fois par dossier ; montants et indus à chaque ligne. */
export function totaliser(comptees: readonly LigneComptee[]): Totaux {
  const lignes = comptees.map(({ ligne }) => ligne);
  const parDossier = comptees.filter(({ compteDroit }) => compteDroit).map(({ ligne }) => ligne);
  const deStatut = (statut: string) => somme(lignes.filter((l) => l.statut === statut).map((l) => l.montantCentimes));
  return {
    lignes: lignes.length,
    collectifsAgrees: somme(parDossier.map((l) => l.collectifsAgrees)),
    collectifsRealises: sommeConnue(parDossier.map((l) => l.collectifsRealises)),
    droitPrevisionnel: somme(parDossier.map((l) => l.droitPrevisionnelCentimes)),
    droitReel: sommeConnue(parDossier.map((l) => l.droitReelCentimes)),
    montant: somme(lignes.map((l) => l.montantCentimes)),
    aPayer: deStatut('payable'),
    bloque: deStatut('bloquee'),
    auLot: deStatut('au_lot'),
    paye: deStatut('payee'),
    cumulVerse: somme(parDossier.map((l) => l.cumulVerseCentimes)),
    resteAVerser: somme(parDossier.map((l) => l.resteAVerserCentimes)),
    indu: somme(lignes.map((l) => l.induCentimes)),
  };
}

function somme(valeurs: readonly number[]): number {
  return valeurs.reduce((total, valeur) => total + valeur, 0);
}

function sommeConnue(valeurs: readonly (number | null)[]): number | null {
  const connues = valeurs.filter((valeur) => valeur !== null);
  return connues.length === 0 ? null : somme(connues);
}
