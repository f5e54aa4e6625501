import { RefusDeLecture } from './classeur.ts';

const EN_XLSX =
  'Ouvrez-le dans un tableur, choisissez « Enregistrer sous », format « Classeur Excel (.xlsx) », puis importez ce nouveau fichier.';
const BON_FICHIER = 'Choisissez le classeur (.xlsx ou .ods) ou le fichier CSV de l’export.';
const ALLEGER = 'Enlevez-en ce qui n’est pas utile, ou partagez-le en plusieurs fichiers.';
const REDEMANDER = 'Téléchargez-le de nouveau, ou demandez à l’expéditeur de le renvoyer.';
const MEFIANCE = 'Un tableur ne fabrique pas cela : ne l’utilisez pas et demandez à l’expéditeur d’où il vient.';

/** Une phrase par motif : ce qu’est le fichier, et que faire. `f` est son nom entre guillemets, `d` le détail. */
const PHRASES = {
  introuvable: (f) =>
    `${f} est introuvable ou ne peut pas être ouvert. Vérifiez son emplacement, fermez-le s’il est ouvert dans un autre logiciel, et réessayez.`,
  vide: (f) => `${f} est vide : il ne contient aucune donnée. Vérifiez l’export, puis recommencez.`,
  trop_gros: (f, d) => `${f} pèse ${d} ; la limite est de 25 Mio. ${ALLEGER}`,
  xls: (f) => `${f} est un ancien classeur Excel (.xls), que l’application ne lit pas. ${EN_XLSX}`,
  xlsb: (f) => `${f} est un classeur Excel binaire (.xlsb), que l’application ne lit pas. ${EN_XLSX}`,
  xml_2003: (f) => `${f} est une feuille de calcul XML 2003, que l’application ne lit pas. ${EN_XLSX}`,
  fods: (f) =>
    `${f} est un classeur OpenDocument en un seul fichier XML (.fods), que l’application ne lit pas. Ouvrez-le dans LibreOffice, choisissez « Enregistrer sous », format « Classeur ODF (.ods) », puis importez ce nouveau fichier.`,
  sxc: (f) =>
    `${f} est un ancien classeur OpenOffice (.sxc), que l’application ne lit pas. Ouvrez-le dans LibreOffice, choisissez « Enregistrer sous », format « Classeur ODF (.ods) », puis importez ce nouveau fichier.`,
  ods_protege: (f) =>
    `${f} est protégé par un mot de passe. Ouvrez-le dans LibreOffice, choisissez « Enregistrer sous », décochez « Enregistrer avec un mot de passe », puis importez ce nouveau fichier.`,
  numbers: (f) =>
    `${f} est un classeur Numbers d’Apple. Dans Numbers, exportez-le vers Excel (.xlsx), puis importez-le.`,
  protege: (f) =>
    `${f} est protégé par un mot de passe. Ouvrez-le dans Excel, retirez le mot de passe (Fichier, Informations, Protéger le classeur), enregistrez-le et importez-le de nouveau.`,
  doc: (f) => `${f} est un document Word (.doc), pas un tableur. ${BON_FICHIER}`,
  docx: (f) => `${f} est un document Word (.docx), pas un tableur. ${BON_FICHIER}`,
  ppt: (f) => `${f} est une présentation PowerPoint (.ppt), pas un tableur. ${BON_FICHIER}`,
  pptx: (f) => `${f} est une présentation PowerPoint (.pptx), pas un tableur. ${BON_FICHIER}`,
  odt: (f) => `${f} est un document OpenDocument qui n’est pas un tableur. ${BON_FICHIER}`,
  ole: (f) => `${f} est un fichier Office ancien ou un message, pas un tableur. ${BON_FICHIER}`,
  rtf: (f) => `${f} est un texte mis en forme (RTF), pas un tableur. ${BON_FICHIER}`,
  pdf: (f) => `${f} est un document PDF, pas un tableur : on ne peut pas en tirer les réponses. ${BON_FICHIER}`,
  html: (f) =>
    `${f} est une page web (HTML), quel que soit son nom : souvent une page de connexion enregistrée à la place du fichier. ${BON_FICHIER} Si un logiciel l’a produit ainsi, ouvrez-le dans un tableur et enregistrez-le en .xlsx.`,
  xml: (f) => `${f} est un fichier XML, pas un tableur. ${BON_FICHIER}`,
  json: (f) => `${f} est un fichier JSON, pas un tableur. ${BON_FICHIER}`,
  image: (f) => `${f} est une image, pas un tableur. ${BON_FICHIER}`,
  compresse: (f) => `${f} est une archive compressée. Décompressez-la, puis importez le tableur qu’elle contient.`,
  zip: (f) =>
    `${f} est une archive zip, pas un classeur : souvent les PDF et les pièces jointes d’une démarche. Téléchargez plutôt l’export au format .xlsx ou .ods, puis importez-le.`,
  zip_de_tableurs: (f, d) => `${f} est une archive zip qui contient ${d}. Décompressez-la, puis importez ce tableur.`,
  binaire: (f) => `${f} n’est pas un tableur : son contenu n’est ni un classeur ni du texte. ${BON_FICHIER}`,
  utf32: (f) => `${f} est un texte codé en UTF-32, que l’application ne lit pas. Enregistrez-le en CSV UTF-8.`,
  abime: (f, d) => `${f} est incomplet ou abîmé (${d}). ${REDEMANDER}`,
  doublon: (f, d) => `${f} contient deux fois la partie « ${d} » : on ne sait pas laquelle est la bonne. ${MEFIANCE}`,
  nom_interdit: (f, d) => `${f} contient une partie au nom interdit, « ${d} ». ${EN_XLSX}`,
  trop_d_entrees: (f, d) => `${f} contient ${d} parties ; la limite est de 2 000. ${MEFIANCE}`,
  trop_volumineux: (f) => `${f} dépasse 300 Mio une fois décompressé. ${ALLEGER}`,
  doctype: (f) => `${f} contient une déclaration DOCTYPE, interdite dans un classeur. ${MEFIANCE}`,
  xml_trop_profond: (f) => `${f} contient des éléments imbriqués sur plus de 64 niveaux. ${MEFIANCE}`,
  xml_demesure: (f) => `${f} contient un élément démesuré, qu’aucun tableur n’écrit. ${MEFIANCE}`,
  trop_de_feuilles: (f, d) => `${f} contient ${d} feuilles ; la limite est de 200. ${ALLEGER}`,
  trop_de_lignes: (f) => `${f} contient plus de 100 000 lignes remplies. ${ALLEGER}`,
  trop_de_cellules: (f) => `${f} contient plus de 5 millions de cellules remplies. ${ALLEGER}`,
  trop_de_colonnes: (f, d) => `${f} a plus de 16 384 colonnes (${d}). ${ALLEGER}`,
  texte_trop_long: (f, d) =>
    `${f} contient un texte de plus de 32 767 caractères (${d}), plus que n’en tient une cellule. Raccourcissez-le, puis recommencez.`,
  guillemet: (f, d) =>
    `${f} : un guillemet ouvert ligne ${d} n’est jamais refermé, on ne sait plus où finissent les cellules. Corrigez cette ligne ou refaites l’export.`,
} as const satisfies Record<string, (fichier: string, detail: string) => string>;

export type CodeRefus = keyof typeof PHRASES;

/**
 * Le refus d’un fichier, avec sa phrase.
 * @param nom celui que l’agent connaît
 * @param detail ce que la phrase précise : un nombre, un endroit
 */
export function refuser(code: CodeRefus, nom: string, detail = ''): RefusDeLecture {
  const phrase: (fichier: string, detail: string) => string = PHRASES[code];
  return new RefusDeLecture(code, phrase(`« ${nom} »`, detail));
}
