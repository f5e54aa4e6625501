import { adresse, type Cellule, type Feuille, type Ligne } from './classeur.ts';
import { CELLULES_MAX, COLONNES_MAX, FEUILLES_MAX, LIGNES_MAX, NUMERO_LIGNE_MAX, TEXTE_MAX } from './limites.ts';
import { ajouterElement, finirParagraphe, type TexteOds } from './lire-ods-texte.ts';
import { type CelluleOds, interpreterOds } from './lire-ods-valeur.ts';
import type { Attributs, Lecteur } from './lire-xml.ts';
import { refuser } from './refuser.ts';

export interface FeuilleOds extends Feuille {
  readonly formulesSansResultat: number;
}

export interface LectureOds {
  readonly lecteur: Lecteur;
  readonly feuilles: readonly FeuilleOds[];
  /** Le corps du document est bien celui d’un tableur. */
  estTableur(): boolean;
}

/** Place d’un élément `<table:table>` qui est une feuille, et non un tableau cité par une autre partie du document. */
const PROFONDEUR_FEUILLE = 4;
/** Au-delà de toute feuille : les sommes de répétitions restent des entiers. */
const REPETITION_MAX = 2 ** 31;
const ESPACES = 'urn:oasis:names:tc:opendocument:xmlns:';
/** Style que LibreOffice donne aux copies cachées d’autres fichiers : elles n’en sont pas des feuilles. */
const STYLE_COPIE = 'ta_extref';
/** Dans un paragraphe, ce qui n’est pas le texte de la cellule ; autour des lignes, les dessins posés sur la feuille. */
const SANS_VALEUR = new Set(['annotation', 'note', 'ruby-text', 'frame', 'shapes', 'table-source', 'scenario']);

/** Répétitions d’une cellule ou d’une ligne ; ce qui n’est pas un nombre vaut une fois. */
function lireRepetition(texte: string | undefined): number {
  return texte !== undefined && /^\d+$/.test(texte) ? Math.min(Math.max(1, Number(texte)), REPETITION_MAX) : 1;
}

/** Préfixes des espaces de noms, tels que la racine les déclare. */
function nommer(racine: Attributs): { readonly office: string; readonly table: string; readonly text: string } {
  const prefixe = (nom: string) => {
    const cle = Object.keys(racine).find((k) => k.startsWith('xmlns:') && racine[k] === `${ESPACES}${nom}:1.0`);
    return cle?.slice('xmlns:'.length) ?? nom;
  };
  return { office: prefixe('office'), table: prefixe('table'), text: prefixe('text') };
}

/** Lit `content.xml` : styles de feuille (qui disent les feuilles masquées), puis feuilles, lignes et cellules. */
export function creerLectureOds(
  nom: string,
  surFeuille: (nom: string, rang: number) => void,
  noterFormules: boolean,
): LectureOds {
  const feuilles: FeuilleOds[] = [];
  const stylesMasques = new Set<string>();
  let p = nommer({});
  let estTableur = false;
  let styleEnCours: string | null = null;
  let saute = 0;
  let feuille: { nom: string; masquee: boolean; estCopie: boolean; lignes: Ligne[]; formules: string[] } | null = null;
  let numero = 0;
  let repetitionLigne = 1;
  let profondeurLigne = 0;
  let cellules: Cellule[] = [];
  let colonne = 0;
  let repetitionCellule = 1;
  let profondeurCellule = 0;
  let cellule: CelluleOds | null = null;
  let texte: TexteOds = { fini: null, paragraphe: '' };
  let profondeurParagraphe = 0;
  let formulesSansResultat = 0;
  let lignesLues = 0;
  let cellulesLues = 0;
  const lieu = () => `${feuille?.nom}!${adresse(Math.min(colonne, COLONNES_MAX), numero + 1)}`;

  function ouvrirFeuille(attributs: Attributs): void {
    const style = attributs[`${p.table}:style-name`] ?? '';
    const donne = attributs[`${p.table}:name`] ?? `Feuille ${feuilles.length + 1}`;
    if (feuilles.length >= FEUILLES_MAX) throw refuser('trop_de_feuilles', nom, `plus de ${FEUILLES_MAX}`);
    if (donne.length > TEXTE_MAX) throw refuser('texte_trop_long', nom, 'nom de feuille');
    feuille = {
      nom: donne,
      masquee: stylesMasques.has(style),
      estCopie: style === STYLE_COPIE,
      lignes: [],
      formules: [],
    };
    numero = 0;
    profondeurLigne = 0;
    formulesSansResultat = 0;
    if (!feuille.estCopie) surFeuille(donne, feuilles.length);
  }

  function fermerFeuille(): void {
    if (feuille !== null && !feuille.estCopie)
      feuilles.push({
        nom: feuille.nom,
        masquee: feuille.masquee,
        lignes: feuille.lignes,
        formules: feuille.formules,
        formulesSansResultat,
      });
    feuille = null;
  }

  function ouvrirLigne(attributs: Attributs, profondeur: number): void {
    profondeurLigne = profondeur;
    repetitionLigne = lireRepetition(attributs[`${p.table}:number-rows-repeated`]);
    cellules = [];
    colonne = 0;
  }

  /** Les lignes répétées partagent leurs cellules : une répétition ne coûte que des numéros, et compte comme les autres. */
  function fermerLigne(): void {
    profondeurLigne = 0;
    if (cellules.length > 0 && feuille !== null && !feuille.estCopie) {
      lignesLues += repetitionLigne;
      cellulesLues += cellules.length * repetitionLigne;
      if (lignesLues > LIGNES_MAX || numero + repetitionLigne > NUMERO_LIGNE_MAX) throw refuser('trop_de_lignes', nom);
      if (cellulesLues > CELLULES_MAX) throw refuser('trop_de_cellules', nom);
      for (let i = 1; i <= repetitionLigne; i++) feuille.lignes.push({ numero: numero + i, cellules });
    }
    numero += repetitionLigne;
  }

  function ouvrirCellule(attributs: Attributs, profondeur: number): void {
    profondeurCellule = profondeur;
    repetitionCellule = lireRepetition(attributs[`${p.table}:number-columns-repeated`]);
    texte = { fini: null, paragraphe: '' };
    cellule = {
      type: attributs[`${p.office}:value-type`],
      typeEtendu: attributs['calcext:value-type'],
      valeur: attributs[`${p.office}:value`],
      date: attributs[`${p.office}:date-value`],
      duree: attributs[`${p.office}:time-value`],
      booleen: attributs[`${p.office}:boolean-value`],
      texte: attributs[`${p.office}:string-value`],
      aFormule: attributs[`${p.table}:formula`] !== undefined,
    };
    if ((cellule.texte?.length ?? 0) > TEXTE_MAX) throw refuser('texte_trop_long', nom, lieu());
  }

  function fermerCellule(): void {
    const lue = cellule === null ? null : interpreterOds(cellule, texte.fini);
    // Une répétition de formule n’a pas d’intérêt ici : la première adresse suffit à la nommer.
    if (noterFormules && cellule?.aFormule === true)
      feuille?.formules.push(adresse(Math.min(colonne, COLONNES_MAX), numero + 1));
    cellule = null;
    if (lue !== null) {
      if (colonne + repetitionCellule > COLONNES_MAX)
        throw refuser('trop_de_colonnes', nom, `${feuille?.nom}, ligne ${numero + 1}`);
      for (let i = 0; i < repetitionCellule; i++) cellules.push({ colonne: colonne + i, ...lue });
      if (lue.contenu.type === 'formule_sans_resultat') formulesSansResultat += repetitionCellule * repetitionLigne;
    }
    colonne += repetitionCellule;
  }

  function verifierLongueur(): void {
    if ((texte.fini?.length ?? 0) + texte.paragraphe.length > TEXTE_MAX) throw refuser('texte_trop_long', nom, lieu());
  }

  function ouvrirDansFeuille(element: string, attributs: Attributs, profondeur: number): void {
    if (SANS_VALEUR.has(element)) saute = profondeur;
    else if (cellule !== null) {
      if (profondeurParagraphe > 0) ajouterElement(texte, element, attributs[`${p.text}:c`]);
      else if ((element === 'p' || element === 'h') && profondeur === profondeurCellule + 1)
        profondeurParagraphe = profondeur;
      verifierLongueur();
    } else if (profondeurLigne > 0) {
      const estCellule = element === 'table-cell' || element === 'covered-table-cell';
      if (estCellule && profondeur === profondeurLigne + 1) ouvrirCellule(attributs, profondeur);
    } else if (element === 'table-row') ouvrirLigne(attributs, profondeur);
  }

  function fermerDansFeuille(profondeur: number): void {
    if (cellule !== null) {
      if (profondeur === profondeurParagraphe) {
        finirParagraphe(texte);
        verifierLongueur();
        profondeurParagraphe = 0;
      } else if (profondeur === profondeurCellule) fermerCellule();
    } else if (profondeur === profondeurLigne) fermerLigne();
    else if (profondeur === PROFONDEUR_FEUILLE) fermerFeuille();
  }

  function ouvrirHorsFeuille(element: string, attributs: Attributs, profondeur: number): void {
    if (profondeur === 1) p = nommer(attributs);
    else if (element === 'spreadsheet' && profondeur === PROFONDEUR_FEUILLE - 1) estTableur = true;
    else if (element === 'table' && profondeur === PROFONDEUR_FEUILLE && estTableur) ouvrirFeuille(attributs);
    else if (element === 'style') styleEnCours = attributs['style:name'] ?? null;
    else if (element === 'table-properties' && styleEnCours !== null && attributs[`${p.table}:display`] === 'false')
      stylesMasques.add(styleEnCours);
  }

  const lecteur: Lecteur = {
    ouvrir(element, attributs, profondeur) {
      if (saute > 0) return;
      if (feuille === null) ouvrirHorsFeuille(element, attributs, profondeur);
      else ouvrirDansFeuille(element, attributs, profondeur);
    },
    fermer(_, profondeur) {
      if (saute > 0) {
        if (profondeur === saute) saute = 0;
      } else if (feuille !== null) fermerDansFeuille(profondeur);
    },
    texte(morceau) {
      if (saute > 0 || profondeurParagraphe === 0) return;
      texte.paragraphe += morceau;
      verifierLongueur();
    },
  };
  return { lecteur, feuilles, estTableur: () => estTableur };
}
