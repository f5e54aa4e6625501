import { useState } from 'react';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { alignerTerritoires } from '../../../../shared/domaine/scenarios/comparer.ts';
import type { PartDeTerritoire } from '../../../../shared/domaine/scenarios/resultat.ts';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Defile } from '../../../ui/Defile.tsx';
import { Jauge } from '../../../ui/Jauge.tsx';
import { type ColonneTableau, Tableau } from '../../../ui/Tableau.tsx';
import type { ScenarioCalcule } from './OngletScenarios.tsx';

type Ligne = ReturnType<typeof alignerTerritoires>[number];

/** Une part : nombre retenu et barre sur ce qui était présenté ; le nombre dit tout, la barre aide l’œil. */
function Part({
  part,
  presentes,
  nom,
}: {
  readonly part: PartDeTerritoire | null;
  readonly presentes: number;
  readonly nom: string;
}) {
  // Pas encore calculé : un zéro se lirait comme un territoire sans rien.
  if (part === null) return <span className="encre3">…</span>;
  const retenus = part.collectifs;
  return (
    <div className="scen-part" title={`${part.enfants} enfants, ${formaterEuros(part.centimes)}`}>
      <span>{retenus}</span>
      <Jauge
        valeur={retenus}
        maximum={Math.max(presentes, 1)}
        libelle={`${retenus} sur ${presentes} pour ${nom}`}
        hauteur={8}
      />
      <span className="encre2">{formaterEuros(part.centimes)}</span>
    </div>
  );
}

function colonneDe({ scenario }: ScenarioCalcule, i: number, nombre: number): ColonneTableau<Ligne> {
  return {
    code: String(scenario.id),
    titre: scenario.nom,
    largeur: `${Math.floor(68 / nombre)}%`,
    rendu: ({ parts, presentes, nom }) => <Part part={parts[i] ?? null} presentes={presentes} nom={nom} />,
  };
}

/** L’effet de chaque scénario sur chaque intercommunalité ou commune : collectifs retenus sur présentés, et argent. */
export function EffetParTerritoire({ calcules }: { readonly calcules: readonly ScenarioCalcule[] }) {
  const [maille, setMaille] = useState<'parTerritoire' | 'parCommune'>('parTerritoire');
  const lignes = alignerTerritoires(calcules.map(({ calcul }) => calcul.resultat?.[maille] ?? []));
  const colonnes: readonly ColonneTableau<Ligne>[] = [
    {
      code: 'nom',
      titre: maille === 'parTerritoire' ? 'Intercommunalité' : 'Commune',
      passe: true,
      rendu: (l) => l.nom,
    },
    { code: 'presentes', titre: 'Présentés', nombre: true, largeur: '76px', rendu: (l) => l.presentes },
    ...calcules.map((calcule, i) => colonneDe(calcule, i, calcules.length)),
  ];
  return (
    <Defile libelle="Effet par territoire" className="scen-liste">
      <div className="rangee serree scen-maille">
        <Bouton taille="petite" enfonce={maille === 'parTerritoire'} onClick={() => setMaille('parTerritoire')}>
          Intercommunalités
        </Bouton>
        <Bouton taille="petite" enfonce={maille === 'parCommune'} onClick={() => setMaille('parCommune')}>
          Communes
        </Bouton>
      </div>
      <Tableau
        libelle="Collectifs retenus par territoire et par scénario"
        dense
        colonnes={colonnes}
        lignes={lignes}
        cle={({ code }) => code}
        vide="Aucun collectif présenté."
      />
    </Defile>
  );
}
