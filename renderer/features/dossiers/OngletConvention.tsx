import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { messageErreur, q } from '../../api.ts';
import { chemins } from '../../contexte.tsx';
import { ConventionDuDossier } from '../../conventions/ConventionDuDossier.tsx';
import { useGestesConventions } from '../../conventions/use-gestes.ts';
import { Alerte, Chargement, EtatVide } from '../../ui/Alerte.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Progression } from '../../ui/Progression.tsx';

interface Props {
  readonly campagneId: number;
  readonly dossierId: number;
}

/** La convention du dossier, ses avenants, ses réserves. */
export function OngletConvention({ campagneId, dossierId }: Props) {
  const { data, error } = useQuery(q.conventions.lireDossier.queryOptions({ input: { dossierId } }));
  const gestes = useGestesConventions(campagneId);
  if (error) return <Alerte ton="al">{messageErreur(error)}</Alerte>;
  if (data === undefined) return <Chargement texte="Lecture de la convention…" />;
  if (data === null)
    return (
      <Carte>
        <EtatVide
          icone="document"
          titre="Rien à conventionner"
          actions={
            <Link href={chemins.copil(campagneId)} className="btn">
              Aller au Copil
            </Link>
          }
        >
          Une convention se génère quand le Copil a agréé au moins un collectif du dossier.
        </EtatVide>
      </Carte>
    );
  return (
    <Carte
      titre="Convention"
      plein
      actions={
        <Link href={chemins.conventions(campagneId)} className="lien t125">
          Toute la campagne
        </Link>
      }
    >
      {gestes.generation.progression && (
        <Progression {...gestes.generation.progression} unite="fichier" onAnnuler={gestes.generation.arreter} />
      )}
      {gestes.generation.erreur !== null && <Alerte ton="al">{gestes.generation.erreur}</Alerte>}
      <ConventionDuDossier campagneId={campagneId} ligne={data.ligne} aujourdhui={data.aujourdhui} gestes={gestes} />
    </Carte>
  );
}
