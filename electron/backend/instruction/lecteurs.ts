import type { EtatLecteurs } from '../../../shared/contract/instruction.ts';
import {
  calculerDerive,
  ecartEnDixiemes,
  ecartTypeEnDixiemes,
  type NoteDeLecteur,
} from '../../../shared/domaine/derive-lecteurs.ts';
import { enDixiemes } from '../../../shared/domaine/fraction.ts';
import { comparerFrancais } from '../../../shared/domaine/libelles.ts';
import { calculerNote } from '../../../shared/domaine/note.ts';
import type { Context } from '../context.ts';
import { niveauxDeLecture } from '../dossiers/evaluer.ts';
import { lireSources } from './harmoniser.ts';
import { retenirLectures } from './vue.ts';

/**
 * La dérive de chaque lecteur, sur les lectures terminées qui comptent. Un dossier dont les autres lectures sont cachées à
 * l’agent est laissé de côté : une moyenne d’une seule lecture la livrerait.
 */
export function lireLecteurs(context: Context, campagneId: number): EtatLecteurs {
  const { charte, lignes, instruction, noms } = lireSources(context, campagneId);
  const notes: NoteDeLecteur[] = [];
  const comptes = new Map<number, { terminees: number; enCours: number }>();
  let caches = 0;
  for (const { dossier } of lignes.dossiers) {
    const { toutes, aveugle } = retenirLectures(dossier.id, lignes, instruction);
    if (aveugle) caches += 1;
    for (const l of toutes) {
      const compte = comptes.get(l.agentId) ?? { terminees: 0, enCours: 0 };
      compte[l.etat === 'terminee' ? 'terminees' : 'enCours'] += 1;
      comptes.set(l.agentId, compte);
      if (aveugle || l.etat !== 'terminee') continue;
      const note = calculerNote(charte, [niveauxDeLecture(lignes.niveaux.get(l.id) ?? [])]).fraction;
      if (note) notes.push({ agentId: l.agentId, dossierId: dossier.id, note });
    }
  }
  const derives = new Map(calculerDerive(notes).map((d) => [d.agentId, d]));
  const lecteurs = [...comptes].map(([agentId, compte]): EtatLecteurs['lecteurs'][number] => {
    const derive = derives.get(agentId);
    return {
      agentId,
      nom: noms.get(agentId) ?? 'Agent',
      ...compte,
      moyenne: derive ? enDixiemes(derive.moyenne) : null,
      ecartType: derive ? ecartTypeEnDixiemes(derive.variance) : null,
      communs: derive?.communs ?? 0,
      ecartAuxAutres: derive?.ecartAuxAutres ? ecartEnDixiemes(derive.ecartAuxAutres) : null,
      notes: notes
        .filter((n) => n.agentId === agentId)
        .map((n) => enDixiemes(n.note))
        .toSorted((a, b) => a - b),
    };
  });
  return { lecteurs: lecteurs.toSorted((a, b) => comparerFrancais(a.nom, b.nom)), caches };
}
