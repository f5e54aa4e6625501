import { useState } from 'react';
import type { DossierDeSeance } from '../../../shared/contract/seances.ts';
import { pluriel } from '../../../shared/domaine/libelles.ts';
import { normaliserTexte } from '../../../shared/domaine/textes.ts';
import { BadgeDecision } from '../../ui/Badge.tsx';
import { Bouton } from '../../ui/Bouton.tsx';
import { ChampTexte } from '../../ui/Champs.tsx';
import { Dialogue } from '../../ui/Dialogue.tsx';

const RESULTATS_MONTRES = 9;

function repond({ numero, structure, communeNom }: DossierDeSeance, mots: readonly string[]): boolean {
  const texte = normaliserTexte(`${numero} ${structure.raisonSociale} ${communeNom ?? ''}`);
  return mots.every((mot) => texte.includes(mot));
}

interface Props {
  readonly dossiers: readonly DossierDeSeance[];
  readonly onFermer: () => void;
  readonly onChoisir: (dossierId: number) => void;
}

/** Trouve un dossier de la séance par son nom, sa commune ou son numéro ; Entrée ouvre le premier. */
export function ChercherDossier({ dossiers, onFermer, onChoisir }: Props) {
  const [texte, setTexte] = useState('');
  const mots = normaliserTexte(texte).split(' ');
  const trouves = dossiers.filter((dossier) => repond(dossier, mots));
  const premier = trouves[0];
  return (
    <Dialogue
      ouvert
      taille="lg"
      titre="Chercher un dossier"
      onFermer={onFermer}
      onEnvoyer={() => premier && onChoisir(premier.id)}
      pied={
        <Bouton type="submit" genre="principal" raccourci="Entrée" inactif={premier === undefined}>
          {premier === undefined ? 'Ouvrir' : `Ouvrir ${premier.structure.raisonSociale}`}
        </Bouton>
      }
    >
      <div className="colonne">
        <ChampTexte libelle="Nom, commune ou numéro" type="search" focusInitial valeur={texte} onChange={setTexte} />
        <ul className="seance-resultats">
          {trouves.slice(0, RESULTATS_MONTRES).map((dossier) => (
            <li key={dossier.id}>
              <button type="button" onClick={() => onChoisir(dossier.id)}>
                <span className="g5">{dossier.structure.raisonSociale}</span>
                <span className="encre2 elide">
                  {[dossier.communeNom, `n° ${dossier.numero}`, pluriel(dossier.collectifs, 'collectif')]
                    .filter((part) => part !== null)
                    .join(' · ')}
                </span>
                <span className="a-droite">
                  <BadgeDecision nature={dossier.decision} />
                </span>
              </button>
            </li>
          ))}
          {trouves.length === 0 && <li className="encre2">Aucun dossier de la séance ne répond à ces mots.</li>}
        </ul>
        <output className="encre2 t12">
          {trouves.length > RESULTATS_MONTRES ? `et ${trouves.length - RESULTATS_MONTRES} autres : précisez` : ''}
        </output>
      </div>
    </Dialogue>
  );
}
