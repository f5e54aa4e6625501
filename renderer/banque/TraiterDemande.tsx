import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DemandeIban } from '../../shared/contract/banque.ts';
import { formaterInstant } from '../../shared/domaine/dates.ts';
import { api, messageErreur } from '../api.ts';
import { Alerte } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { ZoneTexte } from '../ui/Champs.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import { notifier } from '../ui/notifier.tsx';
import { ComparaisonIban } from './ComparaisonIban.tsx';
import { type AppelEnCours, FormulaireAppel, manqueAppel } from './FormulaireAppel.tsx';
import { CONSIGNE_APPEL } from './VerifierCompte.tsx';

export type ReponseDemande = 'accepter' | 'refuser' | 'renoncer';

interface Props {
  readonly demande: DemandeIban;
  readonly reponse: ReponseDemande;
  readonly onFermer: () => void;
}

const TEXTES: Readonly<
  Record<
    ReponseDemande,
    { readonly titre: string; readonly bouton: string; readonly fait: string; readonly dire: string }
  >
> = {
  accepter: {
    titre: 'Accepter le changement d’IBAN de',
    bouton: 'Accepter le changement',
    fait: 'changement d’IBAN accepté',
    dire: CONSIGNE_APPEL,
  },
  refuser: {
    titre: 'Refuser le changement d’IBAN de',
    bouton: 'Refuser le changement',
    fait: 'changement d’IBAN refusé',
    dire: 'L’IBAN connu reste seul valable et les paiements reprennent avec lui. Prévenez la structure ; si c’est une fraude, votre service de lutte contre la fraude.',
  },
  renoncer: {
    titre: 'Renoncer au changement d’IBAN de',
    bouton: 'Renoncer au changement',
    fait: 'changement d’IBAN abandonné',
    dire: 'La demande reste à l’historique, abandonnée ; l’IBAN connu reste seul valable.',
  },
};

/** Répondre à un changement d’IBAN : l’ancien et le nouveau sous les yeux, et la preuve ou le motif par écrit. */
export function TraiterDemande({ demande, reponse, onFermer }: Props) {
  const [appel, setAppel] = useState<AppelEnCours | null>(null);
  const [motif, setMotif] = useState('');
  const [essaye, setEssaye] = useState(false);
  const requetes = useQueryClient();
  const { id: demandeId, structureId, raisonSociale, iban, alerte } = demande;
  const textes = TEXTES[reponse];
  const envoi = useMutation({
    // L’IBAN lu à l’écran part avec la réponse : s’il a changé entre-temps, rien n’est accepté.
    mutationFn: () => {
      if (reponse === 'refuser') return api.banque.refuser({ demandeId, iban, motif });
      if (reponse === 'renoncer') return api.banque.renoncer({ demandeId, motif });
      if (!appel) throw new Error('appel non rempli');
      return api.banque.accepter({ demandeId, iban, preuve: appel.preuve });
    },
    onSuccess: async () => {
      await requetes.invalidateQueries();
      notifier(`${raisonSociale} : ${textes.fait}.`);
      onFermer();
    },
  });
  const vide = motif.trim() === '';
  const pret = reponse === 'accepter' ? appel !== null && Object.keys(manqueAppel(appel)).length === 0 : !vide;
  return (
    <Dialogue
      ouvert
      taille="lg"
      titre={`${textes.titre} ${raisonSociale}`}
      onFermer={onFermer}
      onEnvoyer={() => {
        setEssaye(true);
        if (pret) envoi.mutate();
      }}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton type="submit" genre={reponse === 'accepter' ? 'principal' : 'danger'} enCours={envoi.isPending}>
            {textes.bouton}
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
        <ComparaisonIban
          ancien={{ iban: demande.ancienIban, bic: demande.ancienBic, titulaire: demande.ancienTitulaire }}
          nouveau={demande}
        />
        <p className="encre2 t12">{`Vient de : ${demande.origine}, ${demande.demandePar}, le ${formaterInstant(demande.demandeLe)}`}</p>
        {alerte !== null && <Alerte ton="att">{alerte}</Alerte>}
        <p className="encre2">{textes.dire}</p>
        {reponse === 'accepter' ? (
          <FormulaireAppel structureId={structureId} iban={iban} valeur={appel} essaye={essaye} onChange={setAppel} />
        ) : (
          <ZoneTexte
            libelle={reponse === 'refuser' ? 'Pourquoi ce changement est refusé' : 'Pourquoi vous y renoncez'}
            obligatoire
            focusInitial
            lignes={3}
            longueurMax={500}
            exemple={
              reponse === 'refuser'
                ? 'Mme Martin, trésorière, appelée le 12/06 : elle n’a demandé aucun changement'
                : 'mal recopié, à refaire'
            }
            valeur={motif}
            erreur={essaye && vide ? 'Dites pourquoi.' : null}
            onChange={setMotif}
          />
        )}
      </div>
    </Dialogue>
  );
}
