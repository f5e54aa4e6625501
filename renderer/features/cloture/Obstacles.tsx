import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { ObstacleCloture } from '../../../shared/contract/cloture.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { api, messageErreur } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { Alerte } from '../../ui/Alerte.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { ZoneTexte } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { type ColonneTableau, Tableau } from '../../ui/Tableau.tsx';

interface Props {
  readonly campagneId: number;
  readonly obstacles: readonly ObstacleCloture[];
  readonly close: boolean;
}

function direObstacle({ raisonSociale, phrase }: ObstacleCloture): string {
  return raisonSociale === null ? phrase : `${raisonSociale} : ${phrase}`;
}

function Expliquer({
  campagneId,
  obstacle,
  onFermer,
}: {
  readonly campagneId: number;
  readonly obstacle: ObstacleCloture;
  readonly onFermer: () => void;
}) {
  const [texte, setTexte] = useState(obstacle.explication?.texte ?? '');
  const requetes = useQueryClient();
  const envoi = useMutation({
    mutationFn: () => api.cloture.expliquer({ campagneId, cle: obstacle.cle, texte }),
    onSuccess: async () => {
      await requetes.invalidateQueries();
      onFermer();
    },
  });
  return (
    <Dialogue
      ouvert
      titre="Expliquer ce qui reste"
      onFermer={onFermer}
      onEnvoyer={() => envoi.mutate()}
      pied={
        <>
          <Bouton onClick={onFermer}>Annuler</Bouton>
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
        <p>{direObstacle(obstacle)}</p>
        <ZoneTexte
          libelle="Pourquoi cela n’empêche pas de clore"
          description="Gardé avec la campagne close et dans son archive. Un texte vide retire l’explication."
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

function colonnesDe(
  campagneId: number,
  close: boolean,
  expliquer: (obstacle: ObstacleCloture) => void,
): readonly ColonneTableau<ObstacleCloture>[] {
  return [
    {
      code: 'etat',
      titre: 'État',
      largeur: '110px',
      rendu: ({ explication }) =>
        explication === null ? (
          <Badge ton="att" signe="attention">
            À régler
          </Badge>
        ) : (
          <Badge ton="ok" signe="fait">
            Expliqué
          </Badge>
        ),
    },
    { code: 'libelle', titre: 'Reste', largeur: '200px', passe: true, rendu: ({ libelle }) => libelle },
    {
      code: 'phrase',
      titre: 'Où',
      passe: true,
      rendu: (obstacle) => (
        <>
          <Link
            href={
              obstacle.dossierId === null
                ? chemins.paiements(campagneId)
                : chemins.dossier(campagneId, obstacle.dossierId)
            }
            className="lien"
          >
            {obstacle.raisonSociale ?? 'Paiements'}
          </Link>
          {` : ${obstacle.phrase}`}
          {obstacle.explication !== null && (
            <span className="encre2 t12">
              {` — ${obstacle.explication.texte} (${obstacle.explication.par}, le ${formaterInstant(obstacle.explication.le)})`}
            </span>
          )}
        </>
      ),
    },
    {
      code: 'action',
      titre: 'Action',
      largeur: '120px',
      rendu: (obstacle) =>
        obstacle.explicable && !close ? (
          <Bouton taille="petite" onClick={() => expliquer(obstacle)}>
            {obstacle.explication === null ? 'Expliquer…' : 'Modifier…'}
          </Bouton>
        ) : (
          <span className="encre2 t12">{close ? '' : 'à régler'}</span>
        ),
    },
  ];
}

/** Ce qui reste à régler ou à expliquer, chacun avec l’endroit où le faire. */
export function Obstacles({ campagneId, obstacles, close }: Props) {
  const [enMain, setEnMain] = useState<ObstacleCloture | null>(null);
  const colonnes = useMemo(() => colonnesDe(campagneId, close, setEnMain), [campagneId, close]);
  const aRegler = obstacles.filter(({ explication }) => explication === null).length;
  return (
    <Carte
      titre={close ? 'Ce qui restait, expliqué' : 'Ce qui reste'}
      sousTitre={
        aRegler === 0
          ? 'tout est réglé ou expliqué'
          : `${pluriel(aRegler, 'point')} à régler, ou à expliquer quand un texte suffit`
      }
      plein
    >
      <Tableau
        libelle="Ce qui reste avant de clore"
        lignes={obstacles}
        cle={({ cle }) => cle}
        colonnes={colonnes}
        vide="Chaque dossier agréé est conventionné, bilan validé, payé ; aucun lot ni trop-perçu n’attend."
      />
      {enMain && <Expliquer campagneId={campagneId} obstacle={enMain} onFermer={() => setEnMain(null)} />}
    </Carte>
  );
}
