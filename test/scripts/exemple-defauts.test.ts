import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CODES_DEFAUT, COLLECTIFS_ORPHELINS, type CodeDefaut, DEFAUTS } from '../../scripts/exemple/defauts.ts';
import { NOM_FICHIER } from '../../scripts/exemple/generer.ts';
import { verifierIban, verifierRna, verifierSiret, verifierTelephone } from '../../shared/domaine/identifiants.ts';
import { enCentimes, type FeuilleLue, lireArchive, lireColonne, lireFeuilles, lireInstant } from './exemple-lecture.ts';

const LIVRE = readFileSync(new URL(`../../resources/exemple/${NOM_FICHIER}`, import.meta.url));
const [DOSSIERS, ETABLISSEMENTS, , COLLECTIFS] = lireFeuilles(await lireArchive(LIVRE));

const PIECES = [
  'Relevé d’identité bancaire (RIB)',
  'Statuts de l’association, ou délibération de la collectivité',
  'Budget prévisionnel de l’action, daté et signé',
  'Attestation d’assurance en responsabilité civile en cours de validité',
];
const CHARGES = /^6\d – /;
const PRODUITS = /^7\d – /;
const BAC_2 = /^Bac \+ [23]/;

/** Ce qu’un lecteur du fichier constate, sans rien savoir du générateur : les dossiers qui présentent le défaut. */
const CONSTATS: Readonly<Record<CodeDefaut, () => string[]>> = {
  quatorze_enfants: () => collectifsOu(EFFECTIF, (v) => Number(v) > 12),
  six_enfants: () => collectifsOu(EFFECTIF, (v) => Number(v) > 0 && Number(v) < 8),
  effectif_vide: () => collectifsOu(EFFECTIF, (v) => v === '0'),
  un_seul_adulte: () => collectifsOu('Nombre d’adultes présents à chaque séance', (v) => Number(v) < 2),
  parents_absents: () =>
    dossiersOu((lire) => lire(PARENTS) === '' && lire('Rencontres avec les familles : forme, fréquence, lieu') === ''),
  budget_desequilibre: () =>
    dossiersOu(
      (lire, i) => lire('Total des charges') !== lire('Total des produits') || somme(i, CHARGES) !== somme(i, PRODUITS),
    ),
  demande_totale: () => dossiersOu((lire) => lire(DEMANDE) === lire('Total des charges')),
  siret_faux: () => etablissementsOu((siret) => !verifierSiret(siret).valide),
  etablissement_absent: () => {
    const connus = new Set(etablissementsOu(() => true));
    return numeros().filter((n) => !connus.has(n));
  },
  double_depot: () => repetes((lire) => `${siren(lire('ID'))}/${lire('Intitulé de l’action')}/${lieuDe(lire('ID'))}`),
  meme_site: () => {
    const memeSite = repetes((lire) => `${siren(lire('ID'))}/${lieuDe(lire('ID'))}`);
    const memeAction = new Set(CONSTATS.double_depot());
    return memeSite.filter((n) => !memeAction.has(n));
  },
  deux_graphies: () => {
    const sirets = new Map<string, Set<string>>();
    for (const n of numeros()) sirets.set(siren(n), (sirets.get(siren(n)) ?? new Set()).add(siretDe(n)));
    return numeros().filter((n) => (sirets.get(siren(n))?.size ?? 0) > 1);
  },
  hors_delai: () => dossiersOu((lire) => lireInstant(lire('Déposé le')) > '2026-03-31T23:59:59'),
  coordinateur_sans_diplome: () => dossiersOu((lire) => lire(DIPLOME) !== '' && !BAC_2.test(lire(DIPLOME))),
  diplome_vide: () => dossiersOu((lire) => lire(DIPLOME) === ''),
  participation_elevee: () => dossiersOu((lire) => Number(lire(PARTICIPATION)) > 15),
  devoirs_seulement: () =>
    dossiersOu((lire) => lire('L’action consiste-t-elle en de l’aide aux devoirs seulement ?') === 'Oui'),
  piece_manquante: () => dossiersOu((lire) => PIECES.some((piece) => lire(piece) === '')),
  laicite_non_signee: () => dossiersOu((lire) => lire(LAICITE) === 'off'),
  iban_cle_fausse: () => dossiersOu((lire) => !verifierIban(lire('IBAN')).valide),
  iban_etranger: () => dossiersOu((lire) => !lire('IBAN').startsWith('FR76 9999 9')),
  iban_partage: () => {
    const porteurs = new Map<string, Set<string>>();
    for (const n of numeros()) porteurs.set(ibanDe(n), (porteurs.get(ibanDe(n)) ?? new Set()).add(siretDe(n) || n));
    // Un dossier sans ligne d’établissement n’a pas de SIRET : il n’entre pas dans le compte.
    return numeros().filter((n) => siretDe(n) && [...(porteurs.get(ibanDe(n)) ?? [])].filter(isSiret).length > 1);
  },
  sans_collectif: () => {
    const decrits = new Set(colonne(COLLECTIFS, 'Dossier ID'));
    return numeros().filter((n) => !decrits.has(n));
  },
  nom_tres_long: () => dossiersOu((lire) => lire('Entreprise raison sociale').length > 200),
  commune_vide: () => dossiersOu((lire) => lire('Commune du lieu d’action (Code INSEE)') === ''),
  telephone_ampute: () =>
    dossiersOu((lire) => !/^(?:0|\+33)/.test(lire('Téléphone de la personne chargée du dossier'))),
  dimensions_insuffisantes: () => dossiersOu((lire) => lire('Dimensions de l’action').split(', ').length < 3),
};

const EFFECTIF = 'Effectif prévu (nombre d’enfants ou de jeunes inscrits)';
const PARENTS = 'Quelle place est faite aux parents dans l’action ? ';
const DEMANDE = 'Montant demandé à la Caf au titre de la prestation de service Clas 2026-2027 (en euros)';
const DIPLOME = 'Diplôme le plus élevé du coordinateur ou de la coordinatrice';
const PARTICIPATION = 'Participation demandée aux familles, par enfant et pour l’année (en euros)';
const LAICITE = 'La structure s’engage à respecter la Charte de la laïcité de la branche Famille avec ses partenaires';

describe('défauts semés', () => {
  it('sont tous décrits, une fois', () => {
    expect(DEFAUTS.map((d) => d.code)).toEqual([...CODES_DEFAUT]);
    expect(DEFAUTS.every((d) => d.dossiers.length > 0 && d.description.endsWith('.'))).toBe(true);
  });

  it.each(DEFAUTS.map((d) => [d.code, d.dossiers] as const))(
    '« %s » se voit dans ses dossiers et dans eux seuls',
    (code, dossiers) => {
      expect(CONSTATS[code]().toSorted()).toEqual([...dossiers].toSorted());
    },
  );

  it('laissent deux collectifs sans dossier', () => {
    const connus = new Set(numeros());
    const orphelins = colonne(COLLECTIFS, 'Dossier ID').filter((n) => !connus.has(n));
    expect(orphelins).toEqual([COLLECTIFS_ORPHELINS.dossier, COLLECTIFS_ORPHELINS.dossier]);
  });

  it('donnent les écarts de budget annoncés', () => {
    const [ecart360, ecart27, contributions] = DEFAUTS.find((d) => d.code === 'budget_desequilibre')?.dossiers ?? [];
    expect(ecartDeTotaux(ecart360)).toBe(-36_000);
    expect(ecartDeTotaux(ecart27)).toBe(2_700);
    expect(ecartDeTotaux(contributions)).toBe(montant(contributions, '87 – Contributions volontaires en nature'));
    expect(ecartDeTotaux(contributions)).toBeGreaterThan(0);
  });
});

describe('le reste du fichier', () => {
  it('a des charges justes partout et des contributions égales des deux côtés', () => {
    numeros().forEach((numero, i) => {
      expect(somme(i, CHARGES)).toBe(montant(numero, 'Total des charges'));
      expect(montant(numero, '86 – Contributions volontaires en nature')).toBe(
        montant(numero, '87 – Contributions volontaires en nature'),
      );
    });
  });

  it('chiffre chaque collectif, sauf dans un tiers des dossiers où le coût est vide, donc 0', () => {
    const couts = new Map<string, number[]>();
    const montants = colonne(COLLECTIFS, 'Coût prévisionnel du collectif (en euros)').map(enCentimes);
    colonne(COLLECTIFS, 'Dossier ID').forEach((n, i) => couts.set(n, [...(couts.get(n) ?? []), montants[i] ?? 0]));
    let globaux = 0;
    for (const n of numeros()) {
      const liste = couts.get(n) ?? [];
      if (liste.every((c) => c === 0)) globaux++;
      else expect(liste.reduce((a, b) => a + b)).toBe(montant(n, 'Total des charges'));
    }
    expect(globaux).toBe(20);
  });

  it('demande dans la plupart des dossiers 32,5 % plafonnés à 2 563,00 € par collectif', () => {
    const couts = new Map<string, number[]>();
    const montants = colonne(COLLECTIFS, 'Coût prévisionnel du collectif (en euros)').map(enCentimes);
    colonne(COLLECTIFS, 'Dossier ID').forEach((n, i) => couts.set(n, [...(couts.get(n) ?? []), montants[i] ?? 0]));
    const propres = numeros().filter((n) => couts.get(n)?.every((c) => c > 0));
    const justes = propres.filter((n) => {
      const droits = (couts.get(n) ?? []).map((c) => Math.min(Math.floor((c * 3250 + 5000) / 10_000), 256_300));
      return montant(n, DEMANDE) === droits.reduce((a, b) => a + b);
    });
    expect(justes.length / propres.length).toBeGreaterThan(0.7);
    expect(justes.length).toBeLessThan(propres.length);
  });

  it('n’emploie que des identifiants fictifs et justes', () => {
    const rna = colonne(ETABLISSEMENTS, 'Association RNA').filter((v) => v !== '');
    expect(rna.length).toBeGreaterThan(40);
    expect(rna.every((v) => v.startsWith('W459') && verifierRna(v).valide)).toBe(true);
    expect(colonne(ETABLISSEMENTS, 'Établissement SIRET').every((s) => s.startsWith('999'))).toBe(true);
    expect(colonne(DOSSIERS, 'Email').every((v) => v.endsWith('.invalid'))).toBe(true);
    expect(colonne(DOSSIERS, 'BIC').every((v) => v.startsWith('ZZZZ'))).toBe(true);
    const telephones = colonne(DOSSIERS, 'Téléphone de la personne chargée du dossier').map((v) =>
      v.replace(/\D/g, ''),
    );
    expect(telephones.every((v) => /^(?:0|33)?2380000\d\d$/.test(v))).toBe(true);
    expect(
      colonne(DOSSIERS, 'Téléphone de la personne chargée du dossier').every((v) => verifierTelephone(v).valide),
    ).toBe(true);
  });

  it('varie les réponses : peu de textes longs reviennent mot pour mot', () => {
    const textes = colonne(DOSSIERS, PARENTS).filter((t) => t.length > 60);
    expect(new Set(textes).size / textes.length).toBeGreaterThan(0.9);
    const longueurs = colonne(DOSSIERS, PARENTS).map((t) => t.length);
    expect(Math.max(...longueurs)).toBeGreaterThan(350);
    expect(longueurs.filter((l) => l > 0 && l < 80).length).toBeGreaterThan(4);
  });
});

function colonne(feuille: FeuilleLue | undefined, entete: string): string[] {
  if (!feuille) throw new Error('Feuille absente.');
  return lireColonne(feuille, entete);
}

function numeros(): string[] {
  return colonne(DOSSIERS, 'ID');
}

function dossiersOu(test: (lire: (entete: string) => string, index: number) => boolean): string[] {
  return numeros().filter((_, i) => test((entete) => colonne(DOSSIERS, entete)[i] ?? '', i));
}

function collectifsOu(entete: string, test: (valeur: string) => boolean): string[] {
  const connus = new Set(numeros());
  const ids = colonne(COLLECTIFS, 'Dossier ID');
  const retenus = colonne(COLLECTIFS, entete).flatMap((v, i) => (test(v) ? [ids[i] ?? ''] : []));
  return [...new Set(retenus)].filter((n) => connus.has(n));
}

function etablissementsOu(test: (siret: string) => boolean): string[] {
  const champs = colonne(ETABLISSEMENTS, 'Champ');
  const ids = colonne(ETABLISSEMENTS, 'Dossier ID');
  return colonne(ETABLISSEMENTS, 'Établissement SIRET').flatMap((s, i) =>
    champs[i] === 'Dossier' && test(s) ? [ids[i] ?? ''] : [],
  );
}

/** SIRET du demandeur, vide s’il est inconnu. */
function siretDe(numero: string): string {
  const champs = colonne(ETABLISSEMENTS, 'Champ');
  const i = colonne(ETABLISSEMENTS, 'Dossier ID').findIndex((n, j) => n === numero && champs[j] === 'Dossier');
  return i < 0 ? '' : (colonne(ETABLISSEMENTS, 'Établissement SIRET')[i] ?? '');
}

/** SIREN du demandeur ; le numéro de dossier quand il est inconnu, pour ne rapprocher personne. */
function siren(numero: string): string {
  return siretDe(numero).slice(0, 9) || numero;
}

function isSiret(cle: string): boolean {
  return cle.length === 14;
}

function ibanDe(numero: string): string {
  return colonne(DOSSIERS, 'IBAN')[numeros().indexOf(numero)] ?? '';
}

function lieuDe(numero: string): string {
  const i = colonne(COLLECTIFS, 'Dossier ID').indexOf(numero);
  return i < 0 ? numero : (colonne(COLLECTIFS, 'Lieu d’accueil (équipement et adresse)')[i] ?? '');
}

function repetes(cleDe: (lire: (entete: string) => string) => string): string[] {
  const cles = numeros().map((_, i) => cleDe((entete) => colonne(DOSSIERS, entete)[i] ?? ''));
  return numeros().filter((_, i) => cles.filter((c) => c === cles[i]).length > 1);
}

function montant(numero: string | undefined, entete: string): number {
  return enCentimes(colonne(DOSSIERS, entete)[numeros().indexOf(numero ?? '')] ?? '');
}

function ecartDeTotaux(numero: string | undefined): number {
  return montant(numero, 'Total des produits') - montant(numero, 'Total des charges');
}

function somme(index: number, comptes: RegExp): number {
  const entetes = DOSSIERS?.entetes.filter((e) => comptes.test(e)) ?? [];
  return entetes.reduce((total, entete) => total + enCentimes(colonne(DOSSIERS, entete)[index] ?? ''), 0);
}
