import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cheminReserve } from '../../../../electron/backend/fichiers/reserve.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import type { Demande } from '../../../../shared/contract/demandes.ts';
import type { DocumentProduit } from '../../../../shared/contract/documents.ts';
import { MODELE_PAR_DEFAUT } from '../../../../shared/domaine/modele-lettre.ts';
import {
  aplatir,
  chevauchements,
  lireMots,
  lirePages,
  lireStructure,
  PDFTOTEXT_PRESENT,
} from '../documents/lire-pdf.ts';
import { type Modele, ouvrirExempleCopie } from '../exemple-essai.ts';
import { type Essai, resultat } from '../socle-essai.ts';
import { autreFenetre, brouillon, COMPLET, idDe, question, SANS_RIB } from './demandes-essai.ts';

let essai: Essai;
let modele: Modele;
let campagneId: number;
beforeEach(async () => {
  const copie = await ouvrirExempleCopie();
  essai = copie;
  modele = copie;
  ({ campagneId } = modele);
}, 60_000);
afterEach(async () => {
  expect(await essai.api.journal.verifier()).toMatchObject({ sain: true });
  essai.fermer();
});

const refus = (code: string) => ({ data: { code } });
const ECHEANCE = '2026-06-29';

async function ouvrir(numero: string, ...lignes: ReturnType<typeof question>[]): Promise<Demande> {
  const dossierId = await idDe(essai.api, campagneId, numero);
  return brouillon(await essai.api.demandes.ajouter({ dossierId, lignes }));
}

function choix(...demandes: Demande[]) {
  return { campagneId, demandeIds: demandes.map((d) => d.id), echeance: ECHEANCE };
}

function cheminDe({ documentId }: DocumentProduit): string {
  return essai.context.produits.get(documentId)?.chemin ?? '';
}

async function lire(demandeId: number, api = essai.api): Promise<Demande> {
  const trouvee = (await api.demandes.lire({ campagneId })).demandes.find((d) => d.id === demandeId);
  if (!trouvee) throw new Error('demande absente');
  return trouvee;
}

describe('aperçu et PDF à relire', () => {
  test('l’aperçu dit les mots du PDF ; rien n’est écrit en base', async () => {
    const demande = await ouvrir(SANS_RIB, question('Quels jours ?'), question('Qui encadre ?'));
    const apercu = await essai.api.demandes.apercu({ demandeId: demande.id, echeance: ECHEANCE });
    expect(apercu.questions).toEqual([
      { numero: 1, texte: 'Quels jours ?' },
      { numero: 2, texte: 'Qui encadre ?' },
    ]);
    expect(apercu.pieces).toMatchObject([{ libelle: 'RIB', etat: 'Non reçue à ce jour' }]);
    expect(apercu.lieuEtDate).toMatch(/^Orléans, le 12.juin 2026$/);
    expect(apercu.conclusion.flat().find((s) => s.fort)?.texte).toBe('lundi 29 juin 2026');
    // Le nom et la ville que le répertoire répète dans l’adresse n’y sont qu’une fois.
    expect(apercu.destinataire.filter((l) => /fabrique des curieux/i.test(l))).toHaveLength(1);
    expect(apercu.destinataire.join('|')).not.toMatch(/FRANCE|\d{5}.*\d{5}/);
    const samedi = await essai.api.demandes.apercu({ demandeId: demande.id, echeance: '2026-06-27' });
    expect(samedi.avertissements[0]).toMatch(/un samedi/);
    const passee = essai.api.demandes.apercu({ demandeId: demande.id, echeance: '2026-06-01' });
    await expect(passee).rejects.toMatchObject(refus('echeance_impossible'));
    expect(await lire(demande.id)).toMatchObject({ etat: 'brouillon', lettres: [], echeance: null });
  });

  test('même état, mêmes octets ; un mot de plus les change', async () => {
    const demande = await ouvrir(COMPLET, question('Quels jours ?'));
    const produire = () => resultat(essai.api.demandes.lettres(choix(demande)));
    const une = await produire();
    const deux = await produire();
    expect(deux.sha256).toBe(une.sha256);
    expect(readFileSync(cheminDe(deux)).equals(readFileSync(cheminDe(une)))).toBe(true);
    await essai.api.demandes.ajouter({ dossierId: demande.dossierId, lignes: [question('Où ?')] });
    expect((await produire()).sha256).not.toBe(une.sha256);
  });

  test.skipIf(!PDFTOTEXT_PRESENT)('le texte imprimé : à qui, quoi, avant quand ; rien ne se chevauche', async () => {
    const longue = `Décrivez une séance type : ${'accueil, goûter, travail scolaire, atelier ; '.repeat(12)}fin.`;
    const demande = await ouvrir(
      SANS_RIB,
      question('Quels jours et à quelles heures ?', 'EJ1'),
      question(longue),
      ...Array.from({ length: 18 }, (_, n) => question(`Question de suite n° ${n + 3} : pouvez-vous la préciser ?`)),
    );
    const document = await resultat(essai.api.demandes.lettres(choix(demande)));
    expect(document.nom).toBe(`demande-${SANS_RIB}-2026-06-12.pdf`);
    const pages = lirePages(cheminDe(document), 'raw').map(aplatir);
    const tout = pages.join(' ');
    for (const attendu of [
      'Caf du Loiret Pôle intervention territoriale',
      'Objet : contrat local d’accompagnement à la scolarité (Clas), campagne 2026-2027 – demande de précisions',
      'de vos réponses aux questions et de la pièce ci-dessous',
      '1. Quels jours et à quelles heures ?',
      '20. Question de suite n° 20 : pouvez-vous la préciser ?',
      'RIB Non reçue à ce jour',
      'au plus tard le lundi 29 juin 2026',
      'Camille Aubry, 0810 25 45 10',
      'l’expression de ma considération distinguée',
    ])
      expect(tout).toContain(attendu);
    expect(tout).not.toMatch(/[{}]|null|undefined|\uFFFD/);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages[1]).toContain('(suite)');
    for (const page of lireMots(cheminDe(document))) {
      expect(chevauchements(page)).toEqual([]);
      for (const mot of page.mots) expect(mot.x2).toBeLessThanOrEqual(548);
    }
  });
});

describe('envoi', () => {
  test('plusieurs : une liasse à imprimer, et chaque lettre gardée seule, à l’octet près', async () => {
    const une = await ouvrir(SANS_RIB, question('Quels jours ?'));
    const deux = await ouvrir(COMPLET, question('Où ?'));
    const liasse = await resultat(essai.api.demandes.envoyer(choix(une, deux)));
    expect(liasse).toMatchObject({ nom: 'demande-porteurs-2026-2027-2026-06-12.pdf', pages: 2 });
    expect(lireStructure(readFileSync(cheminDe(liasse))).signets).toHaveLength(2);
    const [lettre] = (await lire(une.id)).lettres;
    const gardee = cheminReserve(essai.context, lettre?.sha256 ?? '');
    expect(existsSync(gardee)).toBe(true);
    // Un autre jour, après un autre modèle : la lettre rendue est celle qui est partie.
    await essai.api.demandes.modifierModele({ modele: { ...MODELE_PAR_DEFAUT, objet: 'tout autre objet' } });
    const rendue = await autreFenetre(essai, modele.secondId, '2026-09-01T08:00:00.000Z').demandes.lettreGardee({
      demandeId: une.id,
      sha256: lettre?.sha256 ?? '',
    });
    expect(rendue).toMatchObject({ nom: `demande-${SANS_RIB}-2026-06-12.pdf`, sha256: lettre?.sha256 });
    expect(readFileSync(cheminDe(rendue)).equals(readFileSync(gardee))).toBe(true);
    expect(lireStructure(readFileSync(gardee)).pages).toBe(1);
  });

  test('le PDF relu le même jour est celui qui part', async () => {
    const demande = await ouvrir(COMPLET, question('Où ?'));
    const relu = await resultat(essai.api.demandes.lettres(choix(demande)));
    const parti = await resultat(essai.api.demandes.envoyer(choix(demande)));
    expect(parti.sha256).toBe(relu.sha256);
    expect((await lire(demande.id)).lettres[0]?.sha256).toBe(relu.sha256);
  });

  test('une pièce arrivée avant l’envoi n’est pas demandée, et sort de la demande', async () => {
    const demande = await ouvrir(SANS_RIB, question('Quels jours ?'));
    await essai.api.pieces.constater({
      dossierId: demande.dossierId,
      code: 'pieceRib',
      etat: 'recue',
      commentaire: '',
    });
    const apercu = await essai.api.demandes.apercu({ demandeId: demande.id, echeance: ECHEANCE });
    expect(apercu.pieces).toEqual([]);
    expect(apercu.avertissements.join()).toContain('« RIB » est arrivée depuis');
    await resultat(essai.api.demandes.envoyer(choix(demande)));
    expect((await lire(demande.id)).lignes.map((l) => l.texte)).toEqual(['Quels jours ?']);
  });

  test('refusée en bloc si une seule ne peut partir : chaque dossier est nommé, rien n’est parti', async () => {
    const une = await ouvrir(SANS_RIB, question('Quels jours ?'));
    const vide = await ouvrir(COMPLET, question('Où ?'));
    await essai.api.demandes.retirerLigne({ ligneId: vide.lignes[0]?.id ?? 0 });
    const erreur: unknown = await resultat(essai.api.demandes.envoyer(choix(une, vide))).catch(
      (cause: unknown) => cause,
    );
    expect(erreur).toMatchObject(refus('demande_impossible'));
    expect(JSON.stringify(erreur)).toContain(`dossier ${COMPLET}`);
    expect(await lire(une.id)).toMatchObject({ etat: 'brouillon', lettres: [] });
    await expect(resultat(essai.api.demandes.envoyer({ ...choix(une), echeance: '2026-06-01' }))).rejects.toMatchObject(
      refus('echeance_impossible'),
    );
    await resultat(essai.api.demandes.envoyer(choix(une)));
    await expect(resultat(essai.api.demandes.envoyer(choix(une)))).rejects.toMatchObject(refus('demande_impossible'));
  });

  test('changée par une autre fenêtre pendant l’écriture : rien ne part, les deux saisies restent', async () => {
    const demande = await ouvrir(COMPLET, question('Où ?'));
    const autre = autreFenetre(essai, modele.secondId);
    let ajoutee = false;
    const envoi = async () => {
      for await (const message of await essai.api.demandes.envoyer(choix(demande))) {
        if (message.type !== 'progression' || ajoutee) continue;
        ajoutee = true;
        await autre.demandes.ajouter({ dossierId: demande.dossierId, lignes: [question('Quand ?')] });
      }
    };
    await expect(envoi()).rejects.toMatchObject(refus('demande_changee'));
    const apres = await lire(demande.id);
    expect(apres).toMatchObject({ etat: 'brouillon', lettres: [] });
    expect(apres.lignes.map((l) => l.texte)).toEqual(['Où ?', 'Quand ?']);
  });
});

describe('relance', () => {
  test('redemande ce qui manque sous son premier numéro, et déplace l’échéance', async () => {
    const demande = await ouvrir(COMPLET, question('Où ?'), question('Quand ?'));
    await resultat(essai.api.demandes.envoyer(choix(demande)));
    await essai.api.demandes.repondre({ ligneId: demande.lignes[0]?.id ?? 0, satisfaite: true, reponse: 'Ici' });
    const apres = autreFenetre(essai, modele.secondId, '2026-07-09T08:00:00.000Z');
    const relance = { ...choix(demande), echeance: '2026-07-20' };
    expect(await lire(demande.id, apres)).toMatchObject({ vue: 'en_retard', joursDeRetard: 10 });
    const apercu = await apres.demandes.apercu({ demandeId: demande.id, echeance: '2026-07-20' });
    expect(apercu.questions).toEqual([{ numero: 2, texte: 'Quand ?' }]);
    expect(apercu.objet).toMatch(/ – relance$/);
    const document = await resultat(apres.demandes.relancer(relance));
    expect(document.nom).toBe(`relance-${COMPLET}-2026-07-09.pdf`);
    if (PDFTOTEXT_PRESENT) {
      const texte = aplatir(lirePages(cheminDe(document), 'raw').join(' '));
      expect(texte).toContain('Par ma lettre du 12 juin 2026');
      expect(texte).toContain('2. Quand ?');
      expect(texte).not.toContain('1. Où ?');
    }
    const relancee = await lire(demande.id, apres);
    expect(relancee).toMatchObject({ etat: 'envoyee', echeance: '2026-07-20', vue: 'en_attente', joursDeRetard: 0 });
    expect(relancee.envoyeeLe).toBe('2026-06-12T08:42:00.000Z');
    expect(relancee.lettres.map((l) => [l.genre, l.echeance])).toEqual([
      ['lettre', ECHEANCE],
      ['relance', '2026-07-20'],
    ]);
    await apres.demandes.repondre({ ligneId: demande.lignes[1]?.id ?? 0, satisfaite: true, reponse: 'Le lundi' });
    await expect(resultat(apres.demandes.relancer(relance))).rejects.toMatchObject(refus('demande_impossible'));
  });
});

test('liste de diffusion : qui joindre, ce qui manque, depuis quand', async () => {
  const une = await ouvrir(SANS_RIB, question('Quels jours ?'), question('=1+1 ?'));
  const deux = await ouvrir(COMPLET, question('Où ?'));
  await resultat(essai.api.demandes.envoyer(choix(une)));
  await resultat(essai.api.demandes.envoyer(choix(deux)));
  await essai.api.demandes.repondre({ ligneId: deux.lignes[0]?.id ?? 0, satisfaite: true, reponse: 'Ici' });
  const apres = autreFenetre(essai, modele.agentId, '2026-07-09T08:00:00.000Z');
  const { demandeIds } = choix(une, deux);
  const document = await apres.demandes.listeDiffusion({ campagneId, demandeIds });
  const [feuille] = (await lireTableur(cheminDe(document))).feuilles;
  const lignes = feuille?.lignes.map((l) => l.cellules.map((c) => c.brut)) ?? [];
  expect(lignes[0]).toContain('Questions');
  // Celle qui n’attend plus rien n’y est pas.
  expect(lignes.filter((l) => l.includes(COMPLET))).toEqual([]);
  const ligne = lignes.find((l) => l.includes(SANS_RIB)) ?? [];
  expect(ligne).toContain('1. Quels jours ?\n2. =1+1 ?');
  expect(ligne).toContain('RIB');
  expect(ligne.at(-1)).toBe('10');
  await expect(apres.demandes.listeDiffusion({ campagneId, demandeIds: [deux.id] })).rejects.toMatchObject(
    refus('rien_a_demander'),
  );
});

test('modèle : une variable inconnue est refusée et nommée ; l’accepté sert aussitôt ; on revient à celui de Clas', async () => {
  const demande = await ouvrir(COMPLET, question('Où ?'));
  const modifier = (conclusion: string) =>
    essai.api.demandes.modifierModele({ modele: { ...MODELE_PAR_DEFAUT, conclusion, delaiJours: 30 } });
  const erreur: unknown = await modifier('Avant le {echeance}, {signature}.').catch((cause: unknown) => cause);
  expect(erreur).toMatchObject(refus('modele_faux'));
  expect(JSON.stringify(erreur)).toContain('{signature}');
  await expect(modifier('Merci de répondre vite.')).rejects.toMatchObject(refus('modele_faux'));
  expect(await essai.api.demandes.lireModele()).toMatchObject({ parDefaut: true });
  await modifier('Répondez à {structure} avant le {echeance}.');
  const { conclusion } = await essai.api.demandes.apercu({ demandeId: demande.id, echeance: ECHEANCE });
  expect(
    conclusion
      .flat()
      .map((s) => s.texte)
      .join(''),
  ).toBe('Répondez à L’Établi des savoirs avant le lundi 29 juin 2026.');
  expect((await essai.api.demandes.lire({ campagneId })).echeanceProposee).toBe('2026-07-13');
  expect(await essai.api.demandes.modifierModele({ modele: null })).toMatchObject({ parDefaut: true });
});
