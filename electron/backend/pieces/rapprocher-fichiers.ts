import { normaliserTexte } from '../../../shared/domaine/textes.ts';

/** Un dossier et ses pièces, tels que le rapprochement les regarde. */
export interface DossierConnu {
  readonly id: number;
  readonly numero: string;
  readonly structure: string;
  readonly siret: string | null;
  readonly pieces: readonly { readonly code: string; readonly libelle: string; readonly annonces: string }[];
}

type Confiance = 'sure' | 'probable' | 'a_choisir' | 'ignore';

export interface FichierRapproche {
  readonly nom: string;
  readonly dossierId: number | null;
  readonly code: string | null;
  readonly confiance: Confiance;
  /** Les indices trouvés, en mots. */
  readonly raison: string;
}

interface Indice<T> {
  readonly choix: T | null;
  readonly certain: boolean;
  readonly raison: string;
}

/** Ce que les systèmes et les bureautiques laissent dans un dossier. */
const DU_SYSTEME = /^(?:thumbs\.db|desktop\.ini|\.ds_store|\.?~\$.*|\._.*|.*\.(?:tmp|lnk))$/i;
const DOSSIERS_DU_SYSTEME = /(?:^|\/)(?:__MACOSX|\.git|\$RECYCLE\.BIN)\//i;
/** Mots d’une raison sociale que d’autres porteurs ont aussi. */
const MOTS_COMMUNS = new Set(
  'association asso ass centre social socioculturel sociale commune mairie ville communaute maison des les aux pour sur par avec dans une son ses est club comite foyer'.split(
    ' ',
  ),
);
/** Comment les gens nomment les fichiers des pièces du catalogue. */
const MOTS_DES_PIECES: Readonly<Record<string, readonly string[]>> = {
  pieceStatuts: ['statuts', 'statut', 'deliberation'],
  pieceRib: ['rib', 'iban', 'identite bancaire', 'coordonnees bancaires'],
  pieceBudget: ['budget', 'budget previsionnel', 'bp', 'compte de resultat previsionnel'],
  pieceAttestation: ['assurance', 'responsabilite civile', 'attestation assurance', 'rc pro', 'attestation'],
};

/** Propose un dossier et une pièce pour chaque chemin déposé. Rien de sûr : à l’agent de choisir. */
export function rapprocherFichiers(noms: readonly string[], dossiers: readonly DossierConnu[]): FichierRapproche[] {
  const index = indexer(dossiers);
  return noms.map((nom) => rapprocherUn(nom, index));
}

interface Index {
  readonly parNumero: ReadonlyMap<string, DossierConnu>;
  readonly parSiret: ReadonlyMap<string, readonly DossierConnu[]>;
  /** Par nom de fichier annoncé, en forme de comparaison. */
  readonly parAnnonce: ReadonlyMap<string, readonly { readonly dossier: DossierConnu; readonly code: string }[]>;
  readonly mots: readonly { readonly dossier: DossierConnu; readonly mots: readonly string[] }[];
}

function indexer(dossiers: readonly DossierConnu[]): Index {
  const annonces = dossiers.flatMap((dossier) =>
    dossier.pieces.flatMap(({ code, annonces: texte }) => nomsAnnonces(texte).map((nom) => ({ nom, dossier, code }))),
  );
  return {
    parNumero: new Map(dossiers.map((d) => [d.numero, d])),
    parSiret: Map.groupBy(
      dossiers.filter((d) => d.siret !== null),
      (d) => d.siret ?? '',
    ),
    parAnnonce: Map.groupBy(annonces, (a) => a.nom),
    mots: dossiers.map((dossier) => ({ dossier, mots: motsPropres(dossier.structure) })),
  };
}

/** La colonne du portail joint les noms par « , ». */
function nomsAnnonces(texte: string): string[] {
  return texte
    .split(/,\s*/)
    .map((nom) => normaliserTexte(nom))
    .filter((nom) => nom !== '');
}

function enMots(texte: string): string[] {
  return normaliserTexte(texte)
    .split(/[^a-z0-9]+/)
    .filter((mot) => mot !== '');
}

function motsPropres(structure: string): string[] {
  return [...new Set(enMots(structure).filter((mot) => mot.length >= 3 && !MOTS_COMMUNS.has(mot)))];
}

function rapprocherUn(nom: string, index: Index): FichierRapproche {
  const chemin = nom.replaceAll('\\', '/');
  const fichier = chemin.split('/').at(-1) ?? '';
  if (fichier === '' || DU_SYSTEME.test(fichier) || DOSSIERS_DU_SYSTEME.test(chemin))
    return { nom, dossierId: null, code: null, confiance: 'ignore', raison: 'fichier du système, pas une pièce' };
  const dossier = chercherDossier(chemin, fichier, index);
  const piece = chercherPiece(chemin, fichier, dossier.choix, index);
  const trouves = dossier.choix !== null && piece.choix !== null;
  const confiance = !trouves ? 'a_choisir' : dossier.certain && piece.certain ? 'sure' : 'probable';
  return {
    nom,
    dossierId: dossier.choix?.id ?? null,
    code: piece.choix,
    confiance,
    raison: [dossier.raison, piece.raison].join(' ; '),
  };
}

function chercherDossier(chemin: string, fichier: string, index: Index): Indice<DossierConnu> {
  const numeros = numerosDuChemin(chemin, index);
  const certains = numeros.filter((d) => estNumeroCertain(chemin, d.numero));
  if (certains.length > 0) return unSeulNumero(certains, true);
  const siret = /(?<!\d)(\d{3} ?\d{3} ?\d{3} ?\d{5})(?!\d)/.exec(chemin)?.[1]?.replaceAll(' ', '');
  const duSiret = siret === undefined ? [] : (index.parSiret.get(siret) ?? []);
  if (duSiret.length === 1 && duSiret[0])
    return { choix: duSiret[0], certain: true, raison: `SIRET ${siret} dans le chemin` };
  if (duSiret.length > 1)
    return { choix: null, certain: false, raison: `${duSiret.length} dossiers de ce SIRET : choisissez` };
  const annonceurs = new Set((index.parAnnonce.get(normaliserTexte(fichier)) ?? []).map((a) => a.dossier));
  const [seul] = annonceurs;
  if (seul && annonceurs.size === 1)
    return { choix: seul, certain: true, raison: `nom annoncé par le seul dossier ${seul.numero}` };
  const porteur = chercherPorteur(chemin, index);
  return porteur.choix === null && numeros.length > 0 ? unSeulNumero(numeros, false) : porteur;
}

/** Les dossiers dont le numéro est un nombre, ou un morceau, entier du chemin. */
function numerosDuChemin(chemin: string, { parNumero }: Index): DossierConnu[] {
  const morceaux = [...(chemin.match(/\d+/g) ?? []), ...chemin.split(/[/ _.]+/)];
  return [...new Set(morceaux.flatMap((morceau) => parNumero.get(morceau) ?? []))];
}

/** Un numéro court peut être une date ou une page : il ne compte que derrière « dossier ». */
function estNumeroCertain(chemin: string, numero: string): boolean {
  return numero.length >= 5 || new RegExp(`dossier[-_ n°]*0*${echapper(numero)}(?!\\d)`, 'i').test(chemin);
}

function unSeulNumero(dossiers: readonly DossierConnu[], certain: boolean): Indice<DossierConnu> {
  const [dossier] = dossiers;
  const numeros = dossiers.map((d) => d.numero).join(', ');
  return dossier && dossiers.length === 1
    ? { choix: dossier, certain, raison: `numéro ${numeros} dans le chemin` }
    : { choix: null, certain: false, raison: `plusieurs numéros de dossier : ${numeros}` };
}

function echapper(texte: string): string {
  return texte.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Tous les mots propres de la raison sociale sont dans le chemin ; à égalité de mots, personne n’est proposé. */
function chercherPorteur(chemin: string, { mots }: Index): Indice<DossierConnu> {
  const presents = new Set(enMots(chemin));
  const candidats = mots.filter((c) => c.mots.length > 0 && c.mots.every((mot) => presents.has(mot)));
  const meilleur = Math.max(0, ...candidats.map((c) => c.mots.length));
  const premiers = candidats.filter((c) => c.mots.length === meilleur);
  const [seul] = premiers;
  if (seul && premiers.length === 1)
    return { choix: seul.dossier, certain: false, raison: `nom de « ${seul.dossier.structure} » dans le chemin` };
  if (premiers.length > 1)
    return {
      choix: null,
      certain: false,
      raison: `${premiers.length} dossiers possibles : ${premiers.map((c) => c.dossier.numero).join(', ')}`,
    };
  return { choix: null, certain: false, raison: 'aucun porteur reconnu' };
}

function chercherPiece(chemin: string, fichier: string, dossier: DossierConnu | null, index: Index): Indice<string> {
  const nom = normaliserTexte(fichier);
  const annoncees = new Set(
    (index.parAnnonce.get(nom) ?? []).filter((a) => dossier === null || a.dossier === dossier).map((a) => a.code),
  );
  const [seule] = annoncees;
  if (dossier !== null && seule !== undefined && annoncees.size === 1)
    return { choix: seule, certain: true, raison: `nom annoncé dans la colonne « ${libelleDe(dossier, seule)} »` };
  const pieces = dossier?.pieces ?? index.mots[0]?.dossier.pieces ?? [];
  // Le nom du fichier d’abord ; le dossier qui le contient ensuite (« RIB/asso-les-lilas.pdf »).
  const parts = [fichier.replace(/\.[^.]*$/, ''), ...chemin.split('/').slice(0, -1).toReversed()];
  for (const part of parts) {
    const trouvee = meilleurePiece(part, pieces);
    if (trouvee) return trouvee;
  }
  return { choix: null, certain: false, raison: 'pièce non reconnue' };
}

function meilleurePiece(part: string, pieces: DossierConnu['pieces']): Indice<string> | null {
  const texte = ` ${enMots(part).join(' ')} `;
  const notes = pieces
    .map(({ code, libelle }) => {
      const mots = [enMots(libelle).join(' '), ...(MOTS_DES_PIECES[code] ?? [])];
      const trouve = mots.filter((mot) => mot !== '' && texte.includes(` ${mot} `));
      const plus = trouve.toSorted((a, b) => b.length - a.length)[0];
      return { code, mot: plus ?? '' };
    })
    .filter(({ mot }) => mot !== '')
    .toSorted((a, b) => b.mot.length - a.mot.length);
  const [premiere, seconde] = notes;
  if (!premiere) return null;
  // « RIB et statuts.pdf » : le fichier porte peut-être les deux pièces.
  return { choix: premiere.code, certain: seconde === undefined, raison: `« ${premiere.mot} » dans le nom` };
}

function libelleDe(dossier: DossierConnu, code: string): string {
  return dossier.pieces.find((p) => p.code === code)?.libelle ?? code;
}
