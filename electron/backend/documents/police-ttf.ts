/** Ce que la mise en page doit savoir d’une police avant de l’imprimer. */
export interface Police {
  possede(pointDeCode: number): boolean;
  /** Largeur en points, sans crénage : jamais plus étroite que le texte imprimé. */
  largeur(texte: string, corps: number): number;
}

/** Lit les tables `cmap` et `hmtx` d’un fichier TrueType de confiance (ceux de `resources/fonts`). */
export function lirePolice(ttf: Buffer): Police {
  const tables = lireTables(ttf);
  const unites = ttf.readUInt16BE(table(tables, 'head') + 18);
  const nombreDeChasses = ttf.readUInt16BE(table(tables, 'hhea') + 34);
  const hmtx = table(tables, 'hmtx');
  const glyphes = lireGlyphes(ttf, table(tables, 'cmap'));
  // Une case par point de code du plan de base : la mesure d’un texte, faite des milliers de fois, n’est qu’une suite de lectures.
  const chasses = new Uint16Array(0x1_00_00).fill(ttf.readUInt16BE(hmtx));
  for (const [code, glyphe] of glyphes) {
    chasses[code] = ttf.readUInt16BE(hmtx + 4 * Math.min(glyphe, nombreDeChasses - 1));
  }
  return {
    possede: (pointDeCode) => glyphes.has(pointDeCode),
    largeur(texte, corps) {
      let total = 0;
      for (let rang = 0; rang < texte.length; rang += 1) total += chasses[texte.charCodeAt(rang)] ?? 0;
      return (total * corps) / unites;
    },
  };
}

function lireTables(ttf: Buffer): Map<string, number> {
  const tables = new Map<string, number>();
  for (let rang = 0; rang < ttf.readUInt16BE(4); rang += 1) {
    const entree = 12 + 16 * rang;
    tables.set(ttf.toString('latin1', entree, entree + 4), ttf.readUInt32BE(entree + 8));
  }
  return tables;
}

function table(tables: Map<string, number>, nom: string): number {
  const position = tables.get(nom);
  if (position === undefined) throw new Error(`Police sans table ${nom}`);
  return position;
}

/** Sous-table Unicode de format 4 (plan de base), celle que toute police TrueType de texte porte. */
function lireGlyphes(ttf: Buffer, cmap: number): Map<number, number> {
  const glyphes = new Map<number, number>();
  for (let rang = 0; rang < ttf.readUInt16BE(cmap + 2); rang += 1) {
    const sousTable = cmap + ttf.readUInt32BE(cmap + 4 + 8 * rang + 4);
    if (ttf.readUInt16BE(sousTable) !== 4) continue;
    const segments = ttf.readUInt16BE(sousTable + 6) / 2;
    for (let segment = 0; segment < segments; segment += 1) {
      const fin = ttf.readUInt16BE(sousTable + 14 + 2 * segment);
      const debut = ttf.readUInt16BE(sousTable + 16 + 2 * (segments + segment));
      const ecart = ttf.readUInt16BE(sousTable + 16 + 2 * (2 * segments + segment));
      const positionRenvoi = sousTable + 16 + 2 * (3 * segments + segment);
      const renvoi = ttf.readUInt16BE(positionRenvoi);
      for (let code = debut; code <= fin && code !== 0xff_ff; code += 1) {
        const brut = renvoi === 0 ? code : ttf.readUInt16BE(positionRenvoi + renvoi + 2 * (code - debut));
        const glyphe = brut === 0 ? 0 : (brut + ecart) & 0xff_ff;
        if (glyphe !== 0) glyphes.set(code, glyphe);
      }
    }
    return glyphes;
  }
  throw new Error('Police sans sous-table Unicode de format 4');
}
