import type { Workbook, Worksheet } from 'exceljs';
import type { DonneesFiches, FicheInstruction } from '../documents/fiche-instruction-donnees.ts';
import { adresse } from './classeur.ts';
import {
  type ColonneResultat,
  colonnesDossier,
  ecrireTable,
  ecrireValeur,
  FORMAT_NOTE,
  poserLargeurs,
  type Valeur,
} from './ecrire-resultats-feuille.ts';
import {
  cite,
  FEUILLES,
  LIGNE_AXES,
  LIGNE_CODES,
  LIGNE_POIDS,
  ligneDesCriteres,
  nombreDe,
  type Plan,
} from './ecrire-resultats-plan.ts';
import { FORMAT_ENTIER, FORMAT_TEXTE, hauteur, lignesDeTexte, styleCorps, styleEntete } from './ecrire-style.ts';

const LARGEUR_CRITERE = 9;

/**
 * Dossiers × critères. Les notes sont des formules vivantes sur les niveaux et les poids des Paramètres : changer un niveau
 * ou un poids recalcule tout, et le résultat gardé est celui de l’application.
 */
export function ajouterCriteres(classeur: Workbook, donnees: DonneesFiches, plan: Plan): Worksheet {
  const feuille = classeur.addWorksheet(FEUILLES.criteres, {
    views: [{ state: 'frozen', xSplit: 2, ySplit: LIGNE_CODES, showGridLines: false, zoomScale: 110 }],
  });
  const { axes } = donnees.campagne.charte;
  const colonnes = colonnesDe(donnees, plan);
  poserLargeurs(
    feuille,
    colonnes.map(({ largeur }) => largeur),
  );
  ecrireTetes(feuille, donnees, plan);
  ecrireTable(feuille, LIGNE_CODES, colonnes, donnees.fiches);
  feuille.autoFilter = {
    from: { row: LIGNE_CODES, column: 1 },
    to: { row: Math.max(plan.fin, LIGNE_CODES), column: colonnes.length },
  };
  feuille.getRow(1).height = hauteur(
    Math.max(1, ...axes.map(({ libelle, criteres }) => lignesDeTexte(libelle, LARGEUR_CRITERE * criteres.length))),
  );
  return feuille;
}

/** Au-dessus des codes : l’axe de chaque critère, et son poids, lu dans les Paramètres. */
function ecrireTetes(feuille: Worksheet, { campagne }: DonneesFiches, plan: Plan): void {
  const { axes } = campagne.charte;
  const debutCriteres = ligneDesCriteres(axes.length);
  const poids = styleCorps({ alignement: 'right', format: FORMAT_ENTIER });
  ecrireValeur(feuille, LIGNE_POIDS, 2, 'Poids (feuille Paramètres)', styleCorps({ alignement: 'left' }));
  let critere = 0;
  axes.forEach((axe, rang) => {
    const [premiere, derniere] = plan.etendues[rang] ?? [0, 0];
    feuille.mergeCells(1, premiere + 1, 1, derniere + 1);
    ecrireValeur(feuille, 1, premiere + 1, axe.libelle, styleEntete('center'));
    axe.criteres.forEach((c, i) => {
      const formule = cite(FEUILLES.parametres, 3, debutCriteres + 1 + critere);
      ecrireValeur(feuille, LIGNE_POIDS, premiere + i + 1, { formule, resultat: c.poids }, poids);
      critere += 1;
    });
    const formule = cite(FEUILLES.parametres, 2, LIGNE_AXES + 1 + rang);
    ecrireValeur(feuille, LIGNE_POIDS, plan.axes + rang + 1, { formule, resultat: axe.poids }, poids);
  });
  feuille.mergeCells(1, plan.axes + 1, 1, plan.note);
  ecrireValeur(feuille, 1, plan.axes + 1, 'Notes par axe, sur 100', styleEntete('center'));
}

function colonnesDe({ campagne }: DonneesFiches, plan: Plan): ColonneResultat<FicheInstruction>[] {
  const { axes } = campagne.charte;
  const codes = axes.flatMap((axe) => axe.criteres);
  const droite = { alignement: 'right', format: FORMAT_NOTE } as const;
  return [
    ...colonnesDossier((fiche: FicheInstruction) => fiche),
    ...codes.map(
      ({ code }, rang): ColonneResultat<FicheInstruction> => ({
        libelle: code,
        largeur: LARGEUR_CRITERE,
        alignement: 'right',
        format: 'General',
        valeur: (fiche) => niveau(fiche, rang),
      }),
    ),
    ...axes.map(
      (axe, rang): ColonneResultat<FicheInstruction> => ({
        ...droite,
        libelle: axe.abrege,
        largeur: 8,
        valeur: (fiche, index) => noteAxe(fiche, plan, rang, plan.debut + index),
      }),
    ),
    {
      ...droite,
      libelle: 'Note, sans arrondi',
      largeur: 12,
      format: '0.000000',
      valeur: (fiche, index) => note(fiche, plan, plan.debut + index),
    },
    {
      ...droite,
      libelle: 'Note',
      largeur: 8,
      gras: true,
      valeur: (fiche, index) => affichee(fiche, plan, plan.debut + index),
    },
    {
      libelle: 'Complète',
      largeur: 10,
      alignement: 'center',
      valeur: (fiche, index) => complete(fiche, plan, plan.debut + index),
    },
    {
      ...droite,
      libelle: 'Pour le rang',
      largeur: 12,
      format: '0.000000',
      valeur: (fiche, index) => classee(fiche, plan, plan.debut + index),
    },
    {
      libelle: 'Note exacte',
      largeur: 16,
      alignement: 'right',
      format: FORMAT_TEXTE,
      valeur: ({ noteExacte }) => noteExacte,
    },
  ];
}

function niveau({ criteres }: FicheInstruction, rang: number): Valeur {
  const critere = criteres[rang];
  if (!critere) return null;
  if (critere.exact !== null) {
    const valeur = nombreDe(critere.exact) ?? 0;
    return critere.exact.includes('/') ? { formule: critere.exact, resultat: valeur } : valeur;
  }
  return critere.retenu === 'non coté' ? null : critere.retenu;
}

/** Les « s. o. » et les cases vides ne sont pas des nombres : ils sortent du numérateur comme du dénominateur. */
function noteAxe({ axesExacts }: FicheInstruction, plan: Plan, rang: number, ligne: number): Valeur {
  const [premiere, derniere] = plan.etendues[rang] ?? [0, 0];
  const niveaux = `${adresse(premiere, ligne)}:${adresse(derniere, ligne)}`;
  const poids = plageDesPoids(premiere, derniere);
  const comptent = `SUMPRODUCT(--ISNUMBER(${niveaux}),${poids})`;
  return {
    formule: `IF(${comptent}=0,"",100*SUMPRODUCT(${poids},${niveaux})/(3*${comptent}))`,
    resultat: nombreDe(axesExacts[rang] ?? null) ?? '',
  };
}

function note({ noteExacte }: FicheInstruction, plan: Plan, ligne: number): Valeur {
  const notes = `${adresse(plan.axes, ligne)}:${adresse(plan.note - 1, ligne)}`;
  const poids = plageDesPoids(plan.axes, plan.note - 1);
  const comptent = `SUMPRODUCT(--ISNUMBER(${notes}),${poids})`;
  return {
    formule: `IF(${comptent}=0,"",SUMPRODUCT(${poids},${notes})/${comptent})`,
    resultat: nombreDe(noteExacte) ?? '',
  };
}

function plageDesPoids(premiere: number, derniere: number): string {
  const fixe = (colonne: number) => adresse(colonne, LIGNE_POIDS).replace(/(\d+)$/, '$$$1');
  return `${fixe(premiere)}:${fixe(derniere)}`;
}

/** Deux arrondis : le premier ôte la poussière du flottant, que le second prendrait pour un demi manqué. */
function affichee({ dossier, noteExacte }: FicheInstruction, plan: Plan, ligne: number): Valeur {
  const exacte = adresse(plan.note, ligne);
  const dixiemes = noteExacte === null ? null : dossier.note.dixiemes;
  return {
    formule: `IF(${exacte}="","",ROUND(ROUND(${exacte},9),1))`,
    resultat: dixiemes === null ? '' : dixiemes / 10,
  };
}

function complete({ dossier, montre }: FicheInstruction, plan: Plan, ligne: number): Valeur {
  const niveaux = `${adresse(plan.criteres, ligne)}:${adresse(plan.axes - 1, ligne)}`;
  return {
    formule: `IF(AND(COUNTBLANK(${niveaux})=0,${adresse(plan.note, ligne)}<>""),"oui","non")`,
    resultat: montre && dossier.note.complete ? 'oui' : 'non',
  };
}

function classee({ dossier, noteExacte, montre }: FicheInstruction, plan: Plan, ligne: number): Valeur {
  const valeur = montre && dossier.note.complete ? nombreDe(noteExacte) : null;
  return {
    formule: `IF(${adresse(plan.complete, ligne)}="oui",ROUND(${adresse(plan.note, ligne)},9),"")`,
    resultat: valeur === null ? '' : Math.round(valeur * 1e9) / 1e9,
  };
}
