import type { Content, ContentSection, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { ecrireAtomique } from '../fichiers/ecrire-atomique.ts';
import type { Destinataire, Expediteur, PieceReclamee, Signataire } from './lettre-donnees.ts';
import { type Feuille, teteDeLettre } from './lettre-papier.ts';
import { creerMetrique, lirePolices, type Metrique } from './metrique.ts';
import { produirePdf } from './moteur.ts';
import { entete, type Habillage, pied } from './page.ts';
import { creerRenvois, type Renvois } from './renvois.ts';
import { LARGEUR_UTILE, MARGES } from './style.ts';
import { grouperNumero, typo } from './typographie.ts';

export interface OptionsLiasse {
  /** Chemin du dossier `resources/`. */
  readonly ressources: string;
  /** Fichier à écrire ; remplacé d’un coup, une fois le document entier. */
  readonly sortie: string;
  readonly surProgres?: (progres: { fait: number; total: number; message: string }) => void;
}

export interface LiasseEcrite {
  readonly octets: number;
  readonly sha256: string;
  readonly pages: number;
}

/** Des lettres de même nature : ce qu’elles disent, et comment la liasse se nomme. */
export interface Liasse<L extends Destinataire, E extends Expediteur & { readonly lettres: readonly L[] }> {
  readonly donnees: E;
  /** Titre du document : « Demande de pièces ». */
  readonly titre: string;
  /** Ce que la liasse réunit : « lettre » si rien n’est dit. */
  readonly unite?: string;
  /** Mot-clé du document : « pièces ». */
  readonly mot: string;
  /** Au pied de chaque page ; sinon, le numéro du dossier. */
  readonly mention?: (lettre: L) => string;
  /** Rend imprimable ce que la lettre porte de plus que son destinataire. */
  readonly nettoyer: (lettre: L, nettoyeur: Nettoyeur) => L;
  /** Qui a écrit chaque lettre, si la liasse en réunit de plusieurs mains ou de plusieurs jours. */
  readonly expediteurDe?: (lettre: L) => Signataire;
  /** Le haut de la première page ; sinon celui d’une lettre. `ancre` : à poser, elle ouvre la pagination. */
  readonly tete?: (feuille: Feuille<L, E>, ancre: string) => Content[];
  readonly corps: (feuille: Feuille<L, E>) => Content[];
}

/** Une lettre par dossier, chacune paginée pour elle-même : on les sépare à la main. Mêmes données, mêmes octets. */
export async function ecrireLiasse<L extends Destinataire, E extends Expediteur & { readonly lettres: readonly L[] }>(
  liasse: Liasse<L, E>,
  options: OptionsLiasse,
): Promise<LiasseEcrite> {
  const surProgres = options.surProgres ?? (() => undefined);
  const total = liasse.donnees.lettres.length;
  surProgres({ fait: 0, total, message: 'Préparation des lettres' });
  const polices = await lirePolices(options.ressources);
  const metrique = creerMetrique(polices);
  let pages = 0;
  const definition = composer({ ...liasse, donnees: nettoyer(liasse, metrique) }, metrique, (nombre) => {
    pages = nombre;
  });
  let dixieme = 0;
  const pdf = await produirePdf(definition, polices, (part) => {
    // pdfmake appelle à chaque trait : un message par dixième suffit.
    if (Math.floor(part * 10) <= dixieme) return;
    dixieme = Math.floor(part * 10);
    surProgres({
      fait: Math.floor((total * dixieme) / 10.01),
      total,
      message: `Écriture de ${pluriel(pages, 'page')}`,
    });
  });
  await ecrireAtomique(options.sortie, pdf.octets);
  surProgres({ fait: total, total, message: 'Lettres écrites' });
  return { octets: pdf.octets.length, sha256: pdf.sha256, pages };
}

function composer<L extends Destinataire, E extends Expediteur & { readonly lettres: readonly L[] }>(
  liasse: Liasse<L, E>,
  metrique: Metrique,
  surPages: (total: number) => void,
): TDocumentDefinitions {
  const { donnees, titre, mot, corps, expediteurDe } = liasse;
  const mention = liasse.mention ?? ((lettre: L) => typo(`Dossier n° ${grouperNumero(lettre.numero)}`));
  const renvois = creerRenvois();
  const edition = new Date(donnees.editeLe);
  const service = [donnees.identite.nom, donnees.identite.service].filter((texte) => texte !== '').join(' – ');
  return {
    info: {
      title: `${titre} – Clas ${donnees.anneeScolaire}`,
      author: service,
      subject: `${pluriel(donnees.lettres.length, liasse.unite ?? 'lettre')}, campagne ${donnees.anneeScolaire}`,
      keywords: `Clas, ${mot}, ${donnees.anneeScolaire}`,
      creator: `Clas ${donnees.version}`,
      producer: 'pdfmake',
      creationDate: edition,
      modDate: edition,
    },
    content: donnees.lettres.map((lettre, rang) => {
      const feuille = { donnees: { ...donnees, ...expediteurDe?.(lettre) }, lettre, metrique, renvois };
      return {
        ...habiller(
          { lettre, rang, nombre: donnees.lettres.length, metrique, renvois, service, mention: mention(lettre) },
          surPages,
        ),
        section: [...(liasse.tete ?? teteDeLettre)(feuille, ancre(rang)), ...corps(feuille)],
      };
    }),
  };
}

interface AHabiller {
  readonly lettre: Destinataire;
  readonly rang: number;
  readonly nombre: number;
  readonly metrique: Metrique;
  readonly renvois: Renvois;
  readonly service: string;
  readonly mention: string;
}

/** Marges, en-tête de suite et pied d’une lettre, numérotée pour elle seule. */
function habiller(sources: AHabiller, surPages: (total: number) => void): Omit<ContentSection, 'section'> {
  const { lettre, rang, nombre, metrique, renvois, service, mention } = sources;
  const habillage: Habillage = {
    contexte: '',
    titre: metrique.tronquer(lettre.raisonSociale, 'note', LARGEUR_UTILE - 60),
    droite: '(suite)',
    service,
    mention,
  };
  const premiere = () => renvois.pageDe(ancre(rang));
  const derniere = (total: number) => (rang + 1 < nombre ? renvois.pageDe(ancre(rang + 1)) - 1 : total);
  const piedDeLettre = pied(habillage, MARGES.portrait[3]);
  const enteteDeSuite = entete(habillage);
  return {
    pageMargins: [...MARGES.portrait],
    header: (page, total, format) => {
      surPages(total);
      return page > premiere() ? enteteDeSuite(page, total, format) : null;
    },
    footer: (page, total, format) => piedDeLettre(page - premiere() + 1, derniere(total) - premiere() + 1, format),
  };
}

function ancre(rang: number): string {
  return `lettre-${rang}`;
}

/** Rend imprimable ce qui vient d’un fichier ou d’une saisie. */
export interface Nettoyeur {
  /** D’un seul tenant : un nom tient sur sa ligne. */
  readonly ligne: (texte: string) => string;
  readonly texte: (texte: string) => string;
  readonly piece: (piece: PieceReclamee) => PieceReclamee;
}

function creerNettoyeur(metrique: Metrique): Nettoyeur {
  const texte = (brut: string) => metrique.imprimable(brut).trim();
  const ligne = (brut: string) =>
    metrique
      .imprimable(brut)
      .replace(/\s*\n\s*/g, ' ')
      .trim();
  return {
    ligne,
    texte,
    piece: (p) => ({
      libelle: ligne(p.libelle),
      aide: texte(p.aide),
      nonConforme: p.nonConforme === null ? null : texte(p.nonConforme),
    }),
  };
}

function nettoyer<L extends Destinataire, E extends Expediteur & { readonly lettres: readonly L[] }>(
  liasse: Liasse<L, E>,
  metrique: Metrique,
): E {
  const { donnees } = liasse;
  const nettoyeur = creerNettoyeur(metrique);
  const { ligne } = nettoyeur;
  const enLignes = (texte: string) =>
    metrique
      .imprimable(texte)
      .replace(/\s*\n\s*/g, '\n')
      .trim() || null;
  const ouNul = (texte: string | null) => (texte === null ? null : ligne(texte) || null);
  return {
    ...donnees,
    ...nettoyerSignataire(donnees, nettoyeur),
    lettres: donnees.lettres.map((l) => ({
      ...liasse.nettoyer(l, nettoyeur),
      numero: ligne(l.numero),
      raisonSociale: ligne(l.raisonSociale) || 'Raison sociale non renseignée',
      representant: ouNul(l.representant),
      adresse: l.adresse === null ? null : enLignes(l.adresse),
      codePostal: ouNul(l.codePostal),
      commune: ouNul(l.commune),
    })),
  };
}

/** Ce que le papier imprime de qui l’écrit. */
export function nettoyerSignataire<S extends Pick<Signataire, 'agent' | 'identite'>>(
  signataire: S,
  { ligne }: Nettoyeur,
): S {
  const { identite } = signataire;
  return {
    ...signataire,
    agent: ligne(signataire.agent),
    identite: {
      nom: ligne(identite.nom),
      service: ligne(identite.service),
      adresse: ligne(identite.adresse),
      codePostal: ligne(identite.codePostal),
      ville: ligne(identite.ville),
      telephone: ligne(identite.telephone),
      courriel: ligne(identite.courriel),
    },
  };
}
