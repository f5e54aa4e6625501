/** Communes réelles du Loiret où se tiennent les actions de la campagne d’exemple (code INSEE, nom, code postal). */
export interface Commune {
  readonly code: string;
  readonly nom: string;
  readonly codePostal: string;
}

function commune(code: string, nom: string, codePostal: string): Commune {
  return { code, nom, codePostal };
}

export const COMMUNES: readonly Commune[] = [
  commune('45234', 'Orléans', '45000'),
  commune('45147', 'Fleury-les-Aubrais', '45400'),
  commune('45302', 'Saran', '45770'),
  commune('45232', 'Olivet', '45160'),
  commune('45285', 'Saint-Jean-de-la-Ruelle', '45140'),
  commune('45284', 'Saint-Jean-de-Braye', '45800'),
  commune('45169', 'Ingré', '45140'),
  commune('45089', 'Chécy', '45430'),
  commune('45208', 'Montargis', '45200'),
  commune('45068', 'Châlette-sur-Loing', '45120'),
  commune('45004', 'Amilly', '45200'),
  commune('45155', 'Gien', '45500'),
  commune('45252', 'Pithiviers', '45300'),
  commune('45028', 'Beaugency', '45190'),
  commune('45203', 'Meung-sur-Loire', '45130'),
  commune('45315', 'Sully-sur-Loire', '45600'),
  commune('45053', 'Briare', '45250'),
  commune('45191', 'Le Malesherbois', '45330'),
  commune('45146', 'La Ferté-Saint-Aubin', '45240'),
  commune('45173', 'Jargeau', '45150'),
  commune('45082', 'Châteauneuf-sur-Loire', '45110'),
  commune('45115', 'Courtenay', '45320'),
  commune('45187', 'Lorris', '45260'),
  commune('45224', 'Neuville-aux-Bois', '45170'),
  commune('45008', 'Artenay', '45410'),
  commune('45324', 'Tigy', '45510'),
  commune('45274', 'Saint-Denis-en-Val', '45560'),
];

const PAR_CODE: ReadonlyMap<string, Commune> = new Map(COMMUNES.map((c) => [c.code, c]));

/** Commune de la liste ; lève une erreur si le code n’y est pas. */
export function trouverCommune(code: string): Commune {
  const trouvee = PAR_CODE.get(code);
  if (!trouvee) throw new Error(`Commune ${code} absente de la campagne d’exemple.`);
  return trouvee;
}

/** « à Gien », « au Malesherbois », « à La Ferté-Saint-Aubin ». */
export function aLaCommune(nom: string): string {
  return nom.startsWith('Le ') ? `au ${nom.slice(3)}` : `à ${nom}`;
}

/** « de Gien », « d’Orléans », « du Malesherbois ». */
export function deLaCommune(nom: string): string {
  if (nom.startsWith('Le ')) return `du ${nom.slice(3)}`;
  return /^[AEIOUÉÈÎ]/.test(nom) ? `d’${nom}` : `de ${nom}`;
}
