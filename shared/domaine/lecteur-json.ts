export interface ErreurDeLecture {
  /** Chemin dans le fichier : « axes[1].criteres[0].niveaux ». */
  readonly chemin: string;
  readonly message: string;
}

export type Objet = Readonly<Record<string, unknown>>;

/** Chaque lecture d’une valeur qui n’est pas du type attendu est notée, et rend une valeur neutre pour lire la suite. */
export interface Lecteur {
  readonly erreurs: readonly ErreurDeLecture[];
  noter(chemin: string, message: string): void;
  objet<T>(valeur: unknown, ou: string, lire: (o: Objet) => T): T | null;
  /** Une clé de trop est une faute de frappe : la laisser passer perdrait ce que l’auteur voulait dire. */
  connaitre(o: Objet, ou: string, cles: readonly string[]): void;
  texte(o: Objet, ou: string, cle: string, longueur: number): string;
  entier(o: Objet, ou: string, cle: string): number;
  ouiNon(o: Objet, ou: string, cle: string): boolean;
  textes(o: Objet, ou: string, cle: string): string[];
  liste<T>(
    o: Objet,
    ou: string,
    cle: string,
    maximum: number,
    lire: (o: Objet, ou: string, lecteur: Lecteur) => T,
  ): T[];
}

const ENTIER_MAXIMUM = 1_000_000;

/** Lit des valeurs d’un type attendu et retient ce qui n’en est pas ; une valeur neutre permet de lire la suite. */
export function creerLecteur(): Lecteur {
  const erreurs: ErreurDeLecture[] = [];
  const noter = (chemin: string, message: string) => {
    erreurs.push({ chemin, message });
  };
  const joindre = (ou: string, cle: string) => (ou === '' ? cle : `${ou}.${cle}`);
  function manque(o: Objet, ou: string, cle: string, attendu: string): void {
    const valeur = o[cle];
    noter(
      joindre(ou, cle),
      valeur === undefined ? `manque : ${attendu}` : `${attendu} attendu, et non ${montrer(valeur)}`,
    );
  }
  const lecteur: Lecteur = {
    erreurs,
    noter,
    objet(valeur, ou, lire) {
      if (typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur)) return lire(valeur as Objet);
      noter(ou, `un objet { … } attendu, et non ${montrer(valeur)}`);
      return null;
    },
    connaitre(o, ou, cles) {
      for (const cle of Object.keys(o))
        if (!cles.includes(cle))
          noter(joindre(ou, cle), `clé inconnue${proposer(cle, cles)} : corrigez-la ou retirez-la`);
    },
    texte(o, ou, cle, longueur) {
      const valeur = o[cle];
      if (typeof valeur !== 'string') {
        manque(o, ou, cle, 'un texte');
        return '';
      }
      if (valeur.length > longueur)
        noter(joindre(ou, cle), `${valeur.length} signes : ${longueur} au plus, raccourcissez ce texte`);
      return valeur;
    },
    entier(o, ou, cle) {
      const valeur = o[cle];
      if (typeof valeur === 'number' && Number.isInteger(valeur) && valeur >= 0 && valeur <= ENTIER_MAXIMUM)
        return valeur;
      manque(o, ou, cle, 'un nombre entier (zéro ou plus)');
      return 0;
    },
    ouiNon(o, ou, cle) {
      const valeur = o[cle];
      if (typeof valeur === 'boolean') return valeur;
      manque(o, ou, cle, 'true ou false');
      return false;
    },
    textes(o, ou, cle) {
      const valeur = o[cle];
      if (Array.isArray(valeur) && valeur.every((un) => typeof un === 'string' && un.length <= 2000)) return valeur;
      manque(o, ou, cle, 'une liste de textes [ "…" ] de 2 000 signes au plus');
      return [];
    },
    liste(o, ou, cle, maximum, lire) {
      const valeur = o[cle];
      if (!Array.isArray(valeur)) {
        manque(o, ou, cle, 'une liste [ … ]');
        return [];
      }
      if (valeur.length > maximum) noter(joindre(ou, cle), `${valeur.length} éléments : ${maximum} au plus`);
      return valeur.slice(0, maximum).flatMap((un: unknown, rang) => {
        const chemin = `${joindre(ou, cle)}[${rang}]`;
        const lu = lecteur.objet(un, chemin, (element) => lire(element, chemin, lecteur));
        return lu === null ? [] : [lu];
      });
    },
  };
  return lecteur;
}

export function montrer(valeur: unknown): string {
  const texte = JSON.stringify(valeur) ?? 'rien';
  return texte.length > 40 ? `${texte.slice(0, 39)}…` : texte;
}

/** « (voulez-vous dire « placeParents » ?) » si un code connu n’est qu’à deux frappes. */
export function proposer(code: string, connus: readonly string[]): string {
  const proche = connus
    .map((connu) => ({ connu, ecart: ecart(code.toLowerCase(), connu.toLowerCase()) }))
    .toSorted((a, b) => a.ecart - b.ecart)[0];
  return proche && proche.ecart <= 2 ? ` (vouliez-vous dire « ${proche.connu} » ?)` : '';
}

/** Distance de Levenshtein. */
function ecart(a: string, b: string): number {
  let ligne = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const suite = [i];
    for (let j = 1; j <= b.length; j += 1)
      suite.push(
        Math.min((ligne[j] ?? 0) + 1, (suite[j - 1] ?? 0) + 1, (ligne[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    ligne = suite;
  }
  return ligne[b.length] ?? 0;
}
