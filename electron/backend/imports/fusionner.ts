import type { FamilleImport, ProfilApplique } from '../../../shared/contract/imports.ts';
import {
  type AnomalieLue,
  type ColonneLue,
  cleColonne,
  type DossierLu,
  type FeuilleLue,
  type LectureImport,
} from './dossier-lu.ts';
import { empreinteSource } from './empreinte-source.ts';
import { nommerTableau, numeroPropre, renumeroter, TABLEAU } from './numeros-de-source.ts';
import { nomPorteur } from './rapprocher-porteurs.ts';
import { isAutrePorteur } from './ressemblances.ts';

export interface Origine {
  readonly fichier: string;
  /** Ce qui identifie la source d’une fois sur l’autre : chemin de la démarche, nom du tableau, sinon la famille. */
  readonly source: string;
  /** Le fichier entier ne dit rien des collectifs (export CSV) : ceux que la base connaît restent. */
  readonly collectifsTus: boolean;
  /** Ce dont le fichier parle ; null : tout ce qu’il ne dit pas est vide (classeur de réponse). */
  readonly dit: ColonnesDites | null;
}

/** En-têtes et champs d’un fichier : il ne dit rien d’une question qu’il n’a pas. */
export interface ColonnesDites {
  readonly entetes: ReadonlySet<string>;
  readonly champs: ReadonlySet<string>;
}

/** Ce que tous les fichiers d’un dépôt disent ensemble. */
export interface LectureReunie {
  /** Nom du fichier, ou « 12 fichiers ». */
  readonly fichier: string;
  readonly famille: FamilleImport;
  readonly demarche: string | null;
  readonly sources: readonly string[];
  readonly feuilles: readonly (FeuilleLue & { readonly fichier: string })[];
  readonly colonnes: readonly ColonneLue[];
  readonly dossiers: readonly DossierLu[];
  /** Par numéro de dossier. */
  readonly origines: ReadonlyMap<string, Origine>;
  readonly anomalies: readonly AnomalieLue[];
  readonly collectifsOrphelins: number;
  readonly profil: ProfilApplique | null;
}

/** Deux tableaux faits à la main n’ont que leur nom pour se distinguer : chacun fait sa source. */
export function sourceDe({
  demarche,
  famille,
  fichier,
}: Pick<LectureImport, 'demarche' | 'famille' | 'fichier'>): string {
  if (demarche !== null || famille !== 'table') return demarche ?? famille;
  const nom = nommerTableau(fichier);
  return nom === '' ? TABLEAU : `${TABLEAU}:${nom}`;
}

/** Réunit les lectures d’un dépôt, au moins une ; `nomsProfils` : le profil appliqué à chacune, dans le même ordre. */
export function reunir(
  lectures: readonly LectureImport[],
  nomsProfils: readonly (string | null)[] = [],
): LectureReunie {
  const [premiere] = lectures;
  if (!premiere) throw new Error('aucune lecture à réunir');
  const { dossiers, origines, anomalies } = reunirDossiers(lectures);
  const demarches = new Set(lectures.map((l) => l.demarche));
  return {
    fichier: lectures.length === 1 ? premiere.fichier : `${lectures.length} fichiers`,
    famille: premiere.famille,
    demarche: demarches.size === 1 ? premiere.demarche : null,
    sources: [...new Set(lectures.map(sourceDe))].toSorted(),
    feuilles: lectures.flatMap((l) => l.feuilles.map((f) => ({ ...f, fichier: l.fichier }))),
    colonnes: reunirColonnes(lectures),
    dossiers,
    origines,
    anomalies,
    collectifsOrphelins: lectures.reduce((n, l) => n + l.collectifsOrphelins, 0),
    profil: reunirProfils(lectures, nomsProfils),
  };
}

/** Un numéro donné par deux fichiers : le même contenu ne compte qu’une fois, deux contenus se disent et restent à l’écart. */
function reunirDossiers(lectures: readonly LectureImport[]) {
  const dossiers = new Map<string, DossierLu>();
  const origines = new Map<string, Origine>();
  const anomalies: AnomalieLue[] = [];
  for (const recue of lectures) {
    const source = sourceDe(recue);
    const lecture = distinguerNumeros(recue, source, dossiers, origines);
    anomalies.push(...lecture.anomalies);
    const origine = {
      fichier: lecture.fichier,
      source,
      collectifsTus: lecture.dossiers.every((d) => d.collectifs.length === 0),
      dit: lecture.famille === 'classeur' ? null : colonnesDites(lecture),
    };
    for (const lu of lecture.dossiers) {
      const connu = dossiers.get(lu.numero);
      const autre = origines.get(lu.numero)?.fichier;
      if (!connu || autre === lecture.fichier) {
        dossiers.set(lu.numero, lu);
        origines.set(lu.numero, origine);
      } else if (empreinteSource(connu) !== empreinteSource(lu)) {
        anomalies.push(contradiction(lu, lecture.fichier, autre ?? ''));
      }
    }
  }
  return { dossiers: [...dossiers.values()], origines, anomalies };
}

/** Deux tableaux numérotent chacun leurs lignes à partir de 1 : deux porteurs ne font pas un dossier. */
function distinguerNumeros(
  lecture: LectureImport,
  source: string,
  dossiers: ReadonlyMap<string, DossierLu>,
  origines: ReadonlyMap<string, Origine>,
): LectureImport {
  const nouveaux = new Map<string, string>();
  for (const { numero, structure } of lecture.dossiers) {
    const deja = dossiers.get(numero)?.structure;
    if (!deja || origines.get(numero)?.source === source) continue;
    if (isAutrePorteur(structure, { siret: deja.siret, raisonSociale: nomPorteur(deja) }))
      nouveaux.set(numero, numeroPropre(numero, source));
  }
  return nouveaux.size === 0 ? lecture : renumeroter(lecture, (numero) => nouveaux.get(numero) ?? numero);
}

function colonnesDites({ colonnes }: LectureImport): ColonnesDites {
  return {
    entetes: new Set(colonnes.map((c) => c.entete)),
    champs: new Set(colonnes.flatMap(({ champ }) => champ ?? [])),
  };
}

function contradiction(lu: DossierLu, fichier: string, autre: string): AnomalieLue {
  const [feuille, cellule] =
    (lu.reponses.find((r) => r.champ === 'numero') ?? lu.reponses[0])?.adresse.split('!') ?? [];
  return {
    code: 'numero_dans_deux_fichiers',
    fichier,
    feuille: feuille ?? null,
    cellule: cellule ?? null,
    valeur: lu.numero,
    message: `Le dossier ${lu.numero} est dans « ${autre} » et dans « ${fichier} », avec des réponses différentes : il est laissé à l’écart. Ne gardez que le bon fichier, puis réimportez.`,
    bloquante: true,
    numeroDossier: lu.numero,
  };
}

/** Cent classeurs ont les mêmes colonnes : chacune n’est montrée qu’une fois, avec trois exemples en tout. */
function reunirColonnes(lectures: readonly LectureImport[]): ColonneLue[] {
  if (lectures.length === 1) return [...(lectures[0]?.colonnes ?? [])];
  const parCle = new Map<string, ColonneLue>();
  for (const colonne of lectures.flatMap((l) => l.colonnes)) {
    const cle = cleColonne(colonne.feuille, colonne.entete);
    const connue = parCle.get(cle);
    const exemples = [...new Set([...(connue?.exemples ?? []), ...colonne.exemples])].slice(0, 3);
    parCle.set(cle, { ...(connue ?? colonne), exemples });
  }
  return [...parCle.values()];
}

function reunirProfils(lectures: readonly LectureImport[], noms: readonly (string | null)[]): ProfilApplique | null {
  const nom = noms.find((n) => n !== null);
  const appliques = lectures.flatMap((l) => (l.profil ? [l.profil] : []));
  if (!nom || appliques.length === 0) return null;
  const uniques = (textes: readonly string[]) => [...new Set(textes)];
  return {
    nom,
    repris: Math.max(...appliques.map((p) => p.repris)),
    approches: [...new Map(appliques.flatMap((p) => p.approches).map((a) => [a.entete, { ...a }])).values()],
    // Perdue : dans aucun des fichiers.
    perdues: uniques(appliques[0]?.perdues ?? []).filter((e) => appliques.every((p) => p.perdues.includes(e))),
    nouvelles: uniques(appliques.flatMap((p) => p.nouvelles)),
  };
}
