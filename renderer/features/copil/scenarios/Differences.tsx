import { useState } from 'react';
import { pluriel } from '../../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../../shared/domaine/nombres.ts';
import { comparerResultats, type EcartDeDossier } from '../../../../shared/domaine/scenarios/comparer.ts';
import { Etat, type Ton } from '../../../ui/Badge.tsx';
import { ChampListe } from '../../../ui/Champs.tsx';
import { Defile } from '../../../ui/Defile.tsx';
import type { NomSigne } from '../../../ui/Signe.tsx';
import { type ColonneTableau, Tableau } from '../../../ui/Tableau.tsx';
import type { ScenarioCalcule } from './OngletScenarios.tsx';

const SENS: Readonly<
  Record<EcartDeDossier['sens'], { readonly ton: Ton; readonly signe: NomSigne; readonly mot: string }>
> = {
  gagne: { ton: 'ok', signe: 'plus', mot: 'Gagné' },
  perdu: { ton: 'al', signe: 'moins', mot: 'Perdu' },
  change: { ton: 'neutre', signe: 'ecart', mot: 'Autrement' },
};

const COLONNES: readonly ColonneTableau<EcartDeDossier>[] = [
  {
    code: 'sens',
    titre: 'Dossier',
    largeur: '96px',
    rendu: ({ sens }) => (
      <Etat ton={SENS[sens].ton} signe={SENS[sens].signe}>
        {SENS[sens].mot}
      </Etat>
    ),
  },
  { code: 'numero', titre: 'N°', largeur: '84px', rendu: (d) => d.numero },
  { code: 'structure', titre: 'Structure', passe: true, rendu: (d) => d.structure },
  { code: 'collectifs', titre: 'Collectifs', largeur: '84px', nombre: true, rendu: (d) => `${d.avant} → ${d.apres}` },
  { code: 'argent', titre: 'Argent', largeur: '112px', nombre: true, rendu: (d) => signer(d.centimes, formaterEuros) },
  { code: 'raison', titre: 'Raison du second', largeur: '44%', passe: true, rendu: (d) => d.raison },
];

function signer(nombre: number, ecrire: (n: number) => string): string {
  return nombre > 0 ? `+${ecrire(nombre)}` : ecrire(nombre);
}

/** Ce que l’on gagne et perd en passant d’un scénario à un autre. */
export function Differences({ calcules }: { readonly calcules: readonly ScenarioCalcule[] }) {
  const options = calcules.map(({ scenario }) => ({ valeur: String(scenario.id), libelle: scenario.nom }));
  const [choix, setChoix] = useState<{ readonly de?: string; readonly vers?: string }>({});
  const connu = (valeur: string | undefined, defaut: number) =>
    options.find((o) => o.valeur === valeur)?.valeur ?? options[defaut]?.valeur ?? null;
  const de = connu(choix.de, 0);
  const vers = connu(choix.vers, 1);
  const resultat = (id: string | null) =>
    calcules.find(({ scenario }) => String(scenario.id) === id)?.calcul.resultat ?? null;
  const a = resultat(de);
  const b = resultat(vers);
  if (options.length < 2)
    return <p className="encre2 scen-liste">Montrez au moins deux scénarios pour les comparer.</p>;
  const ecarts = a && b ? comparerResultats(a, b) : null;
  const plus = (n: number, mot: string) => signer(n, (nombre) => pluriel(nombre, mot));
  return (
    <Defile libelle="Différences entre deux scénarios" className="scen-liste">
      <div className="rangee passe scen-deux">
        <ChampListe
          libelle="De"
          options={options}
          valeur={de}
          onChange={(valeur) => setChoix({ ...choix, de: valeur })}
        />
        <ChampListe
          libelle="À"
          options={options}
          valeur={vers}
          onChange={(valeur) => setChoix({ ...choix, vers: valeur })}
        />
        {ecarts && (
          <p className="encre2">
            {`${plus(ecarts.collectifs, 'collectif')}, ${plus(ecarts.enfants, 'enfant')}, ${plus(ecarts.porteurs, 'porteur')}, ${signer(ecarts.centimes, formaterEuros)} ; ${pluriel(ecarts.dossiers.filter((d) => d.sens === 'gagne').length, 'dossier gagné', 'dossiers gagnés')}, ${pluriel(ecarts.dossiers.filter((d) => d.sens === 'perdu').length, 'perdu')}`}
          </p>
        )}
      </div>
      {ecarts && (
        <Tableau
          libelle="Dossiers gagnés, perdus ou retenus autrement"
          dense
          colonnes={COLONNES}
          lignes={ecarts.dossiers}
          cle={({ dossierId }) => dossierId}
          vide="Les deux scénarios retiennent les mêmes collectifs."
        />
      )}
    </Defile>
  );
}
