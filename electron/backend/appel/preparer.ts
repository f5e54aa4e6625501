import type { Base } from '../../../db/base.ts';
import {
  type LignePorteur,
  lireDerniereReponse,
  lireStructure,
  listerCollectifsPresents,
} from '../../../db/queries/appel.ts';
import { lireReponses } from '../../../db/queries/contenu-dossier.ts';
import { lireCoordonneesActives } from '../../../db/queries/coordonnees.ts';
import { CHAMP_PAR_CODE } from '../../../shared/domaine/champs.ts';
import { comparerFrancais, LIBELLES_NIVEAU_SCOLAIRE } from '../../../shared/domaine/libelles.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import { lireCampagne } from '../campagnes.ts';
import { type Annuaire, departementDe, lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import { lireIdentite } from '../parametres.ts';
import { lireListe } from '../pieces/liste.ts';
import { introuvable } from '../refus.ts';
import type { CollectifPrepare, DonneesModele, PorteurPrepare } from '../tableurs/ecrire-modele-donnees.ts';
import { COLLECTIFS_PREPARES, DIMENSIONS, PREFIXE_DIMENSION } from '../tableurs/ecrire-modele-format.ts';

/** La date se redonne chaque année ; les autres sont déjà dans la fiche du dossier, ou se comptent. */
const SANS_REPRISE = new Set([
  'dateDebut',
  'nombreCollectifs',
  'dimensions',
  'communeInsee',
  'qpv',
  'intitule',
  'quartier',
]);

/** Ce que tous les classeurs d’une campagne ont en commun : le classeur vierge. */
export function preparerVierge(context: Context, campagneId: number): DonneesModele {
  const campagne = lireCampagne(context, campagneId);
  const identite = lireIdentite(context.db);
  const departement = departementDe(identite.codePostal);
  return {
    identite,
    anneeScolaire: campagne.anneeScolaire,
    dateLimite: campagne.dateLimiteDepot,
    prepareLe: context.horloge.aujourdhui(),
    version: context.version,
    effectifMinimum: campagne.bareme.effectifMinimum,
    effectifMaximum: campagne.bareme.effectifMaximum,
    departement,
    communes: listerCommunes(lireAnnuaire(context.ressources), departement),
    pieces: lireListe(context.db, campagneId).pieces.map(({ code, libelle, aide, obligatoire, champ }) => ({
      code,
      libelle,
      aide,
      obligatoire,
      champ,
    })),
    porteur: null,
  };
}

/**
 * Ce que la base sait d’un porteur, pour son classeur. De son compte, seuls les quatre derniers caractères sortent : un
 * classeur envoyé à la mauvaise adresse ne doit pas donner un IBAN.
 */
export function preparerPorteur(
  { db, ressources }: Pick<Context, 'db' | 'ressources'>,
  structureId: number,
  anneeScolaire: string,
): PorteurPrepare {
  const structure = lireStructure(db, structureId);
  if (!structure) throw introuvable('Ce porteur');
  const annuaire = lireAnnuaire(ressources);
  const derniere = lireDerniereReponse(db, structureId, anneeScolaire);
  const dossier = derniere?.dossier;
  const valeurs: Record<string, string | number> = valeursStructure(structure, annuaire);
  if (dossier) Object.assign(valeurs, valeursProjet(db, dossier, annuaire));
  const deCetteCampagne = derniere?.anneeScolaire === anneeScolaire;
  return {
    structureId,
    raisonSociale: structure.raisonSociale,
    siret: structure.siret,
    valeurs,
    collectifs: dossier ? collectifsDe(db, dossier.id, annuaire) : [],
    reprisDe: derniere?.anneeScolaire ?? null,
    finIban: lireCoordonneesActives(db, structureId)?.iban.slice(-4) ?? null,
    numeroReponse: deCetteCampagne ? Number(/^\d{14}-(\d{1,2})$/.exec(dossier?.numero ?? '')?.[1] ?? 1) : 1,
  };
}

function valeursStructure(structure: LignePorteur, annuaire: Annuaire): Record<string, string> {
  const { siretDeclare, communeSiege } = structure;
  const valeurs = {
    siret: structure.siret ?? siretDeclare,
    raisonSociale: structure.raisonSociale,
    formeJuridique: structure.formeJuridique,
    rna: structure.rna,
    adresse: structure.adresse,
    codePostal: structure.codePostal,
    communeSiege: nomCommune(annuaire, communeSiege),
    representant: structure.representant,
    courriel: structure.courriel,
    telephone: structure.telephone,
  };
  return Object.fromEntries(
    Object.entries(valeurs).filter((entree): entree is [string, string] => entree[1] !== null && entree[1] !== ''),
  );
}

function valeursProjet(
  db: Base,
  dossier: NonNullable<ReturnType<typeof lireDerniereReponse>>['dossier'],
  annuaire: Annuaire,
): Record<string, string | number> {
  const valeurs: Record<string, string | number> = {};
  const poser = (code: string, valeur: string | number | null) => {
    if (valeur !== null && valeur !== '') valeurs[code] = valeur;
  };
  poser('intitule', dossier.intitule);
  poser('communeInsee', nomCommune(annuaire, dossier.communeInsee));
  poser('quartier', dossier.quartier);
  poser('qpv', dossier.qpv === null ? null : dossier.qpv ? 'oui' : 'non');
  for (const { champ, valeur, collectifRang } of lireReponses(db, dossier.id)) {
    if (champ === null || collectifRang !== null || valeurs[champ] !== undefined) continue;
    if (champ === 'dimensions') poserDimensions(valeur, poser);
    const connu = CHAMP_PAR_CODE.get(champ);
    if (connu?.section !== 'projet' || SANS_REPRISE.has(champ)) continue;
    poser(champ, connu.type === 'entier' || connu.type === 'montant' ? lireNombre(valeur) : valeur);
  }
  return valeurs;
}

/** Seules les dimensions citées se reprennent : des autres, on ne sait pas si c’était non. */
function poserDimensions(valeur: string, poser: (code: string, valeur: string) => void): void {
  const citees = new Set(valeur.split(/[,;]\s*/).map(normaliserTexte));
  for (const dimension of DIMENSIONS) {
    if (citees.has(normaliserTexte(dimension))) poser(`${PREFIXE_DIMENSION}${dimension}`, 'oui');
  }
}

function collectifsDe(db: Base, dossierId: number, annuaire: Annuaire): CollectifPrepare[] {
  return listerCollectifsPresents(db, dossierId)
    .slice(0, COLLECTIFS_PREPARES)
    .map((c) => ({
      libelle: c.libelle,
      niveau: c.niveau === null ? null : LIBELLES_NIVEAU_SCOLAIRE[c.niveau],
      classes: c.classes,
      effectif: c.effectif,
      communeInsee: nomCommune(annuaire, c.communeInsee),
      lieu: c.lieu,
      jours: c.jours,
      horaires: c.horaires,
      adultes: c.adultes,
      // Le coût est celui d’un budget passé : il se redonne avec le nouveau.
      cout: null,
    }));
}

function lireNombre(valeur: string): number | null {
  const nombre = Number(valeur);
  return valeur.trim() !== '' && Number.isSafeInteger(nombre) ? nombre : null;
}

function listerCommunes({ communes }: Annuaire, departement: string): string[] {
  if (departement === '') return [];
  return [...communes]
    .filter(([code]) => code.startsWith(departement))
    .map(([, { nom }]) => nom)
    .toSorted(comparerFrancais);
}
