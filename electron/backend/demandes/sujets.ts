import type { ChangementDate } from '../../../db/queries/changements.ts';
import { CHAMP_PAR_CODE } from '../../../shared/domaine/champs.ts';
import type { Charte } from '../../../shared/domaine/charte.ts';

/** Ce dont une question peut venir : un critère ou une condition de la charte. */
export interface Sujet {
  readonly libelle: string;
  /** Sans le code du critère : ce qui amorce une question. */
  readonly nom: string;
  /** Noms, en minuscules, des champs qui le prouvent, tels que les imports les disent. */
  readonly champs: ReadonlySet<string>;
}

/** Un import dit « effectif du collectif 2 » : le nom qu’il donne à chaque champ d’un collectif. */
const NOMS_COLLECTIF: Readonly<Record<string, string>> = {
  'collectif.libelle': 'libellé',
  'collectif.niveau': 'niveau',
  'collectif.effectif': 'effectif',
  'collectif.communeInsee': 'commune',
  'collectif.cout': 'coût',
  'collectif.adultes': 'adultes',
};
/** « collectif 3 » tout court : il vient d’arriver, ou il a disparu. */
const UN_COLLECTIF = 'collectif';

function nomsDesChamps(codes: readonly string[]): ReadonlySet<string> {
  const noms = codes.flatMap((code) => [NOMS_COLLECTIF[code] ?? [], CHAMP_PAR_CODE.get(code)?.libelle ?? code].flat());
  const avecCollectif = codes.some((code) => code.startsWith('collectif.'));
  return new Set([...noms, ...(avecCollectif ? [UN_COLLECTIF] : [])].map((nom) => nom.toLocaleLowerCase('fr')));
}

export function lireSujets(charte: Charte): ReadonlyMap<string, Sujet> {
  return new Map([
    ...charte.conditions.map(({ code, libelle, champs }): [string, Sujet] => [
      code,
      { libelle, nom: libelle, champs: nomsDesChamps(champs) },
    ]),
    ...charte.axes.flatMap(({ criteres }) =>
      criteres.map(({ code, libelle, champs }): [string, Sujet] => [
        code,
        { libelle: `${code} · ${libelle}`, nom: libelle, champs: nomsDesChamps(champs) },
      ]),
    ),
  ]);
}

/** Les changements qui touchent ce sujet. */
export function changementsDuSujet(
  sujet: Sujet | undefined,
  changements: readonly ChangementDate[],
): readonly ChangementDate[] {
  if (!sujet) return [];
  return changements.filter(({ champ }) => {
    const nom = champ.toLocaleLowerCase('fr');
    return sujet.champs.has(nom) || sujet.champs.has(nom.replace(/(?: du collectif)? \d+$/, ''));
  });
}
