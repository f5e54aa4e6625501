/** Fait télécharger un fichier reçu du backend par le navigateur. */
export function telecharger(fichier: Blob, nom: string): void {
  const adresse = URL.createObjectURL(fichier);
  const lien = document.createElement('a');
  lien.href = adresse;
  lien.download = nom;
  lien.click();
  // Le navigateur a pris le fichier en charge dès le clic ; l’adresse, elle, garderait la mémoire.
  setTimeout(() => URL.revokeObjectURL(adresse), 1000);
}
