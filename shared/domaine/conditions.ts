import type { Bareme } from './bareme.ts';
import type { CalculCondition, Charte } from './charte.ts';
import { type FaitBilan, proposerBilan } from './condition-bilan.ts';
import {
  type FaitBudget,
  proposerContributions,
  proposerDemande,
  proposerEquilibre,
  proposerLigneCaf,
  proposerPartCaf,
  proposerRecettes,
  proposerTotaux,
} from './conditions-budget.ts';
import { dateDe, formaterDate } from './dates.ts';
import { isAuMoinsBac2 } from './diplome.ts';
import { comparerFrancais, LIBELLES_NIVEAU_SCOLAIRE, pluriel } from './libelles.ts';
import { formaterEntier, formaterEuros } from './nombres.ts';
import { nonRenseigne, type Reponse, repondre } from './reponse-condition.ts';
import { extraire, normaliserTexte } from './textes.ts';

export interface FaitsCollectif {
  readonly libelle: string;
  /** Code de niveau (`elementaire`…) ou texte reçu tel quel. */
  readonly niveau: string | null;
  readonly effectif: number | null;
  readonly jours: string | null;
  readonly horaires: string | null;
  /** Adultes présents à chaque séance. */
  readonly adultes: number | null;
}

export interface FaitPiece {
  readonly libelle: string;
  readonly presente: boolean | null;
  /** Ce que le seul état ne dit pas : « non conforme : page 2 illisible ». */
  readonly precision?: string | null;
}

/** Ce qu’un dossier dit et qui sert de preuve aux conditions. Partout, null = non renseigné. */
export interface FaitsDossier {
  /** Instant ISO UTC, ou `AAAA-MM-JJ`. */
  readonly deposeLe: string | null;
  /** Dernier jour de dépôt, compris, `AAAA-MM-JJ`. */
  readonly dateLimite: string | null;
  /** Les pièces attendues ; null ou vide : la liste n’est pas connue. */
  readonly pieces: readonly FaitPiece[] | null;
  readonly collectifs: readonly FaitsCollectif[];
  readonly horsTempsScolaire: boolean | null;
  readonly dimensions: readonly string[] | null;
  readonly participationFamillesCentimes: number | null;
  /** Participation annuelle par enfant tenue pour symbolique, en centimes : réglage ; null : l’agent apprécie. */
  readonly participationSymboliqueCentimes: number | null;
  readonly diplomeCoordinateur: string | null;
  readonly placeParents: string | null;
  readonly rencontresFamilles: string | null;
  readonly lienEcole: string | null;
  readonly etablissements: string | null;
  readonly locauxAdaptes: boolean | null;
  readonly descriptionLocaux: string | null;
  readonly tempsCollectifs: boolean | null;
  readonly tempsIndividuels: boolean | null;
  readonly engagementCharte: boolean | null;
  readonly engagementLaicite: boolean | null;
  readonly aideAuxDevoirsSeule: boolean | null;
  readonly budget: FaitBudget | null;
  /** Ce que la base sait du Clas précédent de ce porteur ; null : elle n’a pas été consultée. */
  readonly bilanPrecedent: FaitBilan | null;
}

export interface PropositionCondition extends Reponse {
  code: string;
}

type Regle = (faits: FaitsDossier, bareme: EffectifsAdmis) => Reponse;
type EffectifsAdmis = Pick<Bareme, 'effectifMinimum' | 'effectifMaximum'>;

const NOMBRE_DE_DIMENSIONS = 3;
const ADULTES_MINIMUM = 2;
/** En deçà, une réponse rédigée ne permet pas de conclure. */
const LONGUEUR_PROBANTE = 20;
const REPONSE_VIDE = /^(?:neant|aucune?s?|non|sans objet|so|s\.o\.?|rien|nc|n\/?a|ras|[-–—.x/?]+)\.?$/;
const PUBLIC_EXCLU = /maternelle|section|creche|superieur|etudiant|adulte/;

const REGLES: Readonly<Record<CalculCondition, Regle>> = {
  depose_dans_les_delais: proposerDelai,
  dossier_complet: proposerPieces,
  public_elementaire_lycee: proposerPublic,
  hors_temps_scolaire: proposerHorsTemps,
  dimensions_presentes: proposerDimensions,
  gratuite_ou_symbolique: proposerParticipation,
  effectif_par_collectif: proposerEffectifs,
  coordinateur_qualifie: proposerCoordinateur,
  deux_adultes_par_collectif: proposerAdultes,
  parents_associes: (faits) =>
    proposerTextes([
      ['place des parents', faits.placeParents],
      ['rencontres avec les familles', faits.rencontresFamilles],
    ]),
  ecole_associee: proposerEcole,
  locaux_adaptes: proposerLocaux,
  temps_collectifs_et_individuels: (faits) =>
    lireTousOui([
      ['temps collectifs', faits.tempsCollectifs],
      ['temps individuels', faits.tempsIndividuels],
    ]),
  engagements_signes: (faits) =>
    lireTousOui([
      ['engagement sur la charte', faits.engagementCharte],
      ['engagement sur la laïcité', faits.engagementLaicite],
    ]),
  pas_seulement_aide_aux_devoirs: proposerDiversite,
  budget_equilibre: ({ budget }) => proposerEquilibre(budget),
  budget_contributions: ({ budget }) => proposerContributions(budget),
  budget_totaux: ({ budget }) => proposerTotaux(budget),
  budget_ligne_caf: ({ budget }) => proposerLigneCaf(budget),
  budget_part_caf: ({ budget }) => proposerPartCaf(budget),
  budget_recettes: ({ budget }) => proposerRecettes(budget),
  budget_demande: ({ budget }) => proposerDemande(budget),
  bilan_precedent: ({ bilanPrecedent }) => proposerBilan(bilanPrecedent),
};

/**
 * Une proposition par condition de la charte, avec sa preuve (domaine §5). Un fait manquant donne « non renseigné »,
 * jamais « non » ; une condition sans calcul reste à constater par l’agent.
 */
export function proposerConditions(
  charte: Pick<Charte, 'conditions'>,
  faits: FaitsDossier,
  bareme: EffectifsAdmis,
): PropositionCondition[] {
  return charte.conditions.map(({ code, calcul }) => ({
    code,
    ...(calcul ? REGLES[calcul](faits, bareme) : nonRenseigne('à constater par l’agent')),
  }));
}

function proposerDelai({ deposeLe, dateLimite }: FaitsDossier): Reponse {
  if (deposeLe === null) return nonRenseigne('date de dépôt non renseignée');
  const jour = deposeLe.length === 10 ? deposeLe : dateDe(deposeLe);
  const recu = `reçu le ${formaterDate(jour)}`;
  if (dateLimite === null) return nonRenseigne(`${recu}, date limite de la campagne non renseignée`);
  return repondre(jour <= dateLimite, `${recu}, limite ${formaterDate(dateLimite)}`);
}

function proposerPieces({ pieces }: FaitsDossier): Reponse {
  if (!pieces || pieces.length === 0) return nonRenseigne('liste des pièces attendues non renseignée');
  const manquantes = pieces.filter((piece) => piece.presente === false);
  const inconnues = pieces.filter((piece) => piece.presente === null);
  if (manquantes.length > 0) return repondre(false, `manque : ${nommer(manquantes)}`);
  if (inconnues.length > 0) return nonRenseigne(`à vérifier : ${nommer(inconnues)}`);
  const precisees = pieces.filter((piece) => piece.precision);
  const compte = `${pluriel(pieces.length, 'pièce')} sur ${formaterEntier(pieces.length)}`;
  return repondre(true, precisees.length === 0 ? compte : `${compte} ; ${nommer(precisees)}`);
}

function proposerPublic({ collectifs }: FaitsDossier): Reponse {
  const dires: string[] = [];
  const exclus: string[] = [];
  const inconnus: string[] = [];
  for (const collectif of collectifs) {
    const niveau = normaliserTexte(collectif.niveau ?? '');
    if (isNiveauScolaire(niveau)) dires.push(LIBELLES_NIVEAU_SCOLAIRE[niveau].toLowerCase());
    else if (niveau === '') inconnus.push(`niveau non renseigné au ${designer(collectif)}`);
    else if (PUBLIC_EXCLU.test(niveau)) exclus.push(`${collectif.niveau} au ${designer(collectif)}`);
    else inconnus.push(`niveau « ${collectif.niveau} » non reconnu au ${designer(collectif)}`);
  }
  return conclure(collectifs, exclus, inconnus, () => [...new Set(dires)].toSorted(comparerFrancais).join(', '));
}

/** Le porteur le dit ; les horaires de chaque collectif, quand ils sont là, permettent de le vérifier d’un regard. */
function proposerHorsTemps({ horsTempsScolaire, collectifs }: FaitsDossier): Reponse {
  const { reponse, preuve } = lireOuiNon('hors temps scolaire', horsTempsScolaire);
  const seances = collectifs.flatMap((collectif) => {
    const dit = [collectif.jours, collectif.horaires].filter((part) => part?.trim()).join(', ');
    return dit === '' ? [] : [{ dit: extraire(dit, 60), nom: designer(collectif) }];
  });
  const parSeance = [...Map.groupBy(seances, ({ dit }) => dit)].map(([dit, groupe]) => {
    const tous = collectifs.length > 1 && groupe.length === collectifs.length;
    return `${tous ? 'chaque collectif' : groupe.map(({ nom }) => nom).join(', ')} : ${dit}`;
  });
  return { reponse, preuve: [preuve, ...parSeance].join(' ; ') };
}

function proposerDimensions({ dimensions }: FaitsDossier): Reponse {
  if (dimensions === null) return nonRenseigne('dimensions de l’action non renseignées');
  const citees = new Map(dimensions.filter((d) => d.trim() !== '').map((d) => [normaliserTexte(d), d.trim()]));
  if (citees.size === 0) return nonRenseigne('dimensions de l’action non renseignées');
  const preuve = `${pluriel(citees.size, 'dimension citée', 'dimensions citées')} : ${[...citees.values()].join(', ')}`;
  const isAssez = citees.size >= NOMBRE_DE_DIMENSIONS;
  return repondre(isAssez, isAssez ? preuve : `${preuve} (minimum ${NOMBRE_DE_DIMENSIONS})`);
}

function proposerParticipation(faits: FaitsDossier): Reponse {
  const { participationFamillesCentimes: montant, participationSymboliqueCentimes: maximum } = faits;
  if (montant === null) return nonRenseigne('participation des familles non renseignée');
  if (montant === 0) return repondre(true, 'gratuit');
  const preuve = `${formaterEuros(montant)} par enfant et par an`;
  if (maximum === null) return nonRenseigne(`${preuve} : symbolique ou non, à apprécier par l’agent`);
  return repondre(montant <= maximum, `${preuve}, maximum ${formaterEuros(maximum)}`);
}

function proposerEffectifs({ collectifs }: FaitsDossier, bareme: EffectifsAdmis): Reponse {
  const { effectifMinimum: minimum, effectifMaximum: maximum } = bareme;
  const hors: string[] = [];
  const inconnus: string[] = [];
  for (const collectif of collectifs) {
    const { effectif } = collectif;
    // Un nombre laissé vide est exporté 0 par Démarches simplifiées : zéro ne prouve rien.
    if (effectif === null || effectif === 0) inconnus.push(`effectif non renseigné au ${designer(collectif)}`);
    else if (effectif > maximum) hors.push(`${compterEnfants(effectif)} au ${designer(collectif)}, maximum ${maximum}`);
    else if (effectif < minimum) hors.push(`${compterEnfants(effectif)} au ${designer(collectif)}, minimum ${minimum}`);
  }
  return conclure(collectifs, hors, inconnus, () => {
    const effectifs = collectifs.map((c) => c.effectif ?? 0);
    const [petit, grand] = [Math.min(...effectifs), Math.max(...effectifs)];
    const dit = petit === grand ? compterEnfants(petit) : `de ${petit} à ${compterEnfants(grand)} par collectif`;
    return `${dit} (${minimum} à ${maximum} admis)`;
  });
}

function proposerCoordinateur({ diplomeCoordinateur: diplome }: FaitsDossier): Reponse {
  if (diplome === null || diplome.trim() === '') return nonRenseigne('diplôme du coordinateur non renseigné');
  const dit = `diplôme du coordinateur : ${extraire(diplome)}`;
  const isQualifie = isAuMoinsBac2(diplome);
  if (isQualifie === null) return nonRenseigne(`${dit} ; niveau à vérifier`);
  return repondre(isQualifie, isQualifie ? dit : `${dit}, minimum Bac+2`);
}

function proposerAdultes({ collectifs }: FaitsDossier): Reponse {
  const insuffisants: string[] = [];
  const inconnus: string[] = [];
  for (const collectif of collectifs) {
    const { adultes } = collectif;
    if (adultes === null || adultes === 0) {
      inconnus.push(`nombre d’adultes non renseigné au ${designer(collectif)}`);
    } else if (adultes < ADULTES_MINIMUM) {
      insuffisants.push(`${pluriel(adultes, 'adulte')} au ${designer(collectif)}, minimum ${ADULTES_MINIMUM}`);
    }
  }
  return conclure(collectifs, insuffisants, inconnus, () => {
    const minimum = Math.min(...collectifs.map((c) => c.adultes ?? 0));
    return `${pluriel(minimum, 'adulte')} au moins par collectif`;
  });
}

function proposerEcole({ lienEcole, etablissements }: FaitsDossier): Reponse {
  const reponse = proposerTextes([['lien avec l’école', lienEcole]]);
  const cites = etablissements?.trim();
  // Citer une école ne prouve pas qu’elle est associée : seul le lien décrit le peut.
  return cites ? { ...reponse, preuve: `${reponse.preuve} ; établissements cités : ${extraire(cites)}` } : reponse;
}

function proposerLocaux({ locauxAdaptes, descriptionLocaux }: FaitsDossier): Reponse {
  const reponse = lireOuiNon('locaux adaptés', locauxAdaptes);
  const description = descriptionLocaux?.trim();
  return description ? { ...reponse, preuve: `${reponse.preuve} ; « ${extraire(description)} »` } : reponse;
}

function proposerDiversite({ aideAuxDevoirsSeule }: FaitsDossier): Reponse {
  const { preuve } = lireOuiNon('aide aux devoirs seulement', aideAuxDevoirsSeule);
  return aideAuxDevoirsSeule === null ? nonRenseigne(preuve) : repondre(!aideAuxDevoirsSeule, preuve);
}

function proposerTextes(reponses: readonly (readonly [string, string | null])[]): Reponse {
  const donnees = reponses.flatMap(([question, texte]) => (texte?.trim() ? [{ question, texte: texte.trim() }] : []));
  if (donnees.length === 0)
    return nonRenseigne(`aucune réponse : ${reponses.map(([question]) => question).join(', ')}`);
  const citer = ({ question, texte }: { question: string; texte: string }) => `${question} : « ${extraire(texte)} »`;
  const probante = donnees.find(({ texte }) => texte.length >= LONGUEUR_PROBANTE);
  if (probante) return repondre(true, citer(probante));
  const preuve = donnees.map(citer).join(' ; ');
  const isNie = donnees.every(({ texte }) => REPONSE_VIDE.test(normaliserTexte(texte)));
  // Une question niée et l’autre sans réponse ne suffisent pas à conclure à l’absence.
  if (isNie && donnees.length === reponses.length) return repondre(false, preuve);
  return nonRenseigne(`${preuve} ; trop court pour conclure`);
}

function lireOuiNon(question: string, reponse: boolean | null): Reponse {
  if (reponse === null) return nonRenseigne(`${question} : non renseigné`);
  return repondre(reponse, `${question} : ${reponse ? 'oui' : 'non'}`);
}

function lireTousOui(reponses: readonly (readonly [string, boolean | null])[]): Reponse {
  const lues = reponses.map(([question, reponse]) => lireOuiNon(question, reponse));
  const preuve = lues.map((lue) => lue.preuve).join(' ; ');
  if (lues.some((lue) => lue.reponse === 'non')) return repondre(false, preuve);
  return lues.every((lue) => lue.reponse === 'oui') ? repondre(true, preuve) : nonRenseigne(preuve);
}

/** Un « non » certain l’emporte sur ce qu’on ignore ; ce qu’on ignore est dit à sa suite. */
function conclure(
  collectifs: readonly FaitsCollectif[],
  defauts: readonly string[],
  inconnus: readonly string[],
  prouver: () => string,
): Reponse {
  if (collectifs.length === 0) return nonRenseigne('aucun collectif renseigné');
  if (defauts.length > 0) return repondre(false, [...defauts, ...inconnus].join(' ; '));
  return inconnus.length > 0 ? nonRenseigne(inconnus.join(' ; ')) : repondre(true, prouver());
}

function nommer(pieces: readonly FaitPiece[]): string {
  return pieces.map(({ libelle, precision }) => (precision ? `${libelle} (${precision})` : libelle)).join(', ');
}

function designer({ libelle }: FaitsCollectif): string {
  const net = libelle.trim();
  return /^collectif\b/i.test(net) ? `collectif${net.slice('collectif'.length)}` : `collectif ${net || 'sans nom'}`;
}

function compterEnfants(effectif: number): string {
  return pluriel(effectif, 'enfant');
}

function isNiveauScolaire(niveau: string): niveau is keyof typeof LIBELLES_NIVEAU_SCOLAIRE {
  return Object.hasOwn(LIBELLES_NIVEAU_SCOLAIRE, niveau);
}
