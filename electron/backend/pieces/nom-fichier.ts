/** Interdits dans un nom de fichier par Windows, et les marques qui retournent le sens du texte. */
const INTERDITS = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const RESERVES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const LONGUEUR = 120;

/** Le nom d’un fichier reçu, sans dossier ni caractère piégé, assez court pour tout système. Jamais employé comme chemin. */
export function nettoyerNom(nom: string): string {
  const dernier = nom.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const net = dernier
    .replace(INTERDITS, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (net === '') return 'fichier';
  const sur = RESERVES.test(net) ? `_${net}` : net;
  if (sur.length <= LONGUEUR) return sur;
  const extension = /\.[^. ]{1,10}$/.exec(sur)?.[0] ?? '';
  return `${sur.slice(0, LONGUEUR - extension.length).trimEnd()}${extension}`;
}
