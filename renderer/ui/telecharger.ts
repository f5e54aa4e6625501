/** Fait télécharger un fichier par le navigateur, sous ce nom. */
export function telecharger(nom: string, fichier: Blob): void {
  const adresse = URL.createObjectURL(fichier);
  const lien = document.createElement('a');
  lien.href = adresse;
  lien.download = nom;
  lien.click();
  // Le navigateur a besoin de l’adresse après ce tour de boucle.
  setTimeout(() => URL.revokeObjectURL(adresse), 60_000);
}
