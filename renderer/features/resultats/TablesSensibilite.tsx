import type { Sensibilite } from '../../../shared/contract/resultats.ts';
import { LIBELLES_PILE } from '../../../shared/domaine/libelles.ts';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { ecrireEtendue } from './colonnes.tsx';

interface Props {
  readonly analyse: Sensibilite;
  readonly choisi: number | null;
}

type Dossier = Sensibilite['dossiers'][number];
type Bascule = Sensibilite['bascules'][number];
type Changement = Sensibilite['changements'][number];

function direEcart(rang: number, avant: number): string {
  if (rang === avant) return '=';
  return rang < avant ? `↑ ${avant - rang}` : `↓ ${rang - avant}`;
}

function suivre({ id, raisonSociale }: Dossier, choisi: number | null, onChoisir: (id: number | null) => void) {
  return (
    <button
      type="button"
      className="lien res-nom"
      aria-pressed={id === choisi}
      onClick={() => onChoisir(id === choisi ? null : id)}
    >
      {raisonSociale || 'Structure sans nom'}
    </button>
  );
}

/** Le rang d’aujourd’hui, celui au curseur, l’écart, et l’étendue de zéro au double. */
export function Rangs({
  analyse,
  choisi,
  pas,
  onChoisir,
}: Props & { readonly pas: number; readonly onChoisir: (id: number | null) => void }) {
  const facteur = String(analyse.facteurs[pas] ?? '').replace('.', ',');
  const colonnes: readonly ColonneTableau<Dossier>[] = [
    { code: 'rang', titre: 'Rang', nombre: true, largeur: '56px', rendu: ({ rang }) => rang.rang },
    {
      code: 'structure',
      titre: 'Structure',
      passe: true,
      rendu: (dossier) => suivre(dossier, choisi, onChoisir),
    },
    { code: 'curseur', titre: `à ×${facteur}`, nombre: true, largeur: '52px', rendu: ({ rangs }) => rangs[pas] ?? '—' },
    {
      code: 'ecart',
      titre: 'Écart',
      nombre: true,
      largeur: '52px',
      rendu: ({ rang, rangs }) => {
        const la = rangs[pas];
        return la === null || la === undefined ? '—' : direEcart(la, rang.rang);
      },
    },
    {
      code: 'etendue',
      titre: 'De 0 à ×2',
      nombre: true,
      largeur: '84px',
      rendu: (d) => `${ecrireEtendue(d)}${d.changeDePile ? ' *' : ''}`,
    },
  ];
  return (
    <>
      <Tableau
        libelle="Rang de chaque dossier au poids choisi"
        dense
        colonnes={colonnes}
        lignes={analyse.dossiers}
        cle={({ id }) => id}
        classeLigne={({ id }) => (id === choisi ? 'res-suivie' : '')}
      />
      <p className="encre3 t11 res-pied">* la pile proposée change aussi.</p>
    </>
  );
}

function useNoms({ dossiers }: Sensibilite): (id: number) => string {
  const noms = new Map(dossiers.map(({ id, raisonSociale }) => [id, raisonSociale]));
  return (id) => noms.get(id) ?? 'Dossier sans rang';
}

function direFacteur({ texte, exact, poids }: Bascule['facteur']): string {
  const fraction = exact === null ? ' (valeur approchée)' : exact.includes('/') ? ` (${exact})` : '';
  return `${texte}${fraction}, poids ${poids}`;
}

/** Qui passe devant qui, et à quel poids ; les plus proches du poids de la charte d’abord. */
export function Bascules({ analyse, choisi }: Props) {
  const nom = useNoms(analyse);
  const lignes = analyse.bascules.filter(
    ({ dessusId, dessousId }) => choisi === null || dessusId === choisi || dessousId === choisi,
  );
  const colonnes: readonly ColonneTableau<Bascule>[] = [
    {
      code: 'facteur',
      titre: 'Au-delà de',
      largeur: '118px',
      passe: true,
      rendu: ({ facteur }) => direFacteur(facteur),
    },
    { code: 'dessus', titre: 'Passe devant', passe: true, rendu: ({ dessusId }) => nom(dessusId) },
    { code: 'dessous', titre: 'Passe derrière', passe: true, rendu: ({ dessousId }) => nom(dessousId) },
  ];
  return (
    <>
      <Tableau
        libelle="Échanges de places"
        dense
        colonnes={colonnes}
        lignes={lignes}
        cle={({ dessusId, dessousId, facteur }) => `${dessusId}-${dessousId}-${facteur.valeur}`}
        vide="Aucun échange de places."
      />
      {analyse.bascules.length < analyse.nombreDeBascules && (
        <p className="encre3 t11 res-pied">
          {`Les ${analyse.bascules.length} plus proches du poids de la charte, sur ${analyse.nombreDeBascules}.`}
        </p>
      )}
    </>
  );
}

/** Les dossiers que le poids fait changer de pile : la note ou l’axe franchit son seuil. */
export function Changements({ analyse, choisi }: Props) {
  const nom = useNoms(analyse);
  const lignes = analyse.changements.filter(({ dossierId }) => choisi === null || dossierId === choisi);
  const colonnes: readonly ColonneTableau<Changement>[] = [
    {
      code: 'facteur',
      titre: 'Au-delà de',
      largeur: '118px',
      passe: true,
      rendu: ({ facteur }) => direFacteur(facteur),
    },
    { code: 'dossier', titre: 'Structure', passe: true, rendu: ({ dossierId }) => nom(dossierId) },
    {
      code: 'pile',
      titre: 'Pile',
      passe: true,
      rendu: ({ de, vers }) => `${LIBELLES_PILE[de]} → ${LIBELLES_PILE[vers]}`,
    },
  ];
  return (
    <Tableau
      libelle="Changements de pile"
      dense
      colonnes={colonnes}
      lignes={lignes}
      cle={({ dossierId, facteur }) => `${dossierId}-${facteur.valeur}`}
      vide="Aucun dossier ne change de pile."
    />
  );
}
