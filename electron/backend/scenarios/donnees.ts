import { listerCampagnes } from '../../../db/queries/campagnes.ts';
import { passeDesPorteurs } from '../../../db/queries/passe-porteurs.ts';
import type { Collectif } from '../../../shared/contract/dossiers.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import type {
  CollectifCandidat,
  DonneesScenario,
  DossierCandidat,
  Lieu,
} from '../../../shared/domaine/scenarios/preparer.ts';
import { lireCampagne } from '../campagnes.ts';
import { type Annuaire, epciDe, lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import type { Evaluation } from '../dossiers/evaluer.ts';
import { evaluerToute } from '../dossiers/regles.ts';
import { Refus } from '../refus.ts';

/** Les dossiers de la campagne tels que les scénarios les voient. */
export interface CampagneCandidate extends DonneesScenario {
  readonly campagneId: number;
  readonly axes: readonly { readonly code: string; readonly libelle: string }[];
  readonly anneePrecedente: string | null;
  /** Numéros des dossiers dont les autres lectures sont cachées à l’agent. */
  readonly aveugles: readonly string[];
}

/** Les décisions déjà prises ne comptent pas : un scénario dit ce que l’enveloppe permet, pas ce qui a été voté. */
export function lireCandidats(context: Context, campagneId: number): CampagneCandidate {
  const { bareme, charte, enveloppeCentimes, anneeScolaire } = lireCampagne(context, campagneId);
  const annuaire = lireAnnuaire(context.ressources);
  const evaluations = evaluerToute(context, campagneId);
  const avant = anneeDAvant(anneeScolaire);
  const agrees = new Set(
    passeDesPorteurs(context.db, campagneId)
      .filter((p) => p.anneeScolaire === avant && p.collectifsAgrees > 0)
      .map((p) => p.structureId),
  );
  return {
    campagneId,
    enveloppeCentimes,
    bareme,
    axes: charte.axes.map(({ code, abrege }) => ({ code, libelle: abrege })),
    anneePrecedente: listerCampagnes(context.db).some((c) => c.anneeScolaire === avant) ? avant : null,
    aveugles: evaluations.filter((e) => e.ligne.aveugle).map((e) => e.ligne.numero),
    dossiers: evaluations.map((e) => presenterDossier(e, annuaire, agrees)),
  };
}

/** Un agent qui lit à l’aveugle verrait, par les choix, les notes des autres. */
export function exigerTousVisibles({ aveugles }: CampagneCandidate): void {
  if (aveugles.length === 0) return;
  const numeros = `${aveugles.slice(0, 8).join(', ')}${aveugles.length > 8 ? '…' : ''}`;
  throw new Refus(
    'lecture_aveugle',
    `Vous lisez encore ${pluriel(aveugles.length, 'dossier')} que d’autres ont lus (${numeros}) : leurs notes vous sont cachées et le scénario serait faux. Terminez ces lectures, ou laissez un autre agent le calculer.`,
  );
}

function anneeDAvant(anneeScolaire: string): string {
  const debut = Number(anneeScolaire.slice(0, 4));
  return `${debut - 1}-${debut}`;
}

function presenterDossier(e: Evaluation, annuaire: Annuaire, agrees: ReadonlySet<number>): DossierCandidat {
  const { ligne, note } = e;
  return {
    id: ligne.id,
    numero: ligne.numero,
    structure: ligne.structure.raisonSociale || 'Structure sans nom',
    structureId: ligne.structure.id,
    commune: ligne.communeNom,
    qpv: ligne.qpv === true,
    pile: ligne.pile ?? 'sans_note',
    note: note.fraction,
    dixiemes: note.dixiemes,
    complete: note.complete && note.fraction !== null,
    axes: ligne.note.axes.map(({ code, libelle, dixiemes }) => ({
      code,
      libelle,
      dixiemes,
      note: note.axes.find((a) => a.code === code)?.fraction ?? null,
    })),
    renouvellement: agrees.has(ligne.structure.id),
    collectifs: e.collectifs
      .filter((c) => !e.absents.has(c.id))
      .map((c) => presenterCollectif(c, ligne.communeInsee, annuaire)),
  };
}

/** Le collectif compte là où il se réunit ; à défaut, là où est son dossier. */
function presenterCollectif(c: Collectif, communeDuDossier: string | null, annuaire: Annuaire): CollectifCandidat {
  const insee = c.communeInsee ?? communeDuDossier;
  const epci = epciDe(annuaire, insee);
  return {
    id: c.id,
    enfants: c.effectif ?? 0,
    coutCentimes: c.coutCentimes,
    niveau: c.niveau,
    commune: insee === null ? null : { code: insee, nom: nomCommune(annuaire, insee) ?? insee },
    territoire: epci,
  };
}

/** Les lieux des collectifs, les plus nombreux d’abord. */
export function lieux(
  dossiers: readonly DossierCandidat[],
  lieuDe: (c: CollectifCandidat) => Lieu | null,
): { code: string; nom: string; collectifs: number }[] {
  const trouves = dossiers.flatMap((d) => d.collectifs).flatMap((c) => lieuDe(c) ?? []);
  return [...Map.groupBy(trouves, ({ code }) => code)]
    .map(([code, siens]) => ({ code, nom: siens[0]?.nom ?? code, collectifs: siens.length }))
    .toSorted((a, b) => b.collectifs - a.collectifs || a.code.localeCompare(b.code));
}
