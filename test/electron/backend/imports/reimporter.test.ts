import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { confirmerIban, listerIbans } from '../../../../electron/backend/banque/ibans.ts';
import type { LectureImport } from '../../../../electron/backend/imports/dossier-lu.ts';
import { verifierBase } from '../../../../electron/backend/journal.ts';
import { decider } from '../../../../electron/backend/seances/decider.ts';
import { lireEtatSeance } from '../../../../electron/backend/seances/lire.ts';
import {
  APPEL,
  type Atelier,
  type Banc,
  COLLECTIFS,
  contenu,
  IBANS,
  importer,
  lectureDe,
  ouvrirAtelier,
  SIRETS,
  type Source,
  source,
} from '../argent-essai.ts';

/** Rang de collectif de chaque réponse gardée qui en a un. */
const RANGS_DES_REPONSES =
  "SELECT json_extract(r.value, '$[0]') AS rang FROM reponses_recues, json_each(contenu) r WHERE json_extract(r.value, '$[0]') IS NOT NULL";

let atelier: Atelier;
let banc: Banc;
beforeAll(() => {
  atelier = ouvrirAtelier();
});
afterAll(() => atelier.fermer());
beforeEach(() => {
  banc = atelier.ouvrir({}, null);
});
afterEach(() => {
  expect(verifierBase(banc.context)).toMatchObject({ sain: true });
  banc.fermer();
});

const [SIRET = '', AUTRE_SIRET = ''] = SIRETS;
const [IBAN = '', AUTRE_IBAN = ''] = IBANS;

function recevoir(...sources: Source[]) {
  return importer(banc.context, banc.campagneId, lectureDe(sources));
}

function lignes<T = Record<string, unknown>>(sql: string): T[] {
  return banc.context.db.$client.prepare(sql).all() as T[];
}

function porteurs() {
  return lignes(
    'SELECT d.numero, s.id, s.siret, s.raison_sociale AS nom FROM dossiers d JOIN structures s ON s.id = d.structure_id ORDER BY d.numero',
  );
}

function ibans() {
  return listerIbans(banc.context, banc.campagneId).map(({ iban, bic, titulaire, etat }) => ({
    iban,
    bic,
    titulaire,
    etat,
  }));
}

test('un fichier inchangé n’écrit rien d’autre que la trace de son import', () => {
  recevoir(source());
  const avant = contenu(banc.context.db);
  expect(recevoir(source()).bilan.dossiers).toMatchObject({ inchanges: 1, modifies: 0 });
  expect(contenu(banc.context.db)).toBe(avant);
});

test('un classeur enregistré par un autre tableur, sans les « .0 » de l’export, ne change rien', () => {
  const avec = (brut: string): LectureImport => {
    const lecture = lectureDe([source()]);
    const date = {
      libelle: 'Entreprise date de création',
      champ: null,
      valeur: brut,
      brut,
      adresse: 'Etablissements!Y2',
    } as const;
    const colonne = {
      feuille: 'Etablissements',
      colonne: 24,
      entete: date.libelle,
      exemples: [],
      champ: null,
      confiance: 0,
      origine: null,
    };
    return {
      ...lecture,
      colonnes: [...lecture.colonnes, colonne],
      dossiers: lecture.dossiers.map((d) => ({ ...d, reponses: [...d.reponses, date] })),
    };
  };
  const recu = (brut: string) => importer(banc.context, banc.campagneId, avec(brut));
  recu('39995.0');
  expect(recu('39995').bilan.dossiers).toMatchObject({ inchanges: 1, modifies: 0 });
  const change = recu('40000.0');
  expect(change.bilan.dossiers).toMatchObject({ inchanges: 0, modifies: 1 });
  expect(change.differences.map(({ avant, apres }) => [avant, apres])).toEqual([['39995', '40000']]);
});

describe('collectifs', () => {
  const decisions = () =>
    lireEtatSeance(banc.context, banc.campagneId).dossiers.flatMap((d) =>
      d.listeCollectifs.map((c) => [c.lettre, c.libelle, c.decision?.nature ?? null]),
    );
  const agreerLePremier = () => {
    const [dossier] = lireEtatSeance(banc.context, banc.campagneId).dossiers;
    decider(banc.context, {
      seanceId: banc.seanceId,
      collectifIds: [dossier?.listeCollectifs[0]?.id ?? 0],
      nature: 'agree',
      motif: null,
      texte: '',
    });
  };

  test('le premier retiré du fichier, les suivants remontent d’une ligne mais gardent leur lettre, et la décision ne change pas de groupe', () => {
    recevoir(source());
    agreerLePremier();
    const plan = recevoir(source({ collectifs: COLLECTIFS.slice(1) }));
    expect(decisions()).toEqual([
      ['A', 'Rouge (absent du dernier fichier reçu)', 'agree'],
      ['B', 'Vert', null],
      ['C', 'Bleu', null],
    ]);
    expect(plan.bilan.collectifs).toEqual({ nouveaux: 0, modifies: 0, inchanges: 2, disparus: 1 });
    expect(lignes(`SELECT DISTINCT rang FROM (${RANGS_DES_REPONSES})`)).toEqual([{ rang: 2 }, { rang: 3 }]);
  });

  test('un nouveau glissé en tête ne prend ni la lettre ni la décision d’un autre', () => {
    recevoir(source());
    agreerLePremier();
    recevoir(source({ collectifs: [{ libelle: 'Jaune', coutCentimes: 1, effectif: 9 }, ...COLLECTIFS] }));
    expect(decisions()).toEqual([
      ['A', 'Rouge', 'agree'],
      ['B', 'Vert', null],
      ['C', 'Bleu', null],
      ['D', 'Jaune', null],
    ]);
  });

  test('renommé sur place, il reste le même collectif', () => {
    recevoir(source());
    agreerLePremier();
    recevoir(source({ collectifs: COLLECTIFS.map((c, i) => (i === 0 ? { ...c, libelle: 'Écarlate' } : c)) }));
    expect(decisions()[0]).toEqual(['A', 'Écarlate', 'agree']);
  });
});

test('un fichier qui ne dit rien des collectifs (export CSV) ne les fait pas disparaître', () => {
  recevoir(source(), source({ numero: '1002' }));
  const sansDate = 'SELECT rang, libelle, effectif, cout_centimes, present FROM collectifs ORDER BY id';
  const avant = lignes(sansDate);
  const plan = recevoir(
    source({ collectifs: [], budgetCentimes: 1 }),
    source({ numero: '1002', collectifs: [], budgetCentimes: 2 }),
  );
  expect(lignes(sansDate)).toEqual(avant);
  expect(lignes(RANGS_DES_REPONSES)).toHaveLength(6);
  expect(plan.bilan.collectifs).toEqual({ nouveaux: 0, modifies: 0, inchanges: 6, disparus: 0 });
  expect(plan.differences.map((d) => d.champ).join()).not.toContain('collectif');
  // Dès qu’un dossier du fichier en donne, celui qui n’en a plus les a vraiment retirés.
  recevoir(source(), source({ numero: '1002', collectifs: [] }));
  expect(lignes('SELECT count(*) AS n FROM collectifs WHERE present = 1')).toEqual([{ n: 3 }]);
});

describe('structures', () => {
  test('un SIRET corrigé complète la structure du dossier au lieu d’en créer une autre', () => {
    recevoir(source({ siret: null }), source({ numero: '1002', siret: null }));
    const avant = porteurs();
    recevoir(source(), source({ numero: '1002' }));
    expect(porteurs()).toEqual(avant.map((p) => ({ ...p, siret: SIRET })));
    expect(lignes('SELECT * FROM structures')).toHaveLength(1);
    const [entree] = lignes("SELECT avant, apres FROM journal WHERE action = 'structure.modifier'");
    expect(entree).toEqual({
      avant: JSON.stringify({ siret: null, siretDeclare: '123' }),
      apres: JSON.stringify({ siret: SIRET, siretDeclare: SIRET }),
    });
  });

  test('deux structures sans SIRET qui donnent le même SIRET ne font plus qu’un porteur', () => {
    recevoir(source({ siret: null }), source({ numero: '1002', nom: 'Les Amis du lac', siret: null }));
    recevoir(source(), source({ numero: '1002', nom: 'Les Amis du lac' }));
    expect(new Set(porteurs().map((p) => p['id'])).size).toBe(1);
  });

  test('le SIRET corrigé arrive avec un nouveau dossier placé avant : toujours une seule structure', () => {
    recevoir(source({ siret: null }));
    recevoir(source({ numero: '1002' }), source());
    expect(lignes('SELECT siret FROM structures')).toEqual([{ siret: SIRET }]);
  });

  test('le SIRET qu’un dossier quitte pour un neuf n’est pris qu’une fois', () => {
    recevoir(source({ siret: AUTRE_SIRET }), source({ numero: '1002', siret: null, nom: 'Autre' }));
    recevoir(source(), source({ numero: '1002', nom: 'Autre' }));
    expect(porteurs().map((p) => p['siret'])).toEqual([SIRET, SIRET]);
  });

  test('un SIRET devenu illisible n’efface pas celui que la base connaît', () => {
    recevoir(source());
    const avant = porteurs();
    recevoir(source({ siret: null, budgetCentimes: 1 }));
    expect(porteurs()).toEqual(avant);
  });

  test('un autre SIRET juste porte le dossier chez l’autre structure, dont l’IBAN est à vérifier', () => {
    recevoir(source(), source({ numero: '1002', nom: 'Autre', siret: AUTRE_SIRET, iban: null }));
    recevoir(source({ siret: AUTRE_SIRET }), source({ numero: '1002', nom: 'Autre', siret: AUTRE_SIRET, iban: null }));
    expect(porteurs().map((p) => p['siret'])).toEqual([AUTRE_SIRET, AUTRE_SIRET]);
    expect(ibans()).toEqual([{ iban: IBAN, bic: null, titulaire: null, etat: 'a_verifier' }]);
  });

  test('un dossier sans SIRET dont le nom change ne rebaptise pas la structure d’un autre dossier', () => {
    recevoir(source({ siret: null }), source({ numero: '1002', siret: null }));
    recevoir(source({ siret: null }), source({ numero: '1002', siret: null, nom: 'Tout autre' }));
    expect(porteurs().map((p) => p['nom'])).toEqual(['Les Amis', 'Tout autre']);
  });

  test('un nom vide n’efface pas le nom connu', () => {
    recevoir(source());
    recevoir(source({ nom: '', budgetCentimes: 1 }));
    expect(porteurs().map((p) => p['nom'])).toEqual(['Les Amis']);
  });
});

describe('coordonnées bancaires', () => {
  const confirmer = () => {
    const [id] = lignes<{ id: number }>('SELECT id FROM structures');
    const [actif] = lignes<{ iban: string }>('SELECT iban FROM coordonnees_bancaires WHERE actif = 1');
    confirmerIban(banc.second, { structureId: id?.id ?? 0, iban: actif?.iban ?? '', preuve: APPEL });
  };

  test('un IBAN changé n’est jamais écrit : une demande s’ouvre, l’ancien reste le seul valable', () => {
    recevoir(source());
    confirmer();
    const plan = recevoir(source({ iban: AUTRE_IBAN }));
    expect(plan.differences.map((d) => [d.nature, d.propose, d.avant?.slice(0, 4), d.apres?.slice(0, 4)])).toEqual([
      ['iban', 'demander', IBAN.slice(0, 4), AUTRE_IBAN.slice(0, 4)],
    ]);
    expect(ibans()).toEqual([{ iban: IBAN, bic: null, titulaire: null, etat: 'verifie' }]);
    expect(lignes('SELECT iban, etat, origine FROM demandes_iban')).toEqual([
      { iban: AUTRE_IBAN, etat: 'ouverte', origine: 'import essai.xlsx, Dossiers!C2' },
    ]);
    // Reçu encore : la demande attend déjà, rien ne s’ajoute.
    expect(recevoir(source({ iban: AUTRE_IBAN, budgetCentimes: 5 })).coordonnees).toEqual([]);
    expect(lignes('SELECT * FROM demandes_iban')).toHaveLength(1);
  });

  test('un BIC ou un titulaire corrigé passe aussi par une demande', () => {
    recevoir(source());
    confirmer();
    const [difference] = recevoir(source({ bic: 'AGRIFRPP', titulaire: 'Les Amis' })).differences;
    expect(difference).toMatchObject({ nature: 'iban', champ: 'titulaire ou BIC du compte' });
    expect(ibans()).toEqual([{ iban: IBAN, bic: null, titulaire: null, etat: 'verifie' }]);
    expect(lignes('SELECT iban, bic, titulaire FROM demandes_iban')).toEqual([
      { iban: IBAN, bic: 'AGRIFRPP', titulaire: 'Les Amis' },
    ]);
  });

  test('un IBAN qui ne change pas reste confirmé quand le reste du dossier change', () => {
    recevoir(source());
    confirmer();
    recevoir(source({ budgetCentimes: 1 }));
    expect(ibans()).toEqual([{ iban: IBAN, bic: null, titulaire: null, etat: 'verifie' }]);
  });

  test('deux dossiers d’un porteur aux IBAN différents ne se remplacent pas à chaque import', () => {
    const autre = source({ numero: '1002', iban: AUTRE_IBAN });
    recevoir(source(), autre);
    confirmer();
    recevoir(source({ budgetCentimes: 1 }), autre);
    expect(ibans()).toEqual([{ iban: AUTRE_IBAN, bic: null, titulaire: null, etat: 'verifie' }]);
  });

  test('la confirmation dit au journal quel IBAN a été confirmé', () => {
    recevoir(source());
    confirmer();
    const [entree] = lignes<{ avant: string; apres: string }>(
      "SELECT avant, apres FROM journal WHERE action = 'iban.verifier'",
    );
    expect(JSON.parse(entree?.avant ?? '')).toEqual({ iban: IBAN, etat: 'a_verifier' });
    expect(JSON.parse(entree?.apres ?? '')).toMatchObject({
      iban: IBAN,
      etat: 'verifie',
      verifieAupresDe: APPEL.aupresDe,
    });
  });
});

test('un dossier réimporté garde au journal ce qu’il disait avant, même quand seule la lecture de ses colonnes a changé', () => {
  const lecture = lectureDe([source()]);
  importer(banc.context, banc.campagneId, lecture);
  // La colonne du montant demandé est rapprochée à la main : aucune cellule n’a changé.
  const dossiers = lecture.dossiers.map((d) => ({
    ...d,
    montantDemandeCentimes: 195_000,
    budget: d.budget.map((l) => ({ ...l, montantCentimes: 1_700_000 })),
  }));
  importer(banc.context, banc.campagneId, { ...lecture, dossiers });
  const [entree] = lignes<{ avant: string; apres: string }>(
    "SELECT avant, apres FROM journal WHERE action = 'dossier.reimporter'",
  );
  expect(JSON.parse(entree?.avant ?? '')).toMatchObject({
    montantDemandeCentimes: null,
    budget: [{ compte: '64', montantCentimes: 1_800_000 }],
  });
  expect(JSON.parse(entree?.apres ?? '')).toMatchObject({
    montantDemandeCentimes: 195_000,
    budget: [{ compte: '64', montantCentimes: 1_700_000 }],
  });
});

describe('anomalies de plusieurs fichiers', () => {
  const anomalie = (numeroDossier: string | null) => ({
    code: 'essai',
    fichier: 'essai.xlsx',
    feuille: 'Dossiers',
    cellule: 'A2',
    valeur: 'x',
    message: 'à vérifier',
    bloquante: false,
    numeroDossier,
  });
  const recevoirAvec = (sources: Source[], numeros: (string | null)[]) =>
    importer(banc.context, banc.campagneId, { ...lectureDe(sources), anomalies: numeros.map(anomalie) });
  const comptes = () =>
    lireEtatSeance(banc.context, banc.campagneId).dossiers.map(({ numero, anomalies }) => [numero, anomalies]);
  const second = () => source({ numero: '1002', siret: AUTRE_SIRET, nom: 'Autre' });

  test('un second fichier, sans le premier dossier, ne fait pas oublier ses anomalies', () => {
    recevoirAvec([source()], ['1001', '1001', null]);
    recevoirAvec([second()], ['1002']);
    expect(comptes()).toEqual([
      ['1002', 1],
      ['1001', 2],
    ]);
  });

  test('reçu à nouveau sans anomalie, même inchangé, le dossier n’en a plus', () => {
    recevoirAvec([source()], ['1001']);
    recevoirAvec([second()], ['1002']);
    recevoirAvec([source()], []);
    expect(comptes()).toEqual([
      ['1002', 1],
      ['1001', 0],
    ]);
  });

  test('un import d’avant, dont on ne sait pas les dossiers, vaut pour tous', () => {
    recevoirAvec([source()], ['1001']);
    recevoirAvec([second()], []);
    banc.context.db.$client.exec('UPDATE imports SET numeros = NULL');
    expect(comptes().map(([, n]) => n)).toEqual([0, 0]);
  });
});
