import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ObstacleCloture } from '../../../shared/contract/cloture.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api, messageErreur } from '../../api.ts';
import { Alerte } from '../../ui/Alerte.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ZoneTexte } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';

const MONTRES = 6;

function direObstacle({ raisonSociale, numeroDossier, phrase }: ObstacleCloture): string {
  return raisonSociale === null ? phrase : `${numeroDossier ?? ''} ${raisonSociale} : ${phrase}`;
}

/** Le texte déjà dit de tous, s’il est le même : le corriger ne le fait pas retaper. */
function texteCommun(obstacles: readonly ObstacleCloture[]): string {
  const textes = new Set(obstacles.map(({ explication, ancienne }) => (explication ?? ancienne)?.texte ?? ''));
  const [seul = ''] = textes;
  return textes.size === 1 ? seul : '';
}

interface Props {
  readonly campagneId: number;
  /** D’une même sorte. */
  readonly obstacles: readonly ObstacleCloture[];
  readonly onFermer: (faite: boolean) => void;
}

/** Un texte pour un point, ou pour plusieurs de la même sorte. */
export function Expliquer({ campagneId, obstacles, onFermer }: Props) {
  const [texte, setTexte] = useState(() => texteCommun(obstacles));
  const requetes = useQueryClient();
  const envoi = useMutation({
    mutationFn: () =>
      api.cloture.expliquer({ campagneId, points: obstacles.map(({ cle, phrase }) => ({ cle, phrase })), texte }),
    onSuccess: async () => {
      await requetes.invalidateQueries();
      onFermer(true);
    },
  });
  const plusieurs = obstacles.length > 1;
  return (
    <Dialogue
      ouvert
      titre={plusieurs ? `Expliquer ${pluriel(obstacles.length, 'point')}` : 'Expliquer ce qui reste'}
      onFermer={() => onFermer(false)}
      onEnvoyer={() => envoi.mutate()}
      pied={
        <>
          <Bouton onClick={() => onFermer(false)}>Annuler</Bouton>
          <Bouton type="submit" genre="principal" enCours={envoi.isPending}>
            Enregistrer
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        {envoi.error && (
          <Alerte ton="al" titre="Non enregistré.">
            {messageErreur(envoi.error)}
          </Alerte>
        )}
        <ul className="colonne serree">
          {obstacles.slice(0, MONTRES).map((obstacle) => (
            <li key={obstacle.cle}>
              {direObstacle(obstacle)}
              {obstacle.ancienne !== null && (
                <div className="att t12">{`Expliqué quand c’était : ${obstacle.ancienne.phrase ?? 'un montant non gardé'}`}</div>
              )}
            </li>
          ))}
          {obstacles.length > MONTRES && (
            <li className="encre2">{`et ${pluriel(obstacles.length - MONTRES, 'autre point', 'autres points')}`}</li>
          )}
        </ul>
        <ZoneTexte
          libelle="Pourquoi cela n’empêche pas de clore"
          description={`${plusieurs ? 'Le même texte pour chacun, noté au journal point par point. ' : ''}Gardé avec la campagne close et dans son archive. Un texte vide retire l’explication.`}
          focusInitial
          lignes={4}
          longueurMax={1000}
          exemple="Trop-perçu étalé sur trois ans par l’agence comptable, suivi jusqu’en 2029"
          valeur={texte}
          onChange={setTexte}
        />
      </div>
    </Dialogue>
  );
}
