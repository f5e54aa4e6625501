/** Ce qu’un octet fait dans un texte ou une valeur d’attribut. */
export const ORDINAIRE = 0;
export const OUVRANT = 1; // <
export const ESPERLUETTE = 2;
export const RETOUR = 3; // retour chariot, à normaliser
export const FERMANT = 4; // >, interdit après ]]
export const INTERDIT = 5; // caractère de commande
export const RARE = 6; // début possible de U+FFFE ou U+FFFF
export const BLANC = 7; // tabulation ou fin de ligne : une espace dans un attribut

export const CLASSE_TEXTE: Uint8Array = Uint8Array.from({ length: 256 }, (_, octet) => {
  if (octet === 0x3c) return OUVRANT;
  if (octet === 0x26) return ESPERLUETTE;
  if (octet === 0x0d) return RETOUR;
  if (octet === 0x3e) return FERMANT;
  if (octet < 0x20 && octet !== 0x09 && octet !== 0x0a) return INTERDIT;
  return octet === 0xef ? RARE : ORDINAIRE;
});

export const CLASSE_ATTRIBUT: Uint8Array = Uint8Array.from({ length: 256 }, (_, octet) => {
  const classe = CLASSE_TEXTE[octet] ?? 0;
  if (octet === 0x09 || octet === 0x0a) return BLANC;
  return classe === FERMANT ? ORDINAIRE : classe;
});

const ENTITES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** U+FFFE et U+FFFF ne sont pas des caractères d’XML. */
export function estNonCaractere(octets: Buffer, i: number): boolean {
  return octets[i + 1] === 0xbf && (octets[i + 2] ?? 0) >= 0xbe;
}

/** Les octets du motif sont-ils écrits à cette place ? */
export function suit(octets: Buffer, position: number, motif: Buffer): boolean {
  if (position + motif.length > octets.length) return false;
  for (let i = 0; i < motif.length; i++) if (octets[position + i] !== motif[i]) return false;
  return true;
}

/** Le caractère d’une référence (`amp`, `#233`, `#xE9`) ; null si elle n’a pas de sens. Aucune autre entité n’est connue. */
export function caractereDe(reference: string): string | null {
  if (Object.hasOwn(ENTITES, reference)) return ENTITES[reference] ?? null;
  const trouve = /^#(?:([0-9]+)|x([0-9A-Fa-f]+))$/.exec(reference);
  if (trouve === null) return null;
  const [, decimal, hexadecimal] = trouve;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  const estPermis =
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd);
  return estPermis || (code >= 0x10000 && code <= 0x10ffff) ? String.fromCodePoint(code) : null;
}

/** Un texte, ses références remplacées ; null si l’une n’a pas de sens. */
export function decoderReferences(texte: string): string | null {
  let decode = '';
  let depuis = 0;
  for (let i = texte.indexOf('&'); i >= 0; i = texte.indexOf('&', depuis)) {
    const fin = texte.indexOf(';', i);
    const caractere = fin < 0 ? null : caractereDe(texte.slice(i + 1, fin));
    if (caractere === null) return null;
    decode += texte.slice(depuis, i) + caractere;
    depuis = fin + 1;
  }
  return depuis === 0 ? texte : decode + texte.slice(depuis);
}

/** Valeur d’un attribut : références remplacées, chaque blanc rendu en une espace. Null si une référence n’a pas de sens. */
export function decoderAttribut(brut: string): string | null {
  return decoderReferences(brut.replace(/\r\n|[\t\n\r]/g, ' '));
}

const B = '[ \\t\\r\\n]';
const EGAL = `${B}*=${B}*`;

/** La déclaration `<?xml … ?>` entière, telle que la norme l’admet. */
export const DECLARATION_XML = new RegExp(
  `^<\\?xml${B}+version${EGAL}(?:"1\\.[0-9]+"|'1\\.[0-9]+')` +
    `(?:${B}+encoding${EGAL}(?:"[A-Za-z][\\w.-]*"|'[A-Za-z][\\w.-]*'))?` +
    `(?:${B}+standalone${EGAL}(?:"(?:yes|no)"|'(?:yes|no)'))?${B}*\\?>$`,
);
