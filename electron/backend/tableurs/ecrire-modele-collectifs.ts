import type { Worksheet } from 'exceljs';
import { adresse } from './classeur.ts';
import {
  type Contenu,
  compterReproches,
  controleDe,
  estReproche,
  estVide,
  OBLIGATOIRE,
  OK,
  texte,
} from './ecrire-modele-controles.ts';
import {
  type ContexteModele,
  creerFeuille,
  type FeuilleEcrite,
  finirFeuille,
  LIGNE_ENTETE,
  preparerValeur,
} from './ecrire-modele-feuille.ts';
import { COLLECTIFS_PREPARES, coder, LIGNES_FIXES, PREFIXE_COLLECTIF } from './ecrire-modele-format.ts';
import { colonnesCollectif, type Question } from './ecrire-modele-questions.ts';
import {
  colorerControles,
  hauteurPour,
  poser,
  poserFormule,
  poserValidation,
  STYLES,
  styleReponse,
  validationDe,
} from './ecrire-modele-style.ts';

const PREMIERE = LIGNE_ENTETE + 2;
const DERNIERE = PREMIERE + COLLECTIFS_PREPARES - 1;
/** Nom, niveau, classes, enfants, commune, lieu, jours, horaires, adultes, coût : même ordre que colonnesCollectif. */
const LARGEURS = [26, 15, 14, 12, 26, 32, 20, 18, 12, 14] as const;
const LARGEUR_CONTROLE = 30;
/** La première réponse est en C : B porte le numéro. */
const DECALAGE = 3;

/** La feuille « Collectifs » : une ligne par collectif, vingt préparées. */
export async function ajouterCollectifs(contexte: ContexteModele): Promise<FeuilleEcrite> {
  const { donnees } = contexte;
  const questions = colonnesCollectif(donnees);
  const controle = DECALAGE + questions.length;
  const feuille = creerFeuille(contexte, {
    role: 'collectifs',
    nom: 'Collectifs',
    titre: 'Vos collectifs, un par ligne',
    largeurs: [5, ...LARGEURS, LARGEUR_CONTROLE],
    entetes: ['N°', ...questions.map((q) => (q.obligatoire ? `${q.libelle} *` : q.libelle)), 'À corriger'],
    codes: new Map(questions.map((q, rang) => [rang + DECALAGE, coder(q.code, q.obligatoire)])),
    orientation: 'landscape',
    figees: 3,
  });
  ecrireAides(feuille, questions, controle);
  poserValidations(contexte, feuille, questions);
  const preparees = donnees.porteur?.collectifs ?? [];
  let reproches = 0;
  for (let rang = 0; rang < COLLECTIFS_PREPARES; rang += 1) {
    const contenus = ecrireLigne(feuille, questions, rang, preparees[rang] ?? {});
    const resultat = evaluerLigne(contexte, questions, contenus);
    const ligne = PREMIERE + rang;
    poserFormule(feuille.getCell(ligne, controle), formuleLigne(contexte, questions, ligne), resultat, STYLES.controle);
    if (estReproche(resultat)) reproches += 1;
  }
  const nommes = ecrireTotaux(feuille, questions, preparees.slice(0, COLLECTIFS_PREPARES));
  const lettre = adresse(controle - 1, 1).slice(0, -1);
  const plage = `$${lettre}$${PREMIERE}:$${lettre}$${DERNIERE}`;
  colorerControles(feuille, plage.replaceAll('$', ''));
  // Une réponse sans collectif n’est pas complète : elle compte pour un reproche.
  await finirFeuille(feuille, {
    formule: `IF($B$${DERNIERE + 1}=0,1,${compterReproches(plage)})`,
    reproches: nommes === 0 ? 1 : reproches,
  });
  return { feuille, nom: 'Collectifs', reproches: nommes === 0 ? 1 : reproches };
}

function ecrireAides(feuille: Worksheet, questions: readonly Question[], controle: number): void {
  const ligne = LIGNE_ENTETE + 1;
  feuille.getCell(ligne, 1).value = LIGNES_FIXES.aide;
  poser(feuille.getCell(ligne, 2), null, STYLES.aideCourte);
  questions.forEach((question, rang) => {
    poser(feuille.getCell(ligne, rang + DECALAGE), question.aide, STYLES.aideCourte);
  });
  poser(feuille.getCell(ligne, controle), 'Une ligne vide est ignorée.', STYLES.aideCourte);
  feuille.getRow(ligne).height = 34;
}

function poserValidations(
  { donnees, plages }: ContexteModele,
  feuille: Worksheet,
  questions: readonly Question[],
): void {
  questions.forEach((question, place) => {
    const premiere = adresse(place + DECALAGE - 1, PREMIERE);
    const validation = validationDe(question, premiere, donnees.anneeScolaire, plages);
    poserValidation(feuille, `${premiere}:${adresse(place + DECALAGE - 1, DERNIERE)}`, validation);
  });
}

function ecrireLigne(
  feuille: Worksheet,
  questions: readonly Question[],
  rang: number,
  collectif: Readonly<Record<string, string | number | null>>,
): Contenu[] {
  const ligne = PREMIERE + rang;
  feuille.getCell(ligne, 1).value = `${PREFIXE_COLLECTIF}${rang + 1}`;
  poser(feuille.getCell(ligne, 2), rang + 1, STYLES.libelle);
  const textes: [string, number][] = [];
  const contenus = questions.map((question, place) => {
    const valeur = collectif[question.code.replace('collectif.', '')];
    const { cellule, controle } = preparerValeur(question, valeur);
    poser(feuille.getCell(ligne, place + DECALAGE), cellule, styleReponse(question.type, question.code));
    textes.push([typeof valeur === 'string' ? valeur : '', LARGEURS[place] ?? 10]);
    return controle;
  });
  feuille.getRow(ligne).height = Math.max(24, hauteurPour(textes));
  return contenus;
}

/** Le premier reproche d’une ligne : « enfants : obligatoire ». */
function evaluerLigne(contexte: ContexteModele, questions: readonly Question[], contenus: readonly Contenu[]): string {
  if (contenus.every(estVide)) return '';
  for (const [place, question] of questions.entries()) {
    const resultat = controleDe(question, contexte.donnees, plageDe(contexte, question)).evaluer(
      contenus[place] ?? null,
    );
    if (estReproche(resultat)) return reprocher(question, resultat);
    if (question.code === 'collectif.effectif' && estHorsBornes(contexte, contenus[place])) return bornes(contexte);
  }
  return OK;
}

function formuleLigne(contexte: ContexteModele, questions: readonly Question[], ligne: number): string {
  const derniere = adresse(DECALAGE + questions.length - 2, ligne);
  const { effectifMinimum, effectifMaximum } = contexte.donnees;
  const suite = questions.toReversed().reduce((reste, question) => {
    const ref = adresse(DECALAGE - 1 + questions.indexOf(question), ligne);
    const controle = controleDe(question, contexte.donnees, plageDe(contexte, question));
    const forme = controle.formule(ref);
    const borne =
      question.code === 'collectif.effectif'
        ? `IF(OR(${ref}<${effectifMinimum},${ref}>${effectifMaximum}),${texte(bornes(contexte))},${reste})`
        : reste;
    // Sans contrôle de forme, seule une réponse obligatoire peut manquer.
    if (estLibre(controle.evaluer('x'))) {
      return question.obligatoire
        ? `IF(LEN(TRIM(${ref}))=0,${texte(reprocher(question, OBLIGATOIRE))},${borne})`
        : borne;
    }
    return `IF(OR(${forme}="",${forme}="${OK}"),${borne},${texte(`${minuscule(question)} : `)}&${forme})`;
  }, texte(OK));
  return `IF(SUMPRODUCT(LEN(TRIM(C${ligne}:${derniere})))=0,"",${suite})`;
}

function estLibre(resultat: string): boolean {
  return resultat === OK;
}

function plageDe({ plages }: ContexteModele, question: Question): string | null {
  return question.liste === null ? null : plages[question.liste];
}

function reprocher(question: Question, reproche: string): string {
  return `${minuscule(question)} : ${reproche}`;
}

function minuscule({ libelle }: Question): string {
  return libelle.replace(' (€)', '').toLocaleLowerCase('fr');
}

function estHorsBornes({ donnees }: ContexteModele, contenu: Contenu | undefined): boolean {
  return typeof contenu === 'number' && (contenu < donnees.effectifMinimum || contenu > donnees.effectifMaximum);
}

function bornes({ donnees }: ContexteModele): string {
  return `enfants : de ${donnees.effectifMinimum} à ${donnees.effectifMaximum} attendus`;
}

/** Sous la dernière ligne : collectifs nommés (leur nombre est rendu), enfants et coût. */
function ecrireTotaux(
  feuille: Worksheet,
  questions: readonly Question[],
  collectifs: readonly Readonly<Record<string, string | number | null>>[],
): number {
  const ligne = DERNIERE + 1;
  feuille.getCell(ligne, 1).value = LIGNES_FIXES.total;
  const nommes = collectifs.filter((c) => !estVide(c['libelle'] ?? null)).length;
  for (let colonne = 2; colonne < DECALAGE + questions.length; colonne += 1) {
    poser(feuille.getCell(ligne, colonne), null, STYLES.total);
  }
  const noms = `C${PREMIERE}:C${DERNIERE}`;
  poserFormule(feuille.getCell(ligne, 2), `SUMPRODUCT(--(LEN(TRIM(${noms}))>0))`, nommes, STYLES.total);
  poser(feuille.getCell(ligne, 3), 'collectifs nommés', STYLES.total);
  const sommer = (code: string, valeur: number, style: (typeof STYLES)['total' | 'totalMontant']) => {
    const place = questions.findIndex((q) => q.code === code) + DECALAGE;
    const lettre = adresse(place - 1, 1).slice(0, -1);
    poserFormule(feuille.getCell(ligne, place), `SUM(${lettre}${PREMIERE}:${lettre}${DERNIERE})`, valeur, style);
  };
  const total = (cle: string) => collectifs.reduce((n, c) => n + (typeof c[cle] === 'number' ? c[cle] : 0), 0);
  sommer('collectif.effectif', total('effectif'), STYLES.total);
  sommer('collectif.cout', total('cout') / 100, STYLES.totalMontant);
  feuille.getRow(ligne).height = 22;
  return nommes;
}
