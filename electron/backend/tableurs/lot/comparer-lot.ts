import { createHash } from 'node:crypto';
import { type ContenuDeLot, texteDesLignes } from '../../../../shared/domaine/lot.ts';
import type { Classeur, Feuille, Ligne } from '../classeur.ts';
import { ECHEANCIER, rangDe } from './colonnes.ts';
import { comparerRangee, direCase, type EcartDeCase, type FormulesLues } from './comparer-rangee.ts';
import { composerLot } from './composer.ts';
import type { Exemplaire, FeuilleDeLot, Rangee } from './modele.ts';

/** Écarts rendus au plus : au-delà, le fichier n’a plus grand-chose de commun avec le lot. */
const ECARTS_RENDUS = 200;

export interface ComparaisonDeLot {
  readonly exemplaire: Exemplaire;
  readonly lignes: number;
  readonly montantCentimes: number | null;
  /** SHA-256 refait d’après les cases ; null si une case de l’empreinte ne se lit plus. */
  readonly empreinte: string | null;
  readonly ecarts: readonly EcartDeCase[];
  readonly nombreEcarts: number;
  /** Cases comparées, formules comprises. */
  readonly comparees: number;
  /** Formules inchangées dont le résultat n’est plus dans le fichier. */
  readonly aRecalculer: number;
}

/**
 * Compare chaque case d’un classeur lu à ce que le lot y a écrit : valeurs, dates, formules et leurs résultats gardés. Une
 * ligne retirée, ajoutée ou déplacée se dit une fois, d’après son n° d’échéance, et non par mille cases décalées.
 */
export function comparerLot(classeur: Classeur, contenu: ContenuDeLot, exemplaire: Exemplaire): ComparaisonDeLot {
  const modele = composerLot(contenu, exemplaire);
  const suivi = creerSuivi();
  for (const feuille of modele.feuilles) {
    const lue = classeur.feuilles.find((f) => f.nom === feuille.nom);
    if (!lue) suivi.ajouter({ feuille: feuille.nom, cellule: null, attendu: 'la feuille', lu: '(absente)' });
    else if (feuille.nom === ECHEANCIER) comparerEcheancier(feuille, lue, suivi);
    else comparerFeuille(feuille, lue, suivi);
  }
  for (const { nom } of classeur.feuilles) {
    if (modele.feuilles.every((f) => f.nom !== nom))
      suivi.ajouter({ feuille: nom, cellule: null, attendu: '(aucune feuille)', lu: 'une feuille ajoutée' });
  }
  const lignes = lignesDeLot(classeur);
  return { exemplaire, ...sommer(lignes), ...suivi.bilan() };
}

interface Suivi {
  readonly ajouter: (ecart: EcartDeCase) => void;
  readonly compter: (cases: number, aRecalculer: number) => void;
  readonly bilan: () => Pick<ComparaisonDeLot, 'ecarts' | 'nombreEcarts' | 'comparees' | 'aRecalculer'>;
}

function creerSuivi(): Suivi {
  const ecarts: EcartDeCase[] = [];
  let nombreEcarts = 0;
  let comparees = 0;
  let sansResultat = 0;
  return {
    ajouter(ecart) {
      nombreEcarts += 1;
      if (ecarts.length < ECARTS_RENDUS) ecarts.push(ecart);
    },
    compter(cases, aRecalculer) {
      comparees += cases;
      sansResultat += aRecalculer;
    },
    bilan: () => ({ ecarts, nombreEcarts, comparees, aRecalculer: sansResultat }),
  };
}

function comparerFeuille(feuille: FeuilleDeLot, lue: Feuille, suivi: Suivi): void {
  const formules = lireFormules(lue);
  const parNumero = new Map(lue.lignes.map((l) => [l.numero, l]));
  for (const rangee of feuille.rangees()) {
    confronter(feuille.nom, rangee, parNumero.get(rangee.numero), formules, suivi);
    parNumero.delete(rangee.numero);
  }
  for (const ligne of parNumero.values())
    confronter(feuille.nom, { ...VIDE, numero: ligne.numero }, ligne, formules, suivi);
}

const VIDE = { hauteur: 0, cases: [] } as const;

function confronter(
  feuille: string,
  rangee: Rangee,
  ligne: Ligne | undefined,
  formules: FormulesLues,
  suivi: Suivi,
): void {
  const lue = ligne ?? { numero: rangee.numero, cellules: [] };
  const { ecarts, aRecalculer } = comparerRangee(feuille, rangee, lue, formules);
  suivi.compter(rangee.cases.length, aRecalculer);
  for (const ecart of ecarts) suivi.ajouter(ecart);
}

/** La première feuille : ses lignes se retrouvent par leur n° d’échéance. */
function comparerEcheancier(feuille: FeuilleDeLot, lue: Feuille, suivi: Suivi): void {
  const formules = lireFormules(lue);
  const attendues = [...feuille.rangees()];
  const [entete, ...suite] = attendues;
  const total = suite.pop();
  const lignesLues = [...lue.lignes];
  const enteteLu = lignesLues[0]?.numero === 1 ? lignesLues.shift() : undefined;
  const echeance = rangDe('echeance');
  // Le total est sous la dernière ligne : la seule, en bas, sans n° d’échéance.
  const derniere = lignesLues.at(-1);
  const totalLu = derniere && nombreDe(derniere, echeance) === null ? lignesLues.pop() : undefined;
  if (entete) confronter(feuille.nom, entete, enteteLu, formules, suivi);
  const { paires, manquantes, ajoutees } = apparier(suite, lignesLues, echeance);
  let precedente = 0;
  let isDansLOrdre = true;
  for (const [rangee, ligne] of paires) {
    if (ligne.numero < precedente) isDansLOrdre = false;
    precedente = ligne.numero;
    confronter(feuille.nom, { ...rangee, numero: ligne.numero }, ligne, formules, suivi);
  }
  for (const rangee of manquantes)
    suivi.ajouter({
      feuille: feuille.nom,
      cellule: `A${rangee.numero}`,
      attendu: `la ligne ${decrire(rangee)}`,
      lu: '(ligne absente)',
    });
  for (const ligne of ajoutees)
    suivi.ajouter({
      feuille: feuille.nom,
      cellule: `A${ligne.numero}`,
      attendu: '(aucune ligne)',
      lu: 'une ligne ajoutée',
    });
  if (!isDansLOrdre)
    suivi.ajouter({
      feuille: feuille.nom,
      cellule: null,
      attendu: 'les lignes dans l’ordre du lot',
      lu: 'des lignes déplacées',
    });
  if (total) {
    const numero = totalLu?.numero ?? total.numero;
    // Une ligne de plus ou de moins décale le total et ses plages : dit une fois, déjà.
    const isDeplace = numero !== total.numero;
    confronter(
      feuille.nom,
      isDeplace ? sansFormules({ ...total, numero }) : total,
      totalLu,
      isDeplace ? new Map() : formules,
      suivi,
    );
  }
}

function sansFormules(rangee: Rangee): Rangee {
  return { ...rangee, cases: rangee.cases.map(({ colonne, contenu, style }) => ({ colonne, contenu, style })) };
}

function apparier(attendues: readonly Rangee[], lues: readonly Ligne[], echeance: number) {
  const parEcheance = Map.groupBy(lues, (ligne) => nombreDe(ligne, echeance));
  const reste = new Set(lues);
  const paires: [Rangee, Ligne][] = [];
  const seules: Rangee[] = [];
  for (const rangee of attendues) {
    const contenu = rangee.cases[echeance]?.contenu;
    const memes = (contenu?.genre === 'nombre' && parEcheance.get(contenu.nombre)) || [];
    // Un numéro changé peut en imiter un autre : la ligne restée à sa place l’emporte.
    const ligne = memes.find((l) => l.numero === rangee.numero) ?? memes.find((l) => reste.has(l));
    if (!ligne) {
      seules.push(rangee);
      continue;
    }
    paires.push([rangee, ligne]);
    reste.delete(ligne);
  }
  // Une ligne dont le n° d’échéance a été changé est restée à sa place.
  const parNumero = new Map([...reste].map((l) => [l.numero, l]));
  const manquantes: Rangee[] = [];
  for (const rangee of seules) {
    const ligne = parNumero.get(rangee.numero);
    if (!ligne) {
      manquantes.push(rangee);
      continue;
    }
    paires.push([rangee, ligne]);
    reste.delete(ligne);
  }
  paires.sort(([a], [b]) => a.numero - b.numero);
  return { paires, manquantes, ajoutees: [...reste] };
}

function decrire(rangee: Rangee): string {
  const dire = (cle: Parameters<typeof rangDe>[0]) => {
    const contenu = rangee.cases[rangDe(cle)]?.contenu;
    return contenu?.genre === 'texte' ? contenu.texte : contenu?.genre === 'nombre' ? String(contenu.nombre) : '';
  };
  const montant = rangee.cases[rangDe('montantCentimes')];
  return `${dire('rang')} : ${dire('raisonSociale')}, ${dire('libelleExact')}, ${montant ? direCase(montant) : ''}`;
}

function lireFormules(lue: Feuille): FormulesLues {
  const { formules = [], textesDesFormules = [] } = lue;
  return new Map(formules.map((adresse, rang) => [adresse, textesDesFormules[rang] ?? '']));
}

function nombreDe(ligne: Ligne, colonne: number): number | null {
  const contenu = ligne.cellules.find((c) => c.colonne === colonne)?.contenu;
  return contenu?.type === 'nombre' ? contenu.valeur : null;
}

function texteDe(ligne: Ligne, colonne: number): string | null {
  const contenu = ligne.cellules.find((c) => c.colonne === colonne)?.contenu;
  return contenu?.type === 'texte' ? contenu.valeur : null;
}

/** Les lignes de l’échéancier telles que le fichier les dit, hors en-tête et total. */
function lignesDeLot(classeur: Classeur): readonly Ligne[] {
  const lignes = classeur.feuilles.find((f) => f.nom === ECHEANCIER)?.lignes ?? [];
  return lignes.filter((l) => l.numero > 1 && nombreDe(l, rangDe('echeance')) !== null);
}

/** Nombre, somme et empreinte, refaits d’après les cases et rien d’autre. */
function sommer(lignes: readonly Ligne[]): Pick<ComparaisonDeLot, 'lignes' | 'montantCentimes' | 'empreinte'> {
  const montant = rangDe('montantCentimes');
  let montantCentimes: number | null = 0;
  const scellees: Parameters<typeof texteDesLignes>[0][number][] = [];
  for (const ligne of lignes) {
    const euros = nombreDe(ligne, montant);
    if (euros === null || montantCentimes === null) {
      montantCentimes = null;
      continue;
    }
    const centimes = Math.round(euros * 100);
    montantCentimes += centimes;
    scellees.push({
      rang: nombreDe(ligne, rangDe('rang')) ?? 0,
      echeanceId: nombreDe(ligne, rangDe('echeance')) ?? 0,
      numeroDossier: texteDe(ligne, rangDe('numeroDossier')) ?? '',
      siret: texteDe(ligne, rangDe('siret')),
      iban: texteDe(ligne, rangDe('iban')) ?? '',
      numeroConvention: texteDe(ligne, rangDe('numeroConvention')) ?? '',
      libelle: texteDe(ligne, rangDe('libelleExact')) ?? '',
      montantCentimes: centimes,
    });
  }
  const isEntier = scellees.length === lignes.length;
  return {
    lignes: lignes.length,
    montantCentimes,
    empreinte: isEntier ? createHash('sha256').update(texteDesLignes(scellees)).digest('hex') : null,
  };
}
