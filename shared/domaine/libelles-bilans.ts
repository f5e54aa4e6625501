/** Où en est le bilan d’un dossier, en un mot : « en retard » et « à expliquer » se déduisent. */
export function direEtatBilan(bilan: {
  readonly etat: 'attendu' | 'brouillon' | 'recu' | 'valide';
  readonly enRetard: boolean;
  readonly sansObjet: boolean;
  readonly aExpliquer: boolean;
}): string {
  if (bilan.etat === 'valide') return 'Validé';
  if (bilan.etat === 'recu') return bilan.aExpliquer ? 'À expliquer' : 'Reçu';
  if (bilan.sansObjet) return 'Sans objet';
  if (bilan.enRetard) return 'En retard';
  return bilan.etat === 'brouillon' ? 'Brouillon' : 'Attendu';
}
