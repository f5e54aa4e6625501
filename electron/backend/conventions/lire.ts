import { agreeParStructure, type ConventionNommee } from '../../../db/queries/conventions.ts';
import { campagneDuDossier } from '../../../db/queries/dossiers.ts';
import { type LigneRelance, listerRelances } from '../../../db/queries/relances.ts';
import {
  type ApercuConvention,
  type EtatConventions,
  type LigneDeConvention,
  MoyenDEnvoi,
  type Papier,
} from '../../../shared/contract/conventions.ts';
import { depasseLeSeuil } from '../../../shared/domaine/conventions/contenu.ts';
import { exigerAgent } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import { lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import { sommer } from '../paiements/situation.ts';
import { introuvable, Refus } from '../refus.ts';
import { composer, ouvrirAtelier, presenterPapier } from './composer.ts';
import { lireSituations, type Situation } from './situation.ts';

export function lireConventions(context: Context, campagneId: number): EtatConventions {
  const { bareme } = lireCampagne(context, campagneId);
  return {
    aujourdhui: context.horloge.aujourdhui(),
    seuilCentimes: bareme.seuilConventionCentimes,
    lignes: presenterLignes(context, campagneId, lireSituations(context, campagneId)),
  };
}

/** La ligne d’un dossier ; null s’il n’a rien d’agréé ni aucun papier. */
export function lireConventionDuDossier(
  context: Context,
  dossierId: number,
): { readonly aujourdhui: string; readonly ligne: LigneDeConvention } | null {
  const campagneId = campagneDuDossier(context.db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  const [ligne] = presenterLignes(context, campagneId, lireSituations(context, campagneId, [dossierId]));
  return ligne ? { aujourdhui: context.horloge.aujourdhui(), ligne } : null;
}

function presenterLignes(context: Context, campagneId: number, situations: readonly Situation[]): LigneDeConvention[] {
  const { bareme } = lireCampagne(context, campagneId);
  const relances = Map.groupBy(listerRelances(context.db, campagneId, 'convention'), (r) => r.dossierId);
  const annuaire = lireAnnuaire(context.ressources);
  const parPorteur = agreeParStructure(context.db, campagneId);
  return situations.map((s) =>
    presenterLigne(s, {
      agreeAuPorteurCentimes: parPorteur.get(s.structure.id) ?? 0,
      seuilCentimes: bareme.seuilConventionCentimes,
      relances: relances.get(s.evaluation.ligne.id) ?? [],
      commune: nomCommune(annuaire, s.structure.communeSiege) ?? s.evaluation.ligne.communeNom,
    }),
  );
}

function presenterLigne(
  situation: Situation,
  autour: {
    readonly seuilCentimes: number;
    readonly agreeAuPorteurCentimes: number;
    readonly relances: readonly LigneRelance[];
    readonly commune: string | null;
  },
): LigneDeConvention {
  const { evaluation, structure, convention } = situation;
  return {
    dossierId: evaluation.ligne.id,
    numeroDossier: evaluation.ligne.numero,
    structureId: structure.id,
    structure: structure.raisonSociale,
    commune: autour.commune,
    courriel: structure.courriel,
    telephone: structure.telephone,
    collectifs: situation.collectifs.length,
    montantCentimes: situation.montantCentimes,
    etat: convention?.etat ?? 'a_generer',
    convention: convention && presenterLePapier(convention),
    avenants: situation.avenants.map(presenterLePapier),
    anciens: situation.anciens.map(presenterLePapier),
    suite: situation.suite,
    changements: [...situation.changements],
    agreeAuPorteurCentimes: autour.agreeAuPorteurCentimes,
    auDelaDuSeuil: depasseLeSeuil(
      Math.max(situation.montantCentimes, autour.agreeAuPorteurCentimes),
      autour.seuilCentimes,
    ),
    reserves: situation.reserves.map((r) => ({
      decisionId: r.decisionId,
      lettre: evaluation.collectifs.find((c) => c.id === r.collectifId)?.lettre ?? '',
      collectif: r.libelle,
      texte: r.dite,
      levee: r.leveeLe === null ? null : { agent: r.leveePar ?? '', instant: r.leveeLe, motif: r.leveeMotif ?? '' },
    })),
    relances: autour.relances.map(({ rang, instant, agent, echeance }) => ({ rang, instant, agent, echeance })),
    emisCentimes: sommer(situation.echeances.filter((e) => e.emise)),
    resteAVerserCentimes: sommer(situation.echeances.filter((e) => !e.emise)),
    avertissements: avertir(situation),
  };
}

export function presenterLePapier(c: ConventionNommee): Papier {
  return {
    id: c.id,
    nature: c.nature,
    numero: c.numero,
    etat: c.etat,
    montantCentimes: c.montantCentimes,
    genereeLe: c.genereeLe,
    agent: c.agent,
    envoyeeLe: c.envoyeeLe,
    moyen: MoyenDEnvoi.nullable().catch(null).parse(c.envoyeeMoyen),
    signeeLe: c.signeeLe,
    signataire: c.signataire,
    scanNom: c.scanNom,
    resilieeLe: c.resilieeLe,
    resilieeMotif: c.resilieeMotif,
  };
}

function avertir({ structure, suite, reserves }: Situation): string[] {
  if (suite === null || suite === 'resiliation') return [];
  return [
    structure.adresse === null ? 'Adresse postale inconnue : des points la remplacent sur le papier.' : null,
    structure.representant === null ? 'Représentant inconnu : des points le remplacent sur le papier.' : null,
    structure.siret === null ? 'Siret inconnu ou faux : il n’est pas sur le papier.' : null,
    reserves.some((r) => r.leveeLe === null)
      ? 'Réserve du Copil à lever : le papier la dit, aucun versement avant.'
      : null,
  ].filter((phrase) => phrase !== null);
}

/** Le papier que la génération écrirait pour ce dossier, sans son numéro. */
export function lireApercu(context: Context, dossierId: number): ApercuConvention {
  const campagneId = campagneDuDossier(context.db, dossierId);
  if (campagneId === undefined) throw introuvable('Ce dossier');
  const [situation] = lireSituations(context, campagneId, [dossierId]);
  if (!situation || situation.collectifs.length === 0)
    throw new Refus(
      'rien_d_agree',
      'Le Copil n’a agréé aucun collectif de ce dossier : il n’y a pas de convention à écrire.',
    );
  const { papier } = composer(ouvrirAtelier(context, campagneId, exigerAgent(context)), situation, 'à donner');
  return presenterPapier(papier, null);
}
