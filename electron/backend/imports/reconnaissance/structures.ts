import type { StructureLue } from '../dossier-lu.ts';
import { CLES } from './colonnes-fixes.ts';
import type { IndexCommunes } from './communes.ts';
import { lireCommune } from './lire-commune.ts';
import type { LigneLue, ValeurLue } from './lire-ligne.ts';
import type { Releve } from './releve.ts';

const BIC = /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;

interface Sources {
  /** Ligne du demandeur dans `Etablissements` ; null hors du portail ou si elle manque. */
  readonly etablissement: LigneLue | null;
  readonly dossier: LigneLue;
  readonly numeroDossier: string;
  readonly communes: IndexCommunes;
  readonly releve: Releve;
}

/** Le porteur d’un dossier : son établissement tel que l’Insee le donne, complété par les réponses au formulaire. */
export function composerStructure(sources: Sources): StructureLue {
  const { etablissement, dossier } = sources;
  const trouver = (champ: string): ValeurLue | undefined =>
    [etablissement?.valeurs.get(champ), dossier.valeurs.get(champ)].find((v) => v !== undefined && v.valeur !== '');
  const lire = (champ: string): string | null => trouver(champ)?.valeur ?? null;
  const siret = lire('siret');
  const ecrit = (etablissement?.valeurs.get('siret') ?? dossier.valeurs.get('siret'))?.ecrit ?? null;
  const codePostal = lire('codePostal')?.replace(/\s/g, '') ?? null;
  return {
    siret,
    siretDeclare: siret ?? ecrit,
    raisonSociale: nommer(sources),
    formeJuridique: lire('formeJuridique'),
    rna: lire('rna'),
    adresse: lire('adresse'),
    // Lu comme un nombre, « 01000 » a perdu son zéro.
    codePostal: codePostal !== null && /^\d{4}$/.test(codePostal) ? `0${codePostal}` : codePostal,
    communeSiege: lire('communeSiege') ?? lireLocalite(sources),
    courriel: lire('courriel'),
    telephone: lire('telephone'),
    representant: lire('representant') ?? lirePersonne(dossier),
    iban: lire('iban'),
    bic: lireBic(trouver('bic'), sources),
    titulaireCompte: lire('titulaireCompte'),
  };
}

/** Le nom de `Dossiers` d’abord : il couvre aussi les entreprises individuelles, que l’établissement laisse sans nom. */
function nommer({ etablissement, dossier, numeroDossier, releve }: Sources): string {
  const nom =
    dossier.valeurs.get('raisonSociale')?.valeur ||
    etablissement?.valeurs.get('raisonSociale')?.valeur ||
    lireFixe([etablissement, dossier], CLES.associationTitre);
  if (nom) return nom;
  const numero = dossier.valeurs.get('numero');
  releve.signaler({
    code: 'raison_sociale_absente',
    feuille: numero?.feuille ?? null,
    cellule: numero?.cellule ?? null,
    valeur: '',
    message: `Dossier ${numeroDossier} : aucune raison sociale dans le fichier. Rapprochez la colonne du nom de la structure, ou complétez la fiche après l’import.`,
    numeroDossier,
  });
  return '';
}

function lireLocalite({ etablissement, dossier, communes }: Sources): string | null {
  const nom = lireFixe([etablissement, dossier], CLES.localite);
  const lue = nom ? lireCommune(nom, communes) : null;
  return lue?.valide ? lue.valeur : null;
}

/** Démarche ouverte aux particuliers : le demandeur est une personne, à qui l’on écrit faute de représentant déclaré. */
function lirePersonne(dossier: LigneLue): string | null {
  const nom = lireFixe([dossier], CLES.nom);
  const prenom = lireFixe([dossier], CLES.prenom);
  return [prenom, nom].filter(Boolean).join(' ') || null;
}

function lireBic(lu: ValeurLue | undefined, { numeroDossier, releve }: Sources): string | null {
  if (!lu) return null;
  const bic = lu.valeur.replace(/\s/g, '').toUpperCase();
  if (BIC.test(bic)) return bic;
  releve.signaler({
    code: 'bic_invalide',
    feuille: lu.feuille,
    cellule: lu.cellule,
    valeur: lu.ecrit,
    message: `BIC « ${lu.ecrit} » : un BIC a 8 ou 11 caractères (AGRIFRPP, CEPAFRPP450). Il n’est pas repris : redemandez un RIB au porteur.`,
    numeroDossier,
  });
  return null;
}

/** Une colonne du portail sans champ chez nous : dans `Etablissements`, ou en ligne dans un CSV. */
function lireFixe(lignes: readonly (LigneLue | null)[], cle: string): string | null {
  return lignes.map((ligne) => ligne?.fixes.get(cle)).find((texte) => texte !== undefined && texte !== '') ?? null;
}
