import type { DonneesDossierDeSeance, DossierADecider } from '../donnees.ts';

/** Ce que la version allégée ne dit pas, écrit dans le document pour que personne n’y cherche ce qui n’y est pas. */
export const RETIRE_DU_DOSSIER_ALLEGE = [
  'les noms des personnes : représentants, coordinateurs, lecteurs, membres du Copil, présidence',
  'les téléphones, les adresses de messagerie et les adresses postales des porteurs',
  'les coordonnées bancaires',
  'les commentaires libres des lecteurs et des agents, qui peuvent nommer quelqu’un',
] as const;

/** À la place d’un nom ou d’un numéro trouvé dans un texte que l’on garde. */
export const MASQUE = '[retiré]';
const COURRIEL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
/** Dix chiffres à la française, ou l’indicatif du pays ; ni un Siret, ni un montant. */
const TELEPHONE =
  /(?<![\d,])(?:0[1-9](?:[\s.\u00a0\u202f-]?\d{2}){4}|\+\d{2,3}[\s.\u00a0\u202f-]?\d(?:[\s.\u00a0\u202f-]?\d{2}){4})(?!\d)/g;
const IBAN = /\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){3,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?\b/g;
const CONSTATE = 'constaté par l’agent';

/**
 * Les mêmes données sans ce que `RETIRE_DU_DOSSIER_ALLEGE` nomme. Les champs personnels sont vidés ; puis tout ce qui reste de
 * texte est relu : un nom connu de la base, une adresse de messagerie, un téléphone ou un IBAN y est masqué.
 */
export function alleger(donnees: DonneesDossierDeSeance): DonneesDossierDeSeance {
  const masquer = creerMasque(nomsDePersonnes(donnees));
  const { identite, seance, campagne, dossiers, options, ...reste } = donnees;
  return {
    ...reste,
    options,
    identite: { ...identite, telephone: '', courriel: '' },
    campagne,
    seance: {
      ...seance,
      presidence: '',
      membres: seance.membres.map((membre) => ({ ...membre, nom: '', fonction: '', courriel: null })),
    },
    dossiers: dossiers.map((dossier) => masquerTout(allegerDossier(dossier), masquer)),
  };
}

function allegerDossier(dossier: DossierADecider): DossierADecider {
  return {
    ...dossier,
    contacts: {
      adresse: null,
      codePostal: null,
      communeSiege: dossier.contacts.communeSiege,
      courriel: null,
      telephone: null,
      representant: null,
      coordinateur: null,
    },
    banque: null,
    lecteurs: [],
    commentaire: '',
    reponses: [],
    pieces: [],
    evenements: [],
    changementsDepuisLecture: [],
    anomaliesImport: [],
    conditions: dossier.conditions.map((condition) => ({
      ...condition,
      constat: condition.constat && { ...condition.constat, commentaire: '', agent: '' },
    })),
    points: dossier.points.map((point) => tairePoint(point, dossier)),
    listeCollectifs: dossier.listeCollectifs.map((collectif) => ({
      ...collectif,
      decision: collectif.decision && { ...collectif.decision, agent: '' },
    })),
  };
}

/** Un point à débattre peut citer le commentaire de l’agent : il garde son sujet seul. */
function tairePoint(point: string, { conditions }: DossierADecider): string {
  const cite = conditions.find(({ libelle, constat }) => {
    const commentaire = constat?.commentaire.trim().replace(/[.\s]+$/, '') ?? '';
    return commentaire !== '' && point.startsWith(libelle) && point.includes(commentaire);
  });
  return cite ? `${cite.libelle} : ${CONSTATE}.` : point;
}

/** Toutes les personnes que ces données nomment. */
function nomsDePersonnes({ seance, dossiers }: DonneesDossierDeSeance): string[] {
  const declares = dossiers.flatMap(({ contacts, lecteurs, banque, conditions, listeCollectifs, evenements }) => [
    contacts.representant,
    contacts.coordinateur,
    banque?.titulaire ?? null,
    ...lecteurs,
    ...conditions.map(({ constat }) => constat?.agent ?? null),
    ...listeCollectifs.map(({ decision }) => decision?.agent ?? null),
    ...evenements.map(({ agent }) => agent),
  ]);
  const structures = new Set(dossiers.map(({ structure }) => plier(structure.raisonSociale)));
  return [seance.presidence, ...seance.membres.map(({ nom }) => nom), ...declares].flatMap((texte) => {
    const nom = reduireAuNom(texte ?? '');
    // Le titulaire d’un compte est d’ordinaire l’association elle-même ; un seul mot masquerait n’importe quoi.
    return nom.includes(' ') && !structures.has(plier(nom)) ? [nom] : [];
  });
}

/** « Mme Fatou Ndiaye, directrice » et « M. Luc Perrin (Bac+3) » : le prénom et le nom. */
function reduireAuNom(texte: string): string {
  return texte
    .replace(/[,(–].*$/s, '')
    .replace(/^\s*(?:M\.|Mme|Mlle|Monsieur|Madame|Dr)\s+/i, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function plier(texte: string): string {
  return texte.toLocaleLowerCase('fr').replace(/\s+/g, ' ').trim();
}

const MOT = /[\p{L}\p{M}]+(?:[-’'][\p{L}\p{M}]+)*/gu;

/** Les noms sont rangés par premier mot : mille porteurs ne se cherchent pas un à un dans chaque texte. */
function creerMasque(noms: readonly string[]): (texte: string) => string {
  const uniques = [...new Set(noms.map(plier))].map((nom) => nom.split(' '));
  const parPremier = Map.groupBy(
    uniques.toSorted((a, b) => b.length - a.length),
    ([premier = '']) => premier,
  );
  return (texte) => {
    const sansNumero = texte.replace(COURRIEL, MASQUE).replace(IBAN, MASQUE).replace(TELEPHONE, MASQUE);
    const mots = [...sansNumero.matchAll(MOT)];
    let sortie = '';
    let fin = 0;
    for (const [rang, mot] of mots.entries()) {
      if (mot.index < fin) continue;
      const suite = mots.slice(rang, rang + 8);
      const trouve = parPremier
        .get(plier(mot[0]))
        ?.find((nom) => nom.every((un, i) => plier(suite[i]?.[0] ?? '') === un));
      const dernier = trouve && suite[trouve.length - 1];
      if (!dernier) continue;
      sortie += sansNumero.slice(fin, mot.index) + MASQUE;
      fin = dernier.index + dernier[0].length;
    }
    return sortie + sansNumero.slice(fin);
  };
}

/** Des identités qui ne sont pas de personnes, et que leurs chiffres feraient prendre pour autre chose. */
const GARDES: ReadonlySet<string> = new Set([
  'raisonSociale',
  'siret',
  'siretDeclare',
  'rna',
  'numero',
  'code',
  'compte',
  'deposeLe',
]);

function masquerTout<T>(valeur: T, masquer: (texte: string) => string): T {
  function parcourir(v: unknown, champ: string): unknown {
    if (typeof v === 'string') return GARDES.has(champ) ? v : masquer(v);
    if (Array.isArray(v)) return v.map((element) => parcourir(element, champ));
    if (typeof v !== 'object' || v === null) return v;
    return Object.fromEntries(Object.entries(v).map(([nom, contenu]) => [nom, parcourir(contenu, nom)]));
  }
  // Le parcours garde la forme : seules des chaînes sont remplacées par des chaînes.
  return parcourir(valeur, '') as T;
}
