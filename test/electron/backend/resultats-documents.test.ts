import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDES } from '../../../electron/cli/commandes.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { LigneDossier } from '../../../shared/contract/dossiers.ts';
import { formaterDixiemes } from '../../../shared/domaine/nombres.ts';
import { avecLibreOffice, recalculer } from '../../fixtures/tableurs/libreoffice.ts';
import { chevauchements, lireMots, lirePages, lireStructure, PDFTOTEXT_PRESENT } from './documents/lire-pdf.ts';
import { type EssaiResultats, ouvrirResultats } from './resultats-essai.ts';
import { resultat } from './socle-essai.ts';
import { type ClasseurBrut, cellule, fausserResultats, lireClasseurBrut } from './tableurs/ecrire-lecture.ts';

let banc: EssaiResultats;
let lignes: LigneDossier[];
let pdf: DocumentProduit;
let xlsx: DocumentProduit;

beforeAll(async () => {
  banc = await ouvrirResultats();
  const { api } = banc.essai;
  lignes = await api.dossiers.lister({ campagneId: banc.campagneId });
  [pdf, xlsx] = [await produire('pdf'), await produire('xlsx')];
}, 180_000);
afterAll(() => banc.essai.fermer());

function produire(format: 'pdf' | 'xlsx', dossierIds = lignes.map(({ id }) => id)): Promise<DocumentProduit> {
  return resultat(banc.essai.api.resultats.fiches({ campagneId: banc.campagneId, dossierIds, format }));
}

function chemin({ documentId }: DocumentProduit): string {
  const produit = banc.essai.context.produits.get(documentId);
  if (!produit) throw new Error('document perdu');
  return produit.chemin;
}

/** Par numéro de dossier, la case d’une colonne du classement. */
function colonne(classeur: ClasseurBrut, entete: string): Map<string, { texte: string; nombre: number }> {
  const cases = classeur.cellules.get('Classement') ?? new Map();
  const titres = [...cases].filter(([adresse]) => /^[A-Z]+1$/.test(adresse));
  const lettre = (titre: string) => titres.find(([, c]) => c.texte === titre)?.[0].replace(/\d+$/, '') ?? '?';
  return new Map(
    lignes.map((_, rang) => [
      cellule(classeur, 'Classement', `${lettre('N° du dossier')}${rang + 2}`).texte,
      cellule(classeur, 'Classement', `${lettre(entete)}${rang + 2}`),
    ]),
  );
}

async function clas(nom: string, valeurs: Record<string, string>, sortie: string | null = null) {
  const commande = COMMANDES.get(nom);
  if (!commande) throw new Error(`commande ${nom} absente`);
  return commande.executer(banc.essai.context, { valeurs, fichiers: [], sortie });
}

describe.skipIf(!PDFTOTEXT_PRESENT)('une seule note partout', () => {
  it('écran, classeur, PDF et « clas dossiers » donnent la même, au dixième, pour les 60 dossiers', async () => {
    const attendues = new Map(lignes.map(({ numero, note }) => [numero, note]));
    const cli = (await clas('dossiers', {})).json as { numero: string; note: number | null; noteComplete: boolean }[];
    const classees = (await clas('classement', {})).json as {
      numero: string;
      note: number | null;
      rang: number | null;
    }[];
    const notes = colonne(await lireClasseurBrut(chemin(xlsx)), 'Note');
    const imprimees = notesImprimees(lirePages(chemin(pdf), 'raw'));
    expect([cli.length, classees.length, notes.size, imprimees.size]).toEqual([60, 60, 60, 60]);
    for (const [numero, note] of attendues) {
      const dixiemes = note.dixiemes ?? Number.NaN;
      expect(
        cli.find((d) => d.numero === numero),
        numero,
      ).toMatchObject({ note: dixiemes / 10, noteComplete: note.complete });
      expect(classees.find((d) => d.numero === numero)?.note, numero).toBe(dixiemes / 10);
      expect(notes.get(numero)?.nombre, numero).toBe(dixiemes / 10);
      expect(imprimees.get(numero), numero).toBe(`${formaterDixiemes(dixiemes)}${note.complete ? '' : '*'}`);
    }
  });
});

/** Numéro de dossier → note écrite sous le tableau des axes de sa fiche. */
function notesImprimees(pages: readonly string[]): Map<string, string> {
  const notes = new Map<string, string>();
  let numero: string | null = null;
  for (const page of pages) {
    numero = /Dossier n° ([\d ]+?) ·/.exec(page)?.[1]?.replaceAll(' ', '') ?? numero;
    const note = /Note du dossier \d+ ([\d,]+\*?|–)/.exec(page)?.[1];
    if (numero !== null && note !== undefined) notes.set(numero, note);
  }
  return notes;
}

describe('classeur des résultats', () => {
  it('a ses feuilles, une ligne par dossier, et dit la version de la charte', async () => {
    const classeur = await lireClasseurBrut(chemin(xlsx));
    expect(classeur.feuilles).toEqual([
      'Classement',
      'Critères',
      'Conditions',
      'Que faudrait-il',
      'Sensibilité',
      'Paramètres',
    ]);
    const rangs = colonne(classeur, 'Rang');
    for (const { numero, rang } of lignes)
      expect(rangs.get(numero)?.texte, numero).toBe(rang === null ? '' : String(rang.rang));
    expect(cellule(classeur, 'Paramètres', 'B3').texte).toBe('Modèle tiré du dépliant');
    expect(cellule(classeur, 'Paramètres', 'B4').nombre).toBe(1);
  });

  it.skipIf(!avecLibreOffice)(
    'recalculé par LibreOffice à partir de résultats faux, retrouve chaque valeur écrite',
    async () => {
      const seul = await produire('xlsx', [banc.deuxLecteurs.id]);
      const cas = [chemin(xlsx), chemin(seul)];
      const faux = cas.map((_, rang) => join(banc.essai.dossier, `faux-${rang}.xlsx`));
      for (const [rang, fichier] of cas.entries()) await fausserResultats(fichier, faux[rang] ?? '');
      const recalcules = recalculer(banc.essai.dossier, faux);
      let formules = 0;
      const ecarts: string[] = [];
      for (const [rang, fichier] of cas.entries()) {
        const [ecrit, recalcule] = [await lireClasseurBrut(fichier), await lireClasseurBrut(recalcules[rang] ?? '')];
        for (const [feuille, cases] of ecrit.cellules) {
          for (const [adresse, ecrite] of cases) {
            if (ecrite.formule === null) continue;
            formules += 1;
            const lue = cellule(recalcule, feuille, adresse);
            const juste =
              ecrite.type === 'texte' ? lue.texte === ecrite.texte : Math.abs(lue.nombre - ecrite.nombre) < 1e-9;
            if (!juste) ecarts.push(`${feuille}!${adresse} ${ecrite.formule} : ${ecrite.texte} → ${lue.texte}`);
          }
        }
      }
      expect(ecarts).toEqual([]);
      expect(formules).toBeGreaterThan(1000);
    },
    180_000,
  );

  it('un seul dossier : sa fiche d’abord, avec les deux lecteurs et leurs commentaires', async () => {
    const classeur = await lireClasseurBrut(chemin(await produire('xlsx', [banc.deuxLecteurs.id])));
    expect(classeur.feuilles[0]).toBe('Fiche');
    const textes = [...(classeur.cellules.get('Fiche')?.values() ?? [])].map((c) => c.texte).join('\n');
    expect(textes).toContain('Inès Quillet');
    expect(textes).toContain('Avis d’Inès sur P1');
    expect(textes).toContain('Note exacte');
  });
});

describe.skipIf(!PDFTOTEXT_PRESENT)('fiches d’instruction', () => {
  it('ont un signet par dossier, le classement et la stabilité devant', () => {
    const { signets, liens, destinations } = lireStructure(readFileSync(chemin(pdf)));
    expect(signets.slice(0, 2)).toEqual(['Classement', 'Stabilité du classement']);
    for (const { structure } of lignes) expect(signets).toContain(structure.raisonSociale);
    for (const lien of liens) expect(destinations).toContain(lien);
  });

  it('d’un dossier : lecteurs, niveaux, mots de la charte, preuves, conditions, pile et ce qu’il faudrait', async () => {
    const seul = await produire('pdf', [banc.deuxLecteurs.id]);
    expect(seul.nom).toBe(`fiche-instruction-${banc.deuxLecteurs.numero}-2026-2027.pdf`);
    const texte = lirePages(chemin(seul), 'raw').join(' ');
    const dossier = await banc.essai.api.dossiers.lire({ dossierId: banc.deuxLecteurs.id });
    expect(texte).toContain('lu par Camille Aubry, Inès Quillet');
    expect(texte).toContain('I. Quillet : 1 – Avis d’Inès sur EJ1');
    expect(texte).toContain('Que faudrait-il ?');
    expect(texte).toMatch(/Entre \d \(.+\) et \d \(/);
    expect(texte).toContain('Pas de campagne de l’année précédente');
    for (const { libelle } of dossier.conditions)
      expect(texte.replace(/\s/g, '')).toContain(libelle.replace(/\s/g, ''));
    for (const raison of dossier.raisons) expect(texte.replace(/\s/g, '')).toContain(raison.replace(/\s/g, ''));
  });

  it('aucun mot n’est imprimé sur un autre', () => {
    const fautes = lireMots(chemin(pdf)).flatMap((page, rang) =>
      chevauchements(page).map((f) => `page ${rang + 1} : ${f}`),
    );
    expect(fautes).toEqual([]);
  });

  it('les mêmes données donnent les mêmes octets', async () => {
    const choix = lignes.slice(0, 2).map(({ id }) => id);
    for (const format of ['pdf', 'xlsx'] as const)
      expect((await produire(format, choix)).sha256).toBe((await produire(format, choix)).sha256);
  });

  it('s’arrête à la demande, sans laisser de document', async () => {
    const arret = new AbortController();
    const avant = readdirSync(banc.essai.context.dossierTravail).length;
    const suite = await banc.essai.aPart.resultats.fiches(
      // Un choix que l’archive n’a pas encore : déjà produit, il reviendrait aussitôt.
      { campagneId: banc.campagneId, dossierIds: lignes.slice(1).map(({ id }) => id), format: 'pdf' },
      { signal: arret.signal },
    );
    const parcourir = async () => {
      for await (const message of suite) {
        expect(message.type).toBe('progression');
        arret.abort();
      }
    };
    await expect(parcourir()).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(banc.essai.context.dossierTravail)).toHaveLength(avant);
  });
});

describe('ligne de commande', () => {
  it('« clas fiches » écrit la fiche d’un dossier ; un numéro inconnu et une mauvaise extension sont dits', async () => {
    const sortie = join(banc.essai.dossier, 'fiche.pdf');
    const fait = await clas('fiches', { dossier: banc.partiel.numero }, sortie);
    expect(fait).toMatchObject({ refuse: false, json: { fichier: sortie, dossiers: 1 } });
    expect(readFileSync(sortie).subarray(0, 5).toString()).toBe('%PDF-');
    await expect(clas('fiches', { dossier: '999' }, sortie)).rejects.toMatchObject({ code: 'dossier_inconnu' });
    await expect(clas('fiches', {}, join(banc.essai.dossier, 'f.doc'))).rejects.toThrow(/\.pdf ou \.xlsx/);
    await expect(clas('fiches', {})).rejects.toThrow(/--sortie/);
  });

  it('« clas classement » range par rang, note partielle en dernier, ou écrit le classeur', async () => {
    const { json, texte } = await clas('classement', {});
    const rangs = (json as { rang: number | null }[]).map(({ rang }) => rang);
    expect(rangs.at(-1)).toBeNull();
    expect(rangs.slice(0, -1)).toEqual(rangs.slice(0, -1).toSorted((a, b) => (a ?? 0) - (b ?? 0)));
    expect(texte).toContain('note partielle, sans rang');
    const sortie = join(banc.essai.dossier, 'classement.xlsx');
    await clas('classement', {}, sortie);
    expect((await lireClasseurBrut(sortie)).feuilles[0]).toBe('Classement');
  });
});
