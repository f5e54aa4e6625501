import {
  type BilanDeCollectif,
  bilanDeCollectifVide,
  type ContenuBilan,
  type LigneBudgetBilan,
  type LigneCollectifBilan,
} from '../../../../shared/domaine/bilan.ts';
import {
  type AnalyseDeBilan,
  analyserBilan,
  type FaitsDuBilan,
  type SaisieDeBilan,
} from '../../../../shared/domaine/bilan-analyse.ts';
import { libelleCompte } from '../../../../shared/domaine/libelles.ts';
import type { AgreeDuBilan, CollectifDeBilan } from '../../tableurs/ecrire-bilan-donnees.ts';
import {
  COLONNES_ENFANTS,
  NOMBRES_MOYENS,
  PREFIXE_PARTENAIRE,
  TEXTES_MOYENS,
} from '../../tableurs/ecrire-bilan-format.ts';
import type { Anomalie, BilanLu, CollectifLu } from './bilan-lu.ts';
import { lireDenombrement, lireMontantEcrit, lireOuiNon, lireTexteEcrit } from './cases.ts';
import { controlerRappels } from './controler-rappels.ts';
import { direControles } from './dire-controles.ts';
import { ouvrirReleve, type Releve } from './releve.ts';

/** Ce à quoi le classeur se compare : ce qui est agréé aujourd’hui. */
export interface DossierCible {
  readonly agree: AgreeDuBilan;
  /** Empreinte de ce qui est agréé aujourd’hui. */
  readonly empreinte: string;
  readonly faits: FaitsDuBilan;
  /** Explications déjà en base que le classeur ne porte pas : elles restent. */
  readonly explications: Readonly<Record<string, string>>;
}

export interface BilanCompris {
  readonly saisie: SaisieDeBilan;
  readonly analyse: AnalyseDeBilan;
  readonly anomalies: readonly Anomalie[];
  readonly manquantes: number;
}

const TEXTE_MAXIMUM = 4000;
const PARTENAIRE_MAXIMUM = 300;
const DENOMBREMENT_MAXIMUM = 10_000;
const MOYENS_MAXIMUM = 100_000;

/** Les réponses d’un classeur et tout ce qui n’y va pas, case par case. Pur : rien n’est lu ni écrit. */
export function comprendreBilan(lu: BilanLu, cible: DossierCible): BilanCompris {
  const releve = ouvrirReleve();
  controlerRappels(lu, cible, releve);
  const agrees = cible.agree.collectifs.map((collectif) => {
    const sien = lu.collectifs.find((c) => c.collectifId === collectif.id);
    return { collectif, sien, ...comprendreCollectif(lu, collectif, sien, releve) };
  });
  const budget = comprendreCompte(lu, cible, releve);
  const saisie: SaisieDeBilan = {
    contenu: {
      ...comprendreMoyens(lu, releve),
      collectifs: agrees.map((a) => a.contenu),
      explications: comprendreExplications(lu, cible, releve),
    },
    collectifs: agrees.map((a) => a.ligne),
    budget,
  };
  const analyse = analyserBilan(cible.faits, saisie);
  direControles(lu, saisie, analyse, releve);
  const { anomalies, manquantes } = releve.conclure();
  return { saisie, analyse, anomalies: [...lu.anomalies, ...anomalies], manquantes };
}

function comprendreCollectif(
  lu: BilanLu,
  { id }: CollectifDeBilan,
  sien: CollectifLu | undefined,
  releve: Releve,
): { readonly ligne: LigneCollectifBilan; readonly contenu: BilanDeCollectif } {
  const vide = bilanDeCollectifVide(id);
  if (sien === undefined) {
    return {
      ligne: { collectifId: id, realise: null, seances: null, effectif: null, coutCentimes: null },
      contenu: vide,
    };
  }
  const { cases } = sien;
  const compter = (cle: 'seances' | 'effectif' | 'parents') =>
    releve.prendre(cases[cle], lireDenombrement(cases[cle], DENOMBREMENT_MAXIMUM), null);
  const ligne = {
    collectifId: id,
    realise: releve.prendre(cases.realise, lireOuiNon(cases.realise), null),
    seances: compter('seances'),
    effectif: compter('effectif'),
    coutCentimes: releve.prendre(cases.cout, lireMontantEcrit(cases.cout), null),
  };
  if (cases.realise.nature === 'vide') releve.manquer(cases.realise);
  if (ligne.realise === true) {
    for (const cle of ['seances', 'effectif', 'parents'] as const)
      if (cases[cle].nature === 'vide') releve.manquer(cases[cle]);
  }
  const contenu: BilanDeCollectif = {
    ...vide,
    enfants: comprendreEnfants(lu, id, ligne.realise === true, releve),
    parents: compter('parents'),
    commentaire: releve.prendre(cases.commentaire, lireTexteEcrit(cases.commentaire, TEXTE_MAXIMUM), ''),
  };
  return { ligne, contenu };
}

function comprendreEnfants(
  lu: BilanLu,
  collectifId: number,
  attendus: boolean,
  releve: Releve,
): BilanDeCollectif['enfants'] {
  const enfants = { ...bilanDeCollectifVide(collectifId).enfants };
  const siens = lu.enfants.filter((e) => e.collectifId === collectifId);
  for (const { tranche, cases } of siens) {
    const compter = (cle: (typeof COLONNES_ENFANTS)[number]) =>
      releve.prendre(cases[cle], lireDenombrement(cases[cle], DENOMBREMENT_MAXIMUM), null);
    enfants[tranche] = {
      fillesQpv: compter('fillesQpv'),
      fillesHors: compter('fillesHors'),
      garconsQpv: compter('garconsQpv'),
      garconsHors: compter('garconsHors'),
    };
  }
  const premiere = siens[0]?.cases.fillesQpv;
  const muet = siens.every(({ cases }) => COLONNES_ENFANTS.every((cle) => cases[cle].nature === 'vide'));
  if (attendus && muet && premiere !== undefined) releve.manquer(premiere);
  return enfants;
}

function comprendreMoyens(lu: BilanLu, releve: Releve): Omit<ContenuBilan, 'collectifs' | 'explications'> {
  const nombre = (code: (typeof NOMBRES_MOYENS)[number]) => {
    const lue = lu.moyens[code];
    if (lue === undefined) return null;
    if (lue.nature === 'vide') releve.manquer(lue);
    return releve.prendre(lue, lireDenombrement(lue, MOYENS_MAXIMUM), null);
  };
  const texte = (code: (typeof TEXTES_MOYENS)[number]) => {
    const lue = lu.moyens[code];
    if (lue === undefined) return '';
    if (lue.nature === 'vide') releve.manquer(lue);
    return releve.prendre(lue, lireTexteEcrit(lue, TEXTE_MAXIMUM), '');
  };
  const partenaires = Object.entries(lu.moyens).flatMap(([code, lue]) => {
    if (!code.startsWith(PREFIXE_PARTENAIRE)) return [];
    const dit = releve.prendre(lue, lireTexteEcrit(lue, PARTENAIRE_MAXIMUM), '');
    return dit === '' ? [] : [dit];
  });
  return {
    rencontresParents: nombre('rencontresParents'),
    salaries: nombre('salaries'),
    heuresSalaries: nombre('heuresSalaries'),
    benevoles: nombre('benevoles'),
    heuresBenevoles: nombre('heuresBenevoles'),
    partenaires,
    reussites: texte('reussites'),
    difficultes: texte('difficultes'),
  };
}

function comprendreCompte(lu: BilanLu, { agree, empreinte }: DossierCible, releve: Releve): LigneBudgetBilan[] {
  const memeAgree = lu.fiche.empreinte === empreinte;
  return lu.lignes.flatMap(({ genre, sens, compte, rang, libelle, reel }): LigneBudgetBilan[] => {
    const dit = releve.prendre(libelle, lireTexteEcrit(libelle, 300), '');
    const montantCentimes = releve.prendre(reel, lireMontantEcrit(reel), null);
    if (montantCentimes === null) {
      if (genre === 'ligne' && reel.nature === 'vide') releve.manquer(reel);
      if (genre === 'libre' && dit !== '' && reel.nature === 'vide')
        releve.dire(
          reel,
          'poste_sans_montant',
          `« ${dit.slice(0, 60)} » n’a pas de montant : ce poste n’est pas repris.`,
        );
      return [];
    }
    const agreee = genre === 'ligne' && memeAgree ? agree.budget[rang] : undefined;
    return [
      {
        sens,
        compte,
        libelle: agreee?.libelle ?? (dit === '' ? libelleCompte(compte) : dit),
        montantCentimes,
        adresse: `${reel.feuille}!${reel.cellule}`,
      },
    ];
  });
}

function comprendreExplications(lu: BilanLu, cible: DossierCible, releve: Releve): ContenuBilan['explications'] {
  const duClasseur = [
    ...Object.entries(lu.explications),
    ...cible.agree.collectifs.flatMap(({ id }) => {
      const sien = lu.collectifs.find((c) => c.collectifId === id);
      return sien ? [[`collectif ${id}`, sien.cases.explication] as const] : [];
    }),
  ].map(([cle, lue]) => [cle, releve.prendre(lue, lireTexteEcrit(lue, TEXTE_MAXIMUM), '')] as const);
  const portees = new Set(duClasseur.map(([cle]) => cle));
  const gardees = Object.entries(cible.explications).filter(([cle]) => !portees.has(cle));
  return Object.fromEntries([...gardees, ...duClasseur].filter(([, dit]) => dit !== ''));
}
