import { derniereEmpreinte } from '../../../db/queries/journal.ts';
import { sourcesDesDossiers } from '../../../db/queries/tableaux.ts';
import type { DocumentProduit } from '../../../shared/contract/documents.ts';
import type { FormatDs, ListeDs } from '../../../shared/contract/tableaux.ts';
import { type EtatDs, REGLE_DS, suiteDs } from '../../../shared/domaine/decisions-ds.ts';
import type { Context } from '../context.ts';
import { produireEtArchiver } from '../documents/archiver.ts';
import { isTableau } from '../imports/numeros-de-source.ts';
import { introuvable, Refus } from '../refus.ts';
import { campagneDeSeance, lireEtatSeance } from '../seances/lire.ts';
import type { SurProgres } from '../suivi.ts';
import type { FichierDs, LigneDs } from './donnees.ts';

/** Ce que le portail accepte en une fois. */
const LIGNES_MAXIMUM = 500;
const ETATS: readonly EtatDs[] = ['accepte', 'refuse', 'sans_suite'];
const RAISONS = {
  sans_collectif: 'aucun collectif',
  a_decider: 'un collectif au moins attend sa décision',
  ajourne: 'ajourné : le portail n’a pas cet état, le dossier y reste en instruction',
} as const;

/** Un numéro donné par Démarches simplifiées : ni tableau, ni classeur de réponse, et rien que des chiffres. */
function isDeDs(numero: string, source: string | null | undefined): boolean {
  return (
    typeof source === 'string' && source !== '' && source !== 'classeur' && !isTableau(source) && /^\d+$/.test(numero)
  );
}

interface Composition {
  readonly campagneId: number;
  readonly date: string;
  readonly lignes: readonly LigneDs[];
  readonly ecartes: ListeDs['ecartes'];
}

function composer(context: Context, seanceId: number): Composition {
  const campagneId = campagneDeSeance(context, seanceId);
  const { seance, dossiers } = lireEtatSeance(context, campagneId, seanceId);
  if (!seance) throw introuvable('Cette séance');
  const sources = sourcesDesDossiers(context.db, campagneId);
  const lignes: LigneDs[] = [];
  const ecartes: ListeDs['ecartes'] = [];
  for (const { id, numero, structure, listeCollectifs } of dossiers) {
    const suite = suiteDs(listeCollectifs);
    const connu = isDeDs(numero, sources.get(id));
    if (connu && suite.etat !== null) lignes.push({ numero, etat: suite.etat, motivation: suite.motivation });
    else
      ecartes.push({
        numero,
        structure: structure.raisonSociale,
        raison:
          connu && suite.etat === null ? RAISONS[suite.raison] : 'son numéro ne vient pas de Démarches simplifiées',
      });
  }
  return { campagneId, date: seance.date, lignes, ecartes };
}

function decouper({ lignes, date }: Composition): FichierDs[] {
  return ETATS.flatMap((etat) => {
    const siennes = lignes.filter((l) => l.etat === etat);
    const parties = Math.ceil(siennes.length / LIGNES_MAXIMUM);
    return Array.from({ length: parties }, (_, rang) => ({
      nom: `decisions-${date}-${etat.replace('_', '-')}${parties > 1 ? `-${rang + 1}` : ''}`,
      lignes: siennes.slice(rang * LIGNES_MAXIMUM, (rang + 1) * LIGNES_MAXIMUM),
    }));
  });
}

/** Ce que contiendrait la liste, et ce qu’elle laisse. */
export function lireListeDs(context: Context, seanceId: number): ListeDs {
  const composition = composer(context, seanceId);
  const compter = (etat: EtatDs) => composition.lignes.filter((l) => l.etat === etat).length;
  return {
    regle: REGLE_DS,
    accepte: compter('accepte'),
    refuse: compter('refuse'),
    sansSuite: compter('sans_suite'),
    fichiers: decouper(composition).length,
    ecartes: composition.ecartes,
  };
}

/** La liste en un fichier, ou dans une archive s’il y en a plusieurs ; `fichier` : n’en produire qu’un, d’après son rang. */
export function produireDecisionsDs(
  context: Context,
  { seanceId, format, fichier }: { readonly seanceId: number; readonly format: FormatDs; readonly fichier?: number },
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<DocumentProduit> {
  const composition = composer(context, seanceId);
  const tous = decouper(composition);
  const fichiers = fichier === undefined ? tous : tous.slice(fichier, fichier + 1);
  const [premier] = fichiers;
  if (!premier)
    throw new Refus(
      'liste_vide',
      'Aucune décision à porter sur Démarches simplifiées : décidez d’abord, ou voyez ce qui est laissé de côté.',
    );
  const donnees = {
    format,
    fichiers,
    editeLe: context.horloge.maintenant(),
    version: context.version,
    empreinteJournal: derniereEmpreinte(context.db),
  };
  return produireEtArchiver(
    context,
    {
      campagneId: composition.campagneId,
      nature: 'decisions-ds',
      nom: fichiers.length === 1 ? `${premier.nom}.${format}` : `decisions-${composition.date}.zip`,
      parametres: { seanceId, seance: composition.date, format },
      travail: 'decisions-ds',
      entree: { donnees },
    },
    surProgres,
    signal,
  );
}
