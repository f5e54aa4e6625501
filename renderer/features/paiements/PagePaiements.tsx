import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { LigneEcheancier } from '../../../shared/contract/paiements.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { api, messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { useProduction } from '../../produire.ts';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { Carte, Chiffres } from '../../ui/Carte.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import { Progression } from '../../ui/Progression.tsx';
import { OngletIbans, useIbansAConfirmer } from './banque/OngletIbans.tsx';
import { Controles } from './Controles.tsx';
import { Echeancier } from './Echeancier.tsx';
import { OngletRetours } from './fichiers/OngletRetours.tsx';
import { OngletVerifier } from './fichiers/OngletVerifier.tsx';
import { OngletIndus } from './indus/OngletIndus.tsx';
import { OngletLots } from './lots/OngletLots.tsx';
import { PreparerLot } from './lots/PreparerLot.tsx';
import './paiements.css';

const ONGLETS = ['echeances', 'bloquees', 'lots', 'retours', 'verifier', 'ibans', 'indus'] as const;
type Onglet = (typeof ONGLETS)[number];

function lireOnglet(valeur: string | null): Onglet {
  return ONGLETS.find((onglet) => onglet === valeur) ?? 'echeances';
}

/** À la place du nouveau lot : ce n’est pas faute de ligne payable. */
function CampagneClose({ campagneId }: { readonly campagneId: number }) {
  return (
    <Carte titre="Campagne close" className="paiements-panneau">
      <p>
        Plus aucun lot ne s’y prépare. Pour payer encore, un autre agent que celui qui l’a close la rouvre, avec un
        motif.
      </p>
      <Link href={chemins.cloture(campagneId)} className="lien">
        Aller à la clôture
      </Link>
    </Carte>
  );
}

/** L’échéancier de la campagne, ce qui bloque chaque ligne, les lots, les IBAN à confirmer et les trop-perçus. */
export function PagePaiements({ campagneId }: { readonly campagneId: number }) {
  const entree = { input: { campagneId } };
  const { data: etat, error } = useQuery(q.paiements.lire.queryOptions(entree));
  const aConfirmer = useIbansAConfirmer(campagneId);
  const [requete, setRequete] = useSearchParams();
  const onglet = lireOnglet(requete.get('onglet'));
  const [choisies, setChoisies] = useState<readonly LigneEcheancier[]>([]);
  const { data: cloture } = useQuery(q.cloture.lire.queryOptions(entree));
  const close = cloture && cloture.closeLe !== null;
  const { data: lots } = useQuery(q.lots.lister.queryOptions(entree));
  const production = useProduction('echeancier');
  const exporter: Action = {
    code: 'exporter',
    libelle: 'Échéancier (Excel)',
    menu: 'fichier',
    groupe: 30,
    icone: 'tableur',
    raccourci: 'Ctrl+E',
    disponible: (etat?.lignes.length ?? 0) > 0 && !production.enCours,
    executer: () => production.produire((signal) => api.paiements.echeancier({ campagneId }, { signal })),
  };
  useActions([exporter]);

  if (error && !etat) {
    return (
      <Page titre="Paiements">
        <Alerte ton="al" titre="L’échéancier n’a pas pu être lu.">
          {messageErreur(error)}
        </Alerte>
      </Page>
    );
  }
  if (!etat) {
    return (
      <Page titre="Paiements">
        <Chargement />
      </Page>
    );
  }
  const { totaux, lignes } = etat;
  const bloquees = lignes.filter(({ statut }) => statut === 'bloquee');
  const indus = lignes.filter(({ induCentimes }) => induCentimes > 0).length;
  const aller = (code: Onglet, lotId?: number) =>
    setRequete(code === 'echeances' ? {} : { onglet: code, ...(lotId === undefined ? {} : { lot: String(lotId) }) }, {
      replace: true,
    });
  const surEcheances = onglet === 'echeances' || onglet === 'bloquees';
  return (
    <Page
      titre="Paiements"
      sousTitre={`échéancier « ${etat.libelleEcheancier} »`}
      actions={<BoutonAction action={exporter} genre="principal" enCours={production.enCours} />}
    >
      {production.progression && (
        <Progression {...production.progression} unite="ligne" onAnnuler={production.arreter} />
      )}
      {production.erreur !== null && (
        <Alerte ton="al" titre="L’échéancier n’a pas pu être produit.">
          {production.erreur}
        </Alerte>
      )}
      <Onglets<Onglet>
        libelle="Vues des paiements"
        actif={onglet}
        onChange={(code) => aller(code)}
        onglets={[
          { code: 'echeances', libelle: 'Échéances', nombre: lignes.length },
          { code: 'bloquees', libelle: 'Bloquées', nombre: bloquees.length },
          { code: 'lots', libelle: 'Lots', nombre: lots?.length ?? 0 },
          { code: 'retours', libelle: 'Retours de paiement' },
          { code: 'verifier', libelle: 'Vérifier un fichier' },
          { code: 'ibans', libelle: 'IBAN à confirmer', nombre: aConfirmer },
          { code: 'indus', libelle: 'Trop-perçus', nombre: indus },
        ]}
      >
        {onglet === 'lots' && (
          <OngletLots
            campagneId={campagneId}
            lotId={Number(requete.get('lot')) || null}
            onChoisir={(lotId) => aller('lots', lotId)}
            onPreparer={() => aller('echeances')}
          />
        )}
        {onglet === 'retours' && <OngletRetours campagneId={campagneId} />}
        {onglet === 'verifier' && <OngletVerifier />}
        {(onglet === 'ibans' || onglet === 'indus') && (
          <div className="colonne paiements-deux paiements-un">
            <div className="colonne paiements-gauche">
              {onglet === 'ibans' ? (
                <OngletIbans campagneId={campagneId} />
              ) : (
                <OngletIndus campagneId={campagneId} aujourdhui={etat.aujourdhui} close={close === true} />
              )}
            </div>
          </div>
        )}
        {surEcheances && (
          <div className="paiements-deux">
            <div className="colonne paiements-gauche">
              <Chiffres
                chiffres={[
                  { libelle: pluriel(totaux.lignes, 'échéance'), valeur: formaterEuros(totaux.montantCentimes) },
                  { libelle: 'Payable', valeur: formaterEuros(totaux.payableCentimes), accent: true },
                  { libelle: 'Bloqué', valeur: formaterEuros(totaux.bloqueCentimes) },
                  {
                    libelle: 'Au lot ou payé',
                    valeur: formaterEuros(totaux.auLotCentimes + totaux.payeCentimes),
                  },
                  { libelle: 'Trop-perçus dus', valeur: formaterEuros(totaux.induCentimes) },
                ]}
              />
              {lignes.length === 0 ? (
                <EtatVide
                  titre="Aucune échéance"
                  icone="argent"
                  actions={
                    <Link href={chemins.copil(campagneId)} className="btn btn-principal">
                      Aller au Copil
                    </Link>
                  }
                >
                  L’échéancier se fait tout seul dès que le Copil agrée un collectif.
                </EtatVide>
              ) : onglet === 'bloquees' ? (
                <Echeancier
                  key="bloquees"
                  campagneId={campagneId}
                  lignes={bloquees}
                  libelle="Échéances bloquées"
                  vide="Aucune ligne bloquée."
                />
              ) : (
                <Echeancier
                  key="echeances"
                  campagneId={campagneId}
                  lignes={lignes}
                  libelle="Échéances"
                  vide="Aucune échéance ne répond à ce filtre."
                  onChoisir={setChoisies}
                />
              )}
            </div>
            <div className="colonne paiements-cote">
              {onglet === 'echeances' && close && <CampagneClose campagneId={campagneId} />}
              {onglet === 'echeances' && lignes.length > 0 && close === false && (
                <PreparerLot
                  campagneId={campagneId}
                  etat={etat}
                  choisies={choisies}
                  onPrepare={(lotId) => aller('lots', lotId)}
                />
              )}
              <Controles etat={etat} />
            </div>
          </div>
        )}
      </Onglets>
    </Page>
  );
}
