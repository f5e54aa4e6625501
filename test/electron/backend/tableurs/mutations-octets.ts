import type { Hasard } from './mutations-hasard.ts';

/** Valeurs où les lecteurs d’archives se trompent : bornes, débordements, zip64. */
const LIMITES = [0, 1, 2, 7, 8, 99, 0x7f, 0xff, 0x7fff, 0xfffe, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** Champs d’un en-tête local, d’une entrée du sommaire et de la fin d’archive : place et taille. */
const CHAMPS: Readonly<Record<string, readonly (readonly [place: number, taille: 2 | 4])[]>> = {
  // version, indicateurs, méthode, heure, somme, compressé, taille, longueurs du nom et du complément
  '504b0304': [
    [4, 2],
    [6, 2],
    [8, 2],
    [10, 2],
    [14, 4],
    [18, 4],
    [22, 4],
    [26, 2],
    [28, 2],
  ],
  // de même, puis commentaire, disque, attributs, position de l’en-tête local
  '504b0102': [
    [4, 2],
    [6, 2],
    [8, 2],
    [10, 2],
    [12, 2],
    [16, 4],
    [20, 4],
    [24, 4],
    [28, 2],
    [30, 2],
    [32, 2],
    [34, 2],
    [36, 2],
    [38, 4],
    [42, 4],
  ],
  // disques, nombres d’entrées, taille et position du sommaire, commentaire
  '504b0506': [
    [4, 2],
    [6, 2],
    [8, 2],
    [10, 2],
    [12, 4],
    [16, 4],
    [20, 2],
  ],
};

/** Retourne de un à huit bits, n’importe où. */
export function retournerBits(octets: Buffer, hasard: Hasard): Buffer {
  const copie = Buffer.from(octets);
  for (let n = 1 + hasard.entier(8); n > 0; n--) {
    const i = hasard.entier(copie.length);
    copie[i] = (copie[i] ?? 0) ^ (1 << hasard.entier(8));
  }
  return copie;
}

/** Coupe, efface, répète, déplace ou insère un morceau. */
export function tailler(octets: Buffer, hasard: Hasard): Buffer {
  const a = hasard.entier(octets.length);
  const b = Math.min(octets.length, a + 1 + hasard.entier(200));
  const morceau = octets.subarray(a, b);
  const [avant, apres] = [octets.subarray(0, a), octets.subarray(b)];
  switch (hasard.entier(7)) {
    case 0:
      return Buffer.from(avant);
    case 1:
      return Buffer.from(octets.subarray(a));
    case 2:
      return Buffer.concat([avant, apres]);
    case 3:
      return Buffer.concat([avant, Buffer.alloc(morceau.length), apres]);
    case 4:
      return Buffer.concat([avant, morceau, morceau, apres]);
    case 5:
      return Buffer.concat([apres, morceau, avant]);
    default:
      return Buffer.concat([avant, Buffer.from(Array.from(morceau, () => hasard.entier(256))), octets.subarray(a)]);
  }
}

/** Fausse de un à trois champs des en-têtes d’une archive, ou un de ses noms. */
export function fausserArchive(octets: Buffer, hasard: Hasard): Buffer {
  const copie = Buffer.from(octets);
  for (let n = 1 + hasard.entier(3); n > 0; n--) {
    const signature = hasard.parmi(Object.keys(CHAMPS));
    const entetes = trouver(copie, Buffer.from(signature, 'hex'));
    if (entetes.length === 0) continue;
    const debut = hasard.parmi(entetes);
    if (signature !== '504b0506' && hasard.entier(5) === 0) {
      const nom = debut + (signature === '504b0304' ? 30 : 46);
      copie.write(hasard.parmi(['../../x', '\\', '/', 'C:', '\0', '__proto__', 'é', 'xl/', '%2e%2e']), nom, 'latin1');
      continue;
    }
    const [place, taille] = hasard.parmi(CHAMPS[signature] ?? []);
    if (debut + place + taille > copie.length) continue;
    const avant = copie.readUIntLE(debut + place, taille);
    const autre = hasard.parmi([...LIMITES, avant + 1, Math.max(0, avant - 1), avant * 2, hasard.entier(2 ** 31)]);
    copie.writeUIntLE(autre % 2 ** (8 * taille), debut + place, taille);
  }
  return copie;
}

function trouver(octets: Buffer, signature: Buffer): number[] {
  const places: number[] = [];
  for (let i = octets.indexOf(signature); i >= 0; i = octets.indexOf(signature, i + 1)) places.push(i);
  return places;
}
