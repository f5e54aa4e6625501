import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Charte } from '../../../shared/domaine/charte.ts';
import { controlerCharte, defautsBloquants, partDuPoids } from '../../../shared/domaine/controler-charte.ts';
import { couvrir, EXIGENCES } from '../../../shared/domaine/exigences.ts';
import { lireCharteJson } from '../../../shared/domaine/lire-charte.ts';
import {
  ajouterAxe,
  ajouterCondition,
  ajouterCritere,
  changerCritere,
  changerDAxe,
  cheminsDe,
  deplacer,
  retirer,
  viser,
} from '../../../shared/domaine/modifier-charte.ts';
import { criteresReportables, reporterNiveaux } from '../../../shared/domaine/reporter-niveaux.ts';
import { charteAuHasard } from './chartes-au-hasard.ts';
import { CHARTE_MODELE } from './ressources.ts';

const messages = (charte: Charte) => controlerCharte(charte).map(({ chemin, message }) => `${chemin} : ${message}`);
const axesPesant = (...poids: number[]) => ({
  ...CHARTE_MODELE,
  axes: CHARTE_MODELE.axes.map((axe, i) => ({ ...axe, poids: poids[i] ?? 0 })),
});

describe('le modèle tiré du dépliant', () => {
  it('se dit modèle, et couvre trois dimensions, huit principes, quatre valeurs et quatre axes', () => {
    expect(CHARTE_MODELE.modele).toBe(true);
    const familles = Map.groupBy(couvrir(CHARTE_MODELE), ({ exigence }) => exigence.famille);
    expect([...familles].map(([famille, liste]) => [famille, liste.length])).toEqual([
      ['dimension', 3],
      ['principe', 8],
      ['valeur', 4],
      ['axe', 4],
    ]);
    expect(couvrir(CHARTE_MODELE).filter(({ par }) => par.length === 0)).toEqual([]);
    // Un axe du référentiel est couvert par tous les critères de l’axe de la charte, et par eux seuls.
    for (const axe of CHARTE_MODELE.axes.filter(({ code }) => code !== 'qualite'))
      expect(couvrir(CHARTE_MODELE).find(({ exigence }) => exigence.code === `axe.${axe.code}`)?.par).toEqual(
        axe.criteres.map(({ code }) => code),
      );
    const connues = new Set(EXIGENCES.map(({ code }) => code));
    const citees = [...CHARTE_MODELE.conditions, ...CHARTE_MODELE.axes.flatMap((a) => a.criteres)].flatMap(
      (e) => e.couvre ?? [],
    );
    expect(citees.filter((code) => !connues.has(code))).toEqual([]);
  });

  it('n’a rien à corriger ni à relire', () => {
    expect(messages(CHARTE_MODELE)).toEqual([]);
  });
});

describe('controlerCharte', () => {
  it('nomme chaque défaut à son chemin', () => {
    const [premier] = CHARTE_MODELE.axes;
    const [critere] = premier?.criteres ?? [];
    if (!premier || !critere) throw new Error('modèle vide');
    const charte: Charte = {
      ...axesPesant(0),
      nom: ' ',
      seuilNote: 101,
      conditions: [...CHARTE_MODELE.conditions.slice(0, 1), ...CHARTE_MODELE.conditions.slice(0, 1)],
    };
    charte.axes[0] = {
      ...premier,
      poids: 0,
      seuil: 120,
      criteres: [
        { ...critere, niveaux: ['a', '', 'a', 'b'], poids: 0, champs: ['rien'] },
        { ...critere, code: 'é 1', poids: 0, champs: [] },
        { ...critere, poids: 0 },
      ],
    };
    const dits = messages(charte);
    for (const attendu of [
      'nom : Donnez un nom à la charte.',
      'seuilNote : Le seuil de la note se donne sur 100.',
      'conditions.1.code : Le code « depose_dans_les_delais » sert déjà à une autre condition : changez l’un des deux.',
      'axes : La somme des poids des axes est nulle : aucune note ne pourrait être calculée.',
      'axes.0.seuil : Le seuil d’un axe se donne sur 100.',
      'axes.0.criteres : La somme des poids des critères est nulle : l’axe ne pourrait pas être noté.',
      'axes.0.criteres.0.niveaux.1 : Décrivez le niveau 1.',
      'axes.0.criteres.0.niveaux.2 : Le niveau 2 est décrit comme un autre : rien ne les départage.',
      'axes.0.criteres.0.champs : Champ inconnu du catalogue : rien. Retirez-le.',
      'axes.0.criteres.2.code : Le code « EJ1 » sert déjà à un autre critère : changez l’un des deux.',
    ])
      expect(dits).toContain(attendu);
    expect(dits.some((dit) => dit.startsWith('axes.0.criteres.1.code : « é 1 » n’est pas un code'))).toBe(true);
  });

  it('sans défaut bloquant, le schéma strict accepte la charte, et toute lecture complète a une note', () => {
    fc.assert(
      fc.property(charteAuHasard, (charte) => {
        if (defautsBloquants(charte).length === 0) expect(Charte.safeParse(charte).success).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(Charte.safeParse(CHARTE_MODELE).success).toBe(true);
  });

  it('les parts font cent, à l’arrondi près', () => {
    expect(partDuPoids(0, [{ poids: 0 }])).toBeNull();
    fc.assert(
      fc.property(fc.array(fc.record({ poids: fc.nat({ max: 1000 }) }), { minLength: 1, maxLength: 10 }), (axes) => {
        const parts = axes.map(({ poids }) => partDuPoids(poids, axes));
        if (parts.includes(null)) return;
        const somme = parts.reduce<number>((n, part) => n + (part ?? 0), 0);
        expect(Math.abs(somme - 1000)).toBeLessThanOrEqual(axes.length / 2);
      }),
    );
  });
});

describe('modifier une charte', () => {
  const ordre = (charte: Charte) => cheminsDe(charte).map((chemin) => JSON.stringify(viser(charte, chemin)));

  it('déplacer puis ramener rend la même charte, et ne perd jamais rien', () => {
    fc.assert(
      fc.property(charteAuHasard, fc.nat(), fc.constantFrom(1 as const, -1 as const), (charte, tirage, pas) => {
        const chemins = cheminsDe(charte);
        const chemin = chemins[tirage % chemins.length] ?? '';
        const geste = deplacer(charte, chemin, pas);
        if (!geste) return;
        expect(cheminsDe(geste.charte)).toHaveLength(chemins.length);
        const retour = deplacer(geste.charte, geste.chemin, pas === 1 ? -1 : 1);
        expect(retour?.charte).toEqual(charte);
        expect(retour?.chemin).toBe(chemin);
      }),
    );
  });

  it('un critère au bout de son axe passe au suivant', () => {
    const geste = deplacer(CHARTE_MODELE, 'axes.0.criteres.3', 1);
    expect(geste?.chemin).toBe('axes.1.criteres.0');
    expect(geste?.charte.axes.map(({ criteres }) => criteres.length)).toEqual([3, 5, 3, 3, 4]);
    const ramene = changerDAxe(geste?.charte ?? CHARTE_MODELE, 'axes.1.criteres.0', 0);
    expect(ordre(ramene?.charte ?? CHARTE_MODELE)).toEqual(ordre(CHARTE_MODELE));
    expect(deplacer(CHARTE_MODELE, 'axes.4.criteres.3', 1)).toBeNull();
    expect(deplacer(CHARTE_MODELE, '', 1)).toBeNull();
  });

  it('ajouter donne un code libre, qui suit ceux de l’axe ; retirer mène au voisin', () => {
    const geste = ajouterCritere(CHARTE_MODELE, 1);
    expect(viser(geste?.charte ?? CHARTE_MODELE, geste?.chemin ?? '')).toMatchObject({ critere: { code: 'P5' } });
    expect(viser(ajouterAxe(CHARTE_MODELE).charte, 'axes.5')).toMatchObject({ axe: { code: 'axe1' } });
    expect(ajouterCondition(CHARTE_MODELE).chemin).toBe(`conditions.${CHARTE_MODELE.conditions.length}`);
    expect(retirer(CHARTE_MODELE, 'axes.1.criteres.3')?.chemin).toBe('axes.1.criteres.2');
    expect(retirer(CHARTE_MODELE, 'conditions.0')?.chemin).toBe('conditions.0');
    expect(viser(CHARTE_MODELE, 'axes.9.criteres.2')).toEqual({ objet: 'charte' });
  });
});

describe('reporter les niveaux', () => {
  const cotations = CHARTE_MODELE.axes.flatMap(({ criteres }) =>
    criteres.map(({ code }, rang) => ({ critere: code, niveau: rang === 0 ? null : 2, sansObjet: rang === 0 })),
  );

  it('même code et quatre niveaux identiques : repris ; sinon non', () => {
    expect(criteresReportables(CHARTE_MODELE, CHARTE_MODELE).size).toBe(18);
    const poids = changerCritere(CHARTE_MODELE, 0, 0, { poids: 9, libelle: 'Autre libellé', champs: [] });
    expect(reporterNiveaux(CHARTE_MODELE, poids, cotations)).toEqual({ reprises: cotations, sansNiveau: [] });
    const recrit = changerCritere(CHARTE_MODELE, 0, 0, { niveaux: ['a', 'b', 'c', 'd'] });
    expect(reporterNiveaux(CHARTE_MODELE, recrit, cotations).sansNiveau).toEqual(['EJ1']);
    const renomme = changerCritere(CHARTE_MODELE, 0, 0, { code: 'EJ9' });
    expect(reporterNiveaux(CHARTE_MODELE, renomme, cotations).sansNiveau).toEqual(['EJ9']);
  });

  it('jamais un niveau sur un critère qui ne dit plus la même chose', () => {
    fc.assert(
      fc.property(charteAuHasard, charteAuHasard, (a, b) => {
        const anciens = a.axes.flatMap(({ criteres }) => criteres);
        const nouveaux = b.axes.flatMap(({ criteres }) => criteres);
        const isMeme = (c: { niveaux: readonly string[] }, d: { niveaux: readonly string[] }) =>
          c.niveaux.every((n, i) => n === d.niveaux[i]);
        // Un brouillon peut porter deux fois le même code, que la publication refuse : l’un des deux suffit.
        for (const code of criteresReportables(a, b)) {
          const siens = nouveaux.filter((c) => c.code === code);
          expect(anciens.some((c) => c.code === code && siens.some((d) => isMeme(c, d)))).toBe(true);
        }
      }),
    );
  });
});

describe('lireCharteJson', () => {
  it('ce qui est écrit se relit, fautes de fond comprises', () => {
    fc.assert(
      fc.property(charteAuHasard, (charte) => {
        expect(lireCharteJson(JSON.stringify(charte))).toEqual({ valide: true, charte });
      }),
    );
  });

  it('n’importe quel texte, n’importe quel JSON : une réponse, jamais une panne', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (texte) => {
        const lue = lireCharteJson(texte);
        expect(lue.valide || lue.erreurs.length > 0).toBe(true);
      }),
    );
  });
});
