import { ecrire } from '../../../db/ecrire.ts';
import {
  charteAServi,
  archiverCharte as ecrireArchive,
  supprimerCharte as ecrireSuppression,
  insererBrouillon,
  type LigneCharte,
  lireUsages,
  publierBrouillon,
  remplacerBrouillon,
  versionSuivante,
} from '../../../db/queries/chartes.ts';
import type { CharteComplete } from '../../../shared/contract/chartes.ts';
import { Charte } from '../../../shared/domaine/charte.ts';
import { comparerChartes, type DifferenceDeCharte } from '../../../shared/domaine/comparer-chartes.ts';
import { defautsBloquants } from '../../../shared/domaine/controler-charte.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { acteur } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { lireModelesCharte } from '../modeles.ts';
import { introuvable, Refus } from '../refus.ts';
import { direVersion, exigerCharte, lireCharte, revisionDe } from './lire.ts';

/** De quoi commencer : un axe et un critère, que la page signale tant qu’ils ne sont pas écrits. */
const VIERGE: Charte = {
  nom: 'Charte départementale',
  version: 1,
  modele: false,
  origine: '',
  seuilNote: 50,
  participationSymboliqueCentimes: null,
  conditions: [],
  axes: [
    {
      code: 'axe1',
      libelle: '',
      abrege: '',
      poids: 100,
      seuil: 0,
      criteres: [{ code: 'A1', libelle: '', poids: 1, niveaux: ['', '', '', ''], champs: [] }],
    },
  ],
};

export type SourceDeCharte =
  | { readonly depuis: 'vierge' }
  | { readonly depuis: 'modele'; readonly cle: string }
  | { readonly depuis: 'charte'; readonly charteId: number; readonly contenu?: Charte | undefined };

function lireSource(context: Context, source: SourceDeCharte): { contenu: Charte; issueDe: number | null } {
  if (source.depuis === 'vierge') return { contenu: VIERGE, issueDe: null };
  if (source.depuis === 'charte') {
    const ligne = exigerCharte(context.db, source.charteId);
    return { contenu: source.contenu ?? ligne.contenu, issueDe: ligne.id };
  }
  const modele = lireModelesCharte(context.ressources).find(({ cle }) => cle === source.cle);
  if (!modele) throw introuvable(`Le modèle « ${source.cle} »`);
  return { contenu: modele.contenu, issueDe: null };
}

/** Un brouillon de plus, au premier numéro de version libre sous ce nom. */
export function creerCharte(context: Context, source: SourceDeCharte): CharteComplete {
  const { contenu, issueDe } = lireSource(context, source);
  const id = ecrire(context.db, acteur(context), (tx) =>
    insererBrouillon(tx, { ...contenu, version: versionSuivante(tx.db, contenu.nom) }, issueDe),
  );
  return lireCharte(context, id);
}

/** @throws Refus si la version n’est plus un brouillon, ou si un autre écran y a écrit depuis `revision` */
function exigerBrouillon(context: Pick<Context, 'db'>, charteId: number, revision?: string): LigneCharte {
  const ligne = exigerCharte(context.db, charteId);
  if (ligne.etat !== 'brouillon')
    throw new Refus(
      'charte_figee',
      `La charte ${direVersion(ligne)} est ${ligne.etat === 'publiee' ? 'publiée' : 'archivée'} : elle ne change plus. Faites-en une nouvelle version.`,
    );
  if (revision !== undefined && revision !== revisionDe(ligne.contenu))
    throw new Refus(
      'brouillon_modifie',
      'Ce brouillon a été modifié sur un autre écran. Rien n’a été remplacé : gardez vos changements dans un brouillon à part, ou reprenez ceux de l’autre écran.',
    );
  return ligne;
}

export function enregistrerCharte(
  context: Context,
  demande: { readonly charteId: number; readonly revision: string; readonly contenu: Charte },
): CharteComplete {
  const { charteId, revision } = demande;
  ecrire(context.db, acteur(context), (tx) => {
    const avant = exigerBrouillon(tx, charteId, revision);
    const { nom } = demande.contenu;
    const version = nom === avant.nom ? avant.version : versionSuivante(tx.db, nom, charteId);
    const contenu = { ...demande.contenu, version };
    const differences = comparerChartes(avant.contenu, contenu);
    if (differences.length === 0 && version === avant.version) return;
    remplacerBrouillon(tx, charteId, contenu, {
      libelle: `Brouillon « ${nom} » v${version} : ${pluriel(differences.length, 'changement')}`,
      avant: extraire(avant.contenu, differences),
      apres: extraire(contenu, differences),
    });
  });
  return lireCharte(context, charteId);
}

/** Les seuls objets qui changent, entiers : de quoi rétablir, sans recopier toute la charte au journal. */
function extraire(charte: Charte, differences: readonly DifferenceDeCharte[]): Record<string, unknown> {
  const criteres = charte.axes.flatMap((axe) => axe.criteres.map((critere) => ({ ...critere, axe: axe.code })));
  const trouver = ({ objet, code }: DifferenceDeCharte): unknown => {
    if (objet === 'condition') return charte.conditions.filter((c) => c.code === code);
    if (objet === 'critere') return criteres.filter((c) => c.code === code);
    if (objet === 'axe')
      return charte.axes.filter((a) => a.code === code).map((a) => ({ ...a, criteres: a.criteres.map((c) => c.code) }));
    const { conditions, axes, ...generalites } = charte;
    return {
      ...generalites,
      conditions: conditions.map((c) => c.code),
      axes: axes.map((a) => [a.code, a.criteres.map((c) => c.code)]),
    };
  };
  return Object.fromEntries(differences.map((d) => [d.code === '' ? d.objet : `${d.objet} ${d.code}`, trouver(d)]));
}

export function publierCharte(context: Context, charteId: number, revision: string): CharteComplete {
  ecrire(context.db, acteur(context), (tx) => {
    const ligne = exigerBrouillon(tx, charteId, revision);
    const defauts = defautsBloquants(ligne.contenu);
    if (defauts.length > 0 || !Charte.safeParse(ligne.contenu).success)
      throw new Refus(
        'charte_incomplete',
        `${pluriel(defauts.length, 'défaut')} à corriger avant de publier. ${defauts
          .slice(0, 3)
          .map(({ chemin, message }) => `${chemin} : ${message}`)
          .join(' ')}`,
        { lieu: defauts[0]?.chemin ?? '' },
      );
    publierBrouillon(tx, ligne);
  });
  return lireCharte(context, charteId);
}

export function archiverCharte(context: Context, charteId: number, motif: string): CharteComplete {
  ecrire(context.db, acteur(context), (tx) => {
    const ligne = exigerCharte(tx.db, charteId);
    if (ligne.etat !== 'publiee')
      throw new Refus(
        'charte_non_publiee',
        ligne.etat === 'archivee'
          ? `La charte ${direVersion(ligne)} est déjà archivée.`
          : 'Un brouillon ne s’archive pas : publiez-le, ou supprimez-le.',
      );
    const ouvertes = lireUsages(tx.db)
      .campagnes.filter((c) => c.charteId === charteId && isOuverte(context, c.id))
      .map(({ anneeScolaire }) => anneeScolaire);
    if (ouvertes.length > 0)
      throw new Refus(
        'charte_utilisee',
        `La campagne ${ouvertes.join(', ')} se sert de cette version : changez d’abord la charte de la campagne, ou attendez sa fin (étape 11).`,
      );
    ecrireArchive(tx, ligne, motif);
  });
  return lireCharte(context, charteId);
}

/** Une campagne est close quand sa dernière étape a une date de fin, et que ce jour est passé. */
function isOuverte(context: Context, campagneId: number): boolean {
  return lireCampagne(context, campagneId).etapes.at(-1)?.etat !== 'faite';
}

export function supprimerCharte(context: Context, charteId: number): void {
  ecrire(context.db, acteur(context), (tx) => {
    const ligne = exigerCharte(tx.db, charteId);
    if (ligne.etat !== 'brouillon')
      throw new Refus('charte_figee', 'Seul un brouillon se supprime : une version publiée s’archive.');
    if (charteAServi(tx.db, charteId))
      throw new Refus('charte_utilisee', 'Des lectures se rattachent à cette version : elle ne se supprime pas.');
    ecrireSuppression(tx, ligne);
  });
}
