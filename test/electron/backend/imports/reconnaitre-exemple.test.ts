import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { lireAnnuaire } from '../../../../electron/backend/communes.ts';
import type { LectureImport } from '../../../../electron/backend/imports/dossier-lu.ts';
import { reconnaitre } from '../../../../electron/backend/imports/reconnaitre.ts';
import { lireTableur } from '../../../../electron/backend/tableurs/lire-tableur.ts';
import { COLLECTIFS_ORPHELINS, type CodeDefaut, trouverDefaut } from '../../../../scripts/exemple/defauts.ts';
import {
  COLONNES_ETABLISSEMENTS,
  colonnesCollectifs,
  colonnesDossiers,
} from '../../../../scripts/exemple/questions.ts';
import { anomaliesDe, dossierDe, SYNONYMES } from './reconnaitre-essai.ts';

const RESSOURCES = fileURLToPath(new URL('../../../../resources/', import.meta.url));
const FICHIER = 'dossiers_clas-45-2026_2026-04-02_09-30.xlsx';
const BLOC = '(4567) Collectifs denfants et ';

/** Défaut semé → anomalie attendue, dans ces dossiers et dans aucun autre. */
const ATTENDUES: readonly (readonly [string, readonly CodeDefaut[]])[] = [
  ['effectif_hors_bornes', ['quatorze_enfants', 'six_enfants']],
  ['budget_desequilibre', ['budget_desequilibre']],
  ['demande_egale_au_total', ['demande_totale']],
  ['siret_invalide', ['siret_faux']],
  ['raison_sociale_absente', ['siret_faux']],
  ['etablissement_absent', ['etablissement_absent']],
  ['iban_invalide', ['iban_cle_fausse']],
  ['iban_etranger', ['iban_etranger']],
  ['dossier_sans_collectif', ['sans_collectif']],
  ['commune_absente', ['commune_vide']],
];

let lecture: LectureImport;

beforeAll(async () => {
  const classeur = await lireTableur(`${RESSOURCES}exemple/${FICHIER}`, { nom: FICHIER });
  const { communes } = lireAnnuaire(RESSOURCES);
  lecture = reconnaitre(classeur, { fichier: FICHIER, synonymes: SYNONYMES, communes, anneeScolaire: '2026-2027' });
});

describe('campagne d’exemple', () => {
  it('se lit en entier : 60 dossiers, 140 collectifs, 2 orphelins, 42 porteurs', () => {
    expect(lecture).toMatchObject({ famille: 'ds_standard', demarche: 'clas-45-2026', collectifsOrphelins: 2 });
    expect(lecture.feuilles.map((f) => [f.nom, f.role, f.lignes])).toEqual([
      ['Dossiers', 'dossiers', 60],
      ['Etablissements', 'etablissements', 66],
      ['Avis', 'avis', 3],
      [BLOC, 'collectifs', 142],
    ]);
    expect(lecture.dossiers).toHaveLength(60);
    expect(lecture.dossiers.flatMap((d) => d.collectifs)).toHaveLength(140);
    const sirens = lecture.dossiers.flatMap(({ structure: s }) => s.siretDeclare?.slice(0, 9) ?? []);
    expect(new Set(sirens).size).toBe(42);
    expect(lecture.anomalies.filter((a) => a.bloquante)).toEqual([]);
  });

  it('rapproche chaque colonne comme le formulaire la définit', () => {
    const attendues = [...colonnesDossiers(), ...COLONNES_ETABLISSEMENTS, ...colonnesCollectifs()];
    const ecarts = lecture.colonnes.flatMap((lue, rang) =>
      lue.champ === attendues[rang]?.code ? [] : [`${lue.entete} : ${lue.champ} au lieu de ${attendues[rang]?.code}`],
    );
    expect(ecarts).toEqual([]);
    expect(lecture.colonnes).toHaveLength(attendues.length);
  });

  it.each(ATTENDUES)('%s : exactement les dossiers où le défaut est semé', (code, defauts) => {
    const attendus = defauts.flatMap((defaut) => [...trouverDefaut(defaut).dossiers]);
    const lus = anomaliesDe(lecture, code).map((a) => a.numeroDossier);
    expect(new Set(lus)).toEqual(new Set(attendus));
    expect(lus).toHaveLength(attendus.length);
    expect(anomaliesDe(lecture, code).every((a) => a.feuille !== null && a.cellule !== null)).toBe(true);
  });

  it('dit les défauts qui portent sur deux dossiers, du côté du second', () => {
    const seconds = (['double_depot', 'meme_site'] as const).map((defaut) => trouverDefaut(defaut).dossiers[1]);
    expect(new Set(anomaliesDe(lecture, 'doublon_probable').map((a) => a.numeroDossier))).toEqual(new Set(seconds));
    expect(anomaliesDe(lecture, 'doublon_probable')).toHaveLength(seconds.length);
    const [partage, ...autres] = anomaliesDe(lecture, 'iban_partage');
    expect(trouverDefaut('iban_partage').dossiers).toContain(partage?.numeroDossier);
    expect(autres).toEqual([]);
    expect(anomaliesDe(lecture, 'raisons_sociales_differentes').map((a) => a.numeroDossier)).toEqual([
      expect.toSatisfy((numero: string) => trouverDefaut('deux_graphies').dossiers.includes(numero)),
    ]);
  });

  it('dit les pièges de l’export : effectifs à 0, cases « off », téléphone sans zéro, collectifs orphelins', () => {
    const effectifs = anomaliesDe(lecture, 'zero_pour_vide').find((a) => a.message.includes('Effectif'));
    for (const numero of trouverDefaut('effectif_vide').dossiers) {
      expect(effectifs?.message).toContain(numero);
      expect(dossierDe(lecture, numero).collectifs.at(-1)?.effectif).toBeNull();
    }
    for (const numero of trouverDefaut('laicite_non_signee').dossiers) {
      expect(anomaliesDe(lecture, 'case_non_cochee')[0]?.message).toContain(numero);
    }
    const telephones = trouverDefaut('telephone_ampute').dossiers;
    expect(anomaliesDe(lecture, 'repare_telephone').map((a) => a.numeroDossier)).toEqual(telephones);
    expect(dossierDe(lecture, telephones[0] ?? '').structure.telephone).toMatch(/^02\d{8}$/);
    expect(anomaliesDe(lecture, 'collectif_orphelin').map((a) => [a.numeroDossier, a.cellule])).toEqual([
      [COLLECTIFS_ORPHELINS.dossier, 'A142'],
      [COLLECTIFS_ORPHELINS.dossier, 'A143'],
    ]);
  });

  it('garde à chaque valeur son adresse, et l’heure murale des dépôts', () => {
    const dossier = dossierDe(lecture, '31230903');
    expect(dossier).toMatchObject({
      deposeLe: '2026-02-12T18:26:54',
      communeInsee: '45284',
      montantDemandeCentimes: 746461,
    });
    expect(dossier.reponses.find((r) => r.champ === 'communeInsee')).toMatchObject({
      adresse: 'Dossiers!V2',
      brut: '45284',
    });
    expect(dossier.budget[0]).toEqual({
      sens: 'charge',
      compte: '60',
      libelle: 'Achats',
      montantCentimes: 195200,
      adresse: 'Dossiers!BA2',
    });
    const tardifs = lecture.dossiers.filter((d) => (d.deposeLe ?? '') > '2026-03-31T23:59:59').map((d) => d.numero);
    expect(tardifs.toSorted()).toEqual([...trouverDefaut('hors_delai').dossiers].toSorted());
  });

  it('ne donne jamais deux réponses du même libellé ni deux preuves du même champ dans un dossier', () => {
    for (const { reponses, collectifs } of lecture.dossiers) {
      for (const lot of [reponses, ...collectifs.map((c) => c.reponses)]) {
        const libelles = lot.map((r) => r.libelle);
        expect(libelles.filter((l, rang) => libelles.indexOf(l) !== rang)).toEqual([]);
      }
      const champs = reponses.flatMap((r) => r.champ ?? []);
      // La raison sociale est écrite deux fois, dans « Dossiers » et dans « Etablissements ».
      expect(champs.filter((c, rang) => champs.indexOf(c) !== rang && c !== 'raisonSociale')).toEqual([]);
      expect(reponses.every((r) => /^(?:Dossiers|Etablissements)![A-Z]+\d+$/.test(r.adresse))).toBe(true);
    }
  });

  it('deux lectures du même fichier donnent le même résultat', async () => {
    const classeur = await lireTableur(`${RESSOURCES}exemple/${FICHIER}`, { nom: FICHIER });
    const { communes } = lireAnnuaire(RESSOURCES);
    const options = { fichier: FICHIER, synonymes: SYNONYMES, communes, anneeScolaire: '2026-2027' };
    expect(reconnaitre(classeur, options)).toEqual(lecture);
  });
});
