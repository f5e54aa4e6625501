import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CompteBancaire } from '../../shared/contract/banque.ts';
import { formaterInstant } from '../../shared/domaine/dates.ts';
import { api, messageErreur, q } from '../api.ts';
import { useAgent } from '../contexte.tsx';
import { Alerte, Chargement } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { Dialogue, demanderMotif } from '../ui/Dialogue.tsx';
import { notifier } from '../ui/notifier.tsx';
import { ChangerCompte } from './ChangerCompte.tsx';
import { IbanEcrit } from './ComparaisonIban.tsx';
import { EtatCompte } from './EtatCompte.tsx';
import { HistoriqueBancaire } from './HistoriqueBancaire.tsx';
import { VerifierCompte } from './VerifierCompte.tsx';

type Geste = 'verifier' | 'changer';

/** Pourquoi « Confirmer… » ne lui est pas proposé. */
export const SAISI_PAR_MOI = 'Vous avez saisi ou importé cet IBAN : un autre agent doit le confirmer.';

interface Props {
  readonly compte: CompteBancaire;
  /** Un changement attend déjà : il se traite dans la liste des demandes. */
  readonly demandeOuverte: boolean;
  readonly onFermer: () => void;
}

/** Le compte d’une structure : ce qu’on en sait, ce qu’on peut en faire, ce qu’il a été. */
export function FicheCompte({ compte, demandeOuverte, onFermer }: Props) {
  const [geste, setGeste] = useState<Geste | null>(null);
  const { data: historique } = useQuery(
    q.banque.historique.queryOptions({ input: { structureId: compte.structureId } }),
  );
  const requetes = useQueryClient();
  const { structureId, iban, raisonSociale, etat } = compte;
  const estDeMoi = compte.saisiParId === useAgent().id;
  const envoi = useMutation({
    mutationFn: async (motif: string) =>
      etat === 'bloque'
        ? api.banque.debloquer({ structureId, iban, motif })
        : api.banque.bloquer({ structureId, iban, motif }),
    onSuccess: async () => {
      await requetes.invalidateQueries();
      notifier(`${raisonSociale} : ${etat === 'bloque' ? 'IBAN débloqué, à vérifier à nouveau' : 'IBAN bloqué'}.`);
      onFermer();
    },
  });
  if (geste === 'verifier') return <VerifierCompte compte={compte} onFermer={onFermer} />;
  if (geste === 'changer') {
    return (
      <ChangerCompte structureId={structureId} raisonSociale={raisonSociale} actuel={compte} onFermer={onFermer} />
    );
  }
  async function bloquer() {
    const motif = await demanderMotif(
      etat === 'bloque'
        ? {
            titre: `Débloquer l’IBAN de ${raisonSociale}`,
            texte: 'Il sera à vérifier à nouveau, par un autre agent que celui qui l’a saisi, avant tout paiement.',
            action: 'Débloquer',
          }
        : {
            titre: `Bloquer l’IBAN de ${raisonSociale}`,
            texte: 'Rien ne s’y paiera plus, tout de suite, dans aucune campagne.',
            action: 'Bloquer',
            danger: true,
          },
    );
    if (motif !== null) envoi.mutate(motif);
  }
  return (
    <Dialogue
      ouvert
      taille="lg"
      titre={`Compte de ${raisonSociale}`}
      onFermer={onFermer}
      pied={<Bouton onClick={onFermer}>Fermer</Bouton>}
    >
      <div className="colonne">
        {envoi.error && (
          <Alerte ton="al" titre="Rien n’a changé.">
            {messageErreur(envoi.error)}
          </Alerte>
        )}
        <dl className="couples a-gauche">
          <dt>IBAN</dt>
          <dd className="g6">
            <IbanEcrit iban={iban} />
          </dd>
          <dt>État</dt>
          <dd>
            <EtatCompte etat={etat} titre={compte.verification ?? ''} />
          </dd>
          <dt>BIC</dt>
          <dd>{compte.bic ?? '—'}</dd>
          <dt>Titulaire</dt>
          <dd>{compte.titulaire ?? 'non renseigné'}</dd>
          <dt>Vient de</dt>
          <dd>{`${compte.origine}, ${compte.saisiPar}, le ${formaterInstant(compte.saisiLe)}`}</dd>
          {compte.bloqueMotif !== null && compte.bloqueLe !== null && (
            <>
              <dt>Bloqué</dt>
              <dd>{`${compte.bloqueMotif} (${compte.bloquePar ?? ''}, le ${formaterInstant(compte.bloqueLe)})`}</dd>
            </>
          )}
        </dl>
        {compte.alerte !== null && <Alerte ton="att">{compte.alerte}</Alerte>}
        {demandeOuverte && (
          <Alerte ton="att">Un changement est demandé : il se traite dans la liste des changements demandés.</Alerte>
        )}
        {etat === 'a_verifier' && estDeMoi && <Alerte ton="info">{SAISI_PAR_MOI}</Alerte>}
        <div className="banque-actions">
          {etat === 'a_verifier' && (
            <Bouton
              genre="principal"
              focusInitial={!estDeMoi}
              inactif={estDeMoi}
              titre={estDeMoi ? SAISI_PAR_MOI : undefined}
              onClick={() => setGeste('verifier')}
            >
              Confirmer…
            </Bouton>
          )}
          {!demandeOuverte && (
            <Bouton focusInitial={etat !== 'a_verifier' || estDeMoi} onClick={() => setGeste('changer')}>
              Demander un changement…
            </Bouton>
          )}
          <Bouton
            genre={etat === 'bloque' ? 'defaut' : 'danger'}
            enCours={envoi.isPending}
            onClick={() => void bloquer()}
          >
            {etat === 'bloque' ? 'Débloquer…' : 'Bloquer…'}
          </Bouton>
        </div>
        <h3 className="g6">Historique</h3>
        {historique ? <HistoriqueBancaire {...historique} /> : <Chargement />}
      </div>
    </Dialogue>
  );
}
