export type ValeurCsv = string | number | bigint | null | Uint8Array;

/**
 * Une valeur au format RFC 4180. Une valeur absente (NULL) est un champ vide sans guillemets, un texte vide a les siens :
 * les deux se distinguent à la relecture. Un contenu binaire est en base 64.
 */
function ecrireChamp(valeur: ValeurCsv): string {
  if (valeur === null) return '';
  if (typeof valeur === 'number' || typeof valeur === 'bigint') return String(valeur);
  if (typeof valeur !== 'string') return Buffer.from(valeur).toString('base64');
  return valeur === '' || /[",\r\n]/.test(valeur) ? `"${valeur.replaceAll('"', '""')}"` : valeur;
}

export function ecrireLigneCsv(valeurs: readonly ValeurCsv[]): string {
  return `${valeurs.map(ecrireChamp).join(',')}\r\n`;
}

/** Un champ relu : null s’il était vide sans guillemets. */
export type ChampLu = string | null;

/** Relit un CSV morceau par morceau, une ligne à la fois : rien n’est gardé de ce qui précède. */
export function relireCsv(surLigne: (champs: readonly ChampLu[]) => void) {
  let champs: ChampLu[] = [];
  let champ = '';
  let cite = false;
  let dedans = false;
  let garde = '';
  const finirChamp = () => {
    champs.push(champ === '' && !cite ? null : champ);
    champ = '';
    cite = false;
  };
  return {
    ecrire(morceau: string): void {
      const texte = garde + morceau;
      // Un guillemet en fin de morceau peut être doublé dans le suivant.
      const borne = texte.endsWith('"') ? texte.length - 1 : texte.length;
      let i = 0;
      for (; i < borne; i += 1) {
        const signe = texte.charAt(i);
        if (dedans) {
          if (signe !== '"') champ += signe;
          else if (texte.charAt(i + 1) === '"') {
            champ += '"';
            i += 1;
          } else dedans = false;
        } else if (signe === '"') {
          dedans = true;
          cite = true;
        } else if (signe === ',') finirChamp();
        else if (signe === '\n') {
          finirChamp();
          surLigne(champs);
          champs = [];
        } else if (signe !== '\r') champ += signe;
      }
      // Le second d’une paire coupée juste après elle est déjà lu.
      garde = texte.slice(i);
    },
    /** @throws Error si le fichier s’arrête au milieu d’une ligne */
    finir(): void {
      if (garde === '"' && dedans) dedans = false;
      if (dedans || champs.length > 0 || champ !== '') throw new Error('CSV coupé au milieu d’une ligne');
    },
  };
}
