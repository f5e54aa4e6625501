import { createHash } from 'node:crypto';
import type { Base } from '../../../db/base.ts';
import {
  type LigneCharte,
  lireCharte as lireLigne,
  listerChartes as lireLignes,
  lireUsages,
} from '../../../db/queries/chartes.ts';
import type { CharteComplete, Comparaison, ResumeCharte, VersionDeCharte } from '../../../shared/contract/chartes.ts';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { comparerChartes, type DifferenceDeCharte } from '../../../shared/domaine/comparer-chartes.ts';
import { defautsBloquants } from '../../../shared/domaine/controler-charte.ts';
import type { Context } from '../context.ts';
import { introuvable } from '../refus.ts';

export type SocleCharte = Pick<Context, 'db'>;

/** @throws Refus si elle n’existe pas */
export function exigerCharte(db: Base, charteId: number): LigneCharte {
  const ligne = lireLigne(db, charteId);
  if (!ligne) throw introuvable('Cette charte');
  return ligne;
}

export function nommerVersion({ id, nom, version }: LigneCharte): VersionDeCharte {
  return { id, nom, version };
}

/** « Charte départementale » v2. */
export function direVersion({ nom, version }: Pick<VersionDeCharte, 'nom' | 'version'>): string {
  return `« ${nom || 'Sans nom'} » v${version}`;
}

/** Empreinte du contenu : la page la rend en enregistrant, et l’on sait si un autre écran est passé entre-temps. */
export function revisionDe(contenu: Charte): string {
  return createHash('sha256').update(JSON.stringify(contenu)).digest('hex');
}

export function listerChartes({ db }: SocleCharte): ResumeCharte[] {
  const lignes = lireLignes(db);
  const usages = lireUsages(db);
  return lignes.map((ligne) => resumer(ligne, lignes, usages));
}

export function lireCharte({ db }: SocleCharte, charteId: number): CharteComplete {
  const ligne = exigerCharte(db, charteId);
  return {
    ...resumer(ligne, lireLignes(db), lireUsages(db)),
    // Une charte d’avant ce réglage ne le porte pas.
    charte: {
      ...ligne.contenu,
      participationSymboliqueCentimes: ligne.contenu.participationSymboliqueCentimes ?? null,
    },
    revision: revisionDe(ligne.contenu),
  };
}

function resumer(
  ligne: LigneCharte,
  toutes: readonly LigneCharte[],
  usages: ReturnType<typeof lireUsages>,
): ResumeCharte {
  const { contenu, etat, modifieeLe, publieeLe, archiveeLe } = ligne;
  const source = toutes.find(({ id }) => id === ligne.issueDe);
  return {
    ...nommerVersion(ligne),
    etat,
    modele: contenu.modele,
    conditions: contenu.conditions.length,
    axes: contenu.axes.length,
    criteres: contenu.axes.reduce((n, axe) => n + axe.criteres.length, 0),
    defauts: etat === 'brouillon' ? defautsBloquants(contenu).length : 0,
    campagnes: usages.campagnes
      .filter(({ charteId }) => charteId === ligne.id)
      .map(({ id, anneeScolaire }) => ({ id, anneeScolaire })),
    lectures: usages.lectures.get(ligne.id) ?? 0,
    issueDe: source ? nommerVersion(source) : null,
    modifieeLe,
    publieeLe,
    archiveeLe,
  };
}

export function comparerVersions({ db }: SocleCharte, avantId: number, apresId: number): Comparaison {
  const avant = exigerCharte(db, avantId);
  const apres = exigerCharte(db, apresId);
  return {
    avant: nommerVersion(avant),
    apres: nommerVersion(apres),
    differences: presenterDifferences(comparerChartes(avant.contenu, apres.contenu)),
  };
}

/** Le contrat rend des tableaux modifiables, le domaine des tableaux en lecture seule. */
export function presenterDifferences(differences: readonly DifferenceDeCharte[]): Comparaison['differences'] {
  return differences.map((d) => ({ ...d, champs: [...d.champs], contenu: [...d.contenu] }));
}
