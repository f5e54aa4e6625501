import { BORNES_BILAN, type Enfants, TRANCHES_AGE } from './bilan.ts';
import type { Anomalie, FaitsDuBilan, SaisieDeBilan } from './bilan-analyse.ts';
import { formaterEuros } from './nombres.ts';

/** Une saisie dont chaque nombre est possible, et ce qu’il a fallu en écarter. */
export interface SaisiePossible {
  readonly saisie: SaisieDeBilan;
  readonly impossibles: readonly Anomalie[];
  /** Ceux dont le droit dépend : tant qu’ils ne sont pas corrigés, il ne se calcule pas. */
  readonly bloquants: readonly Anomalie[];
}

/**
 * Écarte ce qu’un compte ou un coût ne peut pas être (négatif, fractionné, démesuré), pour que l’analyse, refaite à chaque
 * frappe, dise ce qui ne va pas au lieu d’échouer.
 */
export function ecarterImpossibles({ collectifs }: FaitsDuBilan, saisie: SaisieDeBilan): SaisiePossible {
  const noms = new Map(collectifs.map((c) => [c.id, c.nom]));
  const bloquants: Anomalie[] = [];
  const autres: Anomalie[] = [];
  function garder(valeur: number | null, maximum: number, champ: string, dire: string): number | null {
    if (valeur === null || estPossible(valeur, maximum)) return valeur;
    autres.push({ champ, message: `${dire} impossible (${valeur})` });
    return null;
  }
  const lignes = saisie.collectifs.flatMap((ligne) => {
    const nom = noms.get(ligne.collectifId);
    // Un collectif qui n’est plus agréé n’entre dans aucun calcul.
    if (nom === undefined) return [];
    const champ = (cle: string) => `collectif ${ligne.collectifId} ${cle}`;
    const { coutCentimes } = ligne;
    const coutPossible = coutCentimes === null || estPossible(coutCentimes, BORNES_BILAN.montantCentimes);
    if (!coutPossible) bloquants.push({ champ: champ('cout'), message: `${nom} : ${direCout(coutCentimes)}` });
    return [
      {
        ...ligne,
        seances: garder(ligne.seances, BORNES_BILAN.seances, champ('seances'), `${nom} : nombre de séances`),
        effectif: garder(ligne.effectif, BORNES_BILAN.effectif, champ('effectif'), `${nom} : effectif`),
        coutCentimes: coutPossible ? coutCentimes : null,
      },
    ];
  });
  const contenus = saisie.contenu.collectifs.flatMap((contenu) => {
    const nom = noms.get(contenu.collectifId);
    if (nom === undefined) return [];
    const champ = `collectif ${contenu.collectifId} enfants`;
    const compter = (n: number | null) =>
      garder(n, BORNES_BILAN.nombre, champ, `${nom} : nombre d’enfants d’une tranche d’âge`);
    const enfants = { ...contenu.enfants };
    for (const tranche of TRANCHES_AGE) enfants[tranche] = chaqueCase(enfants[tranche], compter);
    return [{ ...contenu, enfants }];
  });
  const budget = saisie.budget.map((ligne, rang) => {
    const { montantCentimes, compte } = ligne;
    if (estPossible(Math.abs(montantCentimes), BORNES_BILAN.montantCentimes)) return ligne;
    bloquants.push({
      champ: `budget ${rang}`,
      message: `Compte ${compte} : montant hors limites (${direMontant(montantCentimes)})`,
    });
    // La ligne reste à son rang : les anomalies la désignent par lui.
    return { ...ligne, montantCentimes: 0 };
  });
  return {
    saisie: { contenu: { ...saisie.contenu, collectifs: contenus }, collectifs: lignes, budget },
    impossibles: [...bloquants, ...autres],
    bloquants,
  };
}

function estPossible(valeur: number, maximum: number): boolean {
  return Number.isSafeInteger(valeur) && valeur >= 0 && valeur <= maximum;
}

function direCout(centimes: number): string {
  return `coût réel ${centimes < 0 ? 'négatif' : 'hors limites'} (${direMontant(centimes)})`;
}

function direMontant(centimes: number): string {
  return Number.isSafeInteger(centimes) ? formaterEuros(centimes) : String(centimes);
}

function chaqueCase(cases: Enfants, compter: (n: number | null) => number | null): Enfants {
  return {
    fillesQpv: compter(cases.fillesQpv),
    fillesHors: compter(cases.fillesHors),
    garconsQpv: compter(cases.garconsQpv),
    garconsHors: compter(cases.garconsHors),
  };
}

/** Rien n’y est rempli : ni collectif, ni nombre, ni montant, ni texte. Les explications, gardées de la base, ne comptent pas. */
export function estVierge({ contenu, collectifs, budget }: SaisieDeBilan): boolean {
  const { collectifs: contenus, explications: _gardees, partenaires, reussites, difficultes, ...nombres } = contenu;
  const rien = (valeurs: readonly unknown[]) => valeurs.every((v) => v === null || v === '');
  return (
    budget.length === 0 &&
    collectifs.every((c) => rien([c.realise, c.seances, c.effectif, c.coutCentimes])) &&
    contenus.every(
      (c) => rien([c.parents, c.commentaire]) && TRANCHES_AGE.every((t) => rien(Object.values(c.enfants[t]))),
    ) &&
    rien([...Object.values(nombres), ...partenaires, reussites, difficultes])
  );
}
