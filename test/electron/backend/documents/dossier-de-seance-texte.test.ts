import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DonneesDossierDeSeance } from '../../../../electron/backend/documents/donnees.ts';
import { ecrireDossierDeSeance } from '../../../../electron/backend/documents/dossier-de-seance/ecrire.ts';
import { grouperNumero } from '../../../../electron/backend/documents/typographie.ts';
import { formaterEuros, formaterMontant } from '../../../../shared/domaine/nombres.ts';
import { construireDonnees } from './donnees-essai.ts';
import { type OptionsEssai, RESSOURCES } from './dossier-essai.ts';
import { aplatir, chevauchements, lireMots, lirePages, PDFTOTEXT_PRESENT } from './lire-pdf.ts';

interface Lu {
  readonly donnees: DonneesDossierDeSeance;
  readonly chemin: string;
  readonly pages: readonly string[];
}

let dossier: string;
beforeAll(() => {
  dossier = mkdtempSync(join(tmpdir(), 'dossier-de-seance-texte-'));
});
afterAll(() => rmSync(dossier, { recursive: true }));

async function lire(options: OptionsEssai): Promise<Lu> {
  const donnees = construireDonnees(options);
  const chemin = join(dossier, 'essai.pdf');
  await ecrireDossierDeSeance(donnees, { ressources: RESSOURCES, sortie: chemin });
  return { donnees, chemin, pages: lirePages(chemin, 'raw') };
}

/** Les pages de la fiche : de son numéro de dossier à celui du suivant. */
function fiche({ donnees, pages }: Lu, rang: number): string {
  const debutDe = (indice: number) => {
    const numero = donnees.dossiers[indice]?.numero;
    return numero === undefined
      ? pages.findLastIndex((page) => page.includes('Annexe A. Barème et règles'))
      : pages.findIndex((page) => page.includes(aplatir(`Dossier n° ${grouperNumero(numero)} `)));
  };
  return pages.slice(debutDe(rang), debutDe(rang + 1)).join(' ');
}

describe.skipIf(!PDFTOTEXT_PRESENT)('texte du PDF, lu par pdftotext (passé si l’outil n’est pas installé)', () => {
  test.each<OptionsEssai>([
    { dossiers: 24, territoires: true },
    { dossiers: 6, collectifs: 12, decisions: true, nomsLongs: true },
    { dossiers: 3, vides: true },
  ])('%j : chaque porteur et chaque montant, au centime, sur sa fiche et dans le tableau', async (options) => {
    const lu = await lire(options);
    const tout = lu.pages.join(' ');
    expect(tout).not.toContain('\uFFFD');
    for (const [rang, unDossier] of lu.donnees.dossiers.entries()) {
      const texte = fiche(lu, rang);
      expect(texte).toContain(aplatir(unDossier.structure.raisonSociale));
      const montants = [
        unDossier.coutCentimes,
        unDossier.droitCentimes,
        unDossier.demandeCentimes,
        unDossier.agreeCentimes,
        ...unDossier.listeCollectifs.flatMap((c) => [
          c.coutCentimes,
          c.calculCentimes,
          c.droitCentimes,
          c.decision?.montantCentimes ?? null,
        ]),
        ...[...unDossier.budget.charges, ...unDossier.budget.produits].map(({ montantCentimes }) => montantCentimes),
      ].filter((montant) => montant !== null);
      const absents = montants
        .map((montant) => aplatir(formaterMontant(montant)))
        .filter((montant) => !texte.includes(montant));
      expect(absents).toEqual([]);
    }
    const droit = lu.donnees.dossiers.reduce((somme, { droitCentimes }) => somme + droitCentimes, 0);
    expect(lu.pages[0]).toContain(aplatir(formaterEuros(droit)));
    expect(lu.pages[2]).toContain(aplatir(formaterEuros(droit)));
  });

  test('la page écrite dans le tableau classé est celle de la fiche', async () => {
    const { donnees, pages } = await lire({ dossiers: 30 });
    const tableau = pages
      .filter((page) => page.includes('Tableau classé des dossiers') && page.includes('Pile proposée'))
      .join(' ');
    for (const { numero, structure } of donnees.dossiers) {
      const debut = aplatir(`${grouperNumero(numero)} ${structure.raisonSociale}`);
      const suite = tableau.slice(tableau.indexOf(debut));
      const page = Number(/(?:favorable|à débattre|défavorable|non étudié) (\d+)/.exec(suite)?.[1]);
      expect(pages[page - 1]).toContain(aplatir(`Dossier n° ${grouperNumero(numero)}`));
    }
  });

  test('l’ordre du jour et le sommaire citent les bonnes pages', async () => {
    const { donnees, pages } = await lire({ dossiers: 24 });
    const jour = pages[1] ?? '';
    const derniere = pages.findLastIndex((page) => page.includes('Annexe A. Barème et règles'));
    expect(jour).toContain(`Fiches des dossiers (${donnees.dossiers.length}) 8–${derniere}`);
    expect(jour).toContain('Synthèse de la campagne et enveloppe Caf 3–7');
    expect(jour).toContain(`Annexe E. Feuille d’émargement ${pages.length}`);
    expect(pages[0]).toContain(`${pages.length} pages`);
  });

  test('chaque « À reporter » est repris à la page suivante, et le total est celui de la campagne', async () => {
    const { donnees, pages } = await lire({ dossiers: 60 });
    const tableaux = pages.filter((page) => page.includes('Pile proposée') && page.includes('Montants en euros'));
    expect(tableaux).toHaveLength(3);
    const montants = '((?:[\\d ]+(?:,\\d\\d)?)+)';
    for (const [rang, page] of tableaux.slice(0, -1).entries()) {
      const aReporter = new RegExp(`À reporter ${montants}`).exec(page)?.[1]?.trim();
      const report = new RegExp(`Report ${montants}`).exec(tableaux[rang + 1] ?? '')?.[1]?.trim();
      expect(aReporter).toMatch(/,\d\d$/);
      expect(report?.startsWith(aReporter ?? 'absent')).toBe(true);
    }
    const cout = donnees.dossiers.reduce((somme, { coutCentimes }) => somme + coutCentimes, 0);
    expect(tableaux.at(-1)).toMatch(new RegExp(`Total : 60 dossiers .*${aplatir(formaterMontant(cout))}`));
  });

  test('les décisions prises sont écrites avec leur motif en mots', async () => {
    const lu = await lire({ dossiers: 3, collectifs: 3, decisions: true });
    for (const [rang, unDossier] of lu.donnees.dossiers.entries()) {
      const texte = fiche(lu, rang);
      const avecMotif = unDossier.listeCollectifs.some(({ decision }) => decision?.motif === 'effectif');
      expect(texte.includes('Effectif du collectif hors des limites')).toBe(avecMotif);
    }
    expect(lu.pages[2]).toContain('Agréé par le Copil à ce jour');
  });

  test('un signe que la police n’a pas est remplacé, jamais un carré', async () => {
    const donnees = construireDonnees({ dossiers: 1, collectifs: 1 });
    const [unDossier] = donnees.dossiers;
    if (!unDossier) throw new Error('dossier absent');
    const chemin = join(dossier, 'signes.pdf');
    const commentaire = 'Horaires ☐ 17 h → 18 h ✓ 🎒 E\u0301cole\u0000';
    await ecrireDossierDeSeance(
      {
        ...donnees,
        dossiers: [{ ...unDossier, commentaire, structure: { ...unDossier.structure, raisonSociale: ' ' } }],
      },
      { ressources: RESSOURCES, sortie: chemin },
    );
    const tout = lirePages(chemin, 'raw').join(' ');
    expect(tout).toContain('Horaires [ ] 17 h > 18 h oui ? École');
    expect(tout).toContain('Raison sociale non renseignée');
  });

  test.each<OptionsEssai>([
    { dossiers: 24, territoires: true },
    { dossiers: 5, collectifs: 12, decisions: true, nomsLongs: true },
    { dossiers: 2, collectifs: 40 },
    { dossiers: 3, vides: true },
    { dossiers: 60, ordre: 'note' },
  ])('%j : aucun mot sur un autre, aucun hors des marges', async (options) => {
    const { chemin } = await lire(options);
    const pages = lireMots(chemin);
    expect(pages.reduce((somme, { mots }) => somme + mots.length, 0)).toBeGreaterThan(1000);
    for (const [rang, page] of pages.entries()) {
      expect({ page: rang + 1, fautes: chevauchements(page) }).toEqual({ page: rang + 1, fautes: [] });
      const dehors = page.mots.filter(
        ({ x1, x2, y1, y2 }) => x1 < 47 || x2 > page.largeur - 46.5 || y1 < 20 || y2 > page.hauteur - 18,
      );
      expect({ page: rang + 1, dehors: dehors.map(({ texte }) => texte) }).toEqual({ page: rang + 1, dehors: [] });
    }
  });
});
