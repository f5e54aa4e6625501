import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, messageErreur, q } from '../api.ts';
import { Alerte } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { ChampTexte } from '../ui/Champs.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import { notifier } from '../ui/notifier.tsx';
import { ComparaisonIban } from './ComparaisonIban.tsx';

interface Props {
  readonly structureId: number;
  readonly raisonSociale: string;
  /** null : cette structure n’a pas encore de compte. */
  readonly actuel: { readonly iban: string; readonly bic: string | null; readonly titulaire: string | null } | null;
  readonly onFermer: () => void;
}

/** Demander un changement d’IBAN : il ne remplace rien tant qu’un autre agent ne l’a pas vérifié. */
export function ChangerCompte({ structureId, raisonSociale, actuel, onFermer }: Props) {
  const [iban, setIban] = useState('');
  const [bic, setBic] = useState('');
  const [titulaire, setTitulaire] = useState(actuel?.titulaire ?? '');
  const [origine, setOrigine] = useState('');
  const [essaye, setEssaye] = useState(false);
  const requetes = useQueryClient();
  const saisie = { structureId, iban, bic: bic.trim() === '' ? null : bic, titulaire: titulaire.trim() || null };
  const { data: controle } = useQuery(
    q.banque.controler.queryOptions({ input: saisie, enabled: iban.trim() !== '', placeholderData: keepPreviousData }),
  );
  const envoi = useMutation({
    mutationFn: () => api.banque.demander({ ...saisie, origine }),
    onSuccess: async ({ suite }) => {
      await requetes.invalidateQueries();
      notifier(
        `${raisonSociale} : ${suite === 'demande' ? 'changement demandé, un autre agent le vérifiera' : 'IBAN enregistré, un autre agent le confirmera'}.`,
      );
      onFermer();
    },
  });
  const lu = iban.trim() === '' ? null : (controle ?? null);
  // Les fautes se disent une fois l’IBAN assez long pour ne plus être en train d’être tapé.
  const assez = essaye || iban.replaceAll(/\s/g, '').length >= 14;
  const complet = lu?.iban != null && lu.erreurBic === null && origine.trim() !== '';
  return (
    <Dialogue
      ouvert
      taille="lg"
      titre={actuel ? `Changer l’IBAN de ${raisonSociale}` : `Saisir l’IBAN de ${raisonSociale}`}
      onFermer={onFermer}
      onEnvoyer={() => {
        setEssaye(true);
        if (complet) envoi.mutate();
      }}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton type="submit" genre="principal" enCours={envoi.isPending}>
            {actuel ? 'Demander le changement' : 'Enregistrer, à vérifier'}
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
        <p className="encre2">
          {actuel
            ? 'L’IBAN connu reste seul valable et les paiements de cette structure attendent, jusqu’à ce qu’un autre agent que vous l’ait vérifié par téléphone.'
            : 'Un autre agent que vous le vérifiera par téléphone avant tout paiement.'}
        </p>
        <ChampTexte
          libelle={actuel ? 'Nouvel IBAN' : 'IBAN'}
          obligatoire
          focusInitial
          longueurMax={60}
          exemple="FR76 3000 6000 0112 3456 7890 189"
          valeur={iban}
          erreur={essaye && iban.trim() === '' ? 'Tapez l’IBAN du RIB.' : assez ? lu?.erreurIban : null}
          onChange={setIban}
        />
        <div className="rangee passe">
          <ChampTexte
            libelle="BIC"
            longueurMax={20}
            exemple="AGRIFRPP"
            valeur={bic}
            erreur={bic.trim().length >= 8 || essaye ? lu?.erreurBic : null}
            onChange={setBic}
          />
          <ChampTexte libelle="Titulaire du compte" longueurMax={140} valeur={titulaire} onChange={setTitulaire} />
        </div>
        {lu?.iban != null && actuel && (
          <ComparaisonIban
            ancien={actuel}
            nouveau={{
              iban: lu.iban,
              bic: saisie.bic?.replaceAll(/\s/g, '').toUpperCase() ?? null,
              titulaire: saisie.titulaire,
            }}
          />
        )}
        {lu?.alerte != null && <Alerte ton="att">{lu.alerte}</Alerte>}
        <ChampTexte
          libelle="D’où vient-il"
          obligatoire
          longueurMax={200}
          exemple="RIB joint au courriel de Mme Martin du 12/06/2026"
          valeur={origine}
          erreur={essaye && origine.trim() === '' ? 'Dites quel papier ou quel message le donne.' : null}
          onChange={setOrigine}
        />
      </div>
    </Dialogue>
  );
}
