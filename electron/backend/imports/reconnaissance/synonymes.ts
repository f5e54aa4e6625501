/** Code de champ → façons de le dire dans un formulaire français. Donnée de `resources/synonymes.json`. */
export type Synonymes = Readonly<Record<string, readonly string[]>>;

/** Vérifie la forme de `resources/synonymes.json` une fois lu ; lève une phrase en français si elle n’y est pas. */
export function lireSynonymes(donnees: unknown): Synonymes {
  if (typeof donnees !== 'object' || donnees === null || Array.isArray(donnees)) {
    throw new TypeError('synonymes.json : un objet « code de champ → liste de libellés » est attendu.');
  }
  const lus: [string, string[]][] = Object.entries(donnees).map(([code, libelles]: [string, unknown]) => {
    if (!Array.isArray(libelles)) throw new TypeError(`synonymes.json : « ${code} » doit être une liste de libellés.`);
    return [
      code,
      libelles.map((libelle: unknown) => {
        if (typeof libelle === 'string') return libelle;
        throw new TypeError(`synonymes.json : « ${code} » contient autre chose qu’un texte.`);
      }),
    ];
  });
  return Object.fromEntries(lus);
}
