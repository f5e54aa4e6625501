import type { Existant } from '../../../db/queries/imports.ts';
import type { DifferenceImport } from '../../../shared/contract/imports.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import type { DossierLu, StructureLue } from './dossier-lu.ts';
import { nomPorteur } from './rapprocher-porteurs.ts';
import { isUneFaute } from './reconnaissance/fautes.ts';

type Structure = Existant['structures'][number];

/** Les mots qui ne distinguent pas un porteur d’un autre. */
const MOTS_VIDES = new Set(
  'association asso assoc ass centre de du des d la le les l un une et en a au aux pour par sur the loi 1901'.split(
    ' ',
  ),
);

function motsDe(nom: string): string[] {
  const mots = normaliserTexte(nom)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const pleins = mots.filter((mot) => !MOTS_VIDES.has(mot));
  return (pleins.length > 0 ? pleins : mots).toSorted();
}

/** « Assoc. Les Lilas » et « LES LILAS (association) » ; une faute de frappe par mot d’au moins cinq lettres est admise. */
export function isMemeNom(a: string, b: string): boolean {
  const [motsA, motsB] = [motsDe(a), motsDe(b)];
  if (motsA.length === 0 || motsA.length !== motsB.length) return false;
  return motsA.every((mot, i) => {
    const autre = motsB[i] ?? '';
    return mot === autre || (mot.length >= 5 && isUneFaute(mot, autre));
  });
}

const sirenDe = (siret: string | null) => siret?.slice(0, 9) ?? null;

/** Les porteurs connus que celui-ci pourrait être, le plus sûr d’abord, trois au plus. */
export function chercherRessemblants(lue: StructureLue, structures: readonly Structure[]): Structure[] {
  const siren = sirenDe(lue.siret);
  const memeSiren = structures.filter((s) => siren !== null && sirenDe(s.siret) === siren);
  const memeNom = structures.filter((s) => isMemeNom(nomPorteur(lue), s.raisonSociale));
  return [...new Set([...memeSiren, ...memeNom])].slice(0, 3);
}

/** Deux SIREN : deux porteurs. S’il en manque un, deux noms sans un mot en commun. */
export function isAutrePorteur(lue: StructureLue, connue: Pick<Structure, 'siret' | 'raisonSociale'>): boolean {
  const [siren, sirenConnu] = [sirenDe(lue.siret), sirenDe(connue.siret)];
  const nom = nomPorteur(lue);
  if (siren !== null && sirenConnu !== null) return siren !== sirenConnu;
  if (lue.raisonSociale === '') return false;
  const mots = new Set(motsDe(connue.raisonSociale));
  return !motsDe(nom).some((mot) => mots.has(mot));
}

/** Deux SIREN justes et différents : deux entités, quel que soit leur nom. Sinon l’agent choisit. */
export function proposerPorteur(lue: StructureLue, ressemblants: readonly Structure[]): 'creer' | null {
  const siren = sirenDe(lue.siret);
  const isAutre = (s: Structure) => siren !== null && s.siret !== null && sirenDe(s.siret) !== siren;
  return ressemblants.every(isAutre) ? 'creer' : null;
}

export function choixDePorteur(ressemblants: readonly Structure[]): DifferenceImport['choix'] {
  return [
    { code: 'creer', libelle: 'Créer un porteur' },
    ...ressemblants.map((s) => ({
      code: `rattacher:${s.id}`,
      libelle: `Même porteur que ${s.raisonSociale}${s.siret ? ` (${s.siret})` : ''}`,
    })),
  ];
}

interface Site {
  readonly communeInsee: string | null;
  readonly quartier: string | null;
  readonly lieux: readonly string[];
}

/** Même commune, même quartier, et un lieu commun ; un lieu inconnu peut être n’importe où dans le quartier. */
function isMemeSite(a: Site, b: Site): boolean {
  if (a.communeInsee === null || a.communeInsee !== b.communeInsee) return false;
  if (normaliserTexte(a.quartier ?? '') !== normaliserTexte(b.quartier ?? '')) return false;
  return a.lieux.length === 0 || b.lieux.length === 0 || a.lieux.some((lieu) => b.lieux.includes(lieu));
}

function lieuxDe(collectifs: readonly { readonly lieu: string | null }[]): string[] {
  return collectifs.map((c) => normaliserTexte(c.lieu ?? '')).filter((lieu) => lieu !== '');
}

/**
 * Un dossier de la base, absent de ce fichier, du même porteur et au même lieu. Deux dossiers d’un même fichier portent
 * déjà deux numéros du portail : ce n’est alors qu’une anomalie.
 */
export function chercherDoublon(
  lu: DossierLu,
  structureIds: readonly number[],
  existant: Existant,
  lus: ReadonlySet<string>,
): Existant['dossiers'][number] | null {
  const site = { ...lu, lieux: lieuxDe(lu.collectifs) };
  return (
    structureIds
      .flatMap((id) => existant.dossiersDe(id))
      .find(
        (d) =>
          !lus.has(d.numero) &&
          isMemeSite(site, { ...d, lieux: lieuxDe((existant.collectifs.get(d.id) ?? []).filter((c) => c.present)) }),
      ) ?? null
  );
}
