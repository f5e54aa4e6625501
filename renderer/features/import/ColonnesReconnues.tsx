import type { Apercu, ColonneImport } from '../../../shared/contract/imports.ts';
import { formaterEntier } from '../../../shared/domaine/nombres.ts';
import { Carte } from '../../ui/Carte.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { Confiance } from './Confiance.tsx';

const COLONNES: readonly ColonneTableau<ColonneImport>[] = [
  {
    code: 'entete',
    titre: 'Dans le fichier',
    rendu: ({ entete }) => (
      <span className="g5" title={entete}>
        {entete}
      </span>
    ),
  },
  {
    code: 'exemple',
    titre: 'Exemple',
    largeur: '88px',
    rendu: ({ exemples }) => (
      <span className="encre2 t12" title={exemples.join('\n')}>
        {exemples[0] ?? '(vide)'}
      </span>
    ),
  },
  {
    code: 'champ',
    titre: 'Dans Clas',
    largeur: '112px',
    rendu: ({ champLibelle }) => (champLibelle === null ? <span className="encre3">non importée</span> : champLibelle),
  },
  {
    code: 'confiance',
    titre: 'Confiance',
    largeur: '112px',
    rendu: ({ champ, confiance, entete }) => (
      <Confiance confiance={champ === null ? null : confiance} entete={entete} />
    ),
  },
];

interface Props {
  readonly apercu: Apercu;
  readonly onColonnes: () => void;
}

/** Rappel des colonnes, les moins sûres d’abord ; on y revient pour les changer. */
export function ColonnesReconnues({ apercu, onColonnes }: Props) {
  const { colonnes, profil } = apercu;
  const reconnues = colonnes.filter(({ champ }) => champ !== null);
  const lignes = [
    ...reconnues.toSorted((a, b) => a.confiance - b.confiance),
    ...colonnes.filter(({ champ }) => champ === null),
  ];
  return (
    <Carte
      titre="Colonnes reconnues"
      sousTitre={`${formaterEntier(reconnues.length)} sur ${formaterEntier(colonnes.length)}`}
      actions={
        <button type="button" className="lien t12" onClick={onColonnes}>
          {profil === null ? 'Changer' : `Profil « ${profil.nom} »`}
        </button>
      }
      plein
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- une zone qui défile doit s’atteindre au clavier */}
      <section className="defile import-table" tabIndex={0} aria-label="Liste des colonnes">
        <Tableau
          libelle="Colonnes reconnues"
          lignes={lignes}
          cle={({ cle, colonne }) => `${cle}#${colonne}`}
          colonnes={COLONNES}
        />
      </section>
    </Carte>
  );
}
