import { Link } from 'wouter';
import type { Lecture } from '../../../shared/contract/lectures.ts';
import { formaterInstant } from '../../../shared/domaine/dates.ts';
import { chemins } from '../../contexte.tsx';
import { LienInteret } from '../../instruction/LienInteret.tsx';
import { EtatVide } from '../../ui/Alerte.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Page } from '../../ui/Page.tsx';

interface Props {
  readonly campagneId: number;
  readonly lecture: Lecture;
  readonly lien: NonNullable<Lecture['lien']>;
}

/** À la place de la grille : l’agent a déclaré un lien d’intérêt, il est hors de ce dossier. */
export function Ecarte({ campagneId, lecture: { dossier, etat }, lien }: Props) {
  return (
    <Page titre={dossier.structure.raisonSociale || 'Structure sans nom'} sousTitre={`n° ${dossier.numero}`}>
      <Carte className="remplit">
        <EtatVide
          titre="Vous êtes hors de ce dossier"
          icone="cadenas"
          actions={
            <>
              <LienInteret dossierId={dossier.id} />
              <Link href={chemins.instruction(campagneId)} className="lien">
                Revenir à ma pile
              </Link>
            </>
          }
        >
          {`Lien d’intérêt déclaré le ${formaterInstant(lien.declareLe)} : « ${lien.motif} ».${etat === 'non_commencee' ? '' : ' Votre lecture est gardée, mais ne compte plus dans la note.'}`}
        </EtatVide>
      </Carte>
    </Page>
  );
}
