import { TRANCHES_AGE } from '../../../../shared/domaine/bilan.ts';
import { celluleEn, type FeuilleReperee, repererPar, texteDe } from '../../grilles/reperer.ts';
import { adresse, type Classeur, type Ligne, RefusDeLecture } from '../../tableurs/classeur.ts';
import {
  type CleFicheBilan,
  COLONNE_REPONSE,
  COLONNES_COLLECTIF,
  COLONNES_ENFANTS,
  COLONNES_RESULTAT,
  FEUILLES_BILAN,
  lireCodeResultat,
  lireRepereBilan,
  type RepereBilan,
  type RoleBilan,
  VERSION_BILAN,
} from '../../tableurs/ecrire-bilan-format.ts';
import type { Anomalie, BilanLu, CaseLue, CollectifLu, EnfantsLus, FicheBilan, LigneLue } from './bilan-lu.ts';
import { lireCase } from './cases.ts';

const REFAIRE = 'Produisez un nouveau classeur et recopiez-y les réponses ; rien n’a été changé.';
const ROLES = ['collectifs', 'enfants', 'moyens', 'resultat'] as const;
type Role = (typeof ROLES)[number];
type Feuille = FeuilleReperee<RepereBilan>;

/**
 * Ce qu’un classeur contient d’un bilan, lu à ses codes où qu’on ait déplacé feuilles, lignes et colonnes. Pure.
 * @throws RefusDeLecture si ce n’est pas un bilan, ou si sa feuille masquée ne dit plus d’où il vient
 */
export function reconnaitreBilan(classeur: Classeur, nom: string): BilanLu {
  const feuilles = classeur.feuilles.flatMap((f) => repererPar(f, lireRepereBilan) ?? []);
  const fiche = lireFiche(feuilles, nom);
  const anomalies: Anomalie[] = [];
  const choisies = choisirFeuilles(feuilles, fiche, anomalies);
  return {
    fiche,
    collectifs: lireCollectifs(choisies.get('collectifs'), anomalies),
    enfants: lireEnfants(choisies.get('enfants'), anomalies),
    moyens: lireMoyens(choisies.get('moyens'), anomalies),
    ...lireResultat(choisies.get('resultat'), anomalies),
    anomalies,
  };
}

function lireFiche(feuilles: readonly Feuille[], nom: string): FicheBilan {
  const feuille = feuilles.find((f) => f.repere.role === 'fiche');
  if (feuille === undefined) {
    throw feuilles.length === 0
      ? new RefusDeLecture(
          'pas_un_bilan',
          `« ${nom} » n’est pas un classeur de bilan de Clas : déposez celui que la Caf a envoyé au porteur.`,
        )
      : new RefusDeLecture(
          'fiche_absente',
          `« ${nom} » a perdu sa feuille masquée, qui dit son dossier : feuille supprimée ou recopiée. ${REFAIRE}`,
        );
  }
  const version = feuilles.find((f) => f.repere.version !== VERSION_BILAN)?.repere.version;
  if (version !== undefined) {
    throw new RefusDeLecture(
      'version_inconnue',
      `« ${nom} » vient d’une autre version de Clas (format ${version}, attendu ${VERSION_BILAN}). ${REFAIRE}`,
    );
  }
  const dire = (cle: CleFicheBilan) => {
    const ligne = feuille.lignes.get(cle)?.[0];
    return ligne === undefined ? '' : texteDe(celluleEn(ligne, feuille.colonneCodes + 1)).trim();
  };
  const lue: FicheBilan = {
    base: dire('base'),
    campagneId: Number(dire('campagneId')),
    campagne: dire('campagne'),
    dossierId: Number(dire('dossierId')),
    numero: dire('numero'),
    structure: dire('structure'),
    prepareLe: dire('prepareLe'),
    empreinte: dire('empreinte'),
  };
  const entier =
    lue.dossierId > 0 && lue.campagneId > 0 && lue.base !== '' && lue.dossierId === feuille.repere.dossierId;
  if (!entier || !/^\d{4}-\d\d-\d\dT/.test(lue.prepareLe)) {
    throw new RefusDeLecture('fiche_abimee', `La feuille masquée de « ${nom} » a été modifiée. ${REFAIRE}`);
  }
  return lue;
}

/** La feuille de chaque rôle ; une feuille perdue, doublée ou venue d’un autre bilan se dit. */
function choisirFeuilles(
  feuilles: readonly Feuille[],
  fiche: FicheBilan,
  anomalies: Anomalie[],
): ReadonlyMap<Role, Feuille> {
  const choisies = new Map<Role, Feuille>();
  for (const role of ROLES) {
    const toutes = feuilles.filter((f) => f.repere.role === (role satisfies RoleBilan));
    const [premiere, autre] = toutes;
    if (premiere === undefined) {
      anomalies.push(forme('feuille_absente', null, null, `La feuille « ${FEUILLES_BILAN[role]} » manque. ${REFAIRE}`));
      continue;
    }
    if (autre !== undefined) {
      anomalies.push(
        forme(
          'feuille_en_double',
          autre.nom,
          null,
          `« ${premiere.nom} » et « ${autre.nom} » sont la même feuille : supprimez celle de trop.`,
        ),
      );
      continue;
    }
    if (premiere.repere.dossierId !== fiche.dossierId) {
      anomalies.push(
        forme(
          'feuille_d_ailleurs',
          premiere.nom,
          null,
          'Cette feuille vient du bilan d’un autre dossier : remettez celle de ce classeur.',
        ),
      );
      continue;
    }
    choisies.set(role, premiere);
  }
  return choisies;
}

function forme(code: string, feuille: string | null, cellule: string | null, message: string): Anomalie {
  return { code, feuille, cellule, valeur: '', message, bloquante: true };
}

function lireCollectifs(feuille: Feuille | undefined, anomalies: Anomalie[]): CollectifLu[] {
  if (!feuille) return [];
  return lignesDe(feuille, /^collectif:(\d{1,15})$/, anomalies).map(({ parts: [id], ligne }) => ({
    collectifId: Number(id),
    cases: casesDe(feuille, ligne, COLONNES_COLLECTIF, anomalies),
  }));
}

function lireEnfants(feuille: Feuille | undefined, anomalies: Anomalie[]): EnfantsLus[] {
  if (!feuille) return [];
  return lignesDe(feuille, /^enfants:(\d{1,15}):([a-z0-9_]+)$/, anomalies).flatMap(({ parts: [id, nom], ligne }) => {
    const tranche = TRANCHES_AGE.find((t) => t === nom);
    if (tranche === undefined) return [];
    return [{ collectifId: Number(id), tranche, cases: casesDe(feuille, ligne, COLONNES_ENFANTS, anomalies) }];
  });
}

function lireMoyens(feuille: Feuille | undefined, anomalies: Anomalie[]): Record<string, CaseLue> {
  if (!feuille) return {};
  return Object.fromEntries(
    lignesDe(feuille, /^(?!entete$)[A-Za-z]+(?::\d{1,2})?$/, anomalies).map(({ code, ligne }) => [
      code,
      casesDe(feuille, ligne, [COLONNE_REPONSE], anomalies).reponse,
    ]),
  );
}

function lireResultat(
  feuille: Feuille | undefined,
  anomalies: Anomalie[],
): Pick<BilanLu, 'lignes' | 'explications' | 'totaux'> {
  const lignes: LigneLue[] = [];
  const explications: Record<string, CaseLue> = {};
  const totaux: Record<string, CaseLue> = {};
  if (!feuille) return { lignes, explications, totaux };
  for (const { code, ligne } of lignesDe(feuille, /^(?:compte|ligne|libre|total):.+$/, anomalies)) {
    const cases = casesDe(feuille, ligne, COLONNES_RESULTAT, anomalies);
    const lu = lireCodeResultat(code);
    if (lu === null) totaux[code.slice('total:'.length)] = cases.reel;
    else if (lu.genre === 'compte') explications[`${lu.sens} ${lu.compte}`] = cases.explication;
    else lignes.push({ ...lu, genre: lu.genre, libelle: cases.libelle, prevu: cases.prevu, reel: cases.reel });
  }
  direLignesAjoutees(feuille, anomalies);
  return { lignes, explications, totaux };
}

interface LigneCodee {
  readonly code: string;
  /** Ce que les parenthèses du motif ont pris. */
  readonly parts: readonly string[];
  readonly ligne: Ligne;
}

/** Les lignes dont le code suit ce motif, chacune une fois ; une ligne recopiée se dit et n’est lue qu’une fois. */
function lignesDe(feuille: Feuille, motif: RegExp, anomalies: Anomalie[]): LigneCodee[] {
  return [...feuille.lignes].flatMap(([code, lignes]): LigneCodee[] => {
    const trouve = motif.exec(code);
    const [ligne, autre] = lignes;
    if (trouve === null || ligne === undefined) return [];
    if (autre !== undefined) {
      anomalies.push(
        forme(
          'ligne_en_double',
          feuille.nom,
          adresse(feuille.colonneCodes + 1, autre.numero),
          `Les lignes ${ligne.numero} et ${autre.numero} sont la même, recopiée : effacez celle de trop.`,
        ),
      );
    }
    return [{ code, parts: trouve.slice(1), ligne }];
  });
}

function casesDe<Code extends string>(
  feuille: Feuille,
  ligne: Ligne,
  codes: readonly Code[],
  anomalies: Anomalie[],
): Record<Code, CaseLue> {
  return Object.fromEntries(
    codes.map((code) => {
      const colonne = feuille.colonnes.get(code)?.[0];
      if (colonne !== undefined) return [code, lireCase(feuille.nom, ligne, colonne)];
      direColonneAbsente(feuille, code, anomalies);
      const cellule = adresse(feuille.colonneCodes, ligne.numero);
      return [code, { feuille: feuille.nom, cellule, nature: 'vide', texte: '', nombre: null }];
    }),
    // Un code, une case : fromEntries l’oublie.
  ) as Record<Code, CaseLue>;
}

function direColonneAbsente(feuille: Feuille, code: string, anomalies: Anomalie[]): void {
  if (anomalies.some((a) => a.code === 'colonne_absente' && a.feuille === feuille.nom && a.valeur === code)) return;
  anomalies.push({
    ...forme('colonne_absente', feuille.nom, null, `Une colonne a été supprimée (« ${code} »). ${REFAIRE}`),
    valeur: code,
  });
}

/** Une ligne sans code où le porteur a écrit un montant : il ne serait pas compté, mieux vaut l’arrêter. */
function direLignesAjoutees(feuille: Feuille, anomalies: Anomalie[]): void {
  const colonne = feuille.colonnes.get('reel')?.[0];
  if (colonne === undefined) return;
  for (const ligne of feuille.toutes) {
    if (ligne.numero <= feuille.ligneCodes) continue;
    if (texteDe(celluleEn(ligne, feuille.colonneCodes)).trim() !== '') continue;
    const lue = lireCase(feuille.nom, ligne, colonne);
    if (lue.nature === 'vide') continue;
    anomalies.push({
      ...forme(
        'ligne_ajoutee',
        feuille.nom,
        lue.cellule,
        'Cette ligne a été insérée dans la feuille : écrivez son poste et son montant sur la ligne libre de son compte.',
      ),
      valeur: lue.texte,
    });
  }
}
