import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Dossier } from '../../../shared/contract/dossiers.ts';
import type { LigneEcheancier } from '../../../shared/contract/paiements.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { LIBELLES_STATUT_ECHEANCE } from '../../../shared/domaine/libelles-paiement.ts';
import { formaterEuros, formaterMontant } from '../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Carte, Chiffres } from '../../ui/Carte.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';

interface Props {
  readonly campagneId: number;
  readonly dossier: Dossier;
}

function direStatut({ statut, numeroLot, payeeLe }: LigneEcheancier): string {
  if (payeeLe !== null) return `Payée le ${formaterDate(payeeLe)}, lot ${numeroLot ?? ''}`;
  return statut === 'au_lot' && numeroLot !== null ? `Au lot ${numeroLot}` : LIBELLES_STATUT_ECHEANCE[statut];
}

function colonnesDe(total: number): readonly ColonneTableau<LigneEcheancier>[] {
  return [
    { code: 'libelle', titre: 'Échéance', largeur: '16%', rendu: ({ libelle }) => libelle, total: 'Total' },
    {
      code: 'date',
      titre: 'Prévue le',
      largeur: '110px',
      rendu: ({ datePrevue }) => formaterDate(datePrevue),
      total: '',
    },
    { code: 'statut', titre: 'État', largeur: '210px', rendu: direStatut, total: '' },
    {
      code: 'motifs',
      titre: 'Ce qui bloque',
      passe: true,
      rendu: ({ motifs }) => <span className="al">{motifs.join(' ; ')}</span>,
      total: '',
    },
    {
      code: 'montant',
      titre: 'Montant €',
      nombre: true,
      largeur: '120px',
      rendu: ({ montantCentimes }) => formaterMontant(montantCentimes),
      total: formaterMontant(total),
    },
  ];
}

/** L’échéancier du dossier : ce qui est versé, ce qui reste, ce qui bloque. */
export function OngletPaiements({ campagneId, dossier }: Props) {
  const { data: etat, error } = useQuery(q.paiements.lire.queryOptions({ input: { campagneId } }));
  if (error)
    return (
      <Alerte ton="al" titre="L’échéancier n’a pas pu être lu.">
        {messageErreur(error)}
      </Alerte>
    );
  if (!etat) return <Chargement />;
  const lignes = etat.lignes.filter(({ dossierId }) => dossierId === dossier.id);
  const [premiere] = lignes;
  const versPaiements = (
    <Link href={chemins.paiements(campagneId)} className="btn">
      Aller aux paiements
    </Link>
  );
  if (premiere === undefined)
    return (
      <Carte>
        <EtatVide icone="argent" titre="Aucune échéance" actions={versPaiements}>
          Les échéances naissent de la décision d’agrément, selon l’échéancier du barème.
        </EtatVide>
      </Carte>
    );
  const somme = (f: (l: LigneEcheancier) => number) => lignes.reduce((n, l) => n + f(l), 0);
  const { droitPrevisionnelCentimes, droitReelCentimes, cumulVerseCentimes } = premiere;
  const indu = somme((l) => l.induCentimes);
  return (
    <div className="colonne">
      <Chiffres
        chiffres={[
          { libelle: 'Agréé', valeur: formaterEuros(droitPrevisionnelCentimes) },
          {
            libelle: 'Droit réel',
            valeur: droitReelCentimes === null ? 'bilan attendu' : formaterEuros(droitReelCentimes),
          },
          { libelle: 'Émis', valeur: formaterEuros(cumulVerseCentimes), accent: true },
          { libelle: 'Reste à verser', valeur: formaterEuros(somme((l) => l.resteAVerserCentimes)) },
          { libelle: 'Trop-perçu dû', valeur: formaterEuros(indu) },
        ]}
      />
      <Carte titre="Échéances" actions={versPaiements} plein>
        <Tableau
          libelle="Échéances"
          lignes={lignes}
          cle={({ echeanceId }) => echeanceId}
          colonnes={colonnesDe(somme((l) => l.montantCentimes))}
        />
      </Carte>
    </div>
  );
}
