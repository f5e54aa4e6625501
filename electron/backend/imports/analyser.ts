import { listerProfils } from '../../../db/queries/imports.ts';
import type { Apercu } from '../../../shared/contract/imports.ts';
import { lireCampagne } from '../campagnes.ts';
import { departementDe } from '../communes.ts';
import type { Context, Depot, FichierDepose } from '../context.ts';
import { lireIdentite } from '../parametres.ts';
import { Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { RefusDeLecture } from '../tableurs/classeur.ts';
import { presenterApercu } from './apercu.ts';
import { lireDepot } from './depots.ts';
import { type Correspondances, cleColonne, type LectureImport } from './dossier-lu.ts';
import { reunir } from './fusionner.ts';
import { planifier } from './planifier.ts';
import { lireDemarche } from './reconnaissance/entetes.ts';
import { deplierLecture } from './transport.ts';

export interface DemandeAnalyse {
  readonly campagneId: number;
  readonly depotId: string;
  readonly correspondances?: Correspondances | undefined;
  /** Nom d’un profil ; null : aucun, même celui qu’on devinerait ; absent : celui de la démarche ou du même tableau. */
  readonly profil?: string | null | undefined;
}

interface Profil {
  readonly nom: string;
  readonly demarche: string | null;
  readonly correspondances: Correspondances;
}

interface Lu {
  readonly lecture: LectureImport;
  readonly profil: string | null;
}

/** Un pas d’avancement par fichier, en millièmes : l’enfant y place le sien. */
const PAS = 1000;

/** Lit chaque fichier dans un processus à part, les réunit et les compare à la base ; rien n’est écrit. */
export async function analyser(
  context: Context,
  demande: DemandeAnalyse,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<Apercu> {
  const depot = lireDepot(context, demande.depotId);
  const { anneeScolaire } = lireCampagne(context, demande.campagneId);
  const profils = listerProfils(context.db);
  const nomme = demande.profil ? (profils.find((p) => p.nom === demande.profil) ?? null) : null;
  if (demande.profil && !nomme) throw new Refus('profil_inconnu', `Le profil « ${demande.profil} » n’existe pas.`);
  const departement = departementDe(lireIdentite(context.db).codePostal) || null;
  const connus = demande.profil === null ? [] : profils;
  const total = depot.fichiers.length;
  const lus: (FichierDepose & { readonly profil: string | null })[] = [];
  for (const [i, fichier] of depot.fichiers.entries()) {
    const titre = total === 1 ? 'Lecture du fichier' : `Lecture du fichier ${i + 1} sur ${total}`;
    surProgres(i * PAS, (total + 1) * PAS, titre);
    lus.push(
      await lireFichier(
        context,
        fichier,
        { ...demande, anneeScolaire, departement, nomme, profils: connus },
        signal,
        (fait, sur, message) =>
          surProgres(
            i * PAS + (sur > 0 ? Math.round((PAS * fait) / sur) : 0),
            (total + 1) * PAS,
            message === '' ? titre : `${titre} : ${message}`,
          ),
      ),
    );
  }
  surProgres(total * PAS, (total + 1) * PAS, 'Comparaison avec la base');
  const actuel = lireDepot(context, demande.depotId); // abandonné pendant la lecture, il ne doit pas revenir
  const lectures = lus.flatMap((f) => (f.lecture ? [f.lecture] : []));
  const fichiers = lus.map(({ profil: _profil, ...f }) => f);
  if (actuel.fichiers.length !== depot.fichiers.length)
    throw new Refus('depot_change', 'Un fichier a été ajouté pendant la lecture : relancez l’aperçu.');
  if (lectures.length === 0) {
    garder(context, demande.depotId, { fichiers, analyse: null });
    throw toutRefuse(fichiers);
  }
  const lecture = reunir(
    lectures,
    lus.map((f) => f.profil),
  );
  garder(context, demande.depotId, { fichiers, analyse: { campagneId: demande.campagneId, lecture } });
  const plan = planifier(context, demande.campagneId, lecture);
  surProgres((total + 1) * PAS, (total + 1) * PAS, 'Terminé');
  return presenterApercu({ depotId: demande.depotId, fichiers, plan });
}

function garder(context: Context, depotId: string, depot: Depot): void {
  context.depots.set(depotId, depot);
}

function toutRefuse(fichiers: readonly FichierDepose[]): RefusDeLecture | Refus {
  const [premier] = fichiers;
  if (fichiers.length === 1 && premier?.refus) return new RefusDeLecture(premier.refus.code, premier.refus.message);
  return new Refus('illisibles', fichiers.map((f) => `« ${f.nom} » : ${f.refus?.message ?? ''}`).join('\n'));
}

interface Reglages {
  readonly anneeScolaire: string;
  readonly departement: string | null;
  readonly correspondances?: Correspondances | undefined;
  readonly nomme: Profil | null;
  readonly profils: readonly Profil[];
}

/** Un fichier refusé n’empêche pas les autres ; un arrêt demandé par l’agent, si. */
async function lireFichier(
  context: Context,
  fichier: FichierDepose,
  reglages: Reglages,
  signal: AbortSignal | undefined,
  surProgres: SurProgres,
): Promise<FichierDepose & { readonly profil: string | null }> {
  const demarche = lireDemarche(fichier.nom);
  const profil =
    reglages.nomme ?? (demarche === null ? null : (reglages.profils.find((p) => p.demarche === demarche) ?? null));
  const lire = async (applique: Profil | null): Promise<Lu & { readonly options: string }> => {
    const options = signer(fichier.lecture, reglages, applique);
    if (fichier.lecture && fichier.options === options)
      return { lecture: fichier.lecture, profil: applique?.nom ?? null, options };
    const pliee = await context.lanceur.lancer(
      'preparer-import',
      {
        chemin: fichier.chemin,
        nom: fichier.nom,
        ressources: context.ressources,
        anneeScolaire: reglages.anneeScolaire,
        departement: reglages.departement,
        correspondances: reglages.correspondances ?? {},
        ...(applique ? { profil: applique.correspondances } : {}),
      },
      {
        surProgres: ({ fait, total, message }) => surProgres(fait, total, message),
        ...(signal ? { signal } : {}),
      },
    );
    const lecture = deplierLecture(pliee);
    return { lecture, profil: applique?.nom ?? null, options: signer(lecture, reglages, applique) };
  };
  try {
    const lu = await lire(profil);
    const devine = profil || demarche !== null ? null : deviner(lu.lecture, reglages.profils);
    const { lecture, profil: nom, options } = devine ? await lire(devine) : lu;
    return { ...fichier, lecture, refus: null, options, profil: nom };
  } catch (cause) {
    if (!(cause instanceof RefusDeLecture)) throw cause;
    return {
      ...fichier,
      lecture: null,
      refus: { code: cause.code, message: cause.message },
      options: null,
      profil: null,
    };
  }
}

/** Ce dont dépend une lecture : les corrections qui touchent ses feuilles, et le profil. */
function signer(lecture: LectureImport | null, reglages: Reglages, profil: Profil | null): string {
  const feuilles = new Set(lecture?.feuilles.map((f) => f.nom));
  const siennes = Object.entries(reglages.correspondances ?? {})
    .filter(([cle]) => feuilles.has(cle.split('\u241F')[0] ?? ''))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([reglages.anneeScolaire, reglages.departement, siennes, profil?.correspondances ?? null]);
}

/** Un fichier sans démarche dans son nom : le profil gardé dont il a au moins la moitié des colonnes. */
function deviner(lecture: LectureImport, profils: readonly Profil[]): Profil | null {
  const cles = new Set(lecture.colonnes.map((c) => cleColonne(c.feuille, c.entete)));
  const part = (p: Profil) => {
    const siennes = Object.keys(p.correspondances);
    return siennes.filter((cle) => cles.has(cle)).length / siennes.length;
  };
  const [meilleur] = profils
    .filter((p) => p.demarche === null && Object.keys(p.correspondances).length > 0)
    .toSorted((a, b) => part(b) - part(a));
  return meilleur && part(meilleur) >= 0.5 ? meilleur : null;
}
