import { formaterInstant } from '../../../../shared/domaine/dates.ts';
import { formaterEntier } from '../../../../shared/domaine/nombres.ts';
import type { Ressource } from './paquet.ts';

interface Entete {
  readonly anneeScolaire: string;
  readonly faitLe: string;
  readonly par: string;
  readonly version: string;
}

/** Le mode d’emploi de l’archive : lisible dans dix ans, sans l’application. */
export function ecrireLisezMoi(
  { anneeScolaire, faitLe, par, version }: Entete,
  { ressources, fichiers, manques }: { ressources: readonly Ressource[]; fichiers: number; manques: readonly string[] },
): string {
  const lignes = ressources.reduce((n, r) => n + r.lignes, 0);
  return `Archive de la campagne Clas ${anneeScolaire}
Écrite le ${formaterInstant(faitLe)} par ${par}, Clas ${version}

CE QU’ELLE CONTIENT
  base.sqlite        La base entière au moment de l’archive, dont cette campagne close (SQLite 3). Ses lignes
                     d’argent et son journal portent leurs empreintes ; « clas verifier » les recalcule.
  fichiers/          ${formaterEntier(fichiers)} fichiers reçus et documents produits, chacun sous son empreinte SHA-256.
                     Quel nom avait chacun : fichiers/INDEX.csv.
  tables/            Les ${ressources.length} tables de la base (${formaterEntier(lignes)} lignes) en CSV, et leur
                     description dans datapackage.json (format ouvert Data Package, frictionlessdata.io).
  MANIFESTE.sha256   L’empreinte de chaque fichier ci-dessus.

POUR LA VÉRIFIER
  Sans l’application : décompressez, puis « sha256sum -c MANIFESTE.sha256 » dans le dossier.
  Avec elle : clas archive-verifier ARCHIVE.zip (empreintes, nombre de lignes et sommes de chaque table, base).

POUR LA ROUVRIR
  Décompressez dans un dossier vide et ouvrez base.sqlite avec Clas : les fichiers sont à côté, où il les cherche.

COMMENT LIRE LES CSV
  UTF-8, champs séparés par des virgules, lignes finies par CR LF, guillemets doublés (RFC 4180). Un champ vide
  est une valeur absente ; un texte vide s’écrit "". Les montants, en colonnes « _centimes », sont des centimes
  entiers ; les dates sont AAAA-MM-JJ ; les instants sont en temps universel (ISO 8601) ; oui est 1, non est 0.
  Dans un tableur, importez les colonnes en texte : un SIRET ou un IBAN n’est pas un nombre, et un texte reçu
  d’un porteur ne doit jamais devenir une formule.
  Les textes entre { } ou [ ] sont du JSON.
${
  manques.length === 0
    ? ''
    : `
FICHIERS QUI MANQUENT OU ONT CHANGÉ
${manques.map((m) => `  ${m}`).join('\n')}
`
}`;
}
