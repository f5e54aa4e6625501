import type { Style, Worksheet } from 'exceljs';
import type { LigneBudgetBilan } from '../../../shared/domaine/bilan.ts';
import { libelleCompte } from '../../../shared/domaine/libelles.ts';
import type { DonneesBilan, LigneAgreee } from './ecrire-bilan-donnees.ts';
import {
  type ContexteBilan,
  creerFeuilleBilan,
  PREMIERE_LIGNE,
  STYLE_RAPPEL,
  STYLE_RAPPEL_NOMBRE,
  validerMontants,
  vide,
} from './ecrire-bilan-feuille.ts';
import {
  COLONNES_RESULTAT,
  codeCompte,
  codeLibre,
  codeLigne,
  FEUILLES_BILAN,
  type SensBudget,
} from './ecrire-bilan-format.ts';
import { euros } from './ecrire-classeur.ts';
import { compterReproches, estReproche, OK, texte } from './ecrire-modele-controles.ts';
import { type FeuilleEcrite, finirFeuille } from './ecrire-modele-feuille.ts';
import {
  colorerControles,
  hauteurPour,
  poser,
  poserFormule,
  STYLES,
  styleMontant,
  styleReponse,
} from './ecrire-modele-style.ts';
import { FORMAT_MONTANT } from './ecrire-style.ts';

const LARGEURS = [9, 46, 16, 16, 16, 44, 26] as const;
const [COMPTE, LIBELLE, PREVU, REEL, ECART, EXPLICATION, CONTROLE] = [2, 3, 4, 5, 6, 7, 8] as const;

export const ECART_A_EXPLIQUER = 'écart à expliquer';
const REPROCHES = {
  montant: 'montant attendu',
  negatif: 'montant négatif',
  aRemplir: 'à remplir (0 si rien)',
  ecart: ECART_A_EXPLIQUER,
} as const;

interface Bloc {
  readonly cle: BlocResultat;
  readonly sens: SensBudget;
  readonly total: string;
  readonly comptes: readonly string[];
  /** Un écart s’y explique ; pas dans les contributions volontaires. */
  readonly explique: boolean;
}
export type BlocResultat = 'charges' | 'produits' | 'emplois' | 'apports';

const BLOCS: readonly Bloc[] = [
  {
    cle: 'charges',
    sens: 'charge',
    total: 'Total des charges',
    comptes: ['60', '61', '62', '63', '64', '65', '66', '67', '68', '69'],
    explique: true,
  },
  {
    cle: 'produits',
    sens: 'produit',
    total: 'Total des produits',
    comptes: ['70', '73', '74', '75', '76', '77', '78', '79'],
    explique: true,
  },
  { cle: 'emplois', sens: 'charge', total: 'Total des emplois (86)', comptes: ['86'], explique: false },
  { cle: 'apports', sens: 'produit', total: 'Total des apports (87)', comptes: ['87'], explique: false },
];

/** Le total d’un bloc : sa ligne et son réel en centimes, null si rien n’y est encore rempli. */
interface TotalEcrit {
  readonly ligne: number;
  readonly reel: number | null;
}

export interface ResultatEcrit extends FeuilleEcrite {
  readonly totaux: Readonly<Record<BlocResultat, TotalEcrit>>;
  /** Comptes dont l’écart reste à expliquer. */
  readonly aExpliquer: number;
  /** « $H$5:$H$80 ». */
  readonly plageControles: string;
}

/** La feuille « Compte de résultat » : le budget agréé compte par compte, le réel à côté, l’écart et son explication. */
export async function ajouterResultat(contexte: ContexteBilan): Promise<ResultatEcrit> {
  const nom = FEUILLES_BILAN.resultat;
  const feuille = creerFeuilleBilan(
    contexte,
    'resultat',
    {
      nom,
      titre: 'Compte de résultat de l’action, en euros',
      largeurs: LARGEURS,
      entetes: ['Compte', 'Poste', 'Prévu (€)', 'Réel (€) *', 'Écart (€)', 'Explication de l’écart', 'À corriger'],
      codes: new Map(COLONNES_RESULTAT.map((code, rang) => [rang + 2, code])),
      orientation: 'landscape',
      figees: 3,
    },
    [COMPTE, PREVU, ECART],
  );
  const totaux: Record<BlocResultat, TotalEcrit> = {
    charges: RIEN,
    produits: RIEN,
    emplois: RIEN,
    apports: RIEN,
  };
  const resultats: string[] = [];
  let ligne = PREMIERE_LIGNE - 1;
  for (const bloc of BLOCS) {
    const enTetes: number[] = [];
    let prevu = 0;
    let reel: number | null = null;
    for (const compte of bloc.comptes) {
      const ecrit = ecrireCompte(contexte.donnees, feuille, ligne + 1, bloc, compte);
      enTetes.push(ligne + 1);
      resultats.push(ecrit.resultat);
      prevu += ecrit.prevu;
      if (ecrit.reel !== null) reel = (reel ?? 0) + ecrit.reel;
      ligne = ecrit.derniere;
    }
    ligne += 1;
    ecrireTotal(feuille, ligne, bloc, enTetes, { prevu, reel });
    totaux[bloc.cle] = { ligne, reel };
  }
  const plage = `$H$${PREMIERE_LIGNE}:$H$${ligne}`;
  colorerControles(feuille, plage.replaceAll('$', ''));
  const reproches = resultats.filter(estReproche).length;
  await finirFeuille(feuille, { formule: compterReproches(plage), reproches });
  const aExpliquer = resultats.filter((r) => r === REPROCHES.ecart).length;
  return { feuille, nom, reproches, totaux, aExpliquer, plageControles: plage };
}

const RIEN: TotalEcrit = { ligne: 0, reel: null };

/** La case du réel d’un total. */
export function celluleReel(ligne: number): string {
  return `E${ligne}`;
}

interface LigneEcrite {
  readonly code: string;
  readonly compte: string;
  readonly libelle: string;
  /** null : une ligne laissée au porteur. */
  readonly prevu: number | null;
  readonly reel: number | null;
}

/** Les lignes agréées d’un compte, puis celles que le porteur a ajoutées et une ligne libre. */
function lignesDuCompte(donnees: DonneesBilan, { sens }: Bloc, compte: string): LigneEcrite[] {
  const saisies = (donnees.saisie?.budget ?? []).filter((l) => l.sens === sens && l.compte.startsWith(compte));
  const prises = new Set<LigneBudgetBilan>();
  const agreees = donnees.budget.flatMap((agreee: LigneAgreee, rang): LigneEcrite[] => {
    if (agreee.sens !== sens || !agreee.compte.startsWith(compte)) return [];
    const saisie = saisies.find((s) => !prises.has(s) && s.compte === agreee.compte && s.libelle === agreee.libelle);
    if (saisie) prises.add(saisie);
    return [
      {
        code: codeLigne(sens, agreee.compte, rang),
        compte: agreee.compte,
        libelle: agreee.libelle,
        prevu: agreee.montantCentimes,
        reel: saisie?.montantCentimes ?? null,
      },
    ];
  });
  const autres = saisies.filter((s) => !prises.has(s));
  const libres = [...autres, null].map(
    (saisie, rang): LigneEcrite => ({
      // Un numéro à trois chiffres saisi à l’écran se garde.
      code: codeLibre(sens, saisie?.compte ?? compte, rang + 1),
      compte: saisie?.compte ?? compte,
      libelle: saisie?.libelle ?? '',
      prevu: null,
      reel: saisie?.montantCentimes ?? null,
    }),
  );
  return [...agreees, ...libres];
}

function ecrireCompte(
  donnees: DonneesBilan,
  feuille: Worksheet,
  ligne: number,
  bloc: Bloc,
  compte: string,
): { readonly derniere: number; readonly resultat: string; readonly prevu: number; readonly reel: number | null } {
  const lignes = lignesDuCompte(donnees, bloc, compte);
  const agreees = lignes.filter((l) => l.prevu !== null).length;
  const explication = donnees.saisie?.contenu.explications[`${bloc.sens} ${compte}`] ?? '';
  const prevu = somme(lignes.map((l) => l.prevu));
  const remplies = lignes.filter((l) => l.reel !== null);
  const reel = remplies.length === 0 ? null : somme(remplies.map((l) => l.reel));
  lignes.forEach((l, rang) => {
    ecrireLigne(feuille, ligne + 1 + rang, l);
  });
  const derniere = ligne + lignes.length;
  validerMontants(feuille, `E${ligne + 1}:E${derniere}`);

  feuille.getCell(ligne, 1).value = codeCompte(bloc.sens, compte);
  poser(feuille.getCell(ligne, COMPTE), compte, STYLE_COMPTE);
  poser(feuille.getCell(ligne, LIBELLE), libelleCompte(compte), STYLE_COMPTE);
  poserFormule(feuille.getCell(ligne, PREVU), `SUM(D${ligne + 1}:D${derniere})`, euros(prevu), STYLE_COMPTE_MONTANT);
  const reels = `E${ligne + 1}:E${derniere}`;
  // Rien de rempli n’est pas zéro : la case reste vide.
  poserFormule(
    feuille.getCell(ligne, REEL),
    `IF(COUNT(${reels})=0,"",SUM(${reels}))`,
    reel === null ? '' : euros(reel),
    STYLE_COMPTE_MONTANT,
  );
  poserFormule(
    feuille.getCell(ligne, ECART),
    `IF(E${ligne}="","",ROUND(E${ligne}-D${ligne},2))`,
    reel === null ? '' : euros(reel - prevu),
    STYLE_COMPTE_MONTANT,
  );
  poser(
    feuille.getCell(ligne, EXPLICATION),
    explication || null,
    bloc.explique ? styleReponse('texte_long') : STYLE_COMPTE,
  );
  const manquantes = lignes.filter((l) => l.prevu !== null && l.reel === null).length;
  const ecart =
    BigInt(Math.abs((reel ?? 0) - prevu)) * 10_000n > BigInt(Math.abs(prevu)) * BigInt(donnees.ecartPointsBase);
  const resultat = evaluer({ reel, manquantes, ecart: bloc.explique && ecart, explication });
  poserFormule(
    feuille.getCell(ligne, CONTROLE),
    formuleDe(ligne, derniere, agreees, bloc.explique ? donnees.ecartPointsBase : null),
    resultat,
    STYLE_COMPTE,
  );
  feuille.getRow(ligne).height = Math.max(21, hauteurPour([[explication, LARGEURS[5]]]));
  return { derniere, resultat, prevu, reel };
}

function evaluer(compte: {
  readonly reel: number | null;
  readonly manquantes: number;
  readonly ecart: boolean;
  readonly explication: string;
}): string {
  if (compte.manquantes > 0) return REPROCHES.aRemplir;
  if (compte.reel === null) return '';
  return compte.ecart && compte.explication.trim() === '' ? REPROCHES.ecart : OK;
}

/** `seuil` null : aucun écart ne s’y explique. */
function formuleDe(ligne: number, derniere: number, agreees: number, seuil: number | null): string {
  const tous = `E${ligne + 1}:E${derniere}`;
  const R = REPROCHES;
  const ecart =
    seuil === null
      ? texte(OK)
      : `IF(AND(ROUND(ABS(E${ligne}-D${ligne})*100,0)*10000>ROUND(ABS(D${ligne})*100,0)*${seuil},${vide(`G${ligne}`)}),${texte(R.ecart)},${texte(OK)})`;
  const rempli = `IF(COUNT(${tous})=0,"",${ecart})`;
  const complet =
    agreees === 0 ? rempli : `IF(COUNT(E${ligne + 1}:E${ligne + agreees})<${agreees},${texte(R.aRemplir)},${rempli})`;
  return `IF(COUNTA(${tous})>COUNT(${tous}),${texte(R.montant)},IF(COUNTIF(${tous},"<0")>0,${texte(R.negatif)},${complet}))`;
}

const STYLE_COMPTE: Partial<Style> = { ...STYLES.total };
const STYLE_COMPTE_MONTANT: Partial<Style> = { ...STYLES.totalMontant };
const STYLE_TOTAL: Partial<Style> = { ...STYLES.entete };
const STYLE_TOTAL_MONTANT: Partial<Style> = {
  ...STYLES.entete,
  alignment: { ...STYLES.entete.alignment, horizontal: 'right' },
  numFmt: FORMAT_MONTANT,
};

function ecrireLigne(feuille: Worksheet, ligne: number, { code, compte, libelle, prevu, reel }: LigneEcrite): void {
  feuille.getCell(ligne, 1).value = code;
  poser(feuille.getCell(ligne, COMPTE), compte, STYLE_RAPPEL);
  const libre = prevu === null;
  poser(feuille.getCell(ligne, LIBELLE), libelle || null, libre ? styleReponse('texte') : STYLE_RAPPEL);
  poser(feuille.getCell(ligne, PREVU), libre ? null : euros(prevu), { ...STYLE_RAPPEL_NOMBRE, numFmt: FORMAT_MONTANT });
  poser(feuille.getCell(ligne, REEL), reel === null ? null : euros(reel), styleMontant());
  poserFormule(
    feuille.getCell(ligne, ECART),
    `IF(LEN(TRIM(E${ligne}))=0,"",ROUND(E${ligne}-D${ligne},2))`,
    reel === null ? '' : euros(reel - (prevu ?? 0)),
    { ...STYLE_RAPPEL_NOMBRE, numFmt: FORMAT_MONTANT },
  );
  for (const colonne of [EXPLICATION, CONTROLE]) poser(feuille.getCell(ligne, colonne), null, STYLES.libelle);
  if (libre && libelle === '' && reel === null)
    poser(
      feuille.getCell(ligne, EXPLICATION),
      '← non prévu : précisez ici le poste, puis son montant',
      STYLES.aideCourte,
    );
  feuille.getRow(ligne).height = hauteurPour([[libelle, LARGEURS[1]]]);
}

function ecrireTotal(
  feuille: Worksheet,
  ligne: number,
  { cle, total }: Bloc,
  enTetes: readonly number[],
  { prevu, reel }: { readonly prevu: number; readonly reel: number | null },
): void {
  feuille.getCell(ligne, 1).value = `total:${cle}`;
  for (const colonne of [COMPTE, EXPLICATION, CONTROLE]) poser(feuille.getCell(ligne, colonne), null, STYLE_TOTAL);
  poser(feuille.getCell(ligne, LIBELLE), total, STYLE_TOTAL);
  const sommer = (lettre: string) => `SUM(${enTetes.map((n) => `${lettre}${n}`).join(',')})`;
  poserFormule(feuille.getCell(ligne, PREVU), sommer('D'), euros(prevu), STYLE_TOTAL_MONTANT);
  poserFormule(feuille.getCell(ligne, REEL), sommer('E'), euros(reel ?? 0), STYLE_TOTAL_MONTANT);
  poserFormule(
    feuille.getCell(ligne, ECART),
    `ROUND(E${ligne}-D${ligne},2)`,
    euros((reel ?? 0) - prevu),
    STYLE_TOTAL_MONTANT,
  );
  feuille.getRow(ligne).height = 24;
}

function somme(montants: readonly (number | null)[]): number {
  return montants.reduce<number>((total, m) => total + (m ?? 0), 0);
}
