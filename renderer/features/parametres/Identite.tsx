import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { IdentiteCaf } from '../../../shared/contract/parametres.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ChampTexte } from '../../ui/Champs.tsx';
import { notifier } from '../../ui/notifier.tsx';

const CHAMPS: readonly (readonly [champ: keyof IdentiteCaf, libelle: string, longueur: number])[] = [
  ['nom', 'Nom', 120],
  ['service', 'Service', 120],
  ['adresse', 'Adresse', 200],
  ['codePostal', 'Code postal', 10],
  ['ville', 'Ville', 80],
  ['telephone', 'Téléphone', 30],
  ['courriel', 'Courriel', 120],
];

/** L’en-tête des documents. */
export function Identite({ identite }: { readonly identite: IdentiteCaf }) {
  const requetes = useQueryClient();
  const [brouillon, setBrouillon] = useState(identite);
  const enregistrement = useMutation(
    q.parametres.modifierIdentite.mutationOptions({
      onSuccess: async () => {
        await requetes.invalidateQueries();
        notifier('Identité enregistrée : les prochains documents la portent.');
      },
    }),
  );
  const change = CHAMPS.some(([champ]) => brouillon[champ] !== identite[champ]);
  const pret = change && brouillon.nom.trim() !== '';
  function envoyer(evenement: FormEvent) {
    evenement.preventDefault();
    if (pret && !enregistrement.isPending) enregistrement.mutate(brouillon);
  }
  return (
    <form noValidate onSubmit={envoyer}>
      <Carte
        titre="Identité de la Caf"
        sousTitre="imprimée en tête des documents"
        pied={
          <span className="rangee a-droite">
            <Bouton inactif={!change} onClick={() => setBrouillon(identite)}>
              Annuler
            </Bouton>
            <Bouton
              type="submit"
              genre="principal"
              icone="enregistrer"
              inactif={!pret}
              enCours={enregistrement.isPending}
            >
              Enregistrer
            </Bouton>
          </span>
        }
      >
        <div className="formulaire">
          {CHAMPS.map(([champ, libelle, longueur]) => (
            <ChampTexte
              key={champ}
              libelle={libelle}
              obligatoire={champ === 'nom'}
              longueurMax={longueur}
              valeur={brouillon[champ]}
              onChange={(valeur) => setBrouillon({ ...brouillon, [champ]: valeur })}
            />
          ))}
        </div>
        {enregistrement.error && <Alerte ton="al">{messageErreur(enregistrement.error)}</Alerte>}
      </Carte>
    </form>
  );
}
