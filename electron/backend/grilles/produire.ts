import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import { agentCourant } from '../acteur.ts';
import type { Context } from '../context.ts';
import { produire } from '../documents/produire.ts';
import type { SurProgres } from '../suivi.ts';
import type { DonneesGrille } from '../tableurs/ecrire-grille-donnees.ts';
import { type DemandeGrille, preparerGrille } from './preparer.ts';

/** Le classeur à lire hors ligne de l’agent courant, ou de personne s’il n’y en a pas. */
export function produireGrille(
  context: Context,
  demande: Omit<DemandeGrille, 'agent'>,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const donnees = preparerGrille(context, { ...demande, agent: agentCourant(context) });
  surProgres(0, donnees.dossiers.length, 'Préparation');
  return produire(context, nommer(donnees), (sortie) =>
    context.lanceur.lancer(
      'ecrire-grille',
      { donnees, sortie },
      {
        surProgres: ({ fait, total, message }) => surProgres(fait, total, message),
        ...(signal ? { signal } : {}),
      },
    ),
  );
}

function nommer({ anneeScolaire, agent, forme }: DonneesGrille): string {
  const qui = normaliserTexte(agent?.nom ?? '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `grille-lecture-clas-${anneeScolaire}${qui === '' ? '' : `-${qui}`}${forme === 'large' ? '-large' : ''}.xlsx`;
}
