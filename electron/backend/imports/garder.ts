import type { DossierConnu } from '../../../db/queries/imports.ts';
import type { ReponseRecue } from '../../../db/reponses-codees.ts';
import { lireCodeBudget } from '../../../shared/domaine/champs.ts';
import { assertNever } from '../../../shared/domaine/libelles.ts';
import { CHAMPS_COLLECTIF, type Changement, collectifsPresents } from './changements.ts';
import type { CollectifLu, DossierLu, ReponseLue } from './dossier-lu.ts';
import type { ColonnesDites } from './fusionner.ts';

/** Les colonnes d’un dossier qui viennent d’une réponse. */
const COLONNES = {
  etatSource: 'etatSource',
  deposeLe: 'deposeLe',
  intitule: 'intitule',
  communeInsee: 'communeInsee',
  quartier: 'quartier',
  qpv: 'qpv',
  montantDemande: 'montantDemandeCentimes',
  totalCharges: 'totalChargesCentimes',
  totalProduits: 'totalProduitsCentimes',
} as const;

const STRUCTURE = {
  siret: ['siret', 'siretDeclare'],
  raisonSociale: ['raisonSociale'],
  formeJuridique: ['formeJuridique'],
  rna: ['rna'],
  adresse: ['adresse'],
  codePostal: ['codePostal'],
  communeSiege: ['communeSiege'],
  courriel: ['courriel'],
  telephone: ['telephone'],
  representant: ['representant'],
} as const;

function possede<T extends object>(table: T, cle: string): cle is Extract<keyof T, string> {
  return Object.hasOwn(table, cle);
}

type Reponse = Extract<Changement['cible'], { nature: 'reponse' }>;

/** Le dossier lu, où ce que l’agent refuse reste ce que la base en dit : valeur, montants et cellule d’origine. */
export function garderDeLaBase(lu: DossierLu, refuses: readonly Changement['cible'][], connu: DossierConnu): DossierLu {
  const deBudget = refuses.filter((c): c is Reponse => c.nature === 'reponse' && isDeBudget(c.lue ?? c.connue));
  const dossier = refuses.reduce((d, cible) => garder(d, cible, connu), lu);
  return deBudget.length === 0 ? dossier : { ...dossier, budget: garderBudget(lu.budget, deBudget, connu.budget()) };
}

/** Une question que le fichier n’a pas n’est pas une question laissée vide : la base la garde, sans rien demander. */
export function garderCeQuIlTait(lu: DossierLu, dit: ColonnesDites | null, connu: DossierConnu): DossierLu {
  if (dit === null) return lu;
  const aUnBudget = [...dit.champs].some((champ) => lireCodeBudget(champ) !== null);
  const tues = connu
    .reponses()
    .filter(
      (r) =>
        r.collectifRang === null &&
        !dit.entetes.has(r.libelle) &&
        !(r.champ !== null && dit.champs.has(r.champ)) &&
        !(aUnBudget && isDeBudget(r)),
    );
  const dossier = garderDeLaBase(
    lu,
    tues.map((connue) => ({ nature: 'reponse', lue: null, connue })),
    connu,
  );
  const champsTus = CHAMPS_COLLECTIF.filter(([, , champ]) => !dit.champs.has(champ)).map(([cle]) => cle);
  const presents = collectifsPresents(connu);
  return {
    ...dossier,
    collectifs: dossier.collectifs.map((c) =>
      champsTus
        .filter((cle) => (presents.get(c.rang)?.[cle] ?? null) !== null)
        .reduce((collectif, cle) => garderChamp(collectif, cle, connu), c),
    ),
  };
}

function isDeBudget(reponse: { readonly champ: string | null } | null): boolean {
  return Boolean(reponse?.champ && lireCodeBudget(reponse.champ));
}

function garder(lu: DossierLu, cible: Changement['cible'], connu: DossierConnu): DossierLu {
  switch (cible.nature) {
    case 'retour':
      return lu;
    case 'reponse':
      return garderReponse(lu, cible, connu);
    case 'collectif':
      return garderCollectif(lu, cible.rang, connu);
    case 'champ_collectif':
      return {
        ...lu,
        collectifs: lu.collectifs.map((c) => (c.rang === cible.rang ? garderChamp(c, cible.cle, connu) : c)),
      };
    case 'reponse_collectif':
      return {
        ...lu,
        collectifs: lu.collectifs.map((c) =>
          c.rang === cible.rang ? { ...c, reponses: remplacer(c.reponses, cible.lue, cible.connue) } : c,
        ),
      };
    default:
      return assertNever(cible);
  }
}

function garderReponse(
  lu: DossierLu,
  { lue, connue }: { readonly lue: ReponseLue | null; readonly connue: ReponseRecue | null },
  connu: DossierConnu,
): DossierLu {
  let dossier: DossierLu = { ...lu, reponses: remplacer(lu.reponses, lue, connue) };
  for (const champ of new Set([lue?.champ, connue?.champ])) {
    if (!champ) continue;
    if (possede(COLONNES, champ)) dossier = { ...dossier, [COLONNES[champ]]: connu.dossier[COLONNES[champ]] };
    if (possede(STRUCTURE, champ)) {
      const valeurs = Object.fromEntries(STRUCTURE[champ].map((colonne) => [colonne, connu.structure[colonne]]));
      dossier = { ...dossier, structure: { ...dossier.structure, ...valeurs } };
    }
  }
  return dossier;
}

/** À la place de celle du fichier, pour que l’ordre des colonnes reste. */
function remplacer(
  reponses: readonly ReponseLue[],
  lue: ReponseLue | null,
  connue: ReponseRecue | null,
): readonly ReponseLue[] {
  if (lue === null) return connue === null ? reponses : [...reponses, sansRang(connue)];
  return reponses.flatMap((r) => (r === lue ? (connue === null ? [] : [sansRang(connue)]) : [r]));
}

function sansRang({ collectifRang: _rang, ...reponse }: ReponseRecue): ReponseLue {
  return reponse;
}

/**
 * Une ligne de budget se retrouve par sa cellule ; d’un fichier à l’autre la même cellule peut être un autre compte, si
 * bien que celles du fichier et celles de la base ne se comparent jamais entre elles.
 */
function garderBudget(
  lues: DossierLu['budget'],
  refuses: readonly Reponse[],
  connues: ReturnType<DossierConnu['budget']>,
): DossierLu['budget'] {
  const gardees = ({ connue }: Reponse) =>
    connues
      .filter((l) => l.adresse === connue?.adresse)
      .map(({ sens, compte, libelle, montantCentimes, adresse }) => ({
        sens,
        compte,
        libelle,
        montantCentimes,
        adresse,
      }));
  const aPlacer = new Set(refuses);
  const lignes = lues.flatMap((ligne) => {
    const refus = refuses.find((r) => r.lue?.adresse === ligne.adresse);
    if (!refus) return [ligne];
    return aPlacer.delete(refus) ? gardees(refus) : [];
  });
  return [...lignes, ...[...aPlacer].flatMap(gardees)];
}

/** Nouveau, il n’entre pas ; disparu du fichier, il reste présent. */
function garderCollectif(lu: DossierLu, rang: number, connu: DossierConnu): DossierLu {
  const autres = lu.collectifs.filter((c) => c.rang !== rang);
  const reste = collectifsPresents(connu).get(rang);
  if (!reste) return { ...lu, collectifs: autres };
  const { libelle, niveau, classes, effectif, communeInsee, lieu, jours, horaires, adultes, coutCentimes } = reste;
  const reponses = connu
    .reponses()
    .filter((r) => r.collectifRang === rang)
    .map(sansRang);
  const garde: CollectifLu = {
    rang,
    libelle,
    niveau,
    classes,
    effectif,
    communeInsee,
    lieu,
    jours,
    horaires,
    adultes,
    coutCentimes,
    reponses,
  };
  return { ...lu, collectifs: [...autres, garde].toSorted((a, b) => a.rang - b.rang) };
}

function garderChamp(lu: CollectifLu, cle: keyof CollectifLu, connu: DossierConnu): CollectifLu {
  const avant = collectifsPresents(connu).get(lu.rang);
  const champ = CHAMPS_COLLECTIF.find(([c]) => c === cle);
  if (!avant || !champ) return lu;
  const connue = connu.reponses().find((r) => r.collectifRang === lu.rang && r.champ === champ[2]) ?? null;
  const lue = lu.reponses.find((r) => r.champ === champ[2]) ?? null;
  return { ...lu, [champ[0]]: avant[champ[0]], reponses: remplacer(lu.reponses, lue, connue) };
}
