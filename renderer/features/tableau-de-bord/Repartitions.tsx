import { useQuery } from '@tanstack/react-query';
import type { TableauDeBord } from '../../../shared/contract/campagnes.ts';
import { LIBELLES_NIVEAU_SCOLAIRE, pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEntier, formaterMontant } from '../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { CarteCommunes } from '../../ui/CarteCommunes.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';

/** Collectifs et enfants par niveau scolaire. */
export function ParNiveau({ niveaux, nombres }: Pick<TableauDeBord, 'niveaux' | 'nombres'>) {
  return (
    <Carte titre="Collectifs par niveau" plein>
      <Tableau
        libelle="Collectifs et enfants par niveau"
        dense
        lignes={niveaux}
        cle={({ niveau }) => niveau ?? 'inconnu'}
        vide="Aucun collectif importé"
        colonnes={[
          {
            code: 'niveau',
            titre: 'Niveau',
            rendu: ({ niveau }) => (niveau === null ? 'Non précisé' : LIBELLES_NIVEAU_SCOLAIRE[niveau]),
            total: 'Total',
          },
          {
            code: 'collectifs',
            titre: 'Collectifs',
            nombre: true,
            largeur: '80px',
            rendu: ({ collectifs }) => formaterEntier(collectifs),
            total: formaterEntier(nombres.collectifs),
          },
          {
            code: 'enfants',
            titre: 'Enfants',
            nombre: true,
            largeur: '80px',
            rendu: ({ enfants }) => formaterEntier(enfants),
            total: formaterEntier(nombres.enfants),
          },
        ]}
      />
    </Carte>
  );
}

const COLONNES_TERRITOIRES: readonly ColonneTableau<TableauDeBord['territoires'][number]>[] = [
  { code: 'nom', titre: 'Commune', rendu: ({ nom }) => nom },
  {
    code: 'collectifs',
    titre: 'Collectifs',
    nombre: true,
    largeur: '76px',
    rendu: ({ collectifs }) => <b className="g6">{formaterEntier(collectifs)}</b>,
  },
  { code: 'enfants', titre: 'Enfants', nombre: true, largeur: '70px', rendu: ({ enfants }) => formaterEntier(enfants) },
  {
    code: 'droit',
    titre: 'Droit €',
    nombre: true,
    largeur: '96px',
    rendu: ({ droitCentimes }) => formaterMontant(droitCentimes),
  },
];

/** Communes des lieux d’action. */
export function ParTerritoire({ territoires }: Pick<TableauDeBord, 'territoires'>) {
  return (
    <Carte
      titre="Communes des lieux d’action"
      sousTitre={pluriel(territoires.length, 'commune')}
      plein
      className="remplit"
    >
      <Defile libelle="Communes, liste à faire défiler" className="tdb-territoires">
        <Tableau
          libelle="Collectifs, enfants et droit par commune"
          dense
          lignes={territoires}
          cle={({ insee }) => insee}
          vide="Aucun lieu d’action importé"
          colonnes={COLONNES_TERRITOIRES}
        />
      </Defile>
    </Carte>
  );
}

/** Bornes rondes : zéro, puis les quartiles des communes servies, pour qu’une grande ville n’écrase pas les autres. */
function bornes(valeurs: Iterable<number>): readonly number[] {
  const triees = [...valeurs].filter((valeur) => valeur > 0).toSorted((a, b) => a - b);
  const quartiles = [0.25, 0.5, 0.75].map((part) => triees[Math.floor(part * (triees.length - 1))] ?? 0);
  const rondes = quartiles.map((valeur) => (valeur > 20 ? Math.ceil(valeur / 10) * 10 : Math.ceil(valeur / 5) * 5));
  return [...new Set([0, ...rondes])];
}

/** Carte des communes : enfants accueillis, et lieux d’action. */
export function CarteDuDepartement({ territoires }: Pick<TableauDeBord, 'territoires'>) {
  const { data: fond, error } = useQuery({ ...q.campagnes.carte.queryOptions(), staleTime: Number.POSITIVE_INFINITY });
  const valeurs = new Map(territoires.map(({ insee, enfants }) => [insee, enfants]));
  return (
    <Carte titre="Enfants accueillis et lieux d’action" className="remplit tdb-carte">
      {error && <Alerte ton="al">{messageErreur(error)}</Alerte>}
      {fond ? (
        <CarteCommunes
          fond={fond}
          valeurs={valeurs}
          bornes={bornes(valeurs.values())}
          sites={territoires.map(({ insee, collectifs }) => ({ insee, poids: collectifs }))}
          etiquettes={territoires.slice(0, 14).map(({ insee }) => insee)}
          libelle={`Carte du Loiret : ${pluriel(territoires.length, 'commune')} avec au moins un collectif ; les nombres sont dans le tableau des communes`}
          unite="enfants"
        />
      ) : (
        !error && <Chargement />
      )}
    </Carte>
  );
}
