import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { formaterEuros } from '../../../shared/domaine/nombres.ts';
import { api, messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { useProduction } from '../../produire.ts';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { type Action, BoutonAction, useActions } from '../../ui/actions.tsx';
import { Chiffres } from '../../ui/Carte.tsx';
import { Onglets } from '../../ui/Onglets.tsx';
import { Page } from '../../ui/Page.tsx';
import { Progression } from '../../ui/Progression.tsx';
import { OngletIbans, useIbansAConfirmer } from './banque/OngletIbans.tsx';
import { Controles } from './Controles.tsx';
import { Echeancier } from './Echeancier.tsx';
import './paiements.css';

type Onglet = 'echeances' | 'bloquees' | 'ibans';

function lireOnglet(valeur: string | null): Onglet {
  return valeur === 'bloquees' || valeur === 'ibans' ? valeur : 'echeances';
}

/** L’échéancier de la campagne, ce qui bloque chaque ligne, et les IBAN à confirmer. */
export function PagePaiements({ campagneId }: { readonly campagneId: number }) {
  const entree = { input: { campagneId } };
  const { data: etat, error } = useQuery(q.paiements.lire.queryOptions(entree));
  const aConfirmer = useIbansAConfirmer(campagneId);
  const [requete, setRequete] = useSearchParams();
  const onglet = lireOnglet(requete.get('onglet'));
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
        onChange={(code) => setRequete(code === 'echeances' ? {} : { onglet: code }, { replace: true })}
        onglets={[
          { code: 'echeances', libelle: 'Échéances', nombre: lignes.length },
          { code: 'bloquees', libelle: 'Bloquées', nombre: bloquees.length },
          { code: 'ibans', libelle: 'IBAN à confirmer', nombre: aConfirmer },
        ]}
      >
        <div className={onglet === 'ibans' ? 'paiements-deux paiements-un' : 'paiements-deux'}>
          <div className="colonne paiements-gauche">
            <Chiffres
              chiffres={[
                { libelle: pluriel(totaux.lignes, 'échéance'), valeur: formaterEuros(totaux.montantCentimes) },
                { libelle: 'Payable', valeur: formaterEuros(totaux.payableCentimes), accent: true },
                { libelle: 'Bloqué', valeur: formaterEuros(totaux.bloqueCentimes) },
                { libelle: 'Indus constatés', valeur: formaterEuros(totaux.induCentimes) },
              ]}
            />
            {onglet === 'ibans' && <OngletIbans campagneId={campagneId} />}
            {onglet !== 'ibans' &&
              (lignes.length === 0 ? (
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
              ) : (
                <Echeancier
                  campagneId={campagneId}
                  lignes={onglet === 'bloquees' ? bloquees : lignes}
                  libelle={onglet === 'bloquees' ? 'Échéances bloquées' : 'Échéances'}
                  vide={onglet === 'bloquees' ? 'Aucune ligne bloquée.' : 'Aucune échéance ne répond à ce filtre.'}
                />
              ))}
          </div>
          {onglet !== 'ibans' && <Controles etat={etat} />}
        </div>
      </Onglets>
    </Page>
  );
}
