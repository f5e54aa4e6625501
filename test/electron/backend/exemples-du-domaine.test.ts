import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lignesAlterees } from '../../../db/empreintes.ts';
import type { Context } from '../../../electron/backend/context.ts';
import { horlogeArretee } from '../../../electron/backend/horloge.ts';
import { router } from '../../../electron/backend/router.ts';
import { lireTableur } from '../../../electron/backend/tableurs/lire-tableur.ts';
import type { Api } from '../../../shared/contract/client.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { type Atelier, type Banc, IBANS, importer, lectureDe, ouvrirAtelier, SIRETS, source } from './argent-essai.ts';
import { saisie } from './bilans/bilans-essai.ts';
import { aplatir, lirePages, PDFTOTEXT_PRESENT } from './documents/lire-pdf.ts';
import { resultat } from './socle-essai.ts';

/** Les exemples chiffrés de domaine §3.2 et §3.4, d’un bout à l’autre : décision, convention, lot, bilan, solde, indu. */
let atelier: Atelier;
let banc: Banc;
beforeAll(() => {
  atelier = ouvrirAtelier();
  banc = atelier.ouvrir(
    {
      echeancier: {
        libelle: '70 % puis solde',
        acomptes: [{ partPointsBase: 7000, mois: 12, decalageAnnee: 0 }],
        solde: { mois: 11, decalageAnnee: 1 },
      },
    },
    null,
  );
});
afterAll(() => {
  expect(lignesAlterees(banc.context.db)).toEqual([]);
  banc.fermer();
  atelier.fermer();
});

const un = (libelle: string, coutCentimes: number | null) => ({ libelle, coutCentimes, effectif: 10 });
/** Par numéro : « réel sous l’acompte », « réel égal au prévu », « budget partagé entre cinq ». */
const PORTEURS = [
  { numero: '1001', budgetCentimes: 1_500_000, collectifs: [un('Rouge', 900_000), un('Vert', 600_000)] },
  { numero: '1002', budgetCentimes: 1_500_000, collectifs: [un('Rouge', 900_000), un('Vert', 600_000)] },
  { numero: '1003', budgetCentimes: 3_123_457, collectifs: ['A', 'B', 'C', 'D', 'E'].map((l) => un(l, null)) },
] as const;

/** L’agent au travail ce jour-là. */
function aLaDate(context: Context, jour: string): Api {
  return createRouterClient(router, { context: { ...context, horloge: horlogeArretee(`${jour}T09:00:00.000Z`) } });
}

const chemin = ({ documentId }: DocumentProduit) => banc.context.produits.get(documentId)?.chemin ?? '';

/** Le montant de chaque ligne de la feuille « Échéancier », en centimes, par n° de SIRET. */
async function montantsDuClasseur(document: DocumentProduit): Promise<Map<string, number>> {
  const { feuilles } = await lireTableur(chemin(document));
  const feuille = feuilles.find((f) => f.nom === 'Échéancier');
  const lignes = (feuille?.lignes ?? []).map((l) => l.cellules);
  const entete = lignes.find((cellules) => cellules.some((c) => c.brut === 'SIRET')) ?? [];
  const colonne = (nom: string) => entete.find((c) => c.brut.toLowerCase() === nom)?.colonne ?? -1;
  const [siret, montant] = [colonne('siret'), colonne('montant')];
  return new Map(
    lignes.flatMap((cellules) => {
      const cle = cellules.find((c) => c.colonne === siret)?.brut ?? '';
      const contenu = cellules.find((c) => c.colonne === montant)?.contenu;
      return /^\d{14}$/.test(cle) && contenu?.type === 'nombre'
        ? [[cle, Math.round(contenu.valeur * 100)] as const]
        : [];
    }),
  );
}

/** Prépare tout ce qui est payable, fait valider par l’autre agent, exporte : le classeur et son bordereau. */
async function payer(jour: string, exercice: number, libelle: string) {
  const { campagneId } = banc;
  const premier = aLaDate(banc.context, jour);
  const second = aLaDate(banc.second, jour);
  const { lignes } = await premier.paiements.lire({ campagneId });
  const echeanceIds = lignes.filter((l) => l.statut === 'payable').map((l) => l.echeanceId);
  const { lotId } = await premier.lots.preparer({ campagneId, exercice, libelle, datePrevue: jour, echeanceIds });
  const lot = await second.lots.lire({ lotId });
  const { numero } = await second.lots.valider({
    lotId,
    nombreLignes: lot.nombreLignes,
    montantCentimes: lot.montantCentimes,
  });
  const classeur = await resultat(second.fichiersLot.exporter({ lotId, exemplaire: 'original' }));
  const bordereau = await resultat(second.fichiersLot.bordereau({ lotId }));
  return { numero, montantCentimes: lot.montantCentimes, classeur, bordereau };
}

/** L’agence comptable renvoie sa liste : chaque ligne payée. */
async function constater(jour: string, numero: string, montants: ReadonlyMap<string, number>) {
  const { campagneId } = banc;
  const api = aLaDate(banc.context, jour);
  const lignes = [...montants].map(
    ([siret, centimes]) => `${numero};${siret};${(centimes / 100).toFixed(2).replace('.', ',')};${jour};payé`,
  );
  const texte = `Lot;SIRET;Montant;Date de paiement;Statut\n${lignes.join('\n')}\n`;
  const { depotId } = await api.fichiersLot.deposer({ fichier: new File([texte], 'paiements.csv') });
  const apercu = await resultat(api.fichiersLot.analyserRetour({ campagneId, depotId, date: null }));
  expect(apercu.bloquantes).toBe(0);
  return api.fichiersLot.appliquerRetour({ campagneId, depotId, date: null, partiel: false });
}

test('3 159,10 € d’acompte, puis 1 353,90 € de solde ou 596,10 € de trop-perçu ; 10 151,25 € pour cinq collectifs', async () => {
  const { context, campagneId, seanceId } = banc;
  importer(
    context,
    campagneId,
    lectureDe(
      PORTEURS.map((p, i) => source({ ...p, nom: `Porteur ${i + 1}`, siret: SIRETS[i] ?? '', iban: IBANS[i] ?? '' })),
    ),
  );
  const juillet = aLaDate(context, '2026-07-02');
  const dossiers = await Promise.all(
    (await juillet.dossiers.lister({ campagneId })).map((d) => juillet.dossiers.lire({ dossierId: d.id })),
  );
  const [un, deux, trois] = PORTEURS.map((p) => dossiers.find((d) => d.numero === p.numero));
  if (!un || !deux || !trois) throw new Error('trois dossiers attendus');
  const collectifIds = dossiers.flatMap((d) => d.listeCollectifs.map((c) => c.id));
  await juillet.seances.decider({ seanceId, collectifIds, nature: 'agree', motif: null, texte: '' });
  const agrees = await juillet.dossiers.lister({ campagneId });
  expect(Object.fromEntries(agrees.map((d) => [d.numero, d.agreeCentimes]))).toEqual({
    1001: 451_300,
    1002: 451_300,
    1003: 1_015_125,
  });

  const septembre = aLaDate(context, '2026-09-20');
  const { document, papiers } = await resultat(
    septembre.conventions.generer({ campagneId, dossierIds: dossiers.map((d) => d.id) }),
  );
  if (PDFTOTEXT_PRESENT) {
    const texte = aplatir(lirePages(chemin(document), 'raw').join('\n'));
    for (const montant of [451_300, 315_910, 1_015_125]) expect(texte).toContain(aplatir(formaterEuros(montant)));
  }
  for (const { id } of papiers)
    await septembre.conventions.signer({
      conventionId: id,
      date: '2026-09-20',
      signataire: 'La présidente',
      scan: null,
    });
  const verificateur = aLaDate(banc.second, '2026-09-20');
  for (const { structureId, iban } of await verificateur.banque.ibans({ campagneId }))
    await verificateur.banque.verifier({
      structureId,
      iban,
      preuve: {
        aupresDe: 'la trésorière',
        telephone: '02 38 00 00 00',
        date: '2026-09-20',
        precision: 'site de la mairie',
      },
    });

  const acomptes = await payer('2026-12-10', 2026, 'Acomptes');
  const attendus = new Map([
    [SIRETS[0] ?? '', 315_910],
    [SIRETS[1] ?? '', 315_910],
    [SIRETS[2] ?? '', 710_588],
  ]);
  expect(acomptes.numero).toBe('2026-001');
  expect(acomptes.montantCentimes).toBe(1_342_408);
  expect(await montantsDuClasseur(acomptes.classeur)).toEqual(attendus);
  if (PDFTOTEXT_PRESENT)
    expect(aplatir(lirePages(chemin(acomptes.bordereau), 'raw').join('\n'))).toContain(
      aplatir(formaterEuros(1_342_408)),
    );
  expect(await constater('2026-12-20', acomptes.numero, attendus)).toMatchObject({ payees: 3, soldes: ['2026-001'] });

  const octobre = aLaDate(context, '2027-10-05');
  const charge = (montantCentimes: number) =>
    ({ sens: 'charge', compte: '64', libelle: 'Personnel', montantCentimes, adresse: 'saisie' }) as const;
  const rendre = async (dossier: typeof un, droitReelCentimes: number, sansLeSecond = false) => {
    const ids = dossier.listeCollectifs.map((c) => c.id);
    const total = dossier.numero === '1003' ? 3_123_457 : sansLeSecond ? 900_000 : 1_500_000;
    const ecrite = saisie(ids, { budget: [charge(total)] });
    ecrite.collectifs.forEach((c, i) => {
      c.realise = !(sansLeSecond && i === 1);
      // 1001 et 1002 donnent le coût de chaque collectif ; 1003 laisse partager son compte de résultat.
      c.coutCentimes =
        dossier.numero === '1003' || !c.realise ? null : (dossier.listeCollectifs[i]?.coutCentimes ?? null);
    });
    ecrite.contenu.explications = { 'charge 64': 'Un collectif n’a pas ouvert.' };
    for (const id of ids) ecrite.contenu.explications[`collectif ${id}`] = 'Faute d’enfants inscrits.';
    await octobre.bilans.ecrire({ dossierId: dossier.id, saisie: ecrite });
    await octobre.bilans.recevoir({ dossierId: dossier.id, recuLe: '2027-10-01' });
    await octobre.bilans.valider({ dossierId: dossier.id, droitReelCentimes });
  };
  await rendre(un, 256_300, true);
  await rendre(deux, 451_300);
  await rendre(trois, 1_015_125);

  const { lignes, totaux, controles } = await octobre.paiements.lire({ campagneId });
  const soldes = lignes.filter((l) => l.nature === 'solde').map((l) => [l.numeroDossier, l.montantCentimes]);
  expect(Object.fromEntries(soldes)).toEqual({ 1001: 0, 1002: 135_390, 1003: 304_537 });
  expect(totaux.induCentimes).toBe(59_610);
  expect(controles.filter((c) => !c.egal)).toEqual([]);
  const [indu] = await octobre.indus.lister({ campagneId });
  expect(indu).toMatchObject({ numeroDossier: '1001', montantCentimes: 59_610, resteCentimes: 59_610 });

  const fin = await payer('2027-11-20', 2027, 'Soldes');
  expect(fin.numero).toBe('2027-001');
  expect(await montantsDuClasseur(fin.classeur)).toEqual(
    new Map([
      [SIRETS[1] ?? '', 135_390],
      [SIRETS[2] ?? '', 304_537],
    ]),
  );
  await constater('2027-11-27', fin.numero, await montantsDuClasseur(fin.classeur));
  // Rien ne s’est perdu : versé − indu = droit réel de chacun.
  const apres = aLaDate(context, '2027-11-28');
  const etat = await apres.paiements.lire({ campagneId });
  const verse = etat.lignes.filter((l) => l.statut === 'payee').reduce((n, l) => n + l.montantCentimes, 0);
  expect(verse - 59_610).toBe(256_300 + 451_300 + 1_015_125);
  await apres.indus.noter({
    induId: indu?.id ?? 0,
    nature: 'recouvre',
    montantCentimes: 59_610,
    date: '2027-11-28',
    reference: 'titre 12',
    motif: 'Virement reçu',
  });
  expect((await apres.indus.lister({ campagneId }))[0]?.resteCentimes).toBe(0);
  expect(await apres.journal.verifier()).toMatchObject({ sain: true });
});
