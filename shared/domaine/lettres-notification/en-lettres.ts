const UNITES = [
  'zéro',
  'un',
  'deux',
  'trois',
  'quatre',
  'cinq',
  'six',
  'sept',
  'huit',
  'neuf',
  'dix',
  'onze',
  'douze',
  'treize',
  'quatorze',
  'quinze',
  'seize',
  'dix-sept',
  'dix-huit',
  'dix-neuf',
] as const;
const DIZAINES = ['', '', 'vingt', 'trente', 'quarante', 'cinquante', 'soixante', 'soixante', 'quatre-vingt'] as const;

/** Un entier en toutes lettres, jusqu’au milliard exclu : 4513 → « quatre mille cinq cent treize ». */
export function nombreEnLettres(nombre: number): string {
  if (!Number.isSafeInteger(nombre) || nombre < 0 || nombre >= 1_000_000_000)
    throw new RangeError(`Nombre hors de l’écriture en lettres : ${nombre}`);
  if (nombre === 0) return UNITES[0];
  const millions = Math.floor(nombre / 1_000_000);
  const milliers = Math.floor(nombre / 1000) % 1000;
  const reste = nombre % 1000;
  return [
    millions === 0 ? '' : `${centaines(millions, true)} million${millions > 1 ? 's' : ''}`,
    // « mille » est invariable, et devant lui vingt et cent le sont aussi : quatre-vingt mille.
    milliers === 0 ? '' : milliers === 1 ? 'mille' : `${centaines(milliers, false)} mille`,
    reste === 0 ? '' : centaines(reste, true),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** De 1 à 999. `finale` : cent et quatre-vingt prennent leur s s’ils terminent le nombre. */
function centaines(nombre: number, finale: boolean): string {
  const cent = Math.floor(nombre / 100);
  const reste = nombre % 100;
  const debut = cent === 0 ? '' : cent === 1 ? 'cent' : `${UNITES[cent]} cent${reste === 0 && finale ? 's' : ''}`;
  return [debut, reste === 0 ? '' : dizaines(reste, finale)].filter((part) => part !== '').join(' ');
}

function dizaines(nombre: number, finale: boolean): string {
  if (nombre < 20) return UNITES[nombre] ?? '';
  // Soixante-dix et quatre-vingt-dix se comptent sur la dizaine d’avant.
  const rang = Math.min(nombre < 80 ? (nombre >= 70 ? 7 : Math.floor(nombre / 10)) : 8, 8);
  const base = DIZAINES[rang] ?? '';
  const reste = nombre - (rang === 7 ? 60 : rang * 10);
  if (reste === 0) return rang === 8 && finale ? `${base}s` : base;
  const liaison = (reste === 1 || reste === 11) && rang !== 8 ? ' et ' : '-';
  return `${base}${liaison}${UNITES[reste]}`;
}

/** 451325 → « quatre mille cinq cent treize euros et vingt-cinq centimes ». */
export function eurosEnLettres(centimes: number): string {
  const euros = Math.floor(centimes / 100);
  const reste = centimes % 100;
  // « un million d’euros » : million est un nom.
  const liaison = euros > 0 && euros % 1_000_000 === 0 ? 'd’euro' : 'euro';
  const dit = (nombre: number, nom: string) => `${nombreEnLettres(nombre)} ${nom}${nombre > 1 ? 's' : ''}`;
  if (euros === 0 && reste > 0) return dit(reste, 'centime');
  return reste === 0 ? dit(euros, liaison) : `${dit(euros, liaison)} et ${dit(reste, 'centime')}`;
}
