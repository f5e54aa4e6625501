import { CHAMP_PAR_CODE, lireCodeBudget } from '../../../../shared/domaine/champs.ts';
import { libelleCompte } from '../../../../shared/domaine/libelles.ts';
import { normaliserTexte } from '../../../../shared/domaine/textes.ts';
import type { Cellule } from '../../tableurs/classeur.ts';
import {
  COLONNE_FICHIER,
  COLONNE_PRECISIONS,
  COLONNE_REPONSE,
  COMPTE_INCHANGE,
  PREFIXE_DIMENSION,
  PREFIXE_PIECE,
} from '../../tableurs/ecrire-modele-format.ts';
import type { ReponseLue } from '../dossier-lu.ts';
import {
  adresseDe,
  celluleDe,
  type FeuilleDeReponses,
  type LigneCodee,
  libelleEcrit,
} from './classeur-reponse-reperage.ts';
import { type Contexte, lireLigne, type ValeurLue } from './lire-ligne.ts';
import type { ColonneRapprochee } from './rapprocher.ts';
import { texteDe } from './valeurs.ts';

/** Les réponses du dossier (hors collectifs), par champ, et chaque cellule remplie. */
export interface ReponsesDuDossier {
  readonly valeurs: Map<string, ValeurLue>;
  readonly reponses: ReponseLue[];
}

interface Lecture extends ReponsesDuDossier {
  readonly numero: string;
  readonly contexte: Contexte;
  /** Dimensions cochées « oui ». */
  readonly dimensions: { readonly nom: string; readonly adresse: string }[];
}

/** Lit les feuilles à une question par ligne. Chaque réponse garde l’adresse de sa cellule. */
export function lireReponses(
  feuilles: readonly FeuilleDeReponses[],
  numero: string,
  contexte: Contexte,
): ReponsesDuDossier {
  const lecture: Lecture = { valeurs: new Map(), reponses: [], dimensions: [], numero, contexte };
  for (const feuille of feuilles) {
    for (const ligne of feuille.lignes) if (ligne.code !== '') lireQuestion(feuille, ligne, lecture);
  }
  const [premiere] = lecture.dimensions;
  if (premiere) {
    const citees = lecture.dimensions.map(({ nom }) => nom).join(', ');
    lecture.reponses.push(repondre('dimensions', libelleChamp('dimensions'), citees, citees, premiere.adresse));
  }
  return lecture;
}

function lireQuestion(feuille: FeuilleDeReponses, codee: LigneCodee, lecture: Lecture): void {
  const { code, ligne } = codee;
  if (code.startsWith(PREFIXE_PIECE)) {
    lirePiece(feuille, codee, lecture);
    return;
  }
  const cellule = celluleDe(feuille, ligne, COLONNE_REPONSE);
  if (code.startsWith(PREFIXE_DIMENSION)) {
    lireDimension(feuille, codee, cellule, lecture);
    return;
  }
  if (!CHAMP_PAR_CODE.has(code) && lireCodeBudget(code) === null) return;
  // Les totaux sont refaits d’après les lignes : la formule de la feuille n’est pas une réponse.
  if (code === 'totalCharges' || code === 'totalProduits') return;
  lirePrecisions(feuille, codee, lecture);
  if (cellule === null) {
    signalerAbsence(feuille, codee, lecture);
    return;
  }
  if (code === 'iban' && COMPTE_INCHANGE.test(texteDe(cellule.contenu).trim())) return;
  const lue = lireLigne(
    { nom: feuille.nom, colonnes: [colonneDe(feuille, code)], lignes: [] },
    ligne,
    lecture.numero,
    lecture.contexte,
  );
  for (const [champ, valeur] of lue.valeurs) {
    const connue = lecture.valeurs.get(champ);
    if (connue === undefined || connue.valeur === '') lecture.valeurs.set(champ, valeur);
  }
  lecture.reponses.push(...lue.reponses);
}

/** La colonne de réponse, telle que la lecture d’une ligne la veut : rapprochée d’office du champ de son code. */
export function colonneDe(feuille: FeuilleDeReponses, code: string, colonne = COLONNE_REPONSE): ColonneRapprochee {
  const libelle = nommer(code);
  return {
    indice: feuille.colonnes.find((c) => c.code === colonne)?.indice ?? -1,
    entete: libelle,
    libelle,
    cle: '',
    champ: code,
    confiance: 100,
    origine: 'fixe',
    isCodeInsee: false,
    secours: null,
    sousTitre: '',
    groupe: '',
    rang: null,
  };
}

/** « Raison sociale », « 64 – Charges de personnel », « 74 – État ». */
export function nommer(code: string): string {
  const poste = lireCodeBudget(code);
  if (poste) return `${poste.compte} – ${poste.libelle || libelleCompte(poste.compte)}`;
  return libelleChamp(code);
}

/** Une réponse obligatoire laissée vide : dite à sa cellule, jamais bloquante. */
export function signalerAbsence(
  feuille: FeuilleDeReponses,
  { code, obligatoire, ligne }: LigneCodee,
  { numero, contexte }: Pick<Lecture, 'numero' | 'contexte'>,
  options: { readonly libelle?: string; readonly colonne?: string } = {},
): void {
  // Sans SIRET la réponse n’a pas de numéro : c’est dit à part.
  if (!obligatoire || code === 'siret') return;
  contexte.releve.signaler({
    code: 'reponse_absente',
    feuille: feuille.nom,
    cellule: adresseDe(feuille, ligne, options.colonne ?? COLONNE_REPONSE),
    valeur: '',
    message: `« ${options.libelle ?? nommer(code)} » n’est pas renseigné. Demandez-le au porteur, ou complétez la fiche après l’import.`,
    numeroDossier: numero,
  });
}

function lireDimension(feuille: FeuilleDeReponses, codee: LigneCodee, cellule: Cellule | null, lecture: Lecture): void {
  const nom = codee.code.slice(PREFIXE_DIMENSION.length);
  const libelle = `Dimension : ${nom}`;
  if (cellule === null) {
    signalerAbsence(feuille, codee, lecture, { libelle });
    return;
  }
  const reponse = lireOuiNon(feuille, codee, cellule, libelle, lecture);
  if (reponse === null) return;
  const adresse = `${feuille.nom}!${adresseDe(feuille, codee.ligne, COLONNE_REPONSE)}`;
  if (reponse === 'oui') lecture.dimensions.push({ nom, adresse });
  lecture.reponses.push(repondre(null, libelle, reponse, cellule.brut, adresse));
}

/** « oui », ou un nom de fichier, annonce la pièce ; « non » ou rien la laisse absente. */
function lirePiece(feuille: FeuilleDeReponses, codee: LigneCodee, lecture: Lecture): void {
  const code = codee.code.slice(PREFIXE_PIECE.length);
  const champ = CHAMP_PAR_CODE.has(code) ? code : null;
  const libelle = champ === null ? libelleEcrit(feuille, codee.ligne) || code : libelleChamp(code);
  const cellule = celluleDe(feuille, codee.ligne, COLONNE_REPONSE);
  const fichier = celluleDe(feuille, codee.ligne, COLONNE_FICHIER);
  if (cellule === null && fichier === null) {
    signalerAbsence(feuille, codee, lecture, { libelle });
    return;
  }
  const reponse = cellule === null ? 'oui' : lireOuiNon(feuille, codee, cellule, libelle, lecture);
  const nom = fichier === null ? '' : texteDe(fichier.contenu).trim();
  if (reponse === 'non' && nom !== '') {
    lecture.contexte.releve.signaler({
      code: 'piece_incoherente',
      feuille: feuille.nom,
      cellule: adresseDe(feuille, codee.ligne, COLONNE_FICHIER),
      valeur: nom,
      message: `« ${libelle} » : « non », mais un nom de fichier est donné. La pièce est tenue pour annoncée ; vérifiez qu’elle est bien jointe.`,
      numeroDossier: lecture.numero,
    });
  }
  if (reponse !== 'oui' && nom === '') return;
  const [colonne, brut] = nom === '' ? [COLONNE_REPONSE, 'oui'] : [COLONNE_FICHIER, nom];
  const adresse = `${feuille.nom}!${adresseDe(feuille, codee.ligne, colonne)}`;
  lecture.reponses.push(repondre(champ, libelle, brut, brut, adresse));
}

function lireOuiNon(
  feuille: FeuilleDeReponses,
  { ligne }: LigneCodee,
  cellule: Cellule,
  libelle: string,
  { numero, contexte }: Lecture,
): 'oui' | 'non' | null {
  const texte = texteDe(cellule.contenu).trim();
  const net = normaliserTexte(texte);
  if (/^(?:oui|o|x|1|vrai)$/.test(net)) return 'oui';
  if (/^(?:non|n|0|faux)$/.test(net)) return 'non';
  contexte.releve.signaler({
    code: 'reponse_illisible',
    feuille: feuille.nom,
    cellule: adresseDe(feuille, ligne, COLONNE_REPONSE),
    valeur: texte,
    message: `« ${libelle} » : « ${texte} » n’est ni oui ni non. La réponse est laissée non renseignée : relisez la cellule.`,
    numeroDossier: numero,
  });
  return null;
}

/** Ce que le porteur a écrit à côté d’un montant : gardé, rapproché de rien. */
function lirePrecisions(feuille: FeuilleDeReponses, { code, ligne }: LigneCodee, { reponses }: Lecture): void {
  const cellule = celluleDe(feuille, ligne, COLONNE_PRECISIONS);
  if (cellule === null) return;
  const texte = texteDe(cellule.contenu).trim();
  const adresse = `${feuille.nom}!${adresseDe(feuille, ligne, COLONNE_PRECISIONS)}`;
  reponses.push(repondre(null, `${nommer(code)} : précisions`, texte, cellule.brut, adresse));
}

function libelleChamp(code: string): string {
  return CHAMP_PAR_CODE.get(code)?.libelle ?? code;
}

export function repondre(
  champ: string | null,
  libelle: string,
  valeur: string,
  brut: string,
  adresse: string,
): ReponseLue {
  return { champ, libelle, valeur, brut, adresse };
}
