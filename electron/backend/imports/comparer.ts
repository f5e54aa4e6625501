import { createHash } from 'node:crypto';
import type { ContenuDossier } from '../../../db/queries/contenu-dossier.ts';
import type { Existant } from '../../../db/queries/imports.ts';
import type { BilanImport, DifferenceImport } from '../../../shared/contract/imports.ts';
import { CHAMP_PAR_CODE } from '../../../shared/domaine/champs.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { alignerCollectifs } from './aligner-collectifs.ts';
import type { CollectifLu, DossierLu, ReponseLue } from './dossier-lu.ts';
import type { LectureReunie } from './fusionner.ts';
import { nomPorteur, type PlanStructure, rapprocherPorteurs } from './rapprocher-porteurs.ts';

/** Ce qu’un import fera, décidé une fois : l’aperçu le montre, l’exécution l’applique. */
export interface PlanImport {
  readonly dossiers: readonly PlanDossier[];
  readonly disparus: readonly string[];
  readonly ecartes: readonly string[];
  readonly differences: readonly DifferenceImport[];
  /** Lignes que personne n’a tranchées : elles restent à l’écart. */
  readonly indecises: readonly DifferenceImport[];
  readonly bilan: BilanImport;
  readonly confirmation: string | null;
}

export interface PlanDossier {
  readonly nature: 'nouveau' | 'modifie' | 'inchange';
  /** Ses collectifs portent le rang que la base leur connaît. */
  readonly lu: DossierLu;
  /** Du fichier tel que reçu. */
  readonly empreinte: string;
  /** Le fichier entier ne dit rien des collectifs (export CSV) : ceux que la base connaît restent. */
  readonly collectifsTus: boolean;
  readonly dossierId: number | null;
  readonly structure: PlanStructure;
  /** Vrai si ce dossier ne donnait pas ces coordonnées bancaires, ou pas pour cette structure, au dernier import. */
  readonly banqueChangee: boolean;
  readonly differences: readonly DifferenceImport[];
}

/** Ce dont la comparaison a besoin en plus du fichier et de la base. */
export interface Reglages {
  readonly nomCommune: NomCommune;
  /** Clé de différence → code choisi. */
  readonly decisions: Readonly<Record<string, string>>;
}

type NomCommune = (insee: string | null) => string;

/** Colonnes que le portail met à jour tout seul : leur seul changement n’est pas une modification du dossier. */
const COLONNES_DE_SUIVI = /^derni[eè]re mise à jour/i;

/** Ce que dit une réponse : sa valeur si la colonne est reconnue (« 10.0 » et « 10 » sont le même 10), sinon son texte. */
function sens(reponse: { readonly champ: string | null; readonly valeur: string; readonly brut: string }): string {
  return reponse.champ === null ? reponse.brut : reponse.valeur;
}

/** Ce qui compte pour dire « inchangé » : le contenu, ni la place des cellules ni leur écriture dans le fichier. */
function empreinteSource(lu: DossierLu): string {
  const dire = (reponses: readonly ReponseLue[]) =>
    reponses.filter((r) => !COLONNES_DE_SUIVI.test(r.libelle)).map((r) => [r.champ ?? r.libelle, sens(r)]);
  const contenu = {
    ...lu,
    reponses: dire(lu.reponses),
    collectifs: lu.collectifs.map((c) => ({ ...c, reponses: dire(c.reponses) })),
    budget: lu.budget.map(({ adresse: _adresse, ...ligne }) => ligne),
  };
  return createHash('sha256').update(JSON.stringify(contenu)).digest('hex');
}

/** Contenu d’un dossier lu, sous la forme des tables. */
export function contenuDossier(
  { lu, empreinte, collectifsTus }: Pick<PlanDossier, 'lu' | 'empreinte' | 'collectifsTus'>,
  campagneId: number,
  structureId: number,
): ContenuDossier {
  return {
    valeurs: {
      campagneId,
      structureId,
      numero: lu.numero,
      etatSource: lu.etatSource,
      deposeLe: lu.deposeLe,
      intitule: lu.intitule,
      communeInsee: lu.communeInsee,
      quartier: lu.quartier,
      qpv: lu.qpv,
      montantDemandeCentimes: lu.montantDemandeCentimes,
      totalChargesCentimes: lu.totalChargesCentimes,
      totalProduitsCentimes: lu.totalProduitsCentimes,
      empreinteSource: empreinte,
    },
    collectifs: collectifsTus ? null : lu.collectifs.map(({ reponses: _reponses, ...c }) => c),
    budget: lu.budget.map((l, i) => ({ ...l, rang: i + 1 })),
    reponses: [
      ...lu.reponses.map((r) => ({ ...r, collectifRang: null })),
      ...lu.collectifs.flatMap((c) => c.reponses.map((r) => ({ ...r, collectifRang: c.rang }))),
    ],
  };
}

function texte(valeur: unknown, champ: string): string | null {
  if (valeur === null || valeur === undefined || valeur === '') return null;
  if (typeof valeur === 'boolean') return valeur ? 'oui' : 'non';
  if (typeof valeur === 'number') return champ.endsWith('Centimes') ? formaterEuros(valeur) : String(valeur);
  return typeof valeur === 'string' ? valeur : JSON.stringify(valeur);
}

const CHAMPS_COLLECTIF: readonly (readonly [Exclude<keyof CollectifLu, 'rang' | 'reponses'>, string])[] = [
  ['libelle', 'libellé'],
  ['niveau', 'niveau'],
  ['classes', 'classes'],
  ['effectif', 'effectif'],
  ['communeInsee', 'commune'],
  ['lieu', 'lieu'],
  ['jours', 'jours'],
  ['horaires', 'horaires'],
  ['adultes', 'adultes'],
  ['coutCentimes', 'coût'],
];

function presentsParRang(existant: Existant, dossierId: number | null) {
  const connus = dossierId === null ? [] : (existant.collectifs.get(dossierId) ?? []);
  return new Map(connus.filter((c) => c.present).map((c) => [c.rang, c]));
}

function differencesDossier(
  { lu, collectifsTus, dossierId }: Pick<PlanDossier, 'lu' | 'collectifsTus'> & { readonly dossierId: number },
  existant: Existant,
  reponses: ReturnType<Existant['reponses']>,
  base: Omit<DifferenceImport, 'cle' | 'champ' | 'avant' | 'apres' | 'adresse'>,
): DifferenceImport[] {
  const differences: DifferenceImport[] = [];
  const noter = (champ: string, avant: string | null, apres: string | null, adresse: string | null) => {
    if (avant !== apres)
      differences.push({ ...base, cle: `modifie:${base.numero}:${champ}`, champ, avant, apres, adresse });
  };
  const anciennes = new Map(reponses.filter((r) => r.collectifRang === null).map((r) => [r.libelle, r]));
  for (const r of lu.reponses.filter((x) => !COLONNES_DE_SUIVI.test(x.libelle))) {
    const libelle = (r.champ && CHAMP_PAR_CODE.get(r.champ)?.libelle) || r.libelle;
    const ancienne = anciennes.get(r.libelle);
    if (ancienne === undefined || sens(ancienne) !== sens(r)) noter(libelle, ancienne?.brut ?? null, r.brut, r.adresse);
    anciennes.delete(r.libelle);
  }
  for (const ancienne of [...anciennes.values()].filter((x) => !COLONNES_DE_SUIVI.test(x.libelle)))
    noter(ancienne.libelle, ancienne.brut, null, null);
  if (collectifsTus) return differences;
  const collectifsAvant = presentsParRang(existant, dossierId);
  for (const c of lu.collectifs) {
    const avant = collectifsAvant.get(c.rang);
    collectifsAvant.delete(c.rang);
    const adresse = c.reponses[0]?.adresse ?? null;
    if (!avant) {
      noter(`collectif ${c.rang}`, null, c.libelle, adresse);
      continue;
    }
    for (const [cle, libelle] of CHAMPS_COLLECTIF) {
      noter(
        `${libelle} du collectif ${c.rang}`,
        texte(avant[cle as keyof typeof avant], cle),
        texte(c[cle], cle),
        adresse,
      );
    }
  }
  for (const disparu of collectifsAvant.values()) noter(`collectif ${disparu.rang}`, disparu.libelle, null, null);
  return differences;
}

function compterCollectifs(plans: readonly PlanDossier[], existant: Existant): BilanImport['collectifs'] {
  const compte = { nouveaux: 0, modifies: 0, inchanges: 0, disparus: 0 };
  for (const plan of plans) {
    const avant = presentsParRang(existant, plan.dossierId);
    if (plan.collectifsTus) {
      compte.inchanges += avant.size;
      continue;
    }
    for (const c of plan.lu.collectifs) {
      const ancien = avant.get(c.rang);
      avant.delete(c.rang);
      if (!ancien) compte.nouveaux += 1;
      else if (CHAMPS_COLLECTIF.every(([cle]) => (ancien[cle as keyof typeof ancien] ?? null) === (c[cle] ?? null)))
        compte.inchanges += 1;
      else compte.modifies += 1;
    }
    compte.disparus += avant.size;
  }
  return compte;
}

const CHAMPS_BANQUE = ['iban', 'bic', 'titulaireCompte'];

function isBanqueChangee(lu: DossierLu, anciennes: readonly { champ: string | null; valeur: string }[]): boolean {
  return CHAMPS_BANQUE.some((champ) => {
    const avant = anciennes.find((r) => r.champ === champ)?.valeur;
    const apres = lu.reponses.find((r) => r.champ === champ)?.valeur;
    return apres !== undefined && apres !== avant;
  });
}

interface Recu {
  readonly recu: DossierLu;
  readonly dossier: Existant['dossiers'][number] | undefined;
  readonly empreinte: string;
}

/** La structure de chaque dossier nouveau ou modifié ; un dossier inchangé garde la sienne. */
function planifierPorteurs(recus: readonly Recu[], existant: Existant): ReadonlyMap<DossierLu, PlanStructure> {
  const rapprocher = rapprocherPorteurs(existant);
  const changes = recus.filter(({ dossier, empreinte }) => dossier?.empreinteSource !== empreinte);
  const connusDAbord = changes.toSorted((a, b) => Number(b.dossier !== undefined) - Number(a.dossier !== undefined));
  return new Map(connusDAbord.map(({ recu, dossier }) => [recu, rapprocher(recu, dossier?.structureId ?? null)]));
}

export function planifierImport(lecture: LectureReunie, existant: Existant, { nomCommune }: Reglages): PlanImport {
  const ecartes = new Set(
    lecture.anomalies.filter((a) => a.bloquante && a.numeroDossier !== null).map((a) => a.numeroDossier ?? ''),
  );
  const connus = new Map(existant.dossiers.map((d) => [d.numero, d]));
  const recus = lecture.dossiers
    .filter((d) => !ecartes.has(d.numero))
    .map((recu) => ({ recu, dossier: connus.get(recu.numero), empreinte: empreinteSource(recu) }));
  const porteurs = planifierPorteurs(recus, existant);
  const collectifsTus = lecture.dossiers.every((d) => d.collectifs.length === 0);
  const plans: PlanDossier[] = [];
  for (const { recu, dossier, empreinte } of recus) {
    const lu = dossier
      ? { ...recu, collectifs: alignerCollectifs(recu.collectifs, existant.collectifs.get(dossier.id) ?? []) }
      : recu;
    const structure = porteurs.get(recu);
    if (!structure) {
      const inchangee = { cle: '', id: dossier?.structureId ?? null, changements: {} };
      plans.push({
        nature: 'inchange',
        lu,
        empreinte,
        collectifsTus,
        dossierId: dossier?.id ?? null,
        structure: inchangee,
        banqueChangee: false,
        differences: [],
      });
      continue;
    }
    const commun = { fichier: lecture.fichier, dejaLu: false };
    const base = { numero: lu.numero, raisonSociale: nomPorteur(lu.structure), commune: nomCommune(lu.communeInsee) };
    if (!dossier) {
      const enfants = lu.collectifs.reduce((n, c) => n + (c.effectif ?? 0), 0);
      const resume = `dossier, ${lu.collectifs.length} collectif${lu.collectifs.length > 1 ? 's' : ''}, ${enfants} enfants`;
      const difference = {
        ...base,
        nature: 'nouveau' as const,
        cle: `nouveau:${lu.numero}`,
        ...commun,
        choix: [{ code: 'creer', libelle: 'Créer' }],
        propose: 'creer',
        champ: resume,
        avant: null,
        apres: null,
        adresse: lu.reponses[0]?.adresse ?? null,
      };
      plans.push({
        nature: 'nouveau',
        lu,
        empreinte,
        collectifsTus,
        dossierId: null,
        structure,
        banqueChangee: true,
        differences: [difference],
      });
    } else {
      const reponses = existant.reponses(dossier.id);
      const plan = { nature: 'modifie', lu, empreinte, collectifsTus, dossierId: dossier.id, structure } as const;
      plans.push({
        ...plan,
        banqueChangee: structure.id !== dossier.structureId || isBanqueChangee(lu, reponses),
        differences: differencesDossier(plan, existant, reponses, {
          ...base,
          ...commun,
          nature: 'modifie',
          choix: [{ code: 'remplacer', libelle: 'Remplacer' }],
          propose: 'remplacer',
        }),
      });
    }
  }
  const lus = new Set(lecture.dossiers.map((d) => d.numero));
  const disparus = existant.dossiers.filter((d) => !lus.has(d.numero));
  const nomStructure = new Map(existant.structures.map((s) => [s.id, s.raisonSociale]));
  const parCle = Map.groupBy(plans, ({ structure: s }) => (s.id === null ? s.cle : `structure ${s.id}`));
  const structures = { nouvelles: 0, modifiees: 0, reconnues: 0 };
  for (const groupe of parCle.values()) {
    if (groupe.every((p) => p.structure.id === null)) structures.nouvelles += 1;
    else if (groupe.some((p) => Object.keys(p.structure.changements).length > 0)) structures.modifiees += 1;
    else structures.reconnues += 1;
  }
  const compter = (nature: PlanDossier['nature']) => plans.filter((p) => p.nature === nature).length;
  return {
    dossiers: plans,
    disparus: disparus.map((d) => d.numero),
    ecartes: [...ecartes],
    confirmation: null,
    indecises: [],
    differences: [
      ...plans.flatMap((p) => p.differences),
      ...disparus.map((d) => ({
        nature: 'disparu' as const,
        cle: `disparu:${d.numero}`,
        fichier: lecture.fichier,
        dejaLu: false,
        choix: [{ code: 'garder', libelle: 'Garder' }],
        propose: 'garder',
        numero: d.numero,
        raisonSociale: nomStructure.get(d.structureId) ?? '',
        commune: nomCommune(d.communeInsee),
        champ: 'présent dans la base, absent de ce fichier : gardé',
        avant: null,
        apres: null,
        adresse: null,
      })),
    ],
    bilan: {
      dossiers: {
        nouveaux: compter('nouveau'),
        modifies: compter('modifie'),
        inchanges: compter('inchange'),
        disparus: disparus.length,
      },
      collectifs: compterCollectifs(plans, existant),
      structures,
    },
  };
}
