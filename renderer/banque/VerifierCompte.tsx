import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CompteBancaire } from '../../shared/contract/banque.ts';
import { formaterInstant } from '../../shared/domaine/dates.ts';
import { api, messageErreur } from '../api.ts';
import { Alerte } from '../ui/Alerte.tsx';
import { Bouton } from '../ui/Bouton.tsx';
import { Dialogue } from '../ui/Dialogue.tsx';
import { notifier } from '../ui/notifier.tsx';
import { IbanEcrit } from './ComparaisonIban.tsx';
import { type AppelEnCours, FormulaireAppel, manqueAppel } from './FormulaireAppel.tsx';

interface Props {
  readonly compte: CompteBancaire;
  readonly onFermer: () => void;
}

export const CONSIGNE_APPEL =
  'Appelez la structure à un numéro que la Caf connaissait déjà, jamais à celui du message qui annonce le changement, et faites-vous relire l’IBAN.';

/** Confirmer un compte : par un autre agent que celui qui l’a saisi, après un appel. */
export function VerifierCompte({ compte, onFermer }: Props) {
  const { structureId, iban, raisonSociale } = compte;
  const [appel, setAppel] = useState<AppelEnCours | null>(null);
  const [essaye, setEssaye] = useState(false);
  const requetes = useQueryClient();
  const envoi = useMutation({
    mutationFn: ({ preuve }: AppelEnCours) => api.banque.verifier({ structureId, iban, preuve }),
    onSuccess: async () => {
      await requetes.invalidateQueries();
      notifier(`${raisonSociale} : IBAN confirmé.`);
      onFermer();
    },
  });
  return (
    <Dialogue
      ouvert
      taille="lg"
      titre={`Confirmer l’IBAN de ${raisonSociale}`}
      onFermer={onFermer}
      onEnvoyer={() => {
        setEssaye(true);
        if (appel && Object.keys(manqueAppel(appel)).length === 0) envoi.mutate(appel);
      }}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
          <Bouton type="submit" genre="principal" enCours={envoi.isPending}>
            Confirmer l’IBAN
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        {envoi.error && (
          <Alerte ton="al" titre="Non confirmé.">
            {messageErreur(envoi.error)}
          </Alerte>
        )}
        <dl className="couples a-gauche">
          <dt>IBAN</dt>
          <dd className="g6">
            <IbanEcrit iban={iban} />
          </dd>
          <dt>BIC</dt>
          <dd>{compte.bic ?? '—'}</dd>
          <dt>Titulaire</dt>
          <dd>{compte.titulaire ?? 'non renseigné'}</dd>
          <dt>Vient de</dt>
          <dd>{`${compte.origine}, ${compte.saisiPar}, le ${formaterInstant(compte.saisiLe)}`}</dd>
        </dl>
        {compte.alerte !== null && <Alerte ton="att">{compte.alerte}</Alerte>}
        <p className="encre2">{`${CONSIGNE_APPEL} Celui qui l’a saisi ou importé ne peut pas le confirmer.`}</p>
        <FormulaireAppel structureId={structureId} iban={iban} valeur={appel} essaye={essaye} onChange={setAppel} />
      </div>
    </Dialogue>
  );
}
