import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ecrire } from '../../../../db/ecrire.ts';
import { lignesAlterees, sceller } from '../../../../db/empreintes.ts';
import { lireConvention } from '../../../../db/queries/conventions.ts';
import { listerRelances } from '../../../../db/queries/relances.ts';
import { acteur } from '../../../../electron/backend/acteur.ts';
import { lireContenu } from '../../../../electron/backend/conventions/contenu.ts';
import { inscrireConventions } from '../../../../electron/backend/conventions/generer.ts';
import { ecrireConventions } from '../../../../electron/backend/documents/convention.ts';
import { router } from '../../../../electron/backend/router.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { COMMANDES_CONVENTIONS } from '../../../../electron/cli/commandes-conventions.ts';
import { MauvaisUsage } from '../../../../electron/cli/commun.ts';
import type { Api } from '../../../../shared/contract/client.ts';
import type { DocumentProduit } from '../../../../shared/contract/documents.ts';
import { MODELE_CONVENTION } from '../../../../shared/domaine/conventions/modele.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { type Atelier, type Banc, importer, lectureDe, ouvrirAtelier, source } from '../argent-essai.ts';
import { aplatir, lirePages, PDFTOTEXT_PRESENT } from '../documents/lire-pdf.ts';
import { dossierTemporaire, RESSOURCES, resultat } from '../socle-essai.ts';

let atelier: Atelier;
let banc: Banc;
let api: Api;
beforeAll(() => {
  atelier = ouvrirAtelier();
});
afterAll(() => atelier.fermer());

const NUMEROS = ['1001', '1002', '1003'];
beforeEach(async () => {
  banc = atelier.ouvrir({ seuilConventionCentimes: 500_000 }, null);
  api = createRouterClient(router, { context: banc.context });
  const sources = NUMEROS.map((numero, rang) =>
    source({ numero, nom: `Porteur ${rang + 1}`, siret: null, iban: null, budgetCentimes: 1_800_000 }),
  );
  importer(banc.context, banc.campagneId, lectureDe(sources));
  await decider('1001', ['Rouge', 'Vert', 'Bleu'], 'agree');
  await decider('1002', ['Rouge', 'Vert'], 'agree');
  await decider('1003', ['Rouge'], 'agree_sous_reserve');
});
afterEach(async () => {
  expect(await api.journal.verifier()).toMatchObject({ sain: true });
  expect(lignesAlterees(banc.context.db)).toEqual([]);
  banc.fermer();
});

const refus = (code: string) => ({ data: { code } });

async function dossier(numero: string) {
  const { campagneId } = banc;
  const trouve = (await api.dossiers.lister({ campagneId })).find((d) => d.numero === numero);
  return api.dossiers.lire({ dossierId: trouve?.id ?? 0 });
}

async function decider(
  numero: string,
  libelles: readonly string[],
  nature: 'agree' | 'agree_sous_reserve' | 'refuse',
): Promise<void> {
  const { listeCollectifs } = await dossier(numero);
  await api.seances.decider({
    seanceId: banc.seanceId,
    collectifIds: listeCollectifs.filter((c) => libelles.includes(c.libelle)).map((c) => c.id),
    nature,
    motif: nature === 'agree' ? null : nature === 'refuse' ? 'effectif' : 'piece_manquante',
    texte: nature === 'agree' ? '' : 'bail de la salle',
  });
}

async function ligne(numero: string) {
  const trouvee = (await api.conventions.lire({ campagneId: banc.campagneId })).lignes.find(
    (l) => l.numeroDossier === numero,
  );
  if (!trouvee) throw new Error(`dossier ${numero} sans ligne`);
  return trouvee;
}

async function generer(...numeros: string[]) {
  const dossierIds = await Promise.all(numeros.map(async (n) => (await dossier(n)).id));
  return resultat(api.conventions.generer({ campagneId: banc.campagneId, dossierIds }));
}

/** Le papier inscrit, sans attendre son PDF : un processus de moins. */
async function inscrire(...numeros: string[]) {
  const dossierIds = await Promise.all(numeros.map(async (n) => (await dossier(n)).id));
  return inscrireConventions(banc.context, { campagneId: banc.campagneId, dossierIds });
}

function cheminDe({ documentId }: DocumentProduit): string {
  return banc.context.produits.get(documentId)?.chemin ?? '';
}

const PDF = new File(['%PDF-1.7 papier signé'], 'convention signée.pdf', { type: 'application/pdf' });

async function signee(numero: string): Promise<number> {
  await inscrire(numero);
  const id = (await ligne(numero)).convention?.id ?? 0;
  await api.conventions.signer({ conventionId: id, date: '2026-06-12', signataire: 'Mme Roy', scan: null });
  return id;
}

describe('générer', () => {
  test('numéros sans trou, un PDF gardé par papier, refait à l’octet près ; ses mots sont ceux de la base', async () => {
    expect(await ligne('1001')).toMatchObject({ etat: 'a_generer', suite: 'convention', auDelaDuSeuil: true });
    expect(await ligne('1003')).toMatchObject({ auDelaDuSeuil: false, reserves: [{ lettre: 'A', levee: null }] });
    const apercu = await api.conventions.apercu({ dossierId: (await dossier('1003')).id });
    expect(apercu.articles.map((a) => a.titre).at(-1)).toMatch(/Réserve du comité de pilotage/);
    const { document, papiers } = await generer(...NUMEROS);
    expect(papiers.map((p) => p.numero)).toEqual(['2026-045-001', '2026-045-002', '2026-045-003']);
    for (const { id } of papiers) {
      const convention = lireConvention(banc.context.db, id);
      if (!convention) throw new Error('convention absente');
      const { papier, faits } = lireContenu(convention);
      const ouverte = await resultat(api.conventions.ouvrir({ conventionId: id }));
      if (id === papiers[0]?.id) {
        const sortie = join(dossierTemporaire(), 'refaite.pdf');
        const donnees = { ...papier.expediteur, empreinteJournal: '', lettres: [papier] };
        await ecrireConventions(donnees, { ressources: RESSOURCES, sortie });
        expect(readFileSync(cheminDe(ouverte)).equals(readFileSync(sortie))).toBe(true);
      }
      if (!PDFTOTEXT_PRESENT) continue;
      const texte = aplatir(lirePages(cheminDe(ouverte), 'raw').join('\n'));
      expect(texte).toContain(aplatir(convention.numero));
      expect(texte).toContain(aplatir(faits.structure));
      for (const c of faits.collectifs) expect(texte).toContain(aplatir(formaterEuros(c.montantCentimes)));
      expect(texte.includes(aplatir('Réserve du comité'))).toBe(faits.dossier === '1003');
      expect(texte.includes(aplatir('Subvention supérieure à'))).toBe(faits.dossier === '1001');
      expect(texte).not.toMatch(/[{}\uFFFD]/);
    }
    const liasse = await resultat(
      api.conventions.liasse({ campagneId: banc.campagneId, conventionIds: papiers.map((p) => p.id) }),
    );
    expect(liasse.sha256).toBe(document.sha256);
    await expect(generer('1001')).rejects.toMatchObject(refus('generation_impossible'));
    expect(await ligne('1001')).toMatchObject({ etat: 'a_signer', suite: null });
  }, 30_000);

  test('pas signée, une décision changée la remplace ; signée, elle se change par un avenant', async () => {
    await inscrire('1001');
    await decider('1001', ['Bleu'], 'refuse');
    expect(await ligne('1001')).toMatchObject({
      suite: 'remplacement',
      changements: ['Le collectif C n’est plus agréé.'],
    });
    const ancienne = (await ligne('1001')).convention;
    await inscrire('1001');
    const id = (await ligne('1001')).convention?.id ?? 0;
    expect(await ligne('1001')).toMatchObject({
      convention: { numero: '2026-045-002', etat: 'a_signer', montantCentimes: 390_000 },
      anciens: [{ id: ancienne?.id, numero: '2026-045-001', etat: 'resiliee' }],
    });
    await api.conventions.signer({ conventionId: id, date: '2026-06-12', signataire: 'Mme Roy', scan: null });
    await decider('1001', ['Vert'], 'refuse');
    expect(await ligne('1001')).toMatchObject({ suite: 'avenant', etat: 'signee' });
    const papiers = await inscrire('1001');
    expect(papiers).toMatchObject([{ numero: '2026-045-002/A1' }]);
    const avenant = (await ligne('1001')).avenants[0];
    expect(avenant).toMatchObject({ nature: 'avenant', etat: 'a_signer', montantCentimes: 195_000 });
    // Le Copil revient à ce qui est signé : l’avenant en attente n’a plus lieu d’être.
    await decider('1001', ['Vert'], 'agree');
    expect(await ligne('1001')).toMatchObject({ suite: 'resiliation' });
    await expect(inscrire('1001')).rejects.toMatchObject({ code: 'generation_impossible' });
    await decider('1001', ['Vert', 'Rouge'], 'refuse');
    expect(await ligne('1001')).toMatchObject({ suite: 'resiliation', collectifs: 0 });
    const resiliation = { conventionId: id, date: '2026-09-30', motif: 'action abandonnée' };
    await api.conventions.resilier(resiliation);
    expect(await ligne('1001')).toMatchObject({ etat: 'resiliee', suite: null, avenants: [{ etat: 'resiliee' }] });
    await expect(api.conventions.resilier(resiliation)).rejects.toMatchObject(refus('resiliee'));
  }, 30_000);
});

describe('envoyer, signer, résilier', () => {
  test('les dates se contrôlent ; le scan revient à l’octet près ; une signature fausse s’annule', async () => {
    const { campagneId } = banc;
    await inscrire('1002');
    const id = (await ligne('1002')).convention?.id ?? 0;
    const envoi = { campagneId, conventionIds: [id], moyen: 'courriel' as const };
    await expect(api.conventions.envoyer({ ...envoi, date: '2026-06-11' })).rejects.toMatchObject(
      refus('date_trop_tot'),
    );
    await expect(api.conventions.envoyer({ ...envoi, date: '2026-06-13' })).rejects.toMatchObject(
      refus('date_a_venir'),
    );
    expect(await api.conventions.envoyer({ ...envoi, date: '2026-06-12' })).toEqual({ notees: 1 });
    expect(await ligne('1002')).toMatchObject({ etat: 'envoyee', convention: { moyen: 'courriel' } });
    // Le même envoi, redit : rien ne change, rien au journal ; un autre moyen, si.
    const auJournal = async () => (await api.journal.lister({ recherche: 'convention.envoyer' })).total;
    const avant = await auJournal();
    expect(await api.conventions.envoyer({ ...envoi, date: '2026-06-12' })).toEqual({ notees: 0 });
    expect(await auJournal()).toBe(avant);
    expect(await api.conventions.envoyer({ ...envoi, moyen: 'courrier', date: '2026-06-12' })).toEqual({ notees: 1 });
    expect(await auJournal()).toBe(avant + 1);
    await api.conventions.envoyer({ ...envoi, date: '2026-06-12' });
    const signature = { conventionId: id, date: '2026-06-12', signataire: 'M. Petit, trésorier' };
    const faux = new File(['MZ programme'], 'signee.pdf');
    await expect(api.conventions.signer({ ...signature, scan: faux })).rejects.toMatchObject(refus('scan_illisible'));
    await api.conventions.signer({ ...signature, scan: PDF });
    expect(await ligne('1002')).toMatchObject({ etat: 'signee', convention: { scanNom: 'convention signée.pdf' } });
    const scan = await api.conventions.ouvrirScan({ conventionId: id });
    expect(readFileSync(cheminDe(scan), 'utf8')).toBe('%PDF-1.7 papier signé');
    await expect(api.conventions.envoyer({ ...envoi, date: null })).rejects.toMatchObject(refus('deja_signee'));
    await api.conventions.annulerSignature({ conventionId: id, motif: 'mauvais dossier' });
    expect(await ligne('1002')).toMatchObject({ etat: 'envoyee', convention: { scanNom: null, signataire: null } });
    await api.conventions.envoyer({ ...envoi, date: null });
    expect(await ligne('1002')).toMatchObject({ etat: 'a_signer', convention: { envoyeeLe: null, moyen: null } });
  }, 20_000);

  test('un lot qui s’appuie sur la signature interdit de l’annuler', async () => {
    const id = await signee('1002');
    appuyerUnLot((await dossier('1002')).id);
    await expect(api.conventions.annulerSignature({ conventionId: id, motif: 'erreur' })).rejects.toMatchObject(
      refus('lot_appuye'),
    );
    expect(await ligne('1002')).toMatchObject({ etat: 'signee' });
  });
});

/** Un lot préparé qui prend l’échéance du dossier, écrit tel que la base l’admet. */
function appuyerUnLot(dossierId: number): void {
  const { db } = banc.context;
  ecrire(db, acteur(banc.context), (tx) => {
    const { id: echeanceId, structure } = db.$client
      .prepare(
        'SELECT e.id, d.structure_id AS structure FROM echeances e JOIN dossiers d ON d.id = e.dossier_id WHERE d.id = ?',
      )
      .get(dossierId) as { id: number; structure: number };
    const inserer = (sql: string, ...valeurs: (string | number)[]) =>
      Number(db.$client.prepare(sql).run(...valeurs).lastInsertRowid);
    const compte = inserer(
      "INSERT INTO coordonnees_bancaires (structure_id, iban, etat, actif, origine, saisi_par, saisi_le, verifie_par, verifie_le) VALUES (?, 'FR7630006000011234567890189', 'verifie', 1, 'essai', 2, '2026-06-01', 1, '2026-06-02')",
      structure,
    );
    const lot = inserer(
      "INSERT INTO lots (campagne_id, exercice, libelle, date_prevue, etat, prepare_par, prepare_le) VALUES (?, 2026, 'Soldes', '2026-11-27', 'prepare', 1, '2026-06-12')",
      banc.campagneId,
    );
    const prise = inserer(
      "INSERT INTO lignes_lot (lot_id, rang, echeance_id, structure_id, coordonnees_id, iban, montant_centimes) VALUES (?, 1, ?, ?, ?, 'FR7630006000011234567890189', 390000)",
      lot,
      echeanceId,
      structure,
      compte,
    );
    sceller(tx, 'coordonnees_bancaires', [compte]);
    sceller(tx, 'lots', [lot]);
    sceller(tx, 'lignes_lot', [prise]);
    tx.journaliser({ action: 'essai', libelle: 'Lot d’essai', objet: `dossier:${dossierId}` });
  });
}

describe('réserves et relances', () => {
  test('une réserve se lève une fois, avec sa preuve ; le prochain papier ne la dit plus', async () => {
    const { campagneId } = banc;
    const [reserve] = (await ligne('1003')).reserves;
    const levee = { campagneId, decisionIds: [reserve?.decisionId ?? 0], motif: 'bail reçu le 11 juin' };
    await api.conventions.leverReserves(levee);
    await expect(api.conventions.leverReserves(levee)).rejects.toMatchObject(refus('reserve_levee'));
    expect((await ligne('1003')).reserves).toMatchObject([
      { texte: 'Pièce manquante : bail de la salle', levee: { agent: 'Camille Essai', motif: 'bail reçu le 11 juin' } },
    ]);
    const apercu = await api.conventions.apercu({ dossierId: (await dossier('1003')).id });
    expect(JSON.stringify(apercu)).not.toContain('Réserve du comité');
    const historique = (await dossier('1003')).evenements.map((e) => e.action);
    expect(historique).toContain('reserve.lever');
  });

  test('les signatures qui manquent se listent et se relancent, une lettre par porteur', async () => {
    const { campagneId } = banc;
    await signee('1001');
    await inscrire('1002');
    const dossierIds = await Promise.all(NUMEROS.map(async (n) => (await dossier(n)).id));
    const relance = { campagneId, dossierIds, echeance: '2026-07-15' };
    // Pas encore parti, un papier ne se réclame pas.
    await expect(resultat(api.conventions.relancer(relance))).rejects.toMatchObject(refus('rien_a_relancer'));
    const conventionIds = [(await ligne('1002')).convention?.id ?? 0];
    await api.conventions.envoyer({ campagneId, conventionIds, date: '2026-06-12', moyen: 'courriel' });
    const document = await resultat(api.conventions.relancer(relance));
    expect(document.pages).toBe(1);
    expect(listerRelances(banc.context.db, campagneId, 'convention')).toMatchObject([
      { rang: 1, echeance: '2026-07-15' },
    ]);
    expect(listerRelances(banc.context.db, campagneId, 'convention')[0]?.documentId).not.toBeNull();
    if (PDFTOTEXT_PRESENT) {
      const texte = aplatir(lirePages(cheminDe(document), 'raw').join('\n'));
      expect(texte).toContain(aplatir('convention n° 2026-045-002'));
      expect(texte).toContain(aplatir(formaterEuros(390_000)));
      expect(texte).toContain(aplatir('15 juillet 2026'));
    }
    const liste = await api.conventions.listeManquantes({ campagneId });
    const { feuilles } = await lireTableur(cheminDe(liste), { nom: liste.nom });
    expect(JSON.stringify(feuilles)).toContain('2026-045-002');
    expect(JSON.stringify(feuilles)).not.toContain('2026-045-001');
    await expect(resultat(api.conventions.relancer({ ...relance, echeance: '2026-06-12' }))).rejects.toMatchObject(
      refus('echeance_passee'),
    );
  }, 20_000);

  test('le modèle et le code se règlent ; une variable inconnue est nommée, rien n’est changé', async () => {
    const clauses = MODELE_CONVENTION.clauses.replace('{montant_lettres}', '{montant_lettre}');
    await expect(api.conventions.modifierModele({ modele: { ...MODELE_CONVENTION, clauses } })).rejects.toMatchObject({
      data: {
        code: 'modele_faux',
        message: expect.stringMatching(/variable inconnue \{montant_lettre\}.*montant_lettres/),
      },
    });
    expect(await api.conventions.lireModele()).toMatchObject({ parDefaut: true, code: '045' });
    await expect(api.conventions.modifierCode({ code: '0/5' })).rejects.toMatchObject(refus('code_faux'));
    await api.conventions.modifierCode({ code: '452' });
    const modele = { ...MODELE_CONVENTION, titre: 'Convention Clas de {structure}' };
    await api.conventions.modifierModele({ modele });
    const apercu = await api.conventions.apercu({ dossierId: (await dossier('1002')).id });
    expect(apercu.titre).toBe('Convention Clas de Porteur 2');
    await inscrire('1002');
    expect((await ligne('1002')).convention?.numero).toBe('2026-452-001');
  });
});

describe('en ligne de commande', () => {
  const commande = new Map(COMMANDES_CONVENTIONS).get('conventions');
  const clas = async (fichiers: string[], valeurs: Record<string, string> = {}, sortie: string | null = null) =>
    commande?.executer(banc.context, { fichiers, valeurs, sortie });

  test('lister, envoyer, signer avec son scan, lever, résilier ; un mauvais usage le dit', async () => {
    await inscrire('1002', '1003');
    expect((await clas(['lister']))?.texte).toMatch(/1003.*à signer.*2026-045-002.*réserve à lever, collectif A/);
    expect(await clas(['envoyer'], { date: '2026-06-12', moyen: 'courriel' })).toMatchObject({ json: { notees: 2 } });
    const scan = join(dossierTemporaire(), 'scan.pdf');
    writeFileSync(scan, '%PDF-1.7');
    const signature = { date: '2026-06-12', nom: 'Mme Roy', fichier: scan };
    expect(await clas(['signer', '2026-045-001'], signature)).toMatchObject({
      json: { etat: 'signee', scanNom: 'scan.pdf' },
    });
    expect(await clas(['lever-reserve'], { dossier: '1003', motif: 'bail reçu' })).toMatchObject({
      json: { levees: 1 },
    });
    const fin = { date: '2026-09-01', motif: 'abandon' };
    expect(await clas(['resilier', '2026-045-002'], fin)).toMatchObject({ json: { etat: 'resiliee' } });
    await expect(clas(['signer', '2026-045-009'], signature)).rejects.toMatchObject({ code: 'introuvable' });
    await expect(clas(['signer'], signature)).rejects.toThrow(MauvaisUsage);
    await expect(clas(['envoyer'], { date: '12/06/2026' })).rejects.toThrow(MauvaisUsage);
  });
});
