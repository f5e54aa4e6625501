import type { Worksheet } from 'exceljs';
import type { LigneCollectifBilan } from '../../../shared/domaine/bilan.ts';
import type { CollectifDeBilan } from './ecrire-bilan-donnees.ts';
import {
  type ContexteBilan,
  creerFeuilleBilan,
  lettreDe,
  PREMIERE_LIGNE,
  rappeler,
  STYLE_RAPPEL_NOMBRE,
  validerEntiers,
  validerMontants,
  validerOuiNon,
  vide,
} from './ecrire-bilan-feuille.ts';
import { COLONNES_COLLECTIF, type ColonneCollectif, codeCollectif, FEUILLES_BILAN } from './ecrire-bilan-format.ts';
import { euros } from './ecrire-classeur.ts';
import { compterReproches, estReproche, OK, texte } from './ecrire-modele-controles.ts';
import { type FeuilleEcrite, finirFeuille, LIGNE_ENTETE } from './ecrire-modele-feuille.ts';
import { colorerControles, hauteurPour, poser, poserFormule, STYLES, styleReponse } from './ecrire-modele-style.ts';
import { FORMAT_MONTANT } from './ecrire-style.ts';

const LARGEURS: Readonly<Record<ColonneCollectif, number>> = {
  lettre: 6,
  libelle: 24,
  niveau: 12,
  site: 22,
  effectifAgree: 10,
  coutAgree: 13,
  realise: 10,
  seances: 11,
  effectif: 12,
  cout: 13,
  parents: 12,
  commentaire: 28,
  explication: 28,
};
const ENTETES: Readonly<Record<ColonneCollectif, string>> = {
  lettre: 'Coll.',
  libelle: 'Nom',
  niveau: 'Niveau',
  site: 'Site',
  effectifAgree: 'Enfants prévus',
  coutAgree: 'Coût prévu (€)',
  realise: 'Réalisé ? *',
  seances: 'Séances tenues *',
  effectif: 'Enfants accueillis *',
  cout: 'Coût réel (€)',
  parents: 'Parents rencontrés',
  commentaire: 'Commentaire',
  explication: 'Explication, si non réalisé ou hors effectif',
};
const RAPPELS: readonly ColonneCollectif[] = ['lettre', 'libelle', 'niveau', 'site', 'effectifAgree', 'coutAgree'];
const LARGEUR_CONTROLE = 27;
const CONTROLE = COLONNES_COLLECTIF.length + 2;
const SEANCES_MAXIMUM = 10_000;

/** Numéro de colonne, 2 = B. */
function numero(code: ColonneCollectif): number {
  return COLONNES_COLLECTIF.indexOf(code) + 2;
}

/** « J5 » : la case d’un collectif, par son rang dans la feuille. */
export function celluleCollectif(code: ColonneCollectif, rang: number): string {
  return `${lettreDe(numero(code))}${PREMIERE_LIGNE + rang}`;
}

export const REPROCHES_COLLECTIF = {
  aRepondre: 'réalisé : oui ou non ?',
  ouiNon: 'réalisé : oui ou non attendu',
  aExpliquer: 'non réalisé : à expliquer',
  contradiction: 'non réalisé, mais des séances, des enfants ou un coût',
  seances: 'séances tenues : à donner',
  sansSeance: 'réalisé sans aucune séance ?',
  effectif: 'enfants accueillis : à donner',
} as const;

const NOMBRES: readonly (readonly [ColonneCollectif, string])[] = [
  ['seances', 'séances : nombre attendu'],
  ['effectif', 'enfants : nombre attendu'],
  ['cout', 'coût : montant attendu'],
  ['parents', 'parents : nombre attendu'],
];

/** La feuille « Collectifs » : ce qui a été agréé, ce qui a été fait. */
export async function ajouterCollectifsBilan(contexte: ContexteBilan): Promise<FeuilleEcrite> {
  const { donnees } = contexte;
  const feuille = creerFeuilleBilan(
    contexte,
    'collectifs',
    {
      nom: FEUILLES_BILAN.collectifs,
      titre: 'Vos collectifs : ce qui était prévu, ce qui a été réalisé',
      largeurs: [...COLONNES_COLLECTIF.map((code) => LARGEURS[code]), LARGEUR_CONTROLE],
      entetes: [...COLONNES_COLLECTIF.map((code) => ENTETES[code]), 'À corriger'],
      codes: new Map(COLONNES_COLLECTIF.map((code, rang) => [rang + 2, code])),
      orientation: 'landscape',
      figees: 3,
    },
    RAPPELS.map(numero),
  );
  feuille.getRow(LIGNE_ENTETE).height = 36;
  const saisies = new Map(donnees.saisie?.collectifs.map((c) => [c.collectifId, c]));
  const contenus = new Map(donnees.saisie?.contenu.collectifs.map((c) => [c.collectifId, c]));
  let reproches = 0;
  donnees.collectifs.forEach((collectif, rang) => {
    const saisie = saisies.get(collectif.id) ?? null;
    const { parents = null, commentaire = '' } = contenus.get(collectif.id) ?? {};
    const explication = donnees.saisie?.contenu.explications[`collectif ${collectif.id}`] ?? '';
    const reponses = { saisie, parents, commentaire, explication };
    const resultat = ecrireCollectif(contexte, feuille, rang, collectif, reponses);
    if (estReproche(resultat)) reproches += 1;
  });
  const derniere = PREMIERE_LIGNE + donnees.collectifs.length - 1;
  poserValidations(feuille, derniere);
  const plage = `$${lettreDe(CONTROLE)}$${PREMIERE_LIGNE}:$${lettreDe(CONTROLE)}$${derniere}`;
  colorerControles(feuille, plage.replaceAll('$', ''));
  ecrireTotaux(contexte, feuille, derniere);
  await finirFeuille(feuille, { formule: compterReproches(plage), reproches });
  return { feuille, nom: FEUILLES_BILAN.collectifs, reproches };
}

interface Reponses {
  readonly saisie: LigneCollectifBilan | null;
  readonly parents: number | null;
  readonly commentaire: string;
  readonly explication: string;
}

function ecrireCollectif(
  { donnees }: ContexteBilan,
  feuille: Worksheet,
  rang: number,
  collectif: CollectifDeBilan,
  reponses: Reponses,
): string {
  const ligne = PREMIERE_LIGNE + rang;
  const { saisie, parents, commentaire, explication } = reponses;
  feuille.getCell(ligne, 1).value = codeCollectif(collectif.id);
  rappeler(feuille, ligne, numero('lettre'), collectif.lettre);
  rappeler(feuille, ligne, numero('libelle'), collectif.libelle);
  rappeler(feuille, ligne, numero('niveau'), collectif.niveau);
  rappeler(feuille, ligne, numero('site'), collectif.site);
  poser(feuille.getCell(ligne, numero('effectifAgree')), collectif.effectif, STYLE_RAPPEL_NOMBRE);
  const coutAgree = collectif.coutCentimes;
  poser(feuille.getCell(ligne, numero('coutAgree')), coutAgree === null ? null : euros(coutAgree), {
    ...STYLE_RAPPEL_NOMBRE,
    numFmt: FORMAT_MONTANT,
  });
  const realise = saisie === null || saisie.realise === null ? null : saisie.realise ? 'oui' : 'non';
  poser(feuille.getCell(ligne, numero('realise')), realise, styleReponse('oui_non'));
  poser(feuille.getCell(ligne, numero('seances')), saisie?.seances ?? null, styleNombre());
  poser(feuille.getCell(ligne, numero('effectif')), saisie?.effectif ?? null, styleNombre());
  const cout = saisie?.coutCentimes ?? null;
  poser(feuille.getCell(ligne, numero('cout')), cout === null ? null : euros(cout), {
    ...styleReponse('montant'),
    alignment: { ...STYLE_RAPPEL_NOMBRE.alignment },
  });
  poser(feuille.getCell(ligne, numero('parents')), parents, styleNombre());
  poser(feuille.getCell(ligne, numero('commentaire')), commentaire || null, styleReponse('texte_long'));
  poser(feuille.getCell(ligne, numero('explication')), explication || null, styleReponse('texte_long'));
  const resultat = reprocher(donnees, reponses);
  poserFormule(feuille.getCell(ligne, CONTROLE), formuleDe(donnees, rang), resultat, STYLES.controle);
  feuille.getRow(ligne).height = Math.max(
    44,
    hauteurPour([
      [collectif.libelle, LARGEURS.libelle],
      [collectif.site, LARGEURS.site],
      [commentaire, LARGEURS.commentaire],
      [explication, LARGEURS.explication],
      [resultat, LARGEUR_CONTROLE],
    ]),
  );
  return resultat;
}

function styleNombre() {
  return styleReponse('entier', 'collectif');
}

/** Le premier reproche d’un collectif ; la formule dit la même chose. */
function reprocher(donnees: Bornes, { saisie, explication }: Reponses): string {
  if (saisie === null || saisie.realise === null) return REPROCHES_COLLECTIF.aRepondre;
  const { seances, effectif, coutCentimes } = saisie;
  const muet = explication.trim() === '';
  if (!saisie.realise) {
    if ((seances ?? 0) + (effectif ?? 0) + (coutCentimes ?? 0) > 0) return REPROCHES_COLLECTIF.contradiction;
    return muet ? REPROCHES_COLLECTIF.aExpliquer : OK;
  }
  if (seances === null) return REPROCHES_COLLECTIF.seances;
  if (seances === 0) return REPROCHES_COLLECTIF.sansSeance;
  if (effectif === null) return REPROCHES_COLLECTIF.effectif;
  const dehors = effectif < donnees.effectifMinimum || effectif > donnees.effectifMaximum;
  return dehors && muet ? bornes(donnees) : OK;
}

interface Bornes {
  readonly effectifMinimum: number;
  readonly effectifMaximum: number;
}

function bornes({ effectifMinimum, effectifMaximum }: Bornes): string {
  return `hors de ${effectifMinimum} à ${effectifMaximum} enfants : à expliquer`;
}

function formuleDe(donnees: Bornes, rang: number): string {
  const ref = (code: ColonneCollectif) => celluleCollectif(code, rang);
  const dit = `LOWER(TRIM(${ref('realise')}))`;
  const R = REPROCHES_COLLECTIF;
  const effectif = ref('effectif');
  const muet = vide(ref('explication'));
  const dehors = `OR(${effectif}<${donnees.effectifMinimum},${effectif}>${donnees.effectifMaximum})`;
  const siOui = `IF(${vide(ref('seances'))},${texte(R.seances)},IF(${ref('seances')}=0,${texte(R.sansSeance)},IF(${vide(effectif)},${texte(R.effectif)},IF(AND(${dehors},${muet}),${texte(bornes(donnees))},${texte(OK)}))))`;
  const siNon = `IF(SUM(${ref('seances')}:${ref('cout')})>0,${texte(R.contradiction)},IF(${muet},${texte(R.aExpliquer)},${texte(OK)}))`;
  const formes = NOMBRES.toReversed().reduce((suite, [code, reproche]) => {
    const cellule = ref(code);
    // Un texte est toujours plus grand qu’un nombre : à tester d’abord.
    const mauvais = `IF(ISNUMBER(${cellule}),${cellule}<0,NOT(${vide(cellule)}))`;
    return `IF(${mauvais},${texte(reproche)},${suite})`;
  }, `IF(${dit}="oui",${siOui},${siNon})`);
  return `IF(${vide(ref('realise'))},${texte(R.aRepondre)},IF(AND(${dit}<>"oui",${dit}<>"non"),${texte(R.ouiNon)},${formes}))`;
}

function poserValidations(feuille: Worksheet, derniere: number): void {
  const plage = (code: ColonneCollectif) => `${celluleCollectif(code, 0)}:${lettreDe(numero(code))}${derniere}`;
  validerOuiNon(feuille, plage('realise'));
  for (const code of ['seances', 'effectif', 'parents'] as const) validerEntiers(feuille, plage(code), SEANCES_MAXIMUM);
  validerMontants(feuille, plage('cout'));
}

function ecrireTotaux({ donnees }: ContexteBilan, feuille: Worksheet, derniere: number): void {
  const ligne = derniere + 1;
  for (let colonne = 2; colonne <= CONTROLE; colonne += 1) poser(feuille.getCell(ligne, colonne), null, STYLES.total);
  feuille.getCell(ligne, 1).value = 'total';
  poser(feuille.getCell(ligne, numero('libelle')), 'Total', STYLES.total);
  const { collectifs, saisie } = donnees;
  const siens = new Set(collectifs.map((c) => c.id));
  const saisies = (saisie?.collectifs ?? []).filter((c) => siens.has(c.collectifId));
  const parents = (saisie?.contenu.collectifs ?? []).filter((c) => siens.has(c.collectifId));
  const sommer = (code: ColonneCollectif, valeur: number, montant = false) => {
    const lettre = lettreDe(numero(code));
    poserFormule(
      feuille.getCell(ligne, numero(code)),
      `SUM(${lettre}${PREMIERE_LIGNE}:${lettre}${derniere})`,
      montant ? euros(valeur) : valeur,
      montant ? STYLES.totalMontant : { ...STYLES.totalMontant, numFmt: '#,##0' },
    );
  };
  sommer('effectifAgree', somme(collectifs.map((c) => c.effectif)));
  sommer('coutAgree', somme(collectifs.map((c) => c.coutCentimes)), true);
  sommer('seances', somme(saisies.map((c) => c.seances)));
  sommer('effectif', somme(saisies.map((c) => c.effectif)));
  sommer('cout', somme(saisies.map((c) => c.coutCentimes)), true);
  sommer('parents', somme(parents.map((c) => c.parents)));
  feuille.getRow(ligne).height = 24;
}

export function somme(nombres: readonly (number | null)[]): number {
  return nombres.reduce<number>((total, n) => total + (n ?? 0), 0);
}
