import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Profil de LibreOffice qui recalcule toujours à l’ouverture, quel que soit le logiciel qui a écrit le fichier. */
const PROFIL = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`;

const SOFFICE = 'soffice';

export const avecLibreOffice = spawnSync(SOFFICE, ['--version'], { stdio: 'ignore' }).status === 0;

/** Ouvre chaque classeur dans LibreOffice, qui le recalcule, et rend le chemin des copies qu’il a enregistrées. */
export function recalculer(dossier: string, classeurs: readonly string[]): string[] {
  const profil = join(dossier, 'profil');
  const sortie = join(dossier, 'recalcules');
  mkdirSync(join(profil, 'user'), { recursive: true });
  writeFileSync(join(profil, 'user', 'registrymodifications.xcu'), PROFIL);
  execFileSync(
    SOFFICE,
    [
      `-env:UserInstallation=${pathToFileURL(profil).href}`,
      '--headless',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      sortie,
      ...classeurs,
    ],
    { stdio: 'ignore', timeout: 120_000 },
  );
  return classeurs.map((classeur) => join(sortie, basename(classeur)));
}
