import type { DossierConnu } from '../../../db/queries/imports.ts';
import type { ReponseRecue } from '../../../db/reponses-codees.ts';
import type { DifferenceImport } from '../../../shared/contract/imports.ts';
import { CHAMP_PAR_CODE } from '../../../shared/domaine/champs.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import type { CollectifLu, DossierLu, ReponseLue } from './dossier-lu.ts';
import { ecrireBrut, isSuivi, sens } from './empreinte-source.ts';

type CleCollectif = Exclude<keyof CollectifLu, 'rang' | 'reponses'>;

/** Ce qui change dans un dossier connu, et de quoi y renoncer sans toucher au reste. */
export interface Changement {
  readonly cible:
    | { readonly nature: 'reponse'; readonly lue: ReponseLue | null; readonly connue: ReponseRecue | null }
    | { readonly nature: 'collectif'; readonly rang: number }
    | { readonly nature: 'champ_collectif'; readonly rang: number; readonly cle: CleCollectif }
    | {
        readonly nature: 'reponse_collectif';
        readonly rang: number;
        readonly lue: ReponseLue;
        readonly connue: ReponseRecue | null;
      }
    | { readonly nature: 'retour' };
  readonly difference: DifferenceImport;
}

/** Le champ du catalogue de chaque colonne d’un collectif. */
export const CHAMPS_COLLECTIF: readonly (readonly [CleCollectif, libelle: string, champ: string])[] = [
  ['libelle', 'libellé', 'collectif.libelle'],
  ['niveau', 'niveau', 'collectif.niveau'],
  ['classes', 'classes', 'collectif.classes'],
  ['effectif', 'effectif', 'collectif.effectif'],
  ['communeInsee', 'commune', 'collectif.communeInsee'],
  ['lieu', 'lieu', 'collectif.lieu'],
  ['jours', 'jours', 'collectif.jours'],
  ['horaires', 'horaires', 'collectif.horaires'],
  ['adultes', 'adultes', 'collectif.adultes'],
  ['coutCentimes', 'coût', 'collectif.cout'],
];

/** Les coordonnées bancaires ne se remplacent pas : leur changement a sa propre ligne (coordonnees.ts). */
export const CHAMPS_BANQUE: ReadonlySet<string | null> = new Set(['iban', 'bic', 'titulaireCompte']);

const CHOIX = {
  champ: [
    { code: 'remplacer', libelle: 'Remplacer' },
    { code: 'garder', libelle: 'Garder' },
  ],
  nouveau: [
    { code: 'remplacer', libelle: 'Ajouter' },
    { code: 'garder', libelle: 'Ne pas ajouter' },
  ],
  disparu: [
    { code: 'remplacer', libelle: 'Marquer absent' },
    { code: 'garder', libelle: 'Garder' },
  ],
  retour: [{ code: 'remplacer', libelle: 'Remettre' }],
};

function texte(valeur: string | number | null, cle: CleCollectif): string | null {
  if (valeur === null || valeur === '') return null;
  return typeof valeur === 'number' && cle === 'coutCentimes' ? formaterEuros(valeur) : String(valeur);
}

export function collectifsPresents({ collectifs }: DossierConnu): Map<number, DossierConnu['collectifs'][number]> {
  return new Map(collectifs.filter((c) => c.present).map((c) => [c.rang, c]));
}

/** Le dossier dont parle une ligne. */
export type BaseDifference = Pick<
  DifferenceImport,
  'numero' | 'raisonSociale' | 'commune' | 'territoire' | 'fichier' | 'dejaLu'
>;
type Dire = (
  cle: string,
  cible: Changement['cible'],
  dit: Pick<DifferenceImport, 'champ' | 'avant' | 'apres' | 'adresse'>,
  choix: keyof typeof CHOIX,
) => void;

/** Champ par champ, l’ancien et le nouveau. */
export function listerChangements(
  lu: DossierLu,
  connu: DossierConnu,
  collectifsTus: boolean,
  base: BaseDifference,
): Changement[] {
  const changements: Changement[] = [];
  const dire: Dire = (cle, cible, dit, choix) => {
    const difference = {
      ...base,
      ...dit,
      nature: 'modifie' as const,
      cle: `modifie:${base.numero}:${cle}`,
      choix: CHOIX[choix],
      propose: 'remplacer',
      retient: [],
    };
    changements.push({ cible, difference });
  };
  if (connu.dossier.absentDepuis !== null)
    dire(
      'retour',
      { nature: 'retour' },
      { champ: 'présence', avant: 'absent', apres: 'présent', adresse: null },
      'retour',
    );
  direReponses(lu, connu, dire);
  if (!collectifsTus) direCollectifs(lu, connu, dire);
  return changements;
}

/** Une case vide n’efface rien de ce que la base sait d’un porteur : il n’y a rien à demander. */
function isDePorteur(champ: string | null): boolean {
  return champ !== null && CHAMP_PAR_CODE.get(champ)?.objet === 'structure';
}

function direReponses(lu: DossierLu, connu: DossierConnu, dire: Dire): void {
  const garde = (r: Pick<ReponseLue, 'libelle' | 'champ'>) =>
    !isSuivi(r) && !CHAMPS_BANQUE.has(r.champ) && r.champ !== 'numero';
  const nommer = (r: Pick<ReponseLue, 'libelle' | 'champ'>) =>
    (r.champ === null ? undefined : CHAMP_PAR_CODE.get(r.champ)?.libelle) ?? r.libelle;
  const connues = new Map(
    connu
      .reponses()
      .filter((r) => r.collectifRang === null && garde(r))
      .map((r) => [r.libelle, r]),
  );
  const lues = lu.reponses.filter(garde);
  const libelles = new Set(lues.map((r) => r.libelle));
  // La même question sous un autre en-tête (autre fichier, formulaire retouché) : une ligne, non deux.
  const renommee = (lue: ReponseLue) =>
    [...connues.values()].find((r) => lue.champ !== null && r.champ === lue.champ && !libelles.has(r.libelle));
  for (const lue of lues) {
    const connue = connues.get(lue.libelle) ?? renommee(lue) ?? null;
    if (connue) connues.delete(connue.libelle);
    if (connue !== null && sens(connue) === sens(lue)) continue;
    if (lue.valeur === '' && isDePorteur(lue.champ)) continue;
    const dit = {
      champ: nommer(lue),
      avant: connue ? ecrireBrut(connue.brut) : null,
      apres: ecrireBrut(lue.brut),
      adresse: lue.adresse,
    };
    dire(lue.libelle, { nature: 'reponse', lue, connue }, dit, 'champ');
  }
  for (const connue of connues.values()) {
    if (isDePorteur(connue.champ)) continue;
    const dit = { champ: nommer(connue), avant: ecrireBrut(connue.brut), apres: null, adresse: null };
    dire(connue.libelle, { nature: 'reponse', lue: null, connue }, dit, 'champ');
  }
}

function direCollectifs(lu: DossierLu, connu: DossierConnu, dire: Dire): void {
  const connus = collectifsPresents(connu);
  for (const c of lu.collectifs) {
    const avant = connus.get(c.rang);
    connus.delete(c.rang);
    const adresse = c.reponses[0]?.adresse ?? null;
    const { rang } = c;
    if (!avant) {
      const dit = { champ: `collectif ${rang}`, avant: null, apres: c.libelle, adresse };
      dire(`collectif ${rang}`, { nature: 'collectif', rang }, dit, 'nouveau');
      continue;
    }
    for (const [cle, libelle, champ] of CHAMPS_COLLECTIF) {
      if ((avant[cle] ?? null) === (c[cle] ?? null)) continue;
      const dit = {
        champ: `${libelle} du collectif ${rang}`,
        avant: texte(avant[cle], cle),
        apres: texte(c[cle], cle),
        adresse: c.reponses.find((r) => r.champ === champ)?.adresse ?? adresse,
      };
      dire(`collectif ${rang}:${cle}`, { nature: 'champ_collectif', rang, cle }, dit, 'champ');
    }
    direReponsesDuCollectif(c, connu, dire);
  }
  for (const { rang, libelle } of connus.values()) {
    const dit = { champ: `collectif ${rang}`, avant: libelle, apres: null, adresse: null };
    dire(`collectif ${rang}`, { nature: 'collectif', rang }, dit, 'disparu');
  }
}

/** Les questions posées pour chaque collectif que le catalogue ne connaît pas : elles aussi sont des preuves. */
function direReponsesDuCollectif({ rang, reponses }: CollectifLu, connu: DossierConnu, dire: Dire): void {
  const connues = new Map(
    connu
      .reponses()
      .filter((r) => r.collectifRang === rang)
      .map((r) => [r.libelle, r]),
  );
  for (const lue of reponses.filter((r) => r.champ === null)) {
    const connue = connues.get(lue.libelle) ?? null;
    if (connue !== null && sens(connue) === sens(lue)) continue;
    const dit = {
      champ: `${lue.libelle}, collectif ${rang}`,
      avant: connue?.brut ?? null,
      apres: lue.brut,
      adresse: lue.adresse,
    };
    dire(`collectif ${rang}:${lue.libelle}`, { nature: 'reponse_collectif', rang, lue, connue }, dit, 'champ');
  }
}
