import * as fc from 'fast-check';
import type { Charte, Niveau } from '../../../shared/domaine/charte.ts';
import { calculerNote, type NiveauxParCritere, type NoteDossier } from '../../../shared/domaine/note.ts';

/** Chartes petites et quelconques : poids nuls compris, pour que tout soit aussi vérifiable en essayant toutes les combinaisons. */
const axe = fc.record({
  poids: fc.integer({ min: 0, max: 5 }),
  seuil: fc.integer({ min: 0, max: 100 }),
  criteres: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }),
});

export const charteAuHasard: fc.Arbitrary<Charte> = fc
  .record({ axes: fc.array(axe, { minLength: 1, maxLength: 3 }), seuilNote: fc.integer({ min: 0, max: 100 }) })
  .map(({ axes, seuilNote }) => ({
    nom: 'Essai',
    version: 1,
    modele: false,
    origine: '',
    seuilNote,
    participationSymboliqueCentimes: null,
    conditions: [],
    axes: axes.map(({ poids, seuil, criteres }, a) => ({
      code: `a${a}`,
      libelle: `Axe ${a}`,
      abrege: `A${a}.`,
      poids,
      seuil,
      criteres: criteres.map((poidsCritere, c) => ({
        code: `a${a}c${c}`,
        libelle: `Critère ${a}.${c}`,
        poids: poidsCritere,
        niveaux: ['', '', '', ''],
        champs: [],
      })),
    })),
  }));

export function codesDe(charte: Charte): string[] {
  return charte.axes.flatMap((un) => un.criteres.map(({ code }) => code));
}

export function notesAuHasard(
  charte: Charte,
  niveaux: readonly Niveau[],
  { lectures, dossiers }: { readonly lectures: number; readonly dossiers: number },
): fc.Arbitrary<NoteDossier[]> {
  const codes = codesDe(charte);
  const lecture = fc
    .array(fc.constantFrom(...niveaux), { minLength: codes.length, maxLength: codes.length })
    .map((tires): NiveauxParCritere => Object.fromEntries(codes.map((code, rang) => [code, tires[rang]])));
  const dossier = fc.array(lecture, { minLength: 1, maxLength: lectures }).map((lues) => calculerNote(charte, lues));
  return fc.array(dossier, { minLength: dossiers, maxLength: dossiers });
}
