import { listerCampagnes } from '../../../db/queries/campagnes.ts';
import { type GesteDeCloture, lireClos, listerGestesDeCloture } from '../../../db/queries/cloture.ts';
import { nomsDesAgents } from '../../../db/queries/coordonnees.ts';
import { ArchiveFaite, type EtatCloture, type ObstacleCloture } from '../../../shared/contract/cloture.ts';
import { type Explication, explique, OBSTACLES } from '../../../shared/domaine/cloture.ts';
import type { Context } from '../context.ts';
import { introuvable } from '../refus.ts';
import { type Obstacle, relever } from './obstacles.ts';

/** « 2026-2027 » → « 2027-2028 ». */
export function anneeSuivante(anneeScolaire: string): string {
  const [debut = 0] = anneeScolaire.split('-').map(Number);
  return `${debut + 1}-${debut + 2}`;
}

/** Ce qui reste à régler, les sommes, ce qui a été fait : l’écran de la clôture. */
export function lireCloture({ db }: Pick<Context, 'db'>, campagneId: number): EtatCloture {
  const clos = lireClos(db, campagneId);
  if (!clos) throw introuvable('Cette campagne');
  const { obstacles, sommes } = relever(db, campagneId);
  const explications = clos.cloture?.explications ?? {};
  const decrits = obstacles.map((obstacle) => ({
    ...obstacle,
    ...OBSTACLES[obstacle.code],
    ...direExplication(explications[obstacle.cle], obstacle, clos.closeLe !== null),
  }));
  const gestes = listerGestesDeCloture(db, campagneId);
  const suivante = anneeSuivante(clos.anneeScolaire);
  return {
    anneeScolaire: clos.anneeScolaire,
    closeLe: clos.closeLe,
    closePar: clos.closePar === null ? null : (nomsDesAgents(db).get(clos.closePar) ?? null),
    closeParId: clos.closePar,
    obstacles: decrits,
    aRegler: decrits.filter((o) => o.explication === null).length,
    sommes,
    archive: derniereArchive(gestes, clos.closeLe),
    gestes: gestes.map(({ apres: _apres, ...geste }) => geste),
    suivante: {
      anneeScolaire: suivante,
      campagneId: listerCampagnes(db).find((c) => c.anneeScolaire === suivante)?.id ?? null,
    },
  };
}

/** Close, l’explication reste : un recouvrement y est encore permis, et il réduit le trop-perçu expliqué. */
function direExplication(
  dite: Explication | undefined,
  obstacle: Obstacle,
  close: boolean,
): Pick<ObstacleCloture, 'explication' | 'ancienne'> {
  if (dite === undefined) return { explication: null, ancienne: null };
  if (close || explique(dite, obstacle)) return { explication: dite, ancienne: null };
  return { explication: null, ancienne: { ...dite, phrase: dite.phrase ?? null } };
}

/** Celle d’avant une réouverture ne vaut plus : ce qui a pu changer depuis n’y est pas. */
function derniereArchive(gestes: readonly GesteDeCloture[], closeLe: string | null): EtatCloture['archive'] {
  const archive = gestes.find((g) => g.action === 'cloture.archiver');
  if (!archive || closeLe === null || archive.instant < closeLe) return null;
  return { ...ArchiveFaite.parse(JSON.parse(archive.apres ?? '{}')), le: archive.instant, par: archive.agent };
}
