import type { Existant } from '../../../db/queries/imports.ts';
import type { DossierLu } from './dossier-lu.ts';
import type { LectureReunie, Origine } from './fusionner.ts';
import { isTableau, numeroPropre, renumeroter } from './numeros-de-source.ts';
import { isAutrePorteur } from './ressemblances.ts';

type Connu = Existant['dossiers'][number];

/**
 * Donne à chaque dossier la source et le numéro que la base lui connaît. Un tableau renommé (« suivi mai.xlsx ») reste
 * celui dont il reprend les dossiers ; le n° 1 d’un tableau n’est pas le n° 1 d’un autre, si le porteur n’est pas le même.
 */
export function situer(lecture: LectureReunie, existant: Existant): LectureReunie {
  const parNumero = new Map(existant.dossiers.map((d) => [d.numero, d]));
  const structures = new Map(existant.structures.map((s) => [s.id, s]));
  const isAutre = (lu: DossierLu, connu: Connu) => {
    const structure = structures.get(connu.structureId);
    return structure !== undefined && isAutrePorteur(lu.structure, structure);
  };
  const parNu = Map.groupBy(existant.dossiers, (d) => (d.source === null ? d.numero : sansSuffixe(d.numero, d.source)));
  const sources = retrouverSources(lecture, existant, (lu) =>
    (parNu.get(lu.numero) ?? []).find((connu) => !isAutre(lu, connu)),
  );
  const sourceDe = ({ source }: Origine) => sources.get(source) ?? source;

  function trouverNumero(lu: DossierLu, origine: Origine): string {
    const source = sourceDe(origine);
    const nu = sansSuffixe(lu.numero, origine.source);
    const propre = numeroPropre(nu, source);
    if (parNumero.has(propre)) return propre;
    const connu = parNumero.get(nu);
    if (!connu) return lu.numero;
    const isSien = connu.source === null || connu.source === source || !isAutre(lu, connu);
    return isSien ? nu : propre;
  }

  const pris = new Set<string>();
  const numeros = new Map<string, string>();
  for (const lu of lecture.dossiers) {
    const origine = lecture.origines.get(lu.numero);
    const voulu = origine && origine.source !== 'classeur' ? trouverNumero(lu, origine) : lu.numero;
    const numero = pris.has(voulu) ? lu.numero : voulu;
    pris.add(numero);
    if (numero !== lu.numero) numeros.set(lu.numero, numero);
  }
  const changer = (numero: string) => numeros.get(numero) ?? numero;
  return {
    ...(numeros.size === 0 ? lecture : renumeroter(lecture, changer)),
    sources: [...new Set(lecture.sources.map((s) => sources.get(s) ?? s))].toSorted(),
    origines: new Map([...lecture.origines].map(([n, o]) => [changer(n), { ...o, source: sourceDe(o) }])),
  };
}

/** Source lue → celle de la base dont elle reprend au moins la moitié des dossiers. */
function retrouverSources(
  lecture: LectureReunie,
  existant: Existant,
  connaitre: (lu: DossierLu) => Connu | undefined,
): ReadonlyMap<string, string> {
  const connues = new Set([...existant.derniers.keys(), ...existant.dossiers.flatMap((d) => d.source ?? [])]);
  const retrouvees = new Map<string, string>();
  for (const source of lecture.sources) {
    if (source === 'classeur' || connues.has(source)) continue;
    const siens = lecture.dossiers.filter((d) => lecture.origines.get(d.numero)?.source === source);
    const voix = Map.groupBy(
      siens.flatMap((lu) => connaitre(lu) ?? []),
      (c) => c.source ?? '',
    );
    const [meilleure] = [...voix]
      .filter(([s]) => s !== '' && s !== 'classeur' && isTableau(s) === isTableau(source))
      .toSorted(([, a], [, b]) => b.length - a.length);
    if (meilleure && 2 * meilleure[1].length >= siens.length) retrouvees.set(source, meilleure[0]);
  }
  return retrouvees;
}

function sansSuffixe(numero: string, source: string): string {
  const suffixe = numeroPropre('', source);
  return numero.endsWith(suffixe) && numero.length > suffixe.length ? numero.slice(0, -suffixe.length) : numero;
}
