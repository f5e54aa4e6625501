import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Demande } from '../../../../shared/contract/demandes.ts';
import { type Modele, ouvrirExempleCopie } from '../exemple-essai.ts';
import { type Essai, resultat } from '../socle-essai.ts';
import { autreFenetre, brouillon, COMPLET, idDe, question, reimporter, SANS_RIB, textes } from './demandes-essai.ts';

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
const JOUR = '2026-06-12';
const ECHEANCE = '2026-06-29';
const EN_RETARD = '2026-07-09T08:00:00.000Z';

async function ouvrir(numero: string, ...lignes: ReturnType<typeof question>[]): Promise<Demande> {
  const dossierId = await idDe(essai.api, campagneId, numero);
  return brouillon(await essai.api.demandes.ajouter({ dossierId, lignes }));
}

async function envoyer(...demandes: Demande[]): Promise<void> {
  const demandeIds = demandes.map((d) => d.id);
  await resultat(essai.api.demandes.envoyer({ campagneId, demandeIds, echeance: ECHEANCE }));
}

async function lire(api: Essai['api'], demandeId: number): Promise<Demande> {
  const trouvee = (await api.demandes.lire({ campagneId })).demandes.find((d) => d.id === demandeId);
  if (!trouvee) throw new Error('demande absente');
  return trouvee;
}

async function joindreRib(dossierId: number): Promise<void> {
  await essai.api.pieces.joindre({ dossierId, code: 'pieceRib', fichier: new File(['rib'], 'rib.pdf') });
}

describe('brouillon', () => {
  test('la première question ouvre la demande avec les pièces à réclamer ; la suivante la complète', async () => {
    const dossierId = await idDe(essai.api, campagneId, SANS_RIB);
    const avant = await essai.api.demandes.lireDossier({ dossierId });
    expect(avant.demandes).toEqual([]);
    expect(avant.echeanceProposee).toBe(ECHEANCE);
    expect(avant.piecesProposees).toMatchObject([{ code: 'pieceRib', etat: 'manquante', aReclamer: true }]);
    await essai.api.demandes.ajouter({ dossierId, lignes: [question('Où lisez-vous ?', 'EJ1')] });
    const apres = await essai.api.demandes.ajouter({ dossierId, lignes: [question('Quels jours ?')] });
    const demande = brouillon(apres);
    expect(apres.demandes).toHaveLength(1);
    expect(demande).toMatchObject({ etat: 'brouillon', vue: 'a_envoyer', creeePar: 'Camille Aubry', echeance: null });
    expect(demande.lignes.map(({ nature, code, numero, texte }) => [nature, code, numero, texte])).toEqual([
      ['piece', 'pieceRib', null, 'RIB'],
      ['question', 'EJ1', 1, 'Où lisez-vous ?'],
      ['question', null, 2, 'Quels jours ?'],
    ]);
    expect(demande.lignes[1]?.sujet).toMatch(/^EJ1 · /);
    expect(apres.piecesProposees).toEqual([]);
  });

  test('décocher une pièce, la recocher ; une pièce citée ne se retire plus de la liste', async () => {
    const demande = await ouvrir(SANS_RIB, question('Quels jours ?'));
    const piece = demande.lignes.find((l) => l.nature === 'piece');
    const sans = await essai.api.demandes.retirerLigne({ ligneId: piece?.id ?? 0 });
    expect(textes(brouillon(sans))).toEqual(['Quels jours ?']);
    expect(sans.piecesProposees.map((p) => p.code)).toEqual(['pieceRib']);
    const cocher = () =>
      essai.api.demandes.ajouter({
        dossierId: demande.dossierId,
        lignes: [{ nature: 'piece', code: 'pieceRib', texte: 'peu importe' }],
      });
    expect(textes(brouillon(await cocher()))).toEqual(['Quels jours ?', 'RIB']);
    // La même case cochée dans deux fenêtres : une seule ligne.
    expect(textes(brouillon(await cocher()))).toEqual(['Quels jours ?', 'RIB']);
    const { pieces } = (await essai.api.pieces.lire({ campagneId })).liste;
    await expect(
      essai.api.pieces.modifierListe({ campagneId, pieces: pieces.filter((p) => p.code !== 'pieceRib') }),
    ).rejects.toMatchObject(refus('piece_utilisee'));
  });

  test('modifier, ordonner, retirer ; l’ordre donné par une fenêtre garde ce qu’une autre vient d’ajouter', async () => {
    const demande = await ouvrir(COMPLET, question('Une'), question('Deux'), question('Trois'));
    const [une, deux, trois] = demande.lignes.map((l) => l.id);
    const autre = autreFenetre(essai, modele.secondId);
    await autre.demandes.ajouter({ dossierId: demande.dossierId, lignes: [question('Quatre')] });
    const ordonnee = brouillon(
      await essai.api.demandes.ordonner({ demandeId: demande.id, ordre: [trois ?? 0, une ?? 0, deux ?? 0] }),
    );
    expect(textes(ordonnee)).toEqual(['Trois', 'Une', 'Deux', 'Quatre']);
    expect(ordonnee.lignes.map((l) => l.numero)).toEqual([1, 2, 3, 4]);
    expect(ordonnee.lignes.at(-1)?.agent).not.toBe('Camille Aubry');
    // Une fenêtre restée sur l’ancien ordre ne change pas une autre ligne que celle qu’elle montre.
    await expect(autre.demandes.modifierLigne({ ligneId: une ?? 0, texte: 'Autre chose' })).rejects.toMatchObject(
      refus('introuvable'),
    );
    const [, deuxieme] = ordonnee.lignes;
    const modifiee = brouillon(
      await essai.api.demandes.modifierLigne({ ligneId: deuxieme?.id ?? 0, texte: 'Une, précisée' }),
    );
    expect(textes(modifiee)).toEqual(['Trois', 'Une, précisée', 'Deux', 'Quatre']);
  });

  test('deux fenêtres ouvrent en même temps : un seul brouillon, les deux questions', async () => {
    const dossierId = await idDe(essai.api, campagneId, COMPLET);
    const autre = autreFenetre(essai, modele.secondId);
    await Promise.all([
      essai.api.demandes.ajouter({ dossierId, lignes: [question('De Camille ?')] }),
      autre.demandes.ajouter({ dossierId, lignes: [question('D’un autre agent ?')] }),
    ]);
    const lues = await essai.api.demandes.lireDossier({ dossierId });
    expect(lues.demandes).toHaveLength(1);
    expect(textes(brouillon(lues)).toSorted()).toEqual(['De Camille ?', 'D’un autre agent ?']);
    // La base elle-même refuse un second brouillon.
    expect(() =>
      essai.context.db.$client
        .prepare(
          "INSERT INTO demandes_porteur (dossier_id, etat, creee_par, creee_le) VALUES (?, 'brouillon', ?, '2026-06-12')",
        )
        .run(dossierId, modele.agentId),
    ).toThrow(/UNIQUE/);
  });

  test('refus : amorce seule, doublon, sujet inconnu, pièce déjà là, dossier inconnu ; rien n’est écrit', async () => {
    const dossierId = await idDe(essai.api, campagneId, COMPLET);
    const { conditions } = await essai.api.dossiers.lire({ dossierId });
    const [condition] = conditions;
    const ajouter = (...lignes: Parameters<typeof essai.api.demandes.ajouter>[0]['lignes']) =>
      essai.api.demandes.ajouter({ dossierId, lignes });
    await expect(ajouter(question(`${condition?.libelle ?? ''}\u00a0: `, condition?.code ?? ''))).rejects.toMatchObject(
      refus('question_vide'),
    );
    await expect(ajouter(question('Bonne ?'), question('Autre ?', 'ZZ9'))).rejects.toMatchObject(refus('introuvable'));
    await expect(ajouter({ nature: 'piece', code: 'pieceRib', texte: 'RIB' })).rejects.toMatchObject(
      refus('piece_fournie'),
    );
    await expect(essai.api.demandes.ajouter({ dossierId: 999_999, lignes: [question('Qui ?')] })).rejects.toMatchObject(
      refus('introuvable'),
    );
    expect((await essai.api.demandes.lireDossier({ dossierId })).demandes).toEqual([]);
    await ajouter(question('Où ?'));
    await expect(ajouter(question('où ?'))).rejects.toMatchObject(refus('question_double'));
  });

  test('échéance : passée, refusée ; fixée, gardée ; effacée, la date proposée revient', async () => {
    const { id } = await ouvrir(COMPLET, question('Où ?'));
    const fixer = (echeance: string | null) => essai.api.demandes.fixerEcheance({ demandeId: id, echeance });
    for (const echeance of ['2026-06-11', JOUR, '2126-06-30', '2026-02-31'])
      await expect(fixer(echeance)).rejects.toMatchObject(refus('echeance_impossible'));
    expect(brouillon(await fixer('2026-07-03')).echeance).toBe('2026-07-03');
    expect(brouillon(await fixer(null)).echeance).toBeNull();
  });
});

describe('suivi', () => {
  test('envoyée : lignes figées, date et agent gardés ; un autre brouillon peut s’ouvrir', async () => {
    const demande = await ouvrir(SANS_RIB, question('Quels jours ?'));
    await envoyer(demande);
    const partie = await lire(essai.api, demande.id);
    expect(partie).toMatchObject({
      etat: 'envoyee',
      vue: 'en_attente',
      echeance: ECHEANCE,
      envoyeeLe: '2026-06-12T08:42:00.000Z',
      lettres: [{ genre: 'lettre', agent: 'Camille Aubry', echeance: ECHEANCE }],
    });
    const ligneId = partie.lignes.find((l) => l.nature === 'question')?.id ?? 0;
    await expect(essai.api.demandes.modifierLigne({ ligneId, texte: 'Autre ?' })).rejects.toMatchObject(
      refus('demande_figee'),
    );
    await expect(essai.api.demandes.retirerLigne({ ligneId })).rejects.toMatchObject(refus('demande_figee'));
    await expect(essai.api.demandes.ordonner({ demandeId: demande.id, ordre: [] })).rejects.toMatchObject(
      refus('demande_figee'),
    );
    const suivante = await ouvrir(SANS_RIB, question('Encore une ?'));
    expect(suivante.id).not.toBe(demande.id);
    const { entrees } = await essai.api.journal.lister({ limite: 50 });
    const envoi = entrees.find((e) => e.action === 'demande.envoyer');
    expect(envoi).toMatchObject({ objet: `dossier:${demande.dossierId}`, agent: 'Camille Aubry' });
  });

  test('une réponse se note, se complète, se reprend ; la demande est alors à clore', async () => {
    const demande = await ouvrir(COMPLET, question('Où ?'), question('Quand ?'));
    const [ou, quand] = demande.lignes;
    const repondre = (ligneId: number, satisfaite: boolean, reponse: string) =>
      essai.api.demandes.repondre({ ligneId, satisfaite, reponse });
    await expect(repondre(ou?.id ?? 0, true, 'Ici')).rejects.toMatchObject(refus('demande_non_envoyee'));
    await envoyer(demande);
    await repondre(ou?.id ?? 0, false, 'À la maison de quartier, adresse à venir');
    expect(await lire(essai.api, demande.id)).toMatchObject({ satisfaites: 0, vue: 'en_attente' });
    const autre = autreFenetre(essai, modele.secondId);
    await autre.demandes.repondre({ ligneId: ou?.id ?? 0, satisfaite: true, reponse: 'Rue des Lilas' });
    await repondre(quand?.id ?? 0, true, '');
    const repondue = await lire(essai.api, demande.id);
    expect(repondue).toMatchObject({ satisfaites: 2, vue: 'a_clore' });
    expect(repondue.lignes[0]).toMatchObject({ reponse: 'Rue des Lilas', satisfaite: { source: 'agent' } });
    expect(repondue.lignes[0]?.satisfaite?.detail).not.toContain('Camille');
    expect(repondue.lignes[1]?.satisfaite?.detail).toContain('Camille Aubry');
    await repondre(quand?.id ?? 0, false, '');
    expect(await lire(essai.api, demande.id)).toMatchObject({ satisfaites: 1, vue: 'en_attente' });
  });

  test('clore : libre si tout est là, motivé sinon ; rouvrir, annuler : motivés', async () => {
    const demande = await ouvrir(COMPLET, question('Où ?'));
    const demandeId = demande.id;
    await expect(essai.api.demandes.clore({ demandeId, motif: '' })).rejects.toMatchObject(
      refus('demande_non_envoyee'),
    );
    await envoyer(demande);
    await expect(essai.api.demandes.clore({ demandeId, motif: '' })).rejects.toMatchObject(refus('motif_absent'));
    await essai.api.demandes.clore({ demandeId, motif: 'Vu par téléphone' });
    expect(await lire(essai.api, demandeId)).toMatchObject({
      etat: 'close',
      vue: 'terminee',
      motif: 'Vu par téléphone',
      closePar: 'Camille Aubry',
    });
    const ligneId = demande.lignes[0]?.id ?? 0;
    await expect(essai.api.demandes.repondre({ ligneId, satisfaite: true, reponse: 'Ici' })).rejects.toMatchObject(
      refus('demande_terminee'),
    );
    await essai.api.demandes.rouvrir({ demandeId, motif: 'Réponse incomplète' });
    await essai.api.demandes.repondre({ ligneId, satisfaite: true, reponse: 'Ici' });
    await essai.api.demandes.clore({ demandeId, motif: '' });
    await expect(essai.api.demandes.annuler({ demandeId, motif: 'x' })).rejects.toMatchObject(
      refus('demande_terminee'),
    );
    const autre = await ouvrir(SANS_RIB, question('Quels jours ?'));
    await essai.api.demandes.annuler({ demandeId: autre.id, motif: 'Dossier retiré' });
    expect(await lire(essai.api, autre.id)).toMatchObject({ etat: 'annulee', motif: 'Dossier retiré' });
    await expect(essai.api.demandes.rouvrir({ demandeId: autre.id, motif: 'x' })).rejects.toMatchObject(
      refus('demande_non_close'),
    );
  });

  test('le retard se calcule au jour dit, et remonte au tableau de bord', async () => {
    const demande = await ouvrir(COMPLET, question('Où ?'));
    await ouvrir(SANS_RIB, question('Quels jours ?'));
    await envoyer(demande);
    const apres = autreFenetre(essai, modele.agentId, EN_RETARD);
    expect(await lire(essai.api, demande.id)).toMatchObject({ vue: 'en_attente', joursDeRetard: 0 });
    expect(await lire(apres, demande.id)).toMatchObject({ vue: 'en_retard', joursDeRetard: 10 });
    const attentes = async (api: Essai['api']) =>
      (await api.campagnes.tableauDeBord({ campagneId })).attentes
        .filter((a) => a.code.startsWith('demandes_'))
        .map((a) => [a.code, a.nombre, a.vers]);
    expect(await attentes(essai.api)).toEqual([['demandes_a_envoyer', 1, `/c/${campagneId}/demandes?vue=a_envoyer`]]);
    expect(await attentes(apres)).toEqual([
      ['demandes_en_retard', 1, `/c/${campagneId}/demandes?vue=en_retard`],
      ['demandes_a_envoyer', 1, `/c/${campagneId}/demandes?vue=a_envoyer`],
    ]);
  });

  test('une pièce reçue satisfait sa ligne : fichier joint, constat, dispense ; retirée, elle manque à nouveau', async () => {
    const demande = await ouvrir(SANS_RIB, question('Quels jours ?'));
    await envoyer(demande);
    const rib = async () => (await lire(essai.api, demande.id)).lignes.find((l) => l.code === 'pieceRib')?.satisfaite;
    expect(await rib()).toBeNull();
    await joindreRib(demande.dossierId);
    expect(await rib()).toMatchObject({ source: 'fichier', detail: '« rib.pdf » joint par Camille Aubry' });
    const fichier = (await essai.api.pieces.lireDossier({ dossierId: demande.dossierId })).pieces
      .find((p) => p.code === 'pieceRib')
      ?.fichiers.at(-1);
    await essai.api.pieces.retirer({ fichierId: fichier?.id ?? 0, motif: 'Mauvais fichier' });
    expect(await rib()).toBeNull();
    const constater = (etat: 'recue' | 'non_conforme', commentaire: string) =>
      essai.api.pieces.constater({ dossierId: demande.dossierId, code: 'pieceRib', etat, commentaire });
    await constater('recue', '');
    expect(await rib()).toMatchObject({ source: 'constat', detail: 'reçue : constat de Camille Aubry' });
    await constater('non_conforme', 'périmé');
    expect(await rib()).toBeNull();
  });

  test('une réimportation satisfait une pièce et montre ce qui change face aux questions', async () => {
    const dossierId = await idDe(essai.api, campagneId, SANS_RIB);
    const { conditions } = await essai.api.dossiers.lire({ dossierId });
    const besoin = conditions.find((c) => c.champs.includes('placeParents'));
    const demande = await ouvrir(
      SANS_RIB,
      question('Quelle place aux parents ?', besoin?.code ?? ''),
      question('Où ?'),
    );
    await envoyer(demande);
    const plusTard = autreFenetre(essai, modele.agentId, '2026-07-01T09:30:00.000Z');
    await reimporter(plusTard, campagneId, { numero: SANS_RIB, entete: /\(RIB\)/, valeur: 'rib-2026.pdf' });
    const apresRib = await lire(plusTard, demande.id);
    expect(apresRib.lignes.find((l) => l.code === 'pieceRib')?.satisfaite).toEqual({
      source: 'portail',
      le: null,
      detail: 'déposée sur le portail : rib-2026.pdf',
    });
    expect(apresRib.autresChangements).toContainEqual(
      expect.objectContaining({ champ: 'RIB', avant: null, apres: 'rib-2026.pdf' }),
    );
    const encore = autreFenetre(essai, modele.agentId, '2026-07-02T09:30:00.000Z');
    await reimporter(encore, campagneId, {
      numero: SANS_RIB,
      entete: /place.*parents|parents.*place/i,
      valeur: 'Un café des parents chaque mois',
    });
    const [premiere, seconde] = (await lire(encore, demande.id)).lignes.filter((l) => l.nature === 'question');
    expect(premiere?.changements).toMatchObject([{ apres: 'Un café des parents chaque mois' }]);
    expect(premiere?.satisfaite).toBeNull();
    expect(seconde?.changements).toEqual([]);
  });

  test('un dossier à qui l’on a écrit ne s’efface pas en annulant l’import qui l’a créé', async () => {
    await ouvrir(COMPLET, question('Où ?'));
    const [fait] = await essai.api.imports.lister({ campagneId });
    await expect(
      essai.api.imports.annuler({ importId: fait?.id ?? 0, motif: 'Mauvais fichier' }),
    ).rejects.toMatchObject({ code: 'REFUS' });
  });
});
