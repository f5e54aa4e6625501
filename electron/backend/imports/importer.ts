import { createHash, randomUUID } from 'node:crypto';
import { copyFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ecrire } from '../../../db/ecrire.ts';
import {
  garderProfil as ecrireProfil,
  lireExistant,
  listerImports as lireImports,
  listerProfils,
} from '../../../db/queries/imports.ts';
import type { Apercu, DifferenceImport, ImportFait } from '../../../shared/contract/imports.ts';
import { CHAMP_PAR_CODE, CHAMPS } from '../../../shared/domaine/champs.ts';
import { acteur, exigerAgent } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import { lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context, Depot } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import type { SurProgres } from '../suivi.ts';
import { appliquerImport } from './appliquer.ts';
import { type PlanImport, planifierImport } from './comparer.ts';
import { type Correspondances, cleColonne, type LectureImport } from './dossier-lu.ts';

const TAILLE_MAXIMALE = 25 * 1024 * 1024;

function refuserTropGros(octets: number, nom: string): void {
  if (octets > TAILLE_MAXIMALE) {
    throw new Refus(
      'trop_gros',
      `« ${nom} » pèse ${Math.round(octets / 1024 / 1024)} Mio, 25 au plus : enlevez images et feuilles inutiles, puis réessayez.`,
    );
  }
}

/** Range un fichier reçu dans le dossier de travail, sous un nom à nous : celui d’origine ne sert qu’à l’affichage. */
export async function deposerFichier(context: Context, fichier: File): Promise<{ depotId: string; fichier: string }> {
  exigerAgent(context);
  refuserTropGros(fichier.size, fichier.name);
  const depotId = randomUUID();
  const chemin = join(context.dossierTravail, `depot-${depotId}`);
  await writeFile(chemin, new Uint8Array(await fichier.arrayBuffer()));
  context.depots.set(depotId, { chemin, nom: basename(fichier.name), lecture: null });
  return { depotId, fichier: basename(fichier.name) };
}

/** Un fichier du poste ; sans agent exigé : déposer n’écrit rien dans la base. */
export async function deposerChemin(context: Context, origine: string): Promise<{ depotId: string; fichier: string }> {
  const nom = basename(origine);
  const infos = await stat(origine).catch(() => null);
  if (!infos?.isFile())
    throw new Refus('fichier_absent', `« ${origine} » est introuvable ou n’est pas un fichier.`, { lieu: origine });
  refuserTropGros(infos.size, nom);
  const depotId = randomUUID();
  const chemin = join(context.dossierTravail, `depot-${depotId}`);
  await copyFile(origine, chemin);
  context.depots.set(depotId, { chemin, nom, lecture: null });
  return { depotId, fichier: nom };
}

export async function choisirFichier(context: Context): Promise<{ depotId: string; fichier: string } | null> {
  if (!context.hote.choisirFichier)
    throw new Refus('hote', 'Glissez le fichier dans la page, ou choisissez-le avec le bouton.');
  exigerAgent(context);
  const chemin = await context.hote.choisirFichier();
  return chemin === null ? null : deposerChemin(context, chemin);
}

export async function abandonner(context: Context, depotId: string): Promise<void> {
  const depot = context.depots.get(depotId);
  context.depots.delete(depotId);
  if (depot) await rm(depot.chemin, { force: true });
}

function lireDepot(context: Context, depotId: string): Depot {
  const depot = context.depots.get(depotId);
  if (!depot) throw new Refus('depot_perdu', 'Ce fichier n’est plus en attente : déposez-le à nouveau.');
  return depot;
}

export interface DemandeAnalyse {
  readonly campagneId: number;
  readonly depotId: string;
  readonly correspondances?: Correspondances | undefined;
  readonly profil?: string | undefined;
}

/** Lit le fichier dans un processus à part, le rapproche et le compare à la base ; rien n’est écrit. */
export async function analyser(
  context: Context,
  demande: DemandeAnalyse,
  surProgres: SurProgres,
  signal?: AbortSignal,
): Promise<Apercu> {
  const depot = lireDepot(context, demande.depotId);
  const campagne = lireCampagne(context, demande.campagneId);
  const profil =
    demande.profil === undefined ? undefined : listerProfils(context.db).find((p) => p.nom === demande.profil);
  if (demande.profil !== undefined && !profil)
    throw new Refus('profil_inconnu', `Le profil « ${demande.profil} » n’existe pas.`);
  surProgres(0, 3, 'Lecture du fichier');
  const lecture = await context.lanceur.lancer(
    'preparer-import',
    {
      chemin: depot.chemin,
      nom: depot.nom,
      ressources: context.ressources,
      anneeScolaire: campagne.anneeScolaire,
      correspondances: { ...profil?.correspondances, ...demande.correspondances },
    },
    signal ? { signal } : {},
  );
  surProgres(2, 3, 'Comparaison avec la base');
  lireDepot(context, demande.depotId); // abandonné pendant la lecture, il ne doit pas revenir
  context.depots.set(demande.depotId, { ...depot, lecture });
  const plan = planifier(context, demande.campagneId, lecture);
  surProgres(3, 3, 'Terminé');
  return presenterApercu(demande.depotId, lecture, plan, profil?.nom ?? null);
}

function planifier(
  context: Context,
  campagneId: number,
  lecture: LectureImport,
  refuses: readonly string[] = [],
): PlanImport {
  const annuaire = lireAnnuaire(context.ressources);
  return planifierImport(
    lecture,
    lireExistant(context.db, campagneId),
    (insee) => nomCommune(annuaire, insee) ?? '',
    new Set(refuses),
  );
}

function libelleChamp(champ: string | null): string | null {
  if (champ === null) return null;
  const [sens, compte, ...suite] = champ.split(':');
  if (sens === 'charge') return `Charge ${compte}`;
  if (sens === 'produit') return `Produit ${compte}${suite.length > 0 ? ` ${suite.join(':')}` : ''}`;
  return CHAMP_PAR_CODE.get(champ)?.libelle ?? champ;
}

function presenterApercu(depotId: string, lecture: LectureImport, plan: PlanImport, profil: string | null): Apercu {
  const parNumero = new Map(lecture.dossiers.map((d) => [d.numero, d]));
  const doublons = lecture.anomalies
    .filter((a) => a.code.startsWith('doublon'))
    .map(
      (a): DifferenceImport => ({
        nature: 'doublon_probable',
        numero: a.numeroDossier ?? '',
        raisonSociale: parNumero.get(a.numeroDossier ?? '')?.structure.raisonSociale ?? a.valeur,
        commune: '',
        champ: a.message,
        avant: null,
        apres: null,
        adresse: a.feuille && a.cellule ? `${a.feuille}!${a.cellule}` : null,
      }),
    );
  return {
    depotId,
    fichier: lecture.fichier,
    famille: lecture.famille,
    demarche: lecture.demarche,
    feuilles: [...lecture.feuilles],
    colonnes: lecture.colonnes.map((c) => ({
      cle: cleColonne(c.feuille, c.entete),
      feuille: c.feuille,
      colonne: c.colonne,
      entete: c.entete,
      exemples: [...c.exemples],
      champ: c.champ,
      champLibelle: libelleChamp(c.champ),
      confiance: c.confiance,
      origine: c.origine,
    })),
    bilan: plan.bilan,
    ecartes: plan.ecartes.length,
    collectifsOrphelins: lecture.collectifsOrphelins,
    differences: [...plan.differences, ...doublons],
    anomalies: [...lecture.anomalies],
    profil,
  };
}

/** Applique ce que l’aperçu a montré, recalculé sur la base du moment, en une transaction. */
export async function executer(
  context: Context,
  demande: { campagneId: number; depotId: string; refuses: readonly string[] },
): Promise<ImportFait> {
  const depot = lireDepot(context, demande.depotId);
  if (!depot.lecture) throw new Refus('non_analyse', 'Ce fichier n’a pas encore été lu : affichez d’abord l’aperçu.');
  const { lecture } = depot;
  // Retiré de l’attente avant la première pause : un second clic ne trouve plus rien à importer.
  context.depots.delete(demande.depotId);
  let id: number;
  try {
    const sha256 = createHash('sha256')
      .update(await readFile(depot.chemin))
      .digest('hex');
    id = ecrire(context.db, acteur(context), (tx) => {
      const plan = planifier(context, demande.campagneId, lecture, demande.refuses);
      return appliquerImport(tx, plan, lecture, {
        campagneId: demande.campagneId,
        fichier: lecture.fichier,
        sha256,
        famille: lecture.famille,
        bilan: plan.bilan,
      });
    });
  } catch (cause) {
    context.depots.set(demande.depotId, depot);
    throw cause;
  }
  await rm(depot.chemin, { force: true });
  const fait = listerImports(context, demande.campagneId).find((i) => i.id === id);
  if (!fait) throw introuvable('Cet import');
  return fait;
}

export function listerImports(context: Pick<Context, 'db'>, campagneId: number): ImportFait[] {
  return lireImports(context.db, campagneId).map((l) => ({
    id: l.import.id,
    fichier: l.import.fichier,
    instant: l.import.instant,
    agent: [l.prenom, l.nom].filter(Boolean).join(' '),
    bilan: l.import.bilan,
    anomalies: l.anomalies,
  }));
}

export function listerChamps(): { code: string; libelle: string; objet: string }[] {
  return CHAMPS.map(({ code, libelle, objet }) => ({ code, libelle, objet }));
}

export function garderProfil(
  context: Context,
  profil: { nom: string; demarche: string | null; correspondances: Record<string, string | null> },
): { nom: string } {
  if (Object.keys(profil.correspondances).length === 0)
    throw new Refus('profil_vide', 'Aucune colonne n’a été changée à la main : il n’y a rien à garder.');
  ecrire(context.db, acteur(context), (tx) => ecrireProfil(tx, profil));
  return { nom: profil.nom };
}
