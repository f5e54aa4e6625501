import type { Existant } from '../../../db/queries/imports.ts';
import type { DifferenceImport } from '../../../shared/contract/imports.ts';
import { formaterIban } from '../../../shared/domaine/identifiants.ts';
import type { BaseDifference } from './changements.ts';
import type { DossierLu } from './dossier-lu.ts';
import { nomPorteur, type PlanStructure } from './rapprocher-porteurs.ts';

/** Un dossier qui dit du compte de son porteur autre chose que la dernière fois. */
export interface BanqueLue {
  readonly lu: DossierLu;
  readonly structure: PlanStructure;
  readonly base: BaseDifference;
}

export interface PlanCoordonnees {
  readonly structure: PlanStructure;
  readonly iban: string;
  readonly bic: string | null;
  readonly titulaire: string | null;
  readonly adresse: string | null;
  readonly fichier: string;
  /** `enregistrer` : le premier IBAN d’un porteur, à vérifier. `demander` : un changement, qu’un autre agent tranchera. */
  readonly mode: 'enregistrer' | 'demander';
}

export interface CoordonneesAPlanifier {
  readonly difference: DifferenceImport | null;
  /** Code de réponse → ce qu’il fait. */
  readonly parCode: ReadonlyMap<string, PlanCoordonnees>;
}

const IGNORER = { code: 'ignorer', libelle: 'Ne rien changer' };

/** Ce que le fichier change aux coordonnées de chaque porteur, et la question à poser s’il y en a une. */
export function planifierCoordonnees(banques: readonly BanqueLue[], existant: Existant): CoordonneesAPlanifier[] {
  const parPorteur = Map.groupBy(
    banques.filter(({ lu }) => lu.structure.iban !== null),
    ({ structure }) => (structure.id === null ? structure.cle : `${structure.id}`),
  );
  return [...parPorteur].flatMap(([cle, groupe]) => planifierPorteur(cle, groupe, existant));
}

function planifierPorteur(
  cle: string,
  groupe: readonly BanqueLue[],
  existant: Existant,
): readonly CoordonneesAPlanifier[] {
  const id = groupe[0]?.structure.id ?? null;
  const active = id === null ? undefined : existant.coordonnees.get(id);
  const demande = id === null ? undefined : existant.demandesIban.get(id);
  const candidats = distinguer(groupe.map((banque) => completer(banque, active)));
  const neufs = candidats.filter(({ plan }) => !isMeme(plan, active) && !isMeme(plan, demande));
  // Un dossier qui redit l’IBAN connu ne départage pas un autre qui en donne un nouveau.
  if (neufs.length === 0) return [];
  if (!active && candidats.length === 1) return neufs.map(({ plan }) => seul(plan));
  return [demander(cle, neufs, candidats.length, active)];
}

function seul(plan: PlanCoordonnees): CoordonneesAPlanifier {
  return { difference: null, parCode: new Map([['', plan]]) };
}

interface Candidat {
  readonly banque: BanqueLue;
  readonly plan: PlanCoordonnees;
}

function completer(banque: BanqueLue, active: Compte | undefined): Candidat {
  const { lu, structure, base } = banque;
  const { iban, bic, titulaireCompte } = lu.structure;
  const meme = active?.iban === iban ? active : undefined;
  return {
    banque,
    plan: {
      structure,
      iban: iban ?? '',
      bic: bic ?? meme?.bic ?? null,
      titulaire: titulaireCompte ?? meme?.titulaire ?? null,
      adresse: lu.reponses.find((r) => r.champ === 'iban')?.adresse ?? null,
      fichier: base.fichier,
      mode: active ? 'demander' : 'enregistrer',
    },
  };
}

type Compte = Pick<PlanCoordonnees, 'iban' | 'bic' | 'titulaire'>;

function isMeme(a: Compte, b: Compte | undefined): boolean {
  return b !== undefined && a.iban === b.iban && a.bic === b.bic && a.titulaire === b.titulaire;
}

/** Un par IBAN : le dernier dossier du fichier qui le donne. */
function distinguer(candidats: readonly Candidat[]): Candidat[] {
  return [...new Map(candidats.map((c) => [c.plan.iban, c])).values()];
}

function demander(
  cle: string,
  neufs: readonly Candidat[],
  distincts: number,
  active: Compte | undefined,
): CoordonneesAPlanifier {
  const [premier] = neufs;
  if (!premier) throw new Error('aucune coordonnée à demander');
  const dernier = neufs.at(-1) ?? premier;
  const plusieurs = neufs.length > 1;
  const code = ({ plan, banque }: Candidat) => (plusieurs ? `${plan.mode}:${banque.lu.numero}` : plan.mode);
  const verbe = active ? 'Ouvrir une demande' : 'Enregistrer, à vérifier';
  const libelle = ({ plan, banque }: Candidat) =>
    plusieurs ? `${verbe} : ${formaterIban(plan.iban)} (dossier ${banque.lu.numero})` : verbe;
  const { banque, plan } = premier;
  return {
    difference: {
      ...banque.base,
      raisonSociale: nomPorteur(banque.lu.structure),
      nature: 'iban',
      cle: `iban:${cle}`,
      champ: active?.iban === plan.iban ? 'titulaire ou BIC du compte' : 'IBAN',
      avant: active ? dire(active) : null,
      apres: neufs.map((n) => dire(n.plan)).join(' ou '),
      adresse: plan.adresse,
      choix: [...neufs.map((n) => ({ code: code(n), libelle: libelle(n) })), IGNORER],
      // Deux IBAN pour un porteur déjà payé : seul l’agent départage. Un porteur neuf n’est payé qu’après vérification.
      propose: active && distincts > 1 && plusieurs ? null : code(dernier),
      retient: [],
    },
    parCode: new Map(neufs.map((n) => [code(n), n.plan])),
  };
}

function dire({ iban, bic, titulaire }: Compte): string {
  return [formaterIban(iban), bic, titulaire].filter(Boolean).join(', ');
}
