import {
  type LigneLecture,
  type LigneNiveau,
  type LignesDossiers,
  lireLignesDossiers,
} from '../../../db/queries/dossiers.ts';
import { derniereEmpreinte } from '../../../db/queries/journal.ts';
import type { Dossier } from '../../../shared/contract/dossiers.ts';
import { CHAMP_PAR_CODE } from '../../../shared/domaine/champs.ts';
import type { Critere } from '../../../shared/domaine/charte.ts';
import type { Fraction } from '../../../shared/domaine/fraction.ts';
import type { NiveauRetenu } from '../../../shared/domaine/note.ts';
import { agentCourant, nomComplet } from '../acteur.ts';
import type { Context } from '../context.ts';
import type {
  CritereFiche,
  DonneesFiches,
  FicheInstruction,
  LectureFiche,
} from '../documents/fiche-instruction-donnees.ts';
import { lireDossiersComplets } from '../dossiers/lire.ts';
import { lireIdentite } from '../parametres.ts';
import { Refus } from '../refus.ts';
import { lirePrecedente, presenterAnnee } from './annees.ts';
import { lireParcours } from './lire.ts';
import { ecrireRetenu } from './niveaux.ts';
import { besoinDe, type DossierRassemble, rassembler } from './rassembler.ts';
import { calculerSensibilite, calculerStabilites } from './sensibilite.ts';

/** Tout est lu ici, dans le processus qui tient la base ; celui qui écrit le document ne reçoit que des valeurs. */
export function rassemblerFiches(context: Context, campagneId: number, dossierIds: readonly number[]): DonneesFiches {
  const rassemblement = rassembler(context, campagneId);
  const { campagne, charte, dossiers } = rassemblement;
  const parId = new Map(dossiers.map((d) => [d.ligne.id, d]));
  const choisis = [...new Set(dossierIds)].flatMap((id) => parId.get(id) ?? []);
  if (choisis.length === 0) throw new Refus('sans_dossier', 'Aucun dossier à éditer : choisissez-en au moins un.');
  const lignes = lireLignesDossiers(context.db, campagneId, {
    dossierIds: choisis.map(({ ligne }) => ligne.id),
    champs: [],
  });
  const precedente = lirePrecedente(context, campagne.anneeScolaire);
  const parcours = lireParcours(context, campagne.anneeScolaire);
  const stabilites = new Map(calculerStabilites(rassemblement).map((s) => [s.dossierId, s]));
  const complets = new Map(
    lireDossiersComplets(
      context,
      campagneId,
      choisis.map(({ ligne }) => ligne.id),
    ).map((d) => [d.id, d]),
  );
  const agent = agentCourant(context);
  return {
    identite: lireIdentite(context.db),
    campagne,
    anneePrecedente: precedente?.anneeScolaire ?? null,
    fiches: choisis.flatMap((choisi): FicheInstruction[] => {
      const dossier = complets.get(choisi.ligne.id);
      if (!dossier) return [];
      const { note } = choisi.evaluation;
      // Celles que cet agent peut voir : la sienne seule s’il lit encore, aucune d’un agent écarté par un lien d’intérêt.
      const lectures = choisi.evaluation.lectures.visibles;
      const anciens = precedente?.parStructure.get(dossier.structure.id);
      return [
        {
          dossier: telQueMontre(dossier, choisi),
          montre: choisi.montre,
          parcours: parcours(dossier.structure.id),
          precedent: anciens ? presenterAnnee(anciens) : null,
          besoin: besoinDe(charte, choisi),
          stabilite: stabilites.get(dossier.id) ?? null,
          lectures: lectures.map(
            ({ agent: nom, etat, commentaire }): LectureFiche => ({ agent: nom, etat, commentaire }),
          ),
          criteres: charte.axes.flatMap((axe) =>
            axe.criteres.map((critere) => composerCritere(critere, axe.code, { choisi, dossier, lectures, lignes })),
          ),
          noteExacte: choisi.montre ? exacte(note.fraction) : null,
          axesExacts: note.axes.map((axe) => (choisi.montre ? exacte(axe.fraction) : null)),
        },
      ];
    }),
    sensibilites:
      choisis.length === 1
        ? []
        : charte.axes.map(({ code }) => calculerSensibilite(rassemblement, { genre: 'axe', code })),
    classes: dossiers.filter(({ ligne }) => ligne.rang !== null).length,
    total: dossiers.length,
    editeLe: context.horloge.maintenant(),
    editePar: agent ? nomComplet(agent) : context.compteSysteme,
    version: context.version,
    empreinteJournal: derniereEmpreinte(context.db),
  };
}

/** Ce qui juge le dossier vient de la liste, qui sait ce que cet agent peut voir. */
function telQueMontre(dossier: Dossier, { ligne, montre }: DossierRassemble): Dossier {
  const { note, rang, pile, raisons } = ligne;
  return { ...dossier, note, rang, pile, raisons, commentaire: montre ? dossier.commentaire : '' };
}

interface Sources {
  readonly choisi: DossierRassemble;
  readonly dossier: Dossier;
  readonly lectures: readonly LigneLecture[];
  readonly lignes: LignesDossiers;
}

function composerCritere(critere: Critere, axe: string, { choisi, dossier, lectures, lignes }: Sources): CritereFiche {
  const retenu = choisi.montre ? niveauRetenu(choisi, critere.code) : 'non_cote';
  return {
    code: critere.code,
    axe,
    libelle: critere.libelle,
    poids: critere.poids,
    retenu: choisi.montre ? ecrireRetenu(retenu) : 'caché',
    exact: typeof retenu === 'string' ? null : exacte(retenu),
    description: decrire(critere, retenu),
    cotations: [
      // Le rapporteur d’abord : c’est son niveau qui compte, et lui qui l’explique.
      ...choisi.evaluation.lectures.fixes
        .filter((synthese) => synthese.critere === critere.code)
        .map((synthese) => presenterCotation(synthese, synthese.agent, true)),
      ...lectures.flatMap((lecture) => {
        const cotation = (lignes.niveaux.get(lecture.id) ?? []).find((n) => n.critere === critere.code);
        if (!cotation || (cotation.niveau === null && !cotation.sansObjet && cotation.commentaire === '')) return [];
        return [presenterCotation(cotation, lecture.agent, false)];
      }),
    ],
    preuves: dossier.reponses
      .filter(
        ({ champ, collectifId, valeur }) =>
          collectifId === null && valeur !== '' && champ !== null && critere.champs.includes(champ),
      )
      .map(({ champ, libelle, valeur, adresse }) => ({
        // Le nom court du catalogue : les questions d’une démarche font souvent trois lignes.
        libelle: CHAMP_PAR_CODE.get(champ ?? '')?.libelle ?? libelle,
        valeur,
        adresse,
      })),
  };
}

function presenterCotation(
  cotation: Pick<LigneNiveau, 'niveau' | 'sansObjet' | 'commentaire'>,
  agent: string,
  fixe: boolean,
): CritereFiche['cotations'][number] {
  const niveau = cotation.sansObjet ? 's. o.' : (cotation.niveau?.toString() ?? '—');
  return { agent, niveau, commentaire: cotation.commentaire, fixe };
}

function niveauRetenu({ evaluation }: DossierRassemble, code: string): NiveauRetenu {
  return evaluation.note.criteres.find((c) => c.code === code)?.niveau ?? 'non_cote';
}

/** Les mots de la charte pour ce niveau ; une moyenne entre deux niveaux cite les deux. */
function decrire(critere: Critere, retenu: NiveauRetenu): string {
  if (retenu === 'sans_objet') return 'Sans objet : hors de la moyenne.';
  if (retenu === 'non_cote') return '';
  const bas = Number(retenu.n / retenu.d);
  const mots = critere.niveaux[bas] ?? '';
  return retenu.d === 1n ? mots : `Entre ${bas} (${mots}) et ${bas + 1} (${critere.niveaux[bas + 1] ?? ''})`;
}

function exacte(f: Fraction | null): string | null {
  if (f === null) return null;
  return f.d === 1n ? String(f.n) : `${f.n}/${f.d}`;
}
