import { comparerFrancais, pluriel } from '../libelles.ts';
import { formaterDixiemes, formaterEuros } from '../nombres.ts';
import { direRegle, LIBELLES_BUT } from './phrases.ts';
import type { Admis, Choix, CollectifCandidat, DossierCandidat, Lieu, Preparation } from './preparer.ts';
import { somme } from './preparer.ts';
import type { DossierDuScenario, Etape, Part, PartDeTerritoire, ResultatScenario } from './resultat.ts';

export interface Conclusion {
  readonly etat: ResultatScenario['etat'];
  readonly rangs: readonly number[];
  readonly raisons?: readonly (string | null)[];
  readonly etapes?: readonly Etape[];
  readonly empechements?: readonly string[];
  readonly avis?: readonly string[];
}

/** Met un choix en résultat : qui est retenu, pourquoi, et les totaux. Impossible : rien n’est retenu. */
export function conclure(preparation: Preparation, conclusion: Conclusion): ResultatScenario {
  const { regles, enveloppeCentimes, admis, laisses } = preparation;
  const impossible = conclusion.etat === 'impossible';
  const choisis = admis.map((a, i) => ({
    a,
    c: (impossible ? a.choix[0] : a.choix[conclusion.rangs[i] ?? 0]) ?? RIEN,
  }));
  const liste = [
    ...choisis.map(({ a, c }, i) => presenter(a.dossier, c, dire(preparation, a, c, conclusion, i))),
    ...laisses.map(({ dossier, raison }) => presenter(dossier, RIEN, raison)),
  ];
  const retenus = choisis.filter(({ c }) => c.nombre > 0);
  const collectifs = retenus.flatMap(({ a, c }) =>
    a.dossier.collectifs.slice(0, c.nombre).map((collectif, i) => ({
      collectif,
      qpv: a.dossier.qpv,
      centimes: c.parCollectif[i] ?? 0,
    })),
  );
  const engageCentimes = somme(retenus, ({ c }) => c.centimes);
  const tous = [...admis.map((a) => a.dossier), ...laisses.map((l) => l.dossier)].flatMap((d) => d.collectifs);
  return {
    etat: conclusion.etat,
    regle: direRegle(regles, enveloppeCentimes),
    empechements: [...(conclusion.empechements ?? [])],
    avis: [...(conclusion.avis ?? [])],
    etapes: [...(conclusion.etapes ?? [])],
    enveloppeCentimes,
    engageCentimes,
    resteCentimes: enveloppeCentimes === null ? null : enveloppeCentimes - engageCentimes,
    dossiers: retenus.length,
    porteurs: new Set(retenus.map(({ a }) => a.dossier.structureId)).size,
    renouvellements: retenus.filter(({ a }) => a.dossier.renouvellement).length,
    collectifs: collectifs.length,
    enfants: somme(collectifs, ({ collectif }) => collectif.enfants),
    collectifsQpv: collectifs.filter(({ qpv }) => qpv).length,
    parNiveau: [...Map.groupBy(collectifs, ({ collectif }) => collectif.niveau ?? 'inconnu')].map(
      ([niveau, siens]) => ({ niveau, ...totaliser(siens) }),
    ),
    parTerritoire: parLieu(tous, collectifs, ({ territoire }) => territoire),
    parCommune: parLieu(tous, collectifs, ({ commune }) => commune),
    liste,
  };
}

const RIEN: Choix = { nombre: 0, centimes: 0, enfants: 0, valeur: 0, notes: 0, parCollectif: [] };

interface Retenu {
  readonly collectif: CollectifCandidat;
  readonly centimes: number;
}

function totaliser(retenus: readonly Retenu[]): Part {
  return {
    collectifs: retenus.length,
    enfants: somme(retenus, ({ collectif }) => collectif.enfants),
    centimes: somme(retenus, ({ centimes }) => centimes),
  };
}

const SANS_LIEU: Lieu = { code: '', nom: 'Non renseigné' };

function parLieu(
  tous: readonly CollectifCandidat[],
  retenus: readonly Retenu[],
  lieuDe: (c: CollectifCandidat) => Lieu | null,
): PartDeTerritoire[] {
  const presentes = Map.groupBy(tous, (c) => (lieuDe(c) ?? SANS_LIEU).code);
  const gardes = Map.groupBy(retenus, ({ collectif }) => (lieuDe(collectif) ?? SANS_LIEU).code);
  return [...presentes]
    .map(([code, siens]) => ({
      code,
      nom: (siens[0] && lieuDe(siens[0])?.nom) ?? SANS_LIEU.nom,
      presentes: siens.length,
      ...totaliser(gardes.get(code) ?? []),
    }))
    .toSorted((a, b) => b.presentes - a.presentes || comparerFrancais(a.nom, b.nom));
}

function presenter(dossier: DossierCandidat, choix: Choix, raison: string): DossierDuScenario {
  const presentes = dossier.collectifs.length;
  return {
    dossierId: dossier.id,
    numero: dossier.numero,
    structure: dossier.structure,
    commune: dossier.commune,
    presentes,
    sort: choix.nombre === 0 ? 'laisse' : choix.nombre < presentes ? 'partiel' : 'retenu',
    collectifIds: dossier.collectifs.slice(0, choix.nombre).map(({ id }) => id),
    enfants: choix.enfants,
    centimes: choix.centimes,
    renouvellement: dossier.renouvellement,
    raison,
  };
}

function direNote({ dixiemes, complete }: DossierCandidat): string {
  if (dixiemes === null) return 'sans note';
  return `note ${formaterDixiemes(dixiemes)}${complete ? '' : ' (partielle)'}`;
}

/** La raison, en clair : comment il a été retenu, pour combien, et ce qui manque ; ou pourquoi il est laissé. */
function dire({ regles }: Preparation, a: Admis, c: Choix, conclusion: Conclusion, i: number): string {
  if (conclusion.etat === 'impossible') return 'Rien n’est retenu : les règles ne peuvent pas être tenues ensemble';
  const place = `${i + 1}e place, ${direNote(a.dossier)}`.replace(/^1e /, '1re ');
  const dite = conclusion.raisons?.[i] ?? null;
  if (c.nombre === 0) {
    if (dite !== null) return `${place}. ${dite}`;
    const entree = a.choix[1] ?? RIEN;
    return `${place}. Non retenu par le meilleur choix (${LIBELLES_BUT[regles.but].toLowerCase()}) : ${pluriel(entree.enfants, 'enfant')} pour ${formaterEuros(entree.centimes)}, l’enveloppe sert davantage ailleurs.`;
  }
  const pris = `${pluriel(c.nombre, 'collectif')} sur ${a.dossier.collectifs.length}, ${formaterEuros(c.centimes)}`;
  const tete = a.inclus === null ? (dite ?? titre(a, conclusion, regles)) : `Inclus à la main : ${a.inclus}`;
  const plein = a.choix.at(-1)?.nombre ?? 0;
  const suite =
    c.nombre === a.dossier.collectifs.length
      ? ''
      : c.nombre === plein
        ? ` Plafond de ${pluriel(plein, 'collectif')} par dossier.`
        : conclusion.etat === 'fil'
          ? ' Le reste ne permet pas les suivants.'
          : ' L’enveloppe sert davantage ailleurs que pour les suivants.';
  return `${tete} : ${place}, ${pris}.${suite}`;
}

function titre(a: Admis, { etat }: Conclusion, { renouvellements, methode }: Preparation['regles']): string {
  if (a.dossier.renouvellement && renouvellements !== 'libres') return 'Renouvellement, gardé';
  if (methode === 'fil' || etat === 'fil') return 'Retenu à son tour';
  return 'Retenu par le meilleur choix';
}
