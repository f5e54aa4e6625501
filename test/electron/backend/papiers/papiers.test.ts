import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listerDocumentsArchives } from '../../../../db/queries/documents-archives.ts';
import { cheminReserve } from '../../../../electron/backend/fichiers/reserve.ts';
import { COMMANDES_PAPIERS } from '../../../../electron/cli/commandes-papiers.ts';
import type { DocumentProduit } from '../../../../shared/contract/documents.ts';
import type { EtatSeance } from '../../../../shared/contract/seances.ts';
import { INVITATION_PAR_DEFAUT } from '../../../../shared/domaine/modele-invitation.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { lancerClas } from '../../../clas.ts';
import { aplatir, lirePages, PDFTOTEXT_PRESENT } from '../documents/lire-pdf.ts';
import { ouvrirExempleCopie } from '../exemple-essai.ts';
import { type Essai, resultat } from '../socle-essai.ts';

let essai: Essai;
let campagneId = 0;
let seanceId = 0;

beforeAll(async () => {
  const copie = await ouvrirExempleCopie();
  essai = copie;
  ({ campagneId } = copie);
  seanceId = (await lire()).seance?.id ?? 0;
}, 60_000);
afterAll(() => essai.fermer());

const lire = (): Promise<EtatSeance> => essai.api.seances.lire({ campagneId });
const chemin = ({ documentId }: DocumentProduit) => essai.context.produits.get(documentId)?.chemin ?? '';
const texteDe = (document: DocumentProduit) => lirePages(chemin(document), 'raw').join(' ');
const euros = (centimes: number) => aplatir(formaterEuros(centimes));
const releve = (genre: 'releve' | 'pv' = 'releve') => resultat(essai.api.papiers.releve({ seanceId, genre }));

/** La commande elle-même, sur le vrai backend. */
async function clas(nom: string, ...args: string[]): Promise<Readonly<Record<string, unknown>>> {
  const commande = COMMANDES_PAPIERS.find(([n]) => n === nom)?.[1];
  if (!commande) throw new Error('commande absente');
  const valeurs: Record<string, string | boolean> = {};
  const fichiers: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (arg === '--pv') valeurs['pv'] = true;
    else if (arg.startsWith('--')) valeurs[arg.slice(2)] = args[++i] ?? '';
    else fichiers.push(arg);
  }
  const sortie = typeof valeurs['sortie'] === 'string' ? valeurs['sortie'] : null;
  const { json, refuse } = await commande.executer(essai.context, { valeurs, fichiers, sortie });
  return { ...(json as Record<string, unknown>), refuse };
}

test.skipIf(!PDFTOTEXT_PRESENT)('relevé de l’exemple : chaque montant imprimé est celui de la base', async () => {
  const { dossiers, enveloppe } = await lire();
  const texte = texteDe(await releve());
  let place = 0;
  for (const d of dossiers.filter((x) => x.listeCollectifs.length > 0)) {
    // Dans l’ordre de la séance : le numéro, le total du dossier, puis chaque collectif.
    const suite = [
      `n° ${d.numero.replace(/\B(?=(?:\d{3})+$)/g, ' ')}`,
      euros(d.agreeCentimes ?? 0),
      ...d.listeCollectifs.map((c) => euros(c.decision?.montantCentimes ?? 0)),
    ];
    for (const mot of suite) {
      place = texte.indexOf(mot, place);
      expect(place, `${d.numero} : ${mot}`).toBeGreaterThan(0);
      place += mot.length;
    }
  }
  expect(texte.slice(place)).toContain(`140 collectifs décidés ${euros(enveloppe.engageCentimes)}`);
  expect(texte).toContain(`Reste disponible ${euros(enveloppe.resteCentimes ?? 0)}`);
  expect(texte).toContain('Dossiers non examinés : 1');
});

test.skipIf(!PDFTOTEXT_PRESENT)(
  'une seconde séance : le relevé de la première ne change pas, le sien ne compte que ce qu’elle décide',
  async () => {
    const avant = texteDe(await releve());
    const { seance, dossiers } = await lire();
    if (!seance) throw new Error('séance absente');
    const ajourne = dossiers.flatMap((d) => d.listeCollectifs).find((c) => c.decision?.nature === 'ajourne');
    if (!ajourne) throw new Error('pas d’ajourné dans l’exemple');
    const { id: _id, etat: _etat, portee: _portee, suiteDe: _suite, ...reglages } = seance;
    const membres = seance.membres.map(({ institution, nom, fonction, courriel }) => ({
      institution,
      nom,
      fonction,
      courriel,
    }));
    const seconde = (await essai.api.seances.creer({ ...reglages, membres, date: '2026-09-10' })).seance?.id ?? 0;
    await expect(resultat(essai.api.papiers.releve({ seanceId: seconde, genre: 'releve' }))).rejects.toThrow(
      /rien décidé/,
    );
    await essai.api.seances.decider({
      seanceId: seconde,
      collectifIds: [ajourne.id],
      nature: 'agree',
      motif: null,
      texte: 'Pièce reçue.',
    });
    const sien = texteDe(await resultat(essai.api.papiers.releve({ seanceId: seconde, genre: 'releve' })));
    const montant = euros(ajourne.droitCentimes);
    expect(sien).toContain(`1 collectif décidé ${montant}`);
    expect(sien).toContain(`Accordé par la séance ${montant}`);
    expect(sien).toContain(`Engagé après la séance ${euros((await lire()).enveloppe.engageCentimes)}`);
    expect(sien).toContain('Décisions changées ou retirées : 1');
    // Les autres ajournés attendent encore : ils ne sont pas décidés ailleurs, ils reviennent.
    const decidesAilleurs = dossiers.filter((d) => d.decision !== null && d.decision !== 'ajourne').length;
    expect(sien).toContain(`Dossiers non examinés : ${dossiers.length - 1 - decidesAilleurs}`);
    expect(sien).toContain(`Dossiers décidés dans une autre séance : ${decidesAilleurs}`);
    // L’empreinte du journal imprimée a bougé, elle seule.
    const sansEdition = (texte: string) => texte.replace(/journal [0-9a-f]{64}/, '');
    expect(sansEdition(texteDe(await releve()))).toBe(sansEdition(avant));
  },
);

test.skipIf(!PDFTOTEXT_PRESENT)(
  'invitations : une page par membre, les textes de la Caf, un modèle sans date refusé',
  async () => {
    const { seance } = await lire();
    const premieres = await resultat(essai.api.papiers.invitations({ seanceId }));
    const pages = lirePages(chemin(premieres), 'raw');
    expect(pages).toHaveLength(seance?.membres.length ?? 0);
    for (const [rang, membre] of (seance?.membres ?? []).entries()) {
      expect(pages[rang]).toContain(membre.nom);
      expect(pages[rang]).toContain('jeudi 2 juillet 2026, de 9 h 00 à 12 h 00, Caf du Loiret, salle du conseil');
      expect(pages[rang]).toContain('Le dossier de séance est joint');
    }
    const modifier = (modele: typeof INVITATION_PAR_DEFAUT | null) => essai.api.papiers.modifierModele({ modele });
    await expect(modifier({ ...INVITATION_PAR_DEFAUT, introduction: 'Venez.' })).rejects.toThrow(/Gardez \{date\}/);
    await expect(modifier({ ...INVITATION_PAR_DEFAUT, objet: '{inconnu}' })).rejects.toThrow(/Variable inconnue/);
    await modifier({ ...INVITATION_PAR_DEFAUT, politesse: 'Bien à vous, {membre}.' });
    const autres = await resultat(essai.api.papiers.invitations({ seanceId }));
    expect(lirePages(chemin(autres), 'raw')[1]).toContain(`Bien à vous, ${seance?.membres[1]?.nom}.`);
    expect(await modifier(null)).toEqual({ modele: INVITATION_PAR_DEFAUT, parDefaut: true });
    expect((await resultat(essai.api.papiers.invitations({ seanceId }))).sha256).toBe(premieres.sha256);
  },
);

test('archive : tout papier pour d’autres s’y range une fois, se rouvre et se refait à l’octet près', async () => {
  const { dossiers } = await lire();
  const dossierIds = dossiers.slice(0, 2).map((d) => d.id);
  const charteId = (await essai.api.campagnes.lire({ campagneId })).charteId;
  const refaisables = async () => [
    await releve('pv'),
    await resultat(essai.api.papiers.emargement({ seanceId })),
    await resultat(essai.api.chartes.pdf({ charteId })),
  ];
  const premiers = [
    ...(await refaisables()),
    await resultat(essai.api.resultats.fiches({ campagneId, dossierIds, format: 'pdf' })),
    await resultat(essai.api.resultats.fiches({ campagneId, dossierIds, format: 'xlsx' })),
  ];
  const nombre = (await essai.api.documents.archives({ campagneId })).length;
  expect((await refaisables()).map((d) => d.sha256)).toEqual(premiers.slice(0, 3).map((d) => d.sha256));
  const archives = await essai.api.documents.archives({ campagneId });
  expect(archives).toHaveLength(nombre);
  expect(archives.slice(0, 5).map((a) => [a.libelle, a.choix, a.sha256])).toEqual([
    ['Résultats de l’instruction', '2 dossiers', premiers[4]?.sha256],
    ['Fiches d’instruction', '2 dossiers', premiers[3]?.sha256],
    ['Charte', '« Modèle tiré du dépliant », version 1', premiers[2]?.sha256],
    ['Feuille d’émargement', 'séance du 02/07/2026', premiers[1]?.sha256],
    ['Procès-verbal', 'séance du 02/07/2026', premiers[0]?.sha256],
  ]);
  for (const archive of archives.slice(0, 5)) {
    const { identique, document } = await resultat(essai.api.documents.refaire({ archiveId: archive.id }));
    expect([archive.nature, identique, document.sha256]).toEqual([archive.nature, true, archive.sha256]);
    const rouvert = await essai.api.documents.rouvrir({ archiveId: archive.id });
    expect(readFileSync(chemin(rouvert)).length).toBe(archive.octets);
  }
  await expect(essai.api.documents.rouvrir({ archiveId: 9999 })).rejects.toMatchObject({ code: 'INTROUVABLE' });
}, 60_000);

test('clas releve, emargement, invitations, documents : fichiers écrits, refus et différence dite', async () => {
  const sortie = (nom: string) => join(essai.dossier, nom);
  const date = '2026-07-02';
  expect(await clas('releve', '--seance', date, '--sortie', sortie('r.pdf'))).toMatchObject({ refuse: false });
  const pv = await clas('releve', '--seance', date, '--pv', '--sortie', sortie('pv.pdf'));
  expect(Number(pv['pages'])).toBeGreaterThan(10);
  await clas('emargement', '--seance', date, '--sortie', sortie('e.pdf'));
  await clas('invitations', '--seance', date, '--sortie', sortie('i.pdf'));
  for (const nom of ['r.pdf', 'pv.pdf', 'e.pdf', 'i.pdf'])
    expect(readFileSync(sortie(nom)).subarray(0, 5).toString()).toBe('%PDF-');
  await expect(clas('releve', '--seance', '2020-01-01', '--sortie', sortie('x.pdf'))).rejects.toThrow(/02\/07\/2026/);
  await expect(clas('releve', '--seance', 'hier', '--sortie', sortie('x.pdf'))).rejects.toThrow(/AAAA-MM-JJ/);
  await expect(clas('releve')).rejects.toThrow(/--sortie/);
  await expect(clas('documents', 'danser')).rejects.toThrow(/Usage/);
  expect(existsSync(sortie('x.pdf'))).toBe(false);
  const gardes = listerDocumentsArchives(essai.context.db, campagneId);
  const { documents } = (await clas('documents')) as unknown as { documents: { id: number; sha256: string }[] };
  expect(documents.map((d) => [d.id, d.sha256])).toEqual(gardes.map((d) => [d.id, d.sha256]));
  const [dernier, autre] = gardes.filter((a) => a.nature === 'releve-de-decisions');
  const refaire = () => clas('documents', 'refaire', String(dernier?.id), '--sortie', sortie('refait.pdf'));
  expect(await refaire()).toMatchObject({ identique: true, refuse: false, sha256: dernier?.sha256 });
  // Une autre entrée sous la même ligne : le refait diffère, et le dit.
  essai.context.db.$client
    .prepare('UPDATE documents_archives SET entree = ? WHERE id = ?')
    .run(autre?.entree, dernier?.id);
  expect(await refaire()).toMatchObject({ identique: false, refuse: true });
  // L’original changé sur le disque ne se rouvre plus.
  writeFileSync(cheminReserve(essai.context, dernier?.sha256 ?? ''), 'changé');
  await expect(essai.api.documents.rouvrir({ archiveId: dernier?.id ?? 0 })).rejects.toThrow(/a été changé/);
  const { code, json } = lancerClas('documents', '--base', join(essai.dossier, 'base.sqlite'));
  expect(code).toBe(0);
  expect(json['documents']).toHaveLength(documents.length);
}, 60_000);
