import { describe, expect, it } from 'vitest';
import { lireAnnuaire } from '../../../../electron/backend/communes.ts';
import { EXPORT_DE_GESTION } from '../../../fixtures/tableaux/export-de-gestion.ts';
import { FORMULAIRE_EN_LIGNE } from '../../../fixtures/tableaux/formulaire-en-ligne.ts';
import { TABLEAU_COMMUNAL } from '../../../fixtures/tableaux/tableau-communal.ts';
import { RESSOURCES } from '../socle-essai.ts';
import { classeur, dossierDe, feuille, lieux, lire } from './reconnaitre-essai.ts';

const annuaire = lireAnnuaire(RESSOURCES);
const OPTIONS = { communes: annuaire.communes, communesAnciennes: annuaire.anciennes, anneeScolaire: '2026-2027' };
const PART_ATTENDUE = 0.9;

const TABLEAUX = {
  'tableau d’un service communal': TABLEAU_COMMUNAL,
  'formulaire en ligne': FORMULAIRE_EN_LIGNE,
  'export d’un outil de gestion': EXPORT_DE_GESTION,
};

describe.each(Object.entries(TABLEAUX))('%s, pour lequel rien n’a été prévu', (_nom, tableau) => {
  const lecture = lire(classeur(feuille(tableau.feuille, tableau.lignes)), OPTIONS);

  it('reconnaît neuf colonnes utiles sur dix et ne se trompe sur aucune', () => {
    const lus = lecture.colonnes.map((c, rang) => ({ entete: c.entete, lu: c.champ, attendu: tableau.attendus[rang] }));
    const utiles = lus.filter((c) => c.attendu !== null);
    const manquees = utiles.filter((c) => c.lu === null);
    expect(lus.filter((c) => c.lu !== null && c.lu !== c.attendu)).toEqual([]);
    expect(1 - manquees.length / utiles.length, manquees.map((c) => c.entete).join(' | ')).toBeGreaterThanOrEqual(
      PART_ATTENDUE,
    );
    expect(lus).toHaveLength(tableau.attendus.length);
  });

  it('n’écarte aucun dossier', () => {
    expect(lecture.anomalies.filter((a) => a.bloquante)).toEqual([]);
  });
});

describe('ce qui en est tiré', () => {
  it('le tableau communal : deux porteurs, trois collectifs, secteurs et totaux laissés et dits', () => {
    const lecture = lire(classeur(feuille(TABLEAU_COMMUNAL.feuille, TABLEAU_COMMUNAL.lignes)), OPTIONS);
    expect(lecture.dossiers.map((d) => [d.structure.raisonSociale, d.structure.siret])).toEqual([
      ['Les Amis du Quartier', '73282932000074'],
      ['Centre social du Château', '35600000000048'],
    ]);
    expect(lecture.dossiers.map((d) => d.collectifs.map((c) => [c.libelle, c.effectif, c.niveau]))).toEqual([
      [
        ['Les écureuils', 10, 'elementaire'],
        ['Les renards', 12, 'elementaire'],
      ],
      [['Collège', 9, 'college']],
    ]);
    expect(lecture.dossiers.map((d) => [d.communeInsee, d.totalChargesCentimes, d.montantDemandeCentimes])).toEqual([
      ['45208', 1245000, 404625],
      ['45068', 980000, 318500],
    ]);
    expect(lieux(lecture, 'ligne_de_section')).toHaveLength(2);
    expect(lieux(lecture, 'ligne_de_total')).toHaveLength(2);
  });

  it('le formulaire : un dossier, deux collectifs côte à côte, les choix multiples séparés', () => {
    const lecture = lire(classeur(feuille(FORMULAIRE_EN_LIGNE.feuille, FORMULAIRE_EN_LIGNE.lignes)), OPTIONS);
    const dossier = dossierDe(lecture, '7');
    expect(dossier).toMatchObject({ communeInsee: '45234', qpv: true, totalChargesCentimes: 1420050 });
    expect(dossier.structure).toMatchObject({ courriel: 'contact@tremplin.fr', telephone: '0238551200' });
    expect(dossier.collectifs.map((c) => [c.rang, c.effectif, c.lieu])).toEqual([
      [1, 10, 'Maison de quartier'],
      [2, 11, 'Gymnase'],
    ]);
  });

  it('l’export de gestion : le montant et le nombre de collectifs de cette année, non ceux de N-1', () => {
    const lecture = lire(classeur(feuille(EXPORT_DE_GESTION.feuille, EXPORT_DE_GESTION.lignes)), OPTIONS);
    const dossier = dossierDe(lecture, 'CLAS-45-0012');
    expect(dossier).toMatchObject({
      communeInsee: '45155',
      montantDemandeCentimes: 768900,
      deposeLe: '2026-02-28T00:00:00',
    });
    expect(dossier.reponses.find((r) => r.champ === 'nombreCollectifs')?.valeur).toBe('3');
  });
});
