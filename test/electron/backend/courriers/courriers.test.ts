import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as attendre } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lireCourrier } from '../../../../db/queries/courriers.ts';
import { lireContenu } from '../../../../electron/backend/courriers/contenu.ts';
import { ecrireLettresNotification } from '../../../../electron/backend/documents/lettre-notification.ts';
import { cheminReserve } from '../../../../electron/backend/fichiers/reserve.ts';
import type { Courrier, LettrePrevue } from '../../../../shared/contract/courriers.ts';
import type { DocumentProduit } from '../../../../shared/contract/documents.ts';
import { MODELES_NOTIFICATION } from '../../../../shared/domaine/lettres-notification/modele.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { CLAS } from '../../../clas.ts';
import { premierOctetEcrit } from '../../../couper.ts';
import { autreFenetre } from '../demandes/demandes-essai.ts';
import { aplatir, lirePages, PDFTOTEXT_PRESENT } from '../documents/lire-pdf.ts';
import { type Modele, ouvrirExempleCopie } from '../exemple-essai.ts';
import { dossierTemporaire, type Essai, ouvrirEssai, RESSOURCES, resultat } from '../socle-essai.ts';

let modele: Modele;
let essai: Essai;
let campagneId: number;
let seanceId: number;
beforeEach(async () => {
  const copie = await ouvrirExempleCopie();
  essai = copie;
  modele = copie;
  ({ campagneId } = copie);
  seanceId = (await essai.api.courriers.lire({ campagneId })).seanceId ?? 0;
});
afterEach(async () => {
  expect(await essai.api.journal.verifier()).toMatchObject({ sain: true });
  essai.fermer();
});

const refus = (code: string) => ({ data: { code } });
const prevues = async () => (await essai.api.courriers.lire({ campagneId })).lettres;
const registre = async () => (await essai.api.courriers.lire({ campagneId })).registre;
const numeros = (lignes: readonly Courrier[]) => lignes.map((c) => c.numero).toSorted();

async function deNature(nature: LettrePrevue['nature'], nombre = 1): Promise<number[]> {
  return (await prevues())
    .filter((l) => l.nature === nature)
    .slice(0, nombre)
    .map((l) => l.dossierId);
}

function produire(dossierIds: readonly number[], api = essai.api) {
  return resultat(api.courriers.produire({ seanceId, dossierIds: [...dossierIds] }));
}

function cheminDe({ documentId }: DocumentProduit): string {
  return essai.context.produits.get(documentId)?.chemin ?? '';
}

describe('produire', () => {
  test('numéros sans trou, un PDF gardé par lettre, liasse archivée ; tout se refait à l’octet près', async () => {
    const ids = [
      ...(await deNature('accord')),
      ...(await deNature('accord_sous_reserve')),
      ...(await deNature('refus')),
    ];
    const { document, courriers } = await produire(ids);
    expect(courriers.map((c) => c.numero).toSorted()).toEqual(['2026-N-0001', '2026-N-0002', '2026-N-0003']);
    const lignes = await registre();
    expect(lignes.map((c) => c.agent)).toEqual(['Camille Aubry', 'Camille Aubry', 'Camille Aubry']);
    for (const ligne of lignes) {
      const courrier = lireCourrier(essai.context.db, ligne.id);
      if (!courrier) throw new Error('lettre absente');
      const { lettre } = lireContenu(courrier);
      const sortie = join(dossierTemporaire(), 'refaite.pdf');
      const donnees = { ...lettre.expediteur, empreinteJournal: '', lettres: [lettre] };
      expect((await ecrireLettresNotification(donnees, { ressources: RESSOURCES, sortie })).sha256).toBe(ligne.sha256);
      const rouverte = await essai.api.courriers.rouvrir({ courrierId: ligne.id });
      expect(readFileSync(cheminDe(rouverte)).equals(readFileSync(sortie))).toBe(true);
    }
    // La liasse des mêmes lettres est celle déjà archivée.
    const choix = { campagneId, courrierIds: lignes.map((c) => c.id) };
    expect((await resultat(essai.api.courriers.liasse(choix))).sha256).toBe(document.sha256);
    await expect(produire(ids)).rejects.toMatchObject(refus('lettre_impossible'));
    expect(await registre()).toHaveLength(3);
  });

  test.skipIf(!PDFTOTEXT_PRESENT)('les montants et les mots imprimés sont ceux de la base et de l’aperçu', async () => {
    const ids = [...(await deNature('accord')), ...(await deNature('ajournement'))];
    const avant = new Map((await prevues()).map((l) => [l.dossierId, l]));
    const apercus = await Promise.all(ids.map((dossierId) => essai.api.courriers.apercu({ seanceId, dossierId })));
    const { document } = await produire(ids);
    const pages = lirePages(cheminDe(document), 'raw').map(aplatir);
    expect(pages).toHaveLength(2);
    for (const [rang, dossierId] of ids.entries()) {
      const page = pages.find((p) => p.includes(aplatir(apercus[rang]?.destinataire[0] ?? '?'))) ?? '';
      const { montantCentimes } = avant.get(dossierId) ?? { montantCentimes: 0 };
      if (montantCentimes > 0) expect(page).toContain(`s’élève à ${aplatir(formaterEuros(montantCentimes))} (`);
      for (const bloc of apercus[rang]?.blocs ?? []) {
        if (bloc.genre === 'paragraphe')
          expect(page).toContain(aplatir(bloc.segments.map((s) => s.texte).join('')).trim());
      }
      const { dossiers } = await essai.api.seances.lire({ campagneId });
      for (const c of dossiers.find((d) => d.id === dossierId)?.listeCollectifs ?? [])
        if (c.decision && c.decision.montantCentimes > 0)
          expect(page).toContain(aplatir(formaterEuros(c.decision.montantCentimes)));
    }
  });

  test('arrêter ne laisse rien au registre, et les numéros restent à prendre', async () => {
    const ids = await deNature('accord', 4);
    const arret = new AbortController();
    const suite = await essai.aPart.courriers.produire({ seanceId, dossierIds: ids }, { signal: arret.signal });
    await expect(
      (async () => {
        for await (const message of suite) if (message.type === 'progression' && message.fait >= 2) arret.abort();
      })(),
    ).rejects.toThrow(/interrompu|abort/i);
    expect(await registre()).toEqual([]);
    expect(readdirSync(essai.context.dossierTravail).filter((f) => f.startsWith('lettre-'))).toEqual([]);
    const { courriers } = await produire(ids.slice(0, 1));
    expect(courriers[0]?.numero).toBe('2026-N-0001');
  });

  test('deux fenêtres à la fois : aucun numéro pris deux fois, aucun trou', async () => {
    const ids = await deNature('accord', 4);
    const autre = autreFenetre(essai, modele.secondId);
    await Promise.all([produire(ids.slice(0, 2)), produire(ids.slice(2), autre)]);
    expect(numeros(await registre())).toEqual(['2026-N-0001', '2026-N-0002', '2026-N-0003', '2026-N-0004']);
  });

  test('une décision changée : la lettre se refait, remplace la précédente, qui reste', async () => {
    const [dossierId = 0] = await deNature('accord');
    await produire([dossierId]);
    const [premiere] = await registre();
    if (!premiere) throw new Error('registre vide');
    const envoi = { campagneId, courrierIds: [premiere.id], moyen: 'courrier' as const };
    await essai.api.courriers.envoyer({ ...envoi, date: '2026-06-12' });
    const { dossiers } = await essai.api.seances.lire({ campagneId });
    const [collectif] = dossiers.find((d) => d.id === dossierId)?.listeCollectifs ?? [];
    await essai.api.seances.decider({
      seanceId,
      collectifIds: [collectif?.id ?? 0],
      nature: 'ajourne',
      motif: null,
      texte: 'Le budget à corriger.',
    });
    const prevue = (await prevues()).find((l) => l.dossierId === dossierId);
    expect(prevue).toMatchObject({ etat: 'a_refaire' });
    expect(prevue?.avertissements[0]).toMatch(/La décision a changé depuis la lettre 2026-N-0001, déjà envoyée/);
    await produire([dossierId]);
    const [seconde, ancienne] = await registre();
    expect(seconde).toMatchObject({ numero: '2026-N-0002', remplace: '2026-N-0001', envoyeLe: null });
    expect(ancienne).toMatchObject({ remplaceePar: '2026-N-0002', envoyeLe: '2026-06-12', sha256: premiere.sha256 });
    if (PDFTOTEXT_PRESENT) {
      const texte = (c: Courrier | undefined) =>
        lirePages(cheminReserve(essai.context, c?.sha256 ?? ''), 'raw')
          .map(aplatir)
          .join(' ');
      expect(texte(seconde)).toContain('Cette lettre annule et remplace ma lettre n° 2026-N-0001 du 12 juin 2026.');
      expect(texte(seconde)).toContain('Le budget à corriger.');
      expect(texte(ancienne)).not.toContain('annule et remplace');
    }
  });

  test('tuée net à tout moment, la commande ne laisse ni trou ni lettre à moitié', async () => {
    // Une seconde séance qui ne décide que deux dossiers : la commande est courte.
    const [un = 0, deux = 0] = await deNature('ajournement', 2);
    const { dossiers } = await essai.api.seances.lire({ campagneId });
    const reglages = {
      date: '2026-09-03',
      heureDebut: '09:00',
      heureFin: '10:00',
      lieu: '',
      presidence: '',
      ordre: 'pile' as const,
      quorum: null,
      membres: [],
    };
    const seconde = (await essai.api.seances.creer({ campagneId, ...reglages })).seance?.id ?? 0;
    const collectifIds = dossiers
      .filter((d) => d.id === un || d.id === deux)
      .flatMap((d) => d.listeCollectifs.map((c) => c.id));
    await essai.api.seances.decider({ seanceId: seconde, collectifIds, nature: 'agree', motif: null, texte: '' });
    const { dossier } = essai;
    essai.fermer();
    const sortie = dossierTemporaire();
    const lancer = () =>
      spawn(
        process.execPath,
        [
          CLAS,
          'lettres',
          '--base',
          join(dossier, 'base.sqlite'),
          '--sortie',
          sortie,
          '--seance',
          '2026-09-03',
          '--json',
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
    // Deux fois au premier octet écrit (la première laisse un journal à reprendre), une fois au hasard de la machine.
    const base = join(dossier, 'base.sqlite');
    for (const moment of ['ecriture', 'ecriture', 600] as const) {
      const enfant = lancer();
      const fin = new Promise((fini) => enfant.once('exit', fini));
      await (moment === 'ecriture' ? premierOctetEcrit(base, enfant) : attendre(moment));
      enfant.kill('SIGKILL');
      await fin;
    }
    const dernier = lancer();
    let dit = '';
    dernier.stdout.setEncoding('utf8').on('data', (texte: string) => (dit += texte));
    expect(await new Promise((fini) => dernier.once('close', fini))).toBe(0);
    const json = JSON.parse(dit) as {
      lettres: { numero: string }[];
      porteurs: { fichier: string }[];
      liasse: { fichier: string };
    };
    essai = ouvrirEssai(dossier);
    await essai.api.session.choisirAgent({ agentId: modele.agentId });
    const lignes = await registre();
    expect(numeros(lignes)).toEqual(lignes.map((_, n) => `${lignes[0]?.numero.slice(0, 4)}-N-000${n + 1}`));
    expect(lignes).toHaveLength(2);
    expect(json.lettres).toHaveLength(2);
    for (const { sha256 } of lignes)
      expect(readFileSync(cheminReserve(essai.context, sha256)).length).toBeGreaterThan(0);
    for (const { fichier } of [...json.porteurs, json.liasse])
      expect(readFileSync(fichier).subarray(0, 5).toString()).toBe('%PDF-');
  }, 60_000);
});

describe('registre', () => {
  test('un porteur de deux dossiers a un seul PDF ; plusieurs porteurs, une archive', async () => {
    const parPorteur = Map.groupBy(
      (await prevues()).filter((l) => l.etat === 'a_produire'),
      (l) => l.structureId,
    );
    const deux = [...parPorteur.values()].find((siennes) => siennes.length === 2) ?? [];
    const [autre] = [...parPorteur.values()].find((siennes) => siennes.length === 1) ?? [];
    const { courriers } = await produire([...deux, ...(autre ? [autre] : [])].map((l) => l.dossierId));
    const siens = courriers.filter((c) => deux.some((l) => l.dossierId === c.dossierId)).map((c) => c.id);
    const un = await resultat(essai.api.courriers.parPorteur({ campagneId, courrierIds: siens }));
    expect(un.nom).toMatch(/^2026-N-000\d_2026-N-000\d-.*\.pdf$/);
    const choix = { campagneId, courrierIds: courriers.map((c) => c.id) };
    const archive = await resultat(essai.api.courriers.parPorteur(choix));
    expect(archive.nom).toBe('lettres-notification-2026-07-02.zip');
    const contenu = readFileSync(cheminDe(archive));
    // Une entrée du répertoire central par fichier.
    expect(contenu.toString('latin1').split('PK\x01\x02')).toHaveLength(3);
    expect(contenu.includes(readFileSync(cheminDe(un)))).toBe(true);
    expect((await resultat(essai.api.courriers.parPorteur(choix))).sha256).toBe(archive.sha256);
  });

  test('l’envoi se note, se corrige, se refuse quand il est impossible', async () => {
    const { courriers } = await produire(await deNature('refus', 2));
    const choix = { campagneId, courrierIds: courriers.map((c) => c.id) };
    const noter = (date: string | null) => essai.api.courriers.envoyer({ ...choix, date, moyen: 'courriel' });
    await expect(noter('2026-06-13')).rejects.toMatchObject(refus('date_a_venir'));
    await expect(noter('2026-06-11')).rejects.toMatchObject(refus('date_trop_tot'));
    await expect(noter('2026-02-31')).rejects.toMatchObject(refus('date_impossible'));
    expect((await registre()).map((c) => c.envoyeLe)).toEqual([null, null]);
    expect(await noter('2026-06-12')).toEqual({ notees: 2 });
    // Le même envoi, redit : rien ne change, rien au journal ; un autre moyen, si.
    const auJournal = async () => (await essai.api.journal.lister({ recherche: 'courrier.envoyer' })).total;
    const avant = await auJournal();
    expect(await noter('2026-06-12')).toEqual({ notees: 0 });
    expect(await auJournal()).toBe(avant);
    const parPoste = { ...choix, date: '2026-06-12', moyen: 'courrier' as const };
    expect(await essai.api.courriers.envoyer(parPoste)).toEqual({ notees: 2 });
    expect(await noter('2026-06-12')).toEqual({ notees: 2 });
    const [ligne] = await registre();
    expect(ligne).toMatchObject({ envoyeLe: '2026-06-12', moyen: 'courriel', envoyePar: 'Camille Aubry' });
    await noter(null);
    expect((await registre())[0]).toMatchObject({ envoyeLe: null, moyen: null, envoyePar: null });
    await expect(
      essai.api.courriers.envoyer({ campagneId, courrierIds: [9999], date: null, moyen: 'courrier' }),
    ).rejects.toMatchObject(refus('introuvable'));
  });
});

describe('modèles', () => {
  test('un modèle faux est refusé avec sa place ; un modèle changé se lit dans l’aperçu ; on en revient', async () => {
    const { accord } = MODELES_NOTIFICATION;
    const faux = { ...accord, corps: `${accord.corps}\n\nFin {montan}.` };
    await expect(essai.api.courriers.modifierModele({ nature: 'accord', modele: faux })).rejects.toMatchObject({
      data: {
        code: 'modele_faux',
        message: expect.stringMatching(/Ligne \d+, caractère 5 : variable inconnue \{montan\}/),
      },
    });
    const modeleAccord = { ...accord, corps: `${accord.corps}\n\nÀ bientôt à {commune}, {agent}.` };
    await essai.api.courriers.modifierModele({ nature: 'accord', modele: modeleAccord });
    const [dossierId = 0] = await deNature('accord');
    const dernier = async () => (await essai.api.courriers.apercu({ seanceId, dossierId })).blocs.at(-1);
    expect(JSON.stringify(await dernier())).toMatch(/À bientôt à/);
    const lus = await essai.api.courriers.modifierModele({ nature: 'accord', modele: null });
    expect(lus.every((m) => m.parDefaut)).toBe(true);
    expect(JSON.stringify(await dernier())).not.toMatch(/À bientôt/);
  });

  test('les avertissements : adresse inconnue, sans décision, décisions mêlées', async () => {
    const lettres = await prevues();
    expect(
      lettres.some((l) => l.avertissements.includes('Adresse postale inconnue : la lettre partirait sans elle.')),
    ).toBe(true);
    expect(lettres.find((l) => l.nature === null)).toMatchObject({
      etat: 'sans_decision',
      avertissements: { length: 1 },
    });
    const sans = lettres.find((l) => l.nature === null)?.dossierId ?? 0;
    await expect(essai.api.courriers.apercu({ seanceId, dossierId: sans })).rejects.toMatchObject(
      refus('sans_decision'),
    );
    await expect(produire([sans])).rejects.toMatchObject(refus('lettre_impossible'));
    expect((await essai.api.courriers.lire({ campagneId })).recoursAValider).toContain('refus');
  });
});
