import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { lireTableur } from '../../../electron/backend/tableurs/lire-tableur.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { CLAS } from '../../clas.ts';
import { ouvrirExempleCopie } from './exemple-essai.ts';
import { anomalies, relire } from './imports/classeur-reponse-essai.ts';
import { type Essai, resultat } from './socle-essai.ts';

let essai: Essai;
let campagneId: number;
let suivante: number;

beforeAll(async () => {
  const copie = await ouvrirExempleCopie();
  essai = copie;
  ({ campagneId } = copie);
  const { id } = await essai.api.campagnes.creer({
    anneeScolaire: '2027-2028',
    baremeCle: 'loiret-2019',
    charteCle: 'modele-depliant',
    enveloppeCentimes: null,
    dateLimiteDepot: '2027-03-31',
  });
  suivante = id;
}, 180_000);

afterAll(() => essai.fermer());

/** Range un document produit sous son nom, comme le ferait l’agent. */
function ranger(document: DocumentProduit): string {
  const produit = essai.context.produits.get(document.documentId);
  if (!produit) throw new Error('document perdu');
  const dossier = join(essai.dossier, 'ranges');
  mkdirSync(dossier, { recursive: true });
  const chemin = join(dossier, document.nom);
  writeFileSync(chemin, readFileSync(produit.chemin));
  return chemin;
}

/** Fichiers d’une archive. */
async function ouvrirZip(chemin: string): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(readFileSync(chemin));
  const fichiers = new Map<string, Buffer>();
  for await (const entree of zip.eachEntry()) {
    const morceaux: Buffer[] = [];
    for await (const morceau of await zip.openReadStreamPromise(entree)) morceaux.push(Buffer.from(morceau));
    fichiers.set(entree.fileName, Buffer.concat(morceaux));
  }
  return fichiers;
}

describe('l’appel à projets d’une campagne', () => {
  it('dit ses dates, ce qu’il demande, et qui a répondu', async () => {
    const etat = await essai.api.appel.lire({ campagneId });
    expect(etat).toMatchObject({ anneeScolaire: '2026-2027', dateLimiteDepot: '2026-03-31', aujourdhui: '2026-06-12' });
    expect(etat.feuilles.map((f) => f.nom)).toEqual(['Structure', 'Projet', 'Collectifs', 'Budget']);
    expect(etat.pieces.map((p) => p.code)).toContain('pieceStatuts');
    const dossiers = await essai.api.dossiers.lister({ campagneId });
    expect(etat.porteurs.flatMap((p) => p.reponses.map((r) => r.dossierId)).toSorted((a, b) => a - b)).toEqual(
      dossiers.map((d) => d.id).toSorted((a, b) => a - b),
    );
    expect(etat.porteurs.every((p) => p.reponses.length > 0 && p.derniereReponse === null)).toBe(true);
  });

  it('l’année d’après, tous sont connus et aucun n’a répondu', async () => {
    const avant = await essai.api.appel.lire({ campagneId });
    const { porteurs } = await essai.api.appel.lire({ campagneId: suivante });
    expect(porteurs.map((p) => p.structureId)).toEqual(avant.porteurs.map((p) => p.structureId));
    expect(porteurs.every((p) => p.reponses.length === 0 && p.derniereReponse === '2026-2027')).toBe(true);
  });

  it('une campagne inconnue est refusée', async () => {
    await expect(essai.api.appel.lire({ campagneId: 999 })).rejects.toThrow(/introuvable/);
  });
});

describe('les classeurs de réponse', () => {
  it('vierge : aucune réponse ; deux fois le même', async () => {
    const demande = { campagneId: suivante, structureId: null };
    const document = await resultat(essai.api.appel.classeur(demande));
    expect(document.nom).toBe('reponse-clas-2027-2028-vierge.xlsx');
    expect((await resultat(essai.api.appel.classeur(demande))).sha256).toBe(document.sha256);
    expect(anomalies(await relire(ranger(document), '2027-2028'))).toEqual(['! classeur_vierge']);
  });

  it('préparé : l’identité, le projet et les collectifs du dernier dossier, jamais l’IBAN', async () => {
    const { porteurs } = await essai.api.appel.lire({ campagneId });
    const dossiers = await essai.api.dossiers.lister({ campagneId });
    const porteur = porteurs.find((p) => p.siret !== null && p.reponses.length === 1);
    const dossierId = porteur?.reponses[0]?.dossierId ?? 0;
    expect(dossiers.some((d) => d.id === dossierId)).toBe(true);
    const detail = await essai.api.dossiers.lire({ dossierId });
    const document = await resultat(
      essai.api.appel.classeur({ campagneId: suivante, structureId: porteur?.structureId ?? 0 }),
    );
    const chemin = ranger(document);
    const lecture = await relire(chemin, '2027-2028');
    const [lu] = lecture.dossiers;
    expect(lu).toMatchObject({
      numero: `${porteur?.siret}-1`,
      intitule: detail.intitule,
      communeInsee: detail.communeInsee,
      structure: { siret: porteur?.siret, raisonSociale: porteur?.raisonSociale, iban: null },
    });
    expect(lu?.collectifs.map((c) => [c.libelle, c.effectif, c.niveau])).toEqual(
      detail.listeCollectifs.map((c) => [c.libelle, c.effectif, c.niveau]),
    );
    // Ni date, ni montant, ni engagement repris : le porteur les redonne.
    const champs = new Set(lu?.reponses.map((r) => r.champ));
    for (const champ of ['dateDebut', 'engagementCharte', 'pieceStatuts', 'totalCharges']) {
      expect(champs.has(champ), champ).toBe(false);
    }
    const ibans = (await essai.api.banque.ibans({ campagneId })).map((i) => i.iban);
    expect(ibans.length).toBeGreaterThan(10);
    const classeur = await lireTableur(chemin, { nom: document.nom });
    const textes = classeur.feuilles.flatMap((f) =>
      f.lignes.flatMap((l) => l.cellules.map((c) => c.brut.replaceAll(' ', ''))),
    );
    expect(textes.filter((t) => ibans.some((iban) => t.includes(iban)))).toEqual([]);
  });

  it('plusieurs : une archive, un fichier par porteur, les mêmes octets deux fois', async () => {
    const { porteurs } = await essai.api.appel.lire({ campagneId });
    const structureIds = porteurs.slice(0, 5).map((p) => p.structureId);
    const demande = { campagneId: suivante, structureIds: [...structureIds, structureIds[0] ?? 0] };
    const document = await resultat(essai.api.appel.classeurs(demande));
    expect(document.nom).toBe('classeurs-reponse-clas-2027-2028.zip');
    expect((await resultat(essai.api.appel.classeurs(demande))).sha256).toBe(document.sha256);
    const fichiers = await ouvrirZip(ranger(document));
    expect(fichiers.size).toBe(5);
    for (const [nom, contenu] of fichiers) {
      expect(nom).toMatch(/^reponse-clas-2027-2028-[a-z0-9-]+\.xlsx$/);
      const chemin = join(essai.dossier, nom);
      writeFileSync(chemin, contenu);
      expect((await relire(chemin, '2027-2028')).famille).toBe('classeur');
    }
  });

  it('un porteur inconnu est refusé', async () => {
    await expect(resultat(essai.api.appel.classeur({ campagneId, structureId: 9999 }))).rejects.toThrow(/introuvable/);
  });
});

describe('la liste de relance', () => {
  it('les porteurs sans réponse, leurs coordonnées, la date limite ; la même deux fois', async () => {
    const document = await essai.api.appel.relances({ campagneId: suivante });
    expect((await essai.api.appel.relances({ campagneId: suivante })).sha256).toBe(document.sha256);
    const { feuilles } = await lireTableur(ranger(document), { nom: document.nom });
    const { porteurs } = await essai.api.appel.lire({ campagneId: suivante });
    const lignes = feuilles[0]?.lignes.slice(1).map((l) => l.cellules.map((c) => c.brut)) ?? [];
    expect(lignes.map((l) => l[0])).toEqual(porteurs.map((p) => p.raisonSociale));
    const premier = porteurs[0];
    expect(lignes[0]).toContain(premier?.courriel);
    expect(feuilles[0]?.lignes[1]?.cellules.at(-1)?.contenu).toEqual({ type: 'date', valeur: '2027-03-31' });
  });

  it('parmi les porteurs choisis seulement ; personne à relancer se dit', async () => {
    const { porteurs } = await essai.api.appel.lire({ campagneId: suivante });
    const [un] = porteurs;
    const document = await essai.api.appel.relances({ campagneId: suivante, structureIds: [un?.structureId ?? 0] });
    const { feuilles } = await lireTableur(ranger(document), { nom: document.nom });
    expect(feuilles[0]?.lignes).toHaveLength(2);
    await expect(essai.api.appel.relances({ campagneId })).rejects.toThrow(/Tous ces porteurs ont répondu/);
  });
});

describe('des réponses importées', () => {
  it('plusieurs classeurs d’un coup : chaque porteur a répondu, par classeur', async () => {
    const { porteurs } = await essai.api.appel.lire({ campagneId: suivante });
    const choisis = porteurs.filter((p) => p.siret !== null).slice(0, 3);
    const demande = { campagneId: suivante, structureIds: choisis.map((p) => p.structureId) };
    const fichiers = await ouvrirZip(ranger(await resultat(essai.api.appel.classeurs(demande))));
    let depotId: string | undefined;
    for (const [nom, contenu] of fichiers) {
      const fichier = new File([new Uint8Array(contenu)], nom);
      ({ depotId } = await essai.api.imports.deposer({ fichier, ...(depotId === undefined ? {} : { depotId }) }));
    }
    const apercu = await resultat(essai.api.imports.analyser({ campagneId: suivante, depotId: depotId ?? '' }));
    expect(apercu.famille).toBe('classeur');
    expect(apercu.fichiers.map((f) => f.refus)).toEqual([null, null, null]);
    expect(apercu.bilan.dossiers.nouveaux).toBe(3);
    expect(apercu.bilan.structures.nouvelles).toBe(0);
    await essai.api.imports.executer({ campagneId: suivante, depotId: depotId ?? '' });
    const apres = await essai.api.appel.lire({ campagneId: suivante });
    const repondu = apres.porteurs.filter((p) => p.reponses.length > 0);
    expect(repondu.map((p) => p.structureId)).toEqual(choisis.map((p) => p.structureId));
    expect(repondu.flatMap((p) => p.reponses.map((r) => r.moyen))).toEqual(['classeur', 'classeur', 'classeur']);
  });
});

describe('clas modele', () => {
  it('écrit le classeur d’un porteur, refuse un SIRET inconnu ou mal écrit', async () => {
    const { porteurs } = await essai.api.appel.lire({ campagneId });
    const siret = porteurs.find((p) => p.siret !== null)?.siret ?? '';
    const clas = (...options: string[]) =>
      execFileSync(process.execPath, [CLAS, 'modele', '--json', '--base', essai.context.fichierBase, ...options], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const sortie = join(essai.dossier, 'cli.xlsx');
    const rendu: unknown = JSON.parse(clas('--sortie', sortie, '--structure', siret, '--campagne', '2026-2027'));
    expect(rendu).toMatchObject({ fichier: sortie });
    expect((await relire(sortie)).dossiers[0]?.structure.siret).toBe(siret);
    expect(() => clas('--sortie', sortie, '--structure', '99900000000000')).toThrow(/exit|failed/i);
    expect(() => clas('--structure', siret)).toThrow(/exit|failed/i);
  });
});
