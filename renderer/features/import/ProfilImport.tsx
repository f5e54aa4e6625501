import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Apercu } from '../../../shared/contract/imports.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ChampListe, ChampTexte } from '../../ui/Champs.tsx';
import { notifier } from '../../ui/notifier.tsx';
import type { EtatImport, SuiviImport } from './suivi-import.ts';

const SANS_PROFIL = '';

interface Props {
  readonly apercu: Apercu;
  readonly etat: EtatImport;
  readonly suivi: SuiviImport;
}

/** Ce qu’un profil retient : les colonnes choisies par l’agent, et celles du profil déjà appliqué. */
function correspondancesAGarder(apercu: Apercu, etat: EtatImport): Record<string, string | null> {
  const duProfil = apercu.colonnes.filter(({ origine }) => origine === 'profil' || origine === 'agent');
  return { ...Object.fromEntries(duProfil.map(({ cle, champ }) => [cle, champ])), ...etat.correspondances };
}

/** Les corrections de colonnes gardées sous un nom, pour le prochain export de la même démarche. */
export function ProfilImport({ apercu, etat, suivi }: Props) {
  const requetes = useQueryClient();
  const { data: profils = [] } = useQuery(q.imports.profils.queryOptions());
  const [nom, setNom] = useState(etat.profil ?? '');
  const garder = useMutation(
    q.imports.garderProfil.mutationOptions({
      onSuccess: (garde) => {
        notifier(`Profil « ${garde.nom} » gardé.`);
        void requetes.invalidateQueries({ queryKey: q.imports.profils.key() });
      },
    }),
  );
  const correspondances = correspondancesAGarder(apercu, etat);
  const pret = nom.trim() !== '' && Object.keys(correspondances).length > 0;
  return (
    <Carte titre="Profil de colonnes">
      {profils.length > 0 && (
        <ChampListe
          libelle="Appliquer un profil"
          options={[
            { valeur: SANS_PROFIL, libelle: 'Aucun : reconnaissance seule' },
            ...profils.map((profil) => ({ valeur: profil.nom, libelle: profil.nom })),
          ]}
          valeur={etat.profil ?? SANS_PROFIL}
          inactif={etat.travail !== null}
          onChange={(choix) => {
            suivi.appliquerProfil(choix === SANS_PROFIL ? null : choix);
            if (choix !== SANS_PROFIL) setNom(choix);
          }}
        />
      )}
      <form
        className="colonne serree"
        onSubmit={(evenement) => {
          evenement.preventDefault();
          if (pret) garder.mutate({ nom: nom.trim(), demarche: apercu.demarche, correspondances });
        }}
      >
        <ChampTexte
          libelle="Garder ces colonnes sous un nom"
          exemple="Caf 45, réponses 2026"
          longueurMax={80}
          valeur={nom}
          onChange={setNom}
          description={
            Object.keys(correspondances).length === 0
              ? 'Changez d’abord une colonne à la main : il n’y a rien à garder.'
              : undefined
          }
        />
        <div className="rangee">
          <Bouton type="submit" icone="enregistrer" taille="petite" inactif={!pret} enCours={garder.isPending}>
            Garder le profil
          </Bouton>
        </div>
      </form>
      {garder.error && <Alerte ton="al">{messageErreur(garder.error)}</Alerte>}
    </Carte>
  );
}
