import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DemandeIban } from '../../../shared/contract/paiements.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { api, messageErreur } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ZoneTexte } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { notifier } from '../../ui/notifier.tsx';
import { ecrireIban } from './colonnes.tsx';

interface Props {
  readonly demande: DemandeIban;
  readonly accepter: boolean;
  readonly onFermer: () => void;
}

/** Accepter ou refuser un changement d’IBAN : l’ancien et le nouveau sous les yeux, et la vérification par écrit. */
export function TraiterDemande({ demande, accepter, onFermer }: Props) {
  const [motif, setMotif] = useState('');
  const [essaye, setEssaye] = useState(false);
  const requetes = useQueryClient();
  const { raisonSociale, ancienIban, ancienTitulaire, iban, bic, titulaire, alerte } = demande;
  const envoi = useMutation({
    // L’IBAN lu à l’écran part avec la réponse : s’il a changé entre-temps, rien n’est accepté.
    mutationFn: () => api.paiements.traiterDemandeIban({ demandeId: demande.id, iban, accepter, motif }),
    onSuccess: async () => {
      await requetes.invalidateQueries();
      notifier(`${raisonSociale} : changement d’IBAN ${accepter ? 'accepté' : 'refusé'}.`);
      onFermer();
    },
  });
  const vide = motif.trim() === '';
  return (
    <Dialogue
      ouvert
      taille="lg"
      titre={`${accepter ? 'Accepter' : 'Refuser'} le changement d’IBAN de ${raisonSociale}`}
      onFermer={onFermer}
      onEnvoyer={() => {
        setEssaye(true);
        if (!vide) envoi.mutate();
      }}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton type="submit" genre={accepter ? 'principal' : 'danger'} enCours={envoi.isPending}>
            {accepter ? 'Accepter le changement' : 'Refuser le changement'}
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        {envoi.error && (
          <Alerte ton="al" titre="Rien n’a changé.">
            {messageErreur(envoi.error)}
          </Alerte>
        )}
        <dl className="couples a-gauche">
          <dt>IBAN connu</dt>
          <dd>{ancienIban === null ? 'aucun' : ecrireIban(ancienIban)}</dd>
          <dt>IBAN demandé</dt>
          <dd className="g6">{ecrireIban(iban)}</dd>
          <dt>BIC</dt>
          <dd>{bic ?? '—'}</dd>
          <dt>Titulaire</dt>
          <dd>
            {titulaire ?? 'non renseigné'}
            {ancienTitulaire !== null && ancienTitulaire !== titulaire && (
              <span className="encre2">{`, avant : ${ancienTitulaire}`}</span>
            )}
          </dd>
          <dt>Vient de</dt>
          <dd>{`${demande.origine}, ${demande.demandePar}, le ${formaterInstant(demande.demandeLe)}`}</dd>
        </dl>
        {alerte !== null && <Alerte ton="att">{alerte}</Alerte>}
        <p className="encre2">
          {accepter
            ? 'Appelez la structure à un numéro que la Caf connaissait déjà, jamais à celui du message qui annonce le changement, et faites-vous relire le nouvel IBAN.'
            : 'L’IBAN connu reste seul valable et les paiements reprennent avec lui. Prévenez la structure ; si c’est une fraude, votre service de lutte contre la fraude.'}
        </p>
        <ZoneTexte
          libelle={accepter ? 'Qui a été appelé, à quel numéro déjà connu, quand' : 'Pourquoi ce changement est refusé'}
          obligatoire
          focusInitial
          lignes={3}
          longueurMax={500}
          exemple={
            accepter
              ? 'Mme Martin, trésorière, au 02 38 00 00 00 (dossier 2025-2026), le 12/06 : nouvel IBAN relu et juste'
              : 'Mme Martin, trésorière, appelée le 12/06 : elle n’a demandé aucun changement'
          }
          valeur={motif}
          erreur={
            essaye && vide
              ? accepter
                ? 'Dites comment l’IBAN a été vérifié.'
                : 'Dites pourquoi le changement est refusé.'
              : null
          }
          onChange={setMotif}
        />
      </div>
    </Dialogue>
  );
}
