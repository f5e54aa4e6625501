import type { ReactNode } from 'react';
import type { VueScenarios } from '../../../../shared/contract/scenarios.ts';
import { LIBELLES_NIVEAU_SCOLAIRE } from '../../../../shared/domaine/libelles.ts';
import type { ALaMain, Minimum, Priorite, ReglesScenario } from '../../../../shared/domaine/scenarios/regles.ts';
import { Bouton } from '../../../ui/Bouton.tsx';
import { ChampListe, ChampMontant, ChampNombre, ChampTexte } from '../../../ui/Champs.tsx';

interface Props {
  readonly vue: VueScenarios;
  readonly regles: ReglesScenario;
  readonly onChange: (suite: Partial<ReglesScenario>) => void;
  readonly essaye: boolean;
}

interface Groupe<T> {
  readonly titre: string;
  readonly aide: string;
  readonly ajouter: string;
  readonly lignes: readonly T[];
  readonly neuve: T | null;
  readonly onChange: (lignes: T[]) => void;
  /** « render » : la règle de code reconnaît ainsi une fonction de rendu, et non un composant. */
  readonly renderLigne: (ligne: T, changer: (suite: Partial<T>) => void, rang: number) => ReactNode;
}

/** Une liste de règles : une ligne chacune, on en ajoute et on en retire. */
function Liste<T extends object>({ titre, aide, ajouter, lignes, neuve, onChange, renderLigne }: Groupe<T>) {
  return (
    <fieldset className="scen-groupe">
      <legend>{titre}</legend>
      <p className="encre3 t12">{aide}</p>
      {lignes.map((ligne, rang) => (
        // Une ligne n’a pas d’autre identité que sa place, et tous ses champs sont commandés par elle.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={rang} className="scen-ligne">
          {renderLigne(
            ligne,
            (suite) => onChange(lignes.map((l, i) => (i === rang ? { ...l, ...suite } : l))),
            rang + 1,
          )}
          <Bouton
            genre="discret"
            icone="supprimer"
            libelleSeul={`Retirer la ligne ${rang + 1} : ${titre.toLowerCase()}`}
            onClick={() => onChange(lignes.filter((_, i) => i !== rang))}
          />
        </div>
      ))}
      <div>
        <Bouton
          icone="ajouter"
          taille="petite"
          inactif={neuve === null}
          onClick={() => neuve !== null && onChange([...lignes, neuve])}
        >
          {ajouter}
        </Bouton>
      </div>
    </fieldset>
  );
}

const GENRES = [
  { valeur: 'qpv', libelle: 'Quartier prioritaire' },
  { valeur: 'territoire', libelle: 'Intercommunalité' },
  { valeur: 'commune', libelle: 'Commune' },
  { valeur: 'niveau', libelle: 'Niveau' },
] as const;
const MAILLES = [
  { valeur: 'territoire', libelle: 'Intercommunalité' },
  { valeur: 'commune', libelle: 'Commune' },
] as const;
const UNITES = [
  { valeur: 'collectifs', libelle: 'collectifs' },
  { valeur: 'centimes', libelle: 'euros' },
] as const;
const SORTS = [
  { valeur: 'inclure', libelle: 'Inclure' },
  { valeur: 'exclure', libelle: 'Laisser' },
] as const;
const NIVEAUX = Object.entries(LIBELLES_NIVEAU_SCOLAIRE).map(([valeur, libelle]) => ({ valeur, libelle }));

/** Priorités, minimums par territoire, dossiers choisis à la main. */
export function ListesDeRegles({ vue, regles, onChange, essaye }: Props) {
  const lieux = (genre: 'commune' | 'territoire') =>
    (genre === 'commune' ? vue.communes : vue.territoires).map(({ code, nom }) => ({ valeur: code, libelle: nom }));
  const valeurs = (genre: Priorite['genre']) => (genre === 'qpv' ? [] : genre === 'niveau' ? NIVEAUX : lieux(genre));
  const premierTerritoire = vue.territoires[0]?.code;
  const choisis = new Set(regles.aLaMain.map(({ dossierId }) => dossierId));
  const libre = vue.dossiers.find(({ id }) => !choisis.has(id));
  return (
    <>
      <Liste<Priorite>
        titre="Priorités"
        aide="Un collectif prioritaire compte davantage : avec 50 %, une fois et demie. Les poids s’ajoutent. Au fil du classement, elles comptent si l’ordre est « par priorité »."
        ajouter="Ajouter une priorité"
        lignes={regles.priorites}
        neuve={{ genre: 'qpv', valeur: '', poids: 50 }}
        onChange={(priorites) => onChange({ priorites })}
        renderLigne={(ligne, changer, rang) => (
          <>
            <ChampListe
              libelle={`Genre de la priorité ${rang}`}
              libelleCache
              className="scen-genre"
              options={GENRES}
              valeur={ligne.genre}
              onChange={(genre) => changer({ genre, valeur: valeurs(genre)[0]?.valeur ?? '' })}
            />
            {ligne.genre === 'qpv' ? (
              <span className="encre2 scen-libre">dossiers en quartier prioritaire</span>
            ) : (
              <ChampListe
                libelle={`Valeur de la priorité ${rang}`}
                libelleCache
                cherchable
                options={valeurs(ligne.genre)}
                valeur={ligne.valeur}
                onChange={(valeur) => changer({ valeur })}
              />
            )}
            <ChampNombre
              libelle={`Poids de la priorité ${rang}, en pour cent`}
              libelleCache
              className="scen-court"
              suffixe="%"
              obligatoire
              minimum={1}
              maximum={900}
              valeur={ligne.poids}
              onChange={(poids) => {
                if (poids !== null) changer({ poids });
              }}
            />
          </>
        )}
      />
      <Liste<Minimum>
        titre="Minimums par territoire"
        aide="Ce que chaque territoire reçoit au moins ; s’il est impossible de le tenir, le scénario le dit."
        ajouter="Ajouter un minimum"
        lignes={regles.minimums}
        neuve={
          premierTerritoire === undefined
            ? null
            : { genre: 'territoire', code: premierTerritoire, unite: 'collectifs', valeur: 1 }
        }
        onChange={(minimums) => onChange({ minimums })}
        renderLigne={(ligne, changer, rang) => (
          <>
            <ChampListe
              libelle={`Maille du minimum ${rang}`}
              libelleCache
              className="scen-genre"
              options={MAILLES}
              valeur={ligne.genre}
              onChange={(genre) => changer({ genre, code: lieux(genre)[0]?.valeur ?? ligne.code })}
            />
            <ChampListe
              libelle={`Territoire du minimum ${rang}`}
              libelleCache
              cherchable
              options={lieux(ligne.genre)}
              valeur={ligne.code}
              onChange={(code) => changer({ code })}
            />
            {ligne.unite === 'collectifs' ? (
              <ChampNombre
                libelle={`Valeur du minimum ${rang}`}
                libelleCache
                className="scen-court"
                obligatoire
                minimum={1}
                valeur={ligne.valeur}
                onChange={(valeur) => {
                  if (valeur !== null) changer({ valeur });
                }}
              />
            ) : (
              <ChampMontant
                libelle={`Valeur du minimum ${rang}`}
                libelleCache
                className="scen-court"
                obligatoire
                minimum={1}
                valeur={ligne.valeur}
                onChange={(valeur) => {
                  if (valeur !== null) changer({ valeur });
                }}
              />
            )}
            <ChampListe
              libelle={`Unité du minimum ${rang}`}
              libelleCache
              className="scen-court"
              options={UNITES}
              valeur={ligne.unite}
              onChange={(unite) => changer({ unite, valeur: unite === 'collectifs' ? 1 : 256_300 })}
            />
          </>
        )}
      />
      <Liste<ALaMain>
        titre="Dossiers choisis à la main"
        aide="Inclus, un dossier passe avant les seuils et les piles ; laissé, il n’est jamais retenu. Le motif est dit au Copil."
        ajouter="Choisir un dossier"
        lignes={regles.aLaMain}
        neuve={libre === undefined ? null : { dossierId: libre.id, sort: 'inclure', motif: '' }}
        onChange={(aLaMain) => onChange({ aLaMain })}
        renderLigne={(ligne, changer, rang) => (
          <>
            <ChampListe
              libelle={`Dossier choisi ${rang}`}
              libelleCache
              cherchable
              options={vue.dossiers
                .filter(({ id }) => id === ligne.dossierId || !choisis.has(id))
                .map(({ id, numero, structure }) => ({ valeur: String(id), libelle: `${numero} ${structure}` }))}
              valeur={String(ligne.dossierId)}
              onChange={(id) => changer({ dossierId: Number(id) })}
            />
            <ChampListe
              libelle={`Sort du dossier choisi ${rang}`}
              libelleCache
              className="scen-court"
              options={SORTS}
              valeur={ligne.sort}
              onChange={(sort) => changer({ sort })}
            />
            <ChampTexte
              libelle={`Motif du dossier choisi ${rang}`}
              libelleCache
              exemple="Motif"
              longueurMax={300}
              valeur={ligne.motif}
              erreur={essaye && ligne.motif.trim() === '' ? 'Dites pourquoi.' : null}
              onChange={(motif) => changer({ motif })}
            />
          </>
        )}
      />
    </>
  );
}
