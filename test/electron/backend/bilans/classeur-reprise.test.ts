import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { lignesAlterees } from '../../../../db/empreintes.ts';
import { lireBilan } from '../../../../db/queries/bilans.ts';
import { comparerBilans } from '../../../../electron/backend/bilans/classeur/comparer.ts';
import { lireEtatDeReprise } from '../../../../electron/backend/bilans/classeur/etat-de-reprise.ts';
import {
  produireClasseurBilan,
  produireClasseursBilan,
} from '../../../../electron/backend/bilans/classeur/produire.ts';
import { analyserBilans, appliquerBilans } from '../../../../electron/backend/bilans/classeur/reprendre.ts';
import type { Context } from '../../../../electron/backend/context.ts';
import { cheminReserve } from '../../../../electron/backend/fichiers/reserve.ts';
import { deposerChemin } from '../../../../electron/backend/imports/depots.ts';
import { router } from '../../../../electron/backend/router.ts';
import { RefusDeLecture } from '../../../../electron/backend/tableurs/classeur.ts';
import type { Lanceur } from '../../../../electron/backend/travaux/lancer.ts';
import { registre } from '../../../../electron/backend/travaux/registre.ts';
import { COMMANDES_BILANS } from '../../../../electron/cli/commandes-bilans.ts';
import { type Demande, rangerDocument } from '../../../../electron/cli/commun.ts';
import type { ClasseurLu } from '../../../../shared/contract/bilans-classeur.ts';
import { type BancBilans, ouvrirBilans } from './bilans-essai.ts';
import { ouvrirClasseurBilan, relire } from './classeur-ouvert.ts';

let banc: BancBilans;
let context: Context;
let dossier: string;
/** Noms des fichiers qui font tomber le processus qui les lit. */
const mortels = new Set<string>();

/** Les travaux dans ce processus ; un fichier mortel y fait ce qu’un enfant arrêté fait à son parent. */
const surPlace: Lanceur = {
  async lancer(nom, entree, options) {
    const fichiers = 'fichiers' in entree ? entree.fichiers : [];
    if (fichiers.some((f) => mortels.has(f.nom))) throw new RefusDeLecture('trop_lourd', 'Lecture arrêtée.');
    const travail = await registre[nom]();
    return travail.executer(entree, options?.surProgres ?? (() => {}));
  },
};

beforeAll(async () => {
  banc = await ouvrirBilans();
  context = { ...banc.context, lanceur: surPlace };
  dossier = join(context.dossierTravail, '..', 'classeurs');
  mkdirSync(dossier, { recursive: true });
});
afterAll(() => banc.fermer());

async function produire(numero: '1001' | '1002', nom = `${numero}.xlsx`): Promise<string> {
  const cible = { campagneId: banc.campagneId, dossierId: banc.dossiers[numero].id };
  const document = await produireClasseurBilan(context, cible, () => {});
  const chemin = join(dossier, nom);
  await rangerDocument(context, document.documentId, chemin);
  return chemin;
}

async function deposer(...chemins: readonly string[]): Promise<string> {
  let depotId: string | undefined;
  for (const chemin of chemins) ({ depotId } = await deposerChemin(context, chemin, depotId));
  return depotId ?? '';
}

async function voir(chemins: readonly string[], dossierId?: number): Promise<ClasseurLu[]> {
  const depotId = await deposer(...chemins);
  return (await analyserBilans(context, { campagneId: banc.campagneId, depotId, dossierId }, () => {})).fichiers;
}

async function appliquer(chemins: readonly string[], remplacer: readonly string[] = []) {
  const depotId = await deposer(...chemins);
  return appliquerBilans(context, { campagneId: banc.campagneId, depotId, remplacer, recuLe: '2026-06-10' });
}

function enBase(numero: '1001' | '1002') {
  return lireBilan(context.db, banc.campagneId, banc.dossiers[numero].id);
}

function codes(vu: ClasseurLu | undefined): string[] {
  return (vu?.anomalies ?? []).map((a) => a.code);
}

/** Répond à tout ce qu’un collectif demande. */
async function remplir(chemin: string, nom: string, collectifs: readonly number[], seances = 60): Promise<string> {
  const ouvert = await ouvrirClasseurBilan(chemin);
  for (const id of collectifs) {
    const mettre = (colonne: string, valeur: string | number) =>
      ouvert.mettre('Collectifs', `collectif:${id}`, colonne, valeur);
    mettre('realise', 'oui');
    mettre('seances', seances);
    mettre('effectif', 10);
    mettre('cout', '5 000,50');
    ouvert.mettre('Enfants', `enfants:${id}:de_6_a_10`, 'fillesQpv', 10);
  }
  for (const compte of ['compte:charge:64', 'compte:produit:74'])
    ouvert.mettre('Compte de résultat', compte, 'explication', 'Tout est passé par ce compte.');
  ouvert.mettre('Compte de résultat', 'libre:charge:64:1', 'reel', 10_001);
  ouvert.mettre('Compte de résultat', 'libre:produit:74:1', 'reel', 10_001);
  return ouvert.enregistrer(join(dossier, nom));
}

it('rendu, lu, écrit ; relu il ne change rien ; corrigé il remplace ; plus ancien que l’écran il attend qu’on décide', async () => {
  const { id, collectifs } = banc.dossiers['1001'];
  const envoye = await produire('1001');
  const rendu = await remplir(envoye, 'rendu.xlsx', collectifs);
  const [vu] = await voir([rendu]);
  expect(vu).toMatchObject({
    etat: 'a_ecrire',
    numero: '1001',
    remplace: null,
    resume: { collectifsAgrees: 2, collectifsRealises: 2, enfants: 20, chargesCentimes: 1_000_100 },
  });
  expect(await appliquer([rendu])).toEqual({ ecrits: ['1001'], inchanges: 0, gardes: 0, laisses: [] });
  const ecrit = enBase('1001');
  expect(ecrit).toMatchObject({ etat: 'recu', recuLe: '2026-06-10', origine: 'rendu.xlsx' });
  expect(ecrit?.collectifs[0]).toEqual({
    collectifId: collectifs[0],
    realise: true,
    seances: 60,
    effectif: 10,
    coutCentimes: 500_050,
  });
  expect(ecrit?.budget.map((l) => `${l.compte} ${l.montantCentimes} ${l.adresse}`)).toEqual([
    '64 1000100 Compte de résultat!E15',
    '74 1000100 Compte de résultat!E32',
  ]);
  // Le fichier reçu est gardé tel quel, les lignes sont scellées.
  expect(readFileSync(cheminReserve(context, ecrit?.fichierSha256 ?? '')).equals(readFileSync(rendu))).toBe(true);
  expect(lignesAlterees(context.db)).toEqual([]);

  expect((await voir([rendu]))[0]?.etat).toBe('inchange');
  const corrige = await remplir(envoye, 'corrige.xlsx', collectifs, 61);
  const [remplace] = await voir([corrige]);
  expect(remplace?.etat).toBe('a_ecrire');
  expect(remplace?.remplace).toMatch(/un bilan reçu .*rendu\.xlsx/);
  expect((await appliquer([corrige])).ecrits).toEqual(['1001']);
  expect(enBase('1001')?.collectifs[0]?.seances).toBe(61);

  // Une saisie à l’écran, après la préparation du classeur, l’emporte sauf choix contraire.
  const plusTard = { ...context, horloge: { ...context.horloge, maintenant: () => '2026-06-12T09:00:00.000Z' } };
  const { saisie: gardee } = await banc.api.bilans.lire({ dossierId: id });
  await createRouterClient(router, { context: plusTard }).bilans.ecrire({
    dossierId: id,
    saisie: { ...gardee, contenu: { ...gardee.contenu, salaries: 3 } },
  });
  const [ancien] = await voir([rendu]);
  expect(ancien?.etat).toBe('a_decider');
  expect(codes(ancien)).toContain('plus_ancien');
  expect(await appliquer([rendu])).toMatchObject({ ecrits: [], gardes: 1 });
  expect(enBase('1001')?.collectifs[0]?.seances).toBe(61);
  expect(await appliquer([rendu], ['rendu.xlsx'])).toMatchObject({ ecrits: ['1001'], gardes: 0 });
  expect(enBase('1001')?.collectifs[0]?.seances).toBe(60);

  // Un classeur refait porte ce que la base sait, et se relit égal.
  expect((await voir([await produire('1001', 'refait.xlsx')]))[0]?.etat).toBe('inchange');
});

it('rendu tel quel, un classeur n’est pas un bilan reçu : le dossier reste à relancer', async () => {
  const vierge = await produire('1002', 'vierge.xlsx');
  const [vu] = await voir([vierge]);
  expect(vu).toMatchObject({ etat: 'bloque', numero: '1002' });
  expect(vu?.anomalies.find((a) => a.bloquante)).toMatchObject({
    code: 'rien_rempli',
    message: expect.stringMatching(/^Rien n’est rempli/),
  });
  expect(await appliquer([vierge])).toMatchObject({ ecrits: [], laisses: ['vierge.xlsx'] });
  expect(enBase('1002')).toBeUndefined();
});

it('ce qu’un fichier ne peut pas écrire, et ce que les autres écrivent quand même', async () => {
  const bon = await remplir(await produire('1002'), 'bon.xlsx', banc.dossiers['1002'].collectifs);
  const ouvert = await ouvrirClasseurBilan(bon);
  ouvert.mettre('Collectifs', `collectif:${banc.dossiers['1002'].collectifs[0]}`, 'seances', 'beaucoup');
  const illisible = await ouvert.enregistrer(join(dossier, 'illisible.xlsx'));
  const faux = join(dossier, 'notes.csv');
  writeFileSync(faux, 'a;b\n1;2\n');

  const lu = await relire(bon);
  const etat = () => lireEtatDeReprise(context, banc.campagneId, null);
  const selon = (changer: (e: ReturnType<typeof etat>) => ReturnType<typeof etat>, fiche = lu.fiche) =>
    comparerBilans([{ nom: 'bon.xlsx', lu: { ...lu, fiche }, refus: null }], changer(etat()))[0]?.vu;
  const bloque = (vu: ClasseurLu | undefined, code: string) => {
    expect(vu?.etat).toBe('bloque');
    expect(codes(vu)).toContain(code);
  };
  bloque(
    selon((e) => ({ ...e, base: 'autre' })),
    'autre_base',
  );
  bloque(
    selon((e) => ({ ...e, campagneId: 99 })),
    'autre_campagne',
  );
  bloque(
    selon((e) => ({ ...e, vise: banc.dossiers['1001'].id })),
    'autre_dossier',
  );
  bloque(
    selon((e) => ({ ...e, close: true })),
    'campagne_close',
  );
  bloque(
    selon((e) => e, { ...lu.fiche, dossierId: 4242 }),
    'dossier_inconnu',
  );
  bloque(
    selon((e) => e, { ...lu.fiche, numero: '9999' }),
    'dossier_inconnu',
  );
  bloque(
    selon((e) => e, { ...lu.fiche, dossierId: banc.dossiers['1003'].id, numero: '1003' }),
    'dossier_non_agree',
  );
  expect(codes(selon((e) => e, { ...lu.fiche, empreinte: 'avant' }))).toContain('agrement_change');

  // Le bon et un illisible du même dossier : on ne sait pas lequel croire, aucun n’est écrit.
  const ensemble = await voir([bon, illisible]);
  expect(ensemble.map((v) => v.etat)).toEqual(['bloque', 'bloque']);
  expect(codes(ensemble[0])).toContain('doublon_different');
  // Deux fois le même : lu une fois.
  const deux = await voir([bon, bon]);
  expect(deux.map((v) => [v.etat, codes(v).includes('doublon')])).toEqual([
    ['a_ecrire', false],
    ['inchange', true],
  ]);

  mortels.add('mortel.xlsx');
  const mortel = join(dossier, 'mortel.xlsx');
  writeFileSync(mortel, readFileSync(bon));
  const faite = await appliquer([faux, bon, mortel]);
  expect(faite).toEqual({ ecrits: ['1002'], inchanges: 0, gardes: 0, laisses: ['notes.csv', 'mortel.xlsx'] });
  expect(enBase('1002')?.etat).toBe('recu');

  // Validé, il ne se relit plus.
  const { lignes } = await banc.api.bilans.lister({ campagneId: banc.campagneId });
  const ligne = lignes.find((l) => l.numero === '1002');
  await banc.api.bilans.valider({
    dossierId: banc.dossiers['1002'].id,
    droitReelCentimes: ligne?.droitReelCentimes ?? 0,
  });
  expect(codes((await voir([bon]))[0])).toContain('deja_valide');
  expect((await appliquer([bon])).laisses).toEqual(['bon.xlsx']);
});

it('une archive : un classeur par dossier agréé, nommé', async () => {
  const document = await produireClasseursBilan(context, { campagneId: banc.campagneId, dossierIds: null }, () => {});
  const produit = context.produits.get(document.documentId);
  const zip = await fromBufferPromise(readFileSync(produit?.chemin ?? ''));
  const noms: string[] = [];
  for await (const entree of zip.eachEntry()) noms.push(entree.fileName);
  expect(noms).toEqual(['bilan-clas-2026-2027-1001-les-amis.xlsx', 'bilan-clas-2026-2027-1002-la-ruche.xlsx']);
  await expect(
    (async () =>
      produireClasseursBilan(
        context,
        { campagneId: banc.campagneId, dossierIds: [banc.dossiers['1003'].id] },
        () => {},
      ))(),
  ).rejects.toThrow(/aucun collectif agréé/);
});

it('en ligne de commande : un classeur, tous, puis les lire à blanc et pour de bon', async () => {
  const commande = async (nom: string, demande: Partial<Demande>) => {
    const trouvee = new Map(COMMANDES_BILANS).get(nom);
    if (!trouvee) throw new Error(`pas de commande ${nom}`);
    return trouvee.executer(context, { valeurs: {}, fichiers: [], sortie: null, ...demande });
  };
  const sortie = join(dossier, 'cli.xlsx');
  const faite = await commande('modele-bilan', { sortie, valeurs: { dossier: '1001' } });
  expect(faite.json).toMatchObject({ fichier: sortie, classeurs: 1, dossier: '1001' });
  await expect(commande('modele-bilan', { sortie, valeurs: { dossier: '1003' } })).rejects.toThrow(
    /Pas de dossier agréé/,
  );
  const tous = await commande('modele-bilan', { sortie: join(dossier, 'tous.zip') });
  expect(tous.json).toMatchObject({ classeurs: 2, dossier: null });

  const rendu = await remplir(sortie, 'cli-rendu.xlsx', banc.dossiers['1001'].collectifs, 77);
  const avant = enBase('1001');
  const aBlanc = await commande('bilans', { fichiers: [rendu], valeurs: { 'a-blanc': true } });
  expect(aBlanc.texte).toMatch(/À blanc : rien n’est écrit\./);
  expect(enBase('1001')).toEqual(avant);
  const notes = join(dossier, 'notes-2.csv');
  writeFileSync(notes, 'a;b\n1;2\n');
  const faits = await commande('bilans', { fichiers: [notes, rendu], valeurs: { date: '2026-06-01' } });
  expect(faits.refuse).toBe(true);
  expect(faits.texte).toMatch(/BLOQUÉ notes-2\.csv\n {4}BLOQUANT : « notes-2\.csv » n’est pas un classeur de bilan/);
  expect(faits.json).toMatchObject({ ecrits: ['1001'], laisses: ['notes-2.csv'], aBlanc: false });
  expect(enBase('1001')?.collectifs[0]?.seances).toBe(77);
  await expect(commande('bilans', {})).rejects.toThrow(/au moins un classeur/);
});
