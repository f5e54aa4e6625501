import type { Existant } from '../../../db/queries/imports.ts';
import type { DifferenceImport } from '../../../shared/contract/imports.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import type { SituerCommune } from './comparer.ts';
import type { LectureReunie } from './fusionner.ts';

export interface Disparu {
  readonly dossierId: number;
  readonly difference: DifferenceImport;
}

/** Un classeur de réponse ne parle que de son porteur : il ne fait disparaître personne. */
export function listerDisparus(lecture: LectureReunie, existant: Existant, situerCommune: SituerCommune): Disparu[] {
  const sources = new Set<string | null>(lecture.sources.filter((s) => s !== 'classeur'));
  if (sources.size === 0) return [];
  const lus = new Set(lecture.dossiers.map((d) => d.numero));
  const noms = new Map(existant.structures.map((s) => [s.id, s.raisonSociale]));
  return existant.dossiers
    .filter((d) => !lus.has(d.numero) && d.absentDepuis === null && (d.source === null || sources.has(d.source)))
    .map((d) => ({
      dossierId: d.id,
      difference: {
        numero: d.numero,
        raisonSociale: noms.get(d.structureId) ?? '',
        ...situerCommune(d.communeInsee),
        fichier: lecture.fichier,
        dejaLu: existant.lus.has(d.id),
        nature: 'disparu',
        cle: `disparu:${d.numero}`,
        champ: 'présent dans la base, absent de ce fichier',
        avant: null,
        apres: null,
        adresse: null,
        choix: [
          { code: 'garder', libelle: 'Garder' },
          { code: 'marquer', libelle: 'Garder, marqué absent' },
        ],
        propose: 'garder',
        retient: [],
      },
    }));
}

/** Moins de dossiers que la dernière fois pour la même source : un filtre oublié dans l’export se voit avant d’écrire. */
export function demanderConfirmation(lecture: LectureReunie, existant: Existant): string | null {
  for (const source of lecture.sources.filter((s) => s !== 'classeur')) {
    const dernier = existant.derniers.get(source);
    const lus = new Set(
      lecture.dossiers.map((d) => d.numero).filter((n) => lecture.origines.get(n)?.source === source),
    );
    if (!dernier || lus.size >= dernier.numeros.length) continue;
    const absents = dernier.numeros.filter((n) => !lus.has(n)).length;
    return `Ce fichier contient ${pluriel(lus.size, 'dossier')} ; le précédent de la même source, « ${dernier.fichier} », en contenait ${dernier.numeros.length}. ${absents > 1 ? `Les ${absents} dossiers absents restent` : 'Le dossier absent reste'} dans la base. Importer quand même ?`;
  }
  return null;
}
