import { CHAMPS, type Champ } from '../../../../shared/domaine/champs.ts';
import { normaliserEntete } from './entetes.ts';
import { isUneFaute } from './fautes.ts';
import type { Synonymes } from './synonymes.ts';

/** Mots qui n’aident pas à reconnaître une question : articles, formules d’adresse, verbes de consigne. */
const MOTS_VIDES = new Set(
  `a ai ainsi au aux avec avez ce ces cette chaque comment d dans de decrire decrivez des deux doit donnez du elle elles en
  est et etc eu euro euros fait faite ici il ils indiquer indiquez j je l la le les leur leurs merci moins n ne nos notre nous on
  ont ou par pas plus pour precisez preciser presentez presenter qu quel quelle quelles quels que qui quoi renseigner renseignez
  s sa se sera ses si soit son sont sur t un une veuillez vos votre vous y`
    .split(/\s+/)
    .filter(Boolean),
);
/** Deux questions qui ne diffèrent que par l’un de ces mots disent le contraire l’une de l’autre. */
const OPPOSITIONS: readonly (readonly string[])[] = [
  ['debut', 'fin'],
  ['charge', 'depense', 'produit', 'recette', 'ressource'],
  ['salarie', 'benevole'],
  ['collectif', 'individuel'],
  ['prevu', 'previsionnel', 'realise', 'reel'],
  ['accorde', 'obtenu', 'demande', 'sollicite'],
];
/** « Collectifs financés », « montant accordé l’an dernier » : l’année passée, pas celle de la demande. */
const MOT_DU_PASSE = /^(?:accord|obten|realis|preced|dernier|anterieur|passee?$|financee?$)/;
const AUTRE_ANNEE =
  /\bn ?- ?[123]\b|\ban(?:nee)? (?:dernier|derniere|passee?|precedente?)\b|(?:dernier|derniere|precedente?|passee?) an(?:nee)?\b/;
const SEUIL = 0.62;
/** Un libellé plus long n’en dit pas plus : une cellule de 32 000 signes ne doit pas occuper le processus. */
const LIBELLE_UTILE = 600;

export interface Candidat {
  readonly champ: Champ;
  /** 0 à 100. */
  readonly confiance: number;
  readonly origine: 'nom' | 'synonyme';
}

interface Formule {
  readonly champ: Champ;
  readonly cle: string;
  readonly jetons: readonly string[];
  readonly origine: 'nom' | 'synonyme';
}

/** Toutes les façons connues de nommer un champ, préparées une fois par fichier. */
export interface Lexique {
  readonly exactes: ReadonlyMap<string, readonly Formule[]>;
  readonly jetons: ReadonlyMap<string, readonly Formule[]>;
  /** Mot → formules qui le contiennent : seules celles-là peuvent ressembler à une question qui le contient. */
  readonly parMot: ReadonlyMap<string, readonly Formule[]>;
  readonly formules: readonly Formule[];
  /** Poids d’un mot : un mot propre à un champ pèse plus qu’un mot commun (« action », « nombre »). */
  readonly poids: ReadonlyMap<string, number>;
  readonly poidsInconnu: number;
}

/** Prépare, une fois par fichier, toutes les façons de nommer les champs du catalogue : code, libellé, synonymes. */
export function creerLexique(synonymes: Synonymes): Lexique {
  const listes = new Map(Object.entries(synonymes));
  const formules = CHAMPS.flatMap((champ) => [
    ...[champ.libelle, champ.code].map((texte) => formuler(champ, texte, 'nom')),
    ...(listes.get(champ.code) ?? []).map((texte) => formuler(champ, texte, 'synonyme')),
  ]);
  const champsParMot = new Map<string, Set<string>>();
  for (const { champ, jetons } of formules) {
    for (const jeton of jetons) {
      const vus = champsParMot.get(jeton) ?? new Set<string>();
      champsParMot.set(jeton, vus.add(champ.code));
    }
  }
  const poids = new Map([...champsParMot].map(([mot, vus]) => [mot, Math.log(1 + CHAMPS.length / vus.size)]));
  return { ...indexer(formules), poids, poidsInconnu: Math.log(1 + CHAMPS.length) / 2 };
}

/**
 * Le lexique des seuls champs qu’une feuille peut porter. Le vocabulaire reste celui de tout le catalogue :
 * un mot d’un autre champ (« SIRET ») compte contre une ressemblance même là où ce champ n’est pas permis.
 */
export function restreindreLexique(lexique: Lexique, champs: readonly Champ[]): Lexique {
  const permis = new Set(champs.map((c) => c.code));
  return { ...lexique, ...indexer(lexique.formules.filter((f) => permis.has(f.champ.code))) };
}

function indexer(formules: readonly Formule[]): Pick<Lexique, 'formules' | 'exactes' | 'jetons' | 'parMot'> {
  const parMot = new Map<string, Formule[]>();
  for (const formule of formules) {
    for (const jeton of formule.jetons) {
      const connues = parMot.get(jeton);
      if (connues) connues.push(formule);
      else parMot.set(jeton, [formule]);
    }
  }
  return {
    formules,
    parMot,
    exactes: Map.groupBy(formules, (f) => f.cle),
    jetons: Map.groupBy(
      formules.filter((f) => f.jetons.length > 0),
      (f) => cleDeJetons(f.jetons),
    ),
  };
}

/** Les champs qu’un en-tête (forme de comparaison) peut désigner, le meilleur de chaque, du plus sûr au moins sûr. */
export function chercherCandidats(cle: string, lexique: Lexique): Candidat[] {
  // « Nb collectifs N-1 » ne répond à aucune question de cette année.
  if (AUTRE_ANNEE.test(cle)) return [];
  const meilleurs = new Map<string, Candidat>();
  function proposer(formule: Formule, confiance: number): void {
    const connu = meilleurs.get(formule.champ.code);
    if (!connu || connu.confiance < confiance) {
      meilleurs.set(formule.champ.code, { champ: formule.champ, confiance, origine: formule.origine });
    }
  }
  for (const f of lexique.exactes.get(cle) ?? []) proposer(f, f.origine === 'nom' ? 97 : 93);
  for (const f of lexique.jetons.get(cleDeJetons(jetonner(cle))) ?? []) proposer(f, f.origine === 'nom' ? 91 : 90);
  if (meilleurs.size === 0) proposerParties(cle, lexique, proposer);
  proposerRessemblances(cle, lexique, proposer);
  return [...meilleurs.values()].toSorted((a, b) => b.confiance - a.confiance);
}

/** Une colonne sous le titre d’une personne parle d’elle, non du porteur. */
const TITRE_DE_PERSONNE = /representant|president|signataire|coordinat|coordonnat|maire\b|mandataire|tresor|secretaire/;
/** Ce dont parle un titre de groupe : ses colonnes ne répondent à rien d’autre. */
const OBJETS_DES_TITRES: readonly { readonly titre: RegExp; readonly objet: Champ['objet'] }[] = [
  { titre: /collectif|groupe|\benfants\b|eleves/, objet: 'collectif' },
  {
    titre: /porteur|structure|association|organisme|gestionnaire|demandeur|tiers|siege|compte|bancaire/,
    objet: 'structure',
  },
  {
    titre:
      /^(?:l'|notre |votre )?(?:action|projet|dossier|demande|budget|financement|charges|depenses|produits|recettes)/,
    objet: 'dossier',
  },
];
const PAS_CETTE_ANNEE = /realis|bilan|preced|dernier|anterieur|\bn ?- ?1\b|obtenu|accorde/;

/**
 * Les champs que peut désigner un libellé sous un titre de groupe : « Porteur | Nom » se lit « Nom du porteur » ; sinon
 * le libellé seul, sauf sous le titre d’une personne ou d’une autre année.
 */
export function chercherSousTitre(groupe: string, sousTitre: string, lexique: Lexique): Candidat[] {
  // « Association / structure » : l’un ou l’autre nomme le porteur.
  const titres = [groupe, ...groupe.split(/\s*\/\s*|\s+ou\s+/)];
  const composes = titres.flatMap((titre) => chercherCandidats(`${sousTitre} ${titre}`, lexique));
  const isPersonne = TITRE_DE_PERSONNE.test(groupe);
  const seuls = isPersonne || PAS_CETTE_ANNEE.test(groupe) ? [] : chercherCandidats(sousTitre, lexique);
  const personne = isPersonne && /^(?:nom|prenom|identite)/.test(sousTitre) ? chercherCandidats(groupe, lexique) : [];
  const objet = OBJETS_DES_TITRES.find(({ titre }) => titre.test(groupe))?.objet;
  const meilleurs = new Map<string, Candidat>();
  for (const candidat of [...composes, ...personne, ...seuls.map((c) => ({ ...c, confiance: c.confiance - 4 }))]) {
    // Sous « Porteur », « Nom » n’est pas celui d’un collectif.
    if (objet !== undefined && candidat.champ.objet !== objet) continue;
    const connu = meilleurs.get(candidat.champ.code);
    if (!connu || connu.confiance < candidat.confiance) meilleurs.set(candidat.champ.code, candidat);
  }
  return [...meilleurs.values()].toSorted((a, b) => b.confiance - a.confiance);
}

/** Ce que vaut un en-tête pour repérer la ligne d’en-têtes : 0 s’il ne ressemble à aucun champ. */
export function meilleureConfiance(cle: string, lexique: Lexique): number {
  return cle === '' ? 0 : (chercherCandidats(cle, lexique)[0]?.confiance ?? 0);
}

/**
 * « Effectif prévu (nombre d’enfants) » : la question avant la parenthèse ; « Structure – SIRET » : la fin, sauf si le
 * début dit déjà autre chose (« Représentant légal – Adresse » n’est pas l’adresse du siège).
 */
function proposerParties(cle: string, lexique: Lexique, proposer: (f: Formule, confiance: number) => void): void {
  const sansParentheses = cle.replace(/\s*\([^)]*\)?/g, '').replace(/[\s*:?]+$/, '');
  const morceaux = sansParentheses
    .split(/\s+-\s+|\s*[:;.?]\s+|\s*\/\s*/)
    .map(normaliserEntete)
    .filter(Boolean);
  const trouver = (texte: string): readonly Formule[] =>
    lexique.exactes.get(texte) ?? lexique.jetons.get(cleDeJetons(jetonner(texte))) ?? [];
  const entieres = trouver(sansParentheses);
  for (const f of entieres) proposer(f, 89);
  const premier = morceaux[0];
  if (entieres.length > 0 || morceaux.length < 2 || premier === undefined) return;
  const debuts = trouver(premier);
  for (const f of debuts) proposer(f, 87);
  if (debuts.length > 0) return;
  for (const f of trouver(morceaux.at(-1) ?? '')) proposer(f, 86);
}

function proposerRessemblances(cle: string, lexique: Lexique, proposer: (f: Formule, confiance: number) => void): void {
  // Une question longue porte d’abord sa demande, puis ses consignes : le début seul est comparé aussi.
  const debut = cle.split(/\s*[(:;?]|\s-\s/)[0] ?? cle;
  for (const texte of new Set([cle, debut])) {
    const jetons = rapprocherDuVocabulaire(jetonner(texte), lexique);
    const voisines = new Set(jetons.flatMap((jeton) => lexique.parMot.get(jeton) ?? []));
    for (const formule of voisines) {
      const isPasse =
        isChiffre(formule.champ) && jetons.some((m) => MOT_DU_PASSE.test(m) && !formule.jetons.includes(m));
      const ressemblance = isPasse ? 0 : mesurer(jetons, formule.jetons, lexique);
      if (ressemblance >= SEUIL) proposer(formule, 50 + Math.round((30 * (ressemblance - SEUIL)) / (1 - SEUIL)));
    }
  }
}

function isChiffre(champ: Champ): boolean {
  return champ.type === 'entier' || champ.type === 'montant';
}

/** Part commune, pesée, entre la question et la formule : la formule retrouvée compte plus que la question couverte. */
function mesurer(question: readonly string[], formule: readonly string[], lexique: Lexique): number {
  if (formule.length === 0 || sOpposent(question, formule)) return 0;
  const peser = (mots: readonly string[]) =>
    mots.reduce((somme, mot) => somme + (lexique.poids.get(mot) ?? lexique.poidsInconnu), 0);
  const communs = formule.filter((mot) => question.includes(mot));
  if (communs.length < 2) {
    // Un seul mot en commun ne prouve rien s’il en reste d’autres qui comptent (« SIRET du gestionnaire », « Nom »).
    const autres = question.filter((mot) => !communs.includes(mot));
    if (formule.length > 1 || autres.length > 1 || autres.some((mot) => lexique.poids.has(mot))) return 0;
  }
  const commun = peser(communs);
  const ressemblance = (0.65 * commun) / peser(formule) + (0.35 * commun) / peser(question);
  // Une question dit son objet dès ses premiers mots.
  return communs.includes(question[0] ?? '') ? Math.min(1, ressemblance * 1.05) : ressemblance;
}

/** Vrai si les deux questions disent le contraire l’une de l’autre. */
export function sOpposent(question: readonly string[], formule: readonly string[]): boolean {
  return OPPOSITIONS.some((groupe) => {
    const ici = groupe.filter((mot) => question.includes(mot));
    const la = groupe.filter((mot) => formule.includes(mot));
    return ici.length > 0 && la.length > 0 && !la.some((mot) => ici.includes(mot));
  });
}

/** « Efectif », « Comunne » : une faute de frappe sur un mot long ne doit pas perdre la colonne. */
function rapprocherDuVocabulaire(jetons: readonly string[], lexique: Lexique): string[] {
  return jetons.map((jeton) => {
    if (lexique.poids.has(jeton) || jeton.length < 6) return jeton;
    for (const connu of lexique.poids.keys()) if (connu.length >= 6 && isUneFaute(jeton, connu)) return connu;
    return jeton;
  });
}

function formuler(champ: Champ, texte: string, origine: 'nom' | 'synonyme'): Formule {
  const cle = normaliserEntete(texte);
  return { champ, cle, jetons: jetonner(cle), origine };
}

/** Les mots qui comptent d’un libellé, ramenés à leur racine. */
export function jetonner(cle: string): string[] {
  const mots = cle
    .slice(0, LIBELLE_UTILE)
    .replace(/[-/]/g, ' ')
    .split(/[^a-z0-9]+/)
    // L’année de la campagne change chaque été : elle ne dit rien de la question.
    .filter((mot) => mot !== '' && !MOTS_VIDES.has(mot) && !/^20\d\d$/.test(mot));
  return [...new Set(mots.map(racine))];
}

/** Retire le pluriel et le féminin réguliers : « adaptés » et « adaptée » se rejoignent. */
function racine(mot: string): string {
  if (mot.length <= 3 || /^\d/.test(mot)) return mot;
  const singulier = mot.replace(/(?:aux)$/, 'al').replace(/[sx]$/, '');
  return singulier.length > 4
    ? singulier
        .replace(/ee$/, 'e')
        .replace(/elle$/, 'el')
        .replace(/(?:tric|teur)e?$/, 'teur')
    : singulier;
}

function cleDeJetons(jetons: readonly string[]): string {
  return jetons.toSorted().join(' ');
}
