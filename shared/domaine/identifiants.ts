import { IBAN_PAYS } from './iban-pays.ts';
import { accepter, refuser, type Verification } from './verification.ts';

const SIREN_LA_POSTE = '356000000';

export interface IbanVerifie {
  readonly valide: true;
  /** En capitales, sans espaces. */
  readonly valeur: string;
  readonly repare: string | null;
  /** Code ISO du pays, deux lettres. */
  readonly pays: string;
}

/** SIRET : 14 chiffres et clé de Luhn ; les établissements de La Poste ont leur propre règle. Renvoie 14 chiffres. */
export function verifierSiret(texte: string): Verification<string> {
  const plusieurs = compterSirets(texte);
  if (plusieurs > 1) return refuser(`« ${texte.trim()} » : ${plusieurs} SIRET dans la même cellule, n’en garder qu’un`);
  const lu = lireChiffres(texte, 'SIRET');
  if (!lu.valide) return lu;
  const { valeur: chiffres, repare } = lu;
  if (chiffres.length === 13) {
    const propose = `0${chiffres}`;
    const indice = hasCleSiret(propose) ? ` ; ${propose} serait juste` : '';
    return refuser(`13 chiffres au lieu de 14 : zéro initial perdu ?${indice}`);
  }
  if (chiffres.length === 9) return refuser('9 chiffres : c’est un SIREN, il manque les 5 chiffres de l’établissement');
  if (chiffres.length !== 14) return refuser(`${compterChiffres(chiffres.length)} au lieu de 14`);
  if (/^0+$/.test(chiffres)) return refuser('SIRET à zéro');
  if (!hasCleSiret(chiffres)) return refuser('clé de contrôle fausse : un chiffre est sans doute mal saisi');
  return accepter(chiffres, repare);
}

/** Groupes de 14 chiffres, espacés ou non, qu’un signe sépare. */
function compterSirets(texte: string): number {
  if (texte.length < 28) return 0;
  return texte.split(/[,;/|\n\r]+|\set\s|\sou\s|\s-\s/).filter((part) => part.replace(/\D/g, '').length === 14).length;
}

/** RNA : W et 9 caractères (chiffres, ou 2A, 2B et les codes d’outre-mer en tête). */
export function verifierRna(texte: string): Verification<string> {
  const net = retirerEspaces(texte.replace(/\(.*\)\s*$/s, '')).toUpperCase();
  if (net === '') return refuser('RNA vide');
  const repare = /\(/.test(texte) ? 'titre de l’association retiré du RNA' : null;
  if (/^W(?:\d{9}|2[AB]\d{7}|9[A-Z]\d{7})$/.test(net)) return accepter(net, repare);
  if (/^\d{9}$/.test(net)) return refuser('9 chiffres sans la lettre W : SIREN, ou RNA incomplet ?');
  return refuser(`« ${texte.trim()} » n’est pas un RNA : W suivi de 9 chiffres`);
}

/** IBAN de la zone SEPA : longueur du pays, modulo 97, et clé RIB pour la France et Monaco. */
export function verifierIban(texte: string): IbanVerifie | { readonly valide: false; readonly raison: string } {
  const capitales = retirerEspaces(texte).toUpperCase();
  const net = capitales.replace(/^IBAN:?/, '');
  const repare = net === capitales ? null : 'mot « IBAN » retiré';
  if (net === '') return refuser('IBAN vide');
  if (/^\d+(?:[.,]\d+)?E\+?\d+$/.test(net))
    return refuser('IBAN abîmé par Excel (notation scientifique) : à redemander');
  if (/^\d{10}[0-9A-Z]{11}\d{2}$/.test(net))
    return refuser('RIB à 23 caractères : demandez l’IBAN, qui commence par FR');
  const pays = /^([A-Z]{2})\d{2}[0-9A-Z]+$/.exec(net)?.[1];
  if (!pays) return refuser('un IBAN commence par deux lettres et deux chiffres (FR76…), sans autre signe');
  const longueur = IBAN_PAYS.get(pays);
  if (!longueur) return refuser(`pays ${pays} hors de la zone SEPA`);
  if (net.length !== longueur) return refuser(`${net.length} caractères au lieu de ${longueur} pour un IBAN ${pays}`);
  if (modulo97(net.slice(4) + net.slice(0, 4)) !== 1) return refuser('clé de contrôle fausse : IBAN mal saisi');
  if ((pays === 'FR' || pays === 'MC') && !hasCleRib(net.slice(4))) return refuser('clé RIB fausse : IBAN mal saisi');
  return { valide: true, valeur: net, repare, pays };
}

/** Par groupes de quatre, comme sur un RIB. */
export function formaterIban(iban: string): string {
  return iban.replaceAll(/(.{4})(?=.)/g, '$1\u00a0');
}

/** Adresse électronique, domaine mis en minuscules. */
export function verifierCourriel(texte: string): Verification<string> {
  const net = texte.trim().replace(/^mailto:/i, '');
  if (net === '') return refuser('courriel vide');
  if ((net.match(/@/g) ?? []).length > 1) return refuser('plusieurs adresses : n’en garder qu’une');
  const [local = '', domaine = ''] = net.split('@');
  const isLocal = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local) && local.length <= 64;
  const isDomaine = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i.test(domaine) && net.length <= 254;
  if (!isLocal || !isDomaine) return refuser(`« ${net} » n’est pas un courriel`);
  return accepter(`${local}@${domaine.toLowerCase()}`, /^mailto:/i.test(texte.trim()) ? '« mailto: » retiré' : null);
}

/** Téléphone français, renvoyé sur 10 chiffres (`0612345678`). */
export function verifierTelephone(texte: string): Verification<string> {
  const brut = texte.trim();
  if (brut === '') return refuser('téléphone vide');
  const excel = /^\d+[.,]0+$/.test(brut);
  const sansSuffixe = excel ? brut.replace(/[.,]0+$/, '') : brut;
  const net = sansSuffixe.replace(/\(0\)/, '').replace(/[\s.\-–_/()]/g, '');
  if (!/^\+?\d+$/.test(net)) return refuser(`« ${brut} » n’est pas un numéro de téléphone`);
  if (!excel && isTelephoneFrancais(net)) return accepter(net);
  const international = /^(?:\+|00)(33|262|269|508|590|594|596)0?(\d{9}|\d{6})$/.exec(net);
  if (international) {
    const [, indicatif = '', abonne = ''] = international;
    const valeur = abonne.length === 9 ? `0${abonne}` : `0${indicatif}${abonne}`;
    return isTelephoneFrancais(valeur) ? accepter(valeur) : refuser(`« ${brut} » n’est pas un numéro français`);
  }
  if (/^(?:\+|00)/.test(net)) return refuser(`« ${brut} » : numéro étranger`);
  if (isTelephoneFrancais(net)) return accepter(net, excel ? '« .0 » ajouté par Excel retiré' : null);
  if (/^[1-9]\d{8}$/.test(net)) return accepter(`0${net}`, 'zéro initial perdu, rétabli');
  if (net.length === 20) return refuser(`« ${brut} » : plusieurs numéros, n’en garder qu’un`);
  return refuser(`${compterChiffres(net.length)} au lieu de 10`);
}

/** Code INSEE d’une commune existante ; `communes` est indexé par ce code. */
export function verifierCodeInsee(code: string, communes: ReadonlyMap<string, unknown>): Verification<string> {
  const brut = retirerEspaces(code).toUpperCase();
  if (brut === '') return refuser('code INSEE vide');
  const net = brut.replace(/[.,]0+$/, '');
  const reparations = net === brut ? [] : ['« .0 » ajouté par Excel retiré'];
  if (communes.has(net)) return accepter(net, reparations[0] ?? null);
  if (/^[1-9]\d{3}$/.test(net) && communes.has(`0${net}`)) {
    return accepter(`0${net}`, [...reparations, 'zéro initial perdu, rétabli'].join(' ; '));
  }
  if (!/^(?:\d{5}|2[AB]\d{3})$/.test(net)) return refuser(`« ${code.trim()} » n’est pas un code INSEE à 5 caractères`);
  return refuser(`${net} n’est le code d’aucune commune actuelle : code postal, ou commune fusionnée ?`);
}

/** Chiffres d’un identifiant passé par Excel : espaces, « .0 », notation scientifique. */
function lireChiffres(texte: string, nom: string): Verification<string> {
  const brut = retirerEspaces(texte);
  if (brut === '') return refuser(`${nom} vide`);
  const scientifique = /^(\d)(?:[.,](\d+))?E\+?(\d+)$/i.exec(brut);
  if (scientifique) {
    const [, unite = '', decimales = '', exposant = ''] = scientifique;
    if (decimales.length === Number(exposant)) {
      return accepter(unite + decimales, `« ${brut} » : notation scientifique d’Excel dépliée`);
    }
    return refuser(
      `« ${brut} » : abîmé par Excel (notation scientifique), les derniers chiffres sont perdus, à redemander`,
    );
  }
  const sansDecimales = brut.replace(/^(\d+)[.,]0+$/, '$1');
  const chiffres = sansDecimales.replace(/[.\-–]/g, '');
  if (!/^\d+$/.test(chiffres)) return refuser(`« ${texte.trim()} » : un ${nom} ne contient que des chiffres`);
  return accepter(chiffres, sansDecimales === brut ? null : '« .0 » ajouté par Excel retiré');
}

function hasCleSiret(chiffres: string): boolean {
  if (sommeLuhn(chiffres) % 10 === 0) return true;
  // Les établissements de La Poste, trop nombreux pour Luhn : la somme simple des chiffres est un multiple de 5.
  return chiffres.startsWith(SIREN_LA_POSTE) && sommeDesChiffres(chiffres) % 5 === 0;
}

function sommeLuhn(chiffres: string): number {
  return Array.from(chiffres).reduce((somme, chiffre, rang) => {
    const isDouble = (chiffres.length - rang) % 2 === 0;
    const valeur = Number(chiffre) * (isDouble ? 2 : 1);
    return somme + (valeur > 9 ? valeur - 9 : valeur);
  }, 0);
}

function sommeDesChiffres(chiffres: string): number {
  return Array.from(chiffres).reduce((somme, chiffre) => somme + Number(chiffre), 0);
}

/** Les lettres valent 10 (A) à 35 (Z), comme le veut la norme ISO 13616. */
function modulo97(texte: string): number {
  return Array.from(texte).reduce((reste, signe) => {
    const valeur = Number.parseInt(signe, 36);
    return (reste * (valeur > 9 ? 100 : 10) + valeur) % 97;
  }, 0);
}

/** Clé RIB : les lettres du compte valent 1 à 9 (A-I, J-R) puis 2 à 9 (S-Z). */
function hasCleRib(bban: string): boolean {
  const chiffres = bban.replace(/[A-Z]/g, (lettre) => '12345678912345678923456789'.charAt(lettre.charCodeAt(0) - 65));
  return /^\d{10}[0-9A-Z]{11}\d{2}$/.test(bban) && BigInt(chiffres) % 97n === 0n;
}

function isTelephoneFrancais(numero: string): boolean {
  return /^0[1-9]\d{8}$/.test(numero);
}

function retirerEspaces(texte: string): string {
  return texte.replace(/[\s\u200b]/g, '');
}

function compterChiffres(nombre: number): string {
  return nombre < 2 ? `${nombre} chiffre` : `${nombre} chiffres`;
}
