import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DonneesDossierDeSeance } from '../../../../electron/backend/documents/donnees.ts';
import { ecrireDossierDeSeance } from '../../../../electron/backend/documents/dossier-de-seance/ecrire.ts';
import { PartieDossier } from '../../../../shared/contract/dossier-de-seance.ts';
import { construireDonnees } from './donnees-essai.ts';
import { type OptionsEssai, RESSOURCES } from './dossier-essai.ts';
import { lireStructure } from './lire-pdf.ts';

let dossier: string;
beforeAll(() => {
  dossier = mkdtempSync(join(tmpdir(), 'dossier-de-seance-'));
});
afterAll(() => rmSync(dossier, { recursive: true }));

async function ecrire(donnees: DonneesDossierDeSeance, nom = 'essai.pdf') {
  const sortie = join(dossier, nom);
  const ecrit = await ecrireDossierDeSeance(donnees, { ressources: RESSOURCES, sortie });
  return { ecrit, pdf: readFileSync(sortie), structure: lireStructure(readFileSync(sortie)) };
}

/** Couverture, ordre du jour, synthèse, carte, tableau, propositions, barème, deux de charte, enveloppe, non recevables, émargement. */
const AUTRES_PAGES = 12;

describe('nombre de pages', () => {
  test.each<[OptionsEssai, number]>([
    [{ dossiers: 1, collectifs: 1 }, AUTRES_PAGES + 1],
    [{ dossiers: 3, collectifs: 4 }, AUTRES_PAGES + 3],
    // Quarante fiches d’une page ; l’ordre du jour, le tableau et les propositions en prennent deux.
    [{ dossiers: 40, collectifs: 2 }, AUTRES_PAGES + 40 + 3],
    // Douze collectifs : les faits sur une page, le jugement et la décision sur la suivante.
    [{ dossiers: 2, collectifs: 12 }, AUTRES_PAGES + 4],
    [{ dossiers: 2, collectifs: 12, decisions: true, nomsLongs: true }, AUTRES_PAGES + 4],
    // Sans membres, pas de feuille d’émargement.
    [{ dossiers: 2, collectifs: 1, vides: true }, AUTRES_PAGES + 2 - 1],
  ])('%j : %i pages', async (options, attendu) => {
    const { ecrit, structure } = await ecrire(construireDonnees(options));
    expect(structure.pages).toBe(attendu);
    expect(ecrit.pages).toBe(attendu);
  });

  test('quarante collectifs et des textes sans fin ne perdent pas de page et n’arrêtent pas l’écriture', async () => {
    const donnees = construireDonnees({ dossiers: 2, collectifs: 40, decisions: true });
    const bavards = donnees.dossiers.map((unDossier) => ({
      ...unDossier,
      commentaire: 'Le lien avec le collège reste à construire. '.repeat(90),
      points: Array.from({ length: 40 }, (_, rang) => `Point numéro ${rang + 1}.`),
      structure: { ...unDossier.structure, raisonSociale: 'X'.repeat(300) },
    }));
    const { ecrit } = await ecrire({ ...donnees, dossiers: bavards });
    expect(ecrit.pages).toBeGreaterThan(AUTRES_PAGES + 6);
  });

  test('aucun dossier : un document sans fiche', async () => {
    const { structure } = await ecrire(construireDonnees({ dossiers: 0 }));
    expect(structure.pages).toBe(AUTRES_PAGES);
  });
});

describe('contenu choisi', () => {
  test('fiches à débattre seulement : les autres n’ont ni fiche, ni signet, ni lien', async () => {
    const donnees = construireDonnees({ dossiers: 24, choix: { dossiers: 'a_debattre' } });
    const { structure } = await ecrire(donnees);
    const destinations = new Set(structure.destinations);
    for (const { id, pile } of donnees.dossiers) {
      expect(destinations.has(`fiche-${id}`)).toBe(pile === 'a_debattre' || pile === null);
    }
    expect(structure.liens.filter((lien) => !destinations.has(lien))).toEqual([]);
  });

  test.each(PartieDossier.options)(
    '« %s » seule : couverture, ordre du jour et elle, aucun lien mort',
    async (partie) => {
      const { structure } = await ecrire(
        construireDonnees({ dossiers: 3, collectifs: 1, ordre: 'note', choix: { parties: [partie], allege: true } }),
      );
      const destinations = new Set(structure.destinations);
      expect(structure.liens.filter((lien) => !destinations.has(lien))).toEqual([]);
      expect(structure.pages).toBe({ fiches: 5, annexes: 7 }[partie as string] ?? 3);
    },
  );
});

describe('le fichier', () => {
  test('mêmes données, mêmes octets', async () => {
    const donnees = construireDonnees({ dossiers: 4, decisions: true });
    const premier = await ecrire(donnees, 'a.pdf');
    const second = await ecrire(construireDonnees({ dossiers: 4, decisions: true }), 'b.pdf');
    expect(second.pdf.equals(premier.pdf)).toBe(true);
    expect(second.ecrit).toEqual(premier.ecrit);
    expect(premier.ecrit.octets).toBe(premier.pdf.length);
    const autre = await ecrire({ ...donnees, editeLe: '2026-06-26T08:00:00.000Z' }, 'c.pdf');
    expect(autre.ecrit.sha256).not.toBe(premier.ecrit.sha256);
  });

  test('remplace l’ancien d’un coup et ne laisse rien à côté', async () => {
    writeFileSync(join(dossier, 'seance.pdf'), 'ancien');
    const avant = readdirSync(dossier).length;
    const { pdf } = await ecrire(construireDonnees({ dossiers: 1 }), 'seance.pdf');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(readdirSync(dossier)).toHaveLength(avant);
  });

  test('dit où il en est, sans jamais reculer', async () => {
    const etapes: { fait: number; total: number; message: string }[] = [];
    await ecrireDossierDeSeance(construireDonnees({ dossiers: 5, collectifs: 12 }), {
      ressources: RESSOURCES,
      sortie: join(dossier, 'progres.pdf'),
      surProgres: (fait, total, message) => etapes.push({ fait, total, message }),
    });
    expect(etapes.at(0)).toEqual({ fait: 0, total: 5, message: 'Préparation du document' });
    expect(etapes.some(({ message }) => message === 'Mise en page de la fiche 3 sur 5')).toBe(true);
    expect(etapes.at(-1)).toEqual({ fait: 5, total: 5, message: 'Document écrit' });
    expect(etapes.some(({ message }) => /^Écriture de \d+\s*pages, 50/.test(message))).toBe(true);
    const faits = etapes.map(({ fait }) => fait);
    expect(faits).toEqual(faits.toSorted((a, b) => a - b));
  });
});

describe('navigation', () => {
  test('signets : les parties, puis les fiches par pile', async () => {
    const donnees = construireDonnees({ dossiers: 12 });
    const { structure } = await ecrire(donnees);
    expect(structure.signets.slice(0, 4)).toEqual([
      'Ordre du jour',
      'Synthèse de la campagne',
      'Répartition dans le Loiret',
      'Tableau classé des dossiers',
    ]);
    for (const { structure: porteur } of donnees.dossiers) expect(structure.signets).toContain(porteur.raisonSociale);
    const favorables = donnees.dossiers.filter(({ pile }) => pile === 'favorable').length;
    expect(structure.signets).toContain(`Dossiers : favorable (${favorables})`);
    expect(structure.signets).toContain('Annexe A. Barème et règles de calcul');
  });

  test.each(['pile', 'note'] as const)(
    'ordre par %s : tout lien mène quelque part, et chaque fiche est visée',
    async (ordre) => {
      const donnees = construireDonnees({ dossiers: 12, ordre });
      const { structure } = await ecrire(donnees);
      const destinations = new Set(structure.destinations);
      expect(structure.liens.filter((lien) => !destinations.has(lien))).toEqual([]);
      for (const { id } of donnees.dossiers) expect(structure.liens).toContain(`fiche-${id}`);
      for (const partie of [
        'synthese',
        'repartition',
        'tableau-classe',
        'propositions',
        'annexe-bareme',
        'annexe-charte',
        'annexe-enveloppe',
        'annexe-non-recevables',
        'annexe-emargement',
      ]) {
        expect(structure.liens).toContain(partie);
      }
    },
  );

  test('la langue et la date d’édition sont dans le fichier', async () => {
    const { structure } = await ecrire(construireDonnees({ dossiers: 1 }));
    expect(structure.brut).toContain('/Lang (fr-FR)');
    expect(structure.brut).toContain('(D:20260625141200Z)');
    expect(structure.brut).not.toContain('/StructTreeRoot');
  });
});

test('un texte qui ressemble à un chemin, une image ou une adresse reste du texte', async () => {
  const donnees = construireDonnees({ dossiers: 2 });
  const [premier, second] = donnees.dossiers;
  if (!premier || !second) throw new Error('dossiers absents');
  const { structure } = await ecrire({
    ...donnees,
    dossiers: [
      {
        ...premier,
        commentaire: '<svg><image href="/etc/passwd"/></svg> file:///etc/passwd',
        points: ['{"image":"/etc/passwd"}'],
      },
      {
        ...second,
        structure: { ...second.structure, raisonSociale: 'data:image/png;base64,AAAA' },
        intitule: 'https://exemple.invalid/x.png',
      },
    ],
  });
  expect(structure.brut).not.toMatch(/\/Subtype \/Image|\/URI|\/Launch|\/EmbeddedFile/);
});
