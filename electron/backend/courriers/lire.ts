import { type CourrierNomme, listerCourriers, listerEnvois } from '../../../db/queries/courriers.ts';
import { lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import {
  type ApercuCourrier,
  type Courrier,
  type EtatCourriers,
  type LettrePrevue,
  MoyenEnvoi,
} from '../../../shared/contract/courriers.ts';
import type { DossierDeSeance, Seance } from '../../../shared/contract/seances.ts';
import { isAccorde } from '../../../shared/domaine/accord.ts';
import { RECOURS_A_VALIDER } from '../../../shared/domaine/lettres-notification/modele.ts';
import { estDepassee, type NatureLettre, natureDeLettre } from '../../../shared/domaine/lettres-notification/nature.ts';
import { exigerAgent } from '../acteur.ts';
import type { Context } from '../context.ts';
import { introuvable, Refus } from '../refus.ts';
import { campagneDeSeance, lireEtatSeance } from '../seances/lire.ts';
import { composerLettres, decidesDansLaSeance, presenterApercu } from './composer.ts';
import { lireContenu } from './contenu.ts';
import { lireModeles } from './modeles.ts';

/** Les lettres de la séance et le registre de la campagne. */
export function lireCourriers(context: Context, campagneId: number, seanceId?: number): EtatCourriers {
  const { seance, dossiers } = lireEtatSeance(context, campagneId, seanceId);
  const registre = listerCourriers(context.db, campagneId);
  const lettres = seance === null ? [] : prevoir(context, { seance, dossiers, registre });
  const aFaire = new Set(lettres.flatMap((l) => (estAProduire(l) ? [l.nature] : [])));
  return {
    seanceId: seance?.id ?? null,
    aujourdhui: context.horloge.aujourdhui(),
    lettres,
    recoursAValider: lireModeles(context.db).flatMap(({ nature, modele }) =>
      aFaire.has(nature) && modele.recours === RECOURS_A_VALIDER ? [nature] : [],
    ),
    registre: presenterRegistre(context, campagneId, registre),
  };
}

export function estAProduire({ etat }: Pick<LettrePrevue, 'etat'>): boolean {
  return etat === 'a_produire' || etat === 'a_refaire';
}

interface APrevoir {
  readonly seance: Seance;
  readonly dossiers: readonly DossierDeSeance[];
  readonly registre: readonly CourrierNomme[];
}

function prevoir(context: Context, { seance, dossiers, registre }: APrevoir): LettrePrevue[] {
  const porteurs = new Map(
    lireLignesDossiers(context.db, seance.campagneId, { champs: [] }).dossiers.map((l) => [l.dossier.id, l.structure]),
  );
  // La dernière lettre de chaque dossier : le registre vient dans l’ordre des numéros.
  const derniers = new Map(registre.filter((c) => c.seanceId === seance.id).map((c) => [c.dossierId, c]));
  return dossiers.map((dossier) => {
    const decides = decidesDansLaSeance(dossier, seance.id);
    const nature = natureDeLettre(decides.map((c) => c.decision.nature));
    const courrier = derniers.get(dossier.id);
    const etat = etatDe(dossier, seance.id, nature, courrier);
    const structure = porteurs.get(dossier.id);
    const agrees = decides.filter((c) => isAccorde(c.decision.nature));
    return {
      dossierId: dossier.id,
      numero: dossier.numero,
      structureId: dossier.structure.id,
      structure: dossier.structure.raisonSociale,
      commune: dossier.communeNom,
      nature,
      etat,
      collectifs: decides.length,
      agrees: agrees.length,
      montantCentimes: agrees.reduce((somme, c) => somme + c.decision.montantCentimes, 0),
      courrierId: courrier?.id ?? null,
      avertissements: [
        ...direEtat(etat, courrier),
        ...(nature === null ? [] : avertir(dossier, decides.length, nature, structure ?? null)),
      ],
    };
  });
}

function etatDe(
  dossier: DossierDeSeance,
  seanceId: number,
  nature: NatureLettre | null,
  courrier: CourrierNomme | undefined,
): LettrePrevue['etat'] {
  if (!courrier) return nature === null ? 'sans_decision' : 'a_produire';
  const enVigueur = dossier.listeCollectifs.flatMap(({ id, decision }) =>
    decision === null ? [] : [{ ...decision, collectifId: id }],
  );
  if (!estDepassee(lireContenu(courrier).decisions, enVigueur, seanceId)) return 'produite';
  return nature === null ? 'depassee' : 'a_refaire';
}

function direEtat(etat: LettrePrevue['etat'], courrier: CourrierNomme | undefined): string[] {
  const lettre = `la lettre ${courrier?.numero ?? ''}${courrier?.envoyeLe ? ', déjà envoyée' : ''}`;
  if (etat === 'a_refaire') return [`La décision a changé depuis ${lettre} : la nouvelle la remplacera.`];
  if (etat === 'depassee') return [`La décision a été annulée depuis ${lettre}.`];
  if (etat === 'sans_decision') return ['Aucune décision dans cette séance : pas de lettre.'];
  return [];
}

interface Porteur {
  readonly adresse: string | null;
  readonly codePostal: string | null;
  readonly communeSiege: string | null;
  readonly representant: string | null;
}

function avertir(dossier: DossierDeSeance, decides: number, nature: NatureLettre, porteur: Porteur | null): string[] {
  const sans = dossier.listeCollectifs.filter((c) => c.decision === null).map((c) => c.lettre);
  return [
    porteur?.adresse
      ? porteur.codePostal === null && porteur.communeSiege === null
        ? 'Adresse postale sans ville.'
        : null
      : 'Adresse postale inconnue : la lettre partirait sans elle.',
    porteur?.representant ? null : 'Représentant inconnu : la lettre dit « Madame, Monsieur ».',
    nature === 'partiel' ? `Décisions différentes selon le collectif (${decides}).` : null,
    sans.length === 0
      ? null
      : `${sans.length === 1 ? `Collectif ${sans[0]} sans décision` : `Collectifs ${sans.join(', ')} sans décision`} : la lettre n’en parle pas.`,
  ].filter((phrase) => phrase !== null);
}

function presenterRegistre(context: Context, campagneId: number, registre: readonly CourrierNomme[]): Courrier[] {
  const envois = listerEnvois(context.db, campagneId);
  const numeros = new Map(registre.map((c) => [c.id, c.numero]));
  const remplacants = new Map(registre.flatMap((c) => (c.remplace === null ? [] : [[c.remplace, c.numero] as const])));
  return registre.toReversed().map((c) => {
    const envoi = c.envoyeLe === null ? undefined : envois.get(c.id);
    return {
      id: c.id,
      numero: c.numero,
      seanceId: c.seanceId,
      seance: c.seance,
      dossierId: c.dossierId,
      numeroDossier: c.numeroDossier,
      structure: c.structure,
      nature: c.nature,
      montantCentimes: lireContenu(c).montantCentimes,
      produitLe: c.produitLe,
      agent: c.agent,
      envoyeLe: c.envoyeLe,
      moyen: MoyenEnvoi.nullable()
        .catch(null)
        .parse(envoi?.moyen ?? null),
      envoyePar: envoi?.agent ?? null,
      sha256: c.sha256,
      remplace: c.remplace === null ? null : (numeros.get(c.remplace) ?? null),
      remplaceePar: remplacants.get(c.id) ?? null,
    };
  });
}

/** La lettre d’un dossier à l’écran, avant d’être produite. */
export function lireApercu(context: Context, seanceId: number, dossierId: number): ApercuCourrier {
  const campagneId = campagneDeSeance(context, seanceId);
  const { seance, dossiers } = lireEtatSeance(context, campagneId, seanceId);
  const dossier = dossiers.find((d) => d.id === dossierId);
  if (!seance || !dossier) throw introuvable('Ce dossier');
  const registre = listerCourriers(context.db, campagneId);
  const [prevue] = prevoir(context, { seance, dossiers: [dossier], registre });
  const [composee] = composerLettres(context, {
    seance,
    dossiers: [dossier],
    agent: exigerAgent(context),
    remplacees: remplaceesDe(registre, seanceId, prevue ? [prevue] : []),
  });
  if (!composee)
    throw new Refus(
      'sans_decision',
      `Le dossier ${dossier.numero} n’a pas de décision dans cette séance : pas de lettre.`,
    );
  return presenterApercu(composee, prevue?.avertissements ?? []);
}

/** Les lettres déjà parties que leurs nouvelles annulent : elles le disent. Une lettre jamais envoyée se remplace sans bruit. */
export function remplaceesDe(
  registre: readonly CourrierNomme[],
  seanceId: number,
  lettres: readonly Pick<LettrePrevue, 'dossierId' | 'etat' | 'courrierId'>[],
): Map<number, { readonly numero: string; readonly le: string }> {
  const parId = new Map(registre.filter((c) => c.seanceId === seanceId).map((c) => [c.id, c]));
  return new Map(
    lettres.flatMap(({ dossierId, etat, courrierId }) => {
      const courrier = etat === 'a_refaire' && courrierId !== null ? parId.get(courrierId) : undefined;
      if (!courrier?.envoyeLe) return [];
      return [[dossierId, { numero: courrier.numero, le: lireContenu(courrier).lettre.expediteur.jour }] as const];
    }),
  );
}
