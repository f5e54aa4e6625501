import { Link } from 'wouter';
import type { DossierAttribue, EtatAttributions, RoleLecteur } from '../../../shared/contract/instruction.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { chemins } from '../../contexte.tsx';
import { LienInteret } from '../../instruction/LienInteret.tsx';
import { Carte } from '../../ui/Carte.tsx';
import { Defile } from '../../ui/Defile.tsx';
import { type Choix, Segments } from '../../ui/Niveaux.tsx';
import { direLecteur, lecteurDe } from './colonnes-attributions.tsx';

type Role = RoleLecteur | 'aucun';
const ROLES: readonly Choix<Role>[] = [
  { valeur: 'aucun', libelle: '—', detail: 'ne lit pas' },
  { valeur: 'lecteur', libelle: 'Lecteur' },
  { valeur: 'rapporteur', libelle: 'Rapp.', detail: 'rapporteur' },
];

interface Props {
  readonly campagneId: number;
  readonly dossier: DossierAttribue;
  readonly agents: EtatAttributions['agents'];
  readonly onRole: (agentId: number, role: RoleLecteur | null) => void;
}

/** Les lecteurs du dossier courant, et la charge de chacun : de quoi choisir sans quitter la souris. */
export function PanneauLecteurs({ campagneId, dossier, agents, onRole }: Props) {
  const nom = dossier.structure || 'Structure sans nom';
  return (
    <Carte
      titre={<span className="lect-nom">{nom}</span>}
      plein
      pied={
        <>
          <Link href={chemins.lecture(campagneId, dossier.id)} className="lien">
            Ouvrir ma lecture
          </Link>
          <span className="a-droite">
            <LienInteret dossierId={dossier.id} />
          </span>
        </>
      }
    >
      <Defile libelle={`Lecteurs de ${nom}`} className="lect-panneau">
        <p className="encre2 t12">
          {[`n° ${dossier.numero}`, dossier.communeNom, pluriel(dossier.collectifs, 'collectif')]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <ul className="lect-agents">
          {agents.map((agent) => {
            const lecteur = lecteurDe(dossier, agent.id);
            return (
              <li key={agent.id}>
                <div>
                  <span className="g5">{agent.nom}</span>
                  <span className="encre2 t12">
                    {`${pluriel(agent.charge.dossiers, 'dossier')}, ${pluriel(agent.charge.collectifs, 'collectif')}`}
                  </span>
                </div>
                <Segments<Role>
                  libelle={`Rôle de ${agent.nom}`}
                  choix={ROLES}
                  valeur={lecteur?.role ?? 'aucun'}
                  inactif={lecteur?.lien != null || !agent.actif}
                  onChange={(role) => onRole(agent.id, role === null || role === 'aucun' ? null : role)}
                />
                {lecteur && (
                  <p className="t12 encre2">
                    {lecteur.lien ? `${direLecteur(lecteur)} : ${lecteur.lien.motif}` : direLecteur(lecteur)}
                  </p>
                )}
              </li>
            );
          })}
        </ul>
      </Defile>
    </Carte>
  );
}
