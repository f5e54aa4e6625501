import { pluriel } from '../../../../shared/domaine/libelles.ts';
import type { DossierDuScenario, SortDossier } from '../../../../shared/domaine/scenarios/resultat.ts';
import { Etat, type Ton } from '../../../ui/Badge.tsx';
import { Defile } from '../../../ui/Defile.tsx';
import type { NomSigne } from '../../../ui/Signe.tsx';
import { type ColonneTableau, Tableau } from '../../../ui/Tableau.tsx';
import type { ScenarioCalcule } from './OngletScenarios.tsx';

const ASPECTS: Readonly<Record<SortDossier, { readonly ton: Ton; readonly signe: NomSigne }>> = {
  retenu: { ton: 'ok', signe: 'fait' },
  partiel: { ton: 'att', signe: 'en_cours' },
  laisse: { ton: 'neutre', signe: 'vide' },
};

interface Ligne {
  readonly premier: DossierDuScenario;
  readonly sorts: readonly (DossierDuScenario | null)[];
}

function Sort({ dossier }: { readonly dossier: DossierDuScenario | null }) {
  if (dossier === null) return <span className="encre3">—</span>;
  const mots =
    dossier.sort === 'laisse'
      ? 'laissé'
      : dossier.sort === 'retenu'
        ? pluriel(dossier.collectifIds.length, 'collectif')
        : `${dossier.collectifIds.length} sur ${dossier.presentes}`;
  return (
    <Etat {...ASPECTS[dossier.sort]} titre={dossier.raison}>
      {mots}
    </Etat>
  );
}

function colonneDe({ scenario }: ScenarioCalcule, i: number, largeur: string): ColonneTableau<Ligne> {
  return {
    code: String(scenario.id),
    titre: scenario.nom,
    largeur,
    rendu: ({ sorts }) => <Sort dossier={sorts[i] ?? null} />,
  };
}

/** Chaque dossier et ce qu’en fait chaque scénario ; avec un seul, la raison en entier. */
export function DossiersCompares({ calcules }: { readonly calcules: readonly ScenarioCalcule[] }) {
  const listes = calcules.map(({ calcul }) => new Map(calcul.resultat?.liste.map((d) => [d.dossierId, d])));
  const tous = new Map(listes.flatMap((liste) => [...liste]).toReversed());
  const lignes = [...tous.values()]
    .map((premier): Ligne => ({ premier, sorts: listes.map((liste) => liste.get(premier.dossierId) ?? null) }))
    .toSorted((a, b) => a.premier.numero.localeCompare(b.premier.numero));
  const seul = calcules.length === 1;
  const colonnes: readonly ColonneTableau<Ligne>[] = [
    { code: 'numero', titre: 'N°', largeur: '84px', rendu: ({ premier }) => premier.numero },
    { code: 'structure', titre: 'Structure', passe: true, rendu: ({ premier }) => premier.structure },
    ...calcules.map((calcule, i) => colonneDe(calcule, i, seul ? '120px' : `${Math.floor(64 / calcules.length)}%`)),
    ...(seul
      ? [
          {
            code: 'raison',
            titre: 'Raison',
            passe: true,
            largeur: '56%',
            rendu: ({ sorts }: Ligne) => sorts[0]?.raison ?? '',
          },
        ]
      : []),
  ];
  return (
    <Defile libelle="Dossier par dossier" className="scen-liste">
      {!seul && (
        <p className="encre3 t12">
          La raison se lit au survol d’une case ; ne montrez qu’un scénario pour les lire toutes.
        </p>
      )}
      <Tableau
        libelle="Ce que chaque scénario fait de chaque dossier"
        dense
        colonnes={colonnes}
        lignes={lignes}
        cle={({ premier }) => premier.dossierId}
      />
    </Defile>
  );
}
