import type { Worksheet } from 'exceljs';
import { type BilanDeCollectif, LIBELLES_TRANCHE, TRANCHES_AGE } from '../../../shared/domaine/bilan.ts';
import { celluleCollectif, somme } from './ecrire-bilan-collectifs.ts';
import type { CollectifDeBilan } from './ecrire-bilan-donnees.ts';
import {
  ailleurs,
  type ContexteBilan,
  creerFeuilleBilan,
  lettreDe,
  PREMIERE_LIGNE,
  rappeler,
  STYLE_RAPPEL_NOMBRE,
  validerEntiers,
  vide,
} from './ecrire-bilan-feuille.ts';
import { COLONNES_ENFANTS, codeEnfants, FEUILLES_BILAN } from './ecrire-bilan-format.ts';
import { compterReproches, estReproche, OK, texte } from './ecrire-modele-controles.ts';
import { type FeuilleEcrite, finirFeuille } from './ecrire-modele-feuille.ts';
import { colorerControles, hauteurPour, poser, poserFormule, STYLES, styleReponse } from './ecrire-modele-style.ts';

const LARGEURS = [6, 28, 18, 11, 11, 11, 11, 10, 34] as const;
const PREMIERE_COLONNE = 5;
const TOTAL = 9;
const CONTROLE = 10;
/** Cinq tranches d’âge et un total par collectif. */
const LIGNES_PAR_COLLECTIF = TRANCHES_AGE.length + 1;
const ENFANTS_MAXIMUM = 10_000;

const REPROCHES = {
  nombres: 'nombres attendus',
  negatif: 'nombre négatif',
  aRemplir: 'à remplir',
  effectif: 'enfants accueillis : à donner (feuille Collectifs)',
  different: 'différent des enfants accueillis (feuille Collectifs)',
} as const;

/** La ligne de total d’un collectif, par son rang. */
export function ligneTotal(rang: number): number {
  return PREMIERE_LIGNE + rang * LIGNES_PAR_COLLECTIF + TRANCHES_AGE.length;
}

/** « I10 » : le total des enfants d’un collectif ; « J10 » : son contrôle. */
export function celluleTotalEnfants(rang: number): string {
  return `${lettreDe(TOTAL)}${ligneTotal(rang)}`;
}
export function celluleControleEnfants(rang: number): string {
  return `${lettreDe(CONTROLE)}${ligneTotal(rang)}`;
}

/** La feuille « Enfants » : par collectif, tranche d’âge, sexe et quartier prioritaire. */
export async function ajouterEnfants(contexte: ContexteBilan): Promise<FeuilleEcrite> {
  const { donnees } = contexte;
  const feuille = creerFeuilleBilan(
    contexte,
    'enfants',
    {
      nom: FEUILLES_BILAN.enfants,
      titre: 'Les enfants accueillis, par âge, sexe et quartier prioritaire (QPV)',
      largeurs: LARGEURS,
      entetes: [
        'Coll.',
        'Nom',
        'Âge',
        'Filles, en QPV',
        'Filles, hors QPV',
        'Garçons, en QPV',
        'Garçons, hors QPV',
        'Total',
        'À corriger',
      ],
      codes: new Map(COLONNES_ENFANTS.map((code, rang) => [rang + PREMIERE_COLONNE, code])),
      orientation: 'landscape',
      figees: 4,
    },
    [2, 3, 4, TOTAL],
  );
  const contenus = new Map(donnees.saisie?.contenu.collectifs.map((c) => [c.collectifId, c]));
  let reproches = 0;
  donnees.collectifs.forEach((collectif, rang) => {
    const resultat = ecrireBloc(contexte, feuille, rang, collectif, contenus.get(collectif.id));
    if (estReproche(resultat)) reproches += 1;
  });
  const plage = `$${lettreDe(CONTROLE)}$${PREMIERE_LIGNE}:$${lettreDe(CONTROLE)}$${ligneTotal(donnees.collectifs.length - 1)}`;
  colorerControles(feuille, plage.replaceAll('$', ''));
  await finirFeuille(feuille, { formule: compterReproches(plage), reproches });
  return { feuille, nom: FEUILLES_BILAN.enfants, reproches };
}

function ecrireBloc(
  { donnees }: ContexteBilan,
  feuille: Worksheet,
  rang: number,
  collectif: CollectifDeBilan,
  contenu: BilanDeCollectif | undefined,
): string {
  const total = ligneTotal(rang);
  const premiere = total - TRANCHES_AGE.length;
  TRANCHES_AGE.forEach((tranche, i) => {
    const ligne = premiere + i;
    const enfants = contenu?.enfants[tranche];
    feuille.getCell(ligne, 1).value = codeEnfants(collectif.id, tranche);
    rappeler(feuille, ligne, 2, collectif.lettre);
    rappeler(feuille, ligne, 3, collectif.libelle);
    rappeler(feuille, ligne, 4, LIBELLES_TRANCHE[tranche]);
    COLONNES_ENFANTS.forEach((cle, place) => {
      poser(
        feuille.getCell(ligne, PREMIERE_COLONNE + place),
        enfants?.[cle] ?? null,
        styleReponse('entier', 'collectif'),
      );
    });
    const [debut, fin] = [lettreDe(PREMIERE_COLONNE), lettreDe(TOTAL - 1)];
    poserFormule(
      feuille.getCell(ligne, TOTAL),
      `SUM(${debut}${ligne}:${fin}${ligne})`,
      somme(COLONNES_ENFANTS.map((cle) => enfants?.[cle] ?? null)),
      STYLE_RAPPEL_NOMBRE,
    );
    poser(feuille.getCell(ligne, CONTROLE), null, STYLES.libelle);
    feuille.getRow(ligne).height = hauteurPour([[collectif.libelle, LARGEURS[1]]]);
  });
  validerEntiers(
    feuille,
    `${lettreDe(PREMIERE_COLONNE)}${premiere}:${lettreDe(TOTAL - 1)}${total - 1}`,
    ENFANTS_MAXIMUM,
  );
  return ecrireTotal(
    feuille,
    rang,
    collectif,
    contenu,
    donnees.saisie?.collectifs.find((c) => c.collectifId === collectif.id),
  );
}

function ecrireTotal(
  feuille: Worksheet,
  rang: number,
  collectif: CollectifDeBilan,
  contenu: BilanDeCollectif | undefined,
  saisie: { readonly realise: boolean | null; readonly effectif: number | null } | undefined,
): string {
  const ligne = ligneTotal(rang);
  const premiere = ligne - TRANCHES_AGE.length;
  feuille.getCell(ligne, 1).value = `total:${collectif.id}`;
  for (const colonne of [3, 4]) poser(feuille.getCell(ligne, colonne), null, STYLES.total);
  poser(feuille.getCell(ligne, 2), collectif.lettre, STYLES.total);
  poser(feuille.getCell(ligne, 3), `Total, ${collectif.libelle}`, STYLES.total);
  const style = { ...STYLES.totalMontant, numFmt: '#,##0' };
  const cases = TRANCHES_AGE.flatMap((tranche) =>
    COLONNES_ENFANTS.map((cle) => contenu?.enfants[tranche]?.[cle] ?? null),
  );
  COLONNES_ENFANTS.forEach((cle, place) => {
    const lettre = lettreDe(PREMIERE_COLONNE + place);
    poserFormule(
      feuille.getCell(ligne, PREMIERE_COLONNE + place),
      `SUM(${lettre}${premiere}:${lettre}${ligne - 1})`,
      somme(TRANCHES_AGE.map((tranche) => contenu?.enfants[tranche]?.[cle] ?? null)),
      style,
    );
  });
  const total = somme(cases);
  poserFormule(
    feuille.getCell(ligne, TOTAL),
    `SUM(${lettreDe(TOTAL)}${premiere}:${lettreDe(TOTAL)}${ligne - 1})`,
    total,
    style,
  );
  const resultat = reprocherEnfants(cases, total, saisie);
  poserFormule(feuille.getCell(ligne, CONTROLE), formuleDe(rang), resultat, STYLES.total);
  feuille.getRow(ligne).height = Math.max(24, hauteurPour([[`Total, ${collectif.libelle}`, LARGEURS[1] * 0.9]]));
  return resultat;
}

/** Le reproche d’un bloc d’enfants ; la formule de sa ligne de total dit la même chose. */
export function reprocherEnfants(
  cases: readonly (number | null)[],
  total: number,
  saisie: { readonly realise: boolean | null; readonly effectif: number | null } | undefined,
): string {
  if (cases.every((n) => n === null)) return saisie?.realise === true ? REPROCHES.aRemplir : '';
  if (saisie === undefined || saisie.effectif === null) return REPROCHES.effectif;
  return total === saisie.effectif ? OK : REPROCHES.different;
}

function formuleDe(rang: number): string {
  const ligne = ligneTotal(rang);
  const bloc = `${lettreDe(PREMIERE_COLONNE)}${ligne - TRANCHES_AGE.length}:${lettreDe(TOTAL - 1)}${ligne - 1}`;
  const realise = ailleurs(FEUILLES_BILAN.collectifs, celluleCollectif('realise', rang));
  const effectif = ailleurs(FEUILLES_BILAN.collectifs, celluleCollectif('effectif', rang));
  const R = REPROCHES;
  const compare = `IF(${vide(effectif)},${texte(R.effectif)},IF(${lettreDe(TOTAL)}${ligne}=${effectif},${texte(OK)},${texte(R.different)}))`;
  const rempli = `IF(COUNT(${bloc})=0,IF(LOWER(TRIM(${realise}))="oui",${texte(R.aRemplir)},""),${compare})`;
  return `IF(COUNTA(${bloc})>COUNT(${bloc}),${texte(R.nombres)},IF(COUNTIF(${bloc},"<0")>0,${texte(R.negatif)},${rempli}))`;
}
