import { lireLignesDossiers } from '../../../db/queries/dossiers.ts';
import type { Agent } from '../../../shared/contract/commun.ts';
import type { ApercuCourrier, ModeleLu } from '../../../shared/contract/courriers.ts';
import type { DossierDeSeance, Seance } from '../../../shared/contract/seances.ts';
import { isAccorde } from '../../../shared/domaine/accord.ts';
import { type NatureLettre, natureDeLettre } from '../../../shared/domaine/lettres-notification/nature.ts';
import { remplirModele } from '../../../shared/domaine/lettres-notification/remplir.ts';
import type { Bloc } from '../../../shared/domaine/lettres-notification/tableaux.ts';
import { assertNever, MOTIFS_DECISION } from '../../../shared/domaine/libelles.ts';
import { nomComplet } from '../acteur.ts';
import { lireCampagne } from '../campagnes.ts';
import { lireAnnuaire, nomCommune } from '../communes.ts';
import type { Context } from '../context.ts';
import { signataireDe } from '../correspondants.ts';
import { lignesDAdresse } from '../documents/lettre-adresse.ts';
import type { LettreNotification } from '../documents/lettre-notification-donnees.ts';
import { courrielDe, sansJour } from '../documents/lettre-papier.ts';
import { grouperNumero, grouperSiret, grouperTelephone, INSECABLE, typo } from '../documents/typographie.ts';
import { lireIdentite } from '../parametres.ts';
import type { ContenuCourrier } from './contenu.ts';
import { lireModeles } from './modeles.ts';

/** Une lettre composée, sans son numéro : il n’est donné qu’à la production. */
export interface Composee extends ContenuCourrier {
  readonly dossierId: number;
  readonly nature: NatureLettre;
}

export interface AComposer {
  readonly seance: Seance;
  readonly dossiers: readonly DossierDeSeance[];
  readonly agent: Agent;
  /** Par dossier, la lettre envoyée que la nouvelle remplace. */
  readonly remplacees: ReadonlyMap<number, { readonly numero: string; readonly le: string }>;
}

/** Les lettres des dossiers décidés dans la séance ; les autres n’en ont pas. Datées du jour. */
export function composerLettres(context: Context, { seance, dossiers, agent, remplacees }: AComposer): Composee[] {
  const { db } = context;
  const campagne = lireCampagne(context, seance.campagneId);
  const modeles = new Map(lireModeles(db).map((m): [NatureLettre, ModeleLu] => [m.nature, m]));
  const identite = lireIdentite(db);
  const annuaire = lireAnnuaire(context.ressources);
  const porteurs = new Map(
    lireLignesDossiers(db, seance.campagneId, { champs: [], dossierIds: dossiers.map((d) => d.id) }).dossiers.map(
      (l) => [l.dossier.id, l.structure],
    ),
  );
  const expediteur = signataireDe(context, agent, campagne.anneeScolaire);
  const { bareme } = campagne;
  return dossiers.flatMap((dossier) => {
    const structure = porteurs.get(dossier.id);
    const decides = decidesDansLaSeance(dossier, seance.id);
    const nature = natureDeLettre(decides.map((c) => c.decision.nature));
    const lu = nature === null ? undefined : modeles.get(nature);
    if (!structure || nature === null || !lu) return [];
    const commune = nomCommune(annuaire, structure.communeSiege);
    const texte = remplirModele(lu.modele, {
      structure: structure.raisonSociale,
      representant: structure.representant,
      commune,
      dossier: grouperNumero(dossier.numero),
      anneeScolaire: campagne.anneeScolaire,
      seance: seance.date,
      tous: decides.length === dossier.listeCollectifs.length,
      collectifs: decides.map(({ decision, ...c }) => ({
        ...c,
        nature: decision.nature,
        motif: libelleMotif(decision.motif),
        texte: decision.texte,
        montantCentimes: decision.montantCentimes,
      })),
      bareme: { ...bareme, solde: bareme.echeancier.solde },
      agent: nomComplet(agent),
      service: identite.service || identite.nom,
      contact: [nomComplet(agent), grouperTelephone(identite.telephone).replaceAll(' ', INSECABLE)]
        .filter(Boolean)
        .join(', '),
      remplace: remplacees.get(dossier.id) ?? null,
    });
    const lettre: LettreNotification = {
      numero: dossier.numero,
      raisonSociale: structure.raisonSociale,
      representant: structure.representant,
      adresse: structure.adresse,
      codePostal: structure.codePostal,
      commune,
      siret: structure.siret,
      reference: '',
      texte,
      expediteur,
    };
    return [
      {
        dossierId: dossier.id,
        structureId: structure.id,
        nature,
        lettre,
        decisions: decides.map(({ id, decision: { nature: n, motif, texte: dit, montantCentimes } }) => ({
          collectifId: id,
          nature: n,
          motif,
          texte: dit,
          montantCentimes,
        })),
        montantCentimes: decides
          .filter((c) => isAccorde(c.decision.nature))
          .reduce((somme, c) => somme + c.decision.montantCentimes, 0),
      },
    ];
  });
}

type CollectifDeSeance = DossierDeSeance['listeCollectifs'][number];
type CollectifDecide = CollectifDeSeance & { readonly decision: NonNullable<CollectifDeSeance['decision']> };

/** Les collectifs dont la décision en vigueur est de cette séance. */
export function decidesDansLaSeance(
  { listeCollectifs }: Pick<DossierDeSeance, 'listeCollectifs'>,
  seanceId: number,
): CollectifDecide[] {
  return listeCollectifs.flatMap((c) =>
    c.decision !== null && c.decision.seanceId === seanceId ? [{ ...c, decision: c.decision }] : [],
  );
}

/** « Autre motif » ne dit rien au porteur : son texte suffit. */
function libelleMotif(code: string | null): string | null {
  if (code === null || code === 'autre') return null;
  return MOTIFS_DECISION.find((m) => m.code === code)?.libelle ?? null;
}

/** La lettre telle qu’elle s’imprimera, pour l’écran. */
export function presenterApercu({ lettre, nature }: Composee, avertissements: readonly string[]): ApercuCourrier {
  const { expediteur, texte } = lettre;
  const { identite } = expediteur;
  const ville = [identite.codePostal, identite.ville].filter(Boolean).join(' ');
  const lieu = identite.ville.replace(/\s+cedex.*$/i, '');
  const courriel = courrielDe(expediteur);
  return {
    nature,
    expediteur: [
      identite.nom,
      identite.service,
      [identite.adresse, ville].filter(Boolean).join(', '),
      grouperTelephone(identite.telephone),
    ].filter((ligne) => ligne !== ''),
    references: [
      `Affaire suivie par ${expediteur.agent}`,
      ...(courriel === '' ? [] : [`Courriel ${courriel}`]),
      `Nos références Clas ${expediteur.anneeScolaire} / ${grouperNumero(lettre.numero)}`,
      ...(lettre.siret === null ? [] : [`Votre Siret ${grouperSiret(lettre.siret)}`]),
    ],
    destinataire: lignesDAdresse(lettre),
    lieuEtDate: lieu === '' ? `Le ${sansJour(expediteur.jour)}` : `${lieu}, le ${sansJour(expediteur.jour)}`,
    objet: typo(texte.objet),
    blocs: texte.blocs.map(presenterBloc),
    politesse: typo(texte.politesse),
    signature: texte.signature.map(typo),
    recours: typo(texte.recours),
    avertissements: [...avertissements],
  };
}

/** Les mêmes espaces que sur le papier ; et des tableaux que le contrat peut rendre. */
export function presenterBloc(bloc: Bloc): ApercuCourrier['blocs'][number] {
  switch (bloc.genre) {
    case 'paragraphe':
      return { ...bloc, segments: bloc.segments.map((s) => ({ ...s, texte: typo(s.texte) })) };
    case 'etapes':
      return { ...bloc, lignes: bloc.lignes.map(([terme, valeur]): [string, string] => [typo(terme), typo(valeur)]) };
    case 'tableau':
      return {
        ...bloc,
        colonnes: [...bloc.colonnes],
        lignes: bloc.lignes.map((l) => l.map(typo)),
        total: bloc.total === null ? null : [...bloc.total],
      };
    default:
      return assertNever(bloc);
  }
}
