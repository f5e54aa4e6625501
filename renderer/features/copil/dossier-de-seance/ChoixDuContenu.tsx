import {
  LIBELLES_PARTIE,
  type OptionsDossierDeSeance,
  PartieDossier,
} from '../../../../shared/contract/dossier-de-seance.ts';
import type { EtatSeance, Seance } from '../../../../shared/contract/seances.ts';
import { comparerFrancais, pluriel } from '../../../../shared/domaine/libelles.ts';
import { CaseACocher, ChampListe } from '../../../ui/Champs.tsx';
import { compterFiches, resumer } from './resumer.ts';

const ORDRES = [
  { valeur: 'seance', libelle: 'Celui de la séance' },
  { valeur: 'pile', libelle: 'Par pile' },
  { valeur: 'territoire', libelle: 'Par territoire' },
  { valeur: 'note', libelle: 'Par note' },
] as const;
const DETAILS: Readonly<Record<PartieDossier, string>> = {
  synthese: 'chiffres clés, année précédente, graphiques, points d’attention',
  carte: 'communes du Loiret, sites, totaux par territoire',
  tableau: 'tous les dossiers par rang, montants et notes par axe',
  propositions: 'favorables, à débattre, défavorables, avec leurs raisons',
  fiches: 'identité, collectifs, budget, notes, conditions, proposition, cadre de décision',
  annexes: 'barème, charte, enveloppe, dossiers non recevables, émargement',
};
const TOUS_TERRITOIRES = '';

interface Props {
  readonly etat: EtatSeance;
  readonly seance: Seance;
  readonly choix: OptionsDossierDeSeance;
  readonly onChange: (suite: Partial<OptionsDossierDeSeance>) => void;
}

export function ChoixDuContenu({ etat, seance, choix, onChange }: Props) {
  const { parPartie } = resumer(etat, seance, choix);
  const avecFiches = choix.parties.includes('fiches');
  const territoires = [...new Set(etat.dossiers.flatMap((d) => d.territoire ?? []))].toSorted(comparerFrancais);
  const basculer = (partie: PartieDossier, voulue: boolean) =>
    onChange({
      parties: PartieDossier.options.filter((une) => (une === partie ? voulue : choix.parties.includes(une))),
    });
  return (
    <div className="dossier-seance-deux">
      <fieldset className="dossier-seance-parties">
        <legend className="g6">Parties</legend>
        <p className="encre2">
          {`Couverture et ordre du jour, toujours : environ ${pluriel(parPartie.ouverture, 'page')}.`}
        </p>
        {PartieDossier.options.map((partie) => (
          <div key={partie} className="dossier-seance-partie">
            <CaseACocher
              libelle={LIBELLES_PARTIE[partie]}
              description={DETAILS[partie]}
              valeur={choix.parties.includes(partie)}
              onChange={(voulue) => basculer(partie, voulue)}
            />
            <span className="encre2 insecable">
              {partie === 'fiches'
                ? `au moins ${pluriel(parPartie.fiches, 'page')}`
                : `≈\u00A0${pluriel(parPartie[partie], 'page')}`}
            </span>
          </div>
        ))}
      </fieldset>
      <div className="dossier-seance-reglages">
        <ChampListe
          libelle="Fiches jointes"
          options={[
            {
              valeur: 'tous',
              libelle: `De tous les dossiers (${compterFiches(etat, { dossiers: 'tous', territoire: choix.territoire })})`,
            },
            {
              valeur: 'a_debattre',
              libelle: `Des dossiers à débattre (${compterFiches(etat, { dossiers: 'a_debattre', territoire: choix.territoire })})`,
            },
          ]}
          valeur={choix.dossiers}
          onChange={(dossiers) => onChange({ dossiers })}
          inactif={!avecFiches}
        />
        {territoires.length > 0 && (
          <ChampListe
            libelle="Territoire des fiches"
            options={[
              { valeur: TOUS_TERRITOIRES, libelle: 'Tous' },
              ...territoires.map((nom) => ({ valeur: nom, libelle: nom })),
            ]}
            valeur={choix.territoire ?? TOUS_TERRITOIRES}
            onChange={(nom) => onChange({ territoire: nom === TOUS_TERRITOIRES ? null : nom })}
            inactif={!avecFiches}
          />
        )}
        <ChampListe
          libelle="Ordre des dossiers"
          options={ORDRES}
          valeur={choix.ordre}
          onChange={(ordre) => onChange({ ordre })}
        />
        <CaseACocher
          libelle="Version allégée, pour les membres"
          description="Sans coordonnées bancaires ; sans nom de personne, téléphone, adresse ni messagerie ; sans commentaire libre des lecteurs. La couverture le dit."
          valeur={choix.allege}
          onChange={(allege) => onChange({ allege })}
        />
        <p className="encre2">
          Le choix des fiches ne change que les fiches : l’ordre du jour, la synthèse et le tableau portent toujours sur
          toute la séance.
        </p>
      </div>
    </div>
  );
}
