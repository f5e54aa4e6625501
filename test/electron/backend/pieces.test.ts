import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cheminReserve } from '../../../electron/backend/fichiers/reserve.ts';
import type { PiecesDossier } from '../../../shared/contract/pieces.ts';
import { ouvrirExempleCopie } from './exemple-essai.ts';
import { type Essai, resultat } from './socle-essai.ts';

let essai: Essai;
let campagneId: number;
beforeEach(async () => {
  const copie = await ouvrirExempleCopie();
  essai = copie;
  ({ campagneId } = copie);
}, 60_000);
afterEach(async () => {
  expect(await essai.api.journal.verifier()).toMatchObject({ sain: true });
  essai.fermer();
});

const refus = (code: string) => ({ data: { code } });

async function dossier(numero: string): Promise<PiecesDossier> {
  const { dossiers } = await essai.api.pieces.lire({ campagneId });
  const trouve = dossiers.find((d) => d.numero === numero);
  if (!trouve) throw new Error(`dossier ${numero} absent de l’exemple`);
  return trouve;
}
/** Le RIB y manque, les trois autres pièces sont annoncées par le portail. */
const SANS_RIB = '31227947';

function etats(d: PiecesDossier): string[] {
  return d.pieces.map((p) => `${p.code}=${p.etat}`);
}

async function complet(dossierId: number) {
  const { conditions } = await essai.api.dossiers.lire({ dossierId });
  return conditions.find((c) => c.code === 'dossier-complet' || c.libelle.includes('complet'))?.proposition;
}

function fichier(texte: string, nom = 'RIB 2026.pdf'): File {
  return new File([texte], nom);
}

async function journalDu(dossierId: number): Promise<string[]> {
  const { entrees } = await essai.api.journal.lister({ limite: 1000 });
  return entrees
    .filter((e) => e.objet === `dossier:${dossierId}` && e.action.startsWith('piece'))
    .map((e) => e.libelle);
}

describe('liste demandée', () => {
  test('proposée d’après le catalogue, écrite à la première action seulement', async () => {
    const { liste } = await essai.api.pieces.lire({ campagneId });
    expect(liste).toMatchObject({ etablie: false, reprisDe: null });
    expect(liste.pieces.map((p) => p.libelle)).toEqual(['Statuts', 'RIB', 'Budget signé', 'Attestation d’assurance']);
    const { dossierId } = await dossier(SANS_RIB);
    await essai.api.pieces.constater({ dossierId, code: 'pieceRib', etat: 'recue', commentaire: '' });
    const apres = (await essai.api.pieces.lire({ campagneId })).liste;
    expect(apres.etablie).toBe(true);
    expect(apres.pieces.map((p) => [p.code, p.utilisee])).toEqual([
      ['pieceStatuts', false],
      ['pieceRib', true],
      ['pieceBudget', false],
      ['pieceAttestation', false],
    ]);
  });

  test('l’établir telle quelle ne change l’avis d’aucun dossier', async () => {
    const avant = await essai.api.dossiers.lister({ campagneId });
    const { liste } = await essai.api.pieces.lire({ campagneId });
    await essai.api.pieces.modifierListe({ campagneId, pieces: liste.pieces });
    expect(await essai.api.dossiers.lister({ campagneId })).toEqual(avant);
  });

  test('renommer, ajouter, ordonner, rendre facultative, retirer', async () => {
    const { liste } = await essai.api.pieces.lire({ campagneId });
    const [statuts, rib, budget] = liste.pieces;
    if (!statuts || !rib || !budget) throw new Error('liste inattendue');
    const nouvelle = await essai.api.pieces.modifierListe({
      campagneId,
      pieces: [
        { ...rib, aide: 'De moins de 3 mois' },
        { ...statuts, libelle: 'Statuts ou délibération', obligatoire: false },
        { code: null, libelle: 'Liste des intervenants', aide: '', obligatoire: true },
      ],
    });
    expect(nouvelle.pieces.map((p) => [p.code, p.libelle, p.obligatoire, p.champ])).toEqual([
      ['pieceRib', 'RIB', true, 'pieceRib'],
      ['pieceStatuts', 'Statuts ou délibération', false, 'pieceStatuts'],
      ['piece-1', 'Liste des intervenants', true, null],
    ]);
    // Rien ne dit encore si cette pièce est arrivée : ni oui, ni non.
    const { dossierId } = await dossier('31201234');
    expect(await complet(dossierId)).toMatchObject({
      reponse: 'non_renseigne',
      preuve: 'à vérifier : Liste des intervenants',
    });
  });

  test('une pièce qui sert ne se retire pas ; ni deux noms pareils, ni liste vide', async () => {
    const { dossierId } = await dossier(SANS_RIB);
    await essai.api.pieces.constater({ dossierId, code: 'pieceRib', etat: 'recue', commentaire: '' });
    const { pieces } = (await essai.api.pieces.lire({ campagneId })).liste;
    const modifier = (liste: typeof pieces) => essai.api.pieces.modifierListe({ campagneId, pieces: liste });
    await expect(modifier(pieces.filter((p) => p.code !== 'pieceRib'))).rejects.toMatchObject(refus('piece_utilisee'));
    await expect(modifier(pieces.map((p) => ({ ...p, libelle: 'RIB' })))).rejects.toMatchObject(refus('piece_double'));
    await expect(modifier([])).rejects.toMatchObject(refus('liste_vide'));
    expect((await essai.api.pieces.lire({ campagneId })).liste.pieces).toHaveLength(4);
  });

  test('la campagne suivante part de celle d’avant', async () => {
    const { liste } = await essai.api.pieces.lire({ campagneId });
    await essai.api.pieces.modifierListe({
      campagneId,
      pieces: [...liste.pieces, { code: null, libelle: 'Projet d’établissement', aide: '', obligatoire: false }],
    });
    const suivante = await essai.api.campagnes.creer({
      anneeScolaire: '2027-2028',
      baremeCle: 'loiret-2019',
      charteCle: 'modele-depliant',
      enveloppeCentimes: null,
      dateLimiteDepot: '2027-03-31',
    });
    const proposee = (await essai.api.pieces.lire({ campagneId: suivante.id })).liste;
    expect(proposee).toMatchObject({ etablie: false, reprisDe: '2026-2027' });
    expect(proposee.pieces.map((p) => p.libelle)).toContain('Projet d’établissement');
  });
});

describe('état d’une pièce', () => {
  test('le mot de l’agent l’emporte, le nom du portail reste montré, la condition suit', async () => {
    const { dossierId, pieces } = await dossier(SANS_RIB);
    expect(pieces.map((p) => p.etat)).toEqual(['annoncee', 'manquante', 'annoncee', 'annoncee']);
    expect(await complet(dossierId)).toMatchObject({ reponse: 'non', preuve: 'manque : RIB' });
    await essai.api.pieces.constater({ dossierId, code: 'pieceRib', etat: 'recue', commentaire: '' });
    expect(await complet(dossierId)).toMatchObject({ reponse: 'oui', preuve: '4 pièces sur 4' });
    const apres = await essai.api.pieces.constater({
      dossierId,
      code: 'pieceStatuts',
      etat: 'non_conforme',
      commentaire: 'page 2 illisible',
    });
    expect(apres.pieces[0]).toMatchObject({
      etat: 'non_conforme',
      deduit: 'annoncee',
      annonces: expect.stringMatching(/\.pdf$/) as unknown,
      constat: { agent: 'Camille Aubry', commentaire: 'page 2 illisible' },
    });
    expect(await complet(dossierId)).toMatchObject({
      reponse: 'non',
      preuve: 'manque : Statuts (non conforme : page 2 illisible)',
    });
    await essai.api.pieces.constater({ dossierId, code: 'pieceStatuts', etat: 'dispensee', commentaire: 'commune' });
    expect(await complet(dossierId)).toMatchObject({
      reponse: 'oui',
      preuve: '4 pièces sur 4 ; Statuts (dispensée : commune)',
    });
    const efface = await essai.api.pieces.constater({ dossierId, code: 'pieceStatuts', etat: null, commentaire: '' });
    expect(etats(efface)[0]).toBe('pieceStatuts=annoncee');
    expect(await journalDu(dossierId)).toEqual([
      'Constat effacé sur « Statuts »',
      '« Statuts » : dispensée (commune)',
      '« Statuts » : non conforme (page 2 illisible)',
      '« RIB » : reçue',
    ]);
  });

  test('non conforme et dispensée demandent pourquoi ; une pièce inconnue est refusée', async () => {
    const { dossierId } = await dossier(SANS_RIB);
    for (const etat of ['non_conforme', 'dispensee'] as const)
      await expect(
        essai.api.pieces.constater({ dossierId, code: 'pieceRib', etat, commentaire: '  ' }),
      ).rejects.toMatchObject(refus('commentaire_absent'));
    await expect(
      essai.api.pieces.constater({ dossierId, code: 'piece-9', etat: 'recue', commentaire: '' }),
    ).rejects.toMatchObject(refus('introuvable'));
  });
});

describe('fichiers', () => {
  test('joint, rendu à l’octet près, retiré : gardé comme preuve', async () => {
    const { dossierId } = await dossier(SANS_RIB);
    const joint = await essai.api.pieces.joindre({ dossierId, code: 'pieceRib', fichier: fichier('%PDF un rib') });
    expect(joint.avis).toBeNull();
    const rib = joint.dossier.pieces[1];
    expect(rib).toMatchObject({ etat: 'recue', fichiers: [{ nom: 'RIB 2026.pdf', octets: 11, retire: null }] });
    const [garde] = rib?.fichiers ?? [];
    if (!garde) throw new Error('fichier absent');
    expect(readFileSync(cheminReserve(essai.context, garde.sha256), 'utf8')).toBe('%PDF un rib');
    const { documentId } = await essai.api.pieces.ouvrir({ fichierId: garde.id });
    const rendu = await essai.api.documents.enregistrer({ documentId });
    if (rendu.mode !== 'telechargement') throw new Error('rangement inattendu');
    expect([rendu.nom, await rendu.fichier.text()]).toEqual(['RIB 2026.pdf', '%PDF un rib']);
    const retire = await essai.api.pieces.retirer({ fichierId: garde.id, motif: 'celui d’un autre porteur' });
    expect(retire.pieces[1]).toMatchObject({
      etat: 'manquante',
      fichiers: [{ id: garde.id, retire: { agent: 'Camille Aubry' } }],
    });
    await expect(essai.api.pieces.retirer({ fichierId: garde.id, motif: 'encore' })).rejects.toMatchObject(
      refus('deja_retire'),
    );
    expect(existsSync(cheminReserve(essai.context, garde.sha256))).toBe(true);
  });

  test('le même fichier deux fois : refusé à la même pièce, dit ailleurs, gardé une fois', async () => {
    const { dossierId } = await dossier(SANS_RIB);
    const autre = await dossier('31201234');
    await essai.api.pieces.joindre({ dossierId, code: 'pieceRib', fichier: fichier('commun') });
    await expect(
      essai.api.pieces.joindre({ dossierId, code: 'pieceRib', fichier: fichier('commun', 'copie.pdf') }),
    ).rejects.toMatchObject(refus('fichier_identique'));
    const { avis } = await essai.api.pieces.joindre({
      dossierId: autre.dossierId,
      code: 'pieceRib',
      fichier: fichier('commun'),
    });
    expect(avis).toContain(`aussi au dossier ${SANS_RIB}`);
    const reserve = join(essai.dossier, 'fichiers');
    // L’export de l’exemple est aussi dans la réserve, s’il y est gardé : on ne compte que notre contenu.
    const gardes = readdirSync(reserve, { recursive: true, withFileTypes: true }).filter(
      (f) => f.isFile() && readFileSync(join(f.parentPath, f.name), 'latin1') === 'commun',
    );
    expect(gardes).toHaveLength(1);
  });

  test('un fichier qui arrive lève « non conforme » et le dit ; il ne lève pas une dispense', async () => {
    const { dossierId } = await dossier(SANS_RIB);
    const constater = (etat: 'non_conforme' | 'dispensee') =>
      essai.api.pieces.constater({ dossierId, code: 'pieceRib', etat, commentaire: 'raison' });
    await constater('non_conforme');
    const { dossier: leve, avis } = await essai.api.pieces.joindre({
      dossierId,
      code: 'pieceRib',
      fichier: fichier('neuf'),
    });
    expect(leve.pieces[1]).toMatchObject({ etat: 'recue', constat: null });
    expect(avis).toContain('« non conforme » est levé');
    await constater('dispensee');
    const dispense = await essai.api.pieces.joindre({ dossierId, code: 'pieceRib', fichier: fichier('second') });
    expect(dispense.dossier.pieces[1]).toMatchObject({ etat: 'dispensee', deduit: 'recue' });
  });

  test('vide, trop gros, changé ou perdu dans la réserve : refusé avec sa phrase', async () => {
    const { dossierId } = await dossier(SANS_RIB);
    const joindre = (f: File) => essai.api.pieces.joindre({ dossierId, code: 'pieceRib', fichier: f });
    await expect(joindre(fichier(''))).rejects.toMatchObject(refus('fichier_vide'));
    await expect(joindre(new File([new Uint8Array(25 * 1024 * 1024 + 1)], 'x.pdf'))).rejects.toMatchObject(
      refus('trop_gros'),
    );
    const { dossier: joint } = await joindre(fichier('vrai'));
    const garde = joint.pieces[1]?.fichiers[0];
    if (!garde) throw new Error('fichier absent');
    writeFileSync(cheminReserve(essai.context, garde.sha256), 'faux');
    await expect(essai.api.pieces.ouvrir({ fichierId: garde.id })).rejects.toMatchObject(refus('fichier_change'));
  });
});

test('rapprocher ne propose que ce qui se lit dans le chemin, et n’écrit rien', async () => {
  const propositions = await essai.api.pieces.rapprocher({ campagneId, noms: [`${SANS_RIB}/RIB.pdf`, 'scan.pdf'] });
  const { dossierId } = await dossier(SANS_RIB);
  expect(propositions.map((p) => [p.dossierId, p.code, p.confiance])).toEqual([
    [dossierId, 'pieceRib', 'sure'],
    [null, null, 'a_choisir'],
  ]);
  expect((await essai.api.pieces.lire({ campagneId })).liste.etablie).toBe(false);
});

describe('relances', () => {
  test('une lettre par dossier incomplet, inscrite avec son échéance ; les complets n’en ont pas', async () => {
    const { dossiers } = await essai.api.pieces.lire({ campagneId });
    const incomplets = dossiers.filter((d) => d.aReclamer.length > 0);
    expect(incomplets).toHaveLength(4);
    const document = await resultat(
      essai.api.pieces.relances({
        campagneId,
        dossierIds: dossiers.map((d) => d.dossierId),
        echeance: '2026-06-30',
        avecNonRenseignees: false,
      }),
    );
    expect(document).toMatchObject({ nom: 'relance-pieces-2026-2027-2026-06-12.pdf', pages: 4 });
    const apres = await dossier(SANS_RIB);
    expect(apres.relances).toMatchObject([{ pieces: ['pieceRib'], echeance: '2026-06-30', agent: 'Camille Aubry' }]);
    expect(await journalDu(apres.dossierId)).toEqual(['Relance éditée : RIB']);
    expect((await dossier('31201234')).relances).toEqual([]);
  });

  test('date passée ou rien à demander : refusé, rien d’inscrit', async () => {
    const complete = await dossier('31201234');
    const manque = await dossier(SANS_RIB);
    const relancer = (dossierId: number, echeance: string) =>
      resultat(essai.api.pieces.relances({ campagneId, dossierIds: [dossierId], echeance, avecNonRenseignees: false }));
    await expect(relancer(manque.dossierId, '2026-06-12')).rejects.toMatchObject(refus('echeance_passee'));
    await expect(relancer(complete.dossierId, '2026-06-30')).rejects.toMatchObject(refus('rien_a_relancer'));
    expect((await dossier(SANS_RIB)).relances).toEqual([]);
  });

  test('une pièce dont on ne sait rien n’est demandée que si l’agent le veut ; une facultative, s’il l’a dite manquante', async () => {
    const { liste } = await essai.api.pieces.lire({ campagneId });
    await essai.api.pieces.modifierListe({
      campagneId,
      pieces: [
        ...liste.pieces,
        { code: null, libelle: 'Liste des intervenants', aide: '', obligatoire: true },
        { code: null, libelle: 'Agrément jeunesse', aide: '', obligatoire: false },
      ],
    });
    const { dossierId } = await dossier('31201234');
    expect(await dossier('31201234')).toMatchObject({ aReclamer: [], aVerifier: ['piece-1'] });
    const constat = await essai.api.pieces.constater({
      dossierId,
      code: 'piece-2',
      etat: 'manquante',
      commentaire: '',
    });
    expect(constat.aReclamer).toEqual(['piece-2']);
    await resultat(
      essai.api.pieces.relances({
        campagneId,
        dossierIds: [dossierId],
        echeance: '2026-06-30',
        avecNonRenseignees: true,
      }),
    );
    expect((await dossier('31201234')).relances[0]?.pieces).toEqual(['piece-1', 'piece-2']);
  });

  test('liste de diffusion : un classeur, les mêmes octets deux fois', async () => {
    const { dossiers } = await essai.api.pieces.lire({ campagneId });
    const demande = { campagneId, dossierIds: dossiers.map((d) => d.dossierId), avecNonRenseignees: false };
    const [une, deux] = [
      await essai.api.pieces.listeDiffusion(demande),
      await essai.api.pieces.listeDiffusion(demande),
    ];
    expect(une.nom).toBe('liste-diffusion-pieces-2026-2027.xlsx');
    expect(deux.sha256).toBe(une.sha256);
  });
});
