import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ecrireEmargement } from '../../../../electron/backend/documents/emargement.ts';
import type { DonneesReleve } from '../../../../electron/backend/documents/releve/donnees.ts';
import { ecrireReleve } from '../../../../electron/backend/documents/releve/ecrire.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { RESSOURCES } from './dossier-essai.ts';
import { aplatir, chevauchements, lireMots, lirePages, lireStructure, PDFTOTEXT_PRESENT } from './lire-pdf.ts';
import { construireReleve } from './releve-essai.ts';

const dossier = mkdtempSync(join(tmpdir(), 'clas-releve-'));

async function ecrire(nom: string, donnees: DonneesReleve): Promise<string> {
  const sortie = join(dossier, nom);
  await ecrireReleve(donnees, { ressources: RESSOURCES, sortie });
  return sortie;
}

/** Ce que le lecteur doit trouver : espaces de toute sorte ramenées à une, comme le texte extrait. */
const euros = (centimes: number) => aplatir(formaterEuros(centimes));
const decides = (d: DonneesReleve) => d.dossiers.flatMap((x) => x.collectifs.filter((c) => c.decision !== null));
const fois = (texte: string, mot: string) => texte.split(mot).length - 1;

describe.skipIf(!PDFTOTEXT_PRESENT)('relevé de 200 dossiers', () => {
  const donnees = construireReleve('releve', { dossiers: 200 });
  let chemin = '';
  let pages: string[] = [];
  beforeAll(async () => {
    chemin = await ecrire('200.pdf', donnees);
    pages = lirePages(chemin, 'layout');
  });

  test('chaque page reporte exactement ce que ses lignes et celles d’avant accordent', () => {
    const reporte = pages.map((p) => /À reporter \((\d+) dossiers?, (\d+) collectifs?\) ([\d ,]+ €)/.exec(p)?.slice(1));
    const repris = pages.map((p) => /Report \((\d+) dossiers?, (\d+) collectifs?\) ([\d ,]+ €)/.exec(p)?.slice(1));
    const coupees = reporte.flatMap((r, rang) => (r ? [[rang, r] as const] : []));
    expect(coupees.length).toBeGreaterThan(10);
    for (const [rang, r] of coupees) expect(repris[rang + 1]).toEqual(r);
    // Refait le compte d’après le texte : à chaque page, les dossiers dont le numéro y paraît.
    let [dossiers, collectifs, montant] = [0, 0, 0];
    for (const [rang, r] of coupees) {
      for (const d of donnees.dossiers) {
        const groupe = d.numero.replace(/\B(?=(?:\d{3})+$)/g, ' ');
        if (!pages[rang]?.includes(`n° ${groupe}`) || !d.collectifs.some((c) => c.decision)) continue;
        dossiers += 1;
        collectifs += d.collectifs.length;
        montant += d.collectifs.reduce((n, c) => n + (c.decision?.montantCentimes ?? 0), 0);
      }
      expect(r).toEqual([String(dossiers), String(collectifs), euros(montant)]);
    }
  });

  test('total, enveloppe et natures égaux à la base ; en-tête répété ; rien ne se chevauche ni ne sort de la page', () => {
    const texte = pages.join(' ');
    const total = decides(donnees).reduce((n, c) => n + (c.decision?.montantCentimes ?? 0), 0);
    expect(donnees.enveloppe.apresCentimes).toBe(total);
    expect(texte).toContain(`${decides(donnees).length} collectifs décidés ${euros(total)}`);
    expect(texte).toContain(`Engagé après la séance ${euros(total)}`);
    for (const nature of ['ajourne', 'refuse'] as const) {
      const droit = decides(donnees)
        .filter((c) => c.decision?.nature === nature)
        .reduce((n, c) => n + c.droitCentimes, 0);
      expect(texte).toContain(`(${euros(droit)})`);
    }
    const changees = donnees.dossiers.flatMap((d) => d.collectifs.flatMap((c) => c.abandonnees));
    expect(changees.length).toBeGreaterThan(10);
    expect(fois(texte, 'pièce remise en séance')).toBe(changees.length);
    const laisses = donnees.dossiers.filter((d) => d.collectifs.every((c) => c.decision === null));
    expect(texte).toContain(`Dossiers non examinés : ${laisses.length}`);
    for (const page of lireMots(chemin)) {
      expect(chevauchements(page)).toEqual([]);
      for (const mot of page.mots) {
        expect(mot.x1).toBeGreaterThan(40);
        expect(mot.x2).toBeLessThan(page.largeur - 40);
        expect(mot.y2).toBeLessThan(page.hauteur - 15);
      }
    }
    expect(texte).not.toContain('\uFFFD');
    expect(texte).toContain(`journal ${donnees.empreinteJournal}`);
    expect(pages.at(-1)).toContain(`${pages.length} / ${pages.length}`);
  });
});

describe.skipIf(!PDFTOTEXT_PRESENT)('procès-verbal et cas limites', () => {
  test('débats, avis, déports entiers ; signets par dossier ; métadonnées ; mêmes octets', async () => {
    const donnees = construireReleve('pv', { dossiers: 10, collectifs: 12, nomsLongs: true });
    const chemin = await ecrire('pv.pdf', donnees);
    const octets = readFileSync(chemin);
    const { signets, brut } = lireStructure(octets);
    for (const d of donnees.dossiers.filter((x) => x.collectifs.some((c) => c.decision)))
      expect(signets).toContain(d.raisonSociale);
    expect(brut).toContain('/Lang (fr-FR)');
    const texte = lirePages(chemin, 'raw').join(' ');
    expect(texte).toContain('Services de l’État : réservé (le projet gagnerait à associer le collège).');
    expect(fois(texte, 'M. Hugo Besnard n’a pas pris part à la décision : administrateur du porteur.')).toBe(
      donnees.dossiers.filter((d) => d.recusations.length > 0).length,
    );
    expect(texte).toContain('Quorum atteint (4 exigés) : 5 membres présents sur 8.');
    expect(readFileSync(await ecrire('pv-bis.pdf', donnees)).equals(octets)).toBe(true);
    for (const page of lireMots(chemin)) expect(chevauchements(page)).toEqual([]);
  });

  test('un dossier, rien de renseigné : la feuille se tient ; une raison interminable se coupe sans se perdre', async () => {
    const vide = construireReleve('releve', { dossiers: 1, vides: true });
    const texte = lirePages(await ecrire('vide.pdf', vide), 'raw').join(' ');
    expect(texte).toContain('Aucun membre n’a été inscrit à cette séance.');
    expect(texte).toContain('non fixée');
    expect(texte).not.toMatch(/null|undefined|NaN/);
    const raison = `Début ${'mot '.repeat(950)}fin.`;
    const [premier] = vide.dossiers;
    if (!premier) throw new Error('dossier absent');
    const collectifs = premier.collectifs.map((c) => ({
      ...c,
      decision: c.decision && { ...c.decision, texte: raison },
    }));
    const long = await ecrire('long.pdf', { ...vide, dossiers: [{ ...premier, collectifs }] });
    const lu = lirePages(long, 'raw').join(' ');
    expect(fois(lu, 'fin.')).toBeGreaterThanOrEqual(collectifs.filter((c) => c.decision).length);
    for (const page of lireMots(long)) for (const mot of page.mots) expect(mot.y2).toBeLessThan(page.hauteur - 15);
  });

  test('émargement : chaque membre sous son institution, les cases font 12 mm, la certification n’est pas seule', async () => {
    const { seance, ...edition } = construireReleve('releve', { dossiers: 1 });
    const membres = Array.from({ length: 23 }, (_, i) => ({
      ...(seance.membres[i % 8] ?? {
        institution: 'autre' as const,
        nom: '',
        fonction: '',
        courriel: null,
        presence: null,
      }),
      id: i + 1,
      nom: `Membre ${i + 1}`,
    }));
    const sortie = join(dossier, 'emargement.pdf');
    await ecrireEmargement({ ...edition, seance: { ...seance, membres } }, { ressources: RESSOURCES, sortie });
    const pages = lirePages(sortie, 'layout');
    for (const m of membres) expect(fois(pages.join(' '), `${m.nom} `)).toBeGreaterThan(0);
    for (const page of pages) expect(page).toContain('Signature');
    expect(pages.at(-1)).toContain('Autres personnes présentes');
    expect(pages.at(-1)).toContain('Certifié exact');
    // 36 points : 12,7 mm.
    const [une] = lireMots(sortie);
    const lignes = une?.mots.filter((m) => m.texte === 'Membre').map((m) => m.y1) ?? [];
    expect(Math.min(...lignes.slice(1).map((y, i) => y - (lignes[i] ?? 0)))).toBeGreaterThan(36);
  });
});
