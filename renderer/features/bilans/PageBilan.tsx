import { Link } from 'wouter';
import type { Bilan } from '../../../shared/contract/bilans.ts';
import { type AnalyseDeBilan, type Anomalie, analyserBilan } from '../../../shared/domaine/bilan-analyse.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api, messageErreur } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte, Chargement } from '../../ui/Alerte.tsx';
import { BoutonAction } from '../../ui/actions.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Page } from '../../ui/Page.tsx';
import { AlerteConflit } from './AlerteConflit.tsx';
import { Collectifs } from './Collectifs.tsx';
import { CompteDeResultat } from './CompteDeResultat.tsx';
import { DialogueReception } from './DialogueReception.tsx';
import { DroitReel } from './DroitReel.tsx';
import { Ecarts } from './Ecarts.tsx';
import { Enfants } from './Enfants.tsx';
import { Equipe } from './Equipe.tsx';
import { EtatDuBilan } from './EtatDuBilan.tsx';
import { Paiements } from './Paiements.tsx';
import { Reception } from './Reception.tsx';
import { useRefus } from './refus.tsx';
import { useActionsDuBilan } from './use-actions.ts';
import { type SaisieDuBilan, useBilan } from './use-bilan.ts';
import './bilans.css';

interface Props {
  readonly campagneId: number;
  readonly dossierId: number;
}

/** Le bilan d’un dossier : le remplir, expliquer ses écarts, le valider. */
export function PageBilan({ campagneId, dossierId }: Props) {
  const saisie = useBilan(dossierId);
  const { bilan, erreur, relire } = saisie;
  if (bilan === undefined)
    return (
      <Page titre="Bilan">
        {erreur ? (
          <Alerte
            ton="al"
            actions={
              <div className="rangee">
                <Bouton taille="petite" onClick={relire}>
                  Réessayer
                </Bouton>
                <Link href={chemins.bilans(campagneId)} className="btn btn-petite">
                  Voir les bilans
                </Link>
              </div>
            }
          >
            {messageErreur(erreur)}
          </Alerte>
        ) : (
          <Chargement texte="Lecture du bilan…" />
        )}
      </Page>
    );
  return <Contenu bilan={bilan} saisie={saisie} />;
}

function Contenu({ bilan, saisie }: { readonly bilan: Bilan; readonly saisie: SaisieDuBilan }) {
  const { dossierId, campagneId, etat } = bilan;
  const regarde = saisie.conflit?.montre === 'sienne';
  const fige = etat === 'valide' || bilan.close || regarde;
  const refus = useRefus();
  const analyse: AnalyseDeBilan = analyserBilan(
    {
      collectifs: bilan.collectifs,
      budgetPrevu: bilan.budgetPrevu,
      bareme: bilan.bareme,
      ecartMaximalPointsBase: bilan.reglages.ecartMaximalPointsBase,
    },
    bilan.saisie,
  );
  const droitCentimes = analyse.droit.droitCentimes;
  const validable = etat === 'recu' && analyse.manques.length === 0 && refus.nombre === 0;
  const actions = useActionsDuBilan({ bilan, saisie, droitCentimes, validable, fige });
  const props = { bilan, fige, saisir: saisie.saisir };
  const anomaliesDe = (table: ReturnType<typeof tableDe>) => analyse.anomalies.filter((a) => tableDe(a) === table);
  return (
    <Page
      titre={bilan.structure}
      sousTitre={
        <span className="rangee">
          bilan {bilan.anneeScolaire}, dossier {bilan.numero}
          <EtatDuBilan bilan={{ ...bilan, aExpliquer: analyse.manques.length > 0 }} />
          <span className="encre3 t12">{direEnregistrement(bilan, saisie, refus.nombre)}</span>
        </span>
      }
      defile
      actions={actions.entete.map((action) =>
        action.code === 'bilans.valider' ? (
          <BoutonAction key={action.code} action={action} genre="principal" enCours={actions.occupe} />
        ) : (
          <BoutonAction key={action.code} action={action} />
        ),
      )}
    >
      <div className="bilans-avis">
        <AlerteConflit saisie={saisie} />
        {saisie.echec && (
          <Alerte
            ton="al"
            titre={saisie.echec.gardee ? 'Pas encore enregistré.' : 'Non enregistré.'}
            actions={<Bouton onClick={saisie.oublierEchec}>Fermer</Bouton>}
          >
            {saisie.echec.message}
          </Alerte>
        )}
        {actions.erreur !== null && <Alerte ton="al">{actions.erreur}</Alerte>}
      </div>
      {bilan.close && <Alerte ton="att">La campagne est close : ce bilan ne change plus.</Alerte>}
      <div className="bilans-page">
        <div className="colonne bilans-gauche">
          <Collectifs {...props} anomalies={anomaliesDe('collectifs')} refus={refus.de('collectifs')} />
          <CompteDeResultat {...props} anomalies={anomaliesDe('compte')} refus={refus.de('compte')} />
          <Ecarts {...props} ecarts={analyse.ecarts} ecartMaximalPointsBase={bilan.reglages.ecartMaximalPointsBase} />
          <Enfants {...props} anomalies={anomaliesDe('enfants')} refus={refus.de('enfants')} />
          <Equipe {...props} refus={refus.de('equipe')} />
        </div>
        <div className="colonne bilans-droite">
          <DroitReel bilan={bilan} analyse={analyse} refusees={refus.nombre} />
          <Paiements bilan={bilan} droitCentimes={bilan.valide?.droitReelCentimes ?? droitCentimes} />
          <Reception bilan={bilan} actions={actions.carte} />
        </div>
      </div>
      {actions.reception && (
        <DialogueReception
          bilan={bilan}
          onFermer={actions.fermerReception}
          onRecu={async (recuLe) => {
            if (await saisie.terminer()) saisie.poser(await api.bilans.recevoir({ dossierId, recuLe }));
          }}
        />
      )}
      <Link href={chemins.bilans(campagneId)} className="lien bilans-retour">
        Tous les bilans
      </Link>
    </Page>
  );
}

/** La table sous laquelle se dit une anomalie. */
function tableDe({ champ }: Anomalie): 'collectifs' | 'compte' | 'enfants' {
  if (champ.startsWith('budget ')) return 'compte';
  return champ.endsWith(' enfants') ? 'enfants' : 'collectifs';
}

function direEnregistrement(
  bilan: Bilan,
  { enAttente, enregistreLe, conflit }: SaisieDuBilan,
  refusees: number,
): string {
  if (conflit !== null) return 'non enregistré';
  if (refusees > 0) return pluriel(refusees, 'case non enregistrée', 'cases non enregistrées');
  if (enAttente > 0) return 'enregistrement…';
  const quand = enregistreLe ?? bilan.saisi?.instant ?? null;
  return quand === null ? 'rien d’enregistré' : `enregistré le ${formaterInstant(quand)}`;
}
