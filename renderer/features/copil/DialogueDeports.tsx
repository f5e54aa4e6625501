import { useState } from 'react';
import type { DossierDeSeance, Seance } from '../../../shared/contract/seances.ts';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampListe, ZoneTexte } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';
import { libelleInstitution } from './libelles-copil.ts';

interface Props {
  readonly seance: Seance;
  readonly dossier: DossierDeSeance;
  readonly onRecuser: (membreId: number, nom: string, motif: string | null) => void;
  readonly onFermer: () => void;
}

/** Un membre lié au porteur se déporte du dossier, avec son motif ; une récusation notée par erreur se lève. */
export function DialogueDeports({ seance, dossier, onRecuser, onFermer }: Props) {
  const deportes = new Set(dossier.recusations.map(({ membreId }) => membreId));
  // Les présents d’abord : un absent n’a pas à se déporter.
  const rang = { present: 0, excuse: 2, absent: 2 } as const;
  const libres = seance.membres
    .filter(({ id }) => !deportes.has(id))
    .toSorted((a, b) => (a.presence === null ? 1 : rang[a.presence]) - (b.presence === null ? 1 : rang[b.presence]));
  const [membre, setMembre] = useState<string | null>(null);
  const [motif, setMotif] = useState('');
  const [essaye, setEssaye] = useState(false);
  const choisi = libres.find(({ id }) => String(id) === membre);

  function noter(): void {
    setEssaye(true);
    if (choisi === undefined || motif.trim() === '') return;
    onRecuser(choisi.id, choisi.nom, motif.trim());
    onFermer();
  }

  return (
    <Dialogue
      ouvert
      titre={`Déport : ${dossier.structure.raisonSociale}`}
      onFermer={onFermer}
      onEnvoyer={noter}
      pied={
        <>
          <Bouton onClick={onFermer}>Fermer</Bouton>
          <Bouton type="submit" genre="principal" raccourci="Ctrl+Entrée" inactif={libres.length === 0}>
            Noter le déport
          </Bouton>
        </>
      }
    >
      <div className="colonne">
        {dossier.recusations.length > 0 && (
          <ul className="seance-deports">
            {dossier.recusations.map(({ membreId, nom, motif: raison }) => (
              <li key={membreId}>
                <span>
                  <span className="g5">{nom}</span>
                  <span className="encre2">{` : ${raison}`}</span>
                </span>
                <Bouton taille="petite" onClick={() => onRecuser(membreId, nom, null)}>
                  Lever
                </Bouton>
              </li>
            ))}
          </ul>
        )}
        {libres.length === 0 ? (
          <p className="encre2">Aucun autre membre n’est inscrit à cette séance.</p>
        ) : (
          <>
            <ChampListe
              libelle="Membre"
              obligatoire
              focusInitial
              cherchable
              options={libres.map(({ id, nom, institution }) => ({
                valeur: String(id),
                libelle: `${nom}, ${libelleInstitution(institution)}`,
              }))}
              valeur={membre}
              erreur={essaye && choisi === undefined ? 'Choisissez le membre.' : null}
              onChange={setMembre}
            />
            <ZoneTexte
              libelle="Motif"
              obligatoire
              lignes={2}
              longueurMax={500}
              valeur={motif}
              erreur={essaye && motif.trim() === '' ? 'Dites pourquoi : le relevé de décisions le citera.' : null}
              onChange={setMotif}
            />
          </>
        )}
      </div>
    </Dialogue>
  );
}
