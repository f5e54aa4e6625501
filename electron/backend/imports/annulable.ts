import type { Base } from '../../../db/base.ts';
import {
  effetsChanges,
  type LigneImport,
  nommerEffet,
  type TravailDeSuivi,
  travauxDepuis,
} from '../../../db/queries/annulation-import.ts';
import { lireDemandeIban } from '../../../db/queries/demandes-iban.ts';
import { importsPlusRecents } from '../../../db/queries/effets-import.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';

/** Pourquoi cet import ne peut pas être annulé, en une phrase qui dit quoi faire ; null s’il peut l’être. */
export function raisonDeNePasAnnuler(db: Base, fait: LigneImport): string | null {
  if (fait.annuleLe !== null) return 'Cet import est déjà annulé.';
  if (fait.source === null) return 'Cet import a été fait avant que les imports ne puissent s’annuler.';
  const [suivant] = importsPlusRecents(db, fait.id);
  if (suivant)
    return `L’import de « ${suivant.fichier} » du ${formaterInstant(suivant.instant)} a écrit depuis dans les mêmes dossiers : annulez-le d’abord.`;
  const { etudies, decides, suivis } = travauxDepuis(db, fait.id);
  if (suivis.length > 0)
    return `Ce qui a suivi le Copil tient à cet import (${citer(direSuivis(suivis))}) : l’annuler perdrait ce travail. Corrigez par un nouvel import.`;
  if (decides.length > 0)
    return `Une décision du Copil tient à cet import (${citer(decides.map((n) => `dossier ${n}`))}) : il ne peut plus être annulé. Corrigez par un nouvel import.`;
  if (etudies.length > 0)
    return `Des dossiers créés par cet import sont déjà attribués, lus ou pourvus de pièces (${citer(etudies.map((n) => `dossier ${n}`))}) : l’annuler perdrait ce travail.`;
  const changes = effetsChanges(db, fait.id).filter((e) => !isDemandeRefusee(db, e));
  if (changes.length > 0)
    return `Ce que cet import a écrit a changé depuis (${citer([...new Set(changes.map((e) => nommerEffet(db, e)))])}) : il ne peut plus être annulé. Corrigez par un nouvel import.`;
  return null;
}

/** Au singulier et au pluriel, comme la phrase les cite. */
const NOMS: Readonly<Record<TravailDeSuivi['quoi'], readonly [string, string]>> = {
  convention: ['convention', 'conventions'],
  evenement: ['événement de collectif', 'événements de collectif'],
  visite: ['visite', 'visites'],
  echange: ['échange', 'échanges'],
  relance: ['relance', 'relances'],
  bilan: ['bilan', 'bilans'],
  collectif_de_bilan: ['collectif au bilan', 'collectifs au bilan'],
  ligne_de_lot: ['ligne de lot', 'lignes de lot'],
  indu: ['trop-perçu', 'trop-perçus'],
};

/** « dossier 1001 : 1 convention, 2 visites ». */
function direSuivis(suivis: readonly TravailDeSuivi[]): string[] {
  return [...Map.groupBy(suivis, (s) => s.numero)].map(
    ([numero, siens]) => `dossier ${numero} : ${siens.map((s) => pluriel(s.nombre, ...NOMS[s.quoi])).join(', ')}`,
  );
}

/** Une demande déjà refusée n’a rien changé : elle reste comme trace et n’empêche rien. */
function isDemandeRefusee(db: Base, effet: { objet: string; objetId: number }): boolean {
  return effet.objet === 'demandes_iban' && lireDemandeIban(db, effet.objetId)?.etat === 'refusee';
}

function citer(noms: readonly string[]): string {
  return noms.length <= 3 ? noms.join(', ') : `${noms.slice(0, 3).join(', ')} et ${noms.length - 3} autres`;
}
