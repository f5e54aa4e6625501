import type { Niveau } from '../../../shared/domaine/charte.ts';
import { calculerNote } from '../../../shared/domaine/note.ts';
import { resteAFaire } from '../../../shared/domaine/reste-a-faire.ts';
import { criteresDe } from './etat.ts';
import type { LignePrevue, Suite, Travail } from './travail-de-dossier.ts';

/** Ce que la reprise ferait de ce dossier, une fois toutes ses lignes comparées. */
export function conclure(travail: Travail): Suite {
  const { base, etat, changements, anomalies, lignes } = travail;
  const bloque = travail.dejaBloque || anomalies.some((a) => a.bloquante);
  const aDecider = lignes.some((l) => l.aDecider);
  const prevues = bloque ? [] : lignes;
  const avant = new Map((base.lecture?.cotations ?? []).map((c) => [c.critere, c]));
  const apres = new Map(avant);
  for (const l of prevues) {
    if (l.genre === 'niveau' && !l.aDecider)
      apres.set(l.code, { critere: l.code, niveau: l.niveau, commentaire: l.commentaire });
  }
  const [noteAvant, noteApres] = [avant, apres].map((cotations) =>
    calculerNote(etat.charte, [
      Object.fromEntries([...cotations].flatMap(([code, c]) => (c.niveau === null ? [] : [[code, c.niveau]]))),
    ]),
  );
  return {
    lignes: prevues,
    anomalies,
    apercu: {
      id: base.id,
      numero: base.numero,
      structure: base.structure,
      etat: bloque ? 'ecarte' : changements.length === 0 ? 'inchange' : aDecider ? 'a_decider' : 'a_reprendre',
      raison: bloque
        ? (anomalies.find((a) => a.bloquante)?.message ?? 'La forme de la grille a été modifiée.')
        : aDecider
          ? direRaison(travail)
          : null,
      changements: bloque ? [] : changements,
      noteAvant: noteAvant?.dixiemes ?? null,
      noteApres: noteApres?.dixiemes ?? null,
      manquants: noteApres?.manquants.length ?? 0,
      terminable: !bloque && !aDecider && base.lecture?.etat !== 'terminee' && isComplete(travail, apres, prevues),
    },
  };
}

/** La même règle qu’à l’écran de lecture : tout coté, les extrêmes commentés, aucun constat à revoir. */
function isComplete(
  { base, etat }: Travail,
  cotations: ReadonlyMap<string, { readonly niveau: Niveau | null; readonly commentaire: string }>,
  prevues: readonly LignePrevue[],
): boolean {
  // Un constat que la grille écrit, ou efface, l’est contre la preuve d’aujourd’hui : il n’est plus à revoir.
  const constates = new Set(prevues.flatMap((l) => (l.genre === 'constat' ? [l.code] : [])));
  const { aCoter, aCommenter, aRevoir } = resteAFaire(
    criteresDe(etat.charte).map(({ code }) => ({
      critere: code,
      niveau: cotations.get(code)?.niveau ?? null,
      commentaire: cotations.get(code)?.commentaire ?? '',
    })),
    base.conditions.filter(({ code }) => !constates.has(code)),
  );
  return aCoter.length === 0 && aCommenter.length === 0 && aRevoir.length === 0;
}

function direRaison({ contenuChange, lectureChangee }: Travail): string {
  if (contenuChange) return 'Un import a changé ce dossier depuis que la grille a été produite.';
  return lectureChangee
    ? 'Votre lecture a été changée dans Clas depuis que la grille a été produite.'
    : 'Un constat a été changé dans Clas depuis que la grille a été produite.';
}
