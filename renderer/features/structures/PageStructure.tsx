import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { DossierDeStructure, FicheStructure } from '../../../shared/contract/structures.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { messageErreur, q } from '../../api.ts';
import { ChangerCompte } from '../../banque/ChangerCompte.tsx';
import { FicheCompte } from '../../banque/FicheCompte.tsx';
import { HistoriqueBancaire } from '../../banque/HistoriqueBancaire.tsx';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Page } from '../../ui/Page.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';
import { Contacts } from './Contacts.tsx';
import './structures.css';

const CONVENTIONS = { a_signer: 'à signer', envoyee: 'envoyée', signee: 'signée', resiliee: 'résiliée' } as const;
const BILANS = { brouillon: 'brouillon', recu: 'reçu', valide: 'validé' } as const;

function colonnesDe(lignes: readonly DossierDeStructure[]): readonly ColonneTableau<DossierDeStructure>[] {
  const somme = (f: (l: DossierDeStructure) => number) => formaterEuros(lignes.reduce((n, l) => n + f(l), 0));
  return [
    { code: 'annee', titre: 'Année', rendu: (l) => l.anneeScolaire, total: 'Toutes années' },
    {
      code: 'dossier',
      titre: 'Dossier',
      rendu: (l) => (
        <Link href={chemins.dossier(l.campagneId, l.dossierId)} className="lien">
          {l.numero}
        </Link>
      ),
      total: '',
    },
    {
      code: 'decision',
      titre: 'Collectifs',
      rendu: (l) =>
        l.decides === 0 ? `${l.collectifs}, non décidé` : `${pluriel(l.agrees, 'agréé')} sur ${l.collectifs}`,
      total: '',
    },
    {
      code: 'agree',
      titre: 'Agréé',
      nombre: true,
      rendu: (l) => formaterEuros(l.agreeCentimes),
      total: somme((l) => l.agreeCentimes),
    },
    {
      code: 'convention',
      titre: 'Convention',
      rendu: (l) => (l.etatConvention === null ? '—' : `${l.convention ?? ''} ${CONVENTIONS[l.etatConvention]}`),
      total: '',
    },
    { code: 'bilan', titre: 'Bilan', rendu: (l) => (l.etatBilan === null ? '—' : BILANS[l.etatBilan]), total: '' },
    {
      code: 'reel',
      titre: 'Droit réel',
      nombre: true,
      rendu: (l) => (l.droitReelCentimes === null ? '—' : formaterEuros(l.droitReelCentimes)),
      total: somme((l) => l.droitReelCentimes ?? 0),
    },
    {
      code: 'paye',
      titre: 'Payé',
      nombre: true,
      rendu: (l) => formaterEuros(l.payeCentimes),
      total: somme((l) => l.payeCentimes),
    },
    {
      code: 'du',
      titre: 'À recouvrer',
      nombre: true,
      rendu: (l) => (l.resteARecouvrerCentimes === 0 ? '—' : formaterEuros(l.resteARecouvrerCentimes)),
      total: somme((l) => l.resteARecouvrerCentimes),
    },
  ];
}

function Banque({ structure }: { readonly structure: FicheStructure }) {
  const [ouvert, setOuvert] = useState(false);
  const { data: historique } = useQuery(q.banque.historique.queryOptions({ input: { structureId: structure.id } }));
  const compte = historique?.comptes.find(({ actif }) => actif);
  return (
    <Carte
      titre="Compte bancaire"
      actions={
        historique && (
          <Bouton taille="petite" onClick={() => setOuvert(true)}>
            {compte ? 'Confirmer, changer, bloquer…' : 'Saisir un IBAN…'}
          </Bouton>
        )
      }
    >
      {historique ? <HistoriqueBancaire {...historique} /> : <Chargement />}
      {ouvert &&
        (compte ? (
          <FicheCompte compte={compte} demandeOuverte={structure.changementDemande} onFermer={() => setOuvert(false)} />
        ) : (
          <ChangerCompte
            structureId={structure.id}
            raisonSociale={structure.raisonSociale}
            actuel={null}
            onFermer={() => setOuvert(false)}
          />
        ))}
    </Carte>
  );
}

/** Une structure : qui elle est, ce qu’elle a fait chaque année, ses comptes. */
export function PageStructure({ structureId }: { readonly structureId: number }) {
  const { data: structure, error } = useQuery(q.structures.lire.queryOptions({ input: { structureId } }));
  if (error && !structure) {
    return (
      <Page titre="Structure">
        <Alerte ton="al" titre="Cette fiche n’a pas pu être lue.">
          {messageErreur(error)}
        </Alerte>
      </Page>
    );
  }
  if (!structure) {
    return (
      <Page titre="Structure">
        <Chargement />
      </Page>
    );
  }
  return (
    <Page
      titre={structure.raisonSociale || 'Structure sans nom'}
      sousTitre={pluriel(structure.dossiers, 'dossier')}
      avant={
        <Link href={chemins.structures} className="lien">
          Structures
        </Link>
      }
      defile
    >
      <div className="structure-deux">
        <Contacts structure={structure} />
        <Banque structure={structure} />
      </div>
      <Carte titre="Année par année" plein className="structure-annees">
        <Tableau
          libelle="Dossiers de la structure, année par année"
          lignes={structure.parAnnee}
          cle={(l) => l.dossierId}
          colonnes={colonnesDe(structure.parAnnee)}
          vide="Aucun dossier."
        />
      </Carte>
    </Page>
  );
}
