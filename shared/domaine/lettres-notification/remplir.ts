import { isAccorde } from '../accord.ts';
import { formaterDateLongue, MOIS } from '../dates.ts';
import type { NatureDecision } from '../libelles.ts';
import { formaterEuros } from '../nombres.ts';
import { enLigne, paragraphes, remplirParagraphe } from '../texte-a-variables.ts';
import { eurosEnLettres } from './en-lettres.ts';
import { type CollectifNotifie, civiliteDe, direMotif, type FaitsNotification, nommerCollectif } from './faits.ts';
import type { ModeleNotification } from './modele.ts';
import { type Bloc, tableauDesAgrees, tableauDesNonAgrees, tableauDesReserves } from './tableaux.ts';
import { type BlocNotification, estBloc, type VariableNotification } from './variables.ts';

/** Une lettre prête à imprimer : ses mots, dans l’ordre. */
export interface LettreRemplie {
  readonly objet: string;
  readonly blocs: readonly Bloc[];
  readonly politesse: string;
  readonly signature: readonly string[];
  readonly recours: string;
}

const FORTES: ReadonlySet<VariableNotification> = new Set(['decision', 'montant']);
const VERBES: Readonly<Record<NatureDecision, string>> = {
  agree: 'agréer',
  agree_sous_reserve: 'agréer sous réserve',
  ajourne: 'ajourner l’examen de',
  refuse: 'ne pas agréer',
  sans_suite: 'classer sans suite',
};

/** Le modèle, variables remplacées. Un paragraphe dont une variable est sans objet ne s’imprime pas. */
export function remplirModele(modele: ModeleNotification, faits: FaitsNotification): LettreRemplie {
  const valeurs = valeursDe(faits);
  const remplacement: Bloc[] =
    faits.remplace === null
      ? []
      : [
          {
            genre: 'paragraphe',
            segments: [
              {
                texte: `Cette lettre annule et remplace ma lettre n° ${faits.remplace.numero} du ${dateCourante(faits.remplace.le)}.`,
                fort: false,
              },
            ],
          },
        ];
  const blocs = paragraphes(modele.corps).flatMap((p) => blocDe(p, valeurs, faits));
  return {
    objet: enLigne(modele.objet, valeurs),
    // Après la formule d’appel, si la lettre s’ouvre sur elle.
    blocs: remplacement.length === 0 ? blocs : [...blocs.slice(0, 1), ...remplacement, ...blocs.slice(1)],
    politesse: enLigne(modele.politesse, valeurs),
    signature: modele.signature.split('\n').map((ligne) => enLigne(ligne.trimEnd(), valeurs)),
    recours: enLigne(modele.recours, valeurs),
  };
}

type Valeurs = Readonly<Record<VariableNotification, string>>;

function blocDe(paragraphe: string, valeurs: Valeurs, faits: FaitsNotification): Bloc[] {
  const seul = /^\{\s*([^{}]*?)\s*\}$/.exec(paragraphe)?.[1];
  if (seul !== undefined && estBloc(seul)) return tableauxDe(seul, faits);
  return remplirParagraphe(paragraphe, valeurs, FORTES);
}

function tableauxDe(bloc: BlocNotification, faits: FaitsNotification): Bloc[] {
  const tableau = {
    tableau_agrees: tableauDesAgrees,
    tableau_reserves: tableauDesReserves,
    tableau_non_agrees: tableauDesNonAgrees,
  }[bloc](faits);
  return tableau === null ? [] : [tableau];
}

function valeursDe(faits: FaitsNotification): Valeurs {
  const { collectifs, bareme } = faits;
  const agrees = collectifs.filter((c) => isAccorde(c.nature));
  const autres = collectifs.filter((c) => !isAccorde(c.nature));
  const [rentree = '', suivante = ''] = faits.anneeScolaire.split('-');
  const montant = agrees.reduce((somme, c) => somme + c.montantCentimes, 0);
  const annee = Number(rentree) + bareme.solde.decalageAnnee;
  const phrases = (choisis: readonly CollectifNotifie[]) =>
    [...new Set(choisis.map((c) => direMotif(c).replace(/[.\s]+$/, '')).filter((phrase) => phrase !== ''))].join(' ; ');
  return {
    structure: faits.structure,
    civilite: civiliteDe(faits.representant),
    representant: faits.representant ?? '',
    commune: faits.commune ?? '',
    dossier: faits.dossier,
    annee: faits.anneeScolaire,
    rentree,
    annee_suivante: suivante,
    seance: dateCourante(faits.seance),
    decision: direDecision(faits),
    agrees: enumerer(agrees.map(nommerCollectif)),
    non_agrees: enumerer(autres.map(nommerCollectif)),
    montant: agrees.length === 0 ? '' : formaterEuros(montant),
    montant_lettres: agrees.length === 0 ? '' : eurosEnLettres(montant),
    reserve: phrases(collectifs.filter((c) => c.nature === 'agree_sous_reserve')),
    attendu: phrases(collectifs.filter((c) => c.nature === 'ajourne')),
    motifs: phrases(collectifs.filter((c) => c.nature === 'refuse' || c.nature === 'sans_suite')),
    effectifs: `${bareme.effectifMinimum} à ${bareme.effectifMaximum}`,
    paiement: `${MOIS[bareme.solde.mois - 1] ?? ''} ${annee}`,
    agent: faits.agent,
    service: faits.service,
    contact: faits.contact,
  };
}

/** « agréer les 2 collectifs que vous avez présentés » ; décisions mêlées : chacune et ses collectifs. */
function direDecision({ collectifs, tous }: FaitsNotification): string {
  const natures = [...new Set(collectifs.map((c) => c.nature))];
  const [seule] = natures;
  if (seule === undefined) return '';
  if (natures.length === 1 && tous) return accorder(VERBES[seule], direTous(collectifs.length));
  return enumerer(
    natures.map((nature) => {
      const siens = collectifs.filter((c) => c.nature === nature).map((c) => c.lettre);
      return accorder(
        VERBES[nature],
        siens.length === 1 ? `le collectif ${siens[0]}` : `les collectifs ${enumerer(siens)}`,
      );
    }),
  );
}

function direTous(nombre: number): string {
  return nombre === 1 ? 'le collectif que vous avez présenté' : `les ${nombre} collectifs que vous avez présentés`;
}

/** « de » et l’article qui suit se contractent : du collectif, des collectifs. */
function accorder(verbe: string, quoi: string): string {
  if (!verbe.endsWith(' de')) return `${verbe} ${quoi}`;
  return `${verbe.slice(0, -3)} ${quoi.replace(/^le /, 'du ').replace(/^les /, 'des ')}`;
}

/** « 2 juillet 2026 », sans le jour de la semaine. */
function dateCourante(date: string): string {
  return formaterDateLongue(date).replace(/^\S+ /, '');
}

function enumerer(elements: readonly string[]): string {
  const dernier = elements.at(-1) ?? '';
  return elements.length < 2 ? dernier : `${elements.slice(0, -1).join(', ')} et ${dernier}`;
}
