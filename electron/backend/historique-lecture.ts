import { lireCampagne } from '../../db/queries/campagnes.ts';
import { campagneDuDossier } from '../../db/queries/dossiers.ts';
import { type EntreeDeCotation, journalDeCotation } from '../../db/queries/journal.ts';
import { chartesDesLectures } from '../../db/queries/lectures.ts';
import type { ChangementDeCotation } from '../../shared/contract/lectures.ts';
import type { Niveau, ReponseCondition } from '../../shared/domaine/charte.ts';
import { resumerHistorique } from '../../shared/domaine/historique-cotation.ts';
import { LIBELLES_REPONSE } from '../../shared/domaine/libelles.ts';
import { agentCourant } from './acteur.ts';
import type { Context } from './context.ts';
import { isAveugleEnLisant } from './instruction/vue.ts';
import { introuvable } from './refus.ts';

interface Demande {
  readonly dossierId: number;
  readonly genre: 'critere' | 'condition';
  readonly code: string;
}

/** Ce que `ecrireCotation` et `ecrireConstat` ont mis au journal. */
interface Gardee {
  readonly niveau?: Niveau | null;
  readonly reponse?: ReponseCondition;
  readonly commentaire?: string;
  readonly lectureId?: number;
}

function dire(gardee: Gardee | null): string | null {
  if (gardee?.reponse !== undefined) return LIBELLES_REPONSE[gardee.reponse].toLowerCase();
  if (gardee?.niveau === 'sans_objet') return 's. o.';
  return gardee?.niveau === undefined || gardee.niveau === null ? null : String(gardee.niveau);
}

function lireGardee(texte: string | null): Gardee | null {
  // Écrit par nous, dans un journal chaîné : la forme est celle de db/queries/lectures.ts.
  return texte === null ? null : (JSON.parse(texte) as Gardee | null);
}

/** Qui a changé ce critère ou cette condition ; à l’aveugle, un lecteur ne voit que ses propres niveaux avant d’avoir fini. */
export function lireHistorique(
  { db, ...context }: Context,
  { dossierId, genre, code }: Demande,
): { changements: ChangementDeCotation[]; autresCaches: boolean } {
  const campagne = lireCampagne(db, campagneDuDossier(db, dossierId) ?? 0);
  if (!campagne) throw introuvable('Ce dossier');
  const agentId = agentCourant({ db, ...context })?.id ?? 0;
  const entrees = journalDeCotation(db, dossierId, genre, code);
  const isAveugle = genre === 'critere' && isAveugleEnLisant(db, campagne.id, dossierId, agentId);
  const visibles = isAveugle ? entrees.filter((e) => e.agentId === agentId) : entrees;
  const chartes = chartesDesLectures(db, dossierId);
  const traduire = (e: EntreeDeCotation): ChangementDeCotation => {
    const apres = lireGardee(e.apres);
    const charte = chartes.get(apres?.lectureId ?? 0);
    return {
      instant: e.instant,
      agent: e.agentNom,
      avant: dire(lireGardee(e.avant)),
      apres: dire(apres),
      commentaire: apres?.commentaire ?? '',
      charte: charte && charte.id !== campagne.charteId ? `${charte.nom}, version ${charte.version}` : null,
    };
  };
  return {
    changements: resumerHistorique(visibles.map(traduire)),
    autresCaches: visibles.length < entrees.length,
  };
}
