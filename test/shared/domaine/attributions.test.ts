import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DossierARepartir, repartir } from '../../../shared/domaine/attributions.ts';

function dossier(dossierId: number, collectifs: number, reste: Partial<DossierARepartir> = {}): DossierARepartir {
  return {
    dossierId,
    collectifs,
    lecteurs: [],
    rapporteur: null,
    exclus: [],
    candidats: [1, 2, 3],
    aRepartir: true,
    ...reste,
  };
}

const agents = [1, 2, 3, 4];
const demandes = fc.record({
  dossiers: fc
    .array(
      fc.record({
        collectifs: fc.integer({ min: 0, max: 6 }),
        lecteurs: fc.subarray(agents, { maxLength: 2 }),
        exclus: fc.subarray(agents, { maxLength: 2 }),
        candidats: fc.subarray(agents),
        aRepartir: fc.boolean(),
        avecRapporteur: fc.boolean(),
      }),
      { maxLength: 20 },
    )
    .map((liste) =>
      liste.map(({ avecRapporteur, lecteurs, exclus, ...reste }, i): DossierARepartir => {
        // Un agent lié n’est plus lecteur : son attribution lui est retirée quand il le déclare.
        const libres = lecteurs.filter((a) => !exclus.includes(a));
        return {
          ...reste,
          exclus,
          dossierId: i + 1,
          lecteurs: libres,
          rapporteur: avecRapporteur ? (libres[0] ?? null) : null,
        };
      }),
    ),
  lecteursParDossier: fc.integer({ min: 1, max: 3 }),
  avecRapporteur: fc.boolean(),
});

describe('repartir', () => {
  it('jamais un agent lié, jamais deux fois le même, jamais un de trop ; ce qui existe n’est pas redonné', () => {
    fc.assert(
      fc.property(demandes, (demande) => {
        const { attributions, manques } = repartir(demande);
        for (const d of demande.dossiers) {
          const siennes = attributions.filter((a) => a.dossierId === d.dossierId);
          const nouveaux = siennes.map((a) => a.agentId).filter((a) => !d.lecteurs.includes(a));
          expect(new Set(siennes.map((a) => a.agentId)).size).toBe(siennes.length);
          expect(nouveaux.every((a) => d.candidats.includes(a) && !d.exclus.includes(a))).toBe(true);
          expect(siennes.every((a) => !d.exclus.includes(a.agentId))).toBe(true);
          if (!d.aRepartir) expect(siennes).toEqual([]);
          // Un lecteur déjà là n’apparaît que pour devenir rapporteur.
          expect(siennes.filter((a) => d.lecteurs.includes(a.agentId)).every((a) => a.role === 'rapporteur')).toBe(
            true,
          );
          const total = d.lecteurs.length + nouveaux.length;
          const manque = manques.find((m) => m.dossierId === d.dossierId)?.manque ?? 0;
          if (d.aRepartir) expect(total + manque).toBe(Math.max(d.lecteurs.length, demande.lecteursParDossier));
          // Ce qui manque ne pouvait pas être donné.
          const possibles = d.candidats.filter((a) => !d.exclus.includes(a) && !d.lecteurs.includes(a));
          if (manque > 0) expect(nouveaux).toHaveLength(possibles.length);
          const rapporteurs = siennes.filter((a) => a.role === 'rapporteur').length + Number(d.rapporteur !== null);
          expect(rapporteurs).toBeLessThanOrEqual(1);
          if (demande.avecRapporteur && d.aRepartir && total > 0) expect(rapporteurs).toBe(1);
        }
      }),
    );
  });

  it('la même demande, dans un autre ordre, donne la même réponse ; et les charges annoncées sont les vraies', () => {
    fc.assert(
      fc.property(demandes, (demande) => {
        const faite = repartir(demande);
        const envers = {
          ...demande,
          dossiers: demande.dossiers.toReversed().map((d) => ({ ...d, candidats: d.candidats.toReversed() })),
        };
        expect(repartir(envers)).toEqual(faite);
        for (const [agent, charge] of faite.apres) {
          const siens = demande.dossiers.filter(
            (d) =>
              d.lecteurs.includes(agent) ||
              faite.attributions.some((a) => a.dossierId === d.dossierId && a.agentId === agent),
          );
          expect(charge).toEqual({ dossiers: siens.length, collectifs: siens.reduce((n, d) => n + d.collectifs, 0) });
        }
      }),
      // Trouvé par tirage : à gain égal, l’ordre des candidats décidait.
      { numRuns: 500 },
    );
  });

  it('sans contrainte, les dossiers sont égaux à un près et les collectifs à un gros dossier près', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 3, maxLength: 40 }),
        fc.integer({ min: 1, max: 3 }),
        (tailles, lecteursParDossier) => {
          const dossiers = tailles.map((c, i) => dossier(i + 1, c));
          const { apres } = repartir({ dossiers, lecteursParDossier, avecRapporteur: false });
          const charges = [...apres.values()];
          const ecart = (valeurs: number[]) => Math.max(...valeurs) - Math.min(...valeurs);
          expect(ecart(charges.map((c) => c.dossiers))).toBeLessThanOrEqual(1);
          expect(ecart(charges.map((c) => c.collectifs))).toBeLessThanOrEqual(Math.max(...tailles));
        },
      ),
    );
  });

  it('tient compte de ce qu’un agent a déjà : il reçoit moins', () => {
    const dossiers = [
      ...[1, 2, 3].map((id) => dossier(id, 2, { lecteurs: [1], aRepartir: false })),
      ...[4, 5, 6].map((id) => dossier(id, 2, { candidats: [1, 2] })),
    ];
    const { attributions, avant, apres } = repartir({ dossiers, lecteursParDossier: 1, avecRapporteur: false });
    expect(attributions.map((a) => a.agentId)).toEqual([2, 2, 2]);
    expect(avant.get(2)).toEqual({ dossiers: 0, collectifs: 0 });
    expect(apres.get(2)).toEqual({ dossiers: 3, collectifs: 6 });
  });

  it('dit pourquoi un lecteur manque', () => {
    const { manques } = repartir({
      dossiers: [
        dossier(1, 1, { candidats: [] }),
        dossier(2, 1, { candidats: [1], exclus: [1] }),
        dossier(3, 1, { candidats: [1], lecteurs: [1] }),
      ],
      lecteursParDossier: 2,
      avecRapporteur: false,
    });
    expect(manques).toEqual([
      { dossierId: 1, manque: 2, raison: 'sans_candidat' },
      { dossierId: 2, manque: 2, raison: 'liens' },
      { dossierId: 3, manque: 1, raison: 'deja_lecteurs' },
    ]);
  });

  it('mille attributions se font d’une seule répartition', () => {
    const dossiers = Array.from({ length: 500 }, (_, i) =>
      dossier(i + 1, (i % 5) + 1, { candidats: [1, 2, 3, 4, 5, 6] }),
    );
    expect(repartir({ dossiers, lecteursParDossier: 2, avecRapporteur: true }).attributions).toHaveLength(1000);
  });
});
