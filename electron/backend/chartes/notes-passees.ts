import { essayer } from '../../../db/essayer.ts';
import { type LigneCharte, rattacherCampagne, versionsPassees } from '../../../db/queries/chartes.ts';
import { lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import type { NotePassee } from '../../../shared/contract/chartes.ts';
import { calculerNote } from '../../../shared/domaine/note.ts';
import { acteurDuPoste } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import type { Context } from '../context.ts';
import { niveauxDeLecture } from '../dossiers/evaluer.ts';
import { evaluerToute } from '../dossiers/regles.ts';
import { dossiersAveugles } from '../instruction/vue.ts';
import { resultatDe } from './changer.ts';
import { nommerVersion } from './lire.ts';

interface Demande {
  readonly campagneId: number;
  readonly dossierId?: number | undefined;
}

/**
 * Les notes données avec les versions que la campagne a quittées, la plus récente d’abord. Rien n’en est gardé : la
 * campagne reprend cette version le temps de l’évaluer, par les mêmes fonctions qu’alors, puis tout est annulé.
 */
export function lireNotesPassees(context: Context, demande: Demande): NotePassee[] {
  const { campagneId, dossierId } = demande;
  const aveugles = dossiersAveugles(context.db, context.session.agentId);
  return versionsPassees(context.db, campagneId, dossierId).flatMap((version) =>
    essayer(context.db, acteurDuPoste(context), (tx) => {
      rattacherCampagne(tx, lireCampagne(context, campagneId), version, 'note passée');
      return evaluerSous(context, demande, { version, aveugles });
    }),
  );
}

function evaluerSous(
  context: Context,
  { campagneId, dossierId }: Demande,
  { version, aveugles }: { readonly version: LigneCharte; readonly aveugles: ReadonlySet<number> },
): NotePassee[] {
  const { niveaux } = lireLignesDossiers(context.db, campagneId, { champs: [] });
  // Toute la campagne : un rang ne se refait pas seul.
  return evaluerToute(context, campagneId, aveugles)
    .filter(({ ligne, lectures }) => lectures.toutes.length > 0 && (dossierId === undefined || ligne.id === dossierId))
    .map((evaluation) => ({
      charte: nommerVersion(version),
      dossierId: evaluation.ligne.id,
      numero: evaluation.ligne.numero,
      structure: evaluation.ligne.structure.raisonSociale,
      resultat: resultatDe(evaluation),
      axes: evaluation.ligne.note.axes.map(({ libelle, dixiemes }) => ({ libelle, dixiemes })),
      // À l’aveugle, la sienne seule : d’une version quittée comme de celle d’aujourd’hui.
      lectures: evaluation.lectures.visibles.map(({ id, agent, etat, modifieLe }) => ({
        agent,
        etat,
        modifieLe,
        dixiemes: calculerNote(version.contenu, [niveauxDeLecture(niveaux.get(id) ?? [])]).dixiemes,
      })),
    }));
}
