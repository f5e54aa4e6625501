import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ecrire } from '../../../../db/ecrire.ts';
import { insererRelance } from '../../../../db/queries/relances.ts';
import { acteur } from '../../../../electron/backend/acteur.ts';
import { verifierBase } from '../../../../electron/backend/journal.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { COMMANDES_SUIVI } from '../../../../electron/cli/commandes-suivi.ts';
import { LIBELLES_ALERTE } from '../../../../shared/domaine/alertes-suivi.ts';
import { type Atelier, contenu, ouvrirAtelier } from '../argent-essai.ts';
import { aplatir, lirePages } from '../documents/lire-pdf.ts';
import { resultat } from '../socle-essai.ts';
import { type BancDeSuivi, demarrage, entree, evenement, NOVEMBRE, ouvrirSuivi } from './deroulement-essai.ts';

let atelier: Atelier;
let banc: BancDeSuivi;
beforeAll(() => {
  atelier = ouvrirAtelier('transactions');
});
afterAll(() => atelier.fermer());
beforeEach(() => {
  banc = ouvrirSuivi(atelier);
});
afterEach(() => {
  expect(verifierBase(banc.context)).toMatchObject({ sain: true });
  banc.fermer();
});

async function lignes() {
  return (await banc.api.suivi.lire({ campagneId: banc.campagneId })).lignes;
}
function tout(valeurs: readonly Record<string, unknown>[] = []) {
  return { dossierId: banc.dossierId, evenements: banc.collectifIds.map((id, i) => demarrage(id, valeurs[i])) };
}
function un(e: ReturnType<typeof evenement> | ReturnType<typeof demarrage>) {
  return { dossierId: banc.dossierId, evenements: [e] };
}
function ecrit(): string {
  return contenu(banc.context.db);
}

test('tout le dossier démarre d’un coup ; la grille dit ce qui est confirmé et ce qui cloche', async () => {
  // Ni le refusé, ni ceux que personne n’a décidés.
  expect((await lignes()).map((l) => [l.numero, l.lettre, l.situation, l.agreeCentimes])).toEqual([
    ['1001', 'A', 'a_confirmer', 195_000],
    ['1001', 'B', 'a_confirmer', 195_000],
    ['1001', 'C', 'a_confirmer', 195_000],
  ]);
  expect((await lignes())[0]?.alertes).toEqual([
    { code: 'demarrage_tardif', texte: 'Démarrage non confirmé, attendu au plus tard le 01/10/2026' },
  ]);
  await banc.api.suivi.regler({ joursAvantAlerte: 90, joursDeReponse: 10 });
  expect((await lignes()).flatMap((l) => l.alertes)).toEqual([]);

  const { dossier, effet } = await banc.api.suivi.noter(
    tout([{}, { effectif: 14 }, { effectif: null, coordinateur: '  ' }]),
  );
  expect(effet).toMatchObject({ avantCentimes: 585_000, apresCentimes: 585_000 });
  expect(dossier.collectifs.map((c) => [c.situation, c.mois, c.alertes.map((a) => a.texte)])).toEqual([
    ['ouvert', 10, []],
    ['ouvert', 10, ['14 enfants au démarrage, plus que les 12 prévus au barème']],
    ['ouvert', 10, ['Nombre d’enfants non renseigné', 'Aucun coordinateur nommé']],
  ]);
  // Le mot court de la grille dit la même chose que la phrase.
  expect((await lignes()).map((l) => l.alertes.map((a) => LIBELLES_ALERTE[a.code]))).toEqual([
    [],
    ['Effectif hors des limites'],
    ['Effectif non renseigné', 'Sans coordinateur'],
  ]);
  expect(dossier.fil.map((f) => f.date)).toEqual(['2026-09-14', '2026-09-14', '2026-09-14']);
});

test('un arrêt montre son effet avant d’être noté, le note, et une reprise ou une annulation le rend', async () => {
  const [a = 0, b = 0] = banc.collectifIds;
  await banc.api.suivi.noter(tout());
  const avant = ecrit();
  const arret = un(evenement(a, 'arret', '2027-02-01', { texte: 'local fermé' }));
  const attendu = {
    avantCentimes: 585_000,
    apresCentimes: 487_500,
    collectifs: [
      { lettre: 'A', avantCentimes: 195_000, apresCentimes: 97_500 },
      { lettre: 'B', avantCentimes: 195_000, apresCentimes: 195_000 },
      { lettre: 'C', avantCentimes: 195_000, apresCentimes: 195_000 },
    ],
    echeances: [{ libelle: 'Solde', avantCentimes: 585_000, apresCentimes: 487_500 }],
  };
  expect(await banc.api.suivi.apercu(arret)).toEqual(attendu);
  expect(ecrit()).toBe(avant);
  expect((await banc.api.suivi.noter(arret)).effet).toEqual(attendu);

  const mars = banc.le('2027-03-20T08:00:00.000Z');
  const reprise = await mars.suivi.noter(un(evenement(a, 'reprise', '2027-03-15')));
  expect(reprise.effet).toMatchObject({ avantCentimes: 487_500, apresCentimes: 585_000 });
  const dernier = reprise.dossier.fil.find((f) => f.genre === 'evenement' && f.nature === 'reprise');
  const ligne = { genre: 'evenement' as const, id: dernier?.id ?? 0 };
  expect(await mars.suivi.apercuAnnulation(ligne)).toMatchObject({ apresCentimes: 487_500 });
  const annule = await mars.suivi.annuler({ ...ligne, motif: 'mauvais collectif' });
  expect(annule.effet).toMatchObject({ avantCentimes: 585_000, apresCentimes: 487_500 });
  expect(annule.dossier.fil[0]).toMatchObject({ nature: 'reprise', annule: { motif: 'mauvais collectif' } });
  await expect(mars.suivi.annuler({ ...ligne, motif: 'encore' })).rejects.toThrow(/déjà annulée/);

  // Jamais ouvert : plus rien à en attendre.
  const demarrageB = annule.dossier.fil.find((f) => f.genre === 'evenement' && f.collectifId === b);
  await mars.suivi.annuler({ genre: 'evenement', id: demarrageB?.id ?? 0, motif: 'il n’a pas ouvert' });
  const { effet, dossier } = await mars.suivi.noter(un(evenement(b, 'non_demarre', '2026-10-01')));
  expect(effet).toMatchObject({ avantCentimes: 487_500, apresCentimes: 292_500 });
  expect(dossier.alertes.map((x) => x.texte)).toEqual(['Collectif B : Non démarré, sans explication']);
});

test('au prorata du plafond si le barème le dit', async () => {
  banc.fermer();
  banc = ouvrirSuivi(atelier, { activitePartielle: 'prorata_plafond' });
  const [a = 0] = banc.collectifIds;
  await banc.api.suivi.noter(tout());
  // 2 563,00 × 5 / 10 = 1 281,50, au-dessous des 1 950,00 agréés.
  const { effet } = await banc.api.suivi.noter(un(evenement(a, 'arret', '2027-02-01')));
  expect(effet.collectifs[0]).toMatchObject({ avantCentimes: 195_000, apresCentimes: 128_150 });
});

test('ce qui ne se tient pas est refusé en disant quoi faire, et rien n’est écrit', async () => {
  const [a = 0, b = 0] = banc.collectifIds;
  await banc.api.suivi.noter(un(demarrage(a)));
  const refuse = async (demande: ReturnType<typeof un>, phrase: RegExp) => {
    const avant = ecrit();
    await expect(banc.api.suivi.noter(demande)).rejects.toThrow(phrase);
    await expect(banc.api.suivi.apercu(demande)).rejects.toThrow(phrase);
    expect(ecrit()).toBe(avant);
  };
  await refuse(un(demarrage(a)), /Collectif A : un démarrage au 14\/09\/2026 ne se tient pas.*« ouvert »/);
  await refuse(un(evenement(b, 'reprise', '2026-10-01')), /« à confirmer ».*un démarrage ou un non-démarrage/);
  await refuse(un(evenement(a, 'arret', '2026-09-01')), /un arrêt au 01\/09\/2026/);
  await refuse(un(evenement(a, 'arret', '2062-11-01')), /01\/11\/2062.*n’est pas dans l’année 2026-2027/);
  await refuse(un(evenement(a, 'arret', '2026-02-31')), /n’est pas dans l’année/);
  await refuse(un(demarrage(b, { dateEffet: '2026-12-01' })), /à venir/);
  await refuse(un(evenement(a, 'changement', '2026-10-01')), /dites ce qui change/);
  // L’un des deux est impossible : l’autre n’est pas noté non plus.
  await refuse({ dossierId: banc.dossierId, evenements: [demarrage(b), demarrage(a)] }, /Collectif A/);
  await expect(banc.api.suivi.noter({ dossierId: banc.autreId, evenements: [demarrage(a)] })).rejects.toThrow(
    /n’est pas agréé/,
  );
  // Ce dont la suite dépend ne s’annule qu’après elle.
  const { dossier } = await banc.api.suivi.noter(un(evenement(a, 'arret', '2026-11-02')));
  const premier = dossier.fil.find((f) => f.genre === 'evenement' && f.nature === 'demarrage');
  await expect(banc.api.suivi.annuler({ genre: 'evenement', id: premier?.id ?? 0, motif: 'x' })).rejects.toThrow(
    /un arrêt au 02\/11\/2026 ne se tient pas.*annulez d’abord/,
  );
});

test('visites et échanges : des suites attendent jusqu’à ce que l’on note ce qu’on en a fait', async () => {
  const { api, dossierId } = banc;
  const [a = 0] = banc.collectifIds;
  await api.suivi.noter(tout());
  const visite = {
    dossierId,
    collectifId: a,
    date: '2026-11-10',
    visiteurs: 'Camille Essai',
    rencontres: 'la coordinatrice',
    effectif: 5,
    compteRendu: 'Salle trop petite.',
    suites: 'Chercher une autre salle avec la mairie',
  };
  const vu = await api.suivi.noterVisite(visite);
  expect(vu.alertes.map((x) => x.texte)).toEqual([
    'Collectif A : 5 enfants à la visite du 10/11/2026, moins que les 8 prévus au barème',
    'Suites de la visite du 10/11/2026 : rien noté depuis',
  ]);
  expect((await lignes()).map((l) => [l.lettre, l.alertes.length, l.derniereVisite])).toEqual([
    ['A', 2, '2026-11-10'],
    ['B', 0, null],
    ['C', 0, null],
  ]);
  const echange = { dossierId, moyen: 'telephone' as const, sens: 'emis' as const, interlocuteur: 'la mairie' };
  const passe = { ...echange, date: '2026-11-02', objet: 'Avant la visite', texte: '' };
  expect((await api.suivi.noterEchange(passe)).alertes).toHaveLength(2);
  const fini = await api.suivi.noterEchange({ ...passe, date: '2026-11-12', objet: 'Salle trouvée' });
  expect(fini.alertes.map((x) => x.code)).toEqual(['effectif']);
  expect(fini.fil.map((f) => [f.genre, f.date])).toEqual([
    ['echange', '2026-11-12'],
    ['visite', '2026-11-10'],
    ['echange', '2026-11-02'],
    ...Array.from({ length: 3 }, () => ['evenement', '2026-09-14']),
  ]);
  const dernier = fini.fil[0];
  const { dossier } = await api.suivi.annuler({ genre: 'echange', id: dernier?.id ?? 0, motif: 'autre dossier' });
  expect(dossier.alertes).toHaveLength(2);
  await expect(api.suivi.noterVisite({ ...visite, date: '2026-11-13' })).rejects.toThrow(/à venir/);
  await expect(api.suivi.noterVisite({ ...visite, collectifId: 999 })).rejects.toThrow(/introuvable/);
});

test('relances : une lettre archivée, le rang qui monte, et plus rien une fois le démarrage confirmé', async () => {
  const { api, campagneId, dossierId } = banc;
  const dossierIds = [dossierId, banc.autreId];
  const demande = { campagneId, dossierIds, echeance: '2026-11-30' };
  await expect(resultat(api.suivi.relances({ ...demande, echeance: '2026-11-12' }))).rejects.toThrow(/est passé/);
  // La première a été notée sans lettre.
  ecrire(banc.context.db, acteur(banc.context), (tx) =>
    insererRelance(tx, { campagneId, dossierId, objet: 'demarrage', echeance: '2026-11-30', documentId: null }),
  );
  await api.suivi.noter(un(demarrage(banc.collectifIds[0] ?? 0)));
  const seconde = await resultat(api.suivi.relances({ ...demande, echeance: '2026-12-15' }));
  const fichier = banc.context.produits.get(seconde.documentId)?.chemin ?? '';
  const texte = aplatir(lirePages(fichier, 'raw').join(' '));
  expect(texte).toContain('Je reviens vers vous après ma lettre du 12 novembre 2026');
  expect(texte).toContain('au plus tard le mardi 15 décembre 2026');
  expect(texte).toContain('B – Vert');
  expect(texte).not.toContain('A – Rouge');
  const { fil } = await api.suivi.lireDossier({ dossierId });
  const relances = fil.filter((f) => f.genre === 'relance');
  expect(relances.map((r) => [r.rang, r.echeance])).toEqual([
    [2, '2026-12-15'],
    [1, '2026-11-30'],
  ]);
  const archives = await api.documents.archives({ campagneId });
  const derniere = archives.find((d) => d.id === relances[0]?.documentId);
  expect(derniere).toMatchObject({ libelle: 'Relances de démarrage', sha256: seconde.sha256 });

  const liste = await api.suivi.listeDesRetards({ campagneId, dossierIds });
  const [feuille] = (await lireTableur(banc.context.produits.get(liste.documentId)?.chemin ?? '')).feuilles;
  const ligne = feuille?.lignes[1]?.cellules.map((c) => c.brut) ?? [];
  expect(ligne.slice(0, 2)).toEqual(['1001', 'Les Amis']);
  expect(ligne).toContain('B – Vert ; C – Bleu');

  await api.suivi.noter({ dossierId, evenements: banc.collectifIds.slice(1).map((id) => demarrage(id)) });
  await expect(resultat(api.suivi.relances(demande))).rejects.toThrow(/rien n’a été produit/);
});

test('la grille s’exporte telle qu’affichée ; un second agent voit et écrit la même chose', async () => {
  const { api, campagneId, collectifIds } = banc;
  await entree(banc.second).suivi.noter(tout());
  const { dossier } = await api.suivi.noter(un(evenement(collectifIds[0] ?? 0, 'arret', '2026-11-01')));
  expect(new Set(dossier.fil.map((f) => f.agent))).toEqual(new Set(['Camille Essai', 'Hugo Essai']));
  const document = await api.suivi.exporter({
    campagneId,
    collectifIds: collectifIds.toReversed(),
    colonnes: ['collectif', 'situation', 'droit', 'inconnue', 'demarreLe', 'alertes'],
  });
  const [feuille] = (await lireTableur(banc.context.produits.get(document.documentId)?.chemin ?? '')).feuilles;
  expect(feuille?.lignes.slice(0, 4).map((l) => l.cellules.map((c) => c.brut))).toEqual([
    ['Collectif', 'État', 'À attendre', 'Démarré le', 'Alertes'],
    ['C – Bleu', 'Ouvert', '1950', expect.anything()],
    ['B – Vert', 'Ouvert', '1950', expect.anything()],
    ['A – Rouge', 'Arrêté', '390', expect.anything(), 'Arrêté le 01/11/2026 sans explication'],
  ]);
});

test('clas suivi : lister, essayer à blanc, noter, refuser', async () => {
  const executer = COMMANDES_SUIVI[0]?.[1];
  const clas = async (verbe: string, valeurs: Record<string, string | boolean> = {}) => {
    const demande = { valeurs: { dossier: '1001', ...valeurs }, fichiers: [verbe], sortie: null };
    return executer?.executer({ ...banc.context, session: { agentId: null } }, demande);
  };
  expect((await clas('lister', { dossier: '1001', collectif: 'B' }))?.json).toMatchObject({
    collectifs: [{ lettre: 'B', situation: 'a_confirmer' }],
  });
  const demarrer = { date: '2026-09-14', effectif: '9', coordinateur: 'Anne Roux', lieu: 'École' };
  expect((await clas('demarrer', { ...demarrer, 'a-blanc': true }))?.json).toMatchObject({ note: false });
  expect((await lignes()).map((l) => l.situation)).toEqual(['a_confirmer', 'a_confirmer', 'a_confirmer']);
  expect((await clas('demarrer', demarrer))?.json).toMatchObject({ note: true, collectifs: ['A', 'B', 'C'] });
  const arret = await clas('arreter', { collectif: 'C', date: '2027-01-01' });
  expect(arret?.texte.replace(/\s/g, ' ')).toMatch(/de 5 850,00 € à 4 680,00 €/);
  await expect(clas('arreter', { collectif: 'C', date: '2027-01-02' })).rejects.toThrow(/« arrêté »/);
  await expect(clas('arreter', { date: '01/01/2027' })).rejects.toThrow(/--date AAAA-MM-JJ/);
  await expect(clas('danser')).rejects.toThrow(/verbe inconnu/);
});

test('la base elle-même refuse de réécrire le suivi, et tout d’une campagne close', async () => {
  const { api, dossierId } = banc;
  await api.suivi.noter(tout());
  const sql = (texte: string) => () => banc.context.db.$client.prepare(texte).run();
  expect(sql('DELETE FROM evenements_collectif')).toThrow(/ne s’efface pas/);
  expect(sql("UPDATE evenements_collectif SET date_effet = '2026-10-01'")).toThrow(/ne se réécrit pas/);
  const client = banc.context.db.$client;
  client.exec('SAVEPOINT close');
  sql(`UPDATE campagnes SET close_le = '${NOVEMBRE}'`)();
  await expect(api.suivi.noter(un(evenement(banc.collectifIds[0] ?? 0, 'arret', '2026-11-02')))).rejects.toThrow(
    /close/,
  );
  const echange = { date: '2026-11-02', moyen: 'courriel' as const, sens: 'recu' as const, interlocuteur: '' };
  await expect(api.suivi.noterEchange({ dossierId, ...echange, objet: 'x', texte: '' })).rejects.toThrow(/close/);
  client.exec('ROLLBACK TO close; RELEASE close');
});
