import { Spotlight, spotlight } from '@mantine/spotlight';
import { Icone, type NomIcone } from './Icone.tsx';
import { Kbd } from './Kbd.tsx';

export interface Resultat {
  readonly code: string;
  readonly libelle: string;
  readonly detail?: string;
  readonly icone: NomIcone;
  readonly raccourci?: string | undefined;
  readonly executer: () => void;
}

export interface GroupeResultats {
  readonly titre: string;
  readonly resultats: readonly Resultat[];
}

interface Props {
  readonly texte: string;
  readonly onTexte: (texte: string) => void;
  /** Déjà filtrés par l’appelant. */
  readonly groupes: readonly GroupeResultats[];
  readonly exemple: string;
  readonly enCours: boolean;
}

/** Ouvre la recherche globale. */
export function ouvrirRecherche(): void {
  spotlight.open();
}

/** La recherche globale : un champ, des groupes de résultats, flèches et Entrée. */
export function RechercheGlobale({ texte, onTexte, groupes, exemple, enCours }: Props) {
  const vide = groupes.every(({ resultats }) => resultats.length === 0);
  return (
    <Spotlight.Root
      query={texte}
      onQueryChange={onTexte}
      shortcut={null}
      size={620}
      scrollable
      maxHeight={440}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0 }}
      attributes={{ content: { 'aria-label': 'Rechercher' } }}
    >
      <Spotlight.Search
        aria-label={exemple}
        placeholder={exemple}
        leftSection={enCours ? <span className="tourne" aria-hidden /> : <Icone nom="chercher" taille={17} />}
      />
      <Spotlight.ActionsList>
        {groupes.map(
          ({ titre, resultats }) =>
            resultats.length > 0 && (
              <Spotlight.ActionsGroup key={titre} label={titre}>
                {resultats.map(({ code, libelle, detail, icone, raccourci, executer }) => (
                  <Spotlight.Action
                    key={code}
                    label={libelle}
                    {...(detail === undefined ? {} : { description: detail })}
                    leftSection={<Icone nom={icone} className="encre2" />}
                    rightSection={raccourci === undefined ? null : <Kbd touches={raccourci} />}
                    onClick={executer}
                  />
                ))}
              </Spotlight.ActionsGroup>
            ),
        )}
        {vide && <Spotlight.Empty>{enCours ? 'Recherche…' : 'Rien ne correspond'}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
