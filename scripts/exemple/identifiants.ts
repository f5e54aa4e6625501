/**
 * Identifiants fictifs mais justes : ils passent les contrôles (clés, longueurs) sans désigner personne.
 * SIREN en 999…, banque 99999, RNA en W459 (le Loiret n’emploie pas cette série).
 */

function complement(corps: string): number {
  let somme = 0;
  // Le dernier chiffre, à trouver, a le rang 0 : le corps commence donc à doubler par sa droite.
  for (let i = 0; i < corps.length; i++) {
    const chiffre = Number(corps[corps.length - 1 - i]) * (i % 2 === 0 ? 2 : 1);
    somme += chiffre > 9 ? chiffre - 9 : chiffre;
  }
  return (10 - (somme % 10)) % 10;
}

/** SIREN fictif, clé de Luhn juste. `rang` de 0 à 99 999. */
export function sirenFictif(rang: number): string {
  if (rang < 0 || rang > 99_999) throw new Error(`Rang de SIREN hors limites : ${rang}.`);
  const corps = `999${String(rang).padStart(5, '0')}`;
  return `${corps}${complement(corps)}`;
}

/** SIRET de l’établissement `numero` (1 : le siège) d’un SIREN. */
export function siretFictif(siren: string, numero = 1): string {
  const corps = `${siren}${String(numero).padStart(4, '0')}`;
  return `${corps}${complement(corps)}`;
}

/** Numéro de TVA intracommunautaire d’un SIREN. */
export function tvaDe(siren: string): string {
  const cle = (12 + 3 * (Number(siren) % 97)) % 97;
  return `FR${String(cle).padStart(2, '0')}${siren}`;
}

export function rnaFictif(rang: number): string {
  return `W459${String(rang).padStart(6, '0')}`;
}

/** Reste modulo 97 d’un nombre écrit trop long pour un entier exact. */
function reste97(chiffres: string): number {
  let reste = 0;
  for (const c of chiffres) reste = (reste * 10 + Number(c)) % 97;
  return reste;
}

function cleIban(pays: string, bban: string): string {
  const lettres = pays.replace(/[A-Z]/g, (c) => String(c.charCodeAt(0) - 55));
  return String(98 - reste97(`${bban}${lettres}00`)).padStart(2, '0');
}

/** IBAN français fictif : clé RIB et clé internationale justes. `guichet` sur 5 chiffres, `compte` sur 11. */
export function ibanFictif(guichet: number, compte: number): string {
  const rib = `99999${String(guichet).padStart(5, '0')}${String(compte).padStart(11, '0')}`;
  const cle = String(97 - reste97(`${rib}00`)).padStart(2, '0');
  return `FR${cleIban('FR', `${rib}${cle}`)}${rib}${cle}`;
}

/** IBAN belge fictif (16 caractères). */
export function ibanBelgeFictif(compte: number): string {
  const corps = `999${String(compte).padStart(7, '0')}`;
  const reste = reste97(corps);
  const bban = `${corps}${String(reste === 0 ? 97 : reste).padStart(2, '0')}`;
  return `BE${cleIban('BE', bban)}${bban}`;
}

/** Groupé par 4 comme dans le portail : une longueur multiple de 4 finit par une espace (IBAN belge). */
export function grouperIban(iban: string): string {
  return iban.replace(/(.{4})/g, '$1 ');
}
