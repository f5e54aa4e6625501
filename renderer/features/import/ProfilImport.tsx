import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Apercu, ProfilApplique } from '../../../shared/contract/imports.ts';
import { formaterDate } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { messageErreur, q } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ChampListe, ChampTexte } from '../../ui/Champs.tsx';
import { confirmer } from '../../ui/Dialogue.tsx';
import { notifier, notifierErreur } from '../../ui/notifier.tsx';
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

function Liste({ titre, lignes }: { readonly titre: string; readonly lignes: readonly string[] }) {
  if (lignes.length === 0) return null;
  return (
    <details>
      <summary>{titre}</summary>
      <ul>
        {lignes.map((ligne) => (
          <li key={ligne}>{ligne}</li>
        ))}
      </ul>
    </details>
  );
}

/** Ce que le profil a donné sur ces fichiers-ci, en mots. */
function Apport({ profil }: { readonly profil: ProfilApplique }) {
  const { nom, repris, approches, perdues, nouvelles } = profil;
  return (
    <div className="import-apport t12">
      <p>{`« ${nom} » : ${pluriel(repris, 'colonne')} reprise${repris > 1 ? 's' : ''}.`}</p>
      <Liste
        titre={`${pluriel(approches.length, 'en-tête')} un peu changé${approches.length > 1 ? 's' : ''}, repris`}
        lignes={approches.map(({ entete, ancien }) => `« ${entete} », avant « ${ancien} »`)}
      />
      <Liste
        titre={`${pluriel(perdues.length, 'colonne')} du profil absente${perdues.length > 1 ? 's' : ''} d’ici`}
        lignes={perdues}
      />
      <Liste titre={`${pluriel(nouvelles.length, 'colonne')} que le profil ne connaît pas`} lignes={nouvelles} />
    </div>
  );
}

/** Les corrections de colonnes gardées sous un nom, pour le prochain export de la même démarche. */
export function ProfilImport({ apercu, etat, suivi }: Props) {
  const requetes = useQueryClient();
  const { data: profils = [] } = useQuery(q.imports.profils.queryOptions());
  const [nom, setNom] = useState(etat.profil ?? '');
  const relire = () => void requetes.invalidateQueries({ queryKey: q.imports.profils.key() });
  const garder = useMutation(
    q.imports.garderProfil.mutationOptions({
      onSuccess: (garde) => {
        notifier(`Profil « ${garde.nom} » gardé.`);
        relire();
      },
    }),
  );
  const supprimer = useMutation(
    q.imports.supprimerProfil.mutationOptions({
      onSuccess: (_, entree) => {
        notifier(`Profil « ${entree.nom} » supprimé.`);
        relire();
        if (etat.profil === entree.nom) suivi.appliquerProfil(null);
      },
      onError: (erreur) => notifierErreur(messageErreur(erreur), 'Le profil n’est pas supprimé'),
    }),
  );
  async function demanderSuppression(profil: string) {
    const oui = await confirmer({
      titre: `Supprimer le profil « ${profil}\u00a0»\u00a0?`,
      texte: 'Les imports déjà faits ne changent pas ; le prochain fichier sera reconnu sans lui.',
      action: 'Supprimer',
      danger: true,
    });
    if (oui) supprimer.mutate({ nom: profil });
  }
  const correspondances = correspondancesAGarder(apercu, etat);
  const rien = Object.keys(correspondances).length === 0;
  const pret = nom.trim() !== '' && !rien;
  const connu = profils.some((profil) => profil.nom === nom.trim());
  return (
    <Carte titre="Profil de colonnes">
      {profils.length > 0 && (
        <div className="import-profil">
          <ChampListe
            libelle="Appliquer un profil"
            options={[
              { valeur: SANS_PROFIL, libelle: 'Aucun : reconnaissance seule' },
              ...profils.map(({ nom: valeur, colonnes, modifieLe }) => ({
                valeur,
                libelle: `${valeur} (${pluriel(colonnes, 'colonne')}${modifieLe === null ? '' : `, ${formaterDate(modifieLe.slice(0, 10))}`})`,
              })),
            ]}
            valeur={etat.profil ?? SANS_PROFIL}
            inactif={etat.travail !== null}
            onChange={(choix) => {
              suivi.appliquerProfil(choix === SANS_PROFIL ? null : choix);
              if (choix !== SANS_PROFIL) setNom(choix);
            }}
          />
          {etat.profil && (
            <Bouton
              icone="supprimer"
              genre="discret"
              libelleSeul={`Supprimer le profil « ${etat.profil} »…`}
              enCours={supprimer.isPending}
              onClick={() => void demanderSuppression(etat.profil ?? '')}
            />
          )}
        </div>
      )}
      {apercu.profil !== null && <Apport profil={apercu.profil} />}
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
          description={rien ? 'Changez d’abord une colonne : il n’y a rien à garder.' : undefined}
        />
        <div className="rangee">
          <Bouton type="submit" icone="enregistrer" taille="petite" inactif={!pret} enCours={garder.isPending}>
            {connu ? 'Remplacer le profil' : 'Garder le profil'}
          </Bouton>
        </div>
      </form>
      {garder.error && <Alerte ton="al">{messageErreur(garder.error)}</Alerte>}
    </Carte>
  );
}
