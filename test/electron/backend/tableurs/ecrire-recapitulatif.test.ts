import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LigneEcheancier } from '../../../../shared/contract/paiements.ts';
import { donneesEssai } from './echeancier-essai.ts';
import { type ClasseurBrut, cellule, enCentimes, jourExcel, ligneDe, somme } from './ecrire-lecture.ts';
import { produire } from './ecrire-production.ts';

let dossier = '';
beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'clas-echeancier-'));
});
afterAll(async () => rm(dossier, { recursive: true, force: true }));

describe('« Récapitulatif » et « Contrôles »', () => {
  const donnees = donneesEssai({ dossiers: 60, acompte: true });
  const { lignes } = donnees.etat;
  let classeur: ClasseurBrut;
  beforeAll(async () => {
    ({ classeur } = await produire(dossier, 'recapitulatif', donnees));
  });

  test('par nature, par structure, par commune : lignes, montants et indus au centime', () => {
    const parStructure = ligneDe(classeur, 'Récapitulatif', 'Récapitulatif par structure');
    const parCommune = ligneDe(classeur, 'Récapitulatif', 'Récapitulatif par commune');
    const verifier = (ligne: number, groupe: readonly LigneEcheancier[]) => {
      const lire = (colonne: string) => cellule(classeur, 'Récapitulatif', `${colonne}${ligne}`);
      expect(groupe.length).toBeGreaterThan(0);
      expect(lire('C').nombre).toBe(groupe.length);
      expect(lire('C').formule).toMatch(/^(?:COUNTIFS|SUMPRODUCT)\('?/);
      expect(enCentimes(lire('F').nombre)).toBe(somme(groupe.map((l) => l.montantCentimes)));
      for (const [colonne, statut] of [
        ['G', 'payable'],
        ['H', 'bloquee'],
        ['I', 'au_lot'],
        ['J', 'payee'],
      ] as const) {
        const attendu = somme(groupe.filter((l) => l.statut === statut).map((l) => l.montantCentimes));
        expect(enCentimes(lire(colonne).nombre)).toBe(attendu);
      }
      expect(enCentimes(lire('M').nombre)).toBe(somme(groupe.map((l) => l.induCentimes)));
    };
    for (const nature of ['acompte 1', 'solde']) {
      const groupe = lignes.filter((l) => l.libelle.toLowerCase() === nature);
      verifier(ligneDe(classeur, 'Récapitulatif', nature), groupe);
    }
    for (const commune of ['Orléans', 'Ambérieu-en-Bugey', 'Ajaccio', 'non renseignée']) {
      const groupe = lignes.filter((l) => (l.communeNom ?? 'non renseignée') === commune);
      verifier(ligneDe(classeur, 'Récapitulatif', commune, parCommune), groupe);
    }
    for (const nom of new Set(lignes.map((l) => l.raisonSociale))) {
      const groupe = lignes.filter((l) => l.raisonSociale === nom);
      verifier(ligneDe(classeur, 'Récapitulatif', nom, parStructure), groupe);
    }
    for (const bloc of [0, parStructure, parCommune]) {
      verifierTotal(ligneDe(classeur, 'Récapitulatif', 'Total', bloc));
    }
  });

  function verifierTotal(ligne: number): void {
    const { nombre, formule } = cellule(classeur, 'Récapitulatif', `F${ligne}`);
    expect(formule).toMatch(/^SUM\(F\d+:F\d+\)$/);
    expect(enCentimes(nombre)).toBe(donnees.etat.totaux.montantCentimes);
  }

  test('un SIRET ou un code Insee passe par SOMME.SI.ENS ; un texte piégeux par la comparaison exacte', () => {
    const formuleDe = (nom: string) => {
      const ligne = ligneDe(
        classeur,
        'Récapitulatif',
        nom,
        ligneDe(classeur, 'Récapitulatif', 'Récapitulatif par structure'),
      );
      return { ligne, formule: cellule(classeur, 'Récapitulatif', `F${ligne}`).formule };
    };
    const simple = formuleDe('mars 2');
    expect(simple.formule).toBe(`SUMIFS('Échéancier'!$U$2:$U$121,'Échéancier'!$G$2:$G$121,$B${simple.ligne})`);
    const sansSiret = formuleDe('@ccueil des familles');
    expect(sansSiret.formule).toBe(
      `SUMPRODUCT(1*EXACT('Échéancier'!$G$2:$G$121,$B${sansSiret.ligne})*EXACT('Échéancier'!$E$2:$E$121,$A${sansSiret.ligne}),'Échéancier'!$U$2:$U$121)`,
    );
  });

  test('contrôles : deux chiffres par contrôle, tous égaux', () => {
    const montants: readonly (readonly [string, number])[] = [
      ['Somme de contrôle des montants', donnees.etat.totaux.montantCentimes],
      ['Droits prévisionnels, une fois par dossier', donnees.etat.totaux.droitPrevisionnelCentimes],
      ['Montants à payer', donnees.etat.totaux.payableCentimes],
      ['Montants bloqués', donnees.etat.totaux.bloqueCentimes],
      ['À payer + bloqués + au lot + payés = somme des montants', donnees.etat.totaux.montantCentimes],
      ['Récapitulatif : à payer + bloqué + au lot + payé', donnees.etat.totaux.montantCentimes],
      ['Montants au lot', donnees.etat.totaux.auLotCentimes],
      ['Montants payés', donnees.etat.totaux.payeCentimes],
      ['Indus constatés', donnees.etat.totaux.induCentimes],
      ['Récapitulatif par nature : montant', donnees.etat.totaux.montantCentimes],
      ['Récapitulatif par structure : montant', donnees.etat.totaux.montantCentimes],
      ['Récapitulatif par commune : montant', donnees.etat.totaux.montantCentimes],
    ];
    expect(donnees.etat.totaux.auLotCentimes).toBeGreaterThan(0);
    for (const [libelle, attendu] of montants) {
      const ligne = ligneDe(classeur, 'Contrôles', libelle);
      const [feuille, base, egal] = ['B', 'C', 'D'].map((c) => cellule(classeur, 'Contrôles', `${c}${ligne}`));
      const lu = [libelle, enCentimes(feuille?.nombre ?? 0), enCentimes(base?.nombre ?? 0), egal?.texte, egal?.formule];
      expect(lu).toEqual([libelle, attendu, attendu, 'oui', `IF(ROUND(B${ligne}-C${ligne},2)=0,"oui","non")`]);
      expect(feuille?.formule).not.toBeNull();
      expect(base?.formule).toBeNull();
    }
    expect(cellule(classeur, 'Contrôles', `B${ligneDe(classeur, 'Contrôles', 'Nombre de lignes')}`).nombre).toBe(120);
    expect(cellule(classeur, 'Contrôles', 'A2').texte).toBe('Tous les contrôles concordent.');
  });

  test('les bénéficiaires sans n° de tiers sont comptés', () => {
    const ligne = ligneDe(classeur, 'Contrôles', 'N° de tiers');
    expect(cellule(classeur, 'Contrôles', `A${ligne + 1}`).texte).toMatch(
      /^\d+ bénéficiaires sur \d+ sans n° de tiers\.$/,
    );
  });

  test('lignes bloquées : toutes, avec dossier, montant et motifs ; total égal au montant bloqué', () => {
    const bloquees = lignes.filter((l) => l.statut === 'bloquee');
    const debut = ligneDe(classeur, 'Contrôles', 'Lignes bloquées') + 2;
    bloquees.forEach((ligne, rang) => {
      const lire = (colonne: string) => cellule(classeur, 'Contrôles', `${colonne}${debut + rang}`);
      expect(lire('A').texte).toBe(ligne.raisonSociale);
      expect([lire('B').type, lire('B').texte]).toEqual(['texte', ligne.numeroDossier]);
      expect(enCentimes(lire('D').nombre)).toBe(ligne.montantCentimes);
      expect(lire('E').texte).toBe(ligne.motifs.join(' ; '));
    });
    const total = cellule(classeur, 'Contrôles', `D${debut + bloquees.length}`);
    expect(enCentimes(total.nombre)).toBe(donnees.etat.totaux.bloqueCentimes);
  });

  test('une base qui ne concorde pas se voit : « non » et la conclusion change', async () => {
    const { etat } = donneesEssai({ dossiers: 5 });
    const faux = {
      ...etat,
      totaux: { ...etat.totaux, bloqueCentimes: etat.totaux.bloqueCentimes + 1 },
      controles: [{ libelle: 'Agréé = droits', gaucheCentimes: 100, droiteCentimes: 101, egal: true }],
    };
    const { classeur } = await produire(dossier, 'faux', { ...donneesEssai({ dossiers: 5 }), etat: faux });
    const egal = (libelle: string) =>
      cellule(classeur, 'Contrôles', `D${ligneDe(classeur, 'Contrôles', libelle)}`).texte;
    expect(egal('Montants bloqués')).toBe('non');
    expect(egal('Agréé = droits')).toBe('non');
    expect(egal('Montants à payer')).toBe('oui');
    expect(cellule(classeur, 'Contrôles', 'A2').texte).toMatch(/^Des contrôles ne concordent pas/);
  });

  const resteDuDossier = (ligne: LigneEcheancier) =>
    somme(lignes.filter((l) => l.dossierId === ligne.dossierId).map((l) => l.resteAVerserCentimes));

  test('empreinte : celle qu’on recalcule d’après la définition écrite dans « Paramètres »', () => {
    const attendue = createHash('sha256')
      .update(lignes.map((l) => `${texteAttendu(l, resteDuDossier(l))}\n`).join(''))
      .digest('hex');
    const ligne = ligneDe(classeur, 'Contrôles', 'Empreinte des lignes (SHA-256)');
    const lue = [1, 2].map((n) => cellule(classeur, 'Contrôles', `A${ligne + n}`).texte).join('');
    expect(lue.replaceAll(' ', '').toLowerCase()).toBe(attendue);
    const parametre = ligneDe(classeur, 'Paramètres', 'empreinte des lignes (SHA-256)');
    expect(cellule(classeur, 'Paramètres', `B${parametre}`).texte).toBe(attendue);
  });

  test('paramètres : barème entier, charte, qui, quand, version, journal', () => {
    const valeur = (libelle: string) => cellule(classeur, 'Paramètres', `B${ligneDe(classeur, 'Paramètres', libelle)}`);
    expect(valeur('taux').nombre).toBe(0.325);
    expect(valeur('plafond par collectif et par an').nombre).toBe(2563);
    expect(valeur('acompte 1 : part du droit prévisionnel').nombre).toBe(0.7);
    expect(valeur('acompte 1 : mois prévu').texte).toBe('décembre N (N : année de la rentrée)');
    expect(valeur('solde : mois prévu').texte).toBe('novembre N+1 (N : année de la rentrée)');
    expect(valeur('bonus QPV : Quartier prioritaire, par collectif').nombre).toBe(150.5);
    expect(valeur('part maximale de la Caf').texte).toBe('aucune');
    expect(valeur('version').nombre).toBe(1);
    expect(valeur('édité le').texte).toBe('05/11/2026 à 23\u00a0h\u00a030');
    expect(valeur('édité par').texte).toBe('Camille Delorme');
    expect(valeur('empreinte du journal').texte).toBe('ab12'.repeat(16));
    expect(valeur('date limite de dépôt').nombre).toBe(jourExcel('2025-04-30'));
  });
});

/** Le texte d’une ligne dont « Paramètres » dit qu’on prend l’empreinte. */
function texteAttendu(l: LigneEcheancier, reste: number): string {
  const compte = [l.titulaireCompte, l.iban, l.bic];
  const structure = [l.numeroTiers, l.raisonSociale, l.formeJuridique, l.siret, l.rna];
  const accord = [l.numeroConvention, l.dateConvention, l.dateSeance, l.collectifsAgrees, l.collectifsRealises];
  const droits = [l.droitPrevisionnelCentimes, l.droitReelCentimes, l.libelle, l.partPointsBase];
  const argent = [l.montantCentimes, l.cumulVerseCentimes, reste, l.induCentimes];
  const suite = [l.datePrevue, l.statut, l.piecesRecues, l.imputation, l.numeroDossier, l.communeInsee];
  const debut = [l.exercice, l.anneeScolaire, l.numeroLot];
  return JSON.stringify([...debut, ...structure, ...compte, ...accord, ...droits, ...argent, ...suite, l.motifs]);
}
