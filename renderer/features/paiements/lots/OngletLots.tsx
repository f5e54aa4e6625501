import { useQuery } from '@tanstack/react-query';
import type { Lot } from '../../../../shared/contract/lots.ts';
import { formaterDate } from '../../../../shared/domaine/dates.ts';
import { formaterEntier, formaterMontant } from '../../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../../api.ts';
import { Alerte, Chargement, EtatVide } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { type ColonneTableau, Tableau } from '../../../ui/Tableau.tsx';
import { BadgeLot } from './BadgeLot.tsx';
import { LignesDuLot } from './LignesDuLot.tsx';
import { PanneauLot } from './PanneauLot.tsx';

interface Props {
  readonly campagneId: number;
  /** Celui que l’adresse désigne ; null : le premier de la liste. */
  readonly lotId: number | null;
  readonly onChoisir: (lotId: number) => void;
  readonly onPreparer: () => void;
}

function colonnesDe(onChoisir: (id: number) => void, choisi: number): readonly ColonneTableau<Lot>[] {
  return [
    {
      code: 'lot',
      titre: 'Lot',
      passe: true,
      rendu: ({ id, numero, libelle }) => (
        <Bouton
          taille="petite"
          genre="discret"
          className="paiements-lot-nom"
          enfonce={id === choisi}
          onClick={() => onChoisir(id)}
        >
          {numero === null ? libelle : `${numero}, ${libelle}`}
        </Bouton>
      ),
    },
    { code: 'etat', titre: 'État', largeur: '116px', rendu: (lot) => <BadgeLot {...lot} /> },
    { code: 'date', titre: 'Virement prévu', largeur: '112px', rendu: ({ datePrevue }) => formaterDate(datePrevue) },
    { code: 'prepare', titre: 'Préparé par', largeur: '112px', rendu: ({ prepare }) => prepare.par },
    { code: 'valide', titre: 'Validé par', largeur: '112px', rendu: ({ valide }) => valide?.par ?? '—' },
    {
      code: 'lignes',
      titre: 'Lignes',
      nombre: true,
      largeur: '56px',
      rendu: ({ nombreLignes }) => formaterEntier(nombreLignes),
    },
    {
      code: 'montant',
      titre: 'Montant €',
      nombre: true,
      largeur: '110px',
      rendu: ({ montantCentimes }) => <b className="g6">{formaterMontant(montantCentimes)}</b>,
    },
  ];
}

/** Les lots de la campagne, et celui que l’on regarde. */
export function OngletLots({ campagneId, lotId, onChoisir, onPreparer }: Props) {
  const { data: lots, error } = useQuery(q.lots.lister.queryOptions({ input: { campagneId } }));
  const choisi = lots?.find(({ id }) => id === lotId)?.id ?? lots?.[0]?.id ?? null;
  const { data: lot, error: erreurLot } = useQuery(
    q.lots.lire.queryOptions({ input: { lotId: choisi ?? 0 }, enabled: choisi !== null }),
  );
  const echec = error ?? erreurLot;
  if (echec) {
    return (
      <Alerte ton="al" titre="Les lots n’ont pas pu être lus.">
        {messageErreur(echec)}
      </Alerte>
    );
  }
  if (!lots) return <Chargement />;
  if (choisi === null) {
    return (
      <EtatVide
        titre="Aucun lot"
        icone="argent"
        actions={
          <Bouton genre="principal" onClick={onPreparer}>
            Choisir des échéances
          </Bouton>
        }
      >
        Un lot réunit des échéances payables : un agent le prépare, un autre le valide, l’agence comptable le paie.
      </EtatVide>
    );
  }
  return (
    <div className="paiements-deux">
      <div className="colonne paiements-gauche">
        <Carte titre="Lots" plein className="paiements-lots">
          <Tableau
            libelle="Lots de paiement"
            lignes={lots}
            cle={({ id }) => id}
            colonnes={colonnesDe(onChoisir, choisi)}
            classeLigne={({ id }) => (id === choisi ? 'tableau-choisie' : '')}
          />
        </Carte>
        {lot ? <LignesDuLot lot={lot} /> : <Chargement />}
      </div>
      {lot && (
        <div className="colonne paiements-cote">
          <PanneauLot key={lot.id} lot={lot} />
        </div>
      )}
    </div>
  );
}
