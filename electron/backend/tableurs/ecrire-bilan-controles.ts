import type { Worksheet } from 'exceljs';
import { TRANCHES_AGE } from '../../../shared/domaine/bilan.ts';
import { celluleCollectif, somme } from './ecrire-bilan-collectifs.ts';
import { celluleControleEnfants, celluleTotalEnfants, ligneTotal, reprocherEnfants } from './ecrire-bilan-enfants.ts';
import { ailleurs, type ContexteBilan, STYLE_RAPPEL_NOMBRE } from './ecrire-bilan-feuille.ts';
import { COLONNES_ENFANTS, FEUILLES_BILAN } from './ecrire-bilan-format.ts';
import { celluleReel, ECART_A_EXPLIQUER, type ResultatEcrit } from './ecrire-bilan-resultat.ts';
import { enteteImprime, euros, piedImprime } from './ecrire-classeur.ts';
import { compterReproches, estReproche, OK, texte } from './ecrire-modele-controles.ts';
import { CELLULE_COMPTE, type FeuilleEcrite, finirFeuille, LIGNE_ENTETE } from './ecrire-modele-feuille.ts';
import { colorerControles, hauteurPour, ONGLET, poser, poserFormule, STYLES } from './ecrire-modele-style.ts';
import { FORMAT_ENTIER, FORMAT_MONTANT, mettreEnPage } from './ecrire-style.ts';

const LARGEURS = [58, 18, 18, 44] as const;

interface Controle {
  readonly libelle: string;
  readonly gauche: Calcul;
  /** null : rien à comparer. */
  readonly droite: Calcul | null;
  readonly verdict: { readonly formule: string; readonly resultat: string };
  readonly montant: boolean;
}
interface Calcul {
  readonly formule: string;
  readonly resultat: number;
}

/** La feuille « Contrôles » : ce qui doit s’accorder, les deux chiffres à côté, et le verdict en mots. */
export async function ajouterControles(contexte: ContexteBilan, compte: ResultatEcrit): Promise<FeuilleEcrite> {
  const { classeur, donnees } = contexte;
  const nom = FEUILLES_BILAN.controles;
  const feuille = classeur.addWorksheet(nom, {
    properties: { tabColor: ONGLET.accueil },
    views: [{ state: 'frozen', ySplit: LIGNE_ENTETE, showGridLines: false }],
  });
  feuille.getColumn(1).width = 4;
  feuille.getColumn(1).hidden = true;
  LARGEURS.forEach((largeur, rang) => {
    feuille.getColumn(rang + 2).width = largeur;
  });
  poser(feuille.getCell('B1'), 'Contrôles, recalculés à mesure que vous répondez', STYLES.titre);
  feuille.getRow(1).height = 30;
  feuille.getRow(2).height = 20;
  feuille.getRow(3).hidden = true;
  ['Contrôle', 'Trouvé', 'Attendu', 'Verdict'].forEach((entete, rang) => {
    poser(feuille.getCell(LIGNE_ENTETE, rang + 2), entete, STYLES.entete);
  });
  feuille.getRow(LIGNE_ENTETE).height = 24;
  let ligne = LIGNE_ENTETE;
  const controles = [...controlesDuCompte(compte), ...controlesDesCollectifs(contexte, compte)];
  for (const controle of controles) {
    ligne += 1;
    ecrireControle(feuille, ligne, controle);
  }
  const plage = `$E$${LIGNE_ENTETE + 1}:$E$${ligne}`;
  colorerControles(feuille, plage.replaceAll('$', ''));
  for (const [libelle, calcul] of reperes(contexte)) {
    ligne += 1;
    ecrireControle(feuille, ligne, { libelle, gauche: calcul, droite: null, verdict: MUET, montant: false });
  }
  mettreEnPage(feuille, {
    orientation: 'landscape',
    pages: 1,
    entete: enteteImprime({
      gauche: donnees.identite.nom,
      titre: `Bilan Clas ${donnees.anneeScolaire} – ${nom}`,
      suite: '',
      droite: `${donnees.dossier.structure}, dossier ${donnees.dossier.numero}`,
    }),
    pied: piedImprime('Classeur de bilan'),
  });
  const reproches = controles.filter((c) => estReproche(c.verdict.resultat)).length;
  await finirFeuille(feuille, { formule: compterReproches(plage), reproches });
  direEtat(feuille, reproches);
  return { feuille, nom, reproches };
}

const MUET = { formule: '', resultat: '' };

/** La phrase de tête n’a pas ici de colonne « À corriger » à citer. */
function direEtat(feuille: Worksheet, reproches: number): void {
  const bon = 'Tout s’accorde.';
  const reste = ' à revoir : lisez la colonne « Verdict ».';
  poserFormule(
    feuille.getCell('B2'),
    `IF(${CELLULE_COMPTE}=0,${texte(bon)},${CELLULE_COMPTE}&${texte(reste)})`,
    reproches === 0 ? bon : `${reproches}${reste}`,
    STYLES.phrase,
  );
}

function ecrireControle(
  feuille: Worksheet,
  ligne: number,
  { libelle, gauche, droite, verdict, montant }: Controle,
): void {
  const style = { ...STYLE_RAPPEL_NOMBRE, numFmt: montant ? FORMAT_MONTANT : FORMAT_ENTIER };
  const valeur = (n: number) => (montant ? euros(n) : n);
  poser(feuille.getCell(ligne, 2), libelle, STYLES.libelle);
  poserFormule(feuille.getCell(ligne, 3), gauche.formule, valeur(gauche.resultat), style);
  if (droite === null) poser(feuille.getCell(ligne, 4), null, style);
  else poserFormule(feuille.getCell(ligne, 4), droite.formule, valeur(droite.resultat), style);
  if (verdict.formule === '') poser(feuille.getCell(ligne, 5), null, STYLES.controle);
  else poserFormule(feuille.getCell(ligne, 5), verdict.formule, verdict.resultat, STYLES.controle);
  feuille.getRow(ligne).height = Math.max(22, hauteurPour([[libelle, LARGEURS[0]]]));
}

function controlesDuCompte({ totaux, aExpliquer, plageControles, nom }: ResultatEcrit): Controle[] {
  const reel = (cle: keyof typeof totaux): Calcul => ({
    formule: ailleurs(nom, celluleReel(totaux[cle].ligne)),
    resultat: totaux[cle].reel ?? 0,
  });
  const egalite = (
    libelle: string,
    gauche: Calcul,
    droite: Calcul,
    mots: { readonly vide: string; readonly different: string },
    ligne: number,
  ): Controle => {
    const vides = gauche.resultat === 0 && droite.resultat === 0;
    return {
      libelle,
      gauche,
      droite,
      montant: true,
      verdict: {
        formule: `IF(AND(C${ligne}=0,D${ligne}=0),${texte(mots.vide)},IF(ROUND(C${ligne}-D${ligne},2)=0,${texte(OK)},${texte(mots.different)}))`,
        resultat: vides ? mots.vide : gauche.resultat === droite.resultat ? OK : mots.different,
      },
    };
  };
  const ligne = LIGNE_ENTETE + 3;
  const expliques = 'à expliquer, feuille Compte de résultat';
  return [
    egalite(
      'Compte de résultat : produits = charges',
      reel('produits'),
      reel('charges'),
      { vide: 'compte de résultat à remplir', different: 'produits et charges différents' },
      LIGNE_ENTETE + 1,
    ),
    egalite(
      'Contributions volontaires : apports (87) = emplois (86)',
      reel('apports'),
      reel('emplois'),
      { vide: OK, different: 'comptes 86 et 87 différents' },
      LIGNE_ENTETE + 2,
    ),
    {
      libelle: 'Comptes dont l’écart au prévu reste à expliquer',
      gauche: {
        formule: `COUNTIF(${ailleurs(nom, plageControles)},${texte(ECART_A_EXPLIQUER)})`,
        resultat: aExpliquer,
      },
      droite: { formule: '0', resultat: 0 },
      montant: false,
      verdict: {
        formule: `IF(C${ligne}=0,${texte(OK)},${texte(expliques)})`,
        resultat: aExpliquer === 0 ? OK : expliques,
      },
    },
  ];
}

function controlesDesCollectifs({ donnees }: ContexteBilan, { totaux, nom }: ResultatEcrit): Controle[] {
  const { collectifs, saisie } = donnees;
  const dits = new Map(saisie?.collectifs.map((c) => [c.collectifId, c]));
  const nombre = collectifs.length;
  const colonne = (code: 'realise' | 'cout') =>
    ailleurs(FEUILLES_BILAN.collectifs, `${celluleCollectif(code, 0)}:${celluleCollectif(code, nombre - 1)}`);
  const repondus = collectifs.filter((c) => (dits.get(c.id)?.realise ?? null) !== null).length;
  const couts = somme(collectifs.map((c) => dits.get(c.id)?.coutCentimes ?? null));
  const charges = totaux.charges.reel ?? 0;
  const [l1, l2] = [LIGNE_ENTETE + 4, LIGNE_ENTETE + 5];
  const manque = 'dites pour chaque collectif s’il a été réalisé';
  const trop = 'les collectifs coûtent plus que le total des charges';
  const bilan: Controle[] = [
    {
      libelle: 'Collectifs dont on sait s’ils ont été réalisés',
      gauche: {
        formule: `COUNTIF(${colonne('realise')},"oui")+COUNTIF(${colonne('realise')},"non")`,
        resultat: repondus,
      },
      droite: { formule: String(nombre), resultat: nombre },
      montant: false,
      verdict: {
        formule: `IF(C${l1}=D${l1},${texte(OK)},${texte(manque)})`,
        resultat: repondus === nombre ? OK : manque,
      },
    },
    {
      libelle: 'Coût réel des collectifs, au plus le total des charges',
      gauche: { formule: `SUM(${colonne('cout')})`, resultat: couts },
      droite: { formule: ailleurs(nom, celluleReel(totaux.charges.ligne)), resultat: charges },
      montant: true,
      verdict: {
        formule: `IF(ROUND(C${l2}-D${l2},2)>0,${texte(trop)},${texte(OK)})`,
        resultat: couts > charges ? trop : OK,
      },
    },
  ];
  return [...bilan, ...collectifs.map((c, rang): Controle => controleEnfants(donnees, c, rang))];
}

function controleEnfants(
  { saisie }: ContexteBilan['donnees'],
  { id, lettre, libelle }: ContexteBilan['donnees']['collectifs'][number],
  rang: number,
): Controle {
  const dit = saisie?.collectifs.find((c) => c.collectifId === id);
  const contenu = saisie?.contenu.collectifs.find((c) => c.collectifId === id);
  const cases = TRANCHES_AGE.flatMap((t) => COLONNES_ENFANTS.map((cle) => contenu?.enfants[t]?.[cle] ?? null));
  const total = somme(cases);
  return {
    libelle: `Enfants du collectif ${lettre}, ${libelle} : âges et sexes = accueillis`,
    gauche: { formule: ailleurs(FEUILLES_BILAN.enfants, celluleTotalEnfants(rang)), resultat: total },
    droite: {
      formule: `N(${ailleurs(FEUILLES_BILAN.collectifs, celluleCollectif('effectif', rang))})`,
      resultat: dit?.effectif ?? 0,
    },
    montant: false,
    verdict: {
      formule: `${ailleurs(FEUILLES_BILAN.enfants, celluleControleEnfants(rang))}&""`,
      resultat: reprocherEnfants(cases, total, dit),
    },
  };
}

/** Trois sommes à lire, sans verdict : combien d’enfants, de filles, en quartier prioritaire. */
function reperes({ donnees }: ContexteBilan): readonly (readonly [string, Calcul])[] {
  const { collectifs, saisie } = donnees;
  const sommer = (colonnes: readonly number[]): Calcul => ({
    formule: collectifs
      .flatMap((_, rang) =>
        colonnes.map((c) => ailleurs(FEUILLES_BILAN.enfants, `${'EFGH'[c] ?? 'E'}${ligneTotal(rang)}`)),
      )
      .join('+'),
    resultat: somme(
      collectifs.flatMap(({ id }) => {
        const contenu = saisie?.contenu.collectifs.find((c) => c.collectifId === id);
        return TRANCHES_AGE.flatMap((t) =>
          colonnes.map((c) => {
            const cle = COLONNES_ENFANTS[c];
            return cle === undefined ? null : (contenu?.enfants[t]?.[cle] ?? null);
          }),
        );
      }),
    ),
  });
  return [
    ['Pour lecture : enfants accueillis', sommer([0, 1, 2, 3])],
    ['Pour lecture : filles', sommer([0, 1])],
    ['Pour lecture : enfants en quartier prioritaire', sommer([0, 2])],
  ];
}
