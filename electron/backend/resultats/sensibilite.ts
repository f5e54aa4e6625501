import type { Sensibilite, StabiliteDossier } from '../../../shared/contract/resultats.ts';
import type { Charte } from '../../../shared/domaine/charte.ts';
import { arrondirDemiHaut, enNombre, type Fraction, fraction, multiplier } from '../../../shared/domaine/fraction.ts';
import {
  type Amplitude,
  analyserSensibilite,
  direStabilite,
  type Intervalle,
  rangsAuFacteur,
  reunirAmplitudes,
} from '../../../shared/domaine/sensibilite.ts';
import type { Cible, Croisement } from '../../../shared/domaine/sensibilite-courbes.ts';
import type { Context } from '../context.ts';
import { introuvable } from '../refus.ts';
import { dossiersNotes, idsMontres, type Rassemblement, rassembler } from './rassembler.ts';

/** De zéro au double du poids, par dixièmes. */
const FACTEURS: readonly Fraction[] = Array.from({ length: 21 }, (_, dixieme) => fraction(dixieme, 10));
const TOUT: Intervalle = [fraction(0), fraction(2)];
/** De la moitié à une fois et demie le poids : ce qu’une discussion de charte peut raisonnablement changer. */
const MOITIE: Intervalle = [fraction(1, 2), fraction(3, 2)];
/** Au-delà, une liste ne se lit plus ; leur nombre est dit. */
const BASCULES_MONTREES = 300;

export function lireSensibilite(context: Context, campagneId: number, cible: Cible): Sensibilite {
  return calculerSensibilite(rassembler(context, campagneId), cible);
}

/** Le classement à chaque facteur, les bascules et les changements de pile. */
export function calculerSensibilite(rassemblement: Rassemblement, cible: Cible): Sensibilite {
  const { charte, dossiers } = rassemblement;
  const { libelle, poids } = decrire(charte, cible);
  const notes = dossiersNotes(rassemblement);
  const analyse = analyserSensibilite(charte, notes, cible, TOUT);
  const montres = idsMontres(rassemblement);
  const bascules = analyse.bascules.filter((b) => montres.has(b.dessus) && montres.has(b.dessous));
  const changements = analyse.changements.filter((c) => montres.has(c.dossier));
  const colonnes = FACTEURS.map((facteur) => rangsAuFacteur(charte, notes, cible, facteur));
  const presenter = (croisement: Croisement) => presenterFacteur(croisement, poids);
  return {
    cible: { ...cible, libelle, poids },
    facteurs: FACTEURS.map(enNombre),
    poids: FACTEURS.map((facteur) => ecrireNombre(multiplier(facteur, fraction(poids)), 1)),
    dossiers: dossiers
      .flatMap(({ ligne, montre }) => {
        const amplitude = analyse.amplitudes.get(ligne.id);
        if (!montre || ligne.rang === null || !amplitude) return [];
        const { id, numero, structure, pile, rang } = ligne;
        const rangs = colonnes.map((colonne) => colonne.get(id)?.rang ?? null);
        return [{ id, numero, raisonSociale: structure.raisonSociale, pile, rang, rangs, ...amplitude }];
      })
      .toSorted((a, b) => a.rang.rang - b.rang.rang || a.id - b.id),
    bascules: bascules
      .slice(0, BASCULES_MONTREES)
      .map((b) => ({ dessusId: b.dessus, dessousId: b.dessous, facteur: presenter(b) })),
    nombreDeBascules: bascules.length,
    changements: changements.map((c) => ({ dossierId: c.dossier, de: c.de, vers: c.vers, facteur: presenter(c) })),
  };
}

function decrire(charte: Charte, { genre, code }: Cible): { libelle: string; poids: number } {
  const trouve =
    genre === 'axe'
      ? charte.axes.find((axe) => axe.code === code)
      : charte.axes.flatMap((axe) => axe.criteres).find((critere) => critere.code === code);
  if (!trouve) throw introuvable(genre === 'axe' ? `L’axe ${code}` : `Le critère ${code}`);
  return trouve;
}

export function lireStabilites(context: Context, campagneId: number): StabiliteDossier[] {
  return calculerStabilites(rassembler(context, campagneId));
}

/** La plus large amplitude de chaque dossier, chaque axe bougeant à son tour de moitié. */
export function calculerStabilites(rassemblement: Rassemblement): StabiliteDossier[] {
  const { charte, dossiers } = rassemblement;
  const notes = dossiersNotes(rassemblement);
  const parAxe = charte.axes.map(
    ({ code }) => analyserSensibilite(charte, notes, { genre: 'axe', code }, MOITIE).amplitudes,
  );
  return dossiers.flatMap(({ ligne: { id, rang }, montre }) => {
    const amplitudes: Amplitude[] = parAxe.flatMap((carte) => carte.get(id) ?? []);
    const large = reunirAmplitudes(amplitudes);
    if (!montre || large === null || rang === null) return [];
    return [{ dossierId: id, rang: rang.rang, ...large, stabilite: direStabilite(large, rang.rang) }];
  });
}

function presenterFacteur({ facteur, exact }: Croisement, poids: number): Sensibilite['bascules'][number]['facteur'] {
  return {
    valeur: enNombre(facteur),
    exact: exact ? (facteur.d === 1n ? String(facteur.n) : `${facteur.n}/${facteur.d}`) : null,
    texte: `×${ecrireNombre(facteur, 2)}`,
    poids: ecrireNombre(multiplier(facteur, fraction(poids)), 1),
  };
}

/** « 37,5 » : arrondi pour se lire, sans zéro inutile. */
function ecrireNombre(valeur: Fraction, decimales: number): string {
  const echelle = 10n ** BigInt(decimales);
  const arrondi = arrondirDemiHaut(multiplier(valeur, fraction(echelle)));
  const fin = (arrondi % echelle).toString().padStart(decimales, '0').replace(/0+$/, '');
  return fin === '' ? String(arrondi / echelle) : `${arrondi / echelle},${fin}`;
}
