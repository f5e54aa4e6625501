import { CHAMP_PAR_CODE } from './champs.ts';
import type { Axe, Charte, Condition, Critere } from './charte.ts';
import { couvrir, EXIGENCE_PAR_CODE } from './exigences.ts';

export interface ConstatDeCharte {
  /** Où : `nom`, `conditions.3.libelle`, `axes.1.criteres.0.niveaux.2`. */
  readonly chemin: string;
  /** Un défaut bloquant empêche de publier ; un avis se lit. */
  readonly gravite: 'bloquant' | 'avis';
  readonly message: string;
}

type Noter = (chemin: string, gravite: ConstatDeCharte['gravite'], message: string) => void;

/** Un code est gardé dans la base et dans les classeurs : court, sans espace ni accent. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/;
const ABREGE_MAXIMUM = 6;

/** Tout ce qui ne va pas dans une charte, dans l’ordre où elle se lit. Sans défaut bloquant, elle peut être publiée. */
export function controlerCharte(charte: Charte): ConstatDeCharte[] {
  const constats: ConstatDeCharte[] = [];
  const noter: Noter = (chemin, gravite, message) => constats.push({ chemin, gravite, message });
  if (charte.nom.trim() === '') noter('nom', 'bloquant', 'Donnez un nom à la charte.');
  if (charte.seuilNote > 100) noter('seuilNote', 'bloquant', 'Le seuil de la note se donne sur 100.');
  if (charte.origine.trim() === '')
    noter('origine', 'avis', 'D’où vient cette charte : texte, réunion, date ? Le Copil le demandera.');
  controlerConditions(charte.conditions, noter);
  controlerAxes(charte.axes, noter);
  const oubliees = couvrir(charte).filter(({ par }) => par.length === 0);
  if (oubliees.length > 0)
    noter(
      'couverture',
      'avis',
      `Rien ne vérifie : ${oubliees.map(({ exigence }) => exigence.libelle.toLocaleLowerCase('fr')).join(', ')}.`,
    );
  return constats;
}

/** Les défauts qui empêchent de publier. */
export function defautsBloquants(charte: Charte): ConstatDeCharte[] {
  return controlerCharte(charte).filter(({ gravite }) => gravite === 'bloquant');
}

function controlerConditions(conditions: readonly Condition[], noter: Noter): void {
  if (conditions.length === 0) noter('conditions', 'avis', 'Aucune condition : tout dossier sera recevable.');
  const codes = creerRegistre('une autre condition');
  const calculs = new Map<string, string>();
  conditions.forEach((condition, rang) => {
    const ou = `conditions.${rang}`;
    controlerCode(condition.code, ou, codes, noter);
    if (condition.libelle.trim() === '') noter(`${ou}.libelle`, 'bloquant', 'Donnez un libellé à la condition.');
    controlerPreuves(condition, ou, noter);
    if (condition.calcul === null) return;
    const avant = calculs.get(condition.calcul);
    if (avant !== undefined)
      noter(`${ou}.calcul`, 'avis', `La condition « ${avant} » fait déjà ce calcul : les deux diront la même chose.`);
    calculs.set(condition.calcul, condition.libelle);
  });
}

function controlerAxes(axes: readonly Axe[], noter: Noter): void {
  if (axes.length === 0) noter('axes', 'bloquant', 'Une charte a au moins un axe : ajoutez-en un.');
  else if (sommeDesPoids(axes) === 0)
    noter('axes', 'bloquant', 'La somme des poids des axes est nulle : aucune note ne pourrait être calculée.');
  const codes = creerRegistre('un autre axe');
  // Un niveau se range par code de critère : deux axes ne peuvent pas avoir le même.
  const codesDeCritere = creerRegistre('un autre critère');
  axes.forEach((axe, rang) => {
    const ou = `axes.${rang}`;
    controlerCode(axe.code, ou, codes, noter);
    if (axe.libelle.trim() === '') noter(`${ou}.libelle`, 'bloquant', 'Donnez un libellé à l’axe.');
    if (axe.abrege.trim() === '') noter(`${ou}.abrege`, 'bloquant', 'Donnez un abrégé : « Enf. ».');
    else if (axe.abrege.length > ABREGE_MAXIMUM)
      noter(`${ou}.abrege`, 'avis', `Au-delà de ${ABREGE_MAXIMUM} signes, l’abrégé élargit les tableaux.`);
    if (axe.seuil > 100) noter(`${ou}.seuil`, 'bloquant', 'Le seuil d’un axe se donne sur 100.');
    if (axe.poids === 0 && sommeDesPoids(axes) > 0)
      noter(`${ou}.poids`, 'avis', 'Poids 0 : cet axe ne compte pas dans la note, seul son seuil compte.');
    if (axe.criteres.length === 0)
      noter(`${ou}.criteres`, 'bloquant', 'Un axe a au moins un critère : ajoutez-en un, ou retirez l’axe.');
    else if (sommeDesPoids(axe.criteres) === 0)
      noter(
        `${ou}.criteres`,
        'bloquant',
        'La somme des poids des critères est nulle : l’axe ne pourrait pas être noté.',
      );
    axe.criteres.forEach((critere, place) =>
      controlerCritere(
        critere,
        `${ou}.criteres.${place}`,
        { codes: codesDeCritere, poidsDeLAxe: sommeDesPoids(axe.criteres) },
        noter,
      ),
    );
  });
}

function controlerCritere(
  critere: Critere,
  ou: string,
  { codes, poidsDeLAxe }: { readonly codes: Registre; readonly poidsDeLAxe: number },
  noter: Noter,
): void {
  controlerCode(critere.code, ou, codes, noter);
  if (critere.libelle.trim() === '') noter(`${ou}.libelle`, 'bloquant', 'Donnez un libellé au critère.');
  if (critere.poids === 0 && poidsDeLAxe > 0)
    noter(`${ou}.poids`, 'avis', 'Poids 0 : ce critère est à coter mais ne compte pas dans la note.');
  critere.niveaux.forEach((texte, niveau) => {
    const la = `${ou}.niveaux.${niveau}`;
    if (texte.trim() === '') noter(la, 'bloquant', `Décrivez le niveau ${niveau}.`);
    else if (critere.niveaux.findIndex((autre) => autre.trim() === texte.trim()) < niveau)
      noter(la, 'avis', `Le niveau ${niveau} est décrit comme un autre : rien ne les départage.`);
  });
  controlerPreuves(critere, ou, noter);
}

type APreuves = Pick<Critere, 'champs' | 'couvre'> & Partial<Pick<Condition, 'calcul'>>;

function controlerPreuves({ champs, couvre, calcul }: APreuves, ou: string, noter: Noter): void {
  const inconnus = champs.filter((code) => !CHAMP_PAR_CODE.has(code));
  if (inconnus.length > 0)
    noter(`${ou}.champs`, 'bloquant', `Champ inconnu du catalogue : ${inconnus.join(', ')}. Retirez-le.`);
  // Un calcul peut tenir sa preuve d’ailleurs que des réponses : la campagne d’avant, le barème.
  if (champs.length === 0 && !calcul)
    noter(`${ou}.champs`, 'avis', 'Aucun champ ne le prouve : le lecteur cherchera seul dans les réponses.');
  const exigences = (couvre ?? []).filter((code) => !EXIGENCE_PAR_CODE.has(code));
  if (exigences.length > 0)
    noter(`${ou}.couvre`, 'bloquant', `Exigence inconnue : ${exigences.join(', ')}. Retirez-la.`);
}

type Registre = (code: string) => string | null;

/** Dit si un code a déjà servi, et le retient. */
function creerRegistre(autre: string): Registre {
  const vus = new Set<string>();
  return (code) => {
    if (vus.has(code)) return `Le code « ${code} » sert déjà à ${autre} : changez l’un des deux.`;
    vus.add(code);
    return null;
  };
}

function controlerCode(code: string, ou: string, registre: Registre, noter: Noter): void {
  if (!CODE.test(code))
    noter(
      `${ou}.code`,
      'bloquant',
      code === ''
        ? 'Donnez un code.'
        : `« ${code} » n’est pas un code : lettres sans accent, chiffres, tiret ou soulignement, 40 signes au plus.`,
    );
  const refus = registre(code);
  if (refus !== null && code !== '') noter(`${ou}.code`, 'bloquant', refus);
}

/** Somme des poids d’une liste d’axes ou de critères. */
export function sommeDesPoids(elements: readonly { readonly poids: number }[]): number {
  return elements.reduce((somme, { poids }) => somme + poids, 0);
}

/** Part d’un poids dans son total, en dixièmes de pour cent, arrondie la moitié vers le haut ; null si le total est nul. */
export function partDuPoids(poids: number, elements: readonly { readonly poids: number }[]): number | null {
  const total = sommeDesPoids(elements);
  return total === 0 ? null : Math.floor((2000 * poids + total) / (2 * total));
}
