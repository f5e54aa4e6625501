import { api } from '../../../api.ts';
import { useProduction } from '../../../produire.ts';
import { Alerte, EtatVide } from '../../../ui/Alerte.tsx';
import { Bouton } from '../../../ui/Bouton.tsx';
import { Carte } from '../../../ui/Carte.tsx';
import { Defile } from '../../../ui/Defile.tsx';
import type { NomIcone } from '../../../ui/Icone.tsx';
import { Progression } from '../../../ui/Progression.tsx';
import type { DeLOnglet } from '../onglets.tsx';
import { BilanDeSeance } from './BilanDeSeance.tsx';
import { CourrielsDesMembres } from './CourrielsDesMembres.tsx';
import { resumerSeance } from './resumer-seance.ts';
import './papiers.css';

interface Papier {
  readonly code: string;
  readonly libelle: string;
  readonly aide: string;
  readonly icone: NomIcone;
  /** Pourquoi il ne peut pas encore se produire ; null : il le peut. */
  readonly obstacle: string | null;
  readonly lancer: () => void;
}

/** Les papiers de la séance : ce qui part avant, ce qui se signe dans la salle, ce qui reste après. */
export function OngletPapiers({ etat }: DeLOnglet) {
  const production = useProduction('papiers-de-seance');
  const { seance } = etat;
  if (seance === null)
    return (
      <EtatVide titre="Aucune séance préparée" icone="calendrier">
        Les invitations, la feuille d’émargement et le relevé se font d’après une séance : préparez-la d’abord avec «
        Préparer la séance… ».
      </EtatVide>
    );
  const seanceId = seance.id;
  const resume = resumerSeance(etat);
  const sansMembre = seance.membres.length === 0 ? 'Inscrivez d’abord les membres : « Modifier la séance… ».' : null;
  const sansDecision = resume.decides === 0 ? 'Rien n’est encore décidé dans cette séance.' : null;
  const avant: readonly Papier[] = [
    {
      code: 'invitations',
      libelle: 'Invitations',
      aide: 'Une lettre par membre : date, lieu, ordre du jour, dossier de séance joint.',
      icone: 'envoyer',
      obstacle: sansMembre,
      lancer: () => production.produire((signal) => api.papiers.invitations({ seanceId }, { signal })),
    },
    {
      code: 'emargement',
      libelle: 'Feuille d’émargement',
      aide: 'À signer en entrant, par institution, avec des lignes libres.',
      icone: 'modifier',
      obstacle: null,
      lancer: () => production.produire((signal) => api.papiers.emargement({ seanceId }, { signal })),
    },
  ];
  const apres: readonly Papier[] = [
    {
      code: 'releve',
      libelle: 'Relevé de décisions',
      aide: 'Les décisions dans l’ordre de la séance, les totaux, l’enveloppe, les signatures.',
      icone: 'document',
      obstacle: sansDecision,
      lancer: () => production.produire((signal) => api.papiers.releve({ seanceId, genre: 'releve' }, { signal })),
    },
    {
      code: 'pv',
      libelle: 'Procès-verbal',
      aide: 'Le relevé, avec les débats, les avis et les déports de chaque dossier.',
      icone: 'journal',
      obstacle: sansDecision,
      lancer: () => production.produire((signal) => api.papiers.releve({ seanceId, genre: 'pv' }, { signal })),
    },
  ];
  return (
    <Defile libelle="Papiers de séance" className="papiers">
      {production.progression && <Progression {...production.progression} onAnnuler={production.arreter} />}
      {production.erreur !== null && (
        <Alerte ton="al" titre="Le document n’a pas pu être produit.">
          {production.erreur}
        </Alerte>
      )}
      <div className="papiers-colonnes">
        <div className="papiers-colonne">
          <Groupe titre="Avant la séance" papiers={avant} enCours={production.enCours} />
          <CourrielsDesMembres membres={seance.membres} />
        </div>
        <div className="papiers-colonne">
          <Groupe titre="Après la séance" papiers={apres} enCours={production.enCours} />
          <BilanDeSeance resume={resume} />
        </div>
      </div>
    </Defile>
  );
}

interface Props {
  readonly titre: string;
  readonly papiers: readonly Papier[];
  readonly enCours: boolean;
}

function Groupe({ titre, papiers, enCours }: Props) {
  return (
    <Carte titre={titre}>
      <ul className="papiers-liste">
        {papiers.map(({ code, libelle, aide, icone, obstacle, lancer }) => (
          <li key={code}>
            <div className="remplit">
              <strong className="g6">{libelle}</strong>
              <p className="encre2 t12">{obstacle ?? aide}</p>
            </div>
            <Bouton icone={icone} inactif={obstacle !== null || enCours} titre={obstacle ?? undefined} onClick={lancer}>
              {`${libelle} (PDF)`}
            </Bouton>
          </li>
        ))}
      </ul>
    </Carte>
  );
}
